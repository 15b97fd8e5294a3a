-- Everyone told (workflow §6): the outbox says which post has to know of an
-- event; here is who that was, and what became of each message.

ALTER TABLE outbox
  ADD COLUMN next_at BIGINT NULL COMMENT 'nobody of the post is on duty before',
  ADD COLUMN told SMALLINT NULL COMMENT 'people found; 0: an empty post, for the administrator; NULL: told in another way',
  ADD KEY by_told (told, id);

-- Which roles an audience means, and how its people are found (lib/rule/notice.h).
CREATE TABLE notice_audience (
  code    VARCHAR(16) NOT NULL COMMENT 'outbox.audience',
  role_id INT         NOT NULL,
  scope   TINYINT     NOT NULL COMMENT 'enum notice_scope, the same in all rows of an audience',
  PRIMARY KEY (code, role_id),
  CONSTRAINT na_role FOREIGN KEY (role_id) REFERENCES role (id),
  CONSTRAINT na_scope CHECK (scope BETWEEN 1 AND 7)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- How somebody wants to be told; without a row: in the inbox only.
CREATE TABLE notice_wish (
  user_id    INT          NOT NULL PRIMARY KEY,
  email      VARCHAR(254) NULL,
  phone      VARCHAR(20)  NULL COMMENT 'E.164',
  by_email   BOOLEAN      NOT NULL DEFAULT 1,
  by_sms     BOOLEAN      NOT NULL DEFAULT 0 COMMENT 'hazards come by short message anyhow',
  digest     TINYINT      NOT NULL DEFAULT 0 COMMENT 'enum notice_digest',
  changed_at BIGINT       NOT NULL,
  CONSTRAINT nw_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT nw_digest CHECK (digest BETWEEN 0 AND 2)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 通知: one a person and event, however many posts he holds.  It is the inbox's line.
CREATE TABLE notice (
  id           BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  subject_kind TINYINT     NOT NULL,
  subject_id   BIGINT      NOT NULL,
  event_seq    INT         NOT NULL,
  user_id      INT         NULL,
  complaint_id BIGINT      NULL COMMENT 'outside the house: who sent this complaint',
  audience     VARCHAR(16) NOT NULL COMMENT 'the post he was found by',
  kind         SMALLINT    NOT NULL COMMENT 'enum action',
  hazard       BOOLEAN     NOT NULL DEFAULT 0,
  created_at   BIGINT      NOT NULL,
  read_at      BIGINT      NULL,
  who          BIGINT AS (COALESCE(user_id, -complaint_id)) PERSISTENT,
  UNIQUE KEY once (subject_kind, subject_id, event_seq, who),
  KEY inbox (user_id, id),
  KEY unread (user_id, read_at, id),
  KEY by_time (created_at),
  CONSTRAINT no_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT no_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id),
  CONSTRAINT notice_to_one CHECK ((user_id IS NULL) <> (complaint_id IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A letter or short message of a notice.  Whoever sends it moves next_at to the
-- end of his lease first: when he dies, it is due again by itself.
CREATE TABLE notice_message (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  notice_id  BIGINT       NOT NULL,
  channel    TINYINT      NOT NULL COMMENT '1 e-mail, 2 short message',
  user_id    INT          NULL COMMENT 'of the notice: digests gather by it',
  urgency    TINYINT      NOT NULL COMMENT '0 hazard, 1 usual, 2 digest',
  state      TINYINT      NOT NULL DEFAULT 1 COMMENT '1 waits, 2 sent, 3 dead, 4 not needed',
  next_at    BIGINT       NOT NULL,
  lease      BINARY(16)   NULL COMMENT 'of the run that sends it now',
  refused    SMALLINT     NOT NULL DEFAULT 0,
  away       SMALLINT     NOT NULL DEFAULT 0 COMMENT 'tries while no server answered',
  since      BIGINT       NOT NULL COMMENT 'being tried since',
  ended_at   BIGINT       NULL,
  last_error VARCHAR(160) NULL COMMENT 'without an address',
  UNIQUE KEY (notice_id, channel),
  KEY due (channel, state, urgency, next_at, id),
  KEY digest (user_id, channel, state, urgency, id),
  KEY by_state (state, id),
  CONSTRAINT nm_notice FOREIGN KEY (notice_id) REFERENCES notice (id) ON DELETE CASCADE,
  CONSTRAINT nm_state CHECK (state BETWEEN 1 AND 4)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- desk: reads its inbox, marks it read, lets the administrator try a dead one again.
GRANT SELECT, UPDATE (read_at) ON notice TO anjuan_desk@localhost;
GRANT SELECT, UPDATE (state, next_at, lease, refused, away, since, ended_at) ON notice_message TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON notice_wish TO anjuan_desk@localhost;
GRANT SELECT ON notice_audience TO anjuan_desk@localhost;

-- batch_work: finds the people, sends, tidies.
GRANT INSERT, DELETE ON notice TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON notice_message TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON notice_wish TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE, DELETE ON notice_audience TO anjuan_batch_work@localhost;
