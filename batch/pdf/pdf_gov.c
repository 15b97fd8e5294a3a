#include "config.h"
#include "batch/pdf/pdf_gov.h"

#include <math.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

#define MARK_TOP PDF_MM(35)	/* below the top of the type area (7.2.4) */
#define MARK_MAX 42.0		/* largest mark, points */
#define RED_GAP PDF_MM(4)	/* from the number to the red line (7.2.7) */
#define RED_WIDTH PDF_MM(0.5)
#define NUMBER_GAP PDF_MM(7)	/* from the type area to the dash of the page number (7.5) */
#define DASH_HEIGHT 0.385	/* of the dash above the baseline, in type sizes */
#define RULE_THICK PDF_MM(0.35)	/* imprint (7.4.1) */
#define RULE_THIN PDF_MM(0.25)

static const struct pdf_style size3 = { PDF_SONG, false, PDF_SIZE_3, PDF_GOV_SPACE, PDF_BLACK };
static const struct pdf_style size3_hei = { PDF_HEI, false, PDF_SIZE_3, PDF_GOV_SPACE, PDF_BLACK };
static const struct pdf_style size4 = { PDF_SONG, false, PDF_SIZE_4, 0, PDF_BLACK };

#define BODY_LIKE(f, b, k)                                                                         \
	{                                                                                          \
		.text = { (f), (b), PDF_SIZE_3, PDF_GOV_SPACE, PDF_BLACK },                        \
		.pitch = PDF_GOV_PITCH, .align = PDF_JUSTIFY, .first = 2, .keep = (k)              \
	}

const struct pdf_para pdf_gov_h1 = BODY_LIKE(PDF_HEI, false, 3 * PDF_GOV_PITCH);
const struct pdf_para pdf_gov_h2 = BODY_LIKE(PDF_KAI, false, 2 * PDF_GOV_PITCH);
const struct pdf_para pdf_gov_h3 = BODY_LIKE(PDF_SONG, false, 2 * PDF_GOV_PITCH);
const struct pdf_para pdf_gov_close = BODY_LIKE(PDF_SONG, false, 4 * PDF_GOV_PITCH);

void
pdf_gov_begin(struct pdf_flow *f, struct pdf *p)
{
	pdf_flow_begin(f, p, PDF_GOV_LEFT, PDF_GOV_TOP, PDF_GOV_W, PDF_GOV_H);
}

static void
head_corner(struct pdf_flow *f, const struct pdf_gov_head *h)
{
	const char *text[] = { h->copy, h->secrecy, h->urgency };
	double y = f->top;

	for (size_t i = 0; i < 3; i++) {
		const struct pdf_style *st = i == 0 ? &size3 : &size3_hei;

		if (text[i] == NULL)
			continue;
		(void)pdf_text(f->p, f->left, pdf_baseline(st, y, PDF_GOV_PITCH), st, text[i]);
		y += PDF_GOV_PITCH;
	}
}

/* The mark as large as its line allows, characters set apart when they are few. */
static double
head_mark(struct pdf_flow *f, const char *mark)
{
	struct pdf_style st = { PDF_BIAO, true, MARK_MAX, 0, PDF_RED };
	double w = pdf_text_width(f->p, &st, mark), top = f->top + MARK_TOP;
	size_t n = utf8_len(mark);

	if (w > f->width)
		st.size *= f->width / w;
	else if (n > 1 && w < f->width * 0.8)
		st.space = (f->width * 0.8 - w) / (double)(n - 1);
	if (st.space > st.size / 3)
		st.space = st.size / 3;
	(void)pdf_text_in(
	    f->p, f->left, top + st.size * PDF_ASCENT, f->width, PDF_CENTRE, &st, mark);
	return top + st.size;
}

void
pdf_gov_draw_head(struct pdf_flow *f, const struct pdf_gov_head *h)
{
	double em = size3.size + size3.space, y = f->top;
	struct pdf_pen red = { RED_WIDTH, PDF_RED, 0 };

	head_corner(f, h);
	if (h->mark != NULL)
		y = head_mark(f, h->mark) + 2 * PDF_GOV_PITCH;
	if (h->number != NULL) {
		double base = pdf_baseline(&size3, y, PDF_GOV_PITCH);

		if (h->right == NULL)
			(void)pdf_text_in(
			    f->p, f->left, base, f->width, PDF_CENTRE, &size3, h->number);
		else
			(void)pdf_text(f->p, f->left + em, base, &size3, h->number);
		if (h->right != NULL)
			(void)pdf_text_in(
			    f->p, f->left, base, f->width - em, PDF_RIGHT, &size3, h->right);
		y = base + (1 - PDF_ASCENT) * size3.size;
	}
	y += RED_GAP;
	pdf_line(f->p, f->left, y, f->left + f->width, y, red);
	f->y = y + 2 * PDF_GOV_PITCH;
	pdf_gov_snap(f);
}

