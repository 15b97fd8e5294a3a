-- What a sender adds to his complaint after it was taken: words and photos, his
-- withdrawal, the wish to withdraw.  The words stand in the ledger.
CREATE TABLE sender_step (
  key_hash     BINARY(32) NOT NULL PRIMARY KEY COMMENT 'the same form twice is one event',
  complaint_id BIGINT     NOT NULL,
  seq          INT        NOT NULL COMMENT 'the event of its ledger',
  kind         SMALLINT   NOT NULL COMMENT 'enum action',
  at           BIGINT     NOT NULL,
  UNIQUE KEY (complaint_id, seq),
  CONSTRAINT step_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The same problem again, after its case was over: the complaint before.
CREATE TABLE complaint_earlier (
  complaint_id BIGINT NOT NULL PRIMARY KEY,
  earlier_id   BIGINT NOT NULL,
  KEY (earlier_id),
  CONSTRAINT ce_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id),
  CONSTRAINT ce_earlier FOREIGN KEY (earlier_id) REFERENCES complaint (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT ON sender_step TO anjuan_public@localhost;
GRANT SELECT ON sender_step TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON complaint_earlier TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_batch_work@localhost;
GRANT UPDATE (state, state_at) ON complaint TO anjuan_public@localhost;
-- Who opened his contact: the post and the kind of reason, never a name.
GRANT SELECT (role_id, reason_id) ON event TO anjuan_public@localhost;
GRANT SELECT (id, name_zh, name_en) ON role TO anjuan_public@localhost;
