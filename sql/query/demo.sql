-- The demo district and its generator (batch/job_demo_*.c).

-- name: DEMO_UNIT_IDS
SELECT id, code FROM unit WHERE kind IN (1, 3, 4) AND ext_system IS NULL ORDER BY id;

-- name: DEMO_HAS_CITY
SELECT COUNT(*) FROM centre WHERE code = '340503005';

-- name: DEMO_DIVISION_ADD
INSERT INTO division (code, name_zh, name_en, level, parent_code, shape, valid_from)
VALUES (?, ?, ?, ?, ?, ST_GeomFromText(?), 0)
 ON DUPLICATE KEY UPDATE shape = VALUES(shape);

-- name: DEMO_CELL_ADD
INSERT INTO grid_cell (layer_id, code, name_zh, name_en, centre_id, community_code, shape, area_m2, land_use)
VALUES (?, ?, ?, ?, ?, ?, ST_GeomFromText(?), ?, ?);

-- name: DEMO_PERSON_ADD
INSERT INTO grid_person (cell_id, user_id, duty)
SELECT c.id, ?, ? FROM grid_cell c WHERE c.layer_id = ? AND c.code = ?;

-- name: DEMO_COMPONENT_ADD
INSERT INTO component (code, class_id, name_zh, name_en, lat, lon, cell_id, manager_unit_id, owner_unit_id,
  maintainer_unit_id, state, surveyed_day, changed_at)
SELECT ?, ?, ?, ?, ?, ?, c.id, ?, ?, ?, ?, ?, ? FROM grid_cell c WHERE c.layer_id = 1 AND c.code = ?;

-- name: DEMO_ROSTER_CLEAR
DELETE FROM roster WHERE day >= ? AND day < ?;

-- name: DEMO_ROSTER_ADD
INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (?, ?, ?, ?);

-- name: DEMO_CELLS
SELECT id, layer_id, code FROM grid_cell WHERE valid_until IS NULL;

-- One squad for the whole district: every base grid lies in its area.
-- name: DEMO_SQUAD_AREA
UPDATE grid_cell SET squad_id = ? WHERE layer_id = 2;

-- name: DEMO_PEOPLE
SELECT u.id, COALESCE(u.unit_id, 0) AS unit_id, ur.role_id, COALESCE(MIN(c.code), '') AS cell
  FROM app_user u
  JOIN user_role ur ON ur.user_id = u.id AND ur.valid_until IS NULL
  LEFT JOIN grid_person g ON g.user_id = u.id AND g.valid_until IS NULL
  LEFT JOIN grid_cell c ON c.id = g.cell_id
 WHERE u.state = 1
 GROUP BY u.id, ur.role_id ORDER BY u.id, ur.role_id;

-- name: DEMO_ROLE_PERMS
SELECT role_id, perm_code FROM role_perm;

-- name: DEMO_CLASSES
SELECT id, kind, hazard, name_zh FROM class WHERE ext_system IS NULL AND valid_until IS NULL;

-- name: DEMO_CONDITIONS
SELECT c.id, c.class_id, s.amount, s.unit, c.urgent FROM class_condition c
  JOIN condition_step s ON s.condition_id = c.id AND s.step = 1
 WHERE c.valid_until IS NULL ORDER BY c.class_id, c.seq;

-- name: DEMO_COMPONENTS
SELECT id, class_id, lat, lon, COALESCE(owner_unit_id, 0) AS owner_unit_id FROM component ORDER BY id;

-- Where a broken run goes on.
-- name: DEMO_COMPLAINT_LAST
SELECT COALESCE(MAX(id), 0) FROM complaint;

-- name: DEMO_NUMBER_SET
INSERT INTO case_number (year, last) VALUES (?, ?)
 ON DUPLICATE KEY UPDATE last = GREATEST(last, VALUES(last));

-- name: DEMO_CREWS
SELECT u.id, ur.role_id FROM app_user u
  JOIN user_role ur ON ur.user_id = u.id AND ur.valid_until IS NULL
 WHERE u.state = 1 AND ur.role_id IN (1, 2, 3, 4, 5, 6, 27) ORDER BY ur.role_id, u.id;

-- name: DEMO_PLAN
SELECT value FROM setting WHERE name = 'demo_city' AND valid_from = 0;

-- 五定 for the demo: each grid's own supervisor walks it, in the two shifts of the day.
-- name: DEMO_PATROL_PLANS
INSERT INTO patrol_plan (form, cell_id, shift_id, user_id, post, duty)
SELECT 3, c.id, s.id, g.user_id, ?, ? FROM grid_person g JOIN grid_cell c ON c.id = g.cell_id AND c.layer_id = 2
 JOIN shift s ON s.id IN (1, 2) WHERE g.duty = 'patrol' AND g.valid_until IS NULL;

-- name: DEMO_PLACE_ADD
INSERT INTO place (kind, name_zh, name_en, lat, lon) VALUES (?, ?, ?, ?, ?);

-- Somebody of a role.
-- name: DEMO_PERSON
SELECT MIN(user_id) FROM user_role WHERE role_id = ?;

-- name: DEMO_MONTH
INSERT IGNORE INTO month_end (first_day, drafted_at, until_at, asked_at, asked_by)
SELECT r.first_day, p.drafted, p.until, p.asked, p.who FROM (SELECT ? AS drafted, ? AS until, ? AS asked, ? AS who) p
 JOIN eval_run r ON r.span = 1 AND r.whole AND r.first_day = ?;
