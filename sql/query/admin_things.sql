-- The things an office changes by itself (lib/rule/admin_things.c).  Each has a
-- list (row key, title, note, life), a row (its columns as texts, in the table's
-- order), the statements that write it, and what runs under it now.  All take
-- their arguments in the same order: of_key, q, after_key, at; row_key, at; the
-- columns, at, row_key.

-- name: ADMIN_LIST_SETTING
SELECT s.name AS row_key, s.name AS title_zh, s.name AS title_en, s.value AS note_zh, s.value AS note_en,
  s.valid_from AS valid_from, (SELECT MIN(t.valid_from) FROM setting t WHERE t.name = s.name AND t.valid_from > p.at) AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN setting s
 WHERE s.name > p.after_key AND (p.q = '' OR LOCATE(p.q, s.name) > 0) AND s.valid_from = (SELECT MAX(t.valid_from) FROM setting t WHERE t.name = s.name AND t.valid_from <= p.at)
 ORDER BY s.name LIMIT 101;

-- name: ADMIN_LIST_LIMIT
SELECT l.code AS row_key, l.code AS title_zh, l.code AS title_en, CONCAT(l.amount, '/', l.unit) AS note_zh, CONCAT(l.amount, '/', l.unit) AS note_en,
  l.valid_from AS valid_from, (SELECT MIN(t.valid_from) FROM stage_limit t WHERE t.code = l.code AND t.valid_from > p.at) AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN stage_limit l
 WHERE l.code > p.after_key AND (p.q = '' OR LOCATE(p.q, l.code) > 0) AND l.valid_from = (SELECT MAX(t.valid_from) FROM stage_limit t WHERE t.code = l.code AND t.valid_from <= p.at)
 ORDER BY l.code LIMIT 101;

-- name: ADMIN_LIST_UNIT
SELECT u.id AS row_key, u.name_zh AS title_zh, u.name_en AS title_en, u.code AS note_zh, u.code AS note_en,
  u.valid_from AS valid_from, u.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN unit u
 WHERE u.id > p.after_key AND (p.q = '' OR LOCATE(p.q, u.name_zh) > 0 OR LOCATE(p.q, u.name_en) > 0 OR LOCATE(p.q, u.code) > 0)
 ORDER BY u.id LIMIT 101;

-- name: ADMIN_LIST_PERSON
SELECT w.id AS row_key, w.name AS title_zh, COALESCE(NULLIF(w.name_en, ''), w.name) AS title_en, CONCAT_WS(' · ', w.login, u.name_zh) AS note_zh, CONCAT_WS(' · ', w.login, u.name_en) AS note_en,
  w.created_at AS valid_from, IF(w.state = 1, NULL, w.created_at) AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN app_user w LEFT JOIN unit u ON u.id = w.unit_id
 WHERE w.id > p.after_key AND (p.q = '' OR LOCATE(p.q, w.login) > 0 OR LOCATE(p.q, w.name) > 0 OR LOCATE(p.q, w.name_en) > 0 OR LOCATE(p.q, COALESCE(u.name_zh, '')) > 0)
 ORDER BY w.id LIMIT 101;

-- name: ADMIN_LIST_PERSON_ROLE
SELECT x.id AS row_key, r.name_zh AS title_zh, r.name_en AS title_en, CONCAT(w.name, ' · ', w.login) AS note_zh, CONCAT(COALESCE(NULLIF(w.name_en, ''), w.name), ' · ', w.login) AS note_en,
  x.valid_from AS valid_from, x.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN user_role x ON x.user_id = p.of_key JOIN role r ON r.id = x.role_id JOIN app_user w ON w.id = x.user_id
 WHERE x.id > p.after_key AND (p.q = '' OR LOCATE(p.q, r.name_zh) > 0 OR LOCATE(p.q, r.name_en) > 0)
 ORDER BY x.id LIMIT 101;

-- name: ADMIN_LIST_ROLE
SELECT r.id AS row_key, r.name_zh AS title_zh, r.name_en AS title_en, r.code AS note_zh, r.code AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN role r
 WHERE r.id > p.after_key AND (p.q = '' OR LOCATE(p.q, r.name_zh) > 0 OR LOCATE(p.q, r.name_en) > 0 OR LOCATE(p.q, r.code) > 0)
 ORDER BY r.id LIMIT 101;

-- name: ADMIN_LIST_ROLE_PERM
SELECT CONCAT(x.role_id, '.', x.perm_code) AS row_key, x.perm_code AS title_zh, x.perm_code AS title_en, r.name_zh AS note_zh, r.name_en AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN role_perm x ON x.role_id = p.of_key JOIN role r ON r.id = x.role_id
 WHERE (p.after_key = '0' OR x.perm_code > SUBSTRING_INDEX(p.after_key, '.', -1)) AND (p.q = '' OR LOCATE(p.q, x.perm_code) > 0)
 ORDER BY x.perm_code LIMIT 101;

-- name: ADMIN_LIST_POST
SELECT g.id AS row_key, CONCAT(c.name_zh, ' · ', w.name) AS title_zh, CONCAT(c.name_en, ' · ', COALESCE(NULLIF(w.name_en, ''), w.name)) AS title_en, g.duty AS note_zh, g.duty AS note_en,
  g.valid_from AS valid_from, g.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN grid_person g JOIN grid_cell c ON c.id = g.cell_id JOIN app_user w ON w.id = g.user_id
 WHERE g.id > p.after_key AND (p.q = '' OR LOCATE(p.q, c.name_zh) > 0 OR LOCATE(p.q, c.name_en) > 0 OR LOCATE(p.q, c.code) > 0 OR LOCATE(p.q, w.name) > 0 OR LOCATE(p.q, w.login) > 0)
 ORDER BY g.id LIMIT 101;

-- name: ADMIN_LIST_DUTY
SELECT d.id AS row_key, CONCAT(COALESCE(k.name_zh, m.name_zh, '*'), ' → ', u.name_zh) AS title_zh, CONCAT(COALESCE(k.name_en, m.name_en, '*'), ' → ', u.name_en) AS title_en, CONCAT_WS(' · ', c.name_zh, o.name_zh, d.basis_zh) AS note_zh, CONCAT_WS(' · ', c.name_en, o.name_en, d.basis_en) AS note_en,
  d.valid_from AS valid_from, d.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN duty_rule d JOIN unit u ON u.id = d.unit_id LEFT JOIN class k ON k.id = d.class_id LEFT JOIN class_major m ON m.kind = d.kind AND m.major_code = d.major_code
  LEFT JOIN grid_cell c ON c.id = d.cell_id LEFT JOIN unit o ON o.id = d.owner_unit_id
 WHERE d.id > p.after_key AND (p.q = '' OR LOCATE(p.q, u.name_zh) > 0 OR LOCATE(p.q, u.name_en) > 0 OR LOCATE(p.q, COALESCE(k.name_zh, m.name_zh, '')) > 0 OR LOCATE(p.q, COALESCE(k.name_en, m.name_en, '')) > 0)
 ORDER BY d.id LIMIT 101;

-- name: ADMIN_LIST_CLASS
SELECT k.id AS row_key, k.name_zh AS title_zh, k.name_en AS title_en, CONCAT(k.kind, ' ', k.major_code, k.minor_code, ' · ', m.name_zh) AS note_zh, CONCAT(k.kind, ' ', k.major_code, k.minor_code, ' · ', m.name_en) AS note_en,
  k.valid_from AS valid_from, k.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN class k JOIN class_major m ON m.kind = k.kind AND m.major_code = k.major_code
 WHERE k.ext_system IS NULL AND k.id > p.after_key AND (p.q = '' OR LOCATE(p.q, k.name_zh) > 0 OR LOCATE(p.q, k.name_en) > 0 OR LOCATE(p.q, m.name_zh) > 0 OR LOCATE(p.q, CONCAT(k.major_code, k.minor_code)) > 0)
 ORDER BY k.id LIMIT 101;

-- name: ADMIN_LIST_CONDITION
SELECT c.id AS row_key, c.cond_zh AS title_zh, c.cond_en AS title_en, CONCAT(s.amount, '/', s.unit) AS note_zh, CONCAT(s.amount, '/', s.unit) AS note_en,
  c.valid_from AS valid_from, c.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN class_condition c ON c.class_id = p.of_key JOIN condition_step s ON s.condition_id = c.id AND s.step = 1
 WHERE c.id > p.after_key AND (p.q = '' OR LOCATE(p.q, c.cond_zh) > 0 OR LOCATE(p.q, c.cond_en) > 0)
 ORDER BY c.id LIMIT 101;

