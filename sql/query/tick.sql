-- The minute's tidying (batch/job_tick.c): what nothing asks for any more, a
-- few thousand rows at a time so that nobody waits for a lock.

-- Whether this host may look after the pictures now; another one does otherwise.
-- name: TICK_PHOTO_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.tick-photo'), 0);

-- name: TICK_PHOTO_UNLOCK
SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.tick-photo'));

-- name: TICK_DROP_RATES
DELETE FROM rate_use WHERE at < ? ORDER BY at LIMIT 5000;

-- name: TICK_DROP_TRIES
DELETE FROM login_try WHERE at < ? ORDER BY at LIMIT 5000;

-- Last seen longer ago than the longest session lasts.
-- name: TICK_DROP_SESSIONS
DELETE FROM session WHERE seen_at < ? ORDER BY seen_at LIMIT 5000;

-- name: TICK_DROP_UPLOADS
DELETE FROM upload WHERE at < ? ORDER BY at LIMIT 5000;

-- name: TICK_DROP_KEYS
DELETE FROM write_key WHERE at < ? ORDER BY at LIMIT 5000;

-- name: TICK_DROP_CLAIMS
DELETE FROM case_claim WHERE until_at < ? ORDER BY until_at LIMIT 5000;

-- name: TICK_DROP_BULK
DELETE FROM bulk_run WHERE at < ? ORDER BY at LIMIT 500;

-- Warnings: worked out once a promise and due, told once.

-- name: TICK_WARN_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.tick-warn'), 0);

-- name: TICK_WARN_UNLOCK
SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.tick-warn'));

-- name: WARNING_LEVELS
SELECT id, COALESCE(class_id, 0) AS class_id, percent, audiences FROM warning_level
 WHERE valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY class_id, percent;

-- Open promises for whose due nothing is worked out yet.
-- name: WARNING_UNPLANNED
SELECT p.case_id, p.seq, p.started, p.due, p.unit, p.calendar_id, c.class_id,
  EXISTS (SELECT 1 FROM pause z WHERE z.case_id = p.case_id) AS paused
 FROM promise p JOIN cases c ON c.id = p.case_id
 WHERE p.open_case IS NOT NULL AND p.due IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM promise_warning w WHERE w.case_id = p.case_id AND w.seq = p.seq AND w.due = p.due)
 ORDER BY p.open_case LIMIT 500;

-- name: WARNING_PLAN
INSERT INTO promise_warning (case_id, seq, level_id, due, warn_at) VALUES (?, ?, ?, ?, ?)
 ON DUPLICATE KEY UPDATE warn_at = warn_at;

-- What came due for a promise that has ended or moved meanwhile needs no telling.
-- name: WARNING_DROP
UPDATE promise_warning w LEFT JOIN promise p ON p.case_id = w.case_id AND p.seq = w.seq AND p.ended IS NULL
  AND p.due = w.due
 SET w.told_at = ? WHERE w.told_at IS NULL AND w.warn_at < ? AND p.case_id IS NULL;

-- While the unit has the case; the latest first, since it speaks for those before it.
-- name: WARNING_DUE
SELECT w.case_id, w.seq, w.level_id, w.due, l.percent, l.audiences
 FROM promise_warning w JOIN warning_level l ON l.id = w.level_id JOIN cases c ON c.id = w.case_id
 WHERE w.told_at IS NULL AND w.warn_at < ? AND c.state IN (22, 30, 31, 32, 51) AND c.unit_id IS NOT NULL
  AND c.due_at = w.due
 ORDER BY w.case_id, w.seq, w.warn_at DESC LIMIT 500;

-- name: WARNING_TOLD
UPDATE promise_warning SET told_at = ?, event_seq = IF(level_id = ?, ?, NULL)
 WHERE case_id = ? AND seq = ? AND due = ? AND told_at IS NULL AND warn_at < ?;

-- Cases that do not get on: no move for long, returned or dispatched again and again; those that rest longest first.
-- name: STUCK_CASES
SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id,
  c.stage_started, c.return_count, c.round
 FROM cases c
 WHERE c.state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 40, 41, 42, 43, 44, 45, 46, 51)
  AND (c.stage_started < ? OR c.return_count >= ? OR c.round >= ?)
  AND (c.stage_started, c.id) > (?, ?) AND (? IS NULL OR c.unit_id = ?)
 ORDER BY c.stage_started, c.id LIMIT 51;
