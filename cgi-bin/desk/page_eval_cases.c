/* The cases behind a number: exactly those it counts. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"

#include "lib/base/banned.h"

enum { CASES_PAGE = 100 };

static void
show_case(struct request *rq, struct view *v, const struct office_lists *l, const struct eval_line_case *c, bool words)
{
	const char *class = office_name(l, NAMES_CLASS, c->class_id, rq->lang);

	if (words)
		view_strf(v, "Url", "/desk/case?id=%lld", (long long)c->id);
	view_str(v, "Number", c->number != NULL ? c->number : arena_printf(rq->arena, "#%lld", (long long)c->id));
	view_str(v, "Title", class != NULL ? class : request_text(rq, "Text.receipt.no_class"));
	view_str(v, "Place", words ? c->address : NULL);
	view_str(v, "Unit", office_name(l, NAMES_UNIT, c->unit_id, rq->lang));
	view_str(v, "Source", text_getf(rq->lang, "Source.%d", c->source));
	view_str(v, "Received", show_time_short(rq->arena, rq->lang, c->received_at));
	view_str(v, "LimitEnd", show_time_short(rq->arena, rq->lang, c->due_at));
	view_str(v, "Closed", show_time_short(rq->arena, rq->lang, c->closed_at));
	show_state(v, rq, c->state);
}

/* The number itself, as the table has it. */
static enum err
show_number(struct request *rq, struct view *v, const struct eval_ask *ask, const struct figure_def *f)
{
	struct evaluation *ev;
	const struct eval_line *l = NULL;
	struct service sv = show_service(rq);
	const struct eval_query q = eval_query_for(ask, &ask->span, false);
	enum err e = evaluation_read(&sv, &q, &ev);

	if (e != OK)
		return e;
	for (size_t i = 0; i < ev->n_lines; i++)
		if (ev->lines[i].key == ask->key)
			l = &ev->lines[i];
	if (ask->part == PART_OF_ALL || ask->part == PART_OF_CENTRE)
		l = &ev->total;
	view_str(v, "Page.Name", l != NULL ? eval_line_name(rq, ask->part, l) : NULL);
	view_int(v, "Page.Count", l != NULL ? l->now.v[f->number] : 0);
	view_str(v, "Page.FigureName", eval_figure_name(rq, f->id));
	view_str(v, "Page.FigureText", text_getf(rq->lang, "Metric.%s.Definition", f->id));
	view_bool(v, "Page.Times", strcmp(f->id, "rework_times") == 0);
	return OK;
}

static enum err
show_cases(struct request *rq, struct view *v, const struct eval_ask *ask, const struct figure_def *f)
{
	struct service sv = show_service(rq);
	const struct eval_query q = eval_query_for(ask, &ask->span, false);
	const bool words = desk_may(rq, PERM_SEE_ALL) || desk_may(rq, PERM_SEE_UNIT);
	struct eval_line_case *c;
	const struct office_lists *l;
	size_t n;
	bool more;
	enum err e = evaluation_cases(&sv, &q, ask->key, (enum count)f->number, param_int(rq, "after"), CASES_PAGE, &c, &n,
	    &more);

	if (e == OK)
		e = office_lists(&sv, &l);
	for (size_t i = 0; i < n && e == OK; i++)
		show_case(rq, view_item(v, "Page.Rows"), l, &c[i], words);
	if (e == OK && more && n > 0)
		view_strf(v, "Page.More", "%s&after=%lld", eval_cases_url(rq, ask, ask->key, f->id), (long long)c[n - 1].id);
	return e;
}

enum err
page_eval_cases(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.eval.cases");
	const struct figure_def *f;
	struct eval_ask ask;
	bool none;
	enum err e = eval_ask_read(rq, &ask, &none);

	if (e != OK)
		return e;
	f = param_has(rq, "count") ? glossary_find(param_text(rq, "count")) : NULL;
	if (none || f == NULL || f->kind != FIGURE_COUNT || eval_cases_url(rq, &ask, ask.key, f->id) == NULL)
		return err_raise(ERR_NOT_FOUND, "no such list for this person");
	if ((e = show_number(rq, v, &ask, f)) != OK || (e = show_cases(rq, v, &ask, f)) != OK)
		return e;
	view_bool(v, "Page.Figures", true);
	view_str(v, "Page.Span.Name", eval_span_name(rq, &ask.span));
	view_str(v, "Page.Back", eval_url(rq, &ask, "/desk/eval"));
	view_str(v, "Page.Line", arena_printf(rq->arena, "%s&key=%lld", eval_url(rq, &ask, "/desk/eval/line"),
	    (long long)ask.key));
	return reply_page(rq, "desk/eval_cases.cs");
}
