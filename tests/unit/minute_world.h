/*
 * A world whose time is counted minute by minute, knowing nothing of lib/rule's
 * way: generated calendars around the days on which zones change their clocks,
 * the C library's own reading of every quarter of an hour, and an addition and
 * a measure that look at each minute.
 */
#ifndef TESTS_UNIT_MINUTE_WORLD_H
#define TESTS_UNIT_MINUTE_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/rule/calendar.h"
#include "lib/rule/deadline.h"

enum { WORLD_DAYS = 40, WORLD_MINUTES = WORLD_DAYS * 1440, PAUSES = 4 };

static uint64_t seed = 0x9E3779B97F4A7C15u;

static inline int
dice(int sides)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int)(seed % (uint64_t)sides);
}

static const struct place {
	const char *zone, *around;	/* a date near which the zone's clocks change */
} places[] = {
	{ "Asia/Shanghai", "2026-02-14" }, { "America/New_York", "2015-03-08" },
	{ "America/New_York", "2015-11-01" }, { "Australia/Lord_Howe", "2019-04-07" },
	{ "America/Sao_Paulo", "2017-10-15" }, { "Pacific/Apia", "2011-12-30" },
};

struct world {
	struct cal_window windows[24];
	struct cal_exception exceptions[WORLD_DAYS];
	struct calendar_spec spec;
	const struct calendar *cal;
	usec_t begin;
	int n_days, minutes;
	bool work[WORLD_MINUTES], duty[WORLD_MINUTES];
	struct pause p[PAUSES];
	struct pauses pauses;
};

/* The weekday whose windows a day has; -1: none, for an exception or the weekday says so. */
static inline int
worked_as(const struct world *w, int32_t d, int weekday)
{
	bool makeup = false;

	for (size_t i = 0; i < w->spec.n_exceptions; i++)
		if (w->exceptions[i].day == d && w->exceptions[i].kind == CAL_HOLIDAY)
			return -1;
		else if (w->exceptions[i].day == d)
			makeup = true;
	for (size_t i = 0; i < w->spec.n_windows; i++)
		if (w->windows[i].weekday == weekday)
			return weekday;
	return makeup ? w->spec.makeup_weekday : -1;
}

static inline bool
works(const struct world *w, int weekday, int minute)
{
	for (size_t i = 0; i < w->spec.n_windows; i++)
		if (w->windows[i].weekday == weekday && w->windows[i].from <= minute &&
		    minute < w->windows[i].to)
			return true;
	return false;
}

/* Asks the C library for every quarter of an hour: offsets change only there. */
static inline void
mark_minutes(struct world *w)
{
	struct tm tm = { 0 };
	int weekday = -1;

	for (int m = 0; m < w->minutes; m++) {
		time_t when = (time_t)(w->begin / USEC_SEC) + m * 60;
		int minute;

		if (m % 15 == 0) {
			(void)localtime_r(&when, &tm);
			weekday = worked_as(w, day_of_date(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday),
			    tm.tm_wday);
		}
		minute = tm.tm_hour * 60 + tm.tm_min + m % 15;
		w->work[m] = works(w, weekday, minute);
		w->duty[m] = w->spec.duty_from <= minute && minute < w->spec.duty_to;
	}
}

static inline void
world_build(struct world *w, struct arena *arena)
{
	assert_int_equal(calendar_build(arena, &w->spec, &w->cal), OK);
	w->begin = calendar_begin(w->cal);
	w->minutes = (int)((calendar_end(w->cal) - w->begin) / USEC_MIN);
	assert_true(w->minutes <= w->n_days * 1440 + 60 && w->minutes >= w->n_days * 1440 - 25 * 60);
	w->minutes = w->minutes > WORLD_MINUTES ? WORLD_MINUTES : w->minutes;
	mark_minutes(w);
}

static inline void
new_calendar(struct world *w, struct arena *arena, const struct place *p)
{
	int32_t around;
	size_t n = 0;

	assert_true(parse_date(p->around, &around));
	w->spec = (struct calendar_spec){ .windows = w->windows, .exceptions = w->exceptions,
		.makeup_weekday = 1, .duty_from = dice(700), .duty_to = 701 + dice(740) };
	for (int day_of_week = 0; day_of_week < 7; day_of_week++)
		for (int from = dice(600), k = dice(4) - (day_of_week != 1); k > 0 && from < 1380; k--) {
			int to = dice(5) == 0 ? 1440 : from + 1 + dice(1440 - from);

			w->windows[n++] = (struct cal_window){ day_of_week, from, to };
			from = to + (dice(3) > 0 ? dice(120) : 0);
		}
	if (n == 0 || w->windows[0].weekday > 1)
		w->windows[n++] = (struct cal_window){ 1, 480, 720 };
	w->spec.n_windows = n;
	w->spec.first_day = around - dice(w->n_days - 2);
	w->spec.last_day = w->spec.first_day + w->n_days - 1;
	n = 0;
	for (int i = 0; i < w->n_days; i++)
		if (dice(4) == 0)
			w->exceptions[n++] = (struct cal_exception){ w->spec.first_day + i,
				dice(2) ? CAL_HOLIDAY : CAL_WORKDAY, dice(2) ? "甲" : "乙", NULL };
	w->spec.n_exceptions = n;
	for (size_t i = 0; i < w->spec.n_windows; i++)
		if (w->windows[i].weekday == 1)
			n = 0;
	if (n > 0)	/* make-up days need a Monday to follow */
		w->spec.n_exceptions = 0;
	world_build(w, arena);
}

