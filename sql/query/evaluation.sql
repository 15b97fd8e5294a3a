-- The office's own figures: runs, sums, the cases behind them, and what they are told by.

-- name: EVAL_RUN
SELECT span, first_day, until_day, whole, rules, digest, made_at FROM eval_run
 WHERE span = ? AND first_day = ? AND rules = ?;

-- name: EVAL_RUNS
SELECT span, first_day, until_day, whole, rules, digest, made_at FROM eval_run WHERE span = ?
 ORDER BY first_day DESC LIMIT 240;

-- name: EVAL_UNTIL
SELECT COALESCE(MAX(until_day), 0) FROM eval_run WHERE span = ? AND rules = ?;

-- name: EVAL_FORGET
UPDATE eval_run SET whole = 0, until_day = first_day + 1;

-- name: EVAL_SUMS
SELECT span, first_day, part, key_id, slot, n FROM eval_sum
 WHERE span = ? AND part = ? AND first_day BETWEEN ? AND ? ORDER BY first_day, key_id, slot;

-- name: EVAL_SUMS_OF
SELECT span, first_day, part, key_id, slot, n FROM eval_sum
 WHERE span = ? AND part = ? AND first_day BETWEEN ? AND ? AND key_id = ? ORDER BY first_day, slot;

-- The cases of a period by what is asked for; NULL asks for nothing.
-- name: EVAL_CASES
SELECT e.case_id, e.unit_id, e.class_id, e.source, e.hour, e.weekday, e.unit_cell_id, e.base_cell_id, e.community, e.bits, e.reworks,
  e.t_accept, e.t_dispose, e.t_dispose_clock, e.reporter, e.team, e.beat, e.hotline, e.acceptor, e.verify_sender, e.verifier,
  e.filer, e.refuser, e.dispatcher, e.dispatcher_last, e.signer, e.clerk, e.hand, e.returner, e.extender, e.check_sender,
  e.checker, e.closer, e.caller
 FROM (SELECT ? AS span, ? AS first_day, ? AS after_id, ? AS unit_id, ? AS group_of, ? AS class_id, ? AS major_of, ? AS kind, ? AS source,
   ? AS hour, ? AS weekday, ? AS unit_cell_id, ? AS base_cell_id, ? AS community, ? AS street, ? AS district, ? AS doer, ? AS person, ? AS bits) w
 JOIN eval_case e ON e.span = w.span AND e.first_day = w.first_day AND e.case_id > w.after_id
 WHERE (w.unit_id IS NULL OR e.unit_id = w.unit_id)
  AND (w.group_of IS NULL OR e.unit_id IN (SELECT m.id FROM unit u JOIN unit m ON m.group_code = u.group_code WHERE u.id = w.group_of))
  AND (w.class_id IS NULL OR e.class_id = w.class_id)
  AND (w.major_of IS NULL OR e.class_id IN (SELECT m.id FROM class c JOIN class m ON m.kind = c.kind AND m.major_code = c.major_code WHERE c.id = w.major_of))
  AND (w.kind IS NULL OR e.class_id IN (SELECT c.id FROM class c WHERE c.kind = w.kind))
  AND (w.source IS NULL OR e.source = w.source) AND (w.hour IS NULL OR e.hour = w.hour) AND (w.weekday IS NULL OR e.weekday = w.weekday)
  AND (w.unit_cell_id IS NULL OR e.unit_cell_id = w.unit_cell_id) AND (w.base_cell_id IS NULL OR e.base_cell_id = w.base_cell_id)
  AND (w.community IS NULL OR e.community = w.community)
  AND (w.street IS NULL OR e.community IN (SELECT CAST(d.code AS SIGNED) FROM division d WHERE d.parent_code = w.street))
  AND (w.district IS NULL OR e.community IN (SELECT CAST(d.code AS SIGNED) FROM division s JOIN division d ON d.parent_code = s.code
   WHERE s.parent_code = w.district))
  AND (w.doer IS NULL OR ELT(w.doer, e.reporter, e.team, e.beat, e.hotline, e.acceptor, e.verify_sender, e.verifier, e.filer, e.refuser,
   e.dispatcher, e.dispatcher_last, e.signer, e.clerk, e.hand, e.returner, e.extender, e.check_sender, e.checker, e.closer, e.caller) = w.person)
  AND (w.bits IS NULL OR e.bits & w.bits <> 0)
 ORDER BY e.case_id;

