/*
 * Time.  An instant is microseconds since 1970-01-01 UTC everywhere in C and
 * in the database; local time exists only at the edges, through this file.
 * It is also the only place that asks the clock, so that tests can set it.
 */
#ifndef LIB_BASE_CLOCK_H
#define LIB_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"

typedef int64_t usec_t;

#define USEC_SEC ((usec_t)1000000)
#define USEC_MIN (60 * USEC_SEC)
#define USEC_HOUR (60 * USEC_MIN)
#define USEC_DAY (24 * USEC_HOUR)
#define USEC_NONE INT64_MIN	/* "no instant", NULL in the database */

struct arena;

/* A wall-clock reading in the zone in use. */
struct civil {
	int year, month, day;	/* month 1-12, day 1-31 */
	int hour, minute, second;
	int usec;
	int weekday;		/* 0 = Sunday; set by civil_of(), not read by civil_to() */
};

/* The present instant, or the one set for tests. */
usec_t clock_now(void);
/* Makes clock_now() stand at t; USEC_NONE gives the real clock back. */
void clock_set(usec_t t);
/* Nanoseconds of the monotonic clock, for durations in the log. */
int64_t clock_mono_ns(void);

/*
 * Sets the process's zone ("Asia/Shanghai"), by the C library's own zone
 * files.  ERR_INVALID when there is no such zone.  Not thread safe.
 */
enum err zone_use(const char *name) MUST_USE;
/* The instant's wall-clock reading in the zone. */
struct civil civil_of(usec_t t);
/*
 * The instant of a wall-clock reading; out-of-range fields are carried over
 * (day 32 is the next month).  A reading that occurs twice (end of summer
 * time) is the first of the two; one that does not occur is moved forward.
 */
usec_t civil_to(struct civil c);

/* Days since 1970-01-01 of a proleptic Gregorian date, and back. */
int32_t day_of_date(int year, int month, int day);
void date_of_day(int32_t day, int *year, int *month, int *mday);
/* 0 = Sunday … 6 = Saturday. */
int weekday_of_day(int32_t day);
/* The local calendar day of an instant, and the instant at which a local day begins. */
int32_t day_of(usec_t t);
usec_t day_start(int32_t day);
/* First instant of a month; month may run over (13 = next January). */
usec_t month_start(int year, int month);
/* "YYYY-MM-DD" strictly; false when it is no date. */
bool parse_date(const char *s, int32_t *day);
/* "YYYY-MM" strictly. */
bool parse_month(const char *s, int *year, int *month);

/* "2026-11-22T05:56:01.123456Z" */
char *time_iso(struct arena *a, usec_t t);
/* Local "2026-11-22 13:56"; "" for USEC_NONE. */
char *time_local(struct arena *a, usec_t t);
/* Local "2026-11-22". */
char *time_local_date(struct arena *a, usec_t t);

#endif
