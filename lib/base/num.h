/* Numbers from outside: whole text or nothing, within its range. */
#ifndef LIB_BASE_NUM_H
#define LIB_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

/* Decimal integer, optional minus, no blanks, no plus, within [min, max]. */
bool parse_i64(const char *s, int64_t min, int64_t max, int64_t *out);
/*
 * Decimal degrees ("31.7312", at most 6 digits after the point are kept,
 * rounded half away from zero) as microdegrees within ±limit_deg.
 */
bool parse_microdeg(const char *s, int limit_deg, int32_t *out);

/*
 * Writes v in decimal, with zeros before it up to so many digits (at most 20
 * characters are written); gives the place behind it.  For what is formatted a
 * thousand times a page.
 */
char *num_put(char *to, uint64_t v, int digits);

struct arena;
/*
 * The pattern with the next number (none is negative) for each %1 to %9, which
 * says how many digits it has at least: "%4-%2-%2" for a date.  In the arena.
 */
char *num_fill(struct arena *a, const char *pattern, const int64_t *numbers);

#endif
