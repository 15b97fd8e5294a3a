-- The office's own figures: every count of lib/rule/metrics by part, month and
-- year, and the cases behind each.  Made by "anjuan tick" from the lives of the
-- cases, a period at a time and as a whole; nothing here is ever patched.

-- Which periods are counted, up to which day, by which list of counts.
CREATE TABLE eval_run (
  span      TINYINT    NOT NULL COMMENT '1 month, 2 year',
  first_day INT        NOT NULL,
  until_day INT        NOT NULL COMMENT 'counted before this local day',
  whole     BOOLEAN    NOT NULL COMMENT 'the period was over: its figures stand',
  rules     INT        NOT NULL COMMENT 'another list of counts counts everything anew',
  digest    BINARY(32) NOT NULL COMMENT 'SHA-256 of all rows of the period',
  made_at   BIGINT     NOT NULL,
  PRIMARY KEY (span, first_day),
  KEY by_until (span, until_day),
  CONSTRAINT eval_run_span CHECK (span IN (1, 2) AND until_day > first_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Sums by part and key, only what is not 0 (lib/service/evaluation.h names parts and slots).
CREATE TABLE eval_sum (
  span      TINYINT  NOT NULL COMMENT '0 day, 1 month, 2 year',
  first_day INT      NOT NULL,
  part      TINYINT  NOT NULL,
  key_id    BIGINT   NOT NULL,
  slot      SMALLINT NOT NULL COMMENT 'a count, or the sum or number of a mean',
  n         BIGINT   NOT NULL,
  PRIMARY KEY (span, part, first_day, key_id, slot),
  KEY by_key (part, key_id, span, first_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A case that is in some count of a period: where it counts, in which counts, whose work it was.
CREATE TABLE eval_case (
  span            TINYINT  NOT NULL,
  first_day       INT      NOT NULL,
  case_id         BIGINT   NOT NULL,
  unit_id         INT      NOT NULL COMMENT 'responsible at the end of the period; 0 nobody',
  class_id        INT      NOT NULL,
  source          SMALLINT NOT NULL,
  hour            TINYINT  NOT NULL COMMENT 'local, of the report',
  weekday         TINYINT  NOT NULL COMMENT '0 Sunday',
  unit_cell_id    INT      NOT NULL,
  base_cell_id    INT      NOT NULL,
  community       BIGINT   NOT NULL COMMENT 'its code as a number',
  bits            BIGINT   NOT NULL COMMENT 'bit i: enum count',
  reworks         SMALLINT NOT NULL,
  t_accept        BIGINT   NULL,
  t_dispose       BIGINT   NULL,
  t_dispose_clock BIGINT   NULL,
  reporter        INT      NOT NULL,
  team            INT      NOT NULL,
  beat            INT      NOT NULL,
  hotline         INT      NOT NULL,
  acceptor        INT      NOT NULL,
  verify_sender   INT      NOT NULL,
  verifier        INT      NOT NULL,
  filer           INT      NOT NULL,
  refuser         INT      NOT NULL,
  dispatcher      INT      NOT NULL,
  dispatcher_last INT      NOT NULL,
  signer          INT      NOT NULL,
  clerk           INT      NOT NULL,
  hand            INT      NOT NULL,
  returner        INT      NOT NULL,
  extender        INT      NOT NULL,
  check_sender    INT      NOT NULL,
  checker         INT      NOT NULL,
  closer          INT      NOT NULL,
  caller          INT      NOT NULL,
  PRIMARY KEY (span, first_day, case_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a unit's hands did to a case in a period: reworks, reopenings, returns, extensions.
CREATE TABLE eval_mark (
  span      TINYINT  NOT NULL,
  first_day INT      NOT NULL,
  case_id   BIGINT   NOT NULL,
  unit_id   INT      NOT NULL,
  bits      BIGINT   NOT NULL,
  reworks   SMALLINT NOT NULL,
  PRIMARY KEY (span, first_day, unit_id, case_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT ON eval_run TO anjuan_desk@localhost;
GRANT SELECT ON eval_sum TO anjuan_desk@localhost;
GRANT SELECT ON eval_case TO anjuan_desk@localhost;
GRANT SELECT ON eval_mark TO anjuan_desk@localhost;
GRANT INSERT, UPDATE, DELETE ON eval_run TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON eval_sum TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON eval_case TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON eval_mark TO anjuan_batch_work@localhost;
