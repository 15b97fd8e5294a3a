/*
 * "anjuan bundle": several complaints of one person as one document.  Knows
 * neither configuration nor database nor what a complaint is: the public
 * program hands it lines on standard input (lib/service/receipt_ops) and takes
 * the PDF from standard output.
 */
#include "config.h"
#include "batch/job.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/paper_fonts.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/text.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { INPUT_MAX = 512 * 1024, LINES_MAX = 4000 };

#define PAGE_W PDF_MM(210)
#define PAGE_H PDF_MM(297)
#define MARGIN PDF_MM(20)

/* What a line is: of the whole, or drawn where it stands. */
enum line_kind { LINE_LANG, LINE_TITLE, LINE_OFFICE, LINE_CREATED, LINE_ITEM, LINE_HEAD, LINE_ROW, LINE_PARA, LINE_KINDS };

static const char *const names[LINE_KINDS] = { "lang", "title", "office", "created", "item", "head", "row", "para" };

struct line {
	enum line_kind kind;
	char *text;		/* of a row up to its tab: the label */
	const char *value;	/* behind it */
};

struct bundle {
	const char *whole[LINE_CREATED + 1];
	enum lang lang;
	usec_t created;
	struct line *lines;
	size_t n;
};

/* --- input ----------------------------------------------------------------- */

static enum err
read_input(struct arena *a, char **out)
{
	char *text = arena_alloc(a, INPUT_MAX + 1);
	size_t n = fread(text, 1, INPUT_MAX + 1, stdin);

	if (ferror(stdin) != 0)
		return err_raise(ERR_INVALID, "cannot read standard input: %s", strerror(errno));
	if (n > INPUT_MAX)
		return err_raise(ERR_TOO_LARGE, "standard input is longer than a bundle");
	if (!utf8_valid(text, n) || memchr(text, '\0', n) != NULL || utf8_has_control(text))
		return err_raise(ERR_INVALID, "standard input is no UTF-8 text");
	*out = text;
	return OK;
}

static enum err
take_line(struct bundle *b, char *text, int at)
{
	char *eq = strchr(text, '='), *tab;
	int k = 0;

	if (eq == NULL)
		return err_raise(ERR_INVALID, "standard input, line %d: not name=value", at);
	*eq = '\0';
	while (k < LINE_KINDS && strcmp(names[k], text) != 0)
		k++;
	if (k == LINE_KINDS || b->n == LINES_MAX)
		return err_raise(ERR_INVALID, "standard input, line %d: unknown name, or too many lines", at);
	if (k <= LINE_CREATED) {
		b->whole[k] = eq + 1;
		return OK;
	}
	tab = k == LINE_ROW ? strchr(eq + 1, '\t') : NULL;
	if (k == LINE_ROW && tab == NULL)
		return err_raise(ERR_INVALID, "standard input, line %d: a row without its value", at);
	if (tab != NULL)
		*tab = '\0';
	b->lines[b->n++] = (struct line){ (enum line_kind)k, eq + 1, tab != NULL ? tab + 1 : NULL };
	return OK;
}

static enum err
parse(struct arena *a, struct bundle *b)
{
	char *rest, *text;
	int at = 0;
	enum err e = read_input(a, &rest);

	b->lines = arena_array_of(a, struct line, LINES_MAX);
	while (e == OK && (text = strsep(&rest, "\n")) != NULL) {
		at++;
		if (text[0] != '\0')
			e = take_line(b, text, at);
	}
	if (e == OK && (b->whole[LINE_TITLE] == NULL || b->n == 0 || b->whole[LINE_CREATED] == NULL ||
	    !parse_i64(b->whole[LINE_CREATED], 0, INT64_MAX, &b->created)))
		return err_raise(ERR_INVALID, "standard input: title, created (microseconds UTC) and an item must be there");
	b->lang = lang_of_code(b->whole[LINE_LANG]);
	return e;
}

/* --- pages ----------------------------------------------------------------- */

