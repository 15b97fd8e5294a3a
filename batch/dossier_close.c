/* Sections 7 to 13 of a dossier: results of each round, closing, photos, log, proof. */
#include "config.h"
#include "batch/dossier_draw.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define PHOTO_RATIO 0.40 /* of a box, height by width: three to a page */

static const struct pdf_para caption = {
	.text = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY },
	.pitch = 13,
	.align = PDF_CENTRE,
};

static const char *
own_text(const struct dossier_drawing *w, const struct event_row *e)
{
	if (e == NULL)
		return NULL;
	return e->destroyed ? text_get(w->lang, "Event.destroyed.Name") : e->text;
}

/* --- results --------------------------------------------------------------- */

static bool
is_feedback(int32_t kind)
{
	return kind == ACT_FEEDBACK || kind == ACT_IMPORT_FEEDBACK;
}

/* The first event of a kind after number i and before the next feedback; NULL when there is none. */
static const struct event_row *
follows(const struct dossier *d, size_t i, enum action kind)
{
	for (i++; i < d->n_events && !is_feedback(d->events[i].kind); i++)
		if (d->events[i].kind == (int32_t)kind)
			return &d->events[i];
	return NULL;
}

static const struct order_row *
check_order(const struct dossier *d, const struct event_row *result)
{
	for (size_t i = 0; i < d->n_orders; i++)
		if (d->orders[i].kind == ORDER_CHECK && result != NULL &&
		    d->orders[i].answered_at == result->at)
			return &d->orders[i];
	return NULL;
}

static void
check_pairs(struct dossier_drawing *w, struct dossier_form *s, const struct event_row *e)
{
	const struct order_row *o = check_order(w->d, e);

	dossier_form_pair(
	    s, text_get(w->lang, "Paper.Dossier.Checker"), o != NULL ? o->user_name : e->user_name);
	dossier_form_pair(
	    s, text_get(w->lang, "Paper.Dossier.CheckedAt"), dossier_time(w->a, e->at));
	if (o != NULL) {
		dossier_form_pair(s, text_get(w->lang, "Paper.Dossier.CheckSent"),
		    dossier_time(w->a, o->sent_at));
		dossier_form_pair(s, text_get(w->lang, "Paper.Dossier.CheckResult"),
		    o->result == RESULT_YES ? text_get(w->lang, "Result.pass")
					    : text_get(w->lang, "Result.fail"));
	}
	dossier_form_wide(s, text_get(w->lang, "Paper.Dossier.CheckWords"), own_text(w, e));
}

static void
round_sheet(struct dossier_drawing *w, size_t i, int round)
{
	const struct event_row *e = &w->d->events[i], *check = follows(w->d, i, ACT_CHECK_RESULT);
	const struct event_row *confirm = follows(w->d, i, ACT_FEEDBACK_CONFIRM);
	const struct event_row *back = follows(w->d, i, ACT_FEEDBACK_INCOMPLETE);
	struct dossier_form s;

	pdf_flow_para(&w->f, &dossier_h2,
	    text_fill1(w->a, w->lang, "Paper.Dossier.Feedback", arena_printf(w->a, "%d", round)));
	dossier_form_begin(&s, w);
	dossier_form_pair(&s, text_get(w->lang, "Paper.Column.Who"), dossier_who(w->a, w->lang, e));
	dossier_form_pair(
	    &s, text_get(w->lang, "Field.fed_back_at.Label"), dossier_time(w->a, e->at));
	dossier_form_wide(&s, text_get(w->lang, "Paper.Dossier.Done"), own_text(w, e));
	if (confirm != NULL) {
		dossier_form_pair(&s, text_get(w->lang, "Paper.Dossier.Confirmed"),
		    dossier_who(w->a, w->lang, confirm));
		dossier_form_pair(
		    &s, text_get(w->lang, "Paper.Column.When"), dossier_time(w->a, confirm->at));
		dossier_form_wide(
		    &s, text_get(w->lang, "Paper.Dossier.Opinion"), own_text(w, confirm));
	}
	if (back != NULL)
		dossier_form_wide(
		    &s, text_get(w->lang, "Event.feedback_incomplete.Name"), own_text(w, back));
	if (check != NULL)
		check_pairs(w, &s, check);
	dossier_form_end(&s);
}

