/* What the parts share, and the first of them: opening, overall, sources. */
#include "config.h"
#include "batch/parts.h"

#include <math.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_chart.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

const char *
part_text(const struct parts *d, const char *key)
{
	return text_get(d->pr.lang, key);
}

const char *
part_count(const struct parts *d, int64_t n)
{
	return press_count(&d->pr, n);
}

const char *
part_span(const struct parts *d, const char *key)
{
	static const char *const span[BY_MAX] = { "month", "quarter", "year" };

	return text_getf(d->pr.lang, "Press.Span.%s.%s", span[d->f->about.span], key);
}

const char *
part_name(const struct parts *d, const struct figures_line *l)
{
	if (l->zh == NULL)
		return part_text(d, "Press.None");
	return text_pick(d->pr.lang, l->zh, l->en);
}

double
part_percent(struct rate r)
{
	return r.den > 0 ? (double)r.num * 100 / (double)r.den : NAN;
}

const char *
part_month(const struct parts *d, size_t i)
{
	struct civil c = civil_of(d->f->period.to - 1);
	int m = (c.month - 1 + 1 + (int)i) % FIGURES_TREND + 1;

	return text_getf(d->pr.lang, "Press.Month.%d", m);
}

const char *
part_change(const struct parts *d, struct rate now, struct rate before, const char *than)
{
	int64_t diff;

	if (now.den <= 0 || before.den <= 0)
		return "";
	diff = paper_hundredths(now) - paper_hundredths(before);
	if (diff == 0)
		return PART_FILL(d, "Press.Same", than);
	return PART_FILL(d, diff > 0 ? "Press.Up" : "Press.Down", than,
	    paper_fixed2(d->pr.a, diff > 0 ? diff : -diff));
}

/* --- opening ----------------------------------------------------------------- */

void
part_intro(struct parts *d)
{
	const struct counts *now = &d->f->total.now;
	struct rate close = rate_from(now, R_CLOSE), ontime = rate_from(now, R_CLOSE_ONTIME);
	const char *than = part_span(d, "Than");
	const char *counts = PART_FILL(d, "Press.Intro", figures_name(d->pr.a, d->pr.lang, d->f->about),
	    part_count(d, now->v[N_COMPLAINT]), part_count(d, now->v[N_ACCEPT]), part_count(d, now->v[N_FILED]),
	    part_count(d, now->v[N_CLOSE_DUE]), part_count(d, now->v[N_CLOSE]), part_count(d, now->v[N_CLOSE_ONTIME]));
	const char *rates = PART_FILL(d, "Press.IntroRates", paper_percent(d->pr.a, close),
	    part_change(d, close, rate_from(&d->f->total.before, R_CLOSE), than), paper_percent(d->pr.a, ontime),
	    part_change(d, ontime, rate_from(&d->f->total.before, R_CLOSE_ONTIME), than));

	press_para(&d->pr, arena_printf(d->pr.a, "%s%s%s", counts, d->pr.lang == LANG_EN ? " " : "", rates));
}

/* --- overall ----------------------------------------------------------------- */

/* Name, now, before, change, year before, change. */
enum { OVERALL_COLS = 6 };

static void
overall_count(struct parts *d, struct pdf_table *t, enum count c)
{
	const struct figures_line *l = &d->f->total;
	const char *row[OVERALL_COLS] = { text_getf(d->pr.lang, "Metric.%s.Name", count_token(c)),
		part_count(d, l->now.v[c]), part_count(d, l->before.v[c]),
		paper_signed(d->pr.a, l->now.v[c] - l->before.v[c]), part_count(d, l->year.v[c]),
		paper_signed(d->pr.a, l->now.v[c] - l->year.v[c]) };

	pdf_table_row(t, row);
}

static const char *
points(struct parts *d, struct rate now, struct rate then)
{
	return now.den > 0 && then.den > 0
		? paper_signed2(d->pr.a, paper_hundredths(now) - paper_hundredths(then)) : "—";
}

