/* Requests, supervision, several units and the platform above: workflow rows 2, 13, 14, 23–31, 46–59, 77, 78. */
#include "config.h"
#include "tests/unit/casework_way.h"

#include "lib/base/banned.h"

static struct step
dated(enum action act, usec_t days)
{
	struct step s = form(act);

	s.date = now + days * USEC_DAY;
	return s;
}

static void
taken(enum post p, struct step s, enum case_state to)
{
	enum err e = take(p, s);

	if (e != OK)
		fail_msg("%s in state %d: %s %s", action_code(s.action), row.state, err_name(e), err_text());
	assert_int_equal(row.state, to);
}

/* One extension, asked for in time, with a plan, added to the old due in the limit's own unit (49, 50). */
static void
extension(void **state)
{
	struct step s = form(ACT_EXT_ASK);
	usec_t due;

	(void)state;
	until(CS_HANDLING);		/* four working hours from five past nine */
	due = row.due_at;
	denied(CHIEF, form(ACT_EXT_GRANT), "Guard.no_longer_asked");
	denied(CLERK_B, s, "Guard.own_unit");
	s.plan = "";
	invalid(CLERK_A, s, "plan", "Err.required");
	s = form(ACT_EXT_ASK);
	s.amount = 0;
	invalid(CLERK_A, s, "amount", "Err.required");
	s.amount = 13;
	invalid(CLERK_A, s, "amount", "Guard.extend_too_long");
	s.amount = 5;
	taken(CLERK_A, s, CS_HANDLING);
	flagged("ext_pending", 1);
	assert_int_equal(row.due_at, due);	/* the request stops no clock */
	denied(CLERK_A, form(ACT_EXT_ASK), "Guard.no_request");
	s = form(ACT_EXT_GRANT);
	s.amount = 0;			/* as asked: five on four is more than the chief may grant */
	invalid(CHIEF, s, "amount", "Guard.extend_long");
	pass(2 * USEC_DAY);		/* granted late it applies backwards */
	s.amount = 4;
	taken(CHIEF, s, CS_HANDLING);
	assert_int_equal(row.due_at, due + 18 * USEC_HOUR);	/* 15:04 on Wednesday to 9:04 on Thursday */
	flagged("ext_pending", 0);
	assert_true(last.end_promise && last.promise.kind == PROMISE_EXTENSION && last.promise.amount == 8);
	assert_int_equal(last.stage.due, row.due_at);
	denied(CLERK_A, form(ACT_EXT_ASK), "Guard.before_due");
	assert_int_equal(row.ext_count, 1);
	until(CS_HANDLING);
	step(CLERK_A, ACT_EXT_ASK, CS_HANDLING);
	s.amount = 8;
	taken(COMMANDER, s, CS_HANDLING);
	denied(CLERK_A, form(ACT_EXT_ASK), "Guard.not_extended");
	/* What is asked for dies with the feedback. */
	until(CS_HANDLING);
	step(CLERK_A, ACT_EXT_ASK, CS_HANDLING);
	step(CHIEF, ACT_EXT_REFUSE, CS_HANDLING);
	assert_int_equal(row.ext_count, 0);
	step(CLERK_A, ACT_EXT_ASK, CS_HANDLING);
	step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	assert_false(row.ext_pending);
	flagged("ext_pending", 0);
}

