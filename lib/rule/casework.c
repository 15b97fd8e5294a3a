#include "config.h"
#include "lib/rule/casework.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

/* A field the form owes and where to look whether it came. */
static bool
is_there(enum field f, const struct case_row *c, const struct step *s)
{
	switch (f) {
	case F_TEXT: return s->text != NULL && s->text[0] != '\0';
	case F_REASON: return s->reason_id != 0;
	case F_UNIT: return s->unit_id != 0;
	case F_CONDITION: return s->condition_id != 0;
	case F_SUPERVISOR: return s->supervisor_id != 0;
	case F_HANDLER: return s->handler_id != 0;
	case F_RESULT: return s->result == RESULT_YES || s->result == RESULT_NO;
	case F_FACTORS:
		for (int i = 0; i < FACTOR_MAX; i++)
			if (s->factors[i] != RESULT_YES && s->factors[i] != RESULT_NO)
				return false;
		return true;
	case F_PHOTO: return s->n_files > 0;
	case F_KEPT: return s->kept_case != 0 && s->kept_case != c->id;
	case F_CLASS: return s->class_id != 0;
	case F_CELL: return s->set_cell;
	case F_POINT: return s->has_point;
	case F_ANSWER: return s->answer != NULL && s->answer[0] != '\0';
	case F_ADDRESS: return s->address != NULL && s->address[0] != '\0';
	case F_FAULT: return true;
	}
	return false;
}

static const struct {
	enum field field;
	const char *name;
} field_names[] = {
	{ F_TEXT, "note" }, { F_REASON, "reason" }, { F_UNIT, "unit" }, { F_CONDITION, "condition" },
	{ F_SUPERVISOR, "supervisor" }, { F_HANDLER, "handler" }, { F_RESULT, "result" },
	{ F_FACTORS, "factor_standard" }, { F_PHOTO, "photo" }, { F_KEPT, "kept" }, { F_CLASS, "class" },
	{ F_CELL, "cell" }, { F_POINT, "lat" }, { F_ANSWER, "answer" }, { F_ADDRESS, "address" },
	{ F_FAULT, "fault" },
};

static enum err
check_fields(const struct transition *t, const struct case_row *c, const struct step *s)
{
	bool all = true;

	for (size_t i = 0; i < N(field_names); i++)
		if ((t->need & field_names[i].field) != 0 && !is_there(field_names[i].field, c, s))
			return err_raise_field(ERR_INVALID, field_names[i].name, "Err.required");
	for (int i = 0; i < FACTOR_MAX; i++)
		all = all && s->factors[i] == RESULT_YES;
	/* Who dispatched any round never judges or closes (invariant 1); the row knows only the last one. */
	if ((t->guard & G_NOT_DISPATCHER) != 0 && s->dispatched_before)
		return err_raise(ERR_DENIED, "Guard.not_dispatcher");
	if ((t->guard & G_ALL_FACTORS) != 0 && (!all || c->check_result != RESULT_YES))
		return err_raise_field(ERR_INVALID, "factor_check", "Guard.all_factors");
	if ((t->guard & G_A_FACTOR_FAILS) != 0 && all)
		return err_raise_field(ERR_INVALID, "factor_standard", "Guard.a_factor_fails");
	if ((t->guard & G_NEW_UNIT) != 0 && s->unit_id == c->unit_id)
		return err_raise_field(ERR_INVALID, "unit", "Guard.new_unit");
	if (s->kept_case != 0 && s->kept_case == c->id)
		return err_raise_field(ERR_INVALID, "kept", "Err.kept_case");
	if ((t->effect & E_DROP_ORDER) != 0 && s->supervisor_id == c->supervisor_id)
		return err_raise_field(ERR_INVALID, "supervisor", "Guard.new_supervisor");
	/* The unit that handles never checks (invariant 1). */
	if (t->action == ACT_ORDER_CHECK && s->supervisor_unit != 0 && s->supervisor_unit == c->unit_id)
		return err_raise_field(ERR_INVALID, "supervisor", "Guard.other_unit");
	return OK;
}

static enum limit_unit
unit_for(const struct case_row *c, enum limit_unit unit)
{
	return c->hazard ? limit_unit_urgent(unit) : unit;	/* hazards never wait (workflow §3) */
}

static enum err
stage_due(const struct case_row *c, const struct office *o, enum lim lim, usec_t from, usec_t *due)
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
	const bool same = c->unit_id == s->unit_id;
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
	else
		c->round++;
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

