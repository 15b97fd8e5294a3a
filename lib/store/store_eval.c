#include "config.h"
#include "lib/store/store_eval.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

int32_t
eval_rules(void)
{
	uint32_t h = 2166136261u;

	for (int i = 0; i < COUNT_MAX + MEAN_MAX; i++)
		for (const char *p = i < COUNT_MAX ? count_token((enum count)i) : mean_token((enum mean_id)(i - COUNT_MAX));; p++) {
			h = (h ^ (unsigned char)*p) * 16777619u;
			if (*p == '\0')
				break;
		}
	return (int32_t)(h & INT32_MAX);
}

/* --- runs and sums --------------------------------------------------------- */

static const struct db_col run_cols[] = {
	COL_I32(eval_run, span), COL_I32(eval_run, first_day), COL_I32(eval_run, until_day), COL_BOOL(eval_run, whole),
	COL_I32(eval_run, rules), COL_BLOB(eval_run, digest), COL_TIME(eval_run, made_at),
};

enum err
store_eval_run(struct db *db, struct arena *a, enum eval_span span, int32_t first_day, struct eval_run *out)
{
	const struct db_arg args[] = { DB_I64(span), DB_I64(first_day), DB_I64(eval_rules()) };

	return db_one(db, SQL_EVAL_RUN, args, N(args), run_cols, N(run_cols), a, out);
}

enum err
store_eval_runs(struct db *db, struct arena *a, enum eval_span span, struct eval_run **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(span) };

	return db_all(db, SQL_EVAL_RUNS, args, N(args), run_cols, N(run_cols), a, sizeof(**out), out, n);
}

enum err
store_eval_until(struct db *db, enum eval_span span, int64_t *day)
{
	const struct db_arg args[] = { DB_I64(span), DB_I64(eval_rules()) };

	return db_number(db, SQL_EVAL_UNTIL, args, N(args), day);
}

enum err
store_eval_forget(struct db *db)
{
	return db_exec(db, SQL_EVAL_FORGET, NULL, 0, NULL, NULL);
}

enum err
store_eval_sums(struct db *db, struct arena *a, enum eval_span span, int32_t part, int32_t from_day, int32_t to_day,
    const int64_t *key, struct eval_sum **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(eval_sum, span), COL_I32(eval_sum, first_day), COL_I32(eval_sum, part), COL_I64(eval_sum, key_id),
		COL_I32(eval_sum, slot), COL_I64(eval_sum, n),
	};
	const struct db_arg args[] = { DB_I64(span), DB_I64(part), DB_I64(from_day), DB_I64(to_day - 1),
		DB_I64(key != NULL ? *key : 0) };

	return db_all(db, key != NULL ? SQL_EVAL_SUMS_OF : SQL_EVAL_SUMS, args, key != NULL ? N(args) : N(args) - 1, cols, N(cols),
	    a, sizeof(**out), out, n);
}

/* --- cases ----------------------------------------------------------------- */

#define COL_DOER(d, column) { DB_COL_I64, offsetof(struct eval_case, doer[d]), column }
#define COL_MEAN(m, column) { DB_COL_TIME, offsetof(struct eval_case, mean[m]), column }

struct eval_want
eval_want_any(void)
{
	return (struct eval_want){ .unit_id = EVAL_ANY, .group_of_unit = EVAL_ANY, .class_id = EVAL_ANY,
		.major_of_class = EVAL_ANY, .kind = EVAL_ANY, .source = EVAL_ANY, .hour = EVAL_ANY, .weekday = EVAL_ANY,
		.unit_cell_id = EVAL_ANY, .base_cell_id = EVAL_ANY, .community = EVAL_ANY, .street = EVAL_ANY,
		.district = EVAL_ANY };
}

static struct db_arg
unless(int64_t v, int64_t none)
{
	return v == none ? DB_NULL : DB_I64(v);
}

/* What db_each() hands a row to. */
struct case_way {
	eval_case_fn *fn;
	void *ctx;
};

static enum err
case_row(void *ctx, const void *row)
{
	const struct case_way *way = ctx;

	return way->fn(way->ctx, row);
}

