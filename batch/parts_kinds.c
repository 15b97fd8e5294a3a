/* What the cases were about, where and when. */
#include "config.h"
#include "batch/parts.h"

#include <stdlib.h>
#include <string.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_chart.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { TOP_CLASSES = 10, TOP_PLACES = 10, HOURS = 24 };

/* More filings first; equal ones as they stand. */
static int
by_filed(const void *x, const void *y)
{
	const struct figures_line *a = *(const struct figures_line *const *)x;
	const struct figures_line *b = *(const struct figures_line *const *)y;
	int64_t p = a->now.v[N_FILED], q = b->now.v[N_FILED];

	return p != q ? (p < q) - (p > q) : (a > b) - (a < b);
}

/* The lines with the most filings, at most max; those without any are left out. */
static size_t
top(const struct parts *d, enum figures_by by, size_t max, const struct figures_line ***out)
{
	const struct figures_line **pick = arena_array_of(d->pr.a, const struct figures_line *, d->f->n[by] + 1);
	size_t n = 0;

	for (size_t i = 0; i < d->f->n[by]; i++)
		if (d->f->line[by][i].now.v[N_FILED] > 0)
			pick[n++] = &d->f->line[by][i];
	if (n > 1)
		qsort(pick, n, sizeof(*pick), by_filed);
	*out = pick;
	return n < max ? n : max;
}

static const char *
class_name(const struct parts *d, const struct figures_line *l)
{
	const char *name = part_name(d, l), *over;

	if (l->zh == NULL || l->over_zh == NULL)
		return name;
	over = text_pick(d->pr.lang, l->over_zh, l->over_en);
	return strcmp(name, over) != 0 ? text_fill2(d->pr.a, d->pr.lang, "Paper.Class", over, name) : name;
}

