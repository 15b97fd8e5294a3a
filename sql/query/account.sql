-- Accountability: rules, findings, appeals, measures (lib/service/account_ops.h).

-- name: ACCOUNT_RULES
SELECT id, code, name_zh, name_en, measure, subject, span, cmp, num, den, times, small, answer_days, consequences, basis_zh, basis_en,
  source, valid_from, valid_until
 FROM account_rule WHERE valid_until IS NULL OR valid_until > ? ORDER BY CAST(SUBSTRING(code, 2) AS SIGNED), code, valid_from;

-- name: ACCOUNT_RULE_BY_ID
SELECT id, code, name_zh, name_en, measure, subject, span, cmp, num, den, times, small, answer_days, consequences, basis_zh, basis_en,
  source, valid_from, valid_until
 FROM account_rule WHERE id = ?;

-- name: ACCOUNT_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.tick-account'), 0);

-- name: ACCOUNT_UNLOCK
SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.tick-account'));

-- name: ACCOUNT_RUN_UNTIL
SELECT COALESCE((SELECT until_at FROM account_run WHERE what = ?), 0);

-- name: ACCOUNT_RUN_SET
INSERT INTO account_run (what, until_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE until_at = VALUES(until_at);

-- Limits of units that ran out in [?, ?): the case was in the unit's hands then (fed back at the due instant is on time).
-- name: ACCOUNT_LATE
SELECT p.case_id, p.unit_id, p.round AS nth, p.due AS at,
  EXISTS (SELECT 1 FROM event x WHERE x.subject_kind = 2 AND x.subject_id = p.case_id AND x.kind = 570 AND x.at <= p.due
    AND x.at >= (SELECT MIN(q.started) FROM promise q WHERE q.case_id = p.case_id AND q.round = p.round)) AS explained
 FROM promise p JOIN cases c ON c.id = p.case_id
  JOIN stage s ON s.case_id = p.case_id AND s.started <= p.due AND (s.ended IS NULL OR s.ended > p.due)
 WHERE p.due >= ? AND p.due < ? AND p.unit_id IS NOT NULL AND p.kind IN (1, 2, 3, 4, 7) AND (p.ended IS NULL OR p.ended > p.due)
  AND s.state IN (30, 31, 32, 45) AND c.ext_system IS NULL AND c.state <> 90
  AND NOT EXISTS (SELECT 1 FROM case_exempt x WHERE x.case_id = p.case_id)
 ORDER BY p.due, p.case_id;

-- Steps in [?, ?) that a rule may look at, with the unit that had the case.
-- name: ACCOUNT_STEPS
SELECT e.subject_id AS case_id, e.kind, e.seq AS nth, e.at, e.detail, COALESCE(e.user_id, 0) AS user_id,
  COALESCE((SELECT p.unit_id FROM promise p WHERE p.case_id = e.subject_id AND p.started <= e.at ORDER BY p.seq DESC LIMIT 1), c.unit_id, 0) AS unit_id,
  IF(e.kind = 760, (SELECT COUNT(*) FROM event r WHERE r.subject_kind = 2 AND r.subject_id = e.subject_id AND r.kind = 760 AND r.at <= e.at
    AND COALESCE((SELECT p.unit_id FROM promise p WHERE p.case_id = r.subject_id AND p.started <= r.at ORDER BY p.seq DESC LIMIT 1), 0)
      = COALESCE((SELECT p.unit_id FROM promise p WHERE p.case_id = e.subject_id AND p.started <= e.at ORDER BY p.seq DESC LIMIT 1), 0)), 0) AS times
 FROM event e JOIN cases c ON c.id = e.subject_id
 WHERE e.subject_kind = 2 AND e.at >= ? AND e.at < ? AND e.kind IN (230, 460, 560, 730, 760) AND c.ext_system IS NULL AND c.state <> 90
 ORDER BY e.at, e.subject_id;

-- What inspection rounds found bad in [?, ?).
-- name: ACCOUNT_INSPECTED
SELECT m.case_id, COALESCE(m.unit_id, 0) AS unit_id, m.measure_id AS nth, m.seen_at AS at
 FROM measure_case m WHERE m.result = 2 AND m.seen_at >= ? AND m.seen_at < ? AND m.unit_id IS NOT NULL ORDER BY m.seen_at, m.case_id;

-- Cases to be traced back: exposed by the media and filed in [?, ?); complained of and over a limit of centre or unit in it;
-- or verified in it although a patrol had come by in the days before and nothing was reported.
-- name: ACCOUNT_TO_TRACE
SELECT c.id AS case_id, COALESCE(c.unit_id, 0) AS unit_id, 0 AS nth, MIN(p.at) AS at
 FROM (SELECT id AS case_id, filed_at AS at FROM cases WHERE filed_at >= ? AND filed_at < ? AND source = 22
  UNION ALL
  SELECT e.subject_id, e.at FROM event e JOIN cases k ON k.id = e.subject_id WHERE e.subject_kind = 2 AND e.at >= ? AND e.at < ?
   AND e.kind IN (60, 61, 410, 740) AND k.source IN (20, 21, 23, 24, 25, 53)
  UNION ALL
  SELECT q.case_id, q.due FROM promise q JOIN cases k ON k.id = q.case_id
   JOIN stage s ON s.case_id = q.case_id AND s.started <= q.due AND (s.ended IS NULL OR s.ended > q.due)
   WHERE q.due >= ? AND q.due < ? AND (q.ended IS NULL OR q.ended > q.due) AND s.state IN (30, 31, 32, 45) AND k.source IN (20, 21, 23, 24, 25, 53)
  UNION ALL
  SELECT e.subject_id, e.at FROM event e JOIN cases k ON k.id = e.subject_id
   WHERE e.subject_kind = 2 AND e.at >= ? AND e.at < ? AND e.kind = 50 AND k.source IN (20, 21, 23, 24, 25, 53)
    AND EXISTS (SELECT 1 FROM site_order o WHERE o.case_id = k.id AND o.kind = 1 AND o.result = 1 AND o.answered_at = e.at)
    AND EXISTS (SELECT 1 FROM patrol_cover v JOIN patrol_walk w ON w.id = v.walk_id WHERE v.unit_cell_id = k.unit_cell_id
      AND v.last_at < k.received_at AND w.started >= k.received_at - 3 * 86400000000)) p
 JOIN cases c ON c.id = p.case_id
 WHERE c.ext_system IS NULL AND c.state <> 90 AND NOT EXISTS (SELECT 1 FROM case_exempt x WHERE x.case_id = c.id)
 GROUP BY c.id, c.unit_id ORDER BY MIN(p.at), c.id;

-- name: ACCOUNT_TRACED_CASE
SELECT id AS case_id, received_at, COALESCE(unit_cell_id, 0) AS unit_cell_id, COALESCE(base_cell_id, 0) AS base_cell_id FROM cases WHERE id = ?;

-- Patrols that were due in the case's base grid on the days from ? on up to the report's, walked or not.
-- name: ACCOUNT_TRACE_PATROLS
SELECT d.day, p.user_id, s.from_min, s.to_min, w.started, w.ended,
  (SELECT MAX(v.last_at) FROM patrol_cover v WHERE v.walk_id = w.id AND v.unit_cell_id = t.unit_cell) AS passed
 FROM (SELECT ? AS base_cell, ? AS unit_cell, ? AS day0, ? AS received) t
 JOIN (SELECT ? AS day UNION ALL SELECT ? UNION ALL SELECT ?) d
 JOIN patrol_plan p ON p.cell_id = t.base_cell AND p.valid_from <= t.received AND (p.valid_until IS NULL OR p.valid_until > t.day0)
 JOIN shift s ON s.id = p.shift_id
 LEFT JOIN patrol_walk w ON w.user_id = p.user_id AND w.day = d.day AND w.shift_id = p.shift_id
 ORDER BY d.day, s.from_min, p.id LIMIT 40;

-- Every stage of a case with who moved it on.
-- name: ACCOUNT_TRACE_STAGES
SELECT s.state, s.started, s.due, s.ended, COALESCE(s.ended_by, s.user_id, 0) AS user_id, COALESCE(s.unit_id, 0) AS unit_id
 FROM stage s WHERE s.case_id = ? ORDER BY s.seq LIMIT 60;

-- The limits of units that handled it.
-- name: ACCOUNT_TRACE_PROMISES
SELECT p.started, p.due, COALESCE(p.unit_id, 0) AS unit_id,
  (SELECT MIN(s.started) FROM stage s WHERE s.case_id = p.case_id AND s.started >= p.started AND s.state IN (40, 46)) AS done,
  COALESCE((SELECT s.ended_by FROM stage s WHERE s.case_id = p.case_id AND s.started >= p.started AND s.state = 31 AND s.ended IS NOT NULL ORDER BY s.seq LIMIT 1), 0) AS user_id
 FROM promise p WHERE p.case_id = ? ORDER BY p.seq LIMIT 20;

-- name: ACCOUNT_TRACE_ADD
INSERT INTO finding_trace (finding_id, seq, part, state, at, due, done, user_id, unit_id, fault) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: ACCOUNT_TRACE
SELECT t.part, t.state, t.at, t.due, t.done, t.fault, w.name AS who, w.name_en AS who_en, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM finding_trace t LEFT JOIN app_user w ON w.id = t.user_id LEFT JOIN unit u ON u.id = t.unit_id
 WHERE t.finding_id = ? ORDER BY t.part, t.at, t.seq;

-- name: FINDING_ADD
INSERT INTO finding (find_key, rule_id, code, unit_id, user_id, case_id, first_day, end_day, num, den, few, provisional, grade, by_hand, state, found_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?);

-- What a proposed one is measured at now; a confirmed one never changes.
-- name: FINDING_REFRESH
UPDATE finding SET end_day = ?, num = ?, den = ?, few = ?, provisional = ?, holds = ? WHERE id = ? AND state = 1;

-- name: FINDING_CASE_ADD
INSERT INTO finding_case (finding_id, case_id)
SELECT p.finding_id, p.case_id FROM (SELECT ? AS finding_id, ? AS case_id) p
 WHERE NOT EXISTS (SELECT 1 FROM finding_case f WHERE f.finding_id = p.finding_id AND f.case_id = p.case_id);

-- name: FINDING_CASES_DROP
DELETE FROM finding_case WHERE finding_id = ?;

-- name: FINDING_PARTS_DROP
DELETE FROM finding_part WHERE finding_id = ?;

-- name: FINDING_PART_ADD
INSERT INTO finding_part (finding_id, month, num, den, bad) VALUES (?, ?, ?, ?, ?);

-- name: FINDING_BY_KEY
SELECT f.id, f.state, f.end_day, f.num, f.den, f.few, f.provisional, f.holds FROM finding f WHERE f.find_key = ?;

-- Proposed by the timer about a month or the year in [?, ?): to see which the rules do not find any more.
-- name: FINDINGS_PROPOSED
SELECT f.id, f.find_key, r.measure, f.first_day, f.end_day, f.num, f.den, f.few, f.provisional FROM finding f JOIN account_rule r ON r.id = f.rule_id
 WHERE f.state = 1 AND f.holds AND NOT f.by_hand AND r.span <> 1 AND f.first_day >= ? AND f.first_day < ?;

-- name: FINDING_MOVE
UPDATE finding SET state = ?, decided_by = COALESCE(?, decided_by), decided_at = COALESCE(?, decided_at), sent_at = COALESCE(?, sent_at),
  due = COALESCE(?, due), signed_at = COALESCE(?, signed_at), answered_at = COALESCE(?, answered_at), result = ?, result_at = COALESCE(?, result_at),
  grade = ?, major = ?
 WHERE id = ? AND state = ?;

-- name: FINDING_FIRST
UPDATE finding SET first_by = ? WHERE id = ? AND state = 1 AND first_by IS NULL;

-- name: FINDING_UNHELD
UPDATE finding SET holds = 0 WHERE id = ? AND state = 1;

-- name: FINDINGS_OVERDUE
SELECT id, COALESCE(unit_id, 0) AS unit_id, state FROM finding WHERE state IN (4, 5) AND due < ? ORDER BY due, id LIMIT 200;

-- name: FINDING_SET_OVERDUE
UPDATE finding SET state = 7, overdue_at = ? WHERE id = ? AND state IN (4, 5) AND due < ?;

-- name: FINDING_BY_ID
SELECT f.id, f.rule_id, f.code, COALESCE(f.unit_id, 0) AS unit_id, COALESCE(f.user_id, 0) AS user_id, COALESCE(f.case_id, 0) AS case_id, f.first_day,
  f.end_day, f.num, f.den, f.few, f.provisional, f.holds, f.major, f.grade, f.by_hand, f.state, f.found_at, COALESCE(f.first_by, 0) AS first_by,
  f.decided_at, f.sent_at, f.due, f.signed_at, f.answered_at, f.overdue_at, f.result, f.result_at, r.measure, r.span, r.subject, r.name_zh AS rule_zh, r.name_en AS rule_en,
  u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS person, w.name_en AS person_en, c.number AS case_number
 FROM finding f JOIN account_rule r ON r.id = f.rule_id LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN app_user w ON w.id = f.user_id
  LEFT JOIN cases c ON c.id = f.case_id
 WHERE f.id = ?;

-- The newest first, 51 of them.
-- name: FINDINGS_LIST
SELECT f.id, f.rule_id, f.code, COALESCE(f.unit_id, 0) AS unit_id, COALESCE(f.user_id, 0) AS user_id, COALESCE(f.case_id, 0) AS case_id, f.first_day,
  f.end_day, f.num, f.den, f.few, f.provisional, f.holds, f.major, f.grade, f.by_hand, f.state, f.found_at, COALESCE(f.first_by, 0) AS first_by,
  f.decided_at, f.sent_at, f.due, f.signed_at, f.answered_at, f.overdue_at, f.result, f.result_at, r.measure, r.span, r.subject, r.name_zh AS rule_zh, r.name_en AS rule_en,
  u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS person, w.name_en AS person_en, c.number AS case_number
 FROM (SELECT id AS hit FROM finding
   WHERE id < ? AND (? IS NULL OR state = ?) AND (? IS NULL OR unit_id = ?) AND (? IS NULL OR code = ?)
    AND (? IS NULL OR (first_day < ? AND end_day > ?)) AND (? = 0 OR sent_at IS NOT NULL) AND (? = 0 OR major)
   ORDER BY id DESC LIMIT 51) h
 JOIN finding f ON f.id = h.hit JOIN account_rule r ON r.id = f.rule_id LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN app_user w ON w.id = f.user_id
  LEFT JOIN cases c ON c.id = f.case_id
 ORDER BY f.id DESC;

-- What a paper says of a span of days: what stands, by rule and unit.
-- name: FINDINGS_OF_DAYS
SELECT f.id, f.rule_id, f.code, COALESCE(f.unit_id, 0) AS unit_id, COALESCE(f.user_id, 0) AS user_id, COALESCE(f.case_id, 0) AS case_id, f.first_day,
  f.end_day, f.num, f.den, f.few, f.provisional, f.holds, f.major, f.grade, f.by_hand, f.state, f.found_at, COALESCE(f.first_by, 0) AS first_by,
  f.decided_at, f.sent_at, f.due, f.signed_at, f.answered_at, f.overdue_at, f.result, f.result_at, r.measure, r.span, r.subject, r.name_zh AS rule_zh, r.name_en AS rule_en,
  u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS person, w.name_en AS person_en, c.number AS case_number
 FROM finding f JOIN account_rule r ON r.id = f.rule_id LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN app_user w ON w.id = f.user_id
  LEFT JOIN cases c ON c.id = f.case_id
 WHERE f.end_day > ? AND f.end_day <= ? AND f.state NOT IN (1, 3) AND f.decided_at < ?
 ORDER BY CAST(SUBSTRING(f.code, 2) AS SIGNED), f.code, u.code, f.first_day, f.id;

-- Those of one case, for its page.
-- name: FINDINGS_OF_CASE
SELECT f.id, f.rule_id, f.code, COALESCE(f.unit_id, 0) AS unit_id, COALESCE(f.user_id, 0) AS user_id, COALESCE(f.case_id, 0) AS case_id, f.first_day,
  f.end_day, f.num, f.den, f.few, f.provisional, f.holds, f.major, f.grade, f.by_hand, f.state, f.found_at, COALESCE(f.first_by, 0) AS first_by,
  f.decided_at, f.sent_at, f.due, f.signed_at, f.answered_at, f.overdue_at, f.result, f.result_at, r.measure, r.span, r.subject, r.name_zh AS rule_zh, r.name_en AS rule_en,
  u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS person, w.name_en AS person_en, c.number AS case_number
 FROM finding f JOIN account_rule r ON r.id = f.rule_id LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN app_user w ON w.id = f.user_id
  LEFT JOIN cases c ON c.id = f.case_id
 WHERE f.case_id = ? AND (? = 0 OR (f.unit_id = ? AND f.sent_at IS NOT NULL)) ORDER BY f.id DESC LIMIT 20;

-- name: FINDING_CASES
SELECT f.finding_id, c.id, c.number, c.state, c.due_at AS due, k.name_zh AS class_zh, k.name_en AS class_en, c.address
 FROM finding_case f JOIN cases c ON c.id = f.case_id LEFT JOIN class k ON k.id = c.class_id
 WHERE f.finding_id = ? ORDER BY c.id LIMIT 500;

-- name: FINDING_PARTS
SELECT finding_id, month, num, den, bad FROM finding_part WHERE finding_id = ? ORDER BY month;

-- name: APPEAL_ADD
INSERT INTO appeal (kind, case_id, unit_id, first_day, count_word, asked_by, asked_at, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: APPEAL_BY_ID
SELECT a.id, a.kind, a.case_id, a.unit_id, COALESCE(a.first_day, 0) AS first_day, a.count_word, a.state, a.asked_by, a.asked_at, a.due,
  COALESCE(a.first_by, 0) AS first_by, a.first_at, COALESCE(a.first_grant, 0) AS first_grant, COALESCE(a.second_by, 0) AS second_by, a.second_at,
  COALESCE(a.second_grant, 0) AS second_grant, u.name_zh AS unit_zh, u.name_en AS unit_en, c.number AS case_number
 FROM appeal a JOIN unit u ON u.id = a.unit_id JOIN cases c ON c.id = a.case_id WHERE a.id = ?;

-- name: APPEALS_LIST
SELECT a.id, a.kind, a.case_id, a.unit_id, COALESCE(a.first_day, 0) AS first_day, a.count_word, a.state, a.asked_by, a.asked_at, a.due,
  COALESCE(a.first_by, 0) AS first_by, a.first_at, COALESCE(a.first_grant, 0) AS first_grant, COALESCE(a.second_by, 0) AS second_by, a.second_at,
  COALESCE(a.second_grant, 0) AS second_grant, u.name_zh AS unit_zh, u.name_en AS unit_en, c.number AS case_number
 FROM appeal a JOIN unit u ON u.id = a.unit_id JOIN cases c ON c.id = a.case_id
 WHERE a.id < ? AND (? IS NULL OR a.kind = ?) AND (? IS NULL OR a.state = ?) AND (? IS NULL OR a.unit_id = ?) AND (? IS NULL OR a.first_day = ?)
 ORDER BY a.id DESC LIMIT 51;

-- name: APPEAL_OF_CASE
SELECT a.id, a.kind, a.case_id, a.unit_id, COALESCE(a.first_day, 0) AS first_day, a.count_word, a.state, a.asked_by, a.asked_at, a.due,
  COALESCE(a.first_by, 0) AS first_by, a.first_at, COALESCE(a.first_grant, 0) AS first_grant, COALESCE(a.second_by, 0) AS second_by, a.second_at,
  COALESCE(a.second_grant, 0) AS second_grant, u.name_zh AS unit_zh, u.name_en AS unit_en, c.number AS case_number
 FROM appeal a JOIN unit u ON u.id = a.unit_id JOIN cases c ON c.id = a.case_id
 WHERE a.case_id = ? AND (? IS NULL OR a.unit_id = ?) ORDER BY a.id DESC LIMIT 20;

-- name: APPEAL_RULE_FIRST
UPDATE appeal SET state = 2, first_by = ?, first_at = ?, first_grant = ? WHERE id = ? AND state = 1;

-- name: APPEAL_RULE_SECOND
UPDATE appeal SET state = ?, second_by = ?, second_at = ?, second_grant = ? WHERE id = ? AND state = 2;

-- name: APPEAL_WITHDRAW
UPDATE appeal SET state = 5 WHERE id = ? AND state IN (1, 2);

-- Whether a unit's limit of the case has run out, or a proposed finding says so.
-- name: APPEAL_MAY
SELECT EXISTS (SELECT 1 FROM promise p JOIN stage s ON s.case_id = p.case_id AND s.started <= p.due AND (s.ended IS NULL OR s.ended > p.due)
  WHERE p.case_id = ? AND p.unit_id = ? AND p.due < ? AND (p.ended IS NULL OR p.ended > p.due) AND s.state IN (30, 31, 32, 45));

-- name: CASE_EXEMPT_ADD
INSERT INTO case_exempt (case_id, appeal_id, granted_at)
SELECT p.case_id, p.appeal_id, p.at FROM (SELECT ? AS case_id, ? AS appeal_id, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM case_exempt x WHERE x.case_id = p.case_id);

-- What was found of the case's lateness and stands or is proposed.
-- name: FINDINGS_ABOUT_CASE
SELECT DISTINCT f.id, f.state FROM finding f JOIN account_rule r ON r.id = f.rule_id
 WHERE (f.case_id = ? OR f.id IN (SELECT finding_id FROM finding_case WHERE case_id = ?))
  AND r.measure IN ('late', 'late_unexplained', 'trace', 'r_close', 'r_close_ontime', 'r_dispose', 'r_dispose_ontime');

-- name: MEASURE_ADD
INSERT INTO account_measure (kind, state, title, day, unit_id, user_id, finding_id, persons, first_day, end_day, seed, sample, of_cases, made_by, made_at, done_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: MEASURE_BY_ID
SELECT m.id, m.kind, m.state, m.title, m.day, COALESCE(m.unit_id, 0) AS unit_id, COALESCE(m.user_id, 0) AS user_id, COALESCE(m.finding_id, 0) AS finding_id,
  m.persons, COALESCE(m.first_day, 0) AS first_day, COALESCE(m.end_day, 0) AS end_day, COALESCE(m.seed, 0) AS seed, COALESCE(m.sample, 0) AS sample,
  COALESCE(m.of_cases, 0) AS of_cases, m.made_by, m.made_at, COALESCE(m.second_by, 0) AS second_by, m.done_at,
  u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS person, w.name_en AS person_en, b.name AS maker, b.name_en AS maker_en
 FROM account_measure m LEFT JOIN unit u ON u.id = m.unit_id LEFT JOIN app_user w ON w.id = m.user_id JOIN app_user b ON b.id = m.made_by
 WHERE m.id = ?;

-- name: MEASURES_LIST
SELECT m.id, m.kind, m.state, m.title, m.day, COALESCE(m.unit_id, 0) AS unit_id, COALESCE(m.user_id, 0) AS user_id, COALESCE(m.finding_id, 0) AS finding_id,
  m.persons, COALESCE(m.first_day, 0) AS first_day, COALESCE(m.end_day, 0) AS end_day, COALESCE(m.seed, 0) AS seed, COALESCE(m.sample, 0) AS sample,
  COALESCE(m.of_cases, 0) AS of_cases, m.made_by, m.made_at, COALESCE(m.second_by, 0) AS second_by, m.done_at,
  u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS person, w.name_en AS person_en, b.name AS maker, b.name_en AS maker_en
 FROM account_measure m LEFT JOIN unit u ON u.id = m.unit_id LEFT JOIN app_user w ON w.id = m.user_id JOIN app_user b ON b.id = m.made_by
 WHERE m.id < ? AND (? IS NULL OR m.kind = ?) AND (? IS NULL OR m.unit_id = ?) AND (? IS NULL OR m.finding_id = ?)
 ORDER BY m.id DESC LIMIT 51;

-- name: MEASURE_MOVE
UPDATE account_measure SET state = ?, second_by = COALESCE(?, second_by), done_at = ? WHERE id = ? AND state = ?;

-- Cases closed in [?, ?) that a round may look at; by id.
-- name: MEASURE_POOL
SELECT id FROM cases WHERE closed_at >= ? AND closed_at < ? AND state IN (50, 52, 60) AND unit_id IS NOT NULL AND (? IS NULL OR unit_id = ?) ORDER BY id LIMIT 200000;

-- name: MEASURE_CASE_ADD
INSERT INTO measure_case (measure_id, case_id, unit_id) SELECT ?, id, unit_id FROM cases WHERE id = ?;

-- name: MEASURE_CASES
SELECT m.case_id AS id, m.result, m.note, c.number, c.address, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM measure_case m JOIN cases c ON c.id = m.case_id LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = m.unit_id
 WHERE m.measure_id = ? ORDER BY m.case_id LIMIT 500;

-- name: MEASURE_CASE_SET
UPDATE measure_case SET result = ?, note = ?, seen_by = ?, seen_at = ? WHERE measure_id = ? AND case_id = ?;

-- Counted before an appeal took a case out: the period is counted anew; a sealed month only by its correction.
-- name: ACCOUNT_RECOUNT
UPDATE case_exempt x STRAIGHT_JOIN eval_run r ON r.made_at <= x.granted_at
 STRAIGHT_JOIN eval_case c ON c.span = r.span AND c.first_day = r.first_day AND c.case_id = x.case_id
 SET r.whole = 0, r.until_day = r.first_day + 1
 WHERE NOT EXISTS (SELECT 1 FROM month_end m WHERE r.span = 1 AND m.first_day = r.first_day AND m.sealed_at IS NOT NULL);

-- name: ACCOUNT_RECOUNT_PUBLIC
UPDATE case_exempt x STRAIGHT_JOIN figure_run r ON r.made_at <= x.granted_at
 STRAIGHT_JOIN eval_case c ON c.span = r.span AND c.first_day = r.first_day AND c.case_id = x.case_id
 SET r.whole = 0, r.until_day = r.first_day + 1
 WHERE NOT EXISTS (SELECT 1 FROM month_end m WHERE r.span = 1 AND m.first_day = r.first_day AND m.sealed_at IS NOT NULL);

-- People of a list to choose from: of a unit, or of the centre's own posts (NULL).
-- name: ACCOUNT_PEOPLE
SELECT w.id, w.name, w.name_en, u.name_zh AS unit_zh, u.name_en AS unit_en FROM app_user w LEFT JOIN unit u ON u.id = w.unit_id
 WHERE w.state = 1 ORDER BY w.unit_id, w.id LIMIT 1000;

-- Months and cases behind the findings of a paper.
-- name: FINDING_PARTS_OF_DAYS
SELECT p.finding_id, p.month, p.num, p.den, p.bad FROM finding f JOIN finding_part p ON p.finding_id = f.id
 WHERE f.end_day > ? AND f.end_day <= ? AND f.state NOT IN (1, 3) AND f.decided_at < ? ORDER BY p.finding_id, p.month;

-- name: FINDING_CASES_OF_DAYS
SELECT x.finding_id, c.id, c.number, c.state, c.due_at AS due, k.name_zh AS class_zh, k.name_en AS class_en, c.address
 FROM finding f JOIN finding_case x ON x.finding_id = f.id JOIN cases c ON c.id = x.case_id LEFT JOIN class k ON k.id = c.class_id
 WHERE f.end_day > ? AND f.end_day <= ? AND f.state NOT IN (1, 3) AND f.decided_at < ? ORDER BY x.finding_id, c.id LIMIT 20000;
