/* The units: their table in groups of comparable ones, who stands out, twelve months of each. */
#include "config.h"
#include "batch/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_chart.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* Below which a unit is named (metrics 5: A3, A5, A9), in per cent; and the least that is due to be judged. */
enum { CLOSE_LEAST = 90, ONTIME_LEAST = 80, REWORK_MOST = 10, DUE_LEAST = 5, CHART_UNITS = 24, NAMES_MAX = 12,
	BACKLOG_MAX = 30 };

static bool
is_idle(const struct figures_line *l)
{
	return !figures_some(l) && l->backlog == 0;
}

/* --- the table --------------------------------------------------------------- */

static const struct {
	const char *head;
	double width[LANG_MAX];
} unit_cols[] = { { "Paper.Column.Unit", { 25, 24 } }, { "Paper.Column.Due", { 9, 7 } },
	{ "Paper.Column.Closed", { 8, 8.5 } }, { "Paper.Column.OnTime", { 8, 8 } },
	{ "Press.LateOpen", { 8, 7 } }, { "Paper.Column.Rework", { 7, 9 } },
	{ "Paper.Column.Return", { 7, 9 } }, { "Press.Extend", { 7, 9 } },
	{ "Press.RateClose", { 9.5, 9 } }, { "Press.RateOnTime", { 9.5, 8 } }, { "Press.Score", { 9.5, 9.8 } },
	{ "Press.Grade", { 6, 7 } }, { "Press.Rank", { 6, 6.5 } } };

static void
unit_row(struct parts *d, struct pdf_table *t, const char *name, const struct figures_line *l, bool sum)
{
	const struct counts *c = &l->now;
	const char grade[2] = { (char)l->grade, '\0' };
	const char *row[] = { name, part_count(d, c->v[N_CLOSE_DUE]), part_count(d, c->v[N_CLOSE]),
		part_count(d, c->v[N_CLOSE_ONTIME]), part_count(d, c->v[N_CLOSE_LATE_OPEN]),
		part_count(d, c->v[N_REWORK]), part_count(d, c->v[N_RETURN]), part_count(d, c->v[N_EXTEND]),
		rate_print(d->pr.a, rate_from(c, R_CLOSE)), rate_print(d->pr.a, rate_from(c, R_CLOSE_ONTIME)),
		l->score >= 0 ? paper_fixed2(d->pr.a, l->score) : "—", l->grade != 0 ? grade : "—",
		l->rank > 0 ? part_count(d, l->rank) : "—" };

	_Static_assert(N(row) == N(unit_cols), "a cell a column");
	/* A unit without cases has no figures, not zeros (metrics 2). */
	for (size_t i = 1; i < N(row) && !sum && is_idle(l); i++)
		row[i] = "—";
	if (sum)
		row[N(row) - 1] = row[N(row) - 2] = row[N(row) - 3] = "";
	(sum ? pdf_table_total : pdf_table_row)(t, row);
}

/* The smallest group after one; NULL when there is none. */
static const char *
next_group(const struct figures *f, const char *after)
{
	const char *best = NULL;

	for (size_t i = 0; i < f->n[FIGURES_UNIT]; i++) {
		const char *g = f->line[FIGURES_UNIT][i].group;

		if (g != NULL && g[0] != '\0' && (after == NULL || strcmp(g, after) > 0) &&
		    (best == NULL || strcmp(g, best) < 0))
			best = g;
	}
	return best;
}

static bool
is_of(const struct figures_line *l, const char *group)
{
	return l->zh != NULL && strcmp(l->group != NULL ? l->group : "", group) == 0;
}

/* By rank, those without one behind, as they stand. */
static int
by_rank(const void *x, const void *y)
{
	const struct figures_line *a = *(const struct figures_line *const *)x;
	const struct figures_line *b = *(const struct figures_line *const *)y;
	int p = a->rank > 0 ? a->rank : INT32_MAX, q = b->rank > 0 ? b->rank : INT32_MAX;

	return p != q ? (p > q) - (p < q) : (a > b) - (a < b);
}

