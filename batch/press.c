#include "config.h"
#include "batch/press.h"

#include <string.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_gov.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* The brief's page: A4 with narrower margins, 小四 on 21 points. */
#define BRIEF_LEFT PDF_MM(25)
#define BRIEF_TOP PDF_MM(22)
#define BRIEF_W PDF_MM(160)
#define BRIEF_H PDF_MM(248)
#define BRIEF_PITCH 20.5
#define MAST_MAX 46.0
#define GAP 5.0
#define IMPRINT 90.0	/* points the imprint takes */

enum { KEPT_ROWS = 9 };	/* a table of so many rows is not broken */

#define BRIEF_TEXT(f, k)                                                                          \
	{                                                                                         \
		.text = { (f), false, PDF_SIZE_4S, 0, PDF_BLACK }, .pitch = BRIEF_PITCH,          \
		.align = PDF_JUSTIFY, .first = 2, .keep = (k)                                     \
	}

/* Text of a paper by role and dress. */
enum role { ROLE_PART, ROLE_SUB, ROLE_ITEM, ROLE_BODY, ROLE_LAST, ROLE_MAX };

static struct pdf_para
style_of(const struct press *pr, enum role r)
{
	static const struct pdf_para brief[ROLE_MAX] = {
		[ROLE_PART] = BRIEF_TEXT(PDF_HEI, 3 * BRIEF_PITCH),
		[ROLE_SUB] = BRIEF_TEXT(PDF_HEI, 2 * BRIEF_PITCH),
		[ROLE_ITEM] = BRIEF_TEXT(PDF_SONG, 0),
		[ROLE_BODY] = BRIEF_TEXT(PDF_SONG, 0),
		[ROLE_LAST] = BRIEF_TEXT(PDF_SONG, 4 * BRIEF_PITCH),
	};
	const struct pdf_para *const formal[ROLE_MAX] = { [ROLE_PART] = &pdf_gov_h1, [ROLE_SUB] = &pdf_gov_h2,
		[ROLE_ITEM] = &pdf_gov_body, [ROLE_BODY] = &pdf_gov_body, [ROLE_LAST] = &pdf_gov_close };
	struct pdf_para st = pr->dress == DRESS_FORMAL ? *formal[r] : brief[r];

	if (pr->dress == DRESS_BRIEF && r == ROLE_PART)
		st.before = GAP;
	/* English has one face: headings stand out by weight, and no line is stretched wide */
	if (pr->lang == LANG_EN) {
		st.text.face = PDF_HEI;
		st.text.bold = r == ROLE_PART || (r == ROLE_SUB && pr->dress == DRESS_BRIEF);
		st.text.space = 0;
		st.text.size *= 0.88;
		st.align = PDF_LEFT;
		st.first = r == ROLE_PART || r == ROLE_SUB ? 0 : 1.5;
	}
	return st;
}

static void
put(struct press *pr, enum role r, const char *text)
{
	const struct pdf_para st = style_of(pr, r);

	if (pr->dress == DRESS_FORMAL)
		pdf_gov_snap(&pr->f);
	pdf_flow_para(&pr->f, &st, text);
}

void
press_begin(struct press *pr, struct arena *a, struct pdf_fonts *fonts, const struct press_spec *spec)
{
	const struct pdf_spec ps = { .title = spec->file_title, .author = spec->office,
		.lang = lang_code(spec->lang), .created = spec->as_of, .archive = true };

	*pr = (struct press){ .a = a, .lang = spec->lang, .dress = spec->dress, .office = spec->office,
		.table = pdf_table_plain };
	pr->date = paper_day(a, spec->lang, spec->as_of);
	pr->p = pdf_new(a, fonts, &ps);
	if (spec->dress == DRESS_FORMAL)
		pdf_gov_begin(&pr->f, pr->p);
	else
		pdf_flow_begin(&pr->f, pr->p, BRIEF_LEFT, BRIEF_TOP, BRIEF_W, BRIEF_H);
}

/* --- head ------------------------------------------------------------------ */

