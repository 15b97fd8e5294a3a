/* The quarterly meeting's parts: themes and their state, difficult cases with a sheet each. */
#include "config.h"
#include "batch/parts.h"

#include <string.h>

#include "batch/paper_text.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/case.h"
#include "lib/store/store_matter.h"

#include "lib/base/banned.h"

enum { STEPS_MAX = 14, WORDS_MAX = 120 };

/* --- themes ------------------------------------------------------------------ */

enum which { MEASURES, QUESTIONS, DECISIONS };

static bool
is_which(const struct parts *d, const struct figures_matter *m, enum which which)
{
	bool meeting = m->origin == ORIGIN_MEETING, fresh = m->opened_at >= d->f->period.from;

	if (which == DECISIONS)
		return meeting && !fresh;
	if (which == MEASURES)
		return m->kind == MATTER_STUBBORN;
	return !meeting && m->kind == MATTER_INQUIRY && m->state == MATTER_IS_OPEN;
}

static const char *
matter_state(const struct parts *d, const struct figures_matter *m)
{
	if (m->state == MATTER_IS_OPEN && m->due != USEC_NONE && m->due < d->f->period.to)
		return PART_FILL(d, "Press.MatterLate", time_local_date(d->pr.a, m->due));
	if (m->state == MATTER_IS_OPEN)
		return m->due != USEC_NONE ? PART_FILL(d, "Press.MatterOpen", time_local_date(d->pr.a, m->due))
					   : part_text(d, "Press.MatterGoing");
	return PART_FILL(d, m->state == MATTER_IS_CLOSED ? "Press.MatterClosed" : "Press.MatterUpward",
	    m->closed_at != USEC_NONE ? time_local_date(d->pr.a, m->closed_at) : "—");
}

