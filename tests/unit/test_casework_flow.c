/* The squad's review (R13), another class for a case that is out (82c), the window for opening again (77). */
#include "config.h"
#include "tests/unit/casework_way.h"

#include "lib/base/banned.h"

static struct step
to_squad(int64_t squad)
{
	struct step s = form(ACT_FEEDBACK);

	s.squad_id = squad;
	return s;
}

static void
fed_back(int64_t squad, enum case_state to)
{
	assert_int_equal(take(CLERK_A, to_squad(squad)), OK);
	assert_int_equal(row.state, to);
}

/* Feedback goes to the squad of the area first; it passes it on, or sends it back with a reason. */
static void
squad(void **state)
{
	struct step s = form(ACT_SQUAD_BACK);
	usec_t due;

	(void)state;
	until(CS_HANDLING);		/* the setting is off */
	fed_back(UNIT_SQUAD, CS_FEEDBACK);
	o.office.squad_review = true;
	until(CS_HANDLING);		/* no squad in the area, or the squad itself has handled it */
	fed_back(0, CS_FEEDBACK);
	until(CS_HANDLING);
	fed_back(UNIT_A, CS_FEEDBACK);
	until(CS_HANDLING);
	due = row.due_at;
	denied(CLERK_A, form(ACT_FEEDBACK_SQUAD), "Guard.no_step");	/* nobody chooses that */
	fed_back(UNIT_SQUAD, CS_SQUAD_REVIEW);
	assert_int_equal(last.t->action, ACT_FEEDBACK_SQUAD);
	assert_true(row.squad_id == UNIT_SQUAD && last.squad_id == UNIT_SQUAD && row.fed_back_at == now);
	assert_int_equal(last.t->tell, T_SQUAD);
	assert_int_equal(row.stage_due, now + 30 * USEC_MIN);
	/* The check hour counts from the unit's feedback, by way of the squad too (R3). */
	assert_int_equal(beside(SIDE_CHECK, true)->due, now + USEC_HOUR);
	assert_int_equal(last.stage.outer_due, now + USEC_HOUR);
	denied(DISPATCHER, form(ACT_SQUAD_PASS), "Guard.permission");
	denied(DISPATCHER, form(ACT_SQUAD_SKIP), "Guard.date_reached");
	s.text = "";
	invalid(SQUAD, s, "note", "Err.required");
	row.squad_id = UNIT_B;
	denied(SQUAD, form(ACT_SQUAD_PASS), "Guard.own_squad");
	row.squad_id = UNIT_SQUAD;
	step(SQUAD, ACT_SQUAD_BACK, CS_HANDLING);
	assert_true(row.squad_id == 0 && row.due_at == due && last.stage.due == due && row.rework_count == 0);
	(void)beside(SIDE_CHECK, false);
	fed_back(UNIT_SQUAD, CS_SQUAD_REVIEW);
	pass(5 * USEC_MIN);
	step(SQUAD, ACT_SQUAD_PASS, CS_FEEDBACK);
	assert_true(row.squad_id == 0 && last.t->tell == T_DISPATCHER && row.fed_back_at == now - 5 * USEC_MIN);
	assert_int_equal(last.stage.outer_due, now + 55 * USEC_MIN);
	step(DISPATCHER, ACT_FEEDBACK_CONFIRM, CS_CHECK_PENDING);
	/* Late: marked, told, and the dispatcher may fetch it. */
	until(CS_HANDLING);
	fed_back(UNIT_SQUAD, CS_SQUAD_REVIEW);
	pass(31 * USEC_MIN);
	step(TIMER, ACT_LATE_SQUAD, CS_SQUAD_REVIEW);
	assert_int_equal(last.t->tell, T_SQUAD | T_DISPATCHER);
	step(DISPATCHER, ACT_SQUAD_SKIP, CS_FEEDBACK);
	assert_int_equal(last.squad_id, UNIT_SQUAD);	/* told that it went on without them */
	o.office.squad_review = false;
}

