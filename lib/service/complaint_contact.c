/* Contacts: masked beside, sealed inside, found again by a keyed hash (design §4.10). */
#include "config.h"
#include "lib/service/complaint_contact.h"

#include <stdio.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/base/utf8.h"

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

/* This year's public key, or the newest before it: a forgotten key must not stop a complaint. */
static enum err
read_public(struct service *sv, int year, unsigned char key[BOX_PUBLIC_LEN], int *used)
{
	for (int y = year; y > year - 5; y--) {
		const char *path = arena_printf(sv->arena, "%s/box-%d.pub", sv->conf->key_dir, y);
		CLEANUP(closep) int fd = open(path, O_RDONLY | O_CLOEXEC);

		if (fd >= 0 && read(fd, key, BOX_PUBLIC_LEN) == BOX_PUBLIC_LEN) {
			*used = y;
			return OK;
		}
	}
	return err_raise(ERR_INTERNAL, "no box-%d.pub in key_dir: run \"anjuan keys\"", year);
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
	enum err e = read_public(sv, civil_of(at).year, pub, &year);

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
