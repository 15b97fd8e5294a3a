-- How soon cases of a kind were done (lib/service/history_ops).

-- Done and checked, not handled on the spot (those are over when they arrive),
-- not closed as a special case.
-- name: HISTORY_DONE
SELECT c.class_id, COALESCE(c.unit_id, 0) AS unit_id, k.kind, k.major_code AS major, c.closed_at - c.received_at AS took
 FROM cases c JOIN class k ON k.id = c.class_id
 WHERE c.closed_at >= ? AND c.closed_at < ? AND c.state IN (50, 60) AND c.source <> 60 AND c.closed_at >= c.received_at
  AND NOT EXISTS (SELECT 1 FROM stage s WHERE s.case_id = c.id AND s.state = 52);

-- Up to when the rows reach; 0 for none yet.
-- name: HISTORY_UPTO
SELECT COALESCE(MAX(upto_at), 0) FROM class_history;

-- One host makes them anew, the others leave it.
-- name: HISTORY_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.tick-history'), 0);

-- name: HISTORY_UNLOCK
SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.tick-history'));

-- name: HISTORY_CLEAR
DELETE FROM class_history;

-- name: HISTORY_ADD
INSERT INTO class_history (scope, level, n, half, ninety, upto_at) VALUES (?, ?, ?, ?, ?, ?);

-- Whatever there is for a case, from the particular to the general.
-- name: HISTORY_OF
SELECT scope, level, n, half, ninety FROM class_history WHERE scope IN (?, ?, ?);
