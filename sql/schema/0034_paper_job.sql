-- Papers asked for at the desk (lib/rule/paper.h): the desk writes a row, the timer draws, one after the other.
CREATE TABLE paper_job (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind       VARCHAR(16)  NOT NULL COMMENT 'a code of lib/rule/paper.c',
  args       VARCHAR(200) NOT NULL COMMENT 'paper_args_write()',
  lang       VARCHAR(5)   NOT NULL,
  scope      INT          NOT NULL COMMENT '0: the office''s, else only this person''s',
  asked_by   INT          NOT NULL,
  asked_at   BIGINT       NOT NULL,
  state      TINYINT      NOT NULL DEFAULT 1 COMMENT '1 queued, 2 running, 3 done, 4 failed',
  done       INT          NOT NULL DEFAULT 0 COMMENT 'of total steps',
  total      INT          NOT NULL DEFAULT 0,
  started_at BIGINT       NULL,
  ended_at   BIGINT       NULL,
  sha256     BINARY(32)   NULL COMMENT 'of the file in papers/; NULL: it leaves none',
  size       BIGINT       NULL,
  code       SMALLINT     NULL COMMENT 'how a failed one ended: enum paper_end, lib/rule/paper.h',
  why        VARCHAR(400) NULL COMMENT 'and what the program said',
  live       VARCHAR(200) AS (IF(state < 3, args, NULL)) PERSISTENT,
  UNIQUE KEY one_living (live, scope, kind, lang),
  KEY by_scope (scope, id),
  KEY by_state (state, id),
  KEY by_what (kind, args, id),
  KEY by_end (ended_at, id),
  KEY by_file (sha256),
  CONSTRAINT pj_asked FOREIGN KEY (asked_by) REFERENCES app_user (id),
  CONSTRAINT pj_state CHECK (state BETWEEN 1 AND 4 AND (state = 1) = (started_at IS NULL) AND (state > 2) = (ended_at IS NOT NULL)),
  CONSTRAINT pj_steps CHECK (done BETWEEN 0 AND total),
  CONSTRAINT pj_failed CHECK ((state = 4) = (code IS NOT NULL)),
  CONSTRAINT pj_file CHECK ((sha256 IS NULL) = (size IS NULL) AND (sha256 IS NULL OR state = 3))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT ON paper_job TO anjuan_desk@localhost;
GRANT UPDATE, DELETE ON paper_job TO anjuan_batch_work@localhost;