static void
units_of(struct parts *d, struct pdf_table *t, const char *group, bool named)
{
	const size_t all = d->f->n[FIGURES_UNIT];
	const struct figures_line **pick = arena_array_of(d->pr.a, const struct figures_line *, all + 1);
	size_t n = 0;

	for (size_t i = 0; i < all; i++)
		if (is_of(&d->f->line[FIGURES_UNIT][i], group))
			pick[n++] = &d->f->line[FIGURES_UNIT][i];
	if (n == 0)
		return;
	qsort(pick, n, sizeof(*pick), by_rank);
	if (named)
		pdf_table_group(t, group[0] != '\0' ? PART_FILL(d, "Paper.Bulletin.Group", group)
						    : part_text(d, "Press.NoGroup"));
	for (size_t i = 0; i < n; i++)
		unit_row(d, t, part_name(d, pick[i]), pick[i], false);
}

static void
units_table(struct parts *d)
{
	struct pdf_col col[N(unit_cols)];
	const char *first = next_group(d->f, NULL);
	bool named = first != NULL && next_group(d->f, first) != NULL;
	struct pdf_table t;

	for (size_t i = 0; i < N(col); i++)
		col[i] = (struct pdf_col){ part_text(d, unit_cols[i].head), unit_cols[i].width[d->pr.lang],
			i == 0 ? PDF_LEFT : PDF_RIGHT, false };
	press_caption(&d->pr, part_text(d, "Press.TableUnits"), d->f->n[FIGURES_UNIT] + 1);
	press_table(&d->pr, &t, col, N(col), N(col) > 8);
	for (const char *g = first; g != NULL; g = next_group(d->f, g))
		units_of(d, &t, g, named);
	units_of(d, &t, "", named);
	for (size_t i = 0; i < d->f->n[FIGURES_UNIT]; i++)
		if (d->f->line[FIGURES_UNIT][i].zh == NULL)
			unit_row(d, &t, part_text(d, "Press.NoUnit"), &d->f->line[FIGURES_UNIT][i], false);
	unit_row(d, &t, part_text(d, "Paper.Total"), &d->f->total, true);
	press_table_end(&d->pr, &t);
	press_note(&d->pr, part_text(d, "Press.UnitsNote"));
}

/* --- ranked dots ------------------------------------------------------------- */

/* Units that had something due, those with the most first. */
static int
by_due(const void *x, const void *y)
{
	const struct figures_line *a = *(const struct figures_line *const *)x;
	const struct figures_line *b = *(const struct figures_line *const *)y;
	int64_t p = a->now.v[N_CLOSE_DUE], q = b->now.v[N_CLOSE_DUE];

	return p != q ? (p < q) - (p > q) : (a > b) - (a < b);
}

static int
by_rate(const void *x, const void *y)
{
	const struct figures_line *a = *(const struct figures_line *const *)x;
	const struct figures_line *b = *(const struct figures_line *const *)y;
	int c = rate_cmp(rate_from(&b->now, R_CLOSE_ONTIME), rate_from(&a->now, R_CLOSE_ONTIME));

	return c != 0 ? c : by_due(x, y);
}

/* Units with something due, the most first, at most max; *all: how many there are. */
static size_t
due_units(const struct parts *d, size_t max, const struct figures_line ***out, size_t *all)
{
	const struct figures_line **pick =
	    arena_array_of(d->pr.a, const struct figures_line *, d->f->n[FIGURES_UNIT] + 1);
	size_t n = 0;

	for (size_t i = 0; i < d->f->n[FIGURES_UNIT]; i++) {
		const struct figures_line *l = &d->f->line[FIGURES_UNIT][i];

		if (l->zh != NULL && l->now.v[N_CLOSE_DUE] > 0)
			pick[n++] = l;
	}
	*all = n;
	*out = pick;
	if (n > 1)
		qsort(pick, n, sizeof(*pick), by_due);
	return n < max ? n : max;
}

static void
units_dots(struct parts *d)
{
	const struct figures_line **pick;
	size_t all, n = due_units(d, CHART_UNITS, &pick, &all);
	double now[CHART_UNITS], before[CHART_UNITS];
	const char *label[CHART_UNITS], *text[CHART_UNITS];
	const struct pdf_series series[] = { { part_span(d, "This"), now, text }, { part_span(d, "Before"), before, NULL } };
	struct pdf_chart c = { .n = n, .label = label, .series = series, .n_series = N(series), .max = 100 };
	double low = 100;

	if (n < 2)
		return;
	qsort(pick, n, sizeof(*pick), by_rate);
	for (size_t i = 0; i < n; i++) {
		struct rate r = rate_from(&pick[i]->now, R_CLOSE_ONTIME);

		now[i] = part_percent(r);
		before[i] = part_percent(rate_from(&pick[i]->before, R_CLOSE_ONTIME));
		low = fmin(low, isnan(before[i]) ? now[i] : fmin(now[i], before[i]));
		text[i] = rate_print(d->pr.a, r);
		label[i] = part_name(d, pick[i]);
	}
	c.min = fmax(floor((low - 2) / 10) * 10, 0);
	c.title = n < all ? PART_FILL(d, "Press.ChartMost", part_count(d, (int64_t)n)) : part_text(d, "Press.ChartUnits");
	press_chart(&d->pr, 0);
	pdf_flow_dots(&d->pr.f, &c);
	press_chart_end(&d->pr);
}

