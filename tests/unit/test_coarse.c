/* No place with fewer than k, and none to be found by subtracting. */
#include "config.h"
#include "lib/rule/coarse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { CELLS = 40, ROUNDS = 20000 };

static int64_t
sum(const struct coarse_cell *c, size_t n, enum coarse_level level, int64_t base)
{
	int64_t s = 0;

	for (size_t i = 0; i < n; i++)
		if (c[i].level == level && (base == 0 || c[i].base == base))
			s += c[i].n;
	return s;
}

/* What is promised: every number that is shown, or that comes out of two of them, is nothing or at least k. */
static void
holds(const struct coarse_cell *c, size_t n, int64_t k)
{
	int64_t all = 0, other = sum(c, n, COARSE_OTHER, 0);
	bool shown = false;

	for (size_t i = 0; i < n; i++) {
		int64_t rest = sum(c, n, COARSE_BASE, c[i].base);

		all += c[i].n;
		shown = shown || c[i].level != COARSE_OTHER;
		if (c[i].level == COARSE_UNIT)
			assert_true(c[i].n >= k && c[i].unit != 0);
		if (c[i].base == 0) {
			assert_int_equal(c[i].level, COARSE_OTHER);
			continue;
		}
		assert_true(rest == 0 || rest >= k);
		for (size_t j = 0; j < n; j++)
			if (c[j].base == c[i].base)
				assert_int_equal(c[j].level == COARSE_OTHER, c[i].level == COARSE_OTHER);
	}
	assert_true(other == 0 || other >= k || !shown);
	assert_int_equal(sum(c, n, COARSE_UNIT, 0) + sum(c, n, COARSE_BASE, 0) + other, all);
}

static void
test_promise(void **state)
{
	uint32_t r = 20261122;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct coarse_cell c[CELLS];
		size_t n = 0;
		int64_t k = 2 + round % 9;

		for (int i = 0; i < CELLS; i++) {
			r = r * 1664525 + 1013904223;
			if ((r >> 20) % 3 == 0)
				continue;
			c[n++] = (struct coarse_cell){ .base = i / 6, .unit = i % 6 == 5 ? 0 : 100 + i,
				.n = (r >> 8) % (uint32_t)(1 + round % 23) };
		}
		coarse_merge(c, n, k);
		holds(c, n, k);
	}
}

/* base, unit, cases, and what becomes of it with k = 5 */
static void
test_examples(void **state)
{
	static const struct {
		struct coarse_cell c[5];
		size_t n;
	} table[] = {
		/* each stands for itself */
		{ { { 11, 1, 5, COARSE_UNIT }, { 12, 1, 9, COARSE_UNIT } }, 2 },
		/* small ones are the grid's rest */
		{ { { 11, 1, 3, COARSE_BASE }, { 12, 1, 9, COARSE_UNIT }, { 13, 1, 2, COARSE_BASE } }, 3 },
		/* a rest of two would be found by subtracting: the smallest neighbour joins it */
		{ { { 11, 1, 6, COARSE_BASE }, { 12, 1, 9, COARSE_UNIT }, { 13, 1, 2, COARSE_BASE } }, 3 },
		/* a grid of four alone is "other", and takes the smallest grid with it */
		{ { { 11, 1, 4, COARSE_OTHER }, { 21, 2, 7, COARSE_OTHER }, { 31, 3, 8, COARSE_UNIT } }, 3 },
		/* two small grids are enough for each other */
		{ { { 11, 1, 4, COARSE_OTHER }, { 21, 2, 3, COARSE_OTHER }, { 31, 3, 8, COARSE_UNIT } }, 3 },
		/* outside all grids */
		{ { { 0, 0, 9, COARSE_OTHER }, { 31, 3, 8, COARSE_UNIT } }, 2 },
		/* all there is is too little */
		{ { { 11, 1, 2, COARSE_OTHER } }, 1 },
		/* no case, no harm */
		{ { { 11, 1, 0, COARSE_BASE }, { 12, 1, 5, COARSE_UNIT } }, 2 },
	};

	(void)state;
	for (size_t i = 0; i < N(table); i++) {
		struct coarse_cell c[5];

		memcpy(c, table[i].c, sizeof(c));
		coarse_merge(c, table[i].n, 5);
		for (size_t j = 0; j < table[i].n; j++)
			assert_int_equal(c[j].level, table[i].c[j].level);
		holds(c, table[i].n, 5);
	}
	coarse_merge(NULL, 0, 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_promise),
		cmocka_unit_test(test_examples),
	};

	return cmocka_run_group_tests_name("coarse", tests, NULL, NULL);
}
