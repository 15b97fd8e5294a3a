-- Statements of tests/db/test_conn.c, on tables that it makes itself.

-- name: T_ADD
INSERT INTO thing (id, name, size, data, at) VALUES (?, ?, ?, ?, ?);

-- name: T_ADD_AUTO
INSERT INTO thing (name) VALUES (?);

-- name: T_ADD_RETURNING
INSERT INTO thing (name) VALUES (?) RETURNING id, name;

-- name: T_BY_ID
SELECT id, name, size, data, at, ok, ratio FROM thing WHERE id = ?;

-- name: T_LIST
SELECT id, name, size, data, at, ok, ratio FROM thing WHERE id < ? ORDER BY id;

-- name: T_SET_NAME
UPDATE thing SET name = ? WHERE id = ?;

-- name: T_COUNT
SELECT COUNT(*) FROM thing;

-- name: T_SUM
SELECT SUM(size) FROM thing WHERE id >= ?;

-- name: T_AVERAGE
SELECT AVG(size) / 7 FROM thing;

-- name: T_ID_OF
SELECT id FROM thing WHERE name = ?;

-- name: T_PART
INSERT INTO part (thing_id) VALUES (?);

-- name: T_SLEEP
SELECT SLEEP(?);

-- name: T_SLOW_ADD
INSERT INTO thing (name, size) SELECT 'slow', SLEEP(5);

-- name: T_CONNECTION
SELECT CONNECTION_ID();

-- name: T_SESSION
SELECT CONCAT(@@sql_mode, ' ', @@time_zone, ' ', @@character_set_client, ' ', @@character_set_results) AS name;

-- name: T_SHORT_WAIT
SET SESSION innodb_lock_wait_timeout = 1;

-- name: T_WRONG
SELECT nothing FROM thing;

-- name: T_ROWS
SELECT seq AS id, IF(? = 0, REPEAT('案卷', 30), NULL) AS name FROM seq_1_to_100000;

-- name: T_BULK
LOAD DATA LOCAL INFILE 'rows' INTO TABLE heap CHARACTER SET binary
	(id, name, data, size, shape);

-- name: T_HEAP
SELECT id, name, data, size, shape FROM heap ORDER BY id;

-- name: T_STEAL
LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE heap CHARACTER SET binary (name);
