-- Registers beside the cases: light records, stubborn problems, inquiries.

-- name: MATTER_ADD
INSERT INTO matter (key_hash, kind, state, title, address, origin, unit_id, owner_id, opened_at, due, closed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: MATTER_ENTRY_ADD
INSERT INTO matter_entry (matter_id, seq, key_hash, at, user_id, state, words)
SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?, ? FROM matter_entry WHERE matter_id = ?;

-- name: MATTER_MOVE
UPDATE matter SET state = ?, due = ?, closed_at = ? WHERE id = ? AND state = 1;

-- name: MATTER_BY_KEY
SELECT id FROM matter WHERE key_hash = ? UNION ALL SELECT matter_id FROM matter_entry WHERE key_hash = ?;

-- name: MATTER_BY_ID
SELECT m.id, m.kind, m.state, m.title, m.address, m.origin, m.owner_id, m.opened_at, m.due, m.closed_at,
  w.name AS owner, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM matter m JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id WHERE m.id = ?;

-- The open ones by their due, then what is over, the newest first; 51 rows.
-- name: MATTER_OPEN
SELECT m.id, m.kind, m.state, m.title, m.address, m.origin, m.owner_id, m.opened_at, m.due, m.closed_at,
  w.name AS owner, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM matter m JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id
 WHERE m.kind = ? AND m.state = 1 ORDER BY m.due, m.id LIMIT 200;

-- name: MATTER_OVER
SELECT m.id, m.kind, m.state, m.title, m.address, m.origin, m.owner_id, m.opened_at, m.due, m.closed_at,
  w.name AS owner, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM (SELECT id AS hit FROM matter WHERE kind = ? AND state = ? AND id < ? AND (? IS NULL OR owner_id = ?)
   ORDER BY id DESC LIMIT 51) h
 JOIN matter m ON m.id = h.hit JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id
 ORDER BY m.id DESC;

-- name: MATTER_ENTRIES
SELECT e.seq, e.at, e.state, e.words, w.name AS who
 FROM matter_entry e JOIN app_user w ON w.id = e.user_id WHERE e.matter_id = ? ORDER BY e.seq;
