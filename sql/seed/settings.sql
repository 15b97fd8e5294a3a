-- The office's switches; a later valid_from takes over ("anjuan setting").
-- A value somebody has changed stays.
INSERT INTO setting (name, valid_from, value) VALUES
  ('returns', 0, 'strict'),	-- every return goes to the leader; short: rows 33, 43, 45 (R11)
  ('close', 0, 'chief'),	-- the acceptor judges, the duty chief closes; acceptor: alone (R4)
  ('fonds', 0, '0001'),		-- in archive codes: the office's 全宗号
  ('archive_office', 0, 'CGZX'),	-- in archive codes: the code of the office
  ('box_items', 0, '50'),	-- cases in a box
  ('keep_plain', 0, '10'),	-- years a case is kept; Y: permanently (metrics 6.5)
  ('keep_hazard', 0, '30'), ('keep_designated', 0, '30'), ('keep_supervised', 0, '30'), ('keep_accountable', 0, '30'),
  ('archive_days', 0, '30'),	-- a closed case rests so long before it is archived by itself (workflow row 79)
  ('claim_minutes', 0, '5'),	-- who has a case open keeps its mark so long without a sign of life
  ('extend_chief', 0, '100'),	-- per cent of its limit that the duty chief may grant on top (row 50)
  ('extend_commander', 0, '300'),	-- … and the commander
  ('reopen_days', 0, '7'),	-- so long a closed case may be opened again (row 77)
  ('designate_after', 0, '2'),	-- dispatches without an owner before the commander designates (row 23)
  ('squad_review', 0, 'no'),	-- feedback goes to the squad of its area first (R13): yes or no
  ('record_upward', 0, 'no'),	-- finds of our own are recorded with the platform above (row 29): yes or no
  ('site_tolerance', 0, '100'),	-- metres: who verifies or checks from farther off says why (rows 5, 73)
  ('notice_retry', 0, '1 5 15 60 360'),	-- minutes until a refused letter is tried again
  ('notice_tries', 0, '8'),	-- refusals until it is dead
  ('notice_days', 0, '3'),	-- days a letter waits for a server that is away
  ('stuck_days', 0, '5'),	-- no move for so many days: on the list of cases that do not get on
  ('stuck_returns', 0, '3'),	-- … returned so often
  ('stuck_dispatches', 0, '2'),	-- … dispatched so often
  ('history_days', 0, '365'),	-- what experience promises at filing: of cases closed in so many days
  ('history_min', 0, '20'),	-- … of at least so many, else of the major class
  ('book_minutes', 0, '30'),	-- after the shift the hand-over book may wait so long for its note, then for its signature
  ('stubborn_open', 0, '10'),	-- tenths of a point: a stubborn problem still open at the end of a month (R17)
  ('stubborn_missed', 0, '5'),	-- … a status of it not written in time
  ('stubborn_cap', 0, '50'),	-- … at most so much a unit or person and month
  ('figures_k', 0, '5'),	-- cases a place must have in a period before the public map shows it
  ('month_days', 0, '3'),	-- working days in which units may object to a month's draft figures
  ('figures_rank', 0, '10'),	-- cases due before a unit is put in order with others
  ('control_alarms', 0, '20'),	-- false alarms the leader's page may bring on a thousand quiet days
  ('cluster_metres', 0, '150'),	-- reports of a class within a day, no farther apart, may be one cluster
  ('cluster_least', 0, '3'),	-- … of at least so many
  ('office_name', 0, ''),	-- heads, papers and mails; empty: as anjuan.conf says
  ('office_name_en', 0, ''),
  ('office_phone', 0, ''),	-- shown to citizens
  ('patrol_days', 0, '30')	-- days a patroller's positions are kept; he is told before he begins
ON DUPLICATE KEY UPDATE value = value;
