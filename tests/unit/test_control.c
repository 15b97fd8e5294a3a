/* Control limits: the tails by whole numbers, quiet years, surges, comparable days, clusters. */
#include "config.h"
#include "lib/rule/control.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

/* --- tails ---------------------------------------------------------------------- */

static int64_t
power(int64_t base, int64_t n)
{
	int64_t v = 1;

	while (n-- > 0)
		v *= base;
	return v;
}

static int64_t
choose(int64_t n, int64_t k)
{
	int64_t v = 1;

	for (int64_t i = 1; i <= k; i++)
		v = v * (n - k + i) / i;
	return v;
}

/* Ways out of all in which k to last of total fall on the present day: whole numbers. */
static double
by_counting(int64_t first, int64_t last, int64_t total, int64_t days)
{
	int64_t ways = 0;

	for (int64_t k = first; k <= last; k++)
		ways += choose(total, k) * power(days, total - k);
	return (double)ways / (double)power(days + 1, total);
}

static void
test_tails_are_exact(void **state)
{
	size_t compared = 0;

	(void)state;
	for (int64_t days = CONTROL_LEAST; days <= CONTROL_WEEKS; days++)
		for (int64_t total = 1; total <= 15; total++)
			for (int64_t now = 0; now <= total; now++) {
				const double high = control_high(now, total - now, (size_t)days);
				const double low = control_low(now, total - now, (size_t)days);

				if (now * (days + 1) > total) {
					assert_true(fabs(high - by_counting(now, total, total, days)) < 1e-9);
					compared++;
				} else {
					assert_true(high >= 1);
				}
				if (now * (days + 1) < total) {
					assert_true(fabs(low - by_counting(0, now, total, days)) < 1e-9);
					compared++;
				} else {
					assert_true(low >= 1);
				}
			}
	assert_true(compared > 400);
}

static void
test_few_days_say_nothing(void **state)
{
	(void)state;
	assert_true(control_high(1000, 3, CONTROL_LEAST - 1) >= 1);
	assert_true(control_low(0, 3000, CONTROL_LEAST - 1) >= 1);
	assert_true(control_upper(3, CONTROL_LEAST - 1, 0.5) == INT64_MAX);
	assert_int_equal(control_lower(3000, CONTROL_LEAST - 1, 0.5), 0);
	assert_int_equal(control_lower(0, 0, 0.5), 0);
}

/* What stands on the page as "usual" is what is no alarm, to the last number. */
static void
test_limits_are_the_alarms(void **state)
{
	static const double shares[] = { 0.05, 0.001, 0.00001 };

	(void)state;
	for (size_t s = 0; s < N(shares); s++)
		for (int64_t before = 0; before < 2000; before = before * 3 / 2 + 1)
			for (size_t days = CONTROL_LEAST; days <= CONTROL_WEEKS; days++) {
				const int64_t upper = control_upper(before, days, shares[s]);
				const int64_t lower = control_lower(before, days, shares[s]);

				assert_true(lower <= upper);
				assert_true(control_high(upper, before, days) >= shares[s]);
				assert_true(control_high(upper + 1, before, days) < shares[s]);
				assert_true(control_low(lower, before, days) >= shares[s]);
				assert_true(lower == 0 || control_low(lower - 1, before, days) < shares[s]);
			}
}

/* --- quiet years and surges ------------------------------------------------------- */

static uint64_t seed;

