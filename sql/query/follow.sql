-- What a sender sees of his complaint.

-- A row in any case: who types a number that is none is counted like who types
-- a wrong code.
-- name: FOLLOW
SELECT (SELECT COUNT(*) FROM rate_use WHERE scope = ? AND who = ? AND at > ?) AS by_address,
  (SELECT COUNT(*) FROM rate_use WHERE scope = ? AND who = ? AND at > ?) AS by_number, h.code_hash,
  p.id, p.state, p.state_at, p.received_at, p.accept_due, p.class_id, p.description, p.address, p.community_code,
  p.answer,
  c.id AS case_id, c.number, c.state AS case_state, c.filed_at, c.dispatched_at, c.fed_back_at, c.closed_at,
  c.stage_due, c.due_at, c.unit_id, c.class_id AS case_class, COALESCE(c.hazard, 0) AS hazard, c.parent_case IS NOT NULL AS merged, c.reopen_until
 FROM (SELECT 1) AS one
 LEFT JOIN complaint p ON p.id = ?
 LEFT JOIN complaint_code h ON h.complaint_id = p.id
 LEFT JOIN complaint_case l ON l.complaint_id = p.id AND l.until_at IS NULL
 LEFT JOIN cases c ON c.id = l.case_id;

-- Of an opened contact the post and the kind of reason, never a name or a word.
-- name: FOLLOW_EVENTS
SELECT e.kind, e.at, e.from_state, e.to_state, r.name_zh AS role_zh, r.name_en AS role_en,
  COALESCE(NULLIF(n.public_zh, ''), n.name_zh) AS reason_zh, COALESCE(NULLIF(n.public_en, ''), n.name_en) AS reason_en
 FROM event e LEFT JOIN role r ON e.kind = 915 AND r.id = e.role_id LEFT JOIN reason n ON e.kind = 915 AND n.id = e.reason_id
 WHERE (e.subject_kind = 1 AND e.subject_id = ?) OR (e.subject_kind = 2 AND e.subject_id =
  (SELECT case_id FROM complaint_case WHERE complaint_id = ? AND until_at IS NULL))
 ORDER BY e.at DESC, e.subject_kind DESC, e.seq DESC;

-- name: FOLLOW_FILES
SELECT l.id, l.subject_kind, l.part, l.added_at, f.sha256, f.type
 FROM file_link l JOIN file f ON f.id = l.file_id
 WHERE ((l.subject_kind = 1 AND l.subject_id = ?) OR (l.subject_kind = 2 AND l.subject_id =
  (SELECT case_id FROM complaint_case WHERE complaint_id = ? AND until_at IS NULL))) AND l.for_public = 1
 ORDER BY l.subject_kind, l.id;

-- What was promised for its case, in order, and by which step.
-- name: FOLLOW_PROMISES
SELECT p.kind, p.due, p.amount, p.unit, e.kind AS step, e.at
 FROM promise p JOIN event e ON e.subject_kind = 2 AND e.subject_id = p.case_id AND e.seq = p.set_event
 WHERE p.case_id = (SELECT case_id FROM complaint_case WHERE complaint_id = ? AND until_at IS NULL)
 ORDER BY p.seq;
