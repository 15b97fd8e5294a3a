-- Composite scores and assessments from outside.

-- The schemes of a part that hold at an instant, the main one first.
-- name: SCORE_SCHEMES
SELECT code, target, name_zh, name_en, main, least_count, least FROM score_scheme
 WHERE (? = '' OR target = ?) AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY main DESC, id LIMIT 100;

-- name: SCORE_PARTS
SELECT form, indicator, weight, lower, per_cell, source, floor, cost, cost_more, more_from, steps, group_code FROM score_part
 WHERE scheme = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY id LIMIT 17;

-- name: SCORE_GRADES
SELECT letter, least, colour FROM score_grade WHERE valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY least DESC LIMIT 26;

-- Unit grids of each community, as they were at an instant.
-- name: SCORE_CELLS
SELECT CAST(COALESCE(community_code, '0') AS SIGNED) AS community, COUNT(*) AS n FROM grid_cell
 WHERE layer_id = 1 AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) GROUP BY community_code ORDER BY community_code;

-- What closed rounds that end within days gave to each unit.
-- name: SCORE_GIVEN
SELECT r.id AS round_id, r.weight, s.unit_id, SUM(p.points) AS points, SUM(i.points) AS possible
 FROM assess_round r JOIN assess_sheet s ON s.round_id = r.id AND s.undone_at IS NULL
 JOIN assess_point p ON p.sheet_id = s.id JOIN assess_item i ON i.round_id = r.id AND i.seq = p.seq
 WHERE r.last_day >= ? AND r.last_day < ? AND r.closed_at IS NOT NULL GROUP BY r.id, r.weight, s.unit_id ORDER BY s.unit_id, r.id;

-- name: ASSESS_ROUNDS
SELECT r.id, r.kind, r.name, r.first_day, r.last_day, r.weight, r.made_at, r.closed_at,
  (SELECT COUNT(*) FROM assess_sheet s WHERE s.round_id = r.id AND s.undone_at IS NULL) AS sheets,
  (SELECT COUNT(DISTINCT s.unit_id) FROM assess_sheet s WHERE s.round_id = r.id AND s.undone_at IS NULL) AS units
 FROM assess_round r WHERE ? = 0 OR r.id = ? ORDER BY r.last_day DESC, r.id DESC LIMIT 200;

-- name: ASSESS_ROUND_LOCK
SELECT id, closed_at IS NOT NULL AS closed FROM assess_round WHERE id = ? FOR UPDATE;

-- name: ASSESS_ITEMS
SELECT seq, name, points FROM assess_item WHERE round_id = ? ORDER BY seq;

-- name: ASSESS_SHEETS
SELECT s.id, s.unit_id, u.name_zh AS unit_zh, u.name_en AS unit_en, s.assessor, s.note, s.put_at, s.undone_at,
  (SELECT SUM(p.points) FROM assess_point p WHERE p.sheet_id = s.id) AS points
 FROM assess_sheet s JOIN unit u ON u.id = s.unit_id WHERE s.round_id = ? ORDER BY u.code, s.id LIMIT 2000;

-- name: ASSESS_BY_KEY
SELECT id FROM assess_round WHERE form_key = ? UNION ALL SELECT round_id FROM assess_sheet WHERE form_key = ?;

-- name: ASSESS_ROUND_ADD
INSERT INTO assess_round (kind, name, first_day, last_day, weight, made_by, made_at, form_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: ASSESS_ITEM_ADD
INSERT INTO assess_item (round_id, seq, name, points) VALUES (?, ?, ?, ?);

-- name: ASSESS_ROUND_CLOSE
UPDATE assess_round SET closed_by = ?, closed_at = ? WHERE id = ? AND closed_at IS NULL;

-- name: ASSESS_SHEET_ADD
INSERT INTO assess_sheet (round_id, unit_id, assessor, note, put_by, put_at, form_key) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: ASSESS_POINT_ADD
INSERT INTO assess_point (sheet_id, seq, points) VALUES (?, ?, ?);

-- name: ASSESS_SHEET_UNDO
UPDATE assess_sheet SET undone_by = ?, undone_at = ? WHERE id = ? AND round_id = ? AND undone_at IS NULL;
