/*
 * "anjuan demo-months": a demo's month-ends.  The months before the last one
 * had their drafts when they were over and are sealed by the commander's
 * order; the last one's window opens by the timer.
 */
#include "config.h"
#include "batch/job.h"

#include <stdio.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"
#include "lib/service/month_ops.h"

#include "lib/base/banned.h"

enum { MONTHS = 3, WINDOW_DAYS = 5 };

/* First days of months back from the present one. */
static int32_t
month_back(int months)
{
	const struct civil c = civil_of(clock_now());
	const int n = c.year * 12 + c.month - 1 - months;

	return day_of_date(n / 12, n % 12 + 1, 1);
}

/* A month that is counted, whose window is over and whose seal is ordered. */
static enum err
order_month(struct app *app, int64_t who, int back, int64_t *n)
{
	const int32_t first_day = month_back(back);
	const usec_t drafted = day_start(month_back(back - 1)) + 10 * USEC_MIN, until = day_start(day_of(drafted) + WINDOW_DAYS);
	const struct db_arg args[] = { DB_TIME(drafted), DB_TIME(until), DB_TIME(until + 9 * USEC_HOUR), DB_I64(who), DB_I64(first_day) };
	int64_t made = 0;
	enum err e = db_exec(app->db, SQL_DEMO_MONTH, args, N(args), &made, NULL);

	*n += made;
	return e;
}

int
job_demo_months(struct app *app, int argc, char **argv)
{
	CLEANUP(office_cache_freep) struct office_cache *cache = office_cache_new();
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf, .cache = cache };
	const struct db_arg role[] = { DB_I64(R_COMMANDER) };
	int64_t who, n = 0, done = 0;
	enum err e;

	(void)argv;
	if (argc != 1)
		return job_usage(app);
	e = db_number(app->db, SQL_DEMO_PERSON, role, N(role), &who);
	for (int back = MONTHS + 1; back > 1 && e == OK; back--)
		e = order_month(app, who, back, &n);
	if (e == OK)
		e = month_run(&sv, clock_now(), &done);
	if (e != OK)
		return job_error(app, e);
	(void)printf("%lld months sealed\n", (long long)n);
	return EXIT_FINE;
}
