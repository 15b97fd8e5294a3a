-- Papers asked for at the desk, and how far they are.

-- name: PAPER_JOB_ADD
INSERT INTO paper_job (kind, args, lang, scope, asked_by, asked_at) VALUES (?, ?, ?, ?, ?, ?);

-- The one that waits or runs for the same paper.
-- name: PAPER_JOB_LIVING
SELECT id FROM paper_job WHERE scope = ? AND kind = ? AND lang = ? AND live = ?;

-- name: PAPER_JOB_BY_ID
SELECT j.id, j.scope, j.state, j.done, j.total, j.code, j.kind, j.args, j.lang, j.why, w.name AS who, w.name_en AS who_en, j.asked_by,
  j.asked_at, j.started_at, j.ended_at, j.sha256, COALESCE(j.size, 0) AS size
 FROM paper_job j JOIN app_user w ON w.id = j.asked_by WHERE j.id = ?;

-- The office's or one person's, newest first; 31 rows.
-- name: PAPER_JOB_LIST
SELECT j.id, j.scope, j.state, j.done, j.total, j.code, j.kind, j.args, j.lang, j.why, w.name AS who, w.name_en AS who_en, j.asked_by,
  j.asked_at, j.started_at, j.ended_at, j.sha256, COALESCE(j.size, 0) AS size
 FROM (SELECT id AS hit FROM paper_job WHERE scope = ? AND id < ? ORDER BY id DESC LIMIT 31) h
 JOIN paper_job j ON j.id = h.hit JOIN app_user w ON w.id = j.asked_by ORDER BY j.id DESC;

-- The latest of one paper that is there; a print button opens it.
-- name: PAPER_JOB_LATEST
SELECT j.id, j.scope, j.state, j.done, j.total, j.code, j.kind, j.args, j.lang, j.why, w.name AS who, w.name_en AS who_en, j.asked_by,
  j.asked_at, j.started_at, j.ended_at, j.sha256, COALESCE(j.size, 0) AS size
 FROM paper_job j JOIN app_user w ON w.id = j.asked_by
 WHERE j.kind = ? AND j.args = ? AND j.lang = ? AND j.scope = ? AND j.state < 4 ORDER BY j.id DESC LIMIT 1;

-- One program draws at a time, on whatever host.
-- name: PAPER_JOB_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.tick-papers'), 0);

-- name: PAPER_JOB_UNLOCK
SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.tick-papers'));

-- Whoever drew them has died: nobody else holds the lock.
-- name: PAPER_JOB_ORPHANS
UPDATE paper_job SET state = 4, code = ?, ended_at = ? WHERE state = 2;

-- name: PAPER_JOB_NEXT
SELECT j.id, j.scope, j.state, j.done, j.total, j.code, j.kind, j.args, j.lang, j.why, w.name AS who, w.name_en AS who_en, j.asked_by,
  j.asked_at, j.started_at, j.ended_at, j.sha256, COALESCE(j.size, 0) AS size
 FROM (SELECT id AS hit FROM paper_job WHERE state = 1 ORDER BY id LIMIT 1) h
 JOIN paper_job j ON j.id = h.hit JOIN app_user w ON w.id = j.asked_by;

-- name: PAPER_JOB_START
UPDATE paper_job SET state = 2, started_at = ? WHERE id = ? AND state = 1;

-- name: PAPER_JOB_STEP
UPDATE paper_job SET total = ?, done = ? WHERE id = ? AND state = 2;

-- name: PAPER_JOB_DONE
UPDATE paper_job SET state = 3, done = total, ended_at = ?, sha256 = UNHEX(?), size = ? WHERE id = ? AND state = 2;

-- name: PAPER_JOB_FAIL
UPDATE paper_job SET state = 4, ended_at = ?, code = ?, why = ? WHERE id = ? AND state = 2;

-- Over for long; their files go when no other names them.
-- name: PAPER_JOB_OLD
SELECT id, kind, sha256 FROM paper_job WHERE ended_at < ? ORDER BY ended_at, id LIMIT 100;

-- name: PAPER_JOB_DROP
DELETE FROM paper_job WHERE id = ?;

-- name: PAPER_JOB_FILES
SELECT COUNT(*) FROM paper_job WHERE sha256 = ?;
