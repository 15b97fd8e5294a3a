/*
 * Control limits: is a number out of the ordinary, compared with the same
 * weekday of the weeks before (exact Poisson tails, moonshots 12)?  Pure.
 *
 * The numbers before and the present one are counts of one unknown rate until
 * shown otherwise.  Given their total, the present one of n + 1 equal days is
 * binomial with 1 / (n + 1), whatever the rate: the tails are exact, and how
 * little a few quiet days say is in them.  A mean that is taken for the rate
 * would alarm too often.
 *
 * The office sets how many false alarms a thousand quiet days may bring for a
 * whole page; the numbers looked at share it.
 */
#ifndef LIB_RULE_CONTROL_H
#define LIB_RULE_CONTROL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"

enum {
	CONTROL_WEEKS = 8,	/* comparable days that are looked at */
	CONTROL_BACK = 26,	/* … out of so many weeks */
	CONTROL_LEAST = 4	/* fewer say nothing */
};

enum control_side { CONTROL_HIGH = 1, CONTROL_LOW = 2 };

/* Whether local day b may be compared with day a: both work, or both rest (holidays, make-up days). */
struct calendar;
bool control_alike(const struct calendar *cal, int32_t a, int32_t b);
/*
 * The comparable days before day, the latest first: the same weekday, alike by
 * the calendar, none before first (the first day that is counted).  At most
 * CONTROL_WEEKS; *n gets how many.
 */
void control_days(const struct calendar *cal, int32_t day, int32_t first, int32_t out[CONTROL_WEEKS], size_t *n);

/*
 * The chance of a number as high (as low) as now or beyond it, when days
 * comparable days had before cases together; 1 where nothing can be said.
 */
double control_high(int64_t now, int64_t before, size_t days);
double control_low(int64_t now, int64_t before, size_t days);

/*
 * What one side of one of numbers numbers may be alarmed at by chance, with
 * per_thousand false alarms on a thousand quiet days for all of them.
 */
double control_share(int64_t per_thousand, size_t numbers);
/* The greatest number that is no alarm; and the least one, 0 where none is too low. */
int64_t control_upper(int64_t before, size_t days, double share);
int64_t control_lower(int64_t before, size_t days, double share);

/* --- near in place, class and time ------------------------------------------ */

struct control_point {
	int64_t id, class_id;
	int64_t cell_id;		/* base grid; 0: none */
	int32_t lat, lon;		/* microdegrees */
	usec_t at;
	int32_t cluster;		/* out: from 0; -1: in none */
};
/* By class, then by time: the order control_clusters() wants. */
int control_point_cmp(const void *a, const void *b);
/*
 * Joins points of one class that lie no farther than metres apart, by ways of
 * such steps, into clusters of at least least; *n gets how many.  The points of
 * a cluster stand together afterwards.  The work grows with the square of the
 * points of one class.
 */
void control_clusters(struct control_point *p, size_t points, int32_t metres, size_t least, int32_t *n);

#endif
