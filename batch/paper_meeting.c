/*
 * "anjuan meeting": the paper for hot and difficult problems 热点难点问题研判 (metrics 8).  Hot is what many report: the
 * kinds and base grids of a month beside the month before.  Difficult is what does not end: stubborn problems, a sheet
 * each, and cases that have rested longest.
 */
#include "config.h"
#include "batch/job_sheet.h"

#include <stdlib.h>

#include "batch/dossier.h"
#include "batch/matter_sheet.h"
#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/service/evaluation.h"
#include "lib/store/store_case.h"
#include "lib/store/store_warning.h"

#include "lib/base/banned.h"

enum { HOT_SHOWN = 7, STUCK_SHOWN = 12 };

struct meeting {
	int year, month;
	struct evaluation *classes, *grids;
	struct matter_sheet *matters;
	struct stuck_row *stuck;
	const struct office_lists *lists;
	size_t n_matters, n_stuck;
};

static enum err
read_matters(struct paper_run *r, struct meeting *d)
{
	struct matter_row *rows;
	size_t n;
	enum err e = store_matters_open(r->sv.db, r->sv.arena, MATTER_STUBBORN, &rows, &n);

	if (e != OK)
		return e;
	d->matters = arena_array_of(r->sv.arena, struct matter_sheet, n + 1);
	for (size_t i = 0; i < n && e == OK; i++)
		if (rows[i].opened_at < month_start(d->year, d->month + 1))
			e = matter_sheet_read(&r->sv, rows[i].id, &d->matters[d->n_matters++]);
	/* how long one has lasted is told by the end of the month */
	for (size_t i = 0; i < d->n_matters && e == OK; i++)
		if (d->matters[i].as_of < month_start(d->year, d->month + 1))
			d->matters[i].as_of = month_start(d->year, d->month + 1) - USEC_SEC;
	return e;
}

static enum err
read_meeting(struct paper_run *r, void **data)
{
	struct meeting *d = arena_new_of(r->sv.arena, struct meeting);
	struct stuck_filter f = { .after = USEC_NONE };
	struct eval_query q;
	enum err e;

	if (!parse_month(r->args.v[PAPER_MONTH], &d->year, &d->month))
		return err_raise(ERR_INVALID, "--month is a month as 2026-10");
	q = eval_query_of(d->year, d->month, PART_OF_CLASS);
	if ((e = evaluation_read(&r->sv, &q, &d->classes)) != OK)
		return e;
	q = eval_query_of(d->year, d->month, PART_OF_BASE_CELL);
	if ((e = evaluation_read(&r->sv, &q, &d->grids)) != OK || (e = read_matters(r, d)) != OK ||
	    (e = store_stuck_settings(r->sv.db, r->sv.arena, r->now, &f)) != OK ||
	    (e = store_stuck(r->sv.db, r->sv.arena, &f, &d->stuck, &d->n_stuck)) != OK ||
	    (e = office_lists(&r->sv, &d->lists)) != OK)
		return e;
	d->n_stuck = d->n_stuck < STUCK_SHOWN ? d->n_stuck : STUCK_SHOWN;
	*data = d;
	return OK;
}

/* --- hot ------------------------------------------------------------------- */

/* The most filed first; equal ones as they stand in the evaluation. */
static int
by_filed(const void *x, const void *y)
{
	const struct eval_line *a = *(const struct eval_line *const *)x, *b = *(const struct eval_line *const *)y;
	const int64_t p = a->now.v[N_FILED], q = b->now.v[N_FILED];

	return p != q ? (p < q) - (p > q) : (a > b) - (a < b);
}

static void
draw_hot(struct sheet *s, const struct evaluation *e, const char *head)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.No"), 8, PDF_RIGHT, false },
		{ sheet_text(s, head), 40, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Meeting.Filed"), 13, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Meeting.Before"), 13, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Meeting.Change"), 13, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Column.ShareFiled"), 13, PDF_RIGHT, false } };
	const struct eval_line **pick = arena_array_of(s->a, const struct eval_line *, e->n_lines + 1);
	struct pdf_table t;
	size_t n = 0;

	for (size_t i = 0; i < e->n_lines; i++)
		if (e->lines[i].key != 0 && e->lines[i].now.v[N_FILED] > 0)
			pick[n++] = &e->lines[i];
	if (n == 0) {
		sheet_none(s);
		return;
	}
	qsort(pick, n, sizeof(*pick), by_filed);
	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < n && i < HOT_SHOWN; i++) {
		const int64_t now = pick[i]->now.v[N_FILED], before = pick[i]->before.v[N_FILED];

		pdf_table_row(&t, (const char *const[]){ sheet_number(s, (int64_t)i + 1),
		    sheet_pick(s, pick[i]->name_zh, pick[i]->name_en), sheet_number(s, now), sheet_number(s, before),
		    paper_signed(s->a, now - before), paper_percent(s->a, (struct rate){ now, e->total.now.v[N_FILED] }) });
	}
	sheet_table_end(s, &t);
}

