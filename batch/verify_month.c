/*
 * "anjuan verify --month YYYY-MM": the sealed text has its hash, the figures the
 * office shows are those that were sealed, and so are those reckoned again
 * from the lives of the cases.  One line says so, or names the first cell.
 */
#include "config.h"
#include "batch/verify.h"

#include <stdio.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/db/tx.h"
#include "lib/service/month_ops.h"

#include "lib/base/banned.h"

int
verify_month(struct app *app, int argc, char **argv)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	CLEANUP(office_cache_freep) struct office_cache *cache = office_cache_new();
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf, .cache = cache };
	struct month_verdict v;
	int year, month;
	enum err e;

	if (argc != 2 || !parse_month(argv[1], &year, &month))
		return job_usage(app);
	e = db_begin_read(app->db, &tx);
	if (e == OK)
		e = month_verify(&sv, day_of_date(year, month, 1), &v);
	if (e == ERR_NOT_FOUND)
		return job_fail(app, EXIT_MISSING, "%s is not sealed", argv[1]);
	if (e != OK)
		return job_error(app, e);
	if (v.why != NULL)
		(void)printf("month %s: %s\n", argv[1], v.why);
	else if (v.no > 0)
		(void)printf("month %s: %lld figures of %lld cases hold as corrected by no. %d, %.16s\n", argv[1],
		    (long long)v.cells, (long long)v.cases, v.no, v.sha256);
	else
		(void)printf("month %s: %lld figures of %lld cases hold as sealed, %.16s\n", argv[1], (long long)v.cells,
		    (long long)v.cases, v.sha256);
	return v.why != NULL ? EXIT_REFUSED : EXIT_FINE;
}
