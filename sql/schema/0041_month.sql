-- Month-end 月结: a draft, a window of objections, the seal, numbered corrections
-- (lib/rule/monthend.h).  What was sealed stays as it was; a correction adds.

CREATE TABLE month_end (
  first_day  INT    NOT NULL PRIMARY KEY,
  drafted_at BIGINT NOT NULL,
  until_at   BIGINT NOT NULL COMMENT 'units may object before it',
  asked_at   BIGINT NULL COMMENT 'somebody ordered the seal; the timer makes it',
  asked_by   INT    NULL,
  sealed_at  BIGINT NULL,
  looked_at  BIGINT NULL COMMENT 'when the sealed figures were last reckoned again',
  CONSTRAINT month_asker FOREIGN KEY (asked_by) REFERENCES app_user (id),
  CONSTRAINT month_asked CHECK ((asked_at IS NULL) = (asked_by IS NULL)),
  CONSTRAINT month_sealed CHECK (sealed_at IS NULL OR (asked_at IS NOT NULL AND sealed_at >= until_at))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The texts that were sealed: no 0 the month, no n what it is after correction n.
CREATE TABLE month_snapshot (
  first_day INT        NOT NULL,
  no        SMALLINT   NOT NULL,
  made_at   BIGINT     NOT NULL,
  sha256    BINARY(32) NOT NULL COMMENT 'of the text',
  size      INT        NOT NULL COMMENT 'of the text',
  cases     INT        NOT NULL,
  content   LONGBLOB   NOT NULL COMMENT 'the text, compressed by the server',
  PRIMARY KEY (first_day, no),
  CONSTRAINT snapshot_month FOREIGN KEY (first_day) REFERENCES month_end (first_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the timer found different later.  Until a person has signed it with its reason it is made anew
-- whenever it changes; from then on it stands.
CREATE TABLE month_correction (
  first_day INT           NOT NULL,
  no        SMALLINT      NOT NULL,
  found_at  BIGINT        NOT NULL,
  sha256    BINARY(32)    NOT NULL COMMENT 'of the text it leads to',
  cells     INT           NOT NULL,
  signed_at BIGINT        NULL,
  signed_by INT           NULL,
  reason    VARCHAR(1000) NULL,
  PRIMARY KEY (first_day, no),
  CONSTRAINT correction_month FOREIGN KEY (first_day) REFERENCES month_end (first_day),
  CONSTRAINT correction_signer FOREIGN KEY (signed_by) REFERENCES app_user (id),
  CONSTRAINT correction_signed CHECK ((signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (reason IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE month_cell (
  first_day INT          NOT NULL,
  no        SMALLINT     NOT NULL,
  seq       INT          NOT NULL,
  cell      VARCHAR(96)  NOT NULL,
  was_is    VARCHAR(400) NULL COMMENT 'NULL: it was not there',
  now_is    VARCHAR(400) NULL COMMENT 'NULL: it is gone',
  PRIMARY KEY (first_day, no, seq),
  CONSTRAINT cell_correction FOREIGN KEY (first_day, no) REFERENCES month_correction (first_day, no)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT ON month_end TO anjuan_desk@localhost;
GRANT UPDATE (asked_at, asked_by) ON month_end TO anjuan_desk@localhost;
GRANT SELECT (first_day, no, made_at, sha256, size, cases) ON month_snapshot TO anjuan_desk@localhost;
GRANT SELECT ON month_correction TO anjuan_desk@localhost;
GRANT UPDATE (signed_at, signed_by, reason) ON month_correction TO anjuan_desk@localhost;
GRANT SELECT ON month_cell TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (sealed_at, looked_at) ON month_end TO anjuan_batch_work@localhost;
GRANT INSERT ON month_snapshot TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON month_correction TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON month_cell TO anjuan_batch_work@localhost;
