#include "config.h"
#include "lib/service/complaint_ops.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/db/tx.h"
#include "lib/service/case_ops.h"
#include "lib/service/complaint_contact.h"
#include "lib/service/complaint_join.h"
#include "lib/service/doubt_ops.h"
#include "lib/store/store_privacy.h"
#include "lib/store/store_door.h"
#include "lib/service/sender_wish.h"
#include "lib/store/store_sender.h"

#include "lib/base/banned.h"

static enum err
read_code_key(struct service *sv, unsigned char key[KEY_LEN])
{
	return key_read(arena_printf(sv->arena, "%s/code.key", sv->conf->key_dir), key);
}

/* What the database keeps of a code: keyed hash of number and code. */
static void
code_hash(struct arena *a, const unsigned char key[KEY_LEN], int64_t id, const char *code,
    unsigned char out[HASH_LEN])
{
	const char *both = arena_printf(a, "%lld:%s", (long long)id, code);

	hash_keyed(out, key, both, strlen(both));
}

static void
fill_receipt(const unsigned char key[KEY_LEN], const char *form_key, int64_t id, usec_t received_at,
    struct complaint_receipt *out)
{
	out->id = id;
	out->received_at = received_at;
	refno_complaint(out->number, civil_of(received_at).year, id);
	code_of_form(out->code, key, form_key);
}

static enum err
insert_row(struct service *sv, const struct complaint_form *f, const unsigned char hash[HASH_LEN],
    int32_t state, int64_t same_case, struct complaint_receipt *r)
{
	struct complaint_row row = { .form_key_hash = { hash, HASH_LEN }, .source = f->source,
		.received_at = r->received_at, .accept_due = r->accept_due,
		.lang = f->lang, .class_id = f->class_id, .description = f->description, .address = f->address,
		.has_point = f->has_point, .lat = f->lat, .lon = f->lon, .confidential = f->confidential,
		.ext_system = f->ext_system, .ext_number = f->ext_number,
		.ext_due = f->ext_due, .taken_by = f->who.user_id, .state = state, .state_at = r->received_at,
		.community_code = f->community, .same_case = same_case };
	int64_t version = 0;
	enum err e = f->addr_prefix == NULL ? OK :
	    store_rate_add(sv->db, RATE_REPORT_ADDRESS, f->addr_prefix, r->received_at);

	if (e == OK)
		e = store_privacy_version_at(sv->db, r->received_at, &version);
	row.privacy_version = (int32_t)version;
	return e == OK ? store_complaint_insert(sv->db, &row, &r->id) : e;
}

static enum err
insert_contact(struct service *sv, const struct complaint_form *f, const struct complaint_receipt *r)
{
	struct contact_row c;
	enum err e;

	if (f->name == NULL && f->phone == NULL && f->email == NULL)
		return OK;
	e = contact_seal(sv, f, r->received_at, &c);
	if (e == OK)
		e = store_contact_insert(sv->db, r->id, &c, r->received_at);
	/* What a clerk wrote down was said to him; what a page sent may be anybody's. */
	if (e == OK && (f->phone != NULL || f->email != NULL))
		e = sender_wish_begin(sv, r->id, r->received_at, f->who.user_id != 0);
	return e;
}

/* To the complaint about the same problem before, with its contact if its sender wants to be told as then. */
static enum err
link_earlier(struct service *sv, const struct complaint_form *f, const struct complaint_receipt *r, bool *reachable)
{
	struct sender_wish before;
	enum err e = store_complaint_earlier_add(sv->db, r->id, f->earlier_id, f->same_contact);

	if (e != OK || !f->same_contact)
		return e;
	e = store_sender_wish(sv->db, sv->arena, f->earlier_id, &before);
	if (e == ERR_NOT_FOUND)
		return OK;
	*reachable = e == OK;
	/* What he confirmed then is the same address now. */
	return e == OK ? sender_wish_begin(sv, r->id, r->received_at, before.confirmed_at != USEC_NONE) : e;
}

/* All photos of the form: those sent before it and those in it, each once. */
static enum err
gather_photos(struct service *sv, const char *key, const struct attachment *files, size_t n,
    struct attachment *all, size_t *n_all)
{
	size_t kept;
	enum err e = file_gather(sv, key, files, n, all, n_all, &kept);