static void
overall_rate(struct parts *d, struct pdf_table *t, enum rate_id r)
{
	const struct figures_line *l = &d->f->total;
	struct rate now = rate_from(&l->now, r), before = rate_from(&l->before, r), year = rate_from(&l->year, r);
	const char *row[OVERALL_COLS] = { text_getf(d->pr.lang, "Metric.%s.Name", rate_token(r)),
		paper_percent(d->pr.a, now), paper_percent(d->pr.a, before), points(d, now, before),
		paper_percent(d->pr.a, year), points(d, now, year) };

	pdf_table_row(t, row);
}

static void
overall_table(struct parts *d)
{
	static const enum count counts[] = { N_COMPLAINT, N_REPORT, N_ACCEPT, N_FILED, N_NOT_ACCEPTED, N_CLOSE_DUE,
		N_CLOSE, N_CLOSE_ONTIME, N_CLOSE_LATE, N_CLOSE_LATE_OPEN, N_CLOSED_IN, N_REWORK, N_RETURN, N_EXTEND };
	static const enum rate_id rates[] = { R_FILED, R_DISPATCH_ONTIME, R_CLOSE, R_CLOSE_ONTIME, R_REWORK };
	const struct pdf_col col[OVERALL_COLS] = {
		{ part_text(d, "Paper.Column.Figure"), 22, PDF_LEFT, false },
		{ part_span(d, "This"), 13, PDF_RIGHT, false },
		{ part_span(d, "Before"), 13, PDF_RIGHT, false },
		{ part_text(d, "Press.Change"), 11, PDF_RIGHT, false },
		{ part_span(d, "YearAgo"), 15, PDF_RIGHT, false },
		{ part_text(d, "Press.Change"), 11, PDF_RIGHT, false },
	};
	/* of a year the stretch before it is the year before: one of the two is enough */
	const size_t n = d->f->about.span == BY_YEAR ? 4 : OVERALL_COLS;
	struct pdf_table t;

	press_caption(&d->pr, part_text(d, "Press.TableOverall"), N(counts) + N(rates));
	press_table(&d->pr, &t, col, n, false);
	for (size_t i = 0; i < N(counts); i++)
		overall_count(d, &t, counts[i]);
	for (size_t i = 0; i < N(rates); i++)
		overall_rate(d, &t, rates[i]);
	press_table_end(&d->pr, &t);
}

/* Closing and on-time rate of twelve months. */
static void
overall_lines(struct parts *d)
{
	double close[FIGURES_TREND], ontime[FIGURES_TREND], low = 100;
	const char *label[FIGURES_TREND], *text[FIGURES_TREND], *later[FIGURES_TREND];
	const struct pdf_series series[] = {
		{ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(R_CLOSE)), close, text },
		{ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(R_CLOSE_ONTIME)), ontime, later } };
	struct pdf_chart c = { .title = part_text(d, "Press.ChartTrend"), .n = FIGURES_TREND, .label = label,
		.series = series, .n_series = N(series), .max = 100, .height = 150, .none = "" };
	bool any = false;

	for (size_t i = 0; i < FIGURES_TREND; i++) {
		struct rate a = rate_from(&d->f->total.month[i], R_CLOSE),
			b = rate_from(&d->f->total.month[i], R_CLOSE_ONTIME);

		close[i] = part_percent(a);
		ontime[i] = part_percent(b);
		label[i] = part_month(d, i);
		text[i] = a.den > 0 ? rate_print(d->pr.a, a) : "";
		later[i] = b.den > 0 ? rate_print(d->pr.a, b) : "";
		any = any || a.den > 0;
		low = b.den > 0 ? fmin(low, ontime[i]) : low;
	}
	if (!any)
		return;
	c.min = fmax(floor((low - 4) / 10) * 10, 0);
	press_chart(&d->pr, 0);
	pdf_flow_lines(&d->pr.f, &c);
	press_chart_end(&d->pr);
}

