-- Administration from the command line (batch/job_user.c, job_setting.c).

-- name: ADMIN_USER_ADD
INSERT INTO app_user (login, name, name_en, password_hash, unit_id, must_change, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: ADMIN_USER_STATE
UPDATE app_user SET state = ? WHERE id = ?;

-- name: ADMIN_USERS
SELECT u.login, u.name, n.code AS unit_code, u.state, GROUP_CONCAT(r.code ORDER BY r.id SEPARATOR ' ') AS roles
  FROM app_user u
  LEFT JOIN unit n ON n.id = u.unit_id
  LEFT JOIN user_role ur ON ur.user_id = u.id AND ur.valid_from <= ? AND (ur.valid_until IS NULL OR ur.valid_until > ?)
  LEFT JOIN role r ON r.id = ur.role_id
 GROUP BY u.id ORDER BY u.id;

-- name: ADMIN_USER_COUNT
SELECT COUNT(*) FROM app_user;

-- name: ADMIN_ROLE_ID
SELECT id FROM role WHERE code = ?;

-- name: ADMIN_UNIT_ID
SELECT id FROM unit WHERE code = ?;

-- Given from now on, unless he has it.
-- name: ADMIN_ROLE_GIVE
INSERT INTO user_role (user_id, role_id, valid_from)
SELECT ?, ?, ? FROM DUAL
 WHERE NOT EXISTS (SELECT 1 FROM user_role x WHERE x.user_id = ? AND x.role_id = ?
   AND (x.valid_until IS NULL OR x.valid_until > ?));

-- name: ADMIN_ROLE_TAKE
UPDATE user_role SET valid_until = ?
 WHERE user_id = ? AND role_id = ? AND (valid_until IS NULL OR valid_until > ?);

-- name: ADMIN_SETTING_SET
INSERT INTO setting (name, valid_from, value) VALUES (?, ?, ?)
 ON DUPLICATE KEY UPDATE value = VALUES(value);

-- Cases whose row does not end where their chain ends.
-- name: VERIFY_HEADS
SELECT c.id FROM cases c
  LEFT JOIN event e ON e.subject_kind = 2 AND e.subject_id = c.id AND e.seq = c.event_seq
 WHERE e.hash IS NULL OR e.hash <> c.event_hash
    OR EXISTS (SELECT 1 FROM event f WHERE f.subject_kind = 2 AND f.subject_id = c.id AND f.seq > c.event_seq)
 ORDER BY c.id LIMIT 1;

-- Complaints without any event.
-- name: VERIFY_COMPLAINTS
SELECT p.id FROM complaint p
  LEFT JOIN event e ON e.subject_kind = 1 AND e.subject_id = p.id AND e.seq = 1
 WHERE e.hash IS NULL ORDER BY p.id LIMIT 1;

-- Texts that do not fit the hash in their event.
-- name: VERIFY_TEXTS
SELECT t.subject_kind, t.subject_id, t.seq, t.salt, t.text, e.text_hash
  FROM event_text t
  LEFT JOIN event e ON e.subject_kind = t.subject_kind AND e.subject_id = t.subject_id AND e.seq = t.seq
 ORDER BY t.subject_kind, t.subject_id, t.seq;
