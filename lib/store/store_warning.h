/*
 * Warnings planned and told, and cases that do not get on.  Statements:
 * sql/query/tick.sql.
 */
#ifndef LIB_STORE_STORE_WARNING_H
#define LIB_STORE_STORE_WARNING_H

#include "lib/db/conn.h"
#include "lib/rule/warning.h"
#include "lib/store/store_case.h"

struct arena;

/* The levels that hold at an instant, by class and percent. */
enum err store_warning_levels(struct db *db, struct arena *a, usec_t at, struct warning_level **out, size_t *n) MUST_USE;

/* An open promise for whose due no warnings are planned. */
struct unplanned_row {
	int64_t case_id, calendar_id, class_id;
	int32_t seq, unit;
	usec_t started, due;
	bool paused;
};
/* At most 500. */
enum err store_warning_unplanned(struct db *db, struct arena *a, struct unplanned_row **out, size_t *n) MUST_USE;
enum err store_warning_plan(struct db *db, const struct unplanned_row *p, int64_t level_id, usec_t at) MUST_USE;
/* Settles what came due before an instant for promises that are no more. */
enum err store_warning_drop(struct db *db, usec_t now) MUST_USE;

struct warning_row {
	int64_t case_id, level_id;
	int32_t seq, percent;
	usec_t due;
	const char *audiences;
};
/* What came due before an instant, by case, the latest level of each first; at most 500. */
enum err store_warnings_due(struct db *db, struct arena *a, usec_t now, struct warning_row **out, size_t *n) MUST_USE;
/* Settles w and the levels before it; *mine says whether this call did. */
enum err store_warning_told(struct db *db, const struct warning_row *w, usec_t now, int32_t event_seq, bool *mine) MUST_USE;

/* A case that does not get on. */
struct stuck_row {
	struct queue_row q;
	usec_t stage_started;
	int32_t return_count, round;
};
/* What is asked for; USEC_NONE and id 0 at the first page; unit_id 0: all. */
struct stuck_filter {
	usec_t idle_since;
	int32_t returns, dispatches;
	usec_t after;
	int64_t after_id, unit_id;
};
/* The office's settings stuck_…: idle_since, returns and dispatches of *f as they are at now. */
enum err store_stuck_settings(struct db *db, struct arena *a, usec_t now, struct stuck_filter *f) MUST_USE;
/* Longest at rest first, at most QUEUE_PAGE + 1; the last only says that there are more. */
enum err store_stuck(struct db *db, struct arena *a, const struct stuck_filter *f, struct stuck_row **out,
    size_t *n) MUST_USE;

#endif
