/* How soon cases of a kind were done.  Statements: sql/query/history.sql. */
#ifndef LIB_STORE_STORE_HISTORY_H
#define LIB_STORE_STORE_HISTORY_H

#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/history.h"

struct arena;

/* The cases closed within [from, until) that were done and checked. */
enum err store_history_done(struct db *db, struct arena *a, usec_t from, usec_t until, struct done_case **out,
    size_t *n) MUST_USE;
/* Up to when the rows reach; 0: there are none. */
enum err store_history_upto(struct db *db, usec_t *out) MUST_USE;
/* Whether this host may make them anew now; then store_history_unlock(). */
enum err store_history_lock(struct db *db, bool *mine) MUST_USE;
enum err store_history_unlock(struct db *db) MUST_USE;
/* All rows anew; the caller holds the transaction. */
enum err store_history_replace(struct db *db, const struct history *rows, size_t n, usec_t upto) MUST_USE;
/* The rows of up to three scopes (history_scope()). */
enum err store_history_of(struct db *db, struct arena *a, const char *const scopes[3], struct history **out,
    size_t *n) MUST_USE;

#endif
