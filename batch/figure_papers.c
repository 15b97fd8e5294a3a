#include "config.h"
#include "batch/figure_papers.h"

#include <string.h>

#include "batch/paper_text.h"
#include "batch/pdf/pdf_doc.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define MONTH (1U << BY_MONTH)
#define QUARTER (1U << BY_QUARTER)
#define YEAR (1U << BY_YEAR)
#define REGIONS ((unsigned)WANT_LINES << FIGURES_REGION)
#define CLASSES ((unsigned)WANT_LINES << FIGURES_CLASS)

static const struct figure_paper papers[] = {
	/* metrics 6.1 */
	{ .name = "bulletin", .spans = MONTH, .dress = DRESS_FORMAL, .want = WANT_FINDINGS | WANT_ALL_LINES,
	    .part = { part_intro, part_overall, part_sources, part_kinds, part_units, part_named, part_findings,
		part_visits, part_problems },
	    .attached = { { "Press.AttTrend", part_trend_units }, { "Press.AttLate", part_late },
		{ "Press.AttGlossary", part_glossary } } },
	/* metrics 6.2 */
	{ .name = "quarterly", .spans = QUARTER, .dress = DRESS_FORMAL,
	    .want = WANT_FINDINGS | WANT_HARD | WANT_MATTERS,
	    .part = { part_intro, part_measures, part_questions, part_units, part_named, part_findings, part_hard,
		part_rates, part_decisions },
	    .attached = { { "Press.AttSheets", part_hard_sheets }, { "Press.AttTrend", part_trend_units },
		{ "Press.AttGlossary", part_glossary } } },
	/* metrics 8: to the city-management committee */
	{ .name = "report", .spans = MONTH | QUARTER | YEAR, .dress = DRESS_FORMAL, .want = WANT_FINDINGS | REGIONS | CLASSES,
	    .part = { part_intro, part_overall, part_units, part_named, part_regions, part_findings, part_visits,
		part_uses, part_problems },
	    .attached = { { "Press.AttTrend", part_trend_units }, { "Press.AttGlossary", part_glossary } } },
	{ .name = "yearbook", .spans = YEAR, .dress = DRESS_BRIEF,
	    .want = WANT_FINDINGS | WANT_MATTERS | WANT_ALL_LINES,
	    .part = { part_intro, part_overall, part_months, part_rates, part_sources, part_kinds, part_regions,
		part_units, part_named, part_findings, part_visits, part_measures },
	    .attached = { { "Press.AttTrend", part_trend_units }, { "Press.AttGlossary", part_glossary } } },
	{ .name = "unitsheet", .spans = MONTH | QUARTER | YEAR, .dress = DRESS_BRIEF, .want = WANT_FINDINGS,
	    .whole = part_sheets },
	/* metrics 5, A11 and A13 */
	{ .name = "hotline", .spans = MONTH | QUARTER | YEAR, .dress = DRESS_FORMAL, .want = WANT_HOTLINE | WANT_FINDINGS,
	    .grid = grid_hotline },
	/* metrics 8: one per use of the results */
	{ .name = "target", .spans = MONTH | QUARTER | YEAR, .dress = DRESS_FORMAL, .grid = grid_target },
	{ .name = "reward", .spans = MONTH | QUARTER | YEAR, .dress = DRESS_FORMAL, .want = WANT_FINDINGS, .grid = grid_reward },
	{ .name = "efficiency", .spans = MONTH | QUARTER | YEAR, .dress = DRESS_FORMAL, .want = WANT_FINDINGS,
	    .grid = grid_efficiency },
	{ .name = "upkeep", .spans = MONTH | QUARTER | YEAR, .dress = DRESS_FORMAL, .want = WANT_UPKEEP, .grid = grid_upkeep },
};

const struct figure_paper *
figure_papers(size_t *n)
{
	*n = N(papers);
	return papers;
}

const struct figure_paper *
figure_paper(const char *name)
{
	for (size_t i = 0; i < N(papers); i++)
		if (strcmp(papers[i].name, name) == 0)
			return &papers[i];
	return NULL;
}

/* --- drawing ----------------------------------------------------------------- */

/* Seal and check value in one line: what binds the paper to the ledger and to its figures. */
static const char *
seal_line(const struct parts *d)
{
	struct buf hex;
	const char *seal = part_text(d, "Paper.Bulletin.Unsealed");

	buf_init(&hex, d->pr.a);
	if (d->f->is_sealed) {
		buf_hex(&hex, d->f->seal.root.data, d->f->seal.root.len);
		seal = PART_FILL(d, "Paper.Bulletin.Seal", paper_iso_day(d->pr.a, d->f->seal.day), hex.s);
	}
	return PART_FILL(d, "Press.Check", seal, d->f->check);
}

