/* "anjuan verify figures": a month or year of the tables against the ledger, case by case. */
#include "config.h"
#include "batch/verify.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/service/evaluation_relive.h"

#include "lib/base/banned.h"

static int
say(const char *about, const struct eval_verdict *v)
{
	if (v->differs == 0) {
		(void)printf("figures %s: %lld of %lld cases, lived again from %lld events, are counted as the tables say\n", about,
		    (long long)v->counted, (long long)v->cases, (long long)v->events);
		return EXIT_FINE;
	}
	if (v->differs < 0)
		(void)printf("figures %s: every case agrees, and the sum of %s does not\n", about, count_token(v->count));
	else if (v->count == COUNT_MAX)
		(void)printf("figures %s: case %lld (%s): another unit or number of reworks; unit %lld by its ledger, %lld in the tables\n",
		    about, (long long)v->differs, v->number != NULL ? v->number : "-", (long long)v->ledger_unit,
		    (long long)v->table_unit);
	else
		(void)printf("figures %s: case %lld (%s): %s by its ledger %s, in the tables %s\n", about, (long long)v->differs,
		    v->number != NULL ? v->number : "-", count_token(v->count), v->in_ledger ? "yes" : "no",
		    v->in_ledger ? "no" : "yes");
	return EXIT_REFUSED;
}

int
verify_figures(struct app *app, int argc, char **argv)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	struct eval_verdict v;
	enum eval_span span = EVAL_MONTH;
	int64_t n = 0;
	int year = 0, month = 1;
	enum err e;

	if (argc != 3)
		return job_usage(app);
	if (strcmp(argv[1], "--year") == 0 && parse_i64(argv[2], 1970, 9999, &n)) {
		span = EVAL_YEAR;
		year = (int)n;
	} else if (strcmp(argv[1], "--month") != 0 || !parse_month(argv[2], &year, &month)) {
		return job_usage(app);
	}
	e = evaluation_relive(&sv, span, day_of_date(year, month, 1), &v);
	if (e == ERR_NOT_FOUND)
		return job_fail(app, EXIT_MISSING, "%s is not counted", argv[2]);
	return e != OK ? job_error(app, e) : say(argv[2], &v);
}
