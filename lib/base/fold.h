/*
 * Text as it is compared when people look for it: compatibility forms
 * (full width, circled, squared) as what they stand for, without case, without
 * accents, and each character with its place in the text it came from.
 * Unicode's NFKD with full case folding, character by character (libutf8proc);
 * no order of marks matters, for marks are dropped.
 */
#ifndef LIB_BASE_FOLD_H
#define LIB_BASE_FOLD_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* What a character is to a search. */
enum fold_kind {
	FOLD_GAP,	/* blank, punctuation, sign: parts words, is never looked for */
	FOLD_DIGIT,	/* 0-9 */
	FOLD_NARROW,	/* letter or number of a script that writes words with blanks */
	FOLD_WIDE	/* ideograph, kana, hangul: each one counts */
};

struct fold_char {
	uint32_t cp;
	uint32_t at;		/* byte in the text where the character it came from begins */
	uint8_t len;		/* bytes of that character */
	uint8_t kind;		/* enum fold_kind */
};

/* One growing array; may be used for one text after the other. */
struct folded {
	struct fold_char *c;
	size_t n, cap;
};

/*
 * Folds a valid UTF-8 text into *out (zeroed before its first use), whose
 * memory comes from a and is used again where it is large enough.  NULL is "".
 */
void fold_text(struct arena *a, const char *s, struct folded *out);

#endif
