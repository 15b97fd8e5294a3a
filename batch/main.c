/*
 * anjuan: the batch program.  "anjuan -c FILE SUBCOMMAND …"; what each
 * subcommand may do in the database is decided by the account that FILE names.
 */
#include "config.h"
#include "batch/job.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/log.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/service/office_ops.h"

#include "lib/base/banned.h"

static job_fn job_help, job_version;

/* One row a subcommand; anjuan.1 has a paragraph for each (linted). */
static const struct command {
	const char *name;
	job_fn *run;
	enum job_needs needs;
	const char *args;
	const char *what;
} commands[] = {
	{ "help", job_help, NEEDS_NOTHING, "", "list the subcommands" },
	{ "version", job_version, NEEDS_NOTHING, "", "print the program's version" },
	{ "options", job_options, NEEDS_NOTHING, "", "list the options of the configuration" },
	{ "keys", job_keys, NEEDS_CONF, "", "make the secret keys that are missing" },
	{ "migrate", job_migrate, NEEDS_OWNER, "[--sql DIR]", "bring the tables up to date" },
	{ "seed", job_seed, NEEDS_WORK, "[--sql DIR] [--admin]", "load the reference data" },
	{ "demo-city", job_demo_city, NEEDS_WORK, "[--cases N] [--months M] [--seed S] [--end DATE]",
	    "make the demo district and its past" },
	{ "demo-months", job_demo_months, NEEDS_WORK, "", "seal a demo's months but the last one" },
	{ "accounts", job_accounts, NEEDS_CONF, "", "print role, account and password of a demo's people" },
	{ "bulletin", job_paper, NEEDS_READ,
	    "--month YYYY-MM [--dress formal|brief] [--number N] [--words FILE] [--format pdf|json|csv] [-o FILE | --publish] [--lang zh|en]",
	    "draw the month's bulletin" },
	{ "quarterly", job_paper, NEEDS_READ, "--quarter YYYY-Qn [options of bulletin]", "material for the quarterly meeting" },
	{ "report", job_paper, NEEDS_READ, "--month YYYY-MM | --quarter YYYY-Qn | --year YYYY [options of bulletin]",
	    "evaluation report to the committee" },
	{ "unitsheet", job_paper, NEEDS_READ, "--month YYYY-MM [--unit N] [options of bulletin]", "a page a unit" },
	{ "hotline", job_paper, NEEDS_READ, "--month YYYY-MM [options of bulletin]", "the 12345 assessment" },
	{ "target", job_paper, NEEDS_READ, "--month YYYY-MM | --quarter YYYY-Qn | --year YYYY [options of bulletin]",
	    "results for the assessment of targets" },
	{ "reward", job_paper, NEEDS_READ, "as target", "results for rewards, and who is eligible" },
	{ "efficiency", job_paper, NEEDS_READ, "as target", "findings for efficiency supervision" },
	{ "upkeep", job_paper, NEEDS_READ, "as target [--budget FILE]", "upkeep money by maintainer" },
	{ "yearbook", job_paper, NEEDS_READ, "--year YYYY [options of bulletin]", "the year's figures" },
	{ "dossier", job_dossier, NEEDS_READ,
	    "CASE … [-o FILE|DIR] [--lang zh|en] | --all | --from DAY --to DAY | --closed-in YYYY-MM -o DIR", "draw archive dossiers" },
	{ "letter", job_sheet, NEEDS_READ, "CASE [--letter N] [-o FILE] [--lang zh|en]",
	    "draw a supervision letter with receipt slip and answer" },
	{ "supervision", job_sheet, NEEDS_READ, "CASE [-o FILE] [--lang zh|en]", "draw the report of a single-case supervision" },
	{ "refusal", job_sheet, NEEDS_READ, "REPORT [-o FILE] [--lang zh|en]", "draw the letter that refuses a report" },
	{ "answer", job_sheet, NEEDS_READ, "REPORT [-o FILE] [--lang zh|en]", "draw the letter that answers a report" },
	{ "handover", job_sheet, NEEDS_READ, "--book DAY.SHIFT [-o FILE] [--lang zh|en]", "draw a shift's hand-over for the wall" },
	{ "meeting", job_sheet, NEEDS_READ, "--month YYYY-MM [-o FILE] [--lang zh|en]",
	    "draw the paper for hot and difficult problems" },
	{ "onsite", job_sheet, NEEDS_READ, "--year YYYY [-o FILE] [--lang zh|en]", "draw the paper of the annual on-site assessment" },
	{ "campaign", job_sheet, NEEDS_READ, "--matter N [-o FILE] [--lang zh|en]", "draw the report of a campaign" },
	{ "box", job_box, NEEDS_WORK,
	    "fill [--max N] | list BOX | labels BOX|--year YYYY | pack BOX -o DIR|FILE.zip|FILE.tar | caller FILE --user LOGIN --reason TEXT",
	    "the archive's boxes: fill them, list, label and pack them, open a caller's file" },
	{ "destroy", job_destroy, NEEDS_WORK, "LIST -o FILE.pdf [--lang zh|en]",
	    "carry out a destruction list that bears two signatures" },
	{ "explain", job_explain, NEEDS_READ, "CASE [--at TIME] [--format text|json] [--lang zh|en]",
	    "every clock of a case, line by line" },
	{ "receipt", job_receipt, NEEDS_NOTHING, "--fonts DIR --templates DIR",
	    "draw the receipt described on standard input" },
	{ "bundle", job_bundle, NEEDS_NOTHING, "--fonts DIR --templates DIR",
	    "draw the complaints described on standard input as one document" },
	{ "import", job_import, NEEDS_WORK, "cases --map MAP --tz ZONE [--rejects FILE] FILE",
	    "take over the cases of another system from a CSV file" },
	{ "user", job_user, NEEDS_WORK, "list | add LOGIN NAME | passwd LOGIN | role LOGIN [+-]ROLE …",
	    "accounts and their roles" },
	{ "setting", job_setting, NEEDS_WORK, "[NAME [VALUE]]", "show or change the office's settings" },
	{ "search-index", job_search_index, NEEDS_WORK, "[--from CASE-ID]", "build the index of search anew" },
	{ "calendar", job_calendar, NEEDS_WORK, "import FILE --from DATE [--dry-run]",
	    "holidays and make-up days from a day on; says what that touches" },
	{ "limit", job_limit, NEEDS_WORK, "set CODE|condition:ID AMOUNT UNIT --from DATE [--dry-run]",
	    "another limit of a step or a filing condition from a day on" },
	{ "figures", job_figures, NEEDS_WORK, "[--check | --anew]", "count all figures, or look whether they hold" },
	{ "evaluation", job_evaluation, NEEDS_READ,
	    "--month YYYY-MM | --year YYYY [--months N] [--part PART] [--as-of DATE] [--unit ID …] [--score SCHEME | --cases COUNT --key ID]",
	    "the office's own figures by part, or the cases behind a number" },
	{ "tick", job_tick, NEEDS_WORK, "[-v]", "the minute's work: late marks, seal, notices, pictures, tidying" },
	{ "papers", job_papers, NEEDS_WORK, "[--run]", "list what the desk can ask for, or draw what it has asked for" },
	{ "notices", job_notices, NEEDS_WORK, "[--dead | --waiting | --retry ID|all]",
	    "messages that wait or are dead, and another try" },
	{ "verify", job_verify, NEEDS_READ, "--ledger | figures --month YYYY-MM | FILE.pdf | BAG",
	    "hold the ledger, the figures, or a paper or a package against it" },
};

