#include "config.h"
#include "lib/rule/patrol.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/num.h"

#include "lib/base/banned.h"

bool
patrol_counts(const struct patrol_fix *f, usec_t started, usec_t ended, usec_t now)
{
	return f->at >= started && (ended == USEC_NONE || f->at <= ended) && f->at <= now + USEC_MIN &&
	    f->accuracy >= 0 && f->accuracy <= PATROL_ACCURACY_MAX;
}

/* Degrees in at most nine decimals, as microdegrees; *end behind them. */
static bool
read_degrees(const char *s, char **end, int32_t limit, int32_t *out)
{
	const double v = strtod(s, end);

	if (*end == s || !(v >= -limit && v <= limit))
		return false;
	*out = (int32_t)(v * 1e6 + (v < 0 ? -0.5 : 0.5));
	return true;
}

static bool
read_line(const char *s, struct patrol_fix *f, char **end)
{
	const long long ms = strtoll(s, end, 10);
	double metres;
	const char *at;

	if (*end == s || **end != ',' || ms < 0 || ms > INT64_MAX / 1000)
		return false;
	f->at = ms * 1000;
	if (!read_degrees(*end + 1, end, 90, &f->lat) || **end != ',' ||
	    !read_degrees(*end + 1, end, 180, &f->lon) || **end != ',')
		return false;
	at = *end + 1;
	metres = strtod(at, end);
	if (*end == at || !(metres >= 0 && metres < 1e6))
		return false;
	f->accuracy = (int32_t)(metres + 0.5);
	return true;
}

bool
patrol_read(const char *text, struct patrol_fix *out, int max, int *n)
{
	char *end;

	*n = 0;
	if (text[strspn(text, "0123456789.,-\n")] != '\0')
		return false;
	for (const char *s = text; *s != '\0'; s = end + (*end == '\n')) {
		if (*s == '\n' || *n == max || !read_line(s, &out[*n], &end) || (*end != '\n' && *end != '\0'))
			return false;
		++*n;
	}
	return true;
}

enum patrol_state
patrol_stands(usec_t from, usec_t to, usec_t started, usec_t ended, usec_t now)
{
	if (started != USEC_NONE)
		return ended == USEC_NONE ? PATROL_ON : PATROL_DONE;
	return now < from + 15 * USEC_MIN ? PATROL_AHEAD : now < to ? PATROL_LATE : PATROL_MISSED;
}

int32_t
patrol_percent(int64_t walked, int64_t all)
{
	return all > 0 ? (int32_t)(walked * 100 / all) : 0;
}