-- name: ADMIN_LIST_CALENDAR
SELECT c.id AS row_key, c.name AS title_zh, c.name AS title_en, (SELECT CONCAT(COUNT(*), ' · ', COALESCE(YEAR(DATE_ADD('1970-01-01', INTERVAL MIN(d.day) DAY)), ''), '–', COALESCE(YEAR(DATE_ADD('1970-01-01', INTERVAL MAX(d.day) DAY)), '')) FROM calendar_day d WHERE d.calendar_id = c.id) AS note_zh, (SELECT CONCAT(COUNT(*), ' · ', COALESCE(YEAR(DATE_ADD('1970-01-01', INTERVAL MIN(d.day) DAY)), ''), '–', COALESCE(YEAR(DATE_ADD('1970-01-01', INTERVAL MAX(d.day) DAY)), '')) FROM calendar_day d WHERE d.calendar_id = c.id) AS note_en,
  c.valid_from AS valid_from, (SELECT MIN(t.valid_from) FROM calendar t WHERE t.valid_from > c.valid_from) AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN calendar c
 WHERE c.id > p.after_key AND (p.q = '' OR LOCATE(p.q, c.name) > 0)
 ORDER BY c.id LIMIT 101;

-- name: ADMIN_LIST_REASON
SELECT r.id AS row_key, r.name_zh AS title_zh, r.name_en AS title_en, r.action AS note_zh, r.action AS note_en,
  r.valid_from AS valid_from, r.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN reason r
 WHERE r.id > p.after_key AND (p.q = '' OR LOCATE(p.q, r.name_zh) > 0 OR LOCATE(p.q, r.name_en) > 0 OR LOCATE(p.q, r.action) > 0)
 ORDER BY r.id LIMIT 101;

-- name: ADMIN_LIST_CELL
SELECT c.id AS row_key, c.name_zh AS title_zh, c.name_en AS title_en, CONCAT(c.code, ' · ', l.name_zh) AS note_zh, CONCAT(c.code, ' · ', l.name_en) AS note_en,
  c.valid_from AS valid_from, c.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN grid_cell c JOIN grid_layer l ON l.id = c.layer_id
 WHERE c.id > p.after_key AND (p.q = '' OR LOCATE(p.q, c.name_zh) > 0 OR LOCATE(p.q, c.name_en) > 0 OR LOCATE(p.q, c.code) > 0)
 ORDER BY c.id LIMIT 101;

-- A hundred thousand of them: by the key, from where the last page ended.
-- name: ADMIN_LIST_COMPONENT
SELECT STRAIGHT_JOIN c.id AS row_key, c.name_zh AS title_zh, c.name_en AS title_en, CONCAT(c.code, ' · ', k.name_zh) AS note_zh, CONCAT(c.code, ' · ', k.name_en) AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN component c FORCE INDEX (PRIMARY) JOIN class k ON k.id = c.class_id
 WHERE c.id > CAST(p.after_key AS SIGNED) AND (p.q = '' OR LOCATE(p.q, c.name_zh) > 0 OR LOCATE(p.q, c.name_en) > 0 OR LOCATE(p.q, c.code) > 0 OR LOCATE(p.q, k.name_zh) > 0)
 ORDER BY c.id LIMIT 101;

-- name: ADMIN_LIST_MAJOR
SELECT CONCAT(m.kind, '.', m.major_code) AS row_key, m.name_zh AS title_zh, m.name_en AS title_en, CONCAT(m.kind, '/', m.major_code) AS note_zh, CONCAT(m.kind, '/', m.major_code) AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN class_major m
 WHERE (p.after_key = '0' OR CONCAT(m.kind, '.', m.major_code) > p.after_key) AND (p.q = '' OR LOCATE(p.q, m.name_zh) > 0 OR LOCATE(p.q, m.name_en) > 0 OR LOCATE(p.q, m.major_code) > 0)
 ORDER BY m.kind, m.major_code LIMIT 101;

-- name: ADMIN_LIST_SHIFT
SELECT s.id AS row_key, s.name_zh AS title_zh, s.name_en AS title_en, CONCAT(LPAD(s.from_min DIV 60, 2, '0'), ':', LPAD(s.from_min MOD 60, 2, '0'), '–', LPAD(s.to_min DIV 60, 2, '0'), ':', LPAD(s.to_min MOD 60, 2, '0')) AS note_zh, CONCAT(LPAD(s.from_min DIV 60, 2, '0'), ':', LPAD(s.from_min MOD 60, 2, '0'), '–', LPAD(s.to_min DIV 60, 2, '0'), ':', LPAD(s.to_min MOD 60, 2, '0')) AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN shift s
 WHERE s.id > p.after_key AND (p.q = '' OR LOCATE(p.q, s.name_zh) > 0 OR LOCATE(p.q, s.name_en) > 0)
 ORDER BY s.id LIMIT 101;

-- name: ADMIN_LIST_WARNING
SELECT l.id AS row_key, CONCAT(l.percent, ' %') AS title_zh, CONCAT(l.percent, ' %') AS title_en, CONCAT_WS(' · ', k.name_zh, l.audiences) AS note_zh, CONCAT_WS(' · ', k.name_en, l.audiences) AS note_en,
  l.valid_from AS valid_from, l.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN warning_level l LEFT JOIN class k ON k.id = l.class_id
 WHERE l.id > p.after_key AND (p.q = '' OR LOCATE(p.q, l.audiences) > 0 OR LOCATE(p.q, COALESCE(k.name_zh, '')) > 0 OR LOCATE(p.q, COALESCE(k.name_en, '')) > 0)
 ORDER BY l.id LIMIT 101;

-- name: ADMIN_LIST_PAIR
SELECT c.id AS row_key, c.name_zh AS title_zh, c.name_en AS title_en,
  (SELECT GROUP_CONCAT(r.name_zh ORDER BY s.seat, s.role_id SEPARATOR ' · ') FROM duty_seat s JOIN role r ON r.id = s.role_id WHERE s.combination_id = c.id) AS note_zh,
  (SELECT GROUP_CONCAT(r.name_en ORDER BY s.seat, s.role_id SEPARATOR ' · ') FROM duty_seat s JOIN role r ON r.id = s.role_id WHERE s.combination_id = c.id) AS note_en,
  c.valid_from AS valid_from, c.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN duty_combination c
 WHERE c.id > p.after_key AND (p.q = '' OR LOCATE(p.q, c.name_zh) > 0 OR LOCATE(p.q, c.name_en) > 0)
 ORDER BY c.id LIMIT 101;

-- name: ADMIN_LIST_RULE
SELECT x.id AS row_key, CONCAT(x.code, ' ', x.name_zh) AS title_zh, CONCAT(x.code, ' ', x.name_en) AS title_en,
  CONCAT(x.measure, ' · ', x.num, '/', x.den, ' · ', x.source) AS note_zh, CONCAT(x.measure, ' · ', x.num, '/', x.den, ' · ', x.source) AS note_en,
  x.valid_from AS valid_from, x.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN account_rule x
 WHERE x.id > p.after_key AND (p.q = '' OR LOCATE(p.q, x.name_zh) > 0 OR LOCATE(p.q, x.name_en) > 0 OR LOCATE(p.q, x.code) > 0)
 ORDER BY x.id LIMIT 101;

-- name: ADMIN_LIST_TOLD
SELECT CONCAT(x.code, '.', x.role_id) AS row_key, x.code AS title_zh, x.code AS title_en, r.name_zh AS note_zh, r.name_en AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN notice_audience x JOIN role r ON r.id = x.role_id
 WHERE x.scope <= 4 AND (p.after_key = '0' OR CONCAT(x.code, '.', x.role_id) > p.after_key) AND (p.q = '' OR LOCATE(p.q, r.name_zh) > 0 OR LOCATE(p.q, r.name_en) > 0 OR LOCATE(p.q, x.code) > 0)
 ORDER BY CONCAT(x.code, '.', x.role_id) LIMIT 101;

-- name: ADMIN_LIST_CENTRE
SELECT c.id AS row_key, c.name_zh AS title_zh, c.name_en AS title_en, CONCAT_WS(' · ', c.code, u.name_zh, IF(c.is_here, '本中心', NULL)) AS note_zh, CONCAT_WS(' · ', c.code, u.name_en, IF(c.is_here, 'this office', NULL)) AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN centre c LEFT JOIN centre u ON u.id = c.parent_id
 WHERE c.id > p.after_key AND (p.q = '' OR LOCATE(p.q, c.name_zh) > 0 OR LOCATE(p.q, c.name_en) > 0 OR LOCATE(p.q, c.code) > 0)
 ORDER BY c.id LIMIT 101;

-- name: ADMIN_LIST_LAYER
SELECT l.id AS row_key, l.name_zh AS title_zh, l.name_en AS title_en, l.code AS note_zh, l.code AS note_en,
  NULL AS valid_from, NULL AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN grid_layer l
 WHERE l.id > p.after_key AND (p.q = '' OR LOCATE(p.q, l.name_zh) > 0 OR LOCATE(p.q, l.name_en) > 0 OR LOCATE(p.q, l.code) > 0)
 ORDER BY l.id LIMIT 101;

