-- The privacy notice, version by version.

-- name: PRIVACY_AT
SELECT version, valid_from, text_zh, text_en FROM privacy_notice WHERE valid_from <= ?
 ORDER BY valid_from DESC, version DESC LIMIT 1;

-- name: PRIVACY_VERSION_AT
SELECT version FROM privacy_notice WHERE valid_from <= ? ORDER BY valid_from DESC, version DESC LIMIT 1;

-- name: PRIVACY_BY_VERSION
SELECT version, valid_from, text_zh, text_en FROM privacy_notice WHERE version = ?;

-- All of them but what is still to come, the newest first.
-- name: PRIVACY_LIST
SELECT version, valid_from FROM privacy_notice WHERE valid_from <= ? ORDER BY valid_from DESC, version DESC LIMIT 100;

-- name: PRIVACY_OF_COMPLAINT
SELECT privacy_version FROM complaint WHERE id = ?;
