-- Requests, supervision, several units and the platform above.

ALTER TABLE cases
  ADD ext_asked INT NULL COMMENT 'how much more is asked for, in the promise''s unit (49)' AFTER conferred,
  ADD watch_asked BOOLEAN NOT NULL DEFAULT 0 AFTER ext_asked,
  ADD watch_until BIGINT NULL COMMENT 'tracking date asked for or set (51)' AFTER watch_asked,
  ADD watch_count TINYINT NOT NULL DEFAULT 0 AFTER watch_until,
  ADD suspend_count TINYINT NOT NULL DEFAULT 0 AFTER watch_count,
  ADD special_by TINYINT NOT NULL DEFAULT 0 COMMENT 'who decides on the special closing: 1 commander, 2 platform above (R5)' AFTER suspend_count,
  ADD explained_at BIGINT NULL COMMENT 'last explanation before the limit ended (57)' AFTER special_by,
  ADD false_feedback SMALLINT NOT NULL DEFAULT 0 AFTER explained_at,
  ADD reopen_count SMALLINT NOT NULL DEFAULT 0 AFTER false_feedback,
  ADD satisfied TINYINT NOT NULL DEFAULT 0 COMMENT 'the call back: 1 yes, 2 no (78)' AFTER reopen_count,
  ADD approval TINYINT NOT NULL DEFAULT 0 COMMENT 'of enforcement: 1 asked, 2 given, 3 denied (R18)' AFTER satisfied,
  ADD has_members BOOLEAN NOT NULL DEFAULT 0 COMMENT 'units beside the lead act on it' AFTER approval,
  ADD letter_draft BOOLEAN NOT NULL DEFAULT 0 AFTER has_members,
  ADD inquiry TINYINT NOT NULL DEFAULT 0 COMMENT 'who inquires: 1 above, 2 deputies, 3 leader, 4 media (R16)' AFTER letter_draft,
  ADD upper_number VARCHAR(64) NULL COMMENT 'the platform above knows it by' AFTER inquiry,
  ADD void_from SMALLINT NULL COMMENT 'the state a merged case had' AFTER upper_number,
  ADD verified_above BOOLEAN NOT NULL DEFAULT 0 COMMENT 'a 12345 order its sender has verified (R12)' AFTER void_from,
  ADD ext_due BIGINT NULL COMMENT 'deadline of the sending system (R12)' AFTER verified_above,
  ADD KEY by_batch (batch_id),
  -- One extension, asked for once at a time and only while the unit handles it (invariant 5).
  ADD CONSTRAINT case_one_extension CHECK (ext_count <= 1 AND NOT (ext_pending AND (ext_count > 0 OR state <> 31))),
  ADD CONSTRAINT case_one_request CHECK (NOT (ext_pending AND watch_asked) AND (NOT watch_asked OR state = 31)),
  -- The tracking date moves twice at most; a suspension is allowed once, and never to a hazard.
  ADD CONSTRAINT case_watch CHECK (watch_count <= 3 AND (NOT watch OR watch_count > 0)),
  ADD CONSTRAINT case_suspend CHECK (suspend_count <= 1 AND NOT (state = 33 AND hazard)),
  ADD CONSTRAINT case_supervise CHECK (supervise BETWEEN 0 AND 3),
  ADD CONSTRAINT case_special CHECK (state NOT IN (51, 52) OR special_by IN (1, 2)),
  ADD CONSTRAINT case_merged CHECK (void_from IS NULL OR (state = 90 AND parent_case IS NOT NULL));

-- Invariant 4: where a reason is mandatory the ledger has no event without its words.
ALTER TABLE event ADD CONSTRAINT event_reason CHECK (text_hash IS NOT NULL OR kind NOT IN
  (110, 120, 330, 420, 450, 490, 510, 550, 551, 560, 570, 580, 581, 590, 591, 592, 593, 720, 760, 770));

-- 督办意见书: drafted by the supervision section, numbered and signed by the commander (55, R9).
CREATE TABLE letter (
  case_id     BIGINT   NOT NULL,
  seq         SMALLINT NOT NULL,
  unit_id     INT      NOT NULL,
  year        SMALLINT NULL,
  no          INT      NULL COMMENT 'given at signing, without gaps in its year',
  drafted_by  INT      NOT NULL,
  drafted_at  BIGINT   NOT NULL,
  draft_event INT      NOT NULL COMMENT 'whose text is the draft',
  signed_by   INT      NULL,
  signed_at   BIGINT   NULL,
  sign_event  INT      NULL COMMENT 'whose text is what was signed',
  due         BIGINT   NULL COMMENT 'the limit it sets',
  dropped_at  BIGINT   NULL COMMENT 'the unit lost the case before it was signed',
  open_case   BIGINT AS (IF(signed_at IS NULL AND dropped_at IS NULL, case_id, NULL)) PERSISTENT UNIQUE,
  PRIMARY KEY (case_id, seq),
  UNIQUE KEY (year, no),
  CONSTRAINT letter_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT letter_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT letter_signed CHECK ((signed_at IS NULL) = (no IS NULL) AND (no IS NULL) = (year IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 零星案件集中处理: small cases of one unit done on one way (48).
CREATE TABLE batch (
  id      BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  unit_id INT    NOT NULL,
  made_by INT    NOT NULL,
  made_at BIGINT NOT NULL,
  KEY (unit_id, made_at),
  CONSTRAINT batch_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON letter TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON batch TO anjuan_desk@localhost;
GRANT INSERT, UPDATE ON letter TO anjuan_batch_work@localhost;
GRANT INSERT ON batch TO anjuan_batch_work@localhost;
