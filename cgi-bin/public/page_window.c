/* The office's figures of a month or a year, each with what it means beside it. */
#include "config.h"
#include "cgi-bin/public/pages.h"

#include <stdlib.h>
#include <string.h>

#include "cgi-bin/public/window.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_stats.h"

#include "lib/base/banned.h"

/* The sums of a period, cut into their parts. */
struct parts {
	const struct figure_sum *at[PART_MAX];
	size_t n[PART_MAX];
	int64_t rank;	/* cases due before a unit is put in order */
};

static enum err
read_parts(struct request *rq, const struct figure_run *run, struct parts *p)
{
	struct figure_sum *s;
	size_t n;
	enum err e = store_figure_sums(rq->db, rq->arena, (enum figure_span)run->span, run->first_day, PART_MAX,
	    &s, &n);

	*p = (struct parts){ .rank = 0 };
	for (size_t i = 0; i < n && e == OK; i++) {
		if (s[i].part < 0 || s[i].part >= PART_MAX)
			continue;
		if (p->n[s[i].part]++ == 0)
			p->at[s[i].part] = &s[i];
	}
	return e == OK ? store_figure_setting(rq->db, "figures_rank", clock_now(), &p->rank) : e;
}

static int64_t
value(const struct figure_sum *s, enum count c)
{
	return s->v[figure_place_of(c)];
}

/* --- the headline ---------------------------------------------------------- */

static const enum count heads[] = { N_COMPLAINT, N_ACCEPT, N_FILED, N_NOT_ACCEPTED, N_CLOSED_IN, N_CLOSE_LATE_OPEN,
	N_REWORK };
static const enum rate_id rates[] = { R_CLOSE_ONTIME, R_CLOSE, R_REWORK };

static void
show_heads(struct request *rq, struct view *v, const struct figure_sum *now)
{
	const struct counts c = figure_as_counts(now);

	for (size_t i = 0; i < N(heads); i++) {
		struct view *h = view_item(v, "Page.Heads");

		window_define(h, rq, count_token(heads[i]));
		view_int(h, "Value", c.v[heads[i]]);
	}
	for (size_t i = 0; i < N(rates); i++) {
		struct view *h = view_item(v, "Page.Rates");

		window_define(h, rq, rate_token(rates[i]));
		window_rate(h, rq, rate_from(&c, rates[i]));
		view_str(h, "NumName", text_getf(rq->lang, "Metric.%s.Name", count_token(rate_def(rates[i])->num)));
		view_str(h, "DenName", text_getf(rq->lang, "Metric.%s.Name", count_token(rate_def(rates[i])->den)));
	}
}

/* What the tables' columns mean: every count that is kept, from the one table. */
static void
show_definitions(struct request *rq, struct view *v)
{
	for (size_t i = 0; i < FIGURES; i++)
		window_define(view_item(v, "Page.Definitions"), rq, count_token(figure_counts[i]));
}

/* --- over time ------------------------------------------------------------- */

enum { CHART_HEIGHT = 100, COLUMN_WIDTH = 20 };

static void
show_column(struct request *rq, struct view *c, const struct figure_run *run, const struct figure_sum *s, size_t i,
    int64_t max)
{
	const int64_t in = value(s, N_COMPLAINT), out = value(s, N_CLOSED_IN);

	view_str(c, "Name", window_tick(rq, (enum figure_span)run->span, (int32_t)s->key_id));
	view_int(c, "In", in);
	view_int(c, "Out", out);
	view_int(c, "InX", (int64_t)i * COLUMN_WIDTH + 2);
	view_int(c, "OutX", (int64_t)i * COLUMN_WIDTH + 10);
	view_int(c, "InH", in * CHART_HEIGHT / max);
	view_int(c, "InY", CHART_HEIGHT - in * CHART_HEIGHT / max);
	view_int(c, "OutH", out * CHART_HEIGHT / max);
	view_int(c, "OutY", CHART_HEIGHT - out * CHART_HEIGHT / max);
}

