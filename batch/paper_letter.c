/* "anjuan letter": a supervision letter 督办意见书 with its receipt slip, and the unit's answer filed with it (metrics 6.4). */
#include "config.h"
#include "batch/job_sheet.h"

#include "batch/casefile.h"
#include "batch/dossier.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/sheet.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

enum { ANSWER_LINES = 7 };

struct letter_data {
	struct casefile *f;
	const struct casefile_letter *l;
	const struct promise_row *promise;	/* what the unit had promised when it was signed */
	struct casefile_leader *leaders;
	size_t n_leaders;
};

/* The one that was asked for, else the latest. */
static enum err
choose(const struct paper_run *r, struct letter_data *d)
{
	int64_t want = 0;

	if (r->args.v[PAPER_LETTER] != NULL && !parse_i64(r->args.v[PAPER_LETTER], 1, 999, &want))
		return err_raise(ERR_INVALID, "--letter is a number");
	for (size_t i = 0; i < d->f->n_letters; i++)
		if (want == 0 || (int64_t)i + 1 == want)
			d->l = &d->f->letters[i];
	return d->l != NULL ? OK : err_raise(ERR_NOT_FOUND, "case %s has no such signed supervision letter", d->f->label);
}

static enum err
read_letter(struct paper_run *r, void **data)
{
	struct letter_data *d = arena_new_of(r->sv.arena, struct letter_data);
	enum err e = casefile_read(&r->sv, r->args.v[PAPER_CASE], &d->f);

	if (e != OK || (e = choose(r, d)) != OK ||
	    (e = casefile_leaders(&r->sv, d->l->unit_id, d->l->signed_at, &d->leaders, &d->n_leaders)) != OK)
		return e;
	d->promise = casefile_promise(d->f, d->l->unit_id, d->l->signed_at);
	r->about = arena_printf(r->sv.arena, "%s/%d", d->f->label, d->l->seq);
	*data = d;
	return OK;
}

static const char *
number_of(const struct sheet *s, const struct letter_data *d)
{
	return sheet_fill(s, "Paper.Letter.Number", sheet_number(s, d->l->year), sheet_number(s, d->l->no));
}

/* "王小明（分管领导）、…". */
static const char *
leaders_of(const struct sheet *s, const struct letter_data *d)
{
	const char *all = "";

	for (size_t i = 0; i < d->n_leaders; i++)
		all = sheet_join(s, all, sheet_fill(s, "Paper.Dossier.Who", sheet_pick(s, d->leaders[i].name, d->leaders[i].name_en),
		    text_getf(s->lang, "Role.%lld", (long long)d->leaders[i].role_id)));
	return all;
}

static const char *
days_over(const struct sheet *s, const struct letter_data *d)
{
	const usec_t due = d->promise != NULL ? d->promise->due : USEC_NONE;

	if (due == USEC_NONE || d->l->signed_at <= due)
		return sheet_text(s, "Paper.Letter.NotOver");
	return sheet_span(s, d->l->signed_at - due);
}

static void
draw_case(struct sheet *s, const struct letter_data *d)
{
	const struct casefile *f = d->f;
	struct sheet_form t;

	sheet_h1(s, "Paper.Letter.Case");
	sheet_form_begin(&t, s);
	sheet_pair(&t, "Paper.Column.Case", f->label);
	sheet_pair(&t, "Field.class.Label", casefile_class(f, s->lang));
	sheet_wide(&t, "Field.address.Label", casefile_place(f));
	sheet_wide(&t, "Paper.Letter.Problem", f->c->description);
	sheet_pair(&t, "Paper.Letter.Dispatched", sheet_time(s, d->promise != NULL ? d->promise->started : f->c->dispatched_at));
	sheet_pair(&t, "Paper.Letter.Due", sheet_time(s, d->promise != NULL ? d->promise->due : USEC_NONE));
	sheet_pair(&t, "Paper.Letter.Over", days_over(s, d));
	sheet_pair(&t, "Paper.Letter.Urges", sheet_number(s, casefile_count(f, ACT_URGE, d->l->signed_at)));
	sheet_form_end(&t);
}

