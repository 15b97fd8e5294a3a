-- Complaints: what one person or system sent.

-- name: COMPLAINT_INSERT
INSERT INTO complaint (form_key_hash, source, state, received_at, accept_due, lang, class_id,
  description, address, lat, lon, confidential, privacy_version, ext_system, ext_number, ext_due,
  taken_by, state_at, community_code, same_case)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: COMPLAINT_BY_ID
SELECT p.id, p.source, p.state, p.received_at, p.accept_due, p.lang, p.class_id, p.description, p.address,
  p.lat IS NOT NULL AS has_point, p.lat, p.lon, p.confidential, p.ext_system, p.ext_number, p.ext_due,
  p.taken_by, p.state_at, p.reason_id, p.answer, p.community_code, p.same_case,
  k.name_zh AS class_zh, k.name_en AS class_en
 FROM complaint p LEFT JOIN class k ON k.id = p.class_id WHERE p.id = ?;

-- What there is to know before a form is written: a complaint its key made
-- already, photos that wait under it, when its address sent the n-th last one (a
-- flood is not counted through).
-- name: COMPLAINT_BY_KEY
SELECT p.id, p.received_at, p.accept_due,
  (SELECT at FROM rate_use WHERE scope = ? AND who = ? ORDER BY at DESC LIMIT 1 OFFSET ?) AS nth_last,
  EXISTS (SELECT 1 FROM upload WHERE form_key_hash = ?) AS has_uploads
 FROM (SELECT 1) AS one LEFT JOIN complaint p ON p.form_key_hash = ?;

-- name: COMPLAINT_LOCK
SELECT state FROM complaint WHERE id = ? FOR UPDATE;

-- name: COMPLAINT_CODE_INSERT
INSERT INTO complaint_code (complaint_id, code_hash) VALUES (?, ?);

-- name: COMPLAINT_STATE
UPDATE complaint SET state = ?, state_at = ? WHERE id = ?;

-- name: COMPLAINT_ANSWER
UPDATE complaint SET state = COALESCE(?, state), state_at = ?, reason_id = ?, answer = ? WHERE id = ?;

-- The acceptor's pool of complaints that are no case yet.
-- name: COMPLAINT_QUEUE
SELECT p.id, p.source, p.received_at, p.accept_due, p.address, SUBSTRING(p.description, 1, 80) AS description,
  k.name_zh AS class_zh, k.name_en AS class_en, COALESCE(d.doubts, 0) AS doubts
 FROM complaint p LEFT JOIN class k ON k.id = p.class_id LEFT JOIN complaint_doubt d ON d.complaint_id = p.id
 WHERE p.state = ? AND (p.accept_due, p.id) > (?, ?) ORDER BY p.accept_due, p.id LIMIT 51;

-- name: COMPLAINT_COUNT
SELECT COUNT(*) AS total, COALESCE(SUM(accept_due < ?), 0) AS late,
  COALESCE(SUM(accept_due >= ? AND accept_due < ?), 0) AS soon FROM complaint WHERE state = ?;

-- name: LINK_INSERT
INSERT INTO complaint_case (complaint_id, case_id, from_at) VALUES (?, ?, ?);

-- name: LINK_MOVE_END
UPDATE complaint_case SET until_at = ? WHERE case_id = ? AND until_at IS NULL;

-- name: LINK_CASE_OF
SELECT case_id FROM complaint_case WHERE complaint_id = ? AND until_at IS NULL;

-- name: LINK_COMPLAINTS
SELECT p.id, p.source, p.state, p.received_at, p.lang, p.description, p.address, p.ext_system, p.ext_number, p.ext_due,
  p.confidential, p.answer, c.masked_name, c.masked_phone, c.masked_email,
  v.name_zh AS community_zh, v.name_en AS community_en
 FROM complaint_case l JOIN complaint p ON p.id = l.complaint_id
 LEFT JOIN contact c ON c.complaint_id = p.id
 LEFT JOIN division v ON v.code = p.community_code
 WHERE l.case_id = ? AND l.from_at <= ? AND (l.until_at IS NULL OR l.until_at > ?) ORDER BY l.id;

-- name: CONTACT_INSERT
INSERT INTO contact (complaint_id, key_year, sealed, masked_name, masked_phone, masked_email, phone_hash, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: CONTACT_MASKED
SELECT masked_name, masked_phone, masked_email FROM contact WHERE complaint_id = ?;

-- name: CONTACT_SEALED
SELECT key_year, sealed FROM contact WHERE complaint_id = ?;

-- name: RATE_INSERT
INSERT INTO rate_use (scope, who, at) VALUES (?, ?, ?);
