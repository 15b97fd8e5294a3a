/* The bulletin as an official document (GB/T 9704, metrics 6.1). */
#include "config.h"
#include "batch/bulletin.h"

#include <math.h>
#include <stdlib.h>

#include "batch/bulletin_tables.h"
#include "batch/paper_text.h"
#include "batch/pdf/pdf_chart.h"
#include "batch/pdf/pdf_gov.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { CHART_UNITS = 20 };

static const char *
office(const struct bulletin_drawing *d)
{
	return text_pick(d->lang, d->b->office_zh, d->b->office_en);
}

/* The month's last day: no date on the paper comes from the clock. */
static const char *
last_day(const struct bulletin_drawing *d)
{
	return paper_day(d->a, d->lang, d->b->period.to - 1);
}

static const char *
number(const struct bulletin_drawing *d, int64_t n)
{
	return arena_printf(d->a, "%lld", (long long)n);
}

static void
para(struct bulletin_drawing *d, const struct pdf_para *st, const char *text)
{
	struct pdf_para own = *st;

	/* English has one face: headings stand out by weight. */
	own.text.bold = own.text.bold || (d->lang == LANG_EN && st == &pdf_gov_h1);
	pdf_flow_para(&d->f, &own, text);
}

/* --- head ------------------------------------------------------------------ */

/* ", up 0.74 points on the month before"; nothing to say without both rates. */
static const char *
change(const struct bulletin_drawing *d, struct rate now, struct rate before)
{
	int64_t diff;

	if (now.den <= 0 || before.den <= 0)
		return "";
	diff = paper_hundredths(now) - paper_hundredths(before);
	if (diff == 0)
		return text_get(d->lang, "Paper.Bulletin.Same");
	if (diff > 0)
		return text_fill1(d->a, d->lang, "Paper.Bulletin.Up", paper_fixed2(d->a, diff));
	return text_fill1(d->a, d->lang, "Paper.Bulletin.Down", paper_fixed2(d->a, -diff));
}

static void
draw_intro(struct bulletin_drawing *d)
{
	const struct counts *now = &d->b->total.now, *before = &d->b->total.before;
	struct rate close = rate_from(now, R_CLOSE), ontime = rate_from(now, R_CLOSE_ONTIME);
	const char *const args[] = { paper_month(d->a, d->lang, d->b->year, d->b->month),
		number(d, now->v[N_COMPLAINT]), number(d, now->v[N_ACCEPT]),
		number(d, now->v[N_FILED]), number(d, now->v[N_CLOSE_DUE]),
		number(d, now->v[N_CLOSE]), number(d, now->v[N_CLOSE_ONTIME]) };
	const char *const rates[] = { paper_percent(d->a, close),
		change(d, close, rate_from(before, R_CLOSE)), paper_percent(d->a, ontime),
		change(d, ontime, rate_from(before, R_CLOSE_ONTIME)) };

	pdf_gov_addressee(&d->f, text_get(d->lang, "Paper.Bulletin.To"));
	para(d, &pdf_gov_body,
	    arena_printf(d->a, "%s%s%s",
		text_fill(d->a, d->lang, "Paper.Bulletin.Intro", args, N(args)),
		d->lang == LANG_EN ? " " : "",
		text_fill(d->a, d->lang, "Paper.Bulletin.IntroRates", rates, N(rates))));
}

static void
draw_head(struct bulletin_drawing *d)
{
	const char *issue = text_fill2(
	    d->a, d->lang, "Paper.Bulletin.Issue", number(d, d->b->year), number(d, d->b->month));
	const struct pdf_gov_head head = {
		.mark = text_fill1(d->a, d->lang, "Paper.Bulletin.Mark", office(d)),
		.number = issue,
		.right = last_day(d),
	};

	pdf_gov_draw_head(&d->f, &head);
	pdf_gov_title(&d->f, text_fill1(d->a, d->lang, "Paper.Bulletin.Title",
				 paper_month(d->a, d->lang, d->b->year, d->b->month)));
}

