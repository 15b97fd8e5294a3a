#include "config.h"
#include "lib/base/utf8.h"

#include <string.h>

#include "lib/base/banned.h"

uint32_t
utf8_next(const char *s, size_t n, size_t *used)
{
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)s;
	uint32_t cp = p[0];
	size_t want = cp < 0x80 ? 1 : cp < 0xC2 ? 0 : cp < 0xE0 ? 2 : cp < 0xF0 ? 3 : cp < 0xF5 ? 4 : 0;

	*used = 1;
	if (want == 0 || want > n)
		return UINT32_MAX;
	if (want > 1)
		cp &= 0x7FU >> want;
	for (size_t i = 1; i < want; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return UINT32_MAX;
		cp = cp << 6 | (p[i] & 0x3F);
	}
	if (cp < least[want] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return UINT32_MAX;
	*used = want;
	return cp;
}

bool
utf8_valid(const char *s, size_t n)
{
	size_t used;

	for (; n > 0; s += used, n -= used)
		if (utf8_next(s, n, &used) == UINT32_MAX)
			return false;
	return true;
}

size_t
utf8_cut(const char *s, size_t max)
{
	const char *p = s;

	for (; *p != '\0' && max > 0; max--)
		for (p++; ((unsigned char)*p & 0xC0) == 0x80; p++)
			;
	return (size_t)(p - s);
}

size_t
utf8_len(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

size_t
utf8_put(char out[4], uint32_t cp)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

static bool
is_refused(uint32_t cp)
{
	return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || (cp >= 0x7F && cp < 0xA0) ||
	    (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
	    (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

bool
utf8_has_control(const char *s)
{
	size_t n = strlen(s), used;

	for (; n > 0; s += used, n -= used)
		if (is_refused(utf8_next(s, n, &used)))
			return true;
	return false;
}