/* Not done after the extension: four statements, and the tracking date replaces the due; two moves at most (51). */
static void
watching(void **state)
{
	struct step s;

	(void)state;
	until(CS_HANDLING);
	denied(CLERK_A, dated(ACT_WATCH_ASK, 10), "Guard.extended");
	step(CLERK_A, ACT_EXT_ASK, CS_HANDLING);
	step(CHIEF, ACT_EXT_GRANT, CS_HANDLING);
	for (int i = 0; i < 4; i++) {
		s = dated(ACT_WATCH_ASK, 10);
		s.text = i == 0 ? "" : s.text;
		s.plan = i == 1 ? "" : s.plan;
		s.enforcement = i == 2 ? "" : s.enforcement;
		s.date = i == 3 ? 0 : s.date;
		invalid(CLERK_A, s, ((const char *const[]){ "note", "plan", "enforcement", "date" })[i], "Err.required");
	}
	s.date = now - 1;
	invalid(CLERK_A, s, "date", "Guard.date_past");
	for (int i = 0; i < 3; i++) {
		s = dated(ACT_WATCH_ASK, 10 * (i + 1));
		taken(CLERK_A, s, CS_HANDLING);
		denied(CHIEF, form(ACT_WATCH_GRANT), "Guard.permission");
		taken(COMMANDER, form(ACT_WATCH_GRANT), CS_HANDLING);
		assert_int_equal(row.due_at, s.date);
		assert_int_equal(last.promise.kind, PROMISE_WATCH);
		pass(USEC_DAY);
	}
	assert_true(row.watch);
	denied(CLERK_A, dated(ACT_WATCH_ASK, 40), "Guard.watch_left");
	step(DISPATCHER, ACT_URGE, CS_HANDLING);	/* invariant 6 */
	s = form(ACT_REDISPATCH);
	s.unit_id = UNIT_B;
	taken(DISPATCHER, s, CS_DISPATCHED);
	flagged("watch", 0);
	assert_true(row.ext_count == 0 && row.watch_count == 0);
}

/* A pause once, at most a year, never for a hazard; the due moves by what it lasts (52, 53). */
static void
suspension(void **state)
{
	struct step s;
	usec_t due, from;

	(void)state;
	until(CS_HANDLING);
	due = row.due_at;
	invalid(COMMANDER, dated(ACT_SUSPEND, 367), "date", "Guard.date_far");
	from = now;
	s = form(ACT_SUSPEND);
	s.date = rule_at(6, 17, 0, 0);	/* Wednesday to Wednesday */
	taken(COMMANDER, s, CS_SUSPENDED);
	assert_true(last.pauses && last.stage.due == s.date);
	assert_int_equal(row.due_at, rule_at(6, 17, 8, 0) + (due - 2 * USEC_HOUR - from));	/* what was left, from eight on: noon off before */
	denied(TIMER, form(ACT_RESUME_DUE), "Guard.date_reached");
	now = s.date;
	due = row.due_at;
	step(TIMER, ACT_RESUME_DUE, CS_HANDLING);
	assert_int_equal(row.due_at, due);
	assert_false(last.has_promise || last.resumes);
	denied(COMMANDER, dated(ACT_SUSPEND, 3), "Guard.not_suspended");
	/* Gone on before its day: as if the pause had never been longer. */
	now = rule_at(6, 18, 9, 0);
	until(CS_HANDLING);
	due = row.due_at;
	taken(COMMANDER, dated(ACT_SUSPEND, 7), CS_SUSPENDED);
	pass(USEC_HOUR);
	step(COMMANDER, ACT_RESUME, CS_HANDLING);
	assert_int_equal(row.due_at, due + USEC_HOUR);
	assert_true(last.resumes && last.pause_until == now && last.has_promise);
	until(CS_HANDLING);
	step(CHIEF, ACT_HAZARD, CS_HANDLING);
	denied(COMMANDER, dated(ACT_SUSPEND, 3), "Guard.calm");
	until(CS_HANDLING);
	taken(COMMANDER, dated(ACT_SUSPEND, 3), CS_SUSPENDED);
	step(CHIEF, ACT_HAZARD, CS_HANDLING);	/* a hazard never waits */
	assert_true(row.hazard && last.resumes);
}

