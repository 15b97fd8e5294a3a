/* The steps of a case up to its dispatch, by the rows of workflow §4 and its rulings. */
#include "config.h"
#include "tests/unit/casework_way.h"

#include "lib/base/banned.h"

/* --- 1: registration and the one acceptance hour (R2) ------------------------------ */

static void
row_1(void **state)
{
	(void)state;
	registered(SRC_NET);
	assert_int_equal(row.state, CS_REGISTERED);
	assert_int_equal(row.version, 1);
	assert_int_equal(row.registered_by, ACCEPTOR);
	assert_true(last.new_stage && last.complaint_state == CP_REGISTERED);
	assert_int_equal(last.stage.state, CS_REGISTERED);
	assert_int_equal(row.stage_started, row.received_at);
	/* Half an hour to send the verification order; the hour waits for its answer. */
	assert_int_equal(row.stage_due, now + 30 * USEC_MIN);
	assert_int_equal(row.accept_due, USEC_NONE);
	registered(SRC_SUPERVISOR);
	assert_int_equal(row.stage_due, now + USEC_HOUR);
	assert_int_equal(row.accept_due, now + USEC_HOUR);
	/* Registered late all the same: the stage began when it was received. */
	now = rule_at(6, 10, 23, 30);
	registered(SRC_UPPER);
	assert_int_equal(row.stage_due, rule_at(6, 11, 8, 0));
}

/* A hazard does not wait for its dispatch (row 3, workflow §3): it tells at once, and its clocks never sleep. */
static void
row_1_hazard(void **state)
{
	struct case_row c;
	struct step s = { .action = ACT_REPORT, .who = rule_actor(&o, ACCEPTOR), .client_at = USEC_NONE };

	(void)state;
	s.at = rule_at(6, 10, 23, 30);
	c = rule_case(SRC_SUPERVISOR, s.at);
	c.hazard = c.urgent = true;
	assert_int_equal(casework_register(o.a, &c, &s, &o.office, &last), OK);
	flagged("hazard", 1);
	assert_int_equal(last.t->tell & (T_CHIEF | T_COMMANDER | T_DISPATCHER), T_CHIEF | T_COMMANDER | T_DISPATCHER);
	assert_int_equal(last.after.accept_due, s.at + USEC_HOUR);
}

static void
ruling_2(void **state)
{
	usec_t due;

	(void)state;
	registered(SRC_SUPERVISOR);
	due = row.accept_due;
	pass(20 * USEC_MIN);
	step(ACCEPTOR, ACT_TAKE, CS_FILING);
	assert_int_equal(row.stage_due, due);
	pass(20 * USEC_MIN);
	step(ACCEPTOR, ACT_ASK_CHIEF, CS_FILING_CHIEF);
	assert_int_equal(row.stage_due, due);
	assert_int_equal(last.stage.due, due);
	assert_int_equal(row.stage_started, now);
	/* Where somebody goes and looks, the hour begins with his answer. */
	until(CS_VERIFYING);
	assert_int_equal(row.accept_due, USEC_NONE);
	pass(50 * USEC_MIN);
	step(PATROL, ACT_VERIFY_RESULT, CS_FILING);
	assert_int_equal(row.accept_due, now + USEC_HOUR);
	assert_int_equal(row.stage_due, now + USEC_HOUR);
	/* A hazard's hour runs through the night (workflow §3). */
	now = rule_at(6, 10, 22, 30);
	until(CS_VERIFYING);
	row.hazard = true;
	step(PATROL, ACT_VERIFY_RESULT, CS_FILING);
	assert_int_equal(row.accept_due, now + USEC_HOUR);
}

/* --- 4, 5, 7: who goes and looks ----------------------------------------------------- */

