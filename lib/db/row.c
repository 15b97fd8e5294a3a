#include "config.h"
#include "lib/db/row.h"

#include <string.h>

#include <mariadb/errmsg.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/db_private.h"

#include "lib/base/banned.h"

struct db_arg
db_arg_ref(int64_t v)
{
	return v != 0 ? DB_I64(v) : DB_NULL;
}

struct db_arg
db_arg_str(const char *s)
{
	if (s == NULL)
		return DB_NULL;
	return (struct db_arg){ .kind = DB_ARG_STR, .p = s, .len = strlen(s) };
}

struct db_arg
db_arg_time(usec_t t)
{
	return t != USEC_NONE ? DB_I64(t) : DB_NULL;
}

/* What a statement is to be run with. */
struct call {
	enum sql_id id;
	const struct db_arg *args;
	size_t nargs;
	const struct db_col *cols; /* NULL: there must be no result */
	size_t ncols;
	bool store; /* bring the whole result here before the first row */
};

/*
 * One try.  *again says whether a loss of the connection leaves it certain
 * that nothing was done, or harmless to do it twice.
 */
static enum err
try_call(struct db *db, const struct call *c, bool *again, struct db_stmt **out)
{
	struct db_stmt *st = NULL;
	enum err e = db_stmt_get(db, c->id, &st);

	*again = db->my == NULL;
	if (e == OK) {
		db_ahead_drop(db, st);
		e = db_stmt_args(st, c->args, c->nargs);
	}
	if (e != OK)
		return e;
	if ((c->cols != NULL) != st->answers)
		return err_raise(ERR_INTERNAL, "%s: %s", sql_name(c->id),
		    st->answers ? "gives rows" : "gives no rows");
	if (!st->reads)
		db_ahead_end(db);	/* what was read before a change is old */
	if (mysql_stmt_execute(st->h) != 0) {
		*again = st->reads || mysql_stmt_errno(st->h) == CR_SERVER_GONE_ERROR;
		return db_stmt_fault(db, st);
	}
	*again = st->reads;
	if (c->cols != NULL)
		e = db_stmt_cols(db, st, c->cols, c->ncols);
	if (e == OK && c->store && mysql_stmt_store_result(st->h) != 0)
		e = db_stmt_fault(db, st);
	if (e != OK && db->my != NULL)
		(void)mysql_stmt_free_result(st->h);
	if (e == OK)
		*out = st;
	return e;
}

/* The answer of a statement that is under way. */
static enum err
take(struct db *db, const struct call *c, struct db_ahead *h, bool *again, struct db_stmt **out)
{
	struct db_stmt *st = h->st;
	enum err e = db_ahead_read(db, h);

	*again = true;
	if (e != OK)
		return e;
	h->st = NULL;
	if (h->failed)
		e = db_stmt_fault(db, st);
	else
		e = db_stmt_cols(db, st, c->cols, c->ncols);
	if (e != OK && db->my != NULL)
		(void)mysql_stmt_free_result(st->h);
	if (e == OK)
		*out = st;
	return e;
}

/*
 * Runs a statement; when the connection is lost outside a transaction, once
 * more on a new one.
 */
static enum err
call(struct db *db, const struct call *c, struct db_stmt **out)
{
	struct db_ahead *h;
	bool again = false, was_connected;
	enum err e = db_usable(db);

	if (e != OK)
		return e;
	was_connected = db->my != NULL;
	if ((h = db_ahead_find(db, c->id, c->args, c->nargs)) != NULL)
		e = take(db, c, h, &again, out);
	else
		e = try_call(db, c, &again, out);
	if (e == ERR_UNAVAILABLE && was_connected && db->my == NULL && again && !db->tx.open)
		e = try_call(db, c, &again, out);
	return e;
}

