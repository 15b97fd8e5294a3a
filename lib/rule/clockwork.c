#include "config.h"
#include "lib/rule/clockwork.h"

#include "lib/base/arena.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

/* A way to explain a stage's due: a limit counted from an instant. */
struct reading {
	usec_t from;
	enum lim lim;
	bool urgent;
	const struct office *office;
};

static bool
open_at(usec_t ended, usec_t at)
{
	return ended == USEC_NONE || ended > at;
}

static const struct office *
office_at(const struct case_past *p, usec_t t)
{
	const struct office *o = p->offices[0].office;

	for (size_t i = 0; i < p->n_offices && p->offices[i].from <= t; i++)
		o = p->offices[i].office;
	return o;
}

static bool
hazard_at(const struct case_past *p, usec_t t)
{
	for (size_t i = 0; i < p->n_hazard; i++)
		if (p->hazard[i].from <= t && open_at(p->hazard[i].until, t))
			return true;
	return false;
}

/* Whether some way into the state sets this limit. */
static bool
leads_to(int32_t state, enum lim lim)
{
	const struct transition *t;
	size_t n;

	if (state == CS_REGISTERED)
		return lim == LIM_SEND_VERIFY || lim == LIM_ACCEPT;
	t = workflow_table(&n);
	for (size_t i = 0; i < n; i++)
		if (t[i].to == state && (t[i].limit == lim ||
		    (lim == LIM_ACCEPT && t[i].limit == LIM_ACCEPT_SAME)))
			return true;
	return false;
}

static enum err
due_of(const struct reading *r, usec_t *due)
{
	const struct stage_limit *l = &r->office->limits[r->lim];

	return deadline_add(r->office->cal, r->from, l->amount,
	    r->urgent ? limit_unit_urgent(l->unit) : l->unit, NO_PAUSES, due);
}

/* Tries a limit from an instant, as a hazard and not; *found says whether it gives the due. */
static enum err
try_from(const struct case_past *p, usec_t from, enum lim lim, usec_t due, struct reading *r, bool *found)
{
	const bool hazard = hazard_at(p, from);
	enum err e = OK;
	usec_t is;

	for (int i = 0; i < 2 && e == OK && !*found; i++) {
		*r = (struct reading){ from, lim, i == 0 ? hazard : !hazard, office_at(p, from) };
		if ((e = due_of(r, &is)) == OK)
			*found = is == due;
	}
	return e;
}

static bool
is_accepting(int32_t state)
{
	return state == CS_REGISTERED || state == CS_FILING || state == CS_FILING_CHIEF;
}

/*
 * The acceptance hour may have begun with an earlier stage (R2): the first of
 * those in a row is asked first, since at night several give the same due.
 */
static enum err
try_acceptance(const struct case_past *p, size_t i, usec_t due, struct reading *r, bool *found)
{
	size_t first = i;
	enum err e = OK;

	while (first > 0 && is_accepting(p->stages[first - 1].state))
		first--;
	for (; first <= i && e == OK && !*found; first++)
		e = try_from(p, p->stages[first].started, LIM_ACCEPT, due, r, found);
	return e;
}

/* Finds the limit that gives the stage's due. */
static enum err
read_stage(const struct case_past *p, size_t i, struct reading *r, bool *found)
{
	const struct past_stage *s = &p->stages[i];
	enum err e = OK;

	*found = false;
	for (enum lim lim = LIM_NONE + 1; lim < LIM_MAX && e == OK && !*found; lim++)
		if (leads_to(s->state, lim) && lim != LIM_ACCEPT)
			e = try_from(p, s->started, lim, s->due, r, found);
	if (e == OK && !*found && leads_to(s->state, LIM_ACCEPT))
		e = try_acceptance(p, i, s->due, r, found);
	return e;
}

/* Clock time the pauses take inside [from, to), overlaps once. */
static usec_t
paused_in(struct pauses pauses, usec_t from, usec_t to)
{
	usec_t sum = 0;

	for (size_t i = 0; i < pauses.n && from < to; i++) {
		usec_t a = pauses.p[i].from > from ? pauses.p[i].from : from;
		usec_t b = pauses.p[i].until != USEC_NONE && pauses.p[i].until < to ? pauses.p[i].until : to;

		if (b <= a)
			continue;
		sum += b - a;
		from = b;
	}
	return sum;
}

