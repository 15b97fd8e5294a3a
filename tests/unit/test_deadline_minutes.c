/*
 * The clocks against a counter that goes minute by minute, over generated
 * calendars, histories and zones: what is added must measure the same, and
 * every explanation must add up.
 */
#include "config.h"
#include "lib/rule/deadline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

static struct arena *arena;

enum { DAYS = 16, QUARTERS = DAYS * 96, MINUTES = QUARTERS * 15, PAUSES = 4, HISTORIES = 4,
	CALENDARS = 420 };	/* six zones x 420 calendars x 4 histories = 10,080 */

static uint64_t seed = 0x9E3779B97F4A7C15u;

static int
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
	struct cal_exception exceptions[DAYS];
	struct calendar_spec spec;
	const struct calendar *cal;
	usec_t begin;
	int minutes;
	bool work[MINUTES], duty[MINUTES];
	struct pause p[PAUSES];
	struct pauses pauses;
};

static struct world w;

/* The weekday whose windows a day has; -1: none, for an exception or the weekday says so. */
static int
worked_as(int32_t d, int weekday)
{
	bool makeup = false;

	for (size_t i = 0; i < w.spec.n_exceptions; i++)
		if (w.exceptions[i].day == d && w.exceptions[i].kind == CAL_HOLIDAY)
			return -1;
		else if (w.exceptions[i].day == d)
			makeup = true;
	for (size_t i = 0; i < w.spec.n_windows; i++)
		if (w.windows[i].weekday == weekday)
			return weekday;
	return makeup ? w.spec.makeup_weekday : -1;
}

static bool
works(int weekday, int minute)
{
	for (size_t i = 0; i < w.spec.n_windows; i++)
		if (w.windows[i].weekday == weekday && w.windows[i].from <= minute &&
		    minute < w.windows[i].to)
			return true;
	return false;
}

/* Asks the C library for every quarter of an hour: offsets change only there. */
static void
mark_minutes(void)
{
	struct tm tm = { 0 };
	int weekday = -1;

	for (int m = 0; m < w.minutes; m++) {
		time_t when = (time_t)(w.begin / USEC_SEC) + m * 60;
		int minute;

		if (m % 15 == 0) {
			(void)localtime_r(&when, &tm);
			weekday = worked_as(day_of_date(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday),
			    tm.tm_wday);
		}
		minute = tm.tm_hour * 60 + tm.tm_min + m % 15;
		w.work[m] = works(weekday, minute);
		w.duty[m] = w.spec.duty_from <= minute && minute < w.spec.duty_to;
	}
}

static void
new_calendar(const struct place *p)
{
	int32_t around;
	size_t n = 0;

	assert_true(parse_date(p->around, &around));
	w.spec = (struct calendar_spec){ .windows = w.windows, .exceptions = w.exceptions,
		.makeup_weekday = 1, .duty_from = dice(700), .duty_to = 701 + dice(740) };
	for (int day_of_week = 0; day_of_week < 7; day_of_week++)
		for (int from = dice(600), k = dice(4) - (day_of_week != 1); k > 0 && from < 1380; k--) {
			int to = dice(5) == 0 ? 1440 : from + 1 + dice(1440 - from);

			w.windows[n++] = (struct cal_window){ day_of_week, from, to };
			from = to + (dice(3) > 0 ? dice(120) : 0);
		}
	if (n == 0 || w.windows[0].weekday > 1)
		w.windows[n++] = (struct cal_window){ 1, 480, 720 };
	w.spec.n_windows = n;
	w.spec.first_day = around - dice(DAYS - 2);
	w.spec.last_day = w.spec.first_day + DAYS - 1;
	n = 0;
	for (int i = 0; i < DAYS; i++)
		if (dice(4) == 0)
			w.exceptions[n++] = (struct cal_exception){ w.spec.first_day + i,
				dice(2) ? CAL_HOLIDAY : CAL_WORKDAY, dice(2) ? "甲" : "乙", NULL };
	w.spec.n_exceptions = n;
	for (size_t i = 0; i < w.spec.n_windows; i++)
		if (w.windows[i].weekday == 1)
			n = 0;
	if (n > 0)	/* make-up days need a Monday to follow */
		w.spec.n_exceptions = 0;
	assert_int_equal(calendar_build(arena, &w.spec, &w.cal), OK);
	w.begin = calendar_begin(w.cal);
	w.minutes = (int)((calendar_end(w.cal) - w.begin) / USEC_MIN);
	assert_true(w.minutes <= MINUTES + 60 && w.minutes >= MINUTES - 25 * 60);
	w.minutes = w.minutes > MINUTES ? MINUTES : w.minutes;
	mark_minutes();
}

