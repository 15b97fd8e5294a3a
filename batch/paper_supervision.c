/* "anjuan supervision": the report of a single-case supervision 个案督办材料 (metrics 6.3). */
#include "config.h"
#include "batch/job_sheet.h"


#include "batch/casefile.h"
#include "batch/dossier.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/sheet.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

#define PHOTO_RATIO 0.62	/* of a box, height by width */

static const struct pdf_para caption = {
	.text = { PDF_HEI, false, PDF_SIZE_5S, 0, PDF_GREY },
	.pitch = 13,
	.align = PDF_CENTRE,
};

static enum err
read_supervision(struct paper_run *r, void **data)
{
	struct casefile *f;
	enum err e = casefile_read(&r->sv, r->args.v[PAPER_CASE], &f);

	if (e != OK)
		return e;
	r->about = f->label;
	*data = f;
	return OK;
}

/* The instant up to which a promise is looked at: when the unit was done, else the paper's own. */
static usec_t
until(const struct casefile *f)
{
	return f->c->fed_back_at != USEC_NONE ? f->c->fed_back_at : f->as_of;
}

/* By how much the running promise is over; 0: not. */
static usec_t
over(const struct casefile *f)
{
	const struct promise_row *p = casefile_promise(f, f->c->unit_id, f->as_of);

	return p != NULL && p->due != USEC_NONE && until(f) > p->due ? until(f) - p->due : 0;
}

/* --- sections -------------------------------------------------------------- */

static const char *
leaders(const struct sheet *s, const struct casefile *f)
{
	const char *all = "";

	for (size_t i = 0; i < f->n_leaders; i++)
		all = sheet_join(s, all, sheet_pick(s, f->leaders[i].name, f->leaders[i].name_en));
	return all;
}

static void
draw_case(struct sheet *s, const struct casefile *f)
{
	struct sheet_form t;

	sheet_h1(s, "Paper.Single.Case");
	sheet_form_begin(&t, s);
	sheet_pair(&t, "Paper.Column.Case", f->label);
	sheet_pair(&t, "Field.class.Label", casefile_class(f, s->lang));
	sheet_wide(&t, "Field.address.Label", casefile_place(f));
	sheet_wide(&t, "Paper.Letter.Problem", f->c->description);
	sheet_pair(&t, "Field.unit.Label", sheet_pick(s, f->names->unit_zh, f->names->unit_en));
	sheet_pair(&t, "Paper.Letter.Leader", leaders(s, f));
	sheet_pair(&t, "Paper.Single.Received", sheet_time(s, f->c->received_at));
	sheet_pair(&t, "Field.filed_at.Label", sheet_time(s, f->c->filed_at));
	sheet_pair(&t, "Paper.Single.State", text_getf(s->lang, "State.%d.Name", f->c->state));
	sheet_pair(&t, "Paper.Single.AsOf", sheet_time(s, f->as_of));
	sheet_form_end(&t);
}

/* Every stay with its limit: where, whose, from and until, by when, how long, how much over. */
static void
draw_stages(struct sheet *s, const struct casefile *f)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Single.Stage"), 25, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Single.Span"), 23, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Single.Limit"), 23, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Single.Stay"), 15, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Letter.Over"), 14, PDF_RIGHT, false } };
	struct pdf_table t;

	sheet_h1(s, "Paper.Single.Times");
	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < f->n_stages; i++) {
		const struct stage_row *g = &f->stages[i];
		const usec_t end = g->ended != USEC_NONE ? g->ended : f->as_of;
		const bool late = g->due != USEC_NONE && end > g->due;
		const char *unit = text_pick(s->lang, g->unit_zh, g->unit_en), *who = unit != NULL && unit[0] != '\0' ? unit : g->user_name;

		pdf_table_row(&t, (const char *const[]){
		    arena_printf(s->a, "%s%s%s", text_getf(s->lang, "State.%d.Name", g->state), who != NULL ? "\n" : "",
			who != NULL ? who : ""),
		    arena_printf(s->a, "%s\n%s", dossier_time(s->a, g->started),
			g->ended != USEC_NONE ? dossier_time(s->a, g->ended) : sheet_text(s, "Paper.Single.StillThere")),
		    dossier_time(s->a, g->due), sheet_span(s, end - g->started), late ? sheet_span(s, end - g->due) : "—" });
	}
	sheet_table_end(s, &t);
}