static void
drop_unit(struct change *out)
{
	struct case_row *c = &out->after;

	out->end_promise = out->end_unit = c->unit_id != 0;
	c->unit_id = c->handler_id = 0;
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
close_case(const struct step *s, struct change *out)
{
	out->after.closer_id = s->who.user_id;
	out->after.closed_at = s->at;
	out->end_promise = true;
	answer_senders(out, 0);
}

/* Effects that only change the row; the rest is in apply_effects(). */
static void
set_marks(const struct transition *t, const struct step *s, struct case_row *c)
{
	const uint32_t fx = t->effect;

	if (fx & E_SIGN)
		c->signed_at = s->at;
	if (fx & E_FEEDBACK)
		c->fed_back_at = s->at;
	if (fx & E_REMEMBER)
		c->state_before = c->state;
	if (fx & E_GO_BACK && c->signed_at == USEC_NONE)
		c->signed_at = s->at;	/* a refused return signs at the ruling (design §4.4) */
	if (fx & E_COUNT_RETURN)
		c->return_count++;
	if (fx & E_COUNT_REWORK)
		c->rework_count++;
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
		/* 30 years for supervised, designated or hazard cases, else 10 (metrics §6.5). */
		c->retention_years = c->hazard || c->designated || c->supervise > 1 ? 30 : 10;
	}
}

static enum err
apply_effects(const struct step *s, const struct office *o, struct change *out)
{
	const uint32_t fx = out->t->effect;
	struct case_row *c = &out->after;
	enum err e = OK;

	set_marks(out->t, s, c);
	if (fx & E_ACCEPT_CLOCK)
		e = stage_due(c, o, LIM_ACCEPT, s->at, &c->accept_due);
	if (e == OK && fx & E_FILE) {
		c->condition_id = s->condition_id;
		c->filed_by = s->who.user_id;
		c->filed_at = c->filed_at != USEC_NONE ? c->filed_at : s->at;
		out->needs_number = c->number == NULL;
	}
	if (e == OK && fx & (E_PROMISE | E_REWORK_PROMISE))
		e = dispatch(s, o, out, (fx & E_REWORK_PROMISE) != 0);
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
	if (fx & E_LOCK) {
		c->leader_locked = true;
		out->flag = "leader_locked";
	}
	if (fx & E_HAZARD || (fx & E_CORRECT && s->class_hazard && !c->hazard)) {
		c->hazard = c->urgent = true;
		out->flag = "hazard";
	}
	if (fx & E_CLOSE)
		close_case(s, out);
	if (fx & E_REFUSE)
		answer_senders(out, CP_REFUSED);
	if (fx & E_VOID) {
		c->parent_case = s->kept_case;
		answer_senders(out, s->kept_case != 0 ? 0 : CP_REFUSED);
	}
	return e;
}

/* The stage that begins, with its inner and outer clock. */
static enum err
open_stage(const struct step *s, const struct office *o, struct change *out)
{
	struct case_row *c = &out->after;
	struct new_stage *st = &out->stage;
	enum err e = OK;

	out->new_stage = true;
	*st = (struct new_stage){ .state = c->state, .round = c->round, .due = USEC_NONE, .outer_due = USEC_NONE };
	if (c->state == CS_VERIFYING || c->state == CS_CHECKING)
		st->user_id = c->supervisor_id;
	else
		st->unit_id = c->unit_id;
	switch (out->t->limit) {
	case LIM_ACCEPT_SAME: st->due = c->accept_due; break;
	case LIM_HANDLING: st->due = c->due_at; break;
	case LIM_ARCHIVE: break;	/* a time of rest, no limit for a person */
	default: e = stage_due(c, o, out->t->limit, s->at, &st->due);
	}
	/* The check hour's outer clock runs from the unit's feedback (R3). */
	if (e == OK && (c->state == CS_FEEDBACK || c->state == CS_CHECK_PENDING || c->state == CS_CHECKING))
		e = stage_due(c, o, LIM_CHECK, c->fed_back_at, &st->outer_due);
	c->stage_started = s->at;
	c->stage_due = st->due;
	out->order_due = st->due;
	return e;
}

static void
put(struct buf *b, const char *name, int64_t v)
{
	if (v != 0)
		buf_printf(b, "%s=%lld\n", name, (long long)v);
}