void
part_units(struct parts *d)
{
	press_part(&d->pr, part_text(d, "Press.Units"));
	units_table(d);
	units_dots(d);
}

/* --- by name ----------------------------------------------------------------- */

/* Names with a value each; how many there are when there are more than fit. */
struct list {
	struct parts *d;
	struct buf b;
	size_t n;
};

static void
list_add(struct list *l, const struct figures_line *u, const char *value)
{
	const char *one = PART_FILL(l->d, "Press.Named", part_name(l->d, u), value);

	if (l->n > 0 && l->n < NAMES_MAX)
		buf_str(&l->b, l->d->pr.lang == LANG_EN ? ", " : "、");
	if (l->n++ < NAMES_MAX)
		buf_str(&l->b, one);
}

static void
list_say(struct list *l, const char *key)
{
	const char *names = l->b.s;

	if (l->n == 0)
		return;
	if (l->n > NAMES_MAX)
		names = PART_FILL(l->d, "Press.NamesMore", l->b.s, part_count(l->d, (int64_t)l->n));
	press_para(&l->d->pr, PART_FILL(l->d, key, names, part_count(l->d, (int64_t)l->n)));
}

static struct list
list_of(struct parts *d)
{
	struct list l = { .d = d };

	buf_init(&l.b, d->pr.a);
	return l;
}

static void
good_units(struct parts *d, const struct figures_line *const *u, size_t n)
{
	struct list first = list_of(d), all = list_of(d);

	for (size_t i = 0; i < n; i++) {
		struct rate r = rate_from(&u[i]->now, R_CLOSE_ONTIME);

		if (u[i]->rank == 1 && u[i]->rank_of > 1)
			list_add(&first, u[i], PART_FILL(d, "Press.Points", paper_fixed2(d->pr.a, u[i]->score)));
		if (r.num == r.den && u[i]->now.v[N_CLOSE_DUE] >= DUE_LEAST)
			list_add(&all, u[i], PART_FILL(d, "Press.OfDue", part_count(d, r.den)));
	}
	press_sub(&d->pr, part_text(d, "Press.Good"));
	list_say(&first, "Press.GoodFirst");
	list_say(&all, "Press.GoodAll");
	if (first.n + all.n == 0)
		press_para(&d->pr, part_text(d, "Press.GoodNone"));
}

static void
bad_units(struct parts *d, const struct figures_line *const *u, size_t n)
{
	struct list close = list_of(d), ontime = list_of(d), rework = list_of(d);

	for (size_t i = n; i > 0; i--) {	/* the lowest first */
		const struct figures_line *l = u[i - 1];
		struct rate c = rate_from(&l->now, R_CLOSE), o = rate_from(&l->now, R_CLOSE_ONTIME),
			w = rate_from(&l->now, R_REWORK);

		if (rate_below(c, CLOSE_LEAST, 100))
			list_add(&close, l, paper_percent(d->pr.a, c));
		if (rate_below(o, ONTIME_LEAST, 100))
			list_add(&ontime, l, paper_percent(d->pr.a, o));
		if (rate_above(w, REWORK_MOST, 100))
			list_add(&rework, l, paper_percent(d->pr.a, w));
	}
	press_sub(&d->pr, part_text(d, "Press.Bad"));
	list_say(&close, "Press.BadClose");
	list_say(&ontime, "Press.BadOnTime");
	list_say(&rework, "Press.BadRework");
	if (close.n + ontime.n + rework.n == 0)
		press_para(&d->pr, part_text(d, "Press.BadNone"));
}

