-- The cases that run under what a change would end: fifty a page, by their number
-- (lib/store/store_admin_touched.c).  Of a case no more than what tells which it is.

-- name: TOUCHED_OPEN
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c FORCE INDEX (by_state)
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_STATES
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c FORCE INDEX (by_state)
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.state BETWEEN 10 AND 49 AND FIND_IN_SET(c.state, p.row_key) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_UNIT
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c FORCE INDEX (by_unit)
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.unit_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_PERSON
SELECT DISTINCT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN site_order o JOIN cases c ON c.id = o.case_id
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE o.user_id = CAST(p.row_key AS SIGNED) AND o.answered_at IS NULL AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_CLASS
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c FORCE INDEX (by_class)
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.class_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_CONDITION
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN class_condition d ON d.id = CAST(p.row_key AS SIGNED) JOIN cases c
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.class_id = d.class_id AND c.condition_id = d.id AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_DUES
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c FORCE INDEX (by_state)
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.due_at > p.at AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_DISPATCH
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c FORCE INDEX (by_state)
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.state IN (20, 21) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_CELL
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c FORCE INDEX (by_cell)
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.base_cell_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_COMPONENT
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT ? AS row_key, ? AS at, ? AS after_id) p JOIN cases c
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE c.component_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_FILE_CELL
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT DISTINCT g.id, p.after_id FROM (SELECT ? AS codes, ? AS at, ? AS after_id) p JOIN JSON_TABLE(p.codes, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j
  JOIN grid_cell g ON g.code = j.code COLLATE utf8mb4_bin WHERE p.at IS NOT NULL) p JOIN cases c ON c.base_cell_id = p.id
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;

-- name: TOUCHED_FILE_COMPONENT
SELECT c.id, c.number, c.state, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en, c.due_at
 FROM (SELECT DISTINCT g.id, p.after_id FROM (SELECT ? AS codes, ? AS at, ? AS after_id) p JOIN JSON_TABLE(p.codes, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j
  JOIN component g ON g.code = j.code COLLATE utf8mb4_bin WHERE p.at IS NOT NULL) p JOIN cases c ON c.component_id = p.id
 LEFT JOIN class k ON k.id = c.class_id LEFT JOIN unit u ON u.id = c.unit_id
 WHERE (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49) AND c.id > p.after_id ORDER BY c.id LIMIT 51;