/* The squad sees what lies in its area, whoever works on it, and urges. */
static void
area(void **state)
{
	struct actor who = rule_actor(&o, SQUAD);

	(void)state;
	until(CS_HANDLING);
	assert_false(workflow_may_see(&row, &who));
	who.own_area = true;
	assert_true(workflow_may_see(&row, &who));
	step(SQUAD, ACT_URGE, CS_HANDLING);
	who = rule_actor(&o, CLERK_B);	/* another post of the same unit does not */
	who.own_area = true;
	assert_false(workflow_may_see(&row, &who));
}

static struct step
class_of(int32_t amount)
{
	struct step s = form(ACT_RECLASSIFY);

	s.class_id = 10102;
	s.condition_id = 1010201;
	s.condition_limit = (struct stage_limit){ amount, LIMIT_WORK_HOUR };
	return s;
}

/* Each of them on the same morning. */
static void
from_nine(enum case_state want)
{
	now = rule_at(6, 10, 9, 0);
	until(want);
}

static bool
says(const char *line)
{
	return strstr(last.detail, line) != NULL;
}

/* Another class: the limit from the same start; the longer one holds in time, the shorter one judges nobody. */
static void
another_class(void **state)
{
	struct step s = form(ACT_RECLASSIFY);
	usec_t due, start;

	(void)state;
	from_nine(CS_HANDLING);		/* dispatched at 9:04, four working hours: due at 15:04 */
	due = row.due_at;
	start = row.dispatched_at;
	s.class_id = row.class_id;
	s.condition_id = row.condition_id;
	invalid(DISPATCHER, s, "class", "Guard.new_class");
	denied(CLERK_A, class_of(6), "Guard.permission");
	denied(ACCEPTOR, class_of(6), "Guard.permission");
	pass(USEC_HOUR);
	assert_int_equal(take(CHIEF, class_of(6)), OK);		/* longer, in time */
	assert_true(row.class_id == 10102 && row.condition_id == 1010201 && row.state == CS_HANDLING);
	assert_int_equal(row.due_at, due + 2 * USEC_HOUR);
	assert_true(row.original_due == USEC_NONE && last.stage.due == row.due_at);
	assert_true(last.end_promise && last.promise.kind == PROMISE_CLASS && last.promise.started == start &&
	    last.promise.amount == 6);
	assert_true(says("was_class=10101\n") && says("was_condition=1010101\n") &&
	    says(arena_printf(o.a, "was_due=%lld\n", (long long)due)));
	from_nine(CS_HANDLING);
	pass(7 * USEC_HOUR);					/* after 15:04: longer, but too late */
	due = row.due_at;
	assert_int_equal(take(DISPATCHER, class_of(12)), OK);
	assert_true(row.due_at > now && row.original_due == due && last.promise.original_due == due);
	from_nine(CS_HANDLING);
	due = row.due_at;
	assert_int_equal(take(DISPATCHER, class_of(2)), OK);	/* shorter: due at 11:04, judged by 15:04 */
	assert_true(row.due_at == row.dispatched_at + 2 * USEC_HOUR && row.original_due == due);
	from_nine(CS_HANDLING);
	due = row.due_at;
	pass(2 * USEC_HOUR);
	assert_int_equal(take(DISPATCHER, class_of(1)), OK);	/* over already: from now, 11:05 to 14:05 */
	assert_true(row.due_at > now && row.due_at < due && row.original_due == due && last.promise.started == now);
	from_nine(CS_HANDLING);
	due = row.due_at;
	pass(5 * USEC_HOUR + 55 * USEC_MIN);
	assert_int_equal(take(DISPATCHER, class_of(3)), OK);	/* never later than it was */
	assert_true(row.due_at == due && row.original_due == USEC_NONE && !last.has_promise && row.class_id == 10102);
}

