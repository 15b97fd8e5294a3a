/*
 * The office's calendar: which instants are working time and which are the
 * centre's duty time.  Built once from data (windows of a week, exceptions of
 * single days, a range of days) and then only read.
 *
 * An instant belongs to a window when its local reading does, so the night in
 * which summer time ends counts an hour more and the one in which it begins an
 * hour less.  All intervals are half-open.  Local readings come from the zone
 * in use (lib/base/clock.h) at the moment of building.
 */
#ifndef LIB_RULE_CALENDAR_H
#define LIB_RULE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;

enum { CAL_WARN_DAYS = 60 };

/* Stable values: stored. */
enum cal_kind {
	CAL_WORKDAY = 0,	/* exception: a day of rest on which offices work (调休上班) */
	CAL_HOLIDAY = 1,	/* exception: a day off */
	CAL_KIND_MAX
};

/* One working window of a weekday, minutes of the local day, [from, to). */
struct cal_window {
	int weekday;		/* 0 = Sunday … 6 = Saturday */
	int from, to;		/* 0 … 1440 */
};

/* A single day that differs from its weekday. */
struct cal_exception {
	int32_t day;
	enum cal_kind kind;
	const char *zh, *en;	/* name of the holiday; NULL is "" */
};

/* What a calendar is made of; rows of the database or of a seed file. */
struct calendar_spec {
	const struct cal_window *windows;	/* in any order; of one weekday not overlapping */
	size_t n_windows;
	const struct cal_exception *exceptions;	/* in any order; at most one a day */
	size_t n_exceptions;
	int makeup_weekday;	/* whose windows a make-up day has if its own weekday has none; 1 */
	int duty_from, duty_to;	/* the centre's duty time, every day, minutes; 420 … 1380 (S5) */
	usec_t workday_usec;	/* counted time of one working day; 0 means 8 hours */
	int32_t first_day, last_day;	/* the days for which the data hold, both included */
	int64_t version;	/* which calendar this is; stored with every promise */
};

/* A stretch of counted time; before = counted time of all earlier stretches. */
struct cal_span {
	usec_t from, to, before;
};

/* What kind of day it is once the exceptions are applied. */
enum cal_day_kind {
	CAL_DAY_WORK,		/* an ordinary working day */
	CAL_DAY_MAKEUP,		/* works though its weekday rests */
	CAL_DAY_REST,		/* rests as its weekday always does */
	CAL_DAY_HOLIDAY,	/* rests by exception */
	CAL_DAY_KIND_MAX
};

struct cal_day {
	usec_t from;		/* its first instant; the next entry's is its end */
	enum cal_day_kind kind;
	const char *zh, *en;	/* name of the exception, "" without one */
};

/* Read only; made by calendar_build(). */
struct calendar {
	int64_t version;
	usec_t workday_usec;
	int32_t first_day;
	int32_t data_end;	/* last day of the last year with exceptions; first_day - 1 without any */
	size_t n_days;
	const struct cal_day *days;	/* n_days + 1 entries; the last holds only the end */
	const struct cal_span *work;
	size_t n_work;
	const struct cal_span *duty;
	size_t n_duty;
};

/*
 * Builds a calendar in the arena; names are copied.  ERR_INVALID says which
 * window, exception or range is wrong.
 */
enum err calendar_build(struct arena *a, const struct calendar_spec *spec,
    const struct calendar **out) MUST_USE;
/* First instant of the calendar and the one after its last. */
usec_t calendar_begin(const struct calendar *c);
usec_t calendar_end(const struct calendar *c);
/* Whether t lies inside the calendar's days. */
bool calendar_covers(const struct calendar *c, usec_t t);
/*
 * Whether the data are about to end: holidays are published year by year, and
 * a limit that reaches beyond the last known year is counted as if it had
 * none.  True from CAL_WARN_DAYS before the end of that year on.
 */
bool calendar_runs_out(const struct calendar *c, usec_t now);
/* Index in days[] of the day that holds t; t must be covered. */
size_t calendar_day_index(const struct calendar *c, usec_t t);
/* The entry of a local day (lib/base/clock.h's count), or NULL outside the range. */
const struct cal_day *calendar_day(const struct calendar *c, int32_t day);
/* Counted time before t in sorted spans: 0 before the first. */
usec_t span_counted(const struct cal_span *s, size_t n, usec_t t);

#endif
