/* Requests, supervision, several units, the platform above: effects of the rows beside the usual way. */
#include "config.h"
#include "lib/rule/casework_effect.h"

#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

enum { PAUSES_MAX = 8 };

/* The open promise ends and goes on under another due. */
static void
renew(const struct step *s, struct change *out, enum promise_kind kind, usec_t started, int32_t amount,
    enum limit_unit unit, usec_t due)
{
	struct case_row *c = &out->after;

	out->end_promise = out->has_promise = true;
	out->promise = (struct new_promise){ .kind = kind, .unit_id = c->unit_id, .round = c->round,
		.amount = amount, .unit = unit, .calendar_id = s->promise.cal->version, .started = started,
		.due = due, .original_due = kind == PROMISE_WATCH ? USEC_NONE : c->original_due };
	c->due_at = due;
	c->original_due = out->promise.original_due;
}

/* One extension, in the limit's own unit, added to what it is; granted late it counts from the old due. */
static enum err
extend(const struct step *s, struct change *out)
{
	struct case_row *c = &out->after;
	const struct running *p = &s->promise;
	const int32_t more = s->amount > 0 ? s->amount : c->ext_asked;
	const bool given = p->unit == LIMIT_NONE;	/* a date, not an amount: days are added to it */
	const usec_t started = given ? c->due_at : p->started;
	const int32_t amount = given ? more : p->amount + more;
	const enum limit_unit unit = given ? LIMIT_CALENDAR_DAY : p->unit;
	usec_t due;
	enum err e = deadline_add(p->cal, started, amount, unit, given ? NO_PAUSES : p->pauses, &due);

	if (e != OK)
		return e;
	renew(s, out, PROMISE_EXTENSION, started, amount, unit, due);
	c->ext_count++;
	c->ext_pending = false;
	c->ext_asked = 0;
	return OK;
}

/* The tracking date replaces the due (design §4.4). */
static void
watch(const struct step *s, struct change *out)
{
	struct case_row *c = &out->after;

	if (s->date != 0)
		c->watch_until = s->date;
	renew(s, out, PROMISE_WATCH, s->at, 0, LIMIT_NONE, c->watch_until);
	c->watch = true;
	c->watch_asked = false;
	c->watch_count++;
}

/* The due with the pauses so far, the last one ending at until; a due without an amount moves by the clock. */
static enum err
due_with(const struct step *s, const struct case_row *c, const struct pause *list, size_t n, usec_t moved,
    usec_t *due)
{
	const struct running *p = &s->promise;

	*due = c->due_at;
	if (c->due_at == USEC_NONE || c->due_at < list[n - 1].from)
		return OK;		/* it was over before */
	if (p->unit != LIMIT_NONE)
		return deadline_add(p->cal, p->started, p->amount, p->unit, (struct pauses){ list, n }, due);
	*due += moved;
	return OK;
}

/* A pause until the date, or the one that runs cut short at the step; the promise's due moves with it. */
static enum err
pause_promise(const struct step *s, struct change *out, bool begins)
{
	struct case_row *c = &out->after;
	const struct running *p = &s->promise;
	struct pause list[PAUSES_MAX];
	size_t n = p->pauses.n;
	usec_t due, moved, planned;
	enum err e;

	if (n + begins > PAUSES_MAX || n + begins == 0)
		return err_raise(ERR_INTERNAL, "case %lld: %zu pauses", (long long)c->id, n);
	for (size_t i = 0; i < n; i++)
		list[i] = p->pauses.p[i];
	if (begins)
		list[n++] = (struct pause){ .from = s->at, .until = s->at };
	planned = list[n - 1].until;
	out->pause_until = begins ? s->date : s->at < planned ? s->at : planned;
	list[n - 1].until = out->pause_until;
	moved = out->pause_until - planned;
	out->pauses = begins;
	out->resumes = !begins && out->pause_until != planned;
	if (!begins && !out->resumes)
		return OK;		/* it ended when it was to end: the due knows that */
	if ((e = due_with(s, c, list, n, moved, &due)) == OK && due != c->due_at)
		renew(s, out, (enum promise_kind)p->kind, p->started, p->amount, p->unit, due);
	return e;
}

