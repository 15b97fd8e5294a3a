/* Queues and their counts: what is to be done, by key, never by offset. */
#include "config.h"
#include "lib/store/store_beside.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/store/store_board.h"

#include "lib/base/banned.h"

static const struct db_col queue_cols[] = {
	COL_I64(queue_row, id), COL_I64(queue_row, version), COL_STR(queue_row, number), COL_I32(queue_row, state),
	COL_I32(queue_row, source), COL_I64(queue_row, queue_key), COL_TIME(queue_row, stage_due),
	COL_TIME(queue_row, due_at), COL_TIME(queue_row, received_at), COL_BOOL(queue_row, hazard),
	COL_BOOL(queue_row, urgent), COL_I32(queue_row, rework_count), COL_STR(queue_row, address),
	COL_STR(queue_row, description), COL_I64(queue_row, class_id), COL_I64(queue_row, unit_id),
	COL_I64(queue_row, base_cell_id),
};

/* Whose cases, in which order; and the same backwards, to the page before. */
enum { BY_STATE, BY_UNIT, NEWEST, NEWEST_OVER };
enum { QUEUE_ARGS = 20 };
static const enum sql_id statements[][2] = {
	[BY_STATE] = { SQL_QUEUE_BY_STATE, SQL_QUEUE_BY_STATE_BACK },
	[BY_UNIT] = { SQL_QUEUE_BY_UNIT, SQL_QUEUE_BY_UNIT_BACK },
	[NEWEST] = { SQL_QUEUE_NEWEST, SQL_QUEUE_NEWEST_BACK },
	[NEWEST_OVER] = { SQL_QUEUE_NEWEST_OVER, SQL_QUEUE_NEWEST_OVER_BACK },
};

static void
turn(struct queue_row *rows, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		const struct queue_row r = rows[i];

		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = r;
	}
}

/* The statement for a filter; its arguments into args, at most QUEUE_ARGS. */
static enum sql_id
statement_of(const struct queue_filter *f, struct db_arg *args, size_t *n_args)
{
	const int64_t from = f->back ? INT64_MAX : INT64_MIN, key = f->after_id != 0 ? f->after_key : from,
	    id = f->after_id != 0 ? f->after_id : f->newest == f->back ? 0 : INT64_MAX;
	const struct db_arg unit = DB_REF(f->own_unit != 0 ? f->own_unit : f->unit_id), class = DB_REF(f->class_id),
	    cell = DB_REF(f->cell_id), late = DB_TIME(f->late_before),
	    max = DB_I64(f->max != 0 ? f->max : QUEUE_PAGE + 1);
	const struct db_arg by_state[] = { DB_I64(f->state), DB_I64(key), DB_I64(id), DB_I64(key),
		unit, unit, class, class, cell, cell, late, late, max };
	const struct db_arg by_unit[] = { DB_I64(f->own_unit), DB_I64(f->state), DB_I64(key), DB_I64(id),
		DB_I64(key), class, class, cell, cell, late, late, max };
	const struct db_arg newest[] = { DB_I64(f->state), DB_I64(id), unit, unit, class, class, cell, cell,
		late, late, max };
	const struct db_arg over[] = { newest[0], newest[1], unit, unit, class, class, cell, cell, max,
		newest[0], newest[1], unit, unit, class, class, cell, cell, max, max };
	const int which = f->newest && state_is_final(f->state) ? NEWEST_OVER : f->newest ? NEWEST :
	    f->own_unit != 0 ? BY_UNIT : BY_STATE;
	const struct db_arg *const all[] = { by_state, by_unit, newest, over };
	const size_t n_all[] = { N(by_state), N(by_unit), N(newest), N(over) };

	*n_args = n_all[which];
	memcpy(args, all[which], n_all[which] * sizeof(*args));
	return statements[which][f->back];
}

void
store_queue_ahead(struct db *db, const struct queue_filter *f)
{
	struct db_arg args[QUEUE_ARGS];
	size_t n_args;
	const enum sql_id id = statement_of(f, args, &n_args);

	db_ahead(db, id, args, n_args);
}