static void
majors(struct parts *d)
{
	const struct pdf_col col[] = {
		{ part_text(d, "Press.Major"), 30, PDF_LEFT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", count_token(N_FILED)), 12, PDF_RIGHT, false },
		{ part_text(d, "Paper.Column.Share"), 12, PDF_RIGHT, false },
		{ part_span(d, "Change"), 12, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", count_token(N_CLOSE_DUE)), 12, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(R_CLOSE)), 13, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(R_CLOSE_ONTIME)), 15, PDF_RIGHT, false },
	};
	const struct figures_line **pick;
	const size_t n = top(d, FIGURES_MAJOR, SIZE_MAX, &pick);
	struct pdf_table t;

	press_caption(&d->pr, part_text(d, "Press.TableMajors"), n);
	press_table(&d->pr, &t, col, N(col), N(col) > 8);
	for (size_t i = 0; i < n; i++) {
		const struct counts *c = &pick[i]->now;
		const char *row[] = { part_name(d, pick[i]), part_count(d, c->v[N_FILED]),
			paper_percent(d->pr.a, (struct rate){ c->v[N_FILED], d->f->total.now.v[N_FILED] }),
			paper_signed(d->pr.a, c->v[N_FILED] - pick[i]->before.v[N_FILED]),
			part_count(d, c->v[N_CLOSE_DUE]), paper_percent(d->pr.a, rate_from(c, R_CLOSE)),
			paper_percent(d->pr.a, rate_from(c, R_CLOSE_ONTIME)) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

/* The most frequent minor classes, with the stretch before as a second bar. */
static void
classes(struct parts *d)
{
	const struct figures_line **pick;
	const size_t n = top(d, FIGURES_CLASS, TOP_CLASSES, &pick);
	double now[TOP_CLASSES], before[TOP_CLASSES];
	const char *label[TOP_CLASSES], *text[TOP_CLASSES], *then[TOP_CLASSES];
	const struct pdf_series series[] = { { part_span(d, "This"), now, text }, { part_span(d, "Before"), before, then } };
	const struct pdf_chart c = { .title = part_text(d, "Press.ChartClasses"), .n = n, .label = label,
		.series = series, .n_series = N(series) };

	for (size_t i = 0; i < n; i++) {
		now[i] = (double)pick[i]->now.v[N_FILED];
		before[i] = (double)pick[i]->before.v[N_FILED];
		label[i] = class_name(d, pick[i]);
		text[i] = PART_FILL(d, "Press.BarShare", part_count(d, pick[i]->now.v[N_FILED]),
		    paper_percent(d->pr.a, (struct rate){ pick[i]->now.v[N_FILED], d->f->total.now.v[N_FILED] }));
		then[i] = part_count(d, pick[i]->before.v[N_FILED]);
	}
	if (n == 0)
		return;
	press_chart(&d->pr, 0);
	pdf_flow_bars(&d->pr.f, &c);
	press_chart_end(&d->pr);
}

static void
places(struct parts *d)
{
	const struct figures_line **pick;
	const size_t n = top(d, FIGURES_BASE, TOP_PLACES, &pick);
	const struct pdf_col col[] = {
		{ part_text(d, "Paper.Column.No"), 7, PDF_CENTRE, false },
		{ part_text(d, "Press.Place"), 36, PDF_LEFT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", count_token(N_FILED)), 12, PDF_RIGHT, false },
		{ part_text(d, "Paper.Column.Share"), 12, PDF_RIGHT, false },
		{ part_span(d, "Change"), 12, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(R_CLOSE_ONTIME)), 15, PDF_RIGHT, false },
	};
	struct pdf_table t;

	if (n == 0)
		return;
	press_caption(&d->pr, part_text(d, "Press.TablePlaces"), n);
	press_table(&d->pr, &t, col, N(col), N(col) > 8);
	for (size_t i = 0; i < n; i++) {
		const struct counts *c = &pick[i]->now;
		const char *row[] = { part_count(d, (int64_t)i + 1), part_name(d, pick[i]), part_count(d, c->v[N_FILED]),
			paper_percent(d->pr.a, (struct rate){ c->v[N_FILED], d->f->total.now.v[N_FILED] }),
			paper_signed(d->pr.a, c->v[N_FILED] - pick[i]->before.v[N_FILED]),
			paper_percent(d->pr.a, rate_from(c, R_CLOSE_ONTIME)) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

/* Reports by the hour of the day; told in words too: the three fullest hours. */
static void
hours(struct parts *d)
{
	double v[HOURS] = { 0 };
	const char *label[HOURS], *text[HOURS];
	const struct pdf_series series[] = { { NULL, v, text } };
	const struct pdf_chart c = { .title = part_text(d, "Press.ChartHours"), .n = HOURS, .label = label,
		.series = series, .n_series = 1, .height = 110 };
	int best = 0;
	double sum = 0;

	for (size_t i = 0; i < d->f->n[FIGURES_HOUR]; i++) {
		const struct figures_line *l = &d->f->line[FIGURES_HOUR][i];

		if (l->key >= 0 && l->key < HOURS)
			v[l->key] = (double)l->now.v[N_REPORT];
	}
	for (int i = 0; i < HOURS; i++) {
		label[i] = arena_printf(d->pr.a, "%d", i);
		text[i] = arena_printf(d->pr.a, "%.0f", v[i]);
		sum += v[i];
		best = v[i] > v[best] ? i : best;
	}
	if (sum <= 0)
		return;
	press_para(&d->pr, PART_FILL(d, "Press.Hours", part_count(d, best), part_count(d, best + 1),
	    arena_printf(d->pr.a, "%.0f", v[best])));
	press_chart(&d->pr, 0);
	pdf_flow_columns(&d->pr.f, &c);
	press_chart_end(&d->pr);
}

void
part_kinds(struct parts *d)
{
	int64_t kind[3] = { 0, 0, 0 }, filed = d->f->total.now.v[N_FILED];

	press_part(&d->pr, part_text(d, "Press.Kinds"));
	if (filed == 0) {
		press_para(&d->pr, PART_FILL(d, "Press.NoCases", part_span(d, "This")));
		return;
	}
	for (size_t i = 0; i < d->f->n[FIGURES_KIND]; i++)
		if (d->f->line[FIGURES_KIND][i].key >= 0 && d->f->line[FIGURES_KIND][i].key < 3)
			kind[d->f->line[FIGURES_KIND][i].key] = d->f->line[FIGURES_KIND][i].now.v[N_FILED];
	press_para(&d->pr, PART_FILL(d, "Press.KindsOf", part_count(d, kind[1]),
	    paper_percent(d->pr.a, (struct rate){ kind[1], filed }), part_count(d, kind[2]),
	    paper_percent(d->pr.a, (struct rate){ kind[2], filed })));
	if (kind[0] > 0)
		press_para(&d->pr, PART_FILL(d, "Press.Unclassified", part_count(d, kind[0]),
		    paper_percent(d->pr.a, (struct rate){ kind[0], filed })));
	majors(d);
	classes(d);
	places(d);
	hours(d);
}

void
part_regions(struct parts *d)
{
	static const enum count counts[] = { N_PUB_VERIFIED, N_FILED, N_CLOSE_DUE, N_CLOSE, N_CLOSE_ONTIME };
	static const enum rate_id rates[] = { R_PUB, R_CLOSE, R_CLOSE_ONTIME };
	struct pdf_col col[1 + N(counts) + N(rates)] = { { part_text(d, "Press.Region"), 24, PDF_LEFT, false } };
	struct pdf_table t;

	for (size_t i = 0; i < N(counts); i++)
		col[1 + i] = (struct pdf_col){ text_getf(d->pr.lang, "Metric.%s.Name", count_token(counts[i])), 12,
			PDF_RIGHT, false };
	for (size_t i = 0; i < N(rates); i++)
		col[1 + N(counts) + i] = (struct pdf_col){ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(rates[i])),
			12, PDF_RIGHT, false };
	press_part(&d->pr, part_text(d, "Press.Regions"));
	if (d->f->n[FIGURES_REGION] == 0) {
		press_para(&d->pr, PART_FILL(d, "Press.NoCases", part_span(d, "This")));
		return;
	}
	press_caption(&d->pr, part_text(d, "Press.TableRegions"), d->f->n[FIGURES_REGION]);
	press_table(&d->pr, &t, col, N(col), N(col) > 8);
	for (size_t k = 0; k < d->f->n[FIGURES_REGION]; k++) {
		const struct figures_line *l = &d->f->line[FIGURES_REGION][k];
		const char *row[N(col)] = { part_name(d, l) };

		for (size_t i = 0; i < N(counts); i++)
			row[1 + i] = part_count(d, l->now.v[counts[i]]);
		for (size_t i = 0; i < N(rates); i++)
			row[1 + N(counts) + i] = paper_percent(d->pr.a, rate_from(&l->now, rates[i]));
		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}
