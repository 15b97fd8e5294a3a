-- Leave (请假) of the commander and his deputies, and the powers given to one of
-- them by name (workflow §7 note *).  Who holds the powers at an instant is
-- derived from these and the roster; rows are never changed, only ended.
CREATE TABLE duty_absence (
  id         INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id    INT          NOT NULL COMMENT 'who is away, or gives',
  to_user    INT          NULL COMMENT 'who is given the powers; NULL: leave',
  from_at    BIGINT       NOT NULL,
  until_at   BIGINT       NOT NULL,
  reason     VARCHAR(200) NOT NULL,
  entered_by INT          NOT NULL,
  entered_at BIGINT       NOT NULL,
  ended_by   INT          NULL COMMENT 'before its time, or taken back',
  ended_at   BIGINT       NULL,
  KEY by_until (until_at),
  CONSTRAINT da_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT da_to FOREIGN KEY (to_user) REFERENCES app_user (id),
  CONSTRAINT da_by FOREIGN KEY (entered_by) REFERENCES app_user (id),
  CONSTRAINT da_ended FOREIGN KEY (ended_by) REFERENCES app_user (id),
  CONSTRAINT absence_span CHECK (until_at > from_at),
  CONSTRAINT absence_two CHECK (to_user IS NULL OR to_user <> user_id),
  CONSTRAINT absence_reason CHECK (CHAR_LENGTH(TRIM(reason)) >= 2),
  CONSTRAINT absence_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE (ended_by, ended_at) ON duty_absence TO anjuan_desk@localhost;
GRANT SELECT ON duty_absence TO anjuan_batch_work@localhost;
GRANT SELECT ON roster_change TO anjuan_desk@localhost;
