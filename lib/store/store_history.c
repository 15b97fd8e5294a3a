#include "config.h"
#include "lib/store/store_history.h"

#include "lib/base/check.h"

#include "lib/base/banned.h"

enum err
store_history_done(struct db *db, struct arena *a, usec_t from, usec_t until, struct done_case **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(done_case, class_id), COL_I64(done_case, unit_id), COL_I32(done_case, kind),
		COL_STR(done_case, major), COL_I64(done_case, took),
	};
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(until) };

	return db_all(db, SQL_HISTORY_DONE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_history_upto(struct db *db, usec_t *out)
{
	return db_number(db, SQL_HISTORY_UPTO, NULL, 0, out);
}

enum err
store_history_lock(struct db *db, bool *mine)
{
	int64_t got = 0;
	enum err e = db_number(db, SQL_HISTORY_LOCK, NULL, 0, &got);

	if (e == OK)
		*mine = got == 1;
	return e;
}

enum err
store_history_unlock(struct db *db)
{
	int64_t released;

	return db_number(db, SQL_HISTORY_UNLOCK, NULL, 0, &released);
}

enum err
store_history_replace(struct db *db, const struct history *rows, size_t n, usec_t upto)
{
	enum err e = db_exec(db, SQL_HISTORY_CLEAR, NULL, 0, NULL, NULL);

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct db_arg args[] = { DB_STR(rows[i].scope), DB_I64(rows[i].level), DB_I64(rows[i].n),
			DB_I64(rows[i].half), DB_I64(rows[i].ninety), DB_TIME(upto) };

		e = db_exec(db, SQL_HISTORY_ADD, args, N(args), NULL, NULL);
	}
	return e;
}

enum err
store_history_of(struct db *db, struct arena *a, const char *const scopes[3], struct history **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_STR(history, scope), COL_I32(history, level), COL_I64(history, n), COL_I64(history, half),
		COL_I64(history, ninety),
	};
	const struct db_arg args[] = { DB_STR(scopes[0]), DB_STR(scopes[1]), DB_STR(scopes[2]) };

	return db_all(db, SQL_HISTORY_OF, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
