/*
 * Registers beside the cases: light records (R14), stubborn problems (R17) and
 * inquiries about a theme (R16).  Statements: sql/query/matter.sql.
 */
#ifndef LIB_STORE_STORE_MATTER_H
#define LIB_STORE_STORE_MATTER_H

#include "lib/base/clock.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/rule/stubborn.h"

struct arena;

/* Stable values: stored. */
enum matter_kind { MATTER_LIGHT = 1, MATTER_STUBBORN = 2, MATTER_INQUIRY = 3 };
enum matter_state { MATTER_IS_OPEN = 1, MATTER_IS_CLOSED = 2, MATTER_IS_UPWARD = 3 };
/* What an entry is; MATTER_ASKED is the special inquiry into a stubborn problem (专题研究). */
enum matter_step {
	MATTER_BEGUN = 1, MATTER_STATUS = 2, MATTER_ASKED = 3, MATTER_HANDED = 4, MATTER_CLOSED = 5, MATTER_UPWARD = 6
};

struct matter_row {
	int64_t id, owner_id, unit_id, class_id;
	int32_t kind, state, origin, every_days;	/* every_days 0: each entry says its day */
	const char *title, *address, *owner, *owner_en, *unit_zh, *unit_en, *class_zh, *class_en;
	usec_t opened_at, due, closed_at;
};
struct matter_entry {
	int32_t seq, state, what;
	usec_t at, due;
	const char *words, *who, *who_en, *owner, *owner_en;
};
/* One more entry, as it is written. */
struct matter_entry_new {
	int64_t matter_id, user_id, owner_id;
	enum matter_state state;
	enum matter_step what;
	usec_t at, due;
	const char *words;
};

enum { MATTER_PAGE = 50 };

/* A new matter; ERR_CONFLICT when its key is known. */
enum err store_matter_add(struct db *db, const unsigned char key[HASH_LEN], const struct matter_row *m, int64_t *id) MUST_USE;
/* One more entry; the caller holds the transaction. */
enum err store_matter_entry_add(struct db *db, const unsigned char key[HASH_LEN], const struct matter_entry_new *n) MUST_USE;
/* Moves an open one on, with its next day and owner; ERR_CONFLICT when it is open no longer. */
enum err store_matter_move(struct db *db, int64_t id, enum matter_state state, usec_t due, usec_t closed_at,
    int64_t owner_id) MUST_USE;
/* The matter a form with this key has written to; ERR_NOT_FOUND. */
enum err store_matter_by_key(struct db *db, const unsigned char key[HASH_LEN], int64_t *id) MUST_USE;
enum err store_matter_by_id(struct db *db, struct arena *a, int64_t id, struct matter_row **out) MUST_USE;
/* The open ones, the next due first, at most 200. */
enum err store_matters_open(struct db *db, struct arena *a, enum matter_kind kind, struct matter_row **out,
    size_t *n) MUST_USE;
/* Those in another state before an id, newest first, at most MATTER_PAGE + 1; owner_id 0: everybody's. */
enum err store_matters_over(struct db *db, struct arena *a, enum matter_kind kind, enum matter_state state,
    int64_t before, int64_t owner_id, struct matter_row **out, size_t *n) MUST_USE;
/* Open ones due before an instant, ten at most; owner_id 0: everybody's. */
enum err store_matters_waiting(struct db *db, struct arena *a, usec_t before, int64_t owner_id, struct matter_row **out,
    size_t *n) MUST_USE;
enum err store_matter_entries(struct db *db, struct arena *a, int64_t id, struct matter_entry **out, size_t *n) MUST_USE;
/* Whether a light record of this class needs a photo; ERR_NOT_FOUND: no class of now. */
enum err store_matter_class_photo(struct db *db, int64_t class_id, usec_t at, bool *need) MUST_USE;

/* An open matter whose day comes or has passed. */
struct matter_remind {
	int64_t id, owner_id;
	int32_t reminded, seq;
	usec_t due;
};
/* Those due before an instant that nobody was told of, 200 at most. */
enum err store_matters_to_remind(struct db *db, struct arena *a, usec_t before, usec_t now, struct matter_remind **out,
    size_t *n) MUST_USE;
/* Remembers that it was told; *mine false: somebody else did, or it has moved on. */
enum err store_matter_reminded(struct db *db, const struct matter_remind *r, int32_t level, bool *mine) MUST_USE;

/* Lives and statuses of the stubborn problems of a period (lib/rule/stubborn.h). */
enum err store_stubborn(struct db *db, struct arena *a, struct period p, struct stubborn_life **lives, size_t *n_lives,
    struct stubborn_status **statuses, size_t *n_statuses) MUST_USE;
enum err store_stubborn_rule(struct db *db, struct arena *a, usec_t now, struct stubborn_rule *out) MUST_USE;
/* Names of units and persons, "3,5" each. */
struct stubborn_name {
	int32_t subject;
	int64_t id;
	const char *name, *name_en;
};
enum err store_stubborn_names(struct db *db, struct arena *a, const char *units, const char *persons,
    struct stubborn_name **out, size_t *n) MUST_USE;

#endif
