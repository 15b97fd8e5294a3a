#include "config.h"
#include "lib/service/doubt_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/db/tx.h"
#include "lib/service/complaint_join.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_doubt.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

static enum err
read_key(struct service *sv, const char *name, unsigned char key[KEY_LEN])
{
	return key_read(arena_printf(sv->arena, "%s/%s", sv->conf->key_dir, name), key);
}

enum err
doubt_ticket(struct service *sv, const char *form_key, char **out)
{
	unsigned char key[KEY_LEN];
	enum err e = read_key(sv, "code.key", key);

	if (e == OK)
		*out = ticket_make(sv->arena, key, form_key, clock_now());
	return e;
}

enum err
doubt_of_form(struct service *sv, const struct doubt_form *f, int32_t *doubts)
{
	const struct doubt_terms terms = { .bits = (int)sv->conf->proof_bits, .pause = (int)sv->conf->report_pause };
	unsigned char key[KEY_LEN];
	enum err e = read_key(sv, "code.key", key);

	if (e == OK)
		*doubts = doubts_of(sv->arena, key, f->key, f->ticket, f->proof, f->trap, &terms, clock_now());
	return e;
}

/* A contact as it is counted: nobody reads it back. */
static const char *
counted(struct service *sv, const unsigned char key[KEY_LEN], const char *contact)
{
	unsigned char hash[HASH_LEN];
	struct buf b;

	if (contact == NULL)
		return NULL;
	hash_keyed(hash, key, contact, strlen(contact));
	buf_init(&b, sv->arena);
	buf_hex(&b, hash, 16);
	return b.s;
}

enum err
doubt_count(struct service *sv, const struct complaint_form *f, bool flood, usec_t now, int32_t *doubts)
{
	unsigned char key[KEY_LEN];
	struct doubt_rates r;
	enum err e;

	*doubts = f->doubts | (flood ? DOUBT_ADDRESS : 0);
	if (f->addr_prefix == NULL)
		return OK;
	if ((e = read_key(sv, "phone.key", key)) != OK ||
	    (e = store_doubt_rates(sv->db, sv->arena, &(struct doubt_who){ .address = f->addr_prefix,
	    .address_nth = sv->conf->report_rate * DOUBT_FLOOD, .phone = counted(sv, key, f->phone),
	    .email = counted(sv, key, f->email), .contact_nth = sv->conf->contact_rate }, &r)) != OK)
		return e;
	if (r.address_at != USEC_NONE && r.address_at > now - USEC_HOUR)
		return err_raise(ERR_TOO_MANY, "too many reports of one address");
	if ((r.phone_at != USEC_NONE && r.phone_at > now - USEC_HOUR) ||
	    (r.email_at != USEC_NONE && r.email_at > now - USEC_HOUR))
		*doubts |= DOUBT_CONTACT;
	return OK;
}

enum err
doubt_keep(struct service *sv, int64_t complaint_id, const struct complaint_form *f, usec_t at, int32_t doubts)
{
	const char *const contacts[] = { f->phone, f->email };
	unsigned char key[KEY_LEN];
	enum err e = doubts != 0 ? store_doubt_insert(sv->db, complaint_id, doubts) : OK;

	if (e != OK || f->addr_prefix == NULL || (f->phone == NULL && f->email == NULL))
		return e;
	e = read_key(sv, "phone.key", key);
	for (size_t i = 0; i < 2 && e == OK; i++)
		if (contacts[i] != NULL)
			e = store_rate_add(sv->db, RATE_REPORT_CONTACT, counted(sv, key, contacts[i]), at);
	return e;
}

/* Locks it; ERR_CONFLICT when somebody has looked at it before. */
static enum err
take_suspect(struct service *sv, int64_t complaint_id)
{
	int64_t state;
	enum err e = store_complaint_lock(sv->db, complaint_id, &state);

	return e == OK && state != CP_SUSPECT ? err_raise(ERR_CONFLICT, "complaint %lld is no suspect",
	    (long long)complaint_id) : e;
}

/* The case its sender said is the same, locked; *joins: it is open and takes the complaint. */
static enum err
same_of(struct service *sv, int64_t complaint_id, struct join_row *same, bool *joins)
{
	struct complaint_row *c;
	enum err e = store_complaint_by_id(sv->db, sv->arena, complaint_id, &c);

	*joins = false;
	return e == OK && c->same_case != 0 ? complaint_join_begin(sv, c->same_case, false, same, joins) : e;
}

enum err
doubt_accept(struct service *sv, int64_t complaint_id, const struct actor *who, bool *joined)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct join_row same;
	bool joins;
	enum err e;

	/* The case before its complaints, as everywhere. */
	if ((e = db_begin(sv->db, &tx)) != OK || (e = same_of(sv, complaint_id, &same, &joins)) != OK ||
	    (e = take_suspect(sv, complaint_id)) != OK ||
	    (e = store_complaint_state(sv->db, complaint_id, joins ? CP_REGISTERED : CP_RECEIVED, now)) != OK ||
	    (e = ledger_add_complaint(sv, complaint_id, ACT_C_CLEARED, who, now, CP_SUSPECT, CP_RECEIVED, 0, NULL, 0,
	    NULL)) != OK || (joins && (e = complaint_join_end(sv, complaint_id, &same, who, now)) != OK) ||
	    (e = db_commit(&tx)) != OK)
		return e;
	*joined = joins;
	return OK;
}

enum err
doubt_refuse(struct service *sv, int64_t complaint_id, int64_t reason_id, const char *answer, const struct actor *who)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct complaint_row *c;
	struct reason_row *r;
	struct blob hash;
	int32_t seq = 0;
	enum err e = store_reason_by_id(sv->db, sv->arena, reason_id, &r);

	if (e == ERR_NOT_FOUND)
		return err_raise_field(ERR_INVALID, "reason", "Err.choice");
	if (e != OK || (e = db_begin(sv->db, &tx)) != OK || (e = take_suspect(sv, complaint_id)) != OK ||
	    (e = store_complaint_by_id(sv->db, sv->arena, complaint_id, &c)) != OK)
		return e;
	if (answer == NULL)
		answer = strcmp(c->lang, "en") == 0 && r->public_en[0] != '\0' ? r->public_en : r->public_zh;
	if ((e = store_complaint_answer(sv->db, complaint_id, CP_REFUSED, now, reason_id, answer)) != OK ||
	    (e = ledger_add_complaint(sv, complaint_id, ACT_C_REFUSED, who, now, CP_SUSPECT, CP_REFUSED, reason_id, NULL,
	    0, NULL)) != OK)
		return e;
	/* Told as of every step of his report; the last event is the refusal. */
	if ((e = store_event_last(sv->db, sv->arena, SUBJECT_COMPLAINT, complaint_id, &seq, &hash)) != OK ||
	    (e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, complaint_id, seq, "SENDER", 0, 0, now)) != OK)
		return e;
	return db_commit(&tx);
}
