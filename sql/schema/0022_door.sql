-- The citizen's door: words that find a class, what is said and asked of one,
-- places by their names, and which cases lie near a point.

ALTER TABLE class
  ADD private BOOLEAN NOT NULL DEFAULT 0 COMMENT 'about homes: the public sees no closer than the unit grid',
  ADD near_group VARCHAR(16) NOT NULL DEFAULT '' COMMENT 'classes of one group are taken for the same problem',
  ADD near_radius SMALLINT NOT NULL DEFAULT 60 COMMENT 'metres within which a report may be of the same problem; 0: never',
  ADD near_days SMALLINT NOT NULL DEFAULT 14 COMMENT 'for how long after closing';

-- 俗称: how people call what a class is about.
CREATE TABLE class_word (
  id          INT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
  class_id    INT         NOT NULL,
  lang        VARCHAR(5)  NOT NULL,
  word        VARCHAR(60) NOT NULL,
  valid_from  BIGINT      NOT NULL DEFAULT 0,
  valid_until BIGINT      NULL,
  UNIQUE KEY (class_id, lang, word, valid_from),
  CONSTRAINT word_class FOREIGN KEY (class_id) REFERENCES class (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What the form says and asks when a class is chosen.
CREATE TABLE class_ask (
  id           INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  class_id     INT          NOT NULL,
  seq          SMALLINT     NOT NULL,
  form         TINYINT      NOT NULL COMMENT '1 notice, 2 question, 3 the form ends here',
  text_zh      VARCHAR(400) NOT NULL,
  text_en      VARCHAR(400) NOT NULL,
  answers_zh   VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'of a question, one a line; none: free words',
  answers_en   VARCHAR(400) NOT NULL DEFAULT '',
  dial         VARCHAR(40)  NOT NULL DEFAULT '' COMMENT 'whom to call',
  after_seq    SMALLINT     NOT NULL DEFAULT 0 COMMENT 'of an end: the question whose answer leads there; 0: at once',
  after_answer TINYINT      NOT NULL DEFAULT 0 COMMENT 'which of its answers, from 1',
  go_on        BOOLEAN      NOT NULL DEFAULT 1 COMMENT 'of an end: it may be reported all the same',
  valid_from   BIGINT       NOT NULL DEFAULT 0,
  valid_until  BIGINT       NULL,
  UNIQUE KEY (class_id, seq, valid_from),
  CONSTRAINT ask_class FOREIGN KEY (class_id) REFERENCES class (id),
  CONSTRAINT ask_form CHECK (form BETWEEN 1 AND 3)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Roads, squares, buildings by which people say where they are.
CREATE TABLE place (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind        TINYINT      NOT NULL COMMENT '1 road, 2 square or park, 3 building, 4 other',
  name_zh     VARCHAR(120) NOT NULL,
  name_en     VARCHAR(120) NOT NULL,
  lat         INT          NOT NULL,
  lon         INT          NOT NULL,
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Each name from each of its characters on, so that a part of it is found by
-- the beginning of a row.  Width, case and accents do not count (the collation).
CREATE TABLE place_word (
  id    INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind  TINYINT      NOT NULL COMMENT '1 place, 2 community, 3 grid cell',
  ref   INT          NOT NULL,
  start SMALLINT     NOT NULL COMMENT 'from which character on; 1: the whole name',
  word  VARCHAR(120) NOT NULL,
  head  VARCHAR(2)   NOT NULL COMMENT 'first two characters of a whole name, else empty',
  KEY by_word (word),
  KEY by_head (head),
  KEY by_ref (kind, ref)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;

ALTER TABLE component ADD KEY by_name (name_zh);

-- A place is an address, a point or a community.
ALTER TABLE complaint
  ADD community_code VARCHAR(12) NULL COMMENT 'of division, as the sender chose it',
  ADD same_case BIGINT NULL COMMENT 'the case its sender says is the same, where it was not simply joined: closed, or sent too much',
  DROP CONSTRAINT complaint_place;

ALTER TABLE complaint
  ADD CONSTRAINT complaint_place CHECK (lat IS NOT NULL OR address <> '' OR community_code IS NOT NULL OR ext_system IS NOT NULL),
  ADD CONSTRAINT complaint_same FOREIGN KEY (same_case) REFERENCES cases (id);

-- What the sender answered to a class's questions.
CREATE TABLE complaint_reply (
  complaint_id BIGINT       NOT NULL,
  ask_id       INT          NOT NULL,
  answer       VARCHAR(200) NOT NULL,
  PRIMARY KEY (complaint_id, ask_id),
  CONSTRAINT reply_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id),
  CONSTRAINT reply_ask FOREIGN KEY (ask_id) REFERENCES class_ask (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which tile a case lies in that may be shown to the public, and until when it
-- counts (lib/rule/near.h): open ones always, closed ones by the day they were.
ALTER TABLE cases
  ADD near_tile BIGINT AS (IF(lat IS NULL OR confidential OR state IN (19, 90), NULL,
    ((lat + 90000000) DIV 5000) * 100000 + (lon + 180000000) DIV 5000)) PERSISTENT,
  ADD near_key BIGINT AS (IF(state IN (50, 52, 60), COALESCE(closed_at, 0), 4000000000000000000)) PERSISTENT,
  ADD KEY by_near (near_tile, near_key, id);

GRANT SELECT ON class_word TO anjuan_public@localhost, anjuan_desk@localhost;
GRANT SELECT ON class_ask TO anjuan_public@localhost, anjuan_desk@localhost;
GRANT SELECT ON place TO anjuan_public@localhost, anjuan_desk@localhost;
GRANT SELECT ON place_word TO anjuan_public@localhost;
GRANT SELECT (id, code, class_id, name_zh, name_en, lat, lon) ON component TO anjuan_public@localhost;
GRANT SELECT (lat, lon, unit_cell_id, confidential, near_tile, near_key, event_seq, event_hash, version) ON cases
  TO anjuan_public@localhost;

-- "This is mine too": the public program adds its complaint to a case, and a
-- line to the case's ledger; of the case itself it moves the ledger's head alone.
GRANT INSERT ON complaint_reply TO anjuan_public@localhost;
GRANT INSERT ON complaint_case TO anjuan_public@localhost;
GRANT INSERT ON search_change TO anjuan_public@localhost;
GRANT UPDATE (event_seq, event_hash) ON cases TO anjuan_public@localhost;
GRANT SELECT (hash) ON event TO anjuan_public@localhost;

GRANT SELECT, INSERT ON complaint_reply TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (valid_until) ON class_word TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (valid_until) ON class_ask TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (kind, name_zh, name_en, lat, lon, valid_until) ON place TO anjuan_desk@localhost;
GRANT SELECT, INSERT, DELETE ON place_word TO anjuan_desk@localhost;
GRANT UPDATE (private, near_group, near_radius, near_days) ON class TO anjuan_desk@localhost;
GRANT SELECT ON division TO anjuan_desk@localhost;

GRANT SELECT, INSERT, UPDATE ON class_word TO anjuan_batch_work@localhost;
GRANT SELECT, INSERT, UPDATE ON class_ask TO anjuan_batch_work@localhost;
GRANT SELECT, INSERT, UPDATE ON place TO anjuan_batch_work@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON place_word TO anjuan_batch_work@localhost;
GRANT SELECT, INSERT ON complaint_reply TO anjuan_batch_work@localhost;
