-- Clocks beside the stage, and what a case remembers of a way round.

ALTER TABLE cases
  ADD kept_unit_id INT NULL COMMENT 'had it before coordinating: gets it back under kept_due' AFTER batch_id,
  ADD kept_due BIGINT NULL AFTER kept_unit_id,
  ADD conferred BOOLEAN NOT NULL DEFAULT 0 COMMENT 'with the unit, about the return under review (43, 44)' AFTER kept_due,
  ADD KEY by_rest (state, stage_started, id);

-- At most one open clock of a kind a case: the check hour from the feedback (R3), the hand's way (R13).
CREATE TABLE side_clock (
  case_id   BIGINT   NOT NULL,
  seq       SMALLINT NOT NULL,
  kind      TINYINT  NOT NULL COMMENT 'enum side_clock, lib/rule/case.h',
  user_id   INT      NULL,
  unit_id   INT      NULL,
  started   BIGINT   NOT NULL,
  due       BIGINT   NULL,
  set_event INT      NOT NULL,
  ended     BIGINT   NULL,
  end_event INT      NULL,
  late_at   BIGINT   NULL,
  open_kind VARCHAR(32) AS (IF(ended IS NULL, CONCAT(case_id, ':', kind), NULL)) PERSISTENT UNIQUE,
  PRIMARY KEY (case_id, seq),
  KEY by_late (late_at, ended, due),
  CONSTRAINT side_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON side_clock TO anjuan_desk@localhost;
GRANT INSERT, UPDATE ON side_clock TO anjuan_batch_work@localhost;