static void
rows_4_5(void **state)
{
	struct step s = form(ACT_VERIFY_RESULT);

	(void)state;
	registered(SRC_HOTLINE);
	denied(ACCEPTOR, form(ACT_TAKE), "Guard.needs_verify");
	denied(DISPATCHER, form(ACT_ORDER_VERIFY), "Guard.permission");
	step(ACCEPTOR, ACT_ORDER_VERIFY, CS_VERIFYING);
	assert_true(last.sets_order && last.order_kind == ORDER_VERIFY);
	assert_int_equal(row.supervisor_id, PATROL);
	assert_int_equal(last.stage.user_id, PATROL);
	assert_int_equal(last.order_due, now + USEC_HOUR);
	denied(PATROL_2, s, "Guard.own_order");
	s.n_files = 0;
	invalid(PATROL, s, "photo", "Err.required");
	s = form(ACT_VERIFY_RESULT);
	s.result = RESULT_NONE;
	invalid(PATROL, s, "result", "Err.required");
	s.result = 3;
	invalid(PATROL, s, "result", "Err.required");
	s.result = RESULT_NO;
	s.has_point = true;
	s.lat = 31731200;
	s.lon = 118506800;
	assert_int_equal(take(PATROL, s), OK);
	assert_int_equal(row.state, CS_FILING);
	assert_true(last.answers_order && last.order_kind == ORDER_VERIFY);
	assert_int_equal(row.verify_result, RESULT_NO);
	assert_int_equal(row.supervisor_id, 0);
	assert_non_null(strstr(last.detail, "result=2\n"));
	assert_non_null(strstr(last.detail, "lat=31731200\nlon=118506800\n"));
	denied(ACCEPTOR, form(ACT_FILE), "Guard.found_true");
	step(ACCEPTOR, ACT_REFUSE, CS_NOT_ACCEPTED);
}

/* 6, 74: who does not come is not waited for; the next one goes, and his hour is his own. */
static void
next_supervisor(void **state)
{
	struct step s = form(ACT_ORDER_VERIFY);

	(void)state;
	until(CS_VERIFYING);
	pass(2 * USEC_HOUR);
	invalid(ACCEPTOR, s, "supervisor", "Guard.new_supervisor");
	s.supervisor_id = PATROL_2;
	s.text = "";
	invalid(ACCEPTOR, s, "note", "Err.required");
	s.text = "原监督员请假";
	assert_int_equal(take(ACCEPTOR, s), OK);
	assert_int_equal(row.state, CS_VERIFYING);
	assert_true(last.drops_order && last.sets_order && last.new_stage);
	assert_int_equal(row.stage_due, now + USEC_HOUR);
	assert_int_equal(last.stage.user_id, PATROL_2);
	denied(PATROL, form(ACT_VERIFY_RESULT), "Guard.own_order");
	step(PATROL_2, ACT_VERIFY_RESULT, CS_FILING);
	begin(state);
	until(CS_CHECKING);
	s = form(ACT_ORDER_CHECK);
	s.supervisor_id = PATROL_OF_A;
	s.supervisor_unit = UNIT_A;
	invalid(ACCEPTOR, s, "supervisor", "Guard.other_unit");
	s.supervisor_id = PATROL_2;
	s.supervisor_unit = UNIT_PATROL;
	assert_int_equal(take(ACCEPTOR, s), OK);
	step(PATROL_2, ACT_CHECK_RESULT, CS_CLOSE_REVIEW);
	assert_false(last.drops_order);
}

static void
row_7(void **state)
{
	(void)state;
	registered(SRC_UPPER);
	denied(ACCEPTOR, form(ACT_ORDER_VERIFY), "Guard.needs_no_verify");
	step(ACCEPTOR, ACT_TAKE, CS_FILING);
}

/* --- 8, 9, 10: filing ---------------------------------------------------------------- */

static void
row_8(void **state)
{
	struct step s = form(ACT_FILE);

	(void)state;
	until(CS_FILING);
	s.condition_id = 0;
	invalid(ACCEPTOR, s, "condition", "Err.required");
	row.class_id = 0;
	denied(ACCEPTOR, form(ACT_FILE), "Guard.class");
	row.class_id = 10101;
	row.unit_cell_id = 0;
	denied(ACCEPTOR, form(ACT_FILE), "Guard.cell");
	row.outside = true;	/* outside all grids: kept and marked (design §4.15) */
	pass(USEC_MIN);
	step(ACCEPTOR, ACT_FILE, CS_FILED);
	assert_true(last.needs_number);
	assert_int_equal(row.filed_by, ACCEPTOR);
	assert_int_equal(row.filed_at, now);
	assert_int_equal(row.condition_id, 1010101);
	assert_int_equal(row.stage_due, now + USEC_HOUR);	/* dispatch within the hour */
	assert_false(last.has_promise);
	assert_int_equal(row.due_at, USEC_NONE);
	assert_true((last.t->tell & T_SENDER) != 0);
}

