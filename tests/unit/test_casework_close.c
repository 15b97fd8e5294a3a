/* The steps of a case to its end: closing, rework, archive; and marks beside the state. */
#include "config.h"
#include "tests/unit/casework_way.h"

#include "lib/base/banned.h"

/* --- 75, 76, R1, 79: closing, rework, archive -------------------------------------------------------- */

static void
row_75(void **state)
{
	struct step s = form(ACT_JUDGE);

	(void)state;
	until(CS_CLOSE_REVIEW);
	s.factors[FACTOR_PHOTOS] = RESULT_NONE;
	invalid(ACCEPTOR, s, "factor_standard", "Err.required");
	s.factors[FACTOR_PHOTOS] = RESULT_NO;
	invalid(ACCEPTOR, s, "factor_check", "Guard.all_factors");
	denied(ACCEPTOR, form(ACT_CLOSE), "Guard.closes_alone");
	denied(DISPATCHER, form(ACT_JUDGE), "Guard.permission");
	step(ACCEPTOR, ACT_JUDGE, CS_CLOSE_CHIEF);
	assert_int_equal(row.judged_by, ACCEPTOR);
	assert_int_equal(row.closed_at, USEC_NONE);
	assert_non_null(strstr(last.detail, "standard=1\nphotos=1\ncheck=1\n"));
	s = form(ACT_CLOSE_BACK);
	s.text = "";
	invalid(CHIEF, s, "note", "Err.required");
	step(CHIEF, ACT_CLOSE_BACK, CS_CLOSE_REVIEW);	/* 75c */
	assert_int_equal(row.judged_by, 0);
	step(ACCEPTOR_2, ACT_JUDGE, CS_CLOSE_CHIEF);
	denied(ACCEPTOR, form(ACT_CLOSE_CHIEF), "Guard.permission");
	pass(USEC_MIN);
	step(CHIEF, ACT_CLOSE_CHIEF, CS_CLOSED);	/* 75b */
	assert_int_equal(row.closer_id, CHIEF);
	assert_int_equal(row.judged_by, ACCEPTOR_2);
	assert_int_equal(row.closed_at, now);
	assert_true(last.answers_sender && last.end_promise);
	assert_int_equal(row.stage_due, USEC_NONE);
}

/* A check that failed cannot be judged away. */
static void
row_75_after_a_failed_check(void **state)
{
	struct step s = form(ACT_CHECK_RESULT);

	(void)state;
	until(CS_CHECKING);
	s.result = RESULT_NO;
	assert_int_equal(take(PATROL, s), OK);
	denied(ACCEPTOR, form(ACT_JUDGE), "Guard.all_factors");
	o.office.acceptor_closes = true;
	denied(ACCEPTOR, form(ACT_CLOSE), "Guard.all_factors");
}

static void
row_75_alone(void **state)
{
	(void)state;
	o.office.acceptor_closes = true;
	until(CS_CLOSE_REVIEW);
	denied(ACCEPTOR, form(ACT_JUDGE), "Guard.chief_closes");
	step(ACCEPTOR, ACT_CLOSE, CS_CLOSED);
	assert_int_equal(row.closer_id, ACCEPTOR);
	assert_int_equal(row.judged_by, ACCEPTOR);
}

/* Dispatcher and closer are two persons, whoever the commander is today (invariant 1). */
static void
two_persons(void **state)
{
	(void)state;
	until(CS_CLOSE_REVIEW);
	row.dispatcher_id = COMMANDER;
	denied(COMMANDER, form(ACT_JUDGE), "Guard.not_dispatcher");
	step(ACCEPTOR, ACT_JUDGE, CS_CLOSE_CHIEF);
	denied(COMMANDER, form(ACT_CLOSE_CHIEF), "Guard.not_dispatcher");
	step(CHIEF, ACT_CLOSE_CHIEF, CS_CLOSED);
}

static struct step
failing(void)
{
	struct step s = form(ACT_REWORK);

	s.factors[FACTOR_STANDARD] = RESULT_NO;
	return s;
}

/* R1: a failed check goes to the dispatcher; the same unit keeps its original due. */
static void
ruling_1_same_unit(void **state)
{
	usec_t original;

	(void)state;
	until(CS_CLOSE_REVIEW);
	original = row.due_at;
	invalid(ACCEPTOR, form(ACT_REWORK), "factor_standard", "Guard.a_factor_fails");
	assert_int_equal(take(ACCEPTOR, failing()), OK);
	assert_int_equal(row.state, CS_REWORK_PENDING);
	assert_int_equal(row.rework_count, 1);
	assert_int_equal(row.unit_id, UNIT_A);	/* it stays with the unit that failed */
	denied(CLERK_A, form(ACT_REWORK_SEND), "Guard.permission");
	pass(5 * USEC_HOUR);
	step(DISPATCHER_2, ACT_REWORK_SEND, CS_DISPATCHED);
	assert_int_equal(last.promise.kind, PROMISE_REWORK);
	assert_int_equal(last.promise.original_due, original);
	assert_int_equal(row.original_due, original);
	assert_true(row.due_at > original);		/* a limit to work with … */
	assert_int_equal(row.round, 1);			/* … in the same round */
	assert_true(last.end_promise);
	assert_false(last.end_unit || last.has_unit);
	assert_int_equal(row.check_result, RESULT_NONE);
	assert_int_equal(row.checker_id, 0);
	assert_int_equal(row.dispatcher_id, DISPATCHER_2);
	assert_non_null(strstr(last.detail, arena_printf(o.a, "original_due=%lld\n", (long long)original)));
	/* A second rework keeps the first due, not the second. */
	step(CLERK_A, ACT_SIGN, CS_HANDLING);
	step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	step(DISPATCHER, ACT_FEEDBACK_CONFIRM, CS_CHECK_PENDING);
	step(ACCEPTOR, ACT_ORDER_CHECK, CS_CHECKING);
	step(PATROL, ACT_CHECK_RESULT, CS_CLOSE_REVIEW);
	assert_int_equal(take(ACCEPTOR, failing()), OK);
	step(DISPATCHER, ACT_REWORK_SEND, CS_DISPATCHED);
	assert_int_equal(row.original_due, original);
	assert_int_equal(row.rework_count, 2);
}

