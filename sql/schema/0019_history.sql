-- What experience promises: how soon cases of a kind were done.  Made anew each
-- day by "anjuan tick" from the cases closed before; nothing else writes it.
CREATE TABLE class_history (
  scope    VARCHAR(60) NOT NULL PRIMARY KEY COMMENT 'u:CLASS:UNIT, c:CLASS, m:KIND:MAJOR (lib/rule/history.h)',
  level    TINYINT     NOT NULL COMMENT 'enum history_level',
  n        INT         NOT NULL COMMENT 'cases behind it',
  half     BIGINT      NOT NULL COMMENT 'microseconds within which half of them were done',
  ninety   BIGINT      NOT NULL,
  upto_at  BIGINT      NOT NULL COMMENT 'of cases closed before',
  CONSTRAINT history_sane CHECK (level BETWEEN 1 AND 3 AND n > 0 AND 0 <= half AND half <= ninety)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT ON class_history TO anjuan_public@localhost, anjuan_desk@localhost;
GRANT INSERT, DELETE ON class_history TO anjuan_batch_work@localhost;
-- The follow page lists what was promised, when it changed, and by which step.
GRANT SELECT (amount, unit, set_event) ON promise TO anjuan_public@localhost;