static void
matters(struct parts *d, enum which which, const char *none)
{
	const struct pdf_col col[] = { { part_text(d, "Paper.Column.No"), 6, PDF_CENTRE, false },
		{ part_text(d, "Press.Theme"), 28, PDF_LEFT, false }, { part_text(d, "Press.Answers"), 18, PDF_LEFT, false },
		{ part_text(d, "Press.State"), 18, PDF_LEFT, false }, { part_text(d, "Press.LastWords"), 34, PDF_LEFT, false } };
	struct pdf_table t;
	int64_t no = 0;

	for (size_t i = 0; i < d->f->n_matters; i++)
		no += is_which(d, &d->f->matter[i], which);
	if (no == 0) {
		press_para(&d->pr, part_text(d, none));
		return;
	}
	no = 0;
	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < d->f->n_matters; i++) {
		const struct figures_matter *m = &d->f->matter[i];
		const char *unit = m->unit_zh != NULL ? text_pick(d->pr.lang, m->unit_zh, m->unit_en) : NULL;
		const char *who = text_pick(d->pr.lang, m->owner, m->owner_en);
		const char *row[] = { part_count(d, no + 1), m->title,
			unit != NULL ? PART_FILL(d, "Press.UnitWho", unit, who) : who, matter_state(d, m),
			m->last != NULL ? m->last : "" };

		if (!is_which(d, m, which))
			continue;
		no++;
		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

void
part_measures(struct parts *d)
{
	press_part(&d->pr, part_text(d, "Press.Measures"));
	press_para(&d->pr, part_text(d, "Press.MeasuresIntro"));
	matters(d, MEASURES, "Press.MeasuresNone");
}

void
part_questions(struct parts *d)
{
	press_part(&d->pr, part_text(d, "Press.Questions"));
	press_para(&d->pr, PART_FILL(d, "Press.QuestionsIntro", part_count(d, (int64_t)d->f->n_hard)));
	matters(d, QUESTIONS, "Press.QuestionsNone");
}

void
part_decisions(struct parts *d)
{
	press_part(&d->pr, part_text(d, "Press.Decisions"));
	press_para(&d->pr, part_text(d, "Press.DecisionsIntro"));
	matters(d, DECISIONS, "Press.DecisionsNone");
	press_para(&d->pr, part_text(d, "Press.Minutes"));
}

/* --- difficult cases ---------------------------------------------------------- */

static const char *
hard_unit(const struct parts *d, const struct figures_hard *h)
{
	return h->c.unit_zh != NULL ? text_pick(d->pr.lang, h->c.unit_zh, h->c.unit_en) : part_text(d, "Press.NoUnit");
}

static const char *
hard_class(const struct parts *d, const struct figures_hard *h)
{
	return h->c.class_zh != NULL ? text_pick(d->pr.lang, h->c.class_zh, h->c.class_en)
				     : part_text(d, "Press.NoClass");
}

void
part_hard(struct parts *d)
{
	const struct pdf_col col[] = { { part_text(d, "Paper.Column.No"), 6, PDF_CENTRE, false },
		{ part_text(d, "Paper.Column.Case"), 18, PDF_LEFT, false }, { part_text(d, "Paper.Column.Class"), 20, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Unit"), 22, PDF_LEFT, false }, { part_text(d, "Press.Why"), 24, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Days"), 11, PDF_RIGHT, false } };
	struct pdf_table t;

	press_part(&d->pr, part_text(d, "Press.Hard"));
	press_para(&d->pr, PART_FILL(d, d->f->n_hard > 0 ? "Press.HardIntro" : "Press.HardNone",
	    part_count(d, (int64_t)d->f->n_hard)));
	if (d->f->n_hard == 0)
		return;
	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < d->f->n_hard; i++) {
		const struct figures_hard *h = &d->f->hard[i];
		const char *row[] = { part_count(d, (int64_t)i + 1), h->c.number, hard_class(d, h), hard_unit(d, h),
			part_text(d, h->why_key), part_count(d, h->c.days) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

/* A form of labels and values, two pairs a row; NULL joins. */
static void
form(struct parts *d, const char *const *cell, size_t rows)
{
	const struct pdf_col col[] = { { NULL, 13, PDF_LEFT, true }, { NULL, 37, PDF_LEFT, false },
		{ NULL, 13, PDF_LEFT, true }, { NULL, 37, PDF_LEFT, false } };
	struct pdf_table_style st = pdf_table_form;
	struct pdf_table t;

	st.text.size = st.head.size = PDF_SIZE_5S + 0.5;
	st.text.face = d->pr.lang == LANG_EN ? PDF_HEI : PDF_SONG;
	st.pitch = 14;
	st.pad_y = 3.5;
	pdf_table_begin(&t, &d->pr.f, &st, col, N(col));
	for (size_t i = 0; i < rows; i++)
		pdf_table_row(&t, cell + N(col) * i);
	pdf_table_end(&t);
}

static const char *
shortened(const struct parts *d, const char *s)
{
	size_t n = 0, i = 0;

	if (s == NULL)
		return "";
	for (; s[i] != '\0' && n < WORDS_MAX; i++)
		n += ((unsigned char)s[i + 1] & 0xC0U) != 0x80U;
	return s[i] == '\0' ? s : arena_printf(d->pr.a, "%.*s…", (int)i, s);
}

static void
history(struct parts *d, const struct figures_hard *h)
{
	const struct pdf_col col[] = { { part_text(d, "Paper.Column.When"), 20, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Step"), 20, PDF_LEFT, false }, { part_text(d, "Paper.Column.Who"), 22, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Words"), 42, PDF_LEFT, false } };
	struct pdf_table t;

	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < h->n_steps; i++) {
		const struct figures_step *s = &h->step[i];
		const char *row[] = { time_local(d->pr.a, s->at), part_text(d, s->what_key),
			text_pick(d->pr.lang, s->who, s->who_en), shortened(d, s->words) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

/* One sheet: what it is, how it went, and room for what the meeting decides. */
static void
sheet(struct parts *d, const struct figures_hard *h, size_t no)
{
	const char *head[] = { part_text(d, "Paper.Column.Case"), h->c.number, part_text(d, "Paper.Column.Class"), hard_class(d, h),
		part_text(d, "Paper.Column.Unit"), hard_unit(d, h), part_text(d, "Press.Why"), part_text(d, h->why_key),
		part_text(d, "Press.Where"), h->address, NULL, NULL,
		part_text(d, "Press.What"), shortened(d, h->description), NULL, NULL,
		part_text(d, "Press.Received"), time_local_date(d->pr.a, h->received), part_text(d, "Paper.Column.DueAt"),
		h->c.due != USEC_NONE ? time_local_date(d->pr.a, h->c.due) : "—",
		part_text(d, "Press.Times"), PART_FILL(d, "Press.TimesOf", part_count(d, h->dispatches),
		    part_count(d, h->returns), part_count(d, h->reworks)), part_text(d, "Paper.Column.Days"), part_count(d, h->c.days) };
	const char *room = "\n\n\n\n";
	const char *decide[] = { part_text(d, "Press.Positions"), room, NULL, NULL, part_text(d, "Press.Proposal"), room, NULL, NULL,
		part_text(d, "Press.Lead"), " ", part_text(d, "Press.Deadline"), " " };

	if (no > 0 && !pdf_flow_at_top(&d->pr.f))
		pdf_flow_page(&d->pr.f);
	press_sub(&d->pr, PART_FILL(d, "Press.SheetTitle", h->c.number, hard_class(d, h)));
	form(d, head, N(head) / 4);
	press_caption(&d->pr, part_text(d, "Press.History"), h->n_steps);
	history(d, h);
	press_caption(&d->pr, part_text(d, "Press.ToDecide"), 7);
	form(d, decide, N(decide) / 4);
}

void
part_hard_sheets(struct parts *d)
{
	press_attachment(&d->pr);
	for (size_t i = 0; i < d->f->n_hard; i++)
		sheet(d, &d->f->hard[i], i);
	if (d->f->n_hard == 0)
		press_para(&d->pr, PART_FILL(d, "Press.HardNone", "0"));
}

/* --- uses --------------------------------------------------------------------- */

void
part_uses(struct parts *d)
{
	static const char *const use[] = { "Press.UseTarget", "Press.UseReward", "Press.UseEfficiency", "Press.UseUpkeep" };

	press_part(&d->pr, part_text(d, "Press.Uses"));
	for (size_t i = 0; i < N(use); i++)
		press_item(&d->pr, (int)i + 1, part_text(d, use[i]));
}