	return e == OK && kept > 0 ? file_kept_drop(sv, key) : e;
}

static enum err
link_photos(struct service *sv, const struct complaint_receipt *r, const struct actor *who,
    const struct attachment *files, size_t n)
{
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		struct file_link_row l = { .subject_kind = SUBJECT_COMPLAINT, .subject_id = r->id,
			.event_seq = 1, .file_id = files[i].file_id, .part = PHOTO_REPORT, .for_public = !files[i].recording,
			.added_by = who->user_id, .added_at = r->received_at };

		e = store_file_link(sv->db, &l);
	}
	return e;
}

static enum err
insert_replies(struct service *sv, const struct complaint_form *f, const struct complaint_receipt *r)
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < f->n_replies; i++)
		e = store_reply_insert(sv->db, r->id, f->replies[i].ask_id, f->replies[i].text);
	return e;
}

/* Everything a complaint writes; the caller holds the transaction. */
static enum err
write_complaint(struct service *sv, const struct complaint_form *f, const unsigned char key[KEY_LEN],
    const unsigned char hash[HASH_LEN], const struct key_row *known, const struct attachment *files,
    size_t n, struct complaint_receipt *r)
{
	const bool flood = known->nth_last != USEC_NONE && known->nth_last > r->received_at - USEC_HOUR;
	struct attachment all[PHOTOS_MAX];
	unsigned char code[HASH_LEN];
	struct join_row same;
	bool joins = false, reachable = f->phone != NULL || f->email != NULL;
	size_t n_all = 0;
	int32_t doubts, state;
	enum err e = doubt_count(sv, f, flood, r->received_at, &doubts);

	if (e != OK)
		return e;
	state = doubts != 0 ? CP_SUSPECT : CP_RECEIVED;
	/* The case before its complaints, as everywhere. */
	if (f->same_case != 0 && (e = complaint_join_begin(sv, f->same_case, doubts != 0, &same, &joins)) != OK)
		return e;
	if ((e = insert_row(sv, f, hash, joins ? CP_REGISTERED : state, joins ? 0 : f->same_case, r)) != OK ||
	    (e = insert_replies(sv, f, r)) != OK || (e = doubt_keep(sv, r->id, f, r->received_at, doubts)) != OK)
		return e;
	fill_receipt(key, f->key, r->id, r->received_at, r);
	code_hash(sv->arena, key, r->id, r->code, code);
	if ((e = store_code_insert(sv->db, r->id, code)) != OK || (e = insert_contact(sv, f, r)) != OK ||
	    (e = gather_photos(sv, known->has_uploads ? f->key : NULL, files, n, all, &n_all)) != OK ||
	    (e = link_photos(sv, r, &f->who, all, n_all)) != OK ||
	    (e = ledger_add_complaint(sv, r->id, ACT_C_RECEIVED, &f->who, r->received_at, 0, state, 0, all,
	    n_all, NULL)) != OK)
		return e;
	e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, r->id, 1, "ACCEPTOR", 0, 0, r->received_at);
	if (e == OK && joins)
		e = complaint_join_end(sv, r->id, &same, &f->who, r->received_at);
	if (e == OK && f->earlier_id != 0)
		e = link_earlier(sv, f, r, &reachable);
	/* His number, to whoever left something to reach him by (workflow §6). */
	if (e == OK && reachable)
		e = store_outbox_add(sv->db, SUBJECT_COMPLAINT, r->id, 1, "SENDER", 0, 0, r->received_at);
	return e;
}

/* What is known of the form's key; out is filled when it has made a complaint, ERR_NOT_FOUND when not. */
static enum err
known_receipt(struct service *sv, const unsigned char key[KEY_LEN], const unsigned char hash[HASH_LEN],
    const char *form_key, const char *address, struct key_row *known, struct complaint_receipt *out)
{
	struct complaint_receipt r = { .again = true };
	enum err e = store_complaint_by_key(sv->db, sv->arena, hash, address, sv->conf->report_rate, known);

	if (e != OK)
		return e;
	if (known->id == 0)
		return err_raise(ERR_NOT_FOUND, "no complaint of this form");
	r.accept_due = known->accept_due;
	fill_receipt(key, form_key, known->id, known->received_at, &r);
	*out = r;
	return OK;
}

