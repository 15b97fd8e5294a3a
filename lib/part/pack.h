/*
 * Packages of many files: a folder, a zip or a tar, written as a whole or not
 * at all; and reading any of them entry by entry.  The room of libarchive.
 */
#ifndef LIB_PART_PACK_H
#define LIB_PART_PACK_H

#include <stddef.h>

#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;
struct pack;

enum { PACK_ENTRY_MAX = 256 * 1024 * 1024 };

/*
 * Begins a package at path, under a temporary name beside it: "….zip" a zip,
 * "….tar" a tar, else a folder.  Every entry bears the time given, so that the
 * same content gives the same bytes.  ERR_CONFLICT: the path exists, or a run
 * writes it now; ERR_UNAVAILABLE names what the system said.
 */
enum err pack_begin(struct arena *a, const char *path, usec_t time, struct pack **out) MUST_USE;
/* One file; name is relative ("data/list.pdf"), its folders are made. */
enum err pack_add(struct pack *p, const char *name, const void *data, size_t len) MUST_USE;
/* Flushes and takes the final name. */
enum err pack_end(struct pack *p) MUST_USE;
/* Frees it; what did not end leaves nothing behind. */
void pack_free(struct pack *p);

/*
 * Calls fn for each file of a folder, a zip or a tar; data lives until it
 * returns, its error stops and is returned.  ERR_NOT_FOUND: no such package;
 * ERR_INVALID: it cannot be read, a name leads out of it, or an entry is over
 * PACK_ENTRY_MAX.
 */
typedef enum err pack_fn(void *ctx, const char *name, const char *data, size_t len);
enum err pack_each(const char *path, pack_fn *fn, void *ctx) MUST_USE;

DEFINE_FREEP(struct pack, pack_free)

#endif
