/* What stubborn problems cost whom, period by period (R17). */
#include "config.h"
#include "lib/rule/stubborn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static const struct stubborn_rule rule = { .open = 10, .missed = 5, .cap = 25 };
enum { A = 31, B = 32, OWNER = 7, OTHER = 8 };

/* What a subject loses in [from, to) as seen at now; -1: not on the list. */
static int32_t
lost(const struct stubborn_life *l, size_t nl, const struct stubborn_status *s, size_t ns, usec_t from, usec_t to, usec_t now,
    enum stubborn_subject subject, int64_t id, int32_t *times)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const struct period p = { .from = from, .to = to };
	struct stubborn_loss *out;
	int32_t points = -1;
	size_t n, found = 0;

	stubborn_losses(a, l, nl, s, ns, p, now, &rule, &out, &n);
	for (size_t i = 0; i < n; i++) {
		if (out[i].subject != subject || out[i].subject_id != id)
			continue;
		points = out[i].points;
		*times = out[i].times;
		found++;
	}
	assert_true(found <= 1);
	return points;
}

static void
open_ones(void **state)
{
	const struct stubborn_life l[] = {
		{ 1, A, 50, USEC_NONE }, { 2, A, 50, 150 }, { 3, A, 120, USEC_NONE }, { 4, B, 50, 200 }, { 5, 0, 50, USEC_NONE },
	};
	int32_t times = 0;

	(void)state;
#define LOST(from, to, now, id) lost(l, N(l), NULL, 0, (from), (to), (now), STUBBORN_UNIT, (id), &times)
	assert_int_equal(LOST(100, 200, 900, A), 10);	/* 1; 2 was closed in time, 3 began in the period */
	assert_int_equal(times, 1);
	assert_int_equal(LOST(100, 200, 900, B), 10);	/* ended with the period: it stood to its end */
	assert_int_equal(LOST(200, 300, 900, B), -1);
	assert_int_equal(LOST(200, 300, 900, A), 20);	/* 1 and 3 */
	assert_int_equal(LOST(100, 200, 149, A), 20);	/* in the middle, before 2 was closed */
	assert_int_equal(LOST(100, 200, 99, A), -1);	/* a period to come */
	assert_int_equal(LOST(100, 200, 900, 0), -1);	/* nobody works on it */
#undef LOST
}

static void
missed(void **state)
{
	const struct stubborn_status s[] = {
		{ 1, OWNER, 110, 110 }, { 1, OWNER, 120, 121 }, { 1, OWNER, 130, USEC_NONE }, { 1, OTHER, 140, USEC_NONE },
		{ 2, OWNER, 199, USEC_NONE }, { 2, OWNER, 200, USEC_NONE }, { 3, OTHER, 205, 240 },
	};
	struct stubborn_status many[9];
	int32_t times = 0;

	(void)state;
#define LOST(from, to, now, id) lost(NULL, 0, s, N(s), (from), (to), (now), STUBBORN_PERSON, (id), &times)
	assert_int_equal(LOST(100, 200, 900, OWNER), 15);	/* on the very instant is in time; 200 is the next period's */
	assert_int_equal(times, 3);
	assert_int_equal(LOST(100, 200, 900, OTHER), 5);
	assert_int_equal(LOST(100, 200, 125, OWNER), 5);	/* what is not due yet costs nothing */
	assert_int_equal(LOST(200, 300, 900, OWNER), 5);
	assert_int_equal(LOST(200, 300, 900, OTHER), 5);
#undef LOST
	for (size_t i = 0; i < N(many); i++)
		many[i] = (struct stubborn_status){ 1, OWNER, 110, USEC_NONE };
	assert_int_equal(lost(NULL, 0, many, N(many), 100, 200, 900, STUBBORN_PERSON, OWNER, &times), 25);	/* the cap */
	assert_int_equal(times, 9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(open_ones), cmocka_unit_test(missed) };

	return cmocka_run_group_tests_name("stubborn", tests, NULL, NULL);
}
