-- Patrols: what is planned (五定), who has walked, where he was.  Positions are
-- personal: they stand as long as their person was told when he began the walk
-- (setting patrol_days of that moment), and there are none but of such walks.

-- 定段 cell, 定时 shift and weekdays, 定岗 post, 定人 user, 定责 duty.
CREATE TABLE patrol_plan (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  form        TINYINT      NOT NULL COMMENT '1 joint 联动, 2 area 区域, 3 grid 网格, 4 fixed post 定点固守',
  cell_id     INT          NOT NULL COMMENT 'base grid',
  shift_id    INT          NOT NULL,
  user_id     INT          NOT NULL,
  post        VARCHAR(120) NOT NULL COMMENT 'where he stands or begins',
  duty        VARCHAR(400) NOT NULL COMMENT 'what he looks after',
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  set_by      INT          NULL,
  KEY (user_id, valid_until),
  KEY (shift_id, valid_until),
  CONSTRAINT pp_cell FOREIGN KEY (cell_id) REFERENCES grid_cell (id),
  CONSTRAINT pp_shift FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT pp_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT pp_form CHECK (form BETWEEN 1 AND 4),
  CONSTRAINT pp_span CHECK (valid_until IS NULL OR valid_until >= valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE patrol_walk (
  id          BIGINT   NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id     INT      NOT NULL,
  day         INT      NOT NULL,
  shift_id    INT      NOT NULL,
  started     BIGINT   NOT NULL,
  ended       BIGINT   NULL,
  told_at     BIGINT   NOT NULL COMMENT 'when he read how long positions are kept',
  told_days   SMALLINT NOT NULL COMMENT '… and what he read',
  open_user   INT AS (IF(ended IS NULL, user_id, NULL)) PERSISTENT UNIQUE,
  KEY (user_id, day),
  KEY (day, shift_id),
  CONSTRAINT pw_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT pw_shift FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT pw_span CHECK (ended IS NULL OR ended >= started),
  CONSTRAINT pw_told CHECK (told_at <= started)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE patrol_fix (
  walk_id      BIGINT   NOT NULL,
  at           BIGINT   NOT NULL COMMENT 'device time',
  lat          INT      NOT NULL,
  lon          INT      NOT NULL,
  accuracy     SMALLINT NOT NULL COMMENT 'metres',
  unit_cell_id INT      NULL,
  until_at     BIGINT   NOT NULL COMMENT 'gone after this: what its person was told',
  PRIMARY KEY (walk_id, at),
  KEY (until_at),
  CONSTRAINT pf_walk FOREIGN KEY (walk_id) REFERENCES patrol_walk (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which unit grids a walk has come through; stays when its positions are gone.
CREATE TABLE patrol_cover (
  walk_id      BIGINT NOT NULL,
  unit_cell_id INT    NOT NULL,
  first_at     BIGINT NOT NULL,
  last_at      BIGINT NOT NULL,
  fixes        INT    NOT NULL,
  PRIMARY KEY (walk_id, unit_cell_id),
  CONSTRAINT pc_walk FOREIGN KEY (walk_id) REFERENCES patrol_walk (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE (valid_until) ON patrol_plan TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE (ended) ON patrol_walk TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON patrol_fix TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON patrol_cover TO anjuan_desk@localhost;
GRANT INSERT ON patrol_plan TO anjuan_batch_work@localhost;
GRANT UPDATE (ended) ON patrol_walk TO anjuan_batch_work@localhost;
GRANT DELETE ON patrol_fix TO anjuan_batch_work@localhost;
