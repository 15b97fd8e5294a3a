/* Areas: read, checked, brought into one form, compared. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/rule/shape.h"

#include "lib/base/banned.h"

static struct arena *a;

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* What is wrong with a text, at which corner; "" for nothing. */
static const char *
fault(const char *text)
{
	struct shape s;
	size_t at;
	const char *bad = shape_parse(a, text, &s, &at);

	if (bad == NULL)
		bad = shape_check(&s, &at);
	return bad == NULL ? "" : arena_printf(a, "%s %zu", bad, at);
}

static struct shape
shape(const char *text)
{
	struct shape s;
	size_t at;

	assert_null(shape_parse(a, text, &s, &at));
	shape_order(a, &s);
	return s;
}

#define SQUARE "31.0 118.0; 31.0 118.1; 31.1 118.1; 31.1 118.0"

static void
test_faults(void **state)
{
	static const struct {
		const char *text, *fault;
	} cases[] = {
		{ SQUARE, "" },
		{ SQUARE "; 31.0 118.0", "" },
		{ "31.0,118.0\r\n31.0,118.1\r\n31.1, 118.1\r\n", "" },
		{ SQUARE " | 31.02 118.02; 31.05 118.05; 31.02 118.05", "" },
		{ "", "Err.shape_few 1" },
		{ "31 118\n31 118.1", "Err.shape_few 3" },
		{ "31 118\n31 118.1\n91 118", "Err.shape_line 3" },
		{ "31 118\n31\n31.1 118", "Err.shape_line 2" },
		{ "31 118\n31 118.1 7\n31.1 118", "Err.shape_line 2" },
		{ "31 118\n31 １１８.1\n31.1 118", "Err.shape_line 2" },
		/* a bow */
		{ "31.0 118.0; 31.1 118.1; 31.0 118.1; 31.1 118.0", "Err.shape_crosses 1" },
		/* a corner on another edge */
		{ "31.0 118.0; 31.0 118.2; 31.1 118.2; 31.0 118.1; 31.1 118.0", "Err.shape_crosses 1" },
		/* there and back */
		{ "31.0 118.0; 31.0 118.2; 31.0 118.1; 31.1 118.0", "Err.shape_crosses 1" },
		{ "31.0 118.0; 31.1 118.1; 31.2 118.2", "Err.shape_crosses 1" },
		{ "31.0 118.0; 31.0 118.0; 31.1 118.1; 31.1 118.0", "Err.shape_twice 1" },
		/* the last edge spikes over the first */
		{ "31.0 118.0; 31.0 118.1; 31.1 118.1; 31.0 118.2", "Err.shape_crosses 1" },
		/* a hole outside, one that touches, one across */
		{ SQUARE " | 32.02 118.02; 32.05 118.05; 32.02 118.05", "Err.shape_hole 5" },
		{ SQUARE " | 31.0 118.02; 31.05 118.05; 31.02 118.05", "Err.shape_crosses 1" },
		{ SQUARE " | 31.02 118.02; 31.2 118.05; 31.02 118.05", "Err.shape_crosses 3" },
	};

	(void)state;
	for (size_t i = 0; i < N(cases); i++)
		assert_string_equal(fault(cases[i].text), cases[i].fault);
}

static void
test_limits(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, a);
	for (int i = 0; i <= SHAPE_CORNERS_MAX; i++)
		buf_printf(&b, "31.%06d 118.%06d\n", i, i * i % 1000);
	assert_string_equal(fault(b.s), "Err.shape_many 2001");
	buf_init(&b, a);
	for (int i = 0; i <= SHAPE_RINGS_MAX; i++)
		buf_printf(&b, "31.%02d 118.0; 31.%02d 118.1; 31.%02d5 118.0|", i, i, i);
	assert_string_equal(arena_strndup(a, fault(b.s), strlen("Err.shape_many")), "Err.shape_many");
}

/* However a file begins and turns a ring, one form comes out; and it is read back as it is. */
static void
test_one_form(void **state)
{
	static const char *const same[] = { SQUARE, "31.1 118.1; 31.1 118.0; 31.0 118.0; 31.0 118.1; 31.1 118.1",
		"31.1 118.0\n31.1 118.1\n31.0 118.1\n31.0 118.0" };
	struct shape s, again;

	(void)state;
	for (size_t i = 0; i < N(same); i++) {
		s = shape(same[i]);
		assert_string_equal(shape_text(a, &s, "; ", " | "),
		    "31.000000 118.000000; 31.000000 118.100000; 31.100000 118.100000; 31.100000 118.000000");
	}
	s = shape(SQUARE " | 31.06 118.06; 31.09 118.06; 31.09 118.09 | 31.02 118.02; 31.05 118.05; 31.02 118.05");
	assert_string_equal(shape_wkt(a, &s), "POLYGON((118000000 31000000,118100000 31000000,118100000 31100000,"
	    "118000000 31100000,118000000 31000000),(118020000 31020000,118050000 31050000,118050000 31020000,118020000 31020000),"
	    "(118060000 31060000,118060000 31090000,118090000 31090000,118060000 31060000))");
	assert_true(shape_of_wkt(a, shape_wkt(a, &s), &again));
	assert_string_equal(shape_text(a, &again, "\n", "\n\n"), shape_text(a, &s, "\n", "\n\n"));
	again = shape(shape_text(a, &s, "\n", "\n\n"));
	assert_string_equal(shape_wkt(a, &again), shape_wkt(a, &s));
	assert_false(shape_of_wkt(a, "POINT(1 2)", &again));
	assert_false(shape_of_wkt(a, "POLYGON((1 2,3", &again));
	assert_false(shape_of_wkt(a, "POLYGON((nan 2,3 4,5 6,1 2))", &again));
}

static void
test_two(void **state)
{
	const struct shape s = shape(SQUARE), inside = shape("31.02 118.02; 31.05 118.05; 31.02 118.05"),
	    beside = shape("31.0 118.1; 31.0 118.2; 31.1 118.2; 31.1 118.1"),
	    nearly = shape("31.0 118.0999; 31.0 118.2; 31.1 118.2; 31.1 118.0999"),
	    over = shape("31.05 118.05; 31.05 118.2; 31.2 118.2; 31.2 118.05"),
	    across = shape("30.9 118.04; 30.9 118.06; 31.2 118.06; 31.2 118.04"),
	    ring = shape(SQUARE " | 31.01 118.01; 31.09 118.01; 31.09 118.09; 31.01 118.09");

	(void)state;
	assert_true(shape_has(&s, (struct corner){ 31050000, 118050000 }, 0));
	assert_false(shape_has(&s, (struct corner){ 31150000, 118050000 }, 0));
	assert_true(shape_has(&s, (struct corner){ 31100100, 118050000 }, SHAPE_NEAR));
	assert_false(shape_has(&ring, (struct corner){ 31050000, 118050000 }, SHAPE_NEAR));
	assert_true(shape_inside(&inside, &s));
	assert_true(shape_inside(&s, &s));
	assert_false(shape_inside(&over, &s));
	assert_false(shape_overlap(&s, &beside));
	assert_false(shape_overlap(&s, &nearly));
	assert_true(shape_overlap(&s, &over));
	assert_true(shape_overlap(&s, &across));
	assert_true(shape_overlap(&inside, &s));
	assert_true(shape_overlap(&s, &s));
	assert_false(shape_overlap(&inside, &ring));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_one_form),
		cmocka_unit_test(test_two),
	};

	return cmocka_run_group_tests_name("shape", tests, begin, end);
}