/* One try: ERR_CONFLICT when the same form arrived at the same moment. */
static enum err
file_once(struct service *sv, const struct complaint_form *f, const unsigned char key[KEY_LEN],
    const unsigned char hash[HASH_LEN], const struct key_row *known, const struct attachment *files,
    size_t n, struct complaint_receipt *out, int64_t *case_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct complaint_receipt r = { .received_at = clock_now() };
	int64_t id = 0;
	enum err e;

	if ((e = complaint_accept_due(sv, r.received_at, &r.accept_due)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = write_complaint(sv, f, key, hash, known, files, n, &r)) != OK)
		return e;
	if (case_id != NULL && (e = case_register_in(sv, r.id, f->class_id,
	    (struct case_marks){ f->hazard, f->verified_above }, f->client_at, &f->who, &id)) != OK)
		return e;
	if ((e = db_commit(&tx)) != OK)
		return e;
	if (case_id != NULL)
		*case_id = id;
	*out = r;
	return OK;
}

static enum err
file_any(struct service *sv, const struct complaint_form *f, const struct attachment *files, size_t n,
    struct complaint_receipt *out, int64_t *case_id)
{
	unsigned char key[KEY_LEN], hash[HASH_LEN];
	struct key_row known;
	enum err e = read_code_key(sv, key);

	if (e != OK)
		return e;
	hash_sha256(hash, f->key, strlen(f->key));
	e = known_receipt(sv, key, hash, f->key, f->addr_prefix, &known, out);
	if (e == ERR_NOT_FOUND)
		e = file_once(sv, f, key, hash, &known, files, n, out, case_id);
	else if (e == OK && case_id != NULL)
		return store_case_of_complaint(sv->db, out->id, case_id);
	if (e != ERR_CONFLICT)
		return e;
	/* A double click: the other one was committed, or a deadlock asks for a second try. */
	e = known_receipt(sv, key, hash, f->key, f->addr_prefix, &known, out);
	if (e == OK && case_id != NULL)
		return store_case_of_complaint(sv->db, out->id, case_id);
	return e == ERR_NOT_FOUND ? file_once(sv, f, key, hash, &known, files, n, out, case_id) : e;
}

enum err
complaint_file(struct service *sv, const struct complaint_form *f, const struct attachment *files,
    size_t n_files, struct complaint_receipt *out)
{
	return file_any(sv, f, files, n_files, out, NULL);
}

enum err
complaint_file_case(struct service *sv, const struct complaint_form *f, const struct attachment *files,
    size_t n_files, struct complaint_receipt *out, int64_t *case_id)
{
	return file_any(sv, f, files, n_files, out, case_id);
}

enum err
complaint_receipt_again(struct service *sv, const char *key, struct complaint_receipt *out)
{
	unsigned char code_key[KEY_LEN], hash[HASH_LEN];
	struct key_row known;
	enum err e = read_code_key(sv, code_key);

	hash_sha256(hash, key, strlen(key));
	return e == OK ? known_receipt(sv, code_key, hash, key, NULL, &known, out) : e;
}

enum err
complaint_upload(struct service *sv, const char *key, const struct incoming *in, int64_t *id)
{
	struct attachment att;
	enum err e = file_keep(sv, key, in, true, true, &att);

	if (e == OK)
		*id = att.file_id;
	return e;
}

enum err
complaint_uploads(struct service *sv, const char *key, struct upload_row **out, size_t *n)
{
	unsigned char hash[HASH_LEN];

	hash_sha256(hash, key, strlen(key));
	return store_uploads(sv->db, sv->arena, hash, out, n);
}

enum err
complaint_upload_drop(struct service *sv, const char *key, int64_t id)
{
	unsigned char hash[HASH_LEN];

	hash_sha256(hash, key, strlen(key));
	return store_upload_drop_one(sv->db, hash, id);
}

