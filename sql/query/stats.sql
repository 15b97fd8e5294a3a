-- Figures: which cases a stretch of time is about, and their lives by ranges of ids.

-- Closed since the first instant and known before the second: they were open in between, or closed in it.
-- name: STATS_IDS_CLOSED
SELECT id FROM cases WHERE closed_at >= ? AND received_at < ?;

-- Never closed: still open, or refused or void since the first instant (what came last began then).
-- name: STATS_IDS_UNCLOSED
SELECT id FROM cases
 WHERE closed_at IS NULL AND (stage_started >= ? OR state NOT IN (19, 60, 90)) AND received_at < ?;

-- Open, though closed once.
-- name: STATS_IDS_REOPENED
SELECT id FROM cases
 WHERE state IN (10, 11, 12, 13, 20, 21, 22, 23, 24, 30, 31, 32, 33, 40, 41, 42, 43, 44, 45, 46, 51)
  AND closed_at < ? AND received_at < ?;

-- name: STATS_CASES
SELECT id, COALESCE(number, ext_number) AS number, source, ext_system IS NOT NULL AS external,
  unjustified_return, class_id, unit_id, unit_cell_id, base_cell_id, confidential,
  EXISTS (SELECT 1 FROM case_exempt x WHERE x.case_id = cases.id) AS exempt, received_at, filed_at, dispatched_at, fed_back_at, closed_at
 FROM cases WHERE id BETWEEN ? AND ? ORDER BY id;

-- name: STATS_STAGES
SELECT case_id, state, unit_id, started, due, ended FROM stage
 WHERE case_id BETWEEN ? AND ? ORDER BY case_id, seq;

-- name: STATS_PROMISES
SELECT case_id, kind, round, unit_id, started, unit, due, original_due, ended FROM promise
 WHERE case_id BETWEEN ? AND ? ORDER BY case_id, seq;

-- name: STATS_ORDERS
SELECT case_id, kind, result, answered_at FROM site_order
 WHERE case_id BETWEEN ? AND ? ORDER BY case_id, seq;

-- Stretches in which a case was put off: suspended or watched.
-- name: STATS_HOLDS
SELECT case_id, 0 AS watch, from_at, until_at FROM pause WHERE case_id BETWEEN ? AND ?
UNION ALL
SELECT case_id, 1 AS watch, from_at, until_at FROM flag_interval
 WHERE case_id BETWEEN ? AND ? AND flag = 'watch'
 ORDER BY case_id, from_at, watch;

-- What persons did to cases: each step from state to state, and assignments, finished work, requests for more time, calls back.
-- name: STATS_ACTS
SELECT subject_id AS case_id, kind, from_state, to_state, at, user_id, unit_id, detail FROM event
 WHERE subject_kind = 2 AND subject_id BETWEEN ? AND ? AND user_id IS NOT NULL
  AND (from_state <> to_state OR kind IN (330, 471, 472, 490, 780)) ORDER BY subject_id, seq;

-- The instants at which a case was sent on because its dispatch was wrong (workflow table row 33).
-- name: STATS_FAULTS
SELECT at FROM event
 WHERE subject_kind = 2 AND subject_id = ? AND kind = 330 AND CONCAT('\n', detail) LIKE '%\nfault=1\n%'
 ORDER BY seq;

-- Complaints received in [?, ?) by channel.
-- name: STATS_COMPLAINTS
SELECT source, COUNT(*) AS n FROM complaint WHERE received_at >= ? AND received_at < ?
 GROUP BY source ORDER BY source;

-- name: STATS_UNITS
SELECT id, code, name_zh, name_en, kind, group_code, valid_from, valid_until FROM unit ORDER BY code;

-- name: STATS_CLASSES
SELECT c.id, c.edition, c.kind, c.major_code, c.minor_code, c.name_zh, c.name_en, m.name_zh AS major_zh,
  m.name_en AS major_en
 FROM class c JOIN class_major m ON m.kind = c.kind AND m.major_code = c.major_code
 ORDER BY c.kind, c.major_code, c.minor_code, c.edition, c.id;

-- The seal of a day, or the last one before it.
-- name: STATS_SEAL
SELECT day, events, root FROM seal WHERE day <= ? ORDER BY day DESC LIMIT 1;
