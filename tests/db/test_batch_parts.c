/*
 * Parts of the batch program that need no database: the parting of SQL files,
 * the demo's ground, drawn pictures, chance, times and maps of the importer.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/job_demo_draw.h"
#include "batch/job_demo_grid.h"
#include "batch/job_demo_words.h"
#include "batch/job_import.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/script.h"
#include "lib/part/image.h"

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

/* The statements of a text, each in angle brackets. */
static const char *
parts(const char *text)
{
	const char *stmt;
	size_t len;
	struct buf b;

	buf_init(&b, a);
	while (script_next(&text, &stmt, &len))
		buf_printf(&b, "<%.*s>", (int)len, stmt);
	return b.s;
}

static void
scripts_are_parted_at_semicolons_outside_of_texts(void **state)
{
	(void)state;
	assert_string_equal(parts(""), "");
	assert_string_equal(parts(" ; ;; \n"), "");
	assert_string_equal(parts("a; b ;c"), "<a><b><c>");
	assert_string_equal(parts("a 'x;y' b; c"), "<a 'x;y' b><c>");
	assert_string_equal(parts("a 'it''s;' b; c"), "<a 'it''s;' b><c>");
	assert_string_equal(parts("a 'it\\'s;' b; c"), "<a 'it\\'s;' b><c>");
	assert_string_equal(parts("a \"x;'\" b; c"), "<a \"x;'\" b><c>");
	assert_string_equal(parts("a `x;\\` b; c"), "<a `x;\\` b><c>");
	assert_string_equal(parts("-- one; two\na; # three;\nb"), "<a><b>");
	assert_string_equal(parts("a -- 'not a text;\n + 1; b"), "<a -- 'not a text;\n + 1><b>");
	assert_string_equal(parts("a 5--3; b"), "<a 5--3><b>");
	assert_string_equal(parts("a /* ; ' */ b; c /*"), "<a /* ; ' */ b><c>");
	assert_string_equal(parts("a 'open; b"), "<a 'open; b>");
	assert_string_equal(parts("a '街道;𠮷' b;--\n"), "<a '街道;𠮷' b>");
}

static void
the_ground_is_six_hundred_cells(void **state)
{
	int cells = 0, in_base = 0, in_autonomy = 0;

	(void)state;
	for (int r = -1; r <= GRID_ROWS; r++)
		for (int c = -1; c <= GRID_COLS; c++) {
			cells += grid_has(r, c);
			in_base += grid_base(r, c) >= 0;
			in_autonomy += grid_autonomy(r, c) >= 0;
			assert_int_equal(grid_has(r, c), grid_community(r, c) >= 0);
			assert_int_equal(grid_has(r, c), grid_base(r, c) >= 0);
			if (grid_autonomy(r, c) >= 0)
				assert_int_equal(grid_autonomy(r, c), grid_community(r, c));
		}
	assert_int_equal(cells, GRID_CELLS);
	assert_int_equal(in_base, GRID_CELLS);
	for (int i = 0; i < COMMUNITIES; i++)
		assert_in_range(grid_count(grid_community, i), 10, 40);
	for (int i = 0; i < BASE_GRIDS; i++)
		assert_in_range(grid_count(grid_base, i), 15, 45);
	for (int i = 0; i < AUTONOMY_GRIDS; i++)
		assert_in_range(grid_count(grid_autonomy, i), 1, in_autonomy);
}

static void
a_point_lies_in_the_cell_it_was_put_in(void **state)
{
	int row, col, number;
	int32_t lat, lon;

	(void)state;
	for (int r = 0; r < GRID_ROWS; r++)
		for (int c = 0; c < GRID_COLS; c++) {
			assert_int_equal(grid_at(grid_lat(r) - 400, grid_lon(c) + 500, &row, &col), grid_has(r, c));
			assert_int_equal(row, r);
			assert_int_equal(col, c);
		}
	assert_false(grid_at(grid_lat(0) + 1, grid_lon(10), &row, &col));
	assert_false(grid_at(grid_lat(5), grid_lon(0) - 1, &row, &col));
	for (int s = 0; s < STREETS; s++)
		for (uint32_t along = 0; along < 1000; along += 7)
			if (grid_on_street(s, along, along % 2 == 0, &lat, &lon, &number)) {
				assert_true(grid_at(lat, lon, &row, &col));
				assert_in_range(number, 1, 600);
			}
}

static void
an_outline_goes_around_and_closes(void **state)
{
	struct buf b;
	const char *first, *last;

	(void)state;
	for (int i = 0; i < COMMUNITIES; i++) {
		buf_init(&b, a);
		grid_outline(&b, grid_community, i);
		assert_memory_equal(b.s, "POLYGON((", 9);
		first = b.s + 9;
		last = strrchr(b.s, ',') + 1;
		assert_memory_equal(first, last, strcspn(first, ","));
	}
	buf_init(&b, a);
	grid_outline(&b, grid_community, COMMUNITIES);
	assert_string_equal(b.s, "");
}