/* What is open and late, by unit: due in this stretch, and before. */
static int
by_open(const void *x, const void *y)
{
	const struct figures_line *a = *(const struct figures_line *const *)x;
	const struct figures_line *b = *(const struct figures_line *const *)y;
	int64_t p = a->now.v[N_CLOSE_LATE_OPEN] + a->backlog, q = b->now.v[N_CLOSE_LATE_OPEN] + b->backlog;

	return p != q ? (p < q) - (p > q) : (a > b) - (a < b);
}

/* Those with the least in one row. */
static void
backlog_rest(struct parts *d, struct pdf_table *t, const struct figures_line *const *l, size_t n)
{
	const char *row[5] = { PART_FILL(d, "Press.Others", part_count(d, (int64_t)n)) };
	int64_t now = 0, before = 0;

	for (size_t i = 0; i < n; i++) {
		now += l[i]->now.v[N_CLOSE_LATE_OPEN];
		before += l[i]->backlog;
	}
	row[1] = part_count(d, now);
	row[2] = part_count(d, before);
	row[3] = part_count(d, now + before);
	row[4] = "";
	pdf_table_row(t, row);
}

static void
backlog(struct parts *d)
{
	const size_t all = d->f->n[FIGURES_UNIT];
	const struct figures_line **pick = arena_array_of(d->pr.a, const struct figures_line *, all + 1);
	const struct pdf_col col[] = { { part_text(d, "Paper.Column.Unit"), 34, PDF_LEFT, false },
		{ part_span(d, "LateOpen"), 16, PDF_RIGHT, false }, { part_text(d, "Press.Older"), 16, PDF_RIGHT, false },
		{ part_text(d, "Paper.Total"), 10, PDF_RIGHT, false }, { part_text(d, "Press.Oldest"), 20, PDF_RIGHT, false } };
	struct pdf_table t;
	size_t n = 0;

	for (size_t i = 0; i < all; i++)
		if (d->f->line[FIGURES_UNIT][i].now.v[N_CLOSE_LATE_OPEN] + d->f->line[FIGURES_UNIT][i].backlog > 0)
			pick[n++] = &d->f->line[FIGURES_UNIT][i];
	press_sub(&d->pr, part_text(d, "Press.Backlog"));
	press_para(&d->pr, PART_FILL(d, "Press.BacklogAll", part_span(d, "This"),
	    part_count(d, d->f->total.now.v[N_CLOSE_LATE_OPEN]), part_count(d, d->f->total.backlog)));
	if (n == 0)
		return;
	qsort(pick, n, sizeof(*pick), by_open);
	press_table(&d->pr, &t, col, N(col), N(col) > 8);
	for (size_t i = 0; i < n && i < BACKLOG_MAX; i++) {
		const char *row[] = { pick[i]->zh != NULL ? part_name(d, pick[i]) : part_text(d, "Press.NoUnit"),
			part_count(d, pick[i]->now.v[N_CLOSE_LATE_OPEN]), part_count(d, pick[i]->backlog),
			part_count(d, pick[i]->now.v[N_CLOSE_LATE_OPEN] + pick[i]->backlog),
			pick[i]->oldest != USEC_NONE ? time_local_date(d->pr.a, pick[i]->oldest) : "—" };

		pdf_table_row(&t, row);
	}
	if (n > BACKLOG_MAX)
		backlog_rest(d, &t, pick + BACKLOG_MAX, n - BACKLOG_MAX);
	press_table_end(&d->pr, &t);
}

void
part_named(struct parts *d)
{
	const struct figures_line **u;
	size_t all, n = due_units(d, SIZE_MAX, &u, &all);

	if (n > 1)
		qsort(u, n, sizeof(*u), by_rate);
	press_part(&d->pr, part_text(d, "Press.NamedUnits"));
	good_units(d, u, n);
	bad_units(d, u, n);
	backlog(d);
}

/* --- twelve months of each --------------------------------------------------- */

