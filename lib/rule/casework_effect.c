#include "config.h"
#include "lib/rule/casework_effect.h"

#include <stdlib.h>

#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

static enum limit_unit
unit_for(const struct case_row *c, enum limit_unit unit)
{
	return c->hazard ? limit_unit_urgent(unit) : unit;	/* hazards never wait (workflow §3) */
}

enum err
casework_due(const struct case_row *c, const struct office *o, enum lim lim, usec_t from, usec_t *due)
{
	const struct stage_limit *l;

	*due = USEC_NONE;
	if (lim <= LIM_NONE || lim >= LIM_MAX)
		return OK;
	l = &o->limits[lim];
	return deadline_add(o->cal, from, l->amount, unit_for(c, l->unit), NO_PAUSES, due);
}

/* A dispatch: a fresh limit for the unit (workflow §3), or the running one where a leader keeps the unit. */
static enum err
dispatch(const struct step *s, const struct office *o, struct change *out, bool rework)
{
	struct case_row *c = &out->after;
	const bool same = c->unit_id == s->unit_id, again = c->unit_id == 0 && c->kept_unit_id == s->unit_id;
	usec_t kept = USEC_NONE;
	enum err e;

	c->dispatcher_id = s->action == ACT_INSTRUCT && c->dispatcher_id != 0 ? c->dispatcher_id : s->who.user_id;
	c->dispatched_at = s->at;
	c->signed_at = USEC_NONE;
	c->handler_id = 0;
	c->judged_by = 0;
	c->checker_id = c->checker_unit_id = 0;
	c->check_result = RESULT_NONE;
	if (same && !rework && c->due_at != USEC_NONE)
		return OK;		/* a disputed return never stopped the clock */
	if (same && rework)
		kept = c->original_due != USEC_NONE ? c->original_due : c->due_at;
	else if (again)
		kept = c->kept_due;	/* the same round went by way of coordinating */
	else
		c->round++;
	c->kept_unit_id = 0;
	c->kept_due = USEC_NONE;
	c->watch = c->designated = c->joint = c->substitute = false;
	c->watch_until = USEC_NONE;
	if (!same && !again) {
		c->ext_count = c->watch_count = 0;
		c->explained_at = USEC_NONE;
	}
	out->end_promise = c->due_at != USEC_NONE || c->unit_id != 0;
	out->end_unit = c->unit_id != 0 && !same;
	out->has_unit = !same;
	out->unit_id = c->unit_id = s->unit_id;
	out->unit_part = PART_LEAD;
	out->has_promise = true;
	out->promise = (struct new_promise){ .kind = kept != USEC_NONE ? PROMISE_REWORK : PROMISE_DISPATCH,
		.unit_id = s->unit_id, .round = c->round, .amount = s->condition_limit.amount,
		.unit = s->condition_limit.unit, .calendar_id = o->cal->version, .started = s->at,
		.original_due = kept };
	e = deadline_add(o->cal, s->at, s->condition_limit.amount, s->condition_limit.unit, NO_PAUSES,
	    &out->promise.due);
	c->due_at = out->promise.due;
	c->original_due = kept;
	return e;
}

struct side_change *
casework_side(struct change *out, enum side_clock kind)
{
	struct side_change *x = &out->sides[out->n_sides];

	if (out->n_sides >= SIDES_MAX)
		abort();
	*x = (struct side_change){ .kind = kind, .due = USEC_NONE };
	out->n_sides++;
	return x;
}

enum err
casework_begin_side(const struct office *o, struct change *out, enum side_clock kind, enum lim lim, usec_t from,
    int64_t user_id)
{
	struct side_change *x = casework_side(out, kind);

	x->begins = true;
	x->user_id = user_id;
	x->unit_id = out->after.unit_id;
	return casework_due(&out->after, o, lim, from, &x->due);
}

void
casework_flag(struct change *out, const char *flag, int32_t value)
{
	if (out->n_flags >= FLAGS_MAX)
		abort();
	out->flags[out->n_flags++] = (struct flag_change){ flag, value };
}

