-- Limits of the centre's own steps: workflow §3, R2 and R3.  The codes are those
-- of lib/rule/workflow.h.  Units: 2 calendar day, 4 work day, 6 duty minute.
INSERT INTO stage_limit (code, valid_from, amount, unit) VALUES
  ('SEND_VERIFY', 0, 30, 6),
  ('ACCEPT', 0, 60, 6),
  ('VERIFY', 0, 60, 6),
  ('DISPATCH', 0, 60, 6),
  ('COORDINATE', 0, 60, 6),
  ('SIGN', 0, 60, 6),
  ('RETURN', 0, 60, 6),
  ('RETURN_REVIEW', 0, 60, 6),
  ('LEADER', 0, 1, 4),
  ('FEEDBACK_REVIEW', 0, 30, 6),
  ('SEND_CHECK', 0, 30, 6),
  ('CHECK', 0, 60, 6),
  ('CLOSE_REVIEW', 0, 30, 6),
  ('CLOSE_CHIEF', 0, 30, 6),
  ('ARCHIVE', 0, 30, 2),
  ('ASSIGN', 0, 240, 6),	-- the assigned hand is there (R13)
  ('SPECIAL', 0, 2, 4),		-- special closing is decided (59)
  ('HEARING', 0, 5, 4),		-- the coordination group decides (27)
  ('ESCALATED', 0, 10, 4),	-- the platform above answers (30)
  ('APPROVAL', 0, 3, 4),	-- enforcement is approved (R18)
  ('SQUAD_REVIEW', 0, 30, 6)	-- the squad passes feedback on or sends it back (R13)
ON DUPLICATE KEY UPDATE amount = amount;
