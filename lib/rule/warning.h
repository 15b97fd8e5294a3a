/*
 * Warnings about the handling limit (workflow row 54, R10): which levels hold
 * for a case, and when each is reached.  Pure.
 */
#ifndef LIB_RULE_WARNING_H
#define LIB_RULE_WARNING_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/deadline.h"

/* Percent of the counted limit, and the posts that are told ("UNIT,UNIT_LEADER"). */
struct warning_level {
	int64_t id, class_id;	/* 0: of every class that has none of its own */
	int32_t percent;
	const char *audiences;
};

/*
 * The levels of a class among all, which are sorted by class: *n of them from
 * the one returned on.
 */
const struct warning_level *warning_levels_of(const struct warning_level *all, size_t n_all, int64_t class_id, size_t *n);

/*
 * When percent of the time from start to due is used up.  Counted in the
 * promise's unit; without one of ours, and beyond the calendar, by the clock.
 * From 100 on: the due instant, and as much of the limit more.
 */
enum err warning_at(const struct calendar *cal, usec_t start, usec_t due, enum limit_unit unit,
    struct pauses pauses, int32_t percent, usec_t *at) MUST_USE;

/* The next post of a list into code; returns what follows it, NULL at the end. */
enum { AUDIENCE_MAX = 17 };
const char *warning_next_audience(const char *list, char code[AUDIENCE_MAX]);

#endif