static double
uniform(void)
{
	uint64_t z = seed += 0x9e3779b97f4a7c15U;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static int64_t
poisson(double rate)
{
	const double end = exp(-rate);
	double p = uniform();
	int64_t k = 0;

	for (; p > end; k++)
		p *= uniform();
	return k;
}

enum { SERIES = 80, QUIET_DAYS = 1000 };

/* From a cell with a case in two months to a class with forty a day. */
static double
rate_of_series(size_t i)
{
	return 0.02 * pow(1.1, (double)i);
}

/* Alarms on a quiet day: numbers of all series and of CONTROL_WEEKS days before, all of their own rate. */
static bool
quiet_day_alarms(int64_t per_thousand)
{
	const double share = control_share(per_thousand, SERIES);
	bool alarm = false;

	for (size_t i = 0; i < SERIES; i++) {
		const double rate = rate_of_series(i);
		const int64_t now = poisson(rate);
		int64_t before = 0;

		for (size_t w = 0; w < CONTROL_WEEKS; w++)
			before += poisson(rate);
		if (control_high(now, before, CONTROL_WEEKS) < share || control_low(now, before, CONTROL_WEEKS) < share)
			alarm = true;
	}
	return alarm;
}

static void
test_quiet_days(void **state)
{
	static const int64_t rates[] = { 5, 20, 100 };

	(void)state;
	for (size_t r = 0; r < N(rates); r++)
		for (seed = 1; seed < 4;) {
			const uint64_t run = seed;
			int64_t alarms = 0;

			seed = run * 1000003;
			for (size_t day = 0; day < QUIET_DAYS; day++)
				alarms += quiet_day_alarms(rates[r]);
			assert_true(alarms <= rates[r]);
			seed = run + 1;
		}
}

/* A flood in one class is seen the day it comes, a channel that fell silent too; both among many quiet ones. */
static void
test_surges(void **state)
{
	const double share = control_share(10, SERIES);
	int64_t sixfold = 0, found = 0, silent = 0;

	(void)state;
	seed = 20260301;
	for (size_t day = 0; day < 500; day++) {
		int64_t before = 0, many = 0;

		for (size_t w = 0; w < CONTROL_WEEKS; w++) {
			before += poisson(4);
			many += poisson(25);
		}
		sixfold += control_high(poisson(24), before, CONTROL_WEEKS) < share;
		found += control_high(poisson(32), before, CONTROL_WEEKS) < share;
		silent += control_low(poisson(2), many, CONTROL_WEEKS) < share;
	}
	assert_true(sixfold >= 450);
	assert_true(found >= 495);
	assert_true(silent >= 480);
}

/* --- comparable days ---------------------------------------------------------------- */

static void
test_comparable_days(void **state)
{
	static const struct cal_window week[] = { { 1, 540, 1020 }, { 2, 540, 1020 }, { 3, 540, 1020 }, { 4, 540, 1020 },
		{ 5, 540, 1020 } };
	const int32_t thursday = day_of_date(2026, 10, 15);
	const struct cal_exception holidays[] = { { day_of_date(2026, 10, 1), CAL_HOLIDAY, "国庆节", "National Day" },
		{ day_of_date(2026, 10, 10), CAL_WORKDAY, "调休", "Make-up day" } };
	const struct calendar_spec spec = { .windows = week, .n_windows = N(week), .exceptions = holidays,
		.n_exceptions = N(holidays), .makeup_weekday = 1, .duty_from = 420, .duty_to = 1380,
		.first_day = day_of_date(2026, 1, 1), .last_day = day_of_date(2026, 12, 31), .version = 1 };
	struct arena *a = arena_new();
	const struct calendar *cal;
	int32_t days[CONTROL_WEEKS];
	size_t n;

	(void)state;
	assert_int_equal(calendar_build(a, &spec, &cal), OK);
	control_days(cal, thursday, 0, days, &n);
	assert_int_equal(n, CONTROL_WEEKS);
	assert_int_equal(days[0], thursday - 7);
	assert_int_equal(days[1], thursday - 21);	/* not the holiday between */
	assert_int_equal(days[7], thursday - 63);
	/* A make-up Saturday has no Saturday like it; neither has a holiday. */
	control_days(cal, day_of_date(2026, 10, 10), 0, days, &n);
	assert_int_equal(n, 0);
	control_days(cal, day_of_date(2026, 10, 17), 0, days, &n);
	assert_int_equal(days[0], day_of_date(2026, 10, 3));
	/* An office that is three weeks old has three. */
	control_days(cal, thursday, thursday - 28, days, &n);
	assert_int_equal(n, 3);
	control_days(NULL, thursday, thursday - 60, days, &n);
	assert_int_equal(n, 8);
	arena_free(a);
}

/* --- clusters --------------------------------------------------------------------------- */

static struct control_point
point(int64_t id, int64_t class_id, int32_t lat, int32_t lon)
{
	return (struct control_point){ .id = id, .class_id = class_id, .lat = 31700000 + lat, .lon = 120700000 + lon, .at = id };
}

static int32_t
cluster_of(const struct control_point *p, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (p[i].id == id)
			return p[i].cluster;
	fail();
	return -1;
}

static void
test_clusters(void **state)
{
	/* 1000 microdegrees of latitude are 111 m. */
	struct control_point p[] = {
		point(1, 7, 0, 0), point(2, 7, 50000, 0), point(3, 7, 1000, 0), point(4, 8, 500, 0), point(5, 7, 2000, 0),
		point(6, 8, 600, 0), point(7, 7, 50500, 0), point(8, 9, 0, 0), point(9, 7, 3000, 0), point(10, 7, 50900, 0),
	};
	int32_t n;

	(void)state;
	qsort(p, N(p), sizeof(p[0]), control_point_cmp);
	control_clusters(p, N(p), 150, 3, &n);
	assert_int_equal(n, 2);
	/* a chain of steps, though its ends are far from each other */
	assert_int_equal(cluster_of(p, N(p), 1), cluster_of(p, N(p), 9));
	assert_int_equal(cluster_of(p, N(p), 3), cluster_of(p, N(p), 5));
	assert_int_equal(cluster_of(p, N(p), 2), cluster_of(p, N(p), 10));
	assert_true(cluster_of(p, N(p), 1) != cluster_of(p, N(p), 2));
	/* another class at the same place, and too few */
	assert_int_equal(cluster_of(p, N(p), 4), -1);
	assert_int_equal(cluster_of(p, N(p), 8), -1);
	for (size_t i = 1; i + 1 < N(p); i++)	/* they stand together */
		assert_true(p[i].cluster == -1 || p[i].cluster == p[i - 1].cluster || p[i].cluster == p[i + 1].cluster);
	control_clusters(p, N(p), 150, 5, &n);
	assert_int_equal(n, 0);
	control_clusters(p, 0, 150, 3, &n);
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tails_are_exact), cmocka_unit_test(test_few_days_say_nothing),
		cmocka_unit_test(test_limits_are_the_alarms), cmocka_unit_test(test_quiet_days),
		cmocka_unit_test(test_surges), cmocka_unit_test(test_comparable_days), cmocka_unit_test(test_clusters),
	};

	if (zone_use("Asia/Shanghai") != OK)
		return 1;
	return cmocka_run_group_tests_name("control", tests, NULL, NULL);
}
