-- Registers beside the cases, the whole of it: who owns a matter from when on,
-- what each entry was, which status was due by it (so that the effect on scores
-- is derived, R17), reminders, photos of light records by class (R14).
ALTER TABLE matter
  ADD COLUMN class_id   INT      NULL COMMENT 'of a light record',
  ADD COLUMN every_days SMALLINT NULL COMMENT 'a status each so many days, unless an entry says another day',
  ADD COLUMN reminded   TINYINT  NOT NULL DEFAULT 0 COMMENT 'of this due: 1 a day before, 2 passed',
  ADD KEY by_reminder (state, due, id),
  ADD CONSTRAINT matter_class FOREIGN KEY (class_id) REFERENCES class (id),
  ADD CONSTRAINT matter_every CHECK (every_days IS NULL OR every_days BETWEEN 1 AND 366);

ALTER TABLE matter_entry
  ADD COLUMN what     TINYINT NOT NULL DEFAULT 2 COMMENT 'enum matter_step, lib/store/store_matter.h',
  ADD COLUMN due      BIGINT  NULL COMMENT 'of the next status or answer, from this entry on',
  ADD COLUMN owner_id INT     NULL COMMENT 'who answers for it from this entry on';

UPDATE matter_entry e JOIN matter m ON m.id = e.matter_id
  JOIN (SELECT matter_id, MAX(seq) AS last FROM matter_entry GROUP BY matter_id) x ON x.matter_id = m.id
  SET e.what = IF(e.seq = 1, 1, IF(e.state = 2, 5, IF(e.state = 3, 6, 2))), e.owner_id = m.owner_id,
    e.due = IF(e.seq = x.last AND m.state = 1, m.due, NULL);

ALTER TABLE outbox ADD COLUMN kind SMALLINT NULL COMMENT 'what happened, where no event says it (enum notice_kind, lib/rule/notice.h)';

-- 交接班: signed by the commander where the incoming did not.
ALTER TABLE handover ADD COLUMN for_next BOOLEAN NOT NULL DEFAULT 0 COMMENT 'signed in place of the incoming, with a remark',
  ADD CONSTRAINT ho_for_next CHECK (NOT for_next OR (in_user IS NOT NULL AND CHAR_LENGTH(remark) >= 2));

-- Photos are wanted with every light record, and compulsory by class.
ALTER TABLE class ADD COLUMN light_photo BOOLEAN NOT NULL DEFAULT 0;

GRANT UPDATE (owner_id, reminded) ON matter TO anjuan_desk@localhost;
GRANT UPDATE (reminded) ON matter TO anjuan_batch_work@localhost;
GRANT UPDATE (for_next) ON handover TO anjuan_desk@localhost;
GRANT UPDATE (light_photo) ON class TO anjuan_desk@localhost;
