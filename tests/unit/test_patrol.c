/* Patrols: which positions count, what a device may send, how a walk stands against its plan. */
#include "config.h"
#include "lib/rule/patrol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

static const usec_t START = 1795305600 * USEC_SEC;

static void
counts(void **state)
{
	const usec_t now = START + USEC_HOUR;
	struct patrol_fix f = { START, 31700000, 118500000, PATROL_ACCURACY_MAX };

	(void)state;
	assert_true(patrol_counts(&f, START, USEC_NONE, now));
	assert_false(patrol_counts(&f, START + 1, USEC_NONE, now));
	f.accuracy++;
	assert_false(patrol_counts(&f, START, USEC_NONE, now));
	f.accuracy = 0;
	f.at = START + 10 * USEC_MIN;
	assert_true(patrol_counts(&f, START, f.at, now));
	assert_false(patrol_counts(&f, START, f.at - 1, now));
	f.at = now + USEC_MIN;
	assert_true(patrol_counts(&f, START, USEC_NONE, now));
	f.at++;
	assert_false(patrol_counts(&f, START, USEC_NONE, now));
}

static void
reads(void **state)
{
	static const char *const bad[] = { "x", "1", "1,2", "1,2,3", "1,2,3,", "1,2,3,4,5", "-1,2,3,4", "1,91,3,4",
		"1,2,-181,4", "1,2,3,-1", "1,nan,3,4", "1,2,inf,4", "1,2,3,4\n\n5,6,7,8", "1,2,3,nan",
		"99999999999999999999,2,3,4", "1,2,3,4;1,2,3,4" };
	struct patrol_fix out[3];
	int n;

	(void)state;
	assert_true(patrol_read("1795305600123,31.701234,-118.500001,12.6\n1795305601000,-31.5,118,0\n", out, 3, &n));
	assert_int_equal(n, 2);
	assert_int_equal(out[0].at, 1795305600123000);
	assert_int_equal(out[0].lat, 31701234);
	assert_int_equal(out[0].lon, -118500001);
	assert_int_equal(out[0].accuracy, 13);
	assert_int_equal(out[1].lat, -31500000);
	assert_true(patrol_read("1,2,3,4\n1,2,3,4\n1,2,3,4", out, 3, &n));
	assert_false(patrol_read("1,2,3,4\n1,2,3,4\n1,2,3,4\n1,2,3,4", out, 3, &n));
	assert_true(patrol_read("", out, 3, &n));
	assert_int_equal(n, 0);
	for (size_t i = 0; i < N(bad); i++)
		if (patrol_read(bad[i], out, 3, &n))
			fail_msg("\"%s\" was read", bad[i]);
}

static void
stands(void **state)
{
	const usec_t to = START + 8 * USEC_HOUR;

	(void)state;
	assert_int_equal(patrol_stands(START, to, USEC_NONE, USEC_NONE, START + 14 * USEC_MIN), PATROL_AHEAD);
	assert_int_equal(patrol_stands(START, to, USEC_NONE, USEC_NONE, START + 15 * USEC_MIN), PATROL_LATE);
	assert_int_equal(patrol_stands(START, to, USEC_NONE, USEC_NONE, to), PATROL_MISSED);
	assert_int_equal(patrol_stands(START, to, START, USEC_NONE, to), PATROL_ON);
	assert_int_equal(patrol_stands(START, to, START, to, to), PATROL_DONE);
	assert_int_equal(patrol_percent(1, 3), 33);
	assert_int_equal(patrol_percent(3, 3), 100);
	assert_int_equal(patrol_percent(0, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts), cmocka_unit_test(reads), cmocka_unit_test(stands),
	};

	return cmocka_run_group_tests_name("rule/patrol", tests, NULL, NULL);
}