/* A new round for the unit that had it; for the same fault the first due still counts (77). */
static enum err
reopen(const struct step *s, const struct office *o, struct change *out)
{
	struct case_row *c = &out->after;
	const usec_t kept = c->original_due != USEC_NONE ? c->original_due : c->due_at;
	usec_t due;
	enum err e = deadline_add(o->cal, s->at, s->condition_limit.amount, s->condition_limit.unit, NO_PAUSES, &due);

	if (e != OK)
		return e;
	c->round++;
	c->reopen_count++;
	c->rework_count += s->same_fault;
	c->closer_id = c->judged_by = c->checker_id = c->checker_unit_id = 0;
	c->check_result = RESULT_NONE;
	c->satisfied = RESULT_NONE;
	c->closed_at = c->explained_at = USEC_NONE;
	c->signed_at = s->at;
	c->handler_id = 0;
	c->ext_count = c->watch_count = 0;
	c->watch = false;
	c->original_due = s->same_fault ? kept : USEC_NONE;
	out->has_promise = true;
	out->promise = (struct new_promise){ .kind = PROMISE_REWORK, .unit_id = c->unit_id, .round = c->round,
		.amount = s->condition_limit.amount, .unit = s->condition_limit.unit, .calendar_id = o->cal->version,
		.started = s->at, .due = due, .original_due = c->original_due };
	c->due_at = due;
	return OK;
}

/*
 * Another class for a case that is out: its limit counts from the start the
 * promise had.  A longer one holds, but not once the old due has passed: then
 * that stays the on-time question.  A shorter one urges and warns, while the
 * unit is judged by what it was told; where it is over already it counts from
 * now, and never to a later due than the old one.
 */
static enum err
reclassify(const struct step *s, struct change *out)
{
	struct case_row *c = &out->after;
	const struct running *p = &s->promise;
	const struct stage_limit *l = &s->condition_limit;
	const usec_t old = c->due_at;
	usec_t started = p->started, due;
	enum err e;

	c->class_id = s->class_id;
	c->condition_id = s->condition_id;
	if (old == USEC_NONE)
		return OK;
	if ((e = deadline_add(p->cal, started, l->amount, l->unit, p->pauses, &due)) != OK)
		return e;
	if (due < old && due < s->at) {
		started = s->at;
		if ((e = deadline_add(p->cal, started, l->amount, l->unit, p->pauses, &due)) != OK)
			return e;
		due = due < old ? due : old;
	}
	if (due == old)
		return OK;
	if (c->original_due == USEC_NONE && (due < old || s->at > old))
		c->original_due = old;
	renew(s, out, PROMISE_CLASS, started, l->amount, l->unit, due);
	return OK;
}

/* Clocks beside the stage with a date of the form's. */
static void
until_date(const struct step *s, struct change *out, enum side_clock kind)
{
	struct side_change *x = casework_side(out, kind);

	x->begins = true;
	x->due = s->date;
	x->user_id = s->who.user_id;
	x->unit_id = out->after.unit_id;
}

void
casework_outside(struct change *out)
{
	struct side_change *x;

	if (out->after.ext_due == USEC_NONE)
		return;
	x = casework_side(out, SIDE_OUTSIDE);
	x->begins = true;
	x->due = out->after.ext_due;
}

static enum err
approve(const struct step *s, const struct office *o, struct change *out)
{
	struct case_row *c = &out->after;

	c->approval = s->action == ACT_APPROVAL_ASK ? APPROVAL_ASKED :
	    s->action == ACT_APPROVAL_YES ? APPROVAL_GIVEN : APPROVAL_DENIED;
	if (c->approval == APPROVAL_ASKED)
		return casework_begin_side(o, out, SIDE_APPROVAL, LIM_APPROVAL, s->at, 0);
	(void)casework_side(out, SIDE_APPROVAL);
	return OK;
}

static void
raise_supervision(struct case_row *c, enum supervise to)
{
	if (c->supervise < (int32_t)to)
		c->supervise = to;
}

