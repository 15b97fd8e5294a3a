-- Reference data with life spans.

-- name: CLASS_LIST
SELECT k.id, k.kind, k.major_code, k.minor_code, k.name_zh, k.name_en, k.for_public, k.private, k.near_group, k.near_radius,
  k.near_days, m.name_zh AS major_zh, m.name_en AS major_en
 FROM class k JOIN class_major m ON m.kind = k.kind AND m.major_code = k.major_code
 WHERE k.ext_system IS NULL AND k.valid_from <= ? AND (k.valid_until IS NULL OR k.valid_until > ?)
 ORDER BY k.kind DESC, k.major_code, k.minor_code;

-- name: CLASS_BY_ID
SELECT k.id, k.kind, k.major_code, k.minor_code, k.name_zh, k.name_en, k.for_public, k.private, k.near_group, k.near_radius,
  k.near_days, m.name_zh AS major_zh, m.name_en AS major_en
 FROM class k JOIN class_major m ON m.kind = k.kind AND m.major_code = k.major_code WHERE k.id = ?;

-- name: CLASS_IS_HAZARD
SELECT hazard FROM class WHERE id = ?;

-- name: CONDITION_LIST
SELECT c.id, c.class_id, c.seq, c.cond_zh, c.cond_en, c.close_zh, c.close_en, c.urgent, s.amount, s.unit
 FROM class_condition c JOIN condition_step s ON s.condition_id = c.id AND s.step = 1
 WHERE c.class_id = ? AND c.valid_from <= ? AND (c.valid_until IS NULL OR c.valid_until > ?) ORDER BY c.seq;

-- name: CONDITION_BY_ID
SELECT c.id, c.class_id, c.seq, c.cond_zh, c.cond_en, c.close_zh, c.close_en, c.urgent, s.amount, s.unit
 FROM class_condition c JOIN condition_step s ON s.condition_id = c.id AND s.step = 1 WHERE c.id = ?;

-- name: REASON_LIST
SELECT id, name_zh, name_en, public_zh, public_en FROM reason
 WHERE action = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY id;

-- name: REASON_BY_ID
SELECT id, name_zh, name_en, public_zh, public_en FROM reason WHERE id = ?;

-- name: UNIT_LIST
SELECT id, code, name_zh, name_en, kind FROM unit
 WHERE kind IN (1, 3, 4) AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY kind, code;

-- name: UNIT_BY_ID
SELECT id, code, name_zh, name_en, kind FROM unit WHERE id = ?;

-- name: CENTRE_HERE
SELECT id, code, name_zh, name_en FROM centre WHERE is_here = 1;

-- name: SETTINGS_NOW
SELECT s.name, s.value FROM setting s
 WHERE s.valid_from = (SELECT MAX(t.valid_from) FROM setting t WHERE t.name = s.name AND t.valid_from <= ?);

-- name: STAGE_LIMITS_NOW
SELECT l.code, l.amount, l.unit FROM stage_limit l
 WHERE l.valid_from = (SELECT MAX(m.valid_from) FROM stage_limit m WHERE m.code = l.code AND m.valid_from <= ?);

-- name: CALENDAR_NOW
SELECT id, duty_from_min, duty_to_min, day_hours FROM calendar WHERE valid_from <= ? ORDER BY valid_from DESC, id DESC LIMIT 1;

-- name: CALENDAR_BY_ID
SELECT id, duty_from_min, duty_to_min, day_hours FROM calendar WHERE id = ?;

-- name: CALENDAR_WINDOWS
SELECT weekday, from_min, to_min FROM work_window WHERE calendar_id = ? ORDER BY weekday, from_min;

-- name: CALENDAR_DAYS
SELECT day, kind, name_zh, name_en FROM calendar_day WHERE calendar_id = ? ORDER BY day;

-- The shift of a day, or the night's that began the day before.
-- name: SHIFT_OF
SELECT r.shift_id FROM roster r JOIN shift s ON s.id = r.shift_id
 WHERE r.user_id = ? AND ((r.day = ? AND s.from_min <= ? AND (s.to_min > ? OR s.to_min < s.from_min))
  OR (r.day = ? AND s.to_min < s.from_min AND s.to_min > ?)) LIMIT 1;

-- Names for lists, of what is over as well: an old case keeps its class.
-- name: NAMES_OF_CLASSES
SELECT id, name_zh, name_en FROM class ORDER BY id;

-- name: NAMES_OF_UNITS
SELECT id, name_zh, name_en FROM unit ORDER BY id;

-- name: NAMES_OF_REASONS
SELECT id, name_zh, name_en FROM reason ORDER BY id;

-- name: NAMES_OF_PEOPLE
SELECT id, name AS name_zh, name_en FROM app_user ORDER BY id;

-- name: NAMES_OF_CELLS
SELECT id, name_zh, name_en FROM grid_cell WHERE layer_id = ? ORDER BY id;
