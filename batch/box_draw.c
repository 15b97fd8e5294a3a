/* The list of a box and its labels. */
#include "config.h"
#include "batch/box.h"

#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/part/qr.h"

#include "lib/base/banned.h"

#define LEFT PDF_MM(20)
#define TOP PDF_MM(25)

const char *
box_years(struct arena *a, enum lang lang, int32_t years)
{
	return years == KEEP_FOR_EVER ? text_get(lang, "Paper.Dossier.Permanent")
				      : text_fill1(a, lang, "Paper.Dossier.Years", arena_printf(a, "%d", years));
}

static const char *
number(struct arena *a, int64_t n)
{
	return arena_printf(a, "%lld", (long long)n);
}

/* --- list ------------------------------------------------------------------ */

static const char *
item_title(struct arena *a, enum lang lang, const struct item_row *r)
{
	const char *class = r->class_zh != NULL ? text_pick(lang, r->class_zh, r->class_en) : text_get(lang, "Paper.Bulletin.NoClass");

	return r->address[0] != '\0' ? text_fill2(a, lang, "Paper.Dossier.CaseTitle", class, r->address) : class;
}

static const char *
remark(struct arena *a, enum lang lang, const struct item_row *r)
{
	if (r->destroyed_at != USEC_NONE)
		return text_fill1(a, lang, "Paper.Box.Destroyed", paper_iso_day(a, day_of(r->destroyed_at)));
	return r->held ? text_get(lang, "Paper.Box.Held") : r->caller.len > 0 ? text_get(lang, "Paper.Box.Caller") : "";
}

static void
items_table(struct pdf_flow *f, struct arena *a, const struct item_row *items, size_t n, enum lang lang)
{
	const struct pdf_col col[] = { { text_get(lang, "Paper.Column.No"), 5, PDF_RIGHT, false },
		{ text_get(lang, "Field.archive_code.Label"), 27, PDF_LEFT, false },
		{ text_get(lang, "Paper.Column.Case"), 15, PDF_LEFT, false },
		{ text_get(lang, "Paper.Dossier.Title"), 22, PDF_LEFT, false },
		{ text_get(lang, "Field.closed_at.Label"), 12, PDF_LEFT, false },
		{ text_get(lang, "Paper.Dossier.KeepUntil"), 9, PDF_LEFT, false },
		{ text_get(lang, "Paper.Box.Remark"), 10, PDF_LEFT, false } };
	struct pdf_table_style style = pdf_table_plain;
	struct pdf_table t;

	style.text.size = PDF_SIZE_5S;
	style.pitch = 12.5;
	style.pad_x = 3;
	pdf_table_begin(&t, f, &style, col, N(col));
	for (size_t i = 0; i < n; i++) {
		const struct item_row *r = &items[i];

		pdf_table_row(&t, (const char *const[]){ number(a, r->place), r->archive_code != NULL ? r->archive_code : "—",
			r->number != NULL ? r->number : number(a, r->case_id), item_title(a, lang, r),
			r->closed_at != USEC_NONE ? paper_iso_day(a, day_of(r->closed_at)) : "—",
			r->until_year != 0 ? number(a, r->until_year) : "—", remark(a, lang, r) });
	}
	pdf_table_end(&t);
}

static void
page_foot(struct pdf *p, struct arena *a, enum lang lang)
{
	const struct pdf_style st = { PDF_HEI, false, PDF_SIZE_6, 0, PDF_GREY };

	for (int i = 1; i <= pdf_pages(p); i++) {
		pdf_page_select(p, i);
		(void)pdf_text_in(p, 0, pdf_height(p) - PDF_MM(12), pdf_width(p), PDF_CENTRE, &st,
		    text_fill2(a, lang, "Paper.Dossier.PageOf", number(a, i), number(a, pdf_pages(p))));
	}
}

