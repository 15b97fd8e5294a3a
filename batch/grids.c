#include "config.h"
#include "batch/grids.h"

#include <string.h>

#include "batch/paper_text.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/part/book.h"
#include "lib/part/csv.h"

#include "lib/base/banned.h"

/* --- making ------------------------------------------------------------------ */

struct head {
	const char *key;
	double width;
	enum pdf_align align;
};

static void
begin(struct parts *d, struct grid *g, const struct head *h, size_t cols, size_t rows)
{
	*g = (struct grid){ .cols = cols, .col = arena_array_of(d->pr.a, struct pdf_col, cols),
		.cell = arena_array_of(d->pr.a, const char *, cols * rows + 1) };
	for (size_t i = 0; i < cols; i++)
		g->col[i] = (struct pdf_col){ part_text(d, h[i].key), h[i].width, h[i].align, false };
}

static void
add(struct grid *g, const char *const *row)
{
	memcpy(&g->cell[g->cols * g->rows++], row, g->cols * sizeof(*row));
}

static const char *
plain_rate(struct parts *d, const struct counts *c, enum rate_id r)
{
	return rate_print(d->pr.a, rate_from(c, r));
}

static const char *
grade_of(struct parts *d, const struct figures_line *l)
{
	return l->grade != 0 ? arena_printf(d->pr.a, "%c", (char)l->grade) : "—";
}

static size_t
findings_of(const struct figures *f, int64_t unit_id, bool major)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n_findings; i++)
		n += f->finding[i].unit_id == unit_id && (!major || f->finding[i].major);
	return n;
}

static int64_t
supervised_of(const struct figures *f, int64_t unit_id)
{
	int64_t n = 0;

	for (size_t i = 0; i < f->supervised.n; i++)
		n += f->supervised.row[i].unit_id == unit_id;
	return n;
}

/* --- 12345 --------------------------------------------------------------------- */

void
grid_hotline(struct parts *d, struct grid *g)
{
	static const struct head h[] = { { "Paper.Column.Unit", 25, PDF_LEFT }, { "Metric.n_filed.Name", 8, PDF_RIGHT },
		{ "Press.SignOnTime", 10, PDF_RIGHT }, { "Paper.Column.Due", 8, PDF_RIGHT },
		{ "Press.ClosedOnTime", 9, PDF_RIGHT }, { "Press.RateOnTime", 9, PDF_RIGHT }, { "Press.LateOpen", 9, PDF_RIGHT },
		{ "Paper.Column.Rework", 7, PDF_RIGHT }, { "Press.Visited", 7, PDF_RIGHT }, { "Press.SatisfiedRate", 9, PDF_RIGHT },
		{ "Press.SupervisedN", 7, PDF_RIGHT }, { "Press.FindingsN", 7, PDF_RIGHT }, { "Press.Major1", 9, PDF_RIGHT } };

	begin(d, g, h, N(h), d->f->n_hotline);
	for (size_t i = 0; i < d->f->n_hotline; i++) {
		const struct figures_line *l = &d->f->hotline[i];
		const struct counts *c = &l->now;
		const char *row[] = { l->zh != NULL ? part_name(d, l) : part_text(d, "Press.NoUnit"),
			part_count(d, c->v[N_FILED]), plain_rate(d, c, R_SIGN_ONTIME), part_count(d, c->v[N_CLOSE_DUE]),
			part_count(d, c->v[N_CLOSE_ONTIME]), plain_rate(d, c, R_CLOSE_ONTIME),
			part_count(d, c->v[N_CLOSE_LATE_OPEN]), part_count(d, c->v[N_REWORK]), part_count(d, c->v[N_VISIT]),
			plain_rate(d, c, R_SATISFIED), part_count(d, supervised_of(d->f, l->key)),
			part_count(d, (int64_t)findings_of(d->f, l->key, false)),
			part_count(d, (int64_t)findings_of(d->f, l->key, true)) };

		for (size_t k = 1; k < N(row) && !figures_some(l); k++)
			row[k] = "—";
		if (l->zh != NULL || c->v[N_FILED] + c->v[N_CLOSE_DUE] > 0)
			add(g, row);
	}
}

/* --- uses of the results --------------------------------------------------------- */

