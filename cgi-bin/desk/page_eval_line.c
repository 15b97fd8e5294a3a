/* One unit, place, class or person: every figure with what it means, what it was, and its way through a year. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { TREND_MONTHS = 13 };

/* The line asked for; one that has no numbers at all is zero. */
static struct eval_line
find_line(const struct evaluation *e, enum eval_part part, int64_t key)
{
	if (part == PART_OF_ALL || part == PART_OF_CENTRE)
		return e->total;
	for (size_t i = 0; i < e->n_lines; i++)
		if (e->lines[i].key == key)
			return e->lines[i];
	return (struct eval_line){ .key = key };
}

static void
show_figure(struct request *rq, struct view *v, const struct eval_ask *ask, const struct figure_def *f,
    const struct eval_line *l)
{
	const struct rate r = glossary_value(f, &l->now);

	view_str(v, "Id", f->id);
	view_str(v, "Name", eval_figure_name(rq, f->id));
	view_str(v, "Text", text_getf(rq->lang, "Metric.%s.Definition", f->id));
	view_str(v, "Now", glossary_print(rq->arena, f, &l->now));
	if (f->kind == FIGURE_COUNT && r.num > 0)
		view_str(v, "Url", eval_cases_url(rq, ask, l->key, f->id));
	if (f->kind == FIGURE_RATE) {
		view_strf(v, "Formula", "%s ÷ %s", eval_figure_name(rq, f->num), eval_figure_name(rq, f->den));
		if (r.den > 0)
			view_strf(v, "Of", "%lld / %lld", (long long)r.num, (long long)r.den);
	}
	eval_show_change(rq, view_sub(v, "Before"), f, &l->now, &l->before);
	if (ask->other.months == 0)
		eval_show_change(rq, view_sub(v, "Year"), f, &l->now, &l->year_ago);
}

/* A post is shown by its own figures, everything else by all of them; counts of nothing at all are left out. */
static void
show_figures(struct request *rq, struct view *v, const struct eval_ask *ask, const struct eval_line *l)
{
	static const char *const lists[] = { [FIGURE_COUNT] = "Page.Counts", [FIGURE_RATE] = "Page.Rates",
		[FIGURE_MEAN] = "Page.Means" };
	const struct figure_def *all, *cols[EVAL_COLUMNS];
	const size_t n = glossary(&all), n_cols = eval_columns(ask->part, cols);

	for (size_t i = 0; i < n; i++) {
		bool shown = ask->part < PART_OF_POST;

		for (size_t k = 0; k < n_cols && !shown; k++)
			shown = cols[k] == &all[i];
		if (all[i].kind == FIGURE_COUNT && l->now.v[all[i].number] == 0 &&
		    l->before.v[all[i].number] == 0 && l->year_ago.v[all[i].number] == 0)
			shown = false;
		if (shown)
			show_figure(rq, view_add_item(v, lists[all[i].kind]), ask, &all[i], l);
	}
}

/* --- through the months ---------------------------------------------------------- */

static bool
has_trend(const struct eval_ask *ask)
{
	const struct eval_filter *f = &ask->filter;

	return f->unit_id == 0 && f->class_id == 0 && f->base_cell_id == 0 && f->community == 0 && f->street == 0 &&
	    f->source == 0 && f->kind == 0 && ask->part != PART_OF_GROUP && ask->part != PART_OF_MAJOR &&
	    ask->part != PART_OF_KIND && ask->part != PART_OF_STREET && ask->part != PART_OF_DISTRICT;
}

static enum err
show_trend(struct request *rq, struct view *v, const struct eval_ask *ask)
{
	static const char *const shown[] = { "n_report", "n_close_due", "n_close_late_open" };
	struct service sv = show_service(rq);
	const int last = ask->span.year * 12 + ask->span.month - 1 + ask->span.months - 1;
	const bool whole = ask->part == PART_OF_ALL || ask->part == PART_OF_CENTRE;
	struct counts *c;
	enum err e = evaluation_months(&sv, last / 12, last % 12 + 1, TREND_MONTHS, whole ? PART_OF_ALL : ask->part,
	    whole ? 0 : ask->key, &c);

	if (e != OK)
		return e;
	view_str(v, "Page.TrendName", eval_figure_name(rq, ask->figure->id));
	for (size_t i = 0; i < N(shown); i++)
		view_str(view_item(v, "Page.TrendCounts"), "Name", eval_figure_name(rq, shown[i]));
	for (int i = 0; i < TREND_MONTHS; i++) {
		const int at = last - (TREND_MONTHS - 1) + i;
		struct view *row = view_item(v, "Page.Trend");
		struct eval_months m = { at / 12, at % 12 + 1, 1 };

		view_str(row, "Name", eval_span_name(rq, &m));
		view_strf(row, "Short", "%d-%02d", m.year, m.month);
		view_str(row, "Value", glossary_print(rq->arena, ask->figure, &c[i]));
		for (size_t k = 0; k < N(shown); k++)
			view_str(view_item(row, "Counts"), "Value", glossary_print(rq->arena, glossary_find(shown[k]), &c[i]));
	}
	return OK;
}

static enum err
show_all(struct request *rq, struct view *v, const struct eval_ask *ask)
{
	struct evaluation *ev;
	struct eval_scores scores;
	const struct score_line *score;
	struct eval_line l;
	enum err e = eval_read(rq, ask, &ev, &scores);

	if (e != OK)
		return e;
	l = find_line(ev, ask->part, ask->key);
	view_str(v, "Page.Name", eval_line_name(rq, ask->part, &l));
	view_bool(v, "Page.Running", !ev->whole);
	view_str(v, "Page.AsOf", text_fill2(rq->arena, rq->lang, ev->whole ? "Text.eval.whole" : "Text.eval.running",
	    show_time_short(rq->arena, rq->lang, ev->now.to), show_time(rq->arena, rq->lang, clock_now())));
	show_figures(rq, v, ask, &l);
	score = eval_score_of(&scores, l.key);
	if (score != NULL) {
		eval_show_schemes(rq, v, &scores);
		eval_show_score(rq, view_sub(v, "Page.Result"), &scores, score);
		eval_show_why(rq, v, score);
	}
	return has_trend(ask) ? show_trend(rq, v, ask) : OK;
}

enum err
page_eval_line(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.eval.page");
	struct eval_ask ask;
	bool none;
	enum err e = eval_ask_read(rq, &ask, &none);

	if (e == OK && (none || (ask.own != 0 && ask.part == PART_OF_UNIT && ask.key != ask.own)))
		e = err_raise(ERR_NOT_FOUND, "not this person's figures");
	if (e != OK)
		return e;
	ask.sort = NULL;
	view_bool(v, "Page.Figures", true);
	if ((e = eval_show_ask(rq, v, &ask, "/desk/eval/line")) != OK || (e = show_all(rq, v, &ask)) != OK)
		return e;
	view_str(v, "Page.Back", eval_url(rq, &ask, "/desk/eval"));
	return reply_page(rq, "desk/eval_line.cs");
}
