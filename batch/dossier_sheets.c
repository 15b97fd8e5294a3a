/* Items 3 to 8 of a dossier: registration, verification, filing, dispatch, handling, urges (metrics 6.5). */
#include "config.h"
#include "batch/dossier_draw.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* --- forms ----------------------------------------------------------------- */

void
dossier_form_begin(struct dossier_form *s, struct dossier_drawing *w)
{
	static const struct pdf_col col[LANG_MAX][4] = {
		[LANG_ZH] = { { NULL, 14, PDF_LEFT, true }, { NULL, 36, PDF_LEFT, false },
		    { NULL, 14, PDF_LEFT, true }, { NULL, 36, PDF_LEFT, false } },
		[LANG_EN] = { { NULL, 17, PDF_LEFT, true }, { NULL, 33, PDF_LEFT, false },
		    { NULL, 17, PDF_LEFT, true }, { NULL, 33, PDF_LEFT, false } },
	};

	*s = (struct dossier_form){ .w = w };
	pdf_table_begin(&s->t, &w->f, &pdf_table_form, col[w->lang], N(col[w->lang]));
}

static void
flush(struct dossier_form *s)
{
	const char *row[] = { s->label, s->value, NULL, NULL };

	if (s->label != NULL)
		pdf_table_row(&s->t, row);
	s->label = NULL;
}

void
dossier_form_pair(struct dossier_form *s, const char *label, const char *value)
{
	if (value == NULL || value[0] == '\0')
		value = "—";
	if (s->label != NULL) {
		const char *row[] = { s->label, s->value, label, value };

		pdf_table_row(&s->t, row);
		s->label = NULL;
		return;
	}
	s->label = label;
	s->value = value;
}

void
dossier_form_wide(struct dossier_form *s, const char *label, const char *value)
{
	const char *row[] = { label, value, NULL, NULL };

	if (value == NULL)
		return;
	flush(s);
	row[1] = value[0] != '\0' ? value : "—";
	pdf_table_row(&s->t, row);
}

void
dossier_form_end(struct dossier_form *s)
{
	flush(s);
	pdf_table_end(&s->t);
}

void
dossier_none(struct dossier_drawing *w)
{
	pdf_flow_para(&w->f, &dossier_text, text_get(w->lang, "Paper.Dossier.None"));
}

/* --- registration ---------------------------------------------------------- */

static const char *
pick(const struct dossier_drawing *w, const char *zh, const char *en)
{
	return zh == NULL && en == NULL ? NULL : text_pick(w->lang, zh, en);
}

static const char *
point(const struct dossier_drawing *w, bool has, int32_t lat, int32_t lon)
{
	struct buf b;

	if (!has)
		return NULL;
	buf_init(&b, w->a);
	buf_fixed(&b, lat, 6);
	buf_str(&b, ", ");
	buf_fixed(&b, lon, 6);
	return b.s;
}

/* "hazard, urgent, rework 2": what is marked on the case. */
static const char *
flags(const struct dossier_drawing *w)
{
	const struct case_row *c = w->d->c;
	const struct {
		bool on;
		const char *key;
	} marks[] = {
		{ c->hazard, "Flag.hazard" },
		{ c->urgent, "Flag.urgent" },
		{ c->designated, "Flag.designated" },
		{ c->leader_locked, "Flag.leader_locked" },
		{ c->joint, "Flag.joint" },
		{ c->substitute, "Flag.substitute" },
		{ c->watch, "Flag.watch" },
		{ c->supervise == 1, "Flag.urged" },
		{ c->supervise == 2, "Flag.letter" },
		{ c->supervise == 3, "Flag.single" },
		{ c->filed_upward, "Flag.filed_upward" },
		{ c->confidential, "Flag.confidential" },
		{ c->outside, "Flag.outside" },
		{ c->ext_system != NULL, "Flag.imported" },
	};
	struct buf b;

	buf_init(&b, w->a);
	for (size_t i = 0; i < N(marks); i++)
		if (marks[i].on)
			buf_printf(
			    &b, "%s%s", b.len > 0 ? "、" : "", text_get(w->lang, marks[i].key));
	if (c->rework_count > 0)
		buf_printf(&b, "%s%s", b.len > 0 ? "、" : "",
		    text_fill1(
			w->a, w->lang, "Flag.rework", arena_printf(w->a, "%d", c->rework_count)));
	if (c->return_count > 0)
		buf_printf(&b, "%s%s", b.len > 0 ? "、" : "",
		    text_fill1(
			w->a, w->lang, "Flag.return", arena_printf(w->a, "%d", c->return_count)));
	return b.s;
}

