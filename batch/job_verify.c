/*
 * "anjuan verify": one table says what can be held against the ledger, by a
 * word (--ledger) or by what a path leads to (a paper, a package).
 */
#include "config.h"
#include "batch/job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "batch/verify.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"

#include "lib/base/banned.h"

/* A word that is given as it stands, or the bytes a file begins with; one of the two. */
static const struct target {
	const char *word, *magic;
	verify_fn *run;
} targets[] = {
	{ "--ledger", NULL, verify_ledger },
	{ "figures", NULL, verify_figures },
	{ "--month", NULL, verify_month },
	{ NULL, "%PDF-", verify_paper },
	{ NULL, "PK", verify_bag },
};

/* What stands behind the path; NULL, and said why, when it is nothing we know. */
static const struct target *
of_path(const struct app *app, const char *path, int *code)
{
	static const struct target bag = { NULL, NULL, verify_bag };
	CLEANUP(fclosep) FILE *f = fopen(path, "rbe");
	const size_t n = strlen(path);
	char head[8] = "";
	struct stat st;

	if ((stat(path, &st) == 0 && S_ISDIR(st.st_mode)) || (n > 4 && strcmp(path + n - 4, ".tar") == 0))
		return &bag;
	if (f == NULL || fread(head, 1, sizeof(head) - 1, f) == 0) {
		*code = job_fail(app, EXIT_MISSING, "cannot read %s: %s", path, f == NULL ? strerror(errno) : "it is empty");
		return NULL;
	}
	for (size_t i = 0; i < N(targets); i++)
		if (targets[i].magic != NULL && strncmp(head, targets[i].magic, strlen(targets[i].magic)) == 0)
			return &targets[i];
	*code = job_fail(app, EXIT_INPUT, "%s is no paper and no package", path);
	return NULL;
}

int
job_verify(struct app *app, int argc, char **argv)
{
	const struct target *t = NULL;
	int code = EXIT_USAGE;

	if (argc < 2)
		return job_usage(app);
	for (size_t i = 0; i < N(targets) && t == NULL; i++)
		if (targets[i].word != NULL && strcmp(targets[i].word, argv[1]) == 0)
			t = &targets[i];
	if (t == NULL && argv[1][0] == '-')
		return job_usage(app);
	if (t == NULL)
		t = of_path(app, argv[1], &code);
	return t != NULL ? t->run(app, argc - 1, argv + 1) : code;
}
