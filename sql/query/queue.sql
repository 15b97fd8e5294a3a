-- Queues: what is to be done, by key.  The names of classes, units and grids are
-- the office's lists (lib/service/office_ops.c): a row brings numbers.

-- One state each, 51 rows (the last one only says that there are more).  The key of the
-- last row seen is (queue_key, id); the first page starts at (-2^63, 0).
-- name: QUEUE_BY_STATE
SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND (c.queue_key, c.id) > (?, ?) AND c.queue_key >= ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.queue_key, c.id LIMIT 51;

-- name: QUEUE_BY_UNIT
SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.unit_id = ? AND c.state = ? AND (c.queue_key, c.id) > (?, ?) AND c.queue_key >= ?
  AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.queue_key, c.id LIMIT 51;

-- name: QUEUE_NEWEST
SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.id < ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
  AND (? IS NULL OR c.stage_due < ?)
 ORDER BY c.id DESC LIMIT 51;

-- The same where work is over: no stage has a due there, so that of a state there are two keys,
-- hazards' and the others', and each of them lies in the index by id.  By the primary key the
-- newest hundred thousand that are not in the archive yet would be read and left out.
-- name: QUEUE_NEWEST_OVER
(SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.queue_key = 4000000000000000000 AND c.id < ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
 ORDER BY c.id DESC LIMIT 51)
UNION ALL
(SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state = ? AND c.queue_key = 0 AND c.id < ?
  AND (? IS NULL OR c.unit_id = ?) AND (? IS NULL OR c.class_id = ?) AND (? IS NULL OR c.base_cell_id = ?)
 ORDER BY c.id DESC LIMIT 51)
 ORDER BY id DESC LIMIT 51;

-- Late or soon due, of the states given as "10,12": open work only.
-- name: QUEUE_DUE
SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM (SELECT id AS hit FROM cases
   WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 40, 41, 42, 43, 44, 45, 51) AND FIND_IN_SET(state, ?)
    AND stage_due >= ? AND stage_due < ? AND (? IS NULL OR unit_id = ?)
   ORDER BY stage_due, id LIMIT 11) h
 JOIN cases c ON c.id = h.hit
 ORDER BY c.stage_due, c.id;

-- One queue's own number, from the index alone.
-- name: QUEUE_COUNT
SELECT COUNT(*) AS total, COALESCE(SUM(stage_due < ?), 0) AS late FROM cases WHERE state = ?;

-- name: QUEUE_COUNT_OF_UNIT
SELECT COUNT(*) AS total, COALESCE(SUM(stage_due < ?), 0) AS late FROM cases WHERE unit_id = ? AND state = ?;
