/* The workflow table as a table, and who is offered what. */
#include "config.h"
#include "lib/rule/workflow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/text.h"
#include "lib/rule/casework.h"
#include "tests/unit/rule_office.h"

#include "lib/base/banned.h"

static struct rule_office o;

/* --- the table ------------------------------------------------------------------- */

static const int states[] = { CS_REGISTERED, CS_VERIFYING, CS_FILING, CS_FILING_CHIEF, CS_NOT_ACCEPTED,
	CS_FILED, CS_COORDINATING, CS_LEADER_PENDING, CS_HEARING, CS_ESCALATED, CS_DISPATCHED, CS_HANDLING,
	CS_RETURN_REVIEW, CS_SUSPENDED, CS_FEEDBACK, CS_CHECKING, CS_CLOSE_REVIEW, CS_CHECK_PENDING,
	CS_CLOSE_CHIEF, CS_REWORK_PENDING, CS_SQUAD_REVIEW, CS_CLOSED, CS_SPECIAL_REVIEW, CS_CLOSED_SPECIAL, CS_ARCHIVED, CS_VOID };

static bool
is_state(int s)
{
	for (size_t i = 0; i < N(states); i++)
		if (states[i] == s)
			return true;
	return false;
}

/* No two rows for one pair; states are states; a person's row has a permission, the timer's none. */
static void
rows(void **state)
{
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_true(t[i].from[0] != 0 && t[i].row[0] != '\0' && t[i].code[0] != '\0');
		assert_true(t[i].to == CS_NONE || is_state(t[i].to));
		assert_true((unsigned)t[i].perm <= PERM_MAX);
		assert_int_equal(t[i].need & t[i].take, 0);
		assert_true(t[i].limit < LIM_MAX || t[i].limit == LIM_ACCEPT_SAME || t[i].limit == LIM_HANDLING ||
		    t[i].limit == LIM_DATE || t[i].limit == LIM_OF_STATE);
		assert_int_equal(action_of_code(t[i].code), t[i].action);
		assert_string_equal(action_code(t[i].action), t[i].code);
		for (size_t f = 0; f < FROM_MAX && t[i].from[f] != 0; f++) {
			assert_true(is_state(t[i].from[f]));
			/* Only a merge can be undone. */
			assert_false((t[i].from[f] == CS_VOID && t[i].action != ACT_UNMERGE) || t[i].from[f] == CS_ARCHIVED);
			assert_ptr_equal(workflow_find((enum case_state)t[i].from[f], t[i].action), &t[i]);
		}
	}
	assert_null(workflow_find(CS_ARCHIVED, ACT_REWORK));
	assert_int_equal(action_of_code("no-such-step"), ACT_NONE);
	assert_string_equal(action_code(ACT_C_RECEIVED), "received");
	assert_string_equal(lim_code(LIM_CLOSE_CHIEF), "CLOSE_CHIEF");
	assert_string_equal(lim_code(LIM_HANDLING), "");
}

/* A code stands for one action, and an action for one code. */
static void
codes(void **state)
{
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			assert_true((strcmp(t[i].code, t[k].code) == 0) == (t[i].action == t[k].action));
}

/* What the pages, the ledger's lines and the refusals say, in both languages. */
static void
texts(void **state)
{
	static const char *const guards[] = { "permission", "no_step", "needs_no_verify", "needs_verify",
		"from_upper", "class", "cell", "found_true", "own_unit", "own_order", "other_unit",
		"not_dispatcher", "not_locked", "return_hour", "short_returns", "chief_closes", "closes_alone",
		"not_hazard", "all_factors", "a_factor_fails", "new_unit", "new_supervisor",
		"conferred", "own_hand", "rested", "far" };
	const char *top = getenv("top_srcdir");
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	assert_int_equal(text_load(arena_printf(o.a, "%s/templates/lang", top != NULL ? top : ".")), OK);
	for (enum lang l = 0; l < LANG_MAX; l++) {
		for (size_t i = 0; i < n; i++) {
			assert_non_null(text_find(l, arena_printf(o.a, "Event.%s.Name", t[i].code)));
			if (t[i].perm != PERM_MAX)
				assert_non_null(text_find(l, arena_printf(o.a, "Action.%s.Label", t[i].code)));
		}
		for (size_t i = 0; i < N(guards); i++)
			assert_non_null(text_find(l, arena_printf(o.a, "Guard.%s", guards[i])));
		assert_non_null(text_find(l, "Err.required"));
	}
}

