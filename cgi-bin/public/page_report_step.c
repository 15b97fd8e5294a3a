/* Between the form and the receipt: what is asked of a class, where it ends, and cases that may be the same. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <stdio.h>
#include <string.h>

#include "cgi-bin/public/report.h"
#include "cgi-bin/public/track.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/service/door_ops.h"

#include "lib/base/banned.h"

/* What is asked of the class, and what was answered. */
struct asking {
	struct ask *asks;
	size_t n;
	int given[ASKS_MAX];	/* number of the answer; 0: none, or free words */
};

static const char *const answer_names[ASKS_MAX] = { "answer1", "answer2", "answer3" };

/* All that was typed goes along, but what this page asks itself. */
static void
carry(struct request *rq, struct view *v, const char *const *leave, size_t n_leave)
{
	view_str(v, "Page.Form.Send", report_address(rq));
	for (size_t i = 0; i < rq->nvalues; i++) {
		const struct value *p = &rq->values[i];
		bool left = p->typed == NULL || p->typed[0] == '\0' || strcmp(p->param->name, "same") == 0 ||
		    strcmp(p->param->name, "different") == 0;
		struct view *c;

		for (size_t k = 0; k < n_leave; k++)
			left = left || strcmp(leave[k], p->param->name) == 0;
		if (left)
			continue;
		c = view_item(v, "Page.Carry");
		view_str(c, "Name", p->param->name);
		view_str(c, "Value", p->typed);
	}
}

static void
show_dial(struct request *rq, struct view *v, const struct ask *a)
{
	if (a->dial[0] == '\0')
		return;
	view_str(v, "Phone", a->dial);
	view_strf(v, "Dial", "tel:%s", a->dial);
	view_str(v, "Call", text_fill1(rq->arena, rq->lang, "Text.ask.call", a->dial));
}

static void
show_question(struct request *rq, struct view *q, const struct ask *a, size_t no)
{
	const char *typed = param_typed(rq, answer_names[no]);
	char text[401];

	view_str(q, "Name", answer_names[no]);
	view_str(q, "Value", typed);
	for (int i = 1; ask_answer(a, rq->lang == LANG_ZH, i, text, sizeof(text)); i++) {
		struct view *o = view_item(q, "Options");

		view_int(o, "Value", i);
		view_str(o, "Label", text);
	}
}

static enum err
reply_asks(struct request *rq, const struct asking *a)
{
	static const char *const leave[] = { "answer1", "answer2", "answer3", "asked", "anyway" };
	struct view *v = public_view(rq, "Text.report.page");
	size_t no = 0;

	carry(rq, v, leave, N(leave));
	view_int(v, "Page.Asked", report_class(rq));
	for (size_t i = 0; i < a->n; i++) {
		struct view *q;

		if (a->asks[i].form == ASK_END || (a->asks[i].form == ASK_QUESTION && no == ASKS_MAX))
			continue;
		q = view_item(v, "Page.Asks");
		view_str(q, "Text", text_pick(rq->lang, a->asks[i].text_zh, a->asks[i].text_en));
		show_dial(rq, q, &a->asks[i]);
		if (a->asks[i].form == ASK_QUESTION)
			show_question(rq, q, &a->asks[i], no++);
	}
	return reply_page(rq, "public/report_ask.cs");
}

static enum err
reply_end(struct request *rq, const struct ask *end)
{
	static const char *const leave[] = { "anyway", "asked" };
	struct view *v = public_view(rq, "Text.report.page");

	carry(rq, v, leave, N(leave));
	view_int(v, "Page.Asked", report_class(rq));
	view_str(v, "Page.Text", text_pick(rq->lang, end->text_zh, end->text_en));
	show_dial(rq, view_sub(v, "Page"), end);
	view_bool(v, "Page.GoOn", end->go_on);
	return reply_page(rq, "public/report_end.cs");
}

/* The answers as they go with the complaint; ERR_INVALID for one that is not offered. */
static enum err
read_answers(struct request *rq, struct asking *a, struct complaint_form *f)
{
	const struct ask *q;

	for (size_t i = 0; (q = ask_question(a->asks, a->n, i)) != NULL; i++) {
		const char *typed = param_text(rq, answer_names[i]);
		int64_t no = 0;
		char text[401];

		if (typed == NULL)
			continue;
		if (ask_count(q) > 0 && (!parse_i64(typed, 1, ask_count(q), &no) ||
		    !ask_answer(q, rq->lang == LANG_ZH, (int)no, text, sizeof(text)))) {
			param_refuse(rq, answer_names[i], "Err.choice");
			return ERR_INVALID;
		}
		a->given[i] = (int)no;
		f->replies[f->n_replies].ask_id = q->id;
		f->replies[f->n_replies++].text = no > 0 ? arena_strdup(rq->arena, text) : typed;
	}
	return OK;
}

