-- What the office shows of itself: figures by month and year, made from the
-- lives of the cases by "anjuan tick", and the files everybody may take.
-- Nothing here has a person, a text or a place smaller than k cases.

-- Which periods are counted, up to which day.
CREATE TABLE figure_run (
  span      TINYINT    NOT NULL COMMENT '1 month, 2 year',
  first_day INT        NOT NULL,
  until_day INT        NOT NULL COMMENT 'counted before this local day',
  whole     BOOLEAN    NOT NULL COMMENT 'the period was over: its figures stand',
  k         INT        NOT NULL COMMENT 'cases a place had to have to be shown',
  digest    BINARY(32) NOT NULL COMMENT 'SHA-256 of all rows of the period, the daily ones too',
  made_at   BIGINT     NOT NULL,
  PRIMARY KEY (span, first_day),
  KEY by_until (span, until_day),
  CONSTRAINT run_span CHECK (span IN (1, 2) AND until_day > first_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The sums of a period: lib/store/store_figure.h has the parts and the counts in this order.
CREATE TABLE figure_sum (
  span              TINYINT NOT NULL,
  first_day         INT     NOT NULL,
  part              TINYINT NOT NULL COMMENT '0 all, 1 class, 2 unit, 3 base grid, 4 day or month',
  key_id            INT     NOT NULL COMMENT '0: none, or too few to be shown',
  n_complaint       INT     NOT NULL,
  n_report          INT     NOT NULL,
  n_accept          INT     NOT NULL,
  n_filed           INT     NOT NULL,
  n_not_accepted    INT     NOT NULL,
  n_closed_in       INT     NOT NULL,
  n_close_due       INT     NOT NULL,
  n_close           INT     NOT NULL,
  n_close_ontime    INT     NOT NULL,
  n_close_late_open INT     NOT NULL,
  n_dispose         INT     NOT NULL,
  n_rework          INT     NOT NULL,
  n_return          INT     NOT NULL,
  PRIMARY KEY (span, first_day, part, key_id),
  CONSTRAINT sum_run FOREIGN KEY (span, first_day) REFERENCES figure_run (span, first_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The map: a unit grid, what is left of a base grid (unit_cell_id 0), all the rest (both 0).
CREATE TABLE figure_place (
  span         TINYINT NOT NULL,
  first_day    INT     NOT NULL,
  unit_cell_id INT     NOT NULL,
  base_cell_id INT     NOT NULL,
  n_filed      INT     NOT NULL,
  PRIMARY KEY (span, first_day, unit_cell_id, base_cell_id),
  CONSTRAINT place_run FOREIGN KEY (span, first_day) REFERENCES figure_run (span, first_day)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Day × class × unit × base grid as the month counts them, for the office itself: what happened
-- on the day, and the cases whose counting instant it was, judged at the end of the month.
CREATE TABLE figure_day (
  day               INT NOT NULL,
  class_id          INT NOT NULL,
  unit_id           INT NOT NULL,
  base_cell_id      INT NOT NULL,
  n_complaint       INT NOT NULL,
  n_report          INT NOT NULL,
  n_accept          INT NOT NULL,
  n_filed           INT NOT NULL,
  n_not_accepted    INT NOT NULL,
  n_closed_in       INT NOT NULL,
  n_close_due       INT NOT NULL,
  n_close           INT NOT NULL,
  n_close_ontime    INT NOT NULL,
  n_close_late_open INT NOT NULL,
  n_dispose         INT NOT NULL,
  n_rework          INT NOT NULL,
  n_return          INT NOT NULL,
  PRIMARY KEY (day, class_id, unit_id, base_cell_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The month's cases as a file for everybody, by content in open/ (lib/part/filestore.h).
CREATE TABLE open_data (
  first_day INT        NOT NULL,
  format    TINYINT    NOT NULL COMMENT '1 CSV, 2 JSON',
  sha256    BINARY(32) NOT NULL,
  size      BIGINT     NOT NULL,
  cases     INT        NOT NULL,
  made_at   BIGINT     NOT NULL,
  PRIMARY KEY (first_day, format)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Papers the office has published; a new one of the same month is a revision, none is taken away.
CREATE TABLE publication (
  id           INT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind         VARCHAR(16) NOT NULL COMMENT 'bulletin',
  first_day    INT         NOT NULL COMMENT 'of the month it is about',
  lang         CHAR(5)     NOT NULL,
  revision     SMALLINT    NOT NULL,
  sha256       BINARY(32)  NOT NULL,
  size         BIGINT      NOT NULL,
  pages        INT         NOT NULL,
  published_at BIGINT      NOT NULL,
  UNIQUE KEY (kind, first_day, lang, revision)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT ON figure_run TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON figure_sum TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON figure_place TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON open_data TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON publication TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON figure_day TO anjuan_desk@localhost;
GRANT INSERT, UPDATE, DELETE ON figure_run TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON figure_sum TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON figure_place TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON figure_day TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON open_data TO anjuan_batch_work@localhost;
GRANT INSERT ON publication TO anjuan_batch_work@localhost;
