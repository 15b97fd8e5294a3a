/*
 * Notices: the outbox's rows, the people and their wishes, inbox lines and the
 * messages sent for them.  Statements: sql/query/notice.sql.
 */
#ifndef LIB_STORE_STORE_NOTICE_H
#define LIB_STORE_STORE_NOTICE_H

#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "lib/rule/case.h"
#include "lib/rule/notice.h"

struct arena;

enum { LEASE_LEN = 16, NOTICE_PAGE = 50 };
enum notice_channel { CHANNEL_EMAIL = 1, CHANNEL_SMS = 2, CHANNEL_MAX };
enum message_state { MESSAGE_WAITS = 1, MESSAGE_SENT = 2, MESSAGE_DEAD = 3, MESSAGE_NOT_NEEDED = 4 };
enum message_urgency { URGENCY_HAZARD = 0, URGENCY_USUAL = 1, URGENCY_DIGEST = 2, URGENCY_MAX };

/* Rows by their ids: "3,7,12" with the least and the greatest, so that the key serves. */
struct id_list {
	int64_t first, last;
	const char *text;
	size_t n;
};

/* The house at now: audiences, people, rosters from yesterday to three days ahead, patrols; cal is not set. */
enum err store_notice_house(struct db *db, struct arena *a, usec_t now, struct notice_house *out) MUST_USE;

/* The settings of how long a letter is tried, at now; what is unreadable counts as not set. */
enum err store_notice_patience(struct db *db, struct arena *a, usec_t now, struct notice_patience *out) MUST_USE;

/* How somebody wants to be told. */
struct notice_wish {
	int64_t user_id;
	const char *email, *phone;
	bool by_email, by_sms;
	int32_t digest;		/* enum notice_digest */
};
/* All of them, by user_id. */
enum err store_notice_wishes(struct db *db, struct arena *a, struct notice_wish **out, size_t *n) MUST_USE;
/* One person's; ERR_NOT_FOUND when he never said. */
enum err store_notice_wish(struct db *db, struct arena *a, int64_t user_id, struct notice_wish **out) MUST_USE;
enum err store_notice_wish_set(struct db *db, const struct notice_wish *w, usec_t now) MUST_USE;

/* A row of the outbox with what it is about. */
struct outbox_row {
	int64_t id;
	int32_t subject_kind;
	int64_t subject_id;
	int32_t event_seq;
	const char *audience;
	int64_t unit_id, user_id;
	int32_t kind;		/* enum action of the event */
	int64_t actor_id;	/* who did it: he knows */
	bool hazard;
	int64_t cell_id;
	usec_t created_at;
};
/* Takes at most 200 due rows that no other run has in hand, for this transaction. */
enum err store_outbox_claim(struct db *db, struct arena *a, usec_t now, struct id_list *out) MUST_USE;
enum err store_outbox_rows(struct db *db, struct arena *a, const struct id_list *ids, struct outbox_row **out,
    size_t *n) MUST_USE;
/* The senders behind such rows who left a contact; not asked which audience the row is for. */
struct notice_sender {
	int64_t outbox_id, complaint_id;
	bool has_email, has_phone;	/* phone: a mobile one */
	bool confirmed, stopped, daily;	/* stopped: by his wish, or with his complaint */
};
enum err store_notice_senders(struct db *db, struct arena *a, const struct id_list *ids, struct notice_sender **out,
    size_t *n) MUST_USE;
/* told below 0 is NULL: told in another way. */
enum err store_outbox_done(struct db *db, int64_t id, int32_t told, usec_t now) MUST_USE;
enum err store_outbox_later(struct db *db, int64_t id, usec_t at) MUST_USE;

/* A new inbox line, or the notice of a sender; ERR_CONFLICT when the person has one of this event. */
struct notice_new {
	const struct outbox_row *of;
	int64_t user_id, complaint_id;	/* one of them */
};
enum err store_notice_add(struct db *db, const struct notice_new *n, usec_t now, int64_t *id) MUST_USE;
/* reader: user_id, or below zero a complaint's number: whose summary it goes into. */
enum err store_message_add(struct db *db, int64_t notice_id, enum notice_channel channel, int64_t reader,
    enum message_urgency urgency, usec_t at, usec_t now) MUST_USE;

