-- The work: complaints, cases, their intervals, the ledger, files, notices.

-- 来件: what one person or system sent.  Its number is made of year and id (lib/rule/refno.h).
CREATE TABLE complaint (
  id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  form_key_hash   BINARY(32)   NULL UNIQUE COMMENT 'the same form twice gives the same complaint',
  source          SMALLINT     NOT NULL COMMENT 'enum source, workflow §1',
  state           TINYINT      NOT NULL COMMENT '1 received, 2 suspect, 3 registered, 4 refused, 5 withdrawn',
  received_at     BIGINT       NOT NULL,
  accept_due      BIGINT       NULL,
  lang            CHAR(5)      NOT NULL DEFAULT 'zh-CN',
  class_id        INT          NULL,
  description     TEXT         NOT NULL,
  address         VARCHAR(200) NOT NULL DEFAULT '',
  lat             INT          NULL,
  lon             INT          NULL,
  confidential    BOOLEAN      NOT NULL DEFAULT 0,
  privacy_version SMALLINT     NOT NULL DEFAULT 1,
  ext_system      VARCHAR(32)  NULL,
  ext_number      VARCHAR(64)  NULL,
  ext_due         BIGINT       NULL COMMENT 'deadline of the sending system (R12)',
  taken_by        INT          NULL COMMENT 'the clerk who wrote it down',
  state_at        BIGINT       NOT NULL,
  reason_id       INT          NULL,
  answer          TEXT         NULL COMMENT 'what the sender is told',
  UNIQUE KEY (ext_system, ext_number),
  KEY (state, accept_due, id),
  KEY (received_at),
  CONSTRAINT complaint_class FOREIGN KEY (class_id) REFERENCES class (id),
  CONSTRAINT complaint_clerk FOREIGN KEY (taken_by) REFERENCES app_user (id),
  CONSTRAINT complaint_reason FOREIGN KEY (reason_id) REFERENCES reason (id),
  CONSTRAINT complaint_state CHECK (state BETWEEN 1 AND 5),
  CONSTRAINT complaint_point CHECK ((lat IS NULL) = (lon IS NULL)),
  CONSTRAINT complaint_place CHECK (lat IS NOT NULL OR address <> '' OR ext_system IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Keyed BLAKE2b of number and code; the code itself is nowhere in the database (design §4.11).
CREATE TABLE complaint_code (
  complaint_id BIGINT     NOT NULL PRIMARY KEY,
  code_hash    BINARY(32) NOT NULL,
  CONSTRAINT cc_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Sealed to a public key per year; beside it only what may be seen (design §4.10).
CREATE TABLE contact (
  complaint_id BIGINT         NOT NULL PRIMARY KEY,
  key_year     SMALLINT       NOT NULL,
  sealed       VARBINARY(1500) NOT NULL,
  masked_name  VARCHAR(80)    NULL,
  masked_phone VARCHAR(32)    NULL,
  masked_email VARCHAR(120)   NULL,
  phone_hash   BINARY(32)     NULL,
  created_at   BIGINT         NOT NULL,
  KEY (phone_hash),
  CONSTRAINT contact_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE case_number (
  year SMALLINT NOT NULL PRIMARY KEY,
  last INT      NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 案卷: the row is a shadow of stage, promise and flag_interval; version is for compare-and-swap.
CREATE TABLE cases (
  id                 BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  version            INT          NOT NULL DEFAULT 1,
  number             VARCHAR(20)  NULL UNIQUE COMMENT 'given at filing',
  centre_id          INT          NOT NULL,
  state              SMALLINT     NOT NULL COMMENT 'enum case_state, workflow §2',
  source             SMALLINT     NOT NULL COMMENT 'of the first complaint',
  ext_system         VARCHAR(32)  NULL,
  ext_number         VARCHAR(64)  NULL,
  received_at        BIGINT       NOT NULL,
  registered_by      INT          NULL,
  class_id           INT          NULL,
  condition_id       INT          NULL,
  component_id       INT          NULL,
  description        TEXT         NOT NULL,
  address            VARCHAR(200) NOT NULL DEFAULT '',
  lat                INT          NULL,
  lon                INT          NULL,
  unit_cell_id       INT          NULL,
  base_cell_id       INT          NULL,
  auto_cell_id       INT          NULL,
  outside            BOOLEAN      NOT NULL DEFAULT 0,
  unit_id            INT          NULL COMMENT 'lead or substitute: who must act now',
  handler_id         INT          NULL,
  supervisor_id      INT          NULL COMMENT 'holder of the open verification or check order',
  filed_by           INT          NULL,
  filed_at           BIGINT       NULL,
  dispatcher_id      INT          NULL,
  dispatched_at      BIGINT       NULL,
  signed_at          BIGINT       NULL,
  fed_back_at        BIGINT       NULL COMMENT 'last feedback',
  checker_id         INT          NULL,
  checker_unit_id    INT          NULL,
  verify_result      TINYINT      NOT NULL DEFAULT 0 COMMENT '0 none, 1 true, 2 untrue',
  check_result       TINYINT      NOT NULL DEFAULT 0 COMMENT '0 none, 1 passed, 2 failed',
  judged_by          INT          NULL,
  closer_id          INT          NULL,
  closed_at          BIGINT       NULL,
  archived_at        BIGINT       NULL,
  archive_code       VARCHAR(60)  NULL UNIQUE,
  retention_years    SMALLINT     NULL,
  stage_started      BIGINT       NOT NULL,
  stage_due          BIGINT       NULL,
  accept_due         BIGINT       NULL COMMENT 'the one acceptance hour (R2)',
  due_at             BIGINT       NULL COMMENT 'of the open promise',
  original_due       BIGINT       NULL COMMENT 'the on-time question after rework (design §4.4)',
  round              SMALLINT     NOT NULL DEFAULT 0,
  state_before       SMALLINT     NULL COMMENT 'where a refused return goes back to (45)',
  hazard             BOOLEAN      NOT NULL DEFAULT 0,
  urgent             BOOLEAN      NOT NULL DEFAULT 0,
  designated         BOOLEAN      NOT NULL DEFAULT 0,
  leader_locked      BOOLEAN      NOT NULL DEFAULT 0,
  joint              BOOLEAN      NOT NULL DEFAULT 0,
  substitute         BOOLEAN      NOT NULL DEFAULT 0,
  watch              BOOLEAN      NOT NULL DEFAULT 0,
  supervise          TINYINT      NOT NULL DEFAULT 0,
  filed_upward       BOOLEAN      NOT NULL DEFAULT 0,
  ext_count          TINYINT      NOT NULL DEFAULT 0,
  ext_pending        BOOLEAN      NOT NULL DEFAULT 0,
  rework_count       SMALLINT     NOT NULL DEFAULT 0,
  return_count       SMALLINT     NOT NULL DEFAULT 0,
  unjustified_return BOOLEAN      NOT NULL DEFAULT 0,
  confidential       BOOLEAN      NOT NULL DEFAULT 0,
  parent_case        BIGINT       NULL COMMENT 'merged into (design §4.8)',
  batch_id           BIGINT       NULL,
  event_seq          INT          NOT NULL DEFAULT 0 COMMENT 'last event of the ledger',
  event_hash         BINARY(32)   NULL COMMENT 'its hash: what the next one chains to',
  -- Where it stands in a queue: by stage due, hazards above all, no due at the end.
  queue_key          BIGINT AS (COALESCE(stage_due, 4000000000000000000) - IF(hazard, 4000000000000000000, 0)) PERSISTENT,
  UNIQUE KEY (ext_system, ext_number),
  KEY by_state (state, queue_key, id, stage_due),
  KEY by_unit (unit_id, state, queue_key, id, stage_due),
  KEY by_cell (base_cell_id, state, queue_key, id),
  KEY by_class (class_id, state, queue_key, id),
  KEY by_supervisor (supervisor_id, state),
  KEY by_handler (handler_id, state),
  KEY by_due (due_at, id),
  KEY by_closed (closed_at, id),
  KEY by_filed (filed_at, id),
  KEY by_parent (parent_case),
  CONSTRAINT case_centre FOREIGN KEY (centre_id) REFERENCES centre (id),
  CONSTRAINT case_class FOREIGN KEY (class_id) REFERENCES class (id),
  CONSTRAINT case_condition FOREIGN KEY (condition_id) REFERENCES class_condition (id),
  CONSTRAINT case_component FOREIGN KEY (component_id) REFERENCES component (id),
  CONSTRAINT case_unit_now FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT case_known_state CHECK (state IN
    (10,11,12,13,19,20,21,22,23,24,30,31,32,33,40,41,42,43,44,45,50,51,52,60,90)),
  CONSTRAINT case_point CHECK ((lat IS NULL) = (lon IS NULL)),
  -- Invariant 1: dispatcher and closer are two persons; the handling unit never checks.
  CONSTRAINT case_two_persons CHECK (dispatcher_id IS NULL OR closer_id IS NULL OR dispatcher_id <> closer_id),
  CONSTRAINT case_judge_not_dispatcher CHECK (dispatcher_id IS NULL OR judged_by IS NULL OR dispatcher_id <> judged_by),
  CONSTRAINT case_checker_unit CHECK (checker_unit_id IS NULL OR unit_id IS NULL OR checker_unit_id <> unit_id),
  -- Invariant 2: a leader's instruction cannot be returned.
  CONSTRAINT case_leader_lock CHECK (NOT (leader_locked AND state = 32)),
  -- Filing needs class, condition and cell; an imported case has none of ours.
  CONSTRAINT case_filed CHECK (filed_at IS NULL OR ext_system IS NOT NULL
    OR (class_id IS NOT NULL AND condition_id IS NOT NULL AND number IS NOT NULL
        AND (unit_cell_id IS NOT NULL OR outside))),
  CONSTRAINT case_closed CHECK (state NOT IN (50, 52) OR closed_at IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE complaint_case (
  id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  complaint_id BIGINT NOT NULL,
  case_id      BIGINT NOT NULL,
  from_at      BIGINT NOT NULL,
  until_at     BIGINT NULL,
  open_complaint BIGINT AS (IF(until_at IS NULL, complaint_id, NULL)) PERSISTENT UNIQUE,
  KEY (case_id),
  KEY (complaint_id),
  CONSTRAINT link_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id),
  CONSTRAINT link_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 环节: one interval of a case in one state at one holder.
CREATE TABLE stage (
  case_id   BIGINT   NOT NULL,
  seq       SMALLINT NOT NULL,
  state     SMALLINT NOT NULL,
  user_id   INT      NULL COMMENT 'holder, where it is a person',
  unit_id   INT      NULL COMMENT 'holder, where it is a unit',
  round     SMALLINT NOT NULL,
  started   BIGINT   NOT NULL,
  due       BIGINT   NULL,
  outer_due BIGINT   NULL COMMENT 'the check hour counted from the feedback (R3)',
  ended     BIGINT   NULL,
  ended_by  INT      NULL,
  late_at   BIGINT   NULL COMMENT 'when the late mark was made (6, 41, 74)',
  open_case BIGINT AS (IF(ended IS NULL, case_id, NULL)) PERSISTENT UNIQUE,
  PRIMARY KEY (case_id, seq),
  KEY by_late (late_at, ended, due),
  CONSTRAINT stage_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT stage_span CHECK (ended IS NULL OR ended >= started)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The handling limit, which outlives stages.
CREATE TABLE promise (
  case_id      BIGINT   NOT NULL,
  seq          SMALLINT NOT NULL,
  unit_id      INT      NULL,
  round        SMALLINT NOT NULL,
  kind         TINYINT  NOT NULL COMMENT '1 dispatch, 2 extension, 3 rework, 4 watch, 5 upper, 6 as given by another system',
  started      BIGINT   NOT NULL,
  amount       INT      NULL,
  unit         TINYINT  NULL COMMENT 'enum limit_unit',
  calendar_id  INT      NULL,
  due          BIGINT   NULL,
  original_due BIGINT   NULL,
  set_event    INT      NOT NULL,
  ended        BIGINT   NULL,
  ended_event  INT      NULL,
  open_case    BIGINT AS (IF(ended IS NULL, case_id, NULL)) PERSISTENT UNIQUE,
  PRIMARY KEY (case_id, seq),
  CONSTRAINT promise_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A suspension or another stop of the promise's clock; at most one open.
CREATE TABLE pause (
  case_id   BIGINT   NOT NULL,
  seq       SMALLINT NOT NULL,
  from_at   BIGINT   NOT NULL,
  until_at  BIGINT   NULL,
  set_event INT      NOT NULL,
  open_case BIGINT AS (IF(until_at IS NULL, case_id, NULL)) PERSISTENT UNIQUE,
  PRIMARY KEY (case_id, seq),
  CONSTRAINT pause_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE flag_interval (
  case_id   BIGINT      NOT NULL,
  flag      VARCHAR(16) NOT NULL COMMENT 'hazard, watch, supervise, leader_locked, ext_pending',
  from_at   BIGINT      NOT NULL,
  value     TINYINT     NOT NULL DEFAULT 1,
  until_at  BIGINT      NULL,
  set_event INT         NOT NULL,
  end_event INT         NULL,
  open_flag VARCHAR(40) AS (IF(until_at IS NULL, CONCAT(case_id, ':', flag), NULL)) PERSISTENT UNIQUE,
  PRIMARY KEY (case_id, flag, from_at),
  CONSTRAINT flag_case FOREIGN KEY (case_id) REFERENCES cases (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE case_unit (
  case_id   BIGINT       NOT NULL,
  seq       SMALLINT     NOT NULL,
  unit_id   INT          NOT NULL,
  part      TINYINT      NOT NULL COMMENT '1 lead, 2 member, 3 owner, 4 substitute',
  from_at   BIGINT       NOT NULL,
  until_at  BIGINT       NULL,
  task      VARCHAR(400) NULL,
  due       BIGINT       NULL,
  signed_at BIGINT       NULL,
  done_at   BIGINT       NULL,
  result    VARCHAR(400) NULL,
  PRIMARY KEY (case_id, seq),
  KEY (unit_id, until_at),
  CONSTRAINT cu_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT cu_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 核实 and 核查 orders: one to one supervisor, answered with photos.
CREATE TABLE site_order (
  case_id     BIGINT       NOT NULL,
  seq         SMALLINT     NOT NULL,
  kind        TINYINT      NOT NULL COMMENT '1 verify 核实, 2 check 核查',
  round       SMALLINT     NOT NULL,
  user_id     INT          NOT NULL,
  sent_by     INT          NOT NULL,
  sent_at     BIGINT       NOT NULL,
  due         BIGINT       NULL,
  answered_at BIGINT       NULL,
  result      TINYINT      NULL COMMENT '1 true or passed, 2 untrue or failed',
  lat         INT          NULL,
  lon         INT          NULL,
  client_at   BIGINT       NULL,
  open_case   BIGINT AS (IF(answered_at IS NULL, case_id, NULL)) PERSISTENT UNIQUE,
  PRIMARY KEY (case_id, seq),
  KEY (user_id, answered_at),
  CONSTRAINT so_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT so_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 流转记录: only appended; one hash chain a subject (lib/rule/ledger.h).
CREATE TABLE event (
  subject_kind TINYINT         NOT NULL COMMENT '1 complaint, 2 case',
  subject_id   BIGINT          NOT NULL,
  seq          INT             NOT NULL,
  kind         SMALLINT        NOT NULL COMMENT 'enum action, lib/rule/workflow.h',
  at           BIGINT          NOT NULL,
  client_at    BIGINT          NULL,
  user_id      INT             NULL,
  role_id      INT             NULL,
  shift_id     INT             NULL,
  unit_id      INT             NULL,
  from_state   SMALLINT        NOT NULL,
  to_state     SMALLINT        NOT NULL,
  reason_id    INT             NULL,
  detail       VARBINARY(1000) NOT NULL COMMENT 'name=value lines without personal text',
  files        VARBINARY(2048) NOT NULL COMMENT 'SHA-256 of each attachment',
  text_hash    BINARY(32)      NULL COMMENT 'SHA-256 of salt and text in event_text',
  prev_hash    BINARY(32)      NOT NULL,
  hash         BINARY(32)      NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, seq),
  KEY by_time (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Free text and names, apart, so that they can be destroyed and the chain still verifies.
CREATE TABLE event_text (
  subject_kind TINYINT    NOT NULL,
  subject_id   BIGINT     NOT NULL,
  seq          INT        NOT NULL,
  salt         BINARY(16) NOT NULL,
  text         TEXT       NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, seq)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- One root a day over the day's events by subject and sequence, chained.
CREATE TABLE seal (
  day       INT        NOT NULL PRIMARY KEY,
  events    INT        NOT NULL,
  stragglers INT       NOT NULL DEFAULT 0,
  upto_at   BIGINT     NOT NULL,
  prev_root BINARY(32) NOT NULL,
  root      BINARY(32) NOT NULL,
  made_at   BIGINT     NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Stored once by content; who may see it belongs to the link, never to the hash.
CREATE TABLE file (
  id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sha256     BINARY(32)  NOT NULL UNIQUE,
  size       BIGINT      NOT NULL,
  type       VARCHAR(24) NOT NULL,
  width      INT         NULL,
  height     INT         NULL,
  created_at BIGINT      NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE file_link (
  id           BIGINT   NOT NULL AUTO_INCREMENT PRIMARY KEY,
  subject_kind TINYINT  NOT NULL,
  subject_id   BIGINT   NOT NULL,
  event_seq    INT      NOT NULL,
  file_id      BIGINT   NOT NULL,
  part         TINYINT  NOT NULL COMMENT '1 report, 2 verify, 3 before, 4 after, 5 check',
  round        SMALLINT NOT NULL DEFAULT 0,
  for_public   BOOLEAN  NOT NULL DEFAULT 0,
  added_by     INT      NULL,
  added_at     BIGINT   NOT NULL,
  UNIQUE KEY (subject_kind, subject_id, event_seq, file_id),
  KEY (file_id),
  CONSTRAINT fl_file FOREIGN KEY (file_id) REFERENCES file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Photos that arrived under a form's key before the form itself.
CREATE TABLE upload (
  form_key_hash BINARY(32) NOT NULL,
  file_id       BIGINT     NOT NULL,
  at            BIGINT     NOT NULL,
  PRIMARY KEY (form_key_hash, file_id),
  KEY (at),
  CONSTRAINT up_file FOREIGN KEY (file_id) REFERENCES file (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A desk form's one-time key: the same key twice gives the same answer.
CREATE TABLE write_key (
  key_hash   BINARY(32) NOT NULL PRIMARY KEY,
  user_id    INT        NULL,
  case_id    BIGINT     NOT NULL,
  at         BIGINT     NOT NULL,
  KEY (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Failed codes and reports, for the hourly limits (design §4.11).
CREATE TABLE rate_use (
  id    BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  scope TINYINT       NOT NULL COMMENT '1 code tries of a number, 2 of an address, 3 reports of an address',
  who   VARBINARY(64) NOT NULL,
  at    BIGINT        NOT NULL,
  KEY (scope, who, at),
  KEY (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Written in the transaction that causes the notice; delivered by the timer.
CREATE TABLE outbox (
  id           BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  subject_kind TINYINT     NOT NULL,
  subject_id   BIGINT      NOT NULL,
  event_seq    INT         NOT NULL,
  audience     VARCHAR(16) NOT NULL COMMENT 'a role or post, never a person (workflow §6)',
  unit_id      INT         NULL,
  user_id      INT         NULL COMMENT 'only for an order to one supervisor',
  created_at   BIGINT      NOT NULL,
  done_at      BIGINT      NULL,
  KEY (done_at, id),
  KEY (subject_kind, subject_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Issued papers: what was printed, when, and its hash.
CREATE TABLE paper (
  id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind       VARCHAR(16) NOT NULL,
  about      VARCHAR(40) NOT NULL,
  sha256     BINARY(32)  NOT NULL,
  made_at    BIGINT      NOT NULL,
  KEY (kind, about)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
