/*
 * "anjuan dossier": the archive dossiers of one case, of several, or of all
 * closed in a span.  A run over many goes through them a page of ids at a time
 * and can be broken off: the next one draws what is not there yet.
 */
#include "config.h"
#include "batch/job.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/dossier.h"
#include "batch/files.h"
#include "batch/paper.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "batch/progress.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

struct wanted {
	bool many;		/* a span: --all, --from, --to, --closed-in */
	usec_t from, until;	/* closed in [from, until) */
	const char *path;	/* file, or folder for many; NULL: standard output */
	enum lang lang;
	char **names;
	size_t n_names;
};

struct id_row {
	int64_t id;
	usec_t closed_at;
	const char *number;
};

/* What one run draws with. */
struct press {
	struct app *app;
	struct service sv; /* with an arena of its own, reset after each dossier */
	struct pdf_fonts *fonts;
	struct dossier_words *words;
	const struct wanted *w;
	bool into_folder, broken;
	int64_t drawn, there;
};

/* --- what is wanted -------------------------------------------------------- */

static enum err
take_day(const char *option, const char *text, int32_t add, usec_t *to)
{
	int32_t day;

	if (!parse_date(text, &day))
		return err_raise(ERR_INVALID, "%s is a day as 2026-10-31, not \"%s\"", option, text);
	*to = day_start(day + add);
	return OK;
}

static enum err
take_month(const char *text, struct wanted *w)
{
	int year, month;

	if (!parse_month(text, &year, &month))
		return err_raise(ERR_INVALID, "--closed-in is a month as 2026-10, not \"%s\"", text);
	w->from = month_start(year, month);
	w->until = month_start(year, month + 1);
	return OK;
}

static enum err
take_option(int c, struct wanted *w)
{
	w->many = w->many || strchr("acft", c) != NULL;
	switch (c) {
	case 'c':
		return take_month(optarg, w);
	case 'f':
		return take_day("--from", optarg, 0, &w->from);
	case 't':
		return take_day("--to", optarg, 1, &w->until);
	case 'l':
		return paper_lang(optarg, &w->lang);
	case 'o':
		w->path = optarg;
		return OK;
	default:
		return OK;
	}
}

static bool
options(int argc, char **argv, struct wanted *w, enum err *e)
{
	static const struct option longs[] = { { "all", no_argument, NULL, 'a' }, { "closed-in", required_argument, NULL, 'c' },
		{ "from", required_argument, NULL, 'f' }, { "to", required_argument, NULL, 't' },
		{ "output", required_argument, NULL, 'o' }, { "lang", required_argument, NULL, 'l' }, { NULL, 0, NULL, 0 } };
	int c;

	while (*e == OK && (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1) {
		if (c == '?')
			return false;
		*e = take_option(c, w);
	}
	w->names = argv + optind;
	w->n_names = (size_t)(argc - optind);
	return *e != OK || w->many != (w->n_names > 0);
}

/* The ids that are named, all found before the first is drawn. */
static enum err
find_named(struct press *p, const struct wanted *w, struct id_row **ids)
{
	enum err e = OK;

	*ids = arena_array_of(p->sv.arena, struct id_row, w->n_names);
	for (size_t i = 0; i < w->n_names && e == OK; i++) {
		(*ids)[i] = (struct id_row){ .id = 0 };
		e = dossier_find(&p->sv, w->names[i], &(*ids)[i].id);
	}
	return e;
}

static bool
is_folder(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

/* --- one ------------------------------------------------------------------- */

static bool
is_broken(const struct dossier *d)
{
	bool broken = d->ledger.bad != NULL;

	for (size_t i = 0; i < d->n_complaints; i++)
		broken = broken || d->complaints[i].ledger.bad != NULL;
	return broken;
}

/* "DIR/2026-000123-X.pdf", "DIR/17.pdf". */
static const char *
path_for(const struct press *p, const struct dossier *d)
{
	const char *name = d->label[0] == '#' ? d->label + 1 : d->label;

	return p->into_folder ? arena_printf(p->sv.arena, "%s/%s.pdf", p->w->path, name)
			      : p->w->path;
}

static int
draw_one(struct press *p, int64_t id)
{
	CLEANUP(pdf_freep) struct pdf *pdf = NULL;
	struct dossier *d;
	enum err e = dossier_read(&p->sv, p->words, id, &d);

	if (e != OK)
		return job_error(p->app, e);
	pdf = dossier_draw(p->sv.arena, p->fonts, d, p->w->lang);
	if (is_broken(d)) {
		p->broken = true;
		(void)fprintf(
		    stderr, "anjuan %s: %s: its ledger does not hold\n", p->app->job, d->label);
	}
	return paper_put_pdf(p->app, pdf, path_for(p, d), "dossier", d->label);
}

/* --- many ------------------------------------------------------------------ */

enum { PAGE = 500 };

/* Whether an earlier run has drawn it: the file is there whole, and where papers are entered it is in the book. */
static enum err
is_there(struct press *p, const struct id_row *r, bool *there)
{
	unsigned char hash[HASH_LEN];
	char *data;
	size_t len;
	int64_t n = 0;
	enum err e;

	*there = false;
	if (r->number == NULL)
		return OK;
	e = file_read(p->sv.arena, arena_printf(p->sv.arena, "%s/%s.pdf", p->w->path, r->number), &data, &len);
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	hash_sha256(hash, data, len);
	{
		const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN) };

		e = db_number(p->sv.db, SQL_PAPER_IS_ISSUED, args, N(args), &n);
	}
	*there = n > 0 || p->app->reads_only;
	return e;
}