static const char *
number_of(const struct parts *d, const struct figure_wish *w)
{
	const struct figures_about *q = &d->f->about;
	const char *no = part_count(d, w->number > 0 ? w->number : q->no > 0 ? q->no : 1);

	if (w->dress == DRESS_BRIEF && w->number == 0 && q->no == 0)
		return figures_name(d->pr.a, d->pr.lang, *q);
	if (w->dress == DRESS_BRIEF)
		return PART_FILL(d, "Press.IssueNo", part_count(d, q->year), no);
	return PART_FILL(d, "Press.DocumentNo", w->word != NULL && d->pr.lang == LANG_ZH ? w->word : "", part_count(d, q->year), no);
}

static const char *
text_of(const struct parts *d, const struct figure_paper *kind, const char *what)
{
	return text_getf(d->pr.lang, "Press.%s.%s", kind->name, what);
}

static void
draw_head(struct parts *d, const struct figure_paper *kind, const struct figure_wish *w)
{
	const char *mark = w->dress == DRESS_BRIEF ? "Mast" : "Mark";
	const struct press_head head = {
		.mark = text_fill1(d->pr.a, d->pr.lang, arena_printf(d->pr.a, "Press.%s.%s", kind->name, mark), d->pr.office),
		.number = number_of(d, w),
		.title = text_fill1(d->pr.a, d->pr.lang, arena_printf(d->pr.a, "Press.%s.Title", kind->name),
		    figures_name(d->pr.a, d->pr.lang, d->f->about)),
		.to = text_find(d->pr.lang, arena_printf(d->pr.a, "Press.%s.To", kind->name)),
	};

	press_head(&d->pr, &head);
}

/* A sheet per difficult case, and there is none. */
static bool
is_idle(const struct parts *d, part_fn *draw)
{
	return draw == part_hard_sheets && d->f->n_hard == 0;
}

static void
draw_parts(struct parts *d, const struct figure_paper *kind)
{
	size_t n = 0;

	for (; n < PAPER_ATTACHED_MAX && kind->attached[n].draw != NULL; n++)
		if (!is_idle(d, kind->attached[n].draw))
			press_attach(&d->pr, part_text(d, kind->attached[n].key));
	if (kind->grid != NULL) {
		struct grid g;

		kind->grid(d, &g);
		grid_draw(d, &g);
	}
	for (size_t i = 0; i < PAPER_PARTS_MAX && kind->part[i] != NULL; i++)
		kind->part[i](d);
	press_last(&d->pr, text_of(d, kind, "Close"));
	press_attached(&d->pr);
	press_sign(&d->pr);
	for (size_t i = 0; i < n; i++)
		if (!is_idle(d, kind->attached[i].draw))
			kind->attached[i].draw(d);
}

struct pdf *
figure_paper_draw(struct arena *a, struct pdf_fonts *fonts, const struct figure_paper *kind, const struct figures *f,
    const struct figure_wish *w)
{
	struct parts d = { .f = f, .unit = w->unit, .budget = w->budget, .n_budget = w->n_budget };
	const char *office = text_pick(w->lang, f->office_zh, f->office_en);
	const struct press_spec spec = { .lang = w->lang, .dress = w->dress, .office = office,
		.file_title = text_fill2(a, w->lang, arena_printf(a, "Press.%s.File", kind->name), office,
		    figures_name(a, w->lang, f->about)),
		.as_of = f->period.to - USEC_SEC };

	press_begin(&d.pr, a, fonts, &spec);
	if (kind->whole != NULL) {
		kind->whole(&d);
		press_foot(&d.pr, seal_line(&d));
		return d.pr.p;
	}
	draw_head(&d, kind, w);
	draw_parts(&d, kind);
	press_end(&d.pr, text_of(&d, kind, "Copies"), seal_line(&d));
	return d.pr.p;
}

void
figure_paper_csv(struct arena *a, const struct figure_paper *kind, const struct figures *f, const struct figure_wish *w,
    struct buf *out)
{
	struct parts d = { .pr = { .a = a, .lang = w->lang }, .f = f, .budget = w->budget, .n_budget = w->n_budget };
	struct grid g;

	if (kind->grid == NULL) {
		figures_csv(f, out);
		return;
	}
	kind->grid(&d, &g);
	grid_csv(&g, out);
}

enum err
figure_paper_book(struct arena *a, const struct conf *conf, const struct figure_paper *kind, const struct figures *f,
    const struct figure_wish *w, struct blob *out)
{
	struct parts d = { .pr = { .a = a, .lang = w->lang }, .f = f, .budget = w->budget, .n_budget = w->n_budget };
	struct grid g;

	if (kind->grid == NULL)
		return err_raise(ERR_INVALID, "only papers that are one table go into a workbook");
	kind->grid(&d, &g);
	return grid_book(a, conf, &g, text_fill1(a, w->lang, arena_printf(a, "Press.%s.Title", kind->name),
	    figures_name(a, w->lang, f->about)), f->period.to - USEC_SEC, out);
}
