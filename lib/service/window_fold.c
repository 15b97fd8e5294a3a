/* Counting one period: every life told to lib/rule/metrics, every count put where it belongs. */
#include "config.h"
#include "lib/service/window_in.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/check.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

/* --- lines by key ---------------------------------------------------------- */

static size_t
slot_of(const struct tallies *t, const int64_t key[4])
{
	uint64_t h = 1469598103934665603u;
	size_t i;

	for (int k = 0; k < 4; k++)
		h = (h ^ (uint64_t)key[k]) * 1099511628211u;
	for (i = (size_t)(h ^ (h >> 29)) & (t->cap - 1); t->slot[i].used; i = (i + 1) & (t->cap - 1))
		if (memcmp(t->slot[i].key, key, sizeof(t->slot[i].key)) == 0)
			break;
	return i;
}

static void
grow(struct tallies *t)
{
	struct tallies old = *t;

	t->cap = old.cap == 0 ? 256 : size_mul(old.cap, 2);
	t->slot = calloc(t->cap, sizeof(*t->slot));
	if (t->slot == NULL)
		abort();
	for (size_t i = 0; i < old.cap; i++)
		if (old.slot[i].used)
			t->slot[slot_of(t, old.slot[i].key)] = old.slot[i];
	free(old.slot);
}

struct tally *
tallies_at(struct tallies *t, int64_t a, int64_t b, int64_t c, int64_t d)
{
	const int64_t key[4] = { a, b, c, d };
	struct tally *s;

	if (t->n * 2 >= t->cap)
		grow(t);
	s = &t->slot[slot_of(t, key)];
	if (!s->used) {
		memcpy(s->key, key, sizeof(s->key));
		s->used = true;
		t->n++;
	}
	return s;
}

void
tallies_free(struct tallies *t)
{
	free(t->slot);
	*t = (struct tallies){ .n = 0 };
}

static int
tally_cmp(const void *x, const void *y)
{
	const struct tally *a = x, *b = y;

	if (a->used != b->used)
		return a->used ? -1 : 1;
	for (int k = 0; k < 4; k++)
		if (a->key[k] != b->key[k])
			return a->key[k] < b->key[k] ? -1 : 1;
	return 0;
}

void
tallies_sort(struct tallies *t)
{
	if (t->cap > 0)
		qsort(t->slot, t->cap, sizeof(*t->slot), tally_cmp);
}

/* --- periods --------------------------------------------------------------- */

int32_t
fold_first_day(enum figure_span span, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return day_of_date(y, span == SPAN_YEAR ? 1 : m, 1);
}

int32_t
fold_next(enum figure_span span, int32_t first_day)
{
	return fold_first_day(span, first_day + (span == SPAN_YEAR ? 366 : 31));
}

void
fold_init(struct fold *f, enum figure_span span, int32_t first_day, int32_t until_day)
{
	int y, m, d;

	date_of_day(first_day, &y, &m, &d);
	*f = (struct fold){ .span = span, .first_day = first_day, .end_day = fold_next(span, first_day) };
	f->p = period_until(period_of_months(y, m, span == SPAN_YEAR ? 12 : 1), day_start(until_day));
}

void
fold_freep(struct fold *f)
{
	tallies_free(&f->days);
	tallies_free(&f->sums);
	tallies_free(&f->places);
	free(f->cells);
	free(f->cases);
}

/* --- one life -------------------------------------------------------------- */

/* Where one case's counts go. */
struct telling {
	struct fold *f;
	const struct life_case *c;
	int64_t unit_id;
	uint32_t counted;
};

/* The line of time in a period's chart: a day of the month, a month of the year. */
static int64_t
time_key(const struct fold *f, int32_t day)
{
	return f->span == SPAN_YEAR ? fold_first_day(SPAN_MONTH, day) : day;
}

static void
add(struct telling *t, size_t i, usec_t at)
{
	struct fold *f = t->f;
	int32_t day = day_of(at);

	t->counted |= (uint32_t)1 << i;
	tallies_at(&f->sums, PART_ALL, 0, 0, 0)->v[i]++;
	tallies_at(&f->sums, PART_CLASS, t->c->class_id, 0, 0)->v[i]++;
	tallies_at(&f->sums, PART_TIME, time_key(f, day), 0, 0)->v[i]++;
	tallies_at(&f->places, t->c->unit_cell_id, t->c->base_cell_id, 0, 0)->v[i]++;
}

/* A unit's share: the cases it is responsible for, and the marks it caused. */
static void
add_unit(struct telling *t, size_t i, int64_t unit_id, usec_t at)
{
	struct fold *f = t->f;

	tallies_at(&f->sums, PART_UNIT, unit_id, 0, 0)->v[i]++;
	if (f->span == SPAN_MONTH)
		tallies_at(&f->days, day_of(at), t->c->class_id, unit_id, t->c->base_cell_id)->v[i]++;
}

static void
told(void *ctx, enum count c, usec_t at)
{
	struct telling *t = ctx;
	size_t i = figure_place_of(c);

	if (i == FIGURES)
		return;
	add(t, i, at);
	add_unit(t, i, t->unit_id, at);
}

