-- Why a report went to a person before it went to the queue: enum doubt of lib/rule/doubt.h, together.

CREATE TABLE complaint_doubt (
  complaint_id BIGINT   NOT NULL PRIMARY KEY,
  doubts       SMALLINT NOT NULL,
  CONSTRAINT cd_complaint FOREIGN KEY (complaint_id) REFERENCES complaint (id),
  CONSTRAINT cd_doubts CHECK (doubts > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT INSERT ON complaint_doubt TO anjuan_public@localhost;
GRANT SELECT ON complaint_doubt TO anjuan_desk@localhost;
