/* What papers made of figures name beside the figures.  Statements: sql/query/press.sql. */
#ifndef LIB_STORE_STORE_PRESS_H
#define LIB_STORE_STORE_PRESS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/metrics.h"

struct arena;
struct db;

/* A signed supervision letter. */
struct press_letter {
	int64_t case_id, unit_id;
	int32_t year, no;
	const char *unit_zh, *unit_en, *number;
	usec_t signed_at, due;
};
/* Signed in p, by number. */
enum err store_press_letters(struct db *db, struct arena *a, struct period p, struct press_letter **out,
    size_t *n) MUST_USE;

/* A case put under supervision. */
struct press_supervised {
	int64_t id, class_id, unit_id;	/* as they are now; 0 none */
	const char *number;
	usec_t since;
};
/* In p, by time. */
enum err store_press_supervised(struct db *db, struct arena *a, struct period p, struct press_supervised **out,
    size_t *n) MUST_USE;

/* A stubborn problem or an inquiry, as it stood at the end of a period. */
struct press_matter {
	int64_t id;
	int32_t kind, origin, state;
	const char *title, *address, *unit_zh, *unit_en, *owner, *owner_en, *last;	/* last: newest entry's words */
	usec_t opened_at, closed_at, due;
};
/* Known before p's end and not over before its beginning; by kind and time, at most 200. */
enum err store_press_matters(struct db *db, struct arena *a, struct period p, struct press_matter **out,
    size_t *n) MUST_USE;

/* A case for the meeting, and a line of its history. */
struct press_hard {
	int64_t id;
	const char *address, *description;
	usec_t received_at;
};
struct press_step {
	int64_t case_id;
	int32_t kind;			/* enum action */
	const char *who, *who_en, *words;
	usec_t at;
};
/* By id; and their steps before an instant, by case and time. */
enum err store_press_hard(struct db *db, struct arena *a, const int64_t *ids, size_t n_ids, struct press_hard **out,
    size_t *n) MUST_USE;
enum err store_press_steps(struct db *db, struct arena *a, const int64_t *ids, size_t n_ids, usec_t until,
    struct press_step **out, size_t *n) MUST_USE;

/* What a unit keeps up, and the cases on it that counted. */
struct press_upkeep {
	int64_t unit_id, components, due, closed, ontime, rework;
	const char *code, *unit_zh, *unit_en;
};
/* Of counted months that begin in [first_day, last_day] (span 1), or years (2), by the unit's code. */
enum err store_press_upkeep(struct db *db, struct arena *a, int32_t span, int32_t first_day, int32_t last_day,
    struct press_upkeep **out, size_t *n) MUST_USE;

#endif
