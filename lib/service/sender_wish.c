#include "config.h"
#include "lib/service/sender_wish.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/db/tx.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_complaint.h"

#include "lib/base/banned.h"

enum { CODE_TRIES = 5 };

static const struct actor sender = { .role = R_PUBLIC };

static enum err
read_key(struct service *sv, unsigned char key[KEY_LEN])
{
	return key_read(arena_printf(sv->arena, "%s/code.key", sv->conf->key_dir), key);
}

static void
keyed(struct arena *a, const unsigned char key[KEY_LEN], const char *what, int64_t id, const char *of,
    unsigned char out[HASH_LEN])
{
	const char *said = arena_printf(a, "%s:%lld:%s", what, (long long)id, of);

	hash_keyed(out, key, said, strlen(said));
}

static void
make_token(struct arena *a, const unsigned char key[KEY_LEN], const char *what, int64_t id, int32_t round,
    char out[WISH_TOKEN_LEN + 1])
{
	unsigned char h[HASH_LEN];
	struct buf b;

	keyed(a, key, what, id, arena_printf(a, "%d", round), h);
	buf_init(&b, a);
	buf_hex(&b, h, WISH_TOKEN_LEN / 2);
	memcpy(out, b.s, WISH_TOKEN_LEN + 1);
}

static void
make_all(struct arena *a, const unsigned char key[KEY_LEN], int64_t id, int32_t round, struct wish_tokens *t)
{
	unsigned char h[HASH_LEN];
	uint32_t v = 0;

	make_token(a, key, "confirm", id, round, t->token);
	make_token(a, key, "stop", id, 0, t->stop);
	keyed(a, key, "digits", id, arena_printf(a, "%d", round), h);
	for (int i = 0; i < 4; i++)
		v = v << 8 | h[i];
	(void)snprintf(t->code, sizeof(t->code), "%06u", v % 1000000);
}

enum err
sender_tokens(struct service *sv, int64_t complaint_id, int32_t round, struct wish_tokens *out)
{
	unsigned char key[KEY_LEN];
	enum err e = read_key(sv, key);

	if (e == OK)
		make_all(sv->arena, key, complaint_id, round, out);
	return e;
}

/* What the database keeps of a round. */
static enum err
hashes_of(struct service *sv, int64_t id, int32_t round, struct wish_hashes *h)
{
	unsigned char key[KEY_LEN];
	struct wish_tokens t;
	enum err e = read_key(sv, key);

	if (e != OK)
		return e;
	make_all(sv->arena, key, id, round, &t);
	hash_sha256(h->token, t.token, WISH_TOKEN_LEN);
	hash_sha256(h->stop, t.stop, WISH_TOKEN_LEN);
	keyed(sv->arena, key, "typed", id, t.code, h->code);
	return OK;
}

enum err
sender_wish_begin(struct service *sv, int64_t complaint_id, usec_t at, bool confirmed)
{
	struct wish_hashes h;
	enum err e = hashes_of(sv, complaint_id, 1, &h);

	return e == OK ? store_sender_wish_add(sv->db, complaint_id, &h, at, confirmed ? at : USEC_NONE) : e;
}

/* An event of his own in his ledger; the caller holds the transaction. */
static enum err
note(struct service *sv, int64_t id, enum action kind, usec_t at)
{
	int64_t state;
	enum err e = store_complaint_lock(sv->db, id, &state);

	return e == OK ? ledger_add_complaint(sv, id, kind, &sender, at, (int32_t)state, (int32_t)state, 0, NULL, 0, NULL) : e;
}

/* Confirmed before is as good; too old is as bad as wrong. */
static enum err
confirm(struct service *sv, int64_t id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct sender_wish w;
	bool did;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_sender_wish(sv->db, sv->arena, id, &w)) != OK)
		return e;
	if (w.confirmed_at != USEC_NONE)
		return OK;
	if (now - w.asked_at > WISH_DAYS * USEC_DAY)
		return err_raise(ERR_NOT_FOUND, "a confirmation that is over");
	if ((e = note(sv, id, ACT_C_CONFIRMED, now)) != OK || (e = store_sender_wish_confirm(sv->db, id, now, &did)) != OK)
		return e;
	return did ? db_commit(&tx) : OK;
}