static void
sources(void **state)
{
	static const enum source verify[] = { SRC_VIDEO, SRC_HOTLINE, SRC_12345, SRC_MEDIA, SRC_NET, SRC_WALKIN,
		SRC_DEPUTY, SRC_TRANSFER, SRC_LEADER, SRC_TELEPHONE };
	static const enum source not[] = { SRC_SUPERVISOR, SRC_UPPER, SRC_TEAM, SRC_AUTONOMY, SRC_SELF, SRC_GUARD };

	(void)state;
	for (size_t i = 0; i < N(verify); i++)
		assert_true(source_needs_verify(verify[i]));
	for (size_t i = 0; i < N(not); i++)
		assert_false(source_needs_verify(not[i]));
	assert_true(source_is_public(SRC_NET) && source_is_public(SRC_HOTLINE) && source_is_public(SRC_12345));
	assert_false(source_is_public(SRC_SUPERVISOR) || source_is_public(SRC_UPPER) || source_is_public(SRC_LEADER));
	assert_true(state_is_final(CS_VOID) && state_is_final(CS_CLOSED) && state_is_final(CS_NOT_ACCEPTED));
	assert_false(state_is_final(CS_CLOSE_CHIEF) || state_is_final(CS_REWORK_PENDING));
}

/* --- who may ----------------------------------------------------------------------- */

static struct case_row
in_state(enum case_state s)
{
	struct case_row c = rule_case(SRC_NET, rule_at(6, 10, 9, 0));

	c.state = (int32_t)s;
	c.stage_started = c.dispatched_at = c.signed_at = c.received_at;
	c.unit_id = UNIT_A;
	c.dispatcher_id = DISPATCHER;
	c.supervisor_id = PATROL;
	c.condition_id = 1010101;
	c.due_at = c.received_at + USEC_DAY;
	c.special_by = SPECIAL_OURS;
	c.squad_id = s == CS_SQUAD_REVIEW ? UNIT_SQUAD : 0;
	c.check_result = s >= CS_CLOSE_REVIEW ? RESULT_YES : RESULT_NONE;
	return c;
}

/* What a post is offered in a state, as codes in the table's order. */
static void
offered(enum post p, enum case_state s, const char *want)
{
	const struct transition *list[48];
	struct case_row c = in_state(s);
	struct actor who = rule_actor(&o, p);
	size_t n = workflow_allowed(&c, &who, &o.office, c.received_at, list, N(list));
	const char *got = "";

	for (size_t i = 0; i < n; i++)
		got = arena_printf(o.a, "%s%s%s", got, i > 0 ? " " : "", list[i]->code);
	if (strcmp(got, want) != 0)
		fail_msg("post %d in state %d is offered \"%s\"", (int)p, (int)s, got);
}

static void
buttons(void **state)
{
	(void)state;
	offered(ACCEPTOR, CS_REGISTERED, "hazard order_verify correct void inquiry");
	offered(DISPATCHER, CS_REGISTERED, "inquiry");
	offered(PATROL, CS_VERIFYING, "hazard verify_result");
	offered(ACCEPTOR, CS_VERIFYING, "hazard order_verify inquiry");
	offered(PATROL_2, CS_VERIFYING, "hazard");
	offered(ACCEPTOR, CS_FILING, "hazard file correct ask_chief refuse void inquiry");
	offered(CHIEF, CS_FILING, "hazard inquiry");
	offered(CHIEF, CS_FILING_CHIEF, "hazard file_chief refuse inquiry");
	offered(DISPATCHER, CS_FILED, "dispatch unclear substitute joint escalate to_acceptor special_up inquiry");
	offered(ACCEPTOR, CS_FILED, "hazard merge inquiry");
	offered(CLERK_A, CS_DISPATCHED, "sign return explain");
	offered(CLERK_B, CS_DISPATCHED, "");
	offered(CLERK_A, CS_HANDLING, "return assign batch extension_ask explain special_ask approval_ask feedback");
	offered(DISPATCHER, CS_HANDLING, "reclassify substitute joint escalate redispatch urge special_up inquiry");
	offered(DISPATCHER, CS_RETURN_REVIEW, "confer urge inquiry");
	offered(COMMANDER, CS_RETURN_REVIEW, "hazard merge confer urge inquiry");
	offered(LEADER, CS_LEADER_PENDING, "instruct");
	offered(DISPATCHER, CS_FEEDBACK, "inquiry feedback_confirm feedback_incomplete incomplete_send incomplete_coordinate");
	offered(SQUAD, CS_SQUAD_REVIEW, "inquiry squad_pass squad_back");
	offered(SQUAD, CS_HANDLING, "urge inquiry");
	offered(CLERK_A, CS_SQUAD_REVIEW, "");
	offered(DISPATCHER, CS_SQUAD_REVIEW, "inquiry");
	offered(ACCEPTOR, CS_CHECK_PENDING, "hazard inquiry order_check");
	offered(PATROL, CS_CHECKING, "hazard check_result");
	offered(ACCEPTOR, CS_CHECKING, "hazard inquiry order_check");
	offered(ACCEPTOR, CS_CLOSE_REVIEW, "hazard inquiry judge rework");
	offered(CHIEF, CS_CLOSE_REVIEW, "hazard inquiry");
	offered(CHIEF, CS_CLOSE_CHIEF, "hazard inquiry close_chief close_back");
	offered(DISPATCHER, CS_REWORK_PENDING, "urge inquiry rework_send rework_coordinate");
	offered(ARCHIVIST, CS_CLOSED, "archive");
	offered(ARCHIVIST, CS_ARCHIVED, "");
	offered(CHIEF, CS_NOT_ACCEPTED, "accept_again");
	offered(CHIEF, CS_CLOSED, "call_back");
	offered(ACCEPTOR, CS_CLOSED, "call_back");
	offered(CHIEF, CS_ESCALATED, "hazard upper_back upper_closed inquiry");
	offered(GROUP, CS_HEARING, "hear hearing_dispatch hearing_special");
	offered(COMMANDER, CS_HANDLING, "hazard reclassify merge substitute joint hearing escalate redispatch suspend urge special_up inquiry");
	offered(COMMANDER, CS_SUSPENDED, "hazard resume inquiry");
	offered(COMMANDER, CS_SPECIAL_REVIEW, "hazard special_grant special_refuse inquiry");
	offered(COMMANDER, CS_FILED, "hazard merge dispatch unclear substitute joint escalate ask_leader to_acceptor special_up inquiry");
	offered(COMMANDER, CS_COORDINATING, "hazard merge dispatch_agreed substitute joint hearing escalate special_up inquiry");
	offered(CLERK_A, CS_SUSPENDED, "");
	/* The timer's marks are nobody's buttons. */
	offered(TIMER, CS_VERIFYING, "");
}

