-- The servers of letters and short messages, and their tests (lib/service/channel_ops.c).

-- name: CHANNELS_NOW
SELECT c.code, c.via, c.server, c.server_login, c.sender, c.secret FROM (SELECT ? AS at) p JOIN channel c
 WHERE c.valid_from = (SELECT MAX(x.valid_from) FROM channel x WHERE x.code = c.code AND x.valid_from <= p.at) ORDER BY c.code;

-- name: CHANNEL_TEST_ADD
INSERT INTO channel_test (code, receiver, asked_by, asked_at) VALUES (?, ?, ?, ?);

-- name: CHANNEL_TESTS
SELECT t.id, t.code, t.receiver, t.asked_at, t.done_at, COALESCE(t.sent, 0) AS sent, t.result, u.name AS asked_name
 FROM channel_test t JOIN app_user u ON u.id = t.asked_by WHERE t.code = ? ORDER BY t.id DESC LIMIT 10;

-- name: CHANNEL_TESTS_DUE
SELECT t.id, t.code, t.receiver, t.asked_at, t.done_at, COALESCE(t.sent, 0) AS sent, t.result, u.name AS asked_name
 FROM channel_test t JOIN app_user u ON u.id = t.asked_by WHERE t.taken_at IS NULL AND t.asked_at > ? ORDER BY t.id LIMIT 20;

-- name: CHANNEL_TEST_TAKE
UPDATE channel_test SET taken_at = ? WHERE id = ? AND taken_at IS NULL;

-- name: CHANNEL_TEST_END
UPDATE channel_test SET done_at = ?, sent = ?, result = ? WHERE id = ?;

-- name: ADMIN_LIST_CHANNEL
SELECT c.code AS row_key, c.code AS title_zh, c.code AS title_en, c.via AS note_zh, c.via AS note_en,
  c.valid_from AS valid_from, (SELECT MIN(t.valid_from) FROM channel t WHERE t.code = c.code AND t.valid_from > p.at) AS valid_until
 FROM (SELECT ? AS of_key, ? AS q, ? AS after_key, ? AS at) p JOIN channel c
 WHERE c.code > p.after_key AND (p.q = '' OR LOCATE(p.q, c.code) > 0)
  AND c.valid_from = (SELECT MAX(t.valid_from) FROM channel t WHERE t.code = c.code AND t.valid_from <= p.at)
 ORDER BY c.code LIMIT 101;

-- Never the secret: whether there is one.
-- name: ADMIN_ROW_CHANNEL
SELECT c.code AS code,
  c.via AS via,
  c.server AS server,
  c.server_login AS server_login,
  c.sender AS sender,
  IF(c.secret IS NULL, NULL, '••••••') AS secret
 FROM (SELECT ? AS row_key, ? AS at) p JOIN channel c
 WHERE c.code = p.row_key AND c.valid_from = (SELECT MAX(t.valid_from) FROM channel t WHERE t.code = c.code AND t.valid_from <= p.at);

-- name: ADMIN_SET_CHANNEL
INSERT INTO channel (code, via, server, server_login, sender, secret, valid_from)
SELECT p.code, p.via, COALESCE(p.server, ''), COALESCE(p.server_login, ''), COALESCE(p.sender, ''),
  COALESCE(p.secret, (SELECT s.secret FROM channel s WHERE s.code = p.code ORDER BY s.valid_from DESC LIMIT 1)),
  COALESCE((SELECT MAX(t.valid_from) + 1 FROM channel t WHERE t.code = p.code AND t.valid_from BETWEEN p.at AND p.at + 999999), p.at)
 FROM (SELECT ? AS code, ? AS via, ? AS server, ? AS server_login, ? AS sender, ? AS secret, ? AS at, ? AS row_key) p;
