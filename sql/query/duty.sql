-- Duty: the roster, who holds the commander's powers, the log, the hand-over book.

-- name: DUTY_SHIFTS
SELECT id, code, name_zh, name_en, from_min, to_min FROM shift ORDER BY from_min;

-- name: DUTY_ROSTER
SELECT r.id, r.day, r.shift_id, r.role_id, r.user_id, u.name AS user_name, u.name_en AS user_name_en
 FROM roster r JOIN app_user u ON u.id = r.user_id
 WHERE r.day >= ? AND r.day < ? ORDER BY r.day, r.shift_id, r.role_id, r.user_id;

-- name: DUTY_ROSTER_ADD
INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (?, ?, ?, ?);

-- name: DUTY_ROSTER_DROP
DELETE FROM roster WHERE id = ?;

-- name: DUTY_ROSTER_CHANGED
INSERT INTO roster_change (at, by_user, added, day, shift_id, role_id, user_id) VALUES (?, ?, ?, ?, ?, ?, ?);

-- The turns of the three commanders in some days: few rows, by the key of the day.
-- name: DUTY_COMMAND
SELECT r.day, s.from_min, s.to_min, r.role_id, r.user_id FROM roster r JOIN shift s ON s.id = r.shift_id
 WHERE r.day BETWEEN ? AND ? AND r.role_id IN (1, 2, 3) ORDER BY r.role_id;

-- Who has one of the three roles now.
-- name: DUTY_COMMANDERS
SELECT u.id AS user_id, r.role_id, u.name AS user_name, u.name_en AS user_name_en FROM user_role r JOIN app_user u ON u.id = r.user_id
 WHERE r.role_id IN (1, 2, 3) AND r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until > ?) AND u.state = 1
 ORDER BY r.role_id, u.id;

-- Leave and powers given that touch [from, until), by the end they have or were given.
-- name: DUTY_ABSENCES
SELECT id, user_id, COALESCE(to_user, 0) AS to_user, from_at, LEAST(until_at, COALESCE(ended_at, until_at)) AS until_at
 FROM duty_absence WHERE until_at > ? AND from_at < ? AND COALESCE(ended_at, until_at) > from_at ORDER BY id DESC;

-- The log of them, the newest first.
-- name: DUTY_ABSENCE_LOG
SELECT a.id, a.user_id, u.name AS user_name, u.name_en AS user_name_en, t.name AS to_name, t.name_en AS to_name_en, a.from_at, a.until_at, a.reason,
  b.name AS by_name, b.name_en AS by_name_en, a.entered_at, e.name AS ended_name, e.name_en AS ended_name_en, a.ended_at
 FROM duty_absence a JOIN app_user u ON u.id = a.user_id LEFT JOIN app_user t ON t.id = a.to_user
 JOIN app_user b ON b.id = a.entered_by LEFT JOIN app_user e ON e.id = a.ended_by ORDER BY a.id DESC LIMIT 50;