-- The newest first.
-- name: ADMIN_LIST_PRIVACY
SELECT CAST(n.version AS CHAR) AS row_key, CAST(n.version AS CHAR) AS title_zh, CAST(n.version AS CHAR) AS title_en,
  SUBSTRING_INDEX(n.text_zh, '\n', 1) AS note_zh, SUBSTRING_INDEX(n.text_en, '\n', 1) AS note_en, n.valid_from AS valid_from,
  (SELECT MIN(t.valid_from) FROM privacy_notice t WHERE t.valid_from > n.valid_from OR (t.valid_from = n.valid_from AND t.version > n.version)) AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN privacy_notice n
 WHERE (p.after_key = '0' OR n.version < p.after_key) AND (p.q = '' OR LOCATE(p.q, n.text_zh) > 0 OR LOCATE(p.q, n.text_en) > 0)
 ORDER BY n.version DESC LIMIT 101;

-- name: ADMIN_LIST_CLASS_WORD
SELECT w.id AS row_key, w.word AS title_zh, w.word AS title_en, w.lang AS note_zh, w.lang AS note_en,
  w.valid_from AS valid_from, w.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN class_word w ON w.class_id = p.of_key
 WHERE w.id > p.after_key AND (p.q = '' OR LOCATE(p.q, w.word) > 0)
 ORDER BY w.id LIMIT 101;

-- name: ADMIN_LIST_CLASS_ASK
SELECT x.id AS row_key, x.text_zh AS title_zh, x.text_en AS title_en, CONCAT_WS(' · ', x.seq, NULLIF(x.dial, '')) AS note_zh, CONCAT_WS(' · ', x.seq, NULLIF(x.dial, '')) AS note_en,
  x.valid_from AS valid_from, x.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN class_ask x ON x.class_id = p.of_key
 WHERE x.id > p.after_key AND (p.q = '' OR LOCATE(p.q, x.text_zh) > 0 OR LOCATE(p.q, x.text_en) > 0)
 ORDER BY x.id LIMIT 101;

-- name: ADMIN_LIST_PLACE
SELECT c.id AS row_key, c.name_zh AS title_zh, c.name_en AS title_en, c.kind AS note_zh, c.kind AS note_en,
  c.valid_from AS valid_from, c.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN place c
 WHERE c.id > p.after_key AND (p.q = '' OR LOCATE(p.q, c.name_zh) > 0 OR LOCATE(p.q, c.name_en) > 0)
 ORDER BY c.id LIMIT 101;

-- name: ADMIN_ROW_CLASS_WORD
SELECT CAST(w.class_id AS CHAR) AS class_id,
  w.lang AS lang,
  w.word AS word
 FROM (SELECT ? AS row_key, ? AS at) p JOIN class_word w
 WHERE w.id = p.row_key;

-- name: ADMIN_ROW_CLASS_ASK
SELECT CAST(x.class_id AS CHAR) AS class_id,
  CAST(x.seq AS CHAR) AS seq,
  CAST(x.form AS CHAR) AS ask_form,
  x.text_zh AS text_zh,
  x.text_en AS text_en,
  x.answers_zh AS answers_zh,
  x.answers_en AS answers_en,
  x.dial AS dial,
  CAST(x.after_seq AS CHAR) AS after_seq,
  CAST(x.after_answer AS CHAR) AS after_answer,
  CAST(x.go_on AS CHAR) AS go_on
 FROM (SELECT ? AS row_key, ? AS at) p JOIN class_ask x
 WHERE x.id = p.row_key;

-- name: ADMIN_ROW_PLACE
SELECT CAST(c.kind AS CHAR) AS place_kind,
  c.name_zh AS name_zh,
  c.name_en AS name_en,
  CAST(c.lat AS CHAR) AS lat,
  CAST(c.lon AS CHAR) AS lon
 FROM (SELECT ? AS row_key, ? AS at) p JOIN place c
 WHERE c.id = p.row_key;

-- name: ADMIN_ROW_PRIVACY
SELECT CAST(n.version AS CHAR) AS version,
  n.text_zh AS notice_zh,
  n.text_en AS notice_en
 FROM (SELECT ? AS row_key, ? AS at) p JOIN privacy_notice n
 WHERE n.version = p.row_key;

-- name: ADMIN_ROW_SETTING
SELECT s.name AS name,
  s.value AS value
 FROM (SELECT ? AS row_key, ? AS at) p JOIN setting s
 WHERE s.name = p.row_key AND s.valid_from = (SELECT MAX(t.valid_from) FROM setting t WHERE t.name = s.name AND t.valid_from <= p.at);

-- name: ADMIN_ROW_LIMIT
SELECT l.code AS code,
  CAST(l.amount AS CHAR) AS amount,
  CAST(l.unit AS CHAR) AS span
 FROM (SELECT ? AS row_key, ? AS at) p JOIN stage_limit l
 WHERE l.code = p.row_key AND l.valid_from = (SELECT MAX(t.valid_from) FROM stage_limit t WHERE t.code = l.code AND t.valid_from <= p.at);

-- name: ADMIN_ROW_UNIT
SELECT u.code AS code,
  u.name_zh AS name_zh,
  u.name_en AS name_en,
  CAST(u.kind AS CHAR) AS unit_kind,
  CAST(u.parent_id AS CHAR) AS parent_id,
  u.group_code AS group_code
 FROM (SELECT ? AS row_key, ? AS at) p JOIN unit u
 WHERE u.id = p.row_key;

-- name: ADMIN_ROW_PERSON
SELECT w.login AS login,
  w.name AS name,
  w.name_en AS name_en,
  CAST(w.unit_id AS CHAR) AS unit_id,
  w.lang AS lang,
  CAST(w.state AS CHAR) AS state
 FROM (SELECT ? AS row_key, ? AS at) p JOIN app_user w
 WHERE w.id = p.row_key;

-- name: ADMIN_ROW_PERSON_ROLE
SELECT CAST(x.user_id AS CHAR) AS user_id,
  CAST(x.role_id AS CHAR) AS role_id,
  CAST(x.valid_until AS CHAR) AS until
 FROM (SELECT ? AS row_key, ? AS at) p JOIN user_role x
 WHERE x.id = p.row_key;

-- name: ADMIN_ROW_ROLE
SELECT r.code AS code,
  r.name_zh AS name_zh,
  r.name_en AS name_en
 FROM (SELECT ? AS row_key, ? AS at) p JOIN role r
 WHERE r.id = p.row_key;

-- name: ADMIN_ROW_ROLE_PERM
SELECT CAST(x.role_id AS CHAR) AS role_id,
  x.perm_code AS perm
 FROM (SELECT ? AS row_key, ? AS at) p JOIN role_perm x
 WHERE x.role_id = SUBSTRING_INDEX(p.row_key, '.', 1) AND x.perm_code = SUBSTRING_INDEX(p.row_key, '.', -1);

-- name: ADMIN_ROW_POST
SELECT CAST(g.cell_id AS CHAR) AS cell_id,
  CAST(g.user_id AS CHAR) AS user_id,
  g.duty AS duty
 FROM (SELECT ? AS row_key, ? AS at) p JOIN grid_person g
 WHERE g.id = p.row_key;

-- name: ADMIN_ROW_DUTY
SELECT CONCAT(d.kind, '.', d.major_code) AS major,
  CAST(d.class_id AS CHAR) AS class_id,
  CAST(d.cell_id AS CHAR) AS cell_id,
  CAST(d.owner_unit_id AS CHAR) AS owner_unit_id,
  CAST(d.unit_id AS CHAR) AS unit_id,
  CAST(d.part AS CHAR) AS part,
  d.basis_zh AS basis_zh,
  d.basis_en AS basis_en
 FROM (SELECT ? AS row_key, ? AS at) p JOIN duty_rule d
 WHERE d.id = p.row_key;

-- name: ADMIN_ROW_CLASS
SELECT CONCAT(k.kind, '.', k.major_code) AS major,
  k.minor_code AS minor_code,
  k.name_zh AS name_zh,
  k.name_en AS name_en,
  CAST(k.urgent AS CHAR) AS urgent,
  CAST(k.hazard AS CHAR) AS hazard,
  CAST(k.for_public AS CHAR) AS for_public,
  CAST(k.light_photo AS CHAR) AS light_photo,
  CAST(k.private AS CHAR) AS private,
  k.near_group AS near_group,
  CAST(k.near_radius AS CHAR) AS near_radius,
  CAST(k.near_days AS CHAR) AS near_days
 FROM (SELECT ? AS row_key, ? AS at) p JOIN class k
 WHERE k.id = p.row_key;

