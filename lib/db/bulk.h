/*
 * Many rows at once: LOAD DATA LOCAL from memory, one buffer a table.  For
 * import and generated districts; the caller holds the transaction.
 *
 * A statement of sql/query for it says which table and columns:
 *
 *	-- name: BULK_EVENT
 *	LOAD DATA LOCAL INFILE 'rows' INTO TABLE event CHARACTER SET binary
 *		(subject_kind, subject_id, seq, …);
 *
 * with the server's default separators.  CHARACTER SET binary passes all bytes
 * through: text columns still refuse what is not UTF-8, binary and geometry
 * columns take what they get.  No file is ever opened; 'rows' is only a word.
 * The server must run with local_infile.
 */
#ifndef LIB_DB_BULK_H
#define LIB_DB_BULK_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/db/row.h"

struct db_bulk;

/*
 * A writer for the LOAD DATA statement; the caller frees it before db is
 * closed.  Before db_begin(): the first one makes the connection anew, since
 * LOCAL is asked for at connect; ERR_INTERNAL inside a transaction.
 */
enum err db_bulk_new(struct db *db, enum sql_id load, struct db_bulk **out) MUST_USE;
void db_bulk_free(struct db_bulk *b);
/* Appends one row, in the order of the statement's columns; NULL stays NULL. */
void db_bulk_row(struct db_bulk *b, const struct db_arg *vals, size_t n);
/* Bytes kept so far: flush at some 8 MiB. */
size_t db_bulk_size(const struct db_bulk *b);
/*
 * Sends the rows kept so far and forgets them, keeping the memory; *rows (may
 * be NULL) gets their number.  Inside db_begin() only.  When the server took
 * fewer rows or warned about any: ERR_CONFLICT for a duplicate key, else
 * ERR_INVALID, with the first warning; some rows may be in then, so roll back.
 * Other errors as db_exec().
 */
enum err db_bulk_flush(struct db_bulk *b, int64_t *rows) MUST_USE;

DEFINE_FREEP(struct db_bulk, db_bulk_free)

#endif
