-- Files: stored once by content, linked to what they belong to.

-- The row as it is now, not as an older snapshot has it: the timer may have taken it away.
-- name: FILE_BY_HASH
SELECT id FROM file WHERE sha256 = ? LOCK IN SHARE MODE;

-- Once more in somebody's hands, or new: for a day it waits to be named.
-- name: FILE_TAKE
UPDATE file SET loose_at = ? WHERE sha256 = ?;

-- name: FILE_INSERT
INSERT INTO file (sha256, size, type, width, height, created_at, loose_at) VALUES (?, ?, ?, ?, ?, ?, ?);

-- Named meanwhile: no longer loose.
-- name: FILE_SETTLE
UPDATE file SET loose_at = NULL WHERE loose_at < ? AND EXISTS (SELECT 1 FROM file_link l WHERE l.file_id = file.id)
 ORDER BY loose_at LIMIT 5000;

-- name: FILE_LOOSE
SELECT f.id, f.sha256 FROM file f WHERE f.loose_at < ?
 AND NOT EXISTS (SELECT 1 FROM file_link l WHERE l.file_id = f.id)
 AND NOT EXISTS (SELECT 1 FROM upload u WHERE u.file_id = f.id) ORDER BY f.loose_at LIMIT 200;

-- Only while nobody has taken it up again; a link or an upload holds it by its foreign key.
-- name: FILE_DROP
DELETE FROM file WHERE id = ? AND loose_at < ?;

-- name: FILE_LINK_INSERT
INSERT INTO file_link (subject_kind, subject_id, event_seq, file_id, part, round, for_public, added_by, added_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: FILE_LIST
SELECT l.subject_kind, l.id, l.event_seq, l.part, l.round, l.for_public, l.added_at, f.sha256, f.type, f.size, w.name AS user_name
 FROM file_link l JOIN file f ON f.id = l.file_id LEFT JOIN app_user w ON w.id = l.added_by
 WHERE l.subject_kind = ? AND l.subject_id = ? ORDER BY l.id;

-- Of a case and of all its complaints, theirs first.
-- name: FILE_LIST_OF_CASE
SELECT l.subject_kind, l.id, l.event_seq, l.part, l.round, l.for_public, l.added_at, f.sha256, f.type, f.size,
  NULL AS user_name
 FROM complaint_case k JOIN file_link l ON l.subject_kind = 1 AND l.subject_id = k.complaint_id
 JOIN file f ON f.id = l.file_id
 WHERE k.case_id = ? AND k.until_at IS NULL
UNION ALL
SELECT l.subject_kind, l.id, l.event_seq, l.part, l.round, l.for_public, l.added_at, f.sha256, f.type, f.size, w.name
 FROM file_link l JOIN file f ON f.id = l.file_id LEFT JOIN app_user w ON w.id = l.added_by
 WHERE l.subject_kind = 2 AND l.subject_id = ? ORDER BY subject_kind, id;

-- What the hand has sent of his work since the case came to the unit, or back to it.
-- name: FILE_HAND_PHOTOS
SELECT COUNT(*) FROM file_link l JOIN file f ON f.id = l.file_id
 JOIN event e ON e.subject_kind = 2 AND e.subject_id = l.subject_id AND e.seq = l.event_seq AND e.kind = 472
 WHERE l.subject_kind = 2 AND l.subject_id = ? AND f.type LIKE 'image/%' AND l.event_seq >
  (SELECT COALESCE(MAX(seq), 0) FROM event WHERE subject_kind = 2 AND subject_id = ? AND from_state <> to_state);

-- name: FILE_LINK_BY_ID
SELECT l.subject_kind, l.subject_id, l.part, l.for_public, f.sha256, f.type
 FROM file_link l JOIN file f ON f.id = l.file_id WHERE l.id = ?;

-- name: UPLOAD_INSERT
INSERT IGNORE INTO upload (form_key_hash, file_id, at) VALUES (?, ?, ?);

-- name: UPLOAD_LIST
SELECT u.file_id, f.sha256, f.type FROM upload u JOIN file f ON f.id = u.file_id
 WHERE u.form_key_hash = ? ORDER BY u.at, u.file_id;

-- name: UPLOAD_DROP
DELETE FROM upload WHERE form_key_hash = ?;

-- name: UPLOAD_DROP_ONE
DELETE FROM upload WHERE form_key_hash = ? AND file_id = ?;
