-- The archive: boxes and what lies in them, holds, lists of what may be destroyed.

CREATE TABLE archive_box (
  id        INT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code      VARCHAR(48) NOT NULL UNIQUE,
  year      SMALLINT    NOT NULL COMMENT 'in which its cases were archived',
  years     SMALLINT    NOT NULL COMMENT 'retention: 10, 30, 0 permanent',
  number    INT         NOT NULL COMMENT 'of its year and retention',
  n_item    INT         NOT NULL DEFAULT 0,
  opened_at BIGINT      NOT NULL,
  UNIQUE KEY (year, years, number)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE archive_item (
  case_id      BIGINT   NOT NULL PRIMARY KEY,
  box_id       INT      NOT NULL,
  place        INT      NOT NULL COMMENT 'in the box, from 1',
  until_year   SMALLINT NULL COMMENT 'kept to its end; NULL: permanently, or destroyed',
  put_at       BIGINT   NOT NULL,
  destroyed_at BIGINT   NULL,
  UNIQUE KEY (box_id, place),
  KEY by_end (until_year, case_id),
  CONSTRAINT item_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT item_box FOREIGN KEY (box_id) REFERENCES archive_box (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Callers' data apart from the dossier: a file sealed to the key of its year.
CREATE TABLE archive_caller (
  case_id  BIGINT     NOT NULL PRIMARY KEY,
  sha256   BINARY(32) NOT NULL UNIQUE,
  key_year SMALLINT   NOT NULL,
  sealed   MEDIUMBLOB NOT NULL,
  CONSTRAINT caller_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Whatever its clock says, a case under a hold is not destroyed.
CREATE TABLE archive_hold (
  id        INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id   BIGINT       NOT NULL,
  why       VARCHAR(400) NOT NULL,
  set_by    INT          NOT NULL,
  set_at    BIGINT       NOT NULL,
  until_at  BIGINT       NULL COMMENT 'NULL: until it is lifted',
  lifted_by INT          NULL,
  lifted_at BIGINT       NULL,
  lift_why  VARCHAR(400) NOT NULL DEFAULT '',
  open_case BIGINT AS (IF(lifted_at IS NULL, case_id, NULL)) PERSISTENT UNIQUE,
  KEY (case_id),
  CONSTRAINT hold_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT hold_set FOREIGN KEY (set_by) REFERENCES app_user (id),
  CONSTRAINT hold_lift FOREIGN KEY (lifted_by) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE destruction (
  id        INT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  year      SMALLINT   NOT NULL COMMENT 'what was to be kept until the end of an earlier one',
  state     TINYINT    NOT NULL DEFAULT 0 COMMENT 'enum destruction_state, lib/rule/archive.h',
  n_item    INT        NOT NULL,
  root      BINARY(32) NOT NULL COMMENT 'over its cases and the ends of their chains: what was signed',
  made_by   INT        NOT NULL,
  made_at   BIGINT     NOT NULL,
  first_by  INT        NULL,
  first_at  BIGINT     NULL,
  second_by INT        NULL,
  second_at BIGINT     NULL,
  done_at   BIGINT     NULL,
  open_year SMALLINT AS (IF(state < 3, year, NULL)) PERSISTENT UNIQUE,
  CONSTRAINT destruction_made FOREIGN KEY (made_by) REFERENCES app_user (id),
  CONSTRAINT destruction_first FOREIGN KEY (first_by) REFERENCES app_user (id),
  CONSTRAINT destruction_second FOREIGN KEY (second_by) REFERENCES app_user (id),
  CONSTRAINT destruction_two CHECK (second_by IS NULL OR (first_by IS NOT NULL AND second_by <> first_by)),
  CONSTRAINT destruction_state CHECK (state BETWEEN 0 AND 4),
  CONSTRAINT destruction_signed CHECK (state NOT IN (2, 3) OR second_by IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE destruction_item (
  list_id INT        NOT NULL,
  case_id BIGINT     NOT NULL,
  head    BINARY(32) NOT NULL COMMENT 'end of its chain when the list was made',
  kept    BOOLEAN    NOT NULL DEFAULT 0 COMMENT 'a hold came in between',
  done_at BIGINT     NULL,
  PRIMARY KEY (list_id, case_id),
  KEY (case_id),
  CONSTRAINT di_list FOREIGN KEY (list_id) REFERENCES destruction (id),
  CONSTRAINT di_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What waits for its box, by retention; whoever writes an archived case need not know.
ALTER TABLE cases
  ADD boxed BOOLEAN NOT NULL DEFAULT 0,
  ADD unboxed SMALLINT AS (IF(state = 60 AND boxed = 0, COALESCE(retention_years, 10), NULL)) PERSISTENT,
  ADD KEY by_unboxed (unboxed, archived_at, id);

GRANT SELECT ON archive_box TO anjuan_desk@localhost;
GRANT SELECT ON archive_item TO anjuan_desk@localhost;
GRANT SELECT ON archive_hold TO anjuan_desk@localhost;
GRANT SELECT ON destruction TO anjuan_desk@localhost;
GRANT SELECT ON destruction_item TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (n_item) ON archive_box TO anjuan_desk@localhost;
GRANT INSERT ON archive_item TO anjuan_desk@localhost;
GRANT INSERT ON archive_caller TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (lifted_by, lifted_at, lift_why) ON archive_hold TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (state, first_by, first_at, second_by, second_at) ON destruction TO anjuan_desk@localhost;
GRANT INSERT ON destruction_item TO anjuan_desk@localhost;

GRANT INSERT, UPDATE (n_item) ON archive_box TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE (until_year, destroyed_at) ON archive_item TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON archive_caller TO anjuan_batch_work@localhost;
GRANT UPDATE (state, done_at) ON destruction TO anjuan_batch_work@localhost;
GRANT UPDATE (kept, done_at) ON destruction_item TO anjuan_batch_work@localhost;
-- Destroying a case, after two signatures: "anjuan destroy".
GRANT DELETE ON contact TO anjuan_batch_work@localhost;
GRANT DELETE ON complaint_reply TO anjuan_batch_work@localhost;
GRANT DELETE ON complaint_code TO anjuan_batch_work@localhost;
GRANT DELETE ON file_link TO anjuan_batch_work@localhost;
