-- Warnings before and after the handling limit (workflow row 54, R10): levels and
-- whom they tell are data; what is to be told when is kept a promise and level.

CREATE TABLE warning_level (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  class_id    INT          NULL COMMENT 'a class with levels of its own has only those',
  percent     SMALLINT     NOT NULL COMMENT 'of the counted limit; 100: it is over',
  audiences   VARCHAR(200) NOT NULL COMMENT 'posts as outbox.audience has them: UNIT,UNIT_LEADER',
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  of_class    INT AS (COALESCE(class_id, 0)) PERSISTENT,
  UNIQUE KEY (of_class, percent, valid_from),
  CONSTRAINT wl_class FOREIGN KEY (class_id) REFERENCES class (id),
  CONSTRAINT wl_percent CHECK (percent BETWEEN 1 AND 1000)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE promise_warning (
  case_id   BIGINT   NOT NULL,
  seq       SMALLINT NOT NULL COMMENT 'of the promise',
  level_id  INT      NOT NULL,
  due       BIGINT   NOT NULL COMMENT 'worked out for this due; when it moves, a new row is made',
  warn_at   BIGINT   NOT NULL,
  told_at   BIGINT   NULL COMMENT 'settled: told with event_seq, or without need',
  event_seq INT      NULL,
  PRIMARY KEY (case_id, seq, level_id, due),
  KEY by_time (told_at, warn_at, case_id),
  CONSTRAINT pw_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT pw_level FOREIGN KEY (level_id) REFERENCES warning_level (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT ON warning_level TO anjuan_desk@localhost;
GRANT SELECT ON promise_warning TO anjuan_desk@localhost;
GRANT INSERT, UPDATE ON warning_level TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON promise_warning TO anjuan_batch_work@localhost;