void
pdf_gov_snap(struct pdf_flow *f)
{
	double y = f->top + ceil((f->y - f->top) / PDF_GOV_PITCH - 0.01) * PDF_GOV_PITCH;

	if (y > f->y && !pdf_flow_at_top(f))
		pdf_flow_skip(f, y - f->y);
}

void
pdf_gov_attached(struct pdf_flow *f, const char *label, const char *const *name, size_t n)
{
	const bool latin = label[0] != '\0' && label[strlen(label) - 1] == ':';
	double em = size3.size + size3.space, lead = pdf_text_width(f->p, &size3, label) + (latin ? em / 3 : 0);
	struct pdf_para st = pdf_gov_body;

	pdf_gov_snap(f);
	pdf_flow_skip(f, PDF_GOV_PITCH);
	st.align = PDF_LEFT;
	for (size_t i = 0; i < n; i++) {
		const char *no = n > 1 ? arena_printf(pdf_arena(f->p), latin ? "%zu. " : "%zu.", i + 1) : "";
		double x = 2 * em + lead, w = pdf_text_width(f->p, &size3, no);

		(void)pdf_flow_need(f, PDF_GOV_PITCH);
		if (i == 0)
			(void)pdf_text(f->p, f->left + 2 * em, pdf_baseline(&size3, f->y, PDF_GOV_PITCH),
			    &size3, label);
		(void)pdf_text(f->p, f->left + x, pdf_baseline(&size3, f->y, PDF_GOV_PITCH), &size3, no);
		st.first = 0;
		st.left = (x + w) / em;
		pdf_flow_para(f, &st, name[i]);
	}
}

void
pdf_gov_attachment(struct pdf_flow *f, const char *label, const char *title)
{
	if (!pdf_flow_at_top(f))
		pdf_flow_page(f);
	(void)pdf_text(f->p, f->left, pdf_baseline(&size3_hei, f->y, PDF_GOV_PITCH), &size3_hei, label);
	f->y += 2 * PDF_GOV_PITCH;
	pdf_gov_title(f, title);
}

/* The narrowest width that needs no more lines than the whole does: lines of like length. */
static double
balanced_width(struct pdf *p, const struct pdf_style *st, double width, const char *text)
{
	struct pdf_text_line *line;
	size_t n = pdf_break(p, st, width, 0, text, &line);

	while (n > 1 && width > 4 * st->size &&
	    pdf_break(p, st, width - st->size, 0, text, &line) == n)
		width -= st->size;
	return width;
}

void
pdf_gov_title(struct pdf_flow *f, const char *title)
{
	const struct pdf_style st = { PDF_BIAO, true, PDF_SIZE_2, 0, PDF_BLACK };
	double pitch = PDF_GOV_PITCH, w = balanced_width(f->p, &st, f->width, title);
	struct pdf_text_line *line;
	size_t n = pdf_break(f->p, &st, w, 0, title, &line);

	(void)pdf_flow_need(f, (double)n * pitch + 2 * PDF_GOV_PITCH);
	for (size_t i = 0; i < n; i++) {
		pdf_draw_line(f->p, f->left, pdf_baseline(&st, f->y, pitch), f->width, PDF_CENTRE,
		    &st, title, &line[i]);
		f->y += pitch;
	}
	pdf_flow_skip(f, PDF_GOV_PITCH);
}

void
pdf_gov_addressee(struct pdf_flow *f, const char *to)
{
	struct pdf_para st = pdf_gov_body;

	st.first = 0;
	st.align = PDF_LEFT;
	pdf_flow_para(f, &st, to);
}

void
pdf_gov_sign(struct pdf_flow *f, const char *office, const char *date)
{
	double em = size3.size + size3.space, w = pdf_text_width(f->p, &size3, date);
	double ow = pdf_text_width(f->p, &size3, office), right = f->left + f->width - 4 * em;
	double mid = right - w / 2;

	pdf_gov_snap(f);
	pdf_flow_skip(f, 2 * PDF_GOV_PITCH);
	(void)pdf_flow_need(f, 2 * PDF_GOV_PITCH);
	if (mid + ow / 2 > f->left + f->width - 2 * em)		/* a long name stands at indent 2 */
		mid = f->left + f->width - 2 * em - ow / 2;
	(void)pdf_text(
	    f->p, mid - ow / 2, pdf_baseline(&size3, f->y, PDF_GOV_PITCH), &size3, office);
	f->y += PDF_GOV_PITCH;
	(void)pdf_text(f->p, right - w, pdf_baseline(&size3, f->y, PDF_GOV_PITCH), &size3, date);
	f->y += PDF_GOV_PITCH;
}