void
grid_target(struct parts *d, struct grid *g)
{
	static const struct head h[] = { { "Paper.Column.Unit", 34, PDF_LEFT }, { "Press.Group", 8, PDF_LEFT },
		{ "Paper.Column.Due", 11, PDF_RIGHT }, { "Press.RateClose", 13, PDF_RIGHT }, { "Press.RateOnTime", 13, PDF_RIGHT },
		{ "Press.Score", 12, PDF_RIGHT }, { "Press.Grade", 9, PDF_CENTRE }, { "Press.Rank", 9, PDF_RIGHT } };

	begin(d, g, h, N(h), d->f->n[FIGURES_UNIT]);
	for (size_t i = 0; i < d->f->n[FIGURES_UNIT]; i++) {
		const struct figures_line *l = &d->f->line[FIGURES_UNIT][i];
		const char *row[] = { part_name(d, l), l->group != NULL ? l->group : "",
			part_count(d, l->now.v[N_CLOSE_DUE]), plain_rate(d, &l->now, R_CLOSE),
			plain_rate(d, &l->now, R_CLOSE_ONTIME), l->score >= 0 ? paper_fixed2(d->pr.a, l->score) : "—",
			grade_of(d, l), l->rank > 0 ? part_count(d, l->rank) : "—" };

		if (l->zh != NULL)
			add(g, row);
	}
}

void
grid_reward(struct parts *d, struct grid *g)
{
	static const struct head h[] = { { "Paper.Column.Unit", 34, PDF_LEFT }, { "Press.Group", 8, PDF_LEFT },
		{ "Press.Score", 12, PDF_RIGHT }, { "Press.Grade", 9, PDF_CENTRE }, { "Press.Rank", 9, PDF_RIGHT },
		{ "Press.FindingsN", 10, PDF_RIGHT }, { "Press.Major1", 12, PDF_RIGHT }, { "Press.Eligible", 14, PDF_CENTRE } };

	begin(d, g, h, N(h), d->f->n[FIGURES_UNIT]);
	for (size_t i = 0; i < d->f->n[FIGURES_UNIT]; i++) {
		const struct figures_line *l = &d->f->line[FIGURES_UNIT][i];
		size_t major = findings_of(d->f, l->key, true);
		const char *can = major > 0 ? "Press.EligibleNo"
			: l->grade >= 'D' || l->grade == 0 ? "Press.EligibleNot" : "Press.EligibleYes";
		const char *row[] = { part_name(d, l), l->group != NULL ? l->group : "",
			l->score >= 0 ? paper_fixed2(d->pr.a, l->score) : "—", grade_of(d, l),
			l->rank > 0 ? part_count(d, l->rank) : "—",
			part_count(d, (int64_t)findings_of(d->f, l->key, false)), part_count(d, (int64_t)major), part_text(d, can) };

		if (l->zh != NULL)
			add(g, row);
	}
}

void
grid_efficiency(struct parts *d, struct grid *g)
{
	static const struct head h[] = { { "Press.Rule", 8, PDF_LEFT }, { "Press.RuleName", 40, PDF_LEFT },
		{ "Paper.Column.Unit", 28, PDF_LEFT }, { "Press.Fraction", 14, PDF_RIGHT }, { "Press.State", 14, PDF_LEFT },
		{ "Press.Major1", 10, PDF_CENTRE } };

	begin(d, g, h, N(h), d->f->n_findings);
	g->none = "Press.NoFindings";
	for (size_t i = 0; i < d->f->n_findings; i++) {
		const struct figures_finding *f = &d->f->finding[i];
		const char *row[] = { f->code, text_pick(d->pr.lang, f->rule_zh, f->rule_en),
			text_pick(d->pr.lang, f->unit_zh, f->unit_en),
			f->value.den > 1 ? arena_printf(d->pr.a, "%lld/%lld", (long long)f->value.num, (long long)f->value.den)
			: f->value.den == 1 ? part_count(d, f->value.num) : "—",
			part_text(d, f->state_key), f->major ? "√" : "" };

		add(g, row);
	}
}

static const struct grid_budget *
budget_of(const struct parts *d, const char *code)
{
	for (size_t i = 0; i < d->n_budget; i++)
		if (strcmp(d->budget[i].code, code) == 0)
			return &d->budget[i];
	return NULL;
}

void
grid_upkeep(struct parts *d, struct grid *g)
{
	static const struct head h[] = { { "Press.Maintainer", 32, PDF_LEFT }, { "Press.Components", 12, PDF_RIGHT },
		{ "Paper.Column.Due", 10, PDF_RIGHT }, { "Press.ClosedOnTime", 11, PDF_RIGHT },
		{ "Paper.Column.Rework", 9, PDF_RIGHT }, { "Press.Share", 13, PDF_RIGHT }, { "Press.Budget", 15, PDF_RIGHT },
		{ "Press.Amount", 15, PDF_RIGHT } };

	begin(d, g, h, N(h), d->f->n_upkeep);
	for (size_t i = 0; i < d->f->n_upkeep; i++) {
		const struct figures_upkeep *u = &d->f->upkeep[i];
		const struct rate share = { u->due > 0 ? u->ontime : 1, u->due > 0 ? u->due : 1 };
		const struct grid_budget *b = budget_of(d, u->code);
		const char *row[] = { text_pick(d->pr.lang, u->unit_zh, u->unit_en), part_count(d, u->components),
			part_count(d, u->due), part_count(d, u->ontime), part_count(d, u->rework), paper_percent(d->pr.a, share),
			b != NULL ? paper_fixed2(d->pr.a, b->cents) : "—",
			b != NULL ? paper_fixed2(d->pr.a, (int64_t)(((__int128)b->cents * 2 * share.num + share.den) / (2 * share.den)))
				  : "—" };

		add(g, row);
	}
}