struct pdf *
box_list_draw(struct arena *a, struct pdf_fonts *fonts, const struct box_office *o, const struct box_row *b,
    const struct item_row *items, size_t n, enum lang lang)
{
	const struct pdf_style office = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_GREY };
	const struct pdf_style title = { PDF_SONG, true, PDF_SIZE_2S, 2, PDF_BLACK };
	const struct pdf_style line = { PDF_SONG, false, PDF_SIZE_5, 0, PDF_INK };
	const struct pdf_spec spec = { .title = text_fill1(a, lang, "Paper.Box.List", b->code), .author = o->name,
		.lang = lang_code(lang), .created = b->opened_at, .archive = true };
	struct pdf *p = pdf_new(a, fonts, &spec);
	struct pdf_flow f;

	pdf_flow_begin(&f, p, LEFT, TOP, pdf_width(p) - 2 * LEFT, pdf_height(p) - 2 * TOP);
	(void)pdf_text_in(p, 0, f.y, pdf_width(p), PDF_CENTRE, &office, o->name);
	(void)pdf_text_in(p, 0, f.y + 30, pdf_width(p), PDF_CENTRE, &title, text_get(lang, "Paper.Box.ListTitle"));
	pdf_line(p, LEFT, f.y + 42, pdf_width(p) - LEFT, f.y + 42, (struct pdf_pen){ PDF_THICK, PDF_RED, 0 });
	f.y += 60;
	(void)pdf_text(p, LEFT, f.y, &line, text_fill2(a, lang, "Paper.Dossier.Detail", text_get(lang, "Paper.Dossier.Box"), b->code));
	(void)pdf_text_in(p, LEFT, f.y, f.width, PDF_RIGHT, &line, text_fill3(a, lang, "Paper.Box.Sum", number(a, b->year),
	    box_years(a, lang, b->years), number(a, (int64_t)n)));
	f.y += 10;
	items_table(&f, a, items, n, lang);
	page_foot(p, a, lang);
	return p;
}

/* --- labels ---------------------------------------------------------------- */

enum { ACROSS = 2, DOWN = 4 };
#define LABEL_W PDF_MM(90)
#define LABEL_H PDF_MM(64)
#define LABEL_X PDF_MM(12)
#define LABEL_Y PDF_MM(16)
#define LABEL_GAP PDF_MM(5)

static enum err
label(struct pdf *p, const struct box_office *o, const struct box_row *b, double x, double y, enum lang lang)
{
	const struct pdf_style head = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY }, big = { PDF_HEI, true, 34, 0, PDF_BLACK };
	const struct pdf_style mid = { PDF_SONG, true, PDF_SIZE_4, 0, PDF_BLACK }, code = { PDF_HEI, false, PDF_SIZE_5, 0, PDF_BLACK };
	const struct pdf_pen frame = { PDF_HAIR, PDF_RULE, 0 };
	struct arena *a = pdf_arena(p);
	const double pad = PDF_MM(5), size = PDF_MM(25);
	uint8_t *m;
	int side;
	enum err e = qr_matrix(a, b->code, &side, &m);

	if (e != OK)
		return e;
	pdf_rect(p, x, y, LABEL_W, LABEL_H, PDF_NONE, &frame);
	pdf_rect(p, x, y, LABEL_W, PDF_MM(3), b->years == KEEP_FOR_EVER ? PDF_RED : b->years == 30 ? PDF_INK : PDF_RULE, NULL);
	(void)pdf_text(p, x + pad, y + PDF_MM(10), &head, o->name);
	(void)pdf_text(p, x + pad, y + PDF_MM(16), &head, text_fill1(a, lang, "Paper.Box.Fonds", o->fonds));
	(void)pdf_text(p, x + pad, y + PDF_MM(32), &big, number(a, b->year));
	(void)pdf_text(p, x + pad, y + PDF_MM(41), &mid, box_years(a, lang, b->years));
	(void)pdf_text(p, x + pad, y + PDF_MM(49), &mid, text_fill2(a, lang, "Paper.Box.Number", number(a, b->number), number(a, b->n_item)));
	(void)pdf_text(p, x + pad, y + LABEL_H - PDF_MM(5), &code, b->code);
	pdf_qr(p, x + LABEL_W - pad - size, y + PDF_MM(19), size, (size_t)side, m);
	return OK;
}

enum err
box_labels_draw(struct arena *a, struct pdf_fonts *fonts, const struct box_office *o, const struct box_row *b, size_t n,
    enum lang lang, struct pdf **out)
{
	const struct pdf_spec spec = { .title = text_get(lang, "Paper.Box.Labels"), .author = o->name, .lang = lang_code(lang),
		.created = b[n - 1].opened_at };
	struct pdf *p = pdf_new(a, fonts, &spec);
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		const size_t at = i % (ACROSS * DOWN);

		if (at == 0)
			(void)pdf_page_add(p);
		e = label(p, o, &b[i], LABEL_X + (double)(at % ACROSS) * (LABEL_W + LABEL_GAP),
		    LABEL_Y + (double)(at / ACROSS) * (LABEL_H + LABEL_GAP), lang);
	}
	if (e != OK)
		pdf_free(p);
	*out = p;
	return e;
}
