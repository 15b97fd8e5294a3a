-- The citizen's door: what finds a class, what is asked of one, places by name, cases near a point.

-- name: CLASS_WORDS
SELECT class_id, word FROM class_word
 WHERE valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY class_id, id;

-- name: CLASS_ASKS
SELECT id, class_id, seq, form, text_zh, text_en, answers_zh, answers_en, dial, after_seq, after_answer, go_on
 FROM class_ask WHERE class_id = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY seq LIMIT 20;

-- name: COMMUNITIES
SELECT code, name_zh, name_en FROM division
 WHERE level = 0 AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?) ORDER BY code LIMIT 1000;

-- Names that go on from what was typed, from any of their characters; and names
-- that stand somewhere in it, by their first two characters.
-- name: PLACES_FIND
SELECT u.kind, u.ref, COALESCE(p.name_zh, d.name_zh, g.name_zh) AS name_zh, COALESCE(p.name_en, d.name_en, g.name_en) AS name_en,
  COALESCE(p.lat, ROUND(ST_Y(ST_Centroid(d.shape))), ROUND(ST_Y(ST_Centroid(g.shape)))) AS lat,
  COALESCE(p.lon, ROUND(ST_X(ST_Centroid(d.shape))), ROUND(ST_X(ST_Centroid(g.shape)))) AS lon
 FROM (SELECT ? AS at) q STRAIGHT_JOIN (
  (SELECT kind, ref FROM place_word WHERE word LIKE ? ORDER BY word LIMIT 60)
  UNION
  (SELECT w.kind, w.ref FROM JSON_TABLE(?, '$[*]' COLUMNS (head VARCHAR(2) PATH '$')) j
   STRAIGHT_JOIN place_word w ON w.head = CONVERT(j.head USING utf8mb4) COLLATE utf8mb4_unicode_520_ci LIMIT 60)) u
 LEFT JOIN place p ON u.kind = 1 AND p.id = u.ref AND p.valid_from <= q.at AND (p.valid_until IS NULL OR p.valid_until > q.at)
 LEFT JOIN division d ON u.kind = 2 AND d.id = u.ref AND d.valid_from <= q.at AND (d.valid_until IS NULL OR d.valid_until > q.at)
 LEFT JOIN grid_cell g ON u.kind = 3 AND g.id = u.ref AND g.valid_from <= q.at AND (g.valid_until IS NULL OR g.valid_until > q.at)
 WHERE COALESCE(p.id, d.id, g.id) IS NOT NULL;

-- What stands at a house number, or bears a number plate: of classes people may report.
-- name: PLACES_COMPONENTS
SELECT 4 AS kind, u.id AS ref, u.name_zh, u.name_en, u.lat, u.lon FROM (
  (SELECT id, class_id, name_zh, name_en, lat, lon FROM component WHERE name_zh LIKE ? ORDER BY name_zh LIMIT 5)
  UNION ALL
  (SELECT id, class_id, name_zh, name_en, lat, lon FROM component WHERE code LIKE ? ORDER BY code LIMIT 5)) u
 JOIN class k ON k.id = u.class_id AND k.for_public = 1 AND k.hazard = 0;

-- name: PLACE_WORDS_CLEAR
DELETE FROM place_word;

-- name: PLACE_WORDS_DROP
DELETE FROM place_word WHERE kind = ? AND ref = ?;

-- From each ideograph on, from each word on, a number as a whole.
-- name: PLACE_WORDS_ALL
INSERT INTO place_word (kind, ref, start, word, head)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60),
 t (kind, ref, name, how) AS (
  SELECT 1, id, name_zh, 0 FROM place UNION ALL SELECT 1, id, name_en, 1 FROM place
  UNION ALL SELECT 2, id, name_zh, 0 FROM division WHERE level = 0 UNION ALL SELECT 2, id, name_en, 1 FROM division WHERE level = 0
  UNION ALL SELECT 3, id, name_zh, 0 FROM grid_cell WHERE layer_id > 1 UNION ALL SELECT 3, id, name_en, 1 FROM grid_cell WHERE layer_id > 1
  UNION ALL SELECT 3, id, code, 2 FROM grid_cell)
SELECT t.kind, t.ref, n.i, SUBSTRING(t.name, n.i), IF(n.i = 1 AND t.how < 2, LEFT(t.name, 2), '')
 FROM t JOIN n ON n.i <= CHAR_LENGTH(t.name)
 WHERE n.i = 1 OR (t.how = 0 AND n.i < CHAR_LENGTH(t.name)) OR (t.how = 1 AND SUBSTRING(t.name, n.i - 1, 1) = ' ');

