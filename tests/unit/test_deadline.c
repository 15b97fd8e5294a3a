/*
 * The clocks and their explanations, in cases worked out by hand.
 */
#include "config.h"
#include "lib/rule/deadline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

static struct arena *arena;

static const struct cal_window office[] = {
	{ 1, 480, 720 }, { 1, 840, 1080 }, { 2, 480, 720 }, { 2, 840, 1080 }, { 3, 480, 720 },
	{ 3, 840, 1080 }, { 4, 480, 720 }, { 4, 840, 1080 }, { 5, 480, 720 }, { 5, 840, 1080 },
};

static int32_t
day(const char *date)
{
	int32_t d;

	assert_true(parse_date(date, &d));
	return d;
}

/* "2026-02-13 16:00" in the zone in use. */
static usec_t
at(const char *text)
{
	struct civil c = { 0 };

	assert_int_equal(sscanf(text, "%d-%d-%d %d:%d", &c.year, &c.month, &c.day, &c.hour, &c.minute), 5);
	return civil_to(c);
}

/* The State Council's days around New Year and Spring Festival 2026 and May 2026. */
static const struct calendar *
china(void)
{
	struct cal_exception x[32];
	struct calendar_spec spec = { .windows = office, .n_windows = N(office), .exceptions = x,
		.makeup_weekday = 1, .duty_from = 420, .duty_to = 1380, .version = 7,
		.first_day = day("2025-01-01"), .last_day = day("2026-12-31") };
	const struct calendar *c;
	size_t n = 0;

	for (int i = 0; i < 3; i++)
		x[n++] = (struct cal_exception){ day("2026-01-01") + i, CAL_HOLIDAY, "元旦", "New Year" };
	for (int i = 0; i < 9; i++)
		x[n++] = (struct cal_exception){ day("2026-02-15") + i, CAL_HOLIDAY, "春节",
			"Spring Festival" };
	for (int i = 0; i < 5; i++)
		x[n++] = (struct cal_exception){ day("2026-05-01") + i, CAL_HOLIDAY, "劳动节", "Labour Day" };
	x[n++] = (struct cal_exception){ day("2026-02-28"), CAL_WORKDAY, "春节调休上班", NULL };
	x[n++] = (struct cal_exception){ day("2026-02-14"), CAL_WORKDAY, "春节调休上班", "make-up day" };
	x[n++] = (struct cal_exception){ day("2026-01-04"), CAL_WORKDAY, "元旦调休上班", "make-up day" };
	spec.n_exceptions = n;
	assert_int_equal(calendar_build(arena, &spec, &c), OK);
	return c;
}

struct vector {
	const char *start;
	int32_t amount;
	enum limit_unit unit;
	const char *due;
};

static const struct vector vectors[] = {
	{ "2026-03-06 17:00", 4, LIMIT_WORK_HOUR, "2026-03-09 11:00" },	/* over a weekend */
	{ "2026-03-06 12:30", 1, LIMIT_WORK_HOUR, "2026-03-06 15:00" },	/* in the lunch break */
	{ "2026-03-06 12:00", 1, LIMIT_WORK_HOUR, "2026-03-06 15:00" },	/* at a window's end */
	{ "2026-03-06 14:00", 1, LIMIT_WORK_HOUR, "2026-03-06 15:00" },	/* at a window's beginning */
	{ "2026-03-06 08:00", 4, LIMIT_WORK_HOUR, "2026-03-06 12:00" },	/* the earliest instant, not 14:00 */
	{ "2026-03-06 18:00", 1, LIMIT_WORK_HOUR, "2026-03-09 09:00" },
	{ "2026-03-06 10:00", 1, LIMIT_WORK_DAY, "2026-03-09 10:00" },
	{ "2026-03-06 00:00", 1, LIMIT_WORK_DAY, "2026-03-06 18:00" },
	{ "2026-03-06 20:00", 0, LIMIT_WORK_DAY, "2026-03-06 20:00" },
	{ "2026-02-13 16:00", 2, LIMIT_WORK_DAY, "2026-02-24 16:00" },	/* make-up Saturday, Spring Festival */
	{ "2026-02-14 09:00", 4, LIMIT_WORK_HOUR, "2026-02-14 15:00" },	/* on the make-up Saturday */
	{ "2026-02-17 10:00", 1, LIMIT_WORK_HOUR, "2026-02-24 09:00" },	/* inside the holiday */
	{ "2025-12-31 17:00", 8, LIMIT_WORK_HOUR, "2026-01-04 17:00" },	/* New Year, make-up Sunday */
	{ "2026-03-06 17:00", 4, LIMIT_URGENT_HOUR, "2026-03-06 21:00" },
	{ "2026-02-17 23:30", 90, LIMIT_URGENT_MINUTE, "2026-02-18 01:00" },
	{ "2026-02-13 16:00", 3, LIMIT_CALENDAR_DAY, "2026-02-16 16:00" },
	{ "2026-03-06 23:30", 1, LIMIT_DUTY_HOUR, "2026-03-07 08:00" },	/* night waits for 07:00 */
	{ "2026-03-06 22:30", 1, LIMIT_DUTY_HOUR, "2026-03-07 07:30" },
	{ "2026-02-17 06:59", 30, LIMIT_DUTY_MINUTE, "2026-02-17 07:30" },	/* holidays count */
	{ "2026-02-17 22:00", 1, LIMIT_DUTY_HOUR, "2026-02-17 23:00" },
};

