/*
 * Transactions that roll back by themselves:
 *
 *	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
 *
 *	if ((e = db_begin(db, &tx)) != OK) …
 *	return db_commit(&tx);
 *
 * One a connection at a time.  When the connection is lost, or a deadlock made
 * the server roll back, the transaction is dead: every further call, commit
 * included, gives ERR_UNAVAILABLE or ERR_CONFLICT until it is rolled back.
 */
#ifndef LIB_DB_TX_H
#define LIB_DB_TX_H

#include "lib/base/err.h"
#include "lib/db/conn.h"

enum { DB_TX_MAX_SEC = 60 };	/* how long a writing transaction may last (design.md 4.2) */

struct db_tx;

/*
 * Starts a writing transaction (READ COMMITTED); nested calls are ERR_INTERNAL.
 * *out belongs to db.
 */
enum err db_begin(struct db *db, struct db_tx **out) MUST_USE;
/*
 * Starts a read-only one with a consistent snapshot (REPEATABLE READ), taken at
 * the latest when its first answer is there: every GET runs in one.  A write
 * inside is ERR_INTERNAL.
 */
enum err db_begin_read(struct db *db, struct db_tx **out) MUST_USE;
/*
 * Commits, or rolls back what cannot be committed; sets *tx to NULL either
 * way.  The commit is on disk when it returns OK.  ERR_UNAVAILABLE when the
 * connection was lost meanwhile (then it may have been done: ask again by the
 * form's one-time key) or a writing transaction took over DB_TX_MAX_SEC.
 */
enum err db_commit(struct db_tx **tx) MUST_USE;
/* Rolls back what was not committed; for CLEANUP(). */
void db_rollbackp(struct db_tx **tx);

#endif
