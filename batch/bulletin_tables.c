#include "config.h"
#include "batch/bulletin_tables.h"

#include <stdlib.h>
#include <string.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_table.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static const char *
count(const struct bulletin_drawing *d, int64_t n)
{
	return arena_printf(d->a, "%lld", (long long)n);
}

static const char *
name_of_count(const struct bulletin_drawing *d, enum count c)
{
	return text_getf(d->lang, "Metric.%s.Name", count_token(c));
}

static const char *
name_of_rate(const struct bulletin_drawing *d, enum rate_id r)
{
	return text_getf(d->lang, "Metric.%s.Name", rate_token(r));
}

static const char *
head(const struct bulletin_drawing *d, const char *key)
{
	return text_getf(d->lang, "Paper.Column.%s", key);
}

/* --- overall --------------------------------------------------------------- */

/* Name, this month, month before, change. */
enum { OVERALL_CELLS = 4 };

static void
overall_count(struct bulletin_drawing *d, enum count c, const char **cell)
{
	int64_t now = d->b->total.now.v[c], before = d->b->total.before.v[c];

	cell[0] = name_of_count(d, c);
	cell[1] = count(d, now);
	cell[2] = count(d, before);
	cell[3] = paper_signed(d->a, now - before);
}

static void
overall_rate(struct bulletin_drawing *d, enum rate_id r, const char **cell)
{
	struct rate now = rate_from(&d->b->total.now, r),
		    before = rate_from(&d->b->total.before, r);

	cell[0] = name_of_rate(d, r);
	cell[1] = paper_percent(d->a, now);
	cell[2] = paper_percent(d->a, before);
	cell[3] = now.den > 0 && before.den > 0
		      ? paper_signed2(d->a, paper_hundredths(now) - paper_hundredths(before))
		      : "—";
}

/* Two figures a row: counts of arrivals and rates at the left, of closings at the right. */
void
bulletin_table_overall(struct bulletin_drawing *d)
{
	static const enum count left[] = { N_COMPLAINT, N_REPORT, N_ACCEPT, N_FILED,
		N_NOT_ACCEPTED };
	static const enum count right[] = { N_CLOSE_DUE, N_CLOSE, N_CLOSE_ONTIME, N_CLOSE_LATE,
		N_CLOSE_LATE_OPEN, N_CLOSED_IN, N_REWORK, N_RETURN, N_EXTEND };
	static const enum rate_id rates[] = { R_FILED, R_DISPATCH_ONTIME, R_CLOSE, R_CLOSE_ONTIME };
	const char *this = text_get(d->lang, "Paper.Bulletin.ThisMonth");
	const char *before = text_get(d->lang, "Paper.Bulletin.MonthBefore");
	const struct pdf_col col[] = {
		{ head(d, "Figure"), 16, PDF_LEFT, false },
		{ this, 11, PDF_RIGHT, false },
		{ before, 11, PDF_RIGHT, false },
		{ head(d, "Change"), 11, PDF_RIGHT, false },
		{ "", 2, PDF_LEFT, false },
		{ head(d, "Figure"), 19, PDF_LEFT, false },
		{ this, 10, PDF_RIGHT, false },
		{ before, 10, PDF_RIGHT, false },
		{ head(d, "Change"), 10, PDF_RIGHT, false },
	};
	struct pdf_table_style style = pdf_table_plain;
	struct pdf_table t;

	style.pad_x = 2.5;
	(void)pdf_flow_need(&d->f, (style.pitch + 2 * style.pad_y) * (N(right) + 1));
	pdf_table_begin(&t, &d->f, &style, col, N(col));
	for (size_t i = 0; i < N(right); i++) {
		const char *row[2 * OVERALL_CELLS + 1] = { "" };

		if (i < N(left))
			overall_count(d, left[i], row);
		else
			overall_rate(d, rates[i - N(left)], row);
		row[OVERALL_CELLS] = "";
		overall_count(d, right[i], &row[OVERALL_CELLS + 1]);
		pdf_table_row(&t, row);
	}
	pdf_table_end(&t);
}

/* --- sources and classes --------------------------------------------------- */

