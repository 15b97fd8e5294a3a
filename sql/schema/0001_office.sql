-- Who and where: the centre, its units, people, grids, classes, calendars, limits.
--
-- Conventions of the whole schema
--   * Instants are BIGINT microseconds since 1970-01-01 UTC (the same number as
--     usec_t in C and in the ledger); local days are INT days since 1970-01-01.
--   * Points are INT microdegrees (WGS84/CGCS2000); polygons have x = longitude,
--     y = latitude, both in microdegrees.
--   * valid_from <= t < valid_until; valid_until NULL is open.
--   * "open_…" columns are generated and unique: at most one open row.

CREATE TABLE setting (
  name        VARCHAR(64)  NOT NULL,
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  value       VARCHAR(255) NOT NULL,
  PRIMARY KEY (name, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 中心: one installation serves the row with is_here = 1, others are reached by exchange (R19).
CREATE TABLE centre (
  id            INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code          VARCHAR(16)  NOT NULL UNIQUE,
  name_zh       VARCHAR(120) NOT NULL,
  name_en       VARCHAR(120) NOT NULL,
  level         TINYINT      NOT NULL COMMENT '1 street, 2 district, 3 city',
  parent_id     INT          NULL,
  division_code VARCHAR(12)  NOT NULL,
  is_here       BOOLEAN      NOT NULL DEFAULT 0,
  open_here     TINYINT AS (IF(is_here, 1, NULL)) PERSISTENT UNIQUE,
  CONSTRAINT centre_parent FOREIGN KEY (parent_id) REFERENCES centre (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE division (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code        VARCHAR(12)  NOT NULL COMMENT 'GB/T 2260 + GB/T 10114 + community',
  name_zh     VARCHAR(120) NOT NULL,
  name_en     VARCHAR(120) NOT NULL,
  level       TINYINT      NOT NULL COMMENT '0 community, 1 street, 2 district',
  parent_code VARCHAR(12)  NULL,
  shape       POLYGON      NOT NULL,
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  UNIQUE KEY (code, valid_from),
  SPATIAL INDEX (shape)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE unit (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code        VARCHAR(32)  NOT NULL UNIQUE,
  name_zh     VARCHAR(120) NOT NULL,
  name_en     VARCHAR(120) NOT NULL DEFAULT '',
  kind        TINYINT      NOT NULL COMMENT '1 linked unit, 2 section of the centre, 3 team, 4 squad, 5 upper platform, 6 imported',
  parent_id   INT          NULL,
  group_code  VARCHAR(16)  NOT NULL DEFAULT 'A' COMMENT 'comparable units are ranked together',
  ext_system  VARCHAR(32)  NULL,
  ext_key     VARCHAR(120) NULL,
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  UNIQUE KEY (ext_system, ext_key),
  CONSTRAINT unit_parent FOREIGN KEY (parent_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE app_user (
  id            INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  login         VARCHAR(64)  NOT NULL UNIQUE,
  name          VARCHAR(80)  NOT NULL,
  name_en       VARCHAR(80)  NOT NULL DEFAULT '',
  password_hash VARCHAR(128) NULL COMMENT 'argon2id PHC string; NULL: cannot sign in',
  unit_id       INT          NULL,
  lang          CHAR(5)      NULL,
  state         TINYINT      NOT NULL DEFAULT 1 COMMENT '1 active, 0 closed',
  must_change   BOOLEAN      NOT NULL DEFAULT 0,
  created_at    BIGINT       NOT NULL,
  CONSTRAINT user_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE role (
  id      INT         NOT NULL PRIMARY KEY,
  code    VARCHAR(24) NOT NULL UNIQUE COMMENT 'R_ACCEPTOR …, workflow §7',
  name_zh VARCHAR(60) NOT NULL,
  name_en VARCHAR(60) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE permission (
  code VARCHAR(24) NOT NULL PRIMARY KEY COMMENT 'the X-macro list of lib/rule/perm.h'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE role_perm (
  role_id   INT         NOT NULL,
  perm_code VARCHAR(24) NOT NULL,
  PRIMARY KEY (role_id, perm_code),
  CONSTRAINT rp_role FOREIGN KEY (role_id) REFERENCES role (id),
  CONSTRAINT rp_perm FOREIGN KEY (perm_code) REFERENCES permission (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE user_role (
  id          INT    NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id     INT    NOT NULL,
  role_id     INT    NOT NULL,
  valid_from  BIGINT NOT NULL DEFAULT 0,
  valid_until BIGINT NULL,
  KEY (user_id),
  CONSTRAINT ur_user FOREIGN KEY (user_id) REFERENCES app_user (id),
  CONSTRAINT ur_role FOREIGN KEY (role_id) REFERENCES role (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE session (
  token_hash     BINARY(32)  NOT NULL PRIMARY KEY,
  user_id        INT         NOT NULL,
  csrf_secret    BINARY(32)  NOT NULL,
  created_at     BIGINT      NOT NULL,
  seen_at        BIGINT      NOT NULL,
  address_prefix VARCHAR(64) NOT NULL,
  KEY (user_id),
  KEY (seen_at),
  CONSTRAINT session_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE login_try (
  id             BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  login          VARCHAR(64) NOT NULL,
  address_prefix VARCHAR(64) NOT NULL,
  at             BIGINT      NOT NULL,
  ok             BOOLEAN     NOT NULL,
  KEY (login, at),
  KEY (address_prefix, at),
  KEY (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Grid layers are data ("20 + 25", S5): unit grid of 15 digits, base grids, self-governance grids.
CREATE TABLE grid_layer (
  id      TINYINT     NOT NULL PRIMARY KEY,
  code    VARCHAR(16) NOT NULL UNIQUE,
  name_zh VARCHAR(60) NOT NULL,
  name_en VARCHAR(60) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE grid_cell (
  id             INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  layer_id       TINYINT      NOT NULL,
  code           VARCHAR(20)  NOT NULL COMMENT 'never used again for another area (standards §1)',
  name_zh        VARCHAR(120) NOT NULL,
  name_en        VARCHAR(120) NOT NULL,
  centre_id      INT          NOT NULL,
  community_code VARCHAR(12)  NULL,
  shape          POLYGON      NOT NULL,
  area_m2        INT          NOT NULL DEFAULT 0,
  land_use       VARCHAR(40)  NOT NULL DEFAULT '',
  unit_id        INT          NULL COMMENT 'the team that looks after it',
  valid_from     BIGINT       NOT NULL DEFAULT 0,
  valid_until    BIGINT       NULL,
  UNIQUE KEY (layer_id, code),
  SPATIAL INDEX (shape),
  CONSTRAINT cell_layer FOREIGN KEY (layer_id) REFERENCES grid_layer (id),
  CONSTRAINT cell_centre FOREIGN KEY (centre_id) REFERENCES centre (id),
  CONSTRAINT cell_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE grid_person (
  id          INT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
  cell_id     INT         NOT NULL,
  user_id     INT         NOT NULL,
  duty        VARCHAR(16) NOT NULL COMMENT 'patrol (监督员), first (第一责任人), deputy',
  valid_from  BIGINT      NOT NULL DEFAULT 0,
  valid_until BIGINT      NULL,
  KEY (cell_id), KEY (user_id),
  CONSTRAINT gp_cell FOREIGN KEY (cell_id) REFERENCES grid_cell (id),
  CONSTRAINT gp_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Working time: an edited calendar is a new version; what was promised keeps its own (design §4.4).
CREATE TABLE calendar (
  id            INT         NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name          VARCHAR(60) NOT NULL,
  valid_from    BIGINT      NOT NULL DEFAULT 0,
  duty_from_min SMALLINT    NOT NULL DEFAULT 420,
  duty_to_min   SMALLINT    NOT NULL DEFAULT 1380,
  day_hours     TINYINT     NOT NULL DEFAULT 8 COMMENT 'working hours in one working day'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE work_window (
  calendar_id INT      NOT NULL,
  weekday     TINYINT  NOT NULL COMMENT '0 Sunday … 6 Saturday; make-up days use Monday''s',
  from_min    SMALLINT NOT NULL,
  to_min      SMALLINT NOT NULL,
  PRIMARY KEY (calendar_id, weekday, from_min),
  CONSTRAINT ww_cal FOREIGN KEY (calendar_id) REFERENCES calendar (id),
  CONSTRAINT ww_span CHECK (from_min >= 0 AND from_min < to_min AND to_min <= 1440)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE calendar_day (
  calendar_id INT          NOT NULL,
  day         INT          NOT NULL,
  kind        TINYINT      NOT NULL COMMENT 'enum cal_kind: 0 make-up workday, 1 holiday',
  name_zh     VARCHAR(60)  NOT NULL,
  name_en     VARCHAR(120) NOT NULL,
  PRIMARY KEY (calendar_id, day),
  CONSTRAINT cd_cal FOREIGN KEY (calendar_id) REFERENCES calendar (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE shift (
  id       INT         NOT NULL PRIMARY KEY,
  code     VARCHAR(16) NOT NULL UNIQUE,
  name_zh  VARCHAR(60) NOT NULL,
  name_en  VARCHAR(60) NOT NULL,
  from_min SMALLINT    NOT NULL,
  to_min   SMALLINT    NOT NULL COMMENT 'below from_min: runs over midnight'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE roster (
  id       INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  day      INT NOT NULL,
  shift_id INT NOT NULL,
  role_id  INT NOT NULL,
  user_id  INT NOT NULL,
  UNIQUE KEY (day, shift_id, role_id, user_id),
  KEY (user_id, day),
  CONSTRAINT ro_shift FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT ro_role FOREIGN KEY (role_id) REFERENCES role (id),
  CONSTRAINT ro_user FOREIGN KEY (user_id) REFERENCES app_user (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Limits of the centre's own steps (workflow §3, R2, R3), by the codes of lib/rule/workflow.h.
CREATE TABLE stage_limit (
  code       VARCHAR(24) NOT NULL,
  valid_from BIGINT      NOT NULL DEFAULT 0,
  amount     INT         NOT NULL,
  unit       TINYINT     NOT NULL COMMENT 'enum limit_unit',
  PRIMARY KEY (code, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE class_edition (
  code VARCHAR(12)  NOT NULL PRIMARY KEY COMMENT 'GB2013, CJ2007, LOCAL or an external system',
  name VARCHAR(120) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE class_major (
  kind       TINYINT     NOT NULL COMMENT '1 component 部件, 2 event 事件',
  major_code VARCHAR(8)  NOT NULL,
  name_zh    VARCHAR(60) NOT NULL,
  name_en    VARCHAR(60) NOT NULL,
  PRIMARY KEY (kind, major_code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Numbers below a million are sql/seed's: kind, major, minor.
CREATE TABLE class (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  edition     VARCHAR(12)  NOT NULL,
  kind        TINYINT      NOT NULL,
  major_code  VARCHAR(8)   NOT NULL,
  minor_code  VARCHAR(8)   NOT NULL,
  name_zh     VARCHAR(120) NOT NULL,
  name_en     VARCHAR(120) NOT NULL,
  urgent      BOOLEAN      NOT NULL DEFAULT 0,
  hazard      BOOLEAN      NOT NULL DEFAULT 0 COMMENT 'a case of this class is a hazard by rule',
  for_public  BOOLEAN      NOT NULL DEFAULT 1 COMMENT 'offered on the public form',
  source_note VARCHAR(60)  NOT NULL DEFAULT '',
  ext_system  VARCHAR(32)  NULL,
  ext_key     VARCHAR(120) NULL,
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  UNIQUE KEY (kind, major_code, minor_code, edition, valid_from),
  UNIQUE KEY (ext_system, ext_key),
  CONSTRAINT class_ed FOREIGN KEY (edition) REFERENCES class_edition (code),
  CONSTRAINT class_maj FOREIGN KEY (kind, major_code) REFERENCES class_major (kind, major_code)
) ENGINE=InnoDB AUTO_INCREMENT=1000000 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 立案条件 with its 结案条件: several a class (GB/T 30428.8, standards §4.2).
CREATE TABLE class_condition (
  id          INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  class_id    INT          NOT NULL,
  seq         SMALLINT     NOT NULL,
  cond_zh     VARCHAR(400) NOT NULL,
  cond_en     VARCHAR(400) NOT NULL,
  close_zh    VARCHAR(400) NOT NULL,
  close_en    VARCHAR(400) NOT NULL,
  urgent      BOOLEAN      NOT NULL DEFAULT 0,
  valid_from  BIGINT       NOT NULL DEFAULT 0,
  valid_until BIGINT       NULL,
  UNIQUE KEY (class_id, seq, valid_from),
  CONSTRAINT cond_class FOREIGN KEY (class_id) REFERENCES class (id)
) ENGINE=InnoDB AUTO_INCREMENT=10000000 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Staged results (stop work 4 h, demolish 20 days): 1:n from day one, step 1 is the promise.
CREATE TABLE condition_step (
  condition_id INT          NOT NULL,
  step         TINYINT      NOT NULL,
  amount       INT          NOT NULL,
  unit         TINYINT      NOT NULL COMMENT 'enum limit_unit',
  what_zh      VARCHAR(120) NOT NULL DEFAULT '',
  what_en      VARCHAR(120) NOT NULL DEFAULT '',
  PRIMARY KEY (condition_id, step),
  CONSTRAINT step_cond FOREIGN KEY (condition_id) REFERENCES class_condition (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE component (
  id                 INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  code               CHAR(16)     NOT NULL UNIQUE COMMENT '6 division + 2 major + 2 minor + 6 sequence',
  class_id           INT          NOT NULL,
  name_zh            VARCHAR(120) NOT NULL,
  name_en            VARCHAR(120) NOT NULL,
  lat                INT          NOT NULL,
  lon                INT          NOT NULL,
  cell_id            INT          NULL,
  manager_unit_id    INT          NULL COMMENT '主管',
  owner_unit_id      INT          NULL COMMENT '权属',
  maintainer_unit_id INT          NULL COMMENT '养护',
  state              TINYINT      NOT NULL DEFAULT 1 COMMENT '1 intact, 2 damaged, 3 lost, 4 disused, 5 occupied',
  surveyed_day       INT          NOT NULL,
  changed_at         BIGINT       NOT NULL,
  KEY (lat, lon),
  KEY (class_id),
  CONSTRAINT comp_class FOREIGN KEY (class_id) REFERENCES class (id),
  CONSTRAINT comp_cell FOREIGN KEY (cell_id) REFERENCES grid_cell (id),
  CONSTRAINT comp_owner FOREIGN KEY (owner_unit_id) REFERENCES unit (id),
  CONSTRAINT comp_maint FOREIGN KEY (maintainer_unit_id) REFERENCES unit (id),
  CONSTRAINT comp_manager FOREIGN KEY (manager_unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- 权责清单: class × area × owner → unit.  NULL means "any"; the most particular row wins.
CREATE TABLE duty_rule (
  id            INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind          TINYINT      NULL,
  major_code    VARCHAR(8)   NULL,
  class_id      INT          NULL,
  cell_id       INT          NULL,
  owner_unit_id INT          NULL,
  unit_id       INT          NOT NULL,
  part          TINYINT      NOT NULL DEFAULT 1 COMMENT '1 lead, 2 member',
  basis_zh      VARCHAR(200) NOT NULL,
  basis_en      VARCHAR(200) NOT NULL,
  valid_from    BIGINT       NOT NULL DEFAULT 0,
  valid_until   BIGINT       NULL,
  KEY (class_id), KEY (kind, major_code),
  CONSTRAINT duty_class FOREIGN KEY (class_id) REFERENCES class (id),
  CONSTRAINT duty_cell FOREIGN KEY (cell_id) REFERENCES grid_cell (id),
  CONSTRAINT duty_owner FOREIGN KEY (owner_unit_id) REFERENCES unit (id),
  CONSTRAINT duty_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Reasons offered where one is mandatory (workflow §4.5, 4); public_… is what the sender reads.
CREATE TABLE reason (
  id        INT          NOT NULL PRIMARY KEY,
  action    VARCHAR(24)  NOT NULL,
  name_zh   VARCHAR(120) NOT NULL,
  name_en   VARCHAR(120) NOT NULL,
  public_zh VARCHAR(400) NOT NULL DEFAULT '',
  public_en VARCHAR(400) NOT NULL DEFAULT '',
  KEY (action)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
