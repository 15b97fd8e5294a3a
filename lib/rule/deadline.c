#include "config.h"
#include "lib/rule/deadline.h"

#include <string.h>

#include "lib/rule/calendar.h"
#include "lib/rule/deadline_track.h"

#include "lib/base/banned.h"

static const struct {
	const char *token;
	enum limit_unit urgent;
	usec_t each;		/* 0: a working day, whose length the calendar knows */
} units[LIMIT_UNIT_MAX] = {
	[LIMIT_NONE] = { "none", LIMIT_NONE, 0 },
	[LIMIT_URGENT_HOUR] = { "urgent_hour", LIMIT_URGENT_HOUR, USEC_HOUR },
	[LIMIT_CALENDAR_DAY] = { "calendar_day", LIMIT_CALENDAR_DAY, USEC_DAY },
	[LIMIT_WORK_HOUR] = { "work_hour", LIMIT_WORK_HOUR, USEC_HOUR },
	[LIMIT_WORK_DAY] = { "work_day", LIMIT_WORK_DAY, 0 },
	[LIMIT_DUTY_HOUR] = { "duty_hour", LIMIT_URGENT_HOUR, USEC_HOUR },
	[LIMIT_DUTY_MINUTE] = { "duty_minute", LIMIT_URGENT_MINUTE, USEC_MIN },
	[LIMIT_URGENT_MINUTE] = { "urgent_minute", LIMIT_URGENT_MINUTE, USEC_MIN },
};

const char *
limit_unit_token(enum limit_unit unit)
{
	return (unsigned)unit < LIMIT_UNIT_MAX ? units[unit].token : "";
}

enum limit_unit
limit_unit_of(const char *token)
{
	enum limit_unit u = LIMIT_NONE;

	while (u < LIMIT_UNIT_MAX && strcmp(units[u].token, token) != 0)
		u++;
	return u;
}

enum limit_unit
limit_unit_urgent(enum limit_unit unit)
{
	return (unsigned)unit < LIMIT_UNIT_MAX ? units[unit].urgent : unit;
}

enum err
limit_usec(const struct calendar *cal, int32_t amount, enum limit_unit unit, usec_t *out)
{
	usec_t each;

	if ((unsigned)unit >= LIMIT_UNIT_MAX)
		return err_raise_field(ERR_INVALID, "unit", "limit unit %d", (int)unit);
	if (amount < 0)
		return err_raise_field(ERR_INVALID, "amount", "a limit of %d", (int)amount);
	each = unit == LIMIT_WORK_DAY ? cal->workday_usec : units[unit].each;
	*out = amount * each;
	return OK;
}

enum err
track_of(const struct calendar *cal, enum limit_unit unit, struct track *t)
{
	*t = (struct track){ .cal = cal };
	switch (unit) {
	case LIMIT_WORK_HOUR:
	case LIMIT_WORK_DAY:
		t->spans = cal->work;
		t->n = cal->n_work;
		return OK;
	case LIMIT_DUTY_HOUR:
	case LIMIT_DUTY_MINUTE:
		t->spans = cal->duty;
		t->n = cal->n_duty;
		t->duty = true;
		return OK;
	case LIMIT_NONE:
	case LIMIT_URGENT_HOUR:
	case LIMIT_URGENT_MINUTE:
	case LIMIT_CALENDAR_DAY:
		t->all = true;
		return OK;
	case LIMIT_UNIT_MAX:
		break;
	}
	return err_raise_field(ERR_INVALID, "unit", "limit unit %d", (int)unit);
}

static enum err
pauses_check(struct pauses pauses)
{
	for (size_t i = 0; i < pauses.n; i++) {
		const struct pause *p = &pauses.p[i];

		if (p->from == USEC_NONE || (p->until != USEC_NONE && p->until < p->from))
			return err_raise_field(ERR_INVALID, "pause", "pause %zu ends before it begins", i);
		if (i > 0 && p[-1].from > p->from)
			return err_raise_field(ERR_INVALID, "pause", "pause %zu is out of order", i);
	}
	return OK;
}

static enum err
no_days(usec_t t)
{
	return err_raise_field(ERR_INVALID, "calendar", "the calendar has no days of %d",
	    civil_of(t).year);
}

/* Refuses instants outside the calendar where the track needs it; its very end may be asked. */
static enum err
track_covers(const struct track *t, usec_t at)
{
	if (t->all || (at >= calendar_begin(t->cal) && at <= calendar_end(t->cal)))
		return OK;
	return no_days(at);
}

usec_t
track_counted(const struct track *t, usec_t from, usec_t to)
{
	if (t->all)
		return to - from;
	return span_counted(t->spans, t->n, to) - span_counted(t->spans, t->n, from);
}

/* Earliest instant where the spans have counted target; the caller knows that they do. */
static usec_t
track_reaches(const struct track *t, usec_t target)
{
	size_t lo = 0, hi = t->n;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->spans[mid].before < target)
			lo = mid;
		else
			hi = mid;
	}
	return t->spans[lo].from + (target - t->spans[lo].before);
}

