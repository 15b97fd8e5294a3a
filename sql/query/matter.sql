-- Registers beside the cases: light records, stubborn problems, inquiries.

-- name: MATTER_ADD
INSERT INTO matter (key_hash, kind, state, title, address, origin, unit_id, owner_id, opened_at, due, closed_at, class_id, every_days)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: MATTER_ENTRY_ADD
INSERT INTO matter_entry (matter_id, seq, key_hash, at, user_id, state, what, due, owner_id, words)
SELECT p.id, (SELECT COALESCE(MAX(e.seq), 0) + 1 FROM matter_entry e WHERE e.matter_id = p.id), p.key_hash, p.at, p.user_id, p.state, p.what, p.due, p.owner_id, p.words
 FROM (SELECT ? AS id, ? AS key_hash, ? AS at, ? AS user_id, ? AS state, ? AS what, ? AS due, ? AS owner_id, ? AS words) p;

-- name: MATTER_MOVE
UPDATE matter SET state = ?, due = ?, closed_at = ?, owner_id = ?, reminded = 0 WHERE id = ? AND state = 1;

-- name: MATTER_BY_KEY
SELECT id FROM matter WHERE key_hash = ? UNION ALL SELECT matter_id FROM matter_entry WHERE key_hash = ?;

-- name: MATTER_BY_ID
SELECT m.id, m.kind, m.state, m.title, m.address, m.origin, m.owner_id, COALESCE(m.unit_id, 0) AS unit_id, m.opened_at, m.due, m.closed_at,
  COALESCE(m.every_days, 0) AS every_days, w.name AS owner, w.name_en AS owner_en, u.name_zh AS unit_zh, u.name_en AS unit_en,
  k.name_zh AS class_zh, k.name_en AS class_en
 FROM matter m JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id LEFT JOIN class k ON k.id = m.class_id
 WHERE m.id = ?;

-- The open ones by their due, then what is over, the newest first; 51 rows.
-- name: MATTER_OPEN
SELECT m.id, m.kind, m.state, m.title, m.address, m.origin, m.owner_id, COALESCE(m.unit_id, 0) AS unit_id, m.opened_at, m.due, m.closed_at,
  COALESCE(m.every_days, 0) AS every_days, w.name AS owner, w.name_en AS owner_en, u.name_zh AS unit_zh, u.name_en AS unit_en,
  k.name_zh AS class_zh, k.name_en AS class_en
 FROM matter m JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id LEFT JOIN class k ON k.id = m.class_id
 WHERE m.kind = ? AND m.state = 1 ORDER BY m.due, m.id LIMIT 200;

-- name: MATTER_OVER
SELECT m.id, m.kind, m.state, m.title, m.address, m.origin, m.owner_id, COALESCE(m.unit_id, 0) AS unit_id, m.opened_at, m.due, m.closed_at,
  COALESCE(m.every_days, 0) AS every_days, w.name AS owner, w.name_en AS owner_en, u.name_zh AS unit_zh, u.name_en AS unit_en,
  k.name_zh AS class_zh, k.name_en AS class_en
 FROM (SELECT id AS hit FROM matter WHERE kind = ? AND state = ? AND id < ? AND (? IS NULL OR owner_id = ?)
   ORDER BY id DESC LIMIT 51) h
 JOIN matter m ON m.id = h.hit JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id
 LEFT JOIN class k ON k.id = m.class_id
 ORDER BY m.id DESC;

-- What is due for a person (NULL: for anybody) until an instant, the longest over first.
-- name: MATTER_WAITING
SELECT m.id, m.kind, m.state, m.title, m.address, m.origin, m.owner_id, COALESCE(m.unit_id, 0) AS unit_id, m.opened_at, m.due, m.closed_at,
  COALESCE(m.every_days, 0) AS every_days, w.name AS owner, w.name_en AS owner_en, u.name_zh AS unit_zh, u.name_en AS unit_en,
  NULL AS class_zh, NULL AS class_en
 FROM matter m JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id
 WHERE m.state = 1 AND m.due < ? AND (? IS NULL OR m.owner_id = ?) ORDER BY m.due, m.id LIMIT 10;

-- name: MATTER_ENTRIES
SELECT e.seq, e.at, e.state, e.what, e.due, e.words, w.name AS who, w.name_en AS who_en, o.name AS owner, o.name_en AS owner_en
 FROM matter_entry e JOIN app_user w ON w.id = e.user_id LEFT JOIN app_user o ON o.id = e.owner_id
 WHERE e.matter_id = ? ORDER BY e.seq;

-- Whether light records of a class need a photo; a class of now only.
-- name: MATTER_CLASS_PHOTO
SELECT light_photo FROM class WHERE id = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?);

-- Open ones whose day comes or has passed, told neither before.
-- name: MATTER_TO_REMIND
SELECT m.id, m.owner_id, m.due, m.reminded, (SELECT MAX(e.seq) FROM matter_entry e WHERE e.matter_id = m.id) AS seq
 FROM matter m WHERE m.state = 1 AND m.due < ? AND m.reminded < IF(m.due <= ?, 2, 1) ORDER BY m.due, m.id LIMIT 200;

-- name: MATTER_REMINDED
UPDATE matter SET reminded = ? WHERE id = ? AND state = 1 AND due = ? AND reminded < ?;

-- Lives of stubborn problems that touch [from, to): the evaluation's facts.
-- name: STUBBORN_LIVES
SELECT id AS matter_id, COALESCE(unit_id, 0) AS unit_id, opened_at AS opened, closed_at AS ended FROM matter
 WHERE kind = 2 AND opened_at < ? AND (closed_at IS NULL OR closed_at >= ?);

-- Statuses of theirs that fell due in [from, to), with when the next entry answered.
-- name: STUBBORN_STATUSES
SELECT e.matter_id, COALESCE(e.owner_id, m.owner_id) AS owner_id, e.due,
  (SELECT MIN(n.at) FROM matter_entry n WHERE n.matter_id = e.matter_id AND n.seq > e.seq AND n.what <> 4) AS done
 FROM matter m JOIN matter_entry e ON e.matter_id = m.id
 WHERE m.kind = 2 AND m.opened_at < ? AND (m.closed_at IS NULL OR m.closed_at >= ?) AND e.due >= ? AND e.due < ?
  AND NOT EXISTS (SELECT 1 FROM matter_entry h WHERE h.matter_id = e.matter_id AND h.seq = e.seq + 1 AND h.what = 4 AND h.at <= e.due);

-- What units and persons are called, for the list of losses.
-- name: STUBBORN_NAMES
SELECT 1 AS subject, id, name_zh AS name, name_en FROM unit WHERE FIND_IN_SET(id, ?)
UNION ALL SELECT 2, id, name, name_en FROM app_user WHERE FIND_IN_SET(id, ?);
