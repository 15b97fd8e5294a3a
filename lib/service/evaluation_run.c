/* Counting whole periods into the tables, once a day. */
#include "config.h"
#include "lib/service/evaluation_in.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/db/tx.h"
#include "lib/service/window_in.h"

#include "lib/base/banned.h"

#define SETTLED (10 * USEC_MIN)
enum { RUN_SECONDS = 40 };

/* --- what cases are told by ------------------------------------------------ */

enum err
eval_world_read(struct service *sv, usec_t until, struct eval_world *w)
{
	struct eval_cell *cells;
	struct eval_beat *beats;
	struct office *office;
	int64_t *hidden;
	enum err e;

	*w = (struct eval_world){ .cal = NULL };
	if ((e = store_office(sv->db, sv->arena, until, &office)) != OK ||
	    (e = store_eval_cells(sv->db, sv->arena, &cells, &w->n_cells)) != OK ||
	    (e = store_eval_beats(sv->db, sv->arena, &beats, &w->n_beats)) != OK ||
	    (e = store_eval_hidden(sv->db, sv->arena, &hidden, &w->n_hidden)) != OK)
		return e;
	w->cal = office->cal;
	w->cells = cells;
	w->beats = beats;
	w->hidden = hidden;
	return OK;
}

/* --- one period ------------------------------------------------------------ */

struct counting {
	struct eval_world world;
	enum eval_span span;
	struct period p;
	struct eval_tallies sums;
	struct eval_case *cases;
	struct eval_mark *marks;
	size_t n_cases, cap_cases, n_marks, cap_marks;
};

static void
counting_free(struct counting *k)
{
	eval_tallies_free(&k->sums);
	free(k->cases);
	free(k->marks);
}

/* Room for one more of n things of a size. */
static void *
room(void *list, size_t n, size_t *cap, size_t size)
{
	void *more;

	if (n < *cap)
		return list;
	*cap = *cap == 0 ? 1024 : size_mul(*cap, 2);
	more = realloc(list, size_mul(*cap, size));
	if (more == NULL)
		abort();
	return more;
}

static const enum eval_part kept_parts[] = { PART_OF_ALL, PART_OF_CLASS, PART_OF_SOURCE, PART_OF_HOUR, PART_OF_WEEKDAY,
	PART_OF_UNIT_CELL, PART_OF_BASE_CELL, PART_OF_COMMUNITY };

/* The line of time and the day's lines of each count. */
static void
add_days(struct counting *k, const struct eval_told *t)
{
	for (int c = 0; c < COUNT_MAX; c++) {
		const int64_t n = c == REWORK_TIMES ? t->c.reworks : 1;
		int32_t day;

		if ((t->c.bits & COUNT_BIT(c)) == 0)
			continue;
		day = day_of(t->at[c]);
		if (k->span == EVAL_YEAR) {
			eval_at(&k->sums, 0, PART_OF_TIME, 0, fold_first_day(SPAN_MONTH, day))[c] += n;
			continue;
		}
		eval_at(&k->sums, 0, PART_OF_TIME, 0, day)[c] += n;
		eval_at(&k->sums, 1, PART_OF_ALL, day, 0)[c] += n;
		eval_at(&k->sums, 1, PART_OF_SOURCE, day, t->c.source)[c] += n;
		eval_at(&k->sums, 1, PART_OF_BASE_CELL, day, t->c.base_cell_id)[c] += n;
		if ((EVAL_MARKS & COUNT_BIT(c)) == 0)
			eval_at(&k->sums, 1, PART_OF_UNIT, day, t->c.unit_id)[c] += n;
	}
}

/* What a unit's hands did is a line of the day of the case's first such mark. */
static void
add_mark_days(struct counting *k, const struct eval_told *t, const struct eval_mark *m)
{
	for (int c = 0; c < COUNT_MAX && k->span == EVAL_MONTH; c++)
		if ((m->bits & COUNT_BIT(c)) != 0)
			eval_at(&k->sums, 1, PART_OF_UNIT, day_of(t->at[c]), m->unit_id)[c] += c == REWORK_TIMES ? m->reworks : 1;
}

static void
add_sums(struct counting *k, const struct eval_told *t)
{
	const struct eval_case own = eval_of_unit(&t->c);

	for (size_t i = 0; i < N(kept_parts); i++)
		eval_add(&k->sums, kept_parts[i], &t->c);
	for (int p = 0; p < POST_MAX; p++)
		eval_add(&k->sums, part_of_post((enum post)p), &t->c);
	eval_add(&k->sums, PART_OF_UNIT, &own);
	for (size_t i = 0; i < t->n_marks; i++) {
		const struct eval_case m = eval_of_mark(&t->c, &t->mark[i]);

		eval_add(&k->sums, PART_OF_UNIT, &m);
		add_mark_days(k, t, &t->mark[i]);
	}
	add_days(k, t);
}