-- name: ADMIN_ROW_CONDITION
SELECT CAST(c.class_id AS CHAR) AS class_id,
  CAST(c.seq AS CHAR) AS seq,
  c.cond_zh AS cond_zh,
  c.cond_en AS cond_en,
  c.close_zh AS close_zh,
  c.close_en AS close_en,
  CAST(c.urgent AS CHAR) AS urgent,
  CAST(s.amount AS CHAR) AS amount,
  CAST(s.unit AS CHAR) AS span,
  (SELECT GROUP_CONCAT(CONCAT(x.amount, '/', x.unit, ',', x.what_zh, ',', x.what_en) ORDER BY x.step SEPARATOR '\n')
   FROM condition_step x WHERE x.condition_id = c.id AND x.step > 1) AS steps
 FROM (SELECT ? AS row_key, ? AS at) p JOIN class_condition c JOIN condition_step s ON s.condition_id = c.id AND s.step = 1
 WHERE c.id = p.row_key;

-- name: ADMIN_ROW_CALENDAR
SELECT c.name AS name,
  CAST(c.duty_from_min AS CHAR) AS duty_from,
  CAST(c.duty_to_min AS CHAR) AS duty_to,
  CAST(c.day_hours AS CHAR) AS day_hours,
  (SELECT GROUP_CONCAT(w.line ORDER BY w.weekday SEPARATOR '\n') FROM (SELECT x.calendar_id, x.weekday, CONCAT(x.weekday, ' ',
   GROUP_CONCAT(CONCAT(LPAD(x.from_min DIV 60, 2, '0'), ':', LPAD(x.from_min MOD 60, 2, '0'), '-', LPAD(x.to_min DIV 60, 2, '0'), ':', LPAD(x.to_min MOD 60, 2, '0')) ORDER BY x.from_min SEPARATOR ' ')) AS line
   FROM work_window x GROUP BY x.calendar_id, x.weekday) w WHERE w.calendar_id = c.id) AS windows,
  (SELECT GROUP_CONCAT(CONCAT_WS(',', DATE_ADD('1970-01-01', INTERVAL d.day DAY), IF(d.kind = 1, 'holiday', 'workday'), d.name_zh, d.name_en) ORDER BY d.day SEPARATOR '\n')
   FROM calendar_day d WHERE d.calendar_id = c.id) AS days
 FROM (SELECT ? AS row_key, ? AS at) p JOIN calendar c
 WHERE c.id = p.row_key;

-- name: ADMIN_ROW_REASON
SELECT r.action AS action,
  r.name_zh AS name_zh,
  r.name_en AS name_en,
  r.public_zh AS public_zh,
  r.public_en AS public_en
 FROM (SELECT ? AS row_key, ? AS at) p JOIN reason r
 WHERE r.id = p.row_key;

-- name: ADMIN_ROW_CELL
SELECT CAST(c.layer_id AS CHAR) AS layer_id,
  c.code AS code,
  c.name_zh AS name_zh,
  c.name_en AS name_en,
  c.community_code AS community_code,
  c.land_use AS land_use,
  CAST(c.unit_id AS CHAR) AS unit_id,
  CAST(c.squad_id AS CHAR) AS squad_id,
  ST_AsText(c.shape) AS shape
 FROM (SELECT ? AS row_key, ? AS at) p JOIN grid_cell c
 WHERE c.id = p.row_key;

-- name: ADMIN_ROW_COMPONENT
SELECT c.code AS code,
  CAST(c.class_id AS CHAR) AS class_id,
  c.name_zh AS name_zh,
  c.name_en AS name_en,
  CAST(c.lat AS CHAR) AS lat,
  CAST(c.lon AS CHAR) AS lon,
  CAST(c.manager_unit_id AS CHAR) AS manager_unit_id,
  CAST(c.owner_unit_id AS CHAR) AS owner_unit_id,
  CAST(c.maintainer_unit_id AS CHAR) AS maintainer_unit_id,
  CAST(c.state AS CHAR) AS component_state,
  CAST(c.surveyed_day AS CHAR) AS surveyed
 FROM (SELECT ? AS row_key, ? AS at) p JOIN component c
 WHERE c.id = p.row_key;

-- name: ADMIN_ROW_MAJOR
SELECT CAST(m.kind AS CHAR) AS class_kind,
  m.major_code AS major_code,
  m.name_zh AS name_zh,
  m.name_en AS name_en
 FROM (SELECT ? AS row_key, ? AS at) p JOIN class_major m
 WHERE m.kind = SUBSTRING_INDEX(p.row_key, '.', 1) AND m.major_code = SUBSTRING_INDEX(p.row_key, '.', -1);

-- name: ADMIN_ROW_SHIFT
SELECT s.code AS code,
  s.name_zh AS name_zh,
  s.name_en AS name_en,
  CAST(s.from_min AS CHAR) AS shift_from,
  CAST(s.to_min AS CHAR) AS shift_to
 FROM (SELECT ? AS row_key, ? AS at) p JOIN shift s
 WHERE s.id = p.row_key;

-- name: ADMIN_ROW_TOLD
SELECT x.code AS audience,
  CAST(x.role_id AS CHAR) AS role_id
 FROM (SELECT ? AS row_key, ? AS at) p JOIN notice_audience x
 WHERE x.code = SUBSTRING_INDEX(p.row_key, '.', 1) AND x.role_id = SUBSTRING_INDEX(p.row_key, '.', -1) AND x.scope <= 4;

-- name: ADMIN_ROW_WARNING
SELECT CAST(l.percent AS CHAR) AS percent,
  CAST(l.class_id AS CHAR) AS class_id,
  l.audiences AS audiences
 FROM (SELECT ? AS row_key, ? AS at) p JOIN warning_level l
 WHERE l.id = p.row_key;

-- name: ADMIN_ROW_PAIR
SELECT c.name_zh AS name_zh,
  c.name_en AS name_en,
  CAST((SELECT s.role_id FROM duty_seat s WHERE s.combination_id = c.id AND s.seat = 1 ORDER BY s.role_id LIMIT 1 OFFSET 0) AS CHAR) AS seat1_role,
  CAST((SELECT s.role_id FROM duty_seat s WHERE s.combination_id = c.id AND s.seat = 1 ORDER BY s.role_id LIMIT 1 OFFSET 1) AS CHAR) AS seat1_also,
  CAST((SELECT s.role_id FROM duty_seat s WHERE s.combination_id = c.id AND s.seat = 1 ORDER BY s.role_id LIMIT 1 OFFSET 2) AS CHAR) AS seat1_more,
  CAST((SELECT s.role_id FROM duty_seat s WHERE s.combination_id = c.id AND s.seat = 2 ORDER BY s.role_id LIMIT 1 OFFSET 0) AS CHAR) AS seat2_role,
  CAST((SELECT s.role_id FROM duty_seat s WHERE s.combination_id = c.id AND s.seat = 2 ORDER BY s.role_id LIMIT 1 OFFSET 1) AS CHAR) AS seat2_also,
  CAST((SELECT s.role_id FROM duty_seat s WHERE s.combination_id = c.id AND s.seat = 2 ORDER BY s.role_id LIMIT 1 OFFSET 2) AS CHAR) AS seat2_more
 FROM (SELECT ? AS row_key, ? AS at) p JOIN duty_combination c
 WHERE c.id = p.row_key;

-- name: ADMIN_ROW_RULE
SELECT x.code AS code, x.name_zh AS name_zh, x.name_en AS name_en, x.measure AS account_measure, CAST(x.subject AS CHAR) AS account_subject,
  CAST(x.span AS CHAR) AS account_span, CAST(x.cmp AS CHAR) AS account_cmp, CAST(x.num AS CHAR) AS account_num, CAST(x.den AS CHAR) AS account_den,
  CAST(x.times AS CHAR) AS account_times, CAST(x.small AS CHAR) AS account_small, CAST(x.answer_days AS CHAR) AS answer_days,
  x.consequences AS account_consequences, x.basis_zh AS basis_zh, x.basis_en AS basis_en, x.source AS account_source
 FROM (SELECT ? AS row_key, ? AS at) p JOIN account_rule x
 WHERE x.id = p.row_key;

-- name: ADMIN_ROW_CENTRE
SELECT c.code AS code,
  c.name_zh AS name_zh,
  c.name_en AS name_en,
  CAST(c.level AS CHAR) AS level,
  CAST(c.parent_id AS CHAR) AS above_id,
  c.division_code AS division_code
 FROM (SELECT ? AS row_key, ? AS at) p JOIN centre c
 WHERE c.id = p.row_key;

-- name: ADMIN_ROW_LAYER
SELECT l.code AS code,
  l.name_zh AS name_zh,
  l.name_en AS name_en
 FROM (SELECT ? AS row_key, ? AS at) p JOIN grid_layer l
 WHERE l.id = p.row_key;

