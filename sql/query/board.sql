-- What is going on now: the duty screen, a unit's own page, the leader's exceptions.  Open work
-- and the last day alone: nothing here costs more the more is over.

-- Whose all open work is (0: nobody's yet); late and due today: what the unit has still to answer.
-- name: BOARD_UNITS
SELECT COALESCE(unit_id, 0) AS unit_id, COUNT(*) AS n,
  COALESCE(SUM(state IN (30, 31, 32) AND due_at < ?), 0) AS late,
  COALESCE(SUM(state IN (30, 31, 32) AND due_at >= ? AND due_at < ?), 0) AS today,
  SUM(hazard) AS hazard, SUM(urgent AND NOT hazard) AS urgent, SUM(state = 45) AS rework, SUM(state = 32) AS returned
 FROM cases WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51)
 GROUP BY unit_id ORDER BY unit_id;

-- How many steps are due in each of the next hours, from 0.
-- name: BOARD_HOURS
SELECT (stage_due - ?) DIV 3600000000 AS hour, COUNT(*) AS n FROM cases
 WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51)
  AND stage_due >= ? AND stage_due < ?
 GROUP BY hour ORDER BY hour;

-- What came in and what was closed since an instant.
-- name: BOARD_DAY
SELECT (SELECT COUNT(*) FROM complaint WHERE received_at >= ?) AS received,
  (SELECT COUNT(*) FROM cases WHERE closed_at >= ?) AS closed;

-- Open hazards and urgent cases, hazards first.
-- name: BOARD_HOT
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51)
  AND (c.hazard OR c.urgent)
 ORDER BY c.queue_key, c.id LIMIT 9;

-- Whose limit ends in [?, ?) and that nobody has reported done.
-- name: BOARD_DUE
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.due_at >= ? AND c.due_at < ? AND c.state IN (20, 21, 22, 23, 24, 30, 31, 32, 45)
 ORDER BY c.due_at, c.id LIMIT 501;

-- The same of one unit, by its open work.
-- name: BOARD_DUE_OF_UNIT
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c
 WHERE c.unit_id = ? AND c.state IN (30, 31, 32) AND c.due_at < ?
 ORDER BY c.due_at, c.id LIMIT 501;

-- What came in since an instant and where: a case once, at its own place, and what is no case yet.
-- name: BOARD_POINTS
SELECT MIN(p.id) AS id, k.case_id, COALESCE(c.class_id, p.class_id) AS class_id, c.base_cell_id AS cell_id,
  COALESCE(c.lat, p.lat) AS lat, COALESCE(c.lon, p.lon) AS lon, MIN(p.received_at) AS at, c.number,
  COALESCE(c.address, p.address) AS address, c.state, COUNT(*) AS senders
 FROM complaint p
 LEFT JOIN complaint_case k ON k.open_complaint = p.id
 LEFT JOIN cases c ON c.id = k.case_id
 WHERE p.received_at >= ? AND p.state IN (1, 3) AND COALESCE(c.state, 10) <> 90 AND COALESCE(c.received_at, p.received_at) >= ?
  AND COALESCE(c.lat, p.lat) IS NOT NULL AND COALESCE(c.class_id, p.class_id) IS NOT NULL
 GROUP BY COALESCE(k.case_id, -p.id) ORDER BY id LIMIT 2000;

-- What happened on some days, as the figures have it.
-- name: BOARD_FIGURES
SELECT day, class_id, unit_id, base_cell_id, n_report, n_close_due - n_close_ontime AS n_late, n_rework
 FROM figure_day WHERE day IN (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- What a place usually reports of a class.
-- name: BOARD_HABIT
SELECT class_id, base_cell_id, SUM(n_report) AS n FROM figure_day WHERE day >= ? AND day < ?
 GROUP BY class_id, base_cell_id HAVING n > 0;

-- The first day whose figures are kept; 0: none are.
-- name: BOARD_FIRST
SELECT COALESCE(MIN(first_day), 0) FROM figure_run WHERE span = 1;
