-- The desk: saved filters, who has which case open, canned texts, steps taken in bulk.

-- A saved filter is an address with a name: of one person, or of everybody with a role.
CREATE TABLE desk_filter (
  id       INT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name     VARCHAR(40) NOT NULL,
  user_id  INT         NOT NULL COMMENT 'who saved it',
  role_id  INT         NULL COMMENT 'everybody with this role has it; NULL: he alone',
  whose    INT AS (IF(role_id IS NULL, user_id, -role_id)) PERSISTENT,
  queue    VARCHAR(24) NOT NULL,
  state    SMALLINT    NOT NULL COMMENT 'the queue''s: what is counted',
  class_id INT         NULL,
  unit_id  INT         NULL,
  cell_id  INT         NULL,
  late     TINYINT     NULL COMMENT '1 past its due, 2 due within two hours or past',
  newest   BOOLEAN     NOT NULL DEFAULT 0,
  made_at  BIGINT      NOT NULL,
  UNIQUE KEY one_name (user_id, name),
  KEY by_whose (whose, queue, id),
  CONSTRAINT filter_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT filter_role FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- "I have this case open": holds while the case has this version and the lease runs.  It tells,
-- and blocks nothing: whose step counts is decided by the version alone.
CREATE TABLE case_claim (
  case_id  BIGINT NOT NULL PRIMARY KEY,
  user_id  INT    NOT NULL,
  version  INT    NOT NULL,
  since    BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  KEY (until_at),
  CONSTRAINT claim_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Texts a clerk need not type again, for a step ("return") and, where given, one class.
CREATE TABLE canned_text (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  action      VARCHAR(24)  NOT NULL,
  class_id    INT          NULL,
  text_zh     VARCHAR(400) NOT NULL,
  text_en     VARCHAR(400) NOT NULL DEFAULT '',
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  made_by     INT          NULL,
  ended_by    INT          NULL,
  KEY (valid_until, action),
  CONSTRAINT canned_class FOREIGN KEY (class_id) REFERENCES class (id)
) ENGINE=InnoDB AUTO_INCREMENT=1000 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One form, many cases: what became of each, so that a reload shows it and does nothing.
CREATE TABLE bulk_run (
  id       BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  key_hash BINARY(32)  NOT NULL UNIQUE,
  user_id  INT         NOT NULL,
  at       BIGINT      NOT NULL,
  queue    VARCHAR(80) NOT NULL COMMENT 'with its filters, as one word',
  action   VARCHAR(24) NOT NULL,
  KEY (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE bulk_row (
  run_id  BIGINT      NOT NULL,
  seq     SMALLINT    NOT NULL,
  case_id BIGINT      NOT NULL,
  why     VARCHAR(64) NULL COMMENT 'key of the catalogue; NULL: done',
  PRIMARY KEY (run_id, seq),
  CONSTRAINT bulk_of_run FOREIGN KEY (run_id) REFERENCES bulk_run (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Precedents: who had the latest cases of a class, in a base grid or anywhere.
ALTER TABLE cases
  ADD KEY by_precedent (class_id, base_cell_id, dispatched_at),
  ADD KEY by_class_sent (class_id, dispatched_at);

GRANT SELECT, INSERT, DELETE ON desk_filter TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON case_claim TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON canned_text TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON bulk_run TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON bulk_row TO anjuan_desk@localhost;
GRANT DELETE ON case_claim TO anjuan_batch_work@localhost;
GRANT DELETE ON bulk_run TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON canned_text TO anjuan_batch_work@localhost;
