/*
 * What the clocks of a case are told from.  Statements: sql/query/clock.sql.
 */
#ifndef LIB_STORE_STORE_CLOCK_H
#define LIB_STORE_STORE_CLOCK_H

#include "lib/base/clock.h"
#include "lib/db/conn.h"

struct arena;

enum clock_part { PART_STAGE = 1, PART_SIDE = 2, PART_PROMISE = 3, PART_PAUSE = 4, PART_HAZARD = 5, CLOCK_PART_END };

/* One interval; which fields mean something depends on the part. */
struct clock_row {
	int32_t part, seq, what, round, amount, unit, event;
	usec_t started, due, original_due, ended, late_at;
	int64_t calendar_id;
	const char *who;		/* who set a pause */
};
/* By part, then by time. */
enum err store_clock_rows(struct db *db, struct arena *a, int64_t case_id, struct clock_row **out, size_t *n) MUST_USE;

struct instant_row {
	usec_t at;
};
/* Since when calendar and limits are as they are, and were; up to an instant, the earliest first. */
enum err store_office_changes(struct db *db, struct arena *a, usec_t until, struct instant_row **out, size_t *n) MUST_USE;

#endif
