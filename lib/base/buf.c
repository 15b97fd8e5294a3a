#include "config.h"
#include "lib/base/buf.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static char empty[1];

void
buf_init(struct buf *b, struct arena *a)
{
	*b = (struct buf){ .s = empty, .a = a };
}

static void
grow(struct buf *b, size_t more)
{
	size_t need = size_add(size_add(b->len, more), 1);
	size_t cap = b->cap < 64 ? 64 : b->cap;
	char *s;

	if (need <= b->cap)
		return;
	while (cap < need)
		cap = size_mul(cap, 2);
	s = arena_alloc(b->a, cap);
	memcpy(s, b->s, b->len);
	b->s = s;
	b->cap = cap;
}

void
buf_add(struct buf *b, const void *data, size_t n)
{
	grow(b, n);
	if (n > 0)
		memcpy(b->s + b->len, data, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void
buf_reserve(struct buf *b, size_t more)
{
	grow(b, more);
}

void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_chr(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		abort();
	grow(b, (size_t)n);
	(void)vsnprintf(b->s + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_u32be(struct buf *b, uint32_t v)
{
	unsigned char raw[4];

	for (int i = 0; i < 4; i++)
		raw[i] = (unsigned char)(v >> (24 - 8 * i));
	buf_add(b, raw, sizeof(raw));
}

void
buf_u64be(struct buf *b, uint64_t v)
{
	buf_u32be(b, (uint32_t)(v >> 32));
	buf_u32be(b, (uint32_t)v);
}

void
buf_hex(struct buf *b, const void *data, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *p = data;

	for (size_t i = 0; i < n; i++) {
		buf_chr(b, digits[p[i] >> 4]);
		buf_chr(b, digits[p[i] & 15]);
	}
}

void
buf_fixed(struct buf *b, int64_t value, int digits)
{
	uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value, unit = 1;

	for (int i = 0; i < digits; i++)
		unit *= 10;
	buf_printf(b, "%s%" PRIu64, value < 0 ? "-" : "", left / unit);
	if (digits > 0)
		buf_printf(b, ".%0*" PRIu64, digits, left % unit);
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->cap > 0)
		b->s[0] = '\0';
}

bool
buf_is_empty(const struct buf *b)
{
	return b->len == 0;
}
