#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <mariadb/errmsg.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/db_private.h"

#include "lib/base/banned.h"

static void *
array_new(size_t n, size_t size)
{
	void *p = calloc(n > 0 ? n : 1, size);

	if (p == NULL)
		abort();
	return p;
}

/* Reading twice does no harm; everything else might be done twice. */
static bool
is_select(const char *text)
{
	return strncasecmp(text, "SELECT", 6) == 0 || strncasecmp(text, "WITH", 4) == 0;
}

static struct db_stmt *
stmt_new(enum sql_id id, MYSQL_STMT *h)
{
	struct db_stmt *st = array_new(1, sizeof(*st));

	st->id = id;
	st->h = h;
	st->reads = is_select(sql_text(id));
	/* What RETURNING gives the server tells only when it is executed. */
	st->answers =
	    mysql_stmt_field_count(h) > 0 || strcasestr(sql_text(id), "RETURNING") != NULL;
	st->nparams = mysql_stmt_param_count(h);
	st->in = array_new(st->nparams, sizeof(*st->in));
	return st;
}

/* The places for ncols columns, made once: a kept statement does not change its result. */
static void
make_places(struct db_stmt *st, size_t ncols)
{
	st->ncols = ncols;
	st->out = array_new(ncols, sizeof(*st->out));
	st->cells = array_new(ncols, sizeof(*st->cells));
	st->lens = array_new(ncols, sizeof(*st->lens));
	st->nulls = array_new(ncols, sizeof(*st->nulls));
	st->errors = array_new(ncols, sizeof(*st->errors));
}

void
db_stmt_free(struct db_stmt *st)
{
	if (st == NULL)
		return;
	(void)mysql_stmt_close(st->h);
	free(st->in);
	free(st->out);
	free(st->cells);
	free(st->lens);
	free(st->nulls);
	free(st->errors);
	free(st);
}

enum err
db_stmt_get(struct db *db, enum sql_id id, struct db_stmt **out)
{
	const char *text = sql_text(id);
	enum err e = db_connect(db);
	MYSQL_STMT *h;

	if (e != OK)
		return e;
	if (db->stmts[id] == NULL) {
		if ((h = mysql_stmt_init(db->my)) == NULL)
			abort();
		if (mysql_stmt_prepare(h, text, strlen(text)) != 0) {
			struct db_stmt failed = { .id = id, .h = h };

			e = db_stmt_fault(db, &failed);
			(void)mysql_stmt_close(h);
			return e;
		}
		db->stmts[id] = stmt_new(id, h);
	}
	*out = db->stmts[id];
	return OK;
}

enum err
db_stmt_fault(struct db *db, const struct db_stmt *st)
{
	unsigned code = mysql_stmt_errno(st->h);

	if (code != 0)
		return db_fault(db, sql_name(st->id), code, mysql_stmt_error(st->h));
	/* A fetch that finds the line dead leaves its error with the connection, or nowhere. */
	code = mysql_errno(db->my);
	return db_fault(
	    db, sql_name(st->id), code != 0 ? code : CR_SERVER_LOST, mysql_error(db->my));
}

/* The library only reads an argument's memory, but has no const for it. */
static void *
unconst(const void *p)
{
	return (void *)(uintptr_t)p;
}

static void
bind_arg(MYSQL_BIND *b, const struct db_arg *arg)
{
	*b = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_NULL };
	switch (arg->kind) {
	case DB_ARG_NULL:
		break;
	case DB_ARG_I64:
		b->buffer_type = MYSQL_TYPE_LONGLONG;
		b->buffer = unconst(&arg->i);
		break;
	case DB_ARG_STR:
	case DB_ARG_BLOB:
		b->buffer_type = arg->kind == DB_ARG_STR ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
		b->buffer = arg->p != NULL ? unconst(arg->p) : unconst("");
		b->buffer_length = arg->len;
		break;
	}
}

enum err
db_stmt_args(struct db_stmt *st, const struct db_arg *args, size_t nargs)
{
	size_t bytes = 0;

	if (nargs != st->nparams)
		return err_raise(ERR_INTERNAL, "%s: %zu arguments for %zu parameters",
		    sql_name(st->id), nargs, st->nparams);
	for (size_t i = 0; i < nargs; i++) {
		bind_arg(&st->in[i], &args[i]);
		bytes = size_add(bytes, args[i].len);
	}
	if (bytes > DB_ARGS_MAX)
		return err_raise(
		    ERR_TOO_LARGE, "%s: %zu bytes of arguments", sql_name(st->id), bytes);
	if (nargs > 0 && mysql_stmt_bind_param(st->h, st->in) != 0)
		return err_raise(ERR_INTERNAL, "%s: cannot bind", sql_name(st->id));
	return OK;
}

