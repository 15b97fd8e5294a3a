-- How a sender is told: only after he has confirmed the address he left, until he
-- says stop, each thing by itself or once a day.  Tokens are kept as hashes.
CREATE TABLE sender_wish (
  complaint_id BIGINT     NOT NULL PRIMARY KEY,
  round        SMALLINT   NOT NULL DEFAULT 1 COMMENT 'how often he was asked to confirm',
  token_hash   BINARY(32) NOT NULL UNIQUE COMMENT 'of the link that confirms',
  code_hash    BINARY(32) NOT NULL COMMENT 'keyed, of the six digits that confirm',
  stop_hash    BINARY(32) NOT NULL UNIQUE COMMENT 'of the link to his wishes',
  asked_at     BIGINT     NOT NULL,
  confirmed_at BIGINT     NULL,
  stopped_at   BIGINT     NULL,
  daily        BOOLEAN    NOT NULL DEFAULT 0,
  CONSTRAINT sw_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Summaries gather by their reader: a person, or below zero a complaint's sender.
ALTER TABLE notice_message
  ADD reader BIGINT NULL COMMENT 'user_id, or minus complaint_id' AFTER user_id,
  DROP KEY digest,
  ADD KEY digest (reader, channel, state, urgency, id);
UPDATE notice_message SET reader = user_id;

GRANT SELECT, INSERT, UPDATE (round, token_hash, code_hash, asked_at, confirmed_at, stopped_at, daily) ON sender_wish TO anjuan_public@localhost;
GRANT SELECT, INSERT ON sender_wish TO anjuan_desk@localhost;
GRANT INSERT ON sender_wish TO anjuan_batch_work@localhost;
