#include "config.h"
#include "lib/rule/admin.h"

#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/base/utf8.h"
#include "lib/rule/setting.h"
#include "lib/rule/shape.h"

#include "lib/base/banned.h"

/* Working windows of a week are few. */
enum { WINDOWS_MAX = 64 };

size_t
admin_col(const struct admin_def *d, const char *name)
{
	size_t i = 0;

	while (i < d->n_cols && strcmp(d->cols[i].name, name) != 0)
		i++;
	return i;
}

static const char *
check_length(struct arena *a, const struct admin_col *c, const char *s, const char *args[2])
{
	const size_t n = utf8_len(s);

	args[0] = arena_printf(a, "%d", n < (size_t)c->min ? c->min : c->max);
	if (utf8_has_control(s))
		return "Err.control";
	if (c->kind != AK_TEXT && strpbrk(s, "\r\n") != NULL)
		return "Err.one_line";
	return n < (size_t)c->min ? "Err.too_short" : n > (size_t)c->max ? "Err.too_long" : NULL;
}

static const char *
check_code(struct arena *a, const struct admin_col *c, const char *s, const char *args[2])
{
	for (size_t i = 0; s[i] != '\0'; i++)
		if (!isalnum((unsigned char)s[i]) && strchr("._-", s[i]) == NULL)
			return "Err.code";
	return check_length(a, c, s, args);
}

static const char *
check_int(struct arena *a, const struct admin_col *c, const char *s, const char *args[2])
{
	int64_t v;

	if (!parse_i64(s, INT64_MIN, INT64_MAX, &v))
		return "Err.number";
	args[0] = arena_printf(a, "%d", c->min);
	args[1] = arena_printf(a, "%d", c->max);
	return v < c->min || v > c->max ? "Err.range" : NULL;
}

static const char *
check_word(const char *const *words, const char *s)
{
	for (size_t i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], s) == 0)
			return NULL;
	return "Err.choice";
}

static const char *
check_setting(struct arena *a, const struct admin_def *d, const struct admin_values *row, const char *s,
    const char *args[2])
{
	static const struct admin_col any = { "value", AK_LINE, .min = 0, .max = 255 };
	const size_t name = admin_col(d, "name");
	const struct setting_def *def = name < d->n_cols && row->v[name] != NULL ? setting_def(row->v[name]) : NULL;

	if (def == NULL)
		return check_length(a, &any, s, args);
	if (setting_fits(def, s))
		return NULL;
	args[0] = arena_printf(a, "%lld", (long long)def->min);
	args[1] = arena_printf(a, "%lld", (long long)def->max);
	if (def->text)
		args[0] = args[1];
	return def->text ? "Err.too_long" : def->words[0] != NULL ? "Err.choice" : def->many > 0 ? "Err.numbers" : "Err.range";
}

static const char *
check_days(struct arena *a, const char *s, const char *args[2])
{
	struct admin_day *days;
	size_t n, line;

	if (admin_days(a, s, &days, &n, &line))
		return NULL;
	args[0] = arena_printf(a, "%zu", line);
	return "Err.days_line";
}

static const char *
check_steps(struct arena *a, const char *s, const char *args[2])
{
	struct admin_step steps[ADMIN_STEPS_MAX];
	size_t n, line;

	if (admin_more_steps(a, s, steps, &n, &line))
		return NULL;
	args[0] = arena_printf(a, "%zu", line);
	return "Err.steps_line";
}

/* Each word one of the column's, none twice. */
static const char *
check_words(struct arena *a, const struct admin_col *c, const char *s)
{
	struct buf seen;

	buf_init(&seen, a);
	buf_chr(&seen, ',');
	for (;; s++) {
		const size_t n = strcspn(s, ",");
		const char *word = arena_strndup(a, s, n);

		if (check_word(c->words, word) != NULL || strstr(seen.s, arena_printf(a, ",%s,", word)) != NULL)
			return "Err.words";
		buf_printf(&seen, "%s,", word);
		s += n;
		if (*s == '\0')
			return NULL;
	}
}

static const char *
check_shape(struct arena *a, const char *s, const char *args[2])
{
	struct shape shape;
	size_t at = 0;
	const char *bad = shape_parse(a, s, &shape, &at);

	if (bad == NULL)
		bad = shape_check(&shape, &at);
	args[0] = arena_printf(a, "%zu", at);
	return bad;
}

