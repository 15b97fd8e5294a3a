/* The dossier as a paper: cover, contents, sections, page heads and numbers. */
#include "config.h"
#include "batch/dossier_draw.h"

#include "batch/dossier_record.h"
#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_toc.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define LEFT PDF_MM(25)
#define TOP PDF_MM(27)
#define WIDTH PDF_MM(165)
#define HEIGHT PDF_MM(246)

const struct pdf_para dossier_h2 = {
	.text = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_BLACK },
	.pitch = 18,
	.before = 6,
	.after = 2,
	.keep = 70,
};
const struct pdf_para dossier_text = {
	.text = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_INK },
	.pitch = 16,
	.after = 3,
};

static const struct pdf_para h1 = {
	.text = { PDF_HEI, false, PDF_SIZE_4, 0, PDF_BLACK },
	.pitch = 24,
	.before = 12,
	.after = 4,
	.keep = 60,
};
static const struct pdf_para toc_line = {
	.text = { PDF_SONG, false, PDF_SIZE_4S, 0, PDF_INK },
	.pitch = 21,
};

/* Items 3 to 13 (metrics 6.5); 1 is the cover, 2 the contents.  Titles: Paper.Dossier.Item<n>. */
typedef void draw_item(struct dossier_drawing *w);
enum { ITEM_FIRST = 3, ITEM_LAST = 13 };
static draw_item *const items[ITEM_LAST + 1] = {
	[ITEM_SOURCE] = dossier_draw_source, [ITEM_VERIFY] = dossier_draw_verify, [ITEM_FILING] = dossier_draw_filing,
	[ITEM_DISPATCH] = dossier_draw_dispatch, [ITEM_HANDLING] = dossier_draw_handling, [ITEM_URGES] = dossier_draw_urges,
	[ITEM_CHECKS] = dossier_draw_checks, [ITEM_CLOSING] = dossier_draw_closing, [ITEM_CALLBACK] = dossier_draw_callback,
	[12] = dossier_draw_log, [ITEM_LAST] = dossier_draw_proof,
};

static const char *
office(const struct dossier_drawing *w)
{
	return text_pick(w->lang, w->d->words->office_zh, w->d->words->office_en);
}

/* "Broken pavement: 18 Hudong Road", what the case is called. */
static const char *
title(const struct dossier_drawing *w)
{
	const struct case_names *n = w->d->names;
	const char *class = n->class_zh != NULL ? text_pick(w->lang, n->class_zh, n->class_en)
						: text_get(w->lang, "Paper.Bulletin.NoClass");
	const char *place = w->d->c->address;

	return place != NULL && place[0] != '\0'
		   ? text_fill2(w->a, w->lang, "Paper.Dossier.CaseTitle", class, place)
		   : class;
}

/* --- cover ----------------------------------------------------------------- */

struct cover_line {
	const char *label, *value;
	struct pdf_slot **slot; /* filled in later */
};

static double
cover_row(struct pdf *p, const struct cover_line *l, double y)
{
	const struct pdf_style label = { PDF_HEI, false, PDF_SIZE_4, 0, PDF_GREY };
	const struct pdf_style value = { PDF_SONG, false, PDF_SIZE_4, 0, PDF_BLACK };
	const double x = PDF_MM(68), w = PDF_MM(112), pitch = 21;
	struct pdf_text_line *line;
	size_t n = pdf_break(p, &value, w, 0, l->value, &line);

	(void)pdf_text_in(p, PDF_MM(28), y, PDF_MM(34), PDF_RIGHT, &label, l->label);
	for (size_t i = 0; i < n; i++)
		pdf_draw_line(p, x, y + pitch * (double)i, w, PDF_LEFT, &value, l->value, &line[i]);
	if (l->slot != NULL)
		*l->slot = pdf_later(p, x, y, w, PDF_LEFT, &value);
	y += pitch * (double)(n > 0 ? n - 1 : 0) + 6;
	pdf_line(p, x - 4, y, x + w, y, (struct pdf_pen){ PDF_HAIR, PDF_RULE, 0 });
	return y + 24;
}

static const char *
day(const struct dossier_drawing *w, usec_t t)
{
	return t == USEC_NONE ? "—" : paper_day(w->a, w->lang, t);
}