/* The State Council's days of the turn of 2026: a make-up Sunday and two make-up Saturdays. */
static inline void
china_calendar(struct world *w, struct arena *arena, int32_t first_day)
{
	static const struct {
		const char *from;
		int days;
		enum cal_kind kind;
		const char *name;
	} of_2026[] = {
		{ "2026-01-01", 3, CAL_HOLIDAY, "元旦" }, { "2026-01-04", 1, CAL_WORKDAY, "元旦调休上班" },
		{ "2026-02-14", 1, CAL_WORKDAY, "春节调休上班" }, { "2026-02-15", 9, CAL_HOLIDAY, "春节" },
		{ "2026-02-28", 1, CAL_WORKDAY, "春节调休上班" },
	};
	size_t n = 0;

	w->spec = (struct calendar_spec){ .windows = w->windows, .exceptions = w->exceptions, .makeup_weekday = 1,
		.duty_from = 420, .duty_to = 1380, .first_day = first_day, .last_day = first_day + w->n_days - 1 };
	for (int d = 1; d <= 5; d++) {
		w->windows[n++] = (struct cal_window){ d, 480, 720 };
		w->windows[n++] = (struct cal_window){ d, 840, 1080 };
	}
	w->spec.n_windows = n;
	n = 0;
	for (size_t i = 0; i < sizeof(of_2026) / sizeof(of_2026[0]); i++) {
		int32_t day = 0;

		assert_true(parse_date(of_2026[i].from, &day));
		for (int k = 0; k < of_2026[i].days; k++, day++)
			if (w->spec.first_day <= day && day <= w->spec.last_day)
				w->exceptions[n++] = (struct cal_exception){ day, of_2026[i].kind, of_2026[i].name, NULL };
	}
	w->spec.n_exceptions = n;
	world_build(w, arena);
}

static inline void
new_pauses(struct world *w)
{
	size_t n = (size_t)dice(PAUSES + 1);
	usec_t t = w->begin;

	for (size_t i = 0; i < n; i++) {
		usec_t from = t + dice(w->minutes / 4) * USEC_MIN;

		w->p[i] = (struct pause){ from, from + dice(5000) * USEC_MIN, (int64_t)i + 1, 1 };
		t = from + dice(100) * USEC_MIN;	/* often overlapping */
		if (i + 1 == n && dice(8) == 0)
			w->p[i].until = USEC_NONE;
	}
	w->pauses = (struct pauses){ w->p, n };
}

static inline bool
counts(const struct world *w, int m, enum limit_unit unit)
{
	usec_t t = w->begin + m * USEC_MIN;

	for (size_t i = 0; i < w->pauses.n; i++)
		if (w->pauses.p[i].from <= t && (w->pauses.p[i].until == USEC_NONE || t < w->pauses.p[i].until))
			return false;
	return unit == LIMIT_WORK_HOUR ? w->work[m] : unit == LIMIT_DUTY_HOUR ? w->duty[m] : true;
}

/* The oracle: every minute's share of [from, to). */
static inline usec_t
slow_measure(const struct world *w, usec_t from, usec_t to, enum limit_unit unit)
{
	usec_t sum = 0;

	for (int m = (int)((from - w->begin) / USEC_MIN); m < w->minutes; m++) {
		usec_t a = w->begin + m * USEC_MIN, b = a + USEC_MIN;

		if (a >= to)
			break;
		if (counts(w, m, unit))
			sum += (b < to ? b : to) - (a > from ? a : from);
	}
	return sum;
}

/* The oracle: the instant at which the d-th microsecond has passed; USEC_NONE if it is not there. */
static inline usec_t
slow_add(const struct world *w, usec_t start, usec_t d, enum limit_unit unit)
{
	for (int m = (int)((start - w->begin) / USEC_MIN); d > 0 && m < w->minutes; m++) {
		usec_t a = w->begin + m * USEC_MIN, b = a + USEC_MIN;

		a = a > start ? a : start;
		if (!counts(w, m, unit))
			continue;
		if (d <= b - a)
			return a + d;
		d -= b - a;
	}
	return d == 0 ? start : USEC_NONE;
}

#endif
