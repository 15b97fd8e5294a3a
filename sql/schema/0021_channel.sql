-- The servers of letters and short messages as the office sets them itself; "file": as anjuan.conf says.

CREATE TABLE channel (
  code         VARCHAR(8)   NOT NULL COMMENT 'email, sms',
  valid_from   BIGINT       NOT NULL DEFAULT 0,
  via          VARCHAR(8)   NOT NULL COMMENT 'file, own, off',
  server       VARCHAR(200) NOT NULL DEFAULT '',
  server_login VARCHAR(120) NOT NULL DEFAULT '',
  sender       VARCHAR(254) NOT NULL DEFAULT '',
  secret       TEXT         NULL COMMENT 'sealed to the key of the year: "2026:hex"',
  PRIMARY KEY (code, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT INTO channel (code, via) VALUES ('email', 'file'), ('sms', 'file');

CREATE TABLE channel_test (
  id       INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code     VARCHAR(8)   NOT NULL,
  receiver VARCHAR(254) NOT NULL,
  asked_by INT          NOT NULL,
  asked_at BIGINT       NOT NULL,
  taken_at BIGINT       NULL COMMENT 'by the timer of some host; never tried twice',
  done_at  BIGINT       NULL,
  sent     BOOLEAN      NULL,
  result   VARCHAR(200) NOT NULL DEFAULT '',
  KEY (code, id),
  KEY (taken_at, asked_at),
  CONSTRAINT ct_user FOREIGN KEY (asked_by) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT ON channel TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON channel_test TO anjuan_desk@localhost;
GRANT INSERT ON channel TO anjuan_batch_work@localhost;
GRANT UPDATE (taken_at, done_at, sent, result) ON channel_test TO anjuan_batch_work@localhost;
