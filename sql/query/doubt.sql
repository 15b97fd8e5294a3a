-- Why a report is looked at by a person first, and how often its sender came.

-- Each one looked up in its index, not counted through.
-- name: DOUBT_RATES
SELECT
  (SELECT at FROM rate_use WHERE scope = ? AND who = ? ORDER BY at DESC LIMIT 1 OFFSET ?) AS address_at,
  (SELECT at FROM rate_use WHERE scope = ? AND who = ? ORDER BY at DESC LIMIT 1 OFFSET ?) AS phone_at,
  (SELECT at FROM rate_use WHERE scope = ? AND who = ? ORDER BY at DESC LIMIT 1 OFFSET ?) AS email_at;

-- name: DOUBT_INSERT
INSERT INTO complaint_doubt (complaint_id, doubts) VALUES (?, ?);

-- name: DOUBT_OF
SELECT doubts FROM complaint_doubt WHERE complaint_id = ?;
