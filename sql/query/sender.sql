-- What a sender adds to his complaint (lib/service/complaint_say).

-- All that decides whether he may.
-- name: SENDER_OF
SELECT p.state AS complaint, p.state_at, COALESCE(c.id, 0) AS case_id, COALESCE(c.state, 0) AS state,
  COALESCE(c.unit_id, 0) AS unit_id, c.reopen_until,
  (SELECT COUNT(*) FROM sender_step s WHERE s.complaint_id = p.id) AS steps,
  EXISTS (SELECT 1 FROM sender_step s WHERE s.complaint_id = p.id AND s.kind = 922) AS asked,
  EXISTS (SELECT 1 FROM sender_step s WHERE s.key_hash = ?) AS again
 FROM complaint p LEFT JOIN complaint_case l ON l.complaint_id = p.id AND l.until_at IS NULL
 LEFT JOIN cases c ON c.id = l.case_id WHERE p.id = ?;

-- name: SENDER_STEP_ADD
INSERT INTO sender_step (key_hash, complaint_id, seq, kind, at) VALUES (?, ?, ?, ?, ?);

-- For the desk, with the words; the oldest first.
-- name: SENDER_STEPS
SELECT s.kind, s.at, t.text AS words FROM sender_step s
 LEFT JOIN event_text t ON t.subject_kind = 1 AND t.subject_id = s.complaint_id AND t.seq = s.seq
 WHERE s.complaint_id = ? ORDER BY s.seq;

-- The same of all complaints of a case.
-- name: SENDER_STEPS_OF_CASE
SELECT s.kind, s.at, t.text AS words FROM complaint_case l JOIN sender_step s ON s.complaint_id = l.complaint_id
 LEFT JOIN event_text t ON t.subject_kind = 1 AND t.subject_id = s.complaint_id AND t.seq = s.seq
 WHERE l.case_id = ? AND l.until_at IS NULL ORDER BY s.at;

-- name: COMPLAINT_EARLIER_ADD
INSERT INTO complaint_earlier (complaint_id, earlier_id, same_contact) VALUES (?, ?, ?);

-- name: COMPLAINT_EARLIER
SELECT p.id, p.received_at FROM complaint_earlier x JOIN complaint p ON p.id = x.earlier_id WHERE x.complaint_id = ?;

-- How a sender is told (lib/service/sender_wish).

-- name: SENDER_WISH_ADD
INSERT INTO sender_wish (complaint_id, token_hash, code_hash, stop_hash, asked_at, confirmed_at) VALUES (?, ?, ?, ?, ?, ?);

-- With the masks of what he left.
-- name: SENDER_WISH_OF
SELECT w.complaint_id, w.round, w.code_hash, w.asked_at, w.confirmed_at, w.stopped_at, w.daily, c.masked_phone,
  c.masked_email, p.state, p.lang
 FROM sender_wish w JOIN contact c ON c.complaint_id = w.complaint_id JOIN complaint p ON p.id = w.complaint_id
 WHERE w.complaint_id = ?;

-- name: SENDER_WISH_BY_TOKEN
SELECT complaint_id FROM sender_wish WHERE token_hash = ?;

-- name: SENDER_WISH_BY_STOP
SELECT complaint_id FROM sender_wish WHERE stop_hash = ?;

-- name: SENDER_WISH_CONFIRM
UPDATE sender_wish SET confirmed_at = ? WHERE complaint_id = ? AND confirmed_at IS NULL;

-- name: SENDER_WISH_ASK
UPDATE sender_wish SET round = ?, token_hash = ?, code_hash = ?, asked_at = ? WHERE complaint_id = ? AND round = ?;

-- name: SENDER_WISH_SET
UPDATE sender_wish SET stopped_at = ?, daily = ? WHERE complaint_id = ?;

-- name: RATE_COUNT
SELECT COUNT(*) FROM rate_use WHERE scope = ? AND who = ? AND at > ?;