/* OK with a row to take, ERR_NOT_FOUND (not raised) behind the last. */
static enum err
next(struct db *db, struct db_stmt *st)
{
	int r = mysql_stmt_fetch(st->h);

	if (r == 0 || r == MYSQL_DATA_TRUNCATED)
		return OK;
	return r == MYSQL_NO_DATA ? ERR_NOT_FOUND : db_stmt_fault(db, st);
}

/* Ends the result of a statement, unless it went with the connection. */
static void
finish(struct db *db, struct db_stmt *st)
{
	if (db->my != NULL)
		(void)mysql_stmt_free_result(st->h);
}

enum err
db_exec(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs, int64_t *affected,
    int64_t *insert_id)
{
	const struct call c = { .id = id, .args = args, .nargs = nargs };
	struct db_stmt *st = NULL;
	enum err e = call(db, &c, &st);

	if (e != OK)
		return e;
	if (affected != NULL)
		*affected = (int64_t)mysql_stmt_affected_rows(st->h);
	if (insert_id != NULL)
		*insert_id = (int64_t)mysql_stmt_insert_id(st->h);
	return OK;
}

enum err
db_one(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    const struct db_col *cols, size_t ncols, struct arena *a, void *row)
{
	const struct call c = { id, args, nargs, cols, ncols, true };
	struct db_stmt *st = NULL;
	enum err e = call(db, &c, &st);

	if (e != OK)
		return e;
	if (mysql_stmt_num_rows(st->h) > 1)
		e = err_raise(ERR_INTERNAL, "%s: more than one row", sql_name(id));
	else if ((e = next(db, st)) == ERR_NOT_FOUND)
		e = err_raise(ERR_NOT_FOUND, "%s: no row", sql_name(id));
	if (e == OK)
		e = db_stmt_row(db, st, cols, ncols, a, row);
	finish(db, st);
	return e;
}

enum err
db_all(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    const struct db_col *cols, size_t ncols, struct arena *a, size_t row_size, void *rows,
    size_t *n)
{
	const struct call c = { id, args, nargs, cols, ncols, true };
	struct db_stmt *st = NULL;
	char *array;
	size_t count, i = 0;
	enum err e = call(db, &c, &st);

	if (e != OK)
		return e;
	/* The result is here already: its size is known, the array is made once. */
	count = (size_t)mysql_stmt_num_rows(st->h);
	array = arena_calloc(a, count, row_size);
	while (i < count && (e = next(db, st)) == OK &&
	       (e = db_stmt_row(db, st, cols, ncols, a, array + i * row_size)) == OK)
		i++;
	finish(db, st);
	if (e == ERR_NOT_FOUND)
		e = err_raise(ERR_INTERNAL, "%s: the result ends early", sql_name(id));
	if (e != OK)
		return e;
	*(void **)rows = array;
	*n = count;
	return OK;
}

/* Rows one by one; their struct and texts live in the handle's row arena. */
static enum err
stream(struct db *db, struct db_stmt *st, const struct call *c, size_t row_size, db_row_fn *fn,
    void *ctx)
{
	enum err e;

	while ((e = next(db, st)) == OK) {
		void *row;

		arena_reset(db->row);
		row = arena_alloc(db->row, row_size);
		if ((e = db_stmt_row(db, st, c->cols, c->ncols, db->row, row)) != OK)
			return e;
		if ((e = fn(ctx, row)) != OK)
			return e;
	}
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err
db_each(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    const struct db_col *cols, size_t ncols, size_t row_size, db_row_fn *fn, void *ctx)
{
	const struct call c = { id, args, nargs, cols, ncols, false };
	struct db_stmt *st = NULL;
	enum err e = call(db, &c, &st);

	if (e != OK)
		return e;
	db->streaming = true;
	e = stream(db, st, &c, row_size, fn, ctx);
	db->streaming = false;
	finish(db, st);
	arena_reset(db->row);
	return e;
}

enum err
db_number(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs, int64_t *out)
{
	static const struct db_col number[] = { { DB_COL_I64, 0, NULL } };

	return db_one(db, id, args, nargs, number, N(number), db->row, out);
}
