-- What stands beside a case: the squad's area, who asked about it, its matters, what senders say of the result.

-- The squad's own work, then everything open in its area; the most urgent first.
-- name: AREA_WAITING
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM cases c WHERE c.squad_id = ? ORDER BY c.queue_key, c.id LIMIT 101;

-- name: AREA_CASES
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard, c.urgent,
  c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id, c.base_cell_id
 FROM (SELECT k.id AS hit FROM grid_cell g JOIN cases k ON k.base_cell_id = g.id
   WHERE g.squad_id = ? AND k.state IN (20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 51)
   ORDER BY k.queue_key, k.id LIMIT 101) h
 JOIN cases c ON c.id = h.hit ORDER BY c.queue_key, c.id;

-- Inquiries about one case (kind 1), the registered matters it belongs to (2), what its senders say of the result (3).
-- name: CASE_ASKED
SELECT 1 AS kind, s.seq AS id, s.started AS at, s.due, s.ended, s.late_at, 0 AS state, e.detail AS detail, w.name AS who,
  NULL AS title, t.text AS words, a.text AS answer, NULL AS unit_zh, NULL AS unit_en
 FROM side_clock s JOIN event e ON e.subject_kind = 2 AND e.subject_id = s.case_id AND e.seq = s.set_event
 LEFT JOIN event_text t ON t.subject_kind = 2 AND t.subject_id = s.case_id AND t.seq = s.set_event
 LEFT JOIN event_text a ON a.subject_kind = 2 AND a.subject_id = s.case_id AND a.seq = s.end_event
 LEFT JOIN app_user w ON w.id = e.user_id
 WHERE s.case_id = ? AND s.kind = 4
UNION ALL
SELECT 2, m.id, l.added_at, m.due, m.closed_at, NULL, m.state, CAST(CONCAT('matter=', m.kind, '\norigin=', m.origin, '\n') AS BINARY),
  o.name, m.title, NULL, NULL, u.name_zh, u.name_en
 FROM matter_case l JOIN matter m ON m.id = l.matter_id JOIN app_user o ON o.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id
 WHERE l.case_id = ?
UNION ALL
SELECT 3, r.complaint_id, r.at, NULL, NULL, NULL, r.answer, CAST(CONCAT('staff=', r.by_staff, '\n') AS BINARY),
  NULL, NULL, t.text, NULL, NULL, NULL
 FROM complaint_case k JOIN complaint_rating r ON r.complaint_id = k.complaint_id
 LEFT JOIN event_text t ON t.subject_kind = 1 AND t.subject_id = r.complaint_id AND t.seq = r.seq
 WHERE k.case_id = ? AND k.until_at IS NULL
 ORDER BY kind, id, at;

-- name: MATTER_CASE_ADD
INSERT INTO matter_case (matter_id, case_id, added_by, added_at)
SELECT n.matter_id, n.case_id, n.added_by, n.added_at
 FROM (SELECT ? AS matter_id, ? AS case_id, ? AS added_by, ? AS added_at) n
 WHERE NOT EXISTS (SELECT 1 FROM matter_case k WHERE k.matter_id = n.matter_id AND k.case_id = n.case_id);

-- The case a complaint is answered by now, and what is known of a form's key.
-- name: RATING_OF
SELECT p.state AS complaint_state, COALESCE(c.id, 0) AS case_id, COALESCE(c.state, 0) AS case_state,
  EXISTS (SELECT 1 FROM complaint_rating r WHERE r.key_hash = ?) AS again
 FROM complaint p LEFT JOIN complaint_case l ON l.complaint_id = p.id AND l.until_at IS NULL
 LEFT JOIN cases c ON c.id = l.case_id WHERE p.id = ?;

-- name: RATING_ADD
INSERT INTO complaint_rating (complaint_id, seq, key_hash, answer, by_staff, at) VALUES (?, ?, ?, ?, ?, ?);

-- The newest first; the words stand in the ledger, where they can be destroyed.
-- name: RATING_LIST
SELECT r.seq, r.answer, r.by_staff, r.at, t.text AS words FROM complaint_rating r
 LEFT JOIN event_text t ON t.subject_kind = 1 AND t.subject_id = r.complaint_id AND t.seq = r.seq
 WHERE r.complaint_id = ? ORDER BY r.seq DESC;

-- name: RATING_LAST
SELECT seq, answer, by_staff, at, NULL AS words FROM complaint_rating WHERE complaint_id = ? ORDER BY seq DESC LIMIT 1;