static int
draw_row(struct press *p, const struct id_row *r)
{
	bool there = false;
	enum err e = p->w->many ? is_there(p, r, &there) : OK;
	int code = e != OK ? job_error(p->app, e) : there ? EXIT_FINE : draw_one(p, r->id);

	*(there ? &p->there : &p->drawn) += code == EXIT_FINE;
	return code;
}

static int
draw_rows(struct press *p, const struct id_row *rows, size_t n, struct progress *bar, int64_t total)
{
	struct arena *job = p->app->arena;
	int code = EXIT_FINE;

	p->app->arena = p->sv.arena;	/* what it writes with is gone after each, too */
	for (size_t i = 0; i < n && code == EXIT_FINE; i++) {
		code = draw_row(p, &rows[i]);
		arena_reset(p->sv.arena);
		progress_show(bar, p->drawn + p->there, total, p->drawn);
	}
	p->app->arena = job;
	return code;
}

static enum err
next_page(struct press *p, struct arena *a, const struct id_row *last, struct id_row **rows, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(id_row, id), COL_TIME(id_row, closed_at), COL_STR(id_row, number) };
	const struct db_arg args[] = { DB_TIME(p->w->from), DB_TIME(p->w->until), DB_TIME(last->closed_at),
		DB_TIME(last->closed_at), DB_I64(last->id), DB_I64(PAGE) };

	return db_all(p->sv.db, SQL_PAPER_CLOSED_PAGE, args, N(args), cols, N(cols), a, sizeof(**rows), rows, n);
}

static int
draw_many(struct press *p, struct progress *bar)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const struct db_arg span[] = { DB_TIME(p->w->from), DB_TIME(p->w->until) };
	struct id_row last = { 0, p->w->from, NULL }, *rows;
	int64_t total = 0;
	size_t n = PAGE;
	int code = EXIT_FINE;
	enum err e = db_number(p->sv.db, SQL_PAPER_CLOSED_COUNT, span, N(span), &total);

	while (e == OK && code == EXIT_FINE && n == PAGE) {
		arena_reset(a);
		e = next_page(p, a, &last, &rows, &n);
		if (e == OK && n > 0) {
			code = draw_rows(p, rows, n, bar, total);
			last = rows[n - 1];
		}
	}
	return e != OK ? job_error(p->app, e) : code;
}

/* What a run that was killed was writing: nobody else is here. */
static void
sweep_folder(struct press *p)
{
	DIR *dir = opendir(p->w->path);

	if (dir == NULL)
		return;
	for (const struct dirent *f; (f = readdir(dir)) != NULL;)
		if (strstr(f->d_name, ".pdf.new.") != NULL)
			(void)unlinkat(dirfd(dir), f->d_name, 0);
	(void)closedir(dir);
}

/* One run at a time writes into a folder. */
static int
lock_folder(struct press *p, int *fd)
{
	*fd = open(arena_printf(p->sv.arena, "%s/.lock", p->w->path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*fd < 0)
		return job_fail(p->app, EXIT_OUTPUT, "cannot write into %s: %s", p->w->path, strerror(errno));
	if (flock(*fd, LOCK_EX | LOCK_NB) != 0)
		return job_fail(p->app, EXIT_REFUSED, "another run writes into %s", p->w->path);
	sweep_folder(p);
	return EXIT_FINE;
}

static int
run(struct press *p, const struct id_row *ids)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	CLEANUP(closep) int fd = -1;
	struct progress bar;
	int code = p->into_folder ? lock_folder(p, &fd) : EXIT_FINE;

	p->sv.arena = a;
	progress_begin(&bar, "dossiers");
	if (code == EXIT_FINE)
		code = p->w->many ? draw_many(p, &bar) : draw_rows(p, ids, p->w->n_names, &bar, (int64_t)p->w->n_names);
	progress_end(&bar);
	if (code == EXIT_FINE && p->into_folder && p->there > 0)
		(void)printf("%lld dossiers, %lld were there\n", (long long)p->drawn, (long long)p->there);
	else if (code == EXIT_FINE && p->into_folder)
		(void)printf("%lld dossiers\n", (long long)p->drawn);
	if (fd >= 0)
		(void)unlink(arena_printf(p->sv.arena, "%s/.lock", p->w->path));
	return code == EXIT_FINE && p->broken ? EXIT_REFUSED : code;
}

int
job_dossier(struct app *app, int argc, char **argv)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	struct wanted w = { .lang = LANG_ZH, .from = 0, .until = INT64_MAX };
	struct press p = { .app = app, .sv = { .db = app->db, .arena = app->arena, .conf = app->conf }, .w = &w };
	struct id_row *ids = NULL;
	enum err e = OK;

	if (!options(argc, argv, &w, &e))
		return job_usage(app);
	if (e == OK && !w.many)
		e = find_named(&p, &w, &ids);
	if (e == OK)
		e = paper_texts(app);
	if (e != OK)
		return job_error(app, e);
	p.into_folder = w.path != NULL && is_folder(w.path);
	if (!p.into_folder && (w.many || w.n_names > 1))
		return job_fail(app, EXIT_INPUT, "many dossiers go into a folder that exists: give -o DIR");
	if (paper_fonts_own(app->conf, w.lang, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	p.fonts = fonts;
	if ((e = dossier_words_read(&p.sv, &p.words)) != OK)
		return job_error(app, e);
	return run(&p, ids);
}