bool
walk_next(struct walk *w, usec_t *from, usec_t *to)
{
	for (; w->next < w->pauses.n; w->next++) {
		const struct pause *p = &w->pauses.p[w->next];

		if (p->until != USEC_NONE && p->until <= w->at)
			continue;
		if (p->from > w->at)
			break;
		if (p->until == USEC_NONE)
			return false;
		w->at = p->until;
	}
	if (w->at == FOREVER)
		return false;
	*from = w->at;
	*to = w->next < w->pauses.n ? w->pauses.p[w->next].from : FOREVER;
	w->at = *to;
	return true;
}

/*
 * Counts up to left inside [from, to).  Sets *due, or takes what the stretch
 * has from *left.
 */
static enum err
count_down(const struct track *t, usec_t from, usec_t to, usec_t *left, usec_t *due)
{
	usec_t end = t->all ? FOREVER : calendar_end(t->cal);
	usec_t last = to < end ? to : end, counted;
	enum err e;

	if ((e = track_covers(t, from)) != OK)
		return e;
	if (t->all) {
		usec_t sum;

		if (__builtin_add_overflow(from, *left, &sum))
			return err_raise_field(ERR_INVALID, "amount", "a limit past the end of time");
		if (sum <= to)
			*due = sum;
		else
			*left -= to - from;
		return OK;
	}
	counted = track_counted(t, from, last);
	if (counted >= *left)
		*due = track_reaches(t, span_counted(t->spans, t->n, from) + *left);
	else if (to > end)
		return no_days(end);
	else
		*left -= counted;
	return OK;
}

enum err
deadline_add_usec(const struct calendar *cal, usec_t start, usec_t duration, enum limit_unit unit,
    struct pauses pauses, usec_t *due)
{
	struct walk w = { pauses, 0, start };
	usec_t from, to, at = USEC_NONE;
	struct track t;
	enum err e;

	if ((e = track_of(cal, unit, &t)) != OK || (e = pauses_check(pauses)) != OK ||
	    (e = track_covers(&t, start)) != OK)
		return e;
	if (duration < 0 || start == USEC_NONE)
		return err_raise_field(ERR_INVALID, "amount", "a duration of %lld usec from %lld",
		    (long long)duration, (long long)start);
	if (duration == 0 && unit != LIMIT_NONE)
		at = start;
	while (unit != LIMIT_NONE && at == USEC_NONE && walk_next(&w, &from, &to))
		if ((e = count_down(&t, from, to, &duration, &at)) != OK)
			return e;
	*due = at;
	return OK;
}

enum err
deadline_add(const struct calendar *cal, usec_t start, int32_t amount, enum limit_unit unit,
    struct pauses pauses, usec_t *due)
{
	usec_t duration = 0;
	enum err e = limit_usec(cal, amount, unit, &duration);

	return e != OK ? e : deadline_add_usec(cal, start, duration, unit, pauses, due);
}

enum err
deadline_measure(const struct calendar *cal, usec_t from, usec_t to, enum limit_unit unit,
    struct pauses pauses, usec_t *counted)
{
	struct walk w = { pauses, 0, from };
	usec_t a, b, sum = 0;
	struct track t;
	enum err e;

	if ((e = track_of(cal, unit, &t)) != OK || (e = pauses_check(pauses)) != OK)
		return e;
	if (from >= to) {
		*counted = 0;
		return OK;
	}
	if ((e = track_covers(&t, from)) != OK || (e = track_covers(&t, to)) != OK)
		return e;
	while (walk_next(&w, &a, &b) && a < to)
		sum += track_counted(&t, a, b < to ? b : to);
	*counted = sum;
	return OK;
}

enum err
deadline_remaining(const struct calendar *cal, usec_t now, usec_t due, enum limit_unit unit,
    struct pauses pauses, usec_t *left)
{
	usec_t ahead = 0, over = 0;
	enum err e;

	if (due == USEC_NONE || now == USEC_NONE)
		return err_raise_field(ERR_INVALID, "due", "no due instant to measure to");
	if ((e = deadline_measure(cal, now, due, unit, pauses, &ahead)) != OK ||
	    (e = deadline_measure(cal, due, now, unit, pauses, &over)) != OK)
		return e;
	*left = ahead - over;
	return OK;
}

enum err
deadline_fraction(const struct calendar *cal, usec_t start, usec_t due, enum limit_unit unit,
    struct pauses pauses, int32_t num, int32_t den, usec_t *at)
{
	usec_t total = 0, part;
	enum err e;

	if (num < 0 || den <= 0 || due == USEC_NONE || unit == LIMIT_NONE)
		return err_raise_field(ERR_INVALID, "fraction", "no instant at %d/%d of a limit",
		    (int)num, (int)den);
	if ((e = deadline_measure(cal, start, due, unit, pauses, &total)) != OK)
		return e;
	if (__builtin_mul_overflow(total / den, (usec_t)num, &part))
		return err_raise_field(ERR_INVALID, "fraction", "a limit past the end of time");
	part += total % den * num / den;
	return deadline_add_usec(cal, start, part, unit, pauses, at);
}
