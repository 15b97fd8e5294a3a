#include "config.h"
#include "lib/rule/workflow.h"

#include <string.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

static bool
is_from(const struct transition *t, enum case_state s)
{
	for (size_t i = 0; i < FROM_MAX && t->from[i] != 0; i++)
		if (t->from[i] == (int16_t)s)
			return true;
	return false;
}

const struct transition *
workflow_find(enum case_state from, enum action action)
{
	size_t n_rows;
	const struct transition *table = workflow_table(&n_rows);

	for (size_t i = 0; i < n_rows; i++)
		if (table[i].action == action && is_from(&table[i], from))
			return &table[i];
	return NULL;
}

enum action
action_of_code(const char *code)
{
	size_t n_rows;
	const struct transition *table = workflow_table(&n_rows);

	for (size_t i = 0; i < n_rows; i++)
		if (strcmp(table[i].code, code) == 0)
			return table[i].action;
	return ACT_NONE;
}

const char *
action_code(enum action action)
{
	size_t n_rows;
	const struct transition *table = workflow_table(&n_rows);
	static const struct {
		enum action action;
		const char *code;
	} others[] = {
		{ ACT_WARNED, "warned" }, { ACT_OVERDUE, "overdue" }, { ACT_REPORT, "register" }, { ACT_IMPORTED, "imported" },
		{ ACT_IMPORT_FILED, "import_filed" }, { ACT_IMPORT_DISPATCHED, "import_dispatched" },
		{ ACT_IMPORT_FEEDBACK, "import_feedback" }, { ACT_IMPORT_CLOSED, "import_closed" },
		{ ACT_C_RECEIVED, "received" }, { ACT_C_REGISTERED, "registered" },
		{ ACT_C_REFUSED, "refused" }, { ACT_C_JOINED, "joined" }, { ACT_C_ANSWERED, "answered" },
		{ ACT_C_REVEALED, "revealed" }, { ACT_C_TOLD, "told" }, { ACT_C_RATED, "rated" },
		{ ACT_C_CLEARED, "cleared" }, { ACT_C_DESTROYED, "texts_destroyed" },
		{ ACT_HOLD, "hold" }, { ACT_HOLD_LIFTED, "hold_lifted" }, { ACT_DESTROYED, "case_destroyed" },
		{ ACT_JOINED_BY, "joined_by" }, { ACT_PARTED_FROM, "parted_from" }, { ACT_C_PARTED, "parted" },
		{ ACT_C_ADDED, "added" }, { ACT_C_WITHDRAWN, "sender_withdrawn" }, { ACT_C_WITHDRAW_ASKED, "withdraw_asked" },
		{ ACT_C_CONFIRM_ASKED, "confirm_asked" }, { ACT_C_CONFIRMED, "confirmed" }, { ACT_C_WISHED, "wished" },
	};

	for (size_t i = 0; i < n_rows; i++)
		if (table[i].action == action)
			return table[i].code;
	for (size_t i = 0; i < N(others); i++)
		if (others[i].action == action)
			return others[i].code;
	return "";
}

const char *
lim_code(enum lim lim)
{
	static const char *const codes[LIM_MAX] = {
#define X(name) [LIM_##name] = #name,
		LIM_LIST(X)
#undef X
	};

	return lim > LIM_NONE && lim < LIM_MAX ? codes[lim] : "";
}

bool
source_needs_verify(enum source s)
{
	return s != SRC_SUPERVISOR && s != SRC_UPPER && s != SRC_TEAM && s != SRC_AUTONOMY &&
	    s != SRC_SELF && s != SRC_GUARD;
}

bool
source_is_public(enum source s)
{
	return s >= SRC_HOTLINE && s <= SRC_DEPUTY;
}

const char *
rating_refusal(enum case_state s)
{
	return s == CS_CLOSED || s == CS_CLOSED_SPECIAL ? NULL : s == CS_ARCHIVED ? "Guard.rating_over" : "Guard.rating_early";
}

bool
rating_asks_for_more(enum rating r)
{
	return r == RATING_PARTLY || r == RATING_UNSOLVED;
}

bool
state_is_final(enum case_state s)
{
	return s == CS_NOT_ACCEPTED || s == CS_CLOSED || s == CS_CLOSED_SPECIAL || s == CS_ARCHIVED ||
	    s == CS_VOID;
}

/*
 * Within the hour of receipt: from the signature, or from the dispatch while
 * it is unsigned (workflow §3).  A calendar that does not reach so far says no.
 */
static bool
return_hour_runs(const struct case_row *c, const struct office *office, usec_t now)
{
	const struct stage_limit *l = &office->limits[LIM_RETURN];
	usec_t from = c->signed_at != USEC_NONE ? c->signed_at : c->dispatched_at, due;

	if (from == USEC_NONE || deadline_add(office->cal, from, l->amount,
	    c->hazard ? limit_unit_urgent(l->unit) : l->unit, NO_PAUSES, &due) != OK)
		return false;
	return due == USEC_NONE || now <= due;
}

