-- The book of issued papers.

-- name: PAPER_INSERT
INSERT INTO paper (kind, about, sha256, made_at) VALUES (?, ?, ?, ?);

-- Names of all who ever signed in, for dossiers.
-- name: PAPER_PEOPLE
SELECT id, name, name_en FROM app_user ORDER BY id;

-- name: PAPER_CLOSED_IN
SELECT id FROM cases WHERE closed_at >= ? AND closed_at < ? ORDER BY id;

-- The texts of a subject with what proves them.
-- name: PAPER_TEXTS
SELECT e.seq, e.text_hash, t.salt, t.text
 FROM event e JOIN event_text t ON t.subject_kind = e.subject_kind AND t.subject_id = e.subject_id AND t.seq = e.seq
 WHERE e.subject_kind = ? AND e.subject_id = ? ORDER BY e.seq;

-- name: PAPER_BY_HASH
SELECT kind, about, made_at FROM paper WHERE sha256 = ? ORDER BY id LIMIT 1;