-- The same first day twice: the later word stands a microsecond behind, and counts; nothing is written over.
-- name: ADMIN_SET_SETTING
INSERT INTO setting (name, value, valid_from)
SELECT p.name, COALESCE(p.value, ''), COALESCE((SELECT MAX(t.valid_from) + 1 FROM setting t
   WHERE t.name = p.name AND t.valid_from BETWEEN p.at AND p.at + 999999), p.at)
 FROM (SELECT ? AS name, ? AS value, ? AS at, ? AS row_key) p;

-- name: ADMIN_SET_LIMIT
INSERT INTO stage_limit (code, amount, unit, valid_from)
SELECT p.code, p.amount, p.span, COALESCE((SELECT MAX(t.valid_from) + 1 FROM stage_limit t
   WHERE t.code = p.code AND t.valid_from BETWEEN p.at AND p.at + 999999), p.at)
 FROM (SELECT ? AS code, ? AS amount, ? AS span, ? AS at, ? AS row_key) p;

-- name: ADMIN_SET_PRIVACY
INSERT INTO privacy_notice (version, valid_from, text_zh, text_en)
SELECT (SELECT MAX(t.version) + 1 FROM privacy_notice t), p.at, p.notice_zh, p.notice_en
 FROM (SELECT ? AS version, ? AS notice_zh, ? AS notice_en, ? AS at, ? AS row_key) p;

-- name: ADMIN_ADD_UNIT
INSERT INTO unit (code, name_zh, name_en, kind, parent_id, group_code, valid_from)
SELECT p.code, p.name_zh, p.name_en, p.unit_kind, p.parent_id, p.group_code, p.at
 FROM (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS unit_kind, ? AS parent_id, ? AS group_code, ? AS at) p;

-- name: ADMIN_SET_UNIT
UPDATE unit u JOIN (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS unit_kind, ? AS parent_id, ? AS group_code, ? AS at, ? AS row_key) p ON u.id = p.row_key
 SET u.name_zh = p.name_zh, u.name_en = p.name_en, u.kind = p.unit_kind, u.parent_id = p.parent_id, u.group_code = p.group_code;

-- name: ADMIN_END_UNIT
UPDATE unit SET valid_until = ? WHERE id = ? AND valid_until IS NULL;

-- Whether the second unit is the first one or stands above it.
-- name: ADMIN_UNIT_ABOVE
WITH RECURSIVE up (id, parent_id, depth) AS (
  SELECT id, parent_id, 1 FROM unit WHERE id = ?
  UNION ALL SELECT u.id, u.parent_id, up.depth + 1 FROM unit u JOIN up ON u.id = up.parent_id WHERE up.depth < 50)
SELECT COUNT(*) FROM up WHERE id = ?;

-- Without a password he cannot sign in; the first one is a change of its own.
-- name: ADMIN_ADD_PERSON
INSERT INTO app_user (login, name, name_en, unit_id, lang, state, must_change, created_at)
SELECT LOWER(p.login), p.name, COALESCE(p.name_en, ''), p.unit_id, p.lang, p.state, 1, p.at
 FROM (SELECT ? AS login, ? AS name, ? AS name_en, ? AS unit_id, ? AS lang, ? AS state, ? AS at) p;

-- name: ADMIN_SET_PERSON
UPDATE app_user w JOIN (SELECT ? AS login, ? AS name, ? AS name_en, ? AS unit_id, ? AS lang, ? AS state, ? AS at, ? AS row_key) p ON w.id = p.row_key
 SET w.name = p.name, w.name_en = COALESCE(p.name_en, ''), w.unit_id = p.unit_id, w.lang = p.lang, w.state = p.state;

-- name: ADMIN_END_PERSON
UPDATE app_user w JOIN (SELECT ? AS at, ? AS row_key) p ON w.id = p.row_key SET w.state = 0 WHERE w.state = 1;

-- name: ADMIN_ADD_PERSON_ROLE
INSERT INTO user_role (user_id, role_id, valid_from, valid_until)
SELECT p.user_id, p.role_id, p.at, p.until FROM (SELECT ? AS user_id, ? AS role_id, ? AS until, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM user_role y WHERE y.user_id = p.user_id AND y.role_id = p.role_id
   AND (y.valid_until IS NULL OR y.valid_until > p.at));

-- name: ADMIN_END_PERSON_ROLE
UPDATE user_role SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND (valid_until IS NULL OR valid_until > valid_from);

-- name: ADMIN_SET_ROLE
UPDATE role r JOIN (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS at, ? AS row_key) p ON r.id = p.row_key
 SET r.name_zh = p.name_zh, r.name_en = p.name_en;

-- name: ADMIN_ADD_ROLE_PERM
INSERT INTO role_perm (role_id, perm_code) SELECT p.role_id, p.perm FROM (SELECT ? AS role_id, ? AS perm, ? AS at) p;

-- name: ADMIN_END_ROLE_PERM
DELETE x FROM role_perm x JOIN (SELECT ? AS at, ? AS row_key) p
  ON x.role_id = SUBSTRING_INDEX(p.row_key, '.', 1) AND x.perm_code = SUBSTRING_INDEX(p.row_key, '.', -1);

-- name: ADMIN_ADD_POST
INSERT INTO grid_person (cell_id, user_id, duty, valid_from)
SELECT p.cell_id, p.user_id, p.duty, p.at FROM (SELECT ? AS cell_id, ? AS user_id, ? AS duty, ? AS at) p;

-- name: ADMIN_END_POST
UPDATE grid_person SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_DUTY
INSERT INTO duty_rule (kind, major_code, class_id, cell_id, owner_unit_id, unit_id, part, basis_zh, basis_en, valid_from)
SELECT SUBSTRING_INDEX(p.major, '.', 1), SUBSTRING_INDEX(p.major, '.', -1), p.class_id, p.cell_id, p.owner_unit_id, p.unit_id, p.part,
  p.basis_zh, p.basis_en, p.at
 FROM (SELECT ? AS major, ? AS class_id, ? AS cell_id, ? AS owner_unit_id, ? AS unit_id, ? AS part, ? AS basis_zh, ? AS basis_en, ? AS at) p;

-- name: ADMIN_END_DUTY
UPDATE duty_rule SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_CLASS
INSERT INTO class (edition, kind, major_code, minor_code, name_zh, name_en, urgent, hazard, for_public, light_photo, private, near_group,
  near_radius, near_days, valid_from)
SELECT 'LOCAL', SUBSTRING_INDEX(p.major, '.', 1), SUBSTRING_INDEX(p.major, '.', -1), p.minor_code, p.name_zh, p.name_en,
  p.urgent, p.hazard, p.for_public, p.light_photo, COALESCE(p.private, 0), COALESCE(p.near_group, ''),
  COALESCE(p.near_radius, 60), COALESCE(p.near_days, 14), p.at
 FROM (SELECT ? AS major, ? AS minor_code, ? AS name_zh, ? AS name_en, ? AS urgent, ? AS hazard, ? AS for_public, ? AS light_photo, ? AS private,
  ? AS near_group, ? AS near_radius, ? AS near_days, ? AS at) p;

-- name: ADMIN_SET_CLASS
UPDATE class k JOIN (SELECT ? AS major, ? AS minor_code, ? AS name_zh, ? AS name_en, ? AS urgent, ? AS hazard, ? AS for_public,
   ? AS light_photo, ? AS private, ? AS near_group, ? AS near_radius, ? AS near_days, ? AS at, ? AS row_key) p ON k.id = p.row_key
 SET k.name_zh = p.name_zh, k.name_en = p.name_en, k.urgent = p.urgent, k.hazard = p.hazard, k.for_public = p.for_public,
  k.light_photo = p.light_photo, k.private = COALESCE(p.private, 0), k.near_group = COALESCE(p.near_group, ''), k.near_radius = COALESCE(p.near_radius, 60),
  k.near_days = COALESCE(p.near_days, 14);

-- name: ADMIN_END_CLASS
UPDATE class SET valid_until = ? WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_CONDITION
INSERT INTO class_condition (class_id, seq, cond_zh, cond_en, close_zh, close_en, urgent, valid_from)
SELECT p.class_id, p.seq, p.cond_zh, p.cond_en, p.close_zh, p.close_en, p.urgent, p.at
 FROM (SELECT ? AS class_id, ? AS seq, ? AS cond_zh, ? AS cond_en, ? AS close_zh, ? AS close_en, ? AS urgent, ? AS amount, ? AS span, ? AS steps, ? AS at) p;

-- The promise of the row just added, with the words of the one it follows, and its further steps.
-- name: ADMIN_MORE_CONDITION
INSERT INTO condition_step (condition_id, step, amount, unit, what_zh, what_en)
SELECT n.id, 1, p.amount, p.span, COALESCE(s.what_zh, ''), COALESCE(s.what_en, '')
 FROM (SELECT ? AS class_id, ? AS seq, ? AS cond_zh, ? AS cond_en, ? AS close_zh, ? AS close_en, ? AS urgent, ? AS amount, ? AS span, ? AS steps, ? AS at, ? AS row_key) p
 JOIN class_condition n ON n.id = LAST_INSERT_ID()
 LEFT JOIN condition_step s ON s.condition_id = p.row_key AND s.step = 1;