static void
new_pauses(void)
{
	size_t n = (size_t)dice(PAUSES + 1);
	usec_t t = w.begin;

	for (size_t i = 0; i < n; i++) {
		usec_t from = t + dice(w.minutes / 4) * USEC_MIN;

		w.p[i] = (struct pause){ from, from + dice(5000) * USEC_MIN, (int64_t)i + 1, 1 };
		t = from + dice(100) * USEC_MIN;	/* often overlapping */
		if (i + 1 == n && dice(8) == 0)
			w.p[i].until = USEC_NONE;
	}
	w.pauses = (struct pauses){ w.p, n };
}

static bool
counts(int m, enum limit_unit unit)
{
	usec_t t = w.begin + m * USEC_MIN;

	for (size_t i = 0; i < w.pauses.n; i++)
		if (w.p[i].from <= t && (w.p[i].until == USEC_NONE || t < w.p[i].until))
			return false;
	return unit == LIMIT_WORK_HOUR ? w.work[m] : unit == LIMIT_DUTY_HOUR ? w.duty[m] : true;
}

/* The oracle: every minute's share of [from, to). */
static usec_t
slow_measure(usec_t from, usec_t to, enum limit_unit unit)
{
	usec_t sum = 0;

	for (int m = (int)((from - w.begin) / USEC_MIN); m < w.minutes; m++) {
		usec_t a = w.begin + m * USEC_MIN, b = a + USEC_MIN;

		if (a >= to)
			break;
		if (counts(m, unit))
			sum += (b < to ? b : to) - (a > from ? a : from);
	}
	return sum;
}

/* The oracle: the instant at which the d-th microsecond has passed; USEC_NONE if it is not there. */
static usec_t
slow_add(usec_t start, usec_t d, enum limit_unit unit)
{
	for (int m = (int)((start - w.begin) / USEC_MIN); d > 0 && m < w.minutes; m++) {
		usec_t a = w.begin + m * USEC_MIN, b = a + USEC_MIN;

		a = a > start ? a : start;
		if (!counts(m, unit))
			continue;
		if (d <= b - a)
			return a + d;
		d -= b - a;
	}
	return d == 0 ? start : USEC_NONE;
}

static void
check_trace(usec_t start, usec_t due, enum limit_unit unit, usec_t counted)
{
	struct deadline_trace t;
	usec_t sum = 0, last = start;

	assert_int_equal(deadline_trace(arena, w.cal, start, due, unit, w.pauses, &t), OK);
	assert_true(t.n >= 2 && t.lines[0].kind == LINE_START && t.lines[t.n - 1].kind == LINE_DUE);
	for (size_t i = 0; i < t.n; i++) {
		const struct deadline_line *l = &t.lines[i];

		assert_true(l->from >= last && l->to >= l->from);
		assert_true(l->kind == LINE_WINDOW ? l->counted > 0 : l->counted == 0);
		assert_int_equal(slow_measure(l->from, l->to, unit), l->counted);
		assert_int_equal(l->sum, sum += l->counted);
		last = l->to;
	}
	assert_int_equal(sum, counted);
	assert_int_equal(last, due);
}

static void
check_history(enum limit_unit unit)
{
	usec_t start = w.begin + dice(w.minutes * 3 / 4) * USEC_MIN;
	usec_t d = dice(4000) * USEC_MIN, due = USEC_NONE, want, got, end = w.begin + w.minutes * USEC_MIN;
	usec_t to;
	enum err e;

	if (dice(2)) {
		start += dice(60000000);
		d += dice(60000000);
	}
	to = start + dice((int)((end - start) / USEC_MIN)) * USEC_MIN;
	assert_int_equal(deadline_measure(w.cal, start, to, unit, w.pauses, &got), OK);
	assert_int_equal(got, slow_measure(start, to, unit));
	check_trace(start, to, unit, got);
	want = slow_add(start, d, unit);
	e = deadline_add_usec(w.cal, start, d, unit, w.pauses, &due);
	if (want != USEC_NONE) {
		assert_int_equal(e, OK);
		assert_int_equal(due, want);
		assert_int_equal(deadline_measure(w.cal, start, due, unit, w.pauses, &got), OK);
		assert_int_equal(got, d);
		check_trace(start, due, unit, d);
	} else if (unit != LIMIT_URGENT_HOUR) {
		/* Nothing of the range is left: an error or a clock that stands, never a date inside. */
		assert_true(e == ERR_INVALID || (e == OK && (due == USEC_NONE || due > end)));
	}
}

static void
against_minutes(void **state)
{
	static const enum limit_unit units[] = { LIMIT_WORK_HOUR, LIMIT_DUTY_HOUR, LIMIT_URGENT_HOUR };
	int histories = 0;

	(void)state;
	for (size_t p = 0; p < N(places); p++) {
		assert_int_equal(zone_use(places[p].zone), OK);
		for (int i = 0; i < CALENDARS; i++) {
			arena_reset(arena);
			new_calendar(&places[p]);
			for (int h = 0; h < HISTORIES; h++, histories++) {
				new_pauses();
				for (size_t u = 0; u < N(units); u++)
					check_history(units[u]);
			}
		}
	}
	assert_true(histories >= 10000);
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
}

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return zone_use("Asia/Shanghai") == OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(against_minutes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
