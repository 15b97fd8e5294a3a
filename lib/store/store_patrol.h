/* Patrol plans, walks, positions, coverage.  Statements: sql/query/patrol.sql. */
#ifndef LIB_STORE_STORE_PATROL_H
#define LIB_STORE_STORE_PATROL_H

#include "lib/db/conn.h"
#include "lib/rule/patrol.h"

struct arena;

struct plan_row {
	int64_t id, cell_id, shift_id, user_id;
	int32_t form, from_min, to_min;	/* enum patrol_form; minutes of the office's day */
	const char *post, *duty, *cell_zh, *cell_en, *shift_zh, *shift_en, *user_name;
};
/* The plan of an instant, of one person or (0) of all. */
enum err store_patrol_plans(struct db *db, struct arena *a, int64_t user_id, usec_t at, struct plan_row **out,
    size_t *n) MUST_USE;
enum err store_patrol_plan_add(struct db *db, const struct plan_row *p, usec_t from, int64_t set_by) MUST_USE;
/* ERR_NOT_FOUND when it is over already, or none. */
enum err store_patrol_plan_end(struct db *db, int64_t id, usec_t at) MUST_USE;

struct walker_row {
	int64_t id;
	const char *name;
};
/* Those who may patrol. */
enum err store_patrol_people(struct db *db, struct arena *a, usec_t at, struct walker_row **out, size_t *n) MUST_USE;

struct walk_row {
	int64_t id, user_id, shift_id;
	int32_t day, told_days;
	usec_t started, ended;
	const char *user_name;
};
/* Days positions are kept: what is told before a walk begins. */
enum err store_patrol_days(struct db *db, usec_t at, int64_t *days) MUST_USE;
/* ERR_CONFLICT when the person walks already. */
enum err store_walk_add(struct db *db, const struct walk_row *w, usec_t told_at) MUST_USE;
enum err store_walk_end(struct db *db, int64_t user_id, usec_t at) MUST_USE;
/* The person's last walk, open or over; ERR_NOT_FOUND when he has none. */
enum err store_walk_last(struct db *db, struct arena *a, int64_t user_id, struct walk_row **out) MUST_USE;
/* Walks of a local day, of one person or (0) of all. */
enum err store_walks(struct db *db, struct arena *a, int32_t day, int64_t user_id, struct walk_row **out,
    size_t *n) MUST_USE;

/*
 * Adds positions ("[[at,lat,lon,accuracy],…]", integers) to a walk,
 * each once, to be kept as long as its person was told, and brings its coverage up to date.
 */
enum err store_fixes_add(struct db *db, const struct walk_row *w, const char *json) MUST_USE;
enum err store_fixes(struct db *db, struct arena *a, int64_t walk_id, struct patrol_fix **out, size_t *n) MUST_USE;

struct now_row {
	int64_t id, user_id, shift_id;
	const char *user_name;
	usec_t started, at;	/* at: USEC_NONE before the first position */
	int32_t lat, lon, accuracy;
};
/* Everybody who walks now, with the last position. */
enum err store_patrol_now(struct db *db, struct arena *a, struct now_row **out, size_t *n) MUST_USE;

struct coverage_row {
	int64_t cell_id, cells, walked, walks;
	const char *code, *name_zh, *name_en;
};
/* Per base grid of a day and shift, by one person or (0) all: unit grids, those walked through, walks. */
enum err store_coverage(struct db *db, struct arena *a, int32_t day, int64_t shift_id, int64_t user_id,
    struct coverage_row **out, size_t *n) MUST_USE;

#endif
