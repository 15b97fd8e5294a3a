-- The ledger: appended, never changed.

-- name: EVENT_INSERT
INSERT INTO event (subject_kind, subject_id, seq, kind, at, client_at, user_id, role_id, shift_id,
  unit_id, from_state, to_state, reason_id, detail, files, text_hash, prev_hash, hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: EVENT_TEXT_INSERT
INSERT INTO event_text (subject_kind, subject_id, seq, salt, text) VALUES (?, ?, ?, ?, ?);

-- name: EVENT_LAST
SELECT seq, hash FROM event WHERE subject_kind = ? AND subject_id = ? ORDER BY seq DESC LIMIT 1;

-- Whether a person has dispatched a case in any round (workflow rows 20, 22, 33, 72, R1).
-- name: EVENT_DISPATCHED_BY
SELECT COUNT(*) FROM event
 WHERE subject_kind = 2 AND subject_id = ? AND user_id = ? AND kind IN (200, 220, 330, 721, 761);

-- The ledger without names, for who knows them (office_name_events()): three tables fewer.
-- name: EVENT_LINES
SELECT e.subject_kind, e.subject_id, e.seq, e.kind, e.at, e.client_at, e.user_id, e.role_id, e.shift_id, e.unit_id,
  e.from_state, e.to_state, e.reason_id, e.detail, e.files, e.text_hash, e.prev_hash, e.hash, t.text,
  e.text_hash IS NOT NULL AND t.text IS NULL AS destroyed
 FROM event e
 LEFT JOIN event_text t ON t.subject_kind = e.subject_kind AND t.subject_id = e.subject_id AND t.seq = e.seq
 WHERE e.subject_kind = ? AND e.subject_id = ? ORDER BY e.seq;

-- name: EVENT_LIST
SELECT e.subject_kind, e.subject_id, e.seq, e.kind, e.at, e.client_at, e.user_id, e.role_id, e.shift_id, e.unit_id,
  e.from_state, e.to_state, e.reason_id, e.detail, e.files, e.text_hash, e.prev_hash, e.hash,
  w.name AS user_name, u.name_zh AS unit_zh, u.name_en AS unit_en, t.text,
  r.name_zh AS reason_zh, r.name_en AS reason_en, e.text_hash IS NOT NULL AND t.text IS NULL AS destroyed
 FROM event e
 LEFT JOIN event_text t ON t.subject_kind = e.subject_kind AND t.subject_id = e.subject_id AND t.seq = e.seq
 LEFT JOIN app_user w ON w.id = e.user_id
 LEFT JOIN unit u ON u.id = e.unit_id
 LEFT JOIN reason r ON r.id = e.reason_id
 WHERE e.subject_kind = ? AND e.subject_id = ? ORDER BY e.seq;

-- Every event in chain order, for verification.
-- name: EVENT_WALK
SELECT subject_kind, subject_id, seq, kind, at, client_at, user_id, role_id, shift_id, unit_id,
  from_state, to_state, reason_id, detail, files, text_hash, prev_hash, hash
 FROM event ORDER BY subject_kind, subject_id, seq;

-- name: EVENT_WALK_SUBJECT
SELECT subject_kind, subject_id, seq, kind, at, client_at, user_id, role_id, shift_id, unit_id,
  from_state, to_state, reason_id, detail, files, text_hash, prev_hash, hash
 FROM event WHERE subject_kind = ? AND subject_id = ? ORDER BY seq;

-- name: EVENT_OF_DAY
SELECT subject_kind, subject_id, seq, hash FROM event WHERE at >= ? AND at < ?
 ORDER BY subject_kind, subject_id, seq;

-- name: EVENT_FIRST
SELECT at FROM event ORDER BY at LIMIT 1;

-- name: SEAL_LAST
SELECT day, root, upto_at FROM seal ORDER BY day DESC LIMIT 1;

-- name: SEAL_INSERT
INSERT INTO seal (day, events, stragglers, upto_at, prev_root, root, made_at) VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: OUTBOX_INSERT
INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, user_id, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- Without an event: what happened stands beside it, and it is told once.
-- name: OUTBOX_REMIND
INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, user_id, created_at, kind)
SELECT p.subject_kind, p.subject_id, p.seq, p.audience, p.user_id, p.at, p.kind
 FROM (SELECT ? AS subject_kind, ? AS subject_id, ? AS seq, ? AS audience, ? AS user_id, ? AS at, ? AS kind) p
 WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subject_kind = p.subject_kind AND o.subject_id = p.subject_id
   AND o.event_seq = p.seq AND o.audience = p.audience);

-- name: WRITE_KEY_INSERT
INSERT INTO write_key (key_hash, user_id, case_id, at) VALUES (?, ?, ?, ?);

-- name: WRITE_KEY_FIND
SELECT case_id FROM write_key WHERE key_hash = ?;