-- The same for one place or cell.
-- name: PLACE_WORDS_OF
INSERT INTO place_word (kind, ref, start, word, head)
WITH RECURSIVE q (kind, ref) AS (SELECT ?, ?),
 n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60),
 t (kind, ref, name, how) AS (
  SELECT 1, p.id, p.name_zh, 0 FROM q JOIN place p ON q.kind = 1 AND p.id = q.ref
  UNION ALL SELECT 1, p.id, p.name_en, 1 FROM q JOIN place p ON q.kind = 1 AND p.id = q.ref
  UNION ALL SELECT 3, g.id, g.name_zh, 0 FROM q JOIN grid_cell g ON q.kind = 3 AND g.id = q.ref AND g.layer_id > 1
  UNION ALL SELECT 3, g.id, g.name_en, 1 FROM q JOIN grid_cell g ON q.kind = 3 AND g.id = q.ref AND g.layer_id > 1
  UNION ALL SELECT 3, g.id, g.code, 2 FROM q JOIN grid_cell g ON q.kind = 3 AND g.id = q.ref)
SELECT t.kind, t.ref, n.i, SUBSTRING(t.name, n.i), IF(n.i = 1 AND t.how < 2, LEFT(t.name, 2), '')
 FROM t JOIN n ON n.i <= CHAR_LENGTH(t.name)
 WHERE n.i = 1 OR (t.how = 0 AND n.i < CHAR_LENGTH(t.name)) OR (t.how = 1 AND SUBSTRING(t.name, n.i - 1, 1) = ' ');

-- name: REPLY_INSERT
INSERT INTO complaint_reply (complaint_id, ask_id, answer) VALUES (?, ?, ?);

-- Answers of one complaint.
-- name: REPLIES
SELECT r.complaint_id, a.text_zh, a.text_en, r.answer FROM complaint_reply r JOIN class_ask a ON a.id = r.ask_id
 WHERE r.complaint_id = ? ORDER BY a.seq;

-- The same of all complaints that belonged to a case at an instant.
-- name: CASE_REPLIES
SELECT r.complaint_id, a.text_zh, a.text_en, r.answer
 FROM complaint_case l JOIN complaint_reply r ON r.complaint_id = l.complaint_id JOIN class_ask a ON a.id = r.ask_id
 WHERE l.case_id = ? AND l.from_at <= ? AND (l.until_at IS NULL OR l.until_at > ?) ORDER BY l.id, a.seq;

-- Of one tile and those around it, open cases and those closed since an instant, the last closed at the end.
-- name: NEAR_CASES
SELECT c.id, c.class_id, c.lat, c.lon, c.state, c.received_at, IF(c.near_key < 4000000000000000000, c.near_key, NULL) AS closed_at,
  COALESCE(g.id, 0) AS cell_id, COALESCE(ROUND(ST_Y(ST_Centroid(g.shape))), 0) AS cell_lat,
  COALESCE(ROUND(ST_X(ST_Centroid(g.shape))), 0) AS cell_lon, g.name_zh AS cell_zh, g.name_en AS cell_en
 FROM (SELECT id, class_id, lat, lon, state, received_at, near_key, unit_cell_id FROM cases FORCE INDEX (by_near)
  WHERE near_tile IN (?, ?, ?, ?, ?, ?, ?, ?, ?) AND near_key > ? ORDER BY near_key DESC, id DESC LIMIT 500) c
 LEFT JOIN grid_cell g ON g.id = c.unit_cell_id
 ORDER BY c.near_key DESC, c.id DESC;

-- The same for a report without a point: open cases of some classes and those closed since an instant, at a place that
-- stands in its address by one of the office's names, or in its community; the name they share beside each.  No street
-- office's name is taken for a street's.
-- name: NEAR_NAMED
WITH said AS (SELECT REPLACE(?, '街道', '/') AS words, ? AS community, ? AS at),
 named (kind, name_zh, name_en, code) AS (
  SELECT 1, p.name_zh, p.name_en, NULL FROM said s JOIN place p
   ON p.valid_from <= s.at AND (p.valid_until IS NULL OR p.valid_until > s.at)
   WHERE (CHAR_LENGTH(p.name_zh) > 1 AND LOCATE(p.name_zh, s.words) > 0) OR (p.name_en <> '' AND LOCATE(LOWER(p.name_en), LOWER(s.words)) > 0)
  UNION ALL
  SELECT 2, d.name_zh, d.name_en, d.code FROM said s JOIN division d
   ON d.level = 0 AND d.valid_from <= s.at AND (d.valid_until IS NULL OR d.valid_until > s.at)
   WHERE d.code = s.community OR LOCATE(d.name_zh, s.words) > 0 OR (d.name_en <> '' AND LOCATE(LOWER(d.name_en), LOWER(s.words)) > 0))
