#include "config.h"
#include "lib/store/store_precedent.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_precedents(struct db *db, struct arena *a, const struct case_row *c, usec_t since, bool *anywhere,
    struct precedent_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(precedent_row, unit_id), COL_I64(precedent_row, cases), COL_TIME(precedent_row, last_at),
		COL_I64(precedent_row, returns), COL_I32(precedent_row, ruling),
	};
	const struct db_arg args[] = { DB_I64(c->class_id), DB_I64(c->base_cell_id), DB_TIME(since), DB_I64(c->id) };
	const struct db_arg all[] = { args[0], args[2], args[3] };
	enum err e = db_all(db, SQL_PRECEDENTS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);

	*anywhere = e == OK && *n == 0;
	return *anywhere ? db_all(db, SQL_PRECEDENTS_ANYWHERE, all, N(all), cols, N(cols), a, sizeof(**out), out, n) : e;
}

enum err
store_past_returns(struct db *db, struct arena *a, const struct case_row *c, usec_t since,
    struct past_return **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(past_return, id), COL_STR(past_return, number), COL_TIME(past_return, at),
		COL_STR(past_return, reason_zh), COL_STR(past_return, reason_en), COL_I32(past_return, ruling),
	};
	const struct db_arg args[] = { DB_I64(c->class_id), DB_TIME(since), DB_I64(c->id), DB_I64(c->unit_id) };

	return db_all(db, SQL_RETURNS_OF, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