/* Whether the result's columns bear the names of the table, in its order. */
static enum err
check_names(const struct db_stmt *st, const struct db_col *cols, size_t ncols)
{
	MYSQL_RES *meta = mysql_stmt_result_metadata(st->h);
	const MYSQL_FIELD *f = meta != NULL ? mysql_fetch_fields(meta) : NULL;
	enum err e = OK;

	if (f == NULL)
		return err_raise(ERR_INTERNAL, "%s: no result", sql_name(st->id));
	for (size_t i = 0; i < ncols && e == OK; i++)
		if (cols[i].name != NULL && strcmp(cols[i].name, f[i].name) != 0)
			e = err_raise(ERR_INTERNAL, "%s: column %zu is %s, the table says %s",
			    sql_name(st->id), i + 1, f[i].name, cols[i].name);
	mysql_free_result(meta);
	return e;
}

static void
bind_col(struct db_stmt *st, size_t i, const struct db_col *col)
{
	MYSQL_BIND *b = &st->out[i];

	*b = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG,
		.buffer = &st->cells[i].i,
		.buffer_length = sizeof(st->cells[i]) };
	if (col->kind == DB_COL_F64)
		b->buffer_type = MYSQL_TYPE_DOUBLE;
	if (col->kind == DB_COL_STR || col->kind == DB_COL_BLOB) {
		/* Length 0 makes the library report the true length; the bytes come later. */
		b->buffer_type = col->kind == DB_COL_STR ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
		b->buffer = NULL;
		b->buffer_length = 0;
	}
	b->length = &st->lens[i];
	b->is_null = &st->nulls[i];
	b->error = &st->errors[i];
}

enum err
db_stmt_cols(struct db *db, struct db_stmt *st, const struct db_col *cols, size_t ncols)
{
	size_t have = mysql_stmt_field_count(st->h);
	enum err e;

	if (st->out == NULL)
		make_places(st, have);
	if (have != st->ncols || ncols != have)
		return err_raise(ERR_INTERNAL, "%s: %zu columns, the table says %zu",
		    sql_name(st->id), have, ncols);
	if (st->checked != cols) {
		if ((e = check_names(st, cols, ncols)) != OK)
			return e;
		st->checked = cols;
	}
	for (size_t i = 0; i < ncols; i++)
		bind_col(st, i, &cols[i]);
	return mysql_stmt_bind_result(st->h, st->out) == 0 ? OK : db_stmt_fault(db, st);
}

/* The bytes of a text or blob column into exact memory, one zero byte behind them. */
static enum err
fetch_bytes(struct db *db, struct db_stmt *st, size_t i, struct arena *a, char **out)
{
	unsigned long len = st->lens[i];
	char *bytes = arena_alloc(a, size_add(len, 1));
	my_bool is_null = 0, error = 0;
	MYSQL_BIND b = { .buffer_type = st->out[i].buffer_type,
		.buffer = bytes,
		.buffer_length = len,
		.length = &len,
		.is_null = &is_null,
		.error = &error };

	if (st->lens[i] > 0 && mysql_stmt_fetch_column(st->h, &b, (unsigned)i, 0) != 0)
		return db_stmt_fault(db, st);
	*out = bytes;
	return OK;
}

static enum err
set_bytes(struct db *db, struct db_stmt *st, size_t i, const struct db_col *col, struct arena *a,
    void *field)
{
	char *bytes = NULL;
	enum err e = OK;

	if (!st->nulls[i])
		e = fetch_bytes(db, st, i, a, &bytes);
	if (e != OK)
		return e;
	if (col->kind == DB_COL_STR)
		*(const char **)field = bytes;
	else
		*(struct blob *)field = (struct blob){ bytes, bytes != NULL ? st->lens[i] : 0 };
	return OK;
}

static enum err
set_number(const struct db_stmt *st, size_t i, const struct db_col *col, void *field)
{
	int64_t v = st->nulls[i] ? 0 : st->cells[i].i;

	if (!st->nulls[i] && (st->errors[i] || (col->kind == DB_COL_I32 && v != (int32_t)v)))
		return err_raise(
		    ERR_INTERNAL, "%s: column %zu is out of range", sql_name(st->id), i + 1);
	if (col->kind == DB_COL_I64)
		*(int64_t *)field = v;
	else if (col->kind == DB_COL_I32)
		*(int32_t *)field = (int32_t)v;
	else if (col->kind == DB_COL_BOOL)
		*(bool *)field = v != 0;
	else
		*(usec_t *)field = st->nulls[i] ? USEC_NONE : v;
	return OK;
}

enum err
db_stmt_row(struct db *db, struct db_stmt *st, const struct db_col *cols, size_t ncols,
    struct arena *a, void *row)
{
	enum err e = OK;

	for (size_t i = 0; i < ncols && e == OK; i++) {
		void *field = (char *)row + cols[i].offset;

		if (cols[i].kind == DB_COL_STR || cols[i].kind == DB_COL_BLOB)
			e = set_bytes(db, st, i, &cols[i], a, field);
		else if (cols[i].kind == DB_COL_F64)
			*(double *)field = st->nulls[i] ? 0 : st->cells[i].d;
		else
			e = set_number(st, i, &cols[i], field);
	}
	return e;
}
