#include "config.h"
#include "cgi-bin/public/window.h"

#include <string.h>

#include "cgi-bin/public/pages.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/show.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

struct view *
window_view(struct request *rq, const char *title, const char *description)
{
	static const struct {
		const char *key, *url;
	} tabs[] = { { "Text.window.tab_figures", "/figures" }, { "Text.window.tab_map", "/figures/map" },
		{ "Text.window.tab_bulletins", "/figures/bulletins" }, { "Text.window.tab_data", "/figures/data" } };
	struct view *v = public_view(rq, title);

	view_text(v, "Page.Description", description);
	for (size_t i = 0; i < N(tabs); i++) {
		struct view *t = view_item(v, "Page.Tabs");

		view_str(t, "Label", request_text(rq, tabs[i].key));
		view_str(t, "Url", tabs[i].url);
		view_bool(t, "Here", strcmp(rq->path, tabs[i].url) == 0 ||
		    (i == N(tabs) - 1 && strcmp(rq->path, "/figures/dictionary") == 0));
	}
	return v;
}

/* --- which period ---------------------------------------------------------- */

/* The last whole month; while there is none, the one that runs. */
static enum err
usual(struct request *rq, struct figure_run *out, bool *none)
{
	struct figure_run *runs;
	size_t n;
	enum err e = store_figure_runs(rq->db, rq->arena, SPAN_MONTH, &runs, &n);

	*none = e == OK && n == 0;
	if (e != OK || *none)
		return e;
	*out = runs[0];
	if (!out->whole && n > 1)
		*out = runs[1];
	return OK;
}

enum err
window_period(struct request *rq, struct figure_run *out, bool *none)
{
	int year, month;

	*none = false;
	if (param_month(rq, "month", &year, &month))
		return store_figure_run(rq->db, rq->arena, SPAN_MONTH, day_of_date(year, month, 1), out);
	if (param_has(rq, "year"))
		return store_figure_run(rq->db, rq->arena, SPAN_YEAR,
		    day_of_date((int)param_int(rq, "year"), 1, 1), out);
	return usual(rq, out, none);
}

bool
window_fresh_at(struct request *rq, usec_t made_at, int64_t n)
{
	reply_cache(rq, WINDOW_KEPT);
	return reply_unchanged(rq, arena_printf(rq->arena, "%llx-%lld-%s-%s%s", (unsigned long long)made_at,
	    (long long)n, PACKAGE_VERSION, lang_code(rq->lang), rq->large ? "-large" : ""));
}

bool
window_fresh(struct request *rq, const struct figure_run *run)
{
	return window_fresh_at(rq, run->made_at, (int64_t)run->first_day * 2 + (run->span == SPAN_YEAR));
}

/* --- the front page -------------------------------------------------------- */

static void
home_number(struct request *rq, struct view *v, const char *key, const char *month, const char *number)
{
	struct view *f = view_item(v, "Page.Figures");

	view_str(f, "Value", number);
	view_str(f, "Label", text_fill1(rq->arena, rq->lang, key, month));
}

enum err
window_home(struct request *rq, struct view *v)
{
	struct figure_run run;
	struct figure_sum *s;
	struct counts c;
	const char *month;
	bool none;
	size_t n = 0;
	enum err e = usual(rq, &run, &none);

	if (e == OK && !none)
		e = store_figure_sums(rq->db, rq->arena, SPAN_MONTH, run.first_day, PART_ALL, &s, &n);
	if (e != OK || n == 0)
		return e;
	c = figure_as_counts(&s[0]);
	month = window_month(rq, run.first_day);
	home_number(rq, v, "Text.window.home_in", month, arena_printf(rq->arena, "%lld", (long long)c.v[N_COMPLAINT]));
	home_number(rq, v, "Text.window.home_out", month, arena_printf(rq->arena, "%lld", (long long)c.v[N_CLOSED_IN]));
	if (c.v[N_CLOSE_DUE] > 0)
		home_number(rq, v, "Text.window.home_ontime", month,
		    arena_printf(rq->arena, "%s%%", rate_print(rq->arena, rate_from(&c, R_CLOSE_ONTIME))));
	return OK;
}

/* --- names ----------------------------------------------------------------- */

char *
window_month(struct request *rq, int32_t first_day)
{
	int y, m, d;

	date_of_day(first_day, &y, &m, &d);
	return text_fill2(rq->arena, rq->lang, "Paper.Month", arena_printf(rq->arena, "%d", y),
	    text_getf(rq->lang, "Paper.MonthName.%d", m));
}

