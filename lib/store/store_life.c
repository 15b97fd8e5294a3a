/* How a life stood at the end of a period: stages, promises and orders read up to that instant. */
#include "config.h"
#include "lib/store/store_stats.h"

#include "lib/rule/calendar.h"
#include "lib/rule/case.h"

#include "lib/base/banned.h"

/* The life as seen at an edge: nothing at or after it is known. */
struct view {
	const struct life *l;
	usec_t edge;
	size_t n;                           /* stages begun before the edge */
	const struct life_promise *promise; /* governing, or NULL */
	usec_t chain;                       /* when the governing promise's round began */
	bool return_open;                   /* the unit answered the dispatch with a return */
	bool over; /* the last stage ended and none followed: archived or void */
};

static usec_t
known(usec_t t, usec_t edge)
{
	return t != USEC_NONE && t < edge ? t : USEC_NONE;
}

static usec_t
stage_end(const struct view *v, size_t i)
{
	return known(v->l->stages[i].ended, v->edge);
}

/* The state after stage i; CS_NONE while it is open, or where none follows. */
static int32_t
state_after(const struct view *v, size_t i)
{
	return i + 1 < v->n ? v->l->stages[i + 1].state : CS_NONE;
}

/* --- the governing promise ------------------------------------------------- */

/* When a promise was made: an extension or a tracking date begins where the one before ends. */
static usec_t
promised_at(const struct life *l, size_t i)
{
	const struct life_promise *p = &l->promises[i];
	bool follows = p->kind == PROMISE_EXTENSION || p->kind == PROMISE_WATCH || p->kind == PROMISE_CLASS;

	return follows && i > 0 && l->promises[i - 1].ended != USEC_NONE ? l->promises[i - 1].ended
									 : p->started;
}

/* The last one made by the edge, unless it was dropped with its unit. */
static void
find_promise(struct view *v)
{
	const struct life *l = v->l;
	int32_t state = v->n > 0 ? l->stages[v->n - 1].state : CS_NONE;
	bool closed = state == CS_CLOSED || state == CS_CLOSED_SPECIAL || v->over;

	for (size_t i = 0; i < l->n_promises && promised_at(l, i) < v->edge; i++)
		v->promise = &l->promises[i];
	if (v->promise != NULL && !closed && known(v->promise->ended, v->edge) != USEC_NONE)
		v->promise = NULL;
	v->chain = v->promise != NULL ? v->promise->started : USEC_NONE;
	for (size_t i = 0; v->promise != NULL && i < l->n_promises; i++)
		if (l->promises[i].round == v->promise->round && l->promises[i].started < v->chain)
			v->chain = l->promises[i].started;
}

/* The on-time question after a rework is that of the promise it came from (design 4.4). */
static usec_t
due_of(const struct life_promise *p)
{
	if (p == NULL)
		return USEC_NONE;
	return (p->kind == PROMISE_REWORK || p->kind == PROMISE_CLASS) && p->original_due != USEC_NONE ? p->original_due : p->due;
}

/* Who is responsible: by the promise; a case without one has the unit that holds it. */
static int64_t
unit_of(const struct view *v)
{
	const struct life *l = v->l;

	if (v->promise != NULL && v->promise->unit_id != 0)
		return v->promise->unit_id;
	if (v->promise == NULL && l->n_promises > 0)
		return 0;
	for (size_t i = v->n; i > 0; i--)
		if (l->stages[i - 1].unit_id != 0)
			return l->stages[i - 1].unit_id;
	return l->c.external ? l->c.unit_id : 0;
}

/* --- the stages ------------------------------------------------------------ */

/* Steps of the centre before a dispatch. */
static void
see_intake(const struct view *v, size_t i, struct case_fact *f)
{
	const struct life_stage *s = &v->l->stages[i];
	int32_t next = state_after(v, i);
	usec_t end = stage_end(v, i);

	switch (s->state) {
	case CS_REGISTERED:
		if (i == 0)
			f->accepted = end;
		if (next == CS_VERIFYING ||
		    (end == USEC_NONE && source_needs_verify((enum source)f->source)))
			f->send_verify = (struct step_fact){ s->due, end };
		break;
	case CS_VERIFYING:
		f->verify = (struct step_fact){ s->due, next == CS_FILING ? end : USEC_NONE };
		break;
	case CS_FILING:
	case CS_FILING_CHIEF:
		if (f->dispatch.due == USEC_NONE && f->filing.done == USEC_NONE)
			f->filing.due = s->due;
		f->refused = USEC_NONE;
		break;
	case CS_NOT_ACCEPTED:
		f->refused = s->started;
		break;
	case CS_FILED:
		f->filing.done = f->filed;
		if (f->dispatch.done == USEC_NONE)
			f->dispatch.due = next == CS_FILING ? USEC_NONE : s->due;
		break;
	default:
		break;
	}
}

