-- The squad's review of feedback (R13), the window in which a closed case may be
-- opened again (77), what senders say of the result (78), matters of a case (R16, R17).

ALTER TABLE grid_cell
  ADD squad_id INT NULL COMMENT 'the squad (城管中队) whose area it lies in' AFTER unit_id,
  ADD CONSTRAINT cell_squad FOREIGN KEY (squad_id) REFERENCES unit (id);

ALTER TABLE cases
  ADD squad_id INT NULL COMMENT 'the squad that reviews the feedback now' AFTER ext_due,
  ADD reopen_until BIGINT NULL COMMENT 'the sender may ask to open it again; NULL: not closed so, or over' AFTER squad_id,
  ADD KEY by_squad (squad_id, queue_key, id),
  ADD KEY by_reopen (reopen_until, id),
  ADD CONSTRAINT case_squad FOREIGN KEY (squad_id) REFERENCES unit (id),
  -- Who handled it does not review it either.
  ADD CONSTRAINT case_squad_other CHECK ((state = 46) = (squad_id IS NOT NULL) AND (squad_id IS NULL OR unit_id IS NULL OR squad_id <> unit_id)),
  ADD CONSTRAINT case_reopen CHECK (reopen_until IS NULL OR state = 50),
  DROP CONSTRAINT case_known_state,
  ADD CONSTRAINT case_known_state CHECK (state IN
    (10,11,12,13,19,20,21,22,23,24,30,31,32,33,40,41,42,43,44,45,46,50,51,52,60,90));

-- Cases closed before have their window as well.
UPDATE cases c JOIN (SELECT COALESCE(MAX(CAST(s.value AS SIGNED)), 7) AS days FROM setting s WHERE s.name = 'reopen_days'
   AND s.valid_from = (SELECT MAX(t.valid_from) FROM setting t WHERE t.name = 'reopen_days' AND t.valid_from <= UNIX_TIMESTAMP() * 1000000)) d
 SET c.reopen_until = c.closed_at + d.days * 86400000000
 WHERE c.state = 50 AND c.unit_id IS NOT NULL AND c.condition_id IS NOT NULL
  AND c.closed_at + d.days * 86400000000 > UNIX_TIMESTAMP() * 1000000;
INSERT INTO flag_interval (case_id, flag, from_at, value, set_event)
SELECT id, 'reopenable', closed_at, 1, event_seq FROM cases WHERE reopen_until IS NOT NULL;

-- Invariant 4, with the rows that have come since.
ALTER TABLE event DROP CONSTRAINT event_reason;
ALTER TABLE event ADD CONSTRAINT event_reason CHECK (text_hash IS NOT NULL OR kind NOT IN
  (83, 110, 120, 330, 420, 450, 490, 510, 550, 551, 560, 570, 580, 581, 590, 591, 592, 593, 703, 704, 720, 760, 770));

-- What a sender says of the result: each answer stays, the last one counts.
CREATE TABLE complaint_rating (
  complaint_id BIGINT      NOT NULL,
  seq          INT         NOT NULL COMMENT 'the event of the complaint''s ledger that tells it',
  key_hash     BINARY(32)  NOT NULL UNIQUE COMMENT 'the same form twice is one answer',
  answer       TINYINT     NOT NULL COMMENT '1 solved, 2 partly, 3 not solved, 4 cannot tell',
  by_staff     BOOLEAN     NOT NULL COMMENT 'said on the telephone, written down by the office',
  at           BIGINT      NOT NULL,
  PRIMARY KEY (complaint_id, seq),
  CONSTRAINT rating_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id),
  CONSTRAINT rating_answer CHECK (answer BETWEEN 1 AND 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which cases a registered matter is about.
CREATE TABLE matter_case (
  matter_id BIGINT NOT NULL,
  case_id   BIGINT NOT NULL,
  added_by  INT    NOT NULL,
  added_at  BIGINT NOT NULL,
  PRIMARY KEY (matter_id, case_id),
  KEY by_case (case_id, matter_id),
  CONSTRAINT mc_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT mc_case FOREIGN KEY (case_id) REFERENCES cases (id),
  CONSTRAINT mc_user FOREIGN KEY (added_by) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT UPDATE (squad_id) ON grid_cell TO anjuan_desk@localhost;
GRANT SELECT (reopen_until) ON cases TO anjuan_public@localhost;
GRANT SELECT, INSERT ON complaint_rating TO anjuan_public@localhost, anjuan_desk@localhost;
GRANT SELECT (hash) ON event TO anjuan_public@localhost;
GRANT SELECT, INSERT ON matter_case TO anjuan_desk@localhost;
