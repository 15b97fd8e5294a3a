-- Composite scores: schemes of parts with their weights, forms and steps, grades, and what assessors
-- from outside gave; rows live and are never rewritten, so that a past month is scored as it was then.

CREATE TABLE score_scheme (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code        VARCHAR(24)  NOT NULL,
  target      VARCHAR(16)  NOT NULL COMMENT 'part that is scored: unit, community, supervisor …',
  name_zh     VARCHAR(60)  NOT NULL,
  name_en     VARCHAR(120) NOT NULL,
  main        BOOLEAN      NOT NULL DEFAULT 0 COMMENT 'the one that is used unless another is asked for',
  least_count VARCHAR(24)  NOT NULL DEFAULT 'n_close_due',
  least       INT          NOT NULL DEFAULT 5 COMMENT 'with fewer nothing is ranked',
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  UNIQUE KEY (code, valid_from),
  CONSTRAINT scheme_least CHECK (least >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE score_part (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  scheme      VARCHAR(24)  NOT NULL COMMENT 'score_scheme.code',
  form        TINYINT      NOT NULL COMMENT 'enum score_form',
  indicator   VARCHAR(24)  NOT NULL DEFAULT '' COMMENT 'a rate or a count by its identifier',
  weight      SMALLINT     NOT NULL DEFAULT 0,
  lower       BOOLEAN      NOT NULL DEFAULT 0,
  per_cell    BOOLEAN      NOT NULL DEFAULT 0,
  source      SMALLINT     NOT NULL DEFAULT 0,
  floor       INT          NOT NULL DEFAULT 0 COMMENT 'hundredths of a per cent',
  cost        INT          NOT NULL DEFAULT 0 COMMENT 'hundredths of a point',
  cost_more   INT          NOT NULL DEFAULT 0,
  more_from   INT          NOT NULL DEFAULT 0,
  steps       VARCHAR(200) NOT NULL DEFAULT '' COMMENT '50:100 100:90 *:0',
  group_code  VARCHAR(16)  NOT NULL DEFAULT '' COMMENT 'only for this group of comparable ones',
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  UNIQUE KEY (scheme, form, indicator, source, group_code, valid_from),
  CONSTRAINT part_form CHECK (form BETWEEN 1 AND 6),
  CONSTRAINT part_weight CHECK (weight >= 0 AND (weight > 0) = (form IN (1, 2, 3, 6)))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE score_grade (
  letter      VARCHAR(4)  NOT NULL,
  least       INT         NOT NULL COMMENT 'hundredths of a point',
  colour      VARCHAR(16) NOT NULL,
  valid_from  BIGINT      NOT NULL DEFAULT 0,
  valid_until BIGINT      NULL,
  PRIMARY KEY (letter, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A round of assessment by people from outside: what they judge, whom, and how much it weighs.
CREATE TABLE assess_round (
  id         INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind       TINYINT      NOT NULL COMMENT '1 third party, 2 deputies, 3 citizens',
  name       VARCHAR(60)  NOT NULL,
  first_day  INT          NOT NULL COMMENT 'of the time that is judged',
  last_day   INT          NOT NULL,
  weight     SMALLINT     NOT NULL COMMENT 'among the rounds of a period',
  made_by    INT          NOT NULL,
  made_at    BIGINT       NOT NULL,
  closed_by  INT          NULL,
  closed_at  BIGINT       NULL COMMENT 'counts from then on; no sheet comes to it any more',
  form_key   BINARY(32)   NOT NULL UNIQUE,
  KEY by_days (last_day, first_day),
  CONSTRAINT round_by FOREIGN KEY (made_by) REFERENCES app_user (id),
  CONSTRAINT round_kind CHECK (kind BETWEEN 1 AND 3 AND weight BETWEEN 1 AND 100 AND last_day >= first_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What is judged, and how many points it can have.
CREATE TABLE assess_item (
  round_id INT          NOT NULL,
  seq      TINYINT      NOT NULL,
  name     VARCHAR(120) NOT NULL,
  points   SMALLINT     NOT NULL,
  PRIMARY KEY (round_id, seq),
  CONSTRAINT item_round FOREIGN KEY (round_id) REFERENCES assess_round (id),
  CONSTRAINT item_points CHECK (points BETWEEN 1 AND 1000)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One assessor's sheet about one unit; a sheet written wrongly is taken back and stays.
CREATE TABLE assess_sheet (
  id        INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  round_id  INT          NOT NULL,
  unit_id   INT          NOT NULL,
  assessor  VARCHAR(60)  NOT NULL COMMENT 'number or office of the assessor',
  note      VARCHAR(400) NOT NULL DEFAULT '',
  put_by    INT          NOT NULL,
  put_at    BIGINT       NOT NULL,
  undone_by INT          NULL,
  undone_at BIGINT       NULL,
  form_key  BINARY(32)   NOT NULL UNIQUE,
  open_sheet VARCHAR(100) AS (IF(undone_at IS NULL, CONCAT(round_id, ':', unit_id, ':', assessor), NULL)) PERSISTENT UNIQUE,
  KEY (round_id, unit_id),
  CONSTRAINT sheet_round FOREIGN KEY (round_id) REFERENCES assess_round (id),
  CONSTRAINT sheet_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT sheet_by FOREIGN KEY (put_by) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE assess_point (
  sheet_id INT      NOT NULL,
  seq      TINYINT  NOT NULL,
  points   SMALLINT NOT NULL,
  PRIMARY KEY (sheet_id, seq),
  CONSTRAINT point_sheet FOREIGN KEY (sheet_id) REFERENCES assess_sheet (id),
  CONSTRAINT point_some CHECK (points >= 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE (valid_until) ON score_scheme TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (valid_until) ON score_part TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (valid_until) ON score_grade TO anjuan_desk@localhost;
GRANT INSERT, UPDATE ON score_scheme TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON score_part TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON score_grade TO anjuan_batch_work@localhost;
GRANT SELECT, INSERT, UPDATE (closed_by, closed_at) ON assess_round TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON assess_item TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (undone_by, undone_at) ON assess_sheet TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON assess_point TO anjuan_desk@localhost;