-- name: ADMIN_STEPS_CONDITION
INSERT INTO condition_step (condition_id, step, amount, unit, what_zh, what_en)
SELECT ?, j.step, j.amount, j.unit, j.what_zh, j.what_en
 FROM JSON_TABLE(?, '$[*]' COLUMNS (step INT PATH '$[0]', amount INT PATH '$[1]', unit INT PATH '$[2]', what_zh VARCHAR(120) PATH '$[3]',
   what_en VARCHAR(120) PATH '$[4]')) j;

-- name: ADMIN_END_CONDITION
UPDATE class_condition SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_SET_CALENDAR
INSERT INTO calendar (name, valid_from, duty_from_min, duty_to_min, day_hours)
SELECT p.name, p.at, p.duty_from, p.duty_to, p.day_hours FROM (SELECT ? AS name, ? AS duty_from, ? AS duty_to, ? AS day_hours, ? AS windows, ? AS days, ? AS at, ? AS row_key) p;

-- name: ADMIN_CALENDAR_WINDOWS
INSERT INTO work_window (calendar_id, weekday, from_min, to_min)
SELECT ?, j.weekday, j.from_min, j.to_min
 FROM JSON_TABLE(?, '$[*]' COLUMNS (weekday INT PATH '$[0]', from_min INT PATH '$[1]', to_min INT PATH '$[2]')) j;

-- name: ADMIN_CALENDAR_DAYS
INSERT INTO calendar_day (calendar_id, day, kind, name_zh, name_en)
SELECT ?, j.day, j.kind, j.name_zh, j.name_en
 FROM JSON_TABLE(?, '$[*]' COLUMNS (day INT PATH '$[0]', kind INT PATH '$[1]', name_zh VARCHAR(120) PATH '$[2]',
   name_en VARCHAR(120) PATH '$[3]')) j;

-- name: ADMIN_ADD_REASON
INSERT INTO reason (id, action, name_zh, name_en, public_zh, public_en, valid_from)
SELECT (SELECT GREATEST(COALESCE(MAX(r.id), 0), 1000) + 1 FROM reason r), p.action, p.name_zh, p.name_en, COALESCE(p.public_zh, ''), COALESCE(p.public_en, ''), p.at
 FROM (SELECT ? AS action, ? AS name_zh, ? AS name_en, ? AS public_zh, ? AS public_en, ? AS at) p;

-- name: ADMIN_SET_REASON
UPDATE reason r JOIN (SELECT ? AS action, ? AS name_zh, ? AS name_en, ? AS public_zh, ? AS public_en, ? AS at, ? AS row_key) p ON r.id = p.row_key
 SET r.name_zh = p.name_zh, r.name_en = p.name_en, r.public_zh = COALESCE(p.public_zh, ''), r.public_en = COALESCE(p.public_en, '');

-- name: ADMIN_END_REASON
UPDATE reason SET valid_until = ? WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_MAJOR
INSERT INTO class_major (kind, major_code, name_zh, name_en)
SELECT p.class_kind, p.major_code, p.name_zh, p.name_en FROM (SELECT ? AS class_kind, ? AS major_code, ? AS name_zh, ? AS name_en, ? AS at) p;

-- name: ADMIN_SET_MAJOR
UPDATE class_major m JOIN (SELECT ? AS class_kind, ? AS major_code, ? AS name_zh, ? AS name_en, ? AS at, ? AS row_key) p ON m.kind = p.class_kind AND m.major_code = p.major_code
 SET m.name_zh = p.name_zh, m.name_en = p.name_en;

-- Numbers of the office's own stand above those of sql/seed.
-- name: ADMIN_ADD_SHIFT
INSERT INTO shift (id, code, name_zh, name_en, from_min, to_min)
SELECT (SELECT GREATEST(COALESCE(MAX(s.id), 0), 100) + 1 FROM shift s), p.code, p.name_zh, p.name_en, p.shift_from, p.shift_to
 FROM (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS shift_from, ? AS shift_to, ? AS at) p;

-- How an audience finds its people is one thing for all its rows.
-- name: ADMIN_ADD_TOLD
INSERT INTO notice_audience (code, role_id, scope)
SELECT p.audience, p.role_id, (SELECT MIN(x.scope) FROM notice_audience x WHERE x.code = p.audience)
 FROM (SELECT ? AS audience, ? AS role_id, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM notice_audience y WHERE y.code = p.audience AND y.role_id = p.role_id);

-- name: ADMIN_END_TOLD
DELETE x FROM notice_audience x JOIN (SELECT ? AS at, ? AS row_key) p
  ON x.code = SUBSTRING_INDEX(p.row_key, '.', 1) AND x.role_id = SUBSTRING_INDEX(p.row_key, '.', -1);

-- name: ADMIN_SET_SHIFT
UPDATE shift s JOIN (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS shift_from, ? AS shift_to, ? AS at, ? AS row_key) p ON s.id = p.row_key
 SET s.name_zh = p.name_zh, s.name_en = p.name_en, s.from_min = p.shift_from, s.to_min = p.shift_to;

-- name: ADMIN_ADD_WARNING
INSERT INTO warning_level (percent, class_id, audiences, valid_from)
SELECT p.percent, p.class_id, p.audiences, p.at FROM (SELECT ? AS percent, ? AS class_id, ? AS audiences, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM warning_level l WHERE l.of_class = COALESCE(p.class_id, 0) AND l.percent = p.percent
   AND (l.valid_until IS NULL OR l.valid_until > p.at));

-- name: ADMIN_END_WARNING
UPDATE warning_level SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_PAIR
INSERT INTO duty_combination (name_zh, name_en, valid_from)
SELECT p.name_zh, p.name_en, p.at FROM (SELECT ? AS name_zh, ? AS name_en, ? AS seat1_role, ? AS seat1_also, ? AS seat1_more, ? AS seat2_role, ? AS seat2_also, ? AS seat2_more, ? AS at) p;

-- What each of the two works as.
-- name: ADMIN_MORE_PAIR
INSERT INTO duty_seat (combination_id, seat, role_id)
SELECT DISTINCT c.id, IF(k.n <= 3, 1, 2), ELT(k.n, p.seat1_role, p.seat1_also, p.seat1_more, p.seat2_role, p.seat2_also, p.seat2_more)
 FROM (SELECT ? AS name_zh, ? AS name_en, ? AS seat1_role, ? AS seat1_also, ? AS seat1_more, ? AS seat2_role, ? AS seat2_also, ? AS seat2_more, ? AS at) p
 JOIN duty_combination c ON c.id = LAST_INSERT_ID()
 JOIN (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6) k
 WHERE ELT(k.n, p.seat1_role, p.seat1_also, p.seat1_more, p.seat2_role, p.seat2_also, p.seat2_more) IS NOT NULL;

-- name: ADMIN_END_PAIR
UPDATE duty_combination SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_RULE
INSERT INTO account_rule (code, name_zh, name_en, measure, subject, span, cmp, num, den, times, small, answer_days, consequences, basis_zh, basis_en, source, valid_from)
SELECT p.code, p.name_zh, p.name_en, p.measure, p.subject, p.span, p.cmp, p.num, p.den, p.times, p.small, p.answer_days, p.consequences, p.basis_zh, p.basis_en, p.source, p.at
 FROM (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS measure, ? AS subject, ? AS span, ? AS cmp, ? AS num, ? AS den, ? AS times, ? AS small,
   ? AS answer_days, ? AS consequences, ? AS basis_zh, ? AS basis_en, ? AS source, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM account_rule x WHERE x.code = p.code AND (x.valid_until IS NULL OR x.valid_until > p.at));

-- name: ADMIN_END_RULE
UPDATE account_rule SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_CENTRE
INSERT INTO centre (code, name_zh, name_en, level, parent_id, division_code)
SELECT p.code, p.name_zh, p.name_en, p.level, p.above_id, p.division_code
 FROM (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS level, ? AS above_id, ? AS division_code, ? AS at) p;

-- name: ADMIN_SET_CENTRE
UPDATE centre c JOIN (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS level, ? AS above_id, ? AS division_code, ? AS at, ? AS row_key) p ON c.id = p.row_key
 SET c.name_zh = p.name_zh, c.name_en = p.name_en, c.level = p.level, c.parent_id = p.above_id, c.division_code = p.division_code;

-- name: ADMIN_ADD_LAYER
INSERT INTO grid_layer (id, code, name_zh, name_en)
SELECT (SELECT GREATEST(MAX(l.id), 32) + 1 FROM grid_layer l), p.code, p.name_zh, p.name_en FROM (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS at) p;