static void
rows_9_10(void **state)
{
	struct step s = form(ACT_ASK_CHIEF);

	(void)state;
	until(CS_FILING);
	s.text = "";
	invalid(ACCEPTOR, s, "note", "Err.required");
	step(ACCEPTOR, ACT_ASK_CHIEF, CS_FILING_CHIEF);
	denied(ACCEPTOR, form(ACT_FILE_CHIEF), "Guard.permission");
	assert_int_equal(take(ACCEPTOR, form(ACT_FILE)), ERR_NOT_FOUND);
	s = form(ACT_FILE_CHIEF);
	s.text = NULL;
	invalid(CHIEF, s, "note", "Err.required");
	step(CHIEF, ACT_FILE_CHIEF, CS_FILED);
	assert_int_equal(row.filed_by, CHIEF);
}

/* 34: back to the acceptor keeps number and first filing. */
static void
row_34(void **state)
{
	usec_t filed;

	(void)state;
	until(CS_FILED);
	row.number = "2026-000001-0";
	filed = row.filed_at;
	pass(10 * USEC_MIN);
	step(DISPATCHER, ACT_TO_ACCEPTOR, CS_FILING);
	assert_int_equal(row.accept_due, now + USEC_HOUR);
	pass(USEC_MIN);
	step(ACCEPTOR, ACT_FILE, CS_FILED);
	assert_false(last.needs_number);
	assert_int_equal(row.filed_at, filed);
}

static void
corrected(void **state)
{
	struct step s = form(ACT_CORRECT);
	usec_t due;

	(void)state;
	until(CS_FILING);
	due = row.stage_due;
	s.class_id = 20101;
	s.address = "江东大道与印山路交叉口东北角";
	s.set_cell = s.outside = true;
	assert_int_equal(take(ACCEPTOR, s), OK);
	assert_int_equal(row.class_id, 20101);
	assert_string_equal(row.address, s.address);
	assert_true(row.outside && row.unit_cell_id == 0);
	assert_false(last.new_stage);
	assert_int_equal(row.stage_due, due);
	s.class_id = 0;
	s.address = "";
	s.set_cell = false;
	assert_int_equal(take(ACCEPTOR, s), OK);
	assert_int_equal(row.class_id, 20101);
	assert_string_not_equal(row.address, "");
	assert_false(row.hazard);
	assert_int_equal(last.n_flags, 0);
	/* A class that is a hazard by rule makes the case one, and everybody is told at once; only the first time. */
	s.class_id = 10111;
	s.class_hazard = true;
	assert_int_equal(take(ACCEPTOR, s), OK);
	assert_true(row.hazard && row.urgent);
	flagged("hazard", 1);
	assert_true((last.t->tell & T_COMMANDER) != 0);
	assert_int_equal(take(ACCEPTOR, s), OK);
	assert_int_equal(last.n_flags, 0);
	assert_int_equal(last.t->tell, 0);
}

/* --- 11, 12, 13: no case ---------------------------------------------------------------- */

static void
row_11(void **state)
{
	struct step s = form(ACT_REFUSE);

	(void)state;
	until(CS_FILING);
	s.reason_id = 0;
	invalid(ACCEPTOR, s, "reason", "Err.required");
	s = form(ACT_REFUSE);
	s.text = NULL;
	invalid(ACCEPTOR, s, "note", "Err.required");
	denied(CHIEF, form(ACT_REFUSE), "Guard.permission");
	step(ACCEPTOR, ACT_REFUSE, CS_NOT_ACCEPTED);
	assert_true(last.answers_sender && last.complaint_state == CP_REFUSED);
	assert_int_equal(row.stage_due, USEC_NONE);
	assert_true(state_is_final((enum case_state)row.state));
	until(CS_FILING);
	step(ACCEPTOR, ACT_ASK_CHIEF, CS_FILING_CHIEF);
	denied(ACCEPTOR, form(ACT_REFUSE), "Guard.permission");
	step(CHIEF, ACT_REFUSE, CS_NOT_ACCEPTED);
}

static void
row_12(void **state)
{
	(void)state;
	registered(SRC_NET);
	denied(ACCEPTOR, form(ACT_BACK_TO_UPPER), "Guard.from_upper");
	registered(SRC_UPPER);
	step(ACCEPTOR, ACT_BACK_TO_UPPER, CS_NOT_ACCEPTED);
	assert_int_equal(last.complaint_state, CP_REFUSED);
	assert_true((last.t->tell & T_UPPER) != 0);
}

