/* UTF-8: validity, counting, cutting.  A "character" is one code point. */
#ifndef LIB_BASE_UTF8_H
#define LIB_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Decodes one code point of s[0..n); *used gets its length in bytes.
 * Returns UINT32_MAX (and *used = 1) for a bad sequence: overlong, surrogate,
 * above U+10FFFF, cut off.  n must be above 0.
 */
uint32_t utf8_next(const char *s, size_t n, size_t *used);
/* Whether s[0..n) is valid UTF-8. */
bool utf8_valid(const char *s, size_t n);
/* Code points in a valid text. */
size_t utf8_len(const char *s);
/* Bytes of the first at most max code points. */
size_t utf8_cut(const char *s, size_t max);
/* Writes cp as UTF-8; returns 1 to 4, the bytes written. */
size_t utf8_put(char out[4], uint32_t cp);
/*
 * Whether a valid text holds a character no form accepts: C0/C1 controls but
 * tab and line ends, noncharacters, and the bidirectional overrides that can
 * make a line read otherwise than it is stored (U+202A-202E, U+2066-2069).
 */
bool utf8_has_control(const char *s);

#endif
