/* "anjuan bulletin", "quarterly", "report", "yearbook" …: papers made of figures, or their figures as data. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "batch/figure_papers.h"
#include "batch/files.h"
#include "batch/paper.h"
#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "batch/told.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/part/csv.h"
#include "lib/service/window_ops.h"

#include "lib/base/banned.h"

enum format { FORMAT_PDF, FORMAT_JSON, FORMAT_CSV, FORMAT_XLSX, FORMAT_MAX };
enum { WORDS_MAX = 32, BUDGET_MAX = 2000 };

struct wanted {
	const struct figure_paper *kind;
	struct figures_about about;
	const char *name;	/* "2026-10", as it stands in the book */
	enum format format;
	const char *path;	/* NULL: standard output */
	const char *words;	/* file with the office's own paragraphs */
	const char *budget;	/* file with what each maintainer gets */
	struct figure_wish wish;
	bool publish;
};

static enum err
word_of(const char *value, const char *const *words, size_t n, const char *sentence, int *out)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], value) == 0) {
			*out = (int)i;
			return OK;
		}
	return err_raise(ERR_INVALID, "%s", sentence);
}

static enum err
format_of(const char *value, enum format *out)
{
	static const char *const names[FORMAT_MAX] = { "pdf", "json", "csv", "xlsx" };
	int n = 0;
	enum err e = word_of(value, names, N(names), "--format is pdf, json, csv or xlsx", &n);

	*out = (enum format)n;
	return e;
}

static enum err
dress_of(const char *value, enum press_dress *out)
{
	static const char *const names[DRESS_MAX] = { "formal", "brief" };
	int n = 0;
	enum err e = word_of(value, names, N(names), "--dress is formal or brief", &n);

	*out = (enum press_dress)n;
	return e;
}

/* "2026-10", "2026-Q3", "2026". */
static enum err
about_of(enum figures_span span, const char *value, struct wanted *w)
{
	struct figures_about *q = &w->about;
	int64_t year = 0;
	bool good = false;

	w->name = value;
	*q = (struct figures_about){ .span = span };
	if (span == BY_MONTH)
		good = parse_month(value, &q->year, &q->no);
	else if (span == BY_QUARTER && strlen(value) == 7 && value[4] == '-' && (value[5] == 'Q' || value[5] == 'q'))
		good = parse_month((char[8]){ value[0], value[1], value[2], value[3], '-', '0', value[6], '\0' }, &q->year,
			   &q->no) && q->no <= 4;
	else if (span == BY_YEAR && parse_i64(value, 1970, 9999, &year)) {
		q->year = (int)year;
		good = true;
	}
	if (good)
		return OK;
	return err_raise(ERR_INVALID, span == BY_MONTH ? "--month is a month as 2026-10, not \"%s\""
		: span == BY_QUARTER ? "--quarter is a quarter as 2026-Q3, not \"%s\"" : "--year is a year as 2026, not \"%s\"",
	    value);
}

static enum err
option(struct wanted *w, int c, const char *value)
{
	switch (c) {
	case 'm': return about_of(BY_MONTH, value, w);
	case 'q': return about_of(BY_QUARTER, value, w);
	case 'y': return about_of(BY_YEAR, value, w);
	case 'f': return format_of(value, &w->format);
	case 'd': return dress_of(value, &w->wish.dress);
	case 'l': return paper_lang(value, &w->wish.lang);
	case 'n':
		return parse_i64(value, 1, 99999, &w->wish.number)
			? OK : err_raise(ERR_INVALID, "--number is a number from 1 to 99999");
	case 'u':
		return parse_i64(value, 1, INT32_MAX, &w->wish.unit)
			? OK : err_raise(ERR_INVALID, "--unit is the number of a unit");
	case 'o': w->path = value; return OK;
	case 'w': w->words = value; return OK;
	case 'b': w->budget = value; return OK;
	case 'p': w->publish = true; return OK;
	default: return ERR_NOT_FOUND;
	}
}

/* False for what getopt or we do not know; *e: an option's value is wrong. */
static bool
options(int argc, char **argv, struct wanted *w, enum err *e)
{
	static const struct option longs[] = { { "month", required_argument, NULL, 'm' },
		{ "quarter", required_argument, NULL, 'q' }, { "year", required_argument, NULL, 'y' },
		{ "format", required_argument, NULL, 'f' }, { "dress", required_argument, NULL, 'd' },
		{ "number", required_argument, NULL, 'n' }, { "words", required_argument, NULL, 'w' },
		{ "unit", required_argument, NULL, 'u' }, { "budget", required_argument, NULL, 'b' }, { "output", required_argument, NULL, 'o' },
		{ "lang", required_argument, NULL, 'l' }, { "publish", no_argument, NULL, 'p' }, { NULL, 0, NULL, 0 } };
	int c;

	while (*e == OK && (c = getopt_long(argc, argv, "o:", longs, NULL)) != -1)
		if ((*e = option(w, c, optarg)) == ERR_NOT_FOUND) {
			*e = OK;
			return false;
		}
	if (*e != OK)
		return true;
	if (w->name == NULL && optind == argc)
		*e = err_raise(ERR_INVALID, "which month, quarter or year it is about has to be named");
	else if (optind != argc || (w->kind->spans & 1U << w->about.span) == 0)
		return false;
	return !w->publish || (strcmp(w->kind->name, "bulletin") == 0 && w->format == FORMAT_PDF && w->path == NULL);
}

