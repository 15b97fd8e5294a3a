#include "config.h"
#include "batch/bulletin.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/conf.h"
#include "lib/db/tx.h"
#include "lib/rule/case.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_catalog.h"

#include "lib/base/banned.h"

enum { SOURCES_MAX = 256, KINDS_MAX = 3 };

/* A late case as it is found; the list is sorted when it is whole. */
struct late_item {
	struct bulletin_late row;
	struct late_item *next;
};

/* Where an id's line stands. */
struct place {
	int64_t id;
	size_t at;
};

struct reader {
	struct arena *a;
	struct bulletin *b;
	const struct calendar *cal;
	struct place *unit_at, *class_at;
	size_t n_unit_at, n_class_at;
	struct late_item *late;
};

/* --- lines ----------------------------------------------------------------- */

static int
place_cmp(const void *x, const void *y)
{
	const int64_t a = ((const struct place *)x)->id, b = ((const struct place *)y)->id;

	return (a > b) - (a < b);
}

/* The line of an id; the last line, which stands for "none", when it is unknown. */
static size_t
place_of(const struct place *places, size_t n, int64_t id)
{
	const struct place key = { id, 0 };
	const struct place *found = n > 0 ? bsearch(&key, places, n, sizeof(key), place_cmp) : NULL;

	return found != NULL ? found->at : n;
}

static struct bulletin_figures *
source_line(struct bulletin *b, int32_t source)
{
	size_t i = 0;

	while (i < b->n_sources && b->sources[i].source < source)
		i++;
	if (i < b->n_sources && b->sources[i].source == source)
		return &b->sources[i].f;
	if (b->n_sources == SOURCES_MAX)
		abort();
	memmove(&b->sources[i + 1], &b->sources[i], (b->n_sources - i) * sizeof(*b->sources));
	b->sources[i] = (struct bulletin_source){ .source = source };
	b->n_sources++;
	return &b->sources[i].f;
}

static enum err
make_unit_lines(struct db *db, struct reader *r)
{
	struct stats_unit *u;
	size_t n;
	enum err e = store_stats_units(db, r->a, &u, &n);

	if (e != OK)
		return e;
	r->b->units = arena_array_of(r->a, struct bulletin_unit, n + 1);
	r->b->n_units = n + 1;
	r->unit_at = arena_array_of(r->a, struct place, n);
	r->n_unit_at = n;
	for (size_t i = 0; i < n; i++) {
		r->b->units[i].unit = &u[i];
		r->unit_at[i] = (struct place){ u[i].id, i };
	}
	if (n > 0)
		qsort(r->unit_at, n, sizeof(*r->unit_at), place_cmp);
	return OK;
}

static enum err
make_class_lines(struct db *db, struct reader *r)
{
	struct stats_class *c;
	size_t n;
	enum err e = store_stats_classes(db, r->a, &c, &n);

	if (e != OK)
		return e;
	r->b->classes = arena_array_of(r->a, struct bulletin_class, n + 1);
	r->b->n_classes = n + 1;
	r->class_at = arena_array_of(r->a, struct place, n);
	r->n_class_at = n;
	for (size_t i = 0; i < n; i++) {
		r->b->classes[i].class = &c[i];
		r->class_at[i] = (struct place){ c[i].id, i };
	}
	if (n > 0)
		qsort(r->class_at, n, sizeof(*r->class_at), place_cmp);
	r->b->kinds = arena_array_of(r->a, struct bulletin_kind, KINDS_MAX);
	r->b->n_kinds = KINDS_MAX;
	for (int32_t k = 0; k < KINDS_MAX; k++)
		r->b->kinds[k].kind = k;
	return OK;
}

/* --- folding --------------------------------------------------------------- */

/* Where one case counts. */
struct lines {
	struct bulletin_figures *unit, *source, *kind, *class;
};

