-- What "anjuan migrate" has done: one row a file of sql/schema.  Migrations are
-- added, never edited; a file whose hash differs from its row's stops the next run.
CREATE TABLE IF NOT EXISTS schema_version (
  version    INT          NOT NULL PRIMARY KEY COMMENT 'the file''s four digits',
  name       VARCHAR(120) NOT NULL,
  sha256     BINARY(32)   NOT NULL,
  statements INT          NOT NULL COMMENT 'done so far: where a broken run goes on',
  applied_at BIGINT       NULL COMMENT 'NULL: not finished'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
