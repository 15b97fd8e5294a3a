-- Grid cells and components out of files and into them (lib/store/store_admin_file.c):
-- the thing's columns in its table's order, codes instead of numbers, and whether
-- the row has ended.

-- name: FILE_ROWS_CELL
SELECT l.code AS layer_id, c.code AS code, c.name_zh AS name_zh, c.name_en AS name_en, c.community_code AS community_code, c.land_use AS land_use,
  u.code AS unit_id, q.code AS squad_id, ST_AsText(c.shape) AS shape, IF(c.valid_until IS NULL OR c.valid_until > p.at, '', '1') AS ended
 FROM (SELECT ? AS codes, ? AS at) p JOIN JSON_TABLE(p.codes, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j
 JOIN grid_cell c ON c.code = j.code COLLATE utf8mb4_bin JOIN grid_layer l ON l.id = c.layer_id LEFT JOIN unit u ON u.id = c.unit_id LEFT JOIN unit q ON q.id = c.squad_id
 GROUP BY c.id LIMIT 50000;

-- name: FILE_PART_CELL
SELECT l.code AS layer_id, c.code AS code, c.name_zh AS name_zh, c.name_en AS name_en, c.community_code AS community_code, c.land_use AS land_use,
  u.code AS unit_id, q.code AS squad_id, ST_AsText(c.shape) AS shape, '' AS ended
 FROM (SELECT ? AS of_code, ? AS after_code, ? AS at) p JOIN grid_cell c JOIN grid_layer l ON l.id = c.layer_id LEFT JOIN unit u ON u.id = c.unit_id LEFT JOIN unit q ON q.id = c.squad_id
 WHERE (p.of_code = '' OR l.code = p.of_code) AND CONCAT(l.code, '/', c.code) > p.after_code AND (c.valid_until IS NULL OR c.valid_until > p.at)
 ORDER BY l.code, c.code LIMIT 5001;

-- name: FILE_MARKS_CELL
SELECT x.mark AS value, x.mark AS label_zh, x.mark AS label_en FROM (SELECT ? AS each_n, ? AS at) p JOIN (
  SELECT CONCAT(l.code, '/', c.code) AS mark, c.valid_until, ROW_NUMBER() OVER (ORDER BY l.code, c.code) AS n
   FROM grid_cell c JOIN grid_layer l ON l.id = c.layer_id WHERE c.valid_until IS NULL) x
 WHERE x.n MOD p.each_n = 0 AND p.at IS NOT NULL ORDER BY x.n LIMIT 1000;

-- name: FILE_ADD_CELL
INSERT INTO grid_cell (layer_id, code, name_zh, name_en, centre_id, community_code, land_use, unit_id, squad_id, shape, area_m2, valid_from)
SELECT j.layer_id, j.code, j.name_zh, j.name_en, (SELECT h.id FROM centre h WHERE h.is_here = 1), j.community_code, COALESCE(j.land_use, ''), j.unit_id, j.squad_id,
  ST_GeomFromText(j.shape),
  ROUND(ST_Area(ST_GeomFromText(j.shape)) * POW(0.1111949266, 2) * COS(RADIANS(ST_Y(ST_Centroid(ST_GeomFromText(j.shape))) / 1000000))), p.at
 FROM (SELECT ? AS list, ? AS at) p JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (layer_id INT PATH '$[0]', code VARCHAR(40) PATH '$[1]',
  name_zh VARCHAR(200) PATH '$[2]', name_en VARCHAR(200) PATH '$[3]', community_code VARCHAR(40) PATH '$[4]', land_use VARCHAR(60) PATH '$[5]',
  unit_id INT PATH '$[6]', squad_id INT PATH '$[7]', shape MEDIUMTEXT PATH '$[8]')) j;