static void
by_hand(void **state)
{
	const struct calendar *c = china();

	(void)state;
	for (size_t i = 0; i < N(vectors); i++) {
		const struct vector *v = &vectors[i];
		usec_t due, counted, limit;

		assert_int_equal(deadline_add(c, at(v->start), v->amount, v->unit, NO_PAUSES, &due), OK);
		assert_string_equal(time_local(arena, due), v->due);
		assert_int_equal(limit_usec(c, v->amount, v->unit, &limit), OK);
		assert_int_equal(deadline_measure(c, at(v->start), due, v->unit, NO_PAUSES, &counted), OK);
		assert_int_equal(counted, limit);
	}
}

static void
a_range_that_ends(void **state)
{
	const struct calendar *c = china();
	usec_t due = 42;

	(void)state;
	assert_int_equal(deadline_add(c, at("2026-12-31 17:00"), 1, LIMIT_WORK_HOUR, NO_PAUSES, &due), OK);
	assert_string_equal(time_local(arena, due), "2026-12-31 18:00");
	due = 42;
	assert_int_equal(deadline_add(c, at("2026-12-31 17:00"), 2, LIMIT_WORK_HOUR, NO_PAUSES, &due),
	    ERR_INVALID);
	assert_non_null(strstr(err_text(), "2027"));
	assert_string_equal(err_field(), "calendar");
	assert_int_equal(deadline_add(c, at("2024-12-31 17:00"), 2, LIMIT_WORK_DAY, NO_PAUSES, &due),
	    ERR_INVALID);
	assert_non_null(strstr(err_text(), "2024"));
	assert_int_equal(deadline_measure(c, at("2026-12-01 17:00"), at("2028-01-01 00:01"),
	    LIMIT_WORK_DAY, NO_PAUSES, &due), ERR_INVALID);
	assert_non_null(strstr(err_text(), "2028"));
	assert_int_equal(due, 42);
	/* Clock hours need no calendar. */
	assert_int_equal(deadline_add(c, at("2031-12-31 17:00"), 2, LIMIT_URGENT_HOUR, NO_PAUSES, &due), OK);
	assert_string_equal(time_local(arena, due), "2031-12-31 19:00");
	assert_int_equal(deadline_add(c, INT64_MAX - 5, 2, LIMIT_URGENT_HOUR, NO_PAUSES, &due), ERR_INVALID);
}