/* Allowed, used, left and the lines of a clock whose limit is known. */
static enum err
count(struct arena *a, const struct calendar *cal, struct pauses pauses, usec_t at, struct case_clock *c)
{
	usec_t until = c->stopped != USEC_NONE ? c->stopped : at, over = 0;
	enum err e;

	if ((e = deadline_measure(cal, c->started, c->due, c->unit, pauses, &c->allowed)) != OK ||
	    (e = deadline_measure(cal, c->started, until, c->unit, pauses, &c->used)) != OK ||
	    (e = deadline_measure(cal, c->due, until, c->unit, pauses, &over)) != OK ||
	    (e = deadline_trace(a, cal, c->started, c->due, c->unit, pauses, &c->trace)) != OK)
		return e;
	c->left = over > 0 ? -over : c->allowed - c->used;
	c->paused = paused_in(pauses, c->started, c->due);
	c->sum = SUM_EXACT;
	return OK;
}

static enum err
count_reading(struct arena *a, const struct reading *r, usec_t at, struct case_clock *c)
{
	const struct stage_limit *l = &r->office->limits[r->lim];

	c->started = r->from;
	c->amount = l->amount;
	c->unit = r->urgent ? limit_unit_urgent(l->unit) : l->unit;
	return count(a, r->office->cal, NO_PAUSES, at, c);
}

static bool
is_of_promise(const struct case_past *p, const struct past_stage *s)
{
	if (s->state == CS_HANDLING)
		return true;
	for (size_t i = 0; i < p->n_promises; i++)
		if (p->promises[i].due == s->due && p->promises[i].set <= s->started)
			return true;
	return false;
}

static enum err
tell_stage(struct arena *a, const struct case_past *p, size_t i, usec_t at, struct case_clock *c)
{
	const struct past_stage *s = &p->stages[i];
	struct reading r;
	bool found;
	enum err e;

	*c = (struct case_clock){ .kind = CLOCK_STAGE, .seq = s->seq, .round = s->round, .what = s->state,
		.started = s->started, .due = s->due, .original_due = USEC_NONE,
		.late_at = s->late_at != USEC_NONE && s->late_at <= at ? s->late_at : USEC_NONE,
		.stopped = open_at(s->ended, at) ? USEC_NONE : s->ended };
	if (s->due == USEC_NONE)
		return OK;
	c->sum = is_of_promise(p, s) ? SUM_PROMISE : SUM_GIVEN;
	e = read_stage(p, i, &r, &found);
	return e == OK && found ? count_reading(a, &r, at, c) : e;
}

static enum err
tell_side(struct arena *a, const struct case_past *p, const struct past_side *s, usec_t at, struct case_clock *c)
{
	struct reading r;
	bool found = false;
	enum err e;

	*c = (struct case_clock){ .kind = CLOCK_SIDE, .what = s->kind, .started = s->started, .due = s->due,
		.original_due = USEC_NONE, .sum = s->due == USEC_NONE ? SUM_NONE : SUM_GIVEN,
		.late_at = s->late_at != USEC_NONE && s->late_at <= at ? s->late_at : USEC_NONE,
		.stopped = open_at(s->ended, at) ? USEC_NONE : s->ended };
	if (s->due == USEC_NONE || s->lim == LIM_NONE)
		return OK;
	e = try_from(p, s->started, s->lim, s->due, &r, &found);
	return e == OK && found ? count_reading(a, &r, at, c) : e;
}

usec_t
clockwork_fed_back(const struct case_past *p, usec_t from, usec_t at)
{
	usec_t stop = USEC_NONE;

	for (size_t i = 0; i < p->n_stages && p->stages[i].started <= at; i++) {
		if (p->stages[i].started < from)
			continue;
		/* By way of the squad it is the unit's feedback that counts (R13). */
		if (p->stages[i].state == CS_FEEDBACK || p->stages[i].state == CS_SQUAD_REVIEW)
			stop = stop != USEC_NONE ? stop : p->stages[i].started;
		else if (p->stages[i].state < CS_FEEDBACK || p->stages[i].state == CS_SPECIAL_REVIEW)
			stop = USEC_NONE;
	}
	return stop;
}

