-- The demo district: 霍里街道 of 花山区 in 马鞍山 exists; its grids, units' names and
-- codes, duties, people and cases here are invented.  Grids, components and people are
-- made by "anjuan demo-city" (batch/job_demo_city.c).

UPDATE centre SET is_here = 0 WHERE code = '000000';

INSERT INTO centre (code, name_zh, name_en, level, parent_id, division_code, is_here) VALUES
  ('340500', '马鞍山市城市运行管理服务中心（演示）', 'City operation and management centre, Ma’anshan (demo)', 3, NULL, '340500', 0)
ON DUPLICATE KEY UPDATE name_zh = VALUES(name_zh), name_en = VALUES(name_en);

INSERT INTO centre (code, name_zh, name_en, level, parent_id, division_code, is_here)
SELECT '340503', '花山区网格化管理中心（演示）', 'Grid management centre of Huashan District (demo)', 2, id, '340503', 0
  FROM centre WHERE code = '340500'
ON DUPLICATE KEY UPDATE name_zh = VALUES(name_zh), name_en = VALUES(name_en);

INSERT INTO centre (code, name_zh, name_en, level, parent_id, division_code, is_here)
SELECT '340503005', '霍里街道网格化管理中心（演示）', 'Grid management centre of Huoli Street (demo)', 1, id, '340503005', 1
  FROM centre WHERE code = '340503'
ON DUPLICATE KEY UPDATE name_zh = VALUES(name_zh), name_en = VALUES(name_en);

-- Groups of comparable units: A departments, B companies, C teams.
INSERT INTO unit (code, name_zh, name_en, kind, group_code) VALUES
  ('shizheng', '市政管理所', 'Municipal works station', 1, 'A'),
  ('huanwei', '市容环卫所', 'Sanitation station', 1, 'A'),
  ('yuanlin', '园林绿化所', 'Parks and gardens station', 1, 'A'),
  ('fangguan', '房产管理所', 'Housing station', 1, 'A'),
  ('jiaojing', '交警中队', 'Traffic police squad', 1, 'A'),
  ('shichang', '市场监督管理所', 'Market supervision station', 1, 'A'),
  ('shuili', '水利管理站', 'Water management station', 1, 'A'),
  ('zhujian', '建设工程管理站', 'Construction management station', 1, 'A'),
  ('huanbao', '生态环境监察站', 'Environment inspection station', 1, 'A'),
  ('gongshui', '供水服务公司', 'Water supply company', 1, 'B'),
  ('gongdian', '供电服务公司', 'Power supply company', 1, 'B'),
  ('ranqi', '燃气服务公司', 'Gas company', 1, 'B'),
  ('tongxin', '通信服务公司', 'Telecom company', 1, 'B'),
  ('wuye', '物业服务中心', 'Property management centre', 1, 'B'),
  ('chengguan', '城管执法中队', 'City-management squad', 4, 'C'),
  ('liandong', '联动执法队', 'Joint enforcement team', 3, 'C')
ON DUPLICATE KEY UPDATE name_zh = VALUES(name_zh), name_en = VALUES(name_en), kind = VALUES(kind),
  group_code = VALUES(group_code);

INSERT INTO unit (code, name_zh, name_en, kind, group_code) VALUES
  ('quzhongxin', '花山区网格化管理中心', 'Grid management centre of Huashan District', 5, '-')
ON DUPLICATE KEY UPDATE name_zh = VALUES(name_zh), name_en = VALUES(name_en);

-- 权责清单.  First the major classes, then single classes, then what belongs to an owner.
INSERT INTO duty_rule (id, kind, major_code, class_id, owner_unit_id, unit_id, basis_zh, basis_en)
SELECT r.id, r.kind, r.major_code, NULL, NULL, u.id, r.zh, r.en FROM (
  SELECT 1 AS id, 1 AS kind, '01' AS major_code, 'shizheng' AS unit_code,
    '《霍里街道城市管理权责清单（演示）》第一条：公用设施由市政管理所负责' AS zh,
    'Duty list of the street (demo), item 1: public utilities, municipal works station' AS en
  UNION ALL SELECT 2, 1, '02', 'shizheng', '《权责清单（演示）》第二条：道路交通设施由市政管理所负责', 'Item 2: traffic facilities, municipal works station'
  UNION ALL SELECT 3, 1, '03', 'huanwei', '《权责清单（演示）》第三条：市容环境设施由市容环卫所负责', 'Item 3: sanitation facilities, sanitation station'
  UNION ALL SELECT 4, 1, '04', 'yuanlin', '《权责清单（演示）》第四条：园林绿化设施由园林绿化所负责', 'Item 4: landscaping, parks and gardens station'
  UNION ALL SELECT 5, 1, '05', 'zhujian', '《权责清单（演示）》第五条：其他部件由建设工程管理站负责', 'Item 5: other components, construction management station'
  UNION ALL SELECT 6, 2, '01', 'huanwei', '《权责清单（演示）》第六条：市容环境事件由市容环卫所负责', 'Item 6: city appearance, sanitation station'
  UNION ALL SELECT 7, 2, '02', 'chengguan', '《权责清单（演示）》第七条：宣传广告由城管执法中队负责', 'Item 7: advertising, city-management squad'
  UNION ALL SELECT 8, 2, '03', 'zhujian', '《权责清单（演示）》第八条：施工管理由建设工程管理站负责', 'Item 8: construction, construction management station'
  UNION ALL SELECT 9, 2, '04', 'chengguan', '《权责清单（演示）》第九条：街面秩序由城管执法中队负责', 'Item 9: street order, city-management squad'
  UNION ALL SELECT 10, 2, '05', 'shizheng', '《权责清单（演示）》第十条：突发事件由市政管理所先期处置', 'Item 10: emergencies, municipal works station first'
  UNION ALL SELECT 11, 2, '06', 'chengguan', '《权责清单（演示）》第十一条：其他事件由城管执法中队负责', 'Item 11: other events, city-management squad'
) r JOIN unit u ON u.code = r.unit_code
ON DUPLICATE KEY UPDATE unit_id = VALUES(unit_id), basis_zh = VALUES(basis_zh), basis_en = VALUES(basis_en);

