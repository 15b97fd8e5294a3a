-- Whole tables of cases at once (lib/db/bulk.h): the importer and the demo's generator.

-- name: BULK_COMPLAINT
LOAD DATA LOCAL INFILE 'rows' INTO TABLE complaint CHARACTER SET binary
  (id, source, state, received_at, accept_due, class_id, description, address, lat, lon, confidential,
   ext_system, ext_number, ext_due, taken_by, state_at, reason_id, answer);

-- name: BULK_COMPLAINT_CODE
LOAD DATA LOCAL INFILE 'rows' INTO TABLE complaint_code CHARACTER SET binary (complaint_id, code_hash);

-- name: BULK_CONTACT
LOAD DATA LOCAL INFILE 'rows' INTO TABLE contact CHARACTER SET binary
  (complaint_id, key_year, sealed, masked_name, masked_phone, phone_hash, created_at);

-- name: BULK_CASE
LOAD DATA LOCAL INFILE 'rows' INTO TABLE cases CHARACTER SET binary
  (id, version, number, centre_id, state, source, ext_system, ext_number, received_at, registered_by,
   class_id, condition_id, component_id, description, address, lat, lon, unit_cell_id, base_cell_id,
   auto_cell_id, outside, unit_id, handler_id, supervisor_id, filed_by, filed_at, dispatcher_id,
   dispatched_at, signed_at, fed_back_at, checker_id, checker_unit_id, verify_result, check_result,
   judged_by, closer_id, closed_at, archived_at, archive_code, retention_years, stage_started, stage_due,
   accept_due, due_at, original_due, round, state_before, hazard, urgent, leader_locked, rework_count,
   return_count, confidential, parent_case, reopen_until, event_seq, event_hash);

-- name: BULK_LINK
LOAD DATA LOCAL INFILE 'rows' INTO TABLE complaint_case CHARACTER SET binary
  (complaint_id, case_id, from_at, until_at);

-- name: BULK_STAGE
LOAD DATA LOCAL INFILE 'rows' INTO TABLE stage CHARACTER SET binary
  (case_id, seq, state, user_id, unit_id, round, started, due, outer_due, ended, ended_by, late_at);

-- name: BULK_PROMISE
LOAD DATA LOCAL INFILE 'rows' INTO TABLE promise CHARACTER SET binary
  (case_id, seq, unit_id, round, kind, started, amount, unit, calendar_id, due, original_due, set_event,
   ended, ended_event);

-- name: BULK_CASE_UNIT
LOAD DATA LOCAL INFILE 'rows' INTO TABLE case_unit CHARACTER SET binary
  (case_id, seq, unit_id, part, from_at, until_at, due, signed_at, done_at);

-- name: BULK_SITE_ORDER
LOAD DATA LOCAL INFILE 'rows' INTO TABLE site_order CHARACTER SET binary
  (case_id, seq, kind, round, user_id, sent_by, sent_at, due, answered_at, result, lat, lon, client_at);

-- name: BULK_FLAG
LOAD DATA LOCAL INFILE 'rows' INTO TABLE flag_interval CHARACTER SET binary
  (case_id, flag, from_at, set_event, until_at, end_event);

-- name: BULK_EVENT
LOAD DATA LOCAL INFILE 'rows' INTO TABLE event CHARACTER SET binary
  (subject_kind, subject_id, seq, kind, at, client_at, user_id, role_id, shift_id, unit_id, from_state,
   to_state, reason_id, detail, files, text_hash, prev_hash, hash);

-- name: BULK_EVENT_TEXT
LOAD DATA LOCAL INFILE 'rows' INTO TABLE event_text CHARACTER SET binary
  (subject_kind, subject_id, seq, salt, text);

-- name: BULK_OUTBOX
LOAD DATA LOCAL INFILE 'rows' INTO TABLE outbox CHARACTER SET binary
  (subject_kind, subject_id, event_seq, audience, unit_id, user_id, created_at, done_at);

-- name: BULK_FILE_LINK
LOAD DATA LOCAL INFILE 'rows' INTO TABLE file_link CHARACTER SET binary
  (subject_kind, subject_id, event_seq, file_id, part, round, for_public, added_by, added_at);

-- name: BULK_SEARCH_CHANGE
LOAD DATA LOCAL INFILE 'rows' INTO TABLE search_change CHARACTER SET binary (case_id, at);
