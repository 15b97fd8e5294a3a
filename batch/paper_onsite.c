/*
 * "anjuan onsite": the annual on-site assessment 年度现场测评 (metrics 6.2, 8): who takes part, whom it praises and whom
 * it exposes by the year's figures, and what is promised on the spot.
 */
#include "config.h"
#include "batch/job_sheet.h"

#include <stdlib.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "batch/sheet.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/service/evaluation.h"
#include "lib/store/store_matter.h"

#include "lib/base/banned.h"

/* Below so many cases due in the year nobody is ranked. */
enum { RANKED_FROM = 20, LISTED = 5, SEATS = 2 };

struct onsite {
	int year;
	struct evaluation *e;
	struct matter_row *stubborn;
	size_t n_stubborn;
	const struct eval_line **ranked;	/* best first */
	size_t n_ranked;
};

static int
by_rate(const void *x, const void *y)
{
	const struct eval_line *a = *(const struct eval_line *const *)x, *b = *(const struct eval_line *const *)y;
	const int c = rate_cmp(rate_from(&b->now, R_CLOSE_ONTIME), rate_from(&a->now, R_CLOSE_ONTIME));
	const int64_t p = a->now.v[N_CLOSE_DUE], q = b->now.v[N_CLOSE_DUE];

	return c != 0 ? c : p != q ? (p < q) - (p > q) : (a->key > b->key) - (a->key < b->key);
}

static enum err
read_onsite(struct paper_run *r, void **data)
{
	struct onsite *d = arena_new_of(r->sv.arena, struct onsite);
	struct eval_query q;
	int64_t year;
	enum err e;

	if (!parse_i64(r->args.v[PAPER_YEAR], 2000, 2099, &year))
		return err_raise(ERR_INVALID, "--year is a year");
	d->year = (int)year;
	q = eval_query_of(d->year, 0, PART_OF_UNIT);
	if ((e = evaluation_read(&r->sv, &q, &d->e)) != OK ||
	    (e = store_matters_open(r->sv.db, r->sv.arena, MATTER_STUBBORN, &d->stubborn, &d->n_stubborn)) != OK)
		return e;
	d->ranked = arena_array_of(r->sv.arena, const struct eval_line *, d->e->n_lines + 1);
	for (size_t i = 0; i < d->e->n_lines; i++)
		if (d->e->lines[i].key != 0 && d->e->lines[i].now.v[N_CLOSE_DUE] >= RANKED_FROM)
			d->ranked[d->n_ranked++] = &d->e->lines[i];
	if (d->n_ranked > 0)
		qsort(d->ranked, d->n_ranked, sizeof(*d->ranked), by_rate);
	*data = d;
	return OK;
}

/* Exposed is who is below nine in ten on time, or has cases open beyond their limit; praised who is neither. */
static bool
is_weak(const struct eval_line *l)
{
	return rate_below(rate_from(&l->now, R_CLOSE_ONTIME), 90, 100);
}

/* --- drawing --------------------------------------------------------------- */

/* Five groups sit in it; who came signs. */
static void
draw_seats(struct sheet *s)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Onsite.Group"), 28, PDF_LEFT, true },
		{ sheet_text(s, "Paper.Onsite.Name"), 22, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Onsite.From"), 26, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Onsite.Sign"), 24, PDF_LEFT, false } };
	struct pdf_table t;

	sheet_h1(s, "Paper.Onsite.Seats");
	sheet_table_begin(s, &t, &sheet_grid, cols, N(cols));
	for (int g = 1; g <= 5; g++)
		for (int i = 0; i < SEATS; i++)
			pdf_table_row(&t, (const char *const[]){ text_getf(s->lang, "Paper.Onsite.Group%d", g), " ", " ", " " });
	sheet_table_end(s, &t);
}

static void
draw_list(struct sheet *s, const struct eval_line *const *line, size_t n)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.No"), 8, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Column.Unit"), 32, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Due"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Column.OnTime"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Onsite.Rate"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Campaign.LateOpen"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Column.Rework"), 12, PDF_RIGHT, false } };
	struct pdf_table t;

	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < n; i++)
		pdf_table_row(&t, (const char *const[]){ sheet_number(s, (int64_t)i + 1), sheet_pick(s, line[i]->name_zh, line[i]->name_en),
		    sheet_number(s, line[i]->now.v[N_CLOSE_DUE]), sheet_number(s, line[i]->now.v[N_CLOSE_ONTIME]),
		    rate_print(s->a, rate_from(&line[i]->now, R_CLOSE_ONTIME)), sheet_number(s, line[i]->now.v[N_CLOSE_LATE_OPEN]),
		    sheet_number(s, line[i]->now.v[N_REWORK]) });
	sheet_table_end(s, &t);
}

