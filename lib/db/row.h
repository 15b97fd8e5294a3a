/*
 * Arguments in, rows out.  A column table says how a row becomes a struct, so
 * that store functions are three lines each.
 */
#ifndef LIB_DB_ROW_H
#define LIB_DB_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/db/conn.h"

struct arena;

struct db_arg {
	enum { DB_ARG_NULL, DB_ARG_I64, DB_ARG_STR, DB_ARG_BLOB } kind;
	int64_t i;
	const void *p;
	size_t len;
};

#define DB_NULL ((struct db_arg){ .kind = DB_ARG_NULL })
#define DB_I64(v) ((struct db_arg){ .kind = DB_ARG_I64, .i = (v) })
/* NULL when the number is 0: how "no such row" foreign keys are written. */
#define DB_REF(v) db_arg_ref(v)
/* NULL for a NULL text. */
#define DB_STR(s) db_arg_str(s)
#define DB_BLOB(d, n) ((struct db_arg){ .kind = DB_ARG_BLOB, .p = (d), .len = (n) })
/* An instant; USEC_NONE is NULL.  See sql/schema: stored as BIGINT microseconds UTC. */
#define DB_TIME(t) db_arg_time(t)

struct db_arg db_arg_ref(int64_t v);
struct db_arg db_arg_str(const char *s);
struct db_arg db_arg_time(usec_t t);

/*
 * One column of a result and where it goes.  NULL gives 0 for I64, I32 and
 * F64, false for BOOL, USEC_NONE for TIME, NULL for STR, {NULL,0} for BLOB; an
 * empty blob has data.  A number that does not fit is ERR_INTERNAL, never cut.
 * Tables are static and const: number and names of the columns are compared
 * with the statement's result at the first use on a connection.
 */
struct db_col {
	enum { DB_COL_I64, DB_COL_I32, DB_COL_BOOL, DB_COL_STR, DB_COL_BLOB, DB_COL_TIME, DB_COL_F64 } kind;
	size_t offset;
	const char *name;	/* the result column's name (AS …); NULL: any */
};

#define COL_I64(type, field) { DB_COL_I64, offsetof(struct type, field), #field }
#define COL_I32(type, field) { DB_COL_I32, offsetof(struct type, field), #field }
#define COL_BOOL(type, field) { DB_COL_BOOL, offsetof(struct type, field), #field }
#define COL_STR(type, field) { DB_COL_STR, offsetof(struct type, field), #field }
#define COL_BLOB(type, field) { DB_COL_BLOB, offsetof(struct type, field), #field }
#define COL_TIME(type, field) { DB_COL_TIME, offsetof(struct type, field), #field }
#define COL_F64(type, field) { DB_COL_F64, offsetof(struct type, field), #field }

/*
 * Runs a statement without a result.  *affected (may be NULL) gets the rows
 * changed or matched (CLIENT_FOUND_ROWS), *insert_id (may be NULL) the new key.
 * ERR_CONFLICT: duplicate key, deadlock or lock time-out; ERR_DENIED: the
 * account may not; ERR_INVALID: a CHECK, a foreign key, NOT NULL, a length or
 * a range refused; ERR_TOO_LARGE: over 15 MiB of arguments; ERR_UNAVAILABLE:
 * the connection is lost, and whether the change was made is not known.
 * err_field() names the key, constraint or column where the server says it;
 * no detail holds a value.
 */
enum err db_exec(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    int64_t *affected, int64_t *insert_id) MUST_USE;

/*
 * Sends a reading statement now; db_one(), db_all(), db_each() or db_number()
 * with the same statement and the same arguments takes its answer later.  For
 * a page that knows what it will need: the statements travel together, and
 * nobody waits between them.  It can only save time: what was not sent, or was
 * sent with other arguments, is simply asked for when it is needed, and errors
 * are told there.  An answer may be as old as its sending: what nobody took is
 * thrown away at the end of the transaction, at the next change, and by
 * db_ahead_end() when the request is over.
 */
void db_ahead(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs);
void db_ahead_end(struct db *db);

/*
 * Exactly one row into *row (of the column table's struct), texts in a;
 * ERR_NOT_FOUND for none, ERR_INTERNAL for more.  For INSERT … RETURNING too.
 */
enum err db_one(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    const struct db_col *cols, size_t ncols, struct arena *a, void *row) MUST_USE;

/*
 * All rows as an array of structs of row_size bytes in the arena: *rows (a
 * struct T **) and *n.  For lists whose length the statement limits.
 */
enum err db_all(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    const struct db_col *cols, size_t ncols, struct arena *a, size_t row_size, void *rows,
    size_t *n) MUST_USE;

/*
 * Streams rows through fn without keeping them: row points to a struct that is
 * used again for the next row; its texts live until fn returns.  fn's error
 * stops and is returned.  No other statement may run on db inside fn
 * (ERR_INTERNAL).  A connection lost on the way is ERR_UNAVAILABLE.
 */
typedef enum err db_row_fn(void *ctx, const void *row);
enum err db_each(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    const struct db_col *cols, size_t ncols, size_t row_size, db_row_fn *fn, void *ctx) MUST_USE;

/* One number (COUNT, MAX); 0 for NULL, ERR_NOT_FOUND for no row. */
enum err db_number(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs,
    int64_t *out) MUST_USE;

#endif