/* Urge, letter, single-case supervision: each its own step, none lowers what stands (54–56). */
static void
supervision(void **state)
{
	struct step s;

	(void)state;
	until(CS_HANDLING);
	denied(ACCEPTOR, form(ACT_LETTER_DRAFT), "Guard.slow");
	denied(COMMANDER, form(ACT_SINGLE), "Guard.stuck");
	denied(CLERK_A, form(ACT_URGE), "Guard.permission");
	step(ACCEPTOR, ACT_URGE, CS_HANDLING);
	flagged("supervise", SUPERVISE_URGE);
	denied(COMMANDER, dated(ACT_LETTER_SIGN, 3), "Guard.draft");
	step(ACCEPTOR, ACT_LETTER_DRAFT, CS_HANDLING);
	assert_true(last.drafts_letter);
	denied(DISPATCHER, form(ACT_LETTER_DRAFT), "Guard.no_draft");
	s = form(ACT_LETTER_SIGN);
	invalid(COMMANDER, s, "date", "Err.required");
	s = dated(ACT_LETTER_SIGN, 3);
	taken(COMMANDER, s, CS_HANDLING);
	assert_true(last.signs_letter && row.supervise == SUPERVISE_LETTER && !row.letter_draft);
	assert_int_equal(beside(SIDE_LETTER, true)->due, s.date);
	now = row.due_at + 1;
	step(COMMANDER, ACT_SINGLE, CS_HANDLING);
	flagged("supervise", SUPERVISE_SINGLE);
	step(DISPATCHER, ACT_URGE, CS_HANDLING);
	assert_int_equal(row.supervise, SUPERVISE_SINGLE);
	step(DISPATCHER, ACT_LETTER_DRAFT, CS_HANDLING);
	step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	(void)beside(SIDE_LETTER, false);
	assert_true(last.drops_letter);
}

/* Explained before the limit ends, extended or not; afterwards it does not count (57, R8). */
static void
explanation(void **state)
{
	(void)state;
	until(CS_HANDLING);
	now = row.due_at;
	step(CLERK_A, ACT_EXPLAIN, CS_HANDLING);
	assert_int_equal(row.explained_at, now);
	pass(1);
	denied(CLERK_A, form(ACT_EXPLAIN), "Guard.before_due");
	denied(CLERK_B, form(ACT_EXPLAIN), "Guard.own_unit");
}

static void
finding(void **state)
{
	struct step s = form(ACT_FINDING);

	(void)state;
	until(CS_HANDLING);
	denied(COMMANDER, s, "Guard.returned");
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	s.unit_returned = false;
	invalid(COMMANDER, s, "unit", "Guard.unit_returned");
	step(COMMANDER, ACT_FINDING, CS_RETURN_REVIEW);
	assert_true(row.unjustified_return && last.left_unit == UNIT_A);
}

/* Opened again within a week: a new round of the unit that had it; the same fault keeps the first due (77). */
static void
reopening(void **state)
{
	struct step s = form(ACT_REOPEN);

	(void)state;
	for (int same = 0; same < 2; same++) {
		usec_t due;

		until(CS_CLOSED);
		due = row.due_at;
		step(ACCEPTOR, ACT_CALL_BACK, CS_CLOSED);
		assert_int_equal(row.satisfied, RESULT_YES);
		pass(7 * USEC_DAY);
		s.same_fault = same;
		taken(CHIEF, s, CS_HANDLING);
		assert_int_equal(row.rework_count, same);
		assert_int_equal(row.original_due, same ? due : USEC_NONE);
		assert_true(row.reopen_count == 1 && row.round == 2 && row.closed_at == USEC_NONE && row.closer_id == 0);
		assert_true(last.has_promise && row.due_at > now && row.satisfied == RESULT_NONE);
		step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	}
	until(CS_CLOSED);
	pass(7 * USEC_DAY + 1);
	denied(CHIEF, s, "Guard.reopen_time");
}

