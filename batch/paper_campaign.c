/* "anjuan campaign": the report of a campaign 专项整治: the cases that were put under a matter, with its progress. */
#include "config.h"
#include "batch/job_sheet.h"

#include "batch/matter_sheet.h"
#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/rule/metrics.h"

#include "lib/base/banned.h"

struct campaign {
	struct matter_sheet d;
	const struct office_lists *lists;
};

/* How the cases of one unit stand; key 0: all. */
struct tally {
	int64_t unit_id, n, closed, ontime, late_open, reworked;
};

static enum err
read_campaign(struct paper_run *r, void **data)
{
	struct campaign *c = arena_new_of(r->sv.arena, struct campaign);
	int64_t id;
	enum err e;

	if (!parse_i64(r->args.v[PAPER_MATTER], 1, INT64_MAX, &id))
		return err_raise(ERR_INVALID, "--matter is a number");
	if ((e = matter_sheet_read(&r->sv, id, &c->d)) != OK || (e = office_lists(&r->sv, &c->lists)) != OK)
		return e;
	if (c->d.m->kind == MATTER_LIGHT)
		return err_raise(ERR_CONFLICT, "matter %lld is a light record: no cases stand under it", (long long)id);
	r->about = arena_printf(r->sv.arena, "matter %lld", (long long)id);
	*data = c;
	return OK;
}

static void
count(struct tally *t, const struct matter_case *c, usec_t as_of)
{
	const bool late = matter_case_late(c, as_of), closed = c->closed_at != USEC_NONE;

	t->n++;
	t->closed += closed;
	t->ontime += closed && !late;
	t->late_open += !closed && late;
	t->reworked += c->rework_count > 0;
}

/* All first, then each unit in the order of its first case; returns how many. */
static size_t
tallies(const struct sheet *s, const struct matter_sheet *d, struct tally **out)
{
	struct tally *t = arena_array_of(s->a, struct tally, d->n_cases + 1);
	size_t n = 1;

	t[0] = (struct tally){ 0 };
	for (size_t i = 0; i < d->n_cases; i++) {
		size_t k = 1;

		while (k < n && t[k].unit_id != d->cases[i].unit_id)
			k++;
		if (k == n)
			t[n++] = (struct tally){ .unit_id = d->cases[i].unit_id };
		count(&t[0], &d->cases[i], d->as_of);
		count(&t[k], &d->cases[i], d->as_of);
	}
	*out = t;
	return n;
}

static void
tally_row(const struct sheet *s, struct pdf_table *t, const struct tally *x, const char *name, bool total)
{
	const char *const cells[] = { name, sheet_number(s, x->n), sheet_number(s, x->closed), sheet_number(s, x->ontime),
		sheet_number(s, x->late_open), sheet_number(s, x->reworked),
		paper_percent(s->a, (struct rate){ x->closed, x->n }) };

	(total ? pdf_table_total : pdf_table_row)(t, cells);
}

static void
draw_progress(struct sheet *s, const struct campaign *c, const struct tally *x, size_t n)
{
	const struct pdf_col cols[] = { { sheet_text(s, "Paper.Column.Unit"), 28, PDF_LEFT, false },
		{ sheet_text(s, "Paper.Campaign.Cases"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Column.Closed"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Column.OnTime"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Campaign.LateOpen"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Column.Rework"), 12, PDF_RIGHT, false },
		{ sheet_text(s, "Paper.Campaign.Share"), 12, PDF_RIGHT, false } };
	struct pdf_table t;

	sheet_table_begin(s, &t, &sheet_plain, cols, N(cols));
	for (size_t i = 1; i < n; i++) {
		const char *name = office_name(c->lists, NAMES_UNIT, x[i].unit_id, s->lang);

		tally_row(s, &t, &x[i], name != NULL ? name : sheet_text(s, "Paper.Campaign.NoUnit"), false);
	}
	tally_row(s, &t, &x[0], sheet_text(s, "Paper.Campaign.All"), true);
	sheet_table_end(s, &t);
}

static struct pdf *
draw(const struct paper_run *r, struct pdf_fonts *fonts, const void *data)
{
	const struct campaign *c = data;
	struct sheet s = { .a = r->sv.arena, .lang = r->lang };
	const struct pdf_gov_head head = { .mark = text_pick(r->lang, r->sv.conf->office_name, r->sv.conf->office_name_en),
		.number = sheet_fill(&s, "Paper.Campaign.Number", sheet_number(&s, c->d.m->id)) };
	struct tally *x;
	size_t n;

	sheet_begin(&s, r->sv.arena, fonts, r->sv.conf, r->lang, sheet_fill(&s, "Paper.Campaign.File", c->d.m->title), c->d.as_of);
	n = tallies(&s, &c->d, &x);
	pdf_gov_draw_head(&s.f, &head);
	pdf_gov_title(&s.f, sheet_fill(&s, "Paper.Campaign.Title", c->d.m->title));
	sheet_para(&s, sheet_fill(&s, "Paper.Campaign.Intro", sheet_day(&s, c->d.m->opened_at), sheet_day(&s, c->d.as_of),
	    sheet_number(&s, x[0].n), sheet_number(&s, x[0].closed), sheet_number(&s, x[0].ontime),
	    sheet_number(&s, x[0].n - x[0].closed), sheet_number(&s, x[0].late_open)));
	sheet_h1(&s, "Paper.Campaign.Facts");
	matter_sheet_facts(&s, &c->d);
	sheet_h1(&s, "Paper.Campaign.Progress");
	if (x[0].n > 0)
		draw_progress(&s, c, x, n);
	else
		sheet_none(&s);
	sheet_h1(&s, "Paper.Campaign.History");
	matter_sheet_history(&s, &c->d);
	sheet_h1(&s, "Paper.Campaign.List");
	if (x[0].n > 0)
		matter_sheet_cases(&s, &c->d, c->lists);
	else
		sheet_none(&s);
	sheet_close(&s, sheet_text(&s, "Paper.Sheet.Close"), c->d.as_of);
	sheet_page_numbers(&s);
	return s.p;
}

const struct paper_def paper_campaign = { "campaign", read_campaign, draw };
