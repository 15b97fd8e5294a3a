/* Names and stretches of papers made of figures; the struct as JSON and CSV. */
#include "config.h"
#include "batch/figures.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/secret.h"
#include "lib/part/csv.h"
#include "lib/part/json.h"

#include "lib/base/banned.h"

enum { CHECK_BYTES = 6 };

const char *
figures_name(struct arena *a, enum lang lang, struct figures_about about)
{
	const char *year = arena_printf(a, "%d", about.year);

	if (about.span == BY_MONTH)
		return text_fill2(a, lang, "Paper.Month", year, text_getf(lang, "Paper.MonthName.%d", about.no));
	if (about.span == BY_QUARTER)
		return text_fill2(a, lang, "Press.Quarter", year, text_getf(lang, "Press.QuarterName.%d", about.no));
	return text_fill1(a, lang, "Press.Year", year);
}

struct period
figures_period(struct figures_about about, int shift)
{
	static const int months[BY_MAX] = { 1, 3, 12 };
	int n = months[about.span], first = about.span == BY_MONTH ? about.no : about.span == BY_QUARTER ? 3 * about.no - 2 : 1;

	return period_of_months(about.year, first + shift * n, n);
}

bool
figures_some(const struct figures_line *l)
{
	bool some = false;

	for (int i = 0; i < COUNT_MAX; i++)
		some = some || l->now.v[i] != 0;
	return some;
}

/* --- JSON ----------------------------------------------------------------------- */

static void
json_rate(struct json_writer *j, const char *key, struct rate r, const char *printed)
{
	json_open(j, key, '{');
	json_put_int(j, "num", r.num);
	json_put_int(j, "den", r.den);
	json_put_text(j, "percent", r.den > 0 ? printed : NULL);
	json_close(j);
}

static void
json_counts(struct json_writer *j, struct arena *a, const struct counts *c)
{
	for (int i = 0; i < COUNT_MAX; i++)
		json_put_int(j, count_token((enum count)i), c->v[i]);
	for (int i = 0; i < RATE_MAX; i++) {
		struct rate r = rate_from(c, (enum rate_id)i);

		json_rate(j, rate_token((enum rate_id)i), r, rate_print(a, r));
	}
	for (int i = 0; i < MEAN_MAX; i++) {
		struct rate r = mean_from(c, (enum mean_id)i);

		json_open(j, mean_token((enum mean_id)i), '{');
		json_put_int(j, "usec", r.num);
		json_put_int(j, "n", r.den);
		json_put_text(j, "hours", r.den > 0 ? mean_print(a, r) : NULL);
		json_close(j);
	}
}

/* The figures as members of the open object; those compared with in objects of their own. */
static void
json_line(struct json_writer *j, struct arena *a, const struct figures_line *l, bool compared)
{
	json_counts(j, a, &l->now);
	json_put_int(j, "n_backlog", l->backlog);
	if (l->score >= 0) {
		json_put_text(j, "score", arena_printf(a, "%lld.%02lld", (long long)l->score / 100, (long long)l->score % 100));
		json_put_int(j, "rank", l->rank);
	}
	if (!compared)
		return;
	json_open(j, "previous", '{');
	json_counts(j, a, &l->before);
	json_close(j);
	json_open(j, "year_ago", '{');
	json_counts(j, a, &l->year);
	json_close(j);
}

static void
json_lines(struct json_writer *j, struct arena *a, const struct figures *f, enum figures_by by, const char *key)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < f->n[by]; i++) {
		const struct figures_line *l = &f->line[by][i];

		json_open(j, NULL, '{');
		json_put_int(j, "key", l->key);
		json_put_text(j, "code", l->code);
		json_put_text(j, "name_zh", l->zh);
		json_put_text(j, "name_en", l->en);
		if (by == FIGURES_SOURCE)
			json_put_int(j, "source", l->key);
		if (by == FIGURES_KIND)
			json_put_int(j, "kind", l->key);
		if (by == FIGURES_CLASS)
			json_put_text(j, "major_zh", l->over_zh);
		json_line(j, a, l, by == FIGURES_UNIT);
		json_close(j);
	}
	json_close(j);
}

static void
json_late(struct json_writer *j, struct arena *a, const struct figures *f)
{
	json_open(j, "late_open", '[');
	for (size_t i = 0; i < f->late.n; i++) {
		const struct figures_case *c = &f->late.row[i];

		json_open(j, NULL, '{');
		json_put_int(j, "id", c->id);
		json_put_text(j, "number", c->number);
		json_put_text(j, "unit_zh", c->unit_zh);
		json_put_text(j, "class_zh", c->class_zh);
		json_put_text(j, "class_en", c->class_en);
		json_put_text(j, "due", c->due != USEC_NONE ? time_iso(a, c->due) : NULL);
		json_put_int(j, "days", c->days);
		json_close(j);
	}
	json_close(j);
}