static void
draw_promises(struct sheet *s, const struct casefile *f)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Field.unit.Label"), 30, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Kind"), 18, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.From"), 26, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.DueAt"), 26, PDF_LEFT, false } };
	struct pdf_table t;

	sheet_h2(s, sheet_text(s, "Paper.Single.Promises"));
	if (f->n_promises == 0) {
		sheet_none(s);
		return;
	}
	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < f->n_promises; i++)
		pdf_table_row(&t, (const char *const[]){ sheet_pick(s, f->promises[i].unit_zh, f->promises[i].unit_en),
		    text_getf(s->lang, "Paper.Promise.%d", f->promises[i].kind), dossier_time(s->a, f->promises[i].started),
		    dossier_time(s->a, f->promises[i].due) });
	sheet_table_end(s, &t);
}

/* What each body said, in its own words. */
static void
draw_said(struct sheet *s, const struct casefile *f)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.When"), 22, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Who"), 27, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Words"), 51, PDF_LEFT, false } };
	struct pdf_table t;
	bool some = false;

	sheet_h1(s, "Paper.Single.Said");
	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < f->n_events; i++) {
		const char *words = casefile_words(&f->events[i], s->lang);

		if (words == NULL || words[0] == '\0')
			continue;
		some = true;
		pdf_table_row(&t, (const char *const[]){ dossier_time(s->a, f->events[i].at),
		    dossier_who(s->a, s->lang, &f->events[i]), sheet_fill(s, "Paper.Single.Words",
		    text_getf(s->lang, "Event.%s.Name", action_code((enum action)f->events[i].kind)), words) });
	}
	if (!some)
		pdf_table_row(&t, (const char *const[]){ "—", "—", sheet_text(s, "Paper.Sheet.None") });
	sheet_table_end(s, &t);
}

/* The photos of a round side by side, each with what it is, when and by whom. */
static size_t
draw_round(struct sheet *s, const struct casefile *f, int32_t round)
{
	struct pdf_photo *list = arena_array_of(s->a, struct pdf_photo, f->n_photos + 1);
	size_t n = 0;

	for (size_t i = 0; i < f->n_photos; i++) {
		const struct casefile_photo *p = &f->photos[i];
		const char *who = p->link->user_name != NULL ? p->link->user_name : sheet_text(s, "Paper.Single.Sender");

		if (p->link->round != round)
			continue;
		list[n++] = (struct pdf_photo){ .data = p->data, .len = p->len, .caption = arena_printf(s->a, "%s  %s  %s",
		    text_getf(s->lang, "Photo.%d", p->link->part), dossier_time(s->a, p->link->added_at), who) };
	}
	if (n == 0)
		return 0;
	sheet_h2(s, round == 0 ? sheet_text(s, "Paper.Single.RoundNone") : sheet_fill(s, "Paper.Single.Round", sheet_number(s, round)));
	pdf_flow_photos(&s->f, list, n, 2, PHOTO_RATIO, &caption, sheet_text(s, "Paper.Single.NoPhoto"));
	return n;
}

static void
draw_photos(struct sheet *s, const struct casefile *f)
{
	int32_t last = 0;
	size_t n = 0;

	sheet_h1(s, "Paper.Single.Photos");
	for (size_t i = 0; i < f->n_photos; i++)
		if (f->photos[i].link->round > last)
			last = f->photos[i].link->round;
	for (int32_t round = 0; round <= last; round++)
		n += draw_round(s, f, round);
	if (n == 0)
		sheet_none(s);
}

