/*
 * Registers beside the cases: light records (R14), stubborn problems (R17) and
 * inquiries about a theme (R16).  Statements: sql/query/matter.sql.
 */
#ifndef LIB_STORE_STORE_MATTER_H
#define LIB_STORE_STORE_MATTER_H

#include "lib/base/clock.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"

struct arena;

/* Stable values: stored. */
enum matter_kind { MATTER_LIGHT = 1, MATTER_STUBBORN = 2, MATTER_INQUIRY = 3 };
enum matter_state { MATTER_IS_OPEN = 1, MATTER_IS_CLOSED = 2, MATTER_IS_UPWARD = 3 };

struct matter_row {
	int64_t id, owner_id, unit_id;
	int32_t kind, state, origin;
	const char *title, *address, *owner, *unit_zh, *unit_en;
	usec_t opened_at, due, closed_at;
};
struct matter_entry {
	int32_t seq, state;
	usec_t at;
	const char *words, *who;
};

enum { MATTER_PAGE = 50 };

/* A new matter; ERR_CONFLICT when its key is known. */
enum err store_matter_add(struct db *db, const unsigned char key[HASH_LEN], const struct matter_row *m, int64_t *id) MUST_USE;
/* One more entry; the caller holds the transaction. */
enum err store_matter_entry_add(struct db *db, int64_t id, const unsigned char key[HASH_LEN], usec_t at,
    int64_t user_id, enum matter_state state, const char *words) MUST_USE;
/* Moves an open one on; ERR_CONFLICT when it is open no longer. */
enum err store_matter_move(struct db *db, int64_t id, enum matter_state state, usec_t due, usec_t closed_at) MUST_USE;
/* The matter a form with this key has written to; ERR_NOT_FOUND. */
enum err store_matter_by_key(struct db *db, const unsigned char key[HASH_LEN], int64_t *id) MUST_USE;
enum err store_matter_by_id(struct db *db, struct arena *a, int64_t id, struct matter_row **out) MUST_USE;
/* The open ones, the next due first, at most 200. */
enum err store_matters_open(struct db *db, struct arena *a, enum matter_kind kind, struct matter_row **out,
    size_t *n) MUST_USE;
/* Those in another state before an id, newest first, at most MATTER_PAGE + 1; owner_id 0: everybody's. */
enum err store_matters_over(struct db *db, struct arena *a, enum matter_kind kind, enum matter_state state,
    int64_t before, int64_t owner_id, struct matter_row **out, size_t *n) MUST_USE;
enum err store_matter_entries(struct db *db, struct arena *a, int64_t id, struct matter_entry **out, size_t *n) MUST_USE;

#endif
