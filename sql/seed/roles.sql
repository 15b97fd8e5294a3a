-- Roles and what each may do (workflow §7, permission matrix and its note).  The
-- numbers are those of lib/rule/perm.h and stand in the ledger; the permissions
-- are its list.  No role but the commanders' column may both dispatch and judge
-- or close; there a guard keeps it apart case by case (invariant 1).

INSERT INTO role (id, code, name_zh, name_en) VALUES
  (1, 'R_COMMANDER', '指挥长', 'Commander'),
  (2, 'R_COMMANDER_EXEC', '常务副指挥长', 'Executive deputy commander'),
  (3, 'R_COMMANDER_DEPUTY', '副指挥长', 'Deputy commander'),
  (4, 'R_CHIEF', '值班长', 'Duty chief'),
  (5, 'R_ACCEPTOR', '受理员', 'Acceptor'),
  (6, 'R_DISPATCHER', '派遣员', 'Dispatcher'),
  (7, 'R_SUPERVISOR', '监督员', 'Supervisor'),
  (8, 'R_AUTONOMY', '居民自治联勤队', 'Residents’ team'),
  (9, 'R_UNIT', '责任单位受理员', 'Unit clerk'),
  (10, 'R_HANDLER', '处置人员', 'Field hand'),
  (11, 'R_UNIT_LEADER', '分管领导', 'Unit’s leader in charge'),
  (12, 'R_UNIT_HEAD', '主要领导', 'Head of the unit'),
  (13, 'R_SQUAD', '城管中队', 'City-management squad'),
  (14, 'R_JOINT', '联动执法队', 'Joint enforcement team'),
  (15, 'R_12345', '12345热线专员', '12345 desk'),
  (16, 'R_LEADER', '领导', 'Leader'),
  (17, 'R_COORD', '协调小组', 'Coordination group'),
  (18, 'R_DISCIPLINE', '督查效能监察', 'Supervision and discipline'),
  (19, 'R_ARCHIVIST', '档案员', 'Archivist'),
  (20, 'R_ADMIN_SYS', '系统管理员', 'System administrator'),
  (21, 'R_ADMIN_SEC', '安全管理员', 'Security administrator'),
  (22, 'R_ADMIN_AUDIT', '审计管理员', 'Audit administrator'),
  (23, 'R_TECH', '技术员', 'Technician'),
  (24, 'R_PUBLIC', '公众', 'Public'),
  (25, 'R_UPPER', '上级平台', 'Upper platform'),
  (26, 'R_SYSTEM', '系统定时', 'Timer'),
  (27, 'R_NIGHT', '派出所夜间值守', 'Police at night')
ON DUPLICATE KEY UPDATE id = id;

INSERT INTO permission (code) VALUES
  ('REGISTER'), ('ORDER_SITE'), ('SITE'), ('FILE'), ('FILE_DOUBTFUL'), ('VOID'),
  ('DISPATCH'), ('REVIEW_FEEDBACK'), ('REVIEW_RETURN'), ('COMMAND'), ('INSTRUCT'), ('UNIT_WORK'),
  ('HANDLE'), ('JUDGE'), ('CLOSE'), ('HAZARD'), ('ARCHIVE'), ('SEE_ALL'),
  ('SEE_UNIT'), ('SEE_GRID'), ('CONTACT'), ('REVEAL'), ('PAPERS'), ('ADMIN_SYS'),
  ('ADMIN_SEC'), ('ADMIN_AUDIT'), ('EXTEND'), ('URGE'), ('SUPERVISE'), ('CALL_BACK'), ('REPLY'), ('UPPER'),
  ('HEAR'), ('SPOT'), ('DUTY'), ('SQUAD'), ('RECLASSIFY'), ('PATROL'), ('PATROL_CHIEF'),
  ('FINDING_SEE'), ('FINDING'), ('INQUIRE'), ('APPEAL'), ('ANSWER')
ON DUPLICATE KEY UPDATE code = code;

