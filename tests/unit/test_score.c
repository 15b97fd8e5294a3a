/* Composite scores: vectors by hand, absent parts, what is taken off, ties, grades at their edges. */
#include "config.h"
#include "lib/rule/score.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static struct arena *arena;

static const struct score_grade grades[] = {
	{ "A", 9000, "green" }, { "B", 7500, "blue" }, { "C", 6000, "yellow" }, { "D", 4000, "red" }, { "E", 0, "black" },
};

/* The department of standards 3. */
static struct score_scheme
department(void)
{
	struct score_scheme s = { .code = "unit", .target = "unit", .least_count = "n_close_due", .least = 5, .n_parts = 4, .parts = {
		{ .form = SCORE_STEPS, .indicator = "n_filed", .weight = 10 },
		{ .form = SCORE_RATE, .indicator = "r_close", .weight = 30 },
		{ .form = SCORE_RATE, .indicator = "r_dispose_ontime", .weight = 30 },
		{ .form = SCORE_RATE, .indicator = "r_rework", .weight = 30, .lower = true },
	} };

	assert_true(score_steps_read("50:100 100:90 200:75 500:60 1000:40 *:0", s.parts[0].steps, &s.parts[0].n_steps));
	return s;
}

static struct counts
counts(int64_t filed, int64_t due, int64_t closed, int64_t ontime, int64_t disposed, int64_t reworked)
{
	return (struct counts){ .v = { [N_FILED] = filed, [N_CLOSE_DUE] = due, [N_DISPOSE_DUE] = due, [N_CLOSE] = closed,
		[N_DISPOSE_ONTIME] = ontime, [N_DISPOSE] = disposed, [N_REWORK] = reworked } };
}

static void
expect(const struct score_scheme *s, const struct counts *c, const char *points, const char *grade)
{
	const struct score_input in = { .counts = c };
	struct score out;

	score_of(s, &in, &out);
	assert_string_equal(score_print(arena, &out), points);
	if (grade == NULL)
		assert_null(score_grade(&out, grades, N(grades)));
	else
		assert_string_equal(score_grade(&out, grades, N(grades))->letter, grade);
}

static void
vectors(void **state)
{
	const struct score_scheme s = department();
	const struct counts by_hand = counts(80, 10, 9, 8, 10, 1), idle = counts(0, 0, 0, 0, 0, 0),
	    no_rework = counts(80, 10, 9, 8, 0, 0), worst = counts(2000, 10, 0, 0, 10, 10), best = counts(50, 7, 7, 7, 7, 0);

	(void)state;
	expect(&s, &by_hand, "87.00", "B");	/* 10×0.9 + 30×0.9 + 30×0.8 + 30×0.9 */
	expect(&s, &no_rework, "85.71", "B");	/* (9 + 27 + 24) ÷ 70 */
	expect(&s, &idle, "—", NULL);	/* nothing but the step of no cases applies */
	expect(&s, &worst, "0.00", "E");
	expect(&s, &best, "100.00", "A");
}

static void
nothing_applies(void **state)
{
	struct score_scheme s = department();
	const struct counts idle = counts(0, 0, 0, 0, 0, 0);
	const struct score_input in = { .counts = &idle };
	struct score out;

	(void)state;
	s.parts[0] = s.parts[1];
	expect(&s, &idle, "—", NULL);
	score_of(&s, &in, &out);
	assert_false(out.ranked);
}

static void
least(void **state)
{
	const struct score_scheme s = department();
	const struct counts four = counts(4, 4, 4, 4, 4, 0), five = counts(5, 5, 5, 5, 5, 0);
	const struct score_input few = { .counts = &four }, enough = { .counts = &five };
	struct score a, b;
	struct score *both[] = { &a, &b };

	(void)state;
	score_of(&s, &few, &a);
	score_of(&s, &enough, &b);
	assert_true(a.applies && !a.ranked && b.ranked);
	score_rank(both, N(both));
	assert_int_equal(a.rank, 0);
	assert_int_equal(b.rank, 1);
}