/* The dispatch and its signature; a return stands for it until it is ruled on. */
static void
see_dispatch(struct view *v, size_t i, struct case_fact *f)
{
	const struct life_stage *s = &v->l->stages[i];
	int32_t next = state_after(v, i);
	usec_t end = stage_end(v, i);

	if (s->state == CS_DISPATCHED) {
		if (f->dispatch.done == USEC_NONE)
			f->dispatch.done = s->started;
		f->dispatched = s->started;
		f->sign = (struct step_fact){ s->due, next == CS_HANDLING ? end : USEC_NONE };
		v->return_open = next == CS_RETURN_REVIEW;
		if (v->return_open)
			f->sign.due = USEC_NONE;
	} else if (s->state == CS_RETURN_REVIEW && v->return_open) {
		/* A refused return signs at the ruling (design 4.4). */
		if (next == CS_HANDLING)
			f->sign = (struct step_fact){ v->l->stages[i - 1].due, end };
		v->return_open = false;
	}
}

/* Whether the unit's feedback falls when the case comes into this state. */
static bool
is_back(int32_t state)
{
	return state == CS_FILED || state == CS_COORDINATING || state == CS_DISPATCHED ||
	       state == CS_HANDLING || state == CS_REWORK_PENDING;
}

static void
see_result(const struct view *v, size_t i, struct case_fact *f, usec_t due)
{
	const struct life_stage *s = &v->l->stages[i];
	int32_t next = state_after(v, i);
	usec_t end = stage_end(v, i);

	if (is_back(s->state)) {
		bool mine =
		    f->fed_back != USEC_NONE && v->chain != USEC_NONE && f->fed_back >= v->chain;

		if (mine && due != USEC_NONE && f->fed_back <= due && s->started > due)
			f->failed_late = s->started;
		f->fed_back = f->closed = USEC_NONE;
	} else if (s->state == CS_FEEDBACK || s->state == CS_SQUAD_REVIEW) {
		if (f->fed_back == USEC_NONE)	/* what the squad passes on came with the unit's feedback */
			f->fed_back = s->started;
	} else if (s->state == CS_CHECK_PENDING) {
		f->send_check = (struct step_fact){ s->due, next == CS_CHECKING ? end : USEC_NONE };
	} else if (s->state == CS_CHECKING) {
		f->check = (struct step_fact){ s->due, next == CS_CLOSE_REVIEW ? end : USEC_NONE };
	} else if ((s->state == CS_CLOSED || s->state == CS_CLOSED_SPECIAL) &&
		   f->closed == USEC_NONE) {
		f->closed = s->started;
	}
}

/* --- how it ends ----------------------------------------------------------- */

static bool
check_passed(const struct view *v)
{
	bool passed = false;

	for (size_t i = 0; i < v->l->n_orders; i++) {
		const struct life_order *o = &v->l->orders[i];

		if (o->kind == ORDER_CHECK && known(o->answered_at, v->edge) != USEC_NONE)
			passed = o->result == RESULT_YES;
	}
	return passed;
}

static void
see_end(const struct view *v, struct life_fact *out)
{
	struct case_fact *f = &out->fact;

	if (v->n == 0)
		return;
	out->state = v->l->stages[v->n - 1].state;
	switch (out->state) {
	case CS_CLOSED:
		f->end = END_CLOSED;
		break;
	case CS_CLOSED_SPECIAL:
		f->end = END_SPECIAL;
		break;
	case CS_NOT_ACCEPTED:
		f->end = END_REFUSED;
		break;
	case CS_CLOSE_REVIEW:
	case CS_CLOSE_CHIEF:
		f->end = check_passed(v) ? END_CONFIRMED : END_OPEN;
		break;
	default:
		break;
	}
	if (v->over && f->end != END_OPEN && f->end != END_CONFIRMED) {
		out->state = CS_ARCHIVED;
	} else if (v->over) {
		out->state = CS_VOID;
		f->end = END_VOID;
		f->voided = stage_end(v, v->n - 1);
	}
}

