/*
 * "anjuan demo-city": the demo district, and a past made by a seeded
 * generator that lets every case go through the real rules.  The same seed and
 * end give the same data; a run that was killed goes on where it was.
 */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/accounts.h"
#include "batch/files.h"
#include "batch/job_demo_city.h"
#include "batch/job_demo_run.h"
#include "batch/progress.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/db/tx.h"

#include "lib/base/banned.h"

enum { BATCH_CASES = 1000, PHOTO_CASES_MAX = 10000, NOTICE_DAYS = 30, ROSTER_AHEAD = 90, CASES_MAX = 100000000, MONTHS_MAX = 120 };

struct run {
	struct app *app;
	struct run_plan plan;
	struct world *world;
	struct walk_memory memory;
	struct walk *walk;
	struct bulk_case *bulk;
	int64_t complaint_id, case_id;	/* the next to be given */
	int64_t written;		/* complaints up to this id are in the database already */
};

/* "3000 12 1 1763800000000000 done": what this office was filled with. */
static char *
plan_text(struct arena *a, const struct run_plan *p, bool done)
{
	return arena_printf(a, "%lld %d %llu %lld %s", (long long)p->cases, p->months, (unsigned long long)p->seed,
	    (long long)p->end, done ? "done" : "begun");
}

static enum err
plan_store(struct app *app, const struct run_plan *p, bool done)
{
	const struct db_arg args[] = { DB_STR("demo_city"), DB_I64(0), DB_STR(plan_text(app->arena, p, done)) };

	return db_exec(app->db, SQL_ADMIN_SETTING_SET, args, N(args), NULL, NULL);
}

static bool
plan_parse(struct arena *a, const char *text, struct run_plan *p, bool *done)
{
	char *rest = arena_strdup(a, text), *part[5];
	int64_t months, seed;

	for (size_t i = 0; i < N(part); i++)
		if ((part[i] = strsep(&rest, " ")) == NULL)
			return false;
	if (!parse_i64(part[0], 0, CASES_MAX, &p->cases) || !parse_i64(part[1], 1, MONTHS_MAX, &months) ||
	    !parse_i64(part[2], 0, INT64_MAX, &seed) || !parse_i64(part[3], 0, INT64_MAX, &p->end))
		return false;
	p->months = (int)months;
	p->seed = (uint64_t)seed;
	*done = strcmp(part[4], "done") == 0;
	return true;
}

/* Whether the office is empty, half filled by the same call, or filled. */
static enum err
plan_settle(struct app *app, struct run_plan *p, bool end_given, bool *done)
{
	struct plan_row {
		const char *value;
	} row = { NULL };
	static const struct db_col cols[] = { COL_STR(plan_row, value) };
	struct run_plan old = { 0 };
	int64_t complaints;
	enum err e = db_one(app->db, SQL_DEMO_PLAN, NULL, 0, cols, N(cols), app->arena, &row);

	*done = false;
	if (e == ERR_NOT_FOUND) {
		e = db_number(app->db, SQL_DEMO_COMPLAINT_LAST, NULL, 0, &complaints);
		if (e == OK && complaints > 0 && p->cases > 0)
			return err_raise(ERR_CONFLICT, "there are complaints already: only an empty office is filled");
		return e == OK && p->cases > 0 ? plan_store(app, p, false) : e;
	}
	if (e != OK || p->cases == 0)
		return e;
	if (!plan_parse(app->arena, row.value, &old, done) || old.cases != p->cases || old.months != p->months ||
	    old.seed != p->seed || (end_given && old.end != p->end))
		return err_raise(ERR_CONFLICT, "this office was filled with other cases (%s)", row.value);
	p->end = old.end;
	return OK;
}

static usec_t
months_before(usec_t t, int months)
{
	struct civil c = civil_of(t);

	c.month -= months;
	c.hour = c.minute = c.second = c.usec = 0;
	return civil_to(c);
}

/* Sends what waits, with the last case numbers given, in one transaction. */
static enum err
send(struct run *r)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct walk_memory *m = &r->memory;
	const struct db_arg now[] = { DB_I64(m->year), DB_I64(m->last_number) };
	const struct db_arg before[] = { DB_I64(m->year_before), DB_I64(m->last_before) };
	enum err e;

	if (bulk_case_size(r->bulk) == 0)
		return OK;
	if ((e = db_begin(r->app->db, &tx)) != OK || (e = bulk_case_flush(r->bulk)) != OK)
		return e;
	if (m->year != 0)
		e = db_exec(r->app->db, SQL_DEMO_NUMBER_SET, now, N(now), NULL, NULL);
	if (e == OK && m->year_before != 0)
		e = db_exec(r->app->db, SQL_DEMO_NUMBER_SET, before, N(before), NULL, NULL);
	return e == OK ? db_commit(&tx) : e;
}