static bool
is_past_due(const struct case_row *c, usec_t now)
{
	return c->due_at != USEC_NONE && now > c->due_at;
}

static bool
needs_verify(const struct case_row *c)
{
	return source_needs_verify((enum source)c->source) && !c->verified_above;
}

static bool
guard_holds(enum step_guard g, const struct case_row *c, const struct actor *who,
    const struct office *office, usec_t now)
{
	switch (g) {
	case G_NEEDS_VERIFY: return needs_verify(c);
	case G_NO_VERIFY: return !needs_verify(c);
	case G_FROM_UPPER: return c->source == SRC_UPPER;
	case G_CLASS: return c->class_id != 0;
	case G_CELL: return c->unit_cell_id != 0 || c->outside;
	case G_FOUND_TRUE: return c->verify_result != RESULT_NO;
	case G_OWN_UNIT: return c->unit_id != 0 && c->unit_id == who->unit_id;
	case G_OWN_ORDER: return c->supervisor_id != 0 && c->supervisor_id == who->user_id;
	case G_OTHER_UNIT: return c->unit_id == 0 || c->unit_id != who->unit_id;
	case G_NOT_DISPATCHER: return c->dispatcher_id == 0 || c->dispatcher_id != who->user_id;
	case G_NOT_LOCKED: return !c->leader_locked;
	case G_RETURN_HOUR: return return_hour_runs(c, office, now);
	case G_SHORT_RETURNS: return office->short_returns;
	case G_CHIEF_CLOSES: return !office->acceptor_closes;
	case G_CLOSES_ALONE: return office->acceptor_closes;
	case G_CONFERRED: return c->state != CS_RETURN_REVIEW || c->conferred || office->short_returns;
	case G_OWN_HAND: return c->handler_id != 0 && c->handler_id == who->user_id;
	case G_RESTED: return now >= c->stage_started && now - c->stage_started >= office->archive_days * USEC_DAY;
	case G_ALL_FACTORS: return c->check_result == RESULT_YES;
	case G_BEFORE_DUE: return c->due_at == USEC_NONE || now <= c->due_at;
	case G_NOT_EXTENDED: return c->ext_count == 0 && !c->watch;
	case G_EXTENDED: return c->ext_count > 0;
	case G_NO_REQUEST: return !c->ext_pending && !c->watch_asked;
	case G_EXT_ASKED: return c->ext_pending;
	case G_WATCH_ASKED: return c->watch_asked;
	case G_WATCH_LEFT: return c->watch_count < WATCH_DATES_MAX;
	case G_NOT_HAZARD: case G_CALM: return !c->hazard;
	case G_HAZARD: return c->hazard;
	case G_NOT_SUSPENDED: return c->suspend_count == 0;
	case G_DATE_REACHED: return c->stage_due != USEC_NONE && now >= c->stage_due;
	case G_SLOW: return is_past_due(c, now) || c->rework_count > 0 || c->supervise > 0;
	case G_STUCK: return is_past_due(c, now) || c->rework_count > 1;
	case G_RETURNED: return c->return_count > 0 || c->state_before != CS_NONE;
	case G_REOPEN_TIME: return c->reopen_until != USEC_NONE && now <= c->reopen_until;
	case G_WINDOW_OVER: return c->reopen_until != USEC_NONE && now > c->reopen_until;
	case G_HAS_UNIT: return c->unit_id != 0 && c->condition_id != 0;
	case G_PUBLIC: return source_is_public((enum source)c->source);
	case G_DRAFT: case G_NO_DRAFT: return c->letter_draft == (g == G_DRAFT);
	case G_SPECIAL_OURS: return c->special_by == SPECIAL_OURS;
	case G_SPECIAL_UPPER: return c->special_by == SPECIAL_UPPER;
	case G_TOSSED: return c->round >= office->designate_after;
	case G_MEMBER: return who->is_member;
	case G_MEMBER_NEW: return !who->has_signed;
	case G_SELF: return c->source == SRC_SELF && c->registered_by != 0 && c->registered_by == who->user_id;
	case G_MERGED: return c->parent_case != 0 && c->void_from != CS_NONE;
	case G_INQUIRY: case G_NO_INQUIRY: return (c->inquiry != ORIGIN_NONE) == (g == G_INQUIRY);
	case G_APPROVAL: case G_NO_APPROVAL: return (c->approval == APPROVAL_ASKED) == (g == G_APPROVAL);
	case G_FROM_12345: return c->source == SRC_12345;
	case G_OWN_SQUAD: return c->squad_id != 0 && c->squad_id == who->unit_id;
	case G_STEAD: return false;
	case G_A_FACTOR_FAILS:		/* of the form's content: casework_apply() */
	case G_NEW_UNIT:
		return true;
	}
	return false;
}

