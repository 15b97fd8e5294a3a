/* Queues and their counts: what is to be done, by key, never by offset. */
#include "config.h"
#include "lib/store/store_case.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static const struct db_col queue_cols[] = {
	COL_I64(queue_row, id), COL_STR(queue_row, number), COL_I32(queue_row, state),
	COL_I32(queue_row, source), COL_I64(queue_row, queue_key), COL_TIME(queue_row, stage_due),
	COL_TIME(queue_row, due_at), COL_TIME(queue_row, received_at), COL_BOOL(queue_row, hazard),
	COL_BOOL(queue_row, urgent), COL_I32(queue_row, rework_count), COL_STR(queue_row, address),
	COL_STR(queue_row, description), COL_I64(queue_row, class_id), COL_I64(queue_row, unit_id),
	COL_I64(queue_row, base_cell_id),
};

enum err
store_queue(struct db *db, struct arena *a, const struct queue_filter *f, struct queue_row **out,
    size_t *n)
{
	const int64_t key = f->after_id != 0 ? f->after_key : INT64_MIN;
	const struct db_arg unit = DB_REF(f->own_unit != 0 ? f->own_unit : f->unit_id), class = DB_REF(f->class_id),
	    cell = DB_REF(f->cell_id), late = DB_TIME(f->late_before);
	const struct db_arg by_state[] = { DB_I64(f->state), DB_I64(key), DB_I64(f->after_id), DB_I64(key),
		unit, unit, class, class, cell, cell, late, late };
	const struct db_arg by_unit[] = { DB_I64(f->own_unit), DB_I64(f->state), DB_I64(key),
		DB_I64(f->after_id), DB_I64(key), class, class, cell, cell, late, late };
	const struct db_arg newest[] = { DB_I64(f->state),
		DB_I64(f->after_id != 0 ? f->after_id : INT64_MAX), unit, unit, class, class, cell, cell, late, late };

	const struct db_arg over[] = { newest[0], newest[1], unit, unit, class, class, cell, cell,
		newest[0], newest[1], unit, unit, class, class, cell, cell };

	if (f->newest && state_is_final(f->state))
		return db_all(db, SQL_QUEUE_NEWEST_OVER, over, N(over), queue_cols, N(queue_cols), a,
		    sizeof(**out), out, n);
	if (f->newest)
		return db_all(db, SQL_QUEUE_NEWEST, newest, N(newest), queue_cols, N(queue_cols), a,
		    sizeof(**out), out, n);
	if (f->own_unit != 0)
		return db_all(db, SQL_QUEUE_BY_UNIT, by_unit, N(by_unit), queue_cols, N(queue_cols), a,
		    sizeof(**out), out, n);
	return db_all(db, SQL_QUEUE_BY_STATE, by_state, N(by_state), queue_cols, N(queue_cols), a,
	    sizeof(**out), out, n);
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
store_queue_count(struct db *db, enum case_state state, int64_t unit_id, usec_t now, struct queue_count *out)
{
	static const struct db_col cols[] = { COL_I64(queue_count, total), COL_I64(queue_count, late) };
	const struct db_arg all[] = { DB_TIME(now), DB_I64(state) },
	    of_unit[] = { DB_TIME(now), DB_I64(unit_id), DB_I64(state) };

	*out = (struct queue_count){ 0 };
	return unit_id != 0 ? db_one(db, SQL_QUEUE_COUNT_OF_UNIT, of_unit, N(of_unit), cols, N(cols), NULL, out) :
	    db_one(db, SQL_QUEUE_COUNT, all, N(all), cols, N(cols), NULL, out);
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
