-- Notices: from the posts the outbox names to people, messages and what became
-- of them (lib/service/notice*, workflow §6).

-- The house, read once a run.
-- name: NOTICE_AUDIENCES
SELECT code, role_id, scope FROM notice_audience ORDER BY code, role_id;

-- name: NOTICE_PEOPLE
SELECT u.id, COALESCE(u.unit_id, 0) AS unit_id, CAST(BIT_OR(IF(r.role_id < 63, 1 << r.role_id, 0)) AS SIGNED) AS roles
  FROM app_user u
  JOIN user_role r ON r.user_id = u.id AND r.valid_from <= ? AND (r.valid_until IS NULL OR r.valid_until > ?)
 WHERE u.state = 1
 GROUP BY u.id ORDER BY u.id;

-- name: NOTICE_DUTIES
SELECT r.user_id, r.role_id, r.day, s.from_min, s.to_min
  FROM roster r JOIN shift s ON s.id = r.shift_id
 WHERE r.day BETWEEN ? AND ? ORDER BY r.day, s.from_min, r.id;

-- name: NOTICE_PATROLS
SELECT cell_id, user_id FROM grid_person
 WHERE duty = 'patrol' AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?);

-- name: NOTICE_WISHES
SELECT user_id, email, phone, by_email, by_sms, digest FROM notice_wish ORDER BY user_id;

-- name: NOTICE_WISH
SELECT user_id, email, phone, by_email, by_sms, digest FROM notice_wish WHERE user_id = ?;