enum err
sender_confirm(struct service *sv, const char *token, const char *addr_prefix)
{
	unsigned char hash[HASH_LEN];
	const usec_t now = clock_now();
	int64_t id, n;
	enum err e = store_rate_count(sv->db, RATE_CONFIRM_ADDRESS, addr_prefix, now - USEC_HOUR, &n), again;

	if (e != OK)
		return e;
	if (n >= sv->conf->track_tries)
		return err_raise(ERR_TOO_MANY, "too many wrong links");
	hash_sha256(hash, token, strlen(token));
	e = store_sender_wish_by_token(sv->db, hash, &id);
	if (e == OK)
		e = confirm(sv, id);
	if (e == ERR_NOT_FOUND && (again = store_rate_add(sv->db, RATE_CONFIRM_ADDRESS, addr_prefix, now)) != OK)
		return again;
	return e;
}

enum err
sender_confirm_code(struct service *sv, int64_t complaint_id, const char *typed)
{
	const char *who = arena_printf(sv->arena, "%lld", (long long)complaint_id);
	unsigned char key[KEY_LEN], mine[HASH_LEN];
	const usec_t now = clock_now();
	struct sender_wish w;
	int64_t n;
	enum err e = store_rate_count(sv->db, RATE_CONFIRM_CODE, who, now - USEC_HOUR, &n);

	if (e != OK || (e = store_sender_wish(sv->db, sv->arena, complaint_id, &w)) != OK || (e = read_key(sv, key)) != OK)
		return e;
	if (n >= CODE_TRIES)
		return err_raise(ERR_TOO_MANY, "too many wrong digits");
	keyed(sv->arena, key, "typed", complaint_id, typed, mine);
	if (w.code_hash.len == HASH_LEN && secret_equal(mine, w.code_hash.data, HASH_LEN))
		return confirm(sv, complaint_id);
	e = store_rate_add(sv->db, RATE_CONFIRM_CODE, who, now);
	return e == OK ? err_raise(ERR_NOT_FOUND, "wrong digits") : e;
}

enum err
sender_confirm_again(struct service *sv, int64_t complaint_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct sender_wish w;
	struct wish_hashes h;
	struct blob hash;
	int32_t seq;
	bool did;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_sender_wish(sv->db, sv->arena, complaint_id, &w)) != OK)
		return e;
	if (w.confirmed_at != USEC_NONE)
		return OK;
	if (w.round >= WISH_ROUNDS || now - w.asked_at < WISH_PAUSE_MIN * USEC_MIN)
		return err_raise(ERR_TOO_MANY, "asked to confirm too often");
	if ((e = note(sv, complaint_id, ACT_C_CONFIRM_ASKED, now)) != OK ||
	    (e = store_event_last(sv->db, sv->arena, SUBJECT_COMPLAINT, complaint_id, &seq, &hash)) != OK ||
	    (e = hashes_of(sv, complaint_id, w.round + 1, &h)) != OK ||
	    (e = store_sender_wish_ask(sv->db, complaint_id, w.round + 1, &h, now, &did)) != OK || !did ||
	    (e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, complaint_id, seq, "SENDER", 0, 0, now)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
sender_of_stop(struct service *sv, const char *token, int64_t *complaint_id)
{
	unsigned char hash[HASH_LEN];

	hash_sha256(hash, token, strlen(token));
	return store_sender_wish_by_stop(sv->db, hash, complaint_id);
}

enum err
sender_wish_set(struct service *sv, int64_t complaint_id, enum wish_act act)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct sender_wish w;
	bool stopped, same;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_sender_wish(sv->db, sv->arena, complaint_id, &w)) != OK)
		return e;
	stopped = w.stopped_at != USEC_NONE;
	same = act == WISH_STOP ? stopped : !stopped && w.daily == (act == WISH_DAILY);
	if (same)
		return OK;
	if ((e = note(sv, complaint_id, ACT_C_WISHED, now)) != OK ||
	    (e = store_sender_wish_set(sv->db, complaint_id, act == WISH_STOP ? now : USEC_NONE, act == WISH_DAILY)) != OK)
		return e;
	return db_commit(&tx);
}
