#include "config.h"
#include "lib/base/num.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "lib/base/arena.h"

#include "lib/base/banned.h"

bool
parse_i64(const char *s, int64_t min, int64_t max, int64_t *out)
{
	char *end;
	long long v;

	if (s == NULL || !(isdigit((unsigned char)s[0]) || (s[0] == '-' && isdigit((unsigned char)s[1]))))
		return false;
	errno = 0;
	v = strtoll(s, &end, 10);
	if (errno != 0 || *end != '\0' || v < min || v > max)
		return false;
	*out = v;
	return true;
}

bool
parse_microdeg(const char *s, int limit_deg, int32_t *out)
{
	const bool minus = s != NULL && s[0] == '-';
	int64_t v = 0, scale = 1000000;
	int digits = 0;

	if (s == NULL)
		return false;
	for (s += minus; isdigit((unsigned char)*s) && digits < 4; s++, digits++)
		v = v * 10 + (*s - '0');
	if (digits == 0 || digits > 3)
		return false;
	v *= scale;
	if (*s == '.') {
		for (s++, digits = 0; isdigit((unsigned char)*s); s++, digits++) {
			scale /= 10;
			if (scale > 0)
				v += (*s - '0') * scale;
			else if (digits == 6 && *s >= '5')
				v++;
		}
		if (digits == 0 || digits > 20)
			return false;
	}
	if (*s != '\0' || v > (int64_t)limit_deg * 1000000)
		return false;
	*out = (int32_t)(minus ? -v : v);
	return true;
}

char *
num_put(char *to, uint64_t v, int digits)
{
	char text[20];
	int n = 0;

	do {
		text[n++] = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	while (n < digits && n < (int)sizeof(text))
		text[n++] = '0';
	while (n > 0)
		*to++ = text[--n];
	return to;
}

char *
num_fill(struct arena *a, const char *pattern, const int64_t *numbers)
{
	char text[160], *p = text;

	for (; *pattern != '\0' && p < text + sizeof(text) - 21; pattern++)
		if (pattern[0] == '%' && pattern[1] >= '1' && pattern[1] <= '9')
			p = num_put(p, (uint64_t)*numbers++, *++pattern - '0');
		else
			*p++ = *pattern;
	return arena_strndup(a, text, (size_t)(p - text));
}