static void
bad_arguments(void **state)
{
	const struct calendar *c = china();
	const struct pause unsorted[] = { { 20, 30, 0, 0 }, { 10, 15, 0, 0 } };
	const struct pause backward[] = { { 20, 10, 0, 0 } };
	usec_t out = 42;

	(void)state;
	assert_int_equal(deadline_add(c, 0, -1, LIMIT_URGENT_HOUR, NO_PAUSES, &out), ERR_INVALID);
	assert_int_equal(deadline_add(c, 0, 1, LIMIT_UNIT_MAX, NO_PAUSES, &out), ERR_INVALID);
	assert_int_equal(deadline_add(c, USEC_NONE, 1, LIMIT_URGENT_HOUR, NO_PAUSES, &out), ERR_INVALID);
	assert_int_equal(deadline_add_usec(c, 0, -1, LIMIT_URGENT_HOUR, NO_PAUSES, &out), ERR_INVALID);
	assert_int_equal(deadline_measure(c, 0, 1, (enum limit_unit)99, NO_PAUSES, &out), ERR_INVALID);
	assert_int_equal(deadline_add(c, 0, 1, LIMIT_URGENT_HOUR, (struct pauses){ unsorted, 2 }, &out),
	    ERR_INVALID);
	assert_int_equal(deadline_measure(c, 0, 1, LIMIT_URGENT_HOUR, (struct pauses){ backward, 1 }, &out),
	    ERR_INVALID);
	assert_int_equal(deadline_remaining(c, 0, USEC_NONE, LIMIT_URGENT_HOUR, NO_PAUSES, &out),
	    ERR_INVALID);
	assert_int_equal(deadline_fraction(c, 0, 10, LIMIT_URGENT_HOUR, NO_PAUSES, 1, 0, &out), ERR_INVALID);
	assert_int_equal(out, 42);
	assert_int_equal(deadline_add(c, 0, 1, LIMIT_NONE, NO_PAUSES, &out), OK);
	assert_true(out == USEC_NONE);
	assert_int_equal(deadline_measure(c, 10, 5, LIMIT_URGENT_HOUR, NO_PAUSES, &out), OK);
	assert_int_equal(out, 0);
}

/* Holidays of 2026 are the last: from 2 November on somebody has to be told. */
static void
data_that_end(void **state)
{
	const struct calendar *c = china(), *bare;
	const struct calendar_spec spec = { .windows = office, .n_windows = N(office), .makeup_weekday = 1,
		.duty_from = 420, .duty_to = 1380, .first_day = day("2026-01-01"), .last_day = day("2027-12-31") };

	(void)state;
	assert_int_equal(c->data_end, day("2026-12-31"));
	assert_false(calendar_runs_out(c, at("2026-11-01 23:59")));
	assert_true(calendar_runs_out(c, at("2026-11-02 00:00")));
	assert_true(calendar_runs_out(c, at("2031-01-01 00:00")));
	assert_int_equal(calendar_build(arena, &spec, &bare), OK);
	assert_int_equal(bare->data_end, day("2025-12-31"));
	assert_true(calendar_runs_out(bare, at("2026-01-01 00:00")));
}

static void
bad_calendars(void **state)
{
	static const struct cal_window overlap[] = { { 1, 0, 60 }, { 1, 59, 90 } };
	static const struct cal_window outside[] = { { 1, 0, 1441 } }, empty[] = { { 1, 60, 60 } };
	static const struct cal_window eighth[] = { { 7, 0, 60 } }, monday[] = { { 1, 0, 60 } };
	struct cal_exception twice[] = { { 3, CAL_HOLIDAY, "", "" }, { 3, CAL_WORKDAY, "", "" } };
	const struct calendar_spec good = { .windows = monday, .n_windows = 1, .makeup_weekday = 1,
		.duty_from = 420, .duty_to = 1380, .first_day = 0, .last_day = 30 };
	const struct calendar *c = NULL;
	struct calendar_spec s = good;

	(void)state;
	s.windows = overlap, s.n_windows = 2;
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	s.windows = outside, s.n_windows = 1;
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	s.windows = empty;
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	s.windows = eighth;
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	s = good, s.exceptions = twice, s.n_exceptions = 2;
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	twice[1].day = 4;
	assert_int_equal(calendar_build(arena, &s, &c), OK);
	s.makeup_weekday = 2;	/* has no windows a make-up day could take */
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	s = good, s.last_day = -1;
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	s = good, s.duty_to = 420;
	assert_int_equal(calendar_build(arena, &s, &c), ERR_INVALID);
	s = good, s.n_windows = 0;	/* an office that never works is odd, not wrong */
	assert_int_equal(calendar_build(arena, &s, &c), OK);
	assert_int_equal(c->n_work, 0);
	assert_int_equal(calendar_day(c, 30)->kind, CAL_DAY_REST);
	assert_null(calendar_day(c, 31));
	assert_null(calendar_day(c, -1));
}