static enum err
each_case(struct db *db, enum sql_id id, enum eval_span span, int32_t first_day, const struct eval_want *w, eval_case_fn *fn,
    void *ctx)
{
	static const struct db_col cols[] = {
		COL_I64(eval_case, case_id), COL_I64(eval_case, unit_id), COL_I64(eval_case, class_id), COL_I32(eval_case, source),
		COL_I32(eval_case, hour), COL_I32(eval_case, weekday), COL_I64(eval_case, unit_cell_id),
		COL_I64(eval_case, base_cell_id), COL_I64(eval_case, community), COL_I64(eval_case, bits),
		COL_I32(eval_case, reworks), COL_MEAN(T_ACCEPT, "t_accept"), COL_MEAN(T_DISPOSE, "t_dispose"),
		COL_MEAN(T_DISPOSE_CLOCK, "t_dispose_clock"), COL_DOER(DOER_REPORTER, "reporter"), COL_DOER(DOER_TEAM, "team"),
		COL_DOER(DOER_BEAT, "beat"), COL_DOER(DOER_HOTLINE, "hotline"), COL_DOER(DOER_ACCEPTOR, "acceptor"),
		COL_DOER(DOER_VERIFY_SENDER, "verify_sender"), COL_DOER(DOER_VERIFIER, "verifier"), COL_DOER(DOER_FILER, "filer"),
		COL_DOER(DOER_REFUSER, "refuser"), COL_DOER(DOER_DISPATCHER, "dispatcher"),
		COL_DOER(DOER_DISPATCHER_LAST, "dispatcher_last"), COL_DOER(DOER_SIGNER, "signer"), COL_DOER(DOER_CLERK, "clerk"),
		COL_DOER(DOER_HAND, "hand"), COL_DOER(DOER_RETURNER, "returner"), COL_DOER(DOER_EXTENDER, "extender"),
		COL_DOER(DOER_CHECK_SENDER, "check_sender"), COL_DOER(DOER_CHECKER, "checker"), COL_DOER(DOER_CLOSER, "closer"),
		COL_DOER(DOER_CALLER, "caller"),
	};
	struct case_way way = { fn, ctx };
	const struct db_arg args[] = { DB_I64(span), DB_I64(first_day), DB_I64(w->after_id), unless(w->unit_id, EVAL_ANY),
		unless(w->group_of_unit, EVAL_ANY), unless(w->class_id, EVAL_ANY), unless(w->major_of_class, EVAL_ANY), unless(w->kind, EVAL_ANY),
		unless(w->source, EVAL_ANY), unless(w->hour, EVAL_ANY), unless(w->weekday, EVAL_ANY), unless(w->unit_cell_id, EVAL_ANY),
		unless(w->base_cell_id, EVAL_ANY), unless(w->community, EVAL_ANY), unless(w->street, EVAL_ANY), unless(w->district, EVAL_ANY),
		unless(w->doer, 0), DB_I64(w->person), unless(w->bits, 0) };

	return db_each(db, id, args, N(args), cols, N(cols), sizeof(struct eval_case), case_row, &way);
}

enum err
store_eval_cases(struct db *db, enum eval_span span, int32_t first_day, const struct eval_want *w, eval_case_fn *fn, void *ctx)
{
	return each_case(db, SQL_EVAL_CASES, span, first_day, w, fn, ctx);
}

enum err
store_eval_marks(struct db *db, enum eval_span span, int32_t first_day, const struct eval_want *w, eval_case_fn *fn, void *ctx)
{
	return each_case(db, SQL_EVAL_MARKS, span, first_day, w, fn, ctx);
}

/* The first so many numbers; ends the reading when there are enough. */
struct id_list {
	int64_t *id;
	size_t n, cap;
};

static enum err
add_id(struct id_list *l, int64_t id)
{
	if (l->n > 0 && l->id[l->n - 1] == id)
		return OK;
	if (l->n == l->cap)
		return ERR_TOO_LARGE;
	l->id[l->n++] = id;
	return OK;
}

static enum err
id_of_case(void *ctx, const struct eval_case *c)
{
	return add_id(ctx, c->case_id);
}

enum err
store_eval_ids(struct db *db, struct arena *a, enum eval_span span, int32_t first_day, const struct eval_want *w, bool marks,
    int64_t limit, int64_t **ids, size_t *n)
{
	struct id_list l = { .id = arena_array_of(a, int64_t, (size_t)limit), .cap = (size_t)limit };
	enum err e = marks ? store_eval_marks(db, span, first_day, w, id_of_case, &l) :
	    store_eval_cases(db, span, first_day, w, id_of_case, &l);

	*ids = l.id;
	*n = l.n;
	return e == ERR_TOO_LARGE && l.n == l.cap ? OK : e;
}

