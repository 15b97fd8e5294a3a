/* Small files read whole, written whole, and lists of names in a folder. */
#ifndef BATCH_FILES_H
#define BATCH_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"

struct arena;

enum { FILE_READ_MAX = 16 * 1024 * 1024 };

/*
 * The file's bytes, ended by a zero byte, in the arena; *len may be NULL.
 * ERR_NOT_FOUND when it cannot be opened, ERR_TOO_LARGE over FILE_READ_MAX.
 */
enum err file_read(struct arena *a, const char *path, char **out, size_t *len) MUST_USE;
/*
 * Writes the file as a whole or not at all: a temporary name beside it, flushed,
 * renamed; mode as chmod(2).  Of a link the file it points to is replaced.  A
 * device, a pipe and the file that is our standard output are never replaced,
 * not even by root: they take the bytes as they are.  ERR_INVALID for a folder,
 * ERR_INTERNAL says what the disk said.
 */
enum err file_write(struct arena *a, const char *path, const void *data, size_t len,
    unsigned mode) MUST_USE;
/* The same for a name that must not exist yet: ERR_CONFLICT when it does. */
enum err file_write_new(struct arena *a, const char *path, const void *data, size_t len,
    unsigned mode) MUST_USE;
/* Whether the name exists. */
bool file_exists(const char *path);
/*
 * The names in a folder that end in suffix, sorted by bytes, in the arena.
 * ERR_NOT_FOUND when there is no such folder.
 */
enum err file_names(struct arena *a, const char *dir, const char *suffix, char ***names,
    size_t *n) MUST_USE;

#endif
