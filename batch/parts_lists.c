/* Findings and letters, call backs, waiting cases, problems; late cases and the glossary. */
#include "config.h"
#include "batch/parts.h"

#include <string.h>

#include "batch/paper_text.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { LATE_MAX = 60, WAITING_MAX = 30, PROBLEM_CLASSES = 3, OLD_DAYS = 30 };

static const char *
unit_of(const struct parts *d, const char *zh, const char *en)
{
	return zh != NULL ? text_pick(d->pr.lang, zh, en) : part_text(d, "Press.NoUnit");
}

/* --- findings ---------------------------------------------------------------- */

static void
findings_table(struct parts *d)
{
	const struct pdf_col col[] = { { part_text(d, "Press.Rule"), 8, PDF_LEFT, false },
		{ part_text(d, "Press.RuleName"), 34, PDF_LEFT, false }, { part_text(d, "Paper.Column.Unit"), 22, PDF_LEFT, false },
		{ part_text(d, "Press.Fraction"), 14, PDF_RIGHT, false }, { part_text(d, "Press.State"), 14, PDF_LEFT, false } };
	struct pdf_table t;

	press_caption(&d->pr, part_text(d, "Press.TableFindings"), d->f->n_findings);
	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < d->f->n_findings; i++) {
		const struct figures_finding *f = &d->f->finding[i];
		const char *row[] = { f->code, text_pick(d->pr.lang, f->rule_zh, f->rule_en),
			unit_of(d, f->unit_zh, f->unit_en),
			f->value.den > 1 ? arena_printf(d->pr.a, "%lld/%lld", (long long)f->value.num, (long long)f->value.den)
			: f->value.den == 1 ? part_count(d, f->value.num) : "—",
			text_get(d->pr.lang, f->state_key) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

static void
letters_table(struct parts *d)
{
	const struct pdf_col col[] = { { part_text(d, "Press.Letter"), 20, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Unit"), 26, PDF_LEFT, false }, { part_text(d, "Paper.Column.Case"), 18, PDF_LEFT, false },
		{ part_text(d, "Press.Signed"), 15, PDF_LEFT, false }, { part_text(d, "Press.Until"), 15, PDF_LEFT, false } };
	struct pdf_table t;

	press_caption(&d->pr, part_text(d, "Press.TableLetters"), d->f->n_letters);
	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < d->f->n_letters; i++) {
		const struct figures_letter *l = &d->f->letter[i];
		const char *row[] = { PART_FILL(d, "Press.LetterNo", l->number), unit_of(d, l->unit_zh, l->unit_en),
			l->case_number, time_local_date(d->pr.a, l->signed_at),
			l->due != USEC_NONE ? time_local_date(d->pr.a, l->due) : "—" };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

/* Cases with number, class, unit and a day; at most so many. */
static void
cases_table(struct parts *d, const struct figures_cases *c, size_t max, const char *day_key, bool over)
{
	struct pdf_col col[] = { { part_text(d, "Paper.Column.No"), 7, PDF_CENTRE, false },
		{ part_text(d, "Paper.Column.Case"), 19, PDF_LEFT, false }, { part_text(d, "Paper.Column.Class"), 23, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Unit"), 25, PDF_LEFT, false }, { part_text(d, day_key), 19, PDF_LEFT, false },
		{ part_text(d, "Paper.Column.Days"), 11, PDF_RIGHT, false } };
	const size_t cols = over ? N(col) : N(col) - 1;
	struct pdf_table t;

	press_table(&d->pr, &t, col, cols, true);
	for (size_t i = 0; i < c->n && i < max; i++) {
		const struct figures_case *k = &c->row[i];
		const char *row[N(col)] = { part_count(d, (int64_t)i + 1),
			k->number != NULL ? k->number : arena_printf(d->pr.a, "#%lld", (long long)k->id),
			k->class_zh != NULL ? text_pick(d->pr.lang, k->class_zh, k->class_en) : part_text(d, "Press.NoClass"),
			unit_of(d, k->unit_zh, k->unit_en),
			k->due == USEC_NONE ? "—" : over ? time_local(d->pr.a, k->due) : time_local_date(d->pr.a, k->due),
			part_count(d, k->days) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
}

void
part_findings(struct parts *d)
{
	press_part(&d->pr, part_text(d, "Press.Findings"));
	press_para(&d->pr, PART_FILL(d, "Press.FindingsAll", part_span(d, "This"), part_count(d, (int64_t)d->f->n_findings),
	    part_count(d, (int64_t)d->f->n_letters), part_count(d, (int64_t)d->f->supervised.n)));
	if (d->f->n_findings > 0)
		findings_table(d);
	if (d->f->n_letters > 0)
		letters_table(d);
	if (d->f->supervised.n > 0) {
		press_caption(&d->pr, part_text(d, "Press.TableSupervised"), d->f->supervised.n);
		cases_table(d, &d->f->supervised, WAITING_MAX, "Press.Since", false);
	}
}

/* --- call backs, waiting ------------------------------------------------------ */

static void
waiting(struct parts *d, const struct figures_cases *c, const char *caption)
{
	if (c->n == 0)
		return;
	press_caption(&d->pr, text_get(d->pr.lang, caption), c->n);
	cases_table(d, c, WAITING_MAX, "Press.UntilDay", false);
}

void
part_visits(struct parts *d)
{
	const struct counts *c = &d->f->total.now;
	struct rate r = rate_from(c, R_SATISFIED);

	press_part(&d->pr, part_text(d, "Press.Visits"));
	press_para(&d->pr, PART_FILL(d, "Press.VisitsAll", part_span(d, "This"), part_count(d, c->v[N_VISIT]),
	    part_count(d, c->v[N_SATISFIED]), paper_percent(d->pr.a, r),
	    part_change(d, r, rate_from(&d->f->total.before, R_SATISFIED), part_span(d, "Than"))));
	press_para(&d->pr, PART_FILL(d, "Press.Waiting", part_count(d, (int64_t)d->f->watched.n),
	    part_count(d, (int64_t)d->f->suspended.n)));
	waiting(d, &d->f->watched, "Press.TableWatched");
	waiting(d, &d->f->suspended, "Press.TableSuspended");
}

/* --- problems ------------------------------------------------------------------ */

/* The class whose filings grew most. */
static const struct figures_line *
risen(const struct figures *f)
{
	const struct figures_line *best = NULL;
	int64_t most = 0;

	for (size_t i = 0; i < f->n[FIGURES_CLASS]; i++) {
		const struct figures_line *l = &f->line[FIGURES_CLASS][i];
		int64_t more = l->now.v[N_FILED] - l->before.v[N_FILED];

		if (l->zh != NULL && more > most) {
			most = more;
			best = l;
		}
	}
	return best;
}

static int64_t
old_cases(const struct figures *f)
{
	int64_t n = 0;

	for (size_t i = 0; i < f->late.n; i++)
		n += f->late.row[i].days > OLD_DAYS;
	return n;
}

/* What the figures themselves show; only what there is. */
static int
problems(struct parts *d)
{
	const struct figures_line *up = risen(d->f);
	const struct counts *c = &d->f->total.now;
	int64_t old = old_cases(d->f);
	int no = 0;

	if (c->v[N_CLOSE_LATE] + c->v[N_CLOSE_LATE_OPEN] > 0)
		press_item(&d->pr, ++no, PART_FILL(d, "Press.ProblemLate", part_count(d, c->v[N_CLOSE_LATE] + c->v[N_CLOSE_LATE_OPEN]),
		    paper_percent(d->pr.a, (struct rate){ c->v[N_CLOSE_LATE] + c->v[N_CLOSE_LATE_OPEN], c->v[N_CLOSE_DUE] })));
	if (up != NULL)
		press_item(&d->pr, ++no, PART_FILL(d, "Press.ProblemRisen", part_name(d, up),
		    part_count(d, up->now.v[N_FILED]), part_count(d, up->now.v[N_FILED] - up->before.v[N_FILED]),
		    part_span(d, "Before")));
	if (c->v[N_REWORK] > 0)
		press_item(&d->pr, ++no, PART_FILL(d, "Press.ProblemRework", part_count(d, c->v[N_REWORK]),
		    part_count(d, c->v[REWORK_TIMES]), paper_percent(d->pr.a, rate_from(c, R_REWORK))));
	if (d->f->total.backlog > 0)
		press_item(&d->pr, ++no, PART_FILL(d, "Press.ProblemBacklog", part_count(d, d->f->total.backlog),
		    part_count(d, old), part_count(d, OLD_DAYS)));
	if (c->v[N_RETURN_UNJUST] > 0)
		press_item(&d->pr, ++no, PART_FILL(d, "Press.ProblemReturn", part_count(d, c->v[N_RETURN_UNJUST])));
	return no;
}

void
part_problems(struct parts *d)
{
	static const char *const asked[] = { "Press.AskLate", "Press.AskQuality", "Press.AskClasses", "Press.AskFigures" };

	press_part(&d->pr, part_span(d, "Problems"));
	press_sub(&d->pr, part_text(d, "Press.Problems"));
	if (problems(d) == 0)
		press_para(&d->pr, part_text(d, "Press.ProblemNone"));
	press_sub(&d->pr, part_span(d, "Next"));
	for (size_t i = 0; i < N(asked); i++)
		press_item(&d->pr, (int)i + 1, part_text(d, asked[i]));
	for (size_t i = 0; i < d->f->n_words; i++)
		press_item(&d->pr, (int)(N(asked) + i) + 1, d->f->words[i]);
}

/* --- attachments ---------------------------------------------------------------- */

void
part_late(struct parts *d)
{
	const char *all = part_count(d, (int64_t)d->f->late.n), *first = part_count(d, LATE_MAX);

	press_attachment(&d->pr);
	press_note(&d->pr, d->f->late.n > LATE_MAX ? PART_FILL(d, "Press.LateMost", all, first)
						  : PART_FILL(d, "Press.LateAll", all));
	if (d->f->late.n > 0)
		cases_table(d, &d->f->late, LATE_MAX, "Paper.Column.DueAt", true);
}

/* Every rate that the papers print, with what it is made of; then how it is counted. */
void
part_glossary(struct parts *d)
{
	static const enum rate_id rates[] = { R_FILED, R_DISPATCH_ONTIME, R_CLOSE, R_CLOSE_ONTIME, R_REWORK, R_RETURN,
		R_EXTEND, R_SATISFIED };
	static const char *const rules[] = { "Press.DefMonth", "Press.DefOnTime", "Press.DefUnit", "Press.DefOut",
		"Press.DefNone", "Press.DefRound", "Press.DefScore" };
	const struct pdf_col col[] = { { part_text(d, "Press.Rate"), 17, PDF_LEFT, false },
		{ part_text(d, "Press.Made"), 36, PDF_LEFT, false }, { part_text(d, "Press.Definition"), 50, PDF_LEFT, false } };
	struct pdf_table t;

	press_attachment(&d->pr);
	press_table(&d->pr, &t, col, N(col), true);
	for (size_t i = 0; i < N(rates); i++) {
		const struct rate_def *r = rate_def(rates[i]);
		const char *row[] = { text_getf(d->pr.lang, "Metric.%s.Name", r->id),
			PART_FILL(d, "Press.Quotient", text_getf(d->pr.lang, "Metric.%s.Name", count_token(r->num)),
			    text_getf(d->pr.lang, "Metric.%s.Name", count_token(r->den))),
			text_getf(d->pr.lang, "Metric.%s.Definition", r->id) };

		pdf_table_row(&t, row);
	}
	press_table_end(&d->pr, &t);
	for (size_t i = 0; i < N(rules); i++)
		(i + 2 < N(rules) ? press_note : press_note_last)(&d->pr,
		    arena_printf(d->pr.a, "%zu. %s", i + 1, part_text(d, rules[i])));
	press_note_last(&d->pr, arena_printf(d->pr.a, "%zu. %s", N(rules) + 1,
	    PART_FILL(d, "Paper.Bulletin.Cutoff", d->pr.date, d->f->zone)));
	if (d->f->month_seal != NULL)
		press_note_last(&d->pr, arena_printf(d->pr.a, "%zu. %s", N(rules) + 2,
		    PART_FILL(d, "Press.MonthSeal", d->f->month_seal)));
}