static const char *const needs_text[] = {
	[NEEDS_NOTHING] = "-", [NEEDS_CONF] = "-", [NEEDS_READ] = "batch_read",
	[NEEDS_WORK] = "batch_work", [NEEDS_OWNER] = "owner",
};

/* How our errors end the program. */
static const enum exit_code exit_of[ERR_MAX] = {
	[OK] = EXIT_FINE,
	[ERR_NOT_FOUND] = EXIT_MISSING,
	[ERR_DENIED] = EXIT_REFUSED,
	[ERR_INVALID] = EXIT_INPUT,
	[ERR_CONFLICT] = EXIT_REFUSED,
	[ERR_TOO_LARGE] = EXIT_INPUT,
	[ERR_TOO_MANY] = EXIT_REFUSED,
	[ERR_UNAVAILABLE] = EXIT_DATABASE,
	[ERR_LOGIN] = EXIT_REFUSED,
	[ERR_INTERNAL] = EXIT_FAILED,
};

static const struct command *
find(const char *name)
{
	for (size_t i = 0; i < N(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

int
job_error(const struct app *app, enum err e)
{
	if (e == OK)
		return EXIT_FINE;
	(void)fprintf(stderr, "anjuan %s: %s%s%s\n", app->job, err_text()[0] != '\0' ? err_text() : err_name(e),
	    err_field() != NULL ? ": " : "", err_field() != NULL ? err_field() : "");
	return (unsigned)e < ERR_MAX ? (int)exit_of[e] : EXIT_FAILED;
}

int
job_fail(const struct app *app, enum exit_code code, const char *fmt, ...)
{
	va_list ap;

	(void)fprintf(stderr, "anjuan %s: ", app->job);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fputc('\n', stderr);
	return (int)code;
}

void
job_progress(const struct app *app, int64_t done, int64_t total)
{
	/* whoever listens may have gone: the paper is drawn all the same */
	if (app->steps_fd > 0 && dprintf(app->steps_fd, "%lld/%lld\n", (long long)done, (long long)total) < 0)
		errno = 0;
}

int
job_usage(const struct app *app)
{
	const struct command *c = find(app->job);

	(void)fprintf(stderr, "usage: anjuan [-c FILE] %s %s\n", app->job, c != NULL ? c->args : "");
	return EXIT_USAGE;
}

char *
job_share(const struct app *app, const char *name)
{
	const char *dir = app->conf->template_dir, *slash;
	size_t n = strlen(dir);

	while (n > 1 && dir[n - 1] == '/')
		n--;
	slash = memrchr(dir, '/', n);
	if (slash == NULL)
		return arena_strdup(app->arena, name);
	return arena_printf(app->arena, "%.*s/%s", (int)(slash - dir), dir, name);
}

static int
job_help(struct app *app, int argc, char **argv)
{
	(void)app;
	(void)argc;
	(void)argv;
	(void)puts("usage: anjuan [-c FILE] SUBCOMMAND [ARGUMENT …]\n\n"
	           "The third column is the database account that FILE has to name.\n");
	for (size_t i = 0; i < N(commands); i++)
		(void)printf("  %-10s %-48s %-10s\n             %s\n", commands[i].name, commands[i].args,
		    needs_text[commands[i].needs], commands[i].what);
	return EXIT_FINE;
}

static int
job_version(struct app *app, int argc, char **argv)
{
	(void)app;
	(void)argc;
	(void)argv;
	(void)puts(PACKAGE_STRING);
	return EXIT_FINE;
}

static int
run(struct app *app, const struct command *c, const char *path, int argc, char **argv)
{
	CLEANUP(db_closep) struct db *db = NULL;
	struct conf conf;
	enum err e;

	if (c->needs != NEEDS_NOTHING) {
		if ((e = conf_load(app->arena, path, &conf)) != OK)
			return job_error(app, e);
		if ((e = zone_use(conf.zone)) != OK)
			return job_error(app, e);
		app->conf = &conf;
	}
	if (c->needs > NEEDS_CONF) {
		if ((e = db_open(&conf, &db)) != OK)
			return job_error(app, e);
		app->db = db;
		if (c->needs != NEEDS_OWNER)
			office_identify_once(db, app->arena, &conf);
	}
	return c->run(app, argc, argv);
}

/* What was printed must have arrived: a full disk is no success. */
static int
finish(const struct app *app, int code)
{
	if (fflush(stdout) != 0 || ferror(stdout) != 0)
		return job_fail(app, EXIT_OUTPUT, "cannot write to standard output: %s", strerror(errno));
	return code;
}

int
main(int argc, char **argv)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct app app = { .job = "help", .arena = a };
	const char *path = ANJUAN_SYSCONFDIR "/anjuan.conf";
	const struct command *c;
	int64_t fd;
	int opt;

	while ((opt = getopt(argc, argv, "+c:hp:")) != -1)
		if (opt == 'c')
			path = optarg;
		else if (opt == 'p' && parse_i64(optarg, 3, 9, &fd))
			app.steps_fd = (int)fd;
		else if (opt == 'h')
			return finish(&app, job_help(&app, 0, NULL));
		else
			return job_usage(&app);
	if (optind >= argc)
		return finish(&app, job_help(&app, 0, NULL)) == EXIT_FINE ? EXIT_USAGE : EXIT_OUTPUT;
	argc -= optind;
	argv += optind;
	optind = 0;	/* the job's own options begin anew */
	app.job = argv[0];
	app.conf_path = path;
	if ((c = find(argv[0])) == NULL)
		return job_fail(&app, EXIT_USAGE, "no such subcommand; \"anjuan help\" lists them");
	if (app.steps_fd > 0)
		(void)signal(SIGPIPE, SIG_IGN);
	if (secret_init() != OK)
		return job_fail(&app, EXIT_FAILED, "%s", err_text());
	log_level_set(LOG_WARN);
	return finish(&app, run(&app, c, path, argc, argv));
}
