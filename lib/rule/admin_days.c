/* Working hours, exceptional days and further steps as people write them. */
#include "config.h"
#include "lib/rule/admin.h"

#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/rule/deadline.h"

#include "lib/base/banned.h"

enum { DAYS_MAX = 2000, NAME_MAX_BYTES = 120 };

static bool
two_digits(const char *s, int *v)
{
	if (!isdigit((unsigned char)s[0]) || !isdigit((unsigned char)s[1]))
		return false;
	*v = (s[0] - '0') * 10 + (s[1] - '0');
	return true;
}

bool
admin_clock(const char *s, int *minutes)
{
	int h, m;

	if (strlen(s) != 5 || s[2] != ':' || !two_digits(s, &h) || !two_digits(s + 3, &m) || m > 59 ||
	    h * 60 + m > 1440)
		return false;
	*minutes = h * 60 + m;
	return true;
}

/* "08:30-12:00" */
static bool
parse_span(const char *s, size_t len, int *from, int *to)
{
	char t[6] = "";

	if (len != 11 || s[5] != '-')
		return false;
	memcpy(t, s, 5);
	if (!admin_clock(t, from))
		return false;
	memcpy(t, s + 6, 5);
	return admin_clock(t, to) && *from < *to;
}

/* "1-5" or "6"; 0 is Sunday. */
static bool
parse_weekdays(const char *s, size_t len, int *first, int *last)
{
	if ((len != 1 && len != 3) || s[0] < '0' || s[0] > '6' || (len == 3 && (s[1] != '-' || s[2] < s[0] || s[2] > '6')))
		return false;
	*first = s[0] - '0';
	*last = len == 3 ? s[2] - '0' : *first;
	return true;
}

static bool
overlaps(const struct admin_window *w, size_t n, int weekday, int from, int to)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].weekday == weekday && w[i].from < to && from < w[i].to)
			return true;
	return false;
}

/* One line: weekdays, then one span or more. */
static bool
windows_line(const char *s, size_t len, struct admin_window *out, size_t max, size_t *n)
{
	size_t at = 0, word = 0;
	int first = 0, last = 0, from, to;

	for (int k = 0; at < len; k++, at += word + (at + word < len)) {
		for (word = 0; at + word < len && s[at + word] != ' '; word++)
			continue;
		if (k == 0 ? !parse_weekdays(s, word, &first, &last) : !parse_span(s + at, word, &from, &to))
			return false;
		for (int d = first; k > 0 && d <= last; d++) {
			if (*n == max || overlaps(out, *n, d, from, to))
				return false;
			out[(*n)++] = (struct admin_window){ d, from, to };
		}
	}
	return true;
}

bool
admin_windows(const char *text, struct admin_window *out, size_t max, size_t *n)
{
	*n = 0;
	while (*text != '\0') {
		const size_t len = strcspn(text, "\n");

		if (len > 0 && !windows_line(text, len, out, max, n))
			return false;
		text += len;
		text += *text == '\n';
	}
	return *n > 0;
}

/* "2027-01-01,holiday,元旦,New Year"; workday is a make-up day. */
static bool
day_line(struct arena *a, char *line, struct admin_day *out)
{
	char *kind = strchr(line, ','), *zh = kind != NULL ? strchr(kind + 1, ',') : NULL,
	    *en = zh != NULL ? strchr(zh + 1, ',') : NULL;

	if (zh == NULL)
		return false;
	*kind++ = *zh++ = '\0';
	if (en != NULL)
		*en++ = '\0';
	*out = (struct admin_day){ .zh = zh, .en = en != NULL ? en : arena_strdup(a, "") };
	out->holiday = strcmp(kind, "holiday") == 0;
	return parse_date(line, &out->day) && (out->holiday || strcmp(kind, "workday") == 0) && zh[0] != '\0' &&
	    strlen(zh) <= NAME_MAX_BYTES && strlen(out->en) <= NAME_MAX_BYTES;
}

bool
admin_days(struct arena *a, const char *text, struct admin_day **out, size_t *n, size_t *bad_line)
{
	struct admin_day *days = arena_array_of(a, struct admin_day, DAYS_MAX);

	*n = 0;
	for (*bad_line = 1; *text != '\0'; (*bad_line)++) {
		const size_t len = strcspn(text, "\n");

		if (len > 0) {
			if (*n == DAYS_MAX || !day_line(a, arena_strndup(a, text, len), &days[*n]))
				return false;
			for (size_t i = 0; i < *n; i++)
				if (days[i].day == days[*n].day)
					return false;
			(*n)++;
		}
		text += len;
		text += *text == '\n';
	}
	*out = days;
	return true;
}

/* "20 work_day,自行拆除,Remove it himself"; the words may be left out. */
static bool
step_line(struct arena *a, char *line, struct admin_step *out)
{
	char *zh = strchr(line, ','), *en = zh != NULL ? strchr(zh + 1, ',') : NULL, *unit = strchr(line, ' ');
	int64_t amount;

	if (zh != NULL)
		*zh++ = '\0';
	if (en != NULL)
		*en++ = '\0';
	if (unit == NULL || (zh != NULL && unit > zh))
		return false;
	*unit++ = '\0';
	*out = (struct admin_step){ .unit = (int32_t)limit_unit_of(unit), .zh = zh != NULL ? zh : arena_strdup(a, ""),
		.en = en != NULL ? en : arena_strdup(a, "") };
	if (!parse_i64(line, 1, 10000, &amount) || out->unit == LIMIT_NONE || out->unit >= LIMIT_UNIT_MAX)
		return false;
	out->amount = (int32_t)amount;
	return strlen(out->zh) <= NAME_MAX_BYTES && strlen(out->en) <= NAME_MAX_BYTES;
}

bool
admin_more_steps(struct arena *a, const char *text, struct admin_step out[ADMIN_STEPS_MAX], size_t *n, size_t *bad_line)
{
	*n = 0;
	for (*bad_line = 1; *text != '\0'; (*bad_line)++) {
		const size_t len = strcspn(text, "\n");

		if (len > 0 && (*n == ADMIN_STEPS_MAX || !step_line(a, arena_strndup(a, text, len), &out[*n])))
			return false;
		*n += len > 0;
		text += len + (text[len] == '\n');
	}
	return true;
}
