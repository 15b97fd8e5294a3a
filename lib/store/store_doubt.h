/* Doubts about complaints, and how often a sender came.  Statements: sql/query/doubt.sql. */
#ifndef LIB_STORE_STORE_DOUBT_H
#define LIB_STORE_STORE_DOUBT_H

#include "lib/db/conn.h"
#include "lib/db/row.h"

struct arena;

/* Who is counted; NULL: not this one. */
struct doubt_who {
	const char *address, *phone, *email;	/* as rate_use keeps them */
	int64_t address_nth, contact_nth;	/* which one back from the last, from 1 */
};
/* When each came that often; USEC_NONE: fewer times. */
struct doubt_rates {
	usec_t address_at, phone_at, email_at;
};
enum err store_doubt_rates(struct db *db, struct arena *a, const struct doubt_who *who,
    struct doubt_rates *out) MUST_USE;

/* Keeps why a complaint is a suspect (enum doubt, together). */
enum err store_doubt_insert(struct db *db, int64_t complaint_id, int32_t doubts) MUST_USE;
/* 0 when there were none. */
enum err store_doubt(struct db *db, int64_t complaint_id, int32_t *doubts) MUST_USE;

#endif
