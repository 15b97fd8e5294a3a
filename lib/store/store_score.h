/* Schemes of composite scores, grades, assessments from outside.  Statements: sql/query/score.sql. */
#ifndef LIB_STORE_STORE_SCORE_H
#define LIB_STORE_STORE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/score.h"

struct arena;
struct db;

struct score_scheme_row {
	const char *code, *target, *name_zh, *name_en;
	bool main;
	const char *least_count;
	int64_t least;
};
/* Of a target ("": of all) at an instant, the main one first. */
enum err store_score_schemes(struct db *db, struct arena *a, const char *target, usec_t at, struct score_scheme_row **out,
    size_t *n) MUST_USE;
/* A scheme with its parts as of an instant; ERR_INTERNAL when a part's steps cannot be read or there are too many. */
enum err store_score_scheme(struct db *db, struct arena *a, const struct score_scheme_row *row, usec_t at,
    struct score_scheme **out) MUST_USE;
/* The best first. */
enum err store_score_grades(struct db *db, struct arena *a, usec_t at, struct score_grade **out, size_t *n) MUST_USE;
/* How many unit grids a community (its code as a number) had. */
struct score_cells {
	int64_t community, n;
};
enum err store_score_cells(struct db *db, struct arena *a, usec_t at, struct score_cells **out, size_t *n) MUST_USE;
/* What one closed round gave a unit: all its sheets together.  By unit. */
struct score_given {
	int64_t round_id, unit_id, points, possible;
	int32_t weight;
};
/* Of the rounds whose last day lies in [from_day, to_day). */
enum err store_score_given(struct db *db, struct arena *a, int32_t from_day, int32_t to_day, struct score_given **out,
    size_t *n) MUST_USE;

/* --- rounds ---------------------------------------------------------------- */

struct assess_round {
	int64_t id;
	int32_t kind;		/* 1 third party, 2 deputies, 3 citizens */
	const char *name;
	int32_t first_day, last_day, weight;
	usec_t made_at, closed_at;
	int64_t sheets, units;
};
/* The latest first, at most 200; or the one with that number (0: all). */
enum err store_assess_rounds(struct db *db, struct arena *a, int64_t id, struct assess_round **out, size_t *n) MUST_USE;
struct assess_item {
	int32_t seq;
	const char *name;
	int32_t points;
};
enum err store_assess_items(struct db *db, struct arena *a, int64_t round_id, struct assess_item **out, size_t *n) MUST_USE;
struct assess_sheet {
	int64_t id, unit_id;
	const char *unit_zh, *unit_en, *assessor, *note;
	usec_t put_at, undone_at;
	int64_t points;
};
enum err store_assess_sheets(struct db *db, struct arena *a, int64_t round_id, struct assess_sheet **out, size_t *n) MUST_USE;
/* The round that a form with this key wrote; ERR_NOT_FOUND. */
enum err store_assess_by_key(struct db *db, struct arena *a, const unsigned char *key, int64_t *round_id) MUST_USE;
/* Locks a round; ERR_NOT_FOUND. */
enum err store_assess_lock(struct db *db, struct arena *a, int64_t round_id, bool *closed) MUST_USE;
enum err store_assess_round_add(struct db *db, const struct assess_round *r, int64_t user_id, const unsigned char *key,
    int64_t *id) MUST_USE;
enum err store_assess_item_add(struct db *db, int64_t round_id, const struct assess_item *i) MUST_USE;
enum err store_assess_close(struct db *db, int64_t round_id, int64_t user_id, usec_t at, int64_t *changed) MUST_USE;
/* ERR_CONFLICT: this assessor's sheet about the unit is there already. */
enum err store_assess_sheet_add(struct db *db, int64_t round_id, const struct assess_sheet *s, int64_t user_id,
    const unsigned char *key, int64_t *id) MUST_USE;
enum err store_assess_point_add(struct db *db, int64_t sheet_id, int32_t seq, int32_t points) MUST_USE;
enum err store_assess_undo(struct db *db, int64_t round_id, int64_t sheet_id, int64_t user_id, usec_t at,
    int64_t *changed) MUST_USE;

#endif
