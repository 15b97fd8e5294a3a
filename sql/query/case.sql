-- The case: its row, its intervals, its lists.

-- name: CASE_BY_ID
SELECT
  id, version, number, centre_id, state, source, ext_system, ext_number, received_at,
  registered_by, class_id, condition_id, component_id, description, address,
  lat IS NOT NULL AS has_point, lat, lon, unit_cell_id, base_cell_id, auto_cell_id, outside,
  unit_id, handler_id, supervisor_id, filed_by, filed_at, dispatcher_id, dispatched_at,
  signed_at, fed_back_at, checker_id, checker_unit_id, verify_result, check_result, judged_by,
  closer_id, closed_at, archived_at, archive_code, retention_years, stage_started, stage_due,
  accept_due, due_at, original_due, round, state_before, hazard, urgent, designated,
  leader_locked, joint, substitute, watch, supervise, filed_upward, ext_count, ext_pending,
  rework_count, return_count, unjustified_return, confidential, parent_case, batch_id,
  kept_unit_id, kept_due, conferred,
  ext_asked, watch_asked, watch_until, watch_count, suspend_count, special_by, explained_at,
  false_feedback, reopen_count, satisfied, approval, has_members, letter_draft, inquiry, upper_number,
  void_from, verified_above, ext_due, squad_id, reopen_until,
  event_seq, event_hash
 FROM cases WHERE id = ?;

-- name: CASE_LOCK
SELECT version FROM cases WHERE id = ? FOR UPDATE;

-- name: CASE_ID_BY_NUMBER
SELECT id FROM cases WHERE number = ?;

-- Whether a unit or a person has had the case before it went elsewhere.
-- name: CASE_WAS_THEIRS
SELECT EXISTS (SELECT 1 FROM case_unit WHERE case_id = ? AND unit_id = ?)
  OR EXISTS (SELECT 1 FROM site_order WHERE case_id = ? AND user_id = ?);

