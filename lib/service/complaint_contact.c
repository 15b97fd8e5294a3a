/* Contacts: masked beside, sealed inside, found again by a keyed hash (design §4.10). */
#include "config.h"
#include "lib/service/complaint_contact.h"

#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/conf.h"
#include "lib/base/utf8.h"
#include "lib/db/tx.h"
#include "lib/service/sealed.h"

#include "lib/base/banned.h"

char *
mask_phone(struct arena *a, const char *phone)
{
	size_t n;

	if (phone == NULL)
		return NULL;
	if (strncmp(phone, "+86", 3) == 0)
		phone += 3;
	n = strlen(phone);
	if (n < 7)
		return arena_strdup(a, "****");
	return arena_printf(a, "%.3s****%s", phone, phone + n - (n >= 11 ? 4 : 2));
}

char *
mask_name(struct arena *a, const char *name)
{
	struct buf b;

	if (name == NULL)
		return NULL;
	buf_init(&b, a);
	buf_add(&b, name, utf8_cut(name, 1));
	buf_str(&b, utf8_len(name) > 2 ? "**" : "*");
	return b.s;
}

char *
mask_email(struct arena *a, const char *email)
{
	const char *at = email != NULL ? strchr(email, '@') : NULL;

	if (email == NULL)
		return NULL;
	return at == NULL ? arena_strdup(a, "***") : arena_printf(a, "%.1s***%s", email, at);
}

/* "name\0phone\0email\0": read back by position; empty where not given. */
static void
pack(struct buf *b, const char *const parts[3])
{
	for (int i = 0; i < 3; i++) {
		buf_str(b, parts[i] != NULL ? parts[i] : "");
		buf_chr(b, '\0');
	}
}

enum err
contact_seal(struct service *sv, const struct complaint_form *f, usec_t at, struct contact_row *out)
{
	unsigned char pub[BOX_PUBLIC_LEN], key[KEY_LEN], *sealed, *hash = arena_alloc(sv->arena, HASH_LEN);
	struct contact_row c = { .masked_name = mask_name(sv->arena, f->name),
		.masked_phone = mask_phone(sv->arena, f->phone),
		.masked_email = mask_email(sv->arena, f->email) };
	struct buf b;
	size_t n;
	int year = 0;
	enum err e = sealed_public_key(sv, civil_of(at).year, pub, &year);

	if (e != OK)
		return e;
	buf_init(&b, sv->arena);
	pack(&b, (const char *const[]){ f->name, f->phone, f->email });
	box_seal(sv->arena, pub, b.s, b.len, &sealed, &n);
	c.key_year = year;
	c.sealed = (struct blob){ sealed, n };
	if (f->phone != NULL) {
		e = key_read(arena_printf(sv->arena, "%s/phone.key", sv->conf->key_dir), key);
		if (e != OK)
			return e;
		hash_keyed(hash, key, f->phone, strlen(f->phone));
		c.phone_hash = (struct blob){ hash, HASH_LEN };
	}
	*out = c;
	return OK;
}

/* The parts of pack(), in their order; an empty one is NULL. */
static void
unpack(const char *s, struct contact_plain *out)
{
	const char **parts[] = { &out->name, &out->phone, &out->email };

	for (int i = 0; i < 3; i++) {
		*parts[i] = s[0] != '\0' ? s : NULL;
		s += strlen(s) + 1;
	}
}

enum err
contact_read(struct service *sv, int64_t complaint_id, struct contact_plain *out)
{
	unsigned char pub[KEY_LEN], sec[KEY_LEN];
	struct contact_row *c;
	char *text;
	enum err e;

	if ((e = store_contact_sealed(sv->db, sv->arena, complaint_id, &c)) != OK ||
	    (e = sealed_key(sv, c->key_year, "pub", pub)) != OK ||
	    (e = sealed_key(sv, c->key_year, "sec", sec)) != OK ||
	    (e = box_open(sv->arena, pub, sec, c->sealed.data, c->sealed.len, &text)) != OK)
		return e;
	unpack(text, out);
	return OK;
}

enum err
contact_unseal(struct service *sv, const char *sealed, struct contact_plain *out)
{
	const char *text;
	enum err e = sealed_open(sv, sealed, &text);

	if (e == OK)
		unpack(text, out);
	return e;
}

enum err
contact_open(struct service *sv, int64_t complaint_id, const struct actor *who, int64_t reason_id, const char *reason,
    struct contact_plain *out)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct contact_plain plain;
	int64_t state;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_complaint_lock(sv->db, complaint_id, &state)) != OK ||
	    (e = contact_read(sv, complaint_id, &plain)) != OK ||
	    (e = ledger_add_complaint(sv, complaint_id, ACT_C_REVEALED, who, clock_now(), (int32_t)state,
	    (int32_t)state, reason_id, NULL, 0, reason)) != OK || (e = db_commit(&tx)) != OK)
		return e;
	*out = plain;
	return OK;
}
