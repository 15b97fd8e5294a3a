#include "config.h"
#include "lib/base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/num.h"

#include "lib/base/banned.h"

static usec_t fixed = USEC_NONE;

usec_t
clock_now(void)
{
	struct timespec ts;

	if (fixed != USEC_NONE)
		return fixed;
	(void)clock_gettime(CLOCK_REALTIME, &ts);
	return (usec_t)ts.tv_sec * USEC_SEC + ts.tv_nsec / 1000;
}

void
clock_set(usec_t t)
{
	fixed = t;
}

int64_t
clock_mono_ns(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static bool
zone_exists(const char *name)
{
	CLEANUP(fclosep) FILE *f = NULL;
	char path[160], magic[4];

	for (const char *p = name; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && strchr("_-+/", *p) == NULL)
			return false;
	if (name[0] == '\0' || name[0] == '/' || strlen(name) > 64)
		return false;
	(void)snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	return (f = fopen(path, "re")) != NULL && fread(magic, 1, sizeof(magic), f) == sizeof(magic) &&
	    memcmp(magic, "TZif", sizeof(magic)) == 0;
}

/*
 * The offset of each UTC day asked for lately.  For an instant behind a zone's
 * last change localtime_r() reads the zone's rule again from its text, some four
 * microseconds; a page of fifty rows asks some hundred times.
 */
static struct {
	usec_t day;
	int32_t seconds;
	bool known;
} offsets[1024];

enum err
zone_use(const char *name)
{
	if (!zone_exists(name))
		return err_raise(ERR_INVALID, "no such time zone: %s", name);
	if (setenv("TZ", name, 1) != 0)
		return err_raise(ERR_INTERNAL, "setenv TZ");
	tzset();
	memset(offsets, 0, sizeof(offsets));
	return OK;
}

static usec_t
floor_div(usec_t a, usec_t b)
{
	return a / b - (a % b < 0);
}

/* Seconds east of UTC at a second, as the system's zone data say. */
static int32_t
zone_offset(usec_t second)
{
	const time_t when = (time_t)second;
	struct tm tm;

	memset(&tm, 0, sizeof(tm));
	(void)localtime_r(&when, &tm);
	return (int32_t)tm.tm_gmtoff;
}

/* What is added to UTC at t. */
static usec_t
offset_at(usec_t t)
{
	const usec_t second = floor_div(t, USEC_SEC), day = floor_div(second, 86400);
	const size_t slot = (size_t)day % N(offsets);
	int32_t first;

	if (offsets[slot].known && offsets[slot].day == day)
		return offsets[slot].seconds * USEC_SEC;
	/* No zone changes its offset twice a day: a day that ends as it began is all of one. */
	first = zone_offset(day * 86400);
	if (first != zone_offset(day * 86400 + 86399))
		return zone_offset(second) * USEC_SEC;
	offsets[slot].day = day;
	offsets[slot].seconds = first;
	offsets[slot].known = true;
	return first * USEC_SEC;
}

struct civil
civil_of(usec_t t)
{
	const usec_t local = t + offset_at(t), day = floor_div(local, USEC_DAY), rest = local - day * USEC_DAY;
	struct civil c = { .hour = (int)(rest / USEC_HOUR), .minute = (int)(rest / USEC_MIN % 60),
		.second = (int)(rest / USEC_SEC % 60), .usec = (int)(rest % USEC_SEC),
		.weekday = weekday_of_day((int32_t)day) };

	date_of_day((int32_t)day, &c.year, &c.month, &c.day);
	return c;
}

/* A wall-clock reading as if the zone were UTC. */
static usec_t
civil_flat(const struct civil *c)
{
	return day_of_date(c->year, c->month, c->day) * USEC_DAY + c->hour * USEC_HOUR +
	    c->minute * USEC_MIN + c->second * USEC_SEC + c->usec;
}

/*
 * By the offsets of a day before and a day after, not by mktime(): told to
 * look for summer time it searches years of a zone that has none.
 */
usec_t
civil_to(struct civil c)
{
	usec_t flat = civil_flat(&c);
	usec_t before = flat - offset_at(flat - USEC_DAY), after = flat - offset_at(flat + USEC_DAY);

	/* The offset before a change gives the earlier instant of an hour that
	 * occurs twice, and moves one that does not occur forward. */
	return before == after || before + offset_at(before) == flat ||
	    after + offset_at(after) != flat ? before : after;
}

/* Civil-day arithmetic by eras of 400 years, as H. Hinnant describes it. */
int32_t
day_of_date(int year, int month, int day)
{
	int y, m = month - 1, era, yoe, doy;

	year += m / 12 - (m % 12 < 0);
	m = m % 12 < 0 ? m % 12 + 12 : m % 12;
	y = m < 2 ? year - 1 : year;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m < 2 ? m + 10 : m - 2) + 2) / 5 + day - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void
date_of_day(int32_t day, int *year, int *month, int *mday)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;

	*mday = doy - (153 * mp + 2) / 5 + 1;
	*month = mp < 10 ? mp + 3 : mp - 9;
	*year = yoe + era * 400 + (*month <= 2);
}

int
weekday_of_day(int32_t day)
{
	int w = (day + 4) % 7;

	return w < 0 ? w + 7 : w;
}

int32_t
day_of(usec_t t)
{
	struct civil c = civil_of(t);

	return day_of_date(c.year, c.month, c.day);
}

usec_t
day_start(int32_t day)
{
	struct civil c = { 0 };

	date_of_day(day, &c.year, &c.month, &c.day);
	return civil_to(c);
}

usec_t
month_start(int year, int month)
{
	return day_start(day_of_date(year, month, 1));
}

static bool
digits(const char *s, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]))
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return true;
}

bool
parse_month(const char *s, int *year, int *month)
{
	return s != NULL && strlen(s) == 7 && digits(s, 4, year) && s[4] == '-' &&
	    digits(s + 5, 2, month) && *month >= 1 && *month <= 12 && *year >= 1900;
}

bool
parse_date(const char *s, int32_t *day)
{
	int y, m, d, y2, m2, d2;

	if (s == NULL || strlen(s) != 10 || !digits(s, 4, &y) || s[4] != '-' ||
	    !digits(s + 5, 2, &m) || s[7] != '-' || !digits(s + 8, 2, &d) || y < 1900 || m < 1 || d < 1)
		return false;
	*day = day_of_date(y, m, d);
	date_of_day(*day, &y2, &m2, &d2);
	return y == y2 && m == m2 && d == d2;
}

char *
time_iso(struct arena *a, usec_t t)
{
	usec_t day, rest;
	int y, m, d;

	if (t == USEC_NONE)
		return arena_strdup(a, "");
	day = floor_div(t, USEC_DAY);
	rest = t - day * USEC_DAY;
	date_of_day((int32_t)day, &y, &m, &d);
	if (y < 0)
		return arena_printf(a, "%d", y);	/* no event of ours */
	return num_fill(a, "%4-%2-%2T%2:%2:%2.%6Z", (const int64_t[]){ y, m, d, rest / USEC_HOUR,
	    rest / USEC_MIN % 60, rest / USEC_SEC % 60, rest % USEC_SEC });
}

char *
time_local(struct arena *a, usec_t t)
{
	struct civil c;

	if (t == USEC_NONE)
		return arena_strdup(a, "");
	c = civil_of(t);
	return arena_printf(a, "%04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour, c.minute);
}

char *
time_local_date(struct arena *a, usec_t t)
{
	return arena_strndup(a, time_local(a, t), 10);
}
