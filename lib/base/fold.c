#include "config.h"
#include "lib/base/fold.h"

#include <string.h>

#include <utf8proc.h>

#include "lib/base/arena.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { PARTS_MAX = 32 };	/* the longest decomposition has 18 */

static enum fold_kind
kind_of(uint32_t cp)
{
	if (cp >= 0x4E00 && cp <= 0x9FFF)
		return FOLD_WIDE;
	if (cp < 0x80)
		return cp >= '0' && cp <= '9' ? FOLD_DIGIT : cp >= 'a' && cp <= 'z' ? FOLD_NARROW : FOLD_GAP;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
		return cp >= 0x1100 && (cp <= 0x11FF || cp >= 0x2E80) ? FOLD_WIDE : FOLD_NARROW;
	case UTF8PROC_CATEGORY_CO:	/* private use: a font's own characters, as old systems made them */
		return FOLD_WIDE;
	default:
		return FOLD_GAP;
	}
}

static void
add(struct arena *a, struct folded *f, uint32_t cp, size_t at, size_t len)
{
	if (f->n == f->cap) {
		struct fold_char *more = arena_array_of(a, struct fold_char, f->cap * 2 + 64);

		if (f->n > 0)
			memcpy(more, f->c, f->n * sizeof(*more));
		f->c = more;
		f->cap = f->cap * 2 + 64;
	}
	f->c[f->n++] = (struct fold_char){ .cp = cp, .at = (uint32_t)at, .len = (uint8_t)len,
		.kind = (uint8_t)kind_of(cp) };
}

/* Everything but plain ASCII and the common ideographs. */
static void
add_folded(struct arena *a, struct folded *f, uint32_t cp, size_t at, size_t len)
{
	utf8proc_int32_t parts[PARTS_MAX];
	int before = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, PARTS_MAX,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
	    &before);

	if (n < 0 || n > PARTS_MAX) {
		add(a, f, cp, at, len);
		return;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++)
		add(a, f, (uint32_t)parts[i], at, len);
}

void
fold_text(struct arena *a, const char *s, struct folded *out)
{
	const size_t n = s != NULL ? strlen(s) : 0;
	size_t used;

	out->n = 0;
	for (size_t i = 0; i < n; i += used) {
		uint32_t cp = utf8_next(s + i, n - i, &used);

		if (cp == UINT32_MAX)
			cp = 0xFFFD;
		if (cp >= 'A' && cp <= 'Z')
			cp += 'a' - 'A';
		if (cp < 0x80 || (cp >= 0x4E00 && cp <= 0x9FFF))
			add(a, out, cp, i, used);
		else
			add_folded(a, out, cp, i, used);
	}
}
