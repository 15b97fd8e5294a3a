-- What an office changes in a year and could not yet: centre, layers, major classes,
-- shifts, warning levels; grid cells drawn or read from a file.
GRANT INSERT, UPDATE (name_zh, name_en, level, parent_id, division_code) ON centre TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (name_zh, name_en) ON grid_layer TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (name_zh, name_en) ON class_major TO anjuan_desk@localhost;
GRANT UPDATE (name_zh, name_en, from_min, to_min) ON shift TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (valid_until) ON warning_level TO anjuan_desk@localhost;