/* The best that are not weak, at most LISTED. */
static void
draw_praise(struct sheet *s, const struct onsite *d)
{
	size_t n = 0;

	sheet_h1(s, "Paper.Onsite.Praise");
	while (n < d->n_ranked && n < LISTED && !is_weak(d->ranked[n]))
		n++;
	sheet_para(s, sheet_fill(s, "Paper.Onsite.PraiseText", sheet_number(s, RANKED_FROM)));
	if (n > 0)
		draw_list(s, d->ranked, n);
	else
		sheet_none(s);
}

/* The weak ones, the worst first, at most LISTED. */
static size_t
weak_of(const struct sheet *s, const struct onsite *d, const struct eval_line ***out)
{
	const struct eval_line **list = arena_array_of(s->a, const struct eval_line *, LISTED);
	size_t n = 0;

	for (size_t i = d->n_ranked; i > 0 && n < LISTED; i--)
		if (is_weak(d->ranked[i - 1]))
			list[n++] = d->ranked[i - 1];
	*out = list;
	return n;
}

static void
draw_exposure(struct sheet *s, const struct onsite *d, const struct eval_line *const *weak, size_t n)
{
	sheet_h1(s, "Paper.Onsite.Exposure");
	sheet_para(s, sheet_text(s, "Paper.Onsite.ExposureText"));
	if (n > 0)
		draw_list(s, weak, n);
	else
		sheet_none(s);
	if (d->n_stubborn > 0)
		sheet_h2(s, sheet_text(s, "Paper.Onsite.Stubborn"));
	for (size_t i = 0; i < d->n_stubborn && i < LISTED; i++)
		sheet_para(s, sheet_fill(s, "Paper.Onsite.Problem", sheet_number(s, (int64_t)i + 1), d->stubborn[i].title,
		    sheet_pick(s, d->stubborn[i].unit_zh, d->stubborn[i].unit_en), sheet_day(s, d->stubborn[i].opened_at)));
}

/* Who is exposed says there and then until when it will be mended, and signs. */
static void
draw_promises(struct sheet *s, const struct onsite *d, const struct eval_line *const *weak, size_t n)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.Unit"), 24, PDF_LEFT, true },
		{ sheet_text(s, "Paper.Onsite.Promise"), 38, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Onsite.Until"), 18, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Onsite.Sign"), 20, PDF_LEFT, false } };
	struct pdf_table t;

	sheet_h1(s, "Paper.Onsite.Responsible");
	sheet_para(s, sheet_text(s, "Paper.Onsite.ResponsibleText"));
	sheet_table_begin(s, &t, &sheet_grid, cols, N(cols));
	for (size_t i = 0; i < n; i++)
		pdf_table_row(&t, (const char *const[]){ sheet_pick(s, weak[i]->name_zh, weak[i]->name_en), "\n\n", " ", " " });
	for (size_t i = 0; i < d->n_stubborn && i < LISTED; i++)
		pdf_table_row(&t, (const char *const[]){ sheet_pick(s, d->stubborn[i].unit_zh, d->stubborn[i].unit_en),
		    arena_printf(s->a, "%s\n\n", d->stubborn[i].title), " ", " " });
	if (n + d->n_stubborn == 0)
		pdf_table_row(&t, (const char *const[]){ " ", "\n\n", " ", " " });
	sheet_table_end(s, &t);
}

static struct pdf *
draw(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	const struct onsite *d = data;
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };
	const char *year = sheet_number(&s, d->year);
	const struct counts *now = &d->e->total.now;
	const usec_t day = d->e->now.to - USEC_SEC;
	const struct pdf_gov_head head = { .mark = text_pick(r->lang, r->sv.conf->office_name, r->sv.conf->office_name_en),
		.number = sheet_fill(&s, "Paper.Onsite.Number", year) };
	const struct eval_line **weak;
	size_t n;

	sheet_begin(&s, r->sv.arena, fonts, r->sv.conf, r->lang, sheet_fill(&s, "Paper.Onsite.File", year), day);
	n = weak_of(&s, d, &weak);
	pdf_gov_draw_head(&s.f, &head);
	pdf_gov_title(&s.f, sheet_fill(&s, "Paper.Onsite.Title", year));
	sheet_para(&s, sheet_fill(&s, "Paper.Onsite.Intro", sheet_day(&s, d->e->now.from), sheet_day(&s, day),
	    sheet_number(&s, now->v[N_FILED]), sheet_number(&s, now->v[N_CLOSE_DUE]), sheet_number(&s, now->v[N_CLOSE_ONTIME]),
	    paper_percent(s.a, rate_from(now, R_CLOSE_ONTIME))));
	draw_seats(&s);
	draw_praise(&s, d);
	draw_exposure(&s, d, weak, n);
	draw_promises(&s, d, weak, n);
	sheet_close(&s, sheet_text(&s, "Paper.Sheet.Close"), day);
	sheet_page_numbers(&s);
	return s.p;
}

const struct paper_def paper_onsite = { "onsite", read_onsite, draw };
