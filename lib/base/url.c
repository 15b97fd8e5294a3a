#include "config.h"
#include "lib/base/url.h"

#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include "lib/base/banned.h"

void
url_encode(struct buf *b, const char *s)
{
	static const char digits[] = "0123456789ABCDEF";

	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x80 && (isalnum(c) || strchr("-._~", c) != NULL)) {
			buf_chr(b, (char)c);
		} else {
			buf_chr(b, '%');
			buf_chr(b, digits[c >> 4]);
			buf_chr(b, digits[c & 15]);
		}
	}
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	    c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *
url_decode(struct arena *a, const char *s, size_t n, size_t *len)
{
	char *out = arena_alloc(a, n + 1);
	size_t o = 0;

	for (size_t i = 0; i < n; i++) {
		int hi = -1, lo = -1;

		if (s[i] == '%' && i + 2 < n && (hi = hex(s[i + 1])) >= 0 && (lo = hex(s[i + 2])) >= 0) {
			out[o++] = (char)(hi << 4 | lo);
			i += 2;
		} else {
			out[o++] = s[i] == '+' ? ' ' : s[i];
		}
	}
	*len = o;
	return out;
}
