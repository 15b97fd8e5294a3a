#include "config.h"
#include "lib/store/store_stats.h"

#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

/* Ids further apart than GAP begin a new range; a range holds at most so many ids. */
enum { GAP = 32, RANGE_MAX = 4096 };

/* --- which cases ----------------------------------------------------------- */

struct ids {
	int64_t *id;
	size_t n, cap;
};

struct id_row {
	int64_t id;
};

static void
ids_freep(struct ids *s)
{
	free(s->id);
}

static enum err
id_one(void *ctx, const void *row)
{
	struct ids *s = ctx;

	if (s->n == s->cap) {
		size_t cap = s->cap == 0 ? 4096 : size_mul(s->cap, 2);
		int64_t *more = realloc(s->id, size_mul(cap, sizeof(*more)));

		if (more == NULL)
			abort();
		s->id = more;
		s->cap = cap;
	}
	s->id[s->n++] = ((const struct id_row *)row)->id;
	return OK;
}

static int
id_cmp(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/*
 * All ids, sorted, each once.  What was closed, refused or void before the
 * span cannot count in it; everything else that was known by then is here.
 */
static enum err
find_ids(struct db *db, struct period span, struct ids *s)
{
	static const struct db_col cols[] = { COL_I64(id_row, id) };
	static const enum sql_id parts[] = { SQL_STATS_IDS_CLOSED, SQL_STATS_IDS_UNCLOSED,
		SQL_STATS_IDS_REOPENED };
	const struct db_arg args[] = { DB_TIME(span.from), DB_TIME(span.to) };
	size_t n = 0;
	enum err e = OK;

	for (size_t i = 0; i < N(parts) && e == OK; i++)
		e = db_each(
		    db, parts[i], args, N(args), cols, N(cols), sizeof(struct id_row), id_one, s);
	if (e != OK)
		return e;
	if (s->n > 0)
		qsort(s->id, s->n, sizeof(*s->id), id_cmp);
	for (size_t i = 0; i < s->n; i++)
		if (i == 0 || s->id[i] != s->id[n - 1])
			s->id[n++] = s->id[i];
	s->n = n;
	return OK;
}

/* --- their lives ----------------------------------------------------------- */

/* The rows of one range of ids, and how far each table was read. */
struct range {
	struct life_case *cases;
	struct life_stage *stages;
	struct life_promise *promises;
	struct life_order *orders;
	struct life_hold *holds;
	struct post_act *acts;
	size_t n_cases, n_stages, n_promises, n_orders, n_holds, n_acts;
	size_t stage, promise, order, hold, act;
};

static enum err
read_cases(struct db *db, struct arena *a, const struct db_arg *args, struct range *r)
{
	static const struct db_col cols[] = {
		COL_I64(life_case, id),
		COL_STR(life_case, number),
		COL_I32(life_case, source),
		COL_BOOL(life_case, external),
		COL_BOOL(life_case, unjustified_return),
		COL_I64(life_case, class_id),
		COL_I64(life_case, unit_id),
		COL_I64(life_case, unit_cell_id),
		COL_I64(life_case, base_cell_id),
		COL_BOOL(life_case, confidential),
		COL_BOOL(life_case, exempt),
		COL_TIME(life_case, received_at),
		COL_TIME(life_case, filed_at),
		COL_TIME(life_case, dispatched_at),
		COL_TIME(life_case, fed_back_at),
		COL_TIME(life_case, closed_at),
	};

	return db_all(db, SQL_STATS_CASES, args, 2, cols, N(cols), a, sizeof(*r->cases), &r->cases,
	    &r->n_cases);
}

static enum err
read_stages(struct db *db, struct arena *a, const struct db_arg *args, struct range *r)
{
	static const struct db_col cols[] = {
		COL_I64(life_stage, case_id),
		COL_I32(life_stage, state),
		COL_I64(life_stage, unit_id),
		COL_TIME(life_stage, started),
		COL_TIME(life_stage, due),
		COL_TIME(life_stage, ended),
	};

	return db_all(db, SQL_STATS_STAGES, args, 2, cols, N(cols), a, sizeof(*r->stages),
	    &r->stages, &r->n_stages);
}

static enum err
read_promises(struct db *db, struct arena *a, const struct db_arg *args, struct range *r)
{
	static const struct db_col cols[] = {
		COL_I64(life_promise, case_id),
		COL_I32(life_promise, kind),
		COL_I32(life_promise, round),
		COL_I64(life_promise, unit_id),
		COL_TIME(life_promise, started),
		COL_I32(life_promise, unit),
		COL_TIME(life_promise, due),
		COL_TIME(life_promise, original_due),
		COL_TIME(life_promise, ended),
	};

	return db_all(db, SQL_STATS_PROMISES, args, 2, cols, N(cols), a, sizeof(*r->promises),
	    &r->promises, &r->n_promises);
}

static enum err
read_orders(struct db *db, struct arena *a, const struct db_arg *args, struct range *r)
{
	static const struct db_col cols[] = {
		COL_I64(life_order, case_id),
		COL_I32(life_order, kind),
		COL_I32(life_order, result),
		COL_TIME(life_order, answered_at),
	};

	return db_all(db, SQL_STATS_ORDERS, args, 2, cols, N(cols), a, sizeof(*r->orders),
	    &r->orders, &r->n_orders);
}

static enum err
read_holds(struct db *db, struct arena *a, const struct db_arg *args, struct range *r)
{
	static const struct db_col cols[] = {
		COL_I64(life_hold, case_id),
		COL_BOOL(life_hold, watch),
		COL_TIME(life_hold, from_at),
		COL_TIME(life_hold, until_at),
	};
	const struct db_arg twice[] = { args[0], args[1], args[0], args[1] };

	return db_all(db, SQL_STATS_HOLDS, twice, N(twice), cols, N(cols), a, sizeof(*r->holds),
	    &r->holds, &r->n_holds);
}

static enum err
read_acts(struct db *db, struct arena *a, const struct db_arg *args, struct range *r)
{
	static const struct db_col cols[] = {
		COL_I64(post_act, case_id), COL_I32(post_act, kind), COL_I32(post_act, from_state), COL_I32(post_act, to_state),
		COL_TIME(post_act, at), COL_I64(post_act, user_id), COL_I64(post_act, unit_id), COL_BLOB(post_act, detail),
	};

	return db_all(db, SQL_STATS_ACTS, args, 2, cols, N(cols), a, sizeof(*r->acts), &r->acts, &r->n_acts);
}

/* The rows of one id among rows sorted by id, which stands first in each of them. */
static const void *
rows_of(int64_t id, const void *rows, size_t size, size_t n, size_t *at, size_t *count)
{
	const char *base = rows;
	size_t from;

	while (*at < n && *(const int64_t *)(const void *)(base + *at * size) < id)
		(*at)++;
	from = *at;
	while (*at < n && *(const int64_t *)(const void *)(base + *at * size) == id)
		(*at)++;
	*count = *at - from;
	return base + from * size;
}

/* Sent on from the unit itself: the dispatch may have been wrong (workflow table row 33). */
static bool
was_sent_on(const struct life *l)
{
	for (size_t i = 1; i < l->n_stages; i++) {
		int32_t from = l->stages[i - 1].state;

		if (l->stages[i].state == CS_DISPATCHED &&
		    (from == CS_DISPATCHED || from == CS_HANDLING || from == CS_RETURN_REVIEW))
			return true;
	}
	return false;
}

static enum err
read_faults(struct db *db, struct arena *a, struct life *l)
{
	struct fault_row {
		usec_t at;
	};
	static const struct db_col cols[] = { COL_TIME(fault_row, at) };
	const struct db_arg args[] = { DB_I64(l->c.id) };
	struct fault_row *rows;
	usec_t *at;
	enum err e;

	if (!was_sent_on(l))
		return OK;
	e = db_all(db, SQL_STATS_FAULTS, args, N(args), cols, N(cols), a, sizeof(*rows), &rows,
	    &l->n_faults);
	if (e != OK)
		return e;
	at = arena_array_of(a, usec_t, l->n_faults);
	for (size_t i = 0; i < l->n_faults; i++)
		at[i] = rows[i].at;
	l->faults = at;
	return OK;
}

static void
cut_life(struct range *r, const struct life_case *c, struct life *l)
{
	*l = (struct life){ .c = *c };
	l->stages =
	    rows_of(c->id, r->stages, sizeof(*r->stages), r->n_stages, &r->stage, &l->n_stages);
	l->promises = rows_of(
	    c->id, r->promises, sizeof(*r->promises), r->n_promises, &r->promise, &l->n_promises);
	l->orders =
	    rows_of(c->id, r->orders, sizeof(*r->orders), r->n_orders, &r->order, &l->n_orders);
	l->holds = rows_of(c->id, r->holds, sizeof(*r->holds), r->n_holds, &r->hold, &l->n_holds);
	l->acts = rows_of(c->id, r->acts, sizeof(*r->acts), r->n_acts, &r->act, &l->n_acts);
}

/* The lives of the n ids, all within id[0] … id[n - 1] of one range. */
static enum err
read_range(struct db *db, const int64_t *id, size_t n, bool acts, life_fn *fn, void *ctx)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const struct db_arg args[] = { DB_I64(id[0]), DB_I64(id[n - 1]) };
	struct range r = { .n_cases = 0 };
	size_t want = 0;
	enum err e = read_cases(db, a, args, &r);

	if (e == OK)
		e = read_stages(db, a, args, &r);
	if (e == OK)
		e = read_promises(db, a, args, &r);
	if (e == OK)
		e = read_orders(db, a, args, &r);
	if (e == OK)
		e = read_holds(db, a, args, &r);
	if (e == OK && acts)
		e = read_acts(db, a, args, &r);
	for (size_t i = 0; i < r.n_cases && e == OK; i++) {
		struct life l;

		while (want < n && id[want] < r.cases[i].id)
			want++;
		if (want == n || id[want] != r.cases[i].id)
			continue;
		cut_life(&r, &r.cases[i], &l);
		e = read_faults(db, a, &l);
		if (e == OK)
			e = fn(ctx, &l);
	}
	return e;
}

