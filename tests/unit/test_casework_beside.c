/* What stands beside a step: positions, clocks beside the stage, ways round, the archive's rest. */
#include "config.h"
#include "tests/unit/casework_way.h"

#include "lib/rule/ground.h"

#include "lib/base/banned.h"

/* A square of about a kilometre in Huashan, x = longitude, and what lies how far from it. */
static void
ground(void **state)
{
	static const char square[] = "POLYGON((118500000 31700000,118510500 31700000,118510500 31709000,"
	    "118500000 31709000,118500000 31700000))";
	static const struct {
		int32_t lat, lon, metres, give;
	} at[] = {
		{ 31704500, 118505000, 0, 0 }, { 31700001, 118500001, 0, 0 },
		{ 31704500, 118499000, 95, 1 }, { 31709900, 118505000, 100, 1 },
		{ 31710000, 118511500, 146, 2 }, { 31690000, 118505000, 1112, 2 }, { -31704500, 118505000, 7050859, 2000 },
	};
	int32_t m;

	(void)state;
	for (size_t i = 0; i < N(at); i++) {
		assert_true(ground_metres_to(square, at[i].lat, at[i].lon, &m));
		if (m < at[i].metres - at[i].give || m > at[i].metres + at[i].give)
			fail_msg("point %zu: %d metres", i, m);
	}
	assert_int_equal(ground_metres(31704500, 118505000, 31704500, 118505000), 0);
	assert_int_equal(ground_metres(31700000, 118500000, 31709000, 118500000), 1001);
	assert_false(ground_metres_to("", 0, 0, &m) || ground_metres_to("POINT(1 2)", 0, 0, &m) ||
	    ground_metres_to("POLYGON((1 2,3 4))", 0, 0, &m) || ground_metres_to("POLYGON((1 2,3 x,5 6,1 2))", 0, 0, &m));
}

/* Who answers from far off says why; who cannot tell where he is answers all the same (5, 73). */
static void
position(void **state)
{
	struct step s = form(ACT_VERIFY_RESULT);

	(void)state;
	until(CS_VERIFYING);
	s.text = "";
	s.has_point = true;
	s.far = 101;
	invalid(PATROL, s, "note", "Guard.far");
	s.text = "隔河拍摄，绕路要半小时";
	assert_int_equal(take(PATROL, s), OK);
	assert_non_null(strstr(last.detail, "far=101\n"));
	until(CS_CHECKING);
	s.action = ACT_CHECK_RESULT;
	s.text = NULL;
	invalid(PATROL, s, "note", "Guard.far");
	s.far = 100;
	assert_int_equal(take(PATROL, s), OK);
	assert_null(strstr(last.detail, "no_position"));
	until(CS_CHECKING);
	s.has_point = false;
	s.far = 5000;
	assert_int_equal(take(PATROL, s), OK);
	assert_non_null(strstr(last.detail, "no_position=1\n"));
	assert_null(strstr(last.detail, "far="));
}

/* From the feedback on the check's outer hour runs through three stages (R3). */
static void
check_hour(void **state)
{
	usec_t fed_back;

	(void)state;
	until(CS_FEEDBACK);
	fed_back = now;
	assert_int_equal(beside(SIDE_CHECK, true)->due, fed_back + USEC_HOUR);
	pass(20 * USEC_MIN);
	step(DISPATCHER, ACT_FEEDBACK_CONFIRM, CS_CHECK_PENDING);
	assert_int_equal(last.n_sides, 0);
	step(ACCEPTOR, ACT_ORDER_CHECK, CS_CHECKING);
	assert_int_equal(last.stage.due, now + USEC_HOUR);
	pass(50 * USEC_MIN);
	step(TIMER, ACT_LATE_SIDE, CS_CHECKING);
	step(PATROL, ACT_CHECK_RESULT, CS_CLOSE_REVIEW);
	(void)beside(SIDE_CHECK, false);
	until(CS_FEEDBACK);
	step(DISPATCHER, ACT_FEEDBACK_INCOMPLETE, CS_HANDLING);
	(void)beside(SIDE_CHECK, false);
}

