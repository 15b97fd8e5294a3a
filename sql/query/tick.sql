-- The minute's tidying (batch/job_tick.c): what nothing asks for any more, a
-- few thousand rows at a time so that nobody waits for a lock.

-- Whether this host may look after the pictures now; another one does otherwise.
-- name: TICK_PHOTO_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.tick-photo'), 0);

-- name: TICK_PHOTO_UNLOCK
SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.tick-photo'));

-- name: TICK_DROP_RATES
DELETE FROM rate_use WHERE at < ? ORDER BY at LIMIT 5000;

-- name: TICK_DROP_TRIES
DELETE FROM login_try WHERE at < ? ORDER BY at LIMIT 5000;

-- Last seen longer ago than the longest session lasts.
-- name: TICK_DROP_SESSIONS
DELETE FROM session WHERE seen_at < ? ORDER BY seen_at LIMIT 5000;

-- name: TICK_DROP_UPLOADS
DELETE FROM upload WHERE at < ? ORDER BY at LIMIT 5000;

-- name: TICK_DROP_KEYS
DELETE FROM write_key WHERE at < ? ORDER BY at LIMIT 5000;
