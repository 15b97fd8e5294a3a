/*
 * Memory that dies together: one arena a request, one a document.  Nobody
 * frees a single piece; arena_reset() keeps the first block for the next
 * request.  Running out of memory ends the process in one place.
 */
#ifndef LIB_BASE_ARENA_H
#define LIB_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "lib/base/cleanup.h"

struct arena;

/* A new, empty arena; the caller frees it. */
struct arena *arena_new(void);
/* Frees the arena and all that came from it; NULL is fine. */
void arena_free(struct arena *a);
/* Forgets all that came from it; gives large blocks back to the system. */
void arena_reset(struct arena *a);
/* Zeroed memory, aligned for any type, owned by the arena; never NULL. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((alloc_size(2), returns_nonnull));
/* Array of n zeroed elements; the product is checked. */
void *arena_calloc(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));
/* Copies; a NULL text gives NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
void *arena_memdup(struct arena *a, const void *p, size_t n);
/* A formatted text in the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap);
/* Bytes handed out since the last reset, for tests and the log. */
size_t arena_used(const struct arena *a);

#define arena_new_of(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array_of(a, type, n) ((type *)arena_calloc((a), (n), sizeof(type)))

DEFINE_FREEP(struct arena, arena_free)

#endif