/* Days or months on which nothing happened have no line in the table; they have one here. */
static void
show_time_line(struct request *rq, struct view *v, const struct figure_run *run, const struct parts *p)
{
	const struct figure_sum *s = p->at[PART_TIME];
	int64_t max = 1;
	size_t next = 0, columns = 0;

	for (size_t i = 0; i < p->n[PART_TIME]; i++) {
		max = value(&s[i], N_COMPLAINT) > max ? value(&s[i], N_COMPLAINT) : max;
		max = value(&s[i], N_CLOSED_IN) > max ? value(&s[i], N_CLOSED_IN) : max;
	}
	for (int32_t day = run->first_day; day < run->until_day; columns++) {
		struct figure_sum none = { .key_id = day };
		const bool there = next < p->n[PART_TIME] && s[next].key_id == day;
		int y, m, d;

		show_column(rq, view_item(v, "Page.Columns"), run, there ? &s[next] : &none, columns, max);
		next += there;
		date_of_day(day, &y, &m, &d);
		day = run->span == SPAN_YEAR ? day_of_date(y + m / 12, m % 12 + 1, 1) : day + 1;
	}
	view_int(v, "Page.Chart.Width", (int64_t)columns * COLUMN_WIDTH);
	view_int(v, "Page.Chart.Max", max);
	view_str(v, "Page.Chart.First", window_tick(rq, (enum figure_span)run->span, run->first_day));
	view_str(v, "Page.Chart.Last", window_tick(rq, (enum figure_span)run->span, run->until_day - 1));
}

/* --- tables ---------------------------------------------------------------- */

/* One line of a table: filed, due, on time, late and open, reworked. */
static void
show_line(struct request *rq, struct view *l, const char *name, const struct figure_sum *s)
{
	const struct counts c = figure_as_counts(s);

	view_str(l, "Label", name);
	view_int(l, "Filed", c.v[N_FILED]);
	view_int(l, "ClosedIn", c.v[N_CLOSED_IN]);
	view_int(l, "Late", c.v[N_CLOSE_LATE_OPEN]);
	view_int(l, "Rework", c.v[N_REWORK]);
	window_rate(l, rq, rate_from(&c, R_CLOSE_ONTIME));
}

/* A class with its figures; sorted by kind and major class, the most cases first within. */
struct class_line {
	const struct stats_class *class;
	const struct figure_sum *sum;
};

static int
class_cmp(const void *x, const void *y)
{
	const struct class_line *a = x, *b = y;
	int64_t filed_a = value(a->sum, N_FILED), filed_b = value(b->sum, N_FILED);
	int way = a->class->kind - b->class->kind;

	if (way == 0)
		way = strcmp(a->class->major_code, b->class->major_code);
	if (way == 0)
		way = (filed_a < filed_b) - (filed_a > filed_b);
	return way != 0 ? way : strcmp(a->class->minor_code, b->class->minor_code);
}

static bool
same_major(const struct class_line *a, const struct class_line *b)
{
	return a->class->kind == b->class->kind && strcmp(a->class->major_code, b->class->major_code) == 0;
}

/* The lines of one major class, from i on; the end of it. */
static size_t
show_major(struct request *rq, struct view *v, const struct class_line *l, size_t n, size_t i)
{
	struct view *major = view_item(v, "Page.Majors");
	struct figure_sum all = { .part = PART_CLASS };
	size_t j = i;

	for (; j < n && same_major(&l[i], &l[j]); j++) {
		for (size_t k = 0; k < FIGURES; k++)
			all.v[k] += l[j].sum->v[k];
		show_line(rq, view_item(major, "Rows"), text_pick(rq->lang, l[j].class->name_zh, l[j].class->name_en),
		    l[j].sum);
	}
	show_line(rq, major, text_pick(rq->lang, l[i].class->major_zh, l[i].class->major_en), &all);
	view_text(major, "Kind", l[i].class->kind == 1 ? "Text.window.component" : "Text.window.event");
	return j;
}

static enum err
show_classes(struct request *rq, struct view *v, const struct parts *p)
{
	struct class_line *l = arena_array_of(rq->arena, struct class_line, p->n[PART_CLASS] + 1);
	const struct figure_sum *s = p->at[PART_CLASS];
	struct stats_class *classes;
	size_t n, lines = 0;
	enum err e = store_stats_classes(rq->db, rq->arena, &classes, &n);

	if (e != OK)
		return e;
	for (size_t i = 0; i < p->n[PART_CLASS]; i++)
		for (size_t j = 0; j < n; j++)
			if (classes[j].id == s[i].key_id)
				l[lines++] = (struct class_line){ &classes[j], &s[i] };
	if (lines > 0)
		qsort(l, lines, sizeof(*l), class_cmp);
	for (size_t i = 0; i < lines;)
		i = show_major(rq, v, l, lines, i);
	return OK;
}

