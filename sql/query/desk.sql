-- The desk: filters, claims, canned texts, steps in bulk, precedents.

-- name: FILTER_ADD
INSERT INTO desk_filter (name, user_id, role_id, queue, state, class_id, unit_id, cell_id, late, newest, made_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: FILTER_COUNT_OF
SELECT COUNT(*) FROM desk_filter WHERE user_id = ?;

-- Who saved it, or somebody who may take a role's filter away.
-- name: FILTER_DROP
DELETE FROM desk_filter WHERE id = ? AND (user_id = ? OR (role_id IS NOT NULL AND ?));

-- Takes a case that is free, mine, or to be taken over; user_id is set before what the others ask of it.
-- name: CLAIM_TAKE
INSERT INTO case_claim (case_id, user_id, version, since, until_at) VALUES (?, ?, ?, ?, ?)
 ON DUPLICATE KEY UPDATE
  since = IF(user_id = VALUES(user_id) AND version = VALUES(version) AND until_at > VALUES(since), since,
   IF(user_id = VALUES(user_id) OR version <> VALUES(version) OR until_at <= VALUES(since) OR ?, VALUES(since), since)),
  user_id = IF(version <> VALUES(version) OR until_at <= VALUES(since) OR ?, VALUES(user_id), user_id),
  until_at = IF(user_id = VALUES(user_id), VALUES(until_at), until_at),
  version = IF(user_id = VALUES(user_id), VALUES(version), version);

-- name: CLAIM_OF
SELECT k.user_id, w.name, k.since, k.until_at FROM case_claim k JOIN app_user w ON w.id = k.user_id
 WHERE k.case_id = ? AND k.version = ? AND k.until_at > ?;

-- name: CLAIM_LEAVE
DELETE FROM case_claim WHERE case_id = ? AND user_id = ?;

-- name: CANNED_NOW
SELECT t.id, t.action, t.class_id, t.text_zh, t.text_en FROM canned_text t
 WHERE t.valid_from <= ? AND (t.valid_until IS NULL OR t.valid_until > ?) ORDER BY t.action, t.class_id, t.id LIMIT 500;

-- name: CANNED_BY_ID
SELECT id, action, class_id, text_zh, text_en FROM canned_text WHERE id = ?;

-- name: CANNED_ADD
INSERT INTO canned_text (action, class_id, text_zh, text_en, valid_from, made_by) VALUES (?, ?, ?, ?, ?, ?);

-- name: CANNED_END
UPDATE canned_text SET valid_until = ?, ended_by = ? WHERE id = ? AND valid_until IS NULL;

-- name: MANY_FIND
SELECT id FROM bulk_run WHERE key_hash = ? AND user_id = ?;

-- name: MANY_ADD
INSERT INTO bulk_run (key_hash, user_id, at, queue, action) VALUES (?, ?, ?, ?, ?);

-- name: MANY_ROW_ADD
INSERT IGNORE INTO bulk_row (run_id, seq, case_id, why) VALUES (?, ?, ?, ?);

-- name: MANY_OF
SELECT at, queue, action FROM bulk_run WHERE id = ? AND user_id = ?;

-- name: MANY_ROWS
SELECT r.case_id, r.why, c.number, c.class_id, c.address, c.state
 FROM bulk_row r JOIN cases c ON c.id = r.case_id WHERE r.run_id = ? ORDER BY r.seq;

-- Who had the latest forty cases of a class in a base grid, how often each gave one back, and
-- what the last ruling on that was (workflow rows 32, 33, 43–45).
-- name: PRECEDENTS
SELECT p.unit_id, COUNT(DISTINCT p.case_id) AS cases, MAX(p.from_at) AS last_at, COUNT(e.seq) AS returns,
  CAST(COALESCE(SUBSTRING_INDEX(MAX(CONCAT(LPAD(e.at, 20, '0'), ':', (
   SELECT g.kind FROM event g WHERE g.subject_kind = 2 AND g.subject_id = e.subject_id AND g.seq > e.seq
     AND g.kind IN (320, 330, 430, 440, 450) ORDER BY g.kind = 440, g.seq LIMIT 1))), ':', -1), 0) AS SIGNED) AS ruling
 FROM (SELECT id FROM cases WHERE class_id = ? AND base_cell_id = ? AND dispatched_at > ? AND id <> ?
   ORDER BY dispatched_at DESC LIMIT 40) h
 JOIN case_unit p ON p.case_id = h.id AND p.part IN (1, 4)
 LEFT JOIN event e ON e.subject_kind = 2 AND e.subject_id = p.case_id AND e.kind = 420 AND e.unit_id = p.unit_id
 GROUP BY p.unit_id ORDER BY cases DESC, last_at DESC LIMIT 3;

-- The same of the whole centre, where the grid has none.
-- name: PRECEDENTS_ANYWHERE
SELECT p.unit_id, COUNT(DISTINCT p.case_id) AS cases, MAX(p.from_at) AS last_at, COUNT(e.seq) AS returns,
  CAST(COALESCE(SUBSTRING_INDEX(MAX(CONCAT(LPAD(e.at, 20, '0'), ':', (
   SELECT g.kind FROM event g WHERE g.subject_kind = 2 AND g.subject_id = e.subject_id AND g.seq > e.seq
     AND g.kind IN (320, 330, 430, 440, 450) ORDER BY g.kind = 440, g.seq LIMIT 1))), ':', -1), 0) AS SIGNED) AS ruling
 FROM (SELECT id FROM cases WHERE class_id = ? AND dispatched_at > ? AND id <> ?
   ORDER BY dispatched_at DESC LIMIT 40) h
 JOIN case_unit p ON p.case_id = h.id AND p.part IN (1, 4)
 LEFT JOIN event e ON e.subject_kind = 2 AND e.subject_id = p.case_id AND e.kind = 420 AND e.unit_id = p.unit_id
 GROUP BY p.unit_id ORDER BY cases DESC, last_at DESC LIMIT 3;

-- The latest returns of a unit among the last two hundred cases of a class, with what was ruled.
-- name: RETURNS_OF
SELECT h.id, h.number, e.at, r.name_zh AS reason_zh, r.name_en AS reason_en, COALESCE((
   SELECT g.kind FROM event g WHERE g.subject_kind = 2 AND g.subject_id = e.subject_id AND g.seq > e.seq
     AND g.kind IN (320, 330, 430, 440, 450) ORDER BY g.kind = 440, g.seq LIMIT 1), 0) AS ruling
 FROM (SELECT id, number FROM cases WHERE class_id = ? AND dispatched_at > ? AND id <> ?
   ORDER BY dispatched_at DESC LIMIT 200) h
 JOIN event e ON e.subject_kind = 2 AND e.subject_id = h.id AND e.kind = 420 AND e.unit_id = ?
 LEFT JOIN reason r ON r.id = e.reason_id
 ORDER BY e.at DESC LIMIT 3;
