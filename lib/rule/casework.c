#include "config.h"
#include "lib/rule/casework.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/rule/casework_effect.h"

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
	case F_PHOTO:
		return s->n_files > s->n_recordings || (s->action == ACT_FEEDBACK && s->hand_photos > 0);
	case F_KEPT: return s->kept_case != 0 && s->kept_case != c->id;
	case F_CLASS: return s->class_id != 0;
	case F_CELL: return s->set_cell;
	case F_POINT: return s->has_point;
	case F_ANSWER: return s->answer != NULL && s->answer[0] != '\0';
	case F_ADDRESS: return s->address != NULL && s->address[0] != '\0';
	case F_PLAN: return s->plan != NULL && s->plan[0] != '\0';
	case F_ENFORCE: return s->enforcement != NULL && s->enforcement[0] != '\0';
	case F_DATE: return s->date != 0;
	case F_AMOUNT: return s->amount > 0;
	case F_NUMBER: return s->number != NULL && s->number[0] != '\0';
	case F_MEMBERS: return s->n_members > 0;
	case F_OWNER: return s->owner_id != 0;
	case F_ORIGIN: return s->origin != ORIGIN_NONE;
	case F_BATCH:	/* none chosen begins a new one */
	case F_SAME: case F_FALSE: case F_FAULT: return true;
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
	{ F_FAULT, "fault" }, { F_PLAN, "plan" }, { F_ENFORCE, "enforcement" }, { F_DATE, "date" },
	{ F_AMOUNT, "amount" }, { F_NUMBER, "number" }, { F_MEMBERS, "members" }, { F_OWNER, "owner" },
	{ F_BATCH, "batch" }, { F_SAME, "same_fault" }, { F_FALSE, "false_feedback" }, { F_ORIGIN, "origin" },
};

/* A chosen day lies ahead, and not farther than a year (design §4.4). */
static enum err
check_date(const struct step *s)
{
	if (s->date != 0 && s->date <= s->at)
		return err_raise_field(ERR_INVALID, "date", "Guard.date_past");
	if (s->date != 0 && s->date - s->at > 366 * USEC_DAY)
		return err_raise_field(ERR_INVALID, "date", "Guard.date_far");
	return OK;
}

/* Who may grant how much more is data (row 50): per cent of the limit itself. */
static enum err
check_extension(const struct case_row *c, const struct step *s, const struct office *o)
{
	const int64_t more = (int64_t)(s->amount != 0 ? s->amount : c->ext_asked) * 100;
	const int64_t limit = s->promise.amount > 0 ? s->promise.amount : 1;

	if (more > limit * o->extend_commander)
		return err_raise_field(ERR_INVALID, "amount", "Guard.extend_too_long");
	if (s->action == ACT_EXT_GRANT && more > limit * o->extend_chief && !perm_in(s->who.perms, PERM_COMMAND))
		return err_raise_field(ERR_INVALID, "amount", "Guard.extend_long");
	return OK;
}

/* Units beside the lead are others, each named once. */
static enum err
check_members(const struct step *s)
{
	if (s->n_members > MEMBERS_MAX)
		return err_raise_field(ERR_INVALID, "members", "Guard.members_max");
	for (size_t i = 0; i < s->n_members; i++) {
		if (s->members[i] == s->unit_id)
			return err_raise_field(ERR_INVALID, "members", "Guard.members_lead");
		for (size_t k = 0; k < i; k++)
			if (s->members[k] == s->members[i])
				return err_raise_field(ERR_INVALID, "members", "Err.choice");
	}
	return s->owner_id != 0 && s->owner_id == s->unit_id ?
	    err_raise_field(ERR_INVALID, "owner", "Guard.new_unit") : OK;
}

/* What the rows about requests, dates and several units ask of the form. */
static enum err
check_more(const struct transition *t, const struct case_row *c, const struct step *s, const struct office *o)
{
	enum err e = check_date(s);

	if (e == OK && (t->effect & (E_EXT_ASK | E_EXT_GRANT)) != 0)
		e = check_extension(c, s, o);
	if (e == OK)
		e = check_members(s);
	if (e == OK && (t->effect & E_FINDING) != 0 && !s->unit_returned)
		e = err_raise_field(ERR_INVALID, "unit", "Guard.unit_returned");
	if (e == OK && t->action == ACT_SPOT && s->n_files < 2)
		e = err_raise_field(ERR_INVALID, "photo", "Guard.two_photos");
	return e;
}

