-- Accountability: rules as data, what they have found, appeals, measures taken
-- (查通督约考罚), responsibility traced back.  History is in the ledger
-- (subject kinds 7, 8, 9); the rows here are its shadow.  Nothing is deleted.

CREATE TABLE account_rule (
  id           INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code         VARCHAR(8)   NOT NULL COMMENT 'A1 …: what its findings are called',
  name_zh      VARCHAR(60)  NOT NULL,
  name_en      VARCHAR(120) NOT NULL,
  measure      VARCHAR(24)  NOT NULL COMMENT 'a word of lib/rule/account.h, or a count or rate of the figures',
  subject      TINYINT      NOT NULL COMMENT '1 unit, 2 person, 3 both',
  span         TINYINT      NOT NULL COMMENT '1 each case, 2 month, 3 months of a calendar year added up, 4 whole year',
  cmp          TINYINT      NOT NULL COMMENT '1 each, 2 below, 3 above, 4 at least',
  num          INT          NOT NULL COMMENT 'the threshold as an exact fraction',
  den          INT          NOT NULL,
  times        INT          NOT NULL COMMENT 'span 3: so many bad months',
  small        INT          NOT NULL COMMENT 'a denominator below this is marked',
  answer_days  INT          NOT NULL COMMENT 'working days for the answer; 0: none is asked for',
  consequences VARCHAR(200) NOT NULL COMMENT 'words of lib/rule/account.h with commas',
  basis_zh     VARCHAR(400) NOT NULL COMMENT 'the sentence it stands on',
  basis_en     VARCHAR(400) NOT NULL,
  source       VARCHAR(120) NOT NULL COMMENT 'the paper that says so',
  valid_from   BIGINT       NOT NULL DEFAULT 0,
  valid_until  BIGINT       NULL,
  UNIQUE KEY (code, valid_from),
  CONSTRAINT ar_known CHECK (subject BETWEEN 1 AND 3 AND span BETWEEN 1 AND 4 AND cmp BETWEEN 1 AND 4),
  CONSTRAINT ar_fraction CHECK (den > 0 AND num >= 0 AND times >= 0 AND small >= 0 AND answer_days >= 0)
) ENGINE=InnoDB AUTO_INCREMENT=1000 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE finding (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  find_key    VARCHAR(80) NOT NULL UNIQUE COMMENT 'the same facts are found once (lib/rule/account.h)',
  rule_id     INT         NOT NULL COMMENT 'the version that held',
  code        VARCHAR(8)  NOT NULL,
  unit_id     INT         NULL,
  user_id     INT         NULL,
  case_id     BIGINT      NULL,
  first_day   INT         NOT NULL COMMENT 'what it is about: local days, half-open',
  end_day     INT         NOT NULL,
  num         BIGINT      NOT NULL COMMENT 'what was measured, as an exact fraction',
  den         BIGINT      NOT NULL,
  few         BOOLEAN     NOT NULL DEFAULT 0 COMMENT 'few cases: marked, not suppressed',
  provisional BOOLEAN     NOT NULL DEFAULT 0 COMMENT 'the year is not over: a warning',
  holds       BOOLEAN     NOT NULL DEFAULT 1 COMMENT 'proposed only: the rule still finds it',
  major       BOOLEAN     NOT NULL DEFAULT 0 COMMENT '重大责任追究: 12345 share, no awards',
  grade       TINYINT     NOT NULL DEFAULT 0 COMMENT '0 none, 1 light, 2 serious, 3 grave',
  by_hand     BOOLEAN     NOT NULL DEFAULT 0,
  state       TINYINT     NOT NULL COMMENT 'enum finding_state, lib/rule/account.h',
  found_at    BIGINT      NOT NULL,
  first_by    INT         NULL COMMENT 'where a person is meant, two confirm',
  decided_by  INT         NULL,
  decided_at  BIGINT      NULL,
  sent_at     BIGINT      NULL,
  due         BIGINT      NULL COMMENT 'of the unit''s answer',
  signed_at   BIGINT      NULL,
  answered_at BIGINT      NULL,
  overdue_at  BIGINT      NULL,
  result      TINYINT     NOT NULL DEFAULT 0 COMMENT '0 none, 1 proven, 2 partly, 3 not proven',
  result_at   BIGINT      NULL,
  KEY by_state (state, id),
  KEY by_unit (unit_id, state, id),
  KEY by_day (first_day, state, id),
  KEY by_end (end_day, state),
  KEY by_case (case_id, id),
  KEY by_user (user_id, id),
  KEY by_due (state, due, id),
  CONSTRAINT fi_rule FOREIGN KEY (rule_id) REFERENCES account_rule (id),
  CONSTRAINT fi_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT fi_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT fi_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT fi_state CHECK (state BETWEEN 1 AND 8 AND result BETWEEN 0 AND 3 AND grade BETWEEN 0 AND 3),
  CONSTRAINT fi_two CHECK (user_id IS NULL OR state IN (1, 3) OR (first_by IS NOT NULL AND decided_by <> first_by)),
  CONSTRAINT fi_final CHECK (NOT provisional OR state IN (1, 3)),
  CONSTRAINT fi_whom CHECK (unit_id IS NOT NULL OR user_id IS NOT NULL OR case_id IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The cases behind its numbers.
CREATE TABLE finding_case (
  finding_id BIGINT NOT NULL,
  case_id    BIGINT NOT NULL,
  PRIMARY KEY (finding_id, case_id),
  KEY by_case (case_id, finding_id),
  CONSTRAINT fc_finding FOREIGN KEY (finding_id) REFERENCES finding (id),
  CONSTRAINT fc_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The months that were added up.
CREATE TABLE finding_part (
  finding_id BIGINT  NOT NULL,
  month      TINYINT NOT NULL,
  num        BIGINT  NOT NULL,
  den        BIGINT  NOT NULL,
  bad        BOOLEAN NOT NULL,
  PRIMARY KEY (finding_id, month),
  CONSTRAINT fp_finding FOREIGN KEY (finding_id) REFERENCES finding (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 责任倒查: what was to be done, by whom, and what became of it; written once, with the finding.
CREATE TABLE finding_trace (
  finding_id BIGINT   NOT NULL,
  seq        SMALLINT NOT NULL,
  part       TINYINT  NOT NULL COMMENT '1 patrol, 2 report, 3 intake, 4 dispatch, 5 handling, 6 check and closing',
  state      SMALLINT NOT NULL DEFAULT 0 COMMENT 'of the stage; 0: none',
  at         BIGINT   NOT NULL,
  due        BIGINT   NULL,
  done       BIGINT   NULL,
  user_id    INT      NULL,
  unit_id    INT      NULL,
  fault      TINYINT  NOT NULL DEFAULT 0 COMMENT '0 none, 1 late, 2 not done, 3 passed and not reported',
  PRIMARY KEY (finding_id, seq),
  CONSTRAINT ft_finding FOREIGN KEY (finding_id) REFERENCES finding (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Objections: to a case counted late, to a case in a month's draft figures.  Two persons rule.
CREATE TABLE appeal (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind        TINYINT     NOT NULL COMMENT '1 counted late, 2 a month''s draft',
  case_id     BIGINT      NOT NULL,
  unit_id     INT         NOT NULL,
  first_day   INT         NULL COMMENT 'kind 2: the month',
  count_word  VARCHAR(24) NULL COMMENT 'kind 2: the count it is about',
  state       TINYINT     NOT NULL DEFAULT 1 COMMENT 'enum appeal_state, lib/rule/account.h',
  asked_by    INT         NOT NULL,
  asked_at    BIGINT      NOT NULL,
  due         BIGINT      NULL COMMENT 'of the rulings',
  first_by    INT         NULL,
  first_at    BIGINT      NULL,
  first_grant BOOLEAN     NULL,
  second_by   INT         NULL,
  second_at   BIGINT      NULL,
  second_grant BOOLEAN    NULL,
  once_key    VARCHAR(60) AS (IF(kind = 1, CONCAT('c', case_id), CONCAT_WS('.', 'm', first_day, unit_id, case_id, count_word))) PERSISTENT UNIQUE,
  KEY by_state (state, id),
  KEY by_unit (unit_id, id),
  KEY by_case (case_id, id),
  KEY by_month (first_day, state, id),
  CONSTRAINT ap_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT ap_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT ap_kind CHECK (kind IN (1, 2) AND state BETWEEN 1 AND 5 AND (kind = 2) = (first_day IS NOT NULL)),
  CONSTRAINT ap_two CHECK (second_by IS NULL OR (first_by IS NOT NULL AND second_by <> first_by)),
  CONSTRAINT ap_others CHECK ((first_by IS NULL OR first_by <> asked_by) AND (second_by IS NULL OR second_by <> asked_by)),
  CONSTRAINT ap_ruled CHECK (state NOT IN (3, 4) OR second_by IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A case that an appeal took out of the counts of closing and handling: its instants stay as they were.
CREATE TABLE case_exempt (
  case_id    BIGINT NOT NULL PRIMARY KEY,
  appeal_id  BIGINT NOT NULL UNIQUE,
  granted_at BIGINT NOT NULL,
  CONSTRAINT ce_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT ce_appeal FOREIGN KEY (appeal_id) REFERENCES appeal (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 查通督约考罚 and circulars as records.
CREATE TABLE account_measure (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind       TINYINT      NOT NULL COMMENT 'enum measure_kind, lib/rule/account.h',
  state      TINYINT      NOT NULL COMMENT 'enum measure_state',
  title      VARCHAR(120) NOT NULL,
  day        INT          NOT NULL COMMENT 'when it takes place',
  unit_id    INT          NULL,
  user_id    INT          NULL,
  finding_id BIGINT       NULL,
  persons    VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'who takes part',
  first_day  INT          NULL COMMENT 'inspection: cases closed in these days',
  end_day    INT          NULL,
  seed       BIGINT       NULL COMMENT 'inspection: the same seed draws the same cases',
  sample     INT          NULL,
  of_cases   INT          NULL COMMENT 'drawn from so many',
  made_by    INT          NOT NULL,
  made_at    BIGINT       NOT NULL,
  second_by  INT          NULL COMMENT 'a penalty of a person: who agreed',
  done_at    BIGINT       NULL,
  KEY by_kind (kind, id),
  KEY by_unit (unit_id, kind, id),
  KEY by_finding (finding_id, id),
  CONSTRAINT am_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT am_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT am_finding FOREIGN KEY (finding_id) REFERENCES finding (id),
  CONSTRAINT am_known CHECK (kind BETWEEN 1 AND 6 AND state BETWEEN 1 AND 4),
  CONSTRAINT am_two CHECK (second_by IS NULL OR second_by <> made_by),
  CONSTRAINT am_person CHECK (kind <> 6 OR user_id IS NULL OR state IN (3, 4) OR second_by IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE measure_case (
  measure_id BIGINT       NOT NULL,
  case_id    BIGINT       NOT NULL,
  unit_id    INT          NULL,
  result     TINYINT      NOT NULL DEFAULT 0 COMMENT '0 not looked at, 1 good, 2 bad',
  note       VARCHAR(400) NOT NULL DEFAULT '',
  seen_by    INT          NULL,
  seen_at    BIGINT       NULL,
  PRIMARY KEY (measure_id, case_id),
  KEY by_result (result, seen_at),
  CONSTRAINT mc_of FOREIGN KEY (measure_id) REFERENCES account_measure (id),
  CONSTRAINT mc_one FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How far the timer has judged.
CREATE TABLE account_run (
  what     TINYINT NOT NULL PRIMARY KEY COMMENT '1 cases, 2 months',
  until_at BIGINT  NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE (valid_until) ON account_rule TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (major, grade, state, first_by, decided_by, decided_at, sent_at, due, signed_at, answered_at,
  result, result_at) ON finding TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON finding_case TO anjuan_desk@localhost;
GRANT SELECT ON finding_part TO anjuan_desk@localhost;
GRANT SELECT ON finding_trace TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (state, first_by, first_at, first_grant, second_by, second_at, second_grant) ON appeal TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON case_exempt TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (state, second_by, done_at) ON account_measure TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (result, note, seen_by, seen_at) ON measure_case TO anjuan_desk@localhost;

GRANT INSERT, UPDATE (rule_id, end_day, num, den, few, provisional, holds, state, overdue_at) ON finding TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON finding_case TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON finding_part TO anjuan_batch_work@localhost;
GRANT INSERT ON finding_trace TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON account_run TO anjuan_batch_work@localhost;
GRANT UPDATE (holds) ON finding TO anjuan_desk@localhost;

ALTER TABLE promise ADD KEY by_due (due);
