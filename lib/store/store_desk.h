/* A clerk's helpers: claims, canned texts, steps in bulk.  Statements: sql/query/desk.sql. */
#ifndef LIB_STORE_STORE_DESK_H
#define LIB_STORE_STORE_DESK_H

#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/rule/case.h"

struct arena;

/* Who has a case open. */
struct claim_row {
	int64_t user_id;
	const char *name;
	usec_t since, until_at;
};
/*
 * Takes the case as it stands at version for somebody until an instant, or
 * keeps it on; who has it now stays unless over.
 */
enum err store_claim_take(struct db *db, int64_t case_id, int64_t version, int64_t user_id, usec_t now,
    usec_t until, bool over) MUST_USE;
/* The living claim on a case at version; ERR_NOT_FOUND. */
enum err store_claim_of(struct db *db, struct arena *a, int64_t case_id, int64_t version, usec_t now,
    struct claim_row *out) MUST_USE;
/* Lets go of one's own; none is no error. */
enum err store_claim_leave(struct db *db, int64_t case_id, int64_t user_id) MUST_USE;

struct canned_row {
	int64_t id, class_id;		/* class 0: every class */
	const char *action, *text_zh, *text_en;
};
/* All that hold at an instant, by action, at most 500. */
enum err store_canned(struct db *db, struct arena *a, usec_t at, struct canned_row **out, size_t *n) MUST_USE;
/* One, though it may be over; ERR_NOT_FOUND. */
enum err store_canned_by_id(struct db *db, struct arena *a, int64_t id, struct canned_row **out) MUST_USE;
enum err store_canned_add(struct db *db, const struct canned_row *r, int64_t by, usec_t at) MUST_USE;
/* Ends one; ERR_NOT_FOUND when it is over. */
enum err store_canned_end(struct db *db, int64_t id, int64_t by, usec_t at) MUST_USE;

/* One form that took many cases a step on. */
struct bulk_run {
	usec_t at;
	const char *queue, *action;
};
struct bulk_row {
	int64_t case_id, class_id;
	int32_t state;
	const char *why;		/* key of the catalogue; NULL: done */
	const char *number, *address;
};
/* The run of a form's key, made when it is new; ERR_NOT_FOUND: somebody else's key. */
enum err store_bulk_begin(struct db *db, const unsigned char key[HASH_LEN], int64_t user_id, usec_t at,
    const char *queue, const char *action, int64_t *id) MUST_USE;
/* What became of the case in place seq; what stands there already stays. */
enum err store_bulk_row_add(struct db *db, int64_t run_id, int32_t seq, int64_t case_id, const char *why) MUST_USE;
/* One's own run; ERR_NOT_FOUND. */
enum err store_bulk_of(struct db *db, struct arena *a, int64_t id, int64_t user_id, struct bulk_run *out) MUST_USE;
enum err store_bulk_rows(struct db *db, struct arena *a, int64_t id, struct bulk_row **out, size_t *n) MUST_USE;

#endif
