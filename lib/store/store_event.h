/*
 * The ledger's rows: appended, read, walked; daily seals and outbox rows.
 * Statements: sql/query/event.sql.
 */
#ifndef LIB_STORE_STORE_EVENT_H
#define LIB_STORE_STORE_EVENT_H

#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"
#include "lib/rule/ledger.h"

struct arena;

/*
 * Appends e with its text (may be NULL): salts and hashes the text, chains to
 * e->prev_hash, sets e->text_hash and e->hash (arena memory).  ERR_CONFLICT
 * when the sequence number is taken.
 */
enum err store_event_add(struct db *db, struct arena *a, struct event *e, const char *text) MUST_USE;
/* Whether a person has dispatched the case in any of its rounds; the case's row knows only the last one. */
enum err store_event_dispatched_by(struct db *db, int64_t case_id, int64_t user_id, bool *did) MUST_USE;
/* Sequence and hash of a subject's last event; seq 0 when there is none. */
enum err store_event_last(struct db *db, struct arena *a, enum subject kind, int64_t id, int32_t *seq,
    struct blob *hash) MUST_USE;

/* One line of a timeline, with the names it needs. */
struct event_row {
	int32_t seq, kind, from_state, to_state;
	usec_t at, client_at;
	int64_t role_id, reason_id;
	struct blob detail, hash;
	const char *role_zh, *role_en;	/* store_follow_events(), of a contact that was opened */
	const char *user_name, *unit_zh, *unit_en, *text, *reason_zh, *reason_en;
	bool destroyed;		/* its text was destroyed; the hash stays */
	struct event ledger;	/* what its hash is made of */
};
enum err store_events(struct db *db, struct arena *a, enum subject kind, int64_t id,
    struct event_row **out, size_t *n) MUST_USE;
/* The same without the names of persons, units and reasons: ids in .ledger. */
enum err store_event_lines(struct db *db, struct arena *a, enum subject kind, int64_t id,
    struct event_row **out, size_t *n) MUST_USE;
/* Streams every event in chain order through fn (row is a struct event). */
enum err store_event_walk(struct db *db, db_row_fn *fn, void *ctx) MUST_USE;
/* The same for one subject. */
enum err store_event_walk_subject(struct db *db, enum subject kind, int64_t id, db_row_fn *fn,
    void *ctx) MUST_USE;
/* Streams subject, seq and hash of the events of [from, until) in subject order. */
enum err store_event_of_day(struct db *db, usec_t from, usec_t until, db_row_fn *fn, void *ctx) MUST_USE;

/* When the first event was; ERR_NOT_FOUND in an empty ledger. */
enum err store_event_first(struct db *db, usec_t *at) MUST_USE;

struct seal_row {
	int32_t day;
	struct blob root;
	usec_t upto_at;
};
/* The latest seal; ERR_NOT_FOUND before the first. */
enum err store_seal_last(struct db *db, struct arena *a, struct seal_row *out) MUST_USE;
/* ERR_CONFLICT when the day has its seal. */
enum err store_seal_add(struct db *db, int32_t day, int64_t events, int64_t stragglers, usec_t upto,
    struct blob prev, struct blob root, usec_t made_at) MUST_USE;

/* A notice to a role or post ("UNIT"); user only for an order to one supervisor. */
enum err store_outbox_add(struct db *db, enum subject kind, int64_t id, int32_t seq,
    const char *audience, int64_t unit_id, int64_t user_id, usec_t at) MUST_USE;
/* A notice without an event, told once a subject, seq and audience (lib/rule/notice.h). */
enum err store_outbox_remind(struct db *db, enum subject kind, int64_t id, int32_t seq, const char *audience,
    int64_t user_id, int32_t what, usec_t at) MUST_USE;

/* A form's one-time key: ERR_CONFLICT when it was used. */
enum err store_write_key_add(struct db *db, const unsigned char hash[HASH_LEN], int64_t user_id,
    int64_t case_id, usec_t at) MUST_USE;
/* The case a key was used for; ERR_NOT_FOUND when it was not. */
enum err store_write_key_find(struct db *db, const unsigned char hash[HASH_LEN], int64_t *case_id) MUST_USE;

#endif
