/* What a sender adds to his complaint.  Statements: sql/query/sender.sql. */
#ifndef LIB_STORE_STORE_SENDER_H
#define LIB_STORE_STORE_SENDER_H

#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"

struct arena;

/* What decides whether he may add something; again: a form with this key was sent before. */
struct sender_of {
	int32_t complaint, state;	/* enum complaint_state, enum case_state (0: no case) */
	usec_t state_at, reopen_until;
	int64_t case_id, unit_id, steps;
	bool asked, again;		/* asked: he wished to withdraw it */
};
enum err store_sender_of(struct db *db, int64_t complaint_id, const unsigned char key[HASH_LEN],
    struct sender_of *out) MUST_USE;
/* ERR_CONFLICT when the key or the place in the ledger is taken. */
enum err store_sender_step_add(struct db *db, const unsigned char key[HASH_LEN], int64_t complaint_id, int32_t seq,
    int32_t kind, usec_t at) MUST_USE;

struct sender_step {
	int32_t kind;		/* enum action */
	usec_t at;
	const char *words;	/* NULL: none, or destroyed */
};
/* All of a complaint, or of a case's complaints, the oldest first; for the desk. */
enum err store_sender_steps(struct db *db, struct arena *a, int64_t complaint_id, struct sender_step **out,
    size_t *n) MUST_USE;
enum err store_sender_steps_of_case(struct db *db, struct arena *a, int64_t case_id, struct sender_step **out,
    size_t *n) MUST_USE;

/* The complaint about the same problem before this one; ERR_NOT_FOUND: none. */
struct earlier_row {
	int64_t id;
	usec_t received_at;
};
enum err store_complaint_earlier(struct db *db, int64_t complaint_id, struct earlier_row *out) MUST_USE;
enum err store_complaint_earlier_add(struct db *db, int64_t complaint_id, int64_t earlier_id) MUST_USE;

#endif