static enum err
read_lives(struct db *db, struct period span, int64_t after, bool acts, life_fn *fn, void *ctx)
{
	CLEANUP(ids_freep) struct ids s = { NULL, 0, 0 };
	enum err e = find_ids(db, span, &s);
	size_t i = 0;

	while (i < s.n && s.id[i] <= after)
		i++;
	for (size_t n; i < s.n && e == OK; i += n) {
		for (n = 1; i + n < s.n && n < RANGE_MAX && s.id[i + n] - s.id[i + n - 1] <= GAP;)
			n++;
		e = read_range(db, &s.id[i], n, acts, fn, ctx);
	}
	return e;
}

enum err
store_lives(struct db *db, struct period span, life_fn *fn, void *ctx)
{
	return read_lives(db, span, 0, false, fn, ctx);
}

enum err
store_lives_acts(struct db *db, struct period span, int64_t after_id, life_fn *fn, void *ctx)
{
	return read_lives(db, span, after_id, true, fn, ctx);
}

/* --- names ----------------------------------------------------------------- */

enum err
store_stats_complaints(
    struct db *db, struct arena *a, struct period p, struct stats_channel **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(stats_channel, source),
		COL_I64(stats_channel, n) };
	const struct db_arg args[] = { DB_TIME(p.from), DB_TIME(p.to) };

	return db_all(
	    db, SQL_STATS_COMPLAINTS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_stats_units(struct db *db, struct arena *a, struct stats_unit **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(stats_unit, id),
		COL_STR(stats_unit, code),
		COL_STR(stats_unit, name_zh),
		COL_STR(stats_unit, name_en),
		COL_I32(stats_unit, kind),
		COL_STR(stats_unit, group_code),
		COL_TIME(stats_unit, valid_from),
		COL_TIME(stats_unit, valid_until),
	};

	return db_all(db, SQL_STATS_UNITS, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_stats_classes(struct db *db, struct arena *a, struct stats_class **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(stats_class, id),
		COL_STR(stats_class, edition),
		COL_I32(stats_class, kind),
		COL_STR(stats_class, major_code),
		COL_STR(stats_class, minor_code),
		COL_STR(stats_class, name_zh),
		COL_STR(stats_class, name_en),
		COL_STR(stats_class, major_zh),
		COL_STR(stats_class, major_en),
	};

	return db_all(db, SQL_STATS_CLASSES, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_stats_seal(struct db *db, struct arena *a, int32_t day, struct stats_seal *out)
{
	static const struct db_col cols[] = {
		COL_I32(stats_seal, day),
		COL_I64(stats_seal, events),
		COL_BLOB(stats_seal, root),
	};
	const struct db_arg args[] = { DB_I64(day) };

	return db_one(db, SQL_STATS_SEAL, args, N(args), cols, N(cols), a, out);
}