static const char *
check_value(struct arena *a, const struct admin_def *d, const struct admin_col *c, const struct admin_values *row,
    const char *s, const char *args[2])
{
	static const char *const bits[] = { "1", "0", NULL };
	struct admin_window w[WINDOWS_MAX];
	int32_t day, micro;
	size_t n;
	int m;

	switch (c->kind) {
	case AK_LINE: case AK_TEXT: case AK_SECRET: return check_length(a, c, s, args);
	case AK_CODE: return check_code(a, c, s, args);
	case AK_INT: return check_int(a, c, s, args);
	case AK_BOOL: return check_word(bits, s);
	case AK_CHOICE: return check_word(c->words, s);
	case AK_DAY: case AK_UNTIL: return parse_date(s, &day) ? NULL : "Err.date";
	case AK_POINT: return parse_microdeg(s, c->min, &micro) ? NULL : "Err.point";
	case AK_SETTING: return check_setting(a, d, row, s, args);
	case AK_WINDOWS: return admin_windows(s, w, WINDOWS_MAX, &n) ? NULL : "Err.windows";
	case AK_DAYS: return check_days(a, s, args);
	case AK_CLOCK: return admin_clock(s, &m) ? NULL : "Err.clock";
	case AK_STEPS: return check_steps(a, s, args);
	case AK_WORDS: return check_words(a, c, s);
	case AK_SHAPE: return check_shape(a, s, args);
	case AK_REF: return NULL;	/* whether it exists is the store's to say */
	}
	return "Err.choice";
}

const char *
admin_check(struct arena *a, const struct admin_def *d, size_t col, const struct admin_values *row,
    const char *args[2])
{
	const struct admin_col *c = &d->cols[col];
	const char *s = row->v[col];

	args[0] = args[1] = NULL;
	if (s == NULL || s[0] == '\0')
		return c->need || (c->kind == AK_SETTING && check_setting(a, d, row, "", args) != NULL) ? "Err.required" : NULL;
	return check_value(a, d, c, row, s, args);
}

char *
admin_pack(struct arena *a, const struct admin_def *d, const struct admin_values *row)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < d->n_cols; i++) {
		buf_printf(&b, "%s=", d->cols[i].name);
		for (const char *s = row->v[i] != NULL ? row->v[i] : ""; *s != '\0'; s++)
			if (*s == '\n' || *s == '\\')
				buf_str(&b, *s == '\n' ? "\\n" : "\\\\");
			else
				buf_chr(&b, *s);
		buf_chr(&b, '\n');
	}
	return b.s;
}

/* A packed value as it was. */
static char *
unescaped(struct arena *a, const char *s, size_t len)
{
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0; i < len; i++)
		if (s[i] == '\\' && i + 1 < len)
			buf_chr(&b, s[++i] == 'n' ? '\n' : s[i]);
		else
			buf_chr(&b, s[i]);
	return b.s;
}

void
admin_unpack(struct arena *a, const struct admin_def *d, const char *text, struct admin_values *out)
{
	*out = (struct admin_values){ { NULL } };
	while (*text != '\0') {
		const size_t line = strcspn(text, "\n"), name = strcspn(text, "=");

		if (name < line) {
			const size_t i = admin_col(d, arena_strndup(a, text, name));

			if (i < d->n_cols)
				out->v[i] = unescaped(a, text + name + 1, line - name - 1);
		}
		text += line;
		text += *text == '\n';
	}
}

static const enum role admins[] = { R_ADMIN_SYS, R_ADMIN_SEC, R_ADMIN_AUDIT };

bool
admin_roles_agree(uint64_t roles)
{
	for (size_t i = 0; i < N(admins); i++)
		if ((roles >> admins[i] & 1) != 0)
			return roles == (uint64_t)1 << admins[i];
	return true;
}

enum perm
admin_perm_of_role(int64_t role)
{
	return role == R_ADMIN_SYS ? PERM_ADMIN_SYS : role == R_ADMIN_SEC ? PERM_ADMIN_SEC :
	    role == R_ADMIN_AUDIT ? PERM_ADMIN_AUDIT : PERM_MAX;
}

bool
admin_perms_agree(int64_t role, uint64_t perms)
{
	const uint64_t own = perm_bit(PERM_ADMIN_SYS) | perm_bit(PERM_ADMIN_SEC) | perm_bit(PERM_ADMIN_AUDIT);
	const enum perm keeps = admin_perm_of_role(role);

	if (keeps != PERM_MAX)
		return perms == perm_bit(keeps);
	return (perms & own) == 0;
}

bool
admin_waits(const struct admin_def *d, usec_t from, usec_t now)
{
	return from > now && d->life == LIFE_PLACE;
}