-- The same of what units' hands did to the cases: a row for a case and a unit.
-- name: EVAL_MARKS
SELECT e.case_id, m.unit_id, e.class_id, e.source, e.hour, e.weekday, e.unit_cell_id, e.base_cell_id, e.community, m.bits, m.reworks,
  NULL AS t_accept, NULL AS t_dispose, NULL AS t_dispose_clock, e.reporter, e.team, e.beat, e.hotline, e.acceptor, e.verify_sender, e.verifier,
  e.filer, e.refuser, e.dispatcher, e.dispatcher_last, e.signer, e.clerk, e.hand, e.returner, e.extender, e.check_sender,
  e.checker, e.closer, e.caller
 FROM (SELECT ? AS span, ? AS first_day, ? AS after_id, ? AS unit_id, ? AS group_of, ? AS class_id, ? AS major_of, ? AS kind, ? AS source,
   ? AS hour, ? AS weekday, ? AS unit_cell_id, ? AS base_cell_id, ? AS community, ? AS street, ? AS district, ? AS doer, ? AS person, ? AS bits) w
 JOIN eval_mark m ON m.span = w.span AND m.first_day = w.first_day AND m.case_id > w.after_id
 JOIN eval_case e ON e.span = m.span AND e.first_day = m.first_day AND e.case_id = m.case_id
 WHERE (w.unit_id IS NULL OR m.unit_id = w.unit_id)
  AND (w.group_of IS NULL OR m.unit_id IN (SELECT o.id FROM unit u JOIN unit o ON o.group_code = u.group_code WHERE u.id = w.group_of))
  AND (w.class_id IS NULL OR e.class_id = w.class_id)
  AND (w.major_of IS NULL OR e.class_id IN (SELECT o.id FROM class c JOIN class o ON o.kind = c.kind AND o.major_code = c.major_code WHERE c.id = w.major_of))
  AND (w.kind IS NULL OR e.class_id IN (SELECT c.id FROM class c WHERE c.kind = w.kind))
  AND (w.source IS NULL OR e.source = w.source) AND (w.hour IS NULL OR e.hour = w.hour) AND (w.weekday IS NULL OR e.weekday = w.weekday)
  AND (w.unit_cell_id IS NULL OR e.unit_cell_id = w.unit_cell_id) AND (w.base_cell_id IS NULL OR e.base_cell_id = w.base_cell_id)
  AND (w.community IS NULL OR e.community = w.community)
  AND (w.street IS NULL OR e.community IN (SELECT CAST(d.code AS SIGNED) FROM division d WHERE d.parent_code = w.street))
  AND (w.district IS NULL OR e.community IN (SELECT CAST(d.code AS SIGNED) FROM division s JOIN division d ON d.parent_code = s.code
   WHERE s.parent_code = w.district))
  AND (w.doer IS NULL OR ELT(w.doer, e.reporter, e.team, e.beat, e.hotline, e.acceptor, e.verify_sender, e.verifier, e.filer, e.refuser,
   e.dispatcher, e.dispatcher_last, e.signer, e.clerk, e.hand, e.returner, e.extender, e.check_sender, e.checker, e.closer, e.caller) = w.person)
  AND (w.bits IS NULL OR m.bits & w.bits <> 0)
 ORDER BY m.case_id, m.unit_id;

-- name: EVAL_LINES
SELECT c.id, COALESCE(c.number, c.ext_number) AS number, c.state, c.source, c.class_id, c.unit_id, c.base_cell_id, c.address,
  SUBSTRING(c.description, 1, 80) AS description, c.received_at, c.filed_at, c.due_at, c.closed_at, c.confidential
 FROM (SELECT ? AS ids) p JOIN JSON_TABLE(p.ids, '$[*]' COLUMNS (id BIGINT PATH '$')) j JOIN cases c ON c.id = j.id ORDER BY c.id;

