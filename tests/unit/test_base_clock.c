/* Time: zones, summer time's two edges, days, months, texts. */
#include "config.h"
#include "lib/base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static struct arena *a;

static usec_t
utc_of(int year, int month, int day, int hour, int minute)
{
	return civil_to((struct civil){ .year = year, .month = month, .day = day, .hour = hour,
		.minute = minute });
}

static const struct reading {
	const char *zone;
	int year, month, day, hour, minute;
	const char *iso;
} readings[] = {
	{ "Asia/Shanghai", 2026, 2, 14, 9, 0, "2026-02-14T01:00:00.000000Z" },
	{ "Asia/Shanghai", 1988, 7, 1, 12, 0, "1988-07-01T03:00:00.000000Z" },	/* it had summer time then */
	{ "UTC", 1969, 12, 31, 23, 59, "1969-12-31T23:59:00.000000Z" },
	{ "America/New_York", 2015, 11, 1, 0, 59, "2015-11-01T04:59:00.000000Z" },
	{ "America/New_York", 2015, 11, 1, 1, 0, "2015-11-01T05:00:00.000000Z" },
	{ "America/New_York", 2015, 11, 1, 1, 30, "2015-11-01T05:30:00.000000Z" },	/* the first of two */
	{ "America/New_York", 2015, 11, 1, 2, 0, "2015-11-01T07:00:00.000000Z" },
	{ "America/New_York", 2015, 11, 2, 1, 30, "2015-11-02T06:30:00.000000Z" },
	{ "America/New_York", 2015, 3, 8, 1, 59, "2015-03-08T06:59:00.000000Z" },
	{ "America/New_York", 2015, 3, 8, 2, 30, "2015-03-08T07:30:00.000000Z" },	/* is not: an hour on */
	{ "America/New_York", 2015, 3, 8, 3, 0, "2015-03-08T07:00:00.000000Z" },
	{ "Australia/Lord_Howe", 2019, 4, 7, 1, 45, "2019-04-06T14:45:00.000000Z" },	/* half an hour twice */
	{ "Australia/Lord_Howe", 2019, 10, 6, 2, 15, "2019-10-05T15:45:00.000000Z" },
	{ "America/Sao_Paulo", 2017, 10, 15, 0, 0, "2017-10-15T03:00:00.000000Z" },	/* no midnight */
	{ "America/Havana", 2019, 11, 3, 0, 30, "2019-11-03T04:30:00.000000Z" },	/* midnight hour twice */
	{ "Pacific/Apia", 2011, 12, 29, 23, 0, "2011-12-30T09:00:00.000000Z" },
	{ "Pacific/Apia", 2011, 12, 31, 0, 0, "2011-12-30T10:00:00.000000Z" },	/* the 30th was left out */
	{ "America/New_York", 2045, 7, 1, 0, 0, "2045-07-01T04:00:00.000000Z" },	/* by the zone's rule */
};

static void
wall_clock_to_instant(void **state)
{
	(void)state;
	for (size_t i = 0; i < N(readings); i++) {
		const struct reading *r = &readings[i];

		assert_int_equal(zone_use(r->zone), OK);
		assert_string_equal(time_iso(a, utc_of(r->year, r->month, r->day, r->hour, r->minute)), r->iso);
	}
}

