/* "anjuan bulletin": the month as an official document, or as data. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "batch/bulletin.h"
#include "batch/paper.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "batch/told.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/service/window_ops.h"

#include "lib/base/banned.h"

enum format { FORMAT_PDF, FORMAT_JSON, FORMAT_CSV, FORMAT_MAX };

struct wanted {
	const char *about; /* "2026-10" */
	int year, month;
	enum format format;
	const char *path; /* NULL: standard output */
	enum lang lang;
	bool publish;
};

static enum err
format_of(const char *name, enum format *out)
{
	static const char *const names[FORMAT_MAX] = { "pdf", "json", "csv" };

	for (int i = 0; i < FORMAT_MAX; i++)
		if (strcmp(names[i], name) == 0) {
			*out = (enum format)i;
			return OK;
		}
	return err_raise(ERR_INVALID, "--format is pdf, json or csv");
}

/* False for what getopt or we do not know; *e: an option's value is wrong. */
static bool
options(int argc, char **argv, struct wanted *w, enum err *e)
{
	static const struct option longs[] = { { "month", required_argument, NULL, 'm' },
		{ "format", required_argument, NULL, 'f' },
		{ "output", required_argument, NULL, 'o' },
		{ "lang", required_argument, NULL, 'l' }, { "publish", no_argument, NULL, 'p' }, { NULL, 0, NULL, 0 } };
	int c;

	while (*e == OK && (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1)
		switch (c) {
		case 'm':
			w->about = optarg;
			break;
		case 'f':
			*e = format_of(optarg, &w->format);
			break;
		case 'o':
			w->path = optarg;
			break;
		case 'p':
			w->publish = true;
			break;
		case 'l':
			*e = paper_lang(optarg, &w->lang);
			break;
		default:
			return false;
		}
	if (*e != OK)
		return true;
	if (w->about == NULL || optind != argc || (w->publish && (w->format != FORMAT_PDF || w->path != NULL)))
		return false;
	if (!parse_month(w->about, &w->year, &w->month))
		*e = err_raise(ERR_INVALID, "--month is a month as 2026-10, not \"%s\"", w->about);
	return true;
}

/* For everybody, in the public window; the book of issued papers has it as any other. */
static int
publish(struct app *app, struct pdf *p, const struct wanted *w)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	struct window_paper paper = { .year = w->year, .month = w->month, .lang = w->lang,
		.pages = (int64_t)pdf_pages(p), .os_user = told_by(app->arena) };
	struct blob bytes;
	int32_t revision = 0;
	int code;
	enum err e = pdf_bytes(p, &bytes);

	paper.data = bytes.data;
	paper.size = bytes.len;
	if (e == OK)
		e = window_publish(&sv, &paper, clock_now(), &revision);
	if (e != OK)
		return job_error(app, e);
	code = paper_enter(app, bytes.data, bytes.len, "bulletin", w->about);
	if (code == EXIT_FINE)
		(void)printf("bulletin of %s published, revision %d, %zu bytes\n", w->about, revision, bytes.len);
	return code;
}

static int
draw(struct app *app, const struct bulletin *b, const struct wanted *w)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	CLEANUP(pdf_freep) struct pdf *p = NULL;

	if (paper_fonts_own(app->conf, w->lang, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	p = bulletin_draw(app->arena, fonts, b, w->lang);
	if (w->publish)
		return publish(app, p, w);
	return paper_put_pdf(app, p, w->path, "bulletin", w->about);
}

static int
put_data(struct app *app, const struct bulletin *b, const struct wanted *w)
{
	struct buf out;

	buf_init(&out, app->arena);
	if (w->format == FORMAT_JSON)
		bulletin_json(b, &out);
	else
		bulletin_csv(b, &out);
	return paper_put(app, out.s, out.len, w->path,
	    w->format == FORMAT_JSON ? "bulletin.json" : "bulletin.csv", w->about);
}

int
job_bulletin(struct app *app, int argc, char **argv)
{
	struct wanted w = { .format = FORMAT_PDF, .lang = LANG_ZH };
	struct bulletin *b;
	enum err e = OK;

	if (!options(argc, argv, &w, &e))
		return job_usage(app);
	if (e == OK)
		e = paper_texts(app);
	if (e == OK)
		e = bulletin_read(app->db, app->arena, app->conf, w.year, w.month, &b);
	if (e != OK)
		return job_error(app, e);
	return w.format == FORMAT_PDF ? draw(app, b, &w) : put_data(app, b, &w);
}