static void
ruling_1_other_unit(void **state)
{
	struct step s = form(ACT_REWORK_SEND);

	(void)state;
	until(CS_CLOSE_REVIEW);
	assert_int_equal(take(ACCEPTOR, failing()), OK);
	s.unit_id = UNIT_B;
	pass(USEC_HOUR);
	assert_int_equal(take(DISPATCHER, s), OK);
	assert_int_equal(last.promise.kind, PROMISE_DISPATCH);
	assert_int_equal(last.promise.original_due, USEC_NONE);
	assert_int_equal(row.original_due, USEC_NONE);
	assert_int_equal(row.round, 2);
	assert_true(last.end_unit && last.has_unit);
	assert_int_equal(row.unit_id, UNIT_B);
	until(CS_CLOSE_REVIEW);
	assert_int_equal(take(ACCEPTOR, failing()), OK);
	step(DISPATCHER, ACT_REWORK_COORDINATE, CS_COORDINATING);
	assert_int_equal(row.unit_id, 0);
	assert_int_equal(row.due_at, USEC_NONE);
	assert_int_equal(row.rework_count, 1);
}

static void
row_79(void **state)
{
	(void)state;
	until(CS_CLOSED);
	denied(CHIEF, form(ACT_ARCHIVE), "Guard.permission");
	pass(31 * USEC_DAY);
	step(ARCHIVIST, ACT_ARCHIVE, CS_ARCHIVED);
	assert_int_equal(row.archived_at, now);
	assert_int_equal(row.retention_years, 10);
	assert_int_equal(take(ARCHIVIST, form(ACT_ARCHIVE)), ERR_NOT_FOUND);
	assert_string_equal(err_text(), "Guard.no_step");
	begin(state);
	until(CS_CLOSED);
	row.hazard = true;
	step(ARCHIVIST, ACT_ARCHIVE, CS_ARCHIVED);
	assert_int_equal(row.retention_years, 30);
	until(CS_FILING);
	step(ACCEPTOR, ACT_REFUSE, CS_NOT_ACCEPTED);
	step(ARCHIVIST, ACT_ARCHIVE, CS_ARCHIVED);
}

/* --- 3, 6, 41, 74: beside the state -------------------------------------------------------------------- */

static void
row_3(void **state)
{
	(void)state;
	until(CS_HANDLING);
	step(ACCEPTOR, ACT_HAZARD, CS_HANDLING);
	assert_true(row.hazard && row.urgent);
	flagged("hazard", 1);
	assert_true((last.t->tell & (T_UNIT | T_UNIT_LEADER | T_COMMANDER)) == (T_UNIT | T_UNIT_LEADER | T_COMMANDER));
	denied(PATROL, form(ACT_HAZARD), "Guard.not_hazard");
}

static void
late_marks(void **state)
{
	struct case_row before;

	(void)state;
	until(CS_VERIFYING);
	before = row;
	denied(ACCEPTOR, form(ACT_LATE_VERIFY), "Guard.permission");
	step(TIMER, ACT_LATE_VERIFY, CS_VERIFYING);
	assert_false(last.new_stage || last.sets_order || last.has_promise);
	assert_int_equal(row.stage_due, before.stage_due);
	assert_int_equal(row.supervisor_id, before.supervisor_id);
	until(CS_DISPATCHED);
	step(TIMER, ACT_LATE_SIGN, CS_DISPATCHED);
	until(CS_CHECKING);
	step(TIMER, ACT_LATE_CHECK, CS_CHECKING);
	until(CS_FILED);
	step(TIMER, ACT_LATE_STAGE, CS_FILED);
}

/* Every step raises the version by one: what compare-and-swap stands on (invariant 7). */
static void
versions(void **state)
{
	(void)state;
	until(CS_ARCHIVED);
	assert_int_equal(row.version, 13);
	assert_int_equal(take(ARCHIVIST, form((enum action)12345)), ERR_NOT_FOUND);
}

WAY_MAIN("casework_close",
    WAY_TEST(row_75), WAY_TEST(row_75_after_a_failed_check), WAY_TEST(row_75_alone),
    WAY_TEST(two_persons), WAY_TEST(ruling_1_same_unit), WAY_TEST(ruling_1_other_unit),
    WAY_TEST(row_79), WAY_TEST(row_3), WAY_TEST(late_marks), WAY_TEST(versions))