static void
pauses_and_fractions(void **state)
{
	const struct calendar *c = china();
	const struct pause p[] = {
		{ at("2026-03-02 09:00"), at("2026-03-02 10:00"), 1, 1 },
		{ at("2026-03-02 09:30"), at("2026-03-02 11:00"), 2, 1 },	/* overlaps: once */
		{ at("2026-03-03 08:00"), USEC_NONE, 3, 1 },
	};
	const usec_t start = at("2026-03-02 08:00");
	usec_t due, left;

	(void)state;
	assert_int_equal(deadline_add(c, start, 3, LIMIT_WORK_HOUR, (struct pauses){ p, 2 }, &due), OK);
	assert_string_equal(time_local(arena, due), "2026-03-02 15:00");
	/* Due exactly where a pause begins: the earliest instant. */
	assert_int_equal(deadline_add(c, start, 1, LIMIT_WORK_HOUR, (struct pauses){ p, 3 }, &due), OK);
	assert_string_equal(time_local(arena, due), "2026-03-02 09:00");
	/* Six hours are there before the pause without end, seven are not. */
	assert_int_equal(deadline_add(c, start, 6, LIMIT_WORK_HOUR, (struct pauses){ p, 3 }, &due), OK);
	assert_string_equal(time_local(arena, due), "2026-03-02 18:00");
	assert_int_equal(deadline_add(c, start, 7, LIMIT_WORK_HOUR, (struct pauses){ p, 3 }, &due), OK);
	assert_true(due == USEC_NONE);
	assert_int_equal(deadline_fraction(c, start, at("2026-03-02 18:00"), LIMIT_WORK_HOUR,
	    (struct pauses){ p, 3 }, 1, 2, &due), OK);
	assert_string_equal(time_local(arena, due), "2026-03-02 15:00");
	assert_int_equal(deadline_remaining(c, start, at("2026-03-02 18:00"), LIMIT_WORK_HOUR,
	    NO_PAUSES, &left), OK);
	assert_int_equal(left, 8 * USEC_HOUR);
	assert_int_equal(deadline_remaining(c, at("2026-03-06 17:00"), at("2026-03-06 16:00"),
	    LIMIT_WORK_DAY, NO_PAUSES, &left), OK);
	assert_int_equal(left, -USEC_HOUR);
	/* An extension added to the old due is the same as a longer limit. */
	assert_int_equal(deadline_add(c, start, 1, LIMIT_WORK_DAY, NO_PAUSES, &due), OK);
	assert_int_equal(deadline_add(c, due, 2, LIMIT_WORK_DAY, NO_PAUSES, &left), OK);
	assert_int_equal(deadline_add(c, start, 3, LIMIT_WORK_DAY, NO_PAUSES, &due), OK);
	assert_int_equal(left, due);
}

static void
tokens(void **state)
{
	(void)state;
	for (enum limit_unit u = LIMIT_NONE; u < LIMIT_UNIT_MAX; u++)
		assert_int_equal(limit_unit_of(limit_unit_token(u)), u);
	assert_int_equal(limit_unit_of("fortnight"), LIMIT_UNIT_MAX);
	assert_int_equal(limit_unit_urgent(LIMIT_DUTY_HOUR), LIMIT_URGENT_HOUR);
	assert_int_equal(limit_unit_urgent(LIMIT_DUTY_MINUTE), LIMIT_URGENT_MINUTE);
	assert_int_equal(limit_unit_urgent(LIMIT_WORK_DAY), LIMIT_WORK_DAY);
	/* Stored values never move. */
	assert_int_equal(LIMIT_URGENT_HOUR, 1);
	assert_int_equal(LIMIT_CALENDAR_DAY, 2);
	assert_int_equal(LIMIT_WORK_HOUR, 3);
	assert_int_equal(LIMIT_WORK_DAY, 4);
	assert_int_equal(LIMIT_DUTY_HOUR, 5);
	assert_int_equal(LIMIT_DUTY_MINUTE, 6);
	assert_int_equal(LIMIT_URGENT_MINUTE, 7);
}