static void
fold(const struct lines *l, struct bulletin *b, const struct life_fact *now,
    const struct life_fact *before)
{
	struct bulletin_figures *f[] = { &b->total, l->source, l->kind, l->class };

	for (size_t i = 0; i < sizeof(f) / sizeof(f[0]); i++) {
		metrics_fold(&f[i]->now, &now->fact, b->period);
		metrics_fold_marks(&f[i]->now, &now->marks);
		metrics_fold(&f[i]->before, &before->fact, b->previous);
		metrics_fold_marks(&f[i]->before, &before->marks);
	}
}

/* A unit's counts take the cases it is responsible for, and the marks it caused. */
static void
fold_unit(struct reader *r, const struct life_fact *f, struct period p, bool now)
{
	struct bulletin *b = r->b;
	struct bulletin_figures *u = &b->units[place_of(r->unit_at, r->n_unit_at, f->unit_id)].f;

	metrics_fold(now ? &u->now : &u->before, &f->fact, p);
	for (size_t i = 0; i < f->n_units; i++) {
		u = &b->units[place_of(r->unit_at, r->n_unit_at, f->unit[i].unit_id)].f;
		metrics_fold_marks(now ? &u->now : &u->before, &f->unit[i].marks);
	}
}

/* Late and open at the end of the month, and due before it began. */
static bool
is_backlog(const struct life_fact *f, struct period p)
{
	const struct case_fact *c = &f->fact;

	if ((c->end != END_OPEN && c->end != END_CONFIRMED) || c->due == USEC_NONE ||
	    c->due >= p.from || c->suspended)
		return false;
	return (c->fed_back == USEC_NONE || c->fed_back > c->due) &&
	       (c->failed_late == USEC_NONE || c->failed_late < p.from);
}

static void
add_late(
    struct reader *r, const struct life *l, const struct life_fact *f, const struct stats_class *c)
{
	struct late_item *item = arena_new_of(r->a, struct late_item);
	struct bulletin *b = r->b;

	item->row = (struct bulletin_late){ .id = l->c.id,
		.number = arena_strdup(r->a, l->c.number),
		.class = c,
		.unit = b->units[place_of(r->unit_at, r->n_unit_at, f->unit_id)].unit,
		.due = f->fact.due,
		.days = day_of(b->period.to - 1) - day_of(f->fact.due) };
	item->next = r->late;
	r->late = item;
	b->n_late++;
}

static enum err
one_life(void *ctx, const struct life *l)
{
	struct reader *r = ctx;
	struct bulletin *b = r->b;
	struct bulletin_class *c = &b->classes[place_of(r->class_at, r->n_class_at, l->c.class_id)];
	const struct lines lines = { NULL, source_line(b, l->c.source),
		&b->kinds[c->class != NULL ? c->class->kind : 0].f, &c->f };
	struct life_fact now, before;

	life_as_of(l, r->cal, b->period, &now);
	life_as_of(l, r->cal, b->previous, &before);
	fold(&lines, b, &now, &before);
	fold_unit(r, &now, b->period, true);
	fold_unit(r, &before, b->previous, false);
	if (metrics_has(&now.fact, b->period, N_CLOSE_LATE_OPEN))
		add_late(r, l, &now, c->class);
	if (is_backlog(&now, b->period)) {
		b->total.backlog++;
		b->units[place_of(r->unit_at, r->n_unit_at, now.unit_id)].f.backlog++;
	}
	return OK;
}

/* --- around it ------------------------------------------------------------- */

static enum err
add_complaints(struct db *db, struct reader *r, struct period p, bool now)
{
	struct stats_channel *row;
	size_t n;
	enum err e = store_stats_complaints(db, r->a, p, &row, &n);

	for (size_t i = 0; i < n && e == OK; i++) {
		struct bulletin_figures *f[] = { &r->b->total, source_line(r->b, row[i].source) };

		for (int k = 0; k < 2; k++)
			(now ? &f[k]->now : &f[k]->before)->v[N_COMPLAINT] += row[i].n;
	}
	return e;
}

