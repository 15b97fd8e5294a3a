-- The public window: figures of months and years, the map, open files, published papers.

-- Whether this host may count now; another one does otherwise.
-- name: FIGURE_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.tick-figures'), 0);

-- name: FIGURE_UNLOCK
SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.tick-figures'));

-- How far a kind of period is counted; 0: not at all.
-- name: FIGURE_UNTIL
SELECT COALESCE(MAX(until_day), 0) FROM figure_run WHERE span = ?;

-- The first thing that ever happened.
-- name: FIGURE_FIRST
SELECT LEAST((SELECT COALESCE(MIN(received_at), 4000000000000000000) FROM cases),
  (SELECT COALESCE(MIN(received_at), 4000000000000000000) FROM complaint));

-- name: FIGURE_SETTING
SELECT CAST(value AS SIGNED) FROM setting WHERE name = ? AND valid_from <= ? ORDER BY valid_from DESC LIMIT 1;

-- name: FIGURE_COMPLAINTS
SELECT COUNT(*) FROM complaint WHERE received_at >= ? AND received_at < ?;

-- Unit and base grids (1), base grids alone (2).
-- name: FIGURE_CELLS
SELECT id, layer_id, code, name_zh, name_en FROM grid_cell WHERE layer_id BETWEEN ? AND 2 ORDER BY layer_id, code;

-- name: FIGURE_RUN
SELECT span, first_day, until_day, whole, k, digest, made_at FROM figure_run WHERE span = ? AND first_day = ?;

-- name: FIGURE_RUNS
SELECT span, first_day, until_day, whole, k, digest, made_at FROM figure_run WHERE span = ?
 ORDER BY first_day DESC LIMIT 240;

-- name: FIGURE_SUMS
SELECT part, key_id, n_complaint, n_report, n_accept, n_filed, n_not_accepted, n_closed_in, n_close_due, n_close,
  n_close_ontime, n_close_late_open, n_dispose, n_rework, n_return
 FROM figure_sum WHERE span = ? AND first_day = ? AND part <= ? ORDER BY part, key_id;

-- name: FIGURE_PLACES
SELECT p.unit_cell_id, p.base_cell_id, p.n_filed, u.code AS unit_code, u.name_zh AS unit_zh, u.name_en AS unit_en,
  b.code AS base_code, b.name_zh AS base_zh, b.name_en AS base_en
 FROM figure_place p LEFT JOIN grid_cell u ON u.id = p.unit_cell_id LEFT JOIN grid_cell b ON b.id = p.base_cell_id
 WHERE p.span = ? AND p.first_day = ? ORDER BY p.n_filed DESC, b.code, u.code, p.unit_cell_id, p.base_cell_id;

-- The outlines of the map's places.
-- name: FIGURE_SHAPES
SELECT p.n_filed, p.unit_cell_id, c.code, c.name_zh, c.name_en, ST_AsText(c.shape) AS wkt
 FROM figure_place p JOIN grid_cell c ON c.id = IF(p.unit_cell_id > 0, p.unit_cell_id, p.base_cell_id)
 WHERE p.span = ? AND p.first_day = ? ORDER BY p.unit_cell_id > 0, c.code, p.base_cell_id;

-- name: FIGURE_RUN_SET
INSERT INTO figure_run (span, first_day, until_day, whole, k, digest, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE until_day = VALUES(until_day), whole = VALUES(whole), k = VALUES(k), digest = VALUES(digest),
  made_at = VALUES(made_at);

-- name: FIGURE_SUM_CLEAR
DELETE FROM figure_sum WHERE span = ? AND first_day = ?;

-- name: FIGURE_SUM_ADD
INSERT INTO figure_sum (span, first_day, part, key_id, n_complaint, n_report, n_accept, n_filed, n_not_accepted,
  n_closed_in, n_close_due, n_close, n_close_ontime, n_close_late_open, n_dispose, n_rework, n_return)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: FIGURE_PLACE_CLEAR
DELETE FROM figure_place WHERE span = ? AND first_day = ?;

-- name: FIGURE_PLACE_ADD
INSERT INTO figure_place (span, first_day, unit_cell_id, base_cell_id, n_filed) VALUES (?, ?, ?, ?, ?);

-- name: FIGURE_DAY_CLEAR
DELETE FROM figure_day WHERE day >= ? AND day < ?;

-- name: FIGURE_DAY_ADD
INSERT INTO figure_day (day, class_id, unit_id, base_cell_id, n_complaint, n_report, n_accept, n_filed, n_not_accepted,
  n_closed_in, n_close_due, n_close, n_close_ontime, n_close_late_open, n_dispose, n_rework, n_return)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- Everything is counted anew: cases came in past the office's own steps.
-- name: FIGURE_FORGET
UPDATE figure_run SET whole = 0, until_day = first_day + 1;

-- name: OPEN_DATA
SELECT first_day, format, sha256, size, cases, made_at FROM open_data ORDER BY first_day DESC, format LIMIT 480;

-- name: OPEN_DATA_ONE
SELECT first_day, format, sha256, size, cases, made_at FROM open_data WHERE first_day = ? AND format = ?;

-- name: OPEN_DATA_SET
INSERT INTO open_data (first_day, format, sha256, size, cases, made_at) VALUES (?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE sha256 = VALUES(sha256), size = VALUES(size), cases = VALUES(cases), made_at = VALUES(made_at);

-- name: PUBLICATIONS
SELECT id, kind, first_day, lang, revision, sha256, size, pages, published_at FROM publication
 ORDER BY first_day DESC, lang, revision DESC LIMIT 480;

-- name: PUBLICATION_BY_ID
SELECT id, kind, first_day, lang, revision, sha256, size, pages, published_at FROM publication WHERE id = ?;

-- name: PUBLICATION_LAST
SELECT id, kind, first_day, lang, revision, sha256, size, pages, published_at FROM publication
 WHERE kind = ? AND first_day = ? AND lang = ? ORDER BY revision DESC LIMIT 1;

-- name: PUBLICATION_ADD
INSERT INTO publication (kind, first_day, lang, revision, sha256, size, pages, published_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?);