void
part_overall(struct parts *d)
{
	const struct counts *c = &d->f->total.now;

	press_part(&d->pr, part_text(d, "Press.Overall"));
	press_para(&d->pr, PART_FILL(d, "Press.Arrived", part_span(d, "This"), part_count(d, c->v[N_REPORT]),
	    part_count(d, c->v[N_REPORT_SUP]), part_count(d, c->v[N_REPORT_PUB]), part_count(d, c->v[N_NOT_ACCEPTED])));
	press_para(&d->pr, PART_FILL(d, "Press.Done", part_span(d, "This"), part_count(d, c->v[N_CLOSED_IN]),
	    part_count(d, c->v[N_CLOSE_LATE]), part_count(d, c->v[N_CLOSE_LATE_OPEN]), part_count(d, c->v[N_REWORK]),
	    part_count(d, c->v[REWORK_TIMES]), part_count(d, c->v[N_RETURN]), part_count(d, c->v[N_EXTEND])));
	overall_table(d);
	overall_lines(d);
}

/* --- sources ----------------------------------------------------------------- */

static void
source_row(struct parts *d, struct pdf_table *t, const char *name, const struct counts *c, bool sum)
{
	const int64_t filed = d->f->total.now.v[N_FILED];
	const char *row[] = { name, part_count(d, c->v[N_COMPLAINT]), part_count(d, c->v[N_REPORT]),
		part_count(d, c->v[N_FILED]), paper_percent(d->pr.a, (struct rate){ c->v[N_FILED], filed }),
		part_count(d, c->v[N_CLOSE_DUE]), paper_percent(d->pr.a, rate_from(c, R_CLOSE)),
		paper_percent(d->pr.a, rate_from(c, R_CLOSE_ONTIME)) };

	(sum ? pdf_table_total : pdf_table_row)(t, row);
}

/* Calls are not problems, and problems are not cases: each is told. */
static void
source_hotline(struct parts *d)
{
	struct counts c = { 0 };

	for (size_t i = 0; i < d->f->n[FIGURES_SOURCE]; i++) {
		const struct figures_line *l = &d->f->line[FIGURES_SOURCE][i];

		if (l->key == SRC_HOTLINE || l->key == SRC_12345)
			counts_add(&c, &l->now);
	}
	press_para(&d->pr, PART_FILL(d, "Press.Hotline", part_span(d, "This"), part_count(d, c.v[N_COMPLAINT]),
	    part_count(d, c.v[N_REPORT]), part_count(d, c.v[N_FILED]), paper_percent(d->pr.a, rate_from(&c, R_CLOSE_ONTIME))));
}

void
part_sources(struct parts *d)
{
	const struct pdf_col col[] = {
		{ part_text(d, "Paper.Column.Source"), 25, PDF_LEFT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", count_token(N_COMPLAINT)), 12, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", count_token(N_REPORT)), 12, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", count_token(N_FILED)), 12, PDF_RIGHT, false },
		{ part_text(d, "Paper.Column.ShareFiled"), 13, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", count_token(N_CLOSE_DUE)), 13, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(R_CLOSE)), 12, PDF_RIGHT, false },
		{ text_getf(d->pr.lang, "Metric.%s.Name", rate_token(R_CLOSE_ONTIME)), 15, PDF_RIGHT, false },
	};
	struct pdf_table t;

	press_part(&d->pr, part_text(d, "Press.Sources"));
	if (d->f->n[FIGURES_SOURCE] == 0) {
		press_para(&d->pr, PART_FILL(d, "Press.NoCases", part_span(d, "This")));
		return;
	}
	source_hotline(d);
	press_caption(&d->pr, part_text(d, "Press.TableSources"), d->f->n[FIGURES_SOURCE] + 1);
	press_table(&d->pr, &t, col, N(col), N(col) > 8);
	for (size_t i = 0; i < d->f->n[FIGURES_SOURCE]; i++)
		source_row(d, &t, text_getf(d->pr.lang, "Source.%d", (int)d->f->line[FIGURES_SOURCE][i].key),
		    &d->f->line[FIGURES_SOURCE][i].now, false);
	source_row(d, &t, part_text(d, "Paper.Total"), &d->f->total.now, true);
	press_table_end(&d->pr, &t);
}
