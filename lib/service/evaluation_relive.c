#include "config.h"
#include "lib/service/evaluation_relive.h"

#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/service/evaluation_again.h"
#include "lib/service/evaluation_in.h"
#include "lib/store/store_clock.h"

#include "lib/base/banned.h"

enum { IDS_AT_ONCE = 2000 };

/* --- the office of the day ------------------------------------------------- */

/* One office for each month of events and each change of calendar or limits; a calendar reaches some way around its day. */
struct office_at {
	size_t change;
	int month;
	const struct office *office;
};
struct offices {
	struct instant_row *change;
	struct office_at *of;
	size_t n, n_of, cap_of;
};

static void
offices_free(struct offices *o)
{
	free(o->of);
}

static enum err
office_of(struct service *sv, struct offices *o, usec_t at, const struct office **out)
{
	const struct civil c = civil_of(at);
	const int month = c.year * 12 + c.month;
	struct office *office;
	size_t change = 0;
	enum err e;

	while (change < o->n && o->change[change].at <= at)
		change++;
	for (size_t i = o->n_of; i > 0; i--)
		if (o->of[i - 1].change == change && o->of[i - 1].month == month) {
			*out = o->of[i - 1].office;
			return OK;
		}
	if ((e = store_office(sv->db, sv->arena, at, &office)) != OK)
		return e;
	if (o->n_of == o->cap_of) {
		o->cap_of = o->cap_of == 0 ? 64 : size_mul(o->cap_of, 2);
		o->of = realloc(o->of, size_mul(o->cap_of, sizeof(*o->of)));
		if (o->of == NULL)
			abort();
	}
	o->of[o->n_of++] = (struct office_at){ change, month, office };
	*out = office;
	return OK;
}

/* --- all of them ----------------------------------------------------------- */

/* What the tables say of one case. */
struct kept {
	int64_t id, bits, unit_id;
	int32_t reworks;
};

struct living {
	struct eval_world world;
	struct offices offices;
	struct period p;
	struct kept *kept;
	size_t n_kept, cap_kept, at;	/* by id; at: up to where they were compared */
	struct eval_tallies sums;
	struct eval_again *g;
	struct eval_verdict *v;
};

static enum err
keep(void *ctx, const struct eval_case *c)
{
	struct living *k = ctx;

	if (k->n_kept == k->cap_kept) {
		k->cap_kept = k->cap_kept == 0 ? 4096 : size_mul(k->cap_kept, 2);
		k->kept = realloc(k->kept, size_mul(k->cap_kept, sizeof(*k->kept)));
		if (k->kept == NULL)
			abort();
	}
	k->kept[k->n_kept++] = (struct kept){ c->case_id, c->bits, c->unit_id, c->reworks };
	return OK;
}

static void
differ(struct eval_verdict *v, int64_t id, const struct kept *table, const struct eval_case *ledger)
{
	const int64_t bits = (table != NULL ? table->bits : 0) ^ (ledger != NULL ? ledger->bits : 0);

	v->differs = id;
	v->count = bits != 0 ? (enum count)__builtin_ctzll((unsigned long long)bits) : COUNT_MAX;
	v->in_ledger = bits != 0 && ledger != NULL && (ledger->bits & (bits & -bits)) != 0;
	v->ledger_unit = ledger != NULL ? ledger->unit_id : 0;
	v->table_unit = table != NULL ? table->unit_id : 0;
}

/* Compares a case of the ledger with the tables; those the ledger does not count come up between. */
static void
compare(struct living *k, int64_t id, const struct eval_case *c)
{
	const struct kept *t;

	while (k->at < k->n_kept && k->kept[k->at].id < id && k->v->differs == 0)
		differ(k->v, k->kept[k->at].id, &k->kept[k->at], NULL);
	if (k->v->differs != 0)
		return;
	t = k->at < k->n_kept && k->kept[k->at].id == id ? &k->kept[k->at++] : NULL;
	if (c == NULL ? t != NULL : t == NULL || t->bits != c->bits || t->unit_id != c->unit_id || t->reworks != c->reworks)
		differ(k->v, id, t, c);
}

/* Lives the case in k->g. */
static enum err
live(struct service *sv, struct living *k, const struct eval_event_case *row, const struct post_act *acts, size_t n)
{
	struct eval_again *g = k->g;
	enum err e = OK;

	eval_again_begin(g, row);
	for (size_t i = 0; i < n && e == OK; i++)
		if ((e = office_of(sv, &k->offices, acts[i].at, &g->o)) == OK)
			eval_again_see(g, &acts[i]);
	g->l.acts = acts;
	g->l.n_acts = n;
	return e;
}

