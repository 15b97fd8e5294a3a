#include "config.h"
#include "cgi-bin/web/param.h"

#include <ctype.h>
#include <string.h>

#include "cgi-bin/web/form.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"

#include "lib/base/banned.h"

enum { EMAIL_MAX = 254, EMAIL_LOCAL_MAX = 64 };

static void
refuse(struct arena *a, struct value *v, const char *key, const int64_t *bounds, size_t n)
{
	v->error = key;
	v->text = NULL;
	for (size_t i = 0; i < n; i++)
		v->error_args[i] = arena_printf(a, "%lld", (long long)bounds[i]);
}

/* Full-width digits, letters and signs, as a Chinese input method leaves them, as ASCII. */
static char *
half_width(struct arena *a, const char *s)
{
	struct buf b;
	size_t n = strlen(s), used;

	buf_init(&b, a);
	for (; n > 0; s += used, n -= used) {
		uint32_t cp = utf8_next(s, n, &used);

		if (cp == 0x3000)
			buf_chr(&b, ' ');
		else if (cp >= 0xFF01 && cp <= 0xFF5E)
			buf_chr(&b, (char)(cp - 0xFF01 + '!'));
		else
			buf_add(&b, s, used);
	}
	return b.s;
}

/* Bytes of the blank at s: space, tab, line end, no-break and ideographic space; else 0. */
static size_t
blank(const char *s)
{
	if (*s != '\0' && strchr(" \t\r\n", *s) != NULL)
		return 1;
	return strncmp(s, "\xC2\xA0", 2) == 0 ? 2 : strncmp(s, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static char *
trimmed(struct arena *a, const char *s)
{
	size_t n, end = 0, w;

	while ((w = blank(s)) > 0)
		s += w;
	for (n = 0; s[n] != '\0'; n += w) {
		if ((w = blank(s + n)) > 0)
			continue;
		w = 1;
		end = n + 1;
	}
	return arena_strndup(a, s, end);
}

/* \r\n and a lone \r as \n. */
static char *
unix_lines(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	size_t o = 0;

	for (size_t i = 0; s[i] != '\0'; i++)
		if (s[i] != '\r')
			out[o++] = s[i];
		else if (s[i + 1] != '\n')
			out[o++] = '\n';
	out[o] = '\0';
	return out;
}

static void
check_text(struct arena *a, struct value *v)
{
	const struct param *p = v->param;
	size_t n;

	if (p->kind == P_TEXT)
		v->text = unix_lines(a, v->text);
	n = utf8_len(v->text);
	if (utf8_has_control(v->text))
		refuse(a, v, "Err.control", NULL, 0);
	else if (p->kind != P_TEXT && strpbrk(v->text, "\r\n") != NULL)
		refuse(a, v, "Err.one_line", NULL, 0);
	else if ((int64_t)n < p->min)
		refuse(a, v, "Err.too_short", &p->min, 1);
	else if (p->max > 0 && (int64_t)n > p->max)
		refuse(a, v, "Err.too_long", &p->max, 1);
}

static void
check_int(struct arena *a, struct value *v, const char *s, int64_t *out)
{
	const int64_t bounds[2] = { v->param->min, v->param->max };

	if (!parse_i64(s, INT64_MIN, INT64_MAX, out))
		refuse(a, v, "Err.number", NULL, 0);
	else if (*out < bounds[0] || *out > bounds[1])
		refuse(a, v, "Err.range", bounds, 2);
}

static void
check_version(struct arena *a, struct value *v)
{
	const char *dot = strchr(v->text, '.');
	int64_t *pair = &v->ints[v->n];

	if (dot == NULL || !parse_i64(arena_strndup(a, v->text, (size_t)(dot - v->text)), 1, INT64_MAX, &pair[0]) ||
	    !parse_i64(dot + 1, 1, INT32_MAX, &pair[1]))
		refuse(a, v, "Err.choice", NULL, 0);
	else
		v->n += 2;
}

static void
check_choice(struct arena *a, struct value *v)
{
	const char *const *w = v->param->words;

	for (v->i = 0; w[v->i] != NULL; v->i++)
		if (strcmp(w[v->i], v->text) == 0)
			return;
	refuse(a, v, "Err.choice", NULL, 0);
}

static void
check_bool(struct arena *a, struct value *v)
{
	static const char *const yes[] = { "1", "on", "true", "yes" };

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		v->i |= strcmp(v->text, yes[i]) == 0;
	if (v->i == 0 && strcmp(v->text, "0") != 0)
		refuse(a, v, "Err.choice", NULL, 0);
}

static void
check_point(struct arena *a, struct value *v)
{
	int64_t bounds[2] = { v->param->min, v->param->max };
	int32_t micro;

	if (!parse_microdeg(v->text, 180, &micro)) {
		refuse(a, v, "Err.point", NULL, 0);
	} else if (micro < bounds[0] * 1000000 || micro > bounds[1] * 1000000) {
		refuse(a, v, "Err.range", bounds, 2);
	} else {
		v->i = micro;
	}
}

static void
check_day(struct arena *a, struct value *v)
{
	int32_t day;
	int year, month;

	if (v->param->kind == P_DATE && parse_date(v->text, &day))
		v->i = day;
	else if (v->param->kind == P_MONTH && parse_month(v->text, &year, &month))
		v->i = year * 12 + month - 1;
	else
		refuse(a, v, v->param->kind == P_DATE ? "Err.date" : "Err.month", NULL, 0);
}

/* What a mail server takes without quoting: RFC 5321 dot-string @ names with at least one dot. */
static bool
is_email(const char *s, size_t max)
{
	const char *at = strrchr(s, '@'), *label;
	size_t n;

	if (at == NULL || at == s || at - s > EMAIL_LOCAL_MAX || strlen(s) > max)
		return false;
	for (const char *p = s; p < at; p++)
		if (!isalnum((unsigned char)*p) && strchr("!#$%&'*+/=?^_`{|}~-.", *p) == NULL)
			return false;
	if (s[0] == '.' || at[-1] == '.' || memmem(s, (size_t)(at - s), "..", 2) != NULL ||
	    strchr(at, '.') == NULL)
		return false;
	for (label = at + 1;; label += n + 1) {
		n = strcspn(label, ".");
		if (n == 0 || n > 63 || label[0] == '-' || label[n - 1] == '-')
			return false;
		for (size_t i = 0; i < n; i++)
			if (!isalnum((unsigned char)label[i]) && label[i] != '-')
				return false;
		if (label[n] == '\0')
			return true;
	}
}

/*
 * E.164 of what people write: mobile (1[3-9] and nine digits), fixed line with
 * its area code, 400 and 800 numbers, or "+" and a country's number.  NULL for
 * anything else; a local number without area code is ambiguous and refused.
 */
static char *
e164(struct arena *a, const char *s)
{
	char d[20] = "";
	size_t n = 0;
	bool abroad = s[0] == '+';

	for (s += abroad; *s != '\0'; s++) {
		if (strchr(" -()./", *s) != NULL)
			continue;
		if (!isdigit((unsigned char)*s) || n == sizeof(d) - 1)
			return NULL;
		d[n++] = *s;
	}
	d[n] = '\0';
	s = d;
	if (!abroad && strncmp(s, "0086", 4) == 0) {
		s += 2;
		abroad = true;
	}
	if (abroad && strncmp(s, "86", 2) != 0)
		return s[0] != '0' && strlen(s) >= 8 && strlen(s) <= 15 ? arena_printf(a, "+%s", s) : NULL;
	s += abroad ? 2 : 0;
	n = strlen(s);
	if (n == 11 && s[0] == '1' && s[1] >= '3')
		return arena_printf(a, "+86%s", s);
	if (n == 10 && (strncmp(s, "400", 3) == 0 || strncmp(s, "800", 3) == 0))
		return arena_printf(a, "+86%s", s);
	if (s[0] == '0' && s[1] != '0' && n >= 10 && n <= 12)
		return arena_printf(a, "+86%s", s + 1);
	if (abroad && s[0] > '1' && n >= 9 && n <= 11)
		return arena_printf(a, "+86%s", s);
	return NULL;
}

const char *
param_phone(struct arena *a, const char *typed)
{
	return e164(a, trimmed(a, half_width(a, typed)));
}

static void
check_contact(struct arena *a, struct value *v)
{
	int64_t max = v->param->max > 0 ? v->param->max : EMAIL_MAX;

	if (v->param->kind == P_EMAIL) {
		if (!is_email(v->text, (size_t)max))
			refuse(a, v, "Err.email", NULL, 0);
	} else if ((v->text = e164(a, v->text)) == NULL) {
		refuse(a, v, "Err.phone", NULL, 0);
	}
}

static void
check_key(struct arena *a, struct value *v)
{
	size_t n = strlen(v->text);
	bool good = (int64_t)n >= v->param->min && (v->param->max == 0 || (int64_t)n <= v->param->max);

	for (size_t i = 0; i < n; i++)
		good = good && (isalnum((unsigned char)v->text[i]) || strchr("_-", v->text[i]) != NULL);
	if (!good)
		refuse(a, v, "Err.key", NULL, 0);
}

/* One text field of the form into its value. */
static void
check_field(struct arena *a, struct value *v, const struct form_field *f)
{
	const struct param *p = v->param;

	v->seen = true;
	v->typed = p->kind != P_PASSWORD ? f->value : NULL;
	if (v->error != NULL)
		return;	/* one of several is wrong already */
	if (f->too_long) {
		refuse(a, v, "Err.too_long", &p->max, 1);
		return;
	}
	if (p->kind == P_PASSWORD)
		v->text = f->value;
	else if (p->kind == P_LINE || p->kind == P_TEXT || p->kind == P_CHOICE)
		v->text = trimmed(a, f->value);
	else
		v->text = trimmed(a, half_width(a, f->value));
	if (v->text[0] == '\0') {
		v->text = NULL;
		return;
	}
	v->given = true;
	switch (p->kind) {
	case P_INT: check_int(a, v, v->text, &v->i); break;
	case P_INTS: check_int(a, v, v->text, &v->ints[v->n++]); break;
	case P_VERSIONS: check_version(a, v); break;
	case P_CHOICE: check_choice(a, v); break;
	case P_BOOL: check_bool(a, v); break;
	case P_POINT: check_point(a, v); break;
	case P_DATE: case P_MONTH: check_day(a, v); break;
	case P_EMAIL: case P_PHONE: check_contact(a, v); break;
	case P_KEY: check_key(a, v); break;
	default: check_text(a, v);
	}
}

static void
check_file(struct arena *a, struct value *v, struct upload *up)
{
	v->given = true;
	if (up->refused == ERR_TOO_MANY)
		refuse(a, v, "Err.file_count", &v->param->max, 1);
	else if (up->refused == ERR_TOO_LARGE)
		refuse(a, v, "Err.file_size", NULL, 0);
	else if (up->size == 0)
		refuse(a, v, "Err.file_empty", NULL, 0);
	else
		v->files[v->n++] = up;
}

struct value *
param_value(struct value *values, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(values[i].param->name, name) == 0)
			return &values[i];
	return NULL;
}

/* What any page takes: the session's token, and the choices of language and look. */
static bool
is_everywhere(const char *name)
{
	static const char *const names[] = { "csrf", "lang", "look" };

	for (size_t i = 0; i < N(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static enum err
take_field(struct arena *a, struct value *values, size_t n, const struct form_field *f)
{
	struct value *v = param_value(values, n, f->name);
	bool file;

	if (v == NULL && f->file == NULL && is_everywhere(f->name))
		return OK;
	if (v == NULL)
		return err_raise_field(ERR_INVALID, f->name, "an unknown parameter");
	file = v->param->kind == P_FILE;
	if (file != (f->file != NULL)) {
		if (file && f->value[0] == '\0')
			return OK;	/* an empty file field of an url-encoded form */
		return err_raise_field(ERR_INVALID, f->name, "a file where text belongs, or text for a file");
	}
	if (file) {
		check_file(a, v, f->file);
		return OK;
	}
	if (v->seen && v->param->kind != P_INTS && v->param->kind != P_VERSIONS)
		return err_raise_field(ERR_INVALID, f->name, "a parameter given twice");
	check_field(a, v, f);
	return OK;
}

enum err
param_check(struct arena *a, const struct param *params, size_t n, const struct form *f,
    struct value **out, size_t *bad)
{
	struct value *values = arena_array_of(a, struct value, n);
	enum err e;

	for (size_t i = 0; i < n; i++) {
		values[i].param = &params[i];
		if (params[i].kind == P_INTS || params[i].kind == P_VERSIONS)
			values[i].ints = arena_array_of(a, int64_t, 2 * f->n);
		if (params[i].kind == P_FILE)
			values[i].files = arena_array_of(a, struct upload *, f->n);
	}
	for (const struct form_field *p = f->first; p != NULL; p = p->next)
		if ((e = take_field(a, values, n, p)) != OK)
			return e;
	*bad = 0;
	for (size_t i = 0; i < n; i++) {
		struct value *v = &values[i];

		if (v->error == NULL && v->param->kind == P_FILE && (int64_t)v->n < v->param->min)
			refuse(a, v, "Err.file_missing", NULL, 0);
		else if (v->error == NULL && v->param->required && !v->given)
			refuse(a, v, "Err.required", NULL, 0);
		*bad += v->error != NULL;
	}
	*out = values;
	return OK;
}