/* A working window through the night of a change of summer time counts what the clock on the wall shows. */
static void
summer_time(void **state)
{
	static const struct cal_window sunday[] = { { 0, 0, 480 }, { 1, 480, 720 } };
	const struct calendar_spec spec = { .windows = sunday, .n_windows = 2, .makeup_weekday = 1,
		.duty_from = 420, .duty_to = 1380, .first_day = day("2015-01-01"),
		.last_day = day("2015-12-31") };
	const struct calendar *c;
	usec_t t;

	(void)state;
	assert_int_equal(zone_use("America/New_York"), OK);
	assert_int_equal(calendar_build(arena, &spec, &c), OK);
	assert_int_equal(deadline_measure(c, at("2015-03-08 00:00"), at("2015-03-08 12:00"),
	    LIMIT_WORK_HOUR, NO_PAUSES, &t), OK);
	assert_int_equal(t, 7 * USEC_HOUR);
	assert_int_equal(deadline_measure(c, at("2015-11-01 00:00"), at("2015-11-01 12:00"),
	    LIMIT_WORK_HOUR, NO_PAUSES, &t), OK);
	assert_int_equal(t, 9 * USEC_HOUR);
	assert_int_equal(deadline_add(c, at("2015-11-01 01:30"), 2, LIMIT_WORK_HOUR, NO_PAUSES, &t), OK);
	assert_string_equal(time_local(arena, t), "2015-11-01 02:30");
	assert_int_equal(deadline_add(c, at("2015-03-08 01:30"), 1, LIMIT_URGENT_HOUR, NO_PAUSES, &t), OK);
	assert_string_equal(time_local(arena, t), "2015-03-08 03:30");
	assert_int_equal(deadline_add(c, at("2015-10-31 22:30"), 1, LIMIT_DUTY_HOUR, NO_PAUSES, &t), OK);
	assert_string_equal(time_local(arena, t), "2015-11-01 07:30");
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
}

/* --- the trace by hand -------------------------------------------------------- */

static const char *const kinds[LINE_KIND_MAX] = {
	[LINE_START] = "start", [LINE_WINDOW] = "window", [LINE_REST] = "rest",
	[LINE_WEEKEND] = "weekend", [LINE_HOLIDAY] = "holiday", [LINE_MAKEUP] = "makeup",
	[LINE_PAUSE] = "pause", [LINE_DUE] = "due",
};

static char *
line_text(const struct deadline_line *l)
{
	return arena_printf(arena, "%s %s - %s %dm %dm %dd %s", kinds[l->kind], time_local(arena, l->from),
	    time_local(arena, l->to), (int)(l->counted / USEC_MIN), (int)(l->sum / USEC_MIN), (int)l->days,
	    l->zh);
}

static void
expect_lines(const struct deadline_trace *t, const char *const *want, size_t n)
{
	for (size_t i = 0; i < t->n && i < n; i++)
		assert_string_equal(line_text(&t->lines[i]), want[i]);
	assert_int_equal(t->n, n);
}

static void
trace_festival(void **state)
{
	static const char *const want[] = {
		"start 2026-02-13 19:00 - 2026-02-13 19:00 0m 0m 0d ",
		"rest 2026-02-13 19:00 - 2026-02-14 00:00 0m 0m 1d ",
		"makeup 2026-02-14 00:00 - 2026-02-14 00:00 0m 0m 1d 春节调休上班",
		"window 2026-02-14 08:00 - 2026-02-14 18:00 480m 480m 1d ",
		"holiday 2026-02-15 00:00 - 2026-02-24 00:00 0m 480m 9d 春节",
		"window 2026-02-24 08:00 - 2026-02-24 12:00 240m 720m 1d ",
		"window 2026-02-24 14:00 - 2026-02-24 18:00 240m 960m 1d ",
		"due 2026-02-24 18:00 - 2026-02-24 18:00 0m 960m 0d ",
	};
	const struct calendar *c = china();
	struct deadline_trace t;
	usec_t due;

	(void)state;
	assert_int_equal(deadline_add(c, at("2026-02-13 19:00"), 2, LIMIT_WORK_DAY, NO_PAUSES, &due), OK);
	assert_int_equal(deadline_trace(arena, c, at("2026-02-13 19:00"), due, LIMIT_WORK_DAY, NO_PAUSES,
	    &t), OK);
	expect_lines(&t, want, N(want));
	assert_string_equal(t.lines[4].en, "Spring Festival");
}

