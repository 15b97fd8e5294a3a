#include "config.h"
#include "lib/rule/account.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static const char *const words[] = {
#define X(name, word) [name] = word,
	ACCOUNT_EVENTS(X)
#undef X
};

enum account_what
account_what_of(const char *measure)
{
	for (size_t i = 0; i < N(words); i++)
		if (strcmp(words[i], measure) == 0)
			return (enum account_what)i;
	return rate_of(measure) != RATE_MAX || count_of(measure) != COUNT_MAX ? AM_FIGURE : AM_MAX;
}

struct rate
account_value(const char *measure, const struct counts *c)
{
	const enum rate_id r = rate_of(measure);
	const enum count n = count_of(measure);

	if (r != RATE_MAX)
		return rate_from(c, r);
	return n != COUNT_MAX ? (struct rate){ c->v[n], 1 } : (struct rate){ 0, 0 };
}

bool
account_beyond(const struct account_rule *r, struct rate v)
{
	if (v.den == 0 || r->den <= 0)
		return false;
	switch ((enum account_cmp)r->cmp) {
	case ACCOUNT_EACH: return true;
	case ACCOUNT_BELOW: return rate_below(v, r->num, r->den);
	case ACCOUNT_ABOVE: return rate_above(v, r->num, r->den);
	case ACCOUNT_AT_LEAST: return !rate_below(v, r->num, r->den);
	}
	return false;
}

/* --- judgement ------------------------------------------------------------------ */

/* What is being judged, and the hits so far. */
struct judge {
	struct arena *a;
	const struct account_year *y;
	const struct account_rule *r;
	const int64_t *units;	/* of figures and events, each once */
	struct account_hit *hit;
	size_t n_units, n, cap;
};

