-- What lib/db itself says to the server.

-- name: PING
SELECT 1;

-- Strict about values and UTC; a lock that is not had within ten seconds is a
-- conflict, and a writing transaction whose program sleeps is ended.
-- name: SESSION_SETUP
SET SESSION
	sql_mode = 'STRICT_ALL_TABLES,STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE',
	time_zone = '+00:00',
	tx_isolation = 'REPEATABLE-READ',
	autocommit = 1,
	innodb_lock_wait_timeout = 10,
	idle_write_transaction_timeout = 60;

-- Holds for the next transaction only.
-- name: TX_LEVEL_WRITE
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;

-- name: TX_BEGIN_WRITE
START TRANSACTION READ WRITE;

-- name: TX_BEGIN_READ
START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY;

-- name: TX_COMMIT
COMMIT;

-- name: TX_ROLLBACK
ROLLBACK;

-- The first complaint of the statement before.
-- name: BULK_WARNING
SHOW WARNINGS LIMIT 1;