/* --- difficult ------------------------------------------------------------- */

static void
draw_matters(struct sheet *s, const struct meeting *d)
{
	sheet_h1(s, "Paper.Meeting.Difficult");
	if (d->n_matters == 0)
		sheet_none(s);
	for (size_t i = 0; i < d->n_matters; i++) {
		sheet_h2(s, sheet_fill(s, "Paper.Meeting.Matter", sheet_number(s, (int64_t)i + 1), d->matters[i].m->title));
		matter_sheet_facts(s, &d->matters[i]);
		matter_sheet_history(s, &d->matters[i]);
		if (d->matters[i].n_cases > 0)
			matter_sheet_cases(s, &d->matters[i], d->lists);
	}
}

static void
draw_stuck(struct sheet *s, const struct meeting *d)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.Case"), 20, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Handover.What"), 28, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Handover.Where"), 22, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Meeting.Since"), 20, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Column.Return"), 10, PDF_RIGHT, false } };
	struct pdf_table t;

	sheet_h1(s, "Paper.Meeting.Stuck");
	if (d->n_stuck == 0) {
		sheet_none(s);
		return;
	}
	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 0; i < d->n_stuck; i++) {
		const struct queue_row *q = &d->stuck[i].q;
		const char *class = office_name(d->lists, NAMES_CLASS, q->class_id, s->lang);
		const char *unit = office_name(d->lists, NAMES_UNIT, q->unit_id, s->lang);

		pdf_table_row(&t, (const char *const[]){ q->number != NULL ? q->number : arena_printf(s->a, "#%lld", (long long)q->id),
		    arena_printf(s->a, "%s\n%s", class != NULL ? class : "—", q->address != NULL ? q->address : ""),
		    arena_printf(s->a, "%s\n%s", text_getf(s->lang, "State.%d.Name", q->state), unit != NULL ? unit : "—"),
		    dossier_time(s->a, d->stuck[i].stage_started), sheet_number(s, d->stuck[i].return_count) });
	}
	sheet_table_end(s, &t);
}

/* What the meeting is asked to decide, one point a matter, with room for what it did. */
static void
draw_asked(struct sheet *s, const struct meeting *d)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.No"), 10, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Meeting.Point"), 42, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Meeting.Leads"), 20, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Meeting.Decision"), 28, PDF_LEFT, false } };
	struct pdf_table t;

	sheet_h1(s, "Paper.Meeting.Asked");
	sheet_para(s, sheet_text(s, "Paper.Meeting.AskedText"));
	sheet_table_begin(s, &t, &sheet_grid, cols, N(cols));
	for (size_t i = 0; i < d->n_matters; i++) {
		const struct matter_row *m = d->matters[i].m;

		pdf_table_row(&t, (const char *const[]){ sheet_number(s, (int64_t)i + 1),
		    sheet_fill(s, "Paper.Meeting.PointText", m->title), sheet_pick(s, m->unit_zh, m->unit_en), "\n" });
	}
	pdf_table_row(&t, (const char *const[]){ sheet_number(s, (int64_t)d->n_matters + 1), sheet_text(s, "Paper.Meeting.PointStuck"),
	    "—", "\n" });
	sheet_table_end(s, &t);
}

static struct pdf *
draw(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	const struct meeting *d = data;
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };
	const char *month = paper_month(s.a, s.lang, d->year, d->month);
	const struct counts *now = &d->classes->total.now;
	const usec_t day = month_start(d->year, d->month + 1) - USEC_SEC;
	const struct pdf_gov_head head = { .mark = text_pick(r->lang, r->sv.conf->office_name, r->sv.conf->office_name_en),
		.number = month };

	sheet_begin(&s, r->sv.arena, fonts, r->sv.conf, r->lang, sheet_fill(&s, "Paper.Meeting.File", month), day);
	pdf_gov_draw_head(&s.f, &head);
	pdf_gov_title(&s.f, sheet_text(&s, "Paper.Meeting.Title"));
	sheet_para(&s, sheet_fill(&s, "Paper.Meeting.Intro", month, sheet_number(&s, now->v[N_COMPLAINT]),
	    sheet_number(&s, now->v[N_FILED]), sheet_number(&s, now->v[N_CLOSED_IN]), sheet_number(&s, now->v[N_CLOSE_LATE_OPEN]),
	    sheet_number(&s, (int64_t)d->n_matters)));
	sheet_h1(&s, "Paper.Meeting.Hot");
	draw_hot(&s, d->classes, "Paper.Column.Class");
	sheet_h2(&s, sheet_text(&s, "Paper.Meeting.Places"));
	draw_hot(&s, d->grids, "Paper.Meeting.Grid");
	draw_matters(&s, d);
	draw_stuck(&s, d);
	draw_asked(&s, d);
	sheet_close(&s, sheet_text(&s, "Paper.Sheet.Close"), day);
	sheet_page_numbers(&s);
	return s.p;
}

const struct paper_def paper_meeting = { "meeting", read_meeting, draw };