static void
case_sheet(struct dossier_drawing *w)
{
	const struct case_row *c = w->d->c;
	const struct case_names *n = w->d->names;
	struct dossier_form s;

	dossier_form_begin(&s, w);
	dossier_form_pair(&s, text_get(w->lang, "Paper.Column.Case"), w->d->label);
	dossier_form_pair(&s, text_get(w->lang, "Field.state.Label"),
	    text_getf(w->lang, "State.%d.Name", c->state));
	dossier_form_pair(&s, text_get(w->lang, "Field.source.Label"),
	    text_getf(w->lang, "Source.%d", c->source));
	dossier_form_pair(
	    &s, text_get(w->lang, "Field.received.Label"), dossier_time(w->a, c->received_at));
	if (c->ext_system != NULL)
		dossier_form_wide(&s, text_get(w->lang, "Field.external_no.Label"),
		    arena_printf(w->a, "%s %s", c->ext_system, c->ext_number));
	dossier_form_pair(
	    &s, text_get(w->lang, "Field.class.Label"), pick(w, n->class_zh, n->class_en));
	dossier_form_pair(&s, text_get(w->lang, "Field.component.Label"),
	    n->component_code == NULL ? NULL
				      : arena_printf(w->a, "%s %s", n->component_code,
					    text_pick(w->lang, n->component_zh, n->component_en)));
	dossier_form_pair(&s, text_get(w->lang, "Field.cell.Label"), n->unit_cell);
	dossier_form_pair(
	    &s, text_get(w->lang, "Field.base_grid.Label"), pick(w, n->base_zh, n->base_en));
	dossier_form_pair(
	    &s, text_get(w->lang, "Field.auto_grid.Label"), pick(w, n->auto_zh, n->auto_en));
	dossier_form_pair(
	    &s, text_get(w->lang, "Paper.Dossier.Point"), point(w, c->has_point, c->lat, c->lon));
	dossier_form_wide(&s, text_get(w->lang, "Field.address.Label"), c->address);
	dossier_form_wide(&s, text_get(w->lang, "Field.description.Label"), c->description);
	if (n->parent_number != NULL)
		dossier_form_wide(
		    &s, text_get(w->lang, "Field.parent_case.Label"), n->parent_number);
	dossier_form_wide(&s, text_get(w->lang, "Paper.Dossier.Marks"), flags(w));
	dossier_form_end(&s);
}

/* Only what is masked, and of a confidential complaint nothing (standards 7, 11). */
static const char *
contact(const struct dossier_drawing *w, const struct complaint_row *c)
{
	const char *const parts[] = { c->masked_name, c->masked_phone, c->masked_email };
	struct buf b;

	if (c->confidential)
		return text_get(w->lang, "Paper.Dossier.Confidential");
	buf_init(&b, w->a);
	for (size_t i = 0; i < N(parts); i++)
		if (parts[i] != NULL && parts[i][0] != '\0')
			buf_printf(&b, "%s%s", b.len > 0 ? "  " : "", parts[i]);
	return b.s;
}