/* What the ledger keeps beside the fixed columns: identifiers only, no personal text. */
static const char *
detail_of(struct arena *a, const struct step *s, const struct change *out)
{
	struct buf b;

	buf_init(&b, a);
	put(&b, "unit", s->unit_id);
	put(&b, "condition", s->condition_id);
	put(&b, "supervisor", s->supervisor_id);
	put(&b, "handler", s->handler_id);
	put(&b, "class", s->class_id);
	put(&b, "kept", s->kept_case);
	put(&b, "result", s->result);
	put(&b, "standard", s->factors[FACTOR_STANDARD]);
	put(&b, "photos", s->factors[FACTOR_PHOTOS]);
	put(&b, "check", s->factors[FACTOR_CHECK]);
	put(&b, "fault", s->dispatcher_fault);
	if (s->has_point)
		buf_printf(&b, "lat=%d\nlon=%d\n", s->lat, s->lon);
	if (out->has_promise && out->promise.due != USEC_NONE)
		buf_printf(&b, "due=%lld\n", (long long)out->promise.due);
	if (out->has_promise && out->promise.original_due != USEC_NONE)
		buf_printf(&b, "original_due=%lld\n", (long long)out->promise.original_due);
	return b.s;
}

/* A class that is a hazard by rule, found while correcting, tells at once as row 3 does. */
static const struct transition correct_hazard = { .row = "–", .action = ACT_CORRECT, .code = "correct",
	.effect = E_CORRECT, .tell = T_UNIT | T_UNIT_LEADER | T_DISPATCHER | T_CHIEF | T_COMMANDER };

enum err
casework_apply(struct arena *a, const struct case_row *c, const struct step *s,
    const struct office *o, struct change *out)
{
	const struct transition *t = workflow_find((enum case_state)c->state, s->action);
	struct change ch = { .t = t, .after = *c };
	const char *no;
	enum err e;

	if (t == NULL)
		return err_raise(ERR_NOT_FOUND, "Guard.no_step");
	if ((no = workflow_refusal(t, c, &s->who, o, s->at)) != NULL)
		return err_raise(ERR_DENIED, "%s", no);
	if ((e = check_fields(t, c, s)) != OK || (e = apply_effects(s, o, &ch)) != OK)
		return e;
	if ((t->effect & E_GO_BACK) != 0 && c->state_before == CS_HANDLING)
		ch.after.state = CS_HANDLING;
	else if (t->to != CS_NONE)
		ch.after.state = t->to;
	if (t->to != CS_NONE || (t->effect & E_NEW_STAGE) != 0)
		if ((e = open_stage(s, o, &ch)) != OK)
			return e;
	if ((t->effect & E_CORRECT) != 0 && ch.flag != NULL)
		ch.t = &correct_hazard;
	if (ch.after.unit_id != c->unit_id)
		ch.left_unit = c->unit_id;
	ch.after.version++;
	ch.detail = detail_of(a, s, &ch);
	*out = ch;
	return OK;
}

enum err
casework_register(struct arena *a, const struct case_row *c, const struct step *s,
    const struct office *o, struct change *out)
{
	static const struct transition row = { .row = "1", .action = ACT_REPORT, .code = "register",
		.to = CS_REGISTERED, .tell = T_ACCEPTOR };
	/* A hazard does not wait for its dispatch (workflow §3, row 3). */
	static const struct transition hazard = { .row = "1", .action = ACT_REPORT, .code = "register",
		.to = CS_REGISTERED, .tell = T_ACCEPTOR | T_DISPATCHER | T_CHIEF | T_COMMANDER };
	struct change ch = { .t = c->hazard ? &hazard : &row, .after = *c, .flag = c->hazard ? "hazard" : NULL };
	const bool verify = source_needs_verify((enum source)c->source);
	enum err e;

	ch.after.state = CS_REGISTERED;
	ch.after.version = 1;
	ch.after.round = 0;
	ch.after.stage_started = c->received_at;
	ch.after.registered_by = s->who.user_id;
	ch.after.accept_due = USEC_NONE;
	if (!verify && (e = stage_due(c, o, LIM_ACCEPT, c->received_at, &ch.after.accept_due)) != OK)
		return e;
	ch.after.stage_due = ch.after.accept_due;
	if (verify && (e = stage_due(c, o, LIM_SEND_VERIFY, c->received_at, &ch.after.stage_due)) != OK)
		return e;
	ch.new_stage = true;
	ch.stage = (struct new_stage){ .state = CS_REGISTERED, .due = ch.after.stage_due, .outer_due = USEC_NONE };
	ch.complaint_state = CP_REGISTERED;
	if (ch.after.hazard)	/* by rule of its class */
		ch.flag = "hazard";
	ch.detail = detail_of(a, s, &ch);
	*out = ch;
	return OK;
}
