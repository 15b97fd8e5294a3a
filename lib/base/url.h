/* Percent-encoding. */
#ifndef LIB_BASE_URL_H
#define LIB_BASE_URL_H

#include <stddef.h>

struct arena;
struct buf;

/* Appends s with all but unreserved characters (RFC 3986 2.3) as %XX. */
void url_encode(struct buf *b, const char *s);
/*
 * Decodes %XX and '+' of s[0..n) into the arena; *len gets the bytes.  A lone
 * or broken '%' stands for itself.  May hold zero bytes: the caller checks.
 */
char *url_decode(struct arena *a, const char *s, size_t n, size_t *len);

#endif