/* Draws page 1; *pages is the place of their number. */
static void
draw_cover(struct dossier_drawing *w, struct pdf *p, struct pdf_slot **pages)
{
	const struct pdf_style top = { PDF_SONG, true, PDF_SIZE_2S, 1, PDF_BLACK };
	const struct pdf_style big = { PDF_SONG, true, w->lang == LANG_EN ? 34 : 44,
		w->lang == LANG_EN ? 1 : 30, PDF_BLACK };
	const struct case_row *c = w->d->c;
	const struct case_names *n = w->d->names;
	const char *years = c->archived_at == USEC_NONE ? "—"
			    : c->retention_years > 0	? text_fill1(w->a, w->lang, "Paper.Dossier.Years",
							      arena_printf(w->a, "%d", c->retention_years))
							: text_get(w->lang, "Paper.Dossier.Permanent");
	const struct cover_line lines[] = {
		{ text_get(w->lang, "Field.archive_code.Label"),
		    c->archive_code != NULL ? c->archive_code : "—", NULL },
		{ text_get(w->lang, "Paper.Column.Case"), w->d->label, NULL },
		{ text_get(w->lang, "Paper.Dossier.Title"), title(w), NULL },
		{ text_get(w->lang, "Field.unit.Label"),
		    n->unit_zh != NULL ? text_pick(w->lang, n->unit_zh, n->unit_en) : "—", NULL },
		{ text_get(w->lang, "Field.filed_at.Label"), day(w, c->filed_at), NULL },
		{ text_get(w->lang, "Field.closed_at.Label"), day(w, c->closed_at), NULL },
		{ text_get(w->lang, "Paper.Dossier.Retention"), years, NULL },
		{ text_get(w->lang, "Paper.Dossier.Pages"), "", pages },
	};
	double y = PDF_MM(140);

	(void)pdf_page_add(p);
	(void)pdf_text_in(p, 0, PDF_MM(58), pdf_width(p), PDF_CENTRE, &top, office(w));
	pdf_line(p, PDF_MM(45), PDF_MM(64), pdf_width(p) - PDF_MM(45), PDF_MM(64),
	    (struct pdf_pen){ PDF_THICK, PDF_RED, 0 });
	(void)pdf_text_in(p, 0, PDF_MM(96), pdf_width(p), PDF_CENTRE, &big,
	    text_get(w->lang, "Paper.Dossier.Mark"));
	for (size_t i = 0; i < N(lines); i++)
		y = cover_row(p, &lines[i], y);
}

/* --- every page ------------------------------------------------------------ */

static void
page_head(struct pdf_flow *f, void *ctx)
{
	const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY };
	const struct dossier_drawing *w = ctx;
	double y = f->top - PDF_MM(7), right = f->left + f->width;

	(void)pdf_text(
	    f->p, f->left, y, &st, text_fill1(w->a, w->lang, "Paper.Dossier.Head", w->d->label));
	(void)pdf_text_in(f->p, f->left, y, f->width, PDF_RIGHT, &st, office(w));
	pdf_line(f->p, f->left, y + 5, right, y + 5, (struct pdf_pen){ PDF_HAIR, PDF_RULE, 0 });
}

static void
page_numbers(struct dossier_drawing *w, struct pdf *p)
{
	const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY };
	const char *all = arena_printf(w->a, "%d", pdf_pages(p) - 1);

	for (int i = 2; i <= pdf_pages(p); i++) {
		pdf_page_select(p, i);
		(void)pdf_text_in(p, LEFT, pdf_height(p) - PDF_MM(13), WIDTH, PDF_CENTRE, &st,
		    text_fill2(w->a, w->lang, "Paper.Dossier.PageOf",
			arena_printf(w->a, "%d", i - 1), all));
	}
}

/* --- together ----------------------------------------------------------------------------------
 */

static const char *
item_title(const struct dossier_drawing *w, int item)
{
	return text_getf(w->lang, "Paper.Dossier.Item%d", item);
}

static struct pdf_toc *
draw_contents(struct dossier_drawing *w, struct pdf *p, struct pdf_anchor **at)
{
	struct pdf_toc *toc = pdf_toc_new(p);

	pdf_flow_para(&w->f, &h1, item_title(w, 2));
	for (int i = ITEM_FIRST; i <= ITEM_LAST; i++)
		at[i] = pdf_toc_line(toc, &w->f, &toc_line, 0, item_title(w, i));
	return toc;
}

static void
draw_items(struct dossier_drawing *w, struct pdf *p, struct pdf_anchor *const *at)
{
	for (int i = ITEM_FIRST; i <= ITEM_LAST; i++) {
		pdf_anchor_set(p, at[i], w->f.y);
		pdf_flow_para(&w->f, &h1, item_title(w, i));
		items[i](w);
	}
}

/* The last thing that happened: the paper's time, from the data. */
static usec_t
as_of(const struct dossier *d)
{
	return d->n_events > 0 ? d->events[d->n_events - 1].at : d->c->received_at;
}

struct pdf *
dossier_draw(struct arena *a, struct pdf_fonts *fonts, const struct dossier *d, enum lang lang)
{
	struct dossier_drawing w = { .a = a, .d = d, .lang = lang };
	struct pdf_anchor *at[ITEM_LAST + 1];
	struct pdf_slot *pages = NULL;
	struct pdf_spec spec = { .lang = lang_code(lang), .created = as_of(d), .archive = true };
	struct pdf_toc *toc;
	struct pdf *p;

	spec.title = text_fill1(a, lang, "Paper.Dossier.Head", d->label);
	spec.author = office(&w);
	spec.record = dossier_record(a, d, lang, false);
	p = pdf_new(a, fonts, &spec);
	draw_cover(&w, p, &pages);
	pdf_flow_begin_with(&w.f, p, LEFT, TOP, WIDTH, HEIGHT, page_head, &w);
	toc = draw_contents(&w, p, at);
	draw_items(&w, p, at);
	pdf_fill(p, pages, arena_printf(a, "%d", pdf_pages(p) - 1));
	page_numbers(&w, p);
	pdf_toc_fill(toc, 2);
	return p;
}
