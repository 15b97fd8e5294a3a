/* What the pages of the evaluation show alike: names, columns, periods, changes, definitions. */
#include "config.h"
#include "cgi-bin/desk/eval.h"

#include <stdlib.h>
#include <string.h>

#include "cgi-bin/desk/desk.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* --- names ------------------------------------------------------------------------ */

static const char *
number(struct request *rq, int64_t n)
{
	return arena_printf(rq->arena, "%lld", (long long)n);
}

const char *
eval_part_name(struct request *rq, enum eval_part part)
{
	return text_getf(rq->lang, "Part.%s", part_token(part));
}

const char *
eval_figure_name(struct request *rq, const char *id)
{
	return text_getf(rq->lang, "Metric.%s.Name", id);
}

const char *
eval_line_name(struct request *rq, enum eval_part part, const struct eval_line *l)
{
	const char *name = l->name_zh != NULL ? text_pick(rq->lang, l->name_zh, l->name_en) : NULL;

	switch (part) {
	case PART_OF_ALL:
	case PART_OF_CENTRE: return eval_part_name(rq, part);
	case PART_OF_SOURCE: return text_getf(rq->lang, "Source.%d", (int)l->key);
	case PART_OF_HOUR: return arena_printf(rq->arena, "%02d:00–%02d:59", (int)l->key, (int)l->key);
	case PART_OF_WEEKDAY: return text_getf(rq->lang, "Text.today.weekday_%d", (int)l->key);
	case PART_OF_KIND:
		return request_text(rq, l->key == 1 ? "Text.window.component" : l->key == 2 ? "Text.window.event" :
		    "Text.eval.nobody");
	case PART_OF_GROUP:
		return l->group != NULL ? text_fill1(rq->arena, rq->lang, "Text.eval.group", l->group) :
		    request_text(rq, "Text.eval.nobody");
	default:
		if (l->key == 0)
			return request_text(rq, "Text.eval.nobody");
		return name != NULL && name[0] != '\0' ? name : l->code != NULL ? l->code : number(rq, l->key);
	}
}

/* Half-years and quarters by their own names; what does not begin where they do by its months. */
char *
eval_span_name(struct request *rq, const struct eval_months *m)
{
	const int last = m->month - 1 + m->months - 1;
	const char *year = arena_printf(rq->arena, "%d", m->year);
	const char *month = text_getf(rq->lang, "Paper.MonthName.%d", m->month);

	if (m->months == 1)
		return text_fill2(rq->arena, rq->lang, "Paper.Month", year, month);
	if (m->months == 3 && m->month % 3 == 1)
		return text_fill2(rq->arena, rq->lang, "Text.eval.quarter", year, number(rq, m->month / 3 + 1));
	if (m->months == 6 && m->month % 6 == 1)
		return text_fill1(rq->arena, rq->lang, m->month == 1 ? "Text.eval.half_1" : "Text.eval.half_2", year);
	if (m->months == 12 && m->month == 1)
		return text_fill1(rq->arena, rq->lang, "Text.window.year_name", year);
	return text_fill2(rq->arena, rq->lang, "Text.eval.months", text_fill2(rq->arena, rq->lang, "Paper.Month",
	    year, month), text_fill2(rq->arena, rq->lang, "Paper.Month", arena_printf(rq->arena, "%d",
	    m->year + last / 12), text_getf(rq->lang, "Paper.MonthName.%d", last % 12 + 1)));
}

/* --- columns ----------------------------------------------------------------------- */

/* Units; places (metrics 7); what cases are about and when they come. */
static const char *const of_units[] = { "n_close_due", "n_close", "n_close_ontime", "n_close_late_open", "r_close",
	"r_close_ontime", "n_dispose_due", "n_dispose_ontime", "r_dispose_ontime", "n_rework", "r_rework", "n_return",
	"n_extend", "t_dispose", NULL };
static const char *const of_places[] = { "n_filed", "n_pub_verified", "r_pub", "n_close_due", "n_close", "r_close",
	"n_close_ontime", "r_close_ontime", "n_missed", "n_close_late_open", NULL };