static void
row_13(void **state)
{
	struct step s = form(ACT_VOID);

	(void)state;
	registered(SRC_NET);
	s.kept_case = 77;
	assert_int_equal(take(ACCEPTOR, s), OK);
	assert_int_equal(row.state, CS_VOID);
	assert_int_equal(row.parent_case, 77);
	assert_true(last.answers_sender && last.complaint_state == 0);	/* they go on at the kept one */
	until(CS_FILING);
	s.kept_case = row.id;
	invalid(ACCEPTOR, s, "kept", "Err.kept_case");	/* its own duplicate */
	step(ACCEPTOR, ACT_VOID, CS_VOID);			/* a mistake: nothing is kept */
	assert_int_equal(row.parent_case, 0);
	assert_int_equal(last.complaint_state, CP_REFUSED);
	until(CS_FILED);
	assert_int_equal(take(ACCEPTOR, s), ERR_NOT_FOUND);
}

/* --- 20, 21, 22: dispatch ------------------------------------------------------------------ */

static void
row_20(void **state)
{
	struct step s = form(ACT_DISPATCH);

	(void)state;
	until(CS_FILED);
	s.unit_id = 0;
	invalid(DISPATCHER, s, "unit", "Err.required");
	denied(ACCEPTOR, form(ACT_DISPATCH), "Guard.permission");
	now = rule_at(6, 10, 17, 0);
	step(DISPATCHER, ACT_DISPATCH, CS_DISPATCHED);
	assert_true(last.has_promise && last.has_unit);
	assert_false(last.end_promise || last.end_unit);
	assert_int_equal(last.promise.kind, PROMISE_DISPATCH);
	assert_int_equal(last.promise.calendar_id, 5);
	assert_int_equal(last.promise.started, now);
	assert_int_equal(last.promise.due, rule_at(6, 11, 11, 0));	/* four working hours */
	assert_int_equal(last.promise.original_due, USEC_NONE);
	assert_int_equal(row.due_at, last.promise.due);
	assert_int_equal(row.round, 1);
	assert_int_equal(row.unit_id, UNIT_A);
	assert_int_equal(row.dispatcher_id, DISPATCHER);
	assert_int_equal(last.unit_part, PART_LEAD);
	/* The stage's clock is the hour to sign, the handling limit runs beside it. */
	assert_int_equal(row.stage_due, now + USEC_HOUR);
	assert_int_equal(last.stage.unit_id, UNIT_A);
	assert_non_null(strstr(last.detail, arena_printf(o.a, "due=%lld\n", (long long)row.due_at)));
}

static void
rows_21_22(void **state)
{
	struct step s = form(ACT_DISPATCH_AGREED);

	(void)state;
	until(CS_FILED);
	step(DISPATCHER, ACT_UNCLEAR, CS_COORDINATING);
	assert_int_equal(row.unit_id, 0);	/* asked, not charged */
	assert_false(last.has_promise);
	assert_int_equal(row.stage_due, now + USEC_HOUR);
	s.text = "";
	invalid(DISPATCHER, s, "note", "Err.required");
	step(DISPATCHER, ACT_DISPATCH_AGREED, CS_DISPATCHED);
	assert_int_equal(last.promise.unit_id, UNIT_A);
}

/* Beyond the calendar nothing is promised and nothing changes. */
static void
beyond_the_calendar(void **state)
{
	struct step s = form(ACT_DISPATCH);

	(void)state;
	until(CS_FILED);
	s.condition_limit = (struct stage_limit){ 300, LIMIT_WORK_DAY };
	assert_int_equal(take(DISPATCHER, s), ERR_INVALID);
	assert_int_equal(row.state, CS_FILED);
}

WAY_MAIN("casework",
    WAY_TEST(row_1), WAY_TEST(row_1_hazard), WAY_TEST(ruling_2), WAY_TEST(rows_4_5),
    WAY_TEST(next_supervisor), WAY_TEST(row_7), WAY_TEST(row_8), WAY_TEST(rows_9_10), WAY_TEST(row_34),
    WAY_TEST(corrected), WAY_TEST(row_11), WAY_TEST(row_12), WAY_TEST(row_13),
    WAY_TEST(row_20), WAY_TEST(rows_21_22), WAY_TEST(beyond_the_calendar))
