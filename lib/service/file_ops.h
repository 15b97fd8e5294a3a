/* Photos and recordings on their way in: from a finished upload to a row that a step can name. */
#ifndef LIB_SERVICE_FILE_OPS_H
#define LIB_SERVICE_FILE_OPS_H

#include "lib/service/ledger_ops.h"

/* An upload as the web layer has it: open, complete, hashed while it came in. */
struct incoming {
	int fd;
	const char *path;
	const char *hash_hex;	/* SHA-256, 64 hex digits */
	int64_t size;
};

/* Of one form: photos and recordings together, and of these the recordings. */
enum { PHOTOS_MAX = 6, RECORDINGS_MAX = 2 };

/*
 * Checks that it is a photo by its content, stores and flushes the original,
 * makes its row and asks for the pictures people see (also the public ones
 * when public).  May stand inside or outside a transaction.  ERR_INVALID
 * (err_text() is Err.file_type or Err.file_broken): no photo, or one cut short;
 * ERR_TOO_LARGE: too many pixels.
 */
enum err file_take(struct service *sv, const struct incoming *in, bool public,
    struct attachment *out) MUST_USE;
/*
 * The same for a recording of sound or moving pictures: checked by its content,
 * stored as it is, never changed.  ERR_INVALID (err_text() is Err.media_type): none.
 */
enum err file_take_recording(struct service *sv, const struct incoming *in, struct attachment *out) MUST_USE;
/*
 * Keeps one photo, or where recordings says so one of these, under a form's key until the form comes (a day at most): a
 * line that breaks loses one photo, not all.  The same one again is OK.
 * ERR_INVALID above PHOTOS_MAX (err_text() is Err.too_many_files), else as
 * file_take().
 */
enum err file_keep(struct service *sv, const char *key, const struct incoming *in, bool public,
    bool recordings, struct attachment *out) MUST_USE;
/* The same file under a further form's key: one photo for several answers passes the line once.  Errors as file_keep(). */
enum err file_keep_also(struct service *sv, const char *key, const struct attachment *kept) MUST_USE;
/*
 * All photos of a form: the *kept ones that wait under its key (NULL: none do),
 * in the order they came, and the n that came with it, each once; at most PHOTOS_MAX into
 * all (ERR_INVALID as file_keep()).
 */
enum err file_gather(struct service *sv, const char *key, const struct attachment *files, size_t n,
    struct attachment *all, size_t *n_all, size_t *kept) MUST_USE;
/* Its form has come: the photos are linked, nothing waits under the key any more. */
enum err file_kept_drop(struct service *sv, const char *key) MUST_USE;
/*
 * Takes away what was sent a day ago and never named by a complaint or a case,
 * with its pictures (anjuan-photo removes those): forms that were refused or
 * given up.  *dropped counts on.
 */
enum err file_drop_loose(struct service *sv, usec_t now, int64_t *dropped) MUST_USE;
/* "ab12…" of a stored hash, in the arena. */
char *file_hex(struct arena *a, const void *sha256);

#endif
