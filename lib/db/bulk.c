#include "config.h"
#include "lib/db/bulk.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/db/db_private.h"

#include "lib/base/banned.h"

struct db_bulk {
	struct db *db;
	enum sql_id load;
	struct arena *a;
	struct buf rows;
	int64_t n;
	size_t sent; /* bytes the library has fetched */
};

enum err
db_bulk_new(struct db *db, enum sql_id load, struct db_bulk **out)
{
	struct db_bulk *b;

	if (!db->local_infile) {
		if (db->tx.open || db->streaming)
			return err_raise(
			    ERR_INTERNAL, "a bulk writer must be made before the transaction");
		db->local_infile = true;
		db_drop(db);
	}
	if ((b = calloc(1, sizeof(*b))) == NULL)
		abort();
	b->db = db;
	b->load = load;
	b->a = arena_new();
	buf_init(&b->rows, b->a);
	*out = b;
	return OK;
}

void
db_bulk_free(struct db_bulk *b)
{
	if (b == NULL)
		return;
	arena_free(b->a);
	free(b);
}

/* Tab, line end, backslash and zero are the only bytes that mean something. */
static void
add_escaped(struct buf *b, const char *s, size_t n)
{
	static const char special[] = { '\t', '\n', '\\', '\0' };
	static const char *const escaped[] = { "\\t", "\\n", "\\\\", "\\0" };
	size_t from = 0;

	for (size_t i = 0; i < n; i++) {
		const char *p = memchr(special, s[i], sizeof(special));

		if (p == NULL)
			continue;
		buf_add(b, s + from, i - from);
		buf_str(b, escaped[p - special]);
		from = i + 1;
	}
	buf_add(b, s + from, n - from);
}

void
db_bulk_row(struct db_bulk *b, const struct db_arg *vals, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_chr(&b->rows, '\t');
		if (vals[i].kind == DB_ARG_NULL)
			buf_str(&b->rows, "\\N");
		else if (vals[i].kind == DB_ARG_I64)
			buf_printf(&b->rows, "%lld", (long long)vals[i].i);
		else if (vals[i].len > 0)
			add_escaped(&b->rows, vals[i].p, vals[i].len);
	}
	buf_chr(&b->rows, '\n');
	b->n++;
}

size_t
db_bulk_size(const struct db_bulk *b)
{
	return b->rows.len;
}

/* What the library calls for the "file"; the name the server asks for is not looked at. */
static int
infile_init(void **handle, const char *name, void *bulk)
{
	(void)name;
	*handle = bulk;
	return bulk == NULL;
}

static int
infile_read(void *handle, char *out, unsigned int size)
{
	struct db_bulk *b = handle;
	size_t n = b->rows.len - b->sent;

	if (n > size)
		n = size;
	memcpy(out, b->rows.s + b->sent, n);
	b->sent += n;
	return (int)n;
}

static void
infile_end(void *handle)
{
	(void)handle;
}

static int
infile_error(void *handle, char *message, unsigned int size)
{
	static const char text[] = "no bulk writer is sending";

	(void)handle;
	if (size > 0) {
		size_t n = sizeof(text) < size ? sizeof(text) : size;

		memcpy(message, text, n);
		message[n - 1] = '\0';
	}
	return 2000; /* CR_UNKNOWN_ERROR */
}

void
db_bulk_guard(MYSQL *my)
{
	mysql_set_local_infile_handler(
	    my, infile_init, infile_read, infile_end, infile_error, NULL);
}

/* Raises the first warning of the LOAD just done. */
static enum err
raise_warning(struct db *db, enum sql_id load, int64_t sent, int64_t got)
{
	const char *text = sql_text(SQL_BULK_WARNING);
	MYSQL_RES *res = NULL;
	MYSQL_ROW row = NULL;
	enum err e;

	if (mysql_real_query(db->my, text, strlen(text)) != 0)
		return db_fault(db, sql_name(load), mysql_errno(db->my), mysql_error(db->my));
	if ((res = mysql_store_result(db->my)) != NULL)
		row = mysql_fetch_row(res);
	if (row == NULL || row[1] == NULL || row[2] == NULL)
		e = err_raise(ERR_INVALID, "%s: %lld of %lld rows", sql_name(load), (long long)got,
		    (long long)sent);
	else
		e = db_fault(db, sql_name(load), (unsigned)strtoul(row[1], NULL, 10), row[2]);
	mysql_free_result(res);
	return e == ERR_CONFLICT ? ERR_CONFLICT : ERR_INVALID;
}

static enum err
load(struct db_bulk *b)
{
	struct db *db = b->db;
	const char *text = sql_text(b->load);
	int64_t got;
	int failed;

	b->sent = 0;
	mysql_set_local_infile_handler(
	    db->my, infile_init, infile_read, infile_end, infile_error, b);
	failed = mysql_real_query(db->my, text, strlen(text));
	db_bulk_guard(db->my);
	if (failed != 0)
		return db_fault(db, sql_name(b->load), mysql_errno(db->my), mysql_error(db->my));
	got = (int64_t)mysql_affected_rows(db->my);
	if (got != b->n || mysql_warning_count(db->my) != 0)
		return raise_warning(db, b->load, b->n, got);
	return OK;
}

enum err
db_bulk_flush(struct db_bulk *b, int64_t *rows)
{
	enum err e = db_usable(b->db);

	if (e == OK && !(b->db->tx.open && b->db->tx.writes))
		e = err_raise(ERR_INTERNAL, "%s: no writing transaction", sql_name(b->load));
	if (e == OK)
		e = load(b);
	if (e == OK && rows != NULL)
		*rows = b->n;
	buf_clear(&b->rows);
	b->n = 0;
	return e;
}