-- name: CASE_INSERT
INSERT INTO cases (
  version, number, centre_id, state, source, ext_system, ext_number, received_at, registered_by,
  class_id, condition_id, component_id, description, address, lat, lon, unit_cell_id,
  base_cell_id, auto_cell_id, outside, unit_id, handler_id, supervisor_id, filed_by, filed_at,
  dispatcher_id, dispatched_at, signed_at, fed_back_at, checker_id, checker_unit_id,
  verify_result, check_result, judged_by, closer_id, closed_at, archived_at, archive_code,
  retention_years, stage_started, stage_due, accept_due, due_at, original_due, round,
  state_before, hazard, urgent, designated, leader_locked, joint, substitute, watch, supervise,
  filed_upward, ext_count, ext_pending, rework_count, return_count, unjustified_return,
  confidential, parent_case, batch_id, verified_above, ext_due, event_seq, event_hash
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: CASE_UPDATE
UPDATE cases SET version = version + 1,
  number = ?, state = ?, class_id = ?, condition_id = ?, address = ?, lat = ?, lon = ?,
  unit_cell_id = ?, base_cell_id = ?, auto_cell_id = ?, outside = ?, unit_id = ?, handler_id = ?,
  supervisor_id = ?, filed_by = ?, filed_at = ?, dispatcher_id = ?, dispatched_at = ?,
  signed_at = ?, fed_back_at = ?, checker_id = ?, checker_unit_id = ?, verify_result = ?,
  check_result = ?, judged_by = ?, closer_id = ?, closed_at = ?, archived_at = ?,
  archive_code = ?, retention_years = ?, stage_started = ?, stage_due = ?, accept_due = ?,
  due_at = ?, original_due = ?, round = ?, state_before = ?, hazard = ?, urgent = ?,
  designated = ?, leader_locked = ?, joint = ?, substitute = ?, watch = ?, supervise = ?,
  filed_upward = ?, ext_count = ?, ext_pending = ?, rework_count = ?, return_count = ?,
  unjustified_return = ?, parent_case = ?, batch_id = ?, kept_unit_id = ?, kept_due = ?,
  conferred = ?, ext_asked = ?, watch_asked = ?, watch_until = ?, watch_count = ?, suspend_count = ?, special_by
  = ?, explained_at = ?, false_feedback = ?, reopen_count = ?, satisfied = ?, approval = ?,
  has_members = ?, letter_draft = ?, inquiry = ?, upper_number = ?, void_from = ?,
  squad_id = ?, reopen_until = ?, event_seq = ?, event_hash = ?
 WHERE id = ? AND version = ?;

-- name: CASE_HEAD
UPDATE cases SET event_seq = ?, event_hash = ? WHERE id = ?;

-- name: CASE_NUMBER_NEXT
INSERT INTO case_number (year, last) VALUES (?, LAST_INSERT_ID(1))
 ON DUPLICATE KEY UPDATE last = LAST_INSERT_ID(last + 1);

-- name: CASE_NUMBER_LAST
SELECT LAST_INSERT_ID();

-- name: STAGE_END
UPDATE stage SET ended = ?, ended_by = ? WHERE case_id = ? AND ended IS NULL;

-- name: STAGE_OPEN
INSERT INTO stage (case_id, seq, state, user_id, unit_id, round, started, due, outer_due)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ? FROM stage WHERE case_id = ?;

-- name: STAGE_LIST
SELECT s.seq, s.state, s.round, s.started, s.due, s.outer_due, s.ended, s.late_at,
  w.name AS user_name, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM stage s LEFT JOIN app_user w ON w.id = s.user_id LEFT JOIN unit u ON u.id = s.unit_id
 WHERE s.case_id = ? ORDER BY s.seq;

-- name: STAGE_LATE
SELECT s.case_id, s.seq, s.state FROM stage s
 WHERE s.late_at IS NULL AND s.ended IS NULL AND s.due < ? ORDER BY s.due LIMIT 500;

-- name: STAGE_MARK_LATE
UPDATE stage SET late_at = ? WHERE case_id = ? AND seq = ? AND late_at IS NULL AND ended IS NULL;

-- name: PROMISE_END
UPDATE promise SET ended = ?, ended_event = ? WHERE case_id = ? AND ended IS NULL;

-- name: PROMISE_OPEN
INSERT INTO promise (case_id, seq, unit_id, round, kind, started, amount, unit, calendar_id, due,
  original_due, set_event)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM promise WHERE case_id = ?;

-- name: PROMISE_LIST
SELECT p.seq, p.unit_id, p.round, p.kind, p.started, p.amount, p.unit, p.calendar_id, p.due,
  p.original_due, p.ended, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM promise p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.case_id = ? ORDER BY p.seq;

-- name: PAUSE_LIST
SELECT from_at, until_at, set_event FROM pause WHERE case_id = ? ORDER BY from_at;

-- name: FLAG_OPEN
INSERT INTO flag_interval (case_id, flag, from_at, value, set_event) VALUES (?, ?, ?, ?, ?);

-- name: FLAG_END
UPDATE flag_interval SET until_at = ?, end_event = ? WHERE case_id = ? AND flag = ? AND until_at IS NULL;

-- name: SIDE_END
UPDATE side_clock SET ended = ?, end_event = ? WHERE case_id = ? AND kind = ? AND ended IS NULL;

-- name: SIDE_OPEN
INSERT INTO side_clock (case_id, seq, kind, user_id, unit_id, started, due, set_event)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ? FROM side_clock WHERE case_id = ?;

-- name: SIDE_LATE
SELECT s.case_id, s.seq, s.kind AS state FROM side_clock s
 WHERE s.late_at IS NULL AND s.ended IS NULL AND s.due < ? ORDER BY s.due LIMIT 500;

-- name: SIDE_MARK_LATE
UPDATE side_clock SET late_at = ? WHERE case_id = ? AND seq = ? AND late_at IS NULL AND ended IS NULL;

-- Closed long enough to be archived, the longest first.
-- name: CASE_RESTED
SELECT id FROM cases WHERE state = ? AND stage_started <= ? ORDER BY stage_started, id LIMIT ?;

-- What a person is to a case beside its columns.
-- name: CASE_STANDING
SELECT EXISTS (SELECT 1 FROM grid_person WHERE user_id = ? AND cell_id = ? AND valid_from <= ?
  AND (valid_until IS NULL OR valid_until > ?)) AS own_grid,
 EXISTS (SELECT 1 FROM grid_cell WHERE id = ? AND squad_id = ?) AS own_area,
 EXISTS (SELECT 1 FROM case_unit WHERE case_id = ? AND unit_id = ? AND part = 2 AND until_at IS NULL
  AND done_at IS NULL) AS is_member,
 EXISTS (SELECT 1 FROM case_unit WHERE case_id = ? AND unit_id = ? AND part = 2 AND until_at IS NULL
  AND signed_at IS NOT NULL) AS has_signed;

-- name: CASE_GRID_SHAPE
SELECT ST_AsText(shape) AS wkt FROM grid_cell WHERE id = ?;

-- name: CASE_UNIT_END
UPDATE case_unit SET until_at = ? WHERE case_id = ? AND part IN (1, 4) AND until_at IS NULL;

-- name: CASE_MEMBERS_END
UPDATE case_unit SET until_at = ? WHERE case_id = ? AND part IN (2, 3) AND until_at IS NULL;

-- name: CASE_MEMBER_MARK
UPDATE case_unit SET signed_at = COALESCE(signed_at, ?), done_at = ?, result = ?
 WHERE case_id = ? AND unit_id = ? AND part = 2 AND until_at IS NULL;

-- The units that act on a case now, the lead first.
-- name: CASE_UNITS
SELECT c.unit_id, c.part, c.due, c.signed_at, c.done_at, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM case_unit c JOIN unit u ON u.id = c.unit_id WHERE c.case_id = ? AND c.until_at IS NULL ORDER BY c.part, c.seq;

-- name: PAUSE_OPEN
INSERT INTO pause (case_id, seq, from_at, until_at, set_event)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ? FROM pause WHERE case_id = ?;

-- Cut short: it goes on before its day.
-- name: PAUSE_CUT
UPDATE pause SET until_at = ? WHERE case_id = ? AND until_at > ?;

-- name: LETTER_DRAFT
INSERT INTO letter (case_id, seq, unit_id, drafted_by, drafted_at, draft_event)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ? FROM letter WHERE case_id = ?;

-- name: LETTER_DROP
UPDATE letter SET dropped_at = ? WHERE case_id = ? AND signed_at IS NULL AND dropped_at IS NULL;

-- The next number of its year; of two at once the second waits, or is told that somebody was faster.
-- name: LETTER_SIGN
UPDATE letter SET year = ?, no = (SELECT n FROM (SELECT COALESCE(MAX(no), 0) + 1 AS n FROM letter WHERE year = ?) m),
  unit_id = ?, signed_by = ?, signed_at = ?, sign_event = ?, due = ?
 WHERE case_id = ? AND signed_at IS NULL AND dropped_at IS NULL;

-- name: LETTER_LIST
SELECT seq, COALESCE(year, 0) AS year, COALESCE(no, 0) AS no, drafted_at, signed_at, due, dropped_at
 FROM letter WHERE case_id = ? ORDER BY seq;

-- name: BATCH_ADD
INSERT INTO batch (unit_id, made_by, made_at) VALUES (?, ?, ?);

-- name: BATCH_OF_UNIT
SELECT b.id, b.made_at, COUNT(c.id) AS n FROM batch b LEFT JOIN cases c ON c.batch_id = b.id
 WHERE b.unit_id = ? AND b.made_at >= ? GROUP BY b.id, b.made_at ORDER BY b.id DESC LIMIT 20;

-- name: SIDE_LIST
SELECT seq, kind, started, due, ended, late_at FROM side_clock WHERE case_id = ? AND ended IS NULL ORDER BY kind;

-- Suspended until a date that has come.
-- name: CASE_TO_RESUME
SELECT id FROM cases WHERE state = 33 AND stage_due <= ? ORDER BY stage_due LIMIT ?;

-- Closed, and the days in which it may be opened again are over.
-- name: CASE_WINDOW_OVER
SELECT id FROM cases WHERE reopen_until < ? ORDER BY reopen_until, id LIMIT ?;

-- The squad of a base grid, while somebody of it has an account.
-- name: CASE_SQUAD
SELECT COALESCE(MAX(g.squad_id), 0) FROM grid_cell g
 WHERE g.id = ? AND EXISTS (SELECT 1 FROM app_user w JOIN user_role r ON r.user_id = w.id AND r.role_id = 13
   AND r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until > ?) WHERE w.unit_id = g.squad_id AND w.state = 1);

