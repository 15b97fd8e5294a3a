/* Values between the form and the database. */
#include "config.h"
#include "lib/rule/admin.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/rule/deadline.h"
#include "lib/rule/shape.h"

#include "lib/base/banned.h"

enum { WINDOWS_MAX = 64 };

static void
put_json_text(struct buf *b, const char *s)
{
	buf_chr(b, '"');
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20)
			buf_printf(b, "\\u%04x", (unsigned char)*s);
		else
			buf_printf(b, *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
	buf_chr(b, '"');
}

static const char *
windows_json(struct arena *a, const char *text)
{
	struct admin_window w[WINDOWS_MAX];
	struct buf b;
	size_t n = 0;

	buf_init(&b, a);
	buf_chr(&b, '[');
	if (admin_windows(text, w, N(w), &n))
		for (size_t i = 0; i < n; i++)
			buf_printf(&b, "%s[%d,%d,%d]", i > 0 ? "," : "", w[i].weekday, w[i].from, w[i].to);
	buf_chr(&b, ']');
	return b.s;
}

static const char *
days_json(struct arena *a, const char *text)
{
	struct admin_day *days;
	struct buf b;
	size_t n = 0, bad;

	buf_init(&b, a);
	buf_chr(&b, '[');
	if (admin_days(a, text, &days, &n, &bad))
		for (size_t i = 0; i < n; i++) {
			buf_printf(&b, "%s[%d,%d,", i > 0 ? "," : "", days[i].day, days[i].holiday);
			put_json_text(&b, days[i].zh);
			buf_chr(&b, ',');
			put_json_text(&b, days[i].en);
			buf_chr(&b, ']');
		}
	buf_chr(&b, ']');
	return b.s;
}

/* [[2,20,4,"自行拆除","Remove it himself"], …]: number, amount, unit, words. */
static const char *
steps_json(struct arena *a, const char *text)
{
	struct admin_step s[ADMIN_STEPS_MAX];
	struct buf b;
	size_t n = 0, bad;

	buf_init(&b, a);
	buf_chr(&b, '[');
	if (admin_more_steps(a, text, s, &n, &bad))
		for (size_t i = 0; i < n; i++) {
			buf_printf(&b, "%s[%zu,%d,%d,", i > 0 ? "," : "", i + 2, s[i].amount, s[i].unit);
			put_json_text(&b, s[i].zh);
			buf_chr(&b, ',');
			put_json_text(&b, s[i].en);
			buf_chr(&b, ']');
		}
	buf_chr(&b, ']');
	return b.s;
}

static const char *
shape_raw(struct arena *a, const char *text)
{
	struct shape s;
	size_t at;

	if (shape_parse(a, text, &s, &at) != NULL)
		return NULL;
	shape_order(a, &s);
	return shape_wkt(a, &s);
}

const char *
admin_raw(struct arena *a, const struct admin_col *c, const char *text)
{
	int32_t day = 0, micro = 0;
	int minutes = 0;

	if (text == NULL || text[0] == '\0')
		return NULL;
	switch (c->kind) {
	case AK_DAY: return parse_date(text, &day) ? arena_printf(a, "%d", day) : NULL;
	case AK_UNTIL: return parse_date(text, &day) ? arena_printf(a, "%lld", (long long)day_start(day + 1)) : NULL;
	case AK_POINT: return parse_microdeg(text, c->min, &micro) ? arena_printf(a, "%d", micro) : NULL;
	case AK_CLOCK: return admin_clock(text, &minutes) ? arena_printf(a, "%d", minutes) : NULL;
	case AK_WINDOWS: return windows_json(a, text);
	case AK_DAYS: return days_json(a, text);
	case AK_STEPS: return steps_json(a, text);
	case AK_SECRET: return strcmp(text, ADMIN_SECRET_KEPT) == 0 ? NULL : text;
	case AK_SHAPE: return shape_raw(a, text);
	default: return text;
	}
}

static const char *
shown_day(struct arena *a, int32_t day)
{
	int y, m, d;

	date_of_day(day, &y, &m, &d);
	return arena_printf(a, "%04d-%02d-%02d", y, m, d);
}

/* "20/4,自行拆除,…" lines of the database with the unit's token. */
static const char *
shown_steps(struct arena *a, const char *raw)
{
	struct buf b;

	buf_init(&b, a);
	while (*raw != '\0') {
		const size_t len = strcspn(raw, "\n"), slash = strcspn(raw, "/"), comma = strcspn(raw, ",");
		int64_t unit = 0;

		if (slash < comma && comma < len && parse_i64(arena_strndup(a, raw + slash + 1, comma - slash - 1), 0,
		    LIMIT_UNIT_MAX - 1, &unit))
			buf_printf(&b, "%s%.*s %s%.*s", b.len > 0 ? "\n" : "", (int)slash, raw,
			    limit_unit_token((enum limit_unit)unit), (int)(len - comma), raw + comma);
		raw += len + (raw[len] == '\n');
	}
	return b.s;
}

static const char *
shown_shape(struct arena *a, const char *wkt)
{
	struct shape s;

	if (!shape_of_wkt(a, wkt, &s))
		return wkt;
	shape_order(a, &s);
	return shape_text(a, &s, "\n", "\n\n");
}

const char *
admin_shown(struct arena *a, const struct admin_col *c, const char *raw)
{
	struct buf b;
	int64_t v;

	if (raw != NULL && c->kind == AK_SHAPE)
		return shown_shape(a, raw);
	if (raw != NULL && c->kind == AK_STEPS)
		return shown_steps(a, raw);
	if (raw == NULL || !parse_i64(raw, INT64_MIN + 1, INT64_MAX, &v))
		return raw;
	switch (c->kind) {
	case AK_DAY: return shown_day(a, (int32_t)v);
	case AK_UNTIL: return shown_day(a, day_of(v - 1));
	case AK_CLOCK: return arena_printf(a, "%02d:%02d", (int)(v / 60), (int)(v % 60));
	case AK_POINT:
		buf_init(&b, a);
		buf_fixed(&b, v, 6);
		return b.s;
	default: return raw;
	}
}