void
bulletin_table_sources(struct bulletin_drawing *d)
{
	const struct pdf_col col[] = {
		{ head(d, "Source"), 26, PDF_LEFT, false },
		{ name_of_count(d, N_COMPLAINT), 12, PDF_RIGHT, false },
		{ name_of_count(d, N_REPORT), 12, PDF_RIGHT, false },
		{ name_of_count(d, N_FILED), 12, PDF_RIGHT, false },
		{ head(d, "ShareFiled"), 12, PDF_RIGHT, false },
		{ name_of_count(d, N_CLOSE_DUE), 12, PDF_RIGHT, false },
		{ name_of_rate(d, R_CLOSE_ONTIME), 14, PDF_RIGHT, false },
	};
	const int64_t filed = d->b->total.now.v[N_FILED];
	struct pdf_table t;

	pdf_table_begin(&t, &d->f, &pdf_table_plain, col, N(col));
	for (size_t i = 0; i <= d->b->n_sources; i++) {
		bool sum = i == d->b->n_sources;
		const struct counts *c = sum ? &d->b->total.now : &d->b->sources[i].f.now;
		const char *row[] = { sum ? text_get(d->lang, "Paper.Total")
					  : text_getf(
						d->lang, "Source.%d", d->b->sources[i].source),
			count(d, c->v[N_COMPLAINT]), count(d, c->v[N_REPORT]),
			count(d, c->v[N_FILED]),
			paper_percent(d->a, (struct rate){ c->v[N_FILED], filed }),
			count(d, c->v[N_CLOSE_DUE]),
			paper_percent(d->a, rate_from(c, R_CLOSE_ONTIME)) };

		(sum ? pdf_table_total : pdf_table_row)(&t, row);
	}
	pdf_table_end(&t);
}

/* More filings first; equal ones by code, as they stand. */
static int
by_filed(const void *x, const void *y)
{
	const struct bulletin_class *a = *(const struct bulletin_class *const *)x;
	const struct bulletin_class *b = *(const struct bulletin_class *const *)y;
	int64_t p = a->f.now.v[N_FILED], q = b->f.now.v[N_FILED];

	return p != q ? (p < q) - (p > q) : (a > b) - (a < b);
}

static const char *
class_name(const struct bulletin_drawing *d, const struct stats_class *c, bool major)
{
	const char *name, *over;

	if (c == NULL)
		return text_get(d->lang, "Paper.Bulletin.NoClass");
	name = text_pick(d->lang, c->name_zh, c->name_en);
	over = text_pick(d->lang, c->major_zh, c->major_en);
	return major && strcmp(name, over) != 0
		   ? text_fill2(d->a, d->lang, "Paper.Class", over, name)
		   : name;
}

void
bulletin_table_classes(struct bulletin_drawing *d)
{
	const struct pdf_col col[] = {
		{ head(d, "No"), 6, PDF_CENTRE, false },
		{ head(d, "Class"), 38, PDF_LEFT, false },
		{ name_of_count(d, N_FILED), 11, PDF_RIGHT, false },
		{ head(d, "Share"), 11, PDF_RIGHT, false },
		{ head(d, "Change"), 10, PDF_RIGHT, false },
		{ name_of_count(d, N_CLOSE_DUE), 11, PDF_RIGHT, false },
		{ name_of_rate(d, R_CLOSE), 13, PDF_RIGHT, false },
	};
	const struct bulletin_class **pick =
	    arena_array_of(d->a, const struct bulletin_class *, d->b->n_classes);
	struct pdf_table t;

	for (size_t i = 0; i < d->b->n_classes; i++)
		pick[i] = &d->b->classes[i];
	qsort(pick, d->b->n_classes, sizeof(*pick), by_filed);
	pdf_table_begin(&t, &d->f, &pdf_table_plain, col, N(col));
	for (size_t i = 0; i < d->b->n_classes && i < BULLETIN_CLASSES_MAX; i++) {
		const struct counts *c = &pick[i]->f.now;
		const char *row[] = { count(d, (int64_t)i + 1), class_name(d, pick[i]->class, true),
			count(d, c->v[N_FILED]),
			paper_percent(
			    d->a, (struct rate){ c->v[N_FILED], d->b->total.now.v[N_FILED] }),
			paper_signed(d->a, c->v[N_FILED] - pick[i]->f.before.v[N_FILED]),
			count(d, c->v[N_CLOSE_DUE]), paper_percent(d->a, rate_from(c, R_CLOSE)) };

		if (c->v[N_FILED] > 0)
			pdf_table_row(&t, row);
	}
	pdf_table_end(&t);
}

/* --- units ----------------------------------------------------------------- */

static bool
is_idle(const struct bulletin_figures *f)
{
	bool idle = f->backlog == 0;

	for (int i = 0; i < COUNT_MAX; i++)
		idle = idle && f->now.v[i] == 0;
	return idle;
}

static void
unit_row(struct bulletin_drawing *d, struct pdf_table *t, const char *name,
    const struct bulletin_figures *f, bool sum)
{
	const struct counts *c = &f->now;
	const char *row[] = { name, count(d, c->v[N_CLOSE_DUE]), count(d, c->v[N_CLOSE]),
		count(d, c->v[N_CLOSE_ONTIME]), count(d, c->v[N_CLOSE_LATE_OPEN]),
		count(d, f->backlog), count(d, c->v[N_REWORK]), count(d, c->v[N_RETURN]),
		rate_print(d->a, rate_from(c, R_CLOSE)),
		rate_print(d->a, rate_from(c, R_CLOSE_ONTIME)),
		rate_print(d->a, rate_from(c, R_REWORK)) };

	/* A unit without cases has no figures, not zeros (metrics 2). */
	for (size_t i = 1; i < N(row) && !sum && is_idle(f); i++)
		row[i] = "—";
	(sum ? pdf_table_total : pdf_table_row)(t, row);
}

