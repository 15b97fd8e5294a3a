-- Work on the street: what one person has to do on site.

-- Open orders of a supervisor, assignments of a hand; open work only, so never long.
-- name: TASK_LIST
SELECT c.id, c.version, c.number, c.state, c.source, c.queue_key, c.stage_due, c.due_at, c.received_at, c.hazard,
  c.urgent, c.rework_count, c.address, SUBSTRING(c.description, 1, 80) AS description, c.class_id, c.unit_id,
  c.base_cell_id, c.lat IS NOT NULL AS has_point, c.lat, c.lon
 FROM cases c
 WHERE (c.supervisor_id = ? AND c.state IN (11, 41)) OR (c.handler_id = ? AND c.state = 31)
 ORDER BY c.queue_key, c.id LIMIT 200;
