-- Before the limit the unit, its leaders and the heads of unit and centre hear of it (R10, workflow §6);
-- when it is over the whole line does.  What the office has changed stays.
INSERT INTO warning_level (class_id, percent, audiences, valid_from) VALUES
  (NULL, 80, 'UNIT,UNIT_LEADER,UNIT_HEAD,COMMANDER', 0),
  (NULL, 100, 'UNIT,UNIT_LEADER,UNIT_HEAD,DISPATCHER,CHIEF,COMMANDER', 0)
ON DUPLICATE KEY UPDATE audiences = audiences;