void
dossier_draw_results(struct dossier_drawing *w)
{
	int round = 0;

	for (size_t i = 0; i < w->d->n_events; i++)
		if (is_feedback(w->d->events[i].kind))
			round_sheet(w, i, ++round);
	if (round == 0)
		dossier_none(w);
}

/* --- closing --------------------------------------------------------------- */

static bool
is_closing(int32_t kind)
{
	return kind == ACT_JUDGE || kind == ACT_CLOSE || kind == ACT_CLOSE_CHIEF ||
	       kind == ACT_CLOSE_BACK || kind == ACT_REWORK || kind == ACT_ARCHIVE ||
	       kind == ACT_IMPORT_CLOSED;
}

void
dossier_draw_closing(struct dossier_drawing *w)
{
	const struct pdf_col col[] = { { text_get(w->lang, "Paper.Column.When"), 21.5, PDF_LEFT,
					   false },
		{ text_get(w->lang, "Paper.Column.Step"), 18, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Who"), 25.5, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Judged"), 35, PDF_LEFT, false } };
	struct pdf_table t;
	size_t n = 0;

	for (size_t i = 0; i < w->d->n_events; i++) {
		const struct event_row *e = &w->d->events[i];
		const char *detail = dossier_detail(w->a, w->d, w->lang, e), *text = own_text(w, e);
		bool both = detail[0] != '\0' && text != NULL && text[0] != '\0';
		const char *row[] = { dossier_time(w->a, e->at),
			text_getf(w->lang, "Event.%s.Name", action_code((enum action)e->kind)),
			dossier_who(w->a, w->lang, e),
			both ? arena_printf(w->a, "%s\n%s", detail, text)
			: text != NULL && text[0] != '\0' ? text
							  : detail };

		if (!is_closing(e->kind))
			continue;
		row[3] = row[3][0] != '\0' ? row[3] : "—";
		if (n++ == 0)
			pdf_table_begin(&t, &w->f, &pdf_table_plain, col, N(col));
		pdf_table_row(&t, row);
	}
	if (n > 0)
		pdf_table_end(&t);
	else
		dossier_none(w);
}

/* --- photos ---------------------------------------------------------------- */

double
dossier_keep_photos(const struct dossier_drawing *w)
{
	return w->d->n_photos > 0 ? pdf_photo_row(&w->f, 1, PHOTO_RATIO, &caption) : 24;
}

/* "Photo after the work, round 1, 2026-10-31 08:05, Zhou Ming, SHA-256 …" */
static const char *
caption_of(const struct dossier_drawing *w, const struct dossier_photo *p, size_t n)
{
	const struct file_link_row *l = p->link;
	struct buf b;

	buf_init(&b, w->a);
	buf_printf(&b, "%zu. %s", n, text_getf(w->lang, "Photo.%d", l->part));
	if (l->round > 0)
		buf_printf(&b, "  %s",
		    text_fill1(
			w->a, w->lang, "Paper.Dossier.Round", arena_printf(w->a, "%d", l->round)));
	buf_printf(&b, "  %s", dossier_time(w->a, l->added_at));
	if (l->user_name != NULL && l->user_name[0] != '\0')
		buf_printf(&b, "  %s", l->user_name);
	buf_str(&b, "  SHA-256 ");
	buf_hex(&b, l->sha256.data, l->sha256.len < 8 ? l->sha256.len : 8);
	buf_str(&b, "…");
	return b.s;
}

void
dossier_draw_photos(struct dossier_drawing *w)
{
	struct pdf_photo *photo = arena_array_of(w->a, struct pdf_photo, w->d->n_photos);

	for (size_t i = 0; i < w->d->n_photos; i++)
		photo[i] = (struct pdf_photo){ w->d->photos[i].data, w->d->photos[i].len,
			caption_of(w, &w->d->photos[i], i + 1) };
	if (w->d->n_photos > 0)
		pdf_flow_photos(&w->f, photo, w->d->n_photos, 1, PHOTO_RATIO, &caption,
		    text_get(w->lang, "Paper.Dossier.PhotoGone"));
	else
		dossier_none(w);
}

