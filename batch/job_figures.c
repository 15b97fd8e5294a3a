/* "anjuan figures": counts the public's figures and the office's own now, anew, or looks whether they hold. */
#include "config.h"
#include "batch/job.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/service/evaluation.h"
#include "lib/service/window_ops.h"

#include "lib/base/banned.h"

/* All periods of a span; *bad counts those that come out otherwise now. */
static enum err
check_span(struct service *sv, enum figure_span span, int *periods, int *bad)
{
	struct figure_run *runs;
	size_t n;
	enum err e = store_figure_runs(sv->db, sv->arena, span, &runs, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		CLEANUP(arena_freep) struct arena *a = arena_new();
		struct service own = { .db = sv->db, .arena = a, .conf = sv->conf };
		bool same = true;

		e = window_check(&own, span, runs[i].first_day, &same);
		(*periods)++;
		if (e == OK && !same) {
			(*bad)++;
			(void)printf("%s %s: comes out otherwise now\n", span == SPAN_YEAR ? "year" : "month",
			    time_local_date(a, day_start(runs[i].first_day)));
		}
	}
	return e;
}

/* The same of the office's own. */
static enum err
check_own(struct service *sv, enum eval_span span, int *periods, int *bad)
{
	struct eval_run *runs;
	size_t n;
	enum err e = store_eval_runs(sv->db, sv->arena, span, &runs, &n);

	for (size_t i = 0; i < n && e == OK && runs[i].rules == eval_rules(); i++) {
		CLEANUP(arena_freep) struct arena *a = arena_new();
		struct service own = { .db = sv->db, .arena = a, .conf = sv->conf };
		bool same = true;

		e = evaluation_check(&own, span, runs[i].first_day, &same);
		(*periods)++;
		if (e == OK && !same) {
			(*bad)++;
			(void)printf("%s %s: the office's own come out otherwise now\n", span == EVAL_YEAR ? "year" : "month",
			    time_local_date(a, day_start(runs[i].first_day)));
		}
	}
	return e;
}

static int
check(struct app *app, struct service *sv)
{
	int periods = 0, bad = 0;
	enum err e = check_span(sv, SPAN_MONTH, &periods, &bad);

	if (e == OK)
		e = check_span(sv, SPAN_YEAR, &periods, &bad);
	if (e == OK)
		e = check_own(sv, EVAL_MONTH, &periods, &bad);
	if (e == OK)
		e = check_own(sv, EVAL_YEAR, &periods, &bad);
	if (e != OK)
		return job_error(app, e);
	(void)printf("%d periods looked at, %d come out otherwise\n", periods, bad);
	return bad > 0 ? EXIT_REFUSED : EXIT_FINE;
}

/* Until nothing is left to count. */
static enum err
run_all(struct service *sv, enum err (*run)(struct service *, usec_t, int64_t *), int64_t *all)
{
	int64_t done = 1;
	enum err e = OK;

	while (e == OK && done > 0) {
		e = run(sv, clock_now(), &done);
		*all += e == OK ? done : 0;
	}
	return e;
}

int
job_figures(struct app *app, int argc, char **argv)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	const bool anew = argc == 2 && strcmp(argv[1], "--anew") == 0;
	int64_t all = 0;
	enum err e = OK;

	if (argc == 2 && strcmp(argv[1], "--check") == 0)
		return check(app, &sv);
	if (argc > 2 || (argc == 2 && !anew))
		return job_usage(app);
	if (anew && (e = window_forget(&sv)) == OK)
		e = evaluation_forget(&sv);
	if (e == OK)
		e = run_all(&sv, window_run, &all);
	if (e == OK)
		e = run_all(&sv, evaluation_run, &all);
	if (e != OK)
		return job_error(app, e);
	(void)printf("%lld periods counted\n", (long long)all);
	return EXIT_FINE;
}
