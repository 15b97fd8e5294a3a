-- Duty (workflow §9, R20): crews and the legal combinations of a shift of two, who
-- changed the roster, standing powers, the duty log and the hand-over book.

CREATE TABLE duty_combination (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name_zh     VARCHAR(120) NOT NULL,
  name_en     VARCHAR(120) NOT NULL,
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE duty_seat (
  combination_id INT     NOT NULL,
  seat           TINYINT NOT NULL COMMENT '1, 2: the persons of the shift',
  role_id        INT     NOT NULL,
  PRIMARY KEY (combination_id, seat, role_id),
  CONSTRAINT ds_combination FOREIGN KEY (combination_id) REFERENCES duty_combination (id),
  CONSTRAINT ds_role FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 三班: who makes up the crews that were last planned with; crew 0 is the spare.
CREATE TABLE duty_crew (
  crew    TINYINT NOT NULL,
  seat    TINYINT NOT NULL,
  user_id INT     NOT NULL,
  PRIMARY KEY (crew, seat),
  UNIQUE KEY (user_id),
  CONSTRAINT dc_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE roster_change (
  id       BIGINT  NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at       BIGINT  NOT NULL,
  by_user  INT     NOT NULL,
  added    BOOLEAN NOT NULL,
  day      INT     NOT NULL,
  shift_id INT     NOT NULL,
  role_id  INT     NOT NULL,
  user_id  INT     NOT NULL,
  KEY (day),
  KEY (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- What a deputy may do while the commander's powers are not his.
CREATE TABLE standing_perm (
  role_id   INT         NOT NULL,
  perm_code VARCHAR(24) NOT NULL,
  PRIMARY KEY (role_id, perm_code),
  CONSTRAINT sp_role FOREIGN KEY (role_id) REFERENCES role (id),
  CONSTRAINT sp_perm FOREIGN KEY (perm_code) REFERENCES permission (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 值班记录, night entries of the police among them; only appended.
CREATE TABLE duty_entry (
  id       BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at       BIGINT        NOT NULL,
  day      INT           NOT NULL,
  shift_id INT           NOT NULL,
  user_id  INT           NOT NULL,
  text     VARCHAR(2000) NOT NULL,
  KEY (day, shift_id, id),
  CONSTRAINT de_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 交接班记录: compiled when the outgoing completes it, then it stands; signed by the incoming, once.
CREATE TABLE handover (
  day      INT           NOT NULL,
  shift_id INT           NOT NULL,
  note     VARCHAR(4000) NOT NULL,
  out_user INT           NOT NULL,
  out_at   BIGINT        NOT NULL,
  in_user  INT           NULL,
  in_at    BIGINT        NULL,
  remark   VARCHAR(1000) NULL COMMENT 'of the incoming',
  PRIMARY KEY (day, shift_id),
  KEY (out_at),
  CONSTRAINT ho_out FOREIGN KEY (out_user) REFERENCES app_user (id),
  CONSTRAINT ho_in FOREIGN KEY (in_user) REFERENCES app_user (id),
  CONSTRAINT ho_two CHECK (in_user IS NULL OR in_user <> out_user),
  CONSTRAINT ho_signed CHECK ((in_user IS NULL) = (in_at IS NULL))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE handover_line (
  day      INT      NOT NULL,
  shift_id INT      NOT NULL,
  part     TINYINT  NOT NULL COMMENT 'enum book_part, lib/rule/duty.h',
  seq      SMALLINT NOT NULL,
  case_id  BIGINT   NULL,
  state    SMALLINT NULL,
  due      BIGINT   NULL,
  kind     SMALLINT NULL COMMENT 'of what was done',
  n        INT      NULL COMMENT 'how often',
  PRIMARY KEY (day, shift_id, part, seq),
  CONSTRAINT hl_book FOREIGN KEY (day, shift_id) REFERENCES handover (day, shift_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT ON duty_combination TO anjuan_desk@localhost;
GRANT SELECT ON duty_seat TO anjuan_desk@localhost;
GRANT SELECT, INSERT, DELETE ON duty_crew TO anjuan_desk@localhost;
GRANT INSERT, DELETE ON roster TO anjuan_desk@localhost;
GRANT INSERT ON roster_change TO anjuan_desk@localhost;
GRANT SELECT ON standing_perm TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON duty_entry TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (in_user, in_at, remark) ON handover TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON handover_line TO anjuan_desk@localhost;
GRANT INSERT, UPDATE, DELETE ON standing_perm TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON duty_combination TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE, DELETE ON duty_seat TO anjuan_batch_work@localhost;