/* As large as fits into the width, its characters set apart when they are few. */
static double
draw_mast(struct press *pr, const char *mark, double y)
{
	struct pdf_style st = { PDF_BIAO, true, MAST_MAX, 0, PDF_RED };
	double w = pdf_text_width(pr->p, &st, mark);

	if (w > pr->f.width)
		st.size *= pr->f.width / w;
	else if (w < pr->f.width * 0.72)
		st.space = st.size / 5;
	(void)pdf_text_in(pr->p, pr->f.left, y + st.size * PDF_ASCENT, pr->f.width, PDF_CENTRE, &st, mark);
	return y + st.size;
}

static void
brief_head(struct press *pr, const struct press_head *h)
{
	const struct pdf_style small = { PDF_KAI, false, PDF_SIZE_4, 0, PDF_BLACK };
	struct pdf_style number = { pr->lang == LANG_EN ? PDF_HEI : PDF_SONG, false, PDF_SIZE_4, 0, PDF_BLACK };
	struct pdf_style side = pr->lang == LANG_EN ? number : small;
	const struct pdf_pen thick = { PDF_MM(0.9), PDF_RED, 0 }, thin = { PDF_MM(0.25), PDF_RED, 0 };
	double right = pr->f.left + pr->f.width, y = pr->f.top + PDF_MM(4);

	y = h->mark != NULL ? draw_mast(pr, h->mark, y) + PDF_MM(4) : y;
	if (h->number != NULL) {
		(void)pdf_text_in(pr->p, pr->f.left, y + number.size, pr->f.width, PDF_CENTRE, &number, h->number);
		y += number.size + PDF_MM(4);
	}
	side.size = PDF_SIZE_4S + 1;
	(void)pdf_text(pr->p, pr->f.left, y + side.size * PDF_ASCENT, &side, pr->office);
	(void)pdf_text_in(pr->p, pr->f.left, y + side.size * PDF_ASCENT, pr->f.width, PDF_RIGHT, &side, pr->date);
	y += side.size + PDF_MM(2);
	pdf_line(pr->p, pr->f.left, y, right, y, thick);
	y += PDF_MM(1);
	pdf_line(pr->p, pr->f.left, y, right, y, thin);
	pr->f.y = y + PDF_MM(6);
}

/* The title of the brief: smaller, one line where it fits. */
static void
brief_title(struct press *pr, const char *title, double size)
{
	const struct pdf_para st = { .text = { PDF_BIAO, true, size, 0, PDF_BLACK }, .pitch = size * 1.5,
		.align = PDF_CENTRE, .after = size * 0.6, .keep = 3 * BRIEF_PITCH };

	pdf_flow_para(&pr->f, &st, title);
}

void
press_head(struct press *pr, const struct press_head *h)
{
	const struct pdf_gov_head red = { .mark = h->mark, .number = h->number };
	struct pdf_anchor *at = pdf_anchor_new(pr->p);
	struct pdf_para to = style_of(pr, ROLE_BODY);

	pdf_anchor_set(pr->p, at, pr->f.top);
	if (pr->dress == DRESS_BRIEF)
		brief_head(pr, h);
	else if (h->mark != NULL)
		pdf_gov_draw_head(&pr->f, &red);
	if (h->title != NULL) {
		(void)pdf_outline(pr->p, NULL, h->title, at);
		if (pr->dress == DRESS_FORMAL)
			pdf_gov_title(&pr->f, h->title);
		else
			brief_title(pr, h->title, PDF_SIZE_2S);
	}
	to.first = 0;
	to.align = PDF_LEFT;
	if (h->to != NULL)
		pdf_flow_para(&pr->f, &to, h->to);
}

/* --- headings and text ----------------------------------------------------- */