static enum err
walk_all(struct run *r, const struct arrival *arrivals)
{
	struct progress bar;
	enum err e = OK;

	progress_begin(&bar, "cases");
	for (int64_t i = 0; e == OK && i < r->plan.cases; i++) {
		struct walk *w = r->walk;

		e = walk_case(w, &arrivals[i], r->plan.seed, (uint64_t)i, r->complaint_id, r->case_id);
		if (e == OK && r->complaint_id > r->written)
			run_write(r->bulk, w, r->plan.end - NOTICE_DAYS * USEC_DAY);
		r->complaint_id += (int64_t)w->n_complaints;
		r->case_id += w->has_case;
		arena_reset(w->a);
		if (e == OK && (i + 1) % BATCH_CASES == 0)
			e = send(r);
		progress_show(&bar, i + 1, r->plan.cases, i + 1);
	}
	if (e == OK)
		e = send(r);
	progress_end(&bar);
	if (e != OK)
		return e;
	(void)printf("%lld cases in %.1f s\n", (long long)r->plan.cases, progress_seconds(&bar));
	return job_make_findable(r->app);
}

static enum err
make_cases(struct app *app, struct run_plan *p)
{
	CLEANUP(bulk_case_freep) struct bulk_case *bulk = NULL;
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct run r = { .app = app, .plan = *p, .complaint_id = 1, .case_id = 1 };
	struct photos *photos = arena_new_of(app->arena, struct photos);
	struct arrival *arrivals;
	enum err e;

	r.world = arena_new_of(app->arena, struct world);
	r.walk = arena_new_of(app->arena, struct walk);
	if ((e = world_read(app, p->begin, p->end, r.world)) != OK ||
	    (e = db_number(app->db, SQL_DEMO_COMPLAINT_LAST, NULL, 0, &r.written)) != OK ||
	    (p->cases <= PHOTO_CASES_MAX && (e = photos_make(app, photos)) != OK) ||
	    (e = bulk_case_new(app->db, &bulk)) != OK)
		return e;
	r.bulk = bulk;
	r.walk->w = r.world;
	r.walk->photos = p->cases <= PHOTO_CASES_MAX ? photos : NULL;
	r.walk->memory = &r.memory;
	r.walk->a = a;
	r.walk->end = p->end;
	arrivals = arena_array_of(app->arena, struct arrival, (size_t)p->cases);
	run_arrivals(r.world, p, arrivals);
	return walk_all(&r, arrivals);
}

static enum err
demo_city(struct app *app, struct run_plan *p, bool end_given)
{
	struct vocabulary v;
	bool made, done;
	enum err e = plan_settle(app, p, end_given, &done);

	if (e != OK || done)
		return e;
	p->begin = months_before(p->end, p->months);
	if ((e = vocabulary_read(app->arena, job_share(app, "sql/seed/demo"), &v)) != OK ||
	    (e = city_make(app, &v, &made)) != OK ||
	    (e = city_roster(app, day_of(p->begin), day_of(p->end) + ROSTER_AHEAD)) != OK)
		return e;
	if (p->cases == 0)
		return OK;
	e = make_cases(app, p);
	return e == OK ? plan_store(app, p, true) : e;
}

int
job_demo_city(struct app *app, int argc, char **argv)
{
	static const struct option options[] = {
		{ "cases", required_argument, NULL, 'c' }, { "months", required_argument, NULL, 'm' },
		{ "seed", required_argument, NULL, 's' }, { "end", required_argument, NULL, 'e' }, { 0 }
	};
	struct run_plan p = { .cases = 3000, .months = 12, .seed = 1, .end = clock_now() / USEC_SEC * USEC_SEC };
	int64_t v;
	int32_t day;
	bool end_given = false;
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt == 'c' && parse_i64(optarg, 0, CASES_MAX, &v))
			p.cases = v;
		else if (opt == 'm' && parse_i64(optarg, 1, MONTHS_MAX, &v))
			p.months = (int)v;
		else if (opt == 's' && parse_i64(optarg, 0, INT64_MAX, &v))
			p.seed = (uint64_t)v;
		else if (opt == 'e' && parse_date(optarg, &day)) {
			/* half past four in the afternoon: every desk is at work */
			p.end = day_start(day) + 16 * USEC_HOUR + 30 * USEC_MIN;
			end_given = true;
		} else
			return job_usage(app);
	if (optind != argc)
		return job_usage(app);
	return job_error(app, demo_city(app, &p, end_given));
}

int
job_accounts(struct app *app, int argc, char **argv)
{
	char *text;
	enum err e;

	(void)argv;
	if (argc != 1)
		return job_usage(app);
	e = file_read(app->arena, accounts_path(app), &text, NULL);
	if (e == ERR_NOT_FOUND)
		return job_fail(app, EXIT_MISSING, "no list of accounts: only a demo has one (%s)", accounts_path(app));
	if (e == OK)
		(void)fputs(text, stdout);
	return job_error(app, e);
}