static const struct {
	enum step_guard guard;
	const char *key;
} refusals[] = {
	{ G_NEEDS_VERIFY, "Guard.needs_no_verify" }, { G_NO_VERIFY, "Guard.needs_verify" },
	{ G_FROM_UPPER, "Guard.from_upper" }, { G_CLASS, "Guard.class" }, { G_CELL, "Guard.cell" },
	{ G_FOUND_TRUE, "Guard.found_true" }, { G_OWN_UNIT, "Guard.own_unit" },
	{ G_OWN_ORDER, "Guard.own_order" }, { G_OTHER_UNIT, "Guard.other_unit" },
	{ G_NOT_DISPATCHER, "Guard.not_dispatcher" }, { G_NOT_LOCKED, "Guard.not_locked" },
	{ G_RETURN_HOUR, "Guard.return_hour" }, { G_SHORT_RETURNS, "Guard.short_returns" },
	{ G_CHIEF_CLOSES, "Guard.chief_closes" }, { G_CLOSES_ALONE, "Guard.closes_alone" },
	{ G_NOT_HAZARD, "Guard.not_hazard" }, { G_ALL_FACTORS, "Guard.all_factors" },
	{ G_CONFERRED, "Guard.conferred" }, { G_OWN_HAND, "Guard.own_hand" }, { G_RESTED, "Guard.rested" },
	{ G_BEFORE_DUE, "Guard.before_due" }, { G_NOT_EXTENDED, "Guard.not_extended" },
	{ G_EXTENDED, "Guard.extended" }, { G_NO_REQUEST, "Guard.no_request" },
	{ G_EXT_ASKED, "Guard.no_longer_asked" }, { G_WATCH_ASKED, "Guard.no_longer_asked" },
	{ G_WATCH_LEFT, "Guard.watch_left" }, { G_CALM, "Guard.calm" }, { G_NOT_SUSPENDED, "Guard.not_suspended" },
	{ G_DATE_REACHED, "Guard.date_reached" }, { G_SLOW, "Guard.slow" }, { G_STUCK, "Guard.stuck" },
	{ G_RETURNED, "Guard.returned" }, { G_HAS_UNIT, "Guard.has_unit" }, { G_REOPEN_TIME, "Guard.reopen_time" },
	{ G_PUBLIC, "Guard.public" }, { G_DRAFT, "Guard.draft" }, { G_NO_DRAFT, "Guard.no_draft" },
	{ G_SPECIAL_OURS, "Guard.special_ours" }, { G_SPECIAL_UPPER, "Guard.special_upper" },
	{ G_TOSSED, "Guard.tossed" }, { G_MEMBER, "Guard.member" }, { G_MEMBER_NEW, "Guard.member_new" },
	{ G_SELF, "Guard.self" }, { G_MERGED, "Guard.merged" }, { G_INQUIRY, "Guard.no_inquiry" },
	{ G_NO_INQUIRY, "Guard.inquiry" }, { G_APPROVAL, "Guard.no_approval" },
	{ G_NO_APPROVAL, "Guard.approval" }, { G_FROM_12345, "Guard.from_12345" },
	{ G_OWN_SQUAD, "Guard.own_squad" }, { G_STEAD, "Guard.no_step" }, { G_WINDOW_OVER, "Guard.date_reached" },
	{ G_HAZARD, "Guard.hazard" },
};

const char *
workflow_refusal(const struct transition *t, const struct case_row *c, const struct actor *who,
    const struct office *office, usec_t now)
{
	if (t->perm == PERM_MAX ? who->role != R_SYSTEM : !perm_in(who->perms, t->perm))
		return "Guard.permission";
	for (size_t i = 0; i < N(refusals); i++)
		if ((t->guard & refusals[i].guard) != 0 &&
		    !guard_holds(refusals[i].guard, c, who, office, now))
			return refusals[i].key;
	return NULL;
}

size_t
workflow_allowed(const struct case_row *c, const struct actor *who, const struct office *office,
    usec_t now, const struct transition **out, size_t max)
{
	size_t n_rows;
	const struct transition *table = workflow_table(&n_rows);
	size_t n = 0;

	for (size_t i = 0; i < n_rows && n < max; i++)
		if (table[i].perm != PERM_MAX && is_from(&table[i], (enum case_state)c->state) &&
		    workflow_refusal(&table[i], c, who, office, now) == NULL)
			out[n++] = &table[i];
	return n;
}

bool
workflow_may_see(const struct case_row *c, const struct actor *who)
{
	if (perm_in(who->perms, PERM_SEE_ALL))
		return true;
	if (perm_in(who->perms, PERM_SEE_UNIT) && ((c->unit_id != 0 && c->unit_id == who->unit_id) || who->is_member))
		return true;
	if (perm_in(who->perms, PERM_SQUAD) && who->own_area)
		return true;
	return perm_in(who->perms, PERM_SEE_GRID) && who->user_id != 0 &&
	    (who->own_grid || c->supervisor_id == who->user_id || c->checker_id == who->user_id ||
	    c->registered_by == who->user_id || c->handler_id == who->user_id);
}