-- name: ADMIN_SET_LAYER
UPDATE grid_layer l JOIN (SELECT ? AS code, ? AS name_zh, ? AS name_en, ? AS at, ? AS row_key) p ON l.id = p.row_key
 SET l.name_zh = p.name_zh, l.name_en = p.name_en;

-- name: ADMIN_ADD_CELL
INSERT INTO grid_cell (layer_id, code, name_zh, name_en, centre_id, community_code, land_use, unit_id, squad_id, shape, area_m2, valid_from)
SELECT p.layer_id, p.code, p.name_zh, p.name_en, (SELECT c.id FROM centre c WHERE c.is_here = 1), p.community_code, COALESCE(p.land_use, ''), p.unit_id, p.squad_id,
  ST_GeomFromText(p.shape), ROUND(ST_Area(ST_GeomFromText(p.shape)) * POW(0.1111949266, 2) * COS(RADIANS(ST_Y(ST_Centroid(ST_GeomFromText(p.shape))) / 1000000))), p.at
 FROM (SELECT ? AS layer_id, ? AS code, ? AS name_zh, ? AS name_en, ? AS community_code, ? AS land_use, ? AS unit_id, ? AS squad_id, ? AS shape, ? AS at) p;

-- name: ADMIN_SET_CELL
UPDATE grid_cell c JOIN (SELECT ? AS layer_id, ? AS code, ? AS name_zh, ? AS name_en, ? AS community_code, ? AS land_use, ? AS unit_id, ? AS squad_id, ? AS shape, ? AS at, ? AS row_key) p ON c.id = p.row_key
 SET c.name_zh = p.name_zh, c.name_en = p.name_en, c.community_code = p.community_code, c.land_use = COALESCE(p.land_use, ''), c.unit_id = p.unit_id, c.squad_id = p.squad_id,
  c.shape = ST_GeomFromText(p.shape), c.area_m2 = ROUND(ST_Area(ST_GeomFromText(p.shape)) * POW(0.1111949266, 2) * COS(RADIANS(ST_Y(ST_Centroid(ST_GeomFromText(p.shape))) / 1000000)));

-- name: ADMIN_END_CELL
UPDATE grid_cell SET valid_until = ? WHERE id = ? AND valid_until IS NULL;

-- A word that a class has already is not there twice.
-- name: ADMIN_ADD_CLASS_WORD
INSERT INTO class_word (class_id, lang, word, valid_from)
SELECT p.class_id, p.lang, p.word, p.at FROM (SELECT ? AS class_id, ? AS lang, ? AS word, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM class_word w WHERE w.class_id = p.class_id AND w.lang = p.lang AND w.word = p.word
   AND (w.valid_until IS NULL OR w.valid_until > p.at));

-- name: ADMIN_END_CLASS_WORD
UPDATE class_word SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_CLASS_ASK
INSERT INTO class_ask (class_id, seq, form, text_zh, text_en, answers_zh, answers_en, dial, after_seq, after_answer, go_on, valid_from)
SELECT p.class_id, p.seq, p.ask_form, p.text_zh, p.text_en, COALESCE(p.answers_zh, ''), COALESCE(p.answers_en, ''),
  COALESCE(p.dial, ''), COALESCE(p.after_seq, 0), COALESCE(p.after_answer, 0), p.go_on, p.at
 FROM (SELECT ? AS class_id, ? AS seq, ? AS ask_form, ? AS text_zh, ? AS text_en, ? AS answers_zh, ? AS answers_en, ? AS dial,
  ? AS after_seq, ? AS after_answer, ? AS go_on, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM class_ask x WHERE x.class_id = p.class_id AND x.seq = p.seq
   AND (x.valid_until IS NULL OR x.valid_until > p.at));

-- name: ADMIN_END_CLASS_ASK
UPDATE class_ask SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_PLACE
INSERT INTO place (kind, name_zh, name_en, lat, lon, valid_from)
SELECT p.place_kind, p.name_zh, p.name_en, p.lat, p.lon, p.at
 FROM (SELECT ? AS place_kind, ? AS name_zh, ? AS name_en, ? AS lat, ? AS lon, ? AS at) p;

-- name: ADMIN_SET_PLACE
UPDATE place c JOIN (SELECT ? AS place_kind, ? AS name_zh, ? AS name_en, ? AS lat, ? AS lon, ? AS at, ? AS row_key) p ON c.id = p.row_key
 SET c.kind = p.place_kind, c.name_zh = p.name_zh, c.name_en = p.name_en, c.lat = p.lat, c.lon = p.lon;

-- name: ADMIN_END_PLACE
UPDATE place SET valid_until = ? WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_ADD_COMPONENT
INSERT INTO component (code, class_id, name_zh, name_en, lat, lon, cell_id, manager_unit_id, owner_unit_id,
  maintainer_unit_id, state, surveyed_day, changed_at)
SELECT p.code, p.class_id, p.name_zh, p.name_en, p.lat, p.lon,
  (SELECT g.id FROM grid_cell g WHERE g.layer_id = 1 AND g.valid_until IS NULL
   AND ST_Contains(g.shape, ST_GeomFromText(CONCAT('POINT(', p.lon, ' ', p.lat, ')'))) ORDER BY g.code LIMIT 1),
  p.manager_unit_id, p.owner_unit_id, p.maintainer_unit_id, p.component_state, p.surveyed, p.at
 FROM (SELECT ? AS code, ? AS class_id, ? AS name_zh, ? AS name_en, ? AS lat, ? AS lon, ? AS manager_unit_id, ? AS owner_unit_id, ? AS maintainer_unit_id, ? AS component_state, ? AS surveyed, ? AS at) p;

-- name: ADMIN_SET_COMPONENT
UPDATE component c JOIN (SELECT ? AS code, ? AS class_id, ? AS name_zh, ? AS name_en, ? AS lat, ? AS lon, ? AS manager_unit_id, ? AS owner_unit_id, ? AS maintainer_unit_id, ? AS component_state, ? AS surveyed, ? AS at, ? AS row_key) p ON c.id = p.row_key
 SET c.name_zh = p.name_zh, c.name_en = p.name_en, c.lat = p.lat, c.lon = p.lon,
  c.cell_id = (SELECT g.id FROM grid_cell g WHERE g.layer_id = 1 AND g.valid_until IS NULL
   AND ST_Contains(g.shape, ST_GeomFromText(CONCAT('POINT(', p.lon, ' ', p.lat, ')'))) ORDER BY g.code LIMIT 1),
  c.manager_unit_id = p.manager_unit_id, c.owner_unit_id = p.owner_unit_id, c.maintainer_unit_id = p.maintainer_unit_id,
  c.state = p.component_state, c.surveyed_day = p.surveyed, c.changed_at = p.at;

-- What the forms offer: value, label in both languages.

-- name: ADMIN_OPTIONS_UNIT
SELECT CAST(u.id AS CHAR) AS value, u.name_zh AS label_zh, u.name_en AS label_en FROM (SELECT ? AS at) p JOIN unit u
 WHERE (u.valid_until IS NULL OR u.valid_until > p.at) ORDER BY u.kind, u.code LIMIT 2000;

-- name: ADMIN_OPTIONS_PERSON
SELECT CAST(w.id AS CHAR) AS value, CONCAT(w.name, ' · ', w.login) AS label_zh, CONCAT(COALESCE(NULLIF(w.name_en, ''), w.name), ' · ', w.login) AS label_en FROM (SELECT ? AS at) p JOIN app_user w
 WHERE w.state = 1 ORDER BY w.login LIMIT 5000;

-- name: ADMIN_OPTIONS_ROLE
SELECT CAST(r.id AS CHAR) AS value, r.name_zh AS label_zh, r.name_en AS label_en FROM (SELECT ? AS at) p JOIN role r
 WHERE r.id NOT IN (24, 25, 26) ORDER BY r.id LIMIT 2000;

-- name: ADMIN_OPTIONS_PERM
SELECT r.code AS value, r.code AS label_zh, r.code AS label_en FROM (SELECT ? AS at) p JOIN permission r
 WHERE p.at IS NOT NULL ORDER BY r.code LIMIT 2000;

-- name: ADMIN_OPTIONS_CELL
SELECT CAST(c.id AS CHAR) AS value, CONCAT(l.name_zh, ' · ', c.name_zh) AS label_zh, CONCAT(l.name_en, ' · ', c.name_en) AS label_en FROM (SELECT ? AS at) p JOIN grid_cell c JOIN grid_layer l ON l.id = c.layer_id
 WHERE c.layer_id > 1 AND (c.valid_until IS NULL OR c.valid_until > p.at) ORDER BY c.layer_id, c.code LIMIT 2000;

