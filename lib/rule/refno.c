#include "config.h"
#include "lib/rule/refno.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

#define SEQUENCE_END INT64_C(1000000000000)

enum { COMPLAINT_SALT = 0, CASE_SALT = 5 };

/* ISO 7064 MOD 11-2 over digits; salt is the state before the first. */
static char
check_char(const char *digits, size_t n, int salt)
{
	int p = salt, c;

	for (size_t i = 0; i < n; i++)
		p = (p + digits[i] - '0') * 2 % 11;
	c = (12 - p) % 11;
	return c == 10 ? 'X' : (char)('0' + c);
}

static void
build(char out[REFNO_MAX], int year, int year_digits, int64_t sequence, int width, int salt)
{
	char digits[REFNO_MAX];
	int n;

	if (year < 2000 || year > 2099 || sequence < 1 || sequence >= SEQUENCE_END)
		abort();
	n = snprintf(digits, sizeof(digits), "%0*d%0*lld", year_digits,
	    year_digits == 2 ? year % 100 : year, width, (long long)sequence);
	(void)snprintf(out, REFNO_MAX, "%.*s-%s-%c", year_digits, digits, digits + year_digits,
	    check_char(digits, (size_t)n, salt));
}

/* Whether people write it between the parts of a number. */
static bool
is_between(uint32_t cp)
{
	static const uint32_t marks[] = { ' ', '\t', '\r', '\n', '-', '.', '_', '/', 0xA0, 0xB7, 0x3000,
		0x2212, 0x30FC, 0xFE58, 0xFE63, 0xFF0D, 0xFF0E, 0xFF0F };

	for (size_t i = 0; i < N(marks); i++)
		if (marks[i] == cp)
			return true;
	return cp >= 0x2010 && cp <= 0x2015;	/* hyphens and dashes */
}

/* The bare digits and check character of what was typed; 0 when there is anything else. */
static size_t
squeeze(const char *typed, char out[REFNO_MAX])
{
	size_t len = strlen(typed), n = 0, used;

	for (size_t i = 0; i < len; i += used) {
		uint32_t cp = utf8_next(typed + i, len - i, &used);

		if (is_between(cp))
			continue;
		if (cp >= 0xFF01 && cp <= 0xFF5E)	/* full width */
			cp -= 0xFEE0;
		if (n == REFNO_MAX - 1)
			return 0;
		if (cp >= '0' && cp <= '9')
			out[n++] = (char)cp;
		else if ((cp == 'x' || cp == 'X') && n > 0 && out[n - 1] != 'X')
			out[n++] = 'X';
		else
			return 0;
	}
	out[n] = '\0';
	return n;
}

static bool
parse(const char *typed, int year_digits, int width, int salt, int *year, int64_t *sequence)
{
	char s[REFNO_MAX];
	size_t n = squeeze(typed, s);
	int64_t v = 0;
	int y = 0;

	if (n < (size_t)(year_digits + width + 1) || n > (size_t)(year_digits + 12 + 1) ||
	    strspn(s, "0123456789") < n - 1 || check_char(s, n - 1, salt) != s[n - 1])
		return false;
	for (int i = 0; i < year_digits; i++)
		y = y * 10 + (s[i] - '0');
	for (size_t i = (size_t)year_digits; i < n - 1; i++)
		v = v * 10 + (s[i] - '0');
	if (n > (size_t)(year_digits + width + 1) && s[year_digits] == '0')
		return false;	/* a longer sequence has no leading zero */
	if (year_digits == 2)
		y += 2000;
	if (y < 2000 || y > 2099 || v < 1)
		return false;
	*year = y;
	*sequence = v;
	return true;
}

void
refno_complaint(char out[REFNO_MAX], int year, int64_t id)
{
	build(out, year, 2, id, 7, COMPLAINT_SALT);
}

bool
refno_complaint_parse(const char *typed, int *year, int64_t *id)
{
	return parse(typed, 2, 7, COMPLAINT_SALT, year, id);
}

void
refno_case(char out[REFNO_MAX], int year, int64_t sequence)
{
	build(out, year, 4, sequence, 6, CASE_SALT);
}

bool
refno_case_parse(const char *typed, int *year, int64_t *sequence)
{
	return parse(typed, 4, 6, CASE_SALT, year, sequence);
}

static bool
is_code(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]))
			return false;
	return n >= 1 && n <= 8;
}

enum err
refno_archive(struct arena *a, const char *fonds, int year, int retention_years,
    const char *office, int32_t item, char **out)
{
	const char *retention = retention_years == 30 ? "D30" : retention_years == 10 ? "D10" : "Y";

	if (!is_code(fonds))
		return err_raise_field(ERR_INVALID, "fonds", "a fonds number has 1-8 letters or digits");
	if (!is_code(office))
		return err_raise_field(ERR_INVALID, "office", "an office code has 1-8 letters or digits");
	if (retention_years != 0 && retention_years != 10 && retention_years != 30)
		return err_raise_field(ERR_INVALID, "retention", "no retention of %d years",
		    retention_years);
	if (year < 1949 || year > 9999 || item < 1)
		return err_raise_field(ERR_INVALID, "item", "archive item %d of %d", (int)item, year);
	*out = arena_printf(a, "%s-WS·%d-%s-%s-%04d", fonds, year, retention, office, (int)item);
	return OK;
}
