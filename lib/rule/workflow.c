#include "config.h"
#include "lib/rule/workflow.h"

#include <string.h>

#include "lib/base/check.h"

#include "lib/base/banned.h"

/* Every state in which somebody still works on the case. */
#define ANY_OPEN { CS_REGISTERED, CS_VERIFYING, CS_FILING, CS_FILING_CHIEF, CS_FILED, \
	CS_COORDINATING, CS_LEADER_PENDING, CS_DISPATCHED, CS_HANDLING, CS_RETURN_REVIEW, CS_FEEDBACK }

static const struct transition table[] = {
	/* 4.1 collect and file */
	{ "3", ACT_HAZARD, "hazard", ANY_OPEN, CS_NONE, PERM_HAZARD, F_TEXT, 0,
	    G_NOT_HAZARD, E_HAZARD, LIM_NONE, T_UNIT | T_UNIT_LEADER | T_DISPATCHER | T_CHIEF | T_COMMANDER, false },
	{ "4", ACT_ORDER_VERIFY, "order_verify", { CS_REGISTERED }, CS_VERIFYING, PERM_ORDER_SITE,
	    F_SUPERVISOR, F_TEXT, G_NEEDS_VERIFY, E_ORDER, LIM_VERIFY, T_SUPERVISOR, true },
	{ "5", ACT_VERIFY_RESULT, "verify_result", { CS_VERIFYING }, CS_FILING, PERM_SITE,
	    F_RESULT | F_PHOTO, F_TEXT | F_POINT, G_OWN_ORDER, E_ANSWER_ORDER | E_ACCEPT_CLOCK,
	    LIM_ACCEPT_SAME, T_ACCEPTOR, true },
	{ "6", ACT_ORDER_VERIFY, "order_verify", { CS_VERIFYING }, CS_VERIFYING, PERM_ORDER_SITE,
	    F_SUPERVISOR | F_TEXT, 0, 0, E_ORDER | E_DROP_ORDER, LIM_VERIFY, T_SUPERVISOR, false },
	{ "6", ACT_LATE_VERIFY, "late_verify", { CS_VERIFYING }, CS_NONE, PERM_MAX, 0, 0,
	    0, 0, LIM_NONE, T_ACCEPTOR | T_SUPERVISOR, false },
	{ "7", ACT_TAKE, "take", { CS_REGISTERED }, CS_FILING, PERM_FILE, 0, 0,
	    G_NO_VERIFY, 0, LIM_ACCEPT_SAME, 0, true },
	{ "8", ACT_FILE, "file", { CS_FILING }, CS_FILED, PERM_FILE, F_CONDITION, F_TEXT,
	    G_CLASS | G_CELL | G_FOUND_TRUE, E_FILE, LIM_DISPATCH, T_DISPATCHER | T_SENDER, true },
	{ "–", ACT_CORRECT, "correct", { CS_REGISTERED, CS_FILING, CS_FILING_CHIEF }, CS_NONE, PERM_FILE,
	    0, F_CLASS | F_CELL | F_ADDRESS | F_TEXT, 0, E_CORRECT, LIM_NONE, 0, false },
	{ "9", ACT_ASK_CHIEF, "ask_chief", { CS_FILING }, CS_FILING_CHIEF, PERM_FILE, F_TEXT, 0,
	    0, 0, LIM_ACCEPT_SAME, T_CHIEF, false },
	{ "10", ACT_FILE_CHIEF, "file_chief", { CS_FILING_CHIEF }, CS_FILED, PERM_FILE_DOUBTFUL,
	    F_CONDITION | F_TEXT, 0, G_CLASS | G_CELL, E_FILE, LIM_DISPATCH, T_DISPATCHER | T_SENDER, true },
	{ "11", ACT_REFUSE, "refuse", { CS_FILING }, CS_NOT_ACCEPTED, PERM_FILE,
	    F_REASON | F_TEXT, F_ANSWER, 0, E_REFUSE, LIM_ARCHIVE, T_SENDER | T_UPPER, false },
	{ "11", ACT_REFUSE, "refuse", { CS_FILING_CHIEF }, CS_NOT_ACCEPTED, PERM_FILE_DOUBTFUL,
	    F_REASON | F_TEXT, F_ANSWER, 0, E_REFUSE, LIM_ARCHIVE, T_SENDER | T_UPPER, false },
	{ "12", ACT_BACK_TO_UPPER, "back_to_upper", { CS_REGISTERED }, CS_NOT_ACCEPTED, PERM_FILE,
	    F_REASON | F_TEXT, F_ANSWER, G_FROM_UPPER, E_REFUSE, LIM_ARCHIVE, T_UPPER, false },
	{ "13", ACT_VOID, "void", { CS_REGISTERED, CS_FILING }, CS_VOID, PERM_VOID, F_TEXT, F_KEPT,
	    0, E_VOID, LIM_NONE, T_SENDER, false },
	/* 4.2 dispatch */
	{ "20", ACT_DISPATCH, "dispatch", { CS_FILED }, CS_DISPATCHED, PERM_DISPATCH, F_UNIT, F_TEXT,
	    0, E_PROMISE, LIM_SIGN, T_UNIT | T_SENDER, true },
	{ "21", ACT_UNCLEAR, "unclear", { CS_FILED }, CS_COORDINATING, PERM_DISPATCH, F_TEXT, F_UNIT,
	    0, 0, LIM_COORDINATE, T_UNIT, false },
	{ "22", ACT_DISPATCH_AGREED, "dispatch_agreed", { CS_COORDINATING }, CS_DISPATCHED,
	    PERM_DISPATCH, F_UNIT | F_TEXT, 0, 0, E_PROMISE, LIM_SIGN, T_UNIT | T_SENDER, true },
	{ "32", ACT_INSTRUCT, "instruct", { CS_LEADER_PENDING }, CS_DISPATCHED, PERM_INSTRUCT,
	    F_UNIT | F_TEXT, 0, 0, E_PROMISE | E_LOCK, LIM_SIGN, T_UNIT | T_UNIT_LEADER | T_DISPATCHER, true },
	{ "33", ACT_REDISPATCH, "redispatch", { CS_HANDLING, CS_DISPATCHED }, CS_DISPATCHED,
	    PERM_DISPATCH, F_UNIT | F_TEXT, F_FAULT, G_NEW_UNIT | G_NOT_LOCKED, E_PROMISE | E_NEW_STAGE, LIM_SIGN,
	    T_UNIT, false },
	{ "33", ACT_REDISPATCH, "redispatch", { CS_RETURN_REVIEW }, CS_DISPATCHED, PERM_DISPATCH,
	    F_UNIT | F_TEXT, F_FAULT, G_NEW_UNIT | G_SHORT_RETURNS,
	    E_PROMISE | E_NEW_STAGE | E_COUNT_RETURN, LIM_SIGN, T_UNIT, false },
	{ "34", ACT_TO_ACCEPTOR, "to_acceptor", { CS_FILED }, CS_FILING, PERM_DISPATCH, F_TEXT, 0,
	    0, E_ACCEPT_CLOCK, LIM_ACCEPT_SAME, T_ACCEPTOR, false },
	/* 4.3 handle */
	{ "40", ACT_SIGN, "sign", { CS_DISPATCHED }, CS_HANDLING, PERM_UNIT_WORK, 0, 0,
	    G_OWN_UNIT, E_SIGN, LIM_HANDLING, 0, true },
	{ "41", ACT_LATE_SIGN, "late_sign", { CS_DISPATCHED }, CS_NONE, PERM_MAX, 0, 0,
	    0, 0, LIM_NONE, T_UNIT | T_UNIT_LEADER | T_DISPATCHER, false },
	{ "42", ACT_RETURN, "return", { CS_DISPATCHED, CS_HANDLING }, CS_RETURN_REVIEW, PERM_UNIT_WORK,
	    F_REASON | F_TEXT, F_PHOTO, G_OWN_UNIT | G_NOT_LOCKED | G_RETURN_HOUR, E_REMEMBER,
	    LIM_RETURN_REVIEW, T_DISPATCHER | T_CHIEF, false },
	{ "43", ACT_RETURN_PLAUSIBLE, "return_plausible", { CS_RETURN_REVIEW }, CS_COORDINATING,
	    PERM_REVIEW_RETURN, F_TEXT, 0, G_SHORT_RETURNS, E_DROP_UNIT | E_COUNT_RETURN, LIM_COORDINATE,
	    T_UNIT, true },
	{ "44", ACT_RETURN_TO_LEADER, "return_to_leader", { CS_RETURN_REVIEW }, CS_LEADER_PENDING,
	    PERM_COMMAND, F_TEXT, 0, 0, E_COUNT_RETURN, LIM_LEADER, T_LEADER | T_UNIT, true },
	{ "45", ACT_RETURN_REFUSED, "return_refused", { CS_RETURN_REVIEW }, CS_HANDLING,
	    PERM_REVIEW_RETURN, F_TEXT, 0, G_SHORT_RETURNS, E_GO_BACK, LIM_HANDLING,
	    T_UNIT | T_UNIT_LEADER, false },
	{ "R13", ACT_ASSIGN, "assign", { CS_HANDLING }, CS_NONE, PERM_UNIT_WORK, F_HANDLER, F_TEXT,
	    G_OWN_UNIT, E_ASSIGN, LIM_NONE, T_HANDLER, false },
	/* 4.4 feedback, check, close */
	{ "70", ACT_FEEDBACK, "feedback", { CS_HANDLING }, CS_FEEDBACK, PERM_UNIT_WORK,
	    F_TEXT | F_PHOTO, 0, G_OWN_UNIT, E_FEEDBACK, LIM_FEEDBACK_REVIEW, T_DISPATCHER, true },
	{ "71", ACT_FEEDBACK_CONFIRM, "feedback_confirm", { CS_FEEDBACK }, CS_CHECK_PENDING,
	    PERM_REVIEW_FEEDBACK, 0, F_TEXT, 0, 0, LIM_SEND_CHECK, T_ACCEPTOR, true },
	{ "71b", ACT_ORDER_CHECK, "order_check", { CS_CHECK_PENDING }, CS_CHECKING, PERM_ORDER_SITE,
	    F_SUPERVISOR, F_TEXT, 0, E_ORDER, LIM_CHECK, T_SUPERVISOR, true },
	{ "72", ACT_FEEDBACK_INCOMPLETE, "feedback_incomplete", { CS_FEEDBACK }, CS_HANDLING,
	    PERM_REVIEW_FEEDBACK, F_TEXT, 0, 0, 0, LIM_HANDLING, T_UNIT, false },
	{ "72", ACT_INCOMPLETE_SEND, "incomplete_send", { CS_FEEDBACK }, CS_DISPATCHED,
	    PERM_REVIEW_FEEDBACK, F_UNIT | F_TEXT, 0, G_NEW_UNIT, E_PROMISE, LIM_SIGN, T_UNIT, false },
	{ "72", ACT_INCOMPLETE_COORDINATE, "incomplete_coordinate", { CS_FEEDBACK }, CS_COORDINATING,
	    PERM_REVIEW_FEEDBACK, F_TEXT, 0, 0, E_DROP_UNIT, LIM_COORDINATE, T_UNIT, false },
	{ "73", ACT_CHECK_RESULT, "check_result", { CS_CHECKING }, CS_CLOSE_REVIEW, PERM_SITE,
	    F_RESULT | F_PHOTO, F_TEXT | F_POINT, G_OWN_ORDER | G_OTHER_UNIT, E_ANSWER_ORDER,
	    LIM_CLOSE_REVIEW, T_ACCEPTOR, true },
	{ "74", ACT_ORDER_CHECK, "order_check", { CS_CHECKING }, CS_CHECKING, PERM_ORDER_SITE,
	    F_SUPERVISOR | F_TEXT, 0, 0, E_ORDER | E_DROP_ORDER, LIM_CHECK, T_SUPERVISOR, false },
	{ "74", ACT_LATE_CHECK, "late_check", { CS_CHECKING }, CS_NONE, PERM_MAX, 0, 0,
	    0, 0, LIM_NONE, T_ACCEPTOR, false },
	{ "–", ACT_LATE_STAGE, "late_stage", { CS_REGISTERED, CS_FILING, CS_FILING_CHIEF, CS_FILED,
	    CS_COORDINATING, CS_LEADER_PENDING, CS_HANDLING, CS_RETURN_REVIEW, CS_FEEDBACK,
	    CS_CHECK_PENDING, CS_CLOSE_REVIEW, CS_CLOSE_CHIEF, CS_REWORK_PENDING }, CS_NONE, PERM_MAX,
	    0, 0, 0, 0, LIM_NONE, 0, false },
	{ "75a", ACT_JUDGE, "judge", { CS_CLOSE_REVIEW }, CS_CLOSE_CHIEF, PERM_JUDGE, F_FACTORS, F_TEXT,
	    G_CHIEF_CLOSES | G_NOT_DISPATCHER | G_ALL_FACTORS, E_JUDGE, LIM_CLOSE_CHIEF, T_CHIEF, true },
	{ "75", ACT_CLOSE, "close", { CS_CLOSE_REVIEW }, CS_CLOSED, PERM_JUDGE, F_FACTORS,
	    F_TEXT | F_ANSWER, G_CLOSES_ALONE | G_NOT_DISPATCHER | G_ALL_FACTORS, E_JUDGE | E_CLOSE,
	    LIM_ARCHIVE, T_UNIT | T_SENDER | T_DISPATCHER | T_UPPER, true },
	{ "75b", ACT_CLOSE_CHIEF, "close_chief", { CS_CLOSE_CHIEF }, CS_CLOSED, PERM_CLOSE, 0,
	    F_TEXT | F_ANSWER, G_NOT_DISPATCHER, E_CLOSE, LIM_ARCHIVE,
	    T_UNIT | T_SENDER | T_DISPATCHER | T_UPPER, true },
	{ "75c", ACT_CLOSE_BACK, "close_back", { CS_CLOSE_CHIEF }, CS_CLOSE_REVIEW, PERM_CLOSE, F_TEXT, 0,
	    0, E_UNJUDGE, LIM_CLOSE_REVIEW, T_ACCEPTOR, false },
	{ "76", ACT_REWORK, "rework", { CS_CLOSE_REVIEW }, CS_REWORK_PENDING, PERM_JUDGE,
	    F_FACTORS | F_TEXT, 0, G_NOT_DISPATCHER | G_A_FACTOR_FAILS, E_COUNT_REWORK | E_UNJUDGE,
	    LIM_DISPATCH, T_DISPATCHER | T_UNIT | T_UNIT_LEADER, false },
	{ "R1", ACT_REWORK_SEND, "rework_send", { CS_REWORK_PENDING }, CS_DISPATCHED, PERM_DISPATCH,
	    F_UNIT | F_TEXT, 0, 0, E_REWORK_PROMISE, LIM_SIGN, T_UNIT | T_UNIT_LEADER, true },
	{ "R1", ACT_REWORK_COORDINATE, "rework_coordinate", { CS_REWORK_PENDING }, CS_COORDINATING,
	    PERM_DISPATCH, F_TEXT, 0, 0, E_DROP_UNIT, LIM_COORDINATE, T_UNIT, false },
	{ "79", ACT_ARCHIVE, "archive", { CS_CLOSED, CS_CLOSED_SPECIAL, CS_NOT_ACCEPTED }, CS_ARCHIVED,
	    PERM_ARCHIVE, 0, F_TEXT, 0, E_ARCHIVE, LIM_NONE, 0, true },
};

