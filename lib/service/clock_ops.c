#include "config.h"
#include "lib/service/clock_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_clock.h"

#include "lib/base/banned.h"

/* The rows of one part. */
struct rows {
	const struct clock_row *r;
	size_t n;
};

static struct rows
part_of(const struct clock_row *r, size_t n, enum clock_part part)
{
	struct rows p = { r, 0 };

	for (size_t i = 0; i < n; i++) {
		if (r[i].part != (int32_t)part)
			continue;
		if (p.n == 0)
			p.r = &r[i];
		p.n++;
	}
	return p;
}

static void
take_stages(struct arena *a, struct rows r, struct case_past *p)
{
	struct past_stage *s = arena_array_of(a, struct past_stage, r.n);

	for (size_t i = 0; i < r.n; i++)
		s[i] = (struct past_stage){ r.r[i].seq, r.r[i].what, r.r[i].round, r.r[i].started, r.r[i].due,
			r.r[i].ended, r.r[i].late_at };
	p->stages = s;
	p->n_stages = r.n;
}

/* Which limit sets a clock beside the stage; dates that people choose have none. */
static void
take_sides(struct arena *a, struct rows r, struct case_past *p)
{
	static const enum lim lims[] = { [SIDE_CHECK] = LIM_CHECK, [SIDE_ASSIGN] = LIM_ASSIGN,
		[SIDE_APPROVAL] = LIM_APPROVAL };
	struct past_side *s = arena_array_of(a, struct past_side, r.n);

	for (size_t i = 0; i < r.n; i++) {
		const int32_t kind = r.r[i].what;

		s[i] = (struct past_side){ kind, kind > 0 && (size_t)kind < N(lims) ? lims[kind] : LIM_NONE,
			r.r[i].started, r.r[i].due, r.r[i].ended, r.r[i].late_at };
	}
	p->sides = s;
	p->n_sides = r.n;
}

static void
take_pauses(struct arena *a, struct rows r, struct clock_story *s)
{
	struct pause *p = arena_array_of(a, struct pause, r.n);
	struct clock_stop *stops = arena_array_of(a, struct clock_stop, r.n);

	for (size_t i = 0; i < r.n; i++) {
		p[i] = (struct pause){ r.r[i].started, r.r[i].ended, r.r[i].event, 0 };
		stops[i] = (struct clock_stop){ r.r[i].event, r.r[i].who };
	}
	s->past.pauses = p;
	s->past.n_pauses = r.n;
	s->stops = stops;
}

static void
take_hazard(struct arena *a, struct rows r, struct case_past *p)
{
	struct past_span *s = arena_array_of(a, struct past_span, r.n);

	for (size_t i = 0; i < r.n; i++)
		s[i] = (struct past_span){ r.r[i].started, r.r[i].ended };
	p->hazard = s;
	p->n_hazard = r.n;
}

/* The calendar a promise was made under, for its days; *cal stays NULL where there is none. */
static enum err
calendar_of(struct service *sv, const struct office *now, const struct clock_row *r, const struct calendar **cal)
{
	usec_t until = r->due > r->started ? r->due : r->started;
	enum err e;

	*cal = NULL;
	if (r->calendar_id == 0 || r->due == USEC_NONE)
		return OK;
	if (r->calendar_id == now->cal->version && calendar_covers(now->cal, r->started) && calendar_covers(now->cal, until)) {
		*cal = now->cal;
		return OK;
	}
	e = store_calendar(sv->db, sv->arena, r->calendar_id, day_of(r->started) - 1, day_of(until) + 31, cal);
	return e == ERR_NOT_FOUND || e == ERR_INVALID ? OK : e;
}

/* A promise was made when the one before it ended, the first at its start. */
static enum err
take_promises(struct service *sv, struct rows r, const struct office *now, struct case_past *p)
{
	struct past_promise *m = arena_array_of(sv->arena, struct past_promise, r.n);
	enum err e = OK;

	for (size_t i = 0; i < r.n && e == OK; i++) {
		const struct clock_row *x = &r.r[i];
		const usec_t before = i > 0 && x[-1].ended != USEC_NONE ? x[-1].ended : x->started;

		m[i] = (struct past_promise){ .seq = x->seq, .round = x->round, .kind = x->what, .amount = x->amount,
			.unit = (enum limit_unit)x->unit,
			.set = before > x->started || x->what == PROMISE_EXTENSION ? before : x->started,
			.started = x->started, .due = x->due, .original_due = x->original_due, .ended = x->ended };
		e = calendar_of(sv, now, x, &m[i].cal);
	}
	p->promises = m;
	p->n_promises = r.n;
	return e;
}

/* The offices that set the case's clocks: mostly the one of now alone. */
static enum err
take_offices(struct service *sv, usec_t since, const struct office *now, struct case_past *p)
{
	struct past_office *o;
	const struct instant_row *at;
	size_t n, first = 0, k = 0;
	enum err e = office_changes(sv, &at, &n);

	if (e != OK)
		return e;
	o = arena_array_of(sv->arena, struct past_office, n + 1);
	while (first + 1 < n && at[first + 1].at <= since)
		first++;
	for (size_t i = first; i + 1 < n && e == OK; i++) {
		struct office *was;

		if ((e = store_office(sv->db, sv->arena, at[i].at > since ? at[i].at : since, &was)) == OK)
			o[k++] = (struct past_office){ at[i].at, was };
	}
	o[k++] = (struct past_office){ n > 0 ? at[n - 1].at : 0, now };
	p->offices = o;
	p->n_offices = k;
	return e;
}

/* By seq where several begin at one instant: an extension begins with the dispatch it extends. */
static void
order_by_seq(struct clock_row *r, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k > 0 && r[k].part == PART_PROMISE && r[k - 1].part == PART_PROMISE &&
		    r[k].seq < r[k - 1].seq; k--) {
			struct clock_row t = r[k];

			r[k] = r[k - 1];
			r[k - 1] = t;
		}
}

enum err
clock_story(struct service *sv, int64_t case_id, usec_t at, struct clock_story *out)
{
	struct clock_story s = { .at = at };
	const struct office *shared;
	struct office *now;
	struct clock_row *r;
	size_t n;
	enum err e;

	if ((e = office_now(sv, &shared)) != OK)
		return e;
	now = arena_memdup(sv->arena, shared, sizeof(*shared));
	if ((e = store_clock_rows(sv->db, sv->arena, case_id, &r, &n)) != OK)
		return e;
	order_by_seq(r, n);
	take_stages(sv->arena, part_of(r, n, PART_STAGE), &s.past);
	take_sides(sv->arena, part_of(r, n, PART_SIDE), &s.past);
	take_pauses(sv->arena, part_of(r, n, PART_PAUSE), &s);
	take_hazard(sv->arena, part_of(r, n, PART_HAZARD), &s.past);
	if ((e = take_promises(sv, part_of(r, n, PART_PROMISE), now, &s.past)) != OK ||
	    (e = take_offices(sv, n > 0 ? r[0].started : at, now, &s.past)) != OK ||
	    (e = clockwork_tell(sv->arena, &s.past, at, &s.work)) != OK)
		return e;
	*out = s;
	return OK;
}

const char *
clock_story_who(const struct clock_story *s, int64_t event)
{
	for (size_t i = 0; i < s->past.n_pauses; i++)
		if (s->stops[i].event == event)
			return s->stops[i].who;
	return NULL;
}
