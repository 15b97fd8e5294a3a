-- Legal combinations of roles for a shift of two (R20): nobody both dispatches and judges or closes.
INSERT INTO duty_combination (id, name_zh, name_en) VALUES
  (1, '值班长兼受理员 + 派遣员', 'Duty chief and acceptor, with a dispatcher'),
  (2, '值班长兼受理员 + 派遣员兼12345专员', 'Duty chief and acceptor, with a dispatcher at the 12345 desk')
ON DUPLICATE KEY UPDATE id = id;
INSERT INTO duty_seat (combination_id, seat, role_id) VALUES
  (1, 1, 4), (1, 1, 5), (1, 2, 6),
  (2, 1, 4), (2, 1, 5), (2, 2, 6), (2, 2, 15)
ON DUPLICATE KEY UPDATE seat = seat;

-- Standing powers of the two deputies beside what passes to them (R20: monitoring, case review), and
-- what a commander on leave keeps.
INSERT INTO standing_perm (role_id, perm_code) VALUES
  (1, 'REGISTER'), (1, 'HAZARD'), (1, 'SEE_ALL'), (1, 'PAPERS'), (1, 'DUTY'),
  (2, 'REGISTER'), (2, 'HAZARD'), (2, 'SEE_ALL'), (2, 'CONTACT'), (2, 'PAPERS'), (2, 'DUTY'),
  (3, 'REGISTER'), (3, 'HAZARD'), (3, 'SEE_ALL'), (3, 'CONTACT'), (3, 'PAPERS'), (3, 'DUTY'), (3, 'REVIEW_FEEDBACK'), (3, 'PATROL_CHIEF'), (2, 'PATROL_CHIEF'),
  (1, 'FINDING_SEE'), (2, 'FINDING_SEE'), (3, 'FINDING_SEE')
ON DUPLICATE KEY UPDATE role_id = role_id;
