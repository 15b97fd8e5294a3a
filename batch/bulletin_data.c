/* The bulletin as data: the struct that is drawn, for machines. */
#include "config.h"
#include "batch/bulletin.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/part/csv.h"
#include "lib/part/json.h"

#include "lib/base/banned.h"

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

/* The figures as members of the open object; those of the month before in one of their own. */
static void
json_figures(struct json_writer *j, struct arena *a, const struct bulletin_figures *f, bool before)
{
	json_counts(j, a, &f->now);
	json_put_int(j, "n_backlog", f->backlog);
	if (!before)
		return;
	json_open(j, "previous", '{');
	json_counts(j, a, &f->before);
	json_close(j);
}

static void
json_unit_names(struct json_writer *j, const struct stats_unit *u)
{
	json_put_text(j, "code", u != NULL ? u->code : NULL);
	json_put_text(j, "name_zh", u != NULL ? u->name_zh : NULL);
	json_put_text(j, "name_en", u != NULL ? u->name_en : NULL);
}

static void
json_class_names(struct json_writer *j, const struct stats_class *c)
{
	json_put_int(j, "kind", c != NULL ? c->kind : 0);
	json_put_text(j, "edition", c != NULL ? c->edition : NULL);
	json_put_text(j, "major_code", c != NULL ? c->major_code : NULL);
	json_put_text(j, "minor_code", c != NULL ? c->minor_code : NULL);
	json_put_text(j, "name_zh", c != NULL ? c->name_zh : NULL);
	json_put_text(j, "name_en", c != NULL ? c->name_en : NULL);
}

static void
json_lists(struct json_writer *j, struct arena *a, const struct bulletin *b)
{
	json_open(j, "units", '[');
	for (size_t i = 0; i < b->n_units; i++) {
		json_open(j, NULL, '{');
		json_unit_names(j, b->units[i].unit);
		json_figures(j, a, &b->units[i].f, true);
		json_close(j);
	}
	json_close(j);
	json_open(j, "sources", '[');
	for (size_t i = 0; i < b->n_sources; i++) {
		json_open(j, NULL, '{');
		json_put_int(j, "source", b->sources[i].source);
		json_figures(j, a, &b->sources[i].f, false);
		json_close(j);
	}
	json_close(j);
	json_open(j, "kinds", '[');
	for (size_t i = 0; i < b->n_kinds; i++) {
		json_open(j, NULL, '{');
		json_put_int(j, "kind", b->kinds[i].kind);
		json_figures(j, a, &b->kinds[i].f, false);
		json_close(j);
	}
	json_close(j);
	json_open(j, "classes", '[');
	for (size_t i = 0; i < b->n_classes; i++) {
		json_open(j, NULL, '{');
		json_class_names(j, b->classes[i].class);
		json_figures(j, a, &b->classes[i].f, false);
		json_close(j);
	}
	json_close(j);
}

static void
json_late(struct json_writer *j, struct arena *a, const struct bulletin *b)
{
	json_open(j, "late_open", '[');
	for (size_t i = 0; i < b->n_late; i++) {
		const struct bulletin_late *l = &b->late[i];

		json_open(j, NULL, '{');
		json_put_int(j, "id", l->id);
		json_put_text(j, "number", l->number);
		json_put_text(j, "unit", l->unit != NULL ? l->unit->code : NULL);
		json_put_text(j, "class_zh", l->class != NULL ? l->class->name_zh : NULL);
		json_put_text(j, "class_en", l->class != NULL ? l->class->name_en : NULL);
		json_put_text(j, "due", time_iso(a, l->due));
		json_put_int(j, "days", l->days);
		json_close(j);
	}
	json_close(j);
}

static void
json_seal(struct json_writer *j, struct arena *a, const struct bulletin *b)
{
	struct buf hex;
	int y, m, d;

	if (!b->is_sealed) {
		json_put_null(j, "seal");
		return;
	}
	buf_init(&hex, a);
	buf_hex(&hex, b->seal.root.data, b->seal.root.len);
	date_of_day(b->seal.day, &y, &m, &d);
	json_open(j, "seal", '{');
	json_put_text(j, "day", arena_printf(a, "%04d-%02d-%02d", y, m, d));
	json_put_int(j, "events", b->seal.events);
	json_put_text(j, "root", hex.s);
	json_close(j);
}

void
bulletin_json(const struct bulletin *b, struct buf *out)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct json_writer j;

	json_begin(&j, out);
	j.pretty = true;
	json_open(&j, NULL, '{');
	json_put_text(&j, "paper", "bulletin");
	json_put_text(&j, "month", arena_printf(a, "%04d-%02d", b->year, b->month));
	json_put_text(&j, "zone", b->zone);
	json_put_text(&j, "from", time_iso(a, b->period.from));
	json_put_text(&j, "until", time_iso(a, b->period.to));
	json_put_text(&j, "office_zh", b->office_zh);
	json_put_text(&j, "office_en", b->office_en);
	json_open(&j, "total", '{');
	json_figures(&j, a, &b->total, true);
	json_close(&j);
	json_lists(&j, a, b);
	json_late(&j, a, b);
	json_seal(&j, a, b);
	json_close(&j);
	json_end(&j);
}

/* --- CSV -------------------------------------------------------------------------- */

static void
csv_figures(struct csv_writer *w, struct arena *a, const struct bulletin_figures *f)
{
	for (int i = 0; i < COUNT_MAX; i++)
		csv_put_int(w, f->now.v[i]);
	csv_put_int(w, f->backlog);
	for (int i = 0; i < RATE_MAX; i++) {
		struct rate r = rate_from(&f->now, (enum rate_id)i);

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
bulletin_csv(const struct bulletin *b, struct buf *out)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const char *month = arena_printf(a, "%04d-%02d", b->year, b->month);
	struct csv_writer w;

	csv_begin(&w, out, true);
	csv_head(&w);
	for (size_t i = 0; i < b->n_units; i++) {
		const struct stats_unit *u = b->units[i].unit;

		csv_put_text(&w, month);
		csv_put_text(&w, u != NULL ? u->code : NULL);
		csv_put_text(&w, u != NULL ? u->name_zh : NULL);
		csv_put_text(&w, u != NULL ? u->name_en : NULL);
		csv_figures(&w, a, &b->units[i].f);
	}
	csv_put_text(&w, month);
	csv_put_text(&w, "total");
	csv_put_text(&w, text_get(LANG_ZH, "Paper.Total"));
	csv_put_text(&w, text_get(LANG_EN, "Paper.Total"));
	csv_figures(&w, a, &b->total);
}