-- name: DUTY_ABSENCE_ADD
INSERT INTO duty_absence (user_id, to_user, from_at, until_at, reason, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: DUTY_ABSENCE_END
UPDATE duty_absence SET ended_by = ?, ended_at = ? WHERE id = ? AND ended_at IS NULL AND until_at > ?;

-- Another of the same person and kind that the days touch already.
-- name: DUTY_ABSENCE_OVERLAP
SELECT COUNT(*) FROM duty_absence WHERE user_id = ? AND (to_user IS NULL) = (? IS NULL) AND until_at > ? AND from_at < ? AND ended_at IS NULL;

-- name: DUTY_ABSENCE_USER
SELECT user_id FROM duty_absence WHERE id = ?;

-- name: DUTY_STANDING
SELECT role_id, GROUP_CONCAT(perm_code) AS codes FROM standing_perm GROUP BY role_id;

-- Everybody of the centre who can be put on the roster, with his roles as "4,5".
-- name: DUTY_PEOPLE
SELECT u.id, u.name, u.name_en, GROUP_CONCAT(ur.role_id ORDER BY ur.role_id) AS role_ids
 FROM app_user u JOIN user_role ur ON ur.user_id = u.id
 WHERE u.state = 1 AND ur.role_id IN (1, 2, 3, 4, 5, 6, 15, 27) AND ur.valid_from <= ?
  AND (ur.valid_until IS NULL OR ur.valid_until > ?)
 GROUP BY u.id ORDER BY u.id;

-- name: DUTY_SEATS
SELECT c.id, c.name_zh, c.name_en, s.seat, GROUP_CONCAT(s.role_id ORDER BY s.role_id) AS role_ids
 FROM duty_combination c JOIN duty_seat s ON s.combination_id = c.id
 WHERE c.valid_from <= ? AND (c.valid_until IS NULL OR c.valid_until > ?) GROUP BY c.id, s.seat ORDER BY c.id, s.seat;

-- name: DUTY_CREWS
SELECT crew, seat, user_id FROM duty_crew ORDER BY crew, seat;

-- name: DUTY_CREW_CLEAR
DELETE FROM duty_crew;

-- name: DUTY_CREW_ADD
INSERT INTO duty_crew (crew, seat, user_id) VALUES (?, ?, ?);

-- name: DUTY_ENTRY_ADD
INSERT INTO duty_entry (at, day, shift_id, user_id, text) VALUES (?, ?, ?, ?, ?);

-- name: DUTY_ENTRIES
SELECT e.at, u.name AS user_name, u.name_en AS user_name_en, e.text FROM duty_entry e JOIN app_user u ON u.id = e.user_id
 WHERE e.day = ? AND e.shift_id = ? ORDER BY e.id;

-- name: DUTY_BOOK
SELECT h.note, h.out_user, o.name AS out_name, o.name_en AS out_name_en, h.out_at, COALESCE(h.in_user, 0) AS in_user,
  i.name AS in_name, i.name_en AS in_name_en, h.in_at, h.remark, h.for_next
 FROM handover h JOIN app_user o ON o.id = h.out_user LEFT JOIN app_user i ON i.id = h.in_user
 WHERE h.day = ? AND h.shift_id = ?;

-- name: DUTY_BOOK_ADD
INSERT INTO handover (day, shift_id, note, out_user, out_at) VALUES (?, ?, ?, ?, ?);

-- name: DUTY_BOOK_SIGN
UPDATE handover SET in_user = ?, in_at = ?, remark = ?, for_next = ? WHERE day = ? AND shift_id = ? AND in_user IS NULL AND out_user <> ?;

-- name: DUTY_LINE_ADD
INSERT INTO handover_line (day, shift_id, part, seq, case_id, state, due, kind, n) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: DUTY_LINES
SELECT l.part, l.case_id, c.number, c.class_id, c.address, c.unit_id, l.state, l.due, l.kind, l.n
 FROM handover_line l LEFT JOIN cases c ON c.id = l.case_id WHERE l.day = ? AND l.shift_id = ? ORDER BY l.part, l.seq;

-- Shifts of the last days that the centre's posts stood in, with what became of their books.
-- name: DUTY_BOOKS
SELECT r.day, r.shift_id, s.name_zh, s.name_en, s.from_min, s.to_min, h.out_at, h.in_at
 FROM (SELECT DISTINCT day, shift_id FROM roster WHERE day BETWEEN ? AND ? AND role_id IN (4, 5, 6)) r
 JOIN shift s ON s.id = r.shift_id LEFT JOIN handover h ON h.day = r.day AND h.shift_id = r.shift_id
 ORDER BY r.day, s.from_min;

-- What the book is compiled from.  Open hazards stand below zero in the queue's key.
-- name: DUTY_NOW_HAZARDS
SELECT id AS case_id, number, class_id, address, unit_id, state, stage_due AS due FROM cases
 WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51) AND queue_key < 1000000000000000000
  AND hazard = 1 ORDER BY stage_due, id LIMIT 100;

-- name: DUTY_NOW_DUE
SELECT id AS case_id, number, class_id, address, unit_id, state, stage_due AS due FROM cases
 WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 31, 40, 41, 42, 43, 44, 45, 46, 51) AND hazard = 0
  AND stage_due >= ? AND stage_due < ? ORDER BY stage_due, id LIMIT 100;

-- name: DUTY_NOW_RETURNS
SELECT id AS case_id, number, class_id, address, unit_id, state, stage_due AS due FROM cases
 WHERE state = 32 ORDER BY queue_key, id LIMIT 100;

-- name: DUTY_NOW_UNSIGNED
SELECT id AS case_id, number, class_id, address, unit_id, state, stage_due AS due FROM cases
 WHERE state = 30 ORDER BY queue_key, id LIMIT 100;

-- For a leader, a hearing, the platform above, a special closing; then the pauses that end soonest.
-- name: DUTY_NOW_WAITS
SELECT id AS case_id, number, class_id, address, unit_id, state, stage_due AS due FROM cases
 WHERE state IN (22, 23, 24, 33, 51) ORDER BY state = 33, stage_due, id LIMIT 100;

-- Asked for more time, and nobody has answered.
-- name: DUTY_NOW_ASKED
SELECT c.id AS case_id, c.number, c.class_id, c.address, c.unit_id, c.state, c.stage_due AS due
 FROM flag_interval f JOIN cases c ON c.id = f.case_id
 WHERE f.flag = 'ext_pending' AND f.until_at IS NULL ORDER BY c.stage_due, c.id LIMIT 100;

-- name: DUTY_NOW_DONE
SELECT kind, COUNT(*) AS n FROM event FORCE INDEX (by_time) WHERE subject_kind = 2 AND at >= ? AND at < ? GROUP BY kind ORDER BY n DESC, kind;