-- name: FILE_SET_CELL
UPDATE grid_cell c JOIN (SELECT j.layer_id, j.code, j.name_zh, j.name_en, j.community_code, j.land_use, j.unit_id, j.squad_id, j.shape FROM (SELECT ? AS list, ? AS at) p JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (layer_id INT PATH '$[0]', code VARCHAR(40) PATH '$[1]',
  name_zh VARCHAR(200) PATH '$[2]', name_en VARCHAR(200) PATH '$[3]', community_code VARCHAR(40) PATH '$[4]', land_use VARCHAR(60) PATH '$[5]',
  unit_id INT PATH '$[6]', squad_id INT PATH '$[7]', shape MEDIUMTEXT PATH '$[8]')) j WHERE p.at IS NOT NULL) j ON c.layer_id = j.layer_id AND c.code = j.code COLLATE utf8mb4_bin
 SET c.name_zh = j.name_zh, c.name_en = j.name_en, c.community_code = j.community_code, c.land_use = COALESCE(j.land_use, ''), c.unit_id = j.unit_id, c.squad_id = j.squad_id,
  c.shape = ST_GeomFromText(j.shape),
  c.area_m2 = ROUND(ST_Area(ST_GeomFromText(j.shape)) * POW(0.1111949266, 2) * COS(RADIANS(ST_Y(ST_Centroid(ST_GeomFromText(j.shape))) / 1000000)));

-- name: FILE_END_CELL
UPDATE grid_cell c JOIN (SELECT j.layer_id, j.code, p.at FROM (SELECT ? AS list, ? AS at) p
  JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (layer_id INT PATH '$[0]', code VARCHAR(40) PATH '$[1]')) j) j
  ON c.layer_id = j.layer_id AND c.code = j.code COLLATE utf8mb4_bin
 SET c.valid_until = j.at WHERE c.valid_until IS NULL;

-- name: FILE_ROWS_COMPONENT
SELECT c.code AS code, CONCAT(k.kind, '.', k.major_code, '.', k.minor_code) AS class_id, c.name_zh AS name_zh, c.name_en AS name_en, CAST(c.lat AS CHAR) AS lat, CAST(c.lon AS CHAR) AS lon,
  m.code AS manager_unit_id, o.code AS owner_unit_id, t.code AS maintainer_unit_id, CAST(c.state AS CHAR) AS component_state,
  CAST(c.surveyed_day AS CHAR) AS surveyed, '' AS ended
 FROM (SELECT ? AS codes, ? AS at) p JOIN JSON_TABLE(p.codes, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j
 JOIN component c ON c.code = j.code COLLATE utf8mb4_bin JOIN class k ON k.id = c.class_id
 LEFT JOIN unit m ON m.id = c.manager_unit_id LEFT JOIN unit o ON o.id = c.owner_unit_id LEFT JOIN unit t ON t.id = c.maintainer_unit_id
 WHERE p.at IS NOT NULL GROUP BY c.id LIMIT 50000;

-- name: FILE_PART_COMPONENT
SELECT c.code AS code, CONCAT(k.kind, '.', k.major_code, '.', k.minor_code) AS class_id, c.name_zh AS name_zh, c.name_en AS name_en, CAST(c.lat AS CHAR) AS lat, CAST(c.lon AS CHAR) AS lon,
  m.code AS manager_unit_id, o.code AS owner_unit_id, t.code AS maintainer_unit_id, CAST(c.state AS CHAR) AS component_state,
  CAST(c.surveyed_day AS CHAR) AS surveyed, '' AS ended
 FROM (SELECT ? AS of_code, ? AS after_code, ? AS at) p STRAIGHT_JOIN component c FORCE INDEX (code) JOIN class k ON k.id = c.class_id
 LEFT JOIN unit m ON m.id = c.manager_unit_id LEFT JOIN unit o ON o.id = c.owner_unit_id LEFT JOIN unit t ON t.id = c.maintainer_unit_id
 WHERE c.code > p.after_code AND p.at IS NOT NULL AND (p.of_code = '' OR CONCAT(k.kind, '.', k.major_code) = p.of_code)
 ORDER BY c.code LIMIT 5001;

-- name: FILE_MARKS_COMPONENT
SELECT x.mark AS value, x.mark AS label_zh, x.mark AS label_en FROM (SELECT ? AS each_n, ? AS at) p JOIN (
  SELECT c.code AS mark, ROW_NUMBER() OVER (ORDER BY c.code) AS n FROM component c) x
 WHERE x.n MOD p.each_n = 0 AND p.at IS NOT NULL ORDER BY x.n LIMIT 1000;

-- name: FILE_ADD_COMPONENT
INSERT INTO component (code, class_id, name_zh, name_en, lat, lon, cell_id, manager_unit_id, owner_unit_id, maintainer_unit_id, state, surveyed_day, changed_at)
SELECT j.code, j.class_id, j.name_zh, j.name_en, j.lat, j.lon,
  (SELECT g.id FROM grid_cell g WHERE g.layer_id = 1 AND g.valid_until IS NULL
   AND ST_Contains(g.shape, ST_GeomFromText(CONCAT('POINT(', j.lon, ' ', j.lat, ')'))) ORDER BY g.code LIMIT 1),
  j.manager_unit_id, j.owner_unit_id, j.maintainer_unit_id, j.component_state, j.surveyed, p.at
 FROM (SELECT ? AS list, ? AS at) p JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (code VARCHAR(40) PATH '$[0]', class_id INT PATH '$[1]',
  name_zh VARCHAR(200) PATH '$[2]', name_en VARCHAR(200) PATH '$[3]', lat INT PATH '$[4]', lon INT PATH '$[5]', manager_unit_id INT PATH '$[6]',
  owner_unit_id INT PATH '$[7]', maintainer_unit_id INT PATH '$[8]', component_state INT PATH '$[9]', surveyed INT PATH '$[10]')) j;