/* What was asked for, drafted or waited for while the unit handled it is over when it no longer does. */
static void
forget_requests(const struct case_row *before, struct change *out)
{
	struct case_row *c = &out->after;

	if (before->state == CS_HANDLING && c->state != CS_HANDLING) {
		c->ext_pending = c->watch_asked = false;
		c->ext_asked = 0;
		c->watch_until = c->watch ? c->watch_until : USEC_NONE;
		if (c->approval == APPROVAL_ASKED) {
			c->approval = APPROVAL_NONE;
			(void)casework_side(out, SIDE_APPROVAL);
		}
		if (before->handler_id != 0)
			(void)casework_side(out, SIDE_ASSIGN);
	}
	if (before->unit_id != 0 && (c->unit_id != before->unit_id || c->state == CS_FEEDBACK || c->state == CS_SQUAD_REVIEW ||
	    state_is_final((enum case_state)c->state))) {
		if (before->supervise >= SUPERVISE_LETTER)
			(void)casework_side(out, SIDE_LETTER);
		out->drops_letter = c->letter_draft;
		c->letter_draft = false;
	}
	if (c->state == CS_ARCHIVED && c->inquiry != ORIGIN_NONE) {
		c->inquiry = ORIGIN_NONE;
		(void)casework_side(out, SIDE_INQUIRY);
	}
}

static bool
is_between_feedback_and_check(int32_t state)
{
	return state == CS_SQUAD_REVIEW || state == CS_FEEDBACK || state == CS_CHECK_PENDING || state == CS_CHECKING;
}

static void
settle_flags(const struct case_row *before, struct change *out)
{
	const struct case_row *after = &out->after;
	const struct {
		const char *flag;
		int32_t was, is;
	} flags[] = {
		{ "hazard", before->hazard, after->hazard }, { "watch", before->watch, after->watch },
		{ "supervise", before->supervise, after->supervise },
		{ "leader_locked", before->leader_locked, after->leader_locked },
		{ "ext_pending", before->ext_pending, after->ext_pending },
		{ "designated", before->designated, after->designated }, { "joint", before->joint, after->joint },
		{ "substitute", before->substitute, after->substitute },
		{ "filed_upward", before->filed_upward, after->filed_upward },
		{ "reopenable", before->reopen_until != USEC_NONE, after->reopen_until != USEC_NONE },
	};

	for (size_t i = 0; i < N(flags); i++)
		if (flags[i].was != flags[i].is)
			casework_flag(out, flags[i].flag, flags[i].is);
}

void
casework_settle(const struct case_row *before, struct change *out)
{
	forget_requests(before, out);
	out->squad_id = out->after.squad_id != 0 ? out->after.squad_id : before->squad_id;
	if (out->after.state != CS_SQUAD_REVIEW)
		out->after.squad_id = 0;
	if (out->after.state != CS_CLOSED)
		out->after.reopen_until = USEC_NONE;
	settle_flags(before, out);
	if (is_between_feedback_and_check(before->state) && !is_between_feedback_and_check(out->after.state))
		(void)casework_side(out, SIDE_CHECK);
}

static void
drop_unit(struct change *out)
{
	struct case_row *c = &out->after;

	if (out->t->effect & E_KEEP_DUE) {
		c->kept_unit_id = c->unit_id;
		c->kept_due = c->original_due != USEC_NONE ? c->original_due : c->due_at;
	}

	out->end_promise = out->end_unit = c->unit_id != 0;
	out->end_members = true;
	c->has_members = false;
	c->unit_id = c->handler_id = 0;
	c->watch = false;
	c->watch_until = USEC_NONE;
	c->checker_id = c->checker_unit_id = 0;
	c->due_at = c->original_due = USEC_NONE;
	c->signed_at = c->dispatched_at = USEC_NONE;
}

static void
answer_order(const struct step *s, struct change *out)
{
	struct case_row *c = &out->after;

	out->answers_order = true;
	out->order_kind = s->action == ACT_CHECK_RESULT ? ORDER_CHECK : ORDER_VERIFY;
	c->supervisor_id = 0;
	if (s->action == ACT_CHECK_RESULT) {
		c->checker_id = s->who.user_id;
		c->checker_unit_id = s->who.unit_id;
		c->check_result = s->result;
	} else {
		c->verify_result = s->result;
	}
}

static void
correct(const struct step *s, struct case_row *c)
{
	if (s->class_id != 0)
		c->class_id = s->class_id;
	if (s->address != NULL && s->address[0] != '\0')
		c->address = s->address;
	if (s->set_cell) {
		c->unit_cell_id = s->unit_cell_id;
		c->base_cell_id = s->base_cell_id;
		c->auto_cell_id = s->auto_cell_id;
		c->outside = s->outside;
	}
}

static void
answer_senders(struct change *out, enum complaint_state state)
{
	out->answers_sender = true;
	out->complaint_state = state;
}