static void
json_seal(struct json_writer *j, struct arena *a, const struct figures *f)
{
	struct buf hex;
	int y, m, d;

	if (!f->is_sealed) {
		json_put_null(j, "seal");
		return;
	}
	buf_init(&hex, a);
	buf_hex(&hex, f->seal.root.data, f->seal.root.len);
	date_of_day(f->seal.day, &y, &m, &d);
	json_open(j, "seal", '{');
	json_put_text(j, "day", arena_printf(a, "%04d-%02d-%02d", y, m, d));
	json_put_int(j, "events", f->seal.events);
	json_put_text(j, "root", hex.s);
	json_close(j);
}

static void
json_head(struct json_writer *j, struct arena *a, const struct figures *f)
{
	static const char *const span[BY_MAX] = { "month", "quarter", "year" };

	json_put_text(j, "paper", "bulletin");
	json_put_text(j, span[f->about.span], f->about.span == BY_MONTH ? arena_printf(a, "%04d-%02d", f->about.year, f->about.no)
		: f->about.span == BY_QUARTER ? arena_printf(a, "%04d-Q%d", f->about.year, f->about.no)
		: arena_printf(a, "%04d", f->about.year));
	json_put_text(j, "zone", f->zone);
	json_put_text(j, "from", time_iso(a, f->period.from));
	json_put_text(j, "until", time_iso(a, f->period.to));
	json_put_text(j, "office_zh", f->office_zh);
	json_put_text(j, "office_en", f->office_en);
}

void
figures_json(const struct figures *f, struct buf *out)
{
	static const char *const by[FIGURES_BY_MAX] = { "units", "sources", "kinds", "majors", "classes", "regions",
		"places", "hours" };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct json_writer j;

	json_begin(&j, out);
	j.pretty = true;
	json_open(&j, NULL, '{');
	json_head(&j, a, f);
	json_open(&j, "total", '{');
	json_line(&j, a, &f->total, true);
	json_close(&j);
	for (int i = 0; i < FIGURES_BY_MAX; i++)
		json_lines(&j, a, f, (enum figures_by)i, by[i]);
	json_late(&j, a, f);
	json_seal(&j, a, f);
	json_close(&j);
	json_end(&j);
}

void
figures_seal(struct figures *f, struct arena *a)
{
	unsigned char hash[HASH_LEN];
	struct buf text;

	buf_init(&text, a);
	figures_json(f, &text);
	hash_sha256(hash, text.s, text.len);
	for (int i = 0; i < CHECK_BYTES; i++)
		(void)snprintf(f->check + 2 * i, 3, "%02x", hash[i]);
}

/* --- CSV -------------------------------------------------------------------------- */

static void
csv_figures(struct csv_writer *w, struct arena *a, const struct figures_line *l)
{
	for (int i = 0; i < COUNT_MAX; i++)
		csv_put_int(w, l->now.v[i]);
	csv_put_int(w, l->backlog);
	for (int i = 0; i < RATE_MAX; i++) {
		struct rate r = rate_from(&l->now, (enum rate_id)i);

		csv_put_text(w, r.den > 0 ? rate_print(a, r) : NULL);
	}
	csv_end_row(w);
}

static void
csv_head(struct csv_writer *w)
{
	static const char *const names[] = { "month", "code", "name_zh", "name_en" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		csv_put_text(w, names[i]);
	for (int i = 0; i < COUNT_MAX; i++)
		csv_put_text(w, count_token((enum count)i));
	csv_put_text(w, "n_backlog");
	for (int i = 0; i < RATE_MAX; i++)
		csv_put_text(w, rate_token((enum rate_id)i));
	csv_end_row(w);
}

void
figures_csv(const struct figures *f, struct buf *out)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const char *about = f->about.span == BY_MONTH ? arena_printf(a, "%04d-%02d", f->about.year, f->about.no)
		: f->about.span == BY_QUARTER ? arena_printf(a, "%04d-Q%d", f->about.year, f->about.no)
		: arena_printf(a, "%04d", f->about.year);
	struct csv_writer w;

	csv_begin(&w, out, true);
	csv_head(&w);
	for (size_t i = 0; i < f->n[FIGURES_UNIT]; i++) {
		const struct figures_line *l = &f->line[FIGURES_UNIT][i];

		csv_put_text(&w, about);
		csv_put_text(&w, l->code);
		csv_put_text(&w, l->zh);
		csv_put_text(&w, l->en);
		csv_figures(&w, a, l);
	}
	csv_put_text(&w, about);
	csv_put_text(&w, "total");
	csv_put_text(&w, text_get(LANG_ZH, "Paper.Total"));
	csv_put_text(&w, text_get(LANG_EN, "Paper.Total"));
	csv_figures(&w, a, &f->total);
}
