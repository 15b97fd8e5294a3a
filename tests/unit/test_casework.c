/*
 * The steps of a case one by one: what each writes, which clock it starts,
 * which field it wants.  Names are the rows of workflow §4 and its rulings.
 */
#include "config.h"
#include "lib/rule/casework.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "tests/unit/rule_office.h"

#include "lib/base/banned.h"

#define LIMIT_4H ((struct stage_limit){ 4, LIMIT_WORK_HOUR })

static struct rule_office o;

/* A case on its way: the row, the last change, and the clock on the wall. */
static struct case_row row;
static struct change last;
static usec_t now;

static int
begin(void **state)
{
	(void)state;
	o.office.short_returns = o.office.acceptor_closes = false;
	now = rule_at(6, 10, 9, 0);
	return 0;
}

static void
pass(usec_t t)
{
	now += t;
}

/* A form with everything in it; each test takes away or changes what it is about. */
static struct step
form(enum action act)
{
	return (struct step){ .action = act, .client_at = USEC_NONE, .text = "情况说明：已到现场核实，𠮷祥路口。",
		.reason_id = 101, .unit_id = UNIT_A, .condition_id = 1010101, .condition_limit = LIMIT_4H,
		.supervisor_id = PATROL, .supervisor_unit = UNIT_PATROL, .handler_id = HAND_A, .n_files = 1,
		.result = RESULT_YES, .factors = { RESULT_YES, RESULT_YES, RESULT_YES } };
}

static enum err
take(enum post p, struct step s)
{
	enum err e;

	s.at = now;
	s.who = rule_actor(&o, p);
	err_clear();
	if ((e = casework_apply(o.a, &row, &s, &o.office, &last)) == OK)
		row = last.after;
	return e;
}

static void
step(enum post p, enum action act, enum case_state to)
{
	enum err e = take(p, form(act));

	if (e != OK)
		fail_msg("%s in state %d: %s %s", action_code(act), row.state, err_name(e), err_text());
	assert_int_equal(row.state, to);
}

static void
denied(enum post p, struct step s, const char *why)
{
	const struct case_row before = row;

	assert_int_equal(take(p, s), ERR_DENIED);
	assert_string_equal(err_text(), why);
	assert_memory_equal(&before, &row, sizeof(row));
}

static void
invalid(enum post p, struct step s, const char *field, const char *why)
{
	assert_int_equal(take(p, s), ERR_INVALID);
	assert_string_equal(err_field(), field);
	assert_string_equal(err_text(), why);
}

static void
registered(enum source source)
{
	struct case_row c = rule_case(source, now);
	struct step s = { .action = ACT_REPORT, .at = now, .who = rule_actor(&o, ACCEPTOR), .client_at = USEC_NONE };

	assert_int_equal(casework_register(o.a, &c, &s, &o.office, &last), OK);
	row = last.after;
}

/* To a state by the usual way, a minute a step, from nine o'clock. */
static void
until(enum case_state want)
{
	static const struct {
		enum post post;
		enum action act;
		enum case_state to;
	} way[] = {
		{ ACCEPTOR, ACT_ORDER_VERIFY, CS_VERIFYING }, { PATROL, ACT_VERIFY_RESULT, CS_FILING },
		{ ACCEPTOR, ACT_FILE, CS_FILED }, { DISPATCHER, ACT_DISPATCH, CS_DISPATCHED },
		{ CLERK_A, ACT_SIGN, CS_HANDLING }, { CLERK_A, ACT_FEEDBACK, CS_FEEDBACK },
		{ DISPATCHER, ACT_FEEDBACK_CONFIRM, CS_CHECK_PENDING }, { ACCEPTOR, ACT_ORDER_CHECK, CS_CHECKING },
		{ PATROL, ACT_CHECK_RESULT, CS_CLOSE_REVIEW }, { ACCEPTOR, ACT_JUDGE, CS_CLOSE_CHIEF },
		{ CHIEF, ACT_CLOSE_CHIEF, CS_CLOSED }, { ARCHIVIST, ACT_ARCHIVE, CS_ARCHIVED },
	};

	registered(SRC_NET);
	for (size_t i = 0; i < N(way) && row.state != (int32_t)want; i++) {
		pass(USEC_MIN);
		step(way[i].post, way[i].act, way[i].to);
	}
	assert_int_equal(row.state, want);
}

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
	assert_string_equal(last.flag, "leader_locked");
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
	assert_string_equal(last.flag, "hazard");
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

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup(f, begin)
	const struct CMUnitTest tests[] = {
		TEST(row_1), TEST(ruling_2), TEST(rows_4_5), TEST(next_supervisor), TEST(row_7), TEST(row_8), TEST(rows_9_10),
		TEST(row_34), TEST(corrected), TEST(row_11), TEST(row_12), TEST(row_13), TEST(row_20),
		TEST(rows_21_22), TEST(beyond_the_calendar), TEST(row_40), TEST(row_42), TEST(rows_44_32),
		TEST(row_32_other_unit), TEST(row_43), TEST(row_45), TEST(row_33), TEST(ruling_13),
		TEST(row_70), TEST(ruling_3), TEST(rows_71_73), TEST(row_72), TEST(row_75),
		TEST(row_75_after_a_failed_check), TEST(row_75_alone), TEST(two_persons),
		TEST(ruling_1_same_unit), TEST(ruling_1_other_unit), TEST(row_79), TEST(row_3),
		TEST(late_marks), TEST(versions),
	};
	int failed;

	rule_office_make(&o);
	failed = cmocka_run_group_tests_name("casework", tests, NULL, NULL);
	arena_free(o.a);
	return failed;
}
