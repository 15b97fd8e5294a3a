-- Migrations (batch/job_migrate.c).

-- Only one at a time; 0 after ten seconds of waiting.
-- name: MIGRATE_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.migrate'), 10);

-- name: MIGRATE_HAS_VERSIONS
SELECT COUNT(*) FROM information_schema.tables
 WHERE table_schema = DATABASE() AND table_name = 'schema_version';

-- name: MIGRATE_VERSIONS
SELECT version, name, sha256, statements, applied_at FROM schema_version ORDER BY version;

-- name: MIGRATE_BEGIN
INSERT INTO schema_version (version, name, sha256, statements) VALUES (?, ?, ?, 0);

-- name: MIGRATE_STATEMENT
UPDATE schema_version SET statements = ? WHERE version = ?;

-- name: MIGRATE_DONE
UPDATE schema_version SET statements = ?, applied_at = ? WHERE version = ?;
