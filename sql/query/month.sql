-- Month-end: drafts, seals, corrections.

-- The latest first.
-- name: MONTHS
SELECT m.first_day, m.drafted_at, m.until_at, m.asked_at, COALESCE(m.asked_by, 0) AS asked_by, m.sealed_at, w.name AS asker, w.name_en AS asker_en,
  (SELECT COUNT(*) FROM appeal a WHERE a.first_day = m.first_day AND a.state IN (1, 2)) AS open,
  s.sha256, COALESCE(s.size, 0) AS size, COALESCE(s.cases, 0) AS cases,
  (SELECT COUNT(*) FROM month_correction c WHERE c.first_day = m.first_day) AS corrections,
  (SELECT COUNT(*) FROM month_correction c WHERE c.first_day = m.first_day AND c.signed_at IS NULL) AS unsigned_ones
 FROM month_end m LEFT JOIN app_user w ON w.id = m.asked_by LEFT JOIN month_snapshot s ON s.first_day = m.first_day AND s.no = 0
 WHERE (? IS NULL OR m.first_day = ?) AND m.first_day < ? ORDER BY m.first_day DESC LIMIT 25;

-- name: MONTH_DRAFT
INSERT IGNORE INTO month_end (first_day, drafted_at, until_at) VALUES (?, ?, ?);

-- name: MONTH_ASK
UPDATE month_end SET asked_at = ?, asked_by = ? WHERE first_day = ? AND asked_at IS NULL AND until_at <= ?
 AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.first_day = month_end.first_day AND a.state IN (1, 2));

-- name: MONTH_SEAL
UPDATE month_end SET sealed_at = ? WHERE first_day = ? AND asked_at IS NOT NULL AND sealed_at IS NULL;

-- What the timer has to seal, and whose figures it looks at again: the last three sealed ones.
-- name: MONTH_ASKED
SELECT first_day FROM month_end WHERE asked_at IS NOT NULL AND sealed_at IS NULL ORDER BY first_day;

-- name: MONTH_LAST_SEALED
SELECT first_day FROM (SELECT first_day, looked_at FROM month_end WHERE sealed_at IS NOT NULL ORDER BY first_day DESC LIMIT 3) m
 WHERE COALESCE(m.looked_at, 0) < ? ORDER BY first_day;

-- name: MONTH_LOOKED
UPDATE month_end SET looked_at = ? WHERE first_day = ?;

-- name: MONTH_SNAPSHOT_ADD
INSERT INTO month_snapshot (first_day, no, made_at, sha256, size, cases, content) VALUES (?, ?, ?, ?, ?, ?, COMPRESS(?));

-- The text that holds now, or that of a number.
-- name: MONTH_SNAPSHOT
SELECT no, made_at, sha256, size, cases, UNCOMPRESS(content) AS content FROM month_snapshot
 WHERE first_day = ? AND (? IS NULL OR no = ?) ORDER BY no DESC LIMIT 1;

-- name: MONTH_CASES
SELECT case_id, unit_id, class_id, source, base_cell_id, bits, reworks FROM eval_case WHERE span = 1 AND first_day = ? ORDER BY case_id;

-- By which rules the month was judged: thresholds, scores, grades, as they held at an instant.
-- name: MONTH_RULES
SELECT r.line, r.says FROM (
  SELECT CONCAT('rule account ', a.code, ' ', a.id) AS line, CONCAT_WS(',', a.measure, a.subject, a.span, a.cmp, CONCAT(a.num, '/', a.den), a.times,
    a.small, a.answer_days, REPLACE(a.consequences, ',', '+')) AS says, a.valid_from, a.valid_until FROM account_rule a
  UNION ALL SELECT CONCAT('rule scheme ', s.code, ' ', s.id), CONCAT_WS(',', s.target, s.main, s.least_count, s.least), s.valid_from, s.valid_until FROM score_scheme s
  UNION ALL SELECT CONCAT('rule score ', p.scheme, ' ', p.id), CONCAT_WS(',', p.form, p.indicator, p.weight, p.lower, p.per_cell, p.source, p.floor, p.cost,
    p.cost_more, p.more_from, REPLACE(p.steps, ' ', '|'), p.group_code), p.valid_from, p.valid_until FROM score_part p
  UNION ALL SELECT CONCAT('rule grade ', g.letter), g.least, g.valid_from, g.valid_until FROM score_grade g) r
 CROSS JOIN (SELECT ? AS at) p WHERE r.valid_from <= p.at AND (r.valid_until IS NULL OR r.valid_until > p.at) ORDER BY r.line;

-- The counts a case is in for a unit: as its case, and by what its hands did.
-- name: MONTH_CASE_BITS
SELECT COALESCE(BIT_OR(b.bits), 0) FROM (
  SELECT c.bits FROM eval_case c WHERE c.span = 1 AND c.first_day = ? AND c.case_id = ? AND c.unit_id = ?
  UNION ALL SELECT k.bits FROM eval_mark k WHERE k.span = 1 AND k.first_day = ? AND k.case_id = ? AND k.unit_id = ?) b;

-- name: MONTH_CORRECTIONS
SELECT c.no, c.found_at, c.sha256, c.cells, c.signed_at, c.reason, w.name AS signer, w.name_en AS signer_en
 FROM month_correction c LEFT JOIN app_user w ON w.id = c.signed_by WHERE c.first_day = ? ORDER BY c.no DESC;

-- name: MONTH_CORRECTION_ADD
INSERT INTO month_correction (first_day, no, found_at, sha256, cells) VALUES (?, ?, ?, ?, ?);

-- name: MONTH_CELL_ADD
INSERT INTO month_cell (first_day, no, seq, cell, was_is, now_is) VALUES (?, ?, ?, ?, ?, ?);

-- name: MONTH_CELLS
SELECT seq, cell, was_is, now_is FROM month_cell WHERE first_day = ? AND no = ? AND seq > ? ORDER BY seq LIMIT 201;

-- name: MONTH_CELLS_DROP
DELETE FROM month_cell WHERE first_day = ? AND no = ?
 AND EXISTS (SELECT 1 FROM month_correction c WHERE c.first_day = month_cell.first_day AND c.no = month_cell.no AND c.signed_at IS NULL);

-- name: MONTH_CORRECTION_DROP
DELETE FROM month_correction WHERE first_day = ? AND no = ? AND signed_at IS NULL;

-- name: MONTH_CORRECTION_SIGN
UPDATE month_correction SET signed_at = ?, signed_by = ?, reason = ? WHERE first_day = ? AND no = ? AND signed_at IS NULL AND sha256 = ?;

-- Signed, and not yet what holds.
-- name: MONTH_SIGNED
SELECT c.first_day, c.no FROM month_correction c WHERE c.signed_at IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM month_snapshot s WHERE s.first_day = c.first_day AND s.no = c.no) ORDER BY c.first_day, c.no;