static void
draw_overall(struct bulletin_drawing *d)
{
	const struct counts *c = &d->b->total.now;
	const char *const in[] = { number(d, c->v[N_REPORT]), number(d, c->v[N_REPORT_SUP]),
		number(d, c->v[N_REPORT_PUB]), number(d, c->v[N_NOT_ACCEPTED]) };
	const char *const out[] = { number(d, c->v[N_CLOSED_IN]), number(d, c->v[N_CLOSE_LATE]),
		number(d, c->v[N_CLOSE_LATE_OPEN]), number(d, c->v[N_REWORK]),
		number(d, c->v[REWORK_TIMES]), number(d, c->v[N_RETURN]),
		number(d, c->v[N_EXTEND]) };

	para(d, &pdf_gov_h1, text_get(d->lang, "Paper.Bulletin.Overall"));
	para(d, &pdf_gov_body, text_fill(d->a, d->lang, "Paper.Bulletin.Arrived", in, N(in)));
	para(d, &pdf_gov_body, text_fill(d->a, d->lang, "Paper.Bulletin.Done", out, N(out)));
	bulletin_table_overall(d);
}

/* --- sections -------------------------------------------------------------- */

static void
draw_sources(struct bulletin_drawing *d)
{
	para(d, &pdf_gov_h1, text_get(d->lang, "Paper.Bulletin.Sources"));
	if (d->b->n_sources == 0)
		para(d, &pdf_gov_body, text_get(d->lang, "Paper.Bulletin.NoCases"));
	else
		bulletin_table_sources(d);
}

static void
draw_classes(struct bulletin_drawing *d)
{
	int64_t kind[3] = { 0, 0, 0 }, filed = d->b->total.now.v[N_FILED];
	const char *args[6];

	para(d, &pdf_gov_h1, text_get(d->lang, "Paper.Bulletin.Classes"));
	for (size_t i = 0; i < d->b->n_kinds; i++)
		kind[d->b->kinds[i].kind] = d->b->kinds[i].f.now.v[N_FILED];
	for (int k = 0; k < 3; k++) {
		args[2 * k] = number(d, kind[(k + 1) % 3]);
		args[2 * k + 1] = paper_percent(d->a, (struct rate){ kind[(k + 1) % 3], filed });
	}
	para(d, &pdf_gov_body, text_fill(d->a, d->lang, "Paper.Bulletin.Kinds", args, 4));
	if (kind[0] > 0)
		para(d, &pdf_gov_body,
		    text_fill(d->a, d->lang, "Paper.Bulletin.Unclassified", &args[4], 2));
	if (filed > 0)
		bulletin_table_classes(d);
}

/* Units that had something due, those with the most first. */
static int
by_due(const void *x, const void *y)
{
	const struct bulletin_unit *a = *(const struct bulletin_unit *const *)x;
	const struct bulletin_unit *b = *(const struct bulletin_unit *const *)y;
	int64_t p = a->f.now.v[N_CLOSE_DUE], q = b->f.now.v[N_CLOSE_DUE];

	return p != q ? (p < q) - (p > q) : (a > b) - (a < b);
}

static int
by_rate(const void *x, const void *y)
{
	const struct bulletin_unit *a = *(const struct bulletin_unit *const *)x;
	const struct bulletin_unit *b = *(const struct bulletin_unit *const *)y;
	int c =
	    rate_cmp(rate_from(&b->f.now, R_CLOSE_ONTIME), rate_from(&a->f.now, R_CLOSE_ONTIME));

	return c != 0 ? c : by_due(x, y);
}

static size_t
chart_units(const struct bulletin_drawing *d, const struct bulletin_unit **pick, size_t *all)
{
	size_t n = 0;

	for (size_t i = 0; i < d->b->n_units; i++)
		if (d->b->units[i].unit != NULL && d->b->units[i].f.now.v[N_CLOSE_DUE] > 0)
			pick[n++] = &d->b->units[i];
	*all = n;
	if (n == 0)
		return 0;
	qsort(pick, n, sizeof(*pick), by_due);
	n = n < CHART_UNITS ? n : CHART_UNITS;
	qsort(pick, n, sizeof(*pick), by_rate);
	return n;
}

static double
percent(struct rate r)
{
	return r.den > 0 ? (double)r.num * 100 / (double)r.den : NAN;
}