/* --- showing ------------------------------------------------------------------ */

void
grid_draw(struct parts *d, const struct grid *g)
{
	struct pdf_table t;

	if (g->rows == 0) {
		press_para(&d->pr, g->none != NULL ? part_text(d, g->none)
						   : PART_FILL(d, "Press.NoCases", part_span(d, "This")));
		return;
	}
	press_table(&d->pr, &t, g->col, g->cols, g->cols > 8);
	for (size_t i = 0; i < g->rows; i++)
		pdf_table_row(&t, &g->cell[g->cols * i]);
	press_table_end(&d->pr, &t);
}

void
grid_csv(const struct grid *g, struct buf *out)
{
	struct csv_writer w;

	csv_begin(&w, out, true);
	for (size_t i = 0; i < g->cols; i++)
		csv_put_text(&w, g->col[i].head);
	csv_end_row(&w);
	for (size_t i = 0; i < g->rows; i++) {
		for (size_t k = 0; k < g->cols; k++) {
			const char *s = g->cell[g->cols * i + k];

			csv_put_text(&w, strcmp(s, "—") == 0 ? NULL : s);
		}
		csv_end_row(&w);
	}
}

/* --- Excel --------------------------------------------------------------------- */

/* "12", "12.34", "12.34%" as a fraction; false for a text. */
static bool
number_of(struct arena *a, const char *s, enum book_kind *kind, struct book_cell *out)
{
	size_t n = strlen(s);
	bool share = n > 1 && s[n - 1] == '%';
	const char *text = share ? arena_strndup(a, s, n - 1) : s, *dot = strchr(text, '.');
	int64_t whole, part = 0;

	if (dot != NULL && strlen(dot) != 3)
		return false;
	if (!parse_i64(dot != NULL ? arena_strndup(a, text, (size_t)(dot - text)) : text, 0, INT64_C(1000000000000), &whole) ||
	    (dot != NULL && !parse_i64(dot + 1, 0, 99, &part)))
		return false;
	*kind = share ? BOOK_PERCENT : dot != NULL ? BOOK_POINTS : BOOK_COUNT;
	*out = (struct book_cell){ .num = dot != NULL ? whole * 100 + part : whole,
		.den = (dot != NULL ? 100 : 1) * (share ? 100 : 1) };
	return true;
}

/* A column of numbers of one kind stays numbers, its dashes empty; any other is text. */
static enum book_kind
column_of(struct arena *a, const struct grid *g, size_t col, struct book_cell *cell)
{
	enum book_kind kind = BOOK_TEXT, own;
	bool numbers = g->col[col].align == PDF_RIGHT;

	for (size_t i = 0; i < g->rows && numbers; i++) {
		const char *s = g->cell[g->cols * i + col];

		if (strcmp(s, "—") == 0)
			continue;
		numbers = number_of(a, s, &own, &cell[g->cols * i + col]) && (kind == BOOK_TEXT || kind == own);
		kind = own;
	}
	for (size_t i = 0; i < g->rows && (!numbers || kind == BOOK_TEXT); i++)
		cell[g->cols * i + col] = (struct book_cell){ .text = g->cell[g->cols * i + col] };
	return numbers ? kind : BOOK_TEXT;
}

enum err
grid_book(struct arena *a, const struct conf *conf, const struct grid *g, const char *title, usec_t made, struct blob *out)
{
	struct book_column *col = arena_array_of(a, struct book_column, g->cols);
	struct book_cell *cell = arena_array_of(a, struct book_cell, g->cols * g->rows + 1);
	const struct book_sheet sheet = { .name = title, .lines = &title, .n_lines = 1, .columns = col,
		.n_columns = g->cols, .cells = cell, .n_rows = g->rows };

	for (size_t i = 0; i < g->cols; i++)
		col[i] = (struct book_column){ .title = g->col[i].head, .kind = column_of(a, g, i, cell) };
	return book_make(a, conf, &sheet, 1, made, out);
}
