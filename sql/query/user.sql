-- People who sign in, their sessions, and the tries of those who would like to.

-- name: USER_LOGIN
SELECT id, password_hash, state = 1 AS active
  FROM app_user
 WHERE login = ?;

-- name: USER_BY_ID
SELECT u.id, COALESCE(u.unit_id, 0) AS unit_id, u.login, u.name, u.name_en,
       n.name_zh AS unit_name, n.name_en AS unit_name_en, u.lang, u.must_change,
       (SELECT GROUP_CONCAT(ur.role_id ORDER BY ur.role_id) FROM user_role ur
         WHERE ur.user_id = u.id AND ur.valid_from <= ? AND (ur.valid_until IS NULL OR ur.valid_until > ?)) AS role_ids
  FROM app_user u
  LEFT JOIN unit n ON n.id = u.unit_id
 WHERE u.id = ? AND u.state = 1;

-- The session, its owner and nothing that has run out: idle, too old, or closed.
-- name: USER_BY_SESSION
SELECT u.id, COALESCE(u.unit_id, 0) AS unit_id, u.login, u.name, u.name_en,
       n.name_zh AS unit_name, n.name_en AS unit_name_en, u.lang, u.must_change,
       (SELECT GROUP_CONCAT(ur.role_id ORDER BY ur.role_id) FROM user_role ur
         WHERE ur.user_id = u.id AND ur.valid_from <= ? AND (ur.valid_until IS NULL OR ur.valid_until > ?)) AS role_ids,
       s.csrf_secret, s.seen_at
  FROM session s
  JOIN app_user u ON u.id = s.user_id
  LEFT JOIN unit n ON n.id = u.unit_id
 WHERE s.token_hash = ? AND s.seen_at > ? AND s.created_at > ? AND u.state = 1;

-- name: ROLES
SELECT r.id, r.code, r.name_zh, r.name_en, GROUP_CONCAT(p.perm_code) AS perm_codes
  FROM role r
  LEFT JOIN role_perm p ON p.role_id = r.id
 GROUP BY r.id
 ORDER BY r.id;

-- name: USER_SET_PASSWORD
UPDATE app_user SET password_hash = ?, must_change = ?
 WHERE id = ?;

-- name: PERMISSION_CODES
SELECT code FROM permission ORDER BY code;

-- name: SESSION_ADD
INSERT INTO session (token_hash, user_id, csrf_secret, created_at, seen_at, address_prefix)
VALUES (?, ?, ?, ?, ?, ?);

-- name: SESSION_SEEN
UPDATE session SET seen_at = ?
 WHERE token_hash = ?;

-- name: SESSION_END
DELETE FROM session
 WHERE token_hash = ?;

-- name: SESSION_END_ALL
DELETE FROM session
 WHERE user_id = ?;

-- name: LOGIN_TRY_ADD
INSERT INTO login_try (login, address_prefix, at, ok)
VALUES (?, ?, ?, ?);

-- Failures since a moment that no success of the same pair has made good.
-- name: LOGIN_TRIES_OF_PAIR
SELECT COUNT(*) AS n, MAX(at) AS last
  FROM login_try
 WHERE login = ? AND address_prefix = ? AND ok = 0 AND at > GREATEST(?,
       COALESCE((SELECT MAX(at) FROM login_try
                  WHERE login = ? AND address_prefix = ? AND ok = 1), 0));

-- The same for the account, from all addresses but those it signed in from lately.
-- name: LOGIN_TRIES_OF_LOGIN
SELECT COUNT(*) AS n, MAX(at) AS last
  FROM login_try
 WHERE login = ? AND ok = 0 AND at > ?
   AND address_prefix NOT IN (SELECT address_prefix FROM login_try
                               WHERE login = ? AND ok = 1 AND at > ?);

-- Whether the account has signed in from there lately: it then is not slowed by others.
-- name: LOGIN_KNOWN_PLACE
SELECT COUNT(*)
  FROM login_try
 WHERE login = ? AND address_prefix = ? AND ok = 1 AND at > ?;

-- Failures only: each try stands as one until its own success, and thirty clerks
-- who sign in at half past eight come from one address.
-- name: LOGIN_TRIES_OF_ADDRESS
SELECT COUNT(*) AS n, MAX(t.at) AS last
  FROM login_try t
 WHERE t.address_prefix = ? AND t.ok = 0 AND t.at > ?
   AND NOT EXISTS (SELECT 1 FROM login_try s
                    WHERE s.login = t.login AND s.address_prefix = t.address_prefix
                      AND s.ok = 1 AND s.at >= t.at);
