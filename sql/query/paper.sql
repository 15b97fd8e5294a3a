-- The book of issued papers.

-- name: PAPER_INSERT
INSERT INTO paper (kind, about, sha256, made_at) VALUES (?, ?, ?, ?);
