#include "config.h"
#include "lib/service/file_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/cleanup.h"
#include "lib/db/tx.h"
#include "lib/part/filestore.h"
#include "lib/part/image.h"
#include "lib/part/media.h"
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

/* The checked file onto the disk and into its table. */
static enum err
put_file(struct service *sv, const struct incoming *in, const char *mime, int32_t width, int32_t height,
    struct attachment *out)
{
	enum err e;

	*out = (struct attachment){ .file_id = 0 };
	for (size_t i = 0; i < HASH_LEN; i++)
		out->sha256[i] = (unsigned char)(nibble(in->hash_hex[2 * i]) << 4 | nibble(in->hash_hex[2 * i + 1]));
	/* The row first: it keeps file_drop_loose() away from the same content. */
	e = store_file_put(sv->db, out->sha256, in->size, mime, width, height, clock_now(), &out->file_id);
	return e == OK ? filestore_put(sv->conf, in->path, in->hash_hex, NULL) : e;
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
	if (e == OK)
		e = put_file(sv, in, image_mime(format), width, height, out);
	return e == OK ? image_derive_async(sv->conf, in->hash_hex, public) : e;
}

enum err
file_take_recording(struct service *sv, const struct incoming *in, struct attachment *out)
{
	enum media_format format;
	enum err e = media_check(in->fd, &format);

	if (e == ERR_INVALID)
		return err_raise_field(ERR_INVALID, "media", "Err.media_type");
	if (e == OK)
		e = put_file(sv, in, media_mime(format), 0, 0, out);
	out->recording = true;
	return e;
}

enum err
file_keep_also(struct service *sv, const char *key, const struct attachment *kept)
{
	unsigned char hash[HASH_LEN];
	struct upload_row *ups;
	bool known = false;
	size_t n;
	enum err e;

	hash_sha256(hash, key, strlen(key));
	if ((e = store_uploads(sv->db, sv->arena, hash, &ups, &n)) != OK)
		return e;
	/* Sent again because the answer was lost, it is no further one. */
	for (size_t i = 0; i < n; i++)
		known = known || ups[i].file_id == kept->file_id;
	if (!known && n >= PHOTOS_MAX)
		return err_raise_field(ERR_INVALID, "photo", "Err.too_many_files");
	return known ? OK : store_upload_add(sv->db, hash, kept->file_id, clock_now());
}

enum err
file_keep(struct service *sv, const char *key, const struct incoming *in, bool public, bool recordings,
    struct attachment *out)
{
	enum err e = recordings ? file_take_recording(sv, in, out) : ERR_INVALID;

	if (e == ERR_INVALID)
		e = file_take(sv, in, public, out);
	return e == OK ? file_keep_also(sv, key, out) : e;
}

enum err
file_gather(struct service *sv, const char *key, const struct attachment *files, size_t n,
    struct attachment *all, size_t *n_all, size_t *kept)
{
	unsigned char hash[HASH_LEN];
	struct upload_row *ups = NULL;
	size_t n_ups = 0, k = 0;
	enum err e = OK;

	if (key != NULL) {
		hash_sha256(hash, key, strlen(key));
		e = store_uploads(sv->db, sv->arena, hash, &ups, &n_ups);
	}
	if (e != OK)
		return e;
	for (size_t i = 0; i < n_ups && k < PHOTOS_MAX; i++, k++) {
		all[k].file_id = ups[i].file_id;
		all[k].recording = media_is_type(ups[i].type);
		memcpy(all[k].sha256, ups[i].sha256.data, HASH_LEN);
	}
	for (size_t i = 0; i < n; i++) {
		bool known = false;

		for (size_t j = 0; j < k; j++)
			known = known || all[j].file_id == files[i].file_id;
		if (!known && k == PHOTOS_MAX)
			return err_raise_field(ERR_INVALID, "photo", "Err.too_many_files");
		if (!known)
			all[k++] = files[i];
	}
	*n_all = k;
	*kept = n_ups;
	return OK;
}

/* Under the lock of its row, which goes with it: who takes the same content up again waits, and begins anew. */
static enum err
drop_one(struct service *sv, const struct loose_row *f, usec_t before, bool *done)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const char *hash = file_hex(sv->arena, f->sha256.data);
	enum err e = db_begin(sv->db, &tx);

	if (e != OK || (e = store_file_drop(sv->db, f->id, before, done)) != OK || !*done)
		return e;
	if ((e = filestore_drop_original(sv->conf, hash)) != OK || (e = image_derive_async(sv->conf, hash, true)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
file_drop_loose(struct service *sv, usec_t now, int64_t *dropped)
{
	const usec_t before = now - USEC_DAY;
	struct loose_row *rows;
	size_t n;
	enum err e = store_file_settle(sv->db, before);

	if (e == ERR_CONFLICT)
		return OK;	/* another host is at it */
	if (e != OK || (e = store_files_loose(sv->db, sv->arena, before, &rows, &n)) != OK)
		return e;
	for (size_t i = 0; i < n && e == OK; i++) {
		bool done = false;

		e = drop_one(sv, &rows[i], before, &done);
		*dropped += e == OK && done;
	}
	return e;
}

enum err
file_kept_drop(struct service *sv, const char *key)
{
	unsigned char hash[HASH_LEN];

	hash_sha256(hash, key, strlen(key));
	return store_upload_drop(sv->db, hash);
}