static enum err
step_asks(struct request *rq, struct complaint_form *f, bool *shown)
{
	struct service sv = show_service(rq);
	struct asking a = { .n = 0 };
	const struct ask *end;
	enum err e = door_asks(&sv, f->class_id, &a.asks, &a.n);

	if (e != OK || a.n == 0)
		return e;
	/* Answers to another class's questions are no answers. */
	if (param_int(rq, "asked") == f->class_id && (e = read_answers(rq, &a, f)) != OK)
		return e;
	end = ask_end(a.asks, a.n, a.given);
	*shown = end != NULL ? !(end->go_on && param_bool(rq, "anyway")) : param_int(rq, "asked") != f->class_id;
	if (!*shown)
		return OK;
	if ((e = report_keep_photos(rq, f->key)) != OK)
		return e;
	return end != NULL ? reply_end(rq, end) : reply_asks(rq, &a);
}

/* "At Liuxi Street", "in Liuxi community", "right here", "some 30 metres away". */
static const char *
where_of(struct request *rq, const struct near_card *c)
{
	if (c->named_zh != NULL)
		return text_fill1(rq->arena, rq->lang, c->in_community ? "Text.same.in_community" : "Text.same.at_place",
		    text_pick(rq->lang, c->named_zh, c->named_en[0] != '\0' ? c->named_en : c->named_zh));
	if (c->at.coarse)
		return request_text(rq, "Text.same.in_grid");
	return c->metres < 10 ? request_text(rq, "Text.same.here") :
	    text_fill1(rq->arena, rq->lang, "Text.same.metres", arena_printf(rq->arena, "%d", c->metres));
}

static void
show_card(struct request *rq, struct view *v, const struct office_lists *l, const struct near_card *c)
{
	struct view *r = view_item(v, "Page.Same");
	const char *cell = c->cell_zh != NULL ? text_pick(rq->lang, c->cell_zh, c->cell_en) : NULL;

	view_int(r, "Value", c->case_id);
	view_str(r, "Class", office_name(l, NAMES_CLASS, c->class_id, rq->lang));
	show_state(r, rq, c->state);
	view_str(r, "State", track_state(rq, c->state));
	view_bool(r, "Closed", c->closed_at != USEC_NONE);
	view_str(r, "Age", text_fill1(rq->arena, rq->lang, c->closed_at != USEC_NONE ? "Text.same.closed_ago" : "Text.same.ago",
	    show_span(rq->arena, rq->lang, clock_now() - (c->closed_at != USEC_NONE ? c->closed_at : c->received_at))));
	view_str(r, "Where", where_of(rq, c));
	view_str(r, "Place", cell);
	if (c->photo != 0)
		view_strf(r, "Photo", "/report/seen/%lld", (long long)c->photo);
}

static enum err
reply_same(struct request *rq, struct service *sv, const struct near_card *cards, size_t n)
{
	struct view *v = public_view(rq, "Text.report.page");
	const struct office_lists *l;
	enum err e = office_lists(sv, &l);

	if (e != OK)
		return e;
	carry(rq, v, NULL, 0);
	for (size_t i = 0; i < n; i++)
		show_card(rq, v, l, &cards[i]);
	return reply_page(rq, "public/report_same.cs");
}

/* By distance where a point was given, else by what the place is called. */
static enum err
find_same(struct service *sv, const struct complaint_form *f, struct near_card *cards, size_t *n)
{
	const usec_t now = clock_now();

	return f->has_point ? door_same(sv, &(struct near_report){ f->class_id, f->lat, f->lon, now }, cards, n) :
	    door_named(sv, f->class_id, &(struct near_words){ f->address, f->community, now }, cards, n);
}

static enum err
step_same(struct request *rq, struct complaint_form *f, bool *shown)
{
	struct service sv = show_service(rq);
	const int64_t chosen = param_int(rq, "same");
	struct near_card cards[NEAR_FEW];
	size_t n = 0;
	enum err e = param_bool(rq, "different") ? OK : find_same(&sv, f, cards, &n);

	/* Only what was shown can be chosen: nobody joins a case from afar. */
	for (size_t i = 0; i < n; i++)
		if (cards[i].case_id == chosen)
			f->same_case = chosen;
	if (e == OK && chosen != 0 && f->same_case == 0) {
		param_refuse(rq, "same", "Err.same");
		return ERR_INVALID;
	}
	*shown = e == OK && n > 0 && chosen == 0;
	if (!*shown)
		return e;
	e = report_keep_photos(rq, f->key);
	return e == OK ? reply_same(rq, &sv, cards, n) : e;
}

enum err
report_steps(struct request *rq, struct complaint_form *f, bool *shown)
{
	enum err e = step_asks(rq, f, shown);

	return e != OK || *shown ? e : step_same(rq, f, shown);
}