/* The settings' other ways: returns short, the acceptor closes (R4, R11). */
static void
settings(void **state)
{
	(void)state;
	o.office.short_returns = o.office.acceptor_closes = true;
	offered(DISPATCHER, CS_RETURN_REVIEW, "substitute joint escalate redispatch return_plausible confer return_refused urge inquiry");
	offered(CHIEF, CS_RETURN_REVIEW, "hazard return_plausible confer return_refused urge inquiry");
	offered(ACCEPTOR, CS_CLOSE_REVIEW, "hazard inquiry close rework");
	o.office.short_returns = o.office.acceptor_closes = false;
}

static void
refused(enum post p, const struct case_row *c, enum action act, usec_t now, const char *why)
{
	const struct transition *t = workflow_find((enum case_state)c->state, act);
	struct actor who = rule_actor(&o, p);
	const char *no;

	assert_non_null(t);
	no = workflow_refusal(t, c, &who, &o.office, now);
	if (why == NULL)
		assert_null(no);
	else
		assert_string_equal(no != NULL ? no : "allowed", why);
}

/* One case each for the invariants of §4.5 and the guards of the rows. */
static void
guards(void **state)
{
	struct case_row c = in_state(CS_CLOSE_REVIEW);
	usec_t t = c.received_at;

	(void)state;
	c.dispatcher_id = COMMANDER;
	refused(COMMANDER, &c, ACT_JUDGE, t, "Guard.not_dispatcher");
	refused(COMMANDER, &c, ACT_REWORK, t, "Guard.not_dispatcher");
	refused(ACCEPTOR, &c, ACT_JUDGE, t, NULL);
	c.check_result = RESULT_NO;
	refused(ACCEPTOR, &c, ACT_JUDGE, t, "Guard.all_factors");
	refused(ACCEPTOR, &c, ACT_REWORK, t, NULL);
	c.check_result = RESULT_YES;
	c.state = CS_CLOSE_CHIEF;
	refused(COMMANDER, &c, ACT_CLOSE_CHIEF, t, "Guard.not_dispatcher");
	refused(CHIEF, &c, ACT_CLOSE_CHIEF, t, NULL);
	c = in_state(CS_CHECKING);
	c.supervisor_id = PATROL_OF_A;
	refused(PATROL_OF_A, &c, ACT_CHECK_RESULT, t, "Guard.other_unit");
	refused(PATROL, &c, ACT_CHECK_RESULT, t, "Guard.own_order");
	refused(ACCEPTOR, &c, ACT_CHECK_RESULT, t, "Guard.permission");
	c = in_state(CS_FILING);
	c.class_id = 0;
	refused(ACCEPTOR, &c, ACT_FILE, t, "Guard.class");
	c = in_state(CS_FILING);
	c.unit_cell_id = 0;
	refused(ACCEPTOR, &c, ACT_FILE, t, "Guard.cell");
	c.outside = true;
	refused(ACCEPTOR, &c, ACT_FILE, t, NULL);
	c.verify_result = RESULT_NO;
	refused(ACCEPTOR, &c, ACT_FILE, t, "Guard.found_true");
	c.state = CS_FILING_CHIEF;
	refused(CHIEF, &c, ACT_FILE_CHIEF, t, NULL);
	c = in_state(CS_REGISTERED);
	refused(ACCEPTOR, &c, ACT_TAKE, t, "Guard.needs_verify");
	refused(ACCEPTOR, &c, ACT_BACK_TO_UPPER, t, "Guard.from_upper");
	c.source = SRC_UPPER;
	refused(ACCEPTOR, &c, ACT_ORDER_VERIFY, t, "Guard.needs_no_verify");
	refused(ACCEPTOR, &c, ACT_BACK_TO_UPPER, t, NULL);
	c = in_state(CS_HANDLING);
	c.hazard = true;
	refused(ACCEPTOR, &c, ACT_HAZARD, t, "Guard.not_hazard");
	refused(CLERK_B, &c, ACT_FEEDBACK, t, "Guard.own_unit");
	c = in_state(CS_VERIFYING);
	refused(TIMER, &c, ACT_LATE_VERIFY, t, NULL);
	refused(COMMANDER, &c, ACT_LATE_VERIFY, t, "Guard.permission");
}

