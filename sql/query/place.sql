-- Places: which grid, who walks it, what stands there.

-- A point on an edge lies in both cells: the lowest code is taken (design §4.15).
-- name: CELLS_AT
SELECT layer_id, MIN(code) AS code FROM grid_cell
 WHERE ST_Contains(shape, ST_GeomFromText(?)) AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?)
 GROUP BY layer_id;

-- name: CELL_BY_CODE
SELECT id, layer_id, code, name_zh, name_en FROM grid_cell WHERE layer_id = ? AND code = ?;

-- name: CELL_CENTRE
SELECT ROUND(ST_X(ST_Centroid(shape))) AS lon, ROUND(ST_Y(ST_Centroid(shape))) AS lat FROM grid_cell WHERE id = ?;

-- name: CELL_LIST
SELECT id, layer_id, code, name_zh, name_en FROM grid_cell
 WHERE layer_id = ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY code LIMIT 2000;

-- name: CELL_SHAPES
SELECT id, code, name_zh, name_en, ST_AsText(shape) AS wkt FROM grid_cell
 WHERE layer_id = ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY code LIMIT 2000;

-- name: LAYERS
SELECT l.id, l.code, l.name_zh, l.name_en, EXISTS (SELECT 1 FROM grid_cell c WHERE c.layer_id = l.id AND (c.valid_until IS NULL OR c.valid_until > ?)) AS has_cells
 FROM grid_layer l ORDER BY l.id LIMIT 200;

-- name: UNIT_CELLS
SELECT id, code, name_zh, name_en, ST_AsText(shape) AS wkt FROM grid_cell
 WHERE layer_id = 1 AND valid_until IS NULL ORDER BY code LIMIT 100000;

-- name: COMPONENTS_NEAR
SELECT id, lat, lon, cell_id FROM component WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?
UNION
SELECT c.id, c.lat, c.lon, c.cell_id FROM (SELECT ? AS list) p JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j
 JOIN grid_cell g ON g.layer_id = 1 AND g.code = j.code COLLATE utf8mb4_bin JOIN component c ON c.cell_id = g.id
ORDER BY id;

-- name: COMPONENTS_MOVE
UPDATE component c JOIN (SELECT j.id, NULLIF(j.cell_id, 0) AS cell_id FROM (SELECT ? AS list) p
  JOIN JSON_TABLE(p.list, '$[*]' COLUMNS (id INT PATH '$[0]', cell_id INT PATH '$[1]')) j) m ON m.id = c.id
 SET c.cell_id = m.cell_id;

-- name: DISTRICT_SHAPES
SELECT d.id, d.code, d.name_zh, d.name_en, ST_AsText(d.shape) AS wkt FROM division d
 WHERE d.level = (SELECT MAX(x.level) FROM division x WHERE x.valid_until IS NULL OR x.valid_until > ?)
  AND (d.valid_until IS NULL OR d.valid_until > ?) ORDER BY d.code LIMIT 200;

-- Supervisors, the ones of the case's own base grid first.
-- name: SUPERVISORS
SELECT w.id, w.name, w.unit_id, COALESCE(MAX(g.cell_id = ?), 0) AS own_grid
 FROM app_user w JOIN user_role ur ON ur.user_id = w.id AND ur.role_id = 7
 LEFT JOIN grid_person g ON g.user_id = w.id AND g.valid_until IS NULL
 WHERE w.state = 1 AND ur.valid_from <= ? AND (ur.valid_until IS NULL OR ur.valid_until > ?)
 GROUP BY w.id, w.name, w.unit_id ORDER BY own_grid DESC, w.id LIMIT 200;

-- name: HANDLERS
SELECT w.id, w.name, w.unit_id, 0 AS own_grid
 FROM app_user w JOIN user_role ur ON ur.user_id = w.id AND ur.role_id = 10
 WHERE w.state = 1 AND w.unit_id = ? AND ur.valid_from <= ? AND (ur.valid_until IS NULL OR ur.valid_until > ?)
 ORDER BY w.id LIMIT 200;

-- name: USER_UNIT
SELECT COALESCE(unit_id, 0) FROM app_user WHERE id = ?;

-- The duty table's proposals, the most particular first.
-- name: DUTY_PROPOSALS
SELECT d.unit_id, d.part, d.basis_zh, d.basis_en, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM duty_rule d JOIN unit u ON u.id = d.unit_id
 JOIN class k ON k.id = ?
 WHERE (d.class_id IS NULL OR d.class_id = k.id) AND (d.kind IS NULL OR d.kind = k.kind)
  AND (d.major_code IS NULL OR d.major_code = k.major_code) AND (d.cell_id IS NULL OR d.cell_id = ?)
  AND (d.owner_unit_id IS NULL OR d.owner_unit_id = ?)
  AND d.valid_from <= ? AND (d.valid_until IS NULL OR d.valid_until > ?)
 ORDER BY d.part, (d.owner_unit_id IS NOT NULL) DESC, (d.class_id IS NOT NULL) DESC, (d.cell_id IS NOT NULL) DESC,
  (d.major_code IS NOT NULL) DESC, d.id LIMIT 10;

-- name: COMPONENT_OWNER
SELECT COALESCE(owner_unit_id, 0) FROM component WHERE id = ?;