static void
chance_can_be_repeated(void **state)
{
	struct rng one = rng_stream(1, 'w', 7), same = rng_stream(1, 'w', 7), other = rng_stream(1, 'w', 8);
	int hits = 0;

	(void)state;
	assert_true(rng_next(&one) == rng_next(&same));
	assert_true(rng_next(&one) != rng_next(&other));
	/* the values of the published algorithm for the state 0 */
	one = (struct rng){ 0 };
	assert_true(rng_next(&one) == UINT64_C(0xe220a8397b1dcdaf));
	assert_true(rng_next(&one) == UINT64_C(0x6e789e6aa1b965f4));
	for (int i = 0; i < 10000; i++) {
		assert_in_range(rng_below(&one, 6), 0, 5);
		hits += rng_permille(&one, 250);
	}
	assert_in_range(hits, 2300, 2700);
}

static void
drawn_pictures_are_pictures(void **state)
{
	char name[] = "/tmp/anjuan-draw.XXXXXX";
	int fd = mkstemp(name);
	struct buf one, again, after;
	enum image_format format;
	int32_t w, h;

	(void)state;
	assert_true(fd >= 0);
	(void)unlink(name);
	buf_init(&one, a);
	buf_init(&again, a);
	buf_init(&after, a);
	scene_draw(&one, SCENE_REFUSE, 0, false);
	scene_draw(&again, SCENE_REFUSE, 0, false);
	scene_draw(&after, SCENE_REFUSE, 0, true);
	assert_int_equal(one.len, again.len);
	assert_memory_equal(one.s, again.s, one.len);
	assert_true(one.len != after.len || memcmp(one.s, after.s, one.len) != 0);
	assert_int_equal(write(fd, one.s, one.len), (ssize_t)one.len);
	assert_int_equal(image_check(fd, &format, &w, &h), OK);
	assert_int_equal(format, IMAGE_JPEG);
	assert_int_equal(w, PHOTO_WIDTH);
	assert_int_equal(h, PHOTO_HEIGHT);
	(void)close(fd);
}

static void
times_are_read_strictly(void **state)
{
	static const struct {
		enum time_style style;
		const char *text;
		int64_t seconds;	/* since 1970 UTC; -1: no time */
	} cases[] = {
		{ TIME_US, "10/01/2015 12:06:00 AM", 1443672360 }, { TIME_US, "10/01/2015 12:06:00 PM", 1443715560 },
		{ TIME_US, "10/01/2015 01:06:00 pm", 1443719160 },
		{ TIME_US, "11/01/2015 12:59:59 AM", 1446353999 },
		{ TIME_US, "11/01/2015 01:30:00 AM", 1446355800 },	/* the first of the two */
		{ TIME_US, "11/01/2015 02:00:00 AM", 1446361200 },
		{ TIME_US, "03/13/2016 02:30:00 AM", 1457854200 },	/* does not occur: moved forward */
		{ TIME_US, "02/29/2016 11:59:59 PM", 1456808399 },
		{ TIME_US, "02/29/2015 11:59:59 PM", -1 }, { TIME_US, "13/01/2015 12:06:00 AM", -1 },
		{ TIME_US, "10/01/2015 00:06:00 AM", -1 }, { TIME_US, "10/01/2015 12:60:00 AM", -1 },
		{ TIME_US, "10/1/2015 12:06:00 AM", -1 }, { TIME_US, "10/01/2015 12:06:00", -1 },
		{ TIME_US, "10/01/2015 12:06:00 AMx", -1 }, { TIME_US, "", -1 },
		{ TIME_ISO, "2015-10-01T00:06:00", 1443672360 }, { TIME_ISO, "2015-10-01 00:06:00", 1443672360 },
		{ TIME_ISO, "2015-10-01 24:06:00", -1 }, { TIME_ISO, "2015-10-01", -1 },
	};
	usec_t t;

	(void)state;
	assert_int_equal(zone_use("America/New_York"), OK);
	for (size_t i = 0; i < N(cases); i++) {
		const bool ok = import_time(cases[i].style, cases[i].text, &t);

		if (ok != (cases[i].seconds >= 0) || (ok && t != cases[i].seconds * USEC_SEC))
			fail_msg("%s: %s, %lld", cases[i].text, ok ? "a time" : "no time", (long long)(t / USEC_SEC));
	}
}

static void
the_words_of_the_district_can_be_read(void **state)
{
	const char *top = getenv("top_srcdir");
	struct vocabulary v;

	(void)state;
	assert_int_equal(vocabulary_read(a, arena_printf(a, "%s/sql/seed/demo", top != NULL ? top : "."), &v), OK);
	assert_true(v.n_matters > 60);
	assert_int_equal(vocabulary_read(a, "/nowhere", &v), ERR_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scripts_are_parted_at_semicolons_outside_of_texts),
		cmocka_unit_test(the_ground_is_six_hundred_cells),
		cmocka_unit_test(a_point_lies_in_the_cell_it_was_put_in),
		cmocka_unit_test(an_outline_goes_around_and_closes),
		cmocka_unit_test(chance_can_be_repeated),
		cmocka_unit_test(drawn_pictures_are_pictures),
		cmocka_unit_test(times_are_read_strictly),
		cmocka_unit_test(the_words_of_the_district_can_be_read),
	};

	return cmocka_run_group_tests_name("batch parts", tests, begin, end);
}
