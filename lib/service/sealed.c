#include "config.h"
#include "lib/service/sealed.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

enum err
sealed_public_key(struct service *sv, int year, unsigned char key[BOX_PUBLIC_LEN], int *used)
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

enum err
sealed_key(struct service *sv, int year, const char *kind, unsigned char key[KEY_LEN])
{
	const char *path = arena_printf(sv->arena, "%s/box-%d.%s", sv->conf->key_dir, year, kind);
	CLEANUP(closep) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, key, KEY_LEN) != KEY_LEN)
		return err_raise(ERR_INTERNAL, "cannot read %s", path);
	return OK;
}

enum err
sealed_text(struct service *sv, const char *text, const char **out)
{
	unsigned char pub[BOX_PUBLIC_LEN], *box;
	struct buf b;
	size_t n;
	int year = 0;
	enum err e = sealed_public_key(sv, civil_of(clock_now()).year, pub, &year);

	if (e != OK)
		return e;
	box_seal(sv->arena, pub, text, strlen(text) + 1, &box, &n);
	buf_init(&b, sv->arena);
	buf_printf(&b, "%d:", year);
	buf_hex(&b, box, n);
	*out = b.s;
	return OK;
}

static int
digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum err
sealed_open(struct service *sv, const char *sealed, const char **out)
{
	const size_t colon = strcspn(sealed, ":"), n = strlen(sealed) > colon ? (strlen(sealed) - colon - 1) / 2 : 0;
	unsigned char pub[KEY_LEN], sec[KEY_LEN], *box = arena_alloc(sv->arena, n + 1);
	int64_t year;
	char *text;
	enum err e;

	if (n == 0 || !parse_i64(arena_strndup(sv->arena, sealed, colon), 2000, 9999, &year))
		return err_raise(ERR_INVALID, "a sealed text of another form");
	for (size_t i = 0; i < n; i++) {
		const int high = digit(sealed[colon + 1 + 2 * i]), low = digit(sealed[colon + 2 + 2 * i]);

		if (high < 0 || low < 0)
			return err_raise(ERR_INVALID, "a sealed text of another form");
		box[i] = (unsigned char)(high << 4 | low);
	}
	if ((e = sealed_key(sv, (int)year, "pub", pub)) != OK || (e = sealed_key(sv, (int)year, "sec", sec)) != OK ||
	    (e = box_open(sv->arena, pub, sec, box, n, &text)) != OK)
		return e;
	*out = text;
	return OK;
}