enum err
store_queue(struct db *db, struct arena *a, const struct queue_filter *f, struct queue_row **out,
    size_t *n)
{
	struct db_arg args[QUEUE_ARGS];
	size_t n_args;
	const enum sql_id id = statement_of(f, args, &n_args);
	enum err e = db_all(db, id, args, n_args, queue_cols, N(queue_cols), a, sizeof(**out), out, n);

	if (e == OK && f->back)
		turn(*out, *n);
	return e;
}

enum err
store_queue_place(struct db *db, int64_t case_id, struct queue_row *out)
{
	static const struct db_col cols[] = { COL_I32(queue_row, state), COL_I64(queue_row, queue_key) };
	const struct db_arg args[] = { DB_I64(case_id) };

	*out = (struct queue_row){ .id = case_id };
	return db_one(db, SQL_QUEUE_PLACE, args, N(args), cols, N(cols), NULL, out);
}

enum err
store_queue_due(struct db *db, struct arena *a, const char *states, int64_t unit_id, usec_t from,
    usec_t until, struct queue_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_STR(states), DB_TIME(from), DB_TIME(until), DB_REF(unit_id),
		DB_REF(unit_id) };

	return db_all(db, SQL_QUEUE_DUE, args, N(args), queue_cols, N(queue_cols), a, sizeof(**out), out, n);
}

enum err
store_queue_counts(struct db *db, struct arena *a, int64_t unit_id, bool closed, usec_t now,
    struct queue_count **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(queue_count, state), COL_I64(queue_count, total), COL_I64(queue_count, late),
		COL_I64(queue_count, soon),
	};
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now), DB_TIME(now + 2 * USEC_HOUR),
		DB_I64(unit_id) };

	return db_all(db, unit_id != 0 ? SQL_COUNT_BY_STATE_OF_UNIT : closed ? SQL_COUNT_BY_STATE :
	    SQL_COUNT_OPEN_BY_STATE, args, unit_id != 0 ? 4 : 3, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_case_near(struct db *db, struct arena *a, int64_t class_id, int32_t lat, int32_t lon,
    int32_t reach, usec_t since, struct near_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(near_row, id), COL_STR(near_row, number), COL_I32(near_row, state),
		COL_TIME(near_row, received_at), COL_I32(near_row, lat), COL_I32(near_row, lon),
		COL_STR(near_row, address), COL_STR(near_row, description),
	};
	const struct db_arg args[] = { DB_I64(class_id), DB_I64((int64_t)lat - reach),
		DB_I64((int64_t)lat + reach), DB_I64((int64_t)lon - reach), DB_I64((int64_t)lon + reach),
		DB_TIME(since) };

	return db_all(db, SQL_CASE_NEAR, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_area_waiting(struct db *db, struct arena *a, int64_t squad_id, struct queue_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(squad_id) };

	return db_all(db, SQL_AREA_WAITING, args, N(args), queue_cols, N(queue_cols), a, sizeof(**out), out, n);
}

enum err
store_area_cases(struct db *db, struct arena *a, int64_t squad_id, struct queue_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(squad_id) };

	return db_all(db, SQL_AREA_CASES, args, N(args), queue_cols, N(queue_cols), a, sizeof(**out), out, n);
}

enum err
store_board_hot(struct db *db, struct arena *a, struct queue_row **out, size_t *n)
{
	return db_all(db, SQL_BOARD_HOT, NULL, 0, queue_cols, N(queue_cols), a, sizeof(**out), out, n);
}

enum err
store_board_due(struct db *db, struct arena *a, usec_t from, usec_t until, struct queue_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(until) };

	return db_all(db, SQL_BOARD_DUE, args, N(args), queue_cols, N(queue_cols), a, sizeof(**out), out, n);
}

enum err
store_board_due_of(struct db *db, struct arena *a, int64_t unit_id, usec_t until, struct queue_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(unit_id), DB_TIME(until) };

	return db_all(db, SQL_BOARD_DUE_OF_UNIT, args, N(args), queue_cols, N(queue_cols), a, sizeof(**out), out, n);
}