/* The hand has a time to be there; being there, or the case's leaving, ends it (R13, 47). */
static void
assigned(void **state)
{
	struct step s = form(ACT_ARRIVE);

	(void)state;
	until(CS_HANDLING);
	denied(HAND_A, s, "Guard.own_hand");
	step(CLERK_A, ACT_ASSIGN, CS_HANDLING);
	assert_int_equal(beside(SIDE_ASSIGN, true)->due, now + 4 * USEC_HOUR);
	assert_int_equal(beside(SIDE_ASSIGN, true)->user_id, HAND_A);
	s.n_files = 0;
	invalid(HAND_A, s, "photo", "Err.required");
	step(HAND_A, ACT_ARRIVE, CS_HANDLING);
	(void)beside(SIDE_ASSIGN, false);
	step(CLERK_A, ACT_ASSIGN, CS_HANDLING);
	step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	(void)beside(SIDE_ASSIGN, false);
}

/* By way of coordinating the same unit gets its case back: its first due still counts; another unit's does not. */
static void
way_round(void **state)
{
	struct step s;

	(void)state;
	for (int i = 0; i < 2; i++) {
		usec_t due;

		until(i == 0 ? CS_CLOSE_REVIEW : CS_FEEDBACK);
		due = row.due_at;
		if (i == 0) {
			s = form(ACT_REWORK);
			s.factors[FACTOR_PHOTOS] = RESULT_NO;
			assert_int_equal(take(ACCEPTOR, s), OK);
			step(DISPATCHER, ACT_REWORK_COORDINATE, CS_COORDINATING);
		} else {
			step(DISPATCHER, ACT_INCOMPLETE_COORDINATE, CS_COORDINATING);
		}
		assert_int_equal(row.unit_id, 0);
		assert_int_equal(row.due_at, USEC_NONE);
		pass(USEC_HOUR);
		step(DISPATCHER, ACT_DISPATCH_AGREED, CS_DISPATCHED);
		assert_int_equal(row.round, 1);
		assert_int_equal(row.original_due, due);
		assert_int_equal(last.promise.kind, PROMISE_REWORK);
		assert_true(row.due_at > due && last.has_unit && row.kept_unit_id == 0);
	}
	step(CLERK_A, ACT_SIGN, CS_HANDLING);
	step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	step(DISPATCHER, ACT_INCOMPLETE_COORDINATE, CS_COORDINATING);
	s = form(ACT_DISPATCH_AGREED);
	s.unit_id = UNIT_B;
	assert_int_equal(take(DISPATCHER, s), OK);
	assert_int_equal(row.round, 2);
	assert_int_equal(row.original_due, USEC_NONE);
	assert_int_equal(last.promise.kind, PROMISE_DISPATCH);
	assert_true(row.kept_unit_id == 0 && row.kept_due == USEC_NONE);
}

/* A return is conferred about before it goes to the leader, each return anew (R11). */
static void
conferring(void **state)
{
	struct step s = form(ACT_CONFER);

	(void)state;
	until(CS_HANDLING);
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	denied(COMMANDER, form(ACT_RETURN_TO_LEADER), "Guard.conferred");
	s.text = "";
	invalid(DISPATCHER, s, "note", "Err.required");
	step(CHIEF, ACT_CONFER, CS_RETURN_REVIEW);
	step(DISPATCHER, ACT_CONFER, CS_RETURN_REVIEW);
	step(COMMANDER, ACT_RETURN_TO_LEADER, CS_LEADER_PENDING);
	until(CS_HANDLING);
	o.office.short_returns = true;
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	assert_false(row.conferred);
	step(COMMANDER, ACT_RETURN_TO_LEADER, CS_LEADER_PENDING);
}

/* The timer archives what has rested; nobody else does so by this row. */
static void
rest(void **state)
{
	(void)state;
	until(CS_CLOSED);
	denied(ARCHIVIST, form(ACT_ARCHIVE_DUE), "Guard.permission");
	denied(TIMER, form(ACT_ARCHIVE_DUE), "Guard.rested");
	pass(30 * USEC_DAY - 1);
	denied(TIMER, form(ACT_ARCHIVE_DUE), "Guard.rested");
	pass(1);
	step(TIMER, ACT_ARCHIVE_DUE, CS_ARCHIVED);
	assert_int_equal(row.archived_at, now);
	assert_int_equal(row.retention_years, 10);
}

WAY_MAIN("casework_beside", WAY_TEST(ground), WAY_TEST(position), WAY_TEST(check_hour), WAY_TEST(assigned),
    WAY_TEST(way_round), WAY_TEST(conferring), WAY_TEST(rest))