static const char *const of_cases[] = { "n_complaint", "n_report", "n_filed", "n_not_accepted", "n_close_due", "n_close",
	"n_close_ontime", "n_close_late_open", "r_close", "r_close_ontime", "n_rework", "r_rework", "t_dispose", NULL };

static const char *const *
columns_of(enum eval_part part)
{
	switch (part) {
	case PART_OF_UNIT:
	case PART_OF_GROUP: return of_units;
	case PART_OF_UNIT_CELL:
	case PART_OF_BASE_CELL:
	case PART_OF_COMMUNITY:
	case PART_OF_STREET:
	case PART_OF_DISTRICT: return of_places;
	default: return of_cases;
	}
}

/* The figure once. */
static size_t
put_column(const struct figure_def *out[EVAL_COLUMNS], size_t n, const struct figure_def *f)
{
	for (size_t i = 0; i < n; i++)
		if (out[i] == f)
			return n;
	if (n < EVAL_COLUMNS && f != NULL)
		out[n++] = f;
	return n;
}

/* A post's rates, each behind its numerator and denominator (metrics 7). */
static size_t
post_columns(enum post p, const struct figure_def *out[EVAL_COLUMNS])
{
	enum rate_id rates[RATE_MAX];
	const size_t n_rates = post_rates(p, rates);
	size_t n = 0, credits;
	const struct post_credit *c = post_credits(&credits);

	for (size_t i = 0; i < n_rates; i++) {
		n = put_column(out, n, glossary_find(count_token(rate_def(rates[i])->den)));
		n = put_column(out, n, glossary_find(count_token(rate_def(rates[i])->num)));
		n = put_column(out, n, glossary_find(rate_token(rates[i])));
	}
	for (size_t i = 0; i < credits; i++)
		if (c[i].post == p)
			n = put_column(out, n, glossary_find(count_token(c[i].count)));
	return n;
}

size_t
eval_columns(enum eval_part part, const struct figure_def *out[EVAL_COLUMNS])
{
	const char *const *ids = columns_of(part);
	size_t n = 0;

	if (part >= PART_OF_POST)
		return post_columns((enum post)((int)part - (int)PART_OF_POST), out);
	while (ids[n] != NULL) {
		out[n] = glossary_find(ids[n]);
		n++;
	}
	return n;
}

const char *
eval_main_figure(enum eval_part part)
{
	const struct figure_def *cols[EVAL_COLUMNS];
	size_t n;

	if (part < PART_OF_POST)
		return "r_close_ontime";
	n = eval_columns(part, cols);
	for (size_t i = 0; i < n; i++)
		if (cols[i]->kind == FIGURE_RATE)
			return cols[i]->id;
	return n > 0 ? cols[0]->id : "n_report";
}

/* --- order ---------------------------------------------------------------------------- */

/* For the comparison of two lines by qsort(). */
static const struct figure_def *order_by;

static int
by_value(const void *x, const void *y)
{
	const struct eval_line *a = x, *b = y;
	const struct rate r = glossary_value(order_by, &a->now), s = glossary_value(order_by, &b->now);

	if ((a->key == 0) != (b->key == 0))
		return a->key == 0 ? 1 : -1;
	if (r.den <= 0 || s.den <= 0)
		return r.den <= 0 && s.den <= 0 ? (a->key > b->key) - (a->key < b->key) : r.den <= 0 ? 1 : -1;
	if (rate_cmp(r, s) != 0)
		return rate_cmp(s, r);
	return (a->key > b->key) - (a->key < b->key);
}

void
eval_sort(const struct eval_ask *ask, struct evaluation *e)
{
	const bool in_time = ask->part == PART_OF_HOUR || ask->part == PART_OF_WEEKDAY;

	if (ask->sort == NULL && in_time)
		return;
	order_by = ask->sort != NULL ? ask->sort : glossary_find(columns_of(ask->part) == of_cases ? "n_report" :
	    columns_of(ask->part) == of_places ? "n_filed" : "r_close_ontime");
	if (ask->sort == NULL && ask->part >= PART_OF_POST)
		order_by = glossary_find(eval_main_figure(ask->part));
	if (e->n_lines > 0)
		qsort(e->lines, e->n_lines, sizeof(*e->lines), by_value);
}

