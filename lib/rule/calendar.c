#include "config.h"
#include "lib/rule/calendar.h"

#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum { DAY_MINUTES = 24 * 60, WEEK = 7, DAYS_MAX = 366 * 400 };

/* A stretch of a local day in which the zone's offset does not change. */
struct segment {
	usec_t from, to;
	usec_t local;		/* local reading at from, counted from the day's 00:00 */
};

/* All that building needs at hand. */
struct builder {
	struct arena *a;
	const struct calendar_spec *spec;
	struct cal_window *windows;		/* sorted by weekday and from */
	size_t first[WEEK + 1];			/* windows of a weekday: first[w] … first[w + 1] */
	const struct cal_exception **exceptions;	/* sorted by day */
	struct cal_day *days;
	struct cal_span *work, *duty;
	size_t n_work, n_duty;
	usec_t counted_work, counted_duty;
};

static int
by_window(const void *a, const void *b)
{
	const struct cal_window *x = a, *y = b;

	return x->weekday != y->weekday ? x->weekday - y->weekday : x->from - y->from;
}

static int
by_exception(const void *a, const void *b)
{
	int32_t x = (*(const struct cal_exception *const *)a)->day;
	int32_t y = (*(const struct cal_exception *const *)b)->day;

	return (x > y) - (x < y);
}

static enum err
sort_windows(struct builder *b)
{
	const struct calendar_spec *s = b->spec;
	size_t i, w = 0;

	b->windows = arena_array_of(b->a, struct cal_window, s->n_windows + 1);
	for (i = 0; i < s->n_windows; i++)
		b->windows[i] = s->windows[i];
	qsort(b->windows, s->n_windows, sizeof(*b->windows), by_window);
	for (i = 0; i < s->n_windows; i++) {
		const struct cal_window *v = &b->windows[i];

		if (v->weekday < 0 || v->weekday >= WEEK || v->from < 0 || v->to > DAY_MINUTES ||
		    v->from >= v->to)
			return err_raise_field(ERR_INVALID, "window", "working window %d-%d of weekday %d",
			    v->from, v->to, v->weekday);
		if (i > 0 && v[-1].weekday == v->weekday && v[-1].to > v->from)
			return err_raise_field(ERR_INVALID, "window",
			    "working windows of weekday %d overlap at minute %d", v->weekday, v->from);
	}
	for (i = 0; i <= s->n_windows; i++)
		for (; w <= WEEK && (i == s->n_windows || b->windows[i].weekday >= (int)w); w++)
			b->first[w] = i;
	return OK;
}

static enum err
sort_exceptions(struct builder *b)
{
	const struct calendar_spec *s = b->spec;

	b->exceptions = arena_array_of(b->a, const struct cal_exception *, s->n_exceptions + 1);
	for (size_t i = 0; i < s->n_exceptions; i++) {
		if ((unsigned)s->exceptions[i].kind >= CAL_KIND_MAX)
			return err_raise_field(ERR_INVALID, "kind", "exception of kind %d",
			    (int)s->exceptions[i].kind);
		b->exceptions[i] = &s->exceptions[i];
	}
	qsort(b->exceptions, s->n_exceptions, sizeof(struct cal_exception *), by_exception);
	for (size_t i = 1; i < s->n_exceptions; i++)
		if (b->exceptions[i - 1]->day == b->exceptions[i]->day)
			return err_raise_field(ERR_INVALID, "day", "two exceptions for day %d",
			    (int)b->exceptions[i]->day);
	return OK;
}

static bool
has_windows(const struct builder *b, int weekday)
{
	return b->first[weekday + 1] > b->first[weekday];
}

static enum err
check_spec(const struct calendar_spec *s)
{
	if (s->first_day > s->last_day || (int64_t)s->last_day - s->first_day >= DAYS_MAX)
		return err_raise_field(ERR_INVALID, "last_day", "calendar from day %d to day %d",
		    (int)s->first_day, (int)s->last_day);
	if (s->duty_from < 0 || s->duty_to > DAY_MINUTES || s->duty_from >= s->duty_to)
		return err_raise_field(ERR_INVALID, "duty", "duty time %d-%d", s->duty_from, s->duty_to);
	if (s->makeup_weekday < 0 || s->makeup_weekday >= WEEK)
		return err_raise_field(ERR_INVALID, "makeup_weekday", "weekday %d", s->makeup_weekday);
	if (s->workday_usec < 0 || s->workday_usec > USEC_DAY)
		return err_raise_field(ERR_INVALID, "workday", "a working day of %lld usec",
		    (long long)s->workday_usec);
	return OK;
}

