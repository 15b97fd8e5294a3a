/*
 * Transactions that roll back by themselves:
 *
 *	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
 *
 *	if ((e = db_begin(db, &tx)) != OK) …
 *	return db_commit(&tx);
 */
#ifndef LIB_DB_TX_H
#define LIB_DB_TX_H

#include "lib/base/err.h"
#include "lib/db/conn.h"

struct db_tx;

/* Starts a writing transaction (READ COMMITTED); nested calls are ERR_INTERNAL. */
enum err db_begin(struct db *db, struct db_tx **out) MUST_USE;
/* Starts a read-only one with a consistent snapshot (REPEATABLE READ): every GET runs in one. */
enum err db_begin_read(struct db *db, struct db_tx **out) MUST_USE;
/* Commits and sets *tx to NULL; the commit is on disk when it returns OK. */
enum err db_commit(struct db_tx **tx) MUST_USE;
/* Rolls back what was not committed; for CLEANUP(). */
void db_rollbackp(struct db_tx **tx);

#endif