/* Asked for by the unit the commander decides, by the dispatcher the platform above; refused it goes on (58, 59, R5). */
static void
special(void **state)
{
	(void)state;
	until(CS_HANDLING);
	step(CLERK_A, ACT_SPECIAL_ASK, CS_SPECIAL_REVIEW);
	denied(CHIEF, form(ACT_UPPER_SPECIAL_GRANT), "Guard.special_upper");
	step(COMMANDER, ACT_SPECIAL_REFUSE, CS_HANDLING);
	assert_int_equal(last.stage.due, row.due_at);
	step(CLERK_A, ACT_SPECIAL_ASK, CS_SPECIAL_REVIEW);
	step(COMMANDER, ACT_SPECIAL_GRANT, CS_CLOSED_SPECIAL);
	assert_true(row.closed_at == now && row.closer_id == COMMANDER && last.answers_sender);
	for (int i = 0; i < 2; i++) {
		until(i == 0 ? CS_FILED : CS_HANDLING);
		step(DISPATCHER, ACT_SPECIAL_UP, CS_SPECIAL_REVIEW);
		denied(COMMANDER, form(ACT_SPECIAL_GRANT), "Guard.special_ours");
		step(DESK_12345, ACT_UPPER_SPECIAL_REFUSE, i == 0 ? CS_FILED : CS_HANDLING);
		assert_true(row.stage_due != USEC_NONE);
		step(DISPATCHER, ACT_SPECIAL_UP, CS_SPECIAL_REVIEW);
		step(CHIEF, ACT_UPPER_SPECIAL_GRANT, CS_CLOSED_SPECIAL);
		assert_string_equal(row.upper_number, "市〔2026〕88号");
	}
}

/* Lead, members and date; each member signs and reports, the lead alone moves the case (25). */
static void
joint(void **state)
{
	static const int64_t members[] = { UNIT_B, UNIT_PATROL }, lead[] = { UNIT_A }, twice[] = { UNIT_B, UNIT_B };
	struct step s = dated(ACT_JOINT, 2);

	(void)state;
	until(CS_FILED);
	s = dated(ACT_JOINT, 2);
	invalid(DISPATCHER, s, "members", "Err.required");
	s.members = lead;
	s.n_members = 1;
	invalid(DISPATCHER, s, "members", "Guard.members_lead");
	s.members = twice;
	s.n_members = 2;
	invalid(DISPATCHER, s, "members", "Err.choice");
	s.members = members;
	taken(DISPATCHER, s, CS_DISPATCHED);
	assert_true(row.joint && row.unit_id == UNIT_A && last.n_members == 2 && last.end_members);
	denied(CLERK_B, form(ACT_MEMBER_SIGN), "Guard.member");
	is_member = true;
	step(CLERK_B, ACT_MEMBER_SIGN, CS_DISPATCHED);
	has_signed = true;
	denied(CLERK_B, form(ACT_MEMBER_SIGN), "Guard.member_new");
	denied(CLERK_B, form(ACT_SIGN), "Guard.own_unit");
	step(CLERK_B, ACT_MEMBER_DONE, CS_DISPATCHED);
	step(CLERK_A, ACT_SIGN, CS_HANDLING);
}