/* --- changes and definitions --------------------------------------------------------------- */

void
eval_show_definitions(struct request *rq, struct view *v, const struct figure_def *const *figures, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct view *d = view_item(v, "Page.Definitions");

		view_str(d, "Id", figures[i]->id);
		view_str(d, "Name", eval_figure_name(rq, figures[i]->id));
		view_str(d, "Text", text_getf(rq->lang, "Metric.%s.Definition", figures[i]->id));
		if (figures[i]->kind == FIGURE_RATE)
			view_strf(d, "Formula", "%s ÷ %s", eval_figure_name(rq, figures[i]->num),
			    eval_figure_name(rq, figures[i]->den));
	}
}

/* "+1.20" of two fractions as per cent points or hours with two decimals, of counts a whole number. */
static const char *
difference(struct request *rq, const struct figure_def *f, struct rate now, struct rate then)
{
	const double unit = f->kind == FIGURE_MEAN ? (double)USEC_HOUR : f->kind == FIGURE_RATE ? 0.01 : 1;
	const double d = ((double)now.num / (double)now.den - (double)then.num / (double)then.den) / unit;

	if (f->kind == FIGURE_COUNT)
		return arena_printf(rq->arena, "%+lld", (long long)(now.num - then.num));
	return arena_printf(rq->arena, "%+.2f", d);
}

void
eval_show_change(struct request *rq, struct view *v, const struct figure_def *f, const struct counts *now,
    const struct counts *then)
{
	const struct rate a = glossary_value(f, now), b = glossary_value(f, then);
	int way;

	view_str(v, "Value", glossary_print(rq->arena, f, then));
	if (a.den <= 0 || b.den <= 0)
		return;
	way = rate_cmp(a, b);
	if (way == 0)
		return;
	view_str(v, "Diff", difference(rq, f, a, b));
	view_bool(v, "Up", way > 0);
	view_bool(v, "Down", way < 0);
	if (f->kind == FIGURE_RATE) {
		view_bool(v, "Better", (way > 0) == f->higher_is_better);
		view_bool(v, "Worse", (way > 0) != f->higher_is_better);
	}
}

/* --- what is asked for ------------------------------------------------------------------------ */

static const enum eval_part tabs[] = { PART_OF_UNIT, PART_OF_GROUP, PART_OF_MAJOR, PART_OF_CLASS, PART_OF_KIND, PART_OF_SOURCE,
	PART_OF_HOUR, PART_OF_WEEKDAY, PART_OF_DISTRICT, PART_OF_STREET, PART_OF_COMMUNITY, PART_OF_BASE_CELL, PART_OF_UNIT_CELL,
	PART_OF_CENTRE };

static void
show_tab(struct request *rq, struct view *v, const char *list, const struct eval_ask *ask, enum eval_part part)
{
	struct eval_ask at = *ask;
	struct view *t;

	if (!eval_may_part(ask->own, part))
		return;
	t = view_add_item(v, list);
	at.part = part;
	at.sort = NULL;
	at.figure = NULL;
	view_str(t, "Value", part_token(part));
	view_str(t, "Label", eval_part_name(rq, part));
	view_str(t, "Url", eval_url(rq, &at, "/desk/eval"));
	view_bool(t, "Here", part == ask->part);
}

/* The span of the same length i spans on. */
static struct eval_months
shifted(const struct eval_months *m, int i)
{
	const int month = m->year * 12 + m->month - 1 + i * m->months;

	return (struct eval_months){ month / 12, month % 12 + 1, m->months };
}

static void
show_neighbour(struct request *rq, struct view *v, const struct eval_ask *ask, const char *path, int way)
{
	struct eval_ask at = *ask;

	at.span = shifted(&ask->span, way);
	at.other.months = 0;
	if (period_of_months(at.span.year, at.span.month, 1).from >= clock_now())
		return;
	view_str(v, "Name", eval_span_name(rq, &at.span));
	view_str(v, "Url", eval_url(rq, &at, path));
}