SELECT c.id, c.class_id, COALESCE(c.lat, 0) AS lat, COALESCE(c.lon, 0) AS lon, c.state, c.received_at,
  IF(c.near_key < 4000000000000000000, c.near_key, NULL) AS closed_at,
  COALESCE(g.id, 0) AS cell_id, COALESCE(ROUND(ST_Y(ST_Centroid(g.shape))), 0) AS cell_lat,
  COALESCE(ROUND(ST_X(ST_Centroid(g.shape))), 0) AS cell_lon, g.name_zh AS cell_zh, g.name_en AS cell_en,
  n.kind = 2 AS in_community, n.name_zh AS named_zh, n.name_en AS named_en
 FROM (SELECT k.id, k.class_id, k.lat, k.lon, k.state, k.received_at, k.near_key, k.unit_cell_id, k.address
   FROM cases k FORCE INDEX (by_near_class)
   WHERE k.near_class IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AND k.near_key > ?
   ORDER BY k.near_key DESC, k.id DESC LIMIT 500) c
 LEFT JOIN grid_cell g ON g.id = c.unit_cell_id
 JOIN named n ON (n.kind = 2 AND LEFT(g.code, 12) = n.code) OR LOCATE(n.name_zh, REPLACE(c.address, '街道', '/')) > 0
   OR (n.name_en <> '' AND LOCATE(LOWER(n.name_en), LOWER(c.address)) > 0)
 ORDER BY n.kind, c.near_key DESC, c.id DESC LIMIT 100;

-- What a clerk has seen, of cases the public may see: the photos of the complaints that were there when it was filed.
-- name: NEAR_PHOTOS
SELECT c.id AS case_id, MIN(l.id) AS link_id FROM cases c
 JOIN class t ON t.id = c.class_id AND t.private = 0 AND t.for_public = 1
 JOIN complaint_case k ON k.case_id = c.id AND k.until_at IS NULL AND k.from_at <= c.filed_at
 JOIN complaint p ON p.id = k.complaint_id AND p.confidential = 0
 JOIN file_link l ON l.subject_kind = 1 AND l.subject_id = p.id AND l.part = 1 AND l.for_public = 1
 WHERE c.id IN (?, ?, ?, ?, ?) AND c.near_tile IS NOT NULL GROUP BY c.id;

-- The same for one photo, with what decides whether its case is still shown.
-- name: NEAR_PHOTO
SELECT f.sha256, c.class_id, c.received_at, IF(c.near_key < 4000000000000000000, c.near_key, NULL) AS closed_at, c.lat, c.lon
 FROM file_link l JOIN file f ON f.id = l.file_id JOIN complaint p ON p.id = l.subject_id AND p.confidential = 0
 JOIN complaint_case k ON k.complaint_id = p.id AND k.until_at IS NULL
 JOIN cases c ON c.id = k.case_id AND c.near_tile IS NOT NULL AND k.from_at <= c.filed_at
 WHERE l.id = ? AND l.subject_kind = 1 AND l.part = 1 AND l.for_public = 1;

-- What the public program reads of a case it adds a complaint to, and locks.
-- name: JOIN_LOCK
SELECT id, state, event_seq, event_hash, COALESCE(unit_id, 0) AS unit_id FROM cases WHERE id = ? FOR UPDATE;

-- name: LINK_END
UPDATE complaint_case SET until_at = ? WHERE complaint_id = ? AND until_at IS NULL;

-- Which case a complaint belongs to, and whether it is the one that made it.
-- name: LINK_STANDING
SELECT l.case_id, l.id = (SELECT MIN(m.id) FROM complaint_case m WHERE m.case_id = l.case_id) AS first
 FROM complaint_case l WHERE l.complaint_id = ? AND l.until_at IS NULL;

-- It waits for the acceptor again.
-- name: COMPLAINT_BACK
UPDATE complaint SET state = ?, state_at = ?, accept_due = ? WHERE id = ?;

-- The case a sender says is the same, as the acceptor needs it.
-- name: SAME_CASE
SELECT c.id, c.number, c.state, c.closed_at, c.parent_case FROM complaint p JOIN cases c ON c.id = p.same_case WHERE p.id = ?;