static void
substitute_and_designate(void **state)
{
	struct step s = form(ACT_SUBSTITUTE);

	(void)state;
	until(CS_HANDLING);
	invalid(DISPATCHER, s, "unit", "Guard.new_unit");
	s.unit_id = UNIT_B;
	s.owner_id = UNIT_B;
	invalid(DISPATCHER, s, "owner", "Guard.new_unit");
	s.owner_id = UNIT_A;
	taken(DISPATCHER, s, CS_DISPATCHED);
	assert_true(row.substitute && last.unit_part == PART_SUBSTITUTE && last.owner_id == UNIT_A);
	until(CS_FILED);
	step(DISPATCHER, ACT_UNCLEAR, CS_COORDINATING);
	denied(COMMANDER, form(ACT_DESIGNATE), "Guard.tossed");
	until(CS_FEEDBACK);
	for (int i = 0; i < 2; i++) {
		step(DISPATCHER, ACT_INCOMPLETE_COORDINATE, CS_COORDINATING);
		s = form(ACT_DISPATCH_AGREED);
		s.unit_id = i == 0 ? UNIT_B : UNIT_A;
		taken(DISPATCHER, s, CS_DISPATCHED);
		step(i == 0 ? CLERK_B : CLERK_A, ACT_SIGN, CS_HANDLING);
		step(i == 0 ? CLERK_B : CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	}
	step(DISPATCHER, ACT_INCOMPLETE_COORDINATE, CS_COORDINATING);
	step(COMMANDER, ACT_DESIGNATE, CS_DISPATCHED);
	flagged("designated", 1);
	step(CLERK_A, ACT_SIGN, CS_HANDLING);
	s = form(ACT_REDISPATCH);
	s.unit_id = UNIT_B;
	taken(DISPATCHER, s, CS_DISPATCHED);
	flagged("designated", 0);
}

/* The group can be asked from four steps; its hearing has minutes; the clock never stops (26, 27, R6). */
static void
hearing(void **state)
{
	usec_t due;

	(void)state;
	until(CS_HANDLING);
	due = row.due_at;
	step(COMMANDER, ACT_HEARING, CS_HEARING);
	denied(COMMANDER, form(ACT_HEAR), "Guard.permission");
	step(GROUP, ACT_HEAR, CS_HEARING);
	step(GROUP, ACT_HEARING_DISPATCH, CS_DISPATCHED);
	assert_int_equal(row.due_at, due);
	until(CS_CLOSE_REVIEW);
	step(COMMANDER, ACT_HEARING, CS_HEARING);
	step(GROUP, ACT_HEARING_SPECIAL, CS_SPECIAL_REVIEW);
	step(COMMANDER, ACT_SPECIAL_REFUSE, CS_HEARING);
	until(CS_HANDLING);
	step(CLERK_A, ACT_RETURN, CS_RETURN_REVIEW);
	denied(COMMANDER, form(ACT_HEARING), "Guard.conferred");
	step(CHIEF, ACT_CONFER, CS_RETURN_REVIEW);
	step(COMMANDER, ACT_HEARING, CS_HEARING);
}

static void
upward(void **state)
{
	(void)state;
	until(CS_HANDLING);
	step(DISPATCHER, ACT_ESCALATE, CS_ESCALATED);
	assert_true(row.unit_id == 0 && last.end_promise && last.stage.due != USEC_NONE);
	step(CHIEF, ACT_UPPER_BACK, CS_FILED);
	step(DISPATCHER, ACT_ESCALATE, CS_ESCALATED);
	step(DESK_12345, ACT_UPPER_CLOSED, CS_CLOSED);
	assert_true(last.answers_sender && row.closer_id == DESK_12345);
	denied(CHIEF, form(ACT_REOPEN), "Guard.has_unit");
	until(CS_FILED);
	step(COMMANDER, ACT_ASK_LEADER, CS_LEADER_PENDING);
	step(LEADER, ACT_INSTRUCT, CS_DISPATCHED);
	/* A find of our own is recorded above, with what its check found (29). */
	o.office.record_upward = true;
	until(CS_FILED);
	assert_int_equal(last.follow, ACT_NONE);
	registered(SRC_SUPERVISOR);
	step(ACCEPTOR, ACT_TAKE, CS_FILING);
	step(ACCEPTOR, ACT_FILE, CS_FILED);
	assert_int_equal(last.follow, ACT_RECORD_UP);
	step(TIMER, ACT_RECORD_UP, CS_FILED);
	flagged("filed_upward", 1);
	denied(COMMANDER, form(ACT_RECORD_UP), "Guard.permission");
}

static void
merging(void **state)
{
	struct step s = form(ACT_MERGE);
	usec_t due;

	(void)state;
	until(CS_HANDLING);
	due = row.due_at;
	invalid(ACCEPTOR, s, "kept", "Err.required");
	s.kept_case = 2;
	taken(ACCEPTOR, s, CS_VOID);
	assert_true(row.parent_case == 2 && row.void_from == CS_HANDLING && !last.end_promise);
	denied(ACCEPTOR, form(ACT_UNMERGE), "Guard.permission");
	step(CHIEF, ACT_UNMERGE, CS_HANDLING);
	assert_true(row.parent_case == 0 && row.void_from == CS_NONE && last.stage.due == due && last.new_stage);
	until(CS_FILING);
	step(ACCEPTOR, ACT_VOID, CS_VOID);
	denied(CHIEF, form(ACT_UNMERGE), "Guard.merged");
}

static void
beginnings(void **state)
{
	struct step s = form(ACT_SPOT);

	(void)state;
	registered(SRC_SELF);
	denied(PATROL, s, "Guard.self");
	row.registered_by = PATROL;
	invalid(PATROL, s, "photo", "Guard.two_photos");
	s.n_files = 2;
	taken(PATROL, s, CS_CLOSED);
	assert_true(row.filed_at == USEC_NONE && row.closer_id == PATROL);
	until(CS_FILING);
	step(ACCEPTOR, ACT_REFUSE, CS_NOT_ACCEPTED);
	denied(ACCEPTOR, form(ACT_ACCEPT_AGAIN), "Guard.permission");
	step(CHIEF, ACT_ACCEPT_AGAIN, CS_FILING);
	assert_int_equal(last.complaint_state, CP_REGISTERED);
	assert_int_equal(row.accept_due, now + USEC_HOUR);
}

/* From above and beside: inquiries, 12345, approval of enforcement (R12, R16, R18). */
static void
outside(void **state)
{
	struct step s = dated(ACT_INQUIRY, 3);

	(void)state;
	until(CS_HANDLING);
	s = dated(ACT_INQUIRY, 3);
	taken(DESK_12345, s, CS_HANDLING);
	assert_int_equal(beside(SIDE_INQUIRY, true)->user_id, DESK_12345);
	denied(CHIEF, dated(ACT_INQUIRY, 3), "Guard.inquiry");
	step(CHIEF, ACT_INQUIRY_ANSWER, CS_HANDLING);
	denied(CHIEF, form(ACT_INQUIRY_ANSWER), "Guard.no_inquiry");
	denied(DESK_12345, form(ACT_REPLY), "Guard.from_12345");
	step(CLERK_A, ACT_APPROVAL_ASK, CS_HANDLING);
	assert_true(beside(SIDE_APPROVAL, true)->due > now);
	denied(CLERK_A, form(ACT_APPROVAL_ASK), "Guard.approval");
	step(CHIEF, ACT_APPROVAL_YES, CS_HANDLING);
	assert_int_equal(row.approval, APPROVAL_GIVEN);
	step(CLERK_A, ACT_APPROVAL_ASK, CS_HANDLING);
	step(CLERK_A, ACT_FEEDBACK, CS_FEEDBACK);
	assert_int_equal(row.approval, APPROVAL_NONE);
}

/* The sender's own deadline runs beside ours, and the earlier governs (R12). */
static void
two_deadlines(void **state)
{
	struct case_row c = rule_case(SRC_12345, now);
	struct step s = { .action = ACT_REPORT, .at = now, .who = rule_actor(&o, ACCEPTOR), .client_at = USEC_NONE };

	(void)state;
	c.ext_due = now + 2 * USEC_HOUR;
	c.verified_above = true;
	assert_int_equal(casework_register(o.a, &c, &s, &o.office, &last), OK);
	row = last.after;
	assert_int_equal(beside(SIDE_OUTSIDE, true)->due, c.ext_due);
	denied(ACCEPTOR, form(ACT_ORDER_VERIFY), "Guard.needs_no_verify");
	step(ACCEPTOR, ACT_TAKE, CS_FILING);
	step(ACCEPTOR, ACT_FILE, CS_FILED);
	step(DISPATCHER, ACT_DISPATCH, CS_DISPATCHED);
	step(CLERK_A, ACT_SIGN, CS_HANDLING);
	assert_int_equal(last.stage.due, c.ext_due);
	assert_true(row.due_at > c.ext_due);
	step(DESK_12345, ACT_REPLY, CS_HANDLING);
	(void)beside(SIDE_OUTSIDE, false);
}

WAY_MAIN("casework_request", WAY_TEST(extension), WAY_TEST(watching), WAY_TEST(suspension), WAY_TEST(supervision),
    WAY_TEST(explanation), WAY_TEST(finding), WAY_TEST(reopening), WAY_TEST(special), WAY_TEST(joint),
    WAY_TEST(substitute_and_designate), WAY_TEST(hearing), WAY_TEST(upward), WAY_TEST(merging),
    WAY_TEST(beginnings), WAY_TEST(outside), WAY_TEST(two_deadlines))