/* The rows that stand together, as one table; the place of the line behind them. */
static size_t
draw_rows(struct pdf_flow *f, const struct bundle *b, size_t i)
{
	static const struct pdf_col col[] = { { NULL, 30, PDF_LEFT, true }, { NULL, 70, PDF_LEFT, false } };
	struct pdf_table t;

	pdf_table_begin(&t, f, &pdf_table_form, col, N(col));
	for (; i < b->n && b->lines[i].kind == LINE_ROW; i++)
		pdf_table_row(&t, (const char *const[]){ b->lines[i].text, b->lines[i].value });
	pdf_table_end(&t);
	pdf_flow_skip(f, 8);
	return i;
}

static void
draw(struct pdf *p, const struct bundle *b)
{
	const struct pdf_style title = { PDF_SONG, true, PDF_SIZE_2, 2, PDF_BLACK };
	const struct pdf_style office = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY };
	const struct pdf_para item = { .text = { PDF_HEI, false, PDF_SIZE_4, 0, PDF_BLACK }, .pitch = 22, .before = 18,
		.after = 4, .keep = 180 };
	const struct pdf_para head = { .text = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_BLACK }, .pitch = 18, .before = 4,
		.after = 2, .keep = 30 };
	const struct pdf_para para = { .text = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_INK }, .pitch = 17, .after = 4 };
	struct pdf_flow f;

	pdf_flow_begin(&f, p, MARGIN, MARGIN, PAGE_W - 2 * MARGIN, PAGE_H - 2 * MARGIN);
	(void)pdf_text(p, f.left, f.y + title.size, &title, b->whole[LINE_TITLE]);
	f.y += 30;
	if (b->whole[LINE_OFFICE] != NULL)
		(void)pdf_text(p, f.left, f.y + office.size, &office, b->whole[LINE_OFFICE]);
	f.y += 20;
	pdf_line(p, f.left, f.y, f.left + f.width, f.y, (struct pdf_pen){ PDF_THICK, PDF_RED, 0 });
	for (size_t i = 0; i < b->n;) {
		const struct line *l = &b->lines[i];

		if (l->kind == LINE_ROW) {
			i = draw_rows(&f, b, i);
			continue;
		}
		pdf_flow_para(&f, l->kind == LINE_ITEM ? &item : l->kind == LINE_HEAD ? &head : &para, l->text);
		i++;
	}
}

/* --- job ------------------------------------------------------------------- */

static bool
options(int argc, char **argv, const char **fonts, const char **templates)
{
	static const struct option longs[] = { { "fonts", required_argument, NULL, 'f' },
		{ "templates", required_argument, NULL, 't' }, { NULL, 0, NULL, 0 } };
	int c;

	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1)
		if (c == 'f')
			*fonts = optarg;
		else if (c == 't')
			*templates = optarg;
		else
			return false;
	return *fonts != NULL && *templates != NULL && optind == argc;
}

static int
put(struct app *app, const struct bundle *b, struct pdf_fonts *fonts)
{
	const struct pdf_spec spec = { .title = b->whole[LINE_TITLE], .author = b->whole[LINE_OFFICE],
		.lang = lang_code(b->lang), .created = b->created, .width = PAGE_W, .height = PAGE_H };
	CLEANUP(pdf_freep) struct pdf *p = pdf_new(app->arena, fonts, &spec);

	draw(p, b);
	return pdf_write_fd(p, STDOUT_FILENO) == OK ? EXIT_FINE : job_fail(app, EXIT_OUTPUT, "%s", err_text());
}

int
job_bundle(struct app *app, int argc, char **argv)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	const char *dir = NULL, *templates = NULL;
	struct bundle b = { .n = 0 };
	enum err e;

	if (!options(argc, argv, &dir, &templates))
		return job_usage(app);
	if ((e = parse(app->arena, &b)) != OK)
		return job_error(app, e);
	if (text_load(arena_printf(app->arena, "%s/lang", templates)) != OK || paper_fonts(dir, b.lang, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	return put(app, &b, fonts);
}