/* Effects that change marks of the row only. */
static void
set_marks(const struct transition *t, const struct step *s, struct case_row *c)
{
	const uint64_t fx = t->effect;

	if (fx & E_EXT_ASK) {
		c->ext_pending = true;
		c->ext_asked = s->amount;
	}
	if (fx & E_WATCH_ASK) {
		c->watch_asked = true;
		c->watch_until = s->date;
	}
	if (fx & E_REFUSE_REQUEST) {
		c->watch_until = c->watch ? c->due_at : USEC_NONE;
		c->ext_pending = c->watch_asked = false;
		c->ext_asked = 0;
	}
	if (fx & E_URGE)
		raise_supervision(c, SUPERVISE_URGE);
	if (fx & E_SINGLE)
		raise_supervision(c, SUPERVISE_SINGLE);
	if (fx & E_EXPLAIN)
		c->explained_at = s->at;
	if (fx & E_FINDING)
		c->unjustified_return = true;
	if (fx & E_CALL_BACK)
		c->satisfied = s->result;
	if (fx & E_SPECIAL_OURS)
		c->special_by = SPECIAL_OURS;
	if (fx & E_SPECIAL_UPPER)
		c->special_by = SPECIAL_UPPER;
	if (fx & E_DESIGNATE)
		c->designated = true;
	if (fx & E_SUBSTITUTE)
		c->substitute = true;
	if (fx & E_JOINT)
		c->joint = true;
	if (fx & E_UPPER_NUMBER && s->number != NULL && s->number[0] != '\0')
		c->upper_number = s->number;
	if (fx & E_RECORD_UP)
		c->filed_upward = true;
	if (fx & E_WINDOW_OVER)
		c->reopen_until = USEC_NONE;
	if (fx & E_BATCH)
		c->batch_id = s->batch_id;
}

/* A find of our own is recorded with the platform above, and later what its check found (29). */
static bool
goes_up(const struct case_row *c, const struct office *o)
{
	const enum source s = (enum source)c->source;

	return o->record_upward && (c->filed_upward || s == SRC_SUPERVISOR || s == SRC_VIDEO || s == SRC_TEAM ||
	    s == SRC_AUTONOMY || s == SRC_GUARD || s == SRC_SELF);
}

/* Letters, inquiries, answers and merges: what is written beside the row. */
static void
set_beside(const struct step *s, const struct office *o, struct change *out)
{
	const uint64_t fx = out->t->effect;
	struct case_row *c = &out->after;

	if (fx & E_DRAFT)
		out->drafts_letter = c->letter_draft = true;
	if (fx & E_LETTER) {
		out->signs_letter = true;
		c->letter_draft = false;
		raise_supervision(c, SUPERVISE_LETTER);
		until_date(s, out, SIDE_LETTER);
	}
	if (fx & E_INQUIRY) {
		c->inquiry = s->origin;
		until_date(s, out, SIDE_INQUIRY);
	}
	if (fx & E_INQUIRY_END) {
		c->inquiry = ORIGIN_NONE;
		(void)casework_side(out, SIDE_INQUIRY);
	}
	if (fx & E_REPLY) {
		(void)casework_side(out, SIDE_OUTSIDE);
		out->answers_sender = true;
	}
	if (fx & E_TAKE_BACK) {
		out->answers_sender = true;
		out->complaint_state = CP_REGISTERED;
	}
	if (fx & E_SUBSTITUTE)
		out->unit_part = PART_SUBSTITUTE;
	if (fx & E_UNMERGE) {
		c->parent_case = 0;
		c->void_from = CS_NONE;
	}
	if (fx & E_TELL_UP && goes_up(c, o))
		out->follow = ACT_RECORD_UP;
}

enum err
casework_requests(const struct step *s, const struct office *o, struct change *out)
{
	const uint64_t fx = out->t->effect;
	enum err e = OK;

	set_marks(out->t, s, &out->after);
	set_beside(s, o, out);
	if (fx & E_EXT_GRANT)
		e = extend(s, out);
	if (e == OK && fx & E_RECLASSIFY)
		e = reclassify(s, out);
	if (fx & E_WATCH)
		watch(s, out);
	if (fx & (E_SUSPEND | E_RESUME))
		e = pause_promise(s, out, (fx & E_SUSPEND) != 0);
	if (fx & E_SUSPEND)
		out->after.suspend_count++;
	if (fx & E_REOPEN)
		e = reopen(s, o, out);
	if (fx & E_APPROVAL)
		e = approve(s, o, out);
	return e;
}
