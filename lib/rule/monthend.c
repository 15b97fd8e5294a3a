#include "config.h"
#include "lib/rule/monthend.h"

#include <string.h>

#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

enum month_step
month_step(const struct month_facts *m, usec_t now)
{
	if (m->sealed != USEC_NONE)
		return MONTH_SEALED;
	if (m->drafted == USEC_NONE)
		return MONTH_RUNNING;
	if (now < m->until)
		return MONTH_OBJECTIONS;
	return m->open > 0 ? MONTH_RULING : MONTH_READY;
}

enum err
month_window(const struct calendar *c, usec_t drafted, int days, usec_t *until)
{
	int32_t day = day_of(drafted);

	while (days > 0) {
		const struct cal_day *d = calendar_day(c, ++day);

		if (d == NULL)
			return err_raise(ERR_INVALID, "the calendar ends before the window of objections does");
		days -= d->kind == CAL_DAY_WORK || d->kind == CAL_DAY_MAKEUP;
	}
	*until = day_start(day + 1);
	return OK;
}

bool
month_is_figure(struct month_text key)
{
	return key.len < 5 || (memcmp(key.s, "case ", 5) != 0 && memcmp(key.s, "rule ", 5) != 0);
}

/* --- two snapshots ----------------------------------------------------------- */

/* Where one text is read; key.s NULL: at its end. */
struct lines {
	const char *at, *end;
	int64_t no;
	struct month_text key, value;
};

static int
text_cmp(struct month_text a, struct month_text b)
{
	const size_t n = a.len < b.len ? a.len : b.len;
	const int c = n > 0 ? memcmp(a.s, b.s, n) : 0;

	return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

static enum err
next_line(struct lines *l)
{
	const struct month_text before = l->key;
	const char *lf, *tab;

	l->key = (struct month_text){ NULL, 0 };
	if (l->at == l->end)
		return OK;
	l->no++;
	lf = memchr(l->at, '\n', (size_t)(l->end - l->at));
	tab = lf != NULL ? memchr(l->at, '\t', (size_t)(lf - l->at)) : NULL;
	if (tab == NULL)
		return err_raise(ERR_INVALID, "line %lld is no line of a snapshot", (long long)l->no);
	l->key = (struct month_text){ l->at, (size_t)(tab - l->at) };
	l->value = (struct month_text){ tab + 1, (size_t)(lf - tab - 1) };
	l->at = lf + 1;
	if (before.s != NULL && text_cmp(before, l->key) >= 0)
		return err_raise(ERR_INVALID, "line %lld is out of order", (long long)l->no);
	return OK;
}

/* Below 0: the first has a line of its own; above: the second; 0: both have it. */
static int
side(const struct lines *a, const struct lines *b)
{
	if (a->key.s == NULL || b->key.s == NULL)
		return (a->key.s == NULL) - (b->key.s == NULL);
	return text_cmp(a->key, b->key);
}

enum err
month_diff(struct month_text was, struct month_text is, month_diff_fn *fn, void *ctx)
{
	static const struct month_text none = { NULL, 0 };
	struct lines a = { .at = was.s, .end = was.s + was.len }, b = { .at = is.s, .end = is.s + is.len };
	enum err e;

	if ((e = next_line(&a)) != OK || (e = next_line(&b)) != OK)
		return e;
	while (a.key.s != NULL || b.key.s != NULL) {
		const int s = side(&a, &b);
		const bool differs = s != 0 || text_cmp(a.value, b.value) != 0;

		if (differs && (e = fn(ctx, s <= 0 ? a.key : b.key, s <= 0 ? a.value : none, s >= 0 ? b.value : none)) != OK)
			return e;
		if ((s <= 0 && (e = next_line(&a)) != OK) || (s >= 0 && (e = next_line(&b)) != OK))
			return e;
	}
	return OK;
}
