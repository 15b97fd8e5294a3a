-- Lists as of an instant: the stages of a state that ended after it, or have not.
ALTER TABLE stage ADD KEY by_state_end (state, ended, started, unit_id, case_id);
