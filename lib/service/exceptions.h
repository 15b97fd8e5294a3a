/*
 * The leader's page: exceptions only (moonshots 12).  What goes over its limit
 * today, which classes, places and units are outside their control limits
 * against the same weekday (lib/rule/control.h), and what came in close
 * together during the last day.
 *
 * Numbers of a day are the kept ones, so that they are of the last day that is
 * counted: yesterday, once the timer has run.
 */
#ifndef LIB_SERVICE_EXCEPTIONS_H
#define LIB_SERVICE_EXCEPTIONS_H

#include "lib/rule/control.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_board.h"

/* What is counted of whom. */
enum exception_what {
	EXCEPTION_CLASS,	/* reports of a class */
	EXCEPTION_CELL,		/* reports in a base grid */
	EXCEPTION_LATE,		/* cases of a unit that were due and not done in time */
	EXCEPTION_REWORK,	/* cases of a unit that had to be done again */
	EXCEPTION_WHAT_MAX
};

struct exception_line {
	enum exception_what what;
	int64_t key;			/* class, base grid, unit */
	int64_t now, before;		/* that day; the comparable days together */
	int64_t lower, upper;		/* what would have been no exception */
	enum control_side side;
};
struct exception_cluster {
	int64_t class_id, cell_id;	/* of most of its points; 0: in no grid */
	size_t first, n;		/* of points */
	usec_t from, until;
};

struct exceptions {
	/* Of the handling limits that end today and are not reported done those that are missed: exception_at_risk(). */
	struct queue_row *due;
	size_t n_due;
	size_t n_today, n_over;		/* all that end today (BOARD_DUE + 1: more than BOARD_DUE); over already */

	int32_t day;			/* counted last; 0: none is */
	int32_t before[CONTROL_WEEKS];	/* what it is compared with */
	size_t n_before;		/* below CONTROL_LEAST: nothing can be said */
	size_t numbers;			/* that were looked at */
	struct exception_line *lines;	/* the least likely first */
	size_t n_lines;

	struct board_point *points;
	struct exception_cluster *clusters;	/* the largest first */
	size_t n_clusters;
	int64_t metres, least, alarms;	/* by which settings */
};
/*
 * Whether a case will be late, or is: its limit is over, or ends within two
 * hours, or its unit has not even signed for it in time.
 */
bool exception_at_risk(const struct queue_row *r, usec_t now);
/* As of now; in the arena. */
enum err exceptions_read(struct service *sv, usec_t now, struct exceptions **out) MUST_USE;

#endif
