#include "config.h"
#include "lib/store/store_filter.h"

#include <string.h>

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

/* The statements with their arguments, to be sent ahead and to be taken. */
struct beside_args {
	enum sql_id count;
	struct db_arg counted[3], whose[10], filters[24], claims[3];
	size_t n_counted;
};

static struct beside_args
args_of(const struct beside_asked *q)
{
	const struct db_arg now = DB_TIME(q->now), soon = DB_TIME(q->now + 2 * USEC_HOUR), unit = DB_REF(q->own_unit),
	    state = DB_I64((int64_t)q->state), queue = DB_STR(q->queue);
	struct beside_args b = {
		.count = q->own_unit != 0 ? SQL_QUEUE_COUNT_OF_UNIT : SQL_QUEUE_COUNT,
		.counted = { now, q->own_unit != 0 ? unit : state, state },
		.n_counted = q->own_unit != 0 ? 3 : 2,
		.filters = {
			unit, unit, now, soon,		/* by class, */
			unit, unit, now, soon,		/* by cell, */
			unit, unit, now, soon,		/* by unit, */
			now, soon,			/* by state alone */
		},
		.claims = { state, now, DB_I64(q->user_id) },
	};

	b.whose[0] = DB_I64(q->user_id);
	for (size_t i = 0; i < 7; i++)
		b.whose[i + 1] = DB_I64(-q->roles[i]);
	b.whose[8] = b.whose[9] = queue;
	memcpy(b.filters + 14, b.whose, sizeof(b.whose));
	return b;
}

void
store_beside_ahead(struct db *db, const struct beside_asked *q)
{
	const struct beside_args b = args_of(q);

	db_ahead(db, SQL_QUEUE_FILTERED, b.whose, N(b.whose));
	if (q->state == CS_NONE)
		return;
	db_ahead(db, b.count, b.counted, b.n_counted);
	db_ahead(db, SQL_QUEUE_CLAIMS, b.claims, N(b.claims));
}

static enum err
read_filters(struct db *db, struct arena *a, const struct beside_args *b, struct beside *out)
{
	static const struct db_col cols[] = {
		COL_I64(filter_row, id), COL_STR(filter_row, name), COL_STR(filter_row, queue),
		COL_I64(filter_row, user_id), COL_I64(filter_row, role_id), COL_I64(filter_row, class_id),
		COL_I64(filter_row, unit_id), COL_I64(filter_row, cell_id), COL_I32(filter_row, late),
		COL_BOOL(filter_row, newest), COL_I64(filter_row, total),
	};
	int64_t any = 0;
	enum err e = db_number(db, SQL_QUEUE_FILTERED, b->whose, N(b->whose), &any);

	if (e != OK || any == 0)
		return e;
	return db_all(db, SQL_QUEUE_FILTERS, b->filters, N(b->filters), cols, N(cols), a, sizeof(*out->filters),
	    &out->filters, &out->n_filters);
}

enum err
store_beside(struct db *db, struct arena *a, const struct beside_asked *q, struct beside *out)
{
	static const struct db_col counts[] = { COL_I64(beside, total), COL_I64(beside, late) };
	static const struct db_col claims[] = {
		COL_I64(claim_line, id), COL_STR(claim_line, name), COL_I64(claim_line, user_id), COL_TIME(claim_line, since),
	};
	const struct beside_args b = args_of(q);
	enum err e;

	*out = (struct beside){ 0 };
	if ((e = read_filters(db, a, &b, out)) != OK || q->state == CS_NONE)
		return e;
	if ((e = db_one(db, b.count, b.counted, b.n_counted, counts, N(counts), a, out)) != OK)
		return e;
	return db_all(db, SQL_QUEUE_CLAIMS, b.claims, N(b.claims), claims, N(claims), a, sizeof(*out->claims),
	    &out->claims, &out->n_claims);
}
