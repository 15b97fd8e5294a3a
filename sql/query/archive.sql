-- The archive: boxes, callers' files, holds, destruction.

-- name: ARCHIVE_KEEP
SELECT b.code AS box, i.place, COALESCE(i.until_year, 0) AS until_year, k.sha256 AS caller
 FROM cases c LEFT JOIN archive_item i ON i.case_id = c.id LEFT JOIN archive_box b ON b.id = i.box_id
 LEFT JOIN archive_caller k ON k.case_id = c.id WHERE c.id = ?;

-- Archived, and in no box yet, the longest first; one retention at a time.
-- name: ARCHIVE_WAITING
SELECT id, number, archive_code, archived_at, COALESCE(retention_years, 10) AS years FROM cases
 WHERE unboxed = ? ORDER BY archived_at, id LIMIT ? FOR UPDATE;

-- name: ARCHIVE_WAIT_COUNT
SELECT COUNT(*) FROM cases WHERE unboxed IS NOT NULL;

-- The last box of a year and retention.
-- name: BOX_LAST
SELECT id, code, year, years, number, n_item, opened_at FROM archive_box
 WHERE year = ? AND years = ? ORDER BY number DESC LIMIT 1 FOR UPDATE;

-- name: BOX_INSERT
INSERT INTO archive_box (code, year, years, number, opened_at) VALUES (?, ?, ?, ?, ?);

-- name: BOX_MORE
UPDATE archive_box SET n_item = n_item + ? WHERE id = ?;

-- name: BOX_ITEM
INSERT INTO archive_item (case_id, box_id, place, until_year, put_at) VALUES (?, ?, ?, ?, ?);

-- name: BOX_TAKEN
UPDATE cases SET boxed = 1, archive_code = COALESCE(archive_code, ?) WHERE id = ?;

-- name: BOX_LIST
SELECT id, code, year, years, number, n_item, opened_at FROM archive_box
 WHERE id < ? ORDER BY id DESC LIMIT 51;

-- Of a year, for labels; 0: all.
-- name: BOX_OF_YEAR
SELECT id, code, year, years, number, n_item, opened_at FROM archive_box
 WHERE (? = 0 OR year = ?) ORDER BY year, years, number LIMIT 5000;

-- name: BOX_BY_CODE
SELECT id, code, year, years, number, n_item, opened_at FROM archive_box WHERE code = ?;

-- name: BOX_BY_ID
SELECT id, code, year, years, number, n_item, opened_at FROM archive_box WHERE id = ?;

-- name: BOX_ITEMS
SELECT i.case_id, i.place, COALESCE(i.until_year, 0) AS until_year, i.destroyed_at, c.number, c.archive_code, c.address,
  c.closed_at, k.name_zh AS class_zh, k.name_en AS class_en, u.name_zh AS unit_zh, u.name_en AS unit_en,
  w.sha256 AS caller, h.id IS NOT NULL AS held
 FROM archive_item i JOIN cases c ON c.id = i.case_id LEFT JOIN class k ON k.id = c.class_id
 LEFT JOIN unit u ON u.id = c.unit_id LEFT JOIN archive_caller w ON w.case_id = i.case_id
 LEFT JOIN archive_hold h ON h.open_case = i.case_id AND (h.until_at IS NULL OR h.until_at > ?)
 WHERE i.box_id = ? ORDER BY i.place;

-- name: CALLER_CONTACTS
SELECT l.complaint_id, t.key_year, t.sealed FROM complaint_case l JOIN contact t ON t.complaint_id = l.complaint_id
 WHERE l.case_id = ? AND l.until_at IS NULL ORDER BY l.complaint_id;

-- name: CALLER_INSERT
INSERT INTO archive_caller (case_id, sha256, key_year, sealed) VALUES (?, ?, ?, ?);

-- name: CALLER_BY_CASE
SELECT case_id, sha256, key_year, sealed FROM archive_caller WHERE case_id = ?;

-- name: CALLER_BY_HASH
SELECT case_id, sha256, key_year, sealed FROM archive_caller WHERE sha256 = ?;

-- name: HOLD_INSERT
INSERT INTO archive_hold (case_id, why, set_by, set_at, until_at) VALUES (?, ?, ?, ?, ?);

-- name: HOLD_LIFT
UPDATE archive_hold SET lifted_by = ?, lifted_at = ?, lift_why = ? WHERE open_case = ?;

-- name: HOLD_OPEN
SELECT COUNT(*) FROM archive_hold WHERE open_case = ? AND (until_at IS NULL OR until_at > ?);

-- A hold whose day is past is no hold, but stands until it is lifted or set anew.
-- name: HOLD_LIST
SELECT h.id, h.case_id, c.number, h.why, h.set_at, h.until_at, w.name AS who
 FROM archive_hold h JOIN cases c ON c.id = h.case_id JOIN app_user w ON w.id = h.set_by
 WHERE h.open_case IS NOT NULL ORDER BY h.id DESC LIMIT 200;