static void
complaint_sheet(struct dossier_drawing *w, const struct dossier_complaint *k)
{
	const struct complaint_row *c = k->row;
	struct dossier_form s;

	pdf_flow_para(
	    &w->f, &dossier_h2, text_fill1(w->a, w->lang, "Paper.Dossier.Complaint", k->number));
	dossier_form_begin(&s, w);
	dossier_form_pair(&s, text_get(w->lang, "Field.source.Label"),
	    text_getf(w->lang, "Source.%d", c->source));
	dossier_form_pair(
	    &s, text_get(w->lang, "Field.received.Label"), dossier_time(w->a, c->received_at));
	dossier_form_pair(&s, text_get(w->lang, "Field.contact.Label"), contact(w, c));
	dossier_form_pair(&s, text_get(w->lang, "Field.state.Label"),
	    text_getf(w->lang, "Complaint.%d.Name", c->state));
	if (c->ext_number != NULL)
		dossier_form_wide(&s, text_get(w->lang, "Field.external_no.Label"),
		    arena_printf(
			w->a, "%s %s", c->ext_system != NULL ? c->ext_system : "", c->ext_number));
	if (c->community_zh != NULL)
		dossier_form_wide(&s, text_get(w->lang, "Text.place.community"),
		    text_pick(w->lang, c->community_zh, c->community_en));
	dossier_form_wide(&s, text_get(w->lang, "Field.address.Label"), c->address);
	dossier_form_wide(&s, text_get(w->lang, "Paper.Dossier.Words"), c->description);
	for (size_t i = 0; i < k->n_replies; i++)
		dossier_form_wide(&s,
		    text_pick(w->lang, k->replies[i].text_zh, k->replies[i].text_en),
		    k->replies[i].answer);
	dossier_form_wide(&s, text_get(w->lang, "Field.answer.Label"), c->answer);
	dossier_form_end(&s);
}

void
dossier_draw_source(struct dossier_drawing *w)
{
	case_sheet(w);
	for (size_t i = 0; i < w->d->n_complaints; i++)
		complaint_sheet(w, &w->d->complaints[i]);
	(void)dossier_steps(w, ITEM_SOURCE);
	(void)dossier_photos(w, PART_BIT(PHOTO_REPORT), PHOTOS_ALL);
}

/* --- verification ------------------------------------------------------------------------------
 */

/* The event of a kind at an instant; NULL when there is none. */
static const struct event_row *
event_at(const struct dossier *d, enum action kind, usec_t at)
{
	for (size_t i = 0; i < d->n_events && at != USEC_NONE; i++)
		if (d->events[i].kind == (int32_t)kind && d->events[i].at == at)
			return &d->events[i];
	return NULL;
}

static const char *
answer_words(const struct dossier_drawing *w, const struct event_row *e)
{
	return e != NULL ? dossier_content(w, e) : NULL;
}

void
dossier_draw_verify(struct dossier_drawing *w)
{
	bool some = false;

	for (size_t i = 0; i < w->d->n_orders; i++) {
		const struct order_row *o = &w->d->orders[i];
		struct dossier_form s;

		if (o->kind != ORDER_VERIFY)
			continue;
		some = true;
		dossier_form_begin(&s, w);
		dossier_form_pair(&s, text_get(w->lang, "Field.supervisor.Label"), o->user_name);
		dossier_form_pair(
		    &s, text_get(w->lang, "Paper.Dossier.Sent"), dossier_time(w->a, o->sent_at));
		dossier_form_pair(
		    &s, text_get(w->lang, "Paper.Dossier.Limit"), dossier_time(w->a, o->due));
		dossier_form_pair(&s, text_get(w->lang, "Paper.Dossier.Answered"),
		    dossier_time(w->a, o->answered_at));
		dossier_form_wide(&s, text_get(w->lang, "Field.result.Label"),
		    o->result == RESULT_YES  ? text_get(w->lang, "Result.true")
		    : o->result == RESULT_NO ? text_get(w->lang, "Result.untrue")
					     : "");
		dossier_form_wide(&s, text_get(w->lang, "Field.note.Label"),
		    answer_words(w, event_at(w->d, ACT_VERIFY_RESULT, o->answered_at)));
		dossier_form_end(&s);
	}
	some = dossier_steps(w, ITEM_VERIFY) > 0 || some;
	some = dossier_photos(w, PART_BIT(PHOTO_VERIFY), PHOTOS_ALL) > 0 || some;
	if (!some)
		pdf_flow_para(
		    &w->f, &dossier_text, text_get(w->lang, "Paper.Dossier.NoVerification"));
}

