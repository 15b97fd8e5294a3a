/*
 * "anjuan search-index": builds the sets of search anew from the cases' texts,
 * 32768 cases a transaction.  The office goes on meanwhile.
 */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>

#include "batch/progress.h"
#include "lib/base/arena.h"
#include "lib/base/num.h"
#include "lib/service/search_index.h"

#include "lib/base/banned.h"

static void
say(void *ctx, int64_t done, int64_t of)
{
	progress_show(ctx, done, of, done);
}

static enum err
build(struct app *app, int64_t from_id)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct service sv = { .db = app->db, .arena = a, .conf = app->conf };
	struct search_built built;
	struct progress bar;
	enum err e;

	progress_begin(&bar, "cases made findable");
	e = search_build(&sv, from_id, say, &bar, &built);
	progress_end(&bar);
	if (e == OK)
		(void)printf("%lld cases made findable by %lld tokens, %.1f MB, in %.1f s\n", (long long)built.cases,
		    (long long)built.tokens, (double)built.bytes / 1e6, progress_seconds(&bar));
	return e;
}

enum err
job_make_findable(struct app *app)
{
	return build(app, 1);
}

int
job_search_index(struct app *app, int argc, char **argv)
{
	static const struct option options[] = {
		{ "from", required_argument, NULL, 'f' }, { 0 }
	};
	int64_t from = 1;
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt != 'f' || !parse_i64(optarg, 1, INT64_MAX, &from))
			return job_usage(app);
	if (optind != argc)
		return job_usage(app);
	return job_error(app, build(app, from));
}
