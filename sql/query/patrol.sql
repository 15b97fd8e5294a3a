-- Patrols: the plan, walks, positions, coverage.

-- How many days positions are kept.
-- name: PATROL_DAYS
SELECT CAST(value AS SIGNED) FROM setting WHERE name = 'patrol_days' AND valid_from <= ? ORDER BY valid_from DESC LIMIT 1;

-- Of one person, or (0) of all, by shift and grid.
-- name: PATROL_PLANS
SELECT p.id, p.form, p.cell_id, p.shift_id, p.user_id, p.post, p.duty, c.name_zh AS cell_zh, c.name_en AS cell_en,
  s.name_zh AS shift_zh, s.name_en AS shift_en, s.from_min, s.to_min, w.name AS user_name
 FROM patrol_plan p JOIN grid_cell c ON c.id = p.cell_id JOIN shift s ON s.id = p.shift_id
 JOIN app_user w ON w.id = p.user_id
 WHERE p.valid_from <= ? AND (p.valid_until IS NULL OR p.valid_until > ?) AND (? IS NULL OR p.user_id = ?)
 ORDER BY p.shift_id, c.code, p.form, p.id LIMIT 500;

-- name: PATROL_PLAN_ADD
INSERT INTO patrol_plan (form, cell_id, shift_id, user_id, post, duty, valid_from, set_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: PATROL_PLAN_END
UPDATE patrol_plan SET valid_until = ? WHERE id = ? AND valid_until IS NULL;

-- Who walks: those whose role may.
-- name: PATROL_PEOPLE
SELECT DISTINCT w.id, w.name FROM app_user w JOIN user_role ur ON ur.user_id = w.id
 JOIN role_perm rp ON rp.role_id = ur.role_id AND rp.perm_code = 'PATROL'
 WHERE w.state = 1 AND ur.valid_from <= ? AND (ur.valid_until IS NULL OR ur.valid_until > ?) ORDER BY w.id LIMIT 300;

-- name: PATROL_WALK_ADD
INSERT INTO patrol_walk (user_id, day, shift_id, started, told_at, told_days) VALUES (?, ?, ?, ?, ?, ?);

-- name: PATROL_WALK_END
UPDATE patrol_walk SET ended = ? WHERE user_id = ? AND ended IS NULL;

-- The last one, open or over: positions may come when a walk has ended already.
-- name: PATROL_WALK_LAST
SELECT id, user_id, day, shift_id, started, ended, told_days, '' AS user_name FROM patrol_walk
 WHERE user_id = ? ORDER BY id DESC LIMIT 1;

-- Walks of a day, of one person or (NULL) of all.
-- name: PATROL_WALKS
SELECT k.id, k.user_id, k.day, k.shift_id, k.started, k.ended, k.told_days, w.name AS user_name
 FROM patrol_walk k JOIN app_user w ON w.id = k.user_id
 WHERE k.day = ? AND (? IS NULL OR k.user_id = ?) ORDER BY k.started LIMIT 300;

-- A batch of positions in one go; one that came before stays as it is.
-- name: PATROL_FIX_ADD
INSERT IGNORE INTO patrol_fix (walk_id, until_at, at, lat, lon, accuracy, unit_cell_id)
SELECT ?, j.at + ?, j.at, j.lat, j.lon, j.accuracy,
  (SELECT c.id FROM grid_cell c WHERE c.layer_id = 1 AND c.valid_until IS NULL
    AND ST_Contains(c.shape, POINT(j.lon, j.lat)) ORDER BY c.code LIMIT 1)
 FROM JSON_TABLE(?, '$[*]' COLUMNS (at BIGINT PATH '$[0]', lat INT PATH '$[1]', lon INT PATH '$[2]',
  accuracy INT PATH '$[3]')) j;

-- name: PATROL_COVER_PUT
INSERT INTO patrol_cover (walk_id, unit_cell_id, first_at, last_at, fixes)
SELECT walk_id, unit_cell_id, MIN(at), MAX(at), COUNT(*) FROM patrol_fix
 WHERE walk_id = ? AND unit_cell_id IS NOT NULL GROUP BY walk_id, unit_cell_id
 ON DUPLICATE KEY UPDATE first_at = VALUES(first_at), last_at = VALUES(last_at), fixes = VALUES(fixes);

-- name: PATROL_FIXES
SELECT at, lat, lon, accuracy FROM patrol_fix WHERE walk_id = ? ORDER BY at LIMIT 2000;

-- Where each open walk was seen last.
-- name: PATROL_NOW
SELECT k.id, k.user_id, w.name AS user_name, k.shift_id, k.started, f.at, f.lat, f.lon, f.accuracy
 FROM patrol_walk k JOIN app_user w ON w.id = k.user_id
 LEFT JOIN patrol_fix f ON f.walk_id = k.id AND f.at = (SELECT MAX(g.at) FROM patrol_fix g WHERE g.walk_id = k.id)
 WHERE k.open_user IS NOT NULL ORDER BY k.id LIMIT 300;

-- Per base grid, of a day and shift: unit grids there are, unit grids walked through, walks.
-- name: PATROL_COVERAGE
SELECT b.id AS cell_id, b.code, b.name_zh, b.name_en, COUNT(DISTINCT u.id) AS cells,
  COUNT(DISTINCT v.unit_cell_id) AS walked, COUNT(DISTINCT v.walk_id) AS walks
 FROM grid_cell b
 JOIN grid_cell u ON u.layer_id = 1 AND u.valid_until IS NULL AND ST_Contains(b.shape, ST_Centroid(u.shape))
 LEFT JOIN (SELECT c.unit_cell_id, c.walk_id FROM patrol_walk k JOIN patrol_cover c ON c.walk_id = k.id
   WHERE k.day = ? AND k.shift_id = ? AND (? IS NULL OR k.user_id = ?)) v ON v.unit_cell_id = u.id
 WHERE b.layer_id = 2 AND b.valid_until IS NULL
 GROUP BY b.id ORDER BY b.code;

-- Positions that have been kept as long as their person was told.
-- name: TICK_DROP_FIXES
DELETE FROM patrol_fix WHERE until_at < ? ORDER BY until_at LIMIT 5000;

-- A walk that was forgotten: nobody patrols longer than a day's two shifts.
-- name: TICK_END_WALKS
UPDATE patrol_walk SET ended = started + ? WHERE ended IS NULL AND started < ?;