enum err
store_eval_lines(struct db *db, struct arena *a, const int64_t *ids, size_t n_ids, struct eval_line_case **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(eval_line_case, id), COL_STR(eval_line_case, number), COL_I32(eval_line_case, state),
		COL_I32(eval_line_case, source), COL_I64(eval_line_case, class_id), COL_I64(eval_line_case, unit_id),
		COL_I64(eval_line_case, base_cell_id), COL_STR(eval_line_case, address), COL_STR(eval_line_case, description),
		COL_TIME(eval_line_case, received_at), COL_TIME(eval_line_case, filed_at), COL_TIME(eval_line_case, due_at),
		COL_TIME(eval_line_case, closed_at), COL_BOOL(eval_line_case, confidential),
	};
	struct buf list;
	struct db_arg args[1];

	buf_init(&list, a);
	for (size_t i = 0; i < n_ids; i++)
		buf_printf(&list, "%c%lld", i == 0 ? '[' : ',', (long long)ids[i]);
	buf_str(&list, n_ids > 0 ? "]" : "[]");
	args[0] = DB_STR(list.s);
	return db_all(db, SQL_EVAL_LINES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

/* --- what the figures are told by ------------------------------------------ */

struct complaint_way {
	eval_complaint_fn *fn;
	void *ctx;
};

static enum err
complaint_row(void *ctx, const void *row)
{
	const struct complaint_way *way = ctx;

	return way->fn(way->ctx, row);
}

enum err
store_eval_complaints(struct db *db, usec_t from, usec_t to, eval_complaint_fn *fn, void *ctx)
{
	static const struct db_col cols[] = {
		COL_I32(eval_complaint, source), COL_I64(eval_complaint, class_id), COL_TIME(eval_complaint, received_at),
	};
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(to) };
	struct complaint_way way = { fn, ctx };

	return db_each(db, SQL_EVAL_COMPLAINTS, args, N(args), cols, N(cols), sizeof(struct eval_complaint), complaint_row, &way);
}

enum err
store_eval_cells(struct db *db, struct arena *a, struct eval_cell **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(eval_cell, id), COL_I32(eval_cell, layer_id), COL_I64(eval_cell, community), COL_STR(eval_cell, code),
		COL_STR(eval_cell, name_zh), COL_STR(eval_cell, name_en),
	};

	return db_all(db, SQL_EVAL_CELLS, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_eval_divisions(struct db *db, struct arena *a, struct eval_division **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(eval_division, number), COL_I64(eval_division, parent), COL_I32(eval_division, level),
		COL_STR(eval_division, code), COL_STR(eval_division, name_zh), COL_STR(eval_division, name_en),
	};

	return db_all(db, SQL_EVAL_DIVISIONS, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_eval_beats(struct db *db, struct arena *a, struct eval_beat **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(eval_beat, cell_id), COL_I64(eval_beat, user_id), COL_TIME(eval_beat, valid_from),
		COL_TIME(eval_beat, valid_until),
	};

	return db_all(db, SQL_EVAL_BEATS, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_eval_hidden(struct db *db, struct arena *a, int64_t **ids, size_t *n)
{
	struct id_row {
		int64_t id;
	};
	static const struct db_col cols[] = { COL_I64(id_row, id) };

	return db_all(db, SQL_EVAL_HIDDEN, NULL, 0, cols, N(cols), a, sizeof(struct id_row), ids, n);
}

enum err
store_eval_persons(struct db *db, struct arena *a, struct eval_person **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(eval_person, id), COL_I64(eval_person, unit_id), COL_STR(eval_person, login), COL_STR(eval_person, name),
		COL_STR(eval_person, name_en),
	};

	return db_all(db, SQL_EVAL_PERSONS, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

/* --- by the ledger --------------------------------------------------------- */

enum err
store_eval_event_cases(struct db *db, struct arena *a, int64_t after_id, int64_t limit, struct eval_event_case **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(eval_event_case, id), COL_STR(eval_event_case, number), COL_I32(eval_event_case, source),
		COL_BOOL(eval_event_case, external), COL_BOOL(eval_event_case, verified_above), COL_BOOL(eval_event_case, hazard),
		COL_BOOL(eval_event_case, hazard_event), COL_I64(eval_event_case, class_id), COL_I64(eval_event_case, unit_id),
		COL_I64(eval_event_case, unit_cell_id), COL_I64(eval_event_case, base_cell_id),
		COL_TIME(eval_event_case, received_at),
	};
	const struct db_arg args[] = { DB_I64(after_id), DB_I64(limit) };

	return db_all(db, SQL_EVAL_EVENT_CASES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_eval_events(struct db *db, struct arena *a, int64_t from_id, int64_t to_id, struct post_act **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(post_act, case_id), COL_I32(post_act, kind), COL_I32(post_act, from_state), COL_I32(post_act, to_state),
		COL_TIME(post_act, at), COL_I64(post_act, user_id), COL_I64(post_act, unit_id), COL_BLOB(post_act, detail),
	};
	const struct db_arg args[] = { DB_I64(from_id), DB_I64(to_id) };

	return db_all(db, SQL_EVAL_EVENTS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
