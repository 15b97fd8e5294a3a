/* The evaluation: figures by unit, place, class, channel, hour or post, each with the cases behind it. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* --- the table --------------------------------------------------------------------- */

/* A figure of a line: its text, for a count the way to its cases, for a rate its bar. */
static void
show_cell(struct request *rq, struct view *v, const struct eval_ask *ask, const struct figure_def *f,
    const struct eval_line *l)
{
	const struct rate r = glossary_value(f, &l->now);

	view_str(v, "Text", glossary_print(rq->arena, f, &l->now));
	if (f->kind == FIGURE_COUNT && r.num > 0)
		view_str(v, "Url", eval_cases_url(rq, ask, l->key, f->id));
	if (f->kind != FIGURE_RATE || r.den <= 0)
		return;
	view_int(v, "Bar", r.num >= r.den ? 100 : r.num * 100 / r.den);
	view_strf(v, "Of", "%lld / %lld", (long long)r.num, (long long)r.den);
}

/* Somebody else's numbers stay with him; what is published of all, the rates, does not. */
static bool
is_hidden(const struct eval_ask *ask, const struct eval_line *l)
{
	return ask->own != 0 && ask->part == PART_OF_UNIT && l->key != ask->own;
}

static void
show_line(struct request *rq, struct view *v, const struct eval_ask *ask, const struct figure_def *const *cols, size_t n,
    const struct eval_line *l)
{
	view_str(v, "Name", eval_line_name(rq, ask->part, l));
	view_str(v, "Group", l->group);
	view_bool(v, "Own", ask->part == PART_OF_UNIT && l->key != 0 && l->key == rq->user->unit_id);
	if (!is_hidden(ask, l))
		view_strf(v, "Url", "%s&key=%lld", eval_url(rq, ask, "/desk/eval/line"), (long long)l->key);
	for (size_t i = 0; i < n; i++) {
		struct view *c = view_item(v, "Cells");

		if (!is_hidden(ask, l) || cols[i]->kind == FIGURE_RATE)
			show_cell(rq, c, ask, cols[i], l);
		else
			view_text(c, "Text", "Text.eval.hidden");
		view_bool(c, "Rate", cols[i]->kind == FIGURE_RATE);
	}
}

static void
show_table(struct request *rq, struct view *v, const struct eval_ask *ask, const struct evaluation *e,
    const struct eval_scores *k)
{
	const struct figure_def *cols[EVAL_COLUMNS];
	const size_t n = eval_columns(ask->part, cols);
	struct eval_ask at = *ask;
	const char *group = "";

	for (size_t i = 0; i < n; i++) {
		struct view *h = view_item(v, "Page.Columns");

		at.sort = cols[i];
		view_str(h, "Id", cols[i]->id);
		view_str(h, "Name", eval_figure_name(rq, cols[i]->id));
		view_str(h, "Url", eval_url(rq, &at, "/desk/eval"));
		view_bool(h, "Here", ask->sort == cols[i]);
		view_bool(h, "Rate", cols[i]->kind == FIGURE_RATE);
		view_bool(h, "Hours", cols[i]->kind == FIGURE_MEAN);
		view_bool(h, "Main", cols[i] == ask->figure);
	}
	for (size_t i = 0; i < e->n_lines; i++) {
		const struct score_line *score = eval_score_of(k, e->lines[i].key);
		struct view *row = view_item(v, "Page.Rows");

		show_line(rq, row, ask, cols, n, &e->lines[i]);
		if (score != NULL)
			eval_show_score(rq, row, k, score);
		if (ask->sort == NULL && ask->part == PART_OF_UNIT && score != NULL && strcmp(score->group, group) != 0) {
			group = score->group;
			view_str(row, "GroupHead", text_fill1(rq->arena, rq->lang, "Text.eval.group", group));
		}
	}
	view_bool(v, "Page.Scored", k->s != NULL);
	view_int(v, "Page.Width", (int64_t)n + 4);
	eval_show_schemes(rq, v, k);
	at.part = PART_OF_ALL;
	at.sort = NULL;
	at.scheme = NULL;
	for (size_t i = 0; i < n && ask->own == 0; i++)
		show_cell(rq, view_item(v, "Page.Total"), &at, cols[i], &e->total);
	eval_show_definitions(rq, v, cols, n);
}

/* --- comparison ------------------------------------------------------------------------ */

static void
show_compared(struct request *rq, struct view *v, const struct eval_ask *ask, const struct eval_line *l)
{
	const struct figure_def *f = ask->figure;
	const char *url = f->kind == FIGURE_COUNT && l->now.v[f->number] > 0 ? eval_cases_url(rq, ask, l->key, f->id) : NULL;

	view_str(v, "Now", glossary_print(rq->arena, f, &l->now));
	view_str(v, "NowUrl", url);
	eval_show_change(rq, view_sub(v, "Before"), f, &l->now, &l->before);
	if (ask->other.months == 0)
		eval_show_change(rq, view_sub(v, "Year"), f, &l->now, &l->year_ago);
}

