/* The certificate of destruction: numbers and hashes, nothing of the contents. */
#include "config.h"
#include "batch/box.h"

#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define LEFT PDF_MM(25)
#define TOP PDF_MM(28)

static const char *
hex(struct arena *a, struct blob hash)
{
	struct buf b;

	buf_init(&b, a);
	buf_hex(&b, hash.data, hash.len);
	return b.s;
}

static void
signed_line(struct pdf_table *t, struct arena *a, enum lang lang, const char *key, const char *who, usec_t at)
{
	pdf_table_row(t, (const char *const[]){ text_get(lang, key), who != NULL ? who : "—", text_get(lang, "Paper.Column.When"),
		at != USEC_NONE ? paper_time(a, lang, at) : "—" });
}

/* Who listed, who signed, when it was done. */
static void
facts(struct pdf_flow *f, struct arena *a, const struct destruction_row *d, size_t gone, size_t kept, enum lang lang)
{
	static const struct pdf_col col[] = { { NULL, 17, PDF_LEFT, true }, { NULL, 33, PDF_LEFT, false },
		{ NULL, 14, PDF_LEFT, true }, { NULL, 36, PDF_LEFT, false } };
	struct pdf_table t;

	pdf_table_begin(&t, f, &pdf_table_form, col, N(col));
	signed_line(&t, a, lang, "Paper.Destroy.Made", d->made_name, d->made_at);
	signed_line(&t, a, lang, "Field.first.Label", d->first_name, d->first_at);
	signed_line(&t, a, lang, "Field.second.Label", d->second_name, d->second_at);
	pdf_table_row(&t, (const char *const[]){ text_get(lang, "Paper.Destroy.Gone"), arena_printf(a, "%zu", gone),
		text_get(lang, "Paper.Destroy.Kept"), arena_printf(a, "%zu", kept) });
	pdf_table_row(&t, (const char *const[]){ text_get(lang, "Paper.Destroy.Root"), hex(a, d->root), NULL, NULL });
	pdf_table_end(&t);
}

static void
rows(struct pdf_flow *f, struct arena *a, const struct destruction_item_row *items, size_t n, enum lang lang)
{
	const struct pdf_col col[] = { { text_get(lang, "Field.archive_code.Label"), 23, PDF_LEFT, false },
		{ text_get(lang, "Paper.Column.Case"), 17, PDF_LEFT, false }, { text_get(lang, "Paper.Destroy.When"), 11, PDF_LEFT, false },
		{ text_get(lang, "Paper.Destroy.Head"), 49, PDF_LEFT, false } };
	struct pdf_table_style style = pdf_table_plain;
	struct pdf_table t;

	style.text.size = PDF_SIZE_5S;
	style.pitch = 12;
	pdf_table_begin(&t, f, &style, col, N(col));
	for (size_t i = 0; i < n; i++) {
		const struct destruction_item_row *r = &items[i];

		pdf_table_row(&t, (const char *const[]){ r->archive_code != NULL ? r->archive_code : "—",
			r->number != NULL ? r->number : arena_printf(a, "#%lld", (long long)r->case_id),
			r->kept ? text_get(lang, "Paper.Box.Held") : paper_iso_day(a, day_of(r->done_at)), hex(a, r->head_now) });
	}
	pdf_table_end(&t);
}

struct pdf *
certificate_draw(struct arena *a, struct pdf_fonts *fonts, const struct box_office *o, const struct destruction_row *d,
    const struct destruction_item_row *items, size_t n, enum lang lang)
{
	const struct pdf_para title = { .text = { PDF_SONG, true, PDF_SIZE_2, 3, PDF_BLACK }, .pitch = 34, .align = PDF_CENTRE,
		.after = 12 };
	const struct pdf_para office = { .text = { PDF_SONG, false, PDF_SIZE_4, 0, PDF_BLACK }, .pitch = 22, .align = PDF_CENTRE };
	const struct pdf_para body = { .text = { PDF_SONG, false, PDF_SIZE_4S, 0, PDF_INK }, .pitch = 21, .first = 2, .after = 8 };
	struct pdf_spec spec = { .author = o->name, .lang = lang_code(lang), .created = d->done_at, .archive = true };
	const char *list = arena_printf(a, "%lld", (long long)d->id), *year = arena_printf(a, "%d", d->year);
	struct pdf_flow f;
	struct pdf *p;
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		kept += items[i].kept;
	spec.title = text_fill2(a, lang, "Paper.Destroy.Head1", year, list);
	p = pdf_new(a, fonts, &spec);
	pdf_flow_begin(&f, p, LEFT, TOP, pdf_width(p) - 2 * LEFT, pdf_height(p) - 2 * TOP);
	pdf_flow_para(&f, &office, o->name);
	pdf_flow_para(&f, &title, text_get(lang, "Paper.Destroy.Title"));
	pdf_flow_para(&f, &body, text_fill3(a, lang, "Paper.Destroy.Words", year, list, arena_printf(a, "%zu", n - kept)));
	facts(&f, a, d, n - kept, kept, lang);
	pdf_flow_skip(&f, 10);
	rows(&f, a, items, n, lang);
	return p;
}
