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

#endif