/* A unit with its figures: who has enough cases due comes in the order of the on-time rate. */
struct unit_line {
	const char *name;
	const struct figure_sum *sum;
	struct rate rate;
	bool ranked;
};

static int
unit_cmp(const void *x, const void *y)
{
	const struct unit_line *a = x, *b = y;
	int way = a->ranked && b->ranked ? rate_cmp(b->rate, a->rate) : (int)b->ranked - (int)a->ranked;

	return way != 0 ? way : strcmp(a->name, b->name);
}

static struct unit_line
unit_line(struct request *rq, const struct stats_unit *u, const struct figure_sum *s, int64_t least)
{
	const struct counts c = figure_as_counts(s);
	const struct rate r = rate_from(&c, R_CLOSE_ONTIME);

	return (struct unit_line){ text_pick(rq->lang, u->name_zh, u->name_en), s, r, r.den >= least };
}

static enum err
show_units(struct request *rq, struct view *v, const struct parts *p)
{
	struct unit_line *l = arena_array_of(rq->arena, struct unit_line, p->n[PART_UNIT] + 1);
	const struct figure_sum *s = p->at[PART_UNIT];
	struct stats_unit *units;
	size_t n, lines = 0;
	enum err e = store_stats_units(rq->db, rq->arena, &units, &n);

	if (e != OK)
		return e;
	for (size_t i = 0; i < p->n[PART_UNIT]; i++)
		for (size_t j = 0; j < n; j++)
			if (units[j].id == s[i].key_id)
				l[lines++] = unit_line(rq, &units[j], &s[i], p->rank);
	if (lines > 0)
		qsort(l, lines, sizeof(*l), unit_cmp);
	for (size_t i = 0; i < lines; i++)
		show_line(rq, l[i].ranked ? view_item(v, "Page.Units") : view_item(v, "Page.FewUnits"), l[i].name, l[i].sum);
	view_str(v, "Page.FewNote", text_fill1(rq->arena, rq->lang, "Text.window.few",
	    arena_printf(rq->arena, "%lld", (long long)p->rank)));
	return OK;
}

static enum err
show_bases(struct request *rq, struct view *v, const struct figure_run *run, const struct parts *p)
{
	const struct figure_sum *s = p->at[PART_BASE];
	struct figure_cell *cells;
	size_t n;
	enum err e = store_figure_cells(rq->db, rq->arena, LAYER_BASE, &cells, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		for (size_t j = 0; j < p->n[PART_BASE]; j++)
			if (s[j].key_id == cells[i].id)
				show_line(rq, view_item(v, "Page.Bases"),
				    text_pick(rq->lang, cells[i].name_zh, cells[i].name_en), &s[j]);
	if (e == OK && p->n[PART_BASE] > 0 && s[0].key_id == 0)
		show_line(rq, view_item(v, "Page.Bases"), text_fill1(rq->arena, rq->lang, "Text.window.other",
		    arena_printf(rq->arena, "%lld", (long long)run->k)), &s[0]);
	return e;
}

/* --- the page -------------------------------------------------------------- */

enum err
page_window(struct request *rq)
{
	struct view *v = window_view(rq, "Text.window.title", "Text.window.lead");
	struct figure_run run;
	struct parts p;
	bool none;
	enum err e = window_period(rq, &run, &none);

	if (e != OK)
		return e;
	if (none)
		return reply_page(rq, "public/window.cs");
	if (window_fresh(rq, &run))
		return OK;
	if ((e = window_show_period(rq, v, &run, "/figures")) != OK || (e = read_parts(rq, &run, &p)) != OK)
		return e;
	if (p.n[PART_ALL] == 1)
		show_heads(rq, v, p.at[PART_ALL]);
	show_definitions(rq, v);
	show_time_line(rq, v, &run, &p);
	if ((e = show_classes(rq, v, &p)) != OK || (e = show_units(rq, v, &p)) != OK ||
	    (e = show_bases(rq, v, &run, &p)) != OK)
		return e;
	return reply_page(rq, "public/window.cs");
}