/* Within the hour of receipt (S3): of the signature, of the dispatch while unsigned. */
static void
return_hour(void **state)
{
	struct case_row c = in_state(CS_DISPATCHED);
	usec_t t = c.received_at;

	(void)state;
	c.signed_at = USEC_NONE;
	refused(CLERK_A, &c, ACT_RETURN, t + USEC_HOUR, NULL);
	refused(CLERK_A, &c, ACT_RETURN, t + USEC_HOUR + 1, "Guard.return_hour");
	c.state = CS_HANDLING;
	c.signed_at = t + USEC_HOUR;
	refused(CLERK_A, &c, ACT_RETURN, t + 2 * USEC_HOUR, NULL);
	refused(CLERK_A, &c, ACT_RETURN, t + 2 * USEC_HOUR + 1, "Guard.return_hour");
	/* What arrives at night has until eight; a hazard never waits. */
	c.signed_at = rule_at(6, 10, 23, 30);
	refused(CLERK_A, &c, ACT_RETURN, rule_at(6, 11, 8, 0), NULL);
	refused(CLERK_A, &c, ACT_RETURN, rule_at(6, 11, 8, 1), "Guard.return_hour");
	c.hazard = true;
	refused(CLERK_A, &c, ACT_RETURN, rule_at(6, 11, 0, 31), "Guard.return_hour");
	/* A leader's instruction cannot be returned at all (invariant 2). */
	c = in_state(CS_HANDLING);
	c.leader_locked = true;
	refused(CLERK_A, &c, ACT_RETURN, t, "Guard.not_locked");
	refused(DISPATCHER, &c, ACT_REDISPATCH, t, "Guard.not_locked");
}

static void
sight(void **state)
{
	struct case_row c = in_state(CS_HANDLING);
	struct actor who;

	(void)state;
	c.registered_by = PATROL_2;
	c.handler_id = HAND_A;
	c.supervisor_id = 0;
	for (enum post p = ACCEPTOR; p < TIMER; p++) {
		who = rule_actor(&o, p);
		assert_int_equal(workflow_may_see(&c, &who), p != CLERK_B && p != PATROL && p != PATROL_OF_A && p != SQUAD);
	}
	who = rule_actor(&o, PATROL);
	c.supervisor_id = PATROL;
	assert_true(workflow_may_see(&c, &who));
	c.supervisor_id = 0;
	c.checker_id = PATROL;
	assert_true(workflow_may_see(&c, &who));
	/* What lies in the grid he walks he may read, also after others took it over. */
	c.checker_id = 0;
	assert_false(workflow_may_see(&c, &who));
	who.own_grid = true;
	assert_true(workflow_may_see(&c, &who));
	who = rule_actor(&o, CLERK_B);
	who.own_grid = true;
	assert_false(workflow_may_see(&c, &who));
	/* Nobody's unit is not everybody's. */
	c.unit_id = 0;
	who = rule_actor(&o, CLERK_A);
	who.unit_id = 0;
	assert_false(workflow_may_see(&c, &who));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows), cmocka_unit_test(codes), cmocka_unit_test(texts),
		cmocka_unit_test(sources), cmocka_unit_test(buttons),
		cmocka_unit_test(settings), cmocka_unit_test(guards), cmocka_unit_test(return_hour),
		cmocka_unit_test(sight),
	};
	int failed;

	rule_office_make(&o);
	failed = cmocka_run_group_tests_name("workflow", tests, NULL, NULL);
	arena_free(o.a);
	return failed;
}
