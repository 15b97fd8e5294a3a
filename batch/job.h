/*
 * The batch program's subcommands ("jobs"): what each gets and how it ends.
 * The one table of them stands in batch/main.c.
 */
#ifndef BATCH_JOB_H
#define BATCH_JOB_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"

struct arena;
struct conf;
struct db;

/* What the program says to whoever called it; anjuan.1, EXIT STATUS. */
enum exit_code {
	EXIT_FINE = 0,
	EXIT_USAGE = 1,		/* no such subcommand or option */
	EXIT_INPUT = 2,		/* a file, a date or the configuration is not what it should be */
	EXIT_MISSING = 3,	/* no such case, account, file */
	EXIT_OUTPUT = 4,	/* the result cannot be written */
	EXIT_DATABASE = 5,	/* the database is out of reach: try again */
	EXIT_REFUSED = 6,	/* done, but something was refused or does not hold */
	EXIT_FAILED = 7		/* anything else */
};

/* Which account the configuration has to name (lib/base/conf.h, db_user). */
enum job_needs {
	NEEDS_NOTHING,		/* not even a configuration */
	NEEDS_CONF,		/* no database */
	NEEDS_READ,		/* batch_read */
	NEEDS_WORK,		/* batch_work */
	NEEDS_OWNER		/* owner: migrations only */
};

struct app {
	const char *job;		/* "import" */
	const struct conf *conf;	/* NULL for NEEDS_NOTHING */
	struct db *db;			/* connects at first use; NULL up to NEEDS_CONF */
	struct arena *arena;		/* lives as long as the job */
	const char *conf_path;		/* of the configuration, as it was given */
	int steps_fd;			/* where job_progress() tells how far it is; 0: nowhere */
	bool reads_only;		/* the account may not enter papers: it was refused once */
};

/*
 * Runs the subcommand.  argv[0] is its name and getopt_long() may begin at
 * once.  Returns an enum exit_code and has said on standard error what went
 * wrong; results go to standard output or the file that was named.
 */
typedef int job_fn(struct app *app, int argc, char **argv);

/* "anjuan import: <detail>" on standard error; the exit code for e (EXIT_FINE, and no word, for OK). */
int job_error(const struct app *app, enum err e) MUST_USE;
/* The same with a sentence of the job's own. */
int job_fail(const struct app *app, enum exit_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4))) MUST_USE;
/* Tells whoever started us with "-p FD" that done of total steps are behind us. */
void job_progress(const struct app *app, int64_t done, int64_t total);
/* Says how the job is called; EXIT_USAGE. */
int job_usage(const struct app *app) MUST_USE;

/*
 * Files that belong to the program: sql, conf/maps and templates lie beside
 * each other, in the tree as in the installation.  The path of name
 * ("sql/seed") in the arena.
 */
char *job_share(const struct app *app, const char *name);

job_fn job_migrate, job_seed, job_keys, job_user, job_setting, job_verify, job_options,
    job_notices, job_tick, job_demo_city, job_demo_months, job_accounts, job_import, job_search_index;

/* Makes all cases findable after they were written past the office's own steps, and says how long it took. */
enum err job_make_findable(struct app *app) MUST_USE;

job_fn job_calendar, job_limit, job_papers;

job_fn job_evaluation, job_figures, job_paper, job_bundle, job_dossier, job_explain, job_receipt;
job_fn job_box, job_destroy;

/* The papers of batch/job_sheet.h, each by its own name. */
job_fn job_sheet;
#endif