static void
see_holds(const struct view *v, struct case_fact *f)
{
	for (size_t i = 0; i < v->l->n_holds; i++) {
		const struct life_hold *h = &v->l->holds[i];
		bool now =
		    h->from_at < v->edge && (h->until_at == USEC_NONE || h->until_at >= v->edge);

		if (h->from_at >= v->edge)
			continue;
		if (h->watch) {
			f->watched = f->watched || now;
			continue;
		}
		f->suspended = f->suspended || now;
		f->held_from = h->from_at;
		f->held_until = h->until_at;
	}
}

static void
see_orders(const struct view *v, struct case_fact *f)
{
	for (size_t i = 0; i < v->l->n_orders; i++) {
		const struct life_order *o = &v->l->orders[i];

		if (o->kind == ORDER_VERIFY && known(o->answered_at, v->edge) != USEC_NONE)
			f->verified_true = o->result == RESULT_YES;
	}
	for (size_t i = 0; i < v->l->n_faults; i++)
		f->wrong_dispatch = f->wrong_dispatch || v->l->faults[i] < v->edge;
}

/* --- counted time ---------------------------------------------------------- */

/* USEC_NONE where the calendar does not reach: a mean leaves the case out. */
static usec_t
measure(
    const struct calendar *cal, usec_t from, usec_t to, enum limit_unit unit, struct pauses pauses)
{
	usec_t t;

	if (from == USEC_NONE || to == USEC_NONE || to < from)
		return USEC_NONE;
	return deadline_measure(cal, from, to, unit, pauses, &t) == OK ? t : USEC_NONE;
}

static bool
reaches(const struct calendar *cal, usec_t from, usec_t to)
{
	return cal != NULL && from != USEC_NONE && to != USEC_NONE && calendar_covers(cal, from) &&
	       calendar_covers(cal, to);
}

enum { HOLDS_MAX = 8 };

static void
see_times(const struct view *v, const struct calendar *cal, struct case_fact *f)
{
	const struct life *l = v->l;
	enum limit_unit unit = v->promise != NULL ? (enum limit_unit)v->promise->unit : LIMIT_NONE;
	usec_t decided = f->filed != USEC_NONE ? f->filed : f->refused;
	struct pause pause[HOLDS_MAX];
	struct pauses pauses = { pause, 0 };

	for (size_t i = 0; i < l->n_holds && pauses.n < HOLDS_MAX; i++)
		if (!l->holds[i].watch)
			pause[pauses.n++] = (struct pause){ .from = l->holds[i].from_at,
				.until = l->holds[i].until_at };
	if (!l->c.external && reaches(cal, f->reported, decided))
		f->accept_time = measure(cal, f->reported, decided, LIMIT_DUTY_HOUR, NO_PAUSES);
	f->dispose_unit = unit;
	if (reaches(cal, v->chain, f->fed_back))
		f->dispose_time = measure(cal, v->chain, f->fed_back, unit, pauses);
}

/* --- marks ----------------------------------------------------------------- */

/* The marks of one unit in out; NULL when there is none, or no place left. */
static struct metric_marks *
marks_of(struct life_fact *out, int64_t unit_id)
{
	for (size_t i = 0; i < out->n_units; i++)
		if (out->unit[i].unit_id == unit_id)
			return &out->unit[i].marks;
	if (unit_id == 0 || out->n_units == LIFE_UNITS_MAX)
		return NULL;
	out->unit[out->n_units].unit_id = unit_id;
	out->unit[out->n_units].marks = (struct metric_marks){ 0 };
	return &out->unit[out->n_units++].marks;
}

static void
mark(struct life_fact *out, int64_t unit_id, struct metric_marks m)
{
	struct metric_marks *to[] = { &out->marks, marks_of(out, unit_id) };

	for (int i = 0; i < 2; i++) {
		if (to[i] == NULL)
			continue;
		if (to[i]->reworks == 0)
			to[i]->rework_at = m.rework_at;
		if (to[i]->returns == 0)
			to[i]->return_at = m.return_at;
		if (to[i]->reopenings == 0)
			to[i]->reopen_at = m.reopen_at;
		if (to[i]->extensions == 0)
			to[i]->extend_at = m.extend_at;
		to[i]->reworks += m.reworks;
		to[i]->reopenings += m.reopenings;
		to[i]->returns += m.returns;
		to[i]->returns_unjust += m.returns_unjust;
		to[i]->extensions += m.extensions;
	}
}

