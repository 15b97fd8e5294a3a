/*
 * Complaints: what one person or system sent, with code, contact and link to
 * its case.  Statements: sql/query/complaint.sql.
 */
#ifndef LIB_STORE_STORE_COMPLAINT_H
#define LIB_STORE_STORE_COMPLAINT_H

#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"

struct arena;

struct complaint_row {
	int64_t id;
	struct blob form_key_hash;	/* only written */
	int32_t source, state;
	usec_t received_at, accept_due;
	const char *lang;
	int64_t class_id;
	const char *description, *address;
	bool has_point;
	int32_t lat, lon;
	bool confidential;
	int32_t privacy_version;	/* only written */
	const char *ext_system, *ext_number;
	usec_t ext_due;
	int64_t taken_by;
	usec_t state_at;
	int64_t reason_id;
	const char *community_code;	/* what was chosen instead of, or beside, a point or an address */
	int64_t same_case;		/* the same one, as the sender says, but he did not join it: closed, or he is suspect; 0: none */
	const char *answer, *class_zh, *class_en;
	const char *masked_name, *masked_phone, *masked_email;	/* store_complaints_of_case() */
	const char *community_zh, *community_en;	/* store_complaints_of_case(); NULL: none chosen */
	int32_t doubts;			/* store_complaint_queue(): enum doubt, together */
};

/* ERR_CONFLICT when the form key or the external number is known. */
enum err store_complaint_insert(struct db *db, const struct complaint_row *c, int64_t *id) MUST_USE;
enum err store_complaint_by_id(struct db *db, struct arena *a, int64_t id, struct complaint_row **out) MUST_USE;
/* What is known of a form's key. */
struct key_row {
	int64_t id;			/* the complaint it made; 0: none yet */
	usec_t received_at, accept_due;
	usec_t nth_last;		/* when the address sent its n-th last one; USEC_NONE: fewer */
	bool has_uploads;		/* photos wait under it */
};
/* address may be NULL; nth from 1. */
enum err store_complaint_by_key(struct db *db, struct arena *a, const unsigned char hash[HASH_LEN],
    const char *address, int64_t nth, struct key_row *out) MUST_USE;
/* Locks it until the transaction ends; *state is what it has now. */
enum err store_complaint_lock(struct db *db, int64_t id, int64_t *state) MUST_USE;
enum err store_complaint_state(struct db *db, int64_t id, enum complaint_state state, usec_t at) MUST_USE;
/* What the sender is told; state 0 keeps the state. */
enum err store_complaint_answer(struct db *db, int64_t id, enum complaint_state state, usec_t at,
    int64_t reason_id, const char *answer) MUST_USE;
enum err store_code_insert(struct db *db, int64_t id, const unsigned char hash[HASH_LEN]) MUST_USE;

/* Complaints in a state, by accept_due; after_id 0 = first page.  At most 51. */
enum err store_complaint_queue(struct db *db, struct arena *a, enum complaint_state state,
    int64_t after_due, int64_t after_id, struct complaint_row **out, size_t *n) MUST_USE;
struct complaint_count {
	int64_t total, late, soon;
};
/* How many are in a state, late, and due within two hours. */
enum err store_complaint_count(struct db *db, struct arena *a, enum complaint_state state, usec_t now,
    struct complaint_count *out) MUST_USE;

enum err store_link(struct db *db, int64_t complaint_id, int64_t case_id, usec_t at) MUST_USE;
/* Ends all links of a case (void, merge). */
enum err store_link_end_all(struct db *db, int64_t case_id, usec_t at) MUST_USE;
/* The case a complaint belongs to now; ERR_NOT_FOUND when none. */
enum err store_case_of_complaint(struct db *db, int64_t complaint_id, int64_t *case_id) MUST_USE;
/* The complaints of a case with their masked contacts, in order of their joining. */
enum err store_complaints_of_case(struct db *db, struct arena *a, int64_t case_id,
    struct complaint_row **out, size_t *n) MUST_USE;
/* Those that belonged to it at an instant. */
enum err store_complaints_at(struct db *db, struct arena *a, int64_t case_id, usec_t at,
    struct complaint_row **out, size_t *n) MUST_USE;

struct contact_row {
	int32_t key_year;
	struct blob sealed;
	const char *masked_name, *masked_phone, *masked_email;
	struct blob phone_hash;
};
enum err store_contact_insert(struct db *db, int64_t complaint_id, const struct contact_row *c, usec_t at) MUST_USE;
/* The masked form; ERR_NOT_FOUND for an anonymous complaint. */
enum err store_contact_masked(struct db *db, struct arena *a, int64_t complaint_id,
    struct contact_row **out) MUST_USE;
/* The sealed form (desk only). */
enum err store_contact_sealed(struct db *db, struct arena *a, int64_t complaint_id,
    struct contact_row **out) MUST_USE;

/* Scopes of rate_use. */
enum rate_scope { RATE_CODE_NUMBER = 1, RATE_CODE_ADDRESS = 2, RATE_REPORT_ADDRESS = 3, RATE_REPORT_CONTACT = 4, RATE_CONFIRM_CODE = 8,
	RATE_CONFIRM_ADDRESS = 9 };
/* How many since an instant. */
enum err store_rate_count(struct db *db, enum rate_scope scope, const char *who, usec_t since, int64_t *n) MUST_USE;
/* One more use. */
enum err store_rate_add(struct db *db, enum rate_scope scope, const char *who, usec_t at) MUST_USE;

#endif