static void
show_comparison(struct request *rq, struct view *v, const struct eval_ask *ask, const struct evaluation *e)
{
	const struct figure_def *cols[EVAL_COLUMNS];
	const size_t n = eval_columns(ask->part, cols);
	struct eval_line total = e->total;
	struct eval_months before = ask->span, year = ask->span;

	for (size_t i = 0; i < n; i++) {
		struct view *o = view_item(v, "Page.Choices");

		view_str(o, "Value", cols[i]->id);
		view_str(o, "Label", eval_figure_name(rq, cols[i]->id));
		view_bool(o, "Selected", cols[i] == ask->figure);
	}
	for (size_t i = 0; i < e->n_lines; i++) {
		struct view *row = view_item(v, "Page.Rows");

		if (is_hidden(ask, &e->lines[i]) && ask->figure->kind != FIGURE_RATE)
			continue;
		view_str(row, "Name", eval_line_name(rq, ask->part, &e->lines[i]));
		show_compared(rq, row, ask, &e->lines[i]);
	}
	if (ask->own == 0)
		show_compared(rq, view_sub(v, "Page.All"), ask, &total);
	before.month -= before.months;
	for (; before.month < 1; before.year--)
		before.month += 12;
	year.year--;
	view_str(v, "Page.BeforeName", eval_span_name(rq, ask->other.months != 0 ? &ask->other : &before));
	if (ask->other.months == 0)
		view_str(v, "Page.YearName", eval_span_name(rq, &year));
	eval_show_definitions(rq, v, &ask->figure, 1);
}

/* --- the page ------------------------------------------------------------------------------ */

static void
show_views(struct request *rq, struct view *v, const struct eval_ask *ask)
{
	static const char *const labels[] = { "Text.eval.view_figures", "Text.eval.view_compare" };

	for (size_t i = 0; i < N(labels); i++) {
		struct view *t = view_item(v, "Page.Views");
		struct eval_ask at = *ask;

		at.compare = i == 1;
		view_text(t, "Label", labels[i]);
		view_str(t, "Url", eval_url(rq, &at, "/desk/eval"));
		view_bool(t, "Here", at.compare == ask->compare);
	}
}

/* As of when, and whether the period is over. */
static void
show_standing(struct request *rq, struct view *v, const struct evaluation *e)
{
	const char *until = show_time_short(rq->arena, rq->lang, e->now.to);

	view_bool(v, "Page.Running", !e->whole);
	view_str(v, "Page.AsOf", text_fill2(rq->arena, rq->lang, e->whole ? "Text.eval.whole" : "Text.eval.running", until,
	    show_time(rq->arena, rq->lang, e->made_at != USEC_NONE && e->kept ? e->made_at : clock_now())));
}

/* The same as files; cells as a map. */
static void
show_files(struct request *rq, struct view *v, const struct eval_ask *ask)
{
	view_str(v, "Page.Csv", eval_url(rq, ask, "/desk/eval.csv"));
	view_str(v, "Page.Xlsx", eval_url(rq, ask, "/desk/eval.xlsx"));
	if ((ask->part == PART_OF_UNIT_CELL || ask->part == PART_OF_BASE_CELL) && !ask->compare)
		view_str(v, "Page.Cells", eval_url(rq, ask, "/desk/eval/cells"));
}

enum err
page_eval(struct request *rq)
{
	struct view *v = desk_view(rq, "Text.eval.page");
	struct eval_scores scores;
	struct evaluation *ev;
	struct eval_ask ask;
	bool none;
	enum err e = eval_ask_read(rq, &ask, &none);

	view_bool(v, "Page.Figures", true);
	if (e != OK || none)
		return e != OK ? e : reply_page(rq, "desk/eval.cs");
	if ((e = eval_show_ask(rq, v, &ask, "/desk/eval")) != OK || (e = eval_read(rq, &ask, &ev, &scores)) != OK)
		return e;
	show_views(rq, v, &ask);
	show_standing(rq, v, ev);
	view_bool(v, "Page.Compare", ask.compare);
	view_str(v, "Page.Figure", ask.figure->id);
	view_str(v, "Page.FigureName", eval_figure_name(rq, ask.figure->id));
	if (ask.compare)
		show_comparison(rq, v, &ask, ev);
	else
		show_table(rq, v, &ask, ev, &scores);
	show_files(rq, v, &ask);
	return reply_page(rq, "desk/eval.cs");
}