/* A text of the catalogue with year, name of the month and day as {0}, {1}, {2}. */
static char *
fill_day(struct request *rq, const char *key, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return text_fill3(rq->arena, rq->lang, key, arena_printf(rq->arena, "%d", y),
	    text_getf(rq->lang, "Paper.MonthName.%d", m), arena_printf(rq->arena, "%d", d));
}

char *
window_day(struct request *rq, int32_t day)
{
	return fill_day(rq, "Text.window.day", day);
}

char *
window_tick(struct request *rq, enum figure_span span, int32_t day)
{
	return fill_day(rq, span == SPAN_YEAR ? "Text.window.month_tick" : "Text.window.day_tick", day);
}

char *
window_span_name(struct request *rq, enum figure_span span, int32_t first_day)
{
	int y, m, d;

	if (span == SPAN_MONTH)
		return window_month(rq, first_day);
	date_of_day(first_day, &y, &m, &d);
	return text_fill1(rq->arena, rq->lang, "Text.window.year_name", arena_printf(rq->arena, "%d", y));
}

char *
window_query(struct request *rq, enum figure_span span, int32_t first_day)
{
	int y, m, d;

	date_of_day(first_day, &y, &m, &d);
	return span == SPAN_YEAR ? arena_printf(rq->arena, "year=%d", y) :
	    arena_printf(rq->arena, "month=%04d-%02d", y, m);
}

char *
window_size(struct request *rq, int64_t bytes)
{
	if (bytes < 1000000)
		return arena_printf(rq->arena, "%lld kB", (long long)(bytes + 999) / 1000);
	return arena_printf(rq->arena, "%lld.%lld MB", (long long)bytes / 1000000, (long long)bytes / 100000 % 10);
}

void
window_define(struct view *v, struct request *rq, const char *id)
{
	const char *own = text_find(rq->lang, arena_printf(rq->arena, "Metric.%s.Window", id));

	view_str(v, "Id", id);
	view_str(v, "Name", own != NULL ? own : text_getf(rq->lang, "Metric.%s.Name", id));
	view_str(v, "Text", text_getf(rq->lang, "Metric.%s.Public", id));
}

void
window_rate(struct view *v, struct request *rq, struct rate r)
{
	if (r.den <= 0) {
		view_text(v, "Rate", "Text.window.no_data");
		return;
	}
	view_strf(v, "Rate", "%s%%", rate_print(rq->arena, r));
	view_int(v, "Bar", r.num >= r.den ? 100 : r.num * 100 / r.den);
	view_int(v, "Num", r.num);
	view_int(v, "Den", r.den);
}

/* --- the period's line ----------------------------------------------------- */

static void
show_one(struct request *rq, struct view *v, const struct figure_run *r, const char *path)
{
	view_str(v, "Name", window_span_name(rq, (enum figure_span)r->span, r->first_day));
	view_strf(v, "Url", "%s?%s", path, window_query(rq, (enum figure_span)r->span, r->first_day));
	view_bool(v, "Running", !r->whole);
}

/* The runs of a span, the shown one marked, and its neighbours. */
static enum err
show_runs(struct request *rq, struct view *v, enum figure_span span, const struct figure_run *run, const char *path)
{
	struct figure_run *runs;
	size_t n;
	enum err e = store_figure_runs(rq->db, rq->arena, span, &runs, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		const bool here = runs[i].span == run->span && runs[i].first_day == run->first_day;
		struct view *o = span == SPAN_YEAR ? view_item(v, "Page.Years") : view_item(v, "Page.Months");

		show_one(rq, o, &runs[i], path);
		view_bool(o, "Here", here);
		if (here && i > 0)
			show_one(rq, view_sub(v, "Page.Period.Next"), &runs[i - 1], path);
		if (here && i + 1 < n)
			show_one(rq, view_sub(v, "Page.Period.Prev"), &runs[i + 1], path);
	}
	return e;
}

enum err
window_show_period(struct request *rq, struct view *v, const struct figure_run *run, const char *path)
{
	const char *name = window_span_name(rq, (enum figure_span)run->span, run->first_day);
	enum err e = show_runs(rq, v, SPAN_MONTH, run, path);

	if (e == OK)
		e = show_runs(rq, v, SPAN_YEAR, run, path);
	view_str(v, "Page.Period.Name", name);
	view_str(v, "Page.Period.Query", window_query(rq, (enum figure_span)run->span, run->first_day));
	view_bool(v, "Page.Period.Running", !run->whole);
	view_str(v, "Page.Period.Note", text_fill1(rq->arena, rq->lang, run->whole ? "Text.window.whole" :
	    "Text.window.running", window_day(rq, run->until_day - 1)));
	view_strf(v, "Page.Title", "%s · %s", request_text(rq, "Text.window.title"), name);
	return e;
}