/* The pauses a promise has stood through: known at the instant, begun while it held. */
static struct pauses
pauses_of(struct arena *a, const struct case_past *p, const struct past_promise *m, usec_t at)
{
	struct pause *list = arena_array_of(a, struct pause, p->n_pauses);
	size_t n = 0;

	for (size_t i = 0; i < p->n_pauses; i++)
		if (p->pauses[i].from <= at && open_at(m->ended, p->pauses[i].from))
			list[n++] = p->pauses[i];
	return (struct pauses){ list, n };
}

static bool
stands_at(struct pauses pauses, usec_t at)
{
	for (size_t i = 0; i < pauses.n; i++)
		if (pauses.p[i].from <= at && open_at(pauses.p[i].until, at))
			return true;
	return false;
}

/* The dispatch or rework that a promise goes back to: an extension counts from the same start. */
static const struct past_promise *
first_of_start(const struct case_past *p, size_t i)
{
	const struct past_promise *m = &p->promises[i];

	while (i > 0 && p->promises[i].kind != PROMISE_CLASS && p->promises[i - 1].started == m->started &&
	    p->promises[i - 1].unit == m->unit)
		i--;
	return &p->promises[i];
}

static enum err
tell_promise(struct arena *a, const struct case_past *p, size_t i, usec_t at, struct case_clock *c)
{
	const struct past_promise *m = &p->promises[i];
	const struct pauses pauses = pauses_of(a, p, m, at);
	const bool ended = !open_at(m->ended, at);
	usec_t is = USEC_NONE, fed_back = clockwork_fed_back(p, m->started, ended ? m->ended : at);
	enum err e = OK;

	*c = (struct case_clock){ .kind = CLOCK_PROMISE, .seq = m->seq, .round = m->round, .what = m->kind,
		.started = m->started, .due = m->due, .late_at = USEC_NONE, .original_due = m->original_due,
		.stopped = fed_back != USEC_NONE ? fed_back : ended ? m->ended : USEC_NONE,
		.replaced = ended && i + 1 < p->n_promises && p->promises[i + 1].set <= at,
		.standing = stands_at(pauses, at), .amount = m->amount, .unit = m->unit };
	c->added = m->amount - first_of_start(p, i)->amount;
	if (m->due == USEC_NONE)
		return OK;
	c->sum = SUM_GIVEN;
	if (m->cal == NULL || m->unit == LIMIT_NONE)
		return OK;
	e = deadline_add(m->cal, m->started, m->amount, m->unit, pauses, &is);
	return e == OK && is == m->due ? count(a, m->cal, pauses, at, c) : e;
}

/* A clock outside its calendar's days has no sum, and is no error. */
static enum err
or_given(enum err e, struct case_clock *c)
{
	if (e != ERR_INVALID)
		return e;
	err_clear();
	c->sum = SUM_GIVEN;
	return OK;
}

enum err
clockwork_tell(struct arena *a, const struct case_past *p, usec_t at, struct clockwork *out)
{
	struct clockwork w = { .clocks = arena_array_of(a, struct case_clock,
	    p->n_stages + p->n_sides + p->n_promises) };
	enum err e = OK;

	for (size_t i = 0; i < p->n_stages && p->stages[i].started <= at && e == OK; i++) {
		e = or_given(tell_stage(a, p, i, at, &w.clocks[w.n]), &w.clocks[w.n]);
		if (open_at(p->stages[i].ended, at))
			w.stage = &w.clocks[w.n];
		w.n++;
	}
	for (size_t i = 0; i < p->n_sides && e == OK; i++) {
		if (p->sides[i].started > at)
			continue;
		e = or_given(tell_side(a, p, &p->sides[i], at, &w.clocks[w.n]), &w.clocks[w.n]);
		w.n++;
	}
	for (size_t i = 0; i < p->n_promises && p->promises[i].set <= at && e == OK; i++) {
		e = or_given(tell_promise(a, p, i, at, &w.clocks[w.n]), &w.clocks[w.n]);
		w.promise = &w.clocks[w.n++];
	}
	if (e == OK)
		*out = w;
	return e;
}
