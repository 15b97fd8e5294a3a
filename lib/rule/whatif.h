/*
 * What a change of the calendar or of a limit would touch.  Nothing that is
 * promised moves: this says what would have been otherwise.  Pure.
 */
#ifndef LIB_RULE_WHATIF_H
#define LIB_RULE_WHATIF_H

#include <stddef.h>
#include <stdint.h>

#include "lib/rule/deadline.h"

/* A clock as it was set; would is what another rule gives. */
struct whatif {
	int64_t case_id;
	const char *number;
	usec_t started, due, ended;	/* ended USEC_NONE: it runs */
	int32_t amount;
	enum limit_unit unit;
	usec_t would;
};

struct whatif_tally {
	int64_t all, same, earlier, later;	/* due instants against those that would be */
	int64_t unknown;		/* beyond the calendar, or without an amount */
	int64_t late, would_late;	/* of those that ended: past the due, past the other */
};

/*
 * Fills would of each row: counted from its start by cal, with the row's own
 * limit, or with amount and unit where amount is not below 0.  Urgent clocks
 * keep running through nights.
 */
void whatif_run(const struct calendar *cal, struct whatif *rows, size_t n, int32_t amount, enum limit_unit unit,
    struct whatif_tally *out);

/* A day that another calendar has otherwise: kind is enum cal_kind, -1 for none. */
struct whatif_day {
	int32_t day;
	int was, is;
};
struct cal_exception;
/*
 * The exceptions of before and after that differ, by day; both sorted.  out
 * has room for n_before + n_after; returns how many.
 */
size_t whatif_days(const struct cal_exception *before, size_t n_before, const struct cal_exception *after,
    size_t n_after, struct whatif_day *out);

#endif
