/* Item 13 of a dossier: its metadata, and the values by which it can be checked. */
#include "config.h"
#include "batch/dossier_draw.h"

#include "batch/dossier_record.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static const char *
hex(const struct dossier_drawing *w, struct blob hash)
{
	struct buf b;

	buf_init(&b, w->a);
	buf_hex(&b, hash.data, hash.len);
	return b.s;
}

/* The elements of the record as it lies in this file. */
static void
metadata(struct dossier_drawing *w)
{
	const struct pdf_col col[] = { { text_get(w->lang, "Paper.Dossier.Element"), 20, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Dossier.Meaning"), 22, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Dossier.Value"), 58, PDF_LEFT, false } };
	struct record_field field[RECORD_FIELDS];
	size_t n = dossier_fields(w->a, w->d, w->lang, field);
	struct pdf_table t;

	pdf_table_begin(&t, &w->f, &pdf_table_plain, col, N(col));
	for (size_t i = 0; i < n; i++)
		pdf_table_row(&t, (const char *const[]){ field[i].name, text_get(w->lang, field[i].key), field[i].value });
	pdf_table_end(&t);
}

static void
check_row(struct pdf_table *t, const char *what, const char *value)
{
	pdf_table_row(t, (const char *const[]){ what, value });
}

/* The end of each chain, each photo's original, the caller's file. */
static void
values(struct dossier_drawing *w)
{
	const struct pdf_col col[] = { { text_get(w->lang, "Paper.Dossier.CheckOf"), 26, PDF_LEFT, false },
		{ "SHA-256", 74, PDF_LEFT, false } };
	const struct dossier *d = w->d;
	struct pdf_table t;

	pdf_table_begin(&t, &w->f, &pdf_table_plain, col, N(col));
	if (d->n_events > 0)
		check_row(&t, text_fill1(w->a, w->lang, "Paper.Dossier.EndOf", d->label), hex(w, d->events[d->n_events - 1].hash));
	for (size_t i = 0; i < d->n_complaints; i++) {
		const struct dossier_complaint *c = &d->complaints[i];

		if (c->n_events > 0)
			check_row(&t, text_fill1(w->a, w->lang, "Paper.Dossier.EndOf", c->number), hex(w, c->events[c->n_events - 1].hash));
	}
	for (size_t i = 0; i < d->n_photos; i++)
		check_row(&t, text_fill1(w->a, w->lang, "Paper.Dossier.Original", arena_printf(w->a, "%zu", i + 1)),
		    hex(w, d->photos[i].link->sha256));
	if (d->keep.caller.len > 0)
		check_row(&t, text_get(w->lang, "Paper.Dossier.CallerFile"), hex(w, d->keep.caller));
	pdf_table_end(&t);
}

static void
proof_line(struct dossier_drawing *w, const char *what, const struct dossier_ledger *l)
{
	struct pdf_para text = dossier_text;

	if (l->bad == NULL) {
		pdf_flow_para(&w->f, &text,
		    text_fill2(w->a, w->lang, "Paper.Dossier.Holds", what,
			arena_printf(w->a, "%lld", (long long)l->events)));
		return;
	}
	text.text.face = PDF_HEI;
	text.text.colour = PDF_RED;
	pdf_flow_para(&w->f, &text,
	    text_fill3(w->a, w->lang, "Paper.Dossier.Broken", what,
		arena_printf(w->a, "%d", l->bad_seq), l->bad));
}

void
dossier_draw_proof(struct dossier_drawing *w)
{
	metadata(w);
	pdf_flow_para(&w->f, &dossier_text, text_get(w->lang, "Paper.Dossier.Record"));
	pdf_flow_para(&w->f, &dossier_h2, text_get(w->lang, "Paper.Dossier.CheckValues"));
	if (w->d->n_events > 0)
		values(w);
	proof_line(w, w->d->label, &w->d->ledger);
	for (size_t i = 0; i < w->d->n_complaints; i++)
		proof_line(w, w->d->complaints[i].number, &w->d->complaints[i].ledger);
	pdf_flow_para(&w->f, &dossier_text, text_get(w->lang, "Paper.Dossier.HowProved"));
}