/* Why it stands here: counted, not judged. */
static void
draw_why(struct sheet *s, const struct casefile *f)
{
	const char *const counts[] = { sheet_number(s, f->c->return_count), sheet_number(s, f->c->rework_count),
		sheet_number(s, f->c->ext_count), sheet_number(s, casefile_count(f, ACT_URGE, INT64_MAX)),
		sheet_number(s, (int64_t)f->n_letters) };
	const struct event_row *asked = NULL;

	for (size_t i = 0; i < f->n_events; i++)
		if (f->events[i].kind == ACT_SINGLE)
			asked = &f->events[i];
	sheet_h1(s, "Paper.Single.Why");
	sheet_para(s, over(f) > 0 ? sheet_fill(s, "Paper.Single.IsOver", sheet_span(s, over(f))) :
	    sheet_text(s, "Paper.Single.NotOver"));
	sheet_para(s, text_fill(s->a, s->lang, "Paper.Single.Counts", counts, N(counts)));
	if (casefile_words(asked, s->lang) != NULL)
		sheet_para(s, sheet_fill(s, "Paper.Single.Asked", casefile_words(asked, s->lang)));
	sheet_para(s, sheet_fill(s, "Paper.Single.Responsible", sheet_pick(s, f->names->unit_zh, f->names->unit_en),
	    f->n_leaders > 0 ? leaders(s, f) : "—"));
}

/* What the rules provide for such a case, each with the rule's number. */
static void
draw_proposal(struct sheet *s, const struct casefile *f)
{
	const struct {
		bool holds;
		const char *key;
	} rows[] = {
		{ over(f) > 0 && f->c->explained_at == USEC_NONE, "Paper.Single.A1" },
		{ over(f) > 0 && f->n_letters == 0, "Paper.Single.A14" },
		{ f->c->rework_count >= 3, "Paper.Single.A8" },
		{ f->c->unjustified_return, "Paper.Single.A7" },
		{ f->c->false_feedback > 0, "Paper.Single.A15" },
		{ f->c->return_count >= 2, "Paper.Single.Designate" },
		{ f->c->rework_count >= 2 || f->n_letters > 0, "Paper.Single.Joint" },
		{ f->c->supervise == SUPERVISE_SINGLE || f->c->designated, "Paper.Single.A11" },
	};
	int64_t n = 0;

	sheet_h1(s, "Paper.Single.Proposal");
	for (size_t i = 0; i < N(rows); i++)
		if (rows[i].holds)
			sheet_para(s, sheet_fill(s, "Paper.Sheet.Point", sheet_number(s, ++n), sheet_text(s, rows[i].key)));
	if (n == 0)
		sheet_para(s, sheet_text(s, "Paper.Single.NoProposal"));
}

static void
draw_result(struct sheet *s, const struct casefile *f)
{
	const struct order_row *check = NULL;
	struct sheet_form t;

	for (size_t i = 0; i < f->n_orders; i++)
		if (f->orders[i].kind == ORDER_CHECK && f->orders[i].answered_at != USEC_NONE)
			check = &f->orders[i];
	sheet_h1(s, "Paper.Single.Result");
	sheet_form_begin(&t, s);
	sheet_pair(&t, "Paper.Single.NewLimit", sheet_time(s, f->n_letters > 0 ? f->letters[f->n_letters - 1].due : f->c->due_at));
	sheet_pair(&t, "Paper.Single.Closed", sheet_time(s, f->c->closed_at));
	sheet_pair(&t, "Paper.Dossier.CheckResult", check == NULL ? NULL :
	    sheet_text(s, check->result == RESULT_YES ? "Result.pass" : "Result.fail"));
	sheet_pair(&t, "Paper.Dossier.Checker", check != NULL ? check->user_name : NULL);
	sheet_form_end(&t);
}

static struct pdf *
draw(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	const struct casefile *f = data;
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };
	const struct pdf_gov_head head = { .mark = text_pick(r->lang, r->sv.conf->office_name, r->sv.conf->office_name_en),
		.number = sheet_fill(&s, "Paper.Single.Number", f->label) };

	sheet_begin(&s, r->sv.arena, fonts, r->sv.conf, r->lang, sheet_fill(&s, "Paper.Single.File", f->label), f->as_of);
	pdf_gov_draw_head(&s.f, &head);
	pdf_gov_title(&s.f, sheet_text(&s, "Paper.Single.Title"));
	draw_case(&s, f);
	draw_stages(&s, f);
	draw_promises(&s, f);
	draw_said(&s, f);
	draw_photos(&s, f);
	draw_why(&s, f);
	draw_proposal(&s, f);
	draw_result(&s, f);
	sheet_close(&s, sheet_text(&s, "Paper.Sheet.Close"), f->as_of);
	sheet_page_numbers(&s);
	return s.p;
}

const struct paper_def paper_supervision = { "supervision", read_supervision, draw };
