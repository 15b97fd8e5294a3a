#include "config.h"
#include "lib/service/file_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/part/filestore.h"
#include "lib/part/image.h"
#include "lib/store/store_file.h"

#include "lib/base/banned.h"

char *
file_hex(struct arena *a, const void *sha256)
{
	struct buf b;

	buf_init(&b, a);
	buf_hex(&b, sha256, HASH_LEN);
	return b.s;
}

static unsigned char
nibble(char c)
{
	return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10);
}

enum err
file_take(struct service *sv, const struct incoming *in, bool public, struct attachment *out)
{
	enum image_format format;
	int32_t width, height;
	enum err e = image_check(in->fd, &format, &width, &height);

	if (e == ERR_INVALID)
		return err_raise_field(ERR_INVALID, "photo", "Err.file_type");
	if (e == ERR_TOO_LARGE)
		return err_raise_field(ERR_TOO_LARGE, "photo", "Err.too_many_pixels");
	if (e == OK && !image_is_whole(in->fd, format))
		return err_raise_field(ERR_INVALID, "photo", "Err.file_broken");
	if (e != OK || (e = filestore_put(sv->conf, in->path, in->hash_hex, NULL)) != OK)
		return e;
	for (size_t i = 0; i < HASH_LEN; i++)
		out->sha256[i] = (unsigned char)(nibble(in->hash_hex[2 * i]) << 4 | nibble(in->hash_hex[2 * i + 1]));
	e = store_file_put(sv->db, out->sha256, in->size, image_mime(format), width, height, clock_now(),
	    &out->file_id);
	return e == OK ? image_derive_async(sv->conf, in->hash_hex, public) : e;
}