static const char *
group_of(const struct bulletin_unit *u)
{
	return u->unit != NULL ? u->unit->group_code : "";
}

/* The smallest group after one; NULL when there is none. */
static const char *
next_group(const struct bulletin *b, const char *after)
{
	const char *best = NULL;

	for (size_t i = 0; i < b->n_units; i++) {
		const char *g = group_of(&b->units[i]);

		if (g[0] != '\0' && (after == NULL || strcmp(g, after) > 0) &&
		    (best == NULL || strcmp(g, best) < 0))
			best = g;
	}
	return best;
}

static void
units_of_group(struct bulletin_drawing *d, struct pdf_table *t, const char *group, bool named)
{
	if (named)
		pdf_table_group(t, text_fill1(d->a, d->lang, "Paper.Bulletin.Group", group));
	for (size_t i = 0; i < d->b->n_units; i++) {
		const struct bulletin_unit *u = &d->b->units[i];

		if (u->unit != NULL && strcmp(group_of(u), group) == 0)
			unit_row(d, t, text_pick(d->lang, u->unit->name_zh, u->unit->name_en),
			    &u->f, false);
	}
}

void
bulletin_table_units(struct bulletin_drawing *d)
{
	static const struct {
		const char *head;
		double width[LANG_MAX];
	} shares[] = { { "Unit", { [LANG_ZH] = 20, [LANG_EN] = 25 } },
		{ "Due", { [LANG_ZH] = 8, [LANG_EN] = 6 } },
		{ "Closed", { [LANG_ZH] = 6.5, [LANG_EN] = 8.5 } },
		{ "OnTime", { [LANG_ZH] = 6.5, [LANG_EN] = 7 } },
		{ "LateOpen", { [LANG_ZH] = 10, [LANG_EN] = 7 } },
		{ "Backlog", { [LANG_ZH] = 10, [LANG_EN] = 7.5 } },
		{ "Rework", { [LANG_ZH] = 6.5, [LANG_EN] = 9 } },
		{ "Return", { [LANG_ZH] = 6.5, [LANG_EN] = 9 } },
		{ "RateClose", { [LANG_ZH] = 10, [LANG_EN] = 9 } },
		{ "RateOnTime", { [LANG_ZH] = 10, [LANG_EN] = 9 } },
		{ "RateRework", { [LANG_ZH] = 10, [LANG_EN] = 9 } } };
	struct pdf_col col[N(shares)];
	const char *first = next_group(d->b, NULL);
	bool named = first != NULL && next_group(d->b, first) != NULL;
	struct pdf_table_style style = pdf_table_plain;
	struct pdf_table t;

	style.pad_x = 2.5;
	style.text.size = PDF_SIZE_5S;
	for (size_t i = 0; i < N(col); i++)
		col[i] = (struct pdf_col){ head(d, shares[i].head), shares[i].width[d->lang],
			i == 0 ? PDF_LEFT : PDF_RIGHT, false };
	pdf_table_begin(&t, &d->f, &style, col, N(col));
	for (const char *g = first; g != NULL; g = next_group(d->b, g))
		units_of_group(d, &t, g, named);
	for (size_t i = 0; i < d->b->n_units; i++)
		if (d->b->units[i].unit == NULL)
			unit_row(d, &t, text_get(d->lang, "Paper.Bulletin.NoUnit"),
			    &d->b->units[i].f, false);
	unit_row(d, &t, text_get(d->lang, "Paper.Total"), &d->b->total, true);
	pdf_table_end(&t);
}

/* --- late cases ------------------------------------------------------------ */

void
bulletin_table_late(struct bulletin_drawing *d)
{
	const struct pdf_col col[] = {
		{ head(d, "No"), 7, PDF_CENTRE, false },
		{ head(d, "Case"), 18, PDF_LEFT, false },
		{ head(d, "Class"), 22, PDF_LEFT, false },
		{ head(d, "Unit"), 21, PDF_LEFT, false },
		{ head(d, "DueAt"), 22, PDF_LEFT, false },
		{ head(d, "Days"), 10, PDF_RIGHT, false },
	};
	struct pdf_table t;

	pdf_table_begin(&t, &d->f, &pdf_table_plain, col, N(col));
	for (size_t i = 0; i < d->b->n_late && i < BULLETIN_LATE_MAX; i++) {
		const struct bulletin_late *l = &d->b->late[i];
		const char *row[] = { count(d, (int64_t)i + 1),
			l->number != NULL ? l->number
					  : arena_printf(d->a, "#%lld", (long long)l->id),
			class_name(d, l->class, false),
			l->unit != NULL ? text_pick(d->lang, l->unit->name_zh, l->unit->name_en)
					: text_get(d->lang, "Paper.Bulletin.NoUnit"),
			time_local(d->a, l->due), count(d, l->days) };

		pdf_table_row(&t, row);
	}
	pdf_table_end(&t);
}
