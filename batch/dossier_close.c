/* Items 9 to 12 of a dossier: feedback and checks of each round, closing, callback, log. */
#include "config.h"
#include "batch/dossier_draw.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* --- results --------------------------------------------------------------- */

bool
dossier_is_feedback(const struct event_row *e)
{
	return e->kind == ACT_FEEDBACK || e->kind == ACT_FEEDBACK_SQUAD || e->kind == ACT_IMPORT_FEEDBACK;
}

int32_t
dossier_next_feedback(const struct dossier *d, size_t i)
{
	for (i++; i < d->n_events; i++)
		if (dossier_is_feedback(&d->events[i]))
			return d->events[i].seq;
	return INT32_MAX;
}

/* The first event of a kind after number i and before the next feedback; NULL when there is none. */
static const struct event_row *
follows(const struct dossier *d, size_t i, enum action kind)
{
	for (i++; i < d->n_events && !dossier_is_feedback(&d->events[i]); i++)
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
	dossier_form_wide(s, text_get(w->lang, "Paper.Dossier.CheckWords"), dossier_own_text(w, e));
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
	dossier_form_wide(&s, text_get(w->lang, "Paper.Dossier.Done"), dossier_own_text(w, e));
	if (confirm != NULL) {
		dossier_form_pair(&s, text_get(w->lang, "Paper.Dossier.Confirmed"),
		    dossier_who(w->a, w->lang, confirm));
		dossier_form_pair(
		    &s, text_get(w->lang, "Paper.Column.When"), dossier_time(w->a, confirm->at));
		dossier_form_wide(
		    &s, text_get(w->lang, "Paper.Dossier.Opinion"), dossier_own_text(w, confirm));
	}
	if (back != NULL)
		dossier_form_wide(
		    &s, text_get(w->lang, "Event.feedback_incomplete.Name"), dossier_own_text(w, back));
	if (check != NULL)
		check_pairs(w, &s, check);
	dossier_form_end(&s);
}

void
dossier_draw_checks(struct dossier_drawing *w)
{
	int32_t after = -1;
	int round = 0;

	for (size_t i = 0; i < w->d->n_events; i++)
		if (dossier_is_feedback(&w->d->events[i])) {
			int32_t next = dossier_next_feedback(w->d, i);

			round_sheet(w, i, ++round);
			(void)dossier_photos(w, PART_BIT(PHOTO_CHECK), after, next - 1);
			after = next - 1;
		}
	if (dossier_steps(w, ITEM_CHECKS) == 0 && round == 0)
		dossier_none(w);
}

/* --- closing --------------------------------------------------------------- */

void
dossier_draw_closing(struct dossier_drawing *w)
{
	if (dossier_steps(w, ITEM_CLOSING) == 0)
		dossier_none(w);
}

void
dossier_draw_callback(struct dossier_drawing *w)
{
	if (dossier_steps(w, ITEM_CALLBACK) == 0)
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
			dossier_who(w->a, w->lang, &events[i]), dossier_content(w, &events[i]), "" };

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
