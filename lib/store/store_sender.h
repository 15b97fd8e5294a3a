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
/* same_contact: the sealed contact of the earlier one becomes this one's, too. */
enum err store_complaint_earlier_add(struct db *db, int64_t complaint_id, int64_t earlier_id, bool same_contact) MUST_USE;

/* How a sender is told. */
struct sender_wish {
	int64_t complaint_id;
	int32_t round;			/* how often he was asked to confirm */
	struct blob code_hash;
	usec_t asked_at, confirmed_at, stopped_at;
	bool daily;
	const char *masked_phone, *masked_email;
	int32_t state;			/* of the complaint */
	const char *lang;
};
/* The hashes of a round: of the link and of the digits that confirm, and of the link to his wishes. */
struct wish_hashes {
	unsigned char token[HASH_LEN], code[HASH_LEN], stop[HASH_LEN];
};
/* confirmed USEC_NONE: not yet. */
enum err store_sender_wish_add(struct db *db, int64_t complaint_id, const struct wish_hashes *h, usec_t at,
    usec_t confirmed) MUST_USE;
/* ERR_NOT_FOUND: he left nothing, or before there were wishes. */
enum err store_sender_wish(struct db *db, struct arena *a, int64_t complaint_id, struct sender_wish *out) MUST_USE;
/* Whose link it is; ERR_NOT_FOUND. */
enum err store_sender_wish_by_token(struct db *db, const unsigned char hash[HASH_LEN], int64_t *complaint_id) MUST_USE;
enum err store_sender_wish_by_stop(struct db *db, const unsigned char hash[HASH_LEN], int64_t *complaint_id) MUST_USE;
/* *did false: it was confirmed before. */
enum err store_sender_wish_confirm(struct db *db, int64_t complaint_id, usec_t at, bool *did) MUST_USE;
/* The next round; *did false: somebody else began it. */
enum err store_sender_wish_ask(struct db *db, int64_t complaint_id, int32_t round, const struct wish_hashes *h,
    usec_t at, bool *did) MUST_USE;
enum err store_sender_wish_set(struct db *db, int64_t complaint_id, usec_t stopped_at, bool daily) MUST_USE;

#endif