/* One city's: a floor each, what is taken off, assessors from outside (metrics 3). */
static struct score_scheme
floors(void)
{
	return (struct score_scheme){ .code = "floors", .target = "unit", .least_count = "n_close_due", .n_parts = 5, .parts = {
		{ .form = SCORE_FLOOR, .indicator = "r_close_ontime", .weight = 50, .floor = 7000, .cost = 100 },
		{ .form = SCORE_FLOOR, .indicator = "r_close", .weight = 20, .floor = 9000, .cost = 100 },
		{ .form = SCORE_OUTSIDE, .indicator = "", .weight = 30 },
		{ .form = SCORE_EACH, .indicator = "rework_times", .cost = 20, .cost_more = 50, .more_from = 3 },
		{ .form = SCORE_LOSS, .indicator = "" },
	} };
}

static void
floors_and_losses(void **state)
{
	const struct score_scheme s = floors();
	struct counts c = { .v = { [N_CLOSE_DUE] = 100, [N_CLOSE] = 95, [N_CLOSE_ONTIME] = 68, [REWORK_TIMES] = 4 } };
	struct score_input in = { .counts = &c, .lost = 15, .n_rounds = 2, .rounds = {
		{ { 80, 100 }, 1 }, { { 27, 30 }, 3 } } };
	struct score out;

	(void)state;
	score_of(&s, &in, &out);
	/* 48 + 20 + 30 × (0.8 + 3 × 0.9) ÷ 4 - (0.2 + 0.2 + 0.5 + 0.5) - 1.5 */
	assert_string_equal(score_print(arena, &out), "91.35");
	in.n_rounds = 0;
	in.lost = 0;
	c.v[REWORK_TIMES] = 0;
	score_of(&s, &in, &out);
	assert_string_equal(score_print(arena, &out), "97.14");	/* (48 + 20) ÷ 70 */
	c.v[N_CLOSE_ONTIME] = 10;	/* 60 points below: the whole 50 are gone, no more */
	score_of(&s, &in, &out);
	assert_string_equal(score_print(arena, &out), "28.57");
	c.v[REWORK_TIMES] = 500;
	score_of(&s, &in, &out);
	assert_string_equal(score_print(arena, &out), "0.00");
}

static void
ties(void **state)
{
	const struct score_scheme s = { .code = "one", .target = "unit", .n_parts = 1,
		.parts = { { .form = SCORE_RATE, .indicator = "r_close", .weight = 7 } } };
	/* 2/3, 4/6, a hair less, 1: printed alike, ranked apart. */
	const int64_t closed[] = { 4, 666666667, 2, 1, 2 }, due[] = { 6, 1000000001, 3, 1, 4 };
	const int32_t wanted[] = { 2, 4, 2, 1, 5 };
	struct counts c[N(closed)];
	struct score out[N(closed)];
	struct score *all[N(closed)];

	(void)state;
	for (size_t i = 0; i < N(closed); i++) {
		const struct score_input in = { .counts = &c[i] };

		c[i] = counts(0, due[i], closed[i], 0, 0, 0);
		score_of(&s, &in, &out[i]);
		all[i] = &out[i];
	}
	score_rank(all, N(closed));
	for (size_t i = 0; i < N(closed); i++)
		assert_int_equal(out[i].rank, wanted[i]);
	assert_string_equal(score_print(arena, &out[0]), score_print(arena, &out[1]));
}

/* Thresholds go by the exact fraction, never by what is printed. */
static void
edges(void **state)
{
	const struct score_scheme s = { .code = "one", .target = "unit", .n_parts = 1,
		.parts = { { .form = SCORE_RATE, .indicator = "r_close", .weight = 1 } } };
	const struct counts ninety = counts(0, 10, 9, 0, 0, 0), below = counts(0, 100000, 89995, 0, 0, 0),
	    sixty = counts(0, 5, 3, 0, 0, 0);

	(void)state;
	expect(&s, &ninety, "90.00", "A");
	expect(&s, &below, "90.00", "B");
	expect(&s, &sixty, "60.00", "C");
}

