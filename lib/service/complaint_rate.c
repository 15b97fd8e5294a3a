#include "config.h"
#include "lib/service/complaint_rate.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"
#include "lib/db/tx.h"
#include "lib/rule/ledger.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_case.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

enum { TRIES = 8 };

/* The event in the complaint's own ledger; *seq is its place. */
static enum err
add_event(struct service *sv, int64_t id, const struct rating_of *of, enum rating answer, const char *words,
    const struct actor *who, usec_t at, int32_t *seq)
{
	char *detail = arena_printf(sv->arena, "rating=%d\n", (int)answer);
	struct event ev = { .subject_kind = SUBJECT_COMPLAINT, .subject_id = id, .kind = ACT_C_RATED, .at = at,
		.client_at = USEC_NONE, .user_id = who->user_id, .role_id = who->role, .shift_id = who->shift_id,
		.unit_id = who->unit_id, .from_state = of->complaint_state, .to_state = of->complaint_state,
		.detail = { detail, strlen(detail) } };
	enum err e = store_event_last(sv->db, sv->arena, SUBJECT_COMPLAINT, id, seq, &ev.prev_hash);

	ev.seq = ++*seq;
	return e == OK ? store_event_add(sv->db, sv->arena, &ev, words) : e;
}

static enum err
rate_once(struct service *sv, const unsigned char key[HASH_LEN], int64_t id, enum rating answer, const char *words,
    const struct actor *who)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct rating_of of = { 0 };
	const char *no;
	int32_t seq;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_rating_of(sv->db, id, key, &of)) != OK || of.again)
		return e;
	if ((no = rating_refusal(of.case_id != 0 ? (enum case_state)of.case_state : CS_NONE)) != NULL)
		return err_raise(ERR_DENIED, "%s", no);
	if ((e = add_event(sv, id, &of, answer, words, who, now, &seq)) != OK ||
	    (e = store_rating_add(sv->db, id, seq, key, (int32_t)answer, who->user_id != 0, now)) != OK)
		return e;
	if (rating_asks_for_more(answer) && ((e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, id, seq, "CHIEF", 0, 0,
	    now)) != OK || (e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, id, seq, "ACCEPTOR", 0, 0, now)) != OK))
		return e;
	return db_commit(&tx);
}

enum err
complaint_rate(struct service *sv, const char *key, int64_t complaint_id, enum rating answer, const char *words,
    const struct actor *who)
{
	unsigned char hash[HASH_LEN];
	enum err e;

	if (answer < RATING_SOLVED || answer > RATING_UNSURE)
		return err_raise_field(ERR_INVALID, "rating", "Err.required");
	if (words != NULL && utf8_len(words) > RATING_WORDS_MAX)
		return err_raise_field(ERR_INVALID, "note", "Err.too_long");
	hash_sha256(hash, key, strlen(key));
	if (words != NULL && words[0] == '\0')
		words = NULL;
	/* A double click, or an event of somebody else took the place in the ledger: once more. */
	for (int tries = 0; (e = rate_once(sv, hash, complaint_id, answer, words, who)) == ERR_CONFLICT && tries < TRIES; tries++)
		err_clear();
	return e;
}