/*
 * Takes the next due message of a channel and urgency until `until`, under a
 * lease; of a digest all of its reader's.  ERR_NOT_FOUND when there is none.
 * The caller holds the transaction.
 */
enum err store_message_take(struct db *db, struct arena *a, enum notice_channel channel, enum message_urgency urgency,
    usec_t now, usec_t until, const unsigned char lease[LEASE_LEN], struct id_list *out) MUST_USE;
/* What a letter says; of the wrong channel's address nothing is used. */
struct letter_row {
	int64_t id, notice_id;
	int32_t channel, urgency, refused, away;
	usec_t since;
	int32_t subject_kind;
	int64_t subject_id;
	int32_t event_seq;
	int64_t user_id, complaint_id;
	int32_t kind;
	bool hazard;
	usec_t created_at;
	bool was_read;
	const char *number;
	int32_t state;
	usec_t stage_due;
	bool confidential;
	const char *address, *class_zh, *class_en;
	bool active;		/* the account is open */
	const char *lang, *email, *phone;
	bool by_email, by_sms;
	usec_t received_at;	/* of the complaint */
	const char *answer;
	int32_t complaint_state;
	int32_t round;		/* of the question to confirm; 0: its sender has no wishes */
	bool confirmed, stopped;
};
enum err store_letters(struct db *db, struct arena *a, const struct id_list *ids, const unsigned char lease[LEASE_LEN],
    struct letter_row **out, size_t *n) MUST_USE;
/* How a sending ended; *held false when the lease was lost meanwhile. */
struct message_end {
	enum message_state state;
	usec_t next_at, ended_at;
	int32_t refused, away;
	const char *error;
};
enum err store_message_end(struct db *db, const struct id_list *ids, const unsigned char lease[LEASE_LEN],
    const struct message_end *end, bool *held) MUST_USE;

/* A line of an inbox. */
struct inbox_row {
	int64_t id;
	int32_t subject_kind;
	int64_t subject_id;
	int32_t kind;
	bool hazard;
	usec_t created_at, read_at;
	const char *number;
	int32_t state;
	usec_t stage_due;
	const char *address, *class_zh, *class_en;
	usec_t received_at;
};
/* The newest first, below an id (0: from the newest), one more than a page. */
enum err store_inbox(struct db *db, struct arena *a, int64_t user_id, bool unread, int64_t before,
    struct inbox_row **out, size_t *n) MUST_USE;
/* How many are new, 100 at most. */
enum err store_unread(struct db *db, int64_t user_id, int64_t *n) MUST_USE;
/* Marks one read, or all up to it; another's is left alone. */
enum err store_notice_read(struct db *db, int64_t user_id, int64_t id, bool upto, usec_t now) MUST_USE;

/* For the administrator. */
struct message_count {
	int32_t channel, state;
	int64_t n;
	usec_t since;		/* of the oldest */
};
enum err store_message_counts(struct db *db, struct arena *a, struct message_count **out, size_t *n) MUST_USE;
struct message_row {
	int64_t id;
	int32_t channel, urgency, state, refused, away;
	usec_t since, next_at, ended_at;
	const char *last_error;
	int32_t kind, subject_kind;
	int64_t subject_id;
	const char *number, *user_name, *user_name_en;
	int64_t complaint_id;
	usec_t received_at;
};
enum err store_messages(struct db *db, struct arena *a, enum message_state state, int64_t before,
    struct message_row **out, size_t *n) MUST_USE;
/* Posts nobody holds: the last twenty notices that reached nobody. */
struct nobody_row {
	int64_t id;
	int32_t subject_kind;
	int64_t subject_id;
	const char *audience;
	usec_t created_at;
	const char *unit_zh, *unit_en, *number;
};
enum err store_nobody(struct db *db, struct arena *a, struct nobody_row **out, size_t *n) MUST_USE;
/* Makes a dead message wait again, as new; id 0: all of them.  *n how many. */
enum err store_message_retry(struct db *db, int64_t id, usec_t now, int64_t *n) MUST_USE;

#endif
