-- What papers made of figures name beside the figures.

-- Supervision letters signed in [?, ?).
-- name: PRESS_LETTERS
SELECT l.case_id, l.unit_id, l.year, l.no, u.name_zh AS unit_zh, u.name_en AS unit_en, COALESCE(c.number, c.ext_number, '') AS number,
  l.signed_at, l.due
 FROM letter l JOIN unit u ON u.id = l.unit_id JOIN cases c ON c.id = l.case_id
 WHERE l.year BETWEEN ? AND ? AND l.signed_at >= ? AND l.signed_at < ? ORDER BY l.year, l.no;

-- Cases put under supervision in [?, ?).
-- name: PRESS_SUPERVISED
SELECT f.case_id AS id, COALESCE(c.number, c.ext_number, '') AS number, COALESCE(c.class_id, 0) AS class_id,
  COALESCE(c.unit_id, 0) AS unit_id, f.from_at AS since
 FROM flag_interval f JOIN cases c ON c.id = f.case_id
 WHERE f.flag = 'supervise' AND f.from_at >= ? AND f.from_at < ? ORDER BY f.from_at, f.case_id;

-- Stubborn problems and inquiries known before an instant and not over before another, as they stood at the first.
-- name: PRESS_MATTERS
SELECT m.id, m.kind, m.origin, m.title, m.address, u.name_zh AS unit_zh, u.name_en AS unit_en, w.name AS owner, w.name_en AS owner_en,
  m.opened_at, m.closed_at, e.state, e.due, e.words AS last
 FROM (SELECT ? AS until_at, ? AS from_at) p
 JOIN matter m ON m.kind IN (2, 3) AND m.state IN (1, 2, 3)
 JOIN matter_entry e ON e.matter_id = m.id
  AND e.seq = (SELECT MAX(x.seq) FROM matter_entry x WHERE x.matter_id = m.id AND x.at < p.until_at)
 JOIN app_user w ON w.id = m.owner_id LEFT JOIN unit u ON u.id = m.unit_id
 WHERE m.opened_at < p.until_at AND (m.closed_at IS NULL OR m.closed_at >= p.from_at)
 ORDER BY m.kind, m.opened_at, m.id LIMIT 200;

-- What difficult cases are about; ids as a JSON list.
-- name: PRESS_HARD
SELECT c.id, c.address, c.description, c.received_at
 FROM (SELECT ? AS ids) p JOIN JSON_TABLE(p.ids, '$[*]' COLUMNS (id BIGINT PATH '$')) j JOIN cases c ON c.id = j.id ORDER BY c.id;

-- Their steps before an instant: dispatches, returns, reworks, refusals, extensions, suspensions, with the words.
-- name: PRESS_STEPS
SELECT e.subject_id AS case_id, e.at, e.kind, w.name AS who, w.name_en AS who_en, t.text AS words
 FROM (SELECT ? AS ids, ? AS until_at) p JOIN JSON_TABLE(p.ids, '$[*]' COLUMNS (id BIGINT PATH '$')) j
 JOIN event e ON e.subject_kind = 2 AND e.subject_id = j.id
 LEFT JOIN event_text t ON t.subject_kind = 2 AND t.subject_id = e.subject_id AND t.seq = e.seq
 LEFT JOIN app_user w ON w.id = e.user_id
 WHERE e.at < p.until_at AND e.kind >= 100 AND (e.text_hash IS NOT NULL OR e.from_state <> e.to_state)
 ORDER BY e.subject_id, e.seq;

-- Components a unit keeps up, and the cases on them that counted in the months [?, ?], by these bits of counts.
-- name: PRESS_UPKEEP
SELECT u.id AS unit_id, u.code, u.name_zh AS unit_zh, u.name_en AS unit_en, k.n AS components,
  COALESCE(SUM((e.bits & p.due) <> 0), 0) AS due, COALESCE(SUM((e.bits & p.closed) <> 0), 0) AS closed,
  COALESCE(SUM((e.bits & p.ontime) <> 0), 0) AS ontime, COALESCE(SUM((e.bits & p.rework) <> 0), 0) AS rework
 FROM (SELECT ? AS span, ? AS first_day, ? AS last_day, ? AS due, ? AS closed, ? AS ontime, ? AS rework) p
 JOIN (SELECT maintainer_unit_id, COUNT(*) AS n FROM component WHERE maintainer_unit_id IS NOT NULL
   GROUP BY maintainer_unit_id) k
 JOIN unit u ON u.id = k.maintainer_unit_id
 LEFT JOIN (eval_case e JOIN cases c ON c.id = e.case_id JOIN component m ON m.id = c.component_id)
  ON m.maintainer_unit_id = u.id AND e.span = p.span AND e.first_day BETWEEN p.first_day AND p.last_day
 GROUP BY u.id, u.code, u.name_zh, u.name_en, k.n ORDER BY u.code;
