/* "anjuan papers": what can be asked for at the desk, from its one table; with --run draws what waits. */
#include "config.h"
#include "batch/job.h"

#include <stdio.h>
#include <string.h>

#include "batch/tick_papers.h"
#include "lib/base/check.h"
#include "lib/rule/paper.h"
#include "lib/rule/perm.h"

#include "lib/base/banned.h"

enum { RUN_SECONDS = 3600 };

static void
list_args(uint32_t set, const char *before, const char *behind)
{
	for (int i = 0; i < PAPER_ARG_MAX; i++)
		if ((set >> i & 1) != 0)
			(void)printf(" %s%s%s", before, paper_arg_kind((enum paper_arg)i)->name, behind);
}

static int
list(void)
{
	size_t n;
	const struct paper_kind *k = paper_kinds(&n);

	for (size_t i = 0; i < n; i++) {
		(void)printf("%s:", k[i].code);
		list_args(k[i].need, "", "");
		list_args(k[i].may, "[", "]");
		(void)printf(" (");
		for (int p = 0, some = 0; p < PERM_MAX; p++)
			if (perm_in(k[i].perms, (enum perm)p))
				(void)printf("%s%s", some++ > 0 ? ", " : "", perm_code((enum perm)p));
		(void)puts(")");
	}
	return EXIT_FINE;
}

int
job_papers(struct app *app, int argc, char **argv)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	int64_t drawn = 0, dropped = 0;
	int code;

	if (argc == 1)
		return list();
	if (argc != 2 || strcmp(argv[1], "--run") != 0)
		return job_usage(app);
	code = job_error(app, tick_papers(app, &sv, RUN_SECONDS, &drawn, &dropped));
	(void)printf("%lld papers drawn\n", (long long)drawn);
	return code;
}
