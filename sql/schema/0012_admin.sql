-- What the office changes by itself: every change is written down, looked at,
-- confirmed by a second person and only then written into the data.

CREATE TABLE office_change (
  id         INT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
  thing      VARCHAR(24)  NOT NULL COMMENT 'code of lib/rule/admin_things.c',
  op         TINYINT      NOT NULL COMMENT 'enum admin_op, lib/rule/admin.h',
  row_key    VARCHAR(120) NOT NULL DEFAULT '' COMMENT 'the row it is about; empty: a new one',
  old_text   MEDIUMTEXT   NOT NULL COMMENT 'name=value lines as they were',
  new_text   MEDIUMTEXT   NOT NULL COMMENT 'as they shall be; rows of a file as JSON',
  valid_from BIGINT       NOT NULL COMMENT '0: from the confirmation on',
  note       VARCHAR(400) NOT NULL DEFAULT '',
  touches    INT          NOT NULL DEFAULT 0 COMMENT 'cases or rows under the old value when it was handed in',
  state      TINYINT      NOT NULL DEFAULT 0 COMMENT 'enum admin_state',
  asked_by   INT          NOT NULL,
  asked_at   BIGINT       NOT NULL,
  decided_by INT          NULL,
  decided_at BIGINT       NULL,
  decision   VARCHAR(400) NOT NULL DEFAULT '' COMMENT 'why it was refused',
  done_at    BIGINT       NULL,
  open_row   VARCHAR(150) AS (IF(state IN (1, 2) AND row_key <> '', CONCAT(thing, '/', row_key), NULL)) PERSISTENT UNIQUE,
  KEY by_state (state, id),
  KEY by_row (thing, row_key, id),
  CONSTRAINT change_asked FOREIGN KEY (asked_by) REFERENCES app_user (id),
  CONSTRAINT change_decided FOREIGN KEY (decided_by) REFERENCES app_user (id),
  CONSTRAINT change_state CHECK (state BETWEEN 0 AND 5),
  CONSTRAINT change_second CHECK (decided_by IS NULL OR decided_by <> asked_by),
  CONSTRAINT change_confirmed CHECK (state NOT IN (2, 3, 4) OR decided_by IS NOT NULL)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- A reason that is offered no more stays behind the cases that have it.
ALTER TABLE reason
  ADD valid_from BIGINT NOT NULL DEFAULT 0,
  ADD valid_until BIGINT NULL;

-- The desk writes the office's data column by column; nothing is ever deleted
-- but a permission taken from a role.  The change itself moves on, its words stay.
GRANT SELECT, INSERT ON office_change TO anjuan_desk@localhost;
GRANT UPDATE (state, touches, decided_by, decided_at, decision, done_at, asked_at) ON office_change TO anjuan_desk@localhost;
GRANT INSERT ON setting TO anjuan_desk@localhost;
GRANT INSERT ON stage_limit TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (name_zh, name_en, kind, parent_id, group_code, valid_until) ON unit TO anjuan_desk@localhost;
GRANT INSERT (login, name, name_en, unit_id, lang, state, must_change, created_at),
  UPDATE (name, name_en, unit_id, state) ON app_user TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (valid_until) ON user_role TO anjuan_desk@localhost;
GRANT UPDATE (name_zh, name_en) ON role TO anjuan_desk@localhost;
GRANT INSERT, DELETE ON role_perm TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (valid_until) ON grid_person TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (valid_until) ON duty_rule TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (name_zh, name_en, urgent, hazard, for_public, valid_until) ON class TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (valid_until) ON class_condition TO anjuan_desk@localhost;
GRANT INSERT ON condition_step TO anjuan_desk@localhost;
GRANT INSERT ON calendar TO anjuan_desk@localhost;
GRANT INSERT ON work_window TO anjuan_desk@localhost;
GRANT INSERT ON calendar_day TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (name_zh, name_en, public_zh, public_en, valid_until) ON reason TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (name_zh, name_en, community_code, land_use, unit_id, shape, area_m2, valid_until)
  ON grid_cell TO anjuan_desk@localhost;
GRANT INSERT, UPDATE (name_zh, name_en, lat, lon, cell_id, manager_unit_id, owner_unit_id, maintainer_unit_id, state,
  surveyed_day, changed_at) ON component TO anjuan_desk@localhost;

GRANT UPDATE (state, done_at) ON office_change TO anjuan_batch_work@localhost;
