-- Registers beside the cases: light records (R14), stubborn problems (R17),
-- inquiries about a theme (R16).  Entries are only appended.
CREATE TABLE matter (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  key_hash  BINARY(32)   NOT NULL UNIQUE COMMENT 'the same form twice is one entry',
  kind      TINYINT      NOT NULL COMMENT '1 light record, 2 stubborn problem, 3 inquiry',
  state     TINYINT      NOT NULL DEFAULT 1 COMMENT '1 open, 2 closed, 3 released upward',
  title     VARCHAR(120) NOT NULL,
  address   VARCHAR(200) NOT NULL DEFAULT '',
  origin    TINYINT      NOT NULL DEFAULT 0 COMMENT 'enum origin, lib/rule/case.h',
  unit_id   INT          NULL COMMENT 'who works on it',
  owner_id  INT          NOT NULL COMMENT 'who answers for it',
  opened_at BIGINT       NOT NULL,
  due       BIGINT       NULL COMMENT 'of the next status or the answer',
  closed_at BIGINT       NULL,
  KEY by_due (kind, state, due, id),
  KEY by_kind (kind, state, id),
  KEY by_owner (owner_id, kind, id),
  CONSTRAINT matter_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT matter_owner FOREIGN KEY (owner_id) REFERENCES app_user (id),
  CONSTRAINT matter_kind CHECK (kind BETWEEN 1 AND 3 AND state BETWEEN 1 AND 3),
  CONSTRAINT matter_light CHECK (kind <> 1 OR state = 2),
  CONSTRAINT matter_closed CHECK ((state = 1) = (closed_at IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE matter_entry (
  matter_id BIGINT     NOT NULL,
  seq       SMALLINT   NOT NULL,
  key_hash  BINARY(32) NOT NULL UNIQUE,
  at        BIGINT     NOT NULL,
  user_id   INT        NOT NULL,
  state     TINYINT    NOT NULL COMMENT 'of the matter, from here on',
  words     TEXT       NOT NULL,
  PRIMARY KEY (matter_id, seq),
  CONSTRAINT entry_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT entry_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT ON matter TO anjuan_desk@localhost;
GRANT UPDATE (state, due, closed_at) ON matter TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON matter_entry TO anjuan_desk@localhost;