-- name: FILE_SET_COMPONENT
UPDATE component c JOIN (SELECT j.code, j.class_id, j.name_zh, j.name_en, j.lat, j.lon, j.manager_unit_id, j.owner_unit_id, j.maintainer_unit_id, j.component_state,
  j.surveyed, p.at FROM (SELECT ? AS list, ? AS at) p JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (code VARCHAR(40) PATH '$[0]', class_id INT PATH '$[1]',
  name_zh VARCHAR(200) PATH '$[2]', name_en VARCHAR(200) PATH '$[3]', lat INT PATH '$[4]', lon INT PATH '$[5]', manager_unit_id INT PATH '$[6]',
  owner_unit_id INT PATH '$[7]', maintainer_unit_id INT PATH '$[8]', component_state INT PATH '$[9]', surveyed INT PATH '$[10]')) j) j
  ON c.code = j.code COLLATE utf8mb4_bin
 SET c.name_zh = j.name_zh, c.name_en = j.name_en, c.lat = j.lat, c.lon = j.lon,
  c.cell_id = (SELECT g.id FROM grid_cell g WHERE g.layer_id = 1 AND g.valid_until IS NULL
   AND ST_Contains(g.shape, ST_GeomFromText(CONCAT('POINT(', j.lon, ' ', j.lat, ')'))) ORDER BY g.code LIMIT 1),
  c.manager_unit_id = j.manager_unit_id, c.owner_unit_id = j.owner_unit_id, c.maintainer_unit_id = j.maintainer_unit_id,
  c.state = j.component_state, c.surveyed_day = j.surveyed, c.changed_at = j.at;

-- What a reference may name: its number and its code.

-- name: FILE_CODES_UNIT
SELECT CAST(u.id AS CHAR) AS value, u.code AS label_zh, u.code AS label_en FROM (SELECT ? AS at) p JOIN unit u
 WHERE u.valid_until IS NULL OR u.valid_until > p.at ORDER BY u.id LIMIT 5000;

-- name: FILE_CODES_LAYER
SELECT CAST(l.id AS CHAR) AS value, l.code AS label_zh, l.code AS label_en FROM (SELECT ? AS at) p JOIN grid_layer l
 WHERE p.at IS NOT NULL ORDER BY l.id LIMIT 200;

-- name: FILE_CODES_CLASS
SELECT CAST(k.id AS CHAR) AS value, CONCAT(k.kind, '.', k.major_code, '.', k.minor_code) AS label_zh, CONCAT(k.kind, '.', k.major_code, '.', k.minor_code) AS label_en
 FROM (SELECT ? AS at) p JOIN class k
 WHERE k.ext_system IS NULL AND (k.valid_until IS NULL OR k.valid_until > p.at) ORDER BY k.id LIMIT 5000;

-- Open cases under the rows of these codes.

-- name: FILE_TOUCH_CELL
SELECT COUNT(*) FROM (SELECT DISTINCT g.id FROM (SELECT ? AS codes) p JOIN JSON_TABLE(p.codes, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j
  JOIN grid_cell g ON g.code = j.code COLLATE utf8mb4_bin) g JOIN cases c ON c.base_cell_id = g.id
 WHERE c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49;

-- name: FILE_TOUCH_COMPONENT
SELECT COUNT(*) FROM (SELECT DISTINCT g.id FROM (SELECT ? AS codes) p JOIN JSON_TABLE(p.codes, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j
  JOIN component g ON g.code = j.code COLLATE utf8mb4_bin) g JOIN cases c ON c.component_id = g.id
 WHERE c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49;
