-- Changing the calendar and limits from a day on, and what that would touch.

-- name: CHANGE_CALENDAR_ADD
INSERT INTO calendar (name, valid_from, duty_from_min, duty_to_min, day_hours) VALUES (?, ?, ?, ?, ?);

-- name: CHANGE_CALENDAR_ROW
SELECT id, name, duty_from_min, duty_to_min, day_hours FROM calendar WHERE valid_from <= ? ORDER BY valid_from DESC, id DESC LIMIT 1;

-- name: CHANGE_WINDOWS_COPY
INSERT INTO work_window (calendar_id, weekday, from_min, to_min)
SELECT ?, weekday, from_min, to_min FROM work_window WHERE calendar_id = ?;

-- name: CHANGE_DAY_ADD
INSERT INTO calendar_day (calendar_id, day, kind, name_zh, name_en) VALUES (?, ?, ?, ?, ?);

-- name: CHANGE_LIMIT_ADD
INSERT INTO stage_limit (code, valid_from, amount, unit) VALUES (?, ?, ?, ?)
 ON DUPLICATE KEY UPDATE amount = VALUES(amount), unit = VALUES(unit);

-- name: CHANGE_CONDITION_END
UPDATE class_condition SET valid_until = ? WHERE id = ? AND (valid_until IS NULL OR valid_until > ?);

-- name: CHANGE_CONDITION_COPY
INSERT INTO class_condition (class_id, seq, cond_zh, cond_en, close_zh, close_en, urgent, valid_from, valid_until)
SELECT class_id, seq, cond_zh, cond_en, close_zh, close_en, urgent, ?, NULL FROM class_condition WHERE id = ?;

-- name: CHANGE_STEPS_COPY
INSERT INTO condition_step (condition_id, step, amount, unit, what_zh, what_en)
SELECT ?, step, IF(step = 1, ?, amount), IF(step = 1, ?, unit), what_zh, what_en FROM condition_step WHERE condition_id = ?;

-- What is promised now.
-- name: CHANGE_PROMISES
SELECT p.case_id, c.number, p.started, p.due, p.ended, p.amount, p.unit FROM promise p JOIN cases c ON c.id = p.case_id
 WHERE p.open_case IS NOT NULL AND p.due IS NOT NULL ORDER BY p.due, p.case_id LIMIT 100000;

-- The same of one filing condition.
-- name: CHANGE_PROMISES_OF
SELECT p.case_id, c.number, p.started, p.due, p.ended, p.amount, p.unit FROM promise p JOIN cases c ON c.id = p.case_id
 WHERE p.open_case IS NOT NULL AND p.due IS NOT NULL AND c.condition_id = ? ORDER BY p.due, p.case_id LIMIT 100000;

-- Steps that began lately in the states a limit is set for.
-- name: CHANGE_STAGES
SELECT s.case_id, c.number, s.started, s.due, s.ended, 0 AS amount, 0 AS unit
 FROM stage s JOIN cases c ON c.id = s.case_id
 WHERE c.received_at >= ? AND s.started >= ? AND s.due IS NOT NULL AND FIND_IN_SET(s.state, ?)
 ORDER BY s.started, s.case_id LIMIT 100000;
