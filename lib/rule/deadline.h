/*
 * Clocks: from a start, an amount and a unit to the due instant; from two
 * instants to the time counted between them; and why.  Pure functions of
 * their arguments.  All intervals are half-open, all durations microseconds
 * of counted time, and for every start, duration and set of pauses
 *
 *	measure(start, add(start, d)) = d
 *
 * The due instant is the earliest at which d has been counted; what happens
 * at the due instant itself is on time.  (design 4.4; GB/T 30428.8 as
 * standards table 4.1 has it; workflow table 3 for the duty time.)
 */
#ifndef LIB_RULE_DEADLINE_H
#define LIB_RULE_DEADLINE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;
struct calendar;

/* Stable values: stored. */
enum limit_unit {
	LIMIT_NONE = 0,		/* no limit: add gives USEC_NONE, measure counts clock time */
	LIMIT_URGENT_HOUR = 1,	/* 紧急工作时: clock hours, day and night */
	LIMIT_CALENDAR_DAY = 2,	/* 紧急工作日: 24 clock hours each */
	LIMIT_WORK_HOUR = 3,	/* 工作时: inside working time */
	LIMIT_WORK_DAY = 4,	/* 工作日: calendar.workday_usec of working time each */
	LIMIT_DUTY_HOUR = 5,	/* clock hours inside the centre's duty time, holidays included */
	LIMIT_DUTY_MINUTE = 6,	/* the same in minutes */
	LIMIT_URGENT_MINUTE = 7,
	LIMIT_UNIT_MAX
};

/* A stretch in which the clock stands, [from, until). */
struct pause {
	usec_t from;
	usec_t until;		/* USEC_NONE: no end known yet */
	int64_t event;		/* which event set it (why), for the page */
	int64_t by;		/* who allowed it */
};

/* Pauses of one clock, sorted by from; overlaps are counted once. */
struct pauses {
	const struct pause *p;
	size_t n;
};

#define NO_PAUSES ((struct pauses){ NULL, 0 })

/* The stable token of a unit ("work_hour"), and back; LIMIT_UNIT_MAX when unknown. */
const char *limit_unit_token(enum limit_unit unit);
enum limit_unit limit_unit_of(const char *token);
/* The unit that never waits for the morning: duty units become urgent ones (hazards, workflow table 3). */
enum limit_unit limit_unit_urgent(enum limit_unit unit);
/*
 * The counted time of an amount.  ERR_INVALID for a negative amount or an
 * unknown unit; 0 for LIMIT_NONE.
 */
enum err limit_usec(const struct calendar *cal, int32_t amount, enum limit_unit unit,
    usec_t *out) MUST_USE;

/*
 * The due instant of an amount or of a raw duration (usec of counted time).
 * USEC_NONE for LIMIT_NONE, and when a pause without end stands before it.
 * ERR_INVALID names the year for which the calendar has no days: never a
 * guessed date.
 */
enum err deadline_add(const struct calendar *cal, usec_t start, int32_t amount,
    enum limit_unit unit, struct pauses pauses, usec_t *due) MUST_USE;
enum err deadline_add_usec(const struct calendar *cal, usec_t start, usec_t duration,
    enum limit_unit unit, struct pauses pauses, usec_t *due) MUST_USE;
/* Counted time in [from, to); 0 when to is not after from.  ERR_INVALID as above. */
enum err deadline_measure(const struct calendar *cal, usec_t from, usec_t to,
    enum limit_unit unit, struct pauses pauses, usec_t *counted) MUST_USE;
/* Counted time left at now; negative: overdue by so much. */
enum err deadline_remaining(const struct calendar *cal, usec_t now, usec_t due,
    enum limit_unit unit, struct pauses pauses, usec_t *left) MUST_USE;
/*
 * The instant at which num/den of the counted time from start to due is used
 * up (80 per cent: 4, 5), rounded down to the microsecond.
 */
enum err deadline_fraction(const struct calendar *cal, usec_t start, usec_t due,
    enum limit_unit unit, struct pauses pauses, int32_t num, int32_t den,
    usec_t *at) MUST_USE;

/* Why a clock stands where it stands, line by line. */
enum deadline_kind {
	LINE_START,
	LINE_WINDOW,		/* counted time */
	LINE_REST,		/* outside the hours: before the first window, nights of duty time */
	LINE_WEEKEND,		/* days of rest */
	LINE_HOLIDAY,		/* days off by exception, with its name */
	LINE_MAKEUP,		/* from here a make-up day works, with its name; its windows follow */
	LINE_PAUSE,		/* the clock stood */
	LINE_DUE,
	LINE_KIND_MAX
};

struct deadline_line {
	enum deadline_kind kind;
	usec_t from, to;	/* START and DUE: both the instant */
	usec_t counted;		/* of this line; only WINDOW lines have any */
	usec_t sum;		/* counted from the start to the end of this line */
	int32_t days;		/* local days the line covers or, for WINDOW, counts in */
	const char *zh, *en;	/* name of the holiday or make-up day, else "" */
	int64_t event, by;	/* of a PAUSE */
};

struct deadline_trace {
	const struct deadline_line *lines;
	size_t n;
};

/*
 * The clock from start to due (or to any instant, such as now) line by line,
 * in the arena.  The WINDOW lines add up to measure(start, due).  Up to a week
 * each window has its line; beyond, whole working days in a row share one;
 * beyond five weeks weekends no longer part them.
 */
enum err deadline_trace(struct arena *a, const struct calendar *cal, usec_t start, usec_t due,
    enum limit_unit unit, struct pauses pauses, struct deadline_trace *out) MUST_USE;

#endif
