/*
 * What stands beside a case: who asked about it, the registered matters it
 * belongs to, what senders say of its result; and a squad's area.  Statements:
 * sql/query/beside.sql.
 */
#ifndef LIB_STORE_STORE_BESIDE_H
#define LIB_STORE_STORE_BESIDE_H

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/store/store_case.h"

/* Cases whose feedback the squad reviews now, the most urgent first; at most AREA_MAX + 1. */
enum { AREA_MAX = 100 };
enum err store_area_waiting(struct db *db, struct arena *a, int64_t squad_id, struct queue_row **out, size_t *n) MUST_USE;
/* Everything open in the base grids of its area, the same way. */
enum err store_area_cases(struct db *db, struct arena *a, int64_t squad_id, struct queue_row **out, size_t *n) MUST_USE;

/* An inquiry about the case, a registered matter it belongs to, what one of its senders says of the result. */
enum { ASKED_INQUIRY = 1, ASKED_MATTER = 2, ASKED_RATING = 3 };
struct asked_row {
	int32_t kind, state;		/* state: of the matter; of a rating its answer */
	int64_t id;
	usec_t at, due, ended, late_at;
	struct blob detail;		/* "origin=2\n", of a matter "matter=" its kind too, of a rating "staff=" */
	const char *who, *title, *words, *answer, *unit_zh, *unit_en;
};
/* All of a case, the oldest first. */
enum err store_case_asked(struct db *db, struct arena *a, int64_t case_id, struct asked_row **out, size_t *n) MUST_USE;
/* Links a case to a matter; linked already it stays as it is. */
enum err store_matter_case_add(struct db *db, int64_t matter_id, int64_t case_id, int64_t user_id, usec_t at) MUST_USE;

/* What has to be known before a complaint is rated; again: a form with this key was sent before. */
struct rating_of {
	int32_t complaint_state, case_state;
	int64_t case_id;
	bool again;
};
enum err store_rating_of(struct db *db, int64_t complaint_id, const unsigned char key[HASH_LEN],
    struct rating_of *out) MUST_USE;
/* ERR_CONFLICT when the key is known or the ledger has gone on. */
enum err store_rating_add(struct db *db, int64_t complaint_id, int32_t seq, const unsigned char key[HASH_LEN],
    int32_t answer, bool by_staff, usec_t at) MUST_USE;

struct rating_row {
	int32_t seq, answer;		/* enum rating */
	bool by_staff;
	usec_t at;
	const char *words;		/* NULL: none, or destroyed */
};
/* All answers of a complaint, the newest first; for the desk. */
enum err store_ratings(struct db *db, struct arena *a, int64_t complaint_id, struct rating_row **out, size_t *n) MUST_USE;
/* The one that counts, without its words; ERR_NOT_FOUND.  For the public page too. */
enum err store_rating_last(struct db *db, struct arena *a, int64_t complaint_id, struct rating_row *out) MUST_USE;

#endif