/* Local reading of t, counted from 00:00 of the local day. */
static usec_t
local_of(usec_t t, int32_t day)
{
	struct civil c = civil_of(t);

	return (day_of_date(c.year, c.month, c.day) - day) * USEC_DAY + c.hour * USEC_HOUR +
	    c.minute * USEC_MIN + c.second * USEC_SEC + c.usec;
}

/* First instant in (from, to) at which the offset is no longer that of from. */
static usec_t
offset_change(usec_t from, usec_t to, int32_t day)
{
	usec_t offset = local_of(from, day) - from, lo = from, hi = to;

	while (hi - lo > USEC_SEC) {
		usec_t mid = lo + (hi - lo) / 2 / USEC_SEC * USEC_SEC;

		if (mid == lo)
			mid += USEC_SEC;
		if (local_of(mid, day) - mid == offset)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

/* The day's stretches of one offset; no zone changes it twice a day. */
static int
segments_of(usec_t from, usec_t to, int32_t day, struct segment seg[2])
{
	usec_t change;

	if (from >= to)
		return 0;	/* a day the zone left out (Apia, 2011-12-30) */
	seg[0] = (struct segment){ from, to, local_of(from, day) };
	if (local_of(to - 1, day) - (to - 1) == seg[0].local - from)
		return 1;
	change = offset_change(from, to, day);
	seg[0].to = change;
	seg[1] = (struct segment){ change, to, local_of(change, day) };
	return 2;
}

static void
add_span(struct cal_span *spans, size_t *n, usec_t *counted, const struct segment *seg,
    int from_minute, int to_minute)
{
	usec_t from = seg->from + from_minute * USEC_MIN - seg->local;
	usec_t to = seg->from + to_minute * USEC_MIN - seg->local;

	if (from < seg->from)
		from = seg->from;
	if (to > seg->to)
		to = seg->to;
	if (from >= to)
		return;
	spans[(*n)++] = (struct cal_span){ from, to, *counted };
	*counted += to - from;
}

/* Kind of a day, and in *weekday whose windows it has (-1: none). */
static enum cal_day_kind
kind_of(const struct builder *b, int32_t day, const struct cal_exception *x, int *weekday)
{
	int own = weekday_of_day(day);

	if (x != NULL && x->kind == CAL_HOLIDAY) {
		*weekday = -1;
		return CAL_DAY_HOLIDAY;
	}
	if (has_windows(b, own)) {
		*weekday = own;
		return CAL_DAY_WORK;
	}
	*weekday = x != NULL ? b->spec->makeup_weekday : -1;
	return x != NULL ? CAL_DAY_MAKEUP : CAL_DAY_REST;
}

static void
build_day(struct builder *b, size_t i, const struct cal_exception *x)
{
	int32_t day = b->spec->first_day + (int32_t)i;
	struct cal_day *d = &b->days[i];
	struct segment seg[2];
	int n, weekday;

	d->kind = kind_of(b, day, x, &weekday);
	d->zh = x != NULL && x->zh != NULL ? arena_strdup(b->a, x->zh) : "";
	d->en = x != NULL && x->en != NULL ? arena_strdup(b->a, x->en) : "";
	n = segments_of(d[0].from, d[1].from, day, seg);
	for (int k = 0; k < n; k++) {
		add_span(b->duty, &b->n_duty, &b->counted_duty, &seg[k], b->spec->duty_from,
		    b->spec->duty_to);
		if (weekday < 0)
			continue;
		for (size_t w = b->first[weekday]; w < b->first[weekday + 1]; w++)
			add_span(b->work, &b->n_work, &b->counted_work, &seg[k], b->windows[w].from,
			    b->windows[w].to);
	}
}

/* Most windows any weekday has. */
static size_t
most_windows(const struct builder *b)
{
	size_t most = 0;

	for (int w = 0; w < WEEK; w++)
		if (b->first[w + 1] - b->first[w] > most)
			most = b->first[w + 1] - b->first[w];
	return most;
}

static void
build_days(struct builder *b, struct calendar *c)
{
	const struct calendar_spec *s = b->spec;
	size_t i, x = 0;

	c->n_days = (size_t)(s->last_day - s->first_day) + 1;
	b->days = arena_array_of(b->a, struct cal_day, c->n_days + 1);
	b->work = arena_array_of(b->a, struct cal_span, size_mul(c->n_days + 1, 2 * most_windows(b)));
	b->duty = arena_array_of(b->a, struct cal_span, size_mul(c->n_days + 1, 2));
	for (i = 0; i <= c->n_days; i++)
		b->days[i].from = day_start(s->first_day + (int32_t)i);
	b->days[c->n_days].zh = b->days[c->n_days].en = "";
	while (x < s->n_exceptions && b->exceptions[x]->day < s->first_day)
		x++;
	for (i = 0; i < c->n_days; i++) {
		bool hit = x < s->n_exceptions && b->exceptions[x]->day == s->first_day + (int32_t)i;

		build_day(b, i, hit ? b->exceptions[x] : NULL);
		x += hit;
	}
}

/* Exceptions come by whole years: what the last of them tells of is known to its end. */
static int32_t
data_end(const struct builder *b)
{
	const size_t n = b->spec->n_exceptions;

	if (n == 0)
		return b->spec->first_day - 1;
	return day_of_date(civil_of(day_start(b->exceptions[n - 1]->day)).year + 1, 1, 1) - 1;
}

enum err
calendar_build(struct arena *a, const struct calendar_spec *spec, const struct calendar **out)
{
	struct builder b = { .a = a, .spec = spec };
	struct calendar *c;
	enum err e;

	if ((e = check_spec(spec)) != OK || (e = sort_windows(&b)) != OK ||
	    (e = sort_exceptions(&b)) != OK)
		return e;
	for (size_t i = 0; i < spec->n_exceptions; i++)
		if (b.exceptions[i]->kind == CAL_WORKDAY && !has_windows(&b, spec->makeup_weekday))
			return err_raise_field(ERR_INVALID, "makeup_weekday",
			    "make-up days take the windows of weekday %d, which has none",
			    spec->makeup_weekday);
	c = arena_new_of(a, struct calendar);
	c->version = spec->version;
	c->workday_usec = spec->workday_usec != 0 ? spec->workday_usec : 8 * USEC_HOUR;
	c->first_day = spec->first_day;
	c->data_end = data_end(&b);
	build_days(&b, c);
	c->days = b.days;
	c->work = b.work;
	c->n_work = b.n_work;
	c->duty = b.duty;
	c->n_duty = b.n_duty;
	*out = c;
	return OK;
}

usec_t
calendar_begin(const struct calendar *c)
{
	return c->days[0].from;
}

usec_t
calendar_end(const struct calendar *c)
{
	return c->days[c->n_days].from;
}

bool
calendar_covers(const struct calendar *c, usec_t t)
{
	return t >= calendar_begin(c) && t < calendar_end(c);
}

bool
calendar_runs_out(const struct calendar *c, usec_t now)
{
	return (int64_t)day_of(now) + CAL_WARN_DAYS > c->data_end;
}

size_t
calendar_day_index(const struct calendar *c, usec_t t)
{
	size_t lo = 0, hi = c->n_days;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->days[mid].from <= t)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

const struct cal_day *
calendar_day(const struct calendar *c, int32_t day)
{
	int64_t i = (int64_t)day - c->first_day;

	return i >= 0 && i < (int64_t)c->n_days ? &c->days[i] : NULL;
}

/* Number of spans that begin at or before t. */
static size_t
spans_begun(const struct cal_span *s, size_t n, usec_t t)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s[mid].from <= t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

usec_t
span_counted(const struct cal_span *s, size_t n, usec_t t)
{
	size_t begun = spans_begun(s, n, t);

	if (begun == 0)
		return 0;
	s += begun - 1;
	return s->before + ((t < s->to ? t : s->to) - s->from);
}