/* --- filing ---------------------------------------------------------------- */

static void
condition_sheet(struct dossier_drawing *w)
{
	const struct condition_row *c = w->d->condition;
	struct dossier_form s;

	dossier_form_begin(&s, w);
	dossier_form_wide(&s, text_get(w->lang, "Field.condition.Label"),
	    text_pick(w->lang, c->cond_zh, c->cond_en));
	dossier_form_pair(&s, text_get(w->lang, "Text.case.clock_promise"),
	    text_fill1(w->a, w->lang, arena_printf(w->a, "LimitUnit.%d.Amount", c->unit),
		arena_printf(w->a, "%d", c->amount)));
	dossier_form_pair(
	    &s, text_get(w->lang, "Field.filed_at.Label"), dossier_time(w->a, w->d->c->filed_at));
	dossier_form_wide(&s, text_get(w->lang, "Field.closing.Label"),
	    text_pick(w->lang, c->close_zh, c->close_en));
	dossier_form_end(&s);
}

void
dossier_draw_filing(struct dossier_drawing *w)
{
	if (w->d->condition != NULL)
		condition_sheet(w);
	if (dossier_steps(w, ITEM_FILING) == 0 && w->d->condition == NULL)
		dossier_none(w);
}

/* --- dispatch -------------------------------------------------------------- */

static void
promises(struct dossier_drawing *w)
{
	const struct pdf_col col[] = { { text_get(w->lang, "Paper.Column.Round"), 8.5, PDF_CENTRE,
					   false },
		{ text_get(w->lang, "Paper.Column.Unit"), 15.5, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.Kind"), 12, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.From"), 21.5, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.DueAt"), 21.5, PDF_LEFT, false },
		{ text_get(w->lang, "Paper.Column.FirstDue"), 21.5, PDF_LEFT, false } };
	struct pdf_table t;

	if (w->d->n_clocks == 0)
		return;
	pdf_table_begin(&t, &w->f, &pdf_table_plain, col, N(col));
	for (size_t i = 0; i < w->d->n_clocks; i++) {
		const struct promise_row *p = w->d->clocks[i].promise;
		const char *row[] = { arena_printf(w->a, "%d", p->round),
			pick(w, p->unit_zh, p->unit_en),
			text_getf(w->lang, "Paper.Promise.%d", p->kind),
			dossier_time(w->a, p->started), dossier_time(w->a, p->due),
			dossier_time(w->a, p->original_due) };

		row[1] = row[1] != NULL ? row[1] : "—";
		pdf_table_row(&t, row);
	}
	pdf_table_end(&t);
}

void
dossier_draw_dispatch(struct dossier_drawing *w)
{
	promises(w);
	if (dossier_steps(w, ITEM_DISPATCH) == 0 && w->d->n_clocks == 0)
		dossier_none(w);
}

/* --- handling and urges ---------------------------------------------------- */

/* Before and after of each round, up to its feedback, beside each other. */
static size_t
works(struct dossier_drawing *w)
{
	const unsigned parts = PART_BIT(PHOTO_BEFORE) | PART_BIT(PHOTO_AFTER);
	int32_t after = -1;
	size_t n = 0;

	for (size_t i = 0; i < w->d->n_events; i++)
		if (dossier_is_feedback(&w->d->events[i])) {
			n += dossier_photos(w, parts, after, w->d->events[i].seq);
			after = w->d->events[i].seq;
		}
	return n + dossier_photos(w, parts, after, INT32_MAX);
}

void
dossier_draw_handling(struct dossier_drawing *w)
{
	size_t n = dossier_steps(w, ITEM_HANDLING);

	n += works(w);
	if (w->d->n_clocks > 0) {
		pdf_flow_para(&w->f, &dossier_h2, text_get(w->lang, "Paper.Dossier.Clocks"));
		dossier_draw_clocks(w);
	} else if (n == 0) {
		dossier_none(w);
	}
}

void
dossier_draw_urges(struct dossier_drawing *w)
{
	if (dossier_steps(w, ITEM_URGES) == 0)
		dossier_none(w);
}
