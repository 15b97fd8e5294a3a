-- Queues: what is to be done, by key.  The names of classes, units and grids are
-- the office's lists (lib/service/office_ops.c): a row brings numbers.

-- One state each.  The key of the last row seen is (queue_key, id), the first page starts at
-- (-2^63, 0); …_BACK reads the page before the first row seen, from there backwards.
-- name: QUEUE_BY_STATE
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND (c.queue_key, c.id) > (?, ?) AND c.queue_key >= ? AND (? IS NULL OR c.unit_id = ?)
  AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.queue_key, c.id LIMIT ?;

-- name: QUEUE_BY_STATE_BACK
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND (c.queue_key, c.id) < (?, ?) AND c.queue_key <= ? AND (? IS NULL OR c.unit_id = ?)
  AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.queue_key DESC, c.id DESC LIMIT ?;

-- name: QUEUE_BY_UNIT
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.unit_id = ? AND c.state = ? AND (c.queue_key, c.id) > (?, ?) AND c.queue_key >= ?
  AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.queue_key, c.id LIMIT ?;

-- name: QUEUE_BY_UNIT_BACK
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.unit_id = ? AND c.state = ? AND (c.queue_key, c.id) < (?, ?) AND c.queue_key <= ?
  AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.queue_key DESC, c.id DESC LIMIT ?;

-- name: QUEUE_NEWEST
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.id < ? AND (? IS NULL OR c.unit_id = ?)
  AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.id DESC LIMIT ?;

-- name: QUEUE_NEWEST_BACK
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.id > ? AND (? IS NULL OR c.unit_id = ?)
  AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.id LIMIT ?;

-- The same where work is over: no stage has a due there, so that of a state there are two keys,
-- hazards' and the others', and each of them lies in the index by id.  By the primary key the
-- newest hundred thousand that are not in the archive yet would be read and left out.
-- name: QUEUE_NEWEST_OVER
(SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.queue_key = 4000000000000000000 AND c.id < ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
 ORDER BY c.id DESC LIMIT ?)
UNION ALL
(SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.queue_key = 0 AND c.id < ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
 ORDER BY c.id DESC LIMIT ?)
 ORDER BY id DESC LIMIT ?;

-- name: QUEUE_NEWEST_OVER_BACK
(SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.queue_key = 4000000000000000000 AND c.id > ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
 ORDER BY c.id LIMIT ?)
UNION ALL
(SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.queue_key = 0 AND c.id > ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
 ORDER BY c.id LIMIT ?)
 ORDER BY id LIMIT ?;

-- Late or soon due, of the states given as "10,12": open work only.
-- name: QUEUE_DUE
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM (SELECT id AS hit FROM cases
   WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 40, 41, 42, 43, 44, 45, 46, 51) AND FIND_IN_SET(state, ?)
    AND stage_due >= ? AND stage_due < ? AND (? IS NULL OR unit_id = ?)
   ORDER BY stage_due, id LIMIT 11) h
 JOIN cases c ON c.id = h.hit
 ORDER BY c.stage_due, c.id;

-- What stands beside a queue: its number, the whole centre's or a unit's, and how many of them are late.
-- name: QUEUE_COUNT
SELECT COUNT(*) AS total, COALESCE(SUM(stage_due < ?), 0) AS late FROM cases WHERE state = ?;

-- name: QUEUE_COUNT_OF_UNIT
SELECT COUNT(*) AS total, COALESCE(SUM(stage_due < ?), 0) AS late FROM cases WHERE unit_id = ? AND state = ?;

-- Whether somebody has saved filters (of one queue, NULL: of all): counting is asked for then only.
-- name: QUEUE_FILTERED
SELECT EXISTS (SELECT 1 FROM desk_filter WHERE whose IN (?, ?, ?, ?, ?, ?, ?, ?) AND (? IS NULL OR queue = ?));

-- His filters with their numbers; each count goes by the index of what is rarest.
-- name: QUEUE_FILTERS
SELECT f.id, f.name, f.queue, f.user_id, f.role_id, f.class_id, f.unit_id, f.cell_id, f.late, f.newest,
  CASE WHEN f.class_id IS NOT NULL
    THEN (SELECT COUNT(*) FROM cases c WHERE c.class_id = f.class_id AND c.state = f.state AND (COALESCE(?, f.unit_id) IS NULL OR c.unit_id = COALESCE(?, f.unit_id)) AND (f.cell_id IS NULL OR c.base_cell_id = f.cell_id) AND (f.late IS NULL OR c.stage_due < IF(f.late = 1, ?, ?)))
   WHEN f.cell_id IS NOT NULL
    THEN (SELECT COUNT(*) FROM cases c WHERE c.base_cell_id = f.cell_id AND c.state = f.state AND (COALESCE(?, f.unit_id) IS NULL OR c.unit_id = COALESCE(?, f.unit_id)) AND (f.late IS NULL OR c.stage_due < IF(f.late = 1, ?, ?)))
   WHEN COALESCE(?, f.unit_id) IS NOT NULL
    THEN (SELECT COUNT(*) FROM cases c WHERE c.unit_id = COALESCE(?, f.unit_id) AND c.state = f.state AND (f.late IS NULL OR c.stage_due < IF(f.late = 1, ?, ?)))
   ELSE (SELECT COUNT(*) FROM cases c WHERE c.state = f.state AND (f.late IS NULL OR c.stage_due < IF(f.late = 1, ?, ?))) END AS total
 FROM desk_filter f WHERE f.whose IN (?, ?, ?, ?, ?, ?, ?, ?) AND (? IS NULL OR f.queue = ?);

-- Who else has a case of the queue open.
-- name: QUEUE_CLAIMS
SELECT k.case_id AS id, w.name, k.user_id, k.since
 FROM case_claim k JOIN cases c ON c.id = k.case_id AND c.version = k.version AND c.state = ?
 JOIN app_user w ON w.id = k.user_id
 WHERE k.until_at > ? AND k.user_id <> ?;

-- Where a case stands in its queue: the next one is read from there.
-- name: QUEUE_PLACE
SELECT state, queue_key FROM cases WHERE id = ?;