static bool
in(usec_t t, struct period p)
{
	return t >= p.from && t < p.to;
}

static void
see_marks(const struct view *v, struct period p, struct life_fact *out)
{
	const struct life *l = v->l;

	for (size_t i = 0; i < v->n; i++) {
		const struct life_stage *s = &l->stages[i];
		int32_t before = i > 0 ? l->stages[i - 1].state : CS_NONE;

		if (!in(s->started, p))
			continue;
		if (s->state == CS_RETURN_REVIEW)
			mark(out, s->unit_id,
			    (struct metric_marks){
				.returns = 1, .return_at = s->started,
				.returns_unjust = l->c.unjustified_return });
		if (s->state == CS_REWORK_PENDING)
			mark(out, s->unit_id, (struct metric_marks){ .reworks = 1, .rework_at = s->started });
		if (before == CS_CLOSED || before == CS_CLOSED_SPECIAL)
			mark(out, l->stages[i - 1].unit_id, (struct metric_marks){ .reopenings = 1, .reopen_at = s->started });
	}
	for (size_t i = 0; i < l->n_promises; i++)
		if (l->promises[i].kind == PROMISE_EXTENSION && in(promised_at(l, i), p))
			mark(out, l->promises[i].unit_id, (struct metric_marks){ .extensions = 1, .extend_at = promised_at(l, i) });
}

/* --- together -------------------------------------------------------------- */

static void
fact_at(const struct life *l, const struct calendar *cal, struct period p, struct view *v,
    struct life_fact *out)
{
	struct case_fact *f = &out->fact;

	*v = (struct view){ .l = l, .edge = p.to };
	while (v->n < l->n_stages && l->stages[v->n].started < v->edge)
		v->n++;
	v->over = v->n > 0 && v->n == l->n_stages && stage_end(v, v->n - 1) != USEC_NONE;
	find_promise(v);
	*out = (struct life_fact){ .fact = fact_empty() };
	f->id = l->c.id;
	f->source = l->c.source;
	f->external = l->c.external;
	f->exempt = l->c.exempt;
	f->reported = known(l->c.received_at, v->edge);
	f->filed = known(l->c.filed_at, v->edge);
	f->due = due_of(v->promise);
	for (size_t i = 0; i < v->n; i++) {
		see_intake(v, i, f);
		see_dispatch(v, i, f);
		see_result(v, i, f, f->due);
	}
	if (f->accepted == USEC_NONE)
		f->accepted = f->filed;
	if (l->c.external && f->dispatched == USEC_NONE)
		f->dispatched = known(l->c.dispatched_at, v->edge);
	if (l->c.external && f->fed_back == USEC_NONE)
		f->fed_back = known(l->c.fed_back_at, v->edge);
	if (f->filed == USEC_NONE)
		f->filing.due = USEC_NONE;
	see_end(v, out);
	see_orders(v, f);
	see_holds(v, f);
	see_times(v, cal, f);
	out->unit_id = unit_of(v);
}

/* Whether the case can meet the end of more than one period with a due of its own. */
static bool
can_count_twice(const struct life *l)
{
	if (l->n_promises > 1 || l->n_holds > 0)
		return true;
	for (size_t i = 0; i + 1 < l->n_stages; i++)
		if (l->stages[i].state == CS_CLOSED || l->stages[i].state == CS_CLOSED_SPECIAL)
			return true;
	return false;
}

/*
 * Each case counts once (metrics 2): one that an earlier period has counted,
 * late with the unit before a re-dispatch or closed before a reopening, is
 * not counted again.
 */
static bool
was_counted(const struct life *l, struct period p)
{
	for (p = period_before(p); p.to > l->c.received_at; p = period_before(p)) {
		struct life_fact was;
		struct view v;

		fact_at(l, NULL, p, &v, &was);
		if (metrics_has(&was.fact, p, N_CLOSE_DUE))
			return true;
	}
	return false;
}

void
life_as_of(const struct life *l, const struct calendar *cal, struct period p, struct life_fact *out)
{
	struct view v;

	fact_at(l, cal, p, &v, out);
	if (out->fact.end != END_VOID)	/* in no count but its own */
		see_marks(&v, p, out);
	out->fact.sealed = can_count_twice(l) && was_counted(l, p);
}