/* Counts what was lived, and holds it against the tables. */
static void
count_case(struct living *k, const struct eval_event_case *row, size_t n)
{
	struct eval_told told;
	const bool counts = row->received_at < k->p.to && eval_tell(&k->world, &k->g->l, k->p, &told);

	k->v->cases++;
	k->v->events += (int64_t)n;
	k->v->counted += counts;
	if (counts)
		eval_add(&k->sums, PART_OF_ALL, &told.c);
	compare(k, row->id, counts ? &told.c : NULL);
}

static enum err
live_range(struct service *sv, struct living *k, int64_t after, int64_t *last)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct eval_event_case *rows;
	struct post_act *acts;
	size_t n, n_acts, at = 0;
	enum err e = store_eval_event_cases(sv->db, a, after, IDS_AT_ONCE, &rows, &n);

	*last = 0;
	if (e != OK || n == 0)
		return e;
	*last = rows[n - 1].id;
	if ((e = store_eval_events(sv->db, a, rows[0].id, *last, &acts, &n_acts)) != OK)
		return e;
	for (size_t i = 0; i < n && k->v->differs == 0 && e == OK; i++) {
		size_t from;

		while (at < n_acts && acts[at].case_id < rows[i].id)
			at++;
		for (from = at; at < n_acts && acts[at].case_id == rows[i].id;)
			at++;
		if ((e = live(sv, k, &rows[i], &acts[from], at - from)) == OK)
			count_case(k, &rows[i], at - from);
		if (k->v->differs == rows[i].id)
			k->v->number = rows[i].number != NULL ? arena_strdup(sv->arena, rows[i].number) : NULL;
	}
	return e;
}

/* The whole's sums, where every case agrees: they could only differ by a table that was touched. */
static enum err
compare_sums(struct service *sv, struct living *k, enum eval_span span, int32_t first_day)
{
	const int64_t all = 0;
	const int64_t *v = eval_at(&k->sums, 0, PART_OF_ALL, 0, 0);
	int64_t have[EVAL_SLOTS] = { 0 };
	struct eval_sum *s;
	size_t n;
	enum err e = store_eval_sums(sv->db, sv->arena, span, PART_OF_ALL, first_day, first_day + 1, &all, &s, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (s[i].slot >= 0 && s[i].slot < EVAL_SLOTS)
			have[s[i].slot] = s[i].n;
	for (int c = 1; c < COUNT_MAX && e == OK && k->v->differs == 0; c++)
		if (have[c] != v[c]) {
			k->v->differs = -1;
			k->v->count = (enum count)c;
		}
	return e;
}

static enum err
live_all(struct service *sv, struct living *k, enum eval_span span, int32_t first_day)
{
	const struct eval_want any = eval_want_any();
	int64_t last = 0;
	enum err e = store_eval_cases(sv->db, span, first_day, &any, keep, k);

	if (e == OK)
		e = eval_world_read(sv, k->p.to, &k->world);
	if (e == OK)
		e = store_office_changes(sv->db, sv->arena, k->p.to, &k->offices.change, &k->offices.n);
	do {
		e = e == OK ? live_range(sv, k, last, &last) : e;
	} while (e == OK && last != 0 && k->v->differs == 0);
	if (e == OK && k->v->differs == 0 && k->at < k->n_kept)
		differ(k->v, k->kept[k->at].id, &k->kept[k->at], NULL);
	return e == OK ? compare_sums(sv, k, span, first_day) : e;
}

enum err
evaluation_relive(struct service *sv, enum eval_span span, int32_t first_day, struct eval_verdict *out)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct living k = { .v = out };
	struct eval_run run;
	int y, m, d;
	enum err e = db_begin_read(sv->db, &tx);

	*out = (struct eval_verdict){ .count = COUNT_MAX };
	if (e == OK)
		e = store_eval_run(sv->db, sv->arena, span, first_day, &run);
	if (e != OK)
		return e;
	date_of_day(first_day, &y, &m, &d);
	k.p = period_until(period_of_months(y, m, span == EVAL_YEAR ? 12 : 1), day_start(run.until_day));
	k.g = arena_new_of(sv->arena, struct eval_again);
	e = live_all(sv, &k, span, first_day);
	offices_free(&k.offices);
	free(k.kept);
	eval_tallies_free(&k.sums);
	return e;
}