/* Every instant's reading leads back to it, but for the second of two. */
static void
there_and_back(void **state)
{
	static const char *const zones[] = { "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe",
		"America/Havana", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu", "Europe/London" };

	(void)state;
	for (size_t z = 0; z < N(zones); z++) {
		int second = 0;

		assert_int_equal(zone_use(zones[z]), OK);
		for (usec_t t = utc_of(2011, 1, 1, 0, 0); t < utc_of(2020, 1, 1, 0, 0); t += 15 * USEC_MIN) {
			usec_t back = civil_to(civil_of(t + 123456));

			if (back == t + 123456)
				continue;
			second++;
			assert_true(back < t && t - back <= USEC_HOUR);
			assert_int_equal(civil_of(back).minute, civil_of(t).minute);
			assert_int_equal(civil_of(back).hour, civil_of(t).hour);
		}
		assert_true(second <= 4 * 9);
		assert_int_equal(second > 0, z != 0 && z != 6);
	}
}

static void
fields_carry_over(void **state)
{
	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
	assert_int_equal(utc_of(2026, 1, 32, 0, 0), utc_of(2026, 2, 1, 0, 0));
	assert_int_equal(utc_of(2026, 13, 1, 0, 0), utc_of(2027, 1, 1, 0, 0));
	assert_int_equal(utc_of(2026, 0, 1, 0, 0), utc_of(2025, 12, 1, 0, 0));
	assert_int_equal(utc_of(2026, 3, 0, 25, 61), utc_of(2026, 3, 1, 2, 1));
	assert_int_equal(month_start(2026, 13), utc_of(2027, 1, 1, 0, 0));
	assert_int_equal(month_start(2026, -11), utc_of(2025, 1, 1, 0, 0));
	assert_int_equal(month_start(2024, 3) - month_start(2024, 2), 29 * USEC_DAY);
}

static void
days(void **state)
{
	int y, m, d;

	(void)state;
	assert_int_equal(day_of_date(1970, 1, 1), 0);
	assert_int_equal(day_of_date(2000, 3, 1), 11017);
	assert_int_equal(weekday_of_day(0), 4);
	assert_int_equal(weekday_of_day(-5), 6);
	assert_int_equal(weekday_of_day(day_of_date(2026, 2, 14)), 6);
	for (int32_t day = -800000; day < 800000; day += 13) {
		date_of_day(day, &y, &m, &d);
		assert_int_equal(day_of_date(y, m, d), day);
		assert_true(m >= 1 && m <= 12 && d >= 1 && d <= 31);
	}
	assert_int_equal(zone_use("America/New_York"), OK);
	for (int32_t day = day_of_date(2015, 1, 1); day < day_of_date(2016, 1, 1); day++) {
		assert_int_equal(day_of(day_start(day)), day);
		assert_int_equal(day_of(day_start(day) - 1), day - 1);
		assert_int_equal(civil_of(day_start(day)).hour, 0);
	}
	assert_int_equal(day_of(-1), -1);
}

static void
zones_are_files(void **state)
{
	static const char *const bad[] = { "", "Mars/Olympus", "../../../etc/passwd", "/etc/localtime", "America",
		"Asia/Shanghai\n", "zone.tab", "leapseconds", "EST5EDT,M3.2.0",
		"Asia/ShanghaiShanghaiShanghaiShanghaiShanghaiShanghaiShanghaiShanghai" };

	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
	for (size_t i = 0; i < N(bad); i++) {
		assert_int_equal(zone_use(bad[i]), ERR_INVALID);
		assert_int_equal(civil_of(0).hour, 8);	/* the old zone stays */
	}
}

static void
parsing(void **state)
{
	static const char *const bad_dates[] = { "", "2026-2-14", "2026-02-30", "2026-13-01", "2026-00-10",
		"2026-02-00", "2026/02/14", "2026-02-14 ", "26-02-14", "2100-02-29", "1899-12-31", "２０26-1-1" };
	static const char *const bad_months[] = { "", "2026-00", "2026-13", "2026-1", "2026-011", "2026/01", "x026-01" };
	int year, month;
	int32_t day;

	(void)state;
	assert_true(parse_date("2024-02-29", &day));
	assert_int_equal(day, day_of_date(2024, 2, 29));
	for (size_t i = 0; i < N(bad_dates); i++)
		assert_false(parse_date(bad_dates[i], &day));
	assert_false(parse_date(NULL, &day));
	assert_true(parse_month("2026-09", &year, &month) && year == 2026 && month == 9);
	for (size_t i = 0; i < N(bad_months); i++)
		assert_false(parse_month(bad_months[i], &year, &month));
	assert_false(parse_month(NULL, &year, &month));
}

static void
texts(void **state)
{
	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
	assert_string_equal(time_iso(a, 0), "1970-01-01T00:00:00.000000Z");
	assert_string_equal(time_iso(a, -1), "1969-12-31T23:59:59.999999Z");
	assert_string_equal(time_iso(a, USEC_NONE), "");
	assert_string_equal(time_local(a, 0), "1970-01-01 08:00");
	assert_string_equal(time_local(a, USEC_NONE), "");
	assert_string_equal(time_local_date(a, 16 * USEC_HOUR), "1970-01-02");
	assert_string_equal(time_local_date(a, USEC_NONE), "");
	assert_int_equal(civil_of(-1).usec, 999999);
	assert_int_equal(civil_of(-1).second, 59);
	assert_int_equal(civil_of(0).weekday, 4);
}

static void
the_clock(void **state)
{
	usec_t before;
	int64_t mono = clock_mono_ns();

	(void)state;
	clock_set(12345);
	assert_int_equal(clock_now(), 12345);
	clock_set(USEC_NONE);
	before = clock_now();
	assert_true(before > utc_of(2025, 1, 1, 0, 0));
	assert_true(clock_now() >= before && clock_mono_ns() >= mono);
}

static int
set_up(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wall_clock_to_instant),
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(fields_carry_over),
		cmocka_unit_test(days),
		cmocka_unit_test(zones_are_files),
		cmocka_unit_test(parsing),
		cmocka_unit_test(texts),
		cmocka_unit_test(the_clock),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
