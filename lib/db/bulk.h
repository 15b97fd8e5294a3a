/*
 * Many rows at once: LOAD DATA LOCAL from memory, one buffer a table.  For
 * import and generated districts; the caller holds the transaction.  Tables
 * and columns come from a fixed list of the caller, never from outside.
 */
#ifndef LIB_DB_BULK_H
#define LIB_DB_BULK_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/db/row.h"

struct db_bulk;

/* A writer for table (columns); statement is LOAD DATA's enum name in sql/query/bulk.sql. */
enum err db_bulk_new(struct db *db, enum sql_id load, struct db_bulk **out) MUST_USE;
void db_bulk_free(struct db_bulk *b);
/* Appends one row; blobs and texts are escaped, NULL stays NULL. */
void db_bulk_row(struct db_bulk *b, const struct db_arg *vals, size_t n);
/* Sends all rows kept so far; ERR_CONFLICT etc. as db_exec().  Keeps the memory. */
enum err db_bulk_flush(struct db_bulk *b, int64_t *rows) MUST_USE;

DEFINE_FREEP(struct db_bulk, db_bulk_free)

#endif
