/*
 * "anjuan receipt": a complaint's receipt as a page of A5.  Knows neither
 * configuration nor database: the public program hands it "name=value" lines
 * on a pipe (lib/service/receipt_ops) and takes the PDF from another.
 */
#include "config.h"
#include "batch/job.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch/paper_fonts.h"
#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"
#include "lib/part/qr.h"

#include "lib/base/banned.h"

enum { INPUT_MAX = 8192 };

#define PAGE_W PDF_MM(148)
#define PAGE_H PDF_MM(210)
#define MARGIN PDF_MM(16)
#define QR_SIZE PDF_MM(36)

struct receipt {
	const char *lang, *number, *code, *received, *due, *url, *office, *phone, *zone;
	enum lang in;
	usec_t received_at, due_at; /* due_at USEC_NONE: none */
	char grouped[CODE_LEN + 3]; /* by four */
};

static const struct {
	const char *name;
	size_t offset;
} names[] = {
	{ "lang", offsetof(struct receipt, lang) },
	{ "number", offsetof(struct receipt, number) },
	{ "code", offsetof(struct receipt, code) },
	{ "received", offsetof(struct receipt, received) },
	{ "due", offsetof(struct receipt, due) },
	{ "url", offsetof(struct receipt, url) },
	{ "office", offsetof(struct receipt, office) },
	{ "phone", offsetof(struct receipt, phone) },
	{ "zone", offsetof(struct receipt, zone) },
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
		return err_raise(ERR_TOO_LARGE, "standard input is longer than a receipt");
	if (!utf8_valid(text, n) || memchr(text, '\0', n) != NULL || utf8_has_control(text))
		return err_raise(ERR_INVALID, "standard input is no UTF-8 text");
	*out = text;
	return OK;
}

static enum err
take_line(struct receipt *r, char *line, int at)
{
	char *eq = strchr(line, '=');

	if (eq == NULL)
		return err_raise(ERR_INVALID, "standard input, line %d: not name=value", at);
	*eq = '\0';
	for (size_t i = 0; i < N(names); i++)
		if (strcmp(names[i].name, line) == 0) {
			*(const char **)(void *)((char *)r + names[i].offset) = eq + 1;
			return OK;
		}
	return err_raise(ERR_INVALID, "standard input, line %d: unknown name", at);
}

static bool
is_missing(const char *s)
{
	return s == NULL || s[0] == '\0';
}

static enum err
check(struct receipt *r)
{
	char code[CODE_LEN + 1];

	if (is_missing(r->number) || is_missing(r->code) || is_missing(r->received) ||
	    is_missing(r->url))
		return err_raise(
		    ERR_INVALID, "standard input: number, code, received and url must be there");
	if (!code_normalise(code, r->code))
		return err_raise(ERR_INVALID, "standard input: code is no code");
	(void)snprintf(r->grouped, sizeof(r->grouped), "%.4s-%.4s-%.4s", code, code + 4, code + 8);
	r->due_at = USEC_NONE;
	if (!parse_i64(r->received, 0, INT64_MAX, &r->received_at) ||
	    (!is_missing(r->due) && !parse_i64(r->due, INT64_MIN, INT64_MAX, &r->due_at)))
		return err_raise(
		    ERR_INVALID, "standard input: received and due are microseconds UTC");
	r->in = lang_of_code(r->lang);
	return is_missing(r->zone) ? OK : zone_use(r->zone);
}

static enum err
parse(struct arena *a, struct receipt *r)
{
	char *rest, *line;
	int at = 0;
	enum err e = read_input(a, &rest);

	while (e == OK && (line = strsep(&rest, "\n")) != NULL) {
		at++;
		if (line[0] != '\0')
			e = take_line(r, line, at);
	}
	return e == OK ? check(r) : e;
}

/* --- page ------------------------------------------------------------------ */

static void
draw_numbers(struct pdf *p, const struct pdf_flow *f, const struct receipt *r)
{
	const struct pdf_style label = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY };
	const struct pdf_style number = { PDF_HEI, false, PDF_SIZE_2S, 0.5, PDF_BLACK };

	(void)pdf_text(p, f->left, f->y + 14, &label, text_get(r->in, "Text.receipt.number"));
	(void)pdf_text(p, f->left, f->y + 36, &number, r->number);
	(void)pdf_text(p, f->left, f->y + 66, &label, text_get(r->in, "Text.receipt.code"));
	(void)pdf_text(p, f->left, f->y + 88, &number, r->grouped);
}

