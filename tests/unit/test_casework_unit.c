/* The steps of a case at its unit: signing, returns, feedback, the check on site. */
#include "config.h"
#include "tests/unit/casework_way.h"

#include "lib/base/banned.h"

/* --- 40, 42 - 45, 32, 33: the unit, and its returns ------------------------------------------ */

static void
row_40(void **state)
{
	usec_t due;

	(void)state;
	until(CS_DISPATCHED);
	due = row.due_at;
	denied(CLERK_B, form(ACT_SIGN), "Guard.own_unit");
	pass(2 * USEC_HOUR);
	step(CLERK_A, ACT_SIGN, CS_HANDLING);	/* late, but signed */
	assert_int_equal(row.signed_at, now);
	assert_int_equal(row.due_at, due);	/* an unsigned case gains no time */
	assert_int_equal(row.stage_due, due);
	assert_false(last.has_promise);
}

static void
row_42(void **state)
{
	struct step s = form(ACT_RETURN);
	usec_t due;

	(void)state;
	until(CS_HANDLING);
	due = row.due_at;
	denied(CLERK_B, s, "Guard.own_unit");
	s.reason_id = 0;
	invalid(CLERK_A, s, "reason", "Err.required");
	s = form(ACT_RETURN);
	s.text = NULL;
	invalid(CLERK_A, s, "note", "Err.required");
	s = form(ACT_RETURN);
	s.n_files = 0;		/* a photo may come, it need not */
	pass(USEC_HOUR);
	assert_int_equal(take(CLERK_A, s), OK);
	assert_int_equal(row.state, CS_RETURN_REVIEW);
	assert_int_equal(row.state_before, CS_HANDLING);
	assert_int_equal(row.due_at, due);	/* the clock goes on */
	assert_int_equal(row.unit_id, UNIT_A);
	assert_int_equal(row.return_count, 0);	/* not counted before it is ruled on */
	until(CS_HANDLING);
	pass(USEC_HOUR + 1);
	denied(CLERK_A, form(ACT_RETURN), "Guard.return_hour");
	/* Unsigned, the hour is the dispatch's. */
	until(CS_DISPATCHED);
	pass(USEC_HOUR);
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	assert_int_equal(row.state_before, CS_DISPATCHED);
}

/* Strict: every return goes to the leader (R11); he decides, and it cannot be returned again. */
static void
rows_44_32(void **state)
{
	struct step s = form(ACT_INSTRUCT);
	usec_t due;

	(void)state;
	until(CS_HANDLING);
	due = row.due_at;
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	denied(DISPATCHER, form(ACT_RETURN_PLAUSIBLE), "Guard.short_returns");
	denied(DISPATCHER, form(ACT_RETURN_REFUSED), "Guard.short_returns");
	denied(DISPATCHER, form(ACT_RETURN_TO_LEADER), "Guard.permission");
	step(DISPATCHER, ACT_CONFER, CS_RETURN_REVIEW);
	step(COMMANDER, ACT_RETURN_TO_LEADER, CS_LEADER_PENDING);
	assert_int_equal(row.return_count, 1);
	assert_int_equal(row.stage_due, now + USEC_DAY);	/* one working day, from Wednesday morning */
	denied(COMMANDER, s, "Guard.permission");
	pass(10 * USEC_MIN);
	step(LEADER, ACT_INSTRUCT, CS_DISPATCHED);
	/* The same unit: its clock never stopped. */
	assert_int_equal(row.due_at, due);
	assert_false(last.has_promise || last.has_unit || last.end_promise || last.end_unit);
	assert_int_equal(row.round, 1);
	assert_true(row.leader_locked);
	flagged("leader_locked", 1);
	assert_int_equal(row.dispatcher_id, DISPATCHER);	/* the leader is no dispatcher */
	assert_int_equal(row.signed_at, USEC_NONE);
	denied(CLERK_A, form(ACT_RETURN), "Guard.not_locked");
	step(CLERK_A, ACT_SIGN, CS_HANDLING);
	denied(CLERK_A, form(ACT_RETURN), "Guard.not_locked");
	s = form(ACT_REDISPATCH);
	s.unit_id = UNIT_B;
	denied(DISPATCHER, s, "Guard.not_locked");
}

