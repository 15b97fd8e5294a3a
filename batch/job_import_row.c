#include "config.h"
#include "batch/job_import.h"

#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { NUMBER_MAX = 64, NAME_MAX_CHARS = 120, ADDRESS_MAX = 200, TEXT_MAX = 60000 };

/* The number at *s: exactly digits long and within its range; *s moves behind it. */
static bool
take_number(const char **s, int digits, int min, int max, int *out)
{
	int v = 0;

	for (int i = 0; i < digits; i++) {
		if (!isdigit((unsigned char)(*s)[i]))
			return false;
		v = v * 10 + ((*s)[i] - '0');
	}
	*s += digits;
	*out = v;
	return v >= min && v <= max;
}

static bool
take_char(const char **s, const char *any)
{
	if (**s == '\0' || strchr(any, **s) == NULL)
		return false;
	++*s;
	return true;
}

static bool
take_clock(const char **s, int max_hour, struct civil *c)
{
	return take_number(s, 2, 0, max_hour, &c->hour) && take_char(s, ":") &&
	    take_number(s, 2, 0, 59, &c->minute) && take_char(s, ":") && take_number(s, 2, 0, 59, &c->second);
}

/* "10/01/2015 12:06:00 AM": twelve o'clock is the first hour of its half day. */
static bool
take_us(const char *s, struct civil *c)
{
	bool pm;

	if (!take_number(&s, 2, 1, 12, &c->month) || !take_char(&s, "/") || !take_number(&s, 2, 1, 31, &c->day) ||
	    !take_char(&s, "/") || !take_number(&s, 4, 1900, 2199, &c->year) || !take_char(&s, " ") ||
	    !take_clock(&s, 12, c) || c->hour == 0 || !take_char(&s, " "))
		return false;
	pm = s[0] == 'P' || s[0] == 'p';
	if (!take_char(&s, "AaPp") || !take_char(&s, "Mm") || *s != '\0')
		return false;
	c->hour = c->hour % 12 + (pm ? 12 : 0);
	return true;
}

static bool
take_iso(const char *s, struct civil *c)
{
	return take_number(&s, 4, 1900, 2199, &c->year) && take_char(&s, "-") &&
	    take_number(&s, 2, 1, 12, &c->month) && take_char(&s, "-") && take_number(&s, 2, 1, 31, &c->day) &&
	    take_char(&s, " T") && take_clock(&s, 23, c) && *s == '\0';
}

bool
import_time(enum time_style style, const char *text, usec_t *out)
{
	struct civil c = { .usec = 0 };
	int y, m, d;

	if (!(style == TIME_US ? take_us(text, &c) : take_iso(text, &c)))
		return false;
	date_of_day(day_of_date(c.year, c.month, c.day), &y, &m, &d);
	if (m != c.month || d != c.day)
		return false;		/* 31 February */
	*out = civil_to(c);
	return true;
}

/* A field of a row; "" where the column is not mapped. */
static const char *
field(const struct import_map *m, const struct csv_row *row, enum import_column c)
{
	return m->index[c] < 0 || (size_t)m->index[c] >= row->n ? "" : row->field[m->index[c]];
}

/* Without blanks at its ends, at most max characters, without control characters; in the arena. */
static char *
clean(struct arena *a, const char *s, size_t max)
{
	char *copy;
	size_t n;

	s += strspn(s, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	copy = arena_strndup(a, s, n);
	copy[utf8_cut(copy, max)] = '\0';
	for (char *p = copy; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = ' ';
	return copy;
}

static const char *
read_times(const struct import_map *m, const struct csv_row *row, struct import_case *c)
{
	static const struct {
		enum import_column column;
		const char *wrong;
	} times[] = {
		{ IMPORT_opened, "the opening time cannot be read" }, { IMPORT_due, "the due time cannot be read" },
		{ IMPORT_closed, "the closing time cannot be read" },
	};
	usec_t *const to[] = { &c->opened, &c->due, &c->closed };

	for (size_t i = 0; i < N(times); i++) {
		const char *s = field(m, row, times[i].column);

		*to[i] = USEC_NONE;
		if (s[0] != '\0' && !import_time(m->time, s, to[i]))
			return times[i].wrong;
	}
	if (c->opened == USEC_NONE)
		return "no opening time";
	return c->closed != USEC_NONE && c->closed < c->opened ? "closed before it was opened" : NULL;
}

static int32_t
source_of(const struct import_map *m, const char *text)
{
	for (size_t i = 0; i < m->n_channels; i++)
		if (strcmp(m->channels[i].text, text) == 0 || strcmp(m->channels[i].text, "*") == 0)
			return m->channels[i].source;
	return 30;			/* from another system, nobody knows how */
}

const char *
import_row(struct arena *a, const struct import_map *m, const struct csv_row *row, struct import_case *c)
{
	const char *why;

	if (row->bad != NULL)
		return row->bad;
	if (row->n != m->n_fields)	/* a comma too many moves everything behind it */
		return arena_printf(a, "%zu fields where the head has %zu", row->n, m->n_fields);
	*c = (struct import_case){ .number = clean(a, field(m, row, IMPORT_number), NUMBER_MAX + 1),
		.unit = clean(a, field(m, row, IMPORT_unit), NAME_MAX_CHARS),
		.major = clean(a, field(m, row, IMPORT_major), NAME_MAX_CHARS),
		.class = clean(a, field(m, row, IMPORT_class), NAME_MAX_CHARS),
		.description = clean(a, field(m, row, IMPORT_description), TEXT_MAX),
		.result = clean(a, field(m, row, IMPORT_result), TEXT_MAX),
		.address = clean(a, field(m, row, IMPORT_address), ADDRESS_MAX),
		.source = source_of(m, field(m, row, IMPORT_source)) };
	if (c->number[0] == '\0')
		return "no number";
	if (strlen(c->number) > NUMBER_MAX)
		return "the number is longer than 64 signs";
	if (c->unit[0] == '\0')
		return "no unit";
	if (c->class[0] == '\0' || c->major[0] == '\0')
		return "no class";
	if ((why = read_times(m, row, c)) != NULL)
		return why;
	c->has_point = parse_microdeg(field(m, row, IMPORT_lat), 90, &c->lat) &&
	    parse_microdeg(field(m, row, IMPORT_lon), 180, &c->lon);
	return NULL;
}
