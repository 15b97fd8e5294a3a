-- Search: the sets of lib/rule/search.h, and cases looked at in full.  Lists of ids and tokens come as JSON.

-- Which chunks know all of some tokens.
-- name: SEARCH_CHUNKS
SELECT p.chunk FROM JSON_TABLE(?, '$[*]' COLUMNS (chunk INT PATH '$')) c
 STRAIGHT_JOIN JSON_TABLE(?, '$[*]' COLUMNS (token BIGINT PATH '$')) t
 STRAIGHT_JOIN search_post p ON p.chunk = c.chunk AND p.token = t.token
 GROUP BY p.chunk HAVING COUNT(*) = ?;

-- name: SEARCH_POSTS
SELECT p.ids FROM JSON_TABLE(?, '$[*]' COLUMNS (token BIGINT PATH '$')) t
 STRAIGHT_JOIN search_post p ON p.chunk = ? AND p.token = t.token;

-- name: SEARCH_POST_RANGE
SELECT ids FROM search_post WHERE chunk = ? AND token BETWEEN ? AND ?;

-- What a merge adds to.
-- name: SEARCH_POST_OLD
SELECT p.token, p.ids FROM JSON_TABLE(?, '$[*]' COLUMNS (token BIGINT PATH '$')) t
 STRAIGHT_JOIN search_post p ON p.chunk = ? AND p.token = t.token;

-- name: SEARCH_POST_PUT
INSERT INTO search_post (chunk, token, ids)
SELECT ?, t.token, UNHEX(t.ids)
 FROM JSON_TABLE(?, '$[*]' COLUMNS (token BIGINT PATH '$[0]', ids VARCHAR(8192) PATH '$[1]')) t
 ON DUPLICATE KEY UPDATE ids = VALUES(ids);

-- name: SEARCH_POST_DROP
DELETE FROM search_post WHERE chunk = ?;

-- name: SEARCH_LAST_CASE
SELECT MAX(id) FROM cases;

-- name: SEARCH_CHANGE_ADD
INSERT INTO search_change (case_id, at) VALUES (?, ?);

-- Cases that are in no set yet or not with all they have: the newest are looked at.
-- name: SEARCH_CHANGE_CASES
SELECT case_id FROM (SELECT case_id FROM search_change ORDER BY id DESC LIMIT 2000) t
 GROUP BY case_id ORDER BY case_id DESC;

-- name: SEARCH_CHANGE_STATE
SELECT COUNT(*) AS waiting, MIN(at) AS oldest FROM (SELECT at FROM search_change ORDER BY id LIMIT 2001) t;

-- name: SEARCH_CHANGE_TAKE
SELECT id, case_id FROM search_change ORDER BY id LIMIT 20000;

-- name: SEARCH_CHANGE_DONE
DELETE d FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) t STRAIGHT_JOIN search_change d ON d.id = t.id;

-- One at a time keeps the sets: the timers of several hosts, a rebuild.
-- name: SEARCH_LOCK
SELECT GET_LOCK('anjuan_search', ?);

-- name: SEARCH_UNLOCK
SELECT RELEASE_LOCK('anjuan_search');

-- name: SEARCH_OPEN_OF_STATE
SELECT id FROM cases WHERE state = ? ORDER BY queue_key LIMIT 100000;

-- The grids by which a person sees cases, as CASE_STANDING asks for one.
-- name: SEARCH_CELLS
SELECT cell_id FROM grid_person WHERE user_id = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?)
UNION SELECT id FROM grid_cell WHERE squad_id = ?;

-- name: SEARCH_BESIDE
SELECT DISTINCT case_id FROM case_unit WHERE unit_id = ? AND part = 2 AND until_at IS NULL AND done_at IS NULL;

-- Everything of a case that words are looked for in, but complaints and notes.
-- name: SEARCH_CASES
SELECT c.id, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, c.description, k.name_zh AS class_zh, k.name_en AS class_en,
  u.name_zh AS unit_zh, u.name_en AS unit_en, b.name_zh AS cell_zh, b.name_en AS cell_en,
  c.class_id, c.unit_id, c.base_cell_id, c.supervisor_id, c.checker_id, c.registered_by, c.handler_id,
  c.ext_number, c.archive_code, b.code AS base_code, g.code AS grid_code, g.name_zh AS grid_zh,
  s.name_zh AS auto_zh, s.name_en AS auto_en, p.code AS part_code, p.name_zh AS part_zh, p.name_en AS part_en
 FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j
 STRAIGHT_JOIN cases c ON c.id = j.id
 LEFT JOIN class k ON k.id = c.class_id
 LEFT JOIN unit u ON u.id = c.unit_id
 LEFT JOIN grid_cell b ON b.id = c.base_cell_id
 LEFT JOIN grid_cell g ON g.id = c.unit_cell_id
 LEFT JOIN grid_cell s ON s.id = c.auto_cell_id
 LEFT JOIN component p ON p.id = c.component_id;

-- What the senders wrote.
-- name: SEARCH_WORDS
SELECT l.case_id, p.description, p.address, p.ext_number
 FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j
 STRAIGHT_JOIN complaint_case l ON l.case_id = j.id AND l.until_at IS NULL
 STRAIGHT_JOIN complaint p ON p.id = l.complaint_id;

-- What was noted at the steps.
-- name: SEARCH_NOTES
SELECT t.subject_id AS case_id, t.text
 FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j
 STRAIGHT_JOIN event_text t ON t.subject_kind = 2 AND t.subject_id = j.id;

-- The cases of a phone number's complaints, the newest first.
-- name: SEARCH_PHONE_CASES
SELECT DISTINCT l.case_id FROM contact c
 JOIN complaint_case l ON l.complaint_id = c.complaint_id AND l.until_at IS NULL
 WHERE c.phone_hash = ? AND l.case_id < ? ORDER BY l.case_id DESC LIMIT 51;

-- name: SEARCH_PHONE_COUNT
SELECT COUNT(*) FROM contact WHERE phone_hash = ?;

-- name: SEARCH_PHONE_LOG
INSERT INTO phone_lookup (at, user_id, phone_hash, hits) VALUES (?, ?, ?, ?);

-- name: SEARCH_PHONE_LOGGED
SELECT COUNT(*) FROM phone_lookup WHERE user_id = ? AND phone_hash = ? AND at >= ?;

-- Complaints that are no case yet: what waits for its hour, so never many.  By words all of them are looked at …
-- name: SEARCH_WAITING
SELECT p.id, p.state, p.received_at, p.accept_due, p.class_id, p.description, p.address, p.ext_number,
  k.name_zh AS class_zh, k.name_en AS class_en
 FROM complaint p LEFT JOIN class k ON k.id = p.class_id
 WHERE p.state IN (1, 2) ORDER BY p.state, p.accept_due, p.id LIMIT 2000;

-- … and those of a phone.
-- name: SEARCH_WAITING_PHONE
SELECT p.id, p.state, p.received_at, p.accept_due, p.class_id, p.description, p.address, p.ext_number,
  k.name_zh AS class_zh, k.name_en AS class_en
 FROM contact c JOIN complaint p ON p.id = c.complaint_id LEFT JOIN class k ON k.id = p.class_id
 WHERE c.phone_hash = ? AND p.state IN (1, 2) ORDER BY p.id LIMIT 50;