static void
row_32_other_unit(void **state)
{
	struct step s = form(ACT_INSTRUCT);

	(void)state;
	until(CS_HANDLING);
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	step(DISPATCHER, ACT_CONFER, CS_RETURN_REVIEW);
	step(COMMANDER, ACT_RETURN_TO_LEADER, CS_LEADER_PENDING);
	s.unit_id = UNIT_B;
	pass(USEC_HOUR);
	assert_int_equal(take(LEADER, s), OK);
	assert_true(last.end_promise && last.end_unit && last.has_promise && last.has_unit);
	assert_int_equal(last.promise.started, now);
	assert_int_equal(row.unit_id, UNIT_B);
	assert_int_equal(row.round, 2);
}

static void
row_43(void **state)
{
	(void)state;
	o.office.short_returns = true;
	until(CS_HANDLING);
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	step(CHIEF, ACT_RETURN_PLAUSIBLE, CS_COORDINATING);
	assert_int_equal(row.return_count, 1);
	assert_int_equal(row.unit_id, 0);
	assert_int_equal(row.due_at, USEC_NONE);
	assert_true(last.end_promise && last.end_unit);
	assert_int_equal(row.signed_at, USEC_NONE);
}

/* 45: refused; signs at the ruling, and the clock never stopped (design §4.4). */
static void
row_45(void **state)
{
	usec_t due;

	(void)state;
	o.office.short_returns = true;
	until(CS_DISPATCHED);
	due = row.due_at;
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	pass(40 * USEC_MIN);
	step(DISPATCHER, ACT_RETURN_REFUSED, CS_HANDLING);
	assert_int_equal(row.signed_at, now);
	assert_int_equal(row.due_at, due);
	assert_int_equal(row.stage_due, due);
	assert_int_equal(row.return_count, 0);
	/* Its hour begins at the ruling: it may be returned with a better reason. */
	until(CS_HANDLING);
	due = row.signed_at;
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	step(DISPATCHER, ACT_RETURN_REFUSED, CS_HANDLING);
	assert_int_equal(row.signed_at, due);
}

static void
row_33(void **state)
{
	struct step s = form(ACT_REDISPATCH);
	usec_t due;

	(void)state;
	until(CS_HANDLING);
	due = row.due_at;
	invalid(DISPATCHER, s, "unit", "Guard.new_unit");
	s.unit_id = UNIT_B;
	s.dispatcher_fault = true;
	pass(USEC_HOUR);
	assert_int_equal(take(DISPATCHER_2, s), OK);
	assert_int_equal(row.state, CS_DISPATCHED);
	assert_true(row.due_at > due);		/* the new unit has its own limit */
	assert_int_equal(row.dispatcher_id, DISPATCHER_2);
	assert_int_equal(row.return_count, 0);
	assert_non_null(strstr(last.detail, "fault=1\n"));
	s.unit_id = UNIT_A;
	pass(USEC_MIN);
	assert_int_equal(take(DISPATCHER, s), OK);	/* from DISPATCHED too (R7): a new stage in the same state */
	assert_true(last.new_stage);
	assert_int_equal(row.stage_started, now);
	/* Out of a return only in the short way, and then it counts as one. */
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	s.unit_id = UNIT_B;
	denied(DISPATCHER, s, "Guard.short_returns");
	o.office.short_returns = true;
	assert_int_equal(take(DISPATCHER, s), OK);
	assert_int_equal(row.return_count, 1);
}

static void
ruling_13(void **state)
{
	struct step s = form(ACT_ASSIGN);

	(void)state;
	until(CS_HANDLING);
	s.handler_id = 0;
	invalid(CLERK_A, s, "handler", "Err.required");
	denied(CLERK_B, form(ACT_ASSIGN), "Guard.own_unit");
	step(CLERK_A, ACT_ASSIGN, CS_HANDLING);
	assert_int_equal(row.handler_id, HAND_A);
	assert_false(last.new_stage);
	s = form(ACT_REDISPATCH);
	s.unit_id = UNIT_B;
	assert_int_equal(take(DISPATCHER, s), OK);
	assert_int_equal(row.handler_id, 0);	/* another unit's hand is nobody's here */
}

/* --- 70 - 73: feedback and check ---------------------------------------------------------------- */

static void
row_70(void **state)
{
	struct step s = form(ACT_FEEDBACK);

	(void)state;
	until(CS_HANDLING);
	s.n_files = 0;
	invalid(CLERK_A, s, "photo", "Err.required");
	s = form(ACT_FEEDBACK);
	s.text = "";
	invalid(CLERK_A, s, "note", "Err.required");
	pass(3 * USEC_HOUR);
	step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	assert_int_equal(row.fed_back_at, now);
	assert_int_equal(row.stage_due, now + 30 * USEC_MIN);
}

