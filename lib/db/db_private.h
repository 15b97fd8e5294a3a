/*
 * What the files of lib/db share and nobody else sees: the handle, the kept
 * statements, and how the server's errors become ours.
 */
#ifndef LIB_DB_DB_PRIVATE_H
#define LIB_DB_DB_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <mariadb/mysql.h>

#include "lib/base/err.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"

struct arena;

enum {
	DB_CONNECT_SEC = 5,		/* to reach the server */
	DB_AHEAD_MAX = 16,		/* statements under way at a time, */
	DB_AHEAD_BYTES = 4096,		/* each with small arguments: both ends can write without waiting */
	/* bytes of all arguments of a call; the server takes 16 MiB a packet */
	DB_ARGS_MAX = 15 * 1024 * 1024,
};

struct db_tx {
	struct db *db;
	bool open, writes;
	enum err dead;			/* OK, or why nothing more can be done in it */
	int64_t began_ns;		/* by clock_mono_ns() */
};

/* A number while it is on its way from the wire to the struct. */
union db_cell {
	int64_t i;
	double d;
};

/* One prepared statement and the places its values pass through. */
struct db_stmt {
	enum sql_id id;
	MYSQL_STMT *h;
	bool reads;			/* SELECT: may be said twice */
	bool answers;			/* gives rows: SELECT, … RETURNING */
	size_t nparams;
	size_t ncols;			/* places made, at the first result */
	MYSQL_BIND *in, *out;
	union db_cell *cells;
	unsigned long *lens;
	my_bool *nulls, *errors;
	const struct db_col *checked;	/* the column table last compared with the result */
};

/* A statement that was sent and whose answer was not taken yet. */
struct db_ahead {
	struct db_stmt *st;		/* NULL: a plain one, or taken */
	enum sql_id plain;
	const struct db_arg *args;
	size_t nargs;
	bool failed;			/* the statement's own error is to be raised */
};

struct db {
	const struct conf *conf;
	char *password;
	MYSQL *my;			/* NULL: not connected */
	struct db_stmt *stmts[SQL_MAX];
	struct db_tx tx;
	struct db_ahead ahead[DB_AHEAD_MAX];
	size_t n_ahead, n_read;		/* sent; their answers read, in the same order */
	bool ended;			/* all of it belongs to a transaction that is over */
	struct arena *ahead_args;
	struct arena *row;		/* the texts of the row db_each() is showing */
	bool streaming;			/* inside db_each() */
	bool local_infile;		/* LOAD DATA LOCAL is asked for at connect */
};

/* The connection hands out no file, whatever the server asks for (lib/db/bulk.c). */
void db_bulk_guard(MYSQL *my);
/* Connects when there is no connection, or when the kept one has died in its sleep. */
enum err db_connect(struct db *db) MUST_USE;
/* Drops the connection with all statements; an open transaction is dead from now on. */
void db_drop(struct db *db);
/* ERR_INTERNAL inside db_each(), the reason of death in a dead transaction. */
enum err db_usable(const struct db *db) MUST_USE;
/* Runs a named statement as plain text, result thrown away; for those that cannot be prepared. */
enum err db_plain(struct db *db, enum sql_id id) MUST_USE;

/* A plain statement sent without waiting; its error comes with the next answer that is read. */
enum err db_ahead_plain(struct db *db, enum sql_id id) MUST_USE;
/* Reads the answers up to this one (NULL: all).  An error is that of the line or of a plain statement. */
enum err db_ahead_read(struct db *db, const struct db_ahead *until) MUST_USE;
/* What was sent with exactly these arguments; NULL when nothing was. */
struct db_ahead *db_ahead_find(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs);
/* The statement is run with other arguments: its answer of before is gone. */
void db_ahead_drop(struct db *db, const struct db_stmt *st);
/* Frees the answers nobody took; all of them must have been read, or the connection dropped. */
void db_ahead_forget(struct db *db);

/* The kept statement, prepared now if need be. */
enum err db_stmt_get(struct db *db, enum sql_id id, struct db_stmt **out) MUST_USE;
void db_stmt_free(struct db_stmt *st);
/* Raises the statement's last error. */
enum err db_stmt_fault(struct db *db, const struct db_stmt *st) MUST_USE;
/* Binds the arguments; ERR_INTERNAL when their number is wrong, ERR_TOO_LARGE over DB_ARGS_MAX. */
enum err db_stmt_args(struct db_stmt *st, const struct db_arg *args, size_t nargs) MUST_USE;
/* Compares the table with the result's columns (once) and binds them. */
enum err db_stmt_cols(struct db *db, struct db_stmt *st, const struct db_col *cols, size_t ncols)
    MUST_USE;
/* The fetched row into a struct; texts into a. */
enum err db_stmt_row(struct db *db, struct db_stmt *st, const struct db_col *cols, size_t ncols,
    struct arena *a, void *row) MUST_USE;

/* Our code for the server's or client library's error number. */
enum err db_fault_code(unsigned code);
/*
 * Raises that code for what (a statement's name).  The detail holds the number
 * and, where the server's message is known to be free of values, the message;
 * err_field() the key, constraint or column.  A lost connection is dropped, a
 * deadlock marks the transaction dead: the server has rolled it back.
 */
enum err db_fault(struct db *db, const char *what, unsigned code, const char *msg);
/* Whether the error means that the connection is gone. */
bool db_fault_is_loss(unsigned code);
/* The server's message without values, in a buffer of size bytes; "" when there is nothing safe. */
void db_fault_text(unsigned code, const char *msg, char *out, size_t size);

#endif