/* One more wrong code of this address and, if it was one, of this number. */
static enum err
note_wrong(struct service *sv, const char *address, const char *number, usec_t now)
{
	enum err e = store_rate_add(sv->db, RATE_CODE_ADDRESS, address, now);

	if (e == OK && number[0] != '\0')
		e = store_rate_add(sv->db, RATE_CODE_NUMBER, number, now);
	return e == OK ? err_raise(ERR_NOT_FOUND, "number and code do not fit") : e;
}

enum err
complaint_unlock(struct service *sv, const char *number, const char *code, const char *addr_prefix,
    struct follow_row **out)
{
	unsigned char key[KEY_LEN], mine[HASH_LEN] = { 0 };
	char typed[CODE_LEN + 1];
	const usec_t now = clock_now();
	struct follow_row *row;
	int64_t want = 0;
	int year = 0;
	enum err e;

	const bool form = refno_complaint_parse(number, &year, &want) && code_normalise(typed, code);
	const char *who = form ? arena_printf(sv->arena, "%lld", (long long)want) : "";

	if ((e = read_code_key(sv, key)) != OK ||
	    (e = store_follow(sv->db, sv->arena, want, addr_prefix, who, now - USEC_HOUR, &row)) != OK)
		return e;
	if (row->by_address >= sv->conf->track_tries || row->by_number >= sv->conf->track_tries)
		return err_raise(ERR_TOO_MANY, "too many wrong codes");
	if (form)
		code_hash(sv->arena, key, want, typed, mine);
	if (!form || row->code_hash.len != HASH_LEN || !secret_equal(mine, row->code_hash.data, HASH_LEN) ||
	    civil_of(row->c.received_at).year != year)
		return note_wrong(sv, addr_prefix, who, now);
	*out = row;
	return OK;
}

enum err
complaint_followed(struct service *sv, int64_t id, struct follow_row **out)
{
	enum err e = store_follow(sv->db, sv->arena, id, "", "", clock_now(), out);

	return e == OK && (*out)->c.id == 0 ? err_raise(ERR_NOT_FOUND, "no such complaint") : e;
}

/* "ID.EXPIRY.MAC" */
static void
pass_mac(struct arena *a, const unsigned char key[KEY_LEN], int64_t id, int64_t until,
    unsigned char out[HASH_LEN])
{
	const char *said = arena_printf(a, "pass:%lld:%lld", (long long)id, (long long)until);

	hash_keyed(out, key, said, strlen(said));
}

enum err
complaint_pass(struct service *sv, int64_t id, char **out)
{
	unsigned char key[KEY_LEN], mac[HASH_LEN];
	int64_t until = (clock_now() + USEC_DAY) / USEC_SEC;
	struct buf b;
	enum err e = read_code_key(sv, key);

	if (e != OK)
		return e;
	pass_mac(sv->arena, key, id, until, mac);
	buf_init(&b, sv->arena);
	buf_printf(&b, "%lld.%lld.", (long long)id, (long long)until);
	buf_hex(&b, mac, 16);
	*out = b.s;
	return OK;
}

enum err
complaint_of_pass(struct service *sv, const char *pass, int64_t *id)
{
	unsigned char key[KEY_LEN], mac[HASH_LEN];
	char *copy = arena_strdup(sv->arena, pass), *dot, *dot2;
	int64_t want, until;
	struct buf b;
	enum err e;

	if ((dot = strchr(copy, '.')) == NULL || (dot2 = strchr(dot + 1, '.')) == NULL)
		return err_raise(ERR_NOT_FOUND, "no pass");
	*dot = *dot2 = '\0';
	if (!parse_i64(copy, 1, INT64_MAX, &want) || !parse_i64(dot + 1, 1, INT64_MAX / USEC_SEC, &until) ||
	    until < clock_now() / USEC_SEC || strlen(dot2 + 1) != 32)
		return err_raise(ERR_NOT_FOUND, "no pass");
	if ((e = read_code_key(sv, key)) != OK)
		return e;
	pass_mac(sv->arena, key, want, until, mac);
	buf_init(&b, sv->arena);
	buf_hex(&b, mac, 16);
	if (!secret_equal(b.s, dot2 + 1, 32))
		return err_raise(ERR_NOT_FOUND, "no pass");
	*id = want;
	return OK;
}
