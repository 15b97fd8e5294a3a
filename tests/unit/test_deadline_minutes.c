/*
 * The clocks against a counter that goes minute by minute, over generated
 * calendars, histories and zones: what is added must measure the same, and
 * every explanation must add up.
 */
#include "config.h"
#include "lib/rule/deadline.h"

#include "lib/base/check.h"
#include "tests/unit/minute_world.h"

#include "lib/base/banned.h"

static struct arena *arena;
static struct world w;

enum { DAYS = 16, HISTORIES = 4, CALENDARS = 420 };	/* six zones x 420 calendars x 4 histories = 10,080 */

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
		assert_int_equal(slow_measure(&w, l->from, l->to, unit), l->counted);
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
	assert_int_equal(got, slow_measure(&w, start, to, unit));
	check_trace(start, to, unit, got);
	want = slow_add(&w, start, d, unit);
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
	w.n_days = DAYS;
	for (size_t p = 0; p < N(places); p++) {
		assert_int_equal(zone_use(places[p].zone), OK);
		for (int i = 0; i < CALENDARS; i++) {
			arena_reset(arena);
			new_calendar(&w, arena, &places[p]);
			for (int h = 0; h < HISTORIES; h++, histories++) {
				new_pauses(&w);
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