const struct transition *
workflow_table(size_t *n)
{
	*n = N(table);
	return table;
}

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
	for (size_t i = 0; i < N(table); i++)
		if (table[i].action == action && is_from(&table[i], from))
			return &table[i];
	return NULL;
}

enum action
action_of_code(const char *code)
{
	for (size_t i = 0; i < N(table); i++)
		if (strcmp(table[i].code, code) == 0)
			return table[i].action;
	return ACT_NONE;
}

const char *
action_code(enum action action)
{
	static const struct {
		enum action action;
		const char *code;
	} others[] = {
		{ ACT_REPORT, "register" }, { ACT_IMPORTED, "imported" },
		{ ACT_IMPORT_FILED, "import_filed" }, { ACT_IMPORT_DISPATCHED, "import_dispatched" },
		{ ACT_IMPORT_FEEDBACK, "import_feedback" }, { ACT_IMPORT_CLOSED, "import_closed" },
		{ ACT_C_RECEIVED, "received" }, { ACT_C_REGISTERED, "registered" },
		{ ACT_C_REFUSED, "refused" }, { ACT_C_JOINED, "joined" }, { ACT_C_ANSWERED, "answered" },
		{ ACT_C_REVEALED, "revealed" }, { ACT_C_TOLD, "told" },
	};

	for (size_t i = 0; i < N(table); i++)
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
guard_holds(enum step_guard g, const struct case_row *c, const struct actor *who,
    const struct office *office, usec_t now)
{
	switch (g) {
	case G_NEEDS_VERIFY: return source_needs_verify((enum source)c->source);
	case G_NO_VERIFY: return !source_needs_verify((enum source)c->source);
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
	case G_NOT_HAZARD: return !c->hazard;
	case G_ALL_FACTORS: return c->check_result == RESULT_YES;
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
	size_t n = 0;

	for (size_t i = 0; i < N(table) && n < max; i++)
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
	if (perm_in(who->perms, PERM_SEE_UNIT) && c->unit_id != 0 && c->unit_id == who->unit_id)
		return true;
	return perm_in(who->perms, PERM_SEE_GRID) && who->user_id != 0 &&
	    (c->supervisor_id == who->user_id || c->checker_id == who->user_id ||
	    c->registered_by == who->user_id || c->handler_id == who->user_id);
}
