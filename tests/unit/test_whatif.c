/* What a change would touch: days that differ, and clocks counted another way. */
#include "config.h"
#include "lib/rule/whatif.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

static void
days(void **state)
{
	const struct cal_exception before[] = { { 10, CAL_HOLIDAY, "甲", "" }, { 12, CAL_HOLIDAY, "甲", "" }, { 20, CAL_WORKDAY, "乙", "" } },
	    after[] = { { 10, CAL_HOLIDAY, "丙", "" }, { 12, CAL_WORKDAY, "甲", "" }, { 15, CAL_HOLIDAY, "丁", "" } };
	struct whatif_day out[6];

	(void)state;
	assert_int_equal(whatif_days(before, N(before), after, N(after), out), 3);
	assert_true(out[0].day == 12 && out[0].was == CAL_HOLIDAY && out[0].is == CAL_WORKDAY);
	assert_true(out[1].day == 15 && out[1].was == -1 && out[1].is == CAL_HOLIDAY);
	assert_true(out[2].day == 20 && out[2].was == CAL_WORKDAY && out[2].is == -1);
	assert_int_equal(whatif_days(before, 0, after, 0, out), 0);
}

/* A new holiday under a limit of one working day, a shorter limit, and a hazard that knows no nights. */
static void
clocks(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const int32_t monday = day_of_date(2026, 3, 2);
	const struct cal_window w[] = { { 1, 480, 960 }, { 2, 480, 960 }, { 3, 480, 960 }, { 4, 480, 960 }, { 5, 480, 960 } };
	const struct cal_exception off[] = { { monday + 1, CAL_HOLIDAY, "新假", "new" } };
	struct calendar_spec spec = { .windows = w, .n_windows = N(w), .exceptions = off, .n_exceptions = 1, .makeup_weekday = 1,
		.duty_from = 420, .duty_to = 1380, .first_day = monday - 7, .last_day = monday + 30 };
	const usec_t t = day_start(monday);
	struct whatif r[] = {
		{ .started = t + 9 * USEC_HOUR, .due = t + 33 * USEC_HOUR, .ended = USEC_NONE, .amount = 1, .unit = LIMIT_WORK_DAY },
		{ .started = t + 9 * USEC_HOUR, .due = t + 10 * USEC_HOUR, .ended = t + 10 * USEC_HOUR, .amount = 60, .unit = LIMIT_DUTY_MINUTE },
		{ .started = t + 22 * USEC_HOUR, .due = t + 25 * USEC_HOUR, .ended = USEC_NONE, .amount = 3, .unit = LIMIT_URGENT_HOUR },
		{ .started = t, .due = t + USEC_DAY, .ended = USEC_NONE, .unit = LIMIT_NONE },
		{ .started = t - 300 * USEC_DAY, .due = t, .ended = USEC_NONE, .amount = 1, .unit = LIMIT_WORK_DAY },
	};
	const struct calendar *cal;
	struct whatif_tally n;

	(void)state;
	assert_int_equal(calendar_build(a, &spec, &cal), OK);
	whatif_run(cal, r, N(r), -1, LIMIT_NONE, &n);
	assert_int_equal(n.all, 5);
	assert_int_equal(r[0].would, t + 57 * USEC_HOUR);	/* a day later */
	assert_true(n.later == 1 && n.same == 2 && n.earlier == 0 && n.unknown == 2);
	assert_true(n.late == 0 && n.would_late == 0);
	whatif_run(cal, r, N(r), 30, LIMIT_DUTY_MINUTE, &n);
	assert_int_equal(r[1].would, t + 9 * USEC_HOUR + 30 * USEC_MIN);
	assert_int_equal(r[2].would, t + 22 * USEC_HOUR + 30 * USEC_MIN);
	assert_int_equal(n.would_late, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(days), cmocka_unit_test(clocks) };

	return zone_use("Asia/Shanghai") != OK || cmocka_run_group_tests_name("whatif", tests, NULL, NULL);
}
