#include "config.h"
#include "lib/rule/deadline.h"

#include <stdbool.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/rule/calendar.h"
#include "lib/rule/deadline_track.h"

#include "lib/base/banned.h"

enum { DETAIL_DAYS = 7, WEEKEND_DAYS = 35 };

struct tracer {
	struct arena *a;
	struct track t;
	struct pauses pauses;
	struct deadline_line *lines;
	size_t n, cap;
	usec_t sum;
	usec_t told;		/* everything before is told or needs no telling */
	bool by_day;		/* whole days may share a line */
	bool weekends;		/* weekends have lines */
	bool open_run;		/* the last line is a run of whole days that may grow */
};

static struct deadline_line *
line_add(struct tracer *r, enum deadline_kind kind, usec_t from, usec_t to)
{
	if (r->n == r->cap) {
		struct deadline_line *more;

		r->cap = r->cap * 2 + 16;
		more = arena_array_of(r->a, struct deadline_line, r->cap);
		for (size_t i = 0; i < r->n; i++)
			more[i] = r->lines[i];
		r->lines = more;
	}
	r->lines[r->n] = (struct deadline_line){ .kind = kind, .from = from, .to = to, .sum = r->sum,
		.days = kind != LINE_START && kind != LINE_DUE, .zh = "", .en = "" };
	r->told = to;
	r->open_run = false;
	return &r->lines[r->n++];
}

static struct deadline_line *
line_last(struct tracer *r)
{
	return &r->lines[r->n - 1];
}

/* Days off in a row are one line: same kind, same name, nothing between. */
static void
line_off(struct tracer *r, enum deadline_kind kind, usec_t from, usec_t to,
    const struct cal_day *d)
{
	struct deadline_line *l = line_last(r);

	if (l->kind == kind && l->to == from && strcmp(l->zh, d->zh) == 0) {
		l->to = r->told = to;
		l->days++;
		return;
	}
	l = line_add(r, kind, from, to);
	l->zh = d->zh;
	l->en = d->en;
}

/* A clock that was set going and has not counted yet, or a night of duty time, says why. */
static void
line_rest(struct tracer *r, usec_t to, bool night)
{
	enum deadline_kind last = line_last(r)->kind;

	if (to <= r->told)
		return;
	if (last == LINE_REST && line_last(r)->to == r->told) {
		line_last(r)->to = r->told = to;
		line_last(r)->days++;
	} else if (night || last == LINE_START || last == LINE_PAUSE) {
		(void)line_add(r, LINE_REST, r->told, to);
	}
}

static void
line_counted(struct tracer *r, usec_t from, usec_t to, usec_t counted)
{
	struct deadline_line *l = line_add(r, LINE_WINDOW, from, to);

	l->counted = counted;
	l->sum = r->sum += counted;
}

/* First span that ends after t. */
static size_t
span_after(const struct track *t, usec_t at)
{
	size_t lo = 0, hi = t->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->spans[mid].to > at)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

/* One line for a whole working day, or one day more for the run before it. */
static void
trace_whole_day(struct tracer *r, usec_t from, usec_t to, bool makeup)
{
	const struct cal_span *s = &r->t.spans[span_after(&r->t, from)];
	usec_t counted = track_counted(&r->t, from, to), last = s->to;

	for (; s < r->t.spans + r->t.n && s->from < to; s++)
		last = s->to;
	if (r->open_run && !makeup) {
		struct deadline_line *l = line_last(r);

		l->to = r->told = last;
		l->days++;
		l->counted += counted;
		l->sum = r->sum += counted;
		return;
	}
	line_rest(r, r->t.spans[span_after(&r->t, from)].from, false);
	line_counted(r, r->t.spans[span_after(&r->t, from)].from, last, counted);
	r->open_run = !makeup;
}

static void
trace_windows(struct tracer *r, usec_t from, usec_t to)
{
	for (size_t i = span_after(&r->t, from); i < r->t.n && r->t.spans[i].from < to; i++) {
		usec_t a = r->t.spans[i].from > from ? r->t.spans[i].from : from;
		usec_t b = r->t.spans[i].to < to ? r->t.spans[i].to : to;

		line_rest(r, a, r->t.duty && !r->by_day);
		line_counted(r, a, b, b - a);
	}
}

/* [from, to) lies in day d; whole says that it is all of it. */
static void
trace_day(struct tracer *r, const struct cal_day *d, usec_t from, usec_t to)
{
	bool whole = from == d[0].from && to == d[1].from, makeup = false;

	if (!r->t.duty) {
		if (d->kind == CAL_DAY_HOLIDAY) {
			line_off(r, LINE_HOLIDAY, from, to, d);
			return;
		}
		if (d->kind == CAL_DAY_REST && r->weekends) {
			line_off(r, LINE_WEEKEND, from, to, d);
			return;
		}
		makeup = d->kind == CAL_DAY_MAKEUP;
	}
	if (track_counted(&r->t, from, to) == 0) {
		line_rest(r, to, false);
		return;
	}
	if (makeup)
		line_off(r, LINE_MAKEUP, from, from, d);
	if (whole && r->by_day)
		trace_whole_day(r, from, to, makeup);
	else
		trace_windows(r, from, to);
}

static void
trace_active(struct tracer *r, usec_t from, usec_t to)
{
	const struct calendar *c = r->t.cal;

	if (r->t.all) {
		line_counted(r, from, to, to - from);
		return;
	}
	for (size_t i = calendar_day_index(c, from); i < c->n_days && c->days[i].from < to; i++)
		trace_day(r, &c->days[i], c->days[i].from > from ? c->days[i].from : from,
		    c->days[i + 1].from < to ? c->days[i + 1].from : to);
}

/* The pauses that fill [from, to), each its own line. */
static void
trace_pauses(struct tracer *r, usec_t from, usec_t to)
{
	for (size_t i = 0; i < r->pauses.n && r->pauses.p[i].from < to; i++) {
		const struct pause *p = &r->pauses.p[i];
		usec_t until = p->until != USEC_NONE && p->until < to ? p->until : to;
		struct deadline_line *l;

		if (until <= from)
			continue;
		l = line_add(r, LINE_PAUSE, p->from > from ? p->from : from, until);
		l->event = p->event;
		l->by = p->by;
		from = until;
	}
}

enum err
deadline_trace(struct arena *a, const struct calendar *cal, usec_t start, usec_t due,
    enum limit_unit unit, struct pauses pauses, struct deadline_trace *out)
{
	struct tracer r = { .a = a, .pauses = pauses, .by_day = due - start > DETAIL_DAYS * USEC_DAY,
		.weekends = due - start <= WEEKEND_DAYS * USEC_DAY };
	struct walk w = { pauses, 0, start };
	usec_t from, to, counted;
	enum err e;

	if (due == USEC_NONE || start == USEC_NONE)
		return err_raise_field(ERR_INVALID, "due", "no due instant to explain");
	if ((e = deadline_measure(cal, start, due, unit, pauses, &counted)) != OK ||
	    (e = track_of(cal, unit, &r.t)) != OK)
		return e;
	(void)line_add(&r, LINE_START, start, start);
	while (r.told < due && walk_next(&w, &from, &to) && from < due) {
		trace_pauses(&r, r.told, from);
		trace_active(&r, from, to < due ? to : due);
		r.told = to < due ? to : due;
	}
	trace_pauses(&r, r.told, due);
	(void)line_add(&r, LINE_DUE, due, due);
	out->lines = r.lines;
	out->n = r.n;
	return OK;
}
