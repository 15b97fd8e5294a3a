-- Whom an audience of the outbox means: roles, and how their people are found
-- (enum notice_scope, lib/rule/notice.h): 1 all, 2 on duty, 3 the commander's
-- power, 4 of the unit, 5 whom the order names, 6 who complained, 7 another
-- system.  An audience the office has changed stays as it is.

INSERT INTO notice_audience (code, role_id, scope)
SELECT n.code, n.role_id, n.scope FROM (
  SELECT 'ACCEPTOR' AS code, 5 AS role_id, 2 AS scope
  UNION ALL SELECT 'ALL_UNITS', 9, 1
  UNION ALL SELECT 'ALL_UNITS', 13, 1
  UNION ALL SELECT 'ALL_UNITS', 14, 1
  UNION ALL SELECT 'ALL_UNIT_LEADERS', 11, 1
  UNION ALL SELECT 'ALL_UNIT_LEADERS', 12, 1
  UNION ALL SELECT 'ARCHIVIST', 19, 1
  UNION ALL SELECT 'CHIEF', 4, 2
  UNION ALL SELECT 'COMMANDER', 1, 3
  UNION ALL SELECT 'COMMANDER', 2, 3
  UNION ALL SELECT 'COMMANDER', 3, 3
  UNION ALL SELECT 'COORD', 17, 1
  UNION ALL SELECT 'DISCIPLINE', 18, 1
  UNION ALL SELECT 'DISPATCHER', 6, 2
  UNION ALL SELECT 'HANDLER', 10, 5
  UNION ALL SELECT 'HOTLINE', 15, 2
  UNION ALL SELECT 'LEADER', 16, 1
  UNION ALL SELECT 'OWNER', 4, 5
  UNION ALL SELECT 'SENDER', 24, 6
  UNION ALL SELECT 'STAND_IN', 2, 5
  UNION ALL SELECT 'SQUAD', 13, 4
  UNION ALL SELECT 'SUPERVISOR', 7, 5
  UNION ALL SELECT 'UNIT', 8, 4
  UNION ALL SELECT 'UNIT', 9, 4
  UNION ALL SELECT 'UNIT', 13, 4
  UNION ALL SELECT 'UNIT', 14, 4
  UNION ALL SELECT 'UNIT_HEAD', 12, 4
  UNION ALL SELECT 'UNIT_LEADER', 11, 4
  UNION ALL SELECT 'UPPER', 25, 7
) n WHERE NOT EXISTS (SELECT 1 FROM notice_audience a WHERE a.code = n.code);