/* The symbol with the white around it that readers need, its caption below. */
static enum err
draw_qr(struct pdf *p, const struct pdf_flow *f, const struct receipt *r)
{
	const struct pdf_style small = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY };
	const char *target =
	    arena_printf(pdf_arena(p), "%s/track#%s.%s", r->url, r->number, r->code);
	double x = f->left + f->width - QR_SIZE, module, quiet;
	uint8_t *m;
	int side;
	enum err e = qr_matrix(pdf_arena(p), target, &side, &m);

	if (e != OK)
		return e;
	module = QR_SIZE / (side + 2 * QR_QUIET);
	quiet = QR_QUIET * module;
	pdf_qr(p, x + quiet, f->y + quiet, QR_SIZE - 2 * quiet, (size_t)side, m);
	(void)pdf_text_in(p, x, f->y + QR_SIZE + 4, QR_SIZE, PDF_CENTRE, &small,
	    text_get(r->in, "Text.receipt.qr"));
	return OK;
}

static void
draw_facts(struct pdf_flow *f, const struct receipt *r)
{
	static const struct pdf_col col[] = { { NULL, 22, PDF_LEFT, true },
		{ NULL, 78, PDF_LEFT, false } };
	struct arena *a = pdf_arena(f->p);
	const char *const rows[][2] = {
		{ text_get(r->in, "Text.receipt.time"), paper_time(a, r->in, r->received_at) },
		{ text_get(r->in, "Text.receipt.next"), text_get(r->in, "Text.receipt.next_text") },
		{ text_get(r->in, "Paper.Receipt.Due"),
		    r->due_at != USEC_NONE ? paper_time(a, r->in, r->due_at) : NULL },
		{ text_get(r->in, "Paper.Receipt.Track"), arena_printf(a, "%s/track", r->url) },
		{ text_get(r->in, "Paper.Receipt.Phone"), is_missing(r->phone) ? NULL : r->phone },
	};
	struct pdf_table t;

	pdf_table_begin(&t, f, &pdf_table_form, col, N(col));
	for (size_t i = 0; i < N(rows); i++)
		if (rows[i][1] != NULL)
			pdf_table_row(&t, rows[i]);
	pdf_table_end(&t);
}

static enum err
draw(struct pdf *p, const struct receipt *r)
{
	const struct pdf_style title = { PDF_SONG, true, PDF_SIZE_2, 2, PDF_BLACK };
	const struct pdf_style office = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY };
	const struct pdf_para note = { .text = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_INK },
		.pitch = 16 };
	struct pdf_flow f;
	enum err e;

	pdf_flow_begin(&f, p, MARGIN, MARGIN, PAGE_W - 2 * MARGIN, PAGE_H - 2 * MARGIN);
	(void)pdf_text(p, f.left, f.y + title.size, &title, text_get(r->in, "Paper.Receipt.Title"));
	if (!is_missing(r->office))
		(void)pdf_text_in(
		    p, f.left, f.y + title.size, f.width, PDF_RIGHT, &office, r->office);
	f.y += 34;
	pdf_line(p, f.left, f.y, f.left + f.width, f.y, (struct pdf_pen){ PDF_THICK, PDF_RED, 0 });
	f.y += 12;
	draw_numbers(p, &f, r);
	if ((e = draw_qr(p, &f, r)) != OK)
		return e;
	f.y += QR_SIZE + 20;
	draw_facts(&f, r);
	pdf_flow_para(&f, &note, text_get(r->in, "Paper.Receipt.Keep"));
	return OK;
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
put(struct app *app, const struct receipt *r, struct pdf_fonts *fonts)
{
	const struct pdf_spec spec = { .title = text_fill1(
					   app->arena, r->in, "Paper.Receipt.FileTitle", r->number),
		.author = r->office,
		.lang = lang_code(r->in),
		.created = r->received_at,
		.width = PAGE_W,
		.height = PAGE_H };
	CLEANUP(pdf_freep) struct pdf *p = pdf_new(app->arena, fonts, &spec);
	enum err e = draw(p, r);

	if (e == OK && pdf_write_fd(p, STDOUT_FILENO) != OK)
		return job_fail(app, EXIT_OUTPUT, "%s", err_text());
	return job_error(app, e);
}

int
job_receipt(struct app *app, int argc, char **argv)
{
	CLEANUP(pdf_fonts_freep) struct pdf_fonts *fonts = NULL;
	const char *dir = NULL, *templates = NULL;
	struct receipt r = { .lang = NULL };
	enum err e;

	if (!options(argc, argv, &dir, &templates))
		return job_usage(app);
	if ((e = parse(app->arena, &r)) != OK)
		return job_error(app, e);
	if (text_load(arena_printf(app->arena, "%s/lang", templates)) != OK ||
	    paper_fonts(dir, r.in, &fonts) != OK)
		return job_fail(app, EXIT_FAILED, "%s", err_text());
	return put(app, &r, fonts);
}