-- name: EVAL_RUN_SET
INSERT INTO eval_run (span, first_day, until_day, whole, rules, digest, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE until_day = VALUES(until_day), whole = VALUES(whole), rules = VALUES(rules), digest = VALUES(digest),
  made_at = VALUES(made_at);

-- name: EVAL_SUM_CLEAR
DELETE FROM eval_sum WHERE span = ? AND first_day >= ? AND first_day < ?;

-- name: EVAL_CASE_CLEAR
DELETE FROM eval_case WHERE span = ? AND first_day = ?;

-- name: EVAL_MARK_CLEAR
DELETE FROM eval_mark WHERE span = ? AND first_day = ?;

-- name: EVAL_SUM_ADD
INSERT INTO eval_sum (span, first_day, part, key_id, slot, n)
SELECT j.span, j.first_day, j.part, j.key_id, j.slot, j.n FROM (SELECT ? AS list) p JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (
  span TINYINT PATH '$[0]', first_day INT PATH '$[1]', part TINYINT PATH '$[2]', key_id BIGINT PATH '$[3]', slot SMALLINT PATH '$[4]',
  n BIGINT PATH '$[5]')) j;

-- name: EVAL_CASE_ADD
INSERT INTO eval_case (span, first_day, case_id, unit_id, class_id, source, hour, weekday, unit_cell_id, base_cell_id, community, bits, reworks,
  t_accept, t_dispose, t_dispose_clock, reporter, team, beat, hotline, acceptor, verify_sender, verifier, filer, refuser, dispatcher,
  dispatcher_last, signer, clerk, hand, returner, extender, check_sender, checker, closer, caller)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: EVAL_MARK_ADD
INSERT INTO eval_mark (span, first_day, case_id, unit_id, bits, reworks) VALUES (?, ?, ?, ?, ?, ?);

-- name: EVAL_COMPLAINTS
SELECT source, class_id, received_at FROM complaint WHERE received_at >= ? AND received_at < ?;

-- name: EVAL_CELLS
SELECT id, layer_id, CAST(COALESCE(community_code, '0') AS SIGNED) AS community, code, name_zh, name_en FROM grid_cell ORDER BY id;

-- name: EVAL_DIVISIONS
SELECT CAST(code AS SIGNED) AS number, CAST(COALESCE(parent_code, '0') AS SIGNED) AS parent, level, code, name_zh, name_en FROM division
 ORDER BY code, valid_from;

-- name: EVAL_BEATS
SELECT cell_id, user_id, valid_from, valid_until FROM grid_person WHERE duty = 'patrol' ORDER BY cell_id, valid_from, id;

-- name: EVAL_HIDDEN
SELECT id FROM class WHERE private = 1 ORDER BY id;

-- name: EVAL_PERSONS
SELECT id, unit_id, login, name, name_en FROM app_user ORDER BY id;

-- What the rows say of cases that are lived again from their ledgers.
-- name: EVAL_EVENT_CASES
SELECT c.id, COALESCE(c.number, c.ext_number) AS number, c.source, c.ext_system IS NOT NULL AS external, c.verified_above, c.hazard,
  EXISTS (SELECT 1 FROM event e WHERE e.subject_kind = 2 AND e.subject_id = c.id AND e.kind IN (30, 31)) AS hazard_event,
  c.class_id, c.unit_id, c.unit_cell_id, c.base_cell_id, c.received_at FROM cases c WHERE c.id > ? ORDER BY c.id LIMIT ?;

-- name: EVAL_EVENTS
SELECT subject_id AS case_id, kind, from_state, to_state, at, user_id, unit_id, detail FROM event
 WHERE subject_kind = 2 AND subject_id BETWEEN ? AND ? ORDER BY subject_id, seq;
