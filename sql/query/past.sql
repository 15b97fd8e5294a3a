-- A case as it stood at an instant, from its intervals (lib/rule/past.h).

-- Its last stage until then; what is archived has none that is open.
-- name: PAST_STANDING
SELECT s.state, s.started, s.due, s.ended, s.round, s.user_id, w.name AS user_name, p.due AS promise_due, p.original_due,
  cu.unit_id, u.name_zh AS unit_zh, u.name_en AS unit_en
 FROM (SELECT case_id, seq, state, started, due, ended, round, user_id, CAST(? AS SIGNED) AS at FROM stage
   WHERE case_id = ? AND started <= ? ORDER BY seq DESC LIMIT 1) s
 LEFT JOIN app_user w ON w.id = s.user_id
 LEFT JOIN promise p ON p.case_id = s.case_id AND p.started <= s.at AND (p.ended IS NULL OR p.ended > s.at)
 LEFT JOIN case_unit cu ON cu.case_id = s.case_id AND cu.part IN (1, 4) AND cu.from_at <= s.at
  AND (cu.until_at IS NULL OR cu.until_at > s.at)
 LEFT JOIN unit u ON u.id = cu.unit_id
 ORDER BY cu.part DESC, p.seq DESC LIMIT 1;

-- name: PAST_FLAGS
SELECT flag, value FROM flag_interval WHERE case_id = ? AND from_at <= ? AND (until_at IS NULL OR until_at > ?);

-- name: PAST_STEPS
SELECT kind, from_state, to_state, at, detail FROM event WHERE subject_kind = 2 AND subject_id = ? AND at <= ? ORDER BY seq;

-- name: PAST_PERSON
SELECT name FROM app_user WHERE id = ?;

-- The cases that stood in a state at an instant, the last to come first; 51, by key as QUEUE_BY_STATE.
-- name: PAST_QUEUE
SELECT c.id, IF(c.filed_at <= h.at, c.number, NULL) AS number, h.state, c.source, h.started AS queue_key, s.due AS stage_due,
  c.received_at, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, h.unit_id, c.base_cell_id
 FROM (SELECT state, case_id, started, unit_id, CAST(? AS SIGNED) AS at FROM stage
   WHERE state = ? AND (ended IS NULL OR ended > ?) AND started <= ? AND (? IS NULL OR unit_id = ?)
    AND (started, case_id) < (?, ?)
   ORDER BY started DESC, case_id DESC LIMIT 51) h
 JOIN cases c ON c.id = h.case_id
 JOIN stage s ON s.case_id = h.case_id AND s.started = h.started AND s.state = h.state
 ORDER BY h.started DESC, h.case_id DESC;

-- name: PAST_QUEUE_COUNT
SELECT COUNT(*) FROM stage
 WHERE state = ? AND (ended IS NULL OR ended > ?) AND started <= ? AND (? IS NULL OR unit_id = ?);
