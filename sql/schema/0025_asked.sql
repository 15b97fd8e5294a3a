-- The hand-over book asks for the open flags of one kind: requests for more time (workflow §4.4).
ALTER TABLE flag_interval ADD KEY by_flag (flag, until_at, case_id);
