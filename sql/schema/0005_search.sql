-- Search (lib/rule/search.h): which cases have a token, and who looked a phone up.

-- Of each 32768 neighbouring cases those that have a token (lib/rule/search_set.h).
-- What a case loses stays in its set until "anjuan search-index": the row decides.
CREATE TABLE search_post (
  chunk INT             NOT NULL COMMENT 'case id / 32768',
  token BIGINT          NOT NULL COMMENT 'gram of a text; below zero: class, unit, day …',
  ids   VARBINARY(4096) NOT NULL COMMENT 'case id % 32768: sorted, two bytes each, or 32768 bits',
  PRIMARY KEY (chunk, token)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Cases whose text has changed, written in the same transaction; only appended, so that nobody
-- waits for anybody.  A search looks at them in full, the timer puts them into the sets.
CREATE TABLE search_change (
  id      BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  case_id BIGINT NOT NULL,
  at      BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who asked for the complaints of a phone number (design §4.10); the number itself is nowhere.
CREATE TABLE phone_lookup (
  id         BIGINT     NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at         BIGINT     NOT NULL,
  user_id    INT        NOT NULL,
  phone_hash BINARY(32) NOT NULL,
  hits       INT        NOT NULL,
  KEY (user_id, phone_hash, at),
  CONSTRAINT lookup_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT ON search_post TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON search_change TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON phone_lookup TO anjuan_desk@localhost;
GRANT INSERT, UPDATE, DELETE ON search_post TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON search_change TO anjuan_batch_work@localhost;