-- What was to be kept to the end of a year before this one, and nothing holds.
-- name: DESTRUCTION_DUE
SELECT c.id, c.event_hash AS head FROM archive_item i JOIN cases c ON c.id = i.case_id
 WHERE i.until_year < ?
  AND NOT EXISTS (SELECT 1 FROM archive_hold h WHERE h.open_case = i.case_id AND (h.until_at IS NULL OR h.until_at > ?))
 ORDER BY i.until_year, i.case_id LIMIT ?;

-- name: DESTRUCTION_INSERT
INSERT INTO destruction (year, n_item, root, made_by, made_at) VALUES (?, ?, ?, ?, ?);

-- name: DESTRUCTION_ADD
INSERT INTO destruction_item (list_id, case_id, head) VALUES (?, ?, ?);

-- name: DESTRUCTION_BY_ID
SELECT d.id, d.year, d.state, d.n_item, d.root, d.made_by, d.made_at, d.first_by, d.first_at, d.second_by, d.second_at,
  d.done_at, m.name AS made_name, f.name AS first_name, s.name AS second_name
 FROM destruction d JOIN app_user m ON m.id = d.made_by LEFT JOIN app_user f ON f.id = d.first_by
 LEFT JOIN app_user s ON s.id = d.second_by WHERE d.id = ?;

-- name: DESTRUCTION_LIST
SELECT d.id, d.year, d.state, d.n_item, d.root, d.made_by, d.made_at, d.first_by, d.first_at, d.second_by, d.second_at,
  d.done_at, m.name AS made_name, f.name AS first_name, s.name AS second_name
 FROM destruction d JOIN app_user m ON m.id = d.made_by LEFT JOIN app_user f ON f.id = d.first_by
 LEFT JOIN app_user s ON s.id = d.second_by ORDER BY d.id DESC LIMIT 50;

-- name: DESTRUCTION_LOCK
SELECT state FROM destruction WHERE id = ? FOR UPDATE;

-- name: DESTRUCTION_ITEMS
SELECT d.case_id, c.number, c.archive_code, c.archived_at, i.until_year IS NULL AS gone, COALESCE(i.until_year, 0) AS until_year,
  d.head, d.kept, d.done_at, c.event_seq, c.event_hash AS head_now, b.code AS box
 FROM destruction_item d JOIN cases c ON c.id = d.case_id JOIN archive_item i ON i.case_id = d.case_id
 JOIN archive_box b ON b.id = i.box_id WHERE d.list_id = ? AND d.case_id > ? ORDER BY d.case_id LIMIT ?;

-- name: DESTRUCTION_SIGN_FIRST
UPDATE destruction SET state = 1, first_by = ?, first_at = ? WHERE id = ? AND state = 0;

-- name: DESTRUCTION_SIGN_SECOND
UPDATE destruction SET state = 2, second_by = ?, second_at = ? WHERE id = ? AND state = 1;

-- name: DESTRUCTION_WITHDRAW
UPDATE destruction SET state = 4 WHERE id = ? AND state < 2;

-- name: DESTRUCTION_DONE
UPDATE destruction SET state = 3, done_at = ? WHERE id = ? AND state = 2;

-- name: DESTRUCTION_ITEM_DONE
UPDATE destruction_item SET done_at = ?, kept = ? WHERE list_id = ? AND case_id = ? AND done_at IS NULL;

-- name: DESTROY_ITEM
UPDATE archive_item SET until_year = NULL, destroyed_at = ? WHERE case_id = ?;

-- name: DESTROY_CASE
UPDATE cases SET description = '', address = '', lat = NULL, lon = NULL WHERE id = ?;

-- name: DESTROY_UNIT_WORDS
UPDATE case_unit SET task = NULL, result = NULL WHERE case_id = ?;

-- name: DESTROY_TEXTS
DELETE FROM event_text WHERE subject_kind = ? AND subject_id = ?;

-- The photos themselves go when nothing else names them (TICK).
-- name: DESTROY_LOOSEN
UPDATE file SET loose_at = ? WHERE id IN (SELECT file_id FROM file_link WHERE subject_kind = ? AND subject_id = ?);

-- name: DESTROY_LINKS
DELETE FROM file_link WHERE subject_kind = ? AND subject_id = ?;

-- name: DESTROY_CALLER
DELETE FROM archive_caller WHERE case_id = ?;

-- name: DESTROY_COMPLAINTS
SELECT l.complaint_id AS id FROM complaint_case l WHERE l.case_id = ? AND l.until_at IS NULL ORDER BY l.complaint_id;

-- name: DESTROY_COMPLAINT
UPDATE complaint SET description = '', address = '—', lat = NULL, lon = NULL, answer = NULL WHERE id = ?;

-- name: DESTROY_CONTACT
DELETE FROM contact WHERE complaint_id = ?;

-- name: DESTROY_REPLIES
DELETE FROM complaint_reply WHERE complaint_id = ?;

-- name: DESTROY_CODE
DELETE FROM complaint_code WHERE complaint_id = ?;

-- Cases that were joined to it: their words go with it.
-- name: DESTROY_CHILDREN
SELECT id FROM cases WHERE parent_case = ? ORDER BY id;