static void
add_marks(struct telling *t, const struct life_fact *l)
{
	const size_t rework = figure_place_of(N_REWORK), back = figure_place_of(N_RETURN);

	if (l->marks.reworks > 0)
		add(t, rework, l->marks.rework_at);
	if (l->marks.returns > 0)
		add(t, back, l->marks.return_at);
	for (size_t i = 0; i < l->n_units; i++) {
		const struct metric_marks *m = &l->unit[i].marks;

		if (m->reworks > 0)
			add_unit(t, rework, l->unit[i].unit_id, m->rework_at);
		if (m->returns > 0)
			add_unit(t, back, l->unit[i].unit_id, m->return_at);
	}
}

/* The case as the month's file tells it, when it is in one of the month's figures. */
static void
keep_case(struct fold *f, const struct telling *t, const struct case_fact *c)
{
	if (f->span != SPAN_MONTH || t->counted == 0 || c->end == END_VOID)
		return;
	if (f->n_cases == f->cap_cases) {
		size_t cap = f->cap_cases == 0 ? 1024 : size_mul(f->cap_cases, 2);
		struct open_case *more = realloc(f->cases, size_mul(cap, sizeof(*more)));

		if (more == NULL)
			abort();
		f->cases = more;
		f->cap_cases = cap;
	}
	f->cases[f->n_cases++] = (struct open_case){ .id = t->c->id, .class_id = t->c->class_id, .unit_id = t->unit_id,
		.unit_cell_id = t->c->unit_cell_id, .base_cell_id = t->c->base_cell_id, .reported = c->reported,
		.filed = c->filed, .refused = c->end == END_REFUSED ? c->refused : USEC_NONE,
		.closed = c->end == END_CLOSED || c->end == END_SPECIAL ? c->closed : USEC_NONE,
		.due = c->due, .counted = t->counted, .end = c->end, .own_find = metrics_own_find(c->source),
		.confidential = t->c->confidential };
}

static enum err
one_life(void *ctx, const struct life *l)
{
	struct fold *f = ctx;
	struct life_fact now;
	struct telling t = { f, &l->c, 0, 0 };

	life_as_of(l, NULL, f->p, &now);
	t.unit_id = now.unit_id;
	metrics_each(&now.fact, f->p, told, &t);
	add_marks(&t, &now);
	keep_case(f, &t, &now.fact);
	return OK;
}

/* Complaints are no cases: they have a day, and nothing else that is counted here. */
static enum err
add_complaints(struct service *sv, struct fold *f)
{
	const size_t at = figure_place_of(N_COMPLAINT);
	const int32_t until = day_of(f->p.to - 1) + 1;
	enum err e = OK;

	for (int32_t day = f->first_day, next; day < until && e == OK; day = next) {
		int64_t n = 0;

		next = f->span == SPAN_YEAR ? fold_next(SPAN_MONTH, day) : day + 1;
		e = store_figure_complaints(sv->db, day_start(day), day_start(next < until ? next : until), &n);
		if (n == 0)
			continue;
		tallies_at(&f->sums, PART_ALL, 0, 0, 0)->v[at] += n;
		tallies_at(&f->sums, PART_TIME, day, 0, 0)->v[at] += n;
		if (f->span == SPAN_MONTH)
			tallies_at(&f->days, day, 0, 0, 0)->v[at] += n;
	}
	return e;
}

enum err
fold_read(struct service *sv, struct fold *f)
{
	enum err e = store_lives(sv->db, f->p, one_life, f);

	(void)tallies_at(&f->sums, PART_ALL, 0, 0, 0);
	return e == OK ? add_complaints(sv, f) : e;
}

/* --- places ---------------------------------------------------------------- */

void
fold_coarsen(struct fold *f, int64_t k)
{
	const size_t filed = figure_place_of(N_FILED);

	f->cells = calloc(f->places.n + 1, sizeof(*f->cells));
	if (f->cells == NULL)
		abort();
	for (size_t i = 0; i < f->places.cap; i++) {
		const struct tally *s = &f->places.slot[i];

		if (s->used)
			f->cells[f->n_cells++] = (struct coarse_cell){ .unit = s->key[0], .base = s->key[1],
				.n = s->v[filed] };
	}
	coarse_merge(f->cells, f->n_cells, k);
	for (size_t i = 0; i < f->n_cells; i++) {
		const struct coarse_cell *c = &f->cells[i];
		const struct tally *s = tallies_at(&f->places, c->unit, c->base, 0, 0);
		struct tally *base = tallies_at(&f->sums, PART_BASE, c->level == COARSE_OTHER ? 0 : c->base, 0, 0);

		for (size_t j = 0; j < FIGURES; j++)
			base->v[j] += s->v[j];
	}
}

static int
find_cmp(const void *x, const void *y)
{
	const struct coarse_cell *a = x, *b = y;

	if (a->base != b->base)
		return a->base < b->base ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

enum coarse_level
fold_level(const struct fold *f, int64_t unit_cell_id, int64_t base_cell_id)
{
	const struct coarse_cell key = { .unit = unit_cell_id, .base = base_cell_id };
	const struct coarse_cell *c = f->n_cells > 0 ?
	    bsearch(&key, f->cells, f->n_cells, sizeof(key), find_cmp) : NULL;

	return c != NULL ? c->level : COARSE_OTHER;
}
