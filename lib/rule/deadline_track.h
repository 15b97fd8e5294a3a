/*
 * What deadline.c and deadline_trace.c share: the time a clock may count in,
 * and the way through its pauses.
 */
#ifndef LIB_RULE_DEADLINE_TRACK_H
#define LIB_RULE_DEADLINE_TRACK_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/rule/deadline.h"

#define FOREVER INT64_MAX

struct cal_span;

/* The time a clock may count in: all of it, or the calendar's spans. */
struct track {
	const struct calendar *cal;
	const struct cal_span *spans;
	size_t n;
	bool all, duty;
};

/* A way through the stretches between pauses; begin with { pauses, 0, start }. */
struct walk {
	struct pauses pauses;
	size_t next;
	usec_t at;
};

/* The track of a unit.  ERR_INVALID for an unknown one. */
enum err track_of(const struct calendar *cal, enum limit_unit unit, struct track *t) MUST_USE;
/* Counted time in [from, to), both inside the calendar. */
usec_t track_counted(const struct track *t, usec_t from, usec_t to);
/* The next stretch [*from, *to) that is not paused; *to is FOREVER for the last.  False: none. */
bool walk_next(struct walk *w, usec_t *from, usec_t *to);

#endif