INSERT INTO duty_rule (id, kind, major_code, class_id, owner_unit_id, unit_id, basis_zh, basis_en)
SELECT 100 + r.n, NULL, NULL, r.class_id, NULL, u.id,
  CONCAT('《权责清单（演示）》附表一：', k.name_zh, '由', u.name_zh, '负责'),
  CONCAT('Table 1 of the duty list (demo): ', k.name_en, ', ', u.name_en)
FROM (
  SELECT 1 AS n, 10101 AS class_id, 'gongshui' AS unit_code
  UNION ALL SELECT 2, 10105, 'gongdian' UNION ALL SELECT 3, 10107, 'tongxin' UNION ALL SELECT 4, 10108, 'tongxin'
  UNION ALL SELECT 5, 10109, 'tongxin' UNION ALL SELECT 6, 10111, 'ranqi' UNION ALL SELECT 7, 10114, 'yuanlin'
  UNION ALL SELECT 8, 10125, 'gongshui' UNION ALL SELECT 9, 10127, 'tongxin' UNION ALL SELECT 10, 10128, 'gongdian'
  UNION ALL SELECT 11, 10130, 'gongdian' UNION ALL SELECT 12, 10131, 'tongxin' UNION ALL SELECT 13, 10147, 'gongdian'
  UNION ALL SELECT 14, 10148, 'gongdian' UNION ALL SELECT 15, 10149, 'ranqi' UNION ALL SELECT 16, 10157, 'ranqi'
  UNION ALL SELECT 17, 10118, 'wuye' UNION ALL SELECT 18, 10146, 'wuye' UNION ALL SELECT 19, 10160, 'gongshui'
  UNION ALL SELECT 20, 10260, 'jiaojing' UNION ALL SELECT 21, 10261, 'jiaojing' UNION ALL SELECT 22, 10263, 'jiaojing'
  UNION ALL SELECT 23, 10217, 'jiaojing' UNION ALL SELECT 24, 10306, 'chengguan' UNION ALL SELECT 25, 10307, 'chengguan'
  UNION ALL SELECT 26, 20101, 'chengguan' UNION ALL SELECT 27, 20107, 'chengguan' UNION ALL SELECT 28, 20113, 'shizheng'
  UNION ALL SELECT 29, 20117, 'yuanlin' UNION ALL SELECT 30, 20118, 'yuanlin' UNION ALL SELECT 31, 20119, 'yuanlin'
  UNION ALL SELECT 32, 20120, 'huanbao' UNION ALL SELECT 33, 20121, 'yuanlin' UNION ALL SELECT 34, 20122, 'yuanlin'
  UNION ALL SELECT 35, 20125, 'shuili' UNION ALL SELECT 36, 20126, 'shuili' UNION ALL SELECT 37, 20127, 'huanbao'
  UNION ALL SELECT 38, 20128, 'huanbao' UNION ALL SELECT 39, 20129, 'chengguan' UNION ALL SELECT 40, 20130, 'shizheng'
  UNION ALL SELECT 41, 20136, 'chengguan' UNION ALL SELECT 42, 20180, 'tongxin' UNION ALL SELECT 43, 20184, 'chengguan'
  UNION ALL SELECT 44, 20191, 'yuanlin' UNION ALL SELECT 45, 20193, 'wuye' UNION ALL SELECT 46, 20196, 'wuye'
  UNION ALL SELECT 47, 20301, 'huanbao' UNION ALL SELECT 48, 20409, 'jiaojing' UNION ALL SELECT 49, 20402, 'shichang'
  UNION ALL SELECT 50, 20498, 'shichang' UNION ALL SELECT 51, 20496, 'liandong' UNION ALL SELECT 52, 20501, 'gongshui'
  UNION ALL SELECT 53, 20502, 'ranqi' UNION ALL SELECT 54, 20508, 'gongdian' UNION ALL SELECT 55, 20596, 'wuye'
  UNION ALL SELECT 56, 20104, 'fangguan' UNION ALL SELECT 57, 20105, 'fangguan' UNION ALL SELECT 58, 20134, 'liandong'
) r JOIN unit u ON u.code = r.unit_code JOIN class k ON k.id = r.class_id
ON DUPLICATE KEY UPDATE unit_id = VALUES(unit_id), basis_zh = VALUES(basis_zh), basis_en = VALUES(basis_en);

INSERT INTO duty_rule (id, kind, major_code, class_id, owner_unit_id, unit_id, basis_zh, basis_en)
SELECT 200 + u.id, 1, NULL, NULL, u.id, u.id,
  CONCAT('《权责清单（演示）》附表二：权属为', u.name_zh, '的部件由其负责'),
  CONCAT('Table 2 of the duty list (demo): what ', u.name_en, ' owns it looks after itself')
FROM unit u WHERE u.kind = 1 AND u.ext_system IS NULL
ON DUPLICATE KEY UPDATE unit_id = VALUES(unit_id), basis_zh = VALUES(basis_zh), basis_en = VALUES(basis_en);
