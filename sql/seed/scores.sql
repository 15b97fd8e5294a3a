-- Composite scores as the standard's examples and two cities have them (standards §3, metrics §3); an office
-- changes weights, steps and grades by itself.  Few filings are good for a region or a unit, many for a clerk.

INSERT INTO score_scheme (id, code, target, name_zh, name_en, main, least_count, least) VALUES
  (1, 'unit_grid', 'unit_cell', '单元网格综合指标', 'Unit grid, composite', 1, 'n_close_due', 5),
  (2, 'community', 'community', '社区综合指标', 'Community, composite', 1, 'n_close_due', 5),
  (3, 'street', 'street', '街道综合指标', 'Street, composite', 1, 'n_close_due', 5),
  (4, 'district', 'district', '区综合指标', 'District, composite', 1, 'n_close_due', 5),
  (5, 'department', 'unit', '部门综合指标', 'Department, composite', 1, 'n_close_due', 5),
  (6, 'supervisor', 'supervisor', '监督员综合指标', 'Supervisor, composite', 1, 'n_report', 5),
  (7, 'acceptor', 'acceptor', '受理员综合指标', 'Acceptor, composite', 1, 'n_accept', 5),
  (8, 'chief', 'chief', '值班长综合指标', 'Duty chief, composite', 1, 'n_filed', 5),
  (9, 'dispatcher', 'dispatcher', '派遣员综合指标', 'Dispatcher, composite', 1, 'n_dispatch_due', 5),
  (10, 'clerk', 'clerk', '责任单位受理员综合指标', 'Unit clerk, composite', 1, 'n_dispose_due', 5),
  (11, 'hand', 'hand', '处置人员综合指标', 'Field hand, composite', 1, 'n_dispose_due', 5),
  (12, 'team', 'team', '巡防与自治队伍综合指标', 'Patrol and autonomy teams, composite', 1, 'n_report', 5),
  (13, 'hotline', 'hotline', '12345 专席综合指标', '12345 desk, composite', 1, 'n_close_due', 5),
  (14, 'centre', 'centre', '中心自身综合指标', 'The centre itself, composite', 1, 'n_dispatch_due', 5),
  (15, 'unit_five', 'unit', '单位五项得分', 'Unit, five rates', 0, 'n_close_due', 5),
  (16, 'unit_floor', 'unit', '单位达标扣分', 'Unit, floors and deductions', 0, 'n_close_due', 5),
  (17, 'unit_year', 'unit', '单位全年目标考核', 'Unit, targets of the year', 0, 'n_close_due', 5)
ON DUPLICATE KEY UPDATE score_scheme.id = score_scheme.id;