static void
draw_chart(struct bulletin_drawing *d)
{
	const struct bulletin_unit **pick =
	    arena_array_of(d->a, const struct bulletin_unit *, d->b->n_units + 1);
	size_t all, n = chart_units(d, pick, &all);
	double *now = arena_array_of(d->a, double, n + 1),
	       *before = arena_array_of(d->a, double, n + 1);
	const char **label = arena_array_of(d->a, const char *, n + 1),
		   **text = arena_array_of(d->a, const char *, n + 1);
	const struct pdf_series series[] = {
		{ text_get(d->lang, "Paper.Bulletin.ThisMonth"), now, text },
		{ text_get(d->lang, "Paper.Bulletin.MonthBefore"), before, NULL },
	};
	struct pdf_chart c = { .n = n,
		.label = label,
		.series = series,
		.n_series = N(series),
		.min = 0,
		.max = 100 };

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		struct rate r = rate_from(&pick[i]->f.now, R_CLOSE_ONTIME);

		now[i] = percent(r);
		before[i] = percent(rate_from(&pick[i]->f.before, R_CLOSE_ONTIME));
		text[i] = rate_print(d->a, r);
		label[i] = text_pick(d->lang, pick[i]->unit->name_zh, pick[i]->unit->name_en);
	}
	c.title = n < all
		      ? text_fill1(d->a, d->lang, "Paper.Bulletin.ChartMost", number(d, (int64_t)n))
		      : text_get(d->lang, "Paper.Bulletin.Chart");
	pdf_flow_skip(&d->f, 6);
	(void)pdf_flow_need(&d->f, PDF_CHART_TITLE + PDF_CHART_ROW * (double)(n < 12 ? n + 1 : 4));
	pdf_flow_dots(&d->f, &c);
	pdf_flow_skip(&d->f, 8);
}

static void
draw_units(struct bulletin_drawing *d)
{
	para(d, &pdf_gov_h1, text_get(d->lang, "Paper.Bulletin.Units"));
	bulletin_table_units(d);
	draw_chart(d);
}

static void
draw_late(struct bulletin_drawing *d)
{
	const char *n = number(d, (int64_t)d->b->n_late), *old = number(d, d->b->total.backlog);

	para(d, &pdf_gov_h1, text_get(d->lang, "Paper.Bulletin.Late"));
	if (d->b->n_late > BULLETIN_LATE_MAX)
		para(d, &pdf_gov_body,
		    text_fill3(d->a, d->lang, "Paper.Bulletin.LateMost", n, old,
			number(d, BULLETIN_LATE_MAX)));
	else
		para(d, &pdf_gov_body, text_fill2(d->a, d->lang, "Paper.Bulletin.LateAll", n, old));
	if (d->b->n_late > 0)
		bulletin_table_late(d);
}

/* --- end ------------------------------------------------------------------- */

static const char *
seal_line(const struct bulletin_drawing *d)
{
	struct buf hex;

	if (!d->b->is_sealed)
		return text_get(d->lang, "Paper.Bulletin.Unsealed");
	buf_init(&hex, d->a);
	buf_hex(&hex, d->b->seal.root.data, d->b->seal.root.len);
	return text_fill2(
	    d->a, d->lang, "Paper.Bulletin.Seal", paper_iso_day(d->a, d->b->seal.day), hex.s);
}

static void
draw_end(struct bulletin_drawing *d)
{
	const struct pdf_gov_imprint im = { .to = text_get(d->lang, "Paper.Bulletin.Copies"),
		.printer = office(d),
		.date = text_fill1(d->a, d->lang, "Paper.Bulletin.Printed", last_day(d)),
		.note = seal_line(d) };

	para(d, &pdf_gov_h1, text_get(d->lang, "Paper.Bulletin.Notes"));
	para(d, &pdf_gov_body,
	    text_fill2(d->a, d->lang, "Paper.Bulletin.Cutoff", last_day(d), d->b->zone));
	para(d, &pdf_gov_body, text_get(d->lang, "Paper.Bulletin.Rules"));
	para(d, &pdf_gov_close, text_get(d->lang, "Paper.Bulletin.Close"));
	pdf_gov_sign(&d->f, office(d), last_day(d));
	pdf_gov_draw_imprint(&d->f, &im);
	pdf_gov_page_numbers(d->f.p, 1, pdf_pages(d->f.p), 1);
}

struct pdf *
bulletin_draw(struct arena *a, struct pdf_fonts *fonts, const struct bulletin *b, enum lang lang)
{
	struct bulletin_drawing d = { .a = a, .b = b, .lang = lang };
	struct pdf_spec spec = {
		.lang = lang_code(lang), .created = b->period.to - USEC_SEC, .archive = true
	};
	struct pdf *p;

	spec.title = text_fill2(a, lang, "Paper.Bulletin.FileTitle", office(&d),
	    paper_month(a, lang, b->year, b->month));
	spec.author = office(&d);
	p = pdf_new(a, fonts, &spec);
	pdf_gov_begin(&d.f, p);
	draw_head(&d);
	draw_intro(&d);
	draw_overall(&d);
	draw_sources(&d);
	draw_classes(&d);
	draw_units(&d);
	draw_late(&d);
	draw_end(&d);
	return p;
}