/* The office's own paragraphs for the last part: a line each. */
static enum err
read_words(struct arena *a, const char *path, struct figures *f)
{
	const char **list = arena_array_of(a, const char *, WORDS_MAX);
	char *text, *line;
	size_t len;
	enum err e;

	if (path == NULL)
		return OK;
	if ((e = file_read(a, path, &text, &len)) != OK)
		return e;
	if (strlen(text) != len || !utf8_valid(text, len))
		return err_raise(ERR_INVALID, "%s is no text in UTF-8", path);
	while ((line = strsep(&text, "\n")) != NULL && f->n_words < WORDS_MAX) {
		line[strcspn(line, "\r")] = '\0';
		if (line[strspn(line, " \t")] != '\0')
			list[f->n_words++] = line;
	}
	f->words = list;
	return OK;
}

/* --- money ------------------------------------------------------------------- */

struct budget {
	struct arena *a;
	struct grid_budget *row;
	size_t n;
};

/* "1200", "1200.5", "1200.50" yuan in cents. */
static bool
yuan(struct arena *a, const char *s, int64_t *cents)
{
	const char *dot = strchr(s, '.');
	size_t after = dot != NULL ? strlen(dot + 1) : 0;
	const char *whole = dot != NULL ? arena_strndup(a, s, (size_t)(dot - s)) : s;
	int64_t part = 0;

	if (!parse_i64(whole, 0, INT64_C(1000000000000), cents) || after > 2 ||
	    (dot != NULL && (after == 0 || !parse_i64(dot + 1, 0, 99, &part))))
		return false;
	*cents = *cents * 100 + (after == 1 ? part * 10 : part);
	return true;
}

/* "code,yuan" a line; the first may be a head. */
static enum err
budget_row(void *ctx, const struct csv_row *r)
{
	struct budget *b = ctx;
	int64_t cents;

	if (r->bad != NULL || r->n < 2)
		return err_raise(ERR_INVALID, "line %lld of the money: a unit's code and an amount", (long long)r->line);
	if (!yuan(b->a, r->field[1], &cents))
		return r->record == 1 ? OK : err_raise(ERR_INVALID, "line %lld of the money: \"%s\" is no amount",
		    (long long)r->line, r->field[1]);
	if (b->n == BUDGET_MAX)
		return err_raise(ERR_TOO_LARGE, "more than %d lines of money", BUDGET_MAX);
	b->row[b->n++] = (struct grid_budget){ arena_strdup(b->a, r->field[0]), cents };
	return OK;
}

static enum err
read_budget(struct arena *a, struct wanted *w)
{
	struct budget b = { .a = a };
	enum err e;

	if (w->budget == NULL)
		return OK;
	b.row = arena_array_of(a, struct grid_budget, BUDGET_MAX);
	e = csv_read(w->budget, budget_row, &b);
	w->wish.budget = b.row;
	w->wish.n_budget = b.n;
	return e;
}

/* For everybody, in the public window; the book of issued papers has it as any other. */
static int
publish(struct app *app, struct pdf *p, const struct wanted *w)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };
	struct window_paper paper = { .year = w->about.year, .month = w->about.no, .lang = w->wish.lang,
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
	code = paper_enter(app, bytes.data, bytes.len, w->kind->name, w->name);
	if (code == EXIT_FINE)
		(void)printf("%s of %s published, revision %d, %zu bytes\n", w->kind->name, w->name, revision, bytes.len);
	return code;
}

static int
draw(struct app *app, const struct figures *f, const struct wanted *w)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	CLEANUP(pdf_freep) struct pdf *p = NULL;

	if (paper_fonts_own(app->conf, w->wish.lang, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	p = figure_paper_draw(app->arena, fonts, w->kind, f, &w->wish);
	if (w->publish)
		return publish(app, p, w);
	return paper_put_pdf(app, p, w->path, w->kind->name, w->name);
}

static int
put_data(struct app *app, const struct figures *f, const struct wanted *w)
{
	const bool json = w->format == FORMAT_JSON;
	struct buf out;
	struct blob book;
	enum err e;

	if (w->format == FORMAT_XLSX) {
		e = figure_paper_book(app->arena, app->conf, w->kind, f, &w->wish, &book);
		return e != OK ? job_error(app, e) : paper_put(app, book.data, book.len, w->path,
		    arena_printf(app->arena, "%s.xlsx", w->kind->name), w->name);
	}
	buf_init(&out, app->arena);
	if (json)
		figures_json(f, &out);
	else
		figure_paper_csv(app->arena, w->kind, f, &w->wish, &out);
	return paper_put(app, out.s, out.len, w->path,
	    arena_printf(app->arena, "%s.%s", w->kind->name, json ? "json" : "csv"), w->name);
}

int
job_paper(struct app *app, int argc, char **argv)
{
	struct wanted w = { .kind = figure_paper(app->job), .format = FORMAT_PDF };
	struct figures *f;
	enum err e = OK;

	w.wish = (struct figure_wish){ .lang = LANG_ZH, .dress = w.kind->dress, .word = app->conf->office_word };
	if (!options(argc, argv, &w, &e))
		return job_usage(app);
	if (e == OK)
		e = paper_texts(app);
	if (e == OK)
		e = figures_read(app->db, app->arena, app->conf, w.about, w.kind->want, &f);
	if (e == OK)
		e = read_words(app->arena, w.words, f);
	if (e == OK)
		e = read_budget(app->arena, &w);
	if (e != OK)
		return job_error(app, e);
	return w.format == FORMAT_PDF ? draw(app, f, &w) : put_data(app, f, &w);
}
