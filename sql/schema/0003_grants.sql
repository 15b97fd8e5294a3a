-- One account a program, each with the least it needs (design §3, §4.9).  The
-- accounts themselves are made by the administrator (conf/accounts.sql.sample)
-- before the first migration.  Nobody but the owner may change or delete an event.

-- Reference data and what the follow page shows.
GRANT SELECT ON setting TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON centre TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON division TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON grid_layer TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON grid_cell TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON calendar TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON work_window TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON calendar_day TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON stage_limit TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON class_edition TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON class_major TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON class TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON class_condition TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON condition_step TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON reason TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;
GRANT SELECT ON unit TO anjuan_public@localhost, anjuan_desk@localhost, anjuan_api@localhost;

-- public: writes complaints, cannot read contacts back, sees no staff text and no person.
GRANT SELECT, INSERT ON complaint TO anjuan_public@localhost;
GRANT SELECT, INSERT ON complaint_code TO anjuan_public@localhost;
GRANT INSERT ON contact TO anjuan_public@localhost;
GRANT SELECT (complaint_id, masked_name, masked_phone, masked_email) ON contact TO anjuan_public@localhost;
GRANT SELECT ON complaint_case TO anjuan_public@localhost;
GRANT SELECT (id, number, state, source, class_id, unit_id, received_at, filed_at, dispatched_at,
  signed_at, fed_back_at, closed_at, stage_started, stage_due, due_at, original_due, round, hazard, rework_count,
  parent_case) ON cases TO anjuan_public@localhost;
GRANT SELECT (case_id, seq, state, started, due, ended, round) ON stage TO anjuan_public@localhost;
GRANT SELECT (case_id, seq, kind, started, due, original_due, ended, round) ON promise TO anjuan_public@localhost;
GRANT INSERT ON event TO anjuan_public@localhost;
GRANT SELECT (subject_kind, subject_id, seq, kind, at, from_state, to_state) ON event TO anjuan_public@localhost;
GRANT INSERT ON event_text TO anjuan_public@localhost;
GRANT INSERT ON outbox TO anjuan_public@localhost;
GRANT SELECT, INSERT ON file TO anjuan_public@localhost;
GRANT SELECT, INSERT ON file_link TO anjuan_public@localhost;
GRANT SELECT, INSERT, DELETE ON upload TO anjuan_public@localhost;
GRANT SELECT, INSERT ON rate_use TO anjuan_public@localhost;

-- desk: works cases; events and their texts are only appended.
GRANT SELECT ON permission TO anjuan_desk@localhost;
GRANT SELECT ON role TO anjuan_desk@localhost;
GRANT SELECT ON role_perm TO anjuan_desk@localhost;
GRANT SELECT ON user_role TO anjuan_desk@localhost;
GRANT SELECT, UPDATE (password_hash, must_change, lang) ON app_user TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON login_try TO anjuan_desk@localhost;
GRANT SELECT ON grid_person TO anjuan_desk@localhost;
GRANT SELECT ON shift TO anjuan_desk@localhost;
GRANT SELECT ON roster TO anjuan_desk@localhost;
GRANT SELECT ON component TO anjuan_desk@localhost;
GRANT SELECT ON duty_rule TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON complaint TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON complaint_code TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON contact TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON complaint_case TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON case_number TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON cases TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON stage TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON promise TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON pause TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON flag_interval TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON case_unit TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON site_order TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON event TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON event_text TO anjuan_desk@localhost;
GRANT SELECT ON seal TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON file TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON file_link TO anjuan_desk@localhost;
GRANT SELECT, INSERT, DELETE ON upload TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON write_key TO anjuan_desk@localhost;
GRANT SELECT, INSERT ON rate_use TO anjuan_desk@localhost;
GRANT SELECT, INSERT, UPDATE ON outbox TO anjuan_desk@localhost;
GRANT SELECT ON paper TO anjuan_desk@localhost;

-- batch_read: papers.
GRANT SELECT ON * TO anjuan_batch_read@localhost;

-- batch_work: timer, import, demo; appends events, tidies what has run out.
GRANT SELECT ON * TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON setting TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON centre TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON division TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON unit TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON app_user TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON permission TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON role TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE, DELETE ON role_perm TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON user_role TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON grid_layer TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON grid_cell TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON grid_person TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON calendar TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON work_window TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON calendar_day TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON shift TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE, DELETE ON roster TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON stage_limit TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON class_edition TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON class_major TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON class TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON class_condition TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON condition_step TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON component TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON duty_rule TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON reason TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON complaint TO anjuan_batch_work@localhost;
GRANT INSERT ON complaint_code TO anjuan_batch_work@localhost;
GRANT INSERT ON contact TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON complaint_case TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON case_number TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON cases TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON stage TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON promise TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON pause TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON flag_interval TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON case_unit TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON site_order TO anjuan_batch_work@localhost;
GRANT INSERT ON event TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON event_text TO anjuan_batch_work@localhost;
GRANT INSERT ON seal TO anjuan_batch_work@localhost;
GRANT INSERT ON file TO anjuan_batch_work@localhost;
GRANT UPDATE (width, height) ON file TO anjuan_batch_work@localhost;
GRANT INSERT ON file_link TO anjuan_batch_work@localhost;
GRANT INSERT, UPDATE ON outbox TO anjuan_batch_work@localhost;
GRANT INSERT ON paper TO anjuan_batch_work@localhost;
GRANT INSERT, DELETE ON upload TO anjuan_batch_work@localhost;
GRANT DELETE ON session TO anjuan_batch_work@localhost;
GRANT DELETE ON login_try TO anjuan_batch_work@localhost;
GRANT DELETE ON rate_use TO anjuan_batch_work@localhost;
GRANT DELETE ON write_key TO anjuan_batch_work@localhost;