static void
rule(struct pdf_flow *f, double y, double width)
{
	struct pdf_pen pen = { width, PDF_BLACK, 0 };

	pdf_line(f->p, f->left, y, f->left + f->width, y, pen);
}

/* The receivers, their later lines under the first receiver and not under "抄送：". */
static double
imprint_to(struct pdf_flow *f, double y, double pitch, const char *to, bool draw)
{
	const char *colon = strstr(to, "：");
	size_t lead = colon != NULL ? (size_t)(colon - to) + strlen("：") : 0;
	const char *label = arena_strndup(pdf_arena(f->p), to, lead);
	double em = size4.size, indent = pdf_text_width(f->p, &size4, label);
	double x = f->left + em + indent, w = f->width - 2 * em - indent;
	struct pdf_text_line *line;
	size_t n = pdf_break(f->p, &size4, w, 0, to + lead, &line);

	if (draw)
		(void)pdf_text(f->p, f->left + em, pdf_baseline(&size4, y, pitch), &size4, label);
	for (size_t i = 0; i < n && draw; i++)
		pdf_draw_line(f->p, x, pdf_baseline(&size4, y + (double)i * pitch, pitch), w,
		    PDF_JUSTIFY, &size4, to + lead, &line[i]);
	return (double)n * pitch;
}

/* The style as it is, or so much smaller that a text of width natural fits into w. */
static struct pdf_style
fitted(const struct pdf_style *st, double natural, double w)
{
	struct pdf_style fit = *st;

	if (natural > w)
		fit.size *= w / natural;
	return fit;
}

/* Who printed it at the left and when at the right, in one size, a blank between them. */
static void
imprint_printer(struct pdf_flow *f, double y, double pitch, const struct pdf_gov_imprint *im)
{
	const char *who = im->printer != NULL ? im->printer : "";
	const char *when = im->date != NULL ? im->date : "";
	double em = size4.size, w = f->width - 2 * em;
	double natural = pdf_text_width(f->p, &size4, who) + em + pdf_text_width(f->p, &size4, when);
	const struct pdf_style st = fitted(&size4, natural, w);
	double base = pdf_baseline(&st, y, pitch);

	(void)pdf_text(f->p, f->left + em, base, &st, who);
	(void)pdf_text_in(f->p, f->left + em, base, w, PDF_RIGHT, &st, when);
}

void
pdf_gov_draw_imprint(struct pdf_flow *f, const struct pdf_gov_imprint *im)
{
	const struct pdf_style small = { PDF_SONG, false, PDF_SIZE_5S, 0, PDF_BLACK };
	double pitch = PDF_SIZE_4 * 1.7, bottom = f->top + f->height, em = size4.size, y;
	double to = im->to != NULL ? imprint_to(f, 0, pitch, im->to, false) : 0;
	double note = im->note != NULL ? pitch : 0;

	(void)pdf_flow_need(f, to + note + pitch + PDF_GOV_PITCH / 2);
	y = bottom - to - note - pitch;
	rule(f, y, RULE_THICK);
	if (im->to != NULL) {
		(void)imprint_to(f, y, pitch, im->to, true);
		y += to;
		rule(f, y, RULE_THIN);
	}
	imprint_printer(f, y, pitch, im);
	y += pitch;
	if (im->note != NULL) {
		const struct pdf_style fine = fitted(
		    &small, pdf_text_width(f->p, &small, im->note), f->width - 2 * em);

		rule(f, y, RULE_THIN);
		(void)pdf_text(
		    f->p, f->left + em, pdf_baseline(&fine, y, pitch), &fine, im->note);
	}
	rule(f, bottom, RULE_THICK);
	f->y = bottom;
}

void
pdf_gov_page_numbers(struct pdf *p, int from, int to, int first)
{
	double y = PDF_GOV_TOP + PDF_GOV_H + NUMBER_GAP + DASH_HEIGHT * size4.size;
	int back = pdf_page(p);

	for (int i = from; i <= to; i++) {
		int n = first + i - from;
		const char *s = arena_printf(pdf_arena(p), "— %d —", n);

		pdf_page_select(p, i);
		(void)pdf_text_in(p, PDF_GOV_LEFT + size4.size, y, PDF_GOV_W - 2 * size4.size,
		    n % 2 == 1 ? PDF_RIGHT : PDF_LEFT, &size4, s);
	}
	pdf_page_select(p, back);
}
