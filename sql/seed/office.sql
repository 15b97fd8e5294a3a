-- The office before anybody has told it where it is: grid layers ("20 + 25", S5),
-- shifts (workflow §9) and a neutral centre.  What is there already stays.

INSERT INTO grid_layer (id, code, name_zh, name_en) VALUES
  (1, 'unit', '单元网格', 'Unit grid'),
  (2, 'base', '基础网格', 'Base grid'),
  (3, 'autonomy', '自治网格', 'Self-governance grid')
ON DUPLICATE KEY UPDATE id = id;

-- 三班二运转: two shifts a day; at night the police watch and enter (S5).
INSERT INTO shift (id, code, name_zh, name_en, from_min, to_min) VALUES
  (1, 'early', '早班', 'Early shift', 420, 900),
  (2, 'late', '中班', 'Late shift', 900, 1380),
  (3, 'night', '夜间', 'Night', 1380, 420)
ON DUPLICATE KEY UPDATE id = id;

INSERT INTO centre (code, name_zh, name_en, level, division_code, is_here)
SELECT '000000', '网格化管理中心', 'Grid management centre', 1, '000000', 1
  FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM centre);
