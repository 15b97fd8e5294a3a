/*
 * The ledger: how an event is serialised and chained.  Fixed before the first
 * row; a change is a new version byte, never another meaning of an old one.
 *
 * Version 1, all numbers big-endian, each field as 4 bytes length + content:
 *
 *	01 | subject_kind u8 | subject_id i64 | seq u32 | kind u32 | at i64 |
 *	client_at i64 (min = none) | user i64 | role i64 | shift i64 | unit i64 |
 *	from u32 | to u32 | reason i64 | detail | files | text_hash (0 or 32) |
 *	prev_hash (32, zero for seq 1)
 *
 * hash = SHA-256 of that.  text_hash = SHA-256 of salt (16) and text, so that
 * the text can be destroyed and the chain still verifies (design §4.2).
 */
#ifndef LIB_RULE_LEDGER_H
#define LIB_RULE_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/secret.h"

struct arena;
struct buf;

enum { SALT_LEN = 16 };

struct event {
	int32_t subject_kind;
	int64_t subject_id;
	int32_t seq, kind;
	usec_t at, client_at;
	int64_t user_id, role_id, shift_id, unit_id;
	int32_t from_state, to_state;
	int64_t reason_id;
	struct blob detail;	/* "name=value\n" lines */
	struct blob files;	/* SHA-256 of each attachment, one after the other */
	struct blob text_hash;	/* none or 32 bytes */
	struct blob prev_hash;	/* none or 32 bytes */
	struct blob hash;	/* as stored */
};

/* Appends the serialised event (version 1). */
void ledger_serialise(struct buf *b, const struct event *e);
/* The event's hash. */
void ledger_hash(struct arena *a, const struct event *e, unsigned char out[HASH_LEN]);
/* The salted hash of an event's text. */
void ledger_text_hash(struct arena *a, const unsigned char salt[SALT_LEN], const char *text,
    unsigned char out[HASH_LEN]);
/*
 * Whether e follows prev (NULL for the first): sequence, chained hash, own
 * hash.  *why gets a short reason in English when it does not.
 */
bool ledger_follows(struct arena *a, const struct event *prev, const struct event *e,
    const char **why);

#endif