static enum err
check_fields(const struct transition *t, const struct case_row *c, const struct step *s, const struct office *o)
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
	if ((t->effect & E_RECLASSIFY) != 0 && s->class_id == c->class_id && s->condition_id == c->condition_id)
		return err_raise_field(ERR_INVALID, "class", "Guard.new_class");
	if (s->kept_case != 0 && s->kept_case == c->id)
		return err_raise_field(ERR_INVALID, "kept", "Err.kept_case");
	if ((t->effect & E_DROP_ORDER) != 0 && s->supervisor_id == c->supervisor_id)
		return err_raise_field(ERR_INVALID, "supervisor", "Guard.new_supervisor");
	/* Far from the place is said why; an old phone that knows no position may answer all the same (5, 73). */
	if ((t->take & F_POINT) != 0 && s->has_point && s->far > o->site_tolerance && !is_there(F_TEXT, c, s))
		return err_raise_field(ERR_INVALID, "note", "Guard.far");
	/* The unit that handles never checks (invariant 1). */
	if (t->action == ACT_ORDER_CHECK && s->supervisor_unit != 0 && s->supervisor_unit == c->unit_id)
		return err_raise_field(ERR_INVALID, "supervisor", "Guard.other_unit");
	return OK;
}

/* The limit of a state that a case comes back to. */
static enum lim
limit_of(int32_t state)
{
	static const struct {
		enum case_state state;
		enum lim lim;
	} limits[] = {
		{ CS_REGISTERED, LIM_ACCEPT_SAME }, { CS_FILING, LIM_ACCEPT_SAME }, { CS_FILING_CHIEF, LIM_ACCEPT_SAME },
		{ CS_FILED, LIM_DISPATCH }, { CS_COORDINATING, LIM_COORDINATE }, { CS_LEADER_PENDING, LIM_LEADER },
		{ CS_HEARING, LIM_HEARING }, { CS_DISPATCHED, LIM_SIGN }, { CS_HANDLING, LIM_HANDLING },
		{ CS_RETURN_REVIEW, LIM_RETURN_REVIEW },
	};

	for (size_t i = 0; i < N(limits); i++)
		if ((int32_t)limits[i].state == state)
			return limits[i].lim;
	return LIM_NONE;
}

/* The handling limit; the sending system's own deadline governs when it is earlier (R12). */
static usec_t
handling_due(const struct case_row *c)
{
	return c->ext_due != USEC_NONE && (c->due_at == USEC_NONE || c->ext_due < c->due_at) ? c->ext_due : c->due_at;
}