static int
late_cmp(const void *x, const void *y)
{
	const struct bulletin_late *a = x, *b = y;

	if (a->due != b->due)
		return a->due < b->due ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static bool
is_some(const struct bulletin_figures *f)
{
	bool some = f->backlog != 0;

	for (int i = 0; i < COUNT_MAX; i++)
		some = some || f->now.v[i] != 0 || f->before.v[i] != 0;
	return some;
}

static bool
is_in_office(const struct stats_unit *u, struct period p)
{
	return u != NULL && u->kind == 1 && u->valid_from < p.to &&
	       (u->valid_until == USEC_NONE || u->valid_until > p.from);
}

/* Leaves out the lines that say nothing, and sorts the late cases. */
static void
tidy(struct reader *r)
{
	struct bulletin *b = r->b;
	size_t n = 0, units = b->n_units, classes = b->n_classes, kinds = b->n_kinds;

	b->n_units = b->n_classes = b->n_kinds = 0;
	for (size_t i = 0; i < units; i++)
		if (is_some(&b->units[i].f) || is_in_office(b->units[i].unit, b->period))
			b->units[b->n_units++] = b->units[i];
	for (size_t i = 0; i < classes; i++)
		if (is_some(&b->classes[i].f))
			b->classes[b->n_classes++] = b->classes[i];
	for (size_t i = 0; i < kinds; i++)
		if (b->kinds[i].kind != 0 || is_some(&b->kinds[i].f))
			b->kinds[b->n_kinds++] = b->kinds[i];
	b->late = arena_array_of(r->a, struct bulletin_late, b->n_late);
	for (const struct late_item *item = r->late; item != NULL; item = item->next)
		b->late[n++] = item->row;
	if (n > 0)
		qsort(b->late, n, sizeof(*b->late), late_cmp);
}

static enum err
read_office(struct db *db, struct reader *r, const struct conf *conf)
{
	struct office *office;
	struct unit_row *centre;
	enum err e = store_office(db, r->a, r->b->period.to, &office);

	if (e != OK)
		return e;
	r->cal = office->cal;
	e = store_centre_here(db, r->a, &centre);
	r->b->office_zh = conf->office_name;
	r->b->office_en = conf->office_name_en[0] != '\0' ? conf->office_name_en
			  : e == OK ? text_pick(LANG_EN, conf->office_name, centre->name_en)
				    : conf->office_name;
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
read_all(struct db *db, struct reader *r, const struct conf *conf)
{
	struct bulletin *b = r->b;
	enum err e = read_office(db, r, conf);

	if (e == OK)
		e = make_unit_lines(db, r);
	if (e == OK)
		e = make_class_lines(db, r);
	if (e == OK)
		e = store_lives(db, (struct period){ .from = b->previous.from, .to = b->period.to }, one_life, r);
	if (e == OK)
		e = add_complaints(db, r, b->period, true);
	if (e == OK)
		e = add_complaints(db, r, b->previous, false);
	if (e != OK)
		return e;
	e = store_stats_seal(db, r->a, day_of(b->period.to - 1), &b->seal);
	b->is_sealed = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
bulletin_read(struct db *db, struct arena *a, const struct conf *conf, int year, int month,
    struct bulletin **out)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct bulletin *b = arena_new_of(a, struct bulletin);
	struct reader r = { .a = a, .b = b };
	enum err e;

	b->year = year;
	b->month = month;
	b->period = period_of_months(year, month, 1);
	b->previous = period_of_months(year, month - 1, 1);
	b->zone = conf->zone;
	b->sources = arena_array_of(a, struct bulletin_source, SOURCES_MAX);
	if ((e = db_begin_read(db, &tx)) != OK)
		return e;
	if ((e = read_all(db, &r, conf)) != OK)
		return e;
	if ((e = db_commit(&tx)) != OK)
		return e;
	tidy(&r);
	*out = b;
	return OK;
}
