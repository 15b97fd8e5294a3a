/* The privacy notice, version by version (PIPL art. 17).  Statements: sql/query/privacy.sql. */
#ifndef LIB_STORE_STORE_PRIVACY_H
#define LIB_STORE_STORE_PRIVACY_H

#include "lib/db/conn.h"
#include "lib/db/row.h"

struct arena;

struct privacy_row {
	int32_t version;
	usec_t valid_from;	/* 0: from the beginning */
	const char *text_zh, *text_en;	/* lines; "# " before a heading; NULL in a list */
};
/* The one in force at an instant. */
enum err store_privacy_at(struct db *db, struct arena *a, usec_t at, struct privacy_row **out) MUST_USE;
enum err store_privacy_version_at(struct db *db, usec_t at, int64_t *version) MUST_USE;
/* ERR_NOT_FOUND for a version that never was. */
enum err store_privacy(struct db *db, struct arena *a, int64_t version, struct privacy_row **out) MUST_USE;
/* All up to an instant, the newest first, without their texts. */
enum err store_privacies(struct db *db, struct arena *a, usec_t at, struct privacy_row **out, size_t *n) MUST_USE;
/* The version that was kept with a complaint. */
enum err store_privacy_of_complaint(struct db *db, int64_t complaint_id, int64_t *version) MUST_USE;

#endif
