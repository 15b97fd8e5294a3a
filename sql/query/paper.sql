-- The book of issued papers.

-- name: PAPER_INSERT
INSERT INTO paper (kind, about, sha256, made_at) VALUES (?, ?, ?, ?);

-- Names of all who ever signed in, for dossiers.
-- name: PAPER_PEOPLE
SELECT id, name, name_en FROM app_user ORDER BY id;

-- name: PAPER_CLOSED_COUNT
SELECT COUNT(*) FROM cases WHERE closed_at >= ? AND closed_at < ?;

-- Closed in a span, a page after the last one drawn.
-- name: PAPER_CLOSED_PAGE
SELECT id, closed_at, number FROM cases WHERE closed_at >= ? AND closed_at < ?
 AND (closed_at > ? OR (closed_at = ? AND id > ?)) ORDER BY closed_at, id LIMIT ?;

-- The texts of a subject with what proves them.
-- name: PAPER_TEXTS
SELECT e.seq, e.text_hash, t.salt, t.text
 FROM event e JOIN event_text t ON t.subject_kind = e.subject_kind AND t.subject_id = e.subject_id AND t.seq = e.seq
 WHERE e.subject_kind = ? AND e.subject_id = ? ORDER BY e.seq;

-- name: PAPER_BY_HASH
SELECT kind, about, made_at FROM paper WHERE sha256 = ? ORDER BY id LIMIT 1;

-- Supervision letters of a case that were signed.
-- name: PAPER_LETTERS
SELECT l.seq, l.year, l.no, l.sign_event, l.unit_id, u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS signer,
  w.name_en AS signer_en, l.signed_at, l.due
 FROM letter l JOIN unit u ON u.id = l.unit_id LEFT JOIN app_user w ON w.id = l.signed_by
 WHERE l.case_id = ? AND l.no IS NOT NULL ORDER BY l.seq;

-- Leaders in charge and heads of a unit.
-- name: PAPER_UNIT_LEADERS
SELECT r.role_id, w.name, w.name_en FROM app_user w JOIN user_role r ON r.user_id = w.id
 WHERE w.unit_id = ? AND r.role_id IN (11, 12) AND r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until > ?)
 ORDER BY r.role_id, w.id;

-- The cases that stand under a matter, in the order they came.
-- name: PAPER_MATTER_CASES
SELECT c.id AS case_id, c.class_id, COALESCE(c.unit_id, 0) AS unit_id, c.state, c.rework_count, c.number, c.address, c.filed_at,
  c.closed_at, c.due_at, l.added_at, c.stage_started AS moved_at
 FROM matter_case l JOIN cases c ON c.id = l.case_id WHERE l.matter_id = ? ORDER BY l.added_at, c.id;

-- name: PAPER_IS_ISSUED
SELECT COUNT(*) FROM paper WHERE sha256 = ?;