-- Whether somebody of the unit has returned the case.
-- name: CASE_UNIT_RETURNED
SELECT EXISTS (SELECT 1 FROM event WHERE subject_kind = 2 AND subject_id = ? AND kind = 420 AND unit_id = ?);

-- Whether a unit is no team (kind 3), or a team that looks after one of the cells.
-- name: CASE_TEAM_OWNS
SELECT EXISTS (SELECT 1 FROM unit WHERE id = ? AND kind <> 3)
  OR EXISTS (SELECT 1 FROM grid_cell WHERE unit_id = ? AND id IN (?, ?));

-- Merge undone: the complaints that went over with the case come back to it.
-- name: UNMERGE_END
UPDATE complaint_case k JOIN complaint_case l ON l.complaint_id = k.complaint_id AND l.case_id = ? AND l.until_at = k.from_at
 SET k.until_at = ? WHERE k.case_id = ? AND k.until_at IS NULL;

-- name: UNMERGE_BACK
INSERT INTO complaint_case (complaint_id, case_id, from_at)
SELECT l.complaint_id, l.case_id, k.until_at FROM complaint_case l
 JOIN complaint_case k ON k.complaint_id = l.complaint_id AND k.case_id = ? AND k.from_at = l.until_at AND k.until_at = ?
 WHERE l.case_id = ?;

