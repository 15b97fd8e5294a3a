/* Photos on their way in: from a finished upload to a row that a step can name. */
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

enum { PHOTOS_MAX = 6 };

/*
 * Checks that it is a photo by its content, stores and flushes the original,
 * makes its row and asks for the pictures people see (also the public ones
 * when public).  May stand inside or outside a transaction.  ERR_INVALID
 * (err_text() is Err.file_type or Err.file_broken): no photo, or one cut short;
 * ERR_TOO_LARGE: too many pixels.
 */
enum err file_take(struct service *sv, const struct incoming *in, bool public,
    struct attachment *out) MUST_USE;
/* "ab12…" of a stored hash, in the arena. */
char *file_hex(struct arena *a, const void *sha256);

#endif
