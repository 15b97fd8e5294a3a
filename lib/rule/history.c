#include "config.h"
#include "lib/rule/history.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/workflow.h"

#include "lib/base/banned.h"

char *
history_scope(struct arena *a, enum history_level level, int32_t kind, const char *major, int64_t class_id,
    int64_t unit_id)
{
	switch (level) {
	case HISTORY_UNIT: return arena_printf(a, "u:%lld:%lld", (long long)class_id, (long long)unit_id);
	case HISTORY_CLASS: return arena_printf(a, "c:%lld", (long long)class_id);
	case HISTORY_MAJOR: break;
	}
	return arena_printf(a, "m:%d:%s", kind, major);
}

usec_t
history_quantile(const usec_t *ascending, size_t n, int percent)
{
	const size_t rank = (size_mul(n, (size_t)percent) + 99) / 100;

	return ascending[rank - 1];
}

static int
by_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
by_major(const struct done_case *a, const struct done_case *b)
{
	return a->kind != b->kind ? by_number(a->kind, b->kind) : strcmp(a->major, b->major);
}

/* Whether two cases stand in one row of a level; 0 when they do. */
static int
by_level(const struct done_case *a, const struct done_case *b, enum history_level level)
{
	if (level == HISTORY_MAJOR)
		return by_major(a, b);
	if (level == HISTORY_CLASS || a->class_id != b->class_id)
		return by_number(a->class_id, b->class_id);
	return by_number(a->unit_id, b->unit_id);
}

static int
by_unit_took(const void *pa, const void *pb)
{
	const struct done_case *a = pa, *b = pb;
	const int c = by_level(a, b, HISTORY_UNIT);

	return c != 0 ? c : by_number(a->took, b->took);
}

static int
by_class_took(const void *pa, const void *pb)
{
	const struct done_case *a = pa, *b = pb;
	const int c = by_level(a, b, HISTORY_CLASS);

	return c != 0 ? c : by_number(a->took, b->took);
}

static int
by_major_took(const void *pa, const void *pb)
{
	const struct done_case *a = pa, *b = pb;
	const int c = by_level(a, b, HISTORY_MAJOR);

	return c != 0 ? c : by_number(a->took, b->took);
}

/* One row of cases that stand together, by how long they took. */
static struct history
row_of(struct arena *a, const struct done_case *c, size_t n, enum history_level level, usec_t *took)
{
	for (size_t i = 0; i < n; i++)
		took[i] = c[i].took;
	return (struct history){ .scope = history_scope(a, level, c->kind, c->major, c->class_id, c->unit_id),
		.level = level, .n = (int64_t)n, .half = history_quantile(took, n, 50),
		.ninety = history_quantile(took, n, 90) };
}

void
history_make(struct arena *a, const struct done_case *cases, size_t n, int64_t min, struct history **out,
    size_t *n_out)
{
	static int (*const orders[])(const void *, const void *) = { [HISTORY_UNIT] = by_unit_took,
		[HISTORY_CLASS] = by_class_took, [HISTORY_MAJOR] = by_major_took };
	const size_t least = min > 1 ? (size_t)min : 1;
	struct done_case *c = arena_array_of(a, struct done_case, n + 1);
	usec_t *took = arena_array_of(a, usec_t, n + 1);
	struct history *rows = arena_array_of(a, struct history, 3 * (n / least) + 1);
	size_t k = 0;

	memcpy(c, cases, n * sizeof(*c));
	for (enum history_level l = HISTORY_UNIT; l <= HISTORY_MAJOR; l++) {
		qsort(c, n, sizeof(*c), orders[l]);
		for (size_t from = 0, to; from < n; from = to) {
			for (to = from + 1; to < n && by_level(&c[from], &c[to], l) == 0; to++)
				;
			/* What no unit had says nothing of a unit. */
			if (to - from >= least && (l != HISTORY_UNIT || c[from].unit_id != 0))
				rows[k++] = row_of(a, &c[from], to - from, l, took);
		}
	}
	*out = rows;
	*n_out = k;
}

const struct history *
history_pick(const struct history *rows, size_t n)
{
	const struct history *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (best == NULL || rows[i].level < best->level)
			best = &rows[i];
	return best;
}

/* About how many minutes until it is over, for comparing. */
static int64_t
rough(const struct stage_limit *l)
{
	static const int64_t minutes[] = { [LIMIT_NONE] = 0, [LIMIT_URGENT_HOUR] = 60, [LIMIT_CALENDAR_DAY] = 1440,
		[LIMIT_WORK_HOUR] = 180, [LIMIT_WORK_DAY] = 2016, [LIMIT_DUTY_HOUR] = 90, [LIMIT_DUTY_MINUTE] = 2,
		[LIMIT_URGENT_MINUTE] = 1 };

	return (size_t)l->unit < N(minutes) ? l->amount * minutes[l->unit] : 0;
}

void
history_limits(const struct stage_limit *limits, size_t n, size_t *shortest, size_t *longest)
{
	*shortest = *longest = 0;
	for (size_t i = 1; i < n; i++) {
		if (rough(&limits[i]) < rough(&limits[*shortest]))
			*shortest = i;
		if (rough(&limits[i]) > rough(&limits[*longest]))
			*longest = i;
	}
}
