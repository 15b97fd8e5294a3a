/* The month's end: its steps, its window, and what two snapshots differ in. */
#include "config.h"
#include "lib/rule/monthend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

static void
steps(void **state)
{
	struct month_facts m = { .drafted = USEC_NONE, .until = USEC_NONE, .sealed = USEC_NONE };

	(void)state;
	assert_int_equal(month_step(&m, 50), MONTH_RUNNING);
	m.drafted = 100;
	m.until = 200;
	assert_int_equal(month_step(&m, 100), MONTH_OBJECTIONS);
	assert_int_equal(month_step(&m, 199), MONTH_OBJECTIONS);
	assert_int_equal(month_step(&m, 200), MONTH_READY);
	m.open = 1;
	assert_int_equal(month_step(&m, 199), MONTH_OBJECTIONS);
	assert_int_equal(month_step(&m, 200), MONTH_RULING);
	m.sealed = 300;
	assert_int_equal(month_step(&m, 300), MONTH_SEALED);
}

/* May Day: five days off, and the Saturday after them works. */
static void
window(void **state)
{
	static const struct cal_window hours[] = { { 1, 480, 720 }, { 2, 480, 720 }, { 3, 480, 720 }, { 4, 480, 720 },
		{ 5, 480, 720 } };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const int32_t may = day_of_date(2026, 5, 1);
	struct cal_exception x[6];
	struct calendar_spec spec = { .windows = hours, .n_windows = N(hours), .exceptions = x, .n_exceptions = N(x),
		.makeup_weekday = 1, .duty_from = 420, .duty_to = 1380, .first_day = may - 60, .last_day = may + 60 };
	const struct calendar *c;
	usec_t until;

	(void)state;
	for (int i = 0; i < 5; i++)
		x[i] = (struct cal_exception){ may + i, CAL_HOLIDAY, "劳动节", "Labour Day" };
	x[5] = (struct cal_exception){ may + 8, CAL_WORKDAY, "劳动节调休上班", "make-up day" };
	assert_int_equal(calendar_build(a, &spec, &c), OK);
	/* Wed 6, Thu 7, Fri 8 */
	assert_int_equal(month_window(c, day_start(may) + 10 * USEC_MIN, 3, &until), OK);
	assert_int_equal(until, day_start(may + 8));
	/* and Sat 9, which works */
	assert_int_equal(month_window(c, day_start(may), 4, &until), OK);
	assert_int_equal(until, day_start(may + 9));
	/* the draft's own day is none of them */
	assert_int_equal(month_window(c, day_start(may + 5), 1, &until), OK);
	assert_int_equal(until, day_start(may + 7));
	assert_int_equal(month_window(c, day_start(may), 60, &until), ERR_INVALID);
}

static struct month_text
text(const char *s)
{
	return (struct month_text){ s, strlen(s) };
}

static enum err
say(void *ctx, struct month_text key, struct month_text was, struct month_text is)
{
	struct buf *b = ctx;

	buf_printf(b, "[%.*s %.*s>%.*s]", (int)key.len, key.s, (int)was.len, was.s != NULL ? was.s : "", (int)is.len,
	    is.s != NULL ? is.s : "");
	return OK;
}

/* What differs, in words; "!" before a text that is none. */
static const char *
differs(struct arena *a, const char *was, const char *is)
{
	struct buf b;

	buf_init(&b, a);
	if (month_diff(text(was), text(is), say, &b) != OK)
		return "!";
	return b.len > 0 ? b.s : "";
}

static void
differences(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();

	(void)state;
	assert_string_equal(differs(a, "", ""), "");
	assert_string_equal(differs(a, "a\t1\nb\t2\n", "a\t1\nb\t2\n"), "");
	assert_string_equal(differs(a, "a\t1\nb\t2\n", "a\t1\nb\t3\n"), "[b 2>3]");
	assert_string_equal(differs(a, "a\t1\nc\t2\n", "b\t1\nc\t2\nd\t4\n"), "[a 1>][b >1][d >4]");
	assert_string_equal(differs(a, "", "区\t1\n"), "[区 >1]");
	assert_string_equal(differs(a, "ab\t1\n", "a\t1\nab\t1\n"), "[a >1]");
	assert_string_equal(differs(a, "a\tx y\n", "a\tx\n"), "[a x y>x]");
	assert_string_equal(differs(a, "b\t1\na\t1\n", ""), "!");
	assert_string_equal(differs(a, "a\t1\na\t1\n", ""), "!");
	assert_string_equal(differs(a, "a 1\n", ""), "!");
	assert_string_equal(differs(a, "", "a\t1"), "!");
}

static void
figures(void **state)
{
	(void)state;
	assert_true(month_is_figure(text("unit 12 - n_close")));
	assert_true(month_is_figure(text("all")));
	assert_false(month_is_figure(text("case 000000000012")));
	assert_false(month_is_figure(text("rule account A3 3")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps), cmocka_unit_test(window), cmocka_unit_test(differences), cmocka_unit_test(figures),
	};

	return cmocka_run_group_tests_name("monthend", tests, NULL, NULL);
}
