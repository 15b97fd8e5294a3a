#include "config.h"
#include "lib/store/store_filter.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_filter_add(struct db *db, const struct filter *f, usec_t at)
{
	const struct db_arg args[] = { DB_STR(f->name), DB_I64(f->user_id), DB_REF(f->role_id), DB_STR(f->queue),
		DB_I64(f->state), DB_REF(f->class_id), DB_REF(f->unit_id), DB_REF(f->cell_id), DB_REF(f->late),
		DB_I64(f->newest), DB_TIME(at) };

	return db_exec(db, SQL_FILTER_ADD, args, N(args), NULL, NULL);
}

enum err
store_filter_count(struct db *db, int64_t user_id, int64_t *n)
{
	const struct db_arg args[] = { DB_I64(user_id) };

	return db_number(db, SQL_FILTER_COUNT_OF, args, N(args), n);
}

enum err
store_filter_drop(struct db *db, int64_t id, int64_t user_id, bool any)
{
	const struct db_arg args[] = { DB_I64(id), DB_I64(user_id), DB_I64(any) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_FILTER_DROP, args, N(args), &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_NOT_FOUND, "no filter %lld of his", (long long)id) : e;
}

enum err
store_beside(struct db *db, struct arena *a, const struct beside_asked *q, struct beside_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(beside_row, kind), COL_I64(beside_row, id), COL_STR(beside_row, name), COL_STR(beside_row, queue),
		COL_I64(beside_row, user_id), COL_I64(beside_row, role_id), COL_I64(beside_row, class_id),
		COL_I64(beside_row, unit_id), COL_I64(beside_row, cell_id), COL_I32(beside_row, late),
		COL_BOOL(beside_row, newest), COL_I64(beside_row, total), COL_I64(beside_row, n_late),
		COL_TIME(beside_row, since),
	};
	const struct db_arg now = DB_TIME(q->now), soon = DB_TIME(q->now + 2 * USEC_HOUR), unit = DB_REF(q->own_unit),
	    state = DB_REF((int64_t)q->state), queue = DB_STR(q->queue);
	const struct db_arg args[] = {
		now, state, unit,			/* the centre's number */
		now, unit, state,			/* the unit's */
		unit, unit, now, soon,			/* filters by class, */
		unit, unit, now, soon,			/* by cell, */
		unit, unit, now, soon,			/* by unit, */
		now, soon,				/* by state alone */
		DB_I64(q->user_id), DB_I64(-q->roles[0]), DB_I64(-q->roles[1]), DB_I64(-q->roles[2]),
		DB_I64(-q->roles[3]), DB_I64(-q->roles[4]), DB_I64(-q->roles[5]), DB_I64(-q->roles[6]), queue, queue,
		state, now, DB_I64(q->user_id),		/* claims */
	};

	return db_all(db, SQL_QUEUE_BESIDE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
