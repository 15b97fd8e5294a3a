/* Who had cases like this one, and what was ruled.  Statements: sql/query/desk.sql. */
#ifndef LIB_STORE_STORE_PRECEDENT_H
#define LIB_STORE_STORE_PRECEDENT_H

#include "lib/db/conn.h"
#include "lib/rule/case.h"

struct arena;

/* What a unit did with the latest cases of a class in a base grid. */
struct precedent_row {
	int64_t unit_id, cases, returns;
	usec_t last_at;
	int32_t ruling;			/* enum action of the last ruling on a return of its; 0: none */
};
/*
 * The three units with most of the last forty cases since an instant; c itself
 * is not counted.  Where its grid has none, of the whole centre: *anywhere.
 */
enum err store_precedents(struct db *db, struct arena *a, const struct case_row *c, usec_t since, bool *anywhere,
    struct precedent_row **out, size_t *n) MUST_USE;

/* A return by a unit in a class. */
struct past_return {
	int64_t id;
	const char *number, *reason_zh, *reason_en;
	usec_t at;
	int32_t ruling;			/* as above */
};
/* The unit's latest three among the last two hundred cases of c's class since an instant. */
enum err store_past_returns(struct db *db, struct arena *a, const struct case_row *c, usec_t since,
    struct past_return **out, size_t *n) MUST_USE;

#endif