/* 1 … 99 in Chinese numerals. */
static const char *
numeral(struct arena *a, int n)
{
	static const char *const digit[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	return n < 10 ? digit[n] : arena_printf(a, "%s十%s", n < 20 ? "" : digit[n / 10], digit[n % 10]);
}

static void
mark(struct press *pr, const char *name, bool top)
{
	struct pdf_anchor *at = pdf_anchor_new(pr->p);
	struct pdf_outline *o;

	pdf_anchor_set(pr->p, at, pr->f.y);
	o = pdf_outline(pr->p, top ? NULL : pr->under, name, at);
	if (top)
		pr->under = o;
}

void
press_part(struct press *pr, const char *name)
{
	const char *text;

	pr->part++;
	pr->sub = 0;
	text = pr->lang == LANG_EN ? arena_printf(pr->a, "%d.  %s", pr->part, name)
				   : arena_printf(pr->a, "%s、%s", numeral(pr->a, pr->part), name);
	if (pr->dress == DRESS_FORMAL)
		pdf_gov_snap(&pr->f);
	mark(pr, text, true);
	put(pr, ROLE_PART, text);
}

void
press_sub(struct press *pr, const char *name)
{
	const char *text;

	pr->sub++;
	text = pr->lang == LANG_EN ? arena_printf(pr->a, "(%d)  %s", pr->sub, name)
				   : arena_printf(pr->a, "（%s）%s", numeral(pr->a, pr->sub), name);
	if (pr->dress == DRESS_FORMAL)
		pdf_gov_snap(&pr->f);
	mark(pr, text, false);
	put(pr, ROLE_SUB, text);
}

void
press_item(struct press *pr, int no, const char *text)
{
	put(pr, ROLE_ITEM, arena_printf(pr->a, pr->lang == LANG_EN ? "%d. %s" : "%d.%s", no, text));
}

void
press_para(struct press *pr, const char *text)
{
	put(pr, ROLE_BODY, text);
}

/* Kept with the signature, and in the official dress with the names of the attachments before it. */
void
press_last(struct press *pr, const char *text)
{
	struct pdf_para st = style_of(pr, ROLE_LAST);

	if (pr->dress == DRESS_FORMAL) {
		st.keep += (double)(pr->n_attached > 0 ? pr->n_attached + 1 : 0) * st.pitch;
		pdf_gov_snap(&pr->f);
	}
	pdf_flow_para(&pr->f, &st, text);
}

void
press_caption(struct press *pr, const char *text, size_t rows)
{
	const double row = pr->dress == DRESS_FORMAL ? 20.5 : 17;
	const struct pdf_para st = { .text = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_INK }, .pitch = 18,
		.align = PDF_CENTRE, .before = 4, .keep = row * (double)(rows <= KEPT_ROWS ? rows + 1 : 4) };

	pdf_flow_para(&pr->f, &st, text);
}

static void
note(struct press *pr, const char *text, double keep)
{
	const struct pdf_para st = { .text = { pr->lang == LANG_EN ? PDF_HEI : PDF_SONG, false, PDF_SIZE_5S, 0,
		PDF_INK }, .pitch = 13.5, .align = PDF_JUSTIFY, .keep = keep };

	pdf_flow_para(&pr->f, &st, text);
	if (keep <= 0)
		pdf_flow_skip(&pr->f, 3);
}

void
press_note(struct press *pr, const char *text)
{
	note(pr, text, 0);
}

void
press_note_last(struct press *pr, const char *text)
{
	note(pr, text, IMPRINT);
}

/* --- tables and charts ------------------------------------------------------- */

void
press_table(struct press *pr, struct pdf_table *t, const struct pdf_col *col, size_t n, bool small)
{
	pr->table = pdf_table_plain;
	if (small || pr->dress == DRESS_BRIEF) {
		/* twelve months with "100.00" in each */
		pr->table.text.size = n > 13 ? 7.5 : PDF_SIZE_5S;
		pr->table.head.size = n > 10 ? 8 : PDF_SIZE_5S;
		pr->table.pitch = pr->dress == DRESS_BRIEF ? 12 : 12.5;
		pr->table.pad_x = n > 8 ? 2.2 : 3;
		pr->table.pad_y = pr->dress == DRESS_BRIEF ? 1.6 : 2.6;
	} else if (n > 5) {
		pr->table.text.size = PDF_SIZE_5 - 0.5;
		pr->table.pad_x = 2.5;
	}
	if (pr->lang == LANG_EN)
		pr->table.text.size = n > 13 ? 7 : PDF_SIZE_5S - 0.5;
	pdf_flow_skip(&pr->f, 2);
	pdf_table_begin(t, &pr->f, &pr->table, col, n);
}

void
press_table_end(struct press *pr, struct pdf_table *t)
{
	pdf_table_end(t);
	pdf_flow_skip(&pr->f, 2);
}

