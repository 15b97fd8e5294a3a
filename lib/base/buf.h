/*
 * The one growing text.  Lives in an arena, is never NULL, always ends in a
 * zero byte, and may hold zero bytes inside (len tells).
 */
#ifndef LIB_BASE_BUF_H
#define LIB_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct buf {
	char *s;
	size_t len, cap;
	struct arena *a;
};

/* An empty buffer whose memory comes from a. */
void buf_init(struct buf *b, struct arena *a);
/* Appends bytes, a text, one byte, a formatted text. */
void buf_add(struct buf *b, const void *data, size_t n);
void buf_str(struct buf *b, const char *s);
/* Room for so many more bytes, for who knows how much will come. */
void buf_reserve(struct buf *b, size_t more);
void buf_chr(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Appends an unsigned number in network byte order; the ledger's and the PDF font room's form. */
void buf_u32be(struct buf *b, uint32_t v);
void buf_u64be(struct buf *b, uint64_t v);
/* Appends 2n lower-case hex digits. */
void buf_hex(struct buf *b, const void *data, size_t n);
/* Appends value / 10^digits exactly: (-31731200, 6) gives "-31.731200".  digits is 0 to 18. */
void buf_fixed(struct buf *b, int64_t value, int digits);
/* Forgets the content, keeps the memory. */
void buf_clear(struct buf *b);
bool buf_is_empty(const struct buf *b);

#endif