-- name: CASE_UNIT_OPEN
INSERT INTO case_unit (case_id, seq, unit_id, part, from_at, due)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ? FROM case_unit WHERE case_id = ?;

-- name: CASE_UNIT_MARK
UPDATE case_unit SET signed_at = ?, done_at = ? WHERE case_id = ? AND part IN (1, 4) AND until_at IS NULL;

-- name: ORDER_OPEN
INSERT INTO site_order (case_id, seq, kind, round, user_id, sent_by, sent_at, due)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ?, ? FROM site_order WHERE case_id = ?;

-- name: ORDER_ANSWER
UPDATE site_order SET answered_at = ?, result = ?, lat = ?, lon = ?, client_at = ?
 WHERE case_id = ? AND answered_at IS NULL;

-- Taken back unanswered: it has an end and no result.
-- name: ORDER_DROP
UPDATE site_order SET answered_at = ? WHERE case_id = ? AND answered_at IS NULL;

-- name: ORDER_LIST
SELECT o.seq, o.kind, o.round, o.sent_at, o.due, o.answered_at, o.result, w.name AS user_name
 FROM site_order o JOIN app_user w ON w.id = o.user_id WHERE o.case_id = ? ORDER BY o.seq;

-- The names a case page shows, in one go.
-- name: CASE_NAMES
SELECT k.kind AS class_kind, k.major_code, k.minor_code, k.name_zh AS class_zh, k.name_en AS class_en,
  n.cond_zh, n.cond_en, n.close_zh, n.close_en,
  u.name_zh AS unit_zh, u.name_en AS unit_en,
  uc.code AS unit_cell, bc.name_zh AS base_zh, bc.name_en AS base_en, ac.name_zh AS auto_zh,
  ac.name_en AS auto_en, p.code AS component_code, p.name_zh AS component_zh, p.name_en AS component_en,
  h.name AS handler, s.name AS supervisor, pc.number AS parent_number,
  k2.user_id AS claim_by, cw.name AS claim_name, k2.since AS claim_since, k2.until_at AS claim_until
 FROM cases c
 LEFT JOIN class k ON k.id = c.class_id
 LEFT JOIN class_condition n ON n.id = c.condition_id
 LEFT JOIN unit u ON u.id = c.unit_id
 LEFT JOIN grid_cell uc ON uc.id = c.unit_cell_id
 LEFT JOIN grid_cell bc ON bc.id = c.base_cell_id
 LEFT JOIN grid_cell ac ON ac.id = c.auto_cell_id
 LEFT JOIN component p ON p.id = c.component_id
 LEFT JOIN app_user h ON h.id = c.handler_id
 LEFT JOIN app_user s ON s.id = c.supervisor_id
 LEFT JOIN cases pc ON pc.id = c.parent_case
 LEFT JOIN case_claim k2 ON k2.case_id = c.id AND k2.version = c.version
 LEFT JOIN app_user cw ON cw.id = k2.user_id
 WHERE c.id = ?;

-- name: COUNT_BY_STATE
SELECT state, COUNT(*) AS total, COALESCE(SUM(stage_due < ?), 0) AS late,
  COALESCE(SUM(stage_due >= ? AND stage_due < ?), 0) AS soon
 FROM cases WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51, 50, 52, 19)
 GROUP BY state;

-- Without what is over: only the archive counts that, everybody else's page costs the same however much there is.
-- name: COUNT_OPEN_BY_STATE
SELECT state, COUNT(*) AS total, COALESCE(SUM(stage_due < ?), 0) AS late,
  COALESCE(SUM(stage_due >= ? AND stage_due < ?), 0) AS soon
 FROM cases WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51)
 GROUP BY state;

-- name: COUNT_BY_STATE_OF_UNIT
SELECT state, COUNT(*) AS total, COALESCE(SUM(stage_due < ?), 0) AS late,
  COALESCE(SUM(stage_due >= ? AND stage_due < ?), 0) AS soon
 FROM cases WHERE unit_id = ? AND state IN (30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51) GROUP BY state;

-- The cases of one place and class lately, for "is this the same?".
-- name: CASE_NEAR
SELECT id, number, state, received_at, lat, lon, address, SUBSTRING(description, 1, 80) AS description
 FROM cases WHERE class_id = ? AND state IN (10, 11, 12, 13, 20, 21, 22, 30, 31, 40, 41, 42, 43, 44, 45, 46)
  AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? AND received_at >= ? ORDER BY received_at DESC LIMIT 5;