void
press_chart(struct press *pr, double height)
{
	pdf_flow_skip(&pr->f, GAP);
	if (height > 0)
		(void)pdf_flow_need(&pr->f, height);
}

void
press_chart_end(struct press *pr)
{
	pdf_flow_skip(&pr->f, GAP);
}

/* --- end --------------------------------------------------------------------- */

void
press_attach(struct press *pr, const char *name)
{
	if (pr->n_attached < PRESS_ATTACHED_MAX)
		pr->attached[pr->n_attached++] = name;
}

void
press_attached(struct press *pr)
{
	if (pr->n_attached > 0 && pr->dress == DRESS_FORMAL)
		pdf_gov_attached(&pr->f, text_get(pr->lang, "Press.Attached"), pr->attached, pr->n_attached);
}

static void
brief_sign(struct press *pr)
{
	const struct pdf_para st = { .text = { pr->lang == LANG_EN ? PDF_HEI : PDF_SONG, false, PDF_SIZE_4S, 0,
		PDF_BLACK }, .pitch = BRIEF_PITCH, .align = PDF_RIGHT, .right = 2 };

	(void)pdf_flow_need(&pr->f, 2 * BRIEF_PITCH);
	pdf_flow_para(&pr->f, &st, pr->office);
	pdf_flow_para(&pr->f, &st, pr->date);
}

void
press_sign(struct press *pr)
{
	if (pr->dress == DRESS_FORMAL)
		pdf_gov_sign(&pr->f, pr->office, pr->date);
	else
		brief_sign(pr);
}

void
press_attachment(struct press *pr)
{
	const char *name = pr->at_attached < pr->n_attached ? pr->attached[pr->at_attached] : "";
	const char *label = pr->n_attached > 1
		? text_fill1(pr->a, pr->lang, "Press.AttachmentNo", press_count(pr, (int64_t)pr->at_attached + 1))
		: text_get(pr->lang, "Press.Attachment");

	pr->at_attached++;
	pr->sub = 0;
	if (pr->dress == DRESS_FORMAL) {
		if (!pdf_flow_at_top(&pr->f))
			pdf_flow_page(&pr->f);
		mark(pr, arena_printf(pr->a, "%s %s", label, name), true);
		pdf_gov_attachment(&pr->f, label, name);
		return;
	}
	pdf_flow_skip(&pr->f, 2 * GAP);
	mark(pr, arena_printf(pr->a, "%s %s", label, name), true);
	brief_title(pr, arena_printf(pr->a, "%s  %s", label, name), PDF_SIZE_4);
}

static void
brief_numbers(struct press *pr)
{
	const struct pdf_style st = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_BLACK };
	int n = pdf_pages(pr->p);

	for (int i = 1; i <= n; i++) {
		pdf_page_select(pr->p, i);
		(void)pdf_text_in(pr->p, pr->f.left, pr->f.top + pr->f.height + PDF_MM(9), pr->f.width, PDF_CENTRE,
		    &st, arena_printf(pr->a, "%d / %d", i, n));
	}
}

void
press_foot(struct press *pr, const char *text)
{
	struct pdf_style st = { PDF_SONG, false, PDF_SIZE_6, 0, PDF_GREY };
	double w = pdf_text_width(pr->p, &st, text);

	if (w > pr->f.width)
		st.size *= pr->f.width / w;
	for (int i = 1; i <= pdf_pages(pr->p); i++) {
		pdf_page_select(pr->p, i);
		(void)pdf_text_in(pr->p, pr->f.left, pr->f.top + pr->f.height + PDF_MM(4), pr->f.width, PDF_CENTRE, &st, text);
	}
	brief_numbers(pr);
}

void
press_end(struct press *pr, const char *copies, const char *note)
{
	const struct pdf_gov_imprint im = { .to = copies, .printer = pr->office,
		.date = text_fill1(pr->a, pr->lang, "Paper.Bulletin.Printed", pr->date), .note = note };

	pdf_gov_draw_imprint(&pr->f, &im);
	if (pr->dress == DRESS_FORMAL)
		pdf_gov_page_numbers(pr->p, 1, pdf_pages(pr->p), 1);
	else
		brief_numbers(pr);
}

const char *
press_count(const struct press *pr, int64_t n)
{
	return arena_printf(pr->a, "%lld", (long long)n);
}
