-- The clocks of a case: all its intervals in one go, and when the office's rules changed.

-- part: 1 stage, 2 beside the stage, 3 promise, 4 pause, 5 hazard.
-- name: CLOCK_ROWS
SELECT 1 AS part, s.seq, s.state AS what, s.round, s.started, s.due, NULL AS original_due, s.ended, s.late_at,
  NULL AS amount, NULL AS unit, NULL AS calendar_id, NULL AS event, NULL AS who
 FROM stage s WHERE s.case_id = ?
UNION ALL
SELECT 2, x.seq, x.kind, 0, x.started, x.due, NULL, x.ended, x.late_at, NULL, NULL, NULL, NULL, NULL
 FROM side_clock x WHERE x.case_id = ?
UNION ALL
SELECT 3, p.seq, p.kind, p.round, p.started, p.due, p.original_due, p.ended, NULL, p.amount, p.unit, p.calendar_id,
  p.set_event, NULL
 FROM promise p WHERE p.case_id = ?
UNION ALL
SELECT 4, z.seq, 0, 0, z.from_at, NULL, NULL, z.until_at, NULL, NULL, NULL, NULL, z.set_event, w.name
 FROM pause z LEFT JOIN event e ON e.subject_kind = 2 AND e.subject_id = z.case_id AND e.seq = z.set_event
 LEFT JOIN app_user w ON w.id = e.user_id WHERE z.case_id = ?
UNION ALL
SELECT 5, 0, 0, 0, f.from_at, NULL, NULL, f.until_at, NULL, NULL, NULL, NULL, NULL, NULL
 FROM flag_interval f WHERE f.case_id = ? AND f.flag = 'hazard'
ORDER BY part, started, seq;

-- Small tables: every instant from which on a calendar or a limit of a step was another.
-- name: CLOCK_OFFICE_CHANGES
SELECT valid_from AS at FROM stage_limit WHERE valid_from <= ?
UNION SELECT valid_from FROM calendar WHERE valid_from <= ? ORDER BY at;