INSERT INTO score_part (scheme, form, indicator, weight, lower, per_cell, source, floor, cost, cost_more, more_from, steps, group_code)
WITH region (scheme) AS (VALUES ('unit_grid'), ('community'), ('street'), ('district')),
x (scheme, form, indicator, weight, lower, per_cell, source, floor, cost, cost_more, more_from, steps, group_code) AS (
  SELECT scheme, 1, 'r_pub', 10, 1, 0, 0, 0, 0, 0, 0, '', '' FROM region UNION ALL
  SELECT scheme, 2, 'n_filed', 20, 0, 1, 0, 0, 0, 0, 0, '0:100 2:90 4:75 6:60 8:40 *:0', '' FROM region UNION ALL
  SELECT scheme, 2, 'n_filed', 20, 0, 1, 0, 0, 0, 0, 0, '0:100 3:90 5:75 7:60 9:40 *:0', '2' FROM region UNION ALL
  SELECT scheme, 1, 'r_close', 30, 0, 0, 0, 0, 0, 0, 0, '', '' FROM region UNION ALL
  SELECT scheme, 1, 'r_close_ontime', 40, 0, 0, 0, 0, 0, 0, 0, '', '' FROM region UNION ALL VALUES
  ('department', 2, 'n_filed', 10, 0, 0, 0, 0, 0, 0, 0, '50:100 100:90 200:75 500:60 1000:40 *:0', ''),
  ('department', 1, 'r_close', 30, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('department', 1, 'r_dispose_ontime', 30, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('department', 1, 'r_rework', 30, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('department', 5, '', 0, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('supervisor', 1, 'r_valid', 40, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('supervisor', 1, 'r_missed', 20, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('supervisor', 1, 'r_verify_ontime', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('supervisor', 1, 'r_check_ontime', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('acceptor', 2, 'n_accept', 25, 0, 0, 0, 0, 0, 0, 0, '100:0 300:40 500:60 1200:75 2000:90 *:100', ''),
  ('acceptor', 1, 'r_send_verify', 40, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('acceptor', 1, 'r_send_check', 35, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('chief', 1, 'r_file_ontime', 25, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('chief', 1, 'r_file_right', 40, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('chief', 1, 'r_close_ontime_post', 35, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('dispatcher', 2, 'n_dispatch', 20, 0, 0, 0, 0, 0, 0, 0, '100:0 300:40 500:60 1200:75 2000:90 *:100', ''),
  ('dispatcher', 1, 'r_dispatch_ontime', 40, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('dispatcher', 1, 'r_dispatch_right', 40, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('clerk', 1, 'r_sign_ontime', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('clerk', 1, 'r_dispose_ontime', 40, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('clerk', 1, 'r_rework', 30, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('clerk', 1, 'r_extend', 10, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('clerk', 5, '', 0, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('hand', 1, 'r_dispose_ontime', 60, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('hand', 1, 'r_rework', 40, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('team', 1, 'r_valid', 100, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('hotline', 1, 'r_close_ontime', 60, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('hotline', 1, 'r_satisfied', 40, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('centre', 1, 'r_send_verify', 15, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('centre', 1, 'r_file_ontime', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('centre', 1, 'r_file_right', 15, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('centre', 1, 'r_dispatch_ontime', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('centre', 1, 'r_dispatch_right', 15, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('centre', 1, 'r_send_check', 15, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_five', 1, 'r_dispose', 30, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_five', 1, 'r_dispose_ontime', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_five', 1, 'r_rework_due', 20, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_five', 1, 'r_dispose_late_open', 20, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_five', 1, 'r_extend', 10, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_floor', 3, 'r_close_ontime', 50, 0, 0, 0, 7000, 100, 0, 0, '', ''),
  ('unit_floor', 3, 'r_close', 20, 0, 0, 0, 9000, 100, 0, 0, '', ''),
  ('unit_floor', 6, '', 30, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_floor', 4, 'rework_times', 0, 0, 0, 0, 0, 20, 50, 3, '', ''),
  ('unit_floor', 4, 'n_return_unjust', 0, 0, 0, 0, 0, 100, 0, 0, '', ''),
  ('unit_year', 1, 'r_close', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_year', 1, 'r_dispose_ontime', 25, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_year', 1, 'r_rework', 15, 1, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_year', 1, 'r_close_ontime', 20, 0, 0, 21, 0, 0, 0, 0, '', ''),
  ('unit_year', 6, '', 20, 0, 0, 0, 0, 0, 0, 0, '', ''),
  ('unit_year', 5, '', 0, 0, 0, 0, 0, 0, 0, 0, '', '')
)
SELECT scheme, form, indicator, weight, lower, per_cell, source, floor, cost, cost_more, more_from, steps, group_code FROM x
ON DUPLICATE KEY UPDATE score_part.scheme = score_part.scheme;

INSERT INTO score_grade (letter, least, colour) VALUES
  ('A', 9000, 'green'), ('B', 7500, 'blue'), ('C', 6000, 'yellow'), ('D', 4000, 'red'), ('E', 0, 'black')
ON DUPLICATE KEY UPDATE score_grade.letter = score_grade.letter;
