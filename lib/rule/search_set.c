#include "config.h"
#include "lib/rule/search_set.h"

#include <string.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

void
set_clear(struct search_set *s)
{
	memset(s, 0, sizeof(*s));
}

void
set_fill(struct search_set *s)
{
	memset(s, 0xFF, sizeof(*s));
}

void
set_add(struct search_set *s, uint32_t place)
{
	s->w[place / 64] |= (uint64_t)1 << place % 64;
}

bool
set_has(const struct search_set *s, uint32_t place)
{
	return (s->w[place / 64] >> place % 64 & 1) != 0;
}

void
set_and(struct search_set *s, const struct search_set *with)
{
	for (size_t i = 0; i < N(s->w); i++)
		s->w[i] &= with->w[i];
}

void
set_or(struct search_set *s, const struct search_set *with)
{
	for (size_t i = 0; i < N(s->w); i++)
		s->w[i] |= with->w[i];
}

size_t
set_count(const struct search_set *s)
{
	size_t n = 0;

	for (size_t i = 0; i < N(s->w); i++)
		n += (size_t)__builtin_popcountll(s->w[i]);
	return n;
}

int32_t
set_before(const struct search_set *s, int32_t place)
{
	if (place > SET_CASES)
		place = SET_CASES;
	for (int32_t i = (place + 63) / 64 - 1; i >= 0; i--) {
		uint64_t w = s->w[i];

		if (i == place / 64)
			w &= ((uint64_t)1 << place % 64) - 1;
		if (w != 0)
			return i * 64 + 63 - __builtin_clzll(w);
	}
	return -1;
}

bool
set_unpack(struct search_set *s, const void *data, size_t n)
{
	const unsigned char *p = data;

	if (n > SET_BYTES || n % 2 != 0)
		return false;
	if (n == SET_BYTES) {
		for (size_t i = 0; i < SET_BYTES; i++)
			s->w[i / 8] |= (uint64_t)p[i] << i % 8 * 8;
		return true;
	}
	for (size_t i = 0; i < n; i += 2) {
		uint32_t place = (uint32_t)p[i] << 8 | p[i + 1];

		if (place >= SET_CASES)
			return false;
		set_add(s, place);
	}
	return true;
}

size_t
set_pack(const struct search_set *s, unsigned char out[SET_BYTES])
{
	size_t n = 0;

	if (set_count(s) >= SET_LIST_MAX) {
		for (size_t i = 0; i < SET_BYTES; i++)
			out[i] = (unsigned char)(s->w[i / 8] >> i % 8 * 8);
		return SET_BYTES;
	}
	for (uint32_t i = 0; i < N(s->w); i++)
		for (uint64_t w = s->w[i]; w != 0; w &= w - 1) {
			uint32_t place = i * 64 + (uint32_t)__builtin_ctzll(w);

			out[n++] = (unsigned char)(place >> 8);
			out[n++] = (unsigned char)place;
		}
	return n;
}