static enum err
one_life(void *ctx, const struct life *l)
{
	struct counting *k = ctx;
	struct eval_told t;

	if (!eval_tell(&k->world, l, k->p, &t))
		return OK;
	add_sums(k, &t);
	k->cases = room(k->cases, k->n_cases, &k->cap_cases, sizeof(*k->cases));
	k->cases[k->n_cases++] = t.c;
	for (size_t i = 0; i < t.n_marks; i++) {
		k->marks = room(k->marks, k->n_marks, &k->cap_marks, sizeof(*k->marks));
		k->marks[k->n_marks++] = t.mark[i];
	}
	return OK;
}

static enum err
one_complaint(void *ctx, const struct eval_complaint *c)
{
	static const enum eval_part parts[] = { PART_OF_ALL, PART_OF_SOURCE, PART_OF_CLASS, PART_OF_HOUR, PART_OF_WEEKDAY };
	struct counting *k = ctx;
	const int32_t day = day_of(c->received_at);

	for (size_t i = 0; i < N(parts); i++)
		eval_add_complaint(&k->sums, parts[i], c);
	eval_at(&k->sums, 0, PART_OF_TIME, 0, k->span == EVAL_YEAR ? fold_first_day(SPAN_MONTH, day) : day)[N_COMPLAINT]++;
	if (k->span == EVAL_MONTH) {
		eval_at(&k->sums, 1, PART_OF_ALL, day, 0)[N_COMPLAINT]++;
		eval_at(&k->sums, 1, PART_OF_SOURCE, day, c->source)[N_COMPLAINT]++;
	}
	return OK;
}

/* --- as rows --------------------------------------------------------------- */

/* A tally of a day has 1 for its span: the day's rows come after the period's. */
static void
list_sums(struct arena *a, struct counting *k, struct eval_period *p)
{
	struct eval_sum *list;
	size_t n = 0;

	eval_tallies_sort(&k->sums);
	for (size_t i = 0; i < k->sums.n; i++)
		for (int s = 0; s < EVAL_SLOTS; s++)
			n += k->sums.slot[i].v[s] != 0;
	list = arena_array_of(a, struct eval_sum, n + 1);
	for (size_t i = 0; i < k->sums.n; i++) {
		const struct eval_tally *t = &k->sums.slot[i];

		for (int s = 0; s < EVAL_SLOTS; s++)
			if (t->v[s] != 0)
				list[p->n_sums++] = (struct eval_sum){ .span = t->span == 1 ? EVAL_DAY : p->run.span,
					.first_day = t->span == 1 ? t->day : p->run.first_day, .part = t->part,
					.key_id = t->key, .slot = s, .n = t->v[s] };
	}
	p->sums = list;
}

/* SHA-256 of all rows of the period, in their order. */
static struct blob
digest(struct arena *a, const struct eval_period *p)
{
	struct sha256 *h = sha256_new(a);
	unsigned char out[HASH_LEN];

	for (size_t i = 0; i < p->n_sums; i++) {
		const struct eval_sum *s = &p->sums[i];
		const int64_t row[] = { s->span, s->first_day, s->part, s->key_id, s->slot, s->n };

		sha256_add(h, row, sizeof(row));
	}
	for (size_t i = 0; i < p->n_cases; i++) {
		const struct eval_case *c = &p->cases[i];
		const int64_t row[] = { c->case_id, c->unit_id, c->class_id, c->source, c->unit_cell_id, c->base_cell_id,
			c->bits, c->reworks };

		sha256_add(h, row, sizeof(row));
		sha256_add(h, c->doer, sizeof(c->doer));
	}
	for (size_t i = 0; i < p->n_marks; i++) {
		const struct eval_mark *m = &p->marks[i];
		const int64_t row[] = { m->case_id, m->unit_id, m->bits, m->reworks };

		sha256_add(h, row, sizeof(row));
	}
	sha256_end(h, out);
	return (struct blob){ arena_memdup(a, out, sizeof(out)), sizeof(out) };
}

/* Reads and counts it in one snapshot. */
static enum err
count_period(struct service *sv, struct counting *k, int32_t first_day, int32_t until_day, struct eval_period *out)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const enum figure_span span = k->span == EVAL_YEAR ? SPAN_YEAR : SPAN_MONTH;
	int y, m, d;
	enum err e = db_begin_read(sv->db, &tx);

	date_of_day(first_day, &y, &m, &d);
	k->p = period_until(period_of_months(y, m, span == SPAN_YEAR ? 12 : 1), day_start(until_day));
	*out = (struct eval_period){ .run = { .span = (int32_t)k->span, .first_day = first_day,
		.until_day = day_of(k->p.to - 1) + 1, .rules = eval_rules() }, .end_day = fold_next(span, first_day) };
	out->run.whole = out->run.until_day == out->end_day;
	(void)eval_at(&k->sums, 0, PART_OF_ALL, 0, 0);
	if (e == OK)
		e = eval_world_read(sv, k->p.to, &k->world);
	if (e == OK)
		e = store_lives_acts(sv->db, k->p, 0, one_life, k);
	if (e == OK)
		e = store_eval_complaints(sv->db, k->p.from, k->p.to, one_complaint, k);
	if (e != OK)
		return e;
	list_sums(sv->arena, k, out);
	out->cases = k->cases;
	out->n_cases = k->n_cases;
	out->marks = k->marks;
	out->n_marks = k->n_marks;
	out->run.digest = digest(sv->arena, out);
	return OK;
}