-- A new permission comes to its roles; one that the office has taken from a role stays away.
INSERT INTO role_perm (role_id, perm_code)
WITH x (role_id, perm_code) AS (VALUES
  (1, 'REGISTER'), (1, 'ORDER_SITE'), (1, 'FILE'), (1, 'FILE_DOUBTFUL'), (1, 'VOID'), (1, 'DISPATCH'), (1, 'REVIEW_FEEDBACK'), (1, 'REVIEW_RETURN'), (1, 'COMMAND'), (1, 'JUDGE'), (1, 'CLOSE'), (1, 'HAZARD'), (1, 'SEE_ALL'), (1, 'CONTACT'), (1, 'REVEAL'), (1, 'PAPERS'), (1, 'EXTEND'), (1, 'URGE'), (1, 'SUPERVISE'), (1, 'CALL_BACK'), (1, 'UPPER'), (1, 'PATROL_CHIEF'),
  (2, 'REGISTER'), (2, 'ORDER_SITE'), (2, 'FILE'), (2, 'FILE_DOUBTFUL'), (2, 'VOID'), (2, 'DISPATCH'), (2, 'REVIEW_FEEDBACK'), (2, 'REVIEW_RETURN'), (2, 'COMMAND'), (2, 'JUDGE'), (2, 'CLOSE'), (2, 'HAZARD'), (2, 'SEE_ALL'), (2, 'CONTACT'), (2, 'REVEAL'), (2, 'PAPERS'), (2, 'EXTEND'), (2, 'URGE'), (2, 'SUPERVISE'), (2, 'CALL_BACK'), (2, 'UPPER'), (2, 'PATROL_CHIEF'),
  (3, 'REGISTER'), (3, 'ORDER_SITE'), (3, 'FILE'), (3, 'FILE_DOUBTFUL'), (3, 'VOID'), (3, 'DISPATCH'), (3, 'REVIEW_FEEDBACK'), (3, 'REVIEW_RETURN'), (3, 'COMMAND'), (3, 'JUDGE'), (3, 'CLOSE'), (3, 'HAZARD'), (3, 'SEE_ALL'), (3, 'CONTACT'), (3, 'REVEAL'), (3, 'PAPERS'), (3, 'EXTEND'), (3, 'URGE'), (3, 'SUPERVISE'), (3, 'CALL_BACK'), (3, 'UPPER'), (3, 'PATROL_CHIEF'),
  (4, 'REGISTER'), (4, 'FILE_DOUBTFUL'), (4, 'REVIEW_RETURN'), (4, 'CLOSE'), (4, 'HAZARD'), (4, 'SEE_ALL'), (4, 'CONTACT'), (4, 'REVEAL'), (4, 'PAPERS'), (4, 'EXTEND'), (4, 'URGE'), (4, 'SUPERVISE'), (4, 'CALL_BACK'), (4, 'UPPER'), (4, 'PATROL_CHIEF'),
  (5, 'REGISTER'), (5, 'ORDER_SITE'), (5, 'FILE'), (5, 'VOID'), (5, 'JUDGE'), (5, 'HAZARD'), (5, 'SEE_ALL'), (5, 'CONTACT'), (5, 'URGE'), (5, 'SUPERVISE'), (5, 'CALL_BACK'),
  (6, 'DISPATCH'), (6, 'REVIEW_FEEDBACK'), (6, 'REVIEW_RETURN'), (6, 'SEE_ALL'), (6, 'URGE'), (6, 'SUPERVISE'),
  (7, 'REGISTER'), (7, 'SITE'), (7, 'HAZARD'), (7, 'SEE_GRID'), (7, 'SPOT'), (7, 'PATROL'),
  (8, 'REGISTER'), (8, 'SEE_GRID'), (8, 'UNIT_WORK'), (8, 'SEE_UNIT'), (8, 'SPOT'), (8, 'PATROL'),
  (9, 'UNIT_WORK'), (9, 'SEE_UNIT'),
  (10, 'HANDLE'), (10, 'SEE_GRID'),
  (11, 'SEE_UNIT'),
  (12, 'SEE_UNIT'),
  (13, 'SEE_UNIT'), (13, 'URGE'), (13, 'SQUAD'),
  (14, 'REGISTER'), (14, 'HANDLE'), (14, 'SEE_UNIT'), (14, 'SEE_GRID'), (14, 'SPOT'), (14, 'PATROL'),
  (15, 'REGISTER'), (15, 'SEE_ALL'), (15, 'CONTACT'), (15, 'URGE'), (15, 'CALL_BACK'), (15, 'REPLY'), (15, 'UPPER'),
  (16, 'INSTRUCT'), (16, 'SEE_ALL'), (16, 'PAPERS'),
  (17, 'SEE_ALL'), (17, 'HEAR'),
  (18, 'PAPERS'),
  (19, 'ARCHIVE'), (19, 'SEE_ALL'), (19, 'PAPERS'),
  (20, 'ADMIN_SYS'),
  (21, 'ADMIN_SEC'),
  (22, 'ADMIN_AUDIT'),
  (1, 'DUTY'), (2, 'DUTY'), (3, 'DUTY'), (4, 'DUTY'), (5, 'DUTY'), (6, 'DUTY'), (15, 'DUTY'),
  (1, 'RECLASSIFY'), (2, 'RECLASSIFY'), (3, 'RECLASSIFY'), (4, 'RECLASSIFY'), (6, 'RECLASSIFY'),
  (1, 'FINDING_SEE'), (2, 'FINDING_SEE'), (3, 'FINDING_SEE'), (4, 'FINDING_SEE'), (16, 'FINDING_SEE'), (18, 'FINDING_SEE'),
  (1, 'FINDING'), (2, 'FINDING'), (3, 'FINDING'), (4, 'FINDING'),
  (1, 'INQUIRE'), (2, 'INQUIRE'), (3, 'INQUIRE'), (18, 'INQUIRE'),
  (1, 'APPEAL'), (2, 'APPEAL'), (3, 'APPEAL'), (4, 'APPEAL'),
  (8, 'ANSWER'), (9, 'ANSWER'), (11, 'ANSWER'), (12, 'ANSWER'), (13, 'ANSWER'), (14, 'ANSWER'),
  (27, 'REGISTER'), (27, 'HAZARD'), (27, 'SEE_GRID'), (27, 'DUTY'))
SELECT x.role_id, x.perm_code FROM x WHERE NOT EXISTS (
  SELECT 1 FROM office_change c WHERE c.thing = 'role_perm' AND c.op = 3 AND c.state = 3
   AND c.row_key = CONCAT(x.role_id, '.', x.perm_code) COLLATE utf8mb4_bin)
ON DUPLICATE KEY UPDATE perm_code = VALUES(perm_code);
