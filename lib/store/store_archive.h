/* The archive: boxes, callers' files, holds, lists of what is destroyed.  Statements: sql/query/archive.sql. */
#ifndef LIB_STORE_STORE_ARCHIVE_H
#define LIB_STORE_STORE_ARCHIVE_H

#include "lib/base/clock.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"

struct arena;

/* Where a case lies; box NULL: in none. */
struct keep_row {
	const char *box;
	int32_t place, until_year;	/* 0: permanent, unknown, or destroyed */
	struct blob caller;		/* SHA-256 of the caller's file; empty: none */
};
enum err store_keep(struct db *db, struct arena *a, int64_t case_id, struct keep_row *out) MUST_USE;

/* Archived cases of a retention that wait for a box, locked; at most max. */
struct waiting_row {
	int64_t id;
	const char *number, *archive_code;	/* code NULL: of another system */
	usec_t archived_at;
	int32_t years;
};
enum err store_waiting(struct db *db, struct arena *a, int32_t years, int64_t max, struct waiting_row **out, size_t *n) MUST_USE;
enum err store_waiting_count(struct db *db, int64_t *n) MUST_USE;

struct box_row {
	int64_t id;
	const char *code;
	int32_t year, years, number, n_item;
	usec_t opened_at;
};
/* The last box of a year and retention, locked; ERR_NOT_FOUND before the first. */
enum err store_box_last(struct db *db, struct arena *a, int32_t year, int32_t years, struct box_row *out) MUST_USE;
/* ERR_CONFLICT when somebody else made it meanwhile. */
enum err store_box_insert(struct db *db, struct box_row *b) MUST_USE;
/* Puts a case into its place; code is taken where it has none yet. */
enum err store_box_put(struct db *db, const struct box_row *b, int64_t case_id, int32_t place, int32_t until_year,
    const char *code, usec_t at) MUST_USE;
enum err store_box_more(struct db *db, int64_t box_id, int32_t n) MUST_USE;
enum err store_box_by_code(struct db *db, struct arena *a, const char *code, struct box_row *out) MUST_USE;
enum err store_box_by_id(struct db *db, struct arena *a, int64_t id, struct box_row *out) MUST_USE;
/* The newest first below an id, at most 51; those of a year (0: all) in order. */
enum err store_boxes(struct db *db, struct arena *a, int64_t before, struct box_row **out, size_t *n) MUST_USE;
enum err store_boxes_of_year(struct db *db, struct arena *a, int32_t year, struct box_row **out, size_t *n) MUST_USE;

struct item_row {
	int64_t case_id;
	int32_t place, until_year;
	usec_t destroyed_at, closed_at;
	const char *number, *archive_code, *address, *class_zh, *class_en, *unit_zh, *unit_en;
	struct blob caller;
	bool held;
};
enum err store_items(struct db *db, struct arena *a, int64_t box_id, usec_t now, struct item_row **out, size_t *n) MUST_USE;

struct sealed_contact_row {
	int64_t complaint_id;
	int32_t key_year;
	struct blob sealed;
};
enum err store_case_contacts(struct db *db, struct arena *a, int64_t case_id, struct sealed_contact_row **out, size_t *n) MUST_USE;
struct caller_row {
	int64_t case_id;
	struct blob sha256, sealed;
	int32_t key_year;
};
enum err store_caller_insert(struct db *db, const struct caller_row *c) MUST_USE;
enum err store_caller(struct db *db, struct arena *a, int64_t case_id, struct caller_row *out) MUST_USE;
enum err store_caller_by_hash(struct db *db, struct arena *a, const unsigned char hash[HASH_LEN], struct caller_row *out) MUST_USE;

struct hold_row {
	int64_t id, case_id;
	const char *number, *why, *who;
	usec_t set_at, until_at;	/* USEC_NONE: until it is lifted */
};
/* ERR_CONFLICT when the case is held already. */
enum err store_hold_insert(struct db *db, const struct hold_row *h, int64_t user_id) MUST_USE;
/* *done: there was one. */
enum err store_hold_lift(struct db *db, int64_t case_id, int64_t user_id, usec_t at, const char *why, bool *done) MUST_USE;
enum err store_is_held(struct db *db, int64_t case_id, usec_t now, bool *held) MUST_USE;
enum err store_holds(struct db *db, struct arena *a, struct hold_row **out, size_t *n) MUST_USE;

struct due_row {
	int64_t id;
	struct blob head;
};
enum err store_destruction_due(struct db *db, struct arena *a, int32_t year, usec_t now, int64_t max, struct due_row **out,
    size_t *n) MUST_USE;
struct destruction_row {
	int64_t id, made_by, first_by, second_by;
	int32_t year, state, n_item;
	struct blob root;
	usec_t made_at, first_at, second_at, done_at;
	const char *made_name, *first_name, *second_name;
};
/* ERR_CONFLICT when a list of the year is open. */
enum err store_destruction_insert(struct db *db, const struct destruction_row *d, int64_t *id) MUST_USE;
enum err store_destruction_add(struct db *db, int64_t list_id, const struct due_row *row) MUST_USE;
enum err store_destruction(struct db *db, struct arena *a, int64_t id, struct destruction_row *out) MUST_USE;
enum err store_destructions(struct db *db, struct arena *a, struct destruction_row **out, size_t *n) MUST_USE;
enum err store_destruction_lock(struct db *db, int64_t id, int64_t *state) MUST_USE;
struct destruction_item_row {
	int64_t case_id;
	const char *number, *archive_code, *box;
	usec_t archived_at, done_at;
	bool gone, kept;
	int32_t until_year, event_seq;
	struct blob head, head_now;
};
enum err store_destruction_items(struct db *db, struct arena *a, int64_t list_id, int64_t after, int64_t max,
    struct destruction_item_row **out, size_t *n) MUST_USE;
/* ERR_CONFLICT when it is not in the state that is signed from; second for the second signature. */
enum err store_destruction_sign(struct db *db, int64_t id, int64_t user_id, usec_t at, bool second) MUST_USE;
enum err store_destruction_withdraw(struct db *db, int64_t id) MUST_USE;
enum err store_destruction_done(struct db *db, int64_t id, usec_t at) MUST_USE;
enum err store_destruction_item_done(struct db *db, int64_t list_id, int64_t case_id, usec_t at, bool kept) MUST_USE;

/* What is destroyed of a case, of what was joined to it, and of a complaint; the ledger stays. */
enum err store_destroy_case(struct db *db, int64_t case_id, usec_t at) MUST_USE;
enum err store_destroy_complaint(struct db *db, int64_t complaint_id, usec_t at) MUST_USE;
enum err store_destroy_item(struct db *db, int64_t case_id, usec_t at) MUST_USE;
struct id_only {
	int64_t id;
};
enum err store_destroy_complaints(struct db *db, struct arena *a, int64_t case_id, struct id_only **out, size_t *n) MUST_USE;
enum err store_destroy_children(struct db *db, struct arena *a, int64_t case_id, struct id_only **out, size_t *n) MUST_USE;

#endif