static enum err
run_period(struct service *sv, enum eval_span span, int32_t first_day, int32_t until_day, usec_t now)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct service own = { .db = sv->db, .arena = a, .conf = sv->conf, .cache = sv->cache };
	CLEANUP(counting_free) struct counting k = { .span = span };
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct eval_period p;
	enum err e = count_period(&own, &k, first_day, until_day, &p);

	p.run.made_at = now;
	if (e == OK)
		e = db_begin(sv->db, &tx);
	if (e == OK)
		e = store_eval_put(sv->db, &p);
	return e == OK ? db_commit(&tx) : e;
}

/* --- all of them ----------------------------------------------------------- */

/* What a run goes by. */
struct rounds {
	int32_t first, today;	/* the day of the first thing that happened; counted before today */
	usec_t now;
	int64_t end_ns, *done;
};

/* Whether a period still has to be counted. */
static enum err
wanted(struct service *sv, enum eval_span span, int32_t first_day, int32_t next, const struct rounds *r, bool *yes)
{
	const int32_t until = next < r->today ? next : r->today;
	struct eval_run run;
	enum err e = store_eval_run(sv->db, sv->arena, span, first_day, &run);

	*yes = e == ERR_NOT_FOUND || (e == OK && run.until_day < until);
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err
run_span(struct service *sv, enum eval_span span, const struct rounds *r)
{
	const enum figure_span months = span == EVAL_YEAR ? SPAN_YEAR : SPAN_MONTH;
	enum err e = OK;

	for (int32_t day = fold_first_day(months, r->first); day < r->today && e == OK; day = fold_next(months, day)) {
		bool yes = false;

		if ((e = wanted(sv, span, day, fold_next(months, day), r, &yes)) != OK || !yes)
			continue;
		if (*r->done > 0 && clock_mono_ns() > r->end_ns)
			return OK;
		e = run_period(sv, span, day, r->today, r->now);
		*r->done += e == OK;
	}
	return e;
}

static enum err
run_all(struct service *sv, usec_t now, int64_t *done)
{
	struct rounds r = { .today = day_of(now - SETTLED), .now = now, .done = done,
		.end_ns = clock_mono_ns() + RUN_SECONDS * (int64_t)1000000000 };
	usec_t first;
	enum err e = store_figure_first(sv->db, &first);

	if (e != OK || first >= now)
		return e;
	r.first = day_of(first);
	e = run_span(sv, EVAL_MONTH, &r);
	return e == OK ? run_span(sv, EVAL_YEAR, &r) : e;
}

enum err
evaluation_run(struct service *sv, usec_t now, int64_t *done)
{
	const int32_t today = day_of(now - SETTLED);
	int64_t until;
	bool mine;
	enum err e, unlock;

	*done = 0;
	/* The running year comes last: where it is counted, all is. */
	if ((e = store_eval_until(sv->db, EVAL_YEAR, &until)) != OK || until >= today)
		return e;
	if ((e = store_figure_lock(sv->db, &mine)) != OK || !mine)
		return e;
	e = run_all(sv, now, done);
	unlock = store_figure_unlock(sv->db);
	return e != OK ? e : unlock;
}

enum err
evaluation_recount(struct service *sv, int32_t first_day, usec_t now)
{
	const int32_t today = day_of(now - SETTLED);
	bool mine;
	enum err e = store_figure_lock(sv->db, &mine), unlock;

	if (e != OK || !mine)
		return e != OK ? e : err_raise(ERR_CONFLICT, "figures are being counted");
	e = run_period(sv, EVAL_MONTH, first_day, today, now);
	if (e == OK)
		e = run_period(sv, EVAL_YEAR, fold_first_day(SPAN_YEAR, first_day), today, now);
	unlock = store_figure_unlock(sv->db);
	return e != OK ? e : unlock;
}

enum err
evaluation_forget(struct service *sv)
{
	return store_eval_forget(sv->db);
}

enum err
evaluation_check(struct service *sv, enum eval_span span, int32_t first_day, bool *same)
{
	CLEANUP(counting_free) struct counting k = { .span = span };
	struct eval_run run;
	struct eval_period p;
	enum err e = store_eval_run(sv->db, sv->arena, span, first_day, &run);

	if (e == OK)
		e = count_period(sv, &k, first_day, run.until_day, &p);
	if (e != OK)
		return e;
	*same = run.digest.len == HASH_LEN && memcmp(run.digest.data, p.run.digest.data, HASH_LEN) == 0;
	return OK;
}