/* --- log ------------------------------------------------------------------- */

static const char *
state_name(const struct dossier_drawing *w, bool of_case, int32_t state)
{
	return state == 0 ? NULL
			  : text_find(w->lang,
				arena_printf(
				    w->a, of_case ? "State.%d.Name" : "Complaint.%d.Name", state));
}

static const char *
step_words(const struct dossier_drawing *w, const struct event_row *e, bool of_case)
{
	const char *name = text_getf(w->lang, "Event.%s.Name", action_code((enum action)e->kind));
	const char *from = state_name(w, of_case, e->from_state),
		   *to = state_name(w, of_case, e->to_state);

	if (to == NULL || e->from_state == e->to_state)
		return name;
	return from != NULL ? arena_printf(w->a, "%s\n%s → %s", name, from, to)
			    : arena_printf(w->a, "%s\n→ %s", name, to);
}

static const char *
content(const struct dossier_drawing *w, const struct event_row *e)
{
	const char *const parts[] = {
		e->reason_id != 0 ? text_pick(w->lang, e->reason_zh, e->reason_en) : NULL,
		own_text(w, e), dossier_detail(w->a, w->d, w->lang, e),
		e->client_at != USEC_NONE ? text_fill1(w->a, w->lang, "Paper.Dossier.ClientAt",
						dossier_time(w->a, e->client_at))
					  : NULL
	};
	struct buf b;

	buf_init(&b, w->a);
	for (size_t i = 0; i < N(parts); i++)
		if (parts[i] != NULL && parts[i][0] != '\0')
			buf_printf(&b, "%s%s", b.len > 0 ? "\n" : "", parts[i]);
	return b.s;
}

static void
log_table(struct dossier_drawing *w, const struct event_row *events, size_t n, bool of_case)
{
	const double hash_share = w->lang == LANG_EN ? 26 : 23; /* three lines of a hash */
	const struct pdf_col col[] = { { text_get(w->lang, "Paper.Column.No"), 5.5, PDF_RIGHT,
					   false },
		{ text_get(w->lang, "Paper.Column.When"), 17.8, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Step"), 16.2, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Who"), 14, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Words"), 46.5 - hash_share, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Hash"), hash_share, PDF_LEFT, false } };
	struct pdf_table_style style = pdf_table_plain;
	struct pdf_table t;

	style.text.size = PDF_SIZE_5S;
	style.pitch = 12;
	style.pad_x = 3;
	pdf_table_begin(&t, &w->f, &style, col, N(col));
	for (size_t i = 0; i < n; i++) {
		struct buf hash;
		const char *row[] = { arena_printf(w->a, "%d", events[i].seq),
			dossier_time(w->a, events[i].at), step_words(w, &events[i], of_case),
			dossier_who(w->a, w->lang, &events[i]), content(w, &events[i]), "" };

		buf_init(&hash, w->a);
		buf_hex(&hash, events[i].hash.data, events[i].hash.len);
		row[5] = hash.s;
		pdf_table_row(&t, row);
	}
	pdf_table_end(&t);
}

void
dossier_draw_log(struct dossier_drawing *w)
{
	if (w->d->n_events > 0)
		log_table(w, w->d->events, w->d->n_events, true);
	else
		dossier_none(w);
	for (size_t i = 0; i < w->d->n_complaints; i++) {
		const struct dossier_complaint *c = &w->d->complaints[i];

		pdf_flow_para(&w->f, &dossier_h2,
		    text_fill1(w->a, w->lang, "Paper.Dossier.Complaint", c->number));
		log_table(w, c->events, c->n_events, false);
	}
}

/* --- proof ----------------------------------------------------------------- */

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
	proof_line(w, w->d->label, &w->d->ledger);
	for (size_t i = 0; i < w->d->n_complaints; i++)
		proof_line(w, w->d->complaints[i].number, &w->d->complaints[i].ledger);
	pdf_flow_para(&w->f, &dossier_text, text_get(w->lang, "Paper.Dossier.HowProved"));
}
