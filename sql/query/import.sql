-- Cases of another system (batch/job_import*.c).

-- Only one importer at a time; 0 when another is at work.
-- name: IMPORT_LOCK
SELECT GET_LOCK(CONCAT(DATABASE(), '.import'), 2);

-- name: IMPORT_KNOWN
SELECT ext_number FROM cases WHERE ext_system = ?;

-- name: IMPORT_COMPLAINT_LAST
SELECT COALESCE(MAX(id), 0) FROM complaint;

-- name: IMPORT_CASE_LAST
SELECT COALESCE(MAX(id), 0) FROM cases;

-- name: IMPORT_UNITS
SELECT id, ext_key FROM unit WHERE ext_system = ?;

-- name: IMPORT_UNIT_ADD
INSERT INTO unit (code, name_zh, name_en, kind, group_code, ext_system, ext_key)
VALUES (?, ?, ?, 6, '-', ?, ?);

-- name: IMPORT_EDITION_ADD
INSERT INTO class_edition (code, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE name = VALUES(name);

-- name: IMPORT_MAJORS
SELECT m.major_code, m.name_en AS name FROM class_major m
 WHERE m.kind = 2 AND EXISTS (SELECT 1 FROM class k WHERE k.kind = m.kind AND k.major_code = m.major_code AND k.ext_system = ?);

-- name: IMPORT_MAJOR_ADD
INSERT INTO class_major (kind, major_code, name_zh, name_en) VALUES (2, ?, ?, ?);

-- name: IMPORT_CLASSES
SELECT id, ext_key FROM class WHERE ext_system = ?;

-- name: IMPORT_CLASS_ADD
INSERT INTO class (edition, kind, major_code, minor_code, name_zh, name_en, for_public, source_note, ext_system, ext_key)
VALUES (?, 2, ?, ?, ?, ?, 0, 'imported', ?, ?);