static void
trace_short(void **state)
{
	static const char *const want[] = {
		"start 2026-03-06 12:30 - 2026-03-06 12:30 0m 0m 0d ",
		"rest 2026-03-06 12:30 - 2026-03-06 14:00 0m 0m 1d ",
		"window 2026-03-06 14:00 - 2026-03-06 16:00 120m 120m 1d ",
		"pause 2026-03-06 16:00 - 2026-03-07 10:00 0m 120m 1d ",
		"weekend 2026-03-07 10:00 - 2026-03-09 00:00 0m 120m 2d ",
		"window 2026-03-09 08:00 - 2026-03-09 12:00 240m 360m 1d ",
		"window 2026-03-09 14:00 - 2026-03-09 16:00 120m 480m 1d ",
		"due 2026-03-09 16:00 - 2026-03-09 16:00 0m 480m 0d ",
	};
	static const char *const night[] = {
		"start 2026-02-17 22:30 - 2026-02-17 22:30 0m 0m 0d ",
		"window 2026-02-17 22:30 - 2026-02-17 23:00 30m 30m 1d ",
		"rest 2026-02-17 23:00 - 2026-02-18 07:00 0m 30m 1d ",
		"window 2026-02-18 07:00 - 2026-02-18 07:30 30m 60m 1d ",
		"due 2026-02-18 07:30 - 2026-02-18 07:30 0m 60m 0d ",
	};
	const struct calendar *c = china();
	const struct pause p[] = { { at("2026-03-06 16:00"), at("2026-03-07 10:00"), 88, 9 } };
	struct deadline_trace t;

	(void)state;
	assert_int_equal(deadline_trace(arena, c, at("2026-03-06 12:30"), at("2026-03-09 16:00"),
	    LIMIT_WORK_DAY, (struct pauses){ p, 1 }, &t), OK);
	expect_lines(&t, want, N(want));
	assert_int_equal(t.lines[3].event, 88);
	assert_int_equal(t.lines[3].by, 9);
	assert_int_equal(deadline_trace(arena, c, at("2026-02-17 22:30"), at("2026-02-18 07:30"),
	    LIMIT_DUTY_HOUR, NO_PAUSES, &t), OK);
	expect_lines(&t, night, N(night));
}

static void
trace_long(void **state)
{
	static const char *const weeks[] = {
		"start 2026-04-24 10:00 - 2026-04-24 10:00 0m 0m 0d ",
		"window 2026-04-24 10:00 - 2026-04-24 12:00 120m 120m 1d ",
		"window 2026-04-24 14:00 - 2026-04-24 18:00 240m 360m 1d ",
		"weekend 2026-04-25 00:00 - 2026-04-27 00:00 0m 360m 2d ",
		"window 2026-04-27 08:00 - 2026-04-30 18:00 1920m 2280m 4d ",
		"holiday 2026-05-01 00:00 - 2026-05-06 00:00 0m 2280m 5d 劳动节",
		"window 2026-05-06 08:00 - 2026-05-06 10:00 120m 2400m 1d ",
		"due 2026-05-06 10:00 - 2026-05-06 10:00 0m 2400m 0d ",
	};
	static const char *const half_year[] = {
		"start 2026-03-07 10:00 - 2026-03-07 10:00 0m 0m 0d ",
		"rest 2026-03-07 10:00 - 2026-03-09 08:00 0m 0m 3d ",
		"window 2026-03-09 08:00 - 2026-04-30 18:00 18720m 18720m 39d ",
		"holiday 2026-05-01 00:00 - 2026-05-06 00:00 0m 18720m 5d 劳动节",
		"window 2026-05-06 08:00 - 2026-08-05 18:00 31680m 50400m 66d ",
		"due 2026-08-06 00:00 - 2026-08-06 00:00 0m 50400m 0d ",
	};
	const struct calendar *c = china();
	struct deadline_trace t;

	(void)state;
	assert_int_equal(deadline_trace(arena, c, at("2026-04-24 10:00"), at("2026-05-06 10:00"),
	    LIMIT_WORK_DAY, NO_PAUSES, &t), OK);
	expect_lines(&t, weeks, N(weeks));
	assert_int_equal(deadline_trace(arena, c, at("2026-03-07 10:00"), at("2026-08-06 00:00"),
	    LIMIT_WORK_DAY, NO_PAUSES, &t), OK);
	expect_lines(&t, half_year, N(half_year));
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
		cmocka_unit_test(by_hand),
		cmocka_unit_test(a_range_that_ends),
		cmocka_unit_test(bad_arguments),
		cmocka_unit_test(bad_calendars),
		cmocka_unit_test(data_that_end),
		cmocka_unit_test(pauses_and_fractions),
		cmocka_unit_test(tokens),
		cmocka_unit_test(summer_time),
		cmocka_unit_test(trace_festival),
		cmocka_unit_test(trace_short),
		cmocka_unit_test(trace_long),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