/* Unsigned: the hour to sign goes on. Extended or asked to be: no. A hazard by its class is told at once. */
static void
another_class_beside(void **state)
{
	struct step s = class_of(6);
	usec_t sign;

	(void)state;
	until(CS_DISPATCHED);
	sign = row.stage_due;
	pass(10 * USEC_MIN);
	assert_int_equal(take(DISPATCHER, s), OK);
	assert_true(row.state == CS_DISPATCHED && row.stage_due == sign && !last.new_stage && last.has_promise);
	step(CLERK_A, ACT_SIGN, CS_HANDLING);
	assert_int_equal(last.stage.due, row.due_at);
	step(CLERK_A, ACT_EXT_ASK, CS_HANDLING);
	denied(DISPATCHER, s, "Guard.no_request");
	step(CHIEF, ACT_EXT_GRANT, CS_HANDLING);
	denied(DISPATCHER, s, "Guard.not_extended");
	until(CS_HANDLING);
	s.class_hazard = true;
	assert_int_equal(take(DISPATCHER, s), OK);
	assert_true(row.hazard && row.urgent && (last.t->tell & T_COMMANDER) != 0 && last.t->action == ACT_RECLASSIFY);
	flagged("hazard", 1);
}

/* The window is promised at closing; the timer says once that it is over; what opens or archives the case ends it. */
static void
window(void **state)
{
	(void)state;
	until(CS_CLOSED);
	assert_int_equal(row.reopen_until, now + 7 * USEC_DAY);
	flagged("reopenable", 1);
	o.office.reopen_days = 1;	/* a setting moves nothing promised */
	pass(7 * USEC_DAY);
	denied(TIMER, form(ACT_WINDOW_OVER), "Guard.date_reached");
	step(CHIEF, ACT_REOPEN, CS_HANDLING);
	flagged("reopenable", 0);
	o.office.reopen_days = 7;
	until(CS_CLOSED);
	pass(7 * USEC_DAY + 1);
	denied(CHIEF, form(ACT_WINDOW_OVER), "Guard.permission");
	step(TIMER, ACT_WINDOW_OVER, CS_CLOSED);
	flagged("reopenable", 0);
	denied(TIMER, form(ACT_WINDOW_OVER), "Guard.date_reached");
	denied(CHIEF, form(ACT_REOPEN), "Guard.reopen_time");
	until(CS_CLOSED);
	step(ARCHIVIST, ACT_ARCHIVE, CS_ARCHIVED);
	flagged("reopenable", 0);
	/* Nobody of ours acted on it: nothing to open again. */
	until(CS_FILED);
	step(DISPATCHER, ACT_ESCALATE, CS_ESCALATED);
	step(CHIEF, ACT_UPPER_CLOSED, CS_CLOSED);
	assert_int_equal(row.reopen_until, USEC_NONE);
}

/* Who was reached by telephone is written down as long as it is one, in every state (3). */
static void
calls(void **state)
{
	struct step s = form(ACT_HAZARD_CALL);

	(void)state;
	until(CS_FEEDBACK);
	denied(ACCEPTOR, s, "Guard.hazard");
	step(ACCEPTOR, ACT_HAZARD, CS_FEEDBACK);
	assert_int_equal(last.t->tell & (T_SUPERVISOR | T_UPPER), T_SUPERVISOR | T_UPPER);
	s.text = "";
	invalid(ACCEPTOR, s, "note", "Err.required");
	step(ACCEPTOR, ACT_HAZARD_CALL, CS_FEEDBACK);
	assert_true(!last.new_stage && last.n_flags == 0);
	denied(DISPATCHER, form(ACT_HAZARD_CALL), "Guard.permission");
}

WAY_MAIN("casework_flow", WAY_TEST(squad), WAY_TEST(area), WAY_TEST(another_class), WAY_TEST(another_class_beside),
    WAY_TEST(window), WAY_TEST(calls))
