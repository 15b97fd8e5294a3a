/* "anjuan box": filling boxes, their lists and labels, packages, and opening a caller's file. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "batch/box.h"
#include "batch/files.h"
#include "batch/paper.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/rule/workflow.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

struct wanted {
	const char *path, *user, *reason;
	enum lang lang;
	int64_t max, year;
	char **names;
	size_t n_names;
};

/* What one of its commands works with. */
struct box_job {
	struct app *app;
	struct service sv;
	struct wanted w;
	struct box_office office;
	struct pdf_fonts *fonts;
};

static bool
options(int argc, char **argv, struct wanted *w, enum err *e)
{
	static const struct option longs[] = { { "output", required_argument, NULL, 'o' }, { "lang", required_argument, NULL, 'l' },
		{ "max", required_argument, NULL, 'm' }, { "year", required_argument, NULL, 'y' },
		{ "user", required_argument, NULL, 'u' }, { "reason", required_argument, NULL, 'r' }, { NULL, 0, NULL, 0 } };
	int c;

	while (*e == OK && (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1)
		switch (c) {
		case 'o':
			w->path = optarg;
			break;
		case 'l':
			*e = paper_lang(optarg, &w->lang);
			break;
		case 'm':
			if (!parse_i64(optarg, 1, INT64_MAX, &w->max))
				*e = err_raise(ERR_INVALID, "--max is a number from 1 on, not \"%s\"", optarg);
			break;
		case 'y':
			if (!parse_i64(optarg, 1949, 9999, &w->year))
				*e = err_raise(ERR_INVALID, "--year is a year, not \"%s\"", optarg);
			break;
		case 'u':
			w->user = optarg;
			break;
		case 'r':
			w->reason = optarg;
			break;
		default:
			return false;
		}
	w->names = argv + optind;
	w->n_names = (size_t)(argc - optind);
	return true;
}

/* --- commands -------------------------------------------------------------- */

static int
fill(struct box_job *j)
{
	int64_t done = 0, rest = 0;
	enum err e = archive_fill(&j->sv, j->w.max, &done);

	if (e == OK)
		e = store_waiting_count(j->sv.db, &rest);
	if (e != OK)
		return job_error(j->app, e);
	(void)printf("%lld cases put into boxes, %lld wait\n", (long long)done, (long long)rest);
	return EXIT_FINE;
}

static enum err
find_box(struct box_job *j, struct box_row *b)
{
	enum err e = store_box_by_code(j->sv.db, j->sv.arena, j->w.names[0], b);

	return e == ERR_NOT_FOUND ? err_raise(e, "there is no box %s", j->w.names[0]) : e;
}

static int
list(struct box_job *j)
{
	CLEANUP(pdf_freep) struct pdf *p = NULL;
	struct item_row *items;
	struct box_row b;
	size_t n;
	enum err e = find_box(j, &b);

	if (e == OK)
		e = store_items(j->sv.db, j->sv.arena, b.id, clock_now(), &items, &n);
	if (e != OK)
		return job_error(j->app, e);
	p = box_list_draw(j->sv.arena, j->fonts, &j->office, &b, items, n, j->w.lang);
	return paper_put_pdf(j->app, p, j->w.path, "box-list", b.code);
}

/* Of one box, or of all of a year. */
static int
labels(struct box_job *j)
{
	CLEANUP(pdf_freep) struct pdf *p = NULL;
	struct box_row one, *b = &one;
	size_t n = 1;
	enum err e = j->w.n_names == 1 ? find_box(j, &one) :
	    store_boxes_of_year(j->sv.db, j->sv.arena, (int32_t)j->w.year, &b, &n);

	if (e == OK && n == 0)
		e = err_raise(ERR_NOT_FOUND, "there are no boxes of %lld", (long long)j->w.year);
	if (e == OK)
		e = box_labels_draw(j->sv.arena, j->fonts, &j->office, b, n, j->w.lang, &p);
	return e == OK ? paper_put_pdf(j->app, p, j->w.path, "box-labels", b->code) : job_error(j->app, e);
}

static int
pack(struct box_job *j)
{
	struct box_row b;
	struct bag_job bag = { j->app, &j->sv, j->fonts, &j->office, &b, j->w.path, j->w.lang };
	enum err e;

	if (j->w.path == NULL)
		return job_usage(j->app);
	if ((e = find_box(j, &b)) != OK)
		return job_error(j->app, e);
	return box_pack(&bag);
}

/* Who may see a contact at the desk may see it here, with a reason, and the complaint's ledger says so. */
static int
caller(struct box_job *j)
{
	struct user_login *login;
	struct user *u;
	const char *text;
	char *file;
	size_t len;
	enum err e;

	if (j->w.user == NULL || j->w.reason == NULL || j->w.reason[0] == '\0')
		return job_usage(j->app);
	if ((e = file_read(j->sv.arena, j->w.names[0], &file, &len)) != OK ||
	    (e = store_user_login(j->sv.db, j->sv.arena, j->w.user, &login)) != OK)
		return e == ERR_NOT_FOUND ? job_fail(j->app, EXIT_MISSING, "no account %s, or no such file", j->w.user) : job_error(j->app, e);
	if ((e = store_user_by_id(j->sv.db, j->sv.arena, login->id, clock_now(), &u)) != OK)
		return job_error(j->app, e);
	const struct actor who = { .user_id = u->id, .unit_id = u->unit_id, .role = u->nroles > 0 ? (enum role)u->roles[0].role_id : ROLE_NONE,
		.perms = u->perms };

	if ((e = archive_caller_open(&j->sv, file, len, &who, j->w.reason, &text)) != OK)
		return job_error(j->app, e);
	(void)fputs(text, stdout);
	return EXIT_FINE;
}

static const struct {
	int (*run)(struct box_job *j);
	const char *name;
	size_t least, most;	/* names */
	bool draws;
} commands[] = {
	{ fill, "fill", 0, 0, false },
	{ list, "list", 1, 1, true },
	{ labels, "labels", 0, 1, true },
	{ pack, "pack", 1, 1, true },
	{ caller, "caller", 1, 1, false },
};

/* --- job ------------------------------------------------------------------- */

static enum err
prepare(struct box_job *j)
{
	const struct conf *c = j->app->conf;
	const struct office *office;
	enum err e = office_now(&j->sv, &office);

	if (e != OK || (e = paper_texts(j->app)) != OK)
		return e;
	j->office.fonds = office->fonds;
	j->office.name = j->w.lang == LANG_EN && c->office_name_en[0] != '\0' ? c->office_name_en : c->office_name;
	return paper_fonts_own(c, j->w.lang, &j->fonts);
}

static int
run(struct box_job *j, size_t i)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	enum err e = commands[i].draws ? prepare(j) : OK;

	fonts = j->fonts;
	if (e == ERR_UNAVAILABLE && fonts == NULL)
		return job_fail(j->app, EXIT_FAILED, "%s", err_text());
	return e == OK ? commands[i].run(j) : job_error(j->app, e);
}

int
job_box(struct app *app, int argc, char **argv)
{
	struct box_job j = { .app = app, .sv = { .db = app->db, .arena = app->arena, .conf = app->conf, .cache = office_cache_new() },
		.w = { .lang = LANG_ZH, .max = INT64_MAX } };
	int code = EXIT_USAGE;
	enum err e = OK;
	size_t i = 0;

	while (argc > 1 && i < N(commands) && strcmp(commands[i].name, argv[1]) != 0)
		i++;
	if (argc < 2 || i == N(commands) || !options(argc - 1, argv + 1, &j.w, &e))
		code = job_usage(app);
	else if (e != OK)
		code = job_error(app, e);
	else if (j.w.n_names < commands[i].least || j.w.n_names > commands[i].most)
		code = job_usage(app);
	else
		code = run(&j, i);
	office_cache_free(j.sv.cache);
	return code;
}
