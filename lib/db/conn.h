/*
 * The database connection: kept prepared statements, named in sql/query, and
 * nothing else.  The only room that includes the MariaDB header.
 *
 * A statement is prepared at its first use and kept with the connection.  When
 * the connection is lost all statements go with it.  Outside a transaction the
 * call is then tried again once on a new connection, unless it is a write that
 * may have been done; inside one it gives ERR_UNAVAILABLE.
 *
 * Sessions are utf8mb4, strict, UTC, count matched rows as affected, and wait
 * ten seconds for a lock (sql/query/core.sql).
 */
#ifndef LIB_DB_CONN_H
#define LIB_DB_CONN_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/cleanup.h"
#include "lib/base/err.h"

struct conf;
struct db;

/* SQL_<NAME> for each "-- name: NAME" of sql/query; made by sql/sqlgen.awk. */
enum sql_id {
#define X(name, text) SQL_##name,
#include "sql/statements.h"
#undef X
	SQL_MAX
};

/* "CASE_BY_ID", for logs and tests; and the statement's text. */
const char *sql_name(enum sql_id id);
const char *sql_text(enum sql_id id);

/*
 * A handle by the configuration's account; connects at first use, so that a
 * worker starts while the database is away.  The caller closes it.  conf must
 * outlive it.  ERR_INTERNAL when the password file cannot be read.
 */
enum err db_open(const struct conf *conf, struct db **out) MUST_USE;
/* Closes; NULL is fine. */
void db_close(struct db *db);
/* OK when a SELECT 1 comes back now; ERR_UNAVAILABLE otherwise. */
enum err db_ping(struct db *db) MUST_USE;

DEFINE_FREEP(struct db, db_close)

#endif