/* The stage that begins, with its inner and outer clock. */
static enum err
open_stage(const struct step *s, const struct office *o, struct change *out)
{
	struct case_row *c = &out->after;
	struct new_stage *st = &out->stage;
	const enum lim lim = out->t->limit == LIM_OF_STATE ? limit_of(c->state) : out->t->limit;
	enum err e = OK;

	out->new_stage = true;
	*st = (struct new_stage){ .state = c->state, .round = c->round, .due = USEC_NONE, .outer_due = USEC_NONE };
	if (c->state == CS_VERIFYING || c->state == CS_CHECKING)
		st->user_id = c->supervisor_id;
	else
		st->unit_id = c->unit_id;
	switch (lim) {
	case LIM_ACCEPT_SAME: st->due = c->accept_due; break;
	case LIM_HANDLING: st->due = handling_due(c); break;
	case LIM_DATE: st->due = s->date; break;
	case LIM_ARCHIVE: break;	/* a time of rest, no limit for a person */
	default: e = casework_due(c, o, lim, s->at, &st->due);
	}
	/* The check hour's outer clock runs from the unit's feedback (R3). */
	if (e == OK && (c->state == CS_SQUAD_REVIEW || c->state == CS_FEEDBACK || c->state == CS_CHECK_PENDING ||
	    c->state == CS_CHECKING))
		e = casework_due(c, o, LIM_CHECK, c->fed_back_at, &st->outer_due);
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
detail_of(struct arena *a, const struct case_row *was, const struct step *s, const struct change *out)
{
	struct buf b;

	buf_init(&b, a);
	put(&b, "unit", s->unit_id);
	put(&b, "condition", s->condition_id);
	put(&b, "supervisor", s->supervisor_id);
	put(&b, "handler", s->handler_id);
	put(&b, "class", s->class_id);
	if ((out->t->effect & E_RECLASSIFY) != 0) {
		put(&b, "was_class", was->class_id);
		put(&b, "was_condition", was->condition_id);
		buf_printf(&b, "was_due=%lld\n", (long long)was->due_at);
	}
	put(&b, "squad", out->after.squad_id);
	put(&b, "kept", s->kept_case);
	put(&b, "result", s->result);
	put(&b, "standard", s->factors[FACTOR_STANDARD]);
	put(&b, "photos", s->factors[FACTOR_PHOTOS]);
	put(&b, "check", s->factors[FACTOR_CHECK]);
	put(&b, "fault", s->dispatcher_fault);
	if (s->has_point)
		buf_printf(&b, "lat=%d\nlon=%d\n", s->lat, s->lon);
	else if ((out->t->take & F_POINT) != 0)
		buf_str(&b, "no_position=1\n");
	put(&b, "clock", s->side);
	put(&b, "amount", s->amount);
	put(&b, "owner", s->owner_id);
	put(&b, "batch", out->after.batch_id != 0 && (out->t->effect & E_BATCH) != 0 ? out->after.batch_id : 0);
	put(&b, "same_fault", s->same_fault);
	put(&b, "false_feedback", s->false_feedback);
	put(&b, "origin", s->origin);
	for (size_t i = 0; i < s->n_members; i++)
		put(&b, "member", s->members[i]);
	if (s->date != 0)
		buf_printf(&b, "until=%lld\n", (long long)s->date);
	put(&b, "far", s->has_point ? s->far : 0);
	if (out->has_promise && out->promise.due != USEC_NONE)
		buf_printf(&b, "due=%lld\n", (long long)out->promise.due);
	if (out->has_promise && out->promise.original_due != USEC_NONE)
		buf_printf(&b, "original_due=%lld\n", (long long)out->promise.original_due);
	return b.s;
}

/* A class that is a hazard by rule, found after registration, tells at once as row 3 does. */
static const struct transition *
louder(struct arena *a, const struct transition *t)
{
	struct transition *x = arena_memdup(a, t, sizeof(*t));

	x->tell |= T_UNIT | T_UNIT_LEADER | T_DISPATCHER | T_CHIEF | T_COMMANDER;
	return x;
}

/* Feedback goes by way of the squad of the area, where the office wants that and the squad is not who handled it. */
static const struct transition *
in_stead(const struct transition *t, const struct step *s, const struct office *o, struct case_row *after)
{
	if (t->action != ACT_FEEDBACK || !o->squad_review || s->squad_id == 0 || s->squad_id == after->unit_id)
		return t;
	after->squad_id = s->squad_id;
	return workflow_find((enum case_state)after->state, ACT_FEEDBACK_SQUAD);
}

/* A due instant in a year whose holidays are not known yet is never guessed; said in words of the catalogue. */
static enum err
no_calendar(enum err e)
{
	return e == ERR_INVALID ? err_raise(ERR_INVALID, "Guard.calendar") : e;
}

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
	if ((e = check_fields(t, c, s, o)) != OK || (e = check_more(t, c, s, o)) != OK)
		return e;
	ch.t = t = in_stead(t, s, o, &ch.after);
	if ((e = casework_effects(s, o, &ch)) != OK)
		return no_calendar(e);
	if (t->effect & E_BACK)
		ch.after.state = c->state_before;
	else if (t->effect & E_UNMERGE)
		ch.after.state = c->void_from;
	else if (t->to != CS_NONE)
		ch.after.state = t->to;
	if (t->to != CS_NONE || (t->effect & (E_NEW_STAGE | E_BACK | E_UNMERGE)) != 0)
		if ((e = open_stage(s, o, &ch)) != OK)
			return no_calendar(e);
	casework_settle(c, &ch);
	if ((t->effect & (E_CORRECT | E_RECLASSIFY)) != 0 && ch.after.hazard != c->hazard)
		ch.t = louder(a, t);
	if (ch.after.unit_id != c->unit_id)
		ch.left_unit = c->unit_id;
	if (t->effect & E_FINDING)
		ch.left_unit = s->unit_id;
	ch.after.version++;
	ch.detail = detail_of(a, c, s, &ch);
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
	struct change ch = { .t = c->hazard ? &hazard : &row, .after = *c };
	const bool verify = source_needs_verify((enum source)c->source) && !c->verified_above;
	enum err e;

	ch.after.state = CS_REGISTERED;
	ch.after.version = 1;
	ch.after.round = 0;
	ch.after.stage_started = c->received_at;
	ch.after.registered_by = s->who.user_id;
	ch.after.accept_due = USEC_NONE;
	casework_outside(&ch);
	if (!verify && (e = casework_due(c, o, LIM_ACCEPT, c->received_at, &ch.after.accept_due)) != OK)
		return e;
	ch.after.stage_due = ch.after.accept_due;
	if (verify && (e = casework_due(c, o, LIM_SEND_VERIFY, c->received_at, &ch.after.stage_due)) != OK)
		return e;
	ch.new_stage = true;
	ch.stage = (struct new_stage){ .state = CS_REGISTERED, .due = ch.after.stage_due, .outer_due = USEC_NONE };
	ch.complaint_state = CP_REGISTERED;
	if (ch.after.hazard)	/* by rule of its class */
		casework_flag(&ch, "hazard", 1);
	ch.detail = detail_of(a, c, s, &ch);
	*out = ch;
	return OK;
}