-- name: NOTICE_WISH_SET
INSERT INTO notice_wish (user_id, email, phone, by_email, by_sms, digest, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON DUPLICATE KEY UPDATE email = VALUES(email), phone = VALUES(phone), by_email = VALUES(by_email),
  by_sms = VALUES(by_sms), digest = VALUES(digest), changed_at = VALUES(changed_at);

-- Rows that nobody else has in hand; they are this transaction's until it ends.
-- name: NOTICE_OUTBOX_CLAIM
SELECT id FROM outbox WHERE done_at IS NULL AND (next_at IS NULL OR next_at <= ?)
 ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED;

-- What they are about.
-- name: NOTICE_OUTBOX_ROWS
SELECT o.id, o.subject_kind, o.subject_id, o.event_seq, o.audience, COALESCE(o.unit_id, 0) AS unit_id,
  COALESCE(o.user_id, 0) AS user_id, COALESCE(e.kind, o.kind, 0) AS kind, COALESCE(e.user_id, 0) AS actor_id,
  COALESCE(c.hazard AND c.state < 50, 0) AS hazard, COALESCE(c.base_cell_id, 0) AS cell_id, o.created_at
  FROM outbox o
  LEFT JOIN event e ON e.subject_kind = o.subject_kind AND e.subject_id = o.subject_id AND e.seq = o.event_seq
  LEFT JOIN cases c ON o.subject_kind = 2 AND c.id = o.subject_id
 WHERE o.id BETWEEN ? AND ? AND FIND_IN_SET(o.id, ?) ORDER BY o.id;

-- The senders of those complaints, or of the complaints of those cases, who left
-- something to reach them by; which it is can be told from the masks.
-- name: NOTICE_SENDERS
SELECT o.id AS outbox_id, x.complaint_id, x.masked_email IS NOT NULL AS has_email,
  w.complaint_id IS NULL OR w.confirmed_at IS NOT NULL AS confirmed, w.stopped_at IS NOT NULL OR (p.state = 5 AND e.kind <> 921) AS stopped,
  COALESCE(w.daily, 0) AS daily,
  COALESCE(x.masked_phone LIKE '1______%' AND CHAR_LENGTH(x.masked_phone) = 11, 0) AS has_phone
  FROM outbox o
  LEFT JOIN complaint_case l ON o.subject_kind = 2 AND l.case_id = o.subject_id AND l.from_at <= o.created_at
    AND (l.until_at IS NULL OR l.until_at >= o.created_at)
  JOIN contact x ON x.complaint_id = IF(o.subject_kind = 1, o.subject_id, l.complaint_id)
  JOIN complaint p ON p.id = x.complaint_id
  JOIN event e ON e.subject_kind = o.subject_kind AND e.subject_id = o.subject_id AND e.seq = o.event_seq
  LEFT JOIN sender_wish w ON w.complaint_id = x.complaint_id
 WHERE o.id BETWEEN ? AND ? AND FIND_IN_SET(o.id, ?) ORDER BY o.id, x.complaint_id;

-- name: NOTICE_OUTBOX_DONE
UPDATE outbox SET done_at = ?, told = ?, next_at = NULL WHERE id = ?;

-- name: NOTICE_OUTBOX_LATER
UPDATE outbox SET next_at = ? WHERE id = ?;

-- name: NOTICE_INSERT
INSERT INTO notice (subject_kind, subject_id, event_seq, user_id, complaint_id, audience, kind, hazard, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: NOTICE_MESSAGE_INSERT
INSERT INTO notice_message (notice_id, channel, user_id, reader, urgency, next_at, since) VALUES (?, ?, ?, ?, ?, ?, ?);

-- The next one due.  Of a digest the first of its reader's: the others go with it.
-- name: NOTICE_MESSAGE_NEXT
SELECT id FROM notice_message WHERE channel = ? AND state = 1 AND urgency = ? AND next_at <= ?
 ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: NOTICE_DIGEST_NEXT
SELECT m.id FROM notice_message m WHERE m.channel = 1 AND m.state = 1 AND m.urgency = 2 AND m.next_at <= ?
   AND NOT EXISTS (SELECT 1 FROM notice_message p WHERE p.reader = m.reader AND p.channel = 1 AND p.state = 1
     AND p.urgency = 2 AND p.id < m.id AND p.next_at <= ?)
 ORDER BY m.next_at, m.id LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: NOTICE_DIGEST_REST
SELECT r.id FROM notice_message h
  JOIN notice_message r ON r.reader = h.reader AND r.channel = 1 AND r.state = 1 AND r.urgency = 2 AND r.next_at <= ?
 WHERE h.id = ? ORDER BY r.id LIMIT 200;

-- name: NOTICE_MESSAGE_LEASE
UPDATE notice_message SET lease = ?, next_at = ? WHERE id BETWEEN ? AND ? AND FIND_IN_SET(id, ?) AND state = 1;

-- All that a letter says, and to whom.  Only what the lease still holds.
-- name: NOTICE_LETTERS
SELECT m.id, m.notice_id, m.channel, m.urgency, m.refused, m.away, m.since, n.subject_kind, n.subject_id, n.event_seq,
  COALESCE(n.user_id, 0) AS user_id, COALESCE(n.complaint_id, 0) AS complaint_id, n.kind, n.hazard, n.created_at,
  n.read_at IS NOT NULL AS was_read, c.number, COALESCE(c.state, 0) AS state, c.stage_due,
  COALESCE(c.confidential, 0) AS confidential, COALESCE(c.address, p.address, x.title, a.reason) AS address, k.name_zh AS class_zh,
  k.name_en AS class_en, u.state = 1 AS active, COALESCE(u.lang, p.lang) AS lang, w.email, w.phone,
  COALESCE(w.by_email, 0) AS by_email, COALESCE(w.by_sms, 0) AS by_sms, p.received_at, p.answer, p.state AS complaint_state,
  COALESCE(s.round, 0) AS round, s.complaint_id IS NULL OR s.confirmed_at IS NOT NULL AS confirmed, s.stopped_at IS NOT NULL AS stopped
  FROM notice_message m
  JOIN notice n ON n.id = m.notice_id
  LEFT JOIN cases c ON n.subject_kind = 2 AND c.id = n.subject_id
  LEFT JOIN complaint p ON p.id = COALESCE(n.complaint_id, IF(n.subject_kind = 1, n.subject_id, NULL))
  LEFT JOIN class k ON k.id = COALESCE(c.class_id, p.class_id)
  LEFT JOIN matter x ON n.subject_kind = 4 AND x.id = n.subject_id
  LEFT JOIN duty_absence a ON n.subject_kind = 6 AND a.id = n.subject_id
  LEFT JOIN app_user u ON u.id = n.user_id
  LEFT JOIN notice_wish w ON w.user_id = n.user_id
  LEFT JOIN sender_wish s ON s.complaint_id = n.complaint_id
 WHERE m.id BETWEEN ? AND ? AND FIND_IN_SET(m.id, ?) AND m.state = 1 AND m.lease = ? ORDER BY m.id;

-- What became of it; nothing when the lease has gone to another.
-- name: NOTICE_MESSAGE_END
UPDATE notice_message SET state = ?, next_at = ?, refused = ?, away = ?, ended_at = ?, last_error = ?, lease = NULL
 WHERE id BETWEEN ? AND ? AND FIND_IN_SET(id, ?) AND state = 1 AND lease = ?;

-- A person's inbox, the newest first, by key.
-- name: NOTICE_INBOX
SELECT n.id, n.subject_kind, n.subject_id, n.kind, n.hazard, n.created_at, n.read_at, c.number,
  COALESCE(c.state, 0) AS state, c.stage_due, COALESCE(c.address, p.address, m.title, a.reason) AS address, k.name_zh AS class_zh,
  k.name_en AS class_en, p.received_at
  FROM notice n
  LEFT JOIN cases c ON n.subject_kind = 2 AND c.id = n.subject_id
  LEFT JOIN complaint p ON n.subject_kind = 1 AND p.id = n.subject_id
  LEFT JOIN matter m ON n.subject_kind = 4 AND m.id = n.subject_id
  LEFT JOIN duty_absence a ON n.subject_kind = 6 AND a.id = n.subject_id
  LEFT JOIN class k ON k.id = COALESCE(c.class_id, p.class_id)
 WHERE n.user_id = ? AND n.id < ? ORDER BY n.id DESC LIMIT 51;

-- The same of what is not read yet.
-- name: NOTICE_INBOX_UNREAD
SELECT n.id, n.subject_kind, n.subject_id, n.kind, n.hazard, n.created_at, n.read_at, c.number,
  COALESCE(c.state, 0) AS state, c.stage_due, COALESCE(c.address, p.address, m.title, a.reason) AS address, k.name_zh AS class_zh,
  k.name_en AS class_en, p.received_at
  FROM notice n
  LEFT JOIN cases c ON n.subject_kind = 2 AND c.id = n.subject_id
  LEFT JOIN complaint p ON n.subject_kind = 1 AND p.id = n.subject_id
  LEFT JOIN matter m ON n.subject_kind = 4 AND m.id = n.subject_id
  LEFT JOIN duty_absence a ON n.subject_kind = 6 AND a.id = n.subject_id
  LEFT JOIN class k ON k.id = COALESCE(c.class_id, p.class_id)
 WHERE n.user_id = ? AND n.read_at IS NULL AND n.id < ? ORDER BY n.id DESC LIMIT 51;

-- As many as a badge can say.
-- name: NOTICE_UNREAD
SELECT COUNT(*) FROM (SELECT 1 FROM notice WHERE user_id = ? AND read_at IS NULL LIMIT 100) t;

-- name: NOTICE_READ
UPDATE notice SET read_at = ? WHERE user_id = ? AND id = ? AND read_at IS NULL;

-- Everything up to the line that was on the page: what came since stays new.
-- name: NOTICE_READ_UPTO
UPDATE notice SET read_at = ? WHERE user_id = ? AND read_at IS NULL AND id <= ?;

-- For the administrator: how many wait and are dead, a channel each.
-- name: NOTICE_STATES
SELECT channel, state, COUNT(*) AS n, MIN(since) AS since FROM notice_message WHERE state IN (1, 3)
 GROUP BY channel, state ORDER BY channel, state;

-- Messages in a state, the newest first, by key.
-- name: NOTICE_MESSAGES
SELECT m.id, m.channel, m.urgency, m.state, m.refused, m.away, m.since, m.next_at, m.ended_at, m.last_error, n.kind,
  n.subject_kind, n.subject_id, c.number, u.name AS user_name, u.name_en AS user_name_en, COALESCE(n.complaint_id, 0) AS complaint_id,
  p.received_at
  FROM notice_message m
  JOIN notice n ON n.id = m.notice_id
  LEFT JOIN cases c ON n.subject_kind = 2 AND c.id = n.subject_id
  LEFT JOIN app_user u ON u.id = n.user_id
  LEFT JOIN complaint p ON p.id = n.complaint_id
 WHERE m.state = ? AND m.id < ? ORDER BY m.id DESC LIMIT 51;

-- Posts that nobody holds, of the last notices only.
-- name: NOTICE_NOBODY
SELECT o.id, o.subject_kind, o.subject_id, o.audience, o.created_at, n.name_zh AS unit_zh, n.name_en AS unit_en, c.number
  FROM outbox o
  LEFT JOIN unit n ON n.id = o.unit_id
  LEFT JOIN cases c ON o.subject_kind = 2 AND c.id = o.subject_id
 WHERE o.told = 0 ORDER BY o.id DESC LIMIT 20;

-- name: NOTICE_RETRY
UPDATE notice_message SET state = 1, next_at = ?, lease = NULL, refused = 0, away = 0, since = ?, ended_at = NULL
 WHERE id = ? AND state = 3;

-- name: NOTICE_RETRY_ALL
UPDATE notice_message SET state = 1, next_at = ?, lease = NULL, refused = 0, away = 0, since = ?, ended_at = NULL
 WHERE state = 3;

-- Notices of long ago, read or not, with their messages.
-- name: NOTICE_DROP
DELETE FROM notice WHERE created_at < ? ORDER BY created_at LIMIT 5000;
