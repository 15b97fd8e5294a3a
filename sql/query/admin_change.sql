-- Changes to the office's own data, and their log (lib/service/admin_ops.c).

-- name: CHANGE_ADD
INSERT INTO office_change (thing, op, row_key, old_text, new_text, valid_from, note, touches, asked_by, asked_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: CHANGE_BY_ID
SELECT c.id, c.thing, c.op, c.row_key, c.old_text, c.new_text, c.valid_from, c.note, c.touches, c.state, c.asked_by, c.asked_at,
  COALESCE(c.decided_by, 0) AS decided_by, c.decided_at, c.decision, c.done_at, a.name AS asked_name, a.name_en AS asked_name_en,
  d.name AS decided_name, d.name_en AS decided_name_en
 FROM office_change c JOIN app_user a ON a.id = c.asked_by LEFT JOIN app_user d ON d.id = c.decided_by
 WHERE c.id = ?;

-- name: CHANGE_LOCK
SELECT id FROM office_change WHERE id = ? FOR UPDATE;

-- name: CHANGE_LIST
SELECT c.id, c.thing, c.op, c.row_key, c.valid_from, c.note, c.touches, c.state, c.asked_by, c.asked_at, c.decided_at,
  a.name AS asked_name, a.name_en AS asked_name_en, d.name AS decided_name, d.name_en AS decided_name_en
 FROM office_change c JOIN app_user a ON a.id = c.asked_by LEFT JOIN app_user d ON d.id = c.decided_by
 WHERE c.state = ? AND c.id < ? ORDER BY c.id DESC LIMIT 51;

-- name: CHANGE_LIST_ROW
SELECT c.id, c.thing, c.op, c.row_key, c.valid_from, c.note, c.touches, c.state, c.asked_by, c.asked_at, c.decided_at,
  a.name AS asked_name, a.name_en AS asked_name_en, d.name AS decided_name, d.name_en AS decided_name_en
 FROM office_change c JOIN app_user a ON a.id = c.asked_by LEFT JOIN app_user d ON d.id = c.decided_by
 WHERE c.thing = ? AND c.row_key = ? AND c.state > 0 ORDER BY c.id DESC LIMIT 20;

-- name: CHANGE_COUNT
SELECT COUNT(*) FROM office_change WHERE state = 1;

-- name: CHANGE_DUE
SELECT id FROM office_change WHERE state = 2 AND valid_from <= ? ORDER BY id LIMIT 200;

-- name: CHANGE_HAND_IN
UPDATE office_change SET state = 1, asked_at = ?, touches = ? WHERE id = ? AND state = 0;

-- name: CHANGE_DROP
UPDATE office_change SET state = 5 WHERE id = ? AND state IN (0, 1, 2);

-- name: CHANGE_DECIDE
UPDATE office_change SET state = ?, decided_by = ?, decided_at = ?, decision = ? WHERE id = ? AND state = 1;

-- name: CHANGE_DONE
UPDATE office_change SET state = 3, done_at = ? WHERE id = ? AND state IN (1, 2);

-- One chain for the whole office, newest first; the second argument is a line of the detail, or nothing.
-- name: ADMIN_LOG
SELECT e.seq, e.kind, e.at, e.role_id, e.from_state, e.to_state, e.detail, e.hash, w.name AS user_name, w.name_en AS user_name_en,
  r.name_zh AS role_zh, r.name_en AS role_en, t.text, e.text_hash IS NOT NULL AND t.text IS NULL AS destroyed
 FROM event e
 LEFT JOIN event_text t ON t.subject_kind = e.subject_kind AND t.subject_id = e.subject_id AND t.seq = e.seq
 LEFT JOIN app_user w ON w.id = e.user_id
 LEFT JOIN role r ON r.id = e.role_id
 WHERE e.subject_kind = 3 AND e.subject_id = 1 AND e.seq < ? AND LOCATE(?, e.detail) > 0
 ORDER BY e.seq DESC LIMIT 51;
