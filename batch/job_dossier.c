/* "anjuan dossier": the archive dossiers of one case, of several, or of all closed in a month. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "batch/dossier.h"
#include "batch/paper.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

struct wanted {
	const char *closed_in; /* "2026-10"; NULL: the cases that are named */
	const char *path;      /* file, or folder for many; NULL: standard output */
	enum lang lang;
	char **names;
	size_t n_names;
};

struct id_row {
	int64_t id;
};

/* What one run draws with. */
struct press {
	struct app *app;
	struct service sv; /* with an arena of its own, reset after each dossier */
	struct pdf_fonts *fonts;
	struct dossier_words *words;
	const struct wanted *w;
	bool into_folder, broken;
};

static bool
options(int argc, char **argv, struct wanted *w, enum err *e)
{
	static const struct option longs[] = { { "closed-in", required_argument, NULL, 'c' },
		{ "output", required_argument, NULL, 'o' },
		{ "lang", required_argument, NULL, 'l' }, { NULL, 0, NULL, 0 } };
	int c;

	while (*e == OK && (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1)
		switch (c) {
		case 'c':
			w->closed_in = optarg;
			break;
		case 'o':
			w->path = optarg;
			break;
		case 'l':
			*e = paper_lang(optarg, &w->lang);
			break;
		default:
			return false;
		}
	w->names = argv + optind;
	w->n_names = (size_t)(argc - optind);
	return *e != OK || (w->closed_in != NULL) != (w->n_names > 0);
}

/* The ids wanted, all found before the first is drawn. */
static enum err
find_all(struct press *p, const struct wanted *w, struct id_row **ids, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(id_row, id) };
	int year, month;
	enum err e = OK;

	if (w->closed_in != NULL) {
		if (!parse_month(w->closed_in, &year, &month))
			return err_raise(ERR_INVALID,
			    "--closed-in is a month as 2026-10, not \"%s\"", w->closed_in);
		const struct db_arg args[] = { DB_TIME(month_start(year, month)),
			DB_TIME(month_start(year, month + 1)) };

		return db_all(p->sv.db, SQL_PAPER_CLOSED_IN, args, N(args), cols, N(cols),
		    p->sv.arena, sizeof(**ids), ids, n);
	}
	*ids = arena_array_of(p->sv.arena, struct id_row, w->n_names);
	*n = w->n_names;
	for (size_t i = 0; i < *n && e == OK; i++)
		e = dossier_find(&p->sv, w->names[i], &(*ids)[i].id);
	return e;
}

static bool
is_folder(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

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

static int
draw_all(struct press *p, const struct id_row *ids, size_t n)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	int code = EXIT_FINE;

	p->sv.arena = a;
	for (size_t i = 0; i < n && code == EXIT_FINE; i++) {
		code = draw_one(p, ids[i].id);
		arena_reset(a);
	}
	if (code == EXIT_FINE && p->into_folder)
		(void)printf("%zu dossiers\n", n);
	return code == EXIT_FINE && p->broken ? EXIT_REFUSED : code;
}

int
job_dossier(struct app *app, int argc, char **argv)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	struct wanted w = { .lang = LANG_ZH };
	struct press p = {
		.app = app, .sv = { .db = app->db, .arena = app->arena, .conf = app->conf }, .w = &w
	};
	struct id_row *ids;
	size_t n;
	enum err e = OK;

	if (!options(argc, argv, &w, &e))
		return job_usage(app);
	if (e == OK)
		e = find_all(&p, &w, &ids, &n);
	if (e == OK)
		e = paper_texts(app);
	if (e != OK)
		return job_error(app, e);
	p.into_folder = w.path != NULL && is_folder(w.path);
	if (!p.into_folder && (w.closed_in != NULL || n > 1))
		return job_fail(
		    app, EXIT_INPUT, "many dossiers go into a folder that exists: give -o DIR");
	if (paper_fonts_own(app->conf, w.lang, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	p.fonts = fonts;
	if ((e = dossier_words_read(&p.sv, &p.words)) != OK)
		return job_error(app, e);
	return draw_all(&p, ids, n);
}