static void
groups_and_cells(void **state)
{
	struct score_scheme s = { .code = "region", .target = "community", .n_parts = 2, .parts = {
		{ .form = SCORE_STEPS, .indicator = "n_filed", .weight = 1, .per_cell = true },
		{ .form = SCORE_STEPS, .indicator = "n_filed", .weight = 1, .per_cell = true, .group = "2" } } };
	const struct counts c = counts(7, 0, 0, 0, 0, 0);
	struct score_input in = { .counts = &c, .cells = 3, .group = "1" };
	struct score out;

	(void)state;
	assert_true(score_steps_read("0:100 2:90 4:75 6:60 8:40 *:0", s.parts[0].steps, &s.parts[0].n_steps));
	assert_true(score_steps_read("0:100 3:90 5:75 7:60 9:40 *:0", s.parts[1].steps, &s.parts[1].n_steps));
	score_of(&s, &in, &out);	/* 7 in 3 grids: more than 2 each */
	assert_int_equal(out.n_parts, 1);
	assert_string_equal(score_print(arena, &out), "75.00");
	in.group = "2";
	score_of(&s, &in, &out);
	assert_int_equal(out.n_parts, 1);
	assert_string_equal(score_print(arena, &out), "90.00");
}

static void
steps(void **state)
{
	static const char *const wrong[] = { "", "50:100", "50:100 40:90 *:0", "50:101 *:0", "a:1 *:0", "*:0 5:1", "50 *:0",
		"-1:5 *:0", "50:100  *:0" };
	struct score_step out[SCORE_STEPS_MAX];
	size_t n;

	(void)state;
	for (size_t i = 0; i < N(wrong); i++)
		assert_false(score_steps_read(wrong[i], out, &n));
	assert_true(score_steps_read("*:7", out, &n));
	assert_int_equal(n, 1);
}

static void
faults(void **state)
{
	const struct score_part rate = { .form = SCORE_RATE, .indicator = "r_close", .weight = 1 },
	    unknown = { .form = SCORE_RATE, .indicator = "r_clse", .weight = 1 },
	    bare = { .form = SCORE_STEPS, .indicator = "n_filed", .weight = 1 },
	    weightless = { .form = SCORE_RATE, .indicator = "r_close" },
	    heavy = { .form = SCORE_EACH, .indicator = "n_rework", .weight = 1 };

	(void)state;
	assert_null(score_part_fault(&rate));
	assert_non_null(score_part_fault(&unknown));
	assert_non_null(score_part_fault(&bare));
	assert_non_null(score_part_fault(&weightless));
	assert_non_null(score_part_fault(&heavy));
}

/* Sixteen parts of the largest odd numbers there are, and two such compared. */
static void
large(void **state)
{
	struct score_scheme s = { .code = "large", .target = "unit", .n_parts = 1, .parts = {
		{ .form = SCORE_OUTSIDE, .indicator = "", .weight = INT32_MAX } } };
	const struct counts c = { .v = { 0 } };
	struct score_input in = { .counts = &c, .n_rounds = SCORE_ROUNDS_MAX };
	struct score a, b;

	(void)state;
	for (int i = 0; i < SCORE_ROUNDS_MAX; i++)
		in.rounds[i] = (struct score_round){ { INT64_MAX / 3 - 2 * i, INT64_MAX - 2 * i }, INT32_MAX - 2 * i };
	score_of(&s, &in, &a);
	in.rounds[0].given.num--;
	score_of(&s, &in, &b);
	assert_true(score_cmp(&a, &b) > 0);
	assert_string_equal(score_print(arena, &a), "33.33");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors), cmocka_unit_test(nothing_applies), cmocka_unit_test(least),
		cmocka_unit_test(floors_and_losses), cmocka_unit_test(ties), cmocka_unit_test(edges),
		cmocka_unit_test(groups_and_cells), cmocka_unit_test(steps), cmocka_unit_test(faults), cmocka_unit_test(large),
	};
	int failed;

	arena = arena_new();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