-- name: ADMIN_OPTIONS_CLASS
SELECT CAST(k.id AS CHAR) AS value, CONCAT(m.name_zh, ' · ', k.name_zh) AS label_zh, CONCAT(m.name_en, ' · ', k.name_en) AS label_en FROM (SELECT ? AS at) p JOIN class k JOIN class_major m ON m.kind = k.kind AND m.major_code = k.major_code
 WHERE k.ext_system IS NULL AND (k.valid_until IS NULL OR k.valid_until > p.at) ORDER BY k.kind DESC, k.major_code, k.minor_code LIMIT 2000;

-- name: ADMIN_OPTIONS_MAJOR
SELECT CONCAT(m.kind, '.', m.major_code) AS value, m.name_zh AS label_zh, m.name_en AS label_en FROM (SELECT ? AS at) p JOIN class_major m
 WHERE p.at IS NOT NULL ORDER BY m.kind DESC, m.major_code LIMIT 2000;

-- name: ADMIN_OPTIONS_CENTRE
SELECT CAST(c.id AS CHAR) AS value, c.name_zh AS label_zh, c.name_en AS label_en FROM (SELECT ? AS at) p JOIN centre c
 WHERE p.at IS NOT NULL ORDER BY c.level DESC, c.code LIMIT 2000;

-- name: ADMIN_OPTIONS_LAYER
SELECT CAST(l.id AS CHAR) AS value, l.name_zh AS label_zh, l.name_en AS label_en FROM (SELECT ? AS at) p JOIN grid_layer l
 WHERE p.at IS NOT NULL ORDER BY l.id LIMIT 2000;

-- What runs under a row's old value: row_key, at.  It all keeps what it was promised.

-- name: ADMIN_TOUCH_OPEN
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49);

-- name: ADMIN_TOUCH_STATES
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE c.state BETWEEN 10 AND 49 AND FIND_IN_SET(c.state, p.row_key);

-- name: ADMIN_TOUCH_UNIT
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE c.unit_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49);

-- name: ADMIN_TOUCH_PERSON
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN site_order o WHERE o.user_id = CAST(p.row_key AS SIGNED) AND o.answered_at IS NULL;

-- name: ADMIN_TOUCH_ROLE
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN user_role x WHERE x.role_id = CAST(SUBSTRING_INDEX(p.row_key, '.', 1) AS SIGNED) AND x.valid_from <= p.at AND (x.valid_until IS NULL OR x.valid_until > p.at);

-- name: ADMIN_TOUCH_CLASS
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE c.class_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49);

-- name: ADMIN_TOUCH_CONDITION
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN class_condition d ON d.id = CAST(p.row_key AS SIGNED) JOIN cases c WHERE c.class_id = d.class_id AND c.condition_id = d.id AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49);

-- name: ADMIN_TOUCH_DUES
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE c.due_at > p.at AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49);

-- name: ADMIN_TOUCH_DISPATCH
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE c.state IN (20, 21);

-- name: ADMIN_TOUCH_CELL
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE c.base_cell_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49);

-- name: ADMIN_TOUCH_COMPONENT
SELECT COUNT(*) FROM (SELECT ? AS row_key, ? AS at) p JOIN cases c WHERE c.component_id = CAST(p.row_key AS SIGNED) AND (c.state BETWEEN 10 AND 18 OR c.state BETWEEN 20 AND 49);

-- Who may be what.

-- Bits of the roles a person has or will have at any time from an instant on.
-- name: ADMIN_ROLES_OF
SELECT CAST(COALESCE(BIT_OR(1 << x.role_id), 0) AS SIGNED) FROM user_role x
 WHERE x.user_id = ? AND (x.valid_until IS NULL OR (x.valid_until > ? AND x.valid_until > x.valid_from));

-- name: ADMIN_PERMS_OF
SELECT perm_code AS code FROM role_perm WHERE role_id = ? ORDER BY perm_code;

-- name: ADMIN_OTHERS_WITH_ROLE
SELECT COUNT(DISTINCT x.user_id) FROM user_role x JOIN app_user w ON w.id = x.user_id
 WHERE x.role_id = ? AND x.user_id <> ? AND x.valid_from <= ? AND (x.valid_until IS NULL OR x.valid_until > ?)
  AND w.state = 1 AND w.password_hash IS NOT NULL;

-- name: ADMIN_OTHERS_TOLD
SELECT COUNT(*) FROM notice_audience WHERE code = ? AND role_id <> ?;

-- name: ADMIN_LIST_SCHEME
SELECT x.id AS row_key, x.name_zh AS title_zh, x.name_en AS title_en, CONCAT(x.code, ' · ', x.target) AS note_zh, CONCAT(x.code, ' · ', x.target) AS note_en,
  x.valid_from AS valid_from, x.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN score_scheme x
 WHERE x.id > p.after_key AND (p.q = '' OR LOCATE(p.q, x.name_zh) > 0 OR LOCATE(p.q, x.name_en) > 0 OR LOCATE(p.q, x.code) > 0)
 ORDER BY x.id LIMIT 101;

-- name: ADMIN_LIST_SCORE
SELECT x.id AS row_key, CONCAT(x.scheme, ' · ', x.indicator, IF(x.weight > 0, CONCAT(' · ', x.weight), '')) AS title_zh,
  CONCAT(x.scheme, ' · ', x.indicator, IF(x.weight > 0, CONCAT(' · ', x.weight), '')) AS title_en, x.steps AS note_zh, x.steps AS note_en,
  x.valid_from AS valid_from, x.valid_until AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN score_part x
 WHERE x.id > p.after_key AND (p.q = '' OR LOCATE(p.q, x.scheme) > 0 OR LOCATE(p.q, x.indicator) > 0)
 ORDER BY x.id LIMIT 101;

-- name: ADMIN_ROW_SCHEME
SELECT x.code AS code, x.target AS score_target, x.name_zh AS name_zh, x.name_en AS name_en, CAST(x.main AS CHAR) AS score_main,
  x.least_count AS score_least_count, CAST(x.least AS CHAR) AS score_least
 FROM (SELECT ? AS row_key, ? AS at) p JOIN score_scheme x WHERE x.id = p.row_key;

-- name: ADMIN_ROW_SCORE
SELECT x.scheme AS score_scheme, CAST(x.form AS CHAR) AS score_form, x.indicator AS score_indicator, CAST(x.weight AS CHAR) AS score_weight,
  CAST(x.lower AS CHAR) AS score_lower, CAST(x.per_cell AS CHAR) AS score_per_cell, CAST(x.source AS CHAR) AS score_source,
  CAST(x.floor AS CHAR) AS score_floor, CAST(x.cost AS CHAR) AS score_cost, CAST(x.cost_more AS CHAR) AS score_cost_more,
  CAST(x.more_from AS CHAR) AS score_more_from, x.steps AS score_steps, x.group_code AS score_group
 FROM (SELECT ? AS row_key, ? AS at) p JOIN score_part x WHERE x.id = p.row_key;

-- name: ADMIN_ADD_SCHEME
INSERT INTO score_scheme (code, target, name_zh, name_en, main, least_count, least, valid_from)
SELECT p.code, p.target, p.name_zh, p.name_en, COALESCE(p.main, 0), p.least_count, p.least, p.at
 FROM (SELECT ? AS code, ? AS target, ? AS name_zh, ? AS name_en, ? AS main, ? AS least_count, ? AS least, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM score_scheme x WHERE x.code = p.code AND (x.valid_until IS NULL OR x.valid_until > p.at));

-- name: ADMIN_ADD_SCORE
INSERT INTO score_part (scheme, form, indicator, weight, lower, per_cell, source, floor, cost, cost_more, more_from, steps, group_code, valid_from)
SELECT p.scheme, p.form, COALESCE(p.indicator, ''), COALESCE(p.weight, 0), COALESCE(p.lower, 0), COALESCE(p.per_cell, 0), COALESCE(p.source, 0),
  COALESCE(p.floor, 0), COALESCE(p.cost, 0), COALESCE(p.cost_more, 0), COALESCE(p.more_from, 0), COALESCE(p.steps, ''), COALESCE(p.group_code, ''), p.at
 FROM (SELECT ? AS scheme, ? AS form, ? AS indicator, ? AS weight, ? AS lower, ? AS per_cell, ? AS source, ? AS floor, ? AS cost, ? AS cost_more,
   ? AS more_from, ? AS steps, ? AS group_code, ? AS at) p
 WHERE NOT EXISTS (SELECT 1 FROM score_part x WHERE x.scheme = p.scheme AND x.form = p.form AND x.indicator = COALESCE(p.indicator, '')
  AND x.source = COALESCE(p.source, 0) AND x.group_code = COALESCE(p.group_code, '') AND (x.valid_until IS NULL OR x.valid_until > p.at));

-- name: ADMIN_END_SCHEME
UPDATE score_scheme SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;

-- name: ADMIN_END_SCORE
UPDATE score_part SET valid_until = GREATEST(?, valid_from) WHERE id = ? AND valid_until IS NULL;
