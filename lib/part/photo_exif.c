#include "config.h"
#include "lib/part/photo_exif.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/part/image.h"

#include "lib/base/banned.h"

enum { YEAR_MIN = 1990, YEAR_MAX = 2200 };

/* libvips keeps a tag as "value (value, type, n components, n bytes)"; NULL when it is missing. */
static const char *
tag(VipsImage *image, const char *name)
{
	const char *s;

	if (vips_image_get_typeof(image, name) == 0 || vips_image_get_string(image, name, &s) != 0)
		return NULL;
	return s;
}

/* The n digits at s as a number within its range. */
static bool
digits(const char *s, size_t n, int min, int max, int *out)
{
	char part[8];
	int64_t v;

	if (strnlen(s, n) < n || n >= sizeof(part))
		return false;
	memcpy(part, s, n);
	part[n] = '\0';
	if (!parse_i64(part, min, max, &v))
		return false;
	*out = (int)v;
	return true;
}

/* "+08:00" as microseconds. */
static bool
offset_of(const char *s, usec_t *out)
{
	int h, m;

	if (s == NULL || (s[0] != '+' && s[0] != '-') || !digits(s + 1, 2, 0, 14, &h) ||
	    s[3] != ':' || !digits(s + 4, 2, 0, 59, &m))
		return false;
	*out = (s[0] == '-' ? -1 : 1) * (h * USEC_HOUR + m * USEC_MIN);
	return true;
}

/* "2026:11:22 14:05:33" (EXIF 4.6.6); the reading of the camera's own clock. */
static usec_t
time_of(const char *s, const char *offset)
{
	struct civil c = { 0 };
	usec_t east;

	if (s == NULL || !digits(s, 4, YEAR_MIN, YEAR_MAX, &c.year) || s[4] != ':' ||
	    !digits(s + 5, 2, 1, 12, &c.month) || s[7] != ':' || !digits(s + 8, 2, 1, 31, &c.day) ||
	    s[10] != ' ' || !digits(s + 11, 2, 0, 23, &c.hour) || s[13] != ':' ||
	    !digits(s + 14, 2, 0, 59, &c.minute) || s[16] != ':' ||
	    !digits(s + 17, 2, 0, 59, &c.second))
		return USEC_NONE;
	if (!offset_of(offset, &east))
		return civil_to(c);
	return day_of_date(c.year, c.month, c.day) * USEC_DAY + c.hour * USEC_HOUR +
	       c.minute * USEC_MIN + c.second * USEC_SEC - east;
}

/* One rational "5523/100" at *s; moves *s behind it. */
static bool
rational(const char **s, double *out)
{
	char *end;
	long long num, den;

	errno = 0;
	num = strtoll(*s, &end, 10);
	if (end == *s || *end != '/' || errno != 0)
		return false;
	*s = end + 1;
	den = strtoll(*s, &end, 10);
	if (end == *s || errno != 0 || den <= 0 || num < 0)
		return false;
	while (*end == ' ')
		end++;
	*s = end;
	*out = (double)num / (double)den;
	return true;
}

/* Degrees, minutes, seconds (EXIF 4.6.7) as microdegrees, negative for refs[1]. */
static bool
angle(const char *s, const char *ref, const char *refs, int limit, int32_t *out)
{
	double deg, min, sec, all;

	if (s == NULL || ref == NULL || (ref[0] != refs[0] && ref[0] != refs[1]))
		return false;
	if (!rational(&s, &deg) || !rational(&s, &min) || !rational(&s, &sec))
		return false;
	all = deg + min / 60 + sec / 3600;
	if (!(all <= limit) || min >= 60 || sec > 60)
		return false;
	*out = (int32_t)lround(all * 1e6) * (ref[0] == refs[1] ? -1 : 1);
	return true;
}

void
photo_exif(VipsImage *image, struct image_info *i)
{
	int32_t lat, lon;

	i->taken = time_of(
	    tag(image, "exif-ifd2-DateTimeOriginal"), tag(image, "exif-ifd2-OffsetTimeOriginal"));
	if (!angle(tag(image, "exif-ifd3-GPSLatitude"), tag(image, "exif-ifd3-GPSLatitudeRef"),
		"NS", 90, &lat) ||
	    !angle(tag(image, "exif-ifd3-GPSLongitude"), tag(image, "exif-ifd3-GPSLongitudeRef"),
		"EW", 180, &lon))
		return;
	if (lat == 0 && lon == 0)
		return;
	i->has_position = true;
	i->lat = lat;
	i->lon = lon;
}