static int
by_number(const void *x, const void *y)
{
	const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

static void
find_units(struct judge *j)
{
	const struct account_year *y = j->y;
	int64_t *all = arena_array_of(j->a, int64_t, y->n_figures + y->n_events + 1);
	size_t n = 0;

	for (size_t i = 0; i < y->n_figures; i++)
		all[n++] = y->figures[i].unit_id;
	for (size_t i = 0; i < y->n_events; i++)
		all[n++] = y->events[i].unit_id;
	if (n > 1)
		qsort(all, n, sizeof(*all), by_number);
	for (size_t i = 0; i < n; i++)
		if (all[i] != 0 && (j->n_units == 0 || all[j->n_units - 1] != all[i]))
			all[j->n_units++] = all[i];
	j->units = all;
}

static void
push(struct judge *j, const struct account_hit *h)
{
	if (j->n == j->cap) {
		size_t cap = j->cap == 0 ? 64 : size_mul(j->cap, 2);
		struct account_hit *more = arena_array_of(j->a, struct account_hit, cap);

		if (j->n > 0)
			memcpy(more, j->hit, size_mul(j->n, sizeof(*more)));
		j->hit = more;
		j->cap = cap;
	}
	j->hit[j->n++] = *h;
}

static int32_t
month_day(int32_t year, int32_t month)
{
	return day_of(month_start(year, month));
}

/* The rule at the end of a period: was this version in force? */
static bool
held_at_end(const struct judge *j, int32_t end_day)
{
	return account_holds(j->r, day_start(end_day) - 1);
}

static bool
is_small(const struct account_rule *r, struct rate v)
{
	return rate_of(r->measure) != RATE_MAX && v.den < r->small;
}

static bool
is_one(const struct account_event *e, enum account_what what, int64_t unit_id, const struct account_hit *h)
{
	return e->what == what && e->unit_id == unit_id && e->at >= day_start(h->first_day) && e->at < day_start(h->end_day);
}

/* A2: how often in a month, and to which cases. */
static void
judge_times(struct judge *j, int64_t unit_id, int32_t month)
{
	struct account_hit h = { .rule = j->r, .unit_id = unit_id, .first_day = month_day(j->y->year, month),
		.end_day = month_day(j->y->year, month + 1), .value = { 0, 1 } };
	const enum account_what what = account_what_of(j->r->measure);
	int64_t *ids;
	size_t n = 0;

	for (size_t i = 0; i < j->y->n_events; i++)
		h.value.num += is_one(&j->y->events[i], what, unit_id, &h);
	if (!account_beyond(j->r, h.value))
		return;
	ids = arena_array_of(j->a, int64_t, (size_t)h.value.num + 1);
	for (size_t i = 0; i < j->y->n_events; i++)
		if (is_one(&j->y->events[i], what, unit_id, &h))
			ids[n++] = j->y->events[i].case_id;
	h.cases = ids;
	h.n_cases = n;
	push(j, &h);
}

static void
judge_counted_events(struct judge *j)
{
	for (int32_t m = 1; m <= j->y->months_over; m++)
		for (size_t i = 0; held_at_end(j, month_day(j->y->year, m + 1)) && i < j->n_units; i++)
			judge_times(j, j->units[i], m);
}

static void
judge_month(struct judge *j)
{
	for (size_t i = 0; i < j->y->n_figures; i++) {
		const struct account_figures *f = &j->y->figures[i];
		struct account_hit h = { .rule = j->r, .unit_id = f->unit_id };

		if (f->month == 0 || f->month > j->y->months_over)
			continue;
		h.first_day = month_day(j->y->year, f->month);
		h.end_day = month_day(j->y->year, f->month + 1);
		h.value = account_value(j->r->measure, &f->c);
		h.small = is_small(j->r, h.value);
		if (held_at_end(j, h.end_day) && account_beyond(j->r, h.value))
			push(j, &h);
	}
}

/* The months of one unit's year that have a value; the bad ones added up. */
static void
judge_months_of(struct judge *j, int64_t unit_id)
{
	struct account_part *parts = arena_array_of(j->a, struct account_part, 12);
	struct account_hit h = { .rule = j->r, .unit_id = unit_id, .first_day = month_day(j->y->year, 1), .parts = parts };

	for (int32_t m = 1; m <= j->y->months_over; m++)
		for (size_t i = 0; i < j->y->n_figures; i++) {
			const struct account_figures *f = &j->y->figures[i];
			struct rate v;

			if (f->unit_id != unit_id || f->month != m || (v = account_value(j->r->measure, &f->c)).den == 0 ||
			    h.n_parts == 12)
				continue;
			parts[h.n_parts++] = (struct account_part){ m, v, account_beyond(j->r, v) };
			h.value.den++;
			if (!parts[h.n_parts - 1].bad)
				continue;
			h.value.num++;
			h.end_day = month_day(j->y->year, m + 1);
			h.small = h.small || is_small(j->r, v);
		}
	if (h.value.num > 0 && h.value.num >= j->r->times && held_at_end(j, h.end_day))
		push(j, &h);
}

static void
judge_months(struct judge *j)
{
	for (size_t i = 0; i < j->n_units; i++)
		judge_months_of(j, j->units[i]);
}

static void
judge_year(struct judge *j)
{
	const int32_t until = month_day(j->y->year, j->y->months_over + 1);

	for (size_t i = 0; i < j->y->n_figures; i++) {
		const struct account_figures *f = &j->y->figures[i];
		struct account_hit h = { .rule = j->r, .unit_id = f->unit_id, .first_day = month_day(j->y->year, 1),
			.end_day = month_day(j->y->year + 1, 1), .provisional = j->y->months_over < 12 };

		if (f->month != 0)
			continue;
		h.value = account_value(j->r->measure, &f->c);
		h.small = is_small(j->r, h.value);
		if (held_at_end(j, until) && account_beyond(j->r, h.value))
			push(j, &h);
	}
}

static void
judge_cases(struct judge *j)
{
	const enum account_what what = account_what_of(j->r->measure);
	const bool counted = j->r->cmp != ACCOUNT_EACH;

	for (size_t i = 0; i < j->y->n_events; i++) {
		const struct account_event *e = &j->y->events[i];
		struct account_hit h = { .rule = j->r, .case_id = e->case_id, .nth = counted ? 0 : e->nth,
			.unit_id = j->r->subject == ACCOUNT_PERSON ? 0 : e->unit_id,
			.user_id = j->r->subject == ACCOUNT_UNIT ? 0 : e->user_id,
			.first_day = day_of(e->at), .end_day = day_of(e->at) + 1, .value = { counted ? e->times : 1, 1 } };

		if (e->what == what && account_holds(j->r, e->at) && account_beyond(j->r, h.value))
			push(j, &h);
	}
}

void
account_judge(struct arena *a, const struct account_rule *rules, size_t n_rules, const struct account_year *y,
    struct account_hit **out, size_t *n)
{
	struct judge j = { .a = a, .y = y };

	find_units(&j);
	for (size_t i = 0; i < n_rules; i++) {
		const enum account_what what = account_what_of(rules[i].measure);

		j.r = &rules[i];
		if (what == AM_HAND || what == AM_MAX)
			continue;
		if (rules[i].span == ACCOUNT_CASE && what != AM_FIGURE && y->cases)
			judge_cases(&j);
		else if (rules[i].span == ACCOUNT_MONTH && what != AM_FIGURE)
			judge_counted_events(&j);
		else if (rules[i].span == ACCOUNT_MONTH)
			judge_month(&j);
		else if (rules[i].span == ACCOUNT_MONTHS && what == AM_FIGURE)
			judge_months(&j);
		else if (rules[i].span == ACCOUNT_YEAR && what == AM_FIGURE)
			judge_year(&j);
	}
	*out = j.hit;
	*n = j.n;
}

char *
account_key(struct arena *a, const struct account_hit *h)
{
	const char *who = arena_printf(a, "%s.u%lld%s", h->rule->code, (long long)h->unit_id,
	    h->user_id != 0 ? arena_printf(a, ".p%lld", (long long)h->user_id) : "");
	int y, m, d;

	date_of_day(h->first_day, &y, &m, &d);
	switch ((enum account_span)h->rule->span) {
	case ACCOUNT_CASE: return arena_printf(a, "%s.c%lld.%d", who, (long long)h->case_id, h->nth);
	case ACCOUNT_MONTH: return arena_printf(a, "%s.%04d-%02d", who, y, m);
	case ACCOUNT_MONTHS:
	case ACCOUNT_YEAR: break;
	}
	return arena_printf(a, "%s.%04d", who, y);
}