/* R3: the outer clock runs from the feedback, whatever the steps between take. */
static void
ruling_3(void **state)
{
	usec_t fed_back;

	(void)state;
	until(CS_FEEDBACK);
	fed_back = row.fed_back_at;
	assert_int_equal(last.stage.outer_due, fed_back + USEC_HOUR);
	pass(25 * USEC_MIN);
	step(DISPATCHER, ACT_FEEDBACK_CONFIRM, CS_CHECK_PENDING);
	assert_int_equal(last.stage.outer_due, fed_back + USEC_HOUR);
	assert_int_equal(row.stage_due, now + 30 * USEC_MIN);
	pass(25 * USEC_MIN);
	step(ACCEPTOR, ACT_ORDER_CHECK, CS_CHECKING);
	assert_int_equal(last.stage.outer_due, fed_back + USEC_HOUR);
	assert_int_equal(last.stage.due, now + USEC_HOUR);	/* the inner one */
	assert_int_equal(last.order_due, now + USEC_HOUR);
	pass(USEC_MIN);
	step(PATROL, ACT_CHECK_RESULT, CS_CLOSE_REVIEW);
	assert_int_equal(last.stage.outer_due, USEC_NONE);
}

/* R4: the dispatcher confirms, the acceptor sends; the unit that acted never checks. */
static void
rows_71_73(void **state)
{
	struct step s = form(ACT_ORDER_CHECK);

	(void)state;
	until(CS_FEEDBACK);
	denied(ACCEPTOR, form(ACT_FEEDBACK_CONFIRM), "Guard.permission");
	step(DISPATCHER, ACT_FEEDBACK_CONFIRM, CS_CHECK_PENDING);
	denied(DISPATCHER, s, "Guard.permission");
	s.supervisor_id = PATROL_OF_A;
	s.supervisor_unit = UNIT_A;
	invalid(ACCEPTOR, s, "supervisor", "Guard.other_unit");
	step(ACCEPTOR, ACT_ORDER_CHECK, CS_CHECKING);
	assert_true(last.sets_order && last.order_kind == ORDER_CHECK);
	denied(PATROL_2, form(ACT_CHECK_RESULT), "Guard.own_order");
	s = form(ACT_CHECK_RESULT);
	s.n_files = 0;
	invalid(PATROL, s, "photo", "Err.required");
	step(PATROL, ACT_CHECK_RESULT, CS_CLOSE_REVIEW);
	assert_true(last.answers_order && last.order_kind == ORDER_CHECK);
	assert_int_equal(row.check_result, RESULT_YES);
	assert_int_equal(row.verify_result, RESULT_YES);
	assert_int_equal(row.checker_id, PATROL);
	assert_int_equal(row.checker_unit_id, UNIT_PATROL);
}

static void
row_72(void **state)
{
	struct step s = form(ACT_FEEDBACK_INCOMPLETE);
	usec_t due;

	(void)state;
	until(CS_FEEDBACK);
	due = row.due_at;
	s.text = NULL;
	invalid(DISPATCHER, s, "note", "Err.required");
	step(DISPATCHER, ACT_FEEDBACK_INCOMPLETE, CS_HANDLING);
	assert_int_equal(row.rework_count, 0);	/* not yet a rework */
	assert_int_equal(row.due_at, due);
	assert_int_equal(row.stage_due, due);
	/* The same choices as after a failed check (R1). */
	until(CS_FEEDBACK);
	s = form(ACT_INCOMPLETE_SEND);
	invalid(DISPATCHER, s, "unit", "Guard.new_unit");
	s.unit_id = UNIT_B;
	assert_int_equal(take(DISPATCHER, s), OK);
	assert_int_equal(last.promise.kind, PROMISE_DISPATCH);
	assert_int_equal(row.unit_id, UNIT_B);
	until(CS_FEEDBACK);
	step(DISPATCHER, ACT_INCOMPLETE_COORDINATE, CS_COORDINATING);
	assert_int_equal(row.unit_id, 0);
	assert_true(last.end_promise && last.end_unit);
}

WAY_MAIN("casework_unit",
    WAY_TEST(row_40), WAY_TEST(row_42), WAY_TEST(rows_44_32), WAY_TEST(row_32_other_unit),
    WAY_TEST(row_43), WAY_TEST(row_45), WAY_TEST(row_33), WAY_TEST(ruling_13),
    WAY_TEST(row_70), WAY_TEST(ruling_3), WAY_TEST(rows_71_73), WAY_TEST(row_72))