static void
draw_letter(struct sheet *s, const struct letter_data *d)
{
	const struct pdf_gov_head head = { .mark = s->office, .number = number_of(s, d) };
	const char *unit = sheet_pick(s, d->l->unit_zh, d->l->unit_en);
	const char *words = casefile_words(casefile_event(d->f, d->l->sign_event), s->lang);

	pdf_gov_draw_head(&s->f, &head);
	pdf_gov_title(&s->f, sheet_text(s, "Paper.Letter.Title"));
	pdf_gov_addressee(&s->f, sheet_fill(s, "Paper.Sheet.To", unit));
	sheet_para(s, sheet_fill(s, "Paper.Letter.Intro", d->f->label));
	draw_case(s, d);
	sheet_h1(s, "Paper.Letter.Why");
	sheet_para(s, sheet_text(s, "Paper.Letter.Basis"));
	sheet_h1(s, "Paper.Letter.What");
	if (words != NULL)
		sheet_para(s, words);
	sheet_para(s, sheet_fill(s, "Paper.Letter.Deadline", sheet_time(s, d->l->due)));
	if (d->n_leaders > 0)
		sheet_para(s, sheet_fill(s, "Paper.Letter.Leads", leaders_of(s, d)));
	sheet_close(s, sheet_fill(s, "Paper.Letter.Contact", s->phone), d->l->signed_at);
	sheet_imprint(s, d->l->signed_at);
}

/* To be cut off and sent back. */
static void
draw_slip(struct sheet *s, const struct letter_data *d)
{
	struct sheet_form t;

	pdf_flow_page(&s->f);
	pdf_gov_title(&s->f, sheet_text(s, "Paper.Letter.Slip"));
	sheet_form_begin(&t, s);
	sheet_pair(&t, "Paper.Letter.SlipNumber", number_of(s, d));
	sheet_pair(&t, "Paper.Column.Case", d->f->label);
	sheet_wide(&t, "Paper.Letter.SlipUnit", sheet_pick(s, d->l->unit_zh, d->l->unit_en));
	sheet_pair(&t, "Paper.Letter.SlipBy", " ");
	sheet_pair(&t, "Paper.Letter.SlipAt", " ");
	sheet_form_end(&t);
	sheet_para(s, sheet_fill(s, "Paper.Letter.SlipHelp", s->office));
	sheet_cut(s, "Paper.Letter.Cut");
}

/* What the unit said after the letter: feedback, explanations, requests. */
static bool
is_answer(const struct event_row *e)
{
	return e->kind == ACT_FEEDBACK || e->kind == ACT_EXPLAIN || e->kind == ACT_RETURN || e->kind == ACT_EXT_ASK;
}

static void
draw_answer(struct sheet *s, const struct letter_data *d)
{
	size_t n = 0;

	sheet_h1(s, "Paper.Letter.Answer");
	for (size_t i = 0; i < d->f->n_events; i++) {
		const struct event_row *e = &d->f->events[i];
		const char *words = casefile_words(e, s->lang);

		if (e->at <= d->l->signed_at || !is_answer(e))
			continue;
		n++;
		sheet_h2(s, sheet_fill(s, "Paper.Letter.AnswerHead", sheet_number(s, (int64_t)n),
		    text_getf(s->lang, "Event.%s.Name", action_code((enum action)e->kind)), sheet_time(s, e->at)));
		sheet_para(s, words != NULL ? words : "—");
		sheet_para(s, sheet_fill(s, "Paper.Letter.AnswerBy", dossier_who(s->a, s->lang, e)));
	}
	if (n > 0)
		return;
	sheet_para(s, sheet_fill(s, "Paper.Letter.NoAnswer", sheet_time(s, d->l->due)));
	sheet_lines(s, ANSWER_LINES);
}

static struct pdf *
draw(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	const struct letter_data *d = data;
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };

	sheet_begin(&s, r->sv.arena, fonts, r->sv.conf, r->lang,
	    sheet_fill(&s, "Paper.Letter.File", number_of(&s, d)), d->f->as_of);
	draw_letter(&s, d);
	draw_slip(&s, d);
	draw_answer(&s, d);
	sheet_page_numbers(&s);
	return s.p;
}

const struct paper_def paper_letter = { "letter", read_letter, draw };
