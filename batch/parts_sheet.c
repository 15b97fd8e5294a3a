/* A unit's month sheet: one page a unit, all that its head has to see. */
#include "config.h"
#include "batch/parts.h"

#include <math.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_chart.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { LATE_ROWS = 8, FINDING_ROWS = 3, SHEET_COLS = 6 };

static void
head(struct parts *d, const struct figures_line *l)
{
	const struct pdf_para st = { .text = { PDF_BIAO, true, PDF_SIZE_3, 0, PDF_BLACK }, .pitch = 24,
		.align = PDF_CENTRE, .after = 6 };
	const struct pdf_col col[] = { { NULL, 14, PDF_LEFT, true }, { NULL, 19, PDF_CENTRE, false },
		{ NULL, 14, PDF_LEFT, true }, { NULL, 19, PDF_CENTRE, false }, { NULL, 14, PDF_LEFT, true },
		{ NULL, 20, PDF_CENTRE, false } };
	const char *row[] = { part_text(d, "Press.SheetScore"), l->score >= 0 ? paper_fixed2(d->pr.a, l->score) : "—",
		part_text(d, "Press.Grade"), l->grade != 0 ? arena_printf(d->pr.a, "%c", (char)l->grade) : "—",
		part_text(d, "Press.SheetRank"), l->rank > 0 ? PART_FILL(d, "Press.SheetOf", part_count(d, l->rank),
		    part_count(d, l->rank_of)) : "—" };
	struct pdf_table_style form = pdf_table_form;
	struct pdf_anchor *at = pdf_anchor_new(d->pr.p);
	struct pdf_table t;

	pdf_anchor_set(d->pr.p, at, d->pr.f.y);
	(void)pdf_outline(d->pr.p, NULL, part_name(d, l), at);
	pdf_flow_para(&d->pr.f, &st, part_name(d, l));
	press_note(&d->pr, arena_printf(d->pr.a, "%s    %s", d->pr.office,
	    PART_FILL(d, "Press.unitsheet.Title", figures_name(d->pr.a, d->pr.lang, d->f->about))));
	form.text.size = PDF_SIZE_4S;
	form.text.face = PDF_HEI;
	pdf_table_begin(&t, &d->pr.f, &form, col, N(col));
	pdf_table_row(&t, row);
	pdf_table_end(&t);
}

static const char *
points(struct parts *d, struct rate now, struct rate then)
{
	return now.den > 0 && then.den > 0
		? paper_signed2(d->pr.a, paper_hundredths(now) - paper_hundredths(then)) : "—";
}