void
part_trend_units(struct parts *d)
{
	const struct figures_line **u;
	size_t all, n = due_units(d, SIZE_MAX, &u, &all);
	struct pdf_many_line *line = arena_array_of(d->pr.a, struct pdf_many_line, n + 1);
	double *whole = arena_array_of(d->pr.a, double, FIGURES_TREND);
	double low = 100;
	struct pdf_many m = { .n = FIGURES_TREND, .max = 100, .height = 50, .from = part_month(d, 0),
		.until = part_month(d, FIGURES_TREND - 1), .all = whole, .across = 3 };

	press_attachment(&d->pr);
	press_note(&d->pr, part_text(d, "Press.TrendNote"));
	for (size_t k = 0; k < FIGURES_TREND; k++)
		whole[k] = part_percent(rate_from(&d->f->total.month[k], R_CLOSE_ONTIME));
	for (size_t i = 0; i < n; i++) {
		double *v = arena_array_of(d->pr.a, double, FIGURES_TREND);

		for (size_t k = 0; k < FIGURES_TREND; k++)
			v[k] = part_percent(rate_from(&u[i]->month[k], R_CLOSE_ONTIME));
		for (size_t k = 0; k < FIGURES_TREND; k++)
			low = isnan(v[k]) ? low : fmin(low, v[k]);
		line[i] = (struct pdf_many_line){ .name = part_name(d, u[i]), .value = v,
			.text = rate_print(d->pr.a, rate_from(&u[i]->month[FIGURES_TREND - 1], R_CLOSE_ONTIME)) };
	}
	m.min = fmin(floor(low / 20) * 20, 80);	/* all panels on one scale, its middle a round number */
	if (n > 0)
		pdf_flow_many(&d->pr.f, &m, line, n);
	else
		press_para(&d->pr, PART_FILL(d, "Press.NoCases", part_span(d, "This")));
}

/* --- all rates by month -------------------------------------------------------- */

/* How many months a table of months has: the stretch's own, a year all twelve. */
static size_t
months(const struct parts *d)
{
	return d->f->about.span == BY_YEAR ? FIGURES_TREND : 3;
}

static void
months_table(struct parts *d, const char *head, struct pdf_table *t, struct pdf_col *col)
{
	const size_t n = months(d);

	col[0] = (struct pdf_col){ part_text(d, head), n > 3 ? 18 : 30, PDF_LEFT, false };
	for (size_t i = 0; i < n; i++)
		col[1 + i] = (struct pdf_col){ part_month(d, FIGURES_TREND - n + i), n > 3 ? 9 : 14, PDF_RIGHT, false };
	col[1 + n] = (struct pdf_col){ part_span(d, "Name"), n > 3 ? 10 : 16, PDF_RIGHT, false };
	press_table(&d->pr, t, col, n + 2, n > 3);
}

void
part_rates(struct parts *d)
{
	struct pdf_col col[FIGURES_TREND + 2];
	const size_t n = months(d);
	struct pdf_table t;

	press_part(&d->pr, part_text(d, "Press.Rates"));
	press_caption(&d->pr, part_text(d, "Press.TableRates"), RATE_MAX);
	months_table(d, "Press.Rate", &t, col);
	for (int r = 0; r < RATE_MAX; r++) {
		const char *row[FIGURES_TREND + 2] = { text_getf(d->pr.lang, "Metric.%s.Name", rate_token((enum rate_id)r)) };

		for (size_t i = 0; i < n; i++)
			row[1 + i] = rate_print(d->pr.a, rate_from(&d->f->total.month[FIGURES_TREND - n + i], (enum rate_id)r));
		row[1 + n] = rate_print(d->pr.a, rate_from(&d->f->total.now, (enum rate_id)r));
		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

void
part_months(struct parts *d)
{
	static const enum count counts[] = { N_COMPLAINT, N_REPORT, N_ACCEPT, N_FILED, N_NOT_ACCEPTED, N_DISPATCH,
		N_CLOSE_DUE, N_CLOSE, N_CLOSE_ONTIME, N_CLOSE_LATE, N_CLOSE_LATE_OPEN, N_CLOSED_IN, N_REWORK, N_RETURN,
		N_EXTEND, N_VISIT, N_SATISFIED };
	struct pdf_col col[FIGURES_TREND + 2];
	const size_t n = months(d);
	struct pdf_table t;

	press_part(&d->pr, part_text(d, "Press.Months"));
	press_caption(&d->pr, part_text(d, "Press.TableMonths"), N(counts));
	months_table(d, "Paper.Column.Figure", &t, col);
	for (size_t k = 0; k < N(counts); k++) {
		const char *row[FIGURES_TREND + 2] = { text_getf(d->pr.lang, "Metric.%s.Name", count_token(counts[k])) };

		for (size_t i = 0; i < n; i++)
			row[1 + i] = part_count(d, d->f->total.month[FIGURES_TREND - n + i].v[counts[k]]);
		row[1 + n] = part_count(d, d->f->total.now.v[counts[k]]);
		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}