static void
show_lengths(struct request *rq, struct view *v, const struct eval_ask *ask)
{
	for (int i = 0; i < LENGTH_MAX; i++) {
		struct view *o = view_item(v, "Page.Lengths");

		view_str(o, "Value", eval_lengths[i]);
		view_str(o, "Label", text_getf(rq->lang, "Text.eval.length_%s", eval_lengths[i]));
		view_bool(o, "Selected", i == (int)ask->length);
	}
}

/* A choice among names; value 0 is "all". */
static void
show_names(struct request *rq, struct view *v, const char *name, const char *label, const struct name_row *rows, size_t n,
    int64_t chosen)
{
	struct view *f = show_filter(v, name, label, "select");

	for (size_t i = 0; i < n; i++)
		show_option(f, rows[i].id, text_pick(rq->lang, rows[i].name_zh, rows[i].name_en), chosen);
}

static enum err
show_filters(struct request *rq, struct view *v, const struct eval_ask *ask)
{
	static const int sources[] = { SRC_SUPERVISOR, SRC_VIDEO, SRC_HOTLINE, SRC_12345, SRC_MEDIA, SRC_NET, SRC_WALKIN,
		SRC_DEPUTY, SRC_TRANSFER, SRC_UPPER, SRC_LEADER, SRC_TEAM, SRC_AUTONOMY, SRC_SELF, SRC_GUARD, SRC_TELEPHONE };
	struct service sv = show_service(rq);
	const struct office_lists *l;
	struct view *f;
	enum err e = office_lists(&sv, &l);

	if (e != OK)
		return e;
	if (ask->own == 0 && ask->part != PART_OF_UNIT)
		show_names(rq, v, "unit", "Field.unit.Label", l->names[NAMES_UNIT], l->n_names[NAMES_UNIT], ask->filter.unit_id);
	if (ask->part != PART_OF_CLASS)
		show_names(rq, v, "class", "Field.class.Label", l->names[NAMES_CLASS], l->n_names[NAMES_CLASS],
		    ask->filter.class_id);
	show_names(rq, v, "grid", "Part.base_cell", l->names[NAMES_BASE_GRID], l->n_names[NAMES_BASE_GRID],
	    ask->filter.base_cell_id);
	f = show_filter(v, "source", "Part.source", "select");
	for (size_t i = 0; i < N(sources); i++)
		show_option(f, sources[i], text_getf(rq->lang, "Source.%d", sources[i]), ask->filter.source);
	view_bool(v, "Page.Filtered", ask->filter.class_id != 0 || ask->filter.base_cell_id != 0 || ask->filter.source != 0 ||
	    (ask->own == 0 && ask->filter.unit_id != 0));
	return OK;
}

static void
show_month(struct view *v, const struct eval_months *m, bool last)
{
	const int at = m->year * 12 + m->month - 1 + (last ? m->months - 1 : 0);

	if (m->months != 0)
		view_strf(v, "Value", "%04d-%02d", at / 12, at % 12 + 1);
}

enum err
eval_show_ask(struct request *rq, struct view *v, const struct eval_ask *ask, const char *path)
{
	for (size_t i = 0; i < N(tabs); i++)
		show_tab(rq, v, "Page.Parts", ask, tabs[i]);
	for (int p = 0; p < POST_MAX; p++)
		show_tab(rq, v, "Page.Posts", ask, part_of_post((enum post)p));
	show_lengths(rq, v, ask);
	view_str(v, "Page.By", part_token(ask->part));
	view_str(v, "Page.ByName", eval_part_name(rq, ask->part));
	view_str(v, "Page.Span.Name", eval_span_name(rq, &ask->span));
	show_month(view_sub(v, "Page.At"), &ask->span, false);
	view_bool(v, "Page.Free", ask->length == LENGTH_FREE);
	if (ask->length == LENGTH_FREE) {
		show_month(view_sub(v, "Page.From"), &ask->span, false);
		show_month(view_sub(v, "Page.To"), &ask->span, true);
		show_month(view_sub(v, "Page.WithFrom"), &ask->other, false);
		show_month(view_sub(v, "Page.WithTo"), &ask->other, true);
	}
	show_neighbour(rq, view_sub(v, "Page.Prev"), ask, path, -1);
	show_neighbour(rq, view_sub(v, "Page.Next"), ask, path, 1);
	return show_filters(rq, v, ask);
}