/* The unit's figures with their changes, and the same rate of all units. */
static void
figures(struct parts *d, const struct figures_line *l)
{
	static const enum count counts[] = { N_FILED, N_CLOSE_DUE, N_CLOSE, N_CLOSE_ONTIME, N_CLOSE_LATE_OPEN, N_REWORK,
		N_RETURN, N_EXTEND };
	static const enum rate_id rates[] = { R_SIGN_ONTIME, R_CLOSE, R_CLOSE_ONTIME, R_REWORK, R_SATISFIED };
	const struct pdf_col col[SHEET_COLS] = { { part_text(d, "Paper.Column.Figure"), 24, PDF_LEFT, false },
		{ part_span(d, "This"), 13, PDF_RIGHT, false }, { part_span(d, "Before"), 13, PDF_RIGHT, false },
		{ part_text(d, "Press.Change"), 11, PDF_RIGHT, false }, { part_span(d, "YearAgo"), 15, PDF_RIGHT, false },
		{ part_text(d, "Press.UnitMean"), 15, PDF_RIGHT, false } };
	struct pdf_table t;

	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < N(counts); i++) {
		const char *row[SHEET_COLS] = { text_getf(d->pr.lang, "Metric.%s.Name", count_token(counts[i])),
			part_count(d, l->now.v[counts[i]]), part_count(d, l->before.v[counts[i]]),
			paper_signed(d->pr.a, l->now.v[counts[i]] - l->before.v[counts[i]]),
			part_count(d, l->year.v[counts[i]]), part_count(d, d->f->total.now.v[counts[i]]) };

		pdf_table_row(&t, row);
	}
	for (size_t i = 0; i < N(rates); i++) {
		struct rate now = rate_from(&l->now, rates[i]), then = rate_from(&l->before, rates[i]);
		const char *row[SHEET_COLS] = { text_getf(d->pr.lang, "Metric.%s.Name", rate_token(rates[i])),
			paper_percent(d->pr.a, now), paper_percent(d->pr.a, then), points(d, now, then),
			paper_percent(d->pr.a, rate_from(&l->year, rates[i])),
			paper_percent(d->pr.a, rate_from(&d->f->total.now, rates[i])) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

static void
trend(struct parts *d, const struct figures_line *l)
{
	double own[FIGURES_TREND], all[FIGURES_TREND], low = 100;
	const char *label[FIGURES_TREND], *text[FIGURES_TREND];
	const struct pdf_series series[] = { { part_name(d, l), own, text },
		{ part_text(d, "Press.UnitMean"), all, NULL } };
	struct pdf_chart c = { .title = part_text(d, "Press.SheetChart"), .n = FIGURES_TREND, .label = label,
		.series = series, .n_series = N(series), .max = 100, .height = 120, .none = "" };

	for (size_t i = 0; i < FIGURES_TREND; i++) {
		struct rate r = rate_from(&l->month[i], R_CLOSE_ONTIME);

		own[i] = part_percent(r);
		all[i] = part_percent(rate_from(&d->f->total.month[i], R_CLOSE_ONTIME));
		label[i] = part_month(d, i);
		text[i] = r.den > 0 ? rate_print(d->pr.a, r) : "";
		low = fmin(low, fmin(isnan(own[i]) ? 100 : own[i], isnan(all[i]) ? 100 : all[i]));
	}
	c.min = fmax(floor((low - 4) / 10) * 10, 0);
	press_chart(&d->pr, 0);
	pdf_flow_lines(&d->pr.f, &c);
}

static void
late(struct parts *d, const struct figures_line *l)
{
	const struct pdf_col col[] = { { part_text(d, "Paper.Column.Case"), 20, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Class"), 30, PDF_LEFT, false }, { part_text(d, "Paper.Column.DueAt"), 22, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Days"), 12, PDF_RIGHT, false } };
	struct pdf_table t;
	size_t n = 0;

	if (l->now.v[N_CLOSE_LATE_OPEN] == 0)
		return;
	press_caption(&d->pr, PART_FILL(d, "Press.SheetLate", part_count(d, l->now.v[N_CLOSE_LATE_OPEN])), 1);
	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < d->f->late.n && n < LATE_ROWS; i++) {
		const struct figures_case *c = &d->f->late.row[i];
		const char *row[] = { c->number, c->class_zh != NULL ? text_pick(d->pr.lang, c->class_zh, c->class_en)
			: part_text(d, "Press.NoClass"), time_local(d->pr.a, c->due), part_count(d, c->days) };

		if (c->unit_id != l->key)
			continue;
		n++;
		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

static void
findings(struct parts *d, const struct figures_line *l)
{
	size_t n = 0;

	for (size_t i = 0; i < d->f->n_findings; i++)
		n += d->f->finding[i].unit_id == l->key;
	if (n == 0)
		return;
	press_caption(&d->pr, PART_FILL(d, "Press.SheetFindings", part_count(d, (int64_t)n)), 1);
	n = 0;
	for (size_t i = 0; i < d->f->n_findings && n < FINDING_ROWS; i++) {
		const struct figures_finding *f = &d->f->finding[i];

		if (f->unit_id != l->key)
			continue;
		n++;
		press_note(&d->pr, arena_printf(d->pr.a, "%s  %s", f->code, text_pick(d->pr.lang, f->rule_zh, f->rule_en)));
	}
}

void
part_sheets(struct parts *d)
{
	bool first = true;

	for (size_t i = 0; i < d->f->n[FIGURES_UNIT]; i++) {
		const struct figures_line *l = &d->f->line[FIGURES_UNIT][i];

		if (l->zh == NULL || (d->unit != 0 && l->key != d->unit) || (d->unit == 0 && !figures_some(l)))
			continue;
		if (!first)
			pdf_flow_page(&d->pr.f);
		first = false;
		head(d, l);
		figures(d, l);
		trend(d, l);
		late(d, l);
		findings(d, l);
	}
	if (first)
		press_para(&d->pr, PART_FILL(d, "Press.NoCases", part_span(d, "This")));
}