static void
close_case(const struct step *s, const struct office *o, struct change *out)
{
	const struct case_row *c = &out->after;

	out->after.closer_id = s->who.user_id;
	out->after.closed_at = s->at;
	if (out->t->to == CS_CLOSED && c->unit_id != 0 && c->condition_id != 0)
		out->after.reopen_until = s->at + o->reopen_days * USEC_DAY;
	out->end_promise = true;
	answer_senders(out, 0);
}

/* Effects that only change the row; the rest is in casework_effects(). */
static void
set_marks(const struct transition *t, const struct step *s, const struct office *o, struct case_row *c)
{
	const uint64_t fx = t->effect;

	if (fx & E_SIGN)
		c->signed_at = s->at;
	if (fx & E_FEEDBACK)
		c->fed_back_at = s->at;
	if (fx & E_REMEMBER) {
		c->state_before = c->state;
		c->conferred = false;
	}
	if (fx & E_CONFER)
		c->conferred = true;
	if (fx & E_GO_BACK && c->signed_at == USEC_NONE)
		c->signed_at = s->at;	/* a refused return signs at the ruling (design §4.4) */
	if (fx & E_COUNT_RETURN)
		c->return_count++;
	if (fx & E_COUNT_REWORK) {
		c->rework_count++;
		c->false_feedback += s->false_feedback;
	}
	if (fx & E_JUDGE)
		c->judged_by = s->who.user_id;
	if (fx & E_UNJUDGE)
		c->judged_by = 0;
	if (fx & E_ASSIGN)
		c->handler_id = s->handler_id;
	if (fx & E_CORRECT)
		correct(s, c);
	if (fx & E_ARCHIVE) {
		c->archived_at = s->at;
		c->retention_years = keep_years(c, o->keep);
	}
}

enum err
casework_effects(const struct step *s, const struct office *o, struct change *out)
{
	const uint64_t fx = out->t->effect;
	struct case_row *c = &out->after;
	enum err e = OK;

	set_marks(out->t, s, o, c);
	if (fx & E_ACCEPT_CLOCK)
		e = casework_due(c, o, LIM_ACCEPT, s->at, &c->accept_due);
	if (e == OK && fx & E_FILE) {
		c->condition_id = s->condition_id;
		c->filed_by = s->who.user_id;
		c->filed_at = c->filed_at != USEC_NONE ? c->filed_at : s->at;
		out->needs_number = c->number == NULL;
	}
	if (e == OK && fx & (E_PROMISE | E_REWORK_PROMISE)) {
		e = dispatch(s, o, out, (fx & E_REWORK_PROMISE) != 0);
		out->end_members = (fx & E_PROMISE) != 0;
		if (out->end_members)
			c->has_members = s->n_members > 0;
		out->members = s->members;
		out->n_members = s->n_members;
		out->owner_id = s->owner_id;
	}
	if (fx & E_DROP_UNIT)
		drop_unit(out);
	if (fx & E_ORDER) {
		c->supervisor_id = s->supervisor_id;
		out->drops_order = (fx & E_DROP_ORDER) != 0;
		out->sets_order = true;
		out->order_kind = s->action == ACT_ORDER_CHECK ? ORDER_CHECK : ORDER_VERIFY;
	}
	if (fx & E_ANSWER_ORDER)
		answer_order(s, out);
	if (e == OK && fx & E_FEEDBACK)
		e = casework_begin_side(o, out, SIDE_CHECK, LIM_CHECK, s->at, 0);
	if (e == OK && fx & E_ASSIGN)
		e = casework_begin_side(o, out, SIDE_ASSIGN, LIM_ASSIGN, s->at, s->handler_id);
	if (fx & E_ARRIVE)
		(void)casework_side(out, SIDE_ASSIGN);
	if (fx & E_LOCK)
		c->leader_locked = true;
	if (fx & E_HAZARD || (fx & (E_CORRECT | E_RECLASSIFY) && s->class_hazard))
		c->hazard = c->urgent = true;
	if (e == OK)
		e = casework_requests(s, o, out);
	if (fx & E_CLOSE)
		close_case(s, o, out);
	if (fx & E_REFUSE)
		answer_senders(out, CP_REFUSED);
	if (fx & E_VOID) {
		c->parent_case = s->kept_case;
		c->void_from = s->kept_case != 0 ? c->state : CS_NONE;
		answer_senders(out, s->kept_case != 0 ? 0 : CP_REFUSED);
	}
	return e;
}

