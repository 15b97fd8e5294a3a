/* Cases through the service: the whole way, rework, duplicates. */
#include "config.h"
#include "lib/service/case_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/db/script.h"
#include "lib/store/store_case.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_event.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;

static int
begin(void **state)
{
	(void)state;
	err_clear();
	return 0;
}

static struct ledger_report
verify(int64_t case_id)
{
	struct ledger_report report;

	assert_int_equal(ledger_verify(&r->desk, SUBJECT_CASE, case_id, &report), OK);
	return report;
}

/* Intervals lie end to end, exactly one is open unless the case is over, none ends before it began. */
static void
check_intervals(int64_t id, bool over)
{
	const long long c = id;

	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM stage WHERE case_id = %lld AND ended IS NULL", c), !over);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM stage a JOIN stage b ON b.case_id = a.case_id AND"
	    " b.seq = a.seq + 1 WHERE a.case_id = %lld AND NOT (a.ended <=> b.started)", c), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise WHERE case_id = %lld AND ended < started", c), 0);
	assert_int_equal(dbtest_number("SELECT MIN(started) = (SELECT received_at FROM cases WHERE id = %lld) FROM stage"
	    " WHERE case_id = %lld", c, c), 1);
}

/* --- the whole way --------------------------------------------------------------------- */

static void
check_unit_rows(int64_t id)
{
	const long long c = id;

	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise WHERE case_id = %lld", c), 1);
	assert_int_equal(dbtest_number("SELECT ended_event FROM promise WHERE case_id = %lld", c), 12);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM case_unit WHERE case_id = %lld AND unit_id = %d AND"
	    " signed_at IS NOT NULL AND done_at IS NOT NULL", c, UNIT_A), 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM site_order WHERE case_id = %lld AND result = 1 AND"
	    " user_id = %d AND sent_by = %d", c, PATROL, ACCEPTOR), 2);
}

static void
whole_way(void **state)
{
	int64_t id = rig_case(r, CS_ARCHIVED);
	struct case_row *c = rig_row(r, id);
	struct complaint_row *p;
	size_t n;
	const long long k = id;

	(void)state;
	assert_int_equal(c->version, 13);
	assert_int_equal(c->event_seq, 13);
	assert_string_equal(c->number, arena_printf(r->folder.a, "2026-%s", c->number + 5));
	assert_non_null(c->archive_code);
	assert_int_equal(c->retention_years, 10);
	assert_int_equal(c->unit_cell_id, CELL_UNIT);
	assert_int_equal(c->base_cell_id, CELL_BASE);
	assert_int_equal(c->auto_cell_id, CELL_AUTO);
	check_intervals(id, true);
	check_unit_rows(id);
	assert_int_equal(verify(id).events, 13);
	assert_false(verify(id).broken);
	/* The sender has his answer, and every audience its notice. */
	assert_int_equal(store_complaints_of_case(r->desk_db, r->folder.a, id, &p, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(p[0].state, CP_REGISTERED);
	assert_string_equal(p[0].masked_phone, "199****0123");
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE subject_kind = 2 AND subject_id = %lld AND"
	    " audience = 'SENDER'", k), 3);
	assert_int_equal(dbtest_number("SELECT user_id FROM outbox WHERE subject_kind = 2 AND subject_id = %lld AND"
	    " audience = 'SUPERVISOR' LIMIT 1", k), PATROL);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE subject_kind = 2 AND subject_id = %lld AND"
	    " audience = 'UNIT' AND unit_id = %d", k, UNIT_A), 2);
	/* What the unit shows as done the sender may see, what the supervisor saw he may not. */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM file_link WHERE subject_kind = 2 AND subject_id = %lld AND"
	    " for_public = (part = 4)", k),
	    dbtest_number("SELECT COUNT(*) FROM file_link WHERE subject_kind = 2 AND subject_id = %lld", k));
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE subject_kind = 2 AND subject_id = %lld AND"
	    " LENGTH(files) = 32", k), 12);
}

/* A failed check: the dispatcher sends it to another unit; both units' rows stay (R1). */
static void
rework(void **state)
{
	int64_t id = rig_case(r, CS_CLOSE_REVIEW);
	struct step s = rig_step(r, ACCEPTOR, ACT_REWORK);
	const long long k = id;
	usec_t original = rig_row(r, id)->due_at;

	(void)state;
	s.factors[FACTOR_PHOTOS] = RESULT_NO;
	assert_int_equal(rig_act(r, id, &s), OK);
	rig_pass(r, USEC_HOUR);
	s = rig_step(r, DISPATCHER, ACT_REWORK_SEND);
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_int_equal(rig_row(r, id)->original_due, original);
	assert_int_equal(dbtest_number("SELECT kind FROM promise WHERE case_id = %lld AND ended IS NULL", k),
	    PROMISE_REWORK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM case_unit WHERE case_id = %lld", k), 1);
	s = rig_step(r, CLERK_A, ACT_RETURN);
	rig_pass(r, USEC_MIN);
	assert_int_equal(rig_act(r, id, &s), OK);
	s = rig_step(r, DISPATCHER, ACT_CONFER);
	assert_int_equal(rig_act(r, id, &s), OK);
	s = rig_step(r, COMMANDER, ACT_RETURN_TO_LEADER);
	assert_int_equal(rig_act(r, id, &s), OK);
	s = rig_step(r, LEADER, ACT_INSTRUCT);
	s.unit_id = UNIT_B;
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM case_unit WHERE case_id = %lld AND until_at IS NULL AND"
	    " unit_id = %d", k, UNIT_B), 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise WHERE case_id = %lld", k), 3);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM flag_interval WHERE case_id = %lld AND"
	    " flag = 'leader_locked' AND until_at IS NULL", k), 1);
	assert_int_equal(rig_row(r, id)->rework_count, 1);
	check_intervals(id, false);
	assert_false(verify(id).broken);
}

/* Who dispatched the first round does not close the second one that another dispatched (invariant 1). */
static void
dispatched_once(void **state)
{
	static const struct {
		enum rig_post post;
		enum action act;
		enum err want;
	} way[] = {
		{ COMMANDER, ACT_DISPATCH, OK }, { CLERK_A, ACT_SIGN, OK }, { DISPATCHER, ACT_REDISPATCH, OK },
		{ CLERK_B, ACT_SIGN, OK }, { CLERK_B, ACT_FEEDBACK, OK }, { DISPATCHER, ACT_FEEDBACK_CONFIRM, OK },
		{ ACCEPTOR, ACT_ORDER_CHECK, OK }, { PATROL, ACT_CHECK_RESULT, OK }, { COMMANDER, ACT_JUDGE, ERR_DENIED },
		{ ACCEPTOR, ACT_JUDGE, OK }, { COMMANDER, ACT_CLOSE_CHIEF, ERR_DENIED }, { CHIEF, ACT_CLOSE_CHIEF, OK },
	};
	int64_t id = rig_case(r, CS_FILED);

	(void)state;
	for (size_t i = 0; i < N(way); i++) {
		struct step s = rig_step(r, way[i].post, way[i].act);
		enum err e;

		if (way[i].act == ACT_REDISPATCH)
			s.unit_id = UNIT_B;
		if ((e = rig_act(r, id, &s)) != way[i].want)
			fail_msg("step %zu: %s, %s", i, err_name(e), err_text());
	}
}

/* An order that nobody follows is taken back, and the next supervisor's is the only open one. */
static void
next_supervisor(void **state)
{
	int64_t id = rig_case(r, CS_CHECKING);
	struct step s = rig_step(r, ACCEPTOR, ACT_ORDER_CHECK);
	const long long k = id;

	(void)state;
	s.supervisor_id = PATROL_2;
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM site_order WHERE case_id = %lld AND kind = 2 AND"
	    " user_id = %d AND answered_at IS NOT NULL AND result IS NULL", k, PATROL), 1);
	assert_int_equal(dbtest_number("SELECT user_id FROM site_order WHERE case_id = %lld AND answered_at IS NULL", k),
	    PATROL_2);
	s = rig_step(r, PATROL_2, ACT_CHECK_RESULT);
	assert_int_equal(rig_act(r, id, &s), OK);
	check_intervals(id, false);
}

/* A class that is a hazard by rule makes one, with its interval. */
static void
hazard_by_class(void **state)
{
	struct step s = rig_step(r, ACCEPTOR, ACT_CORRECT);
	int64_t id;

	(void)state;
	assert_int_equal(case_register(&r->desk, rig_complaint(r), CLASS_GAS, NULL, rig_who(r, ACCEPTOR), &id), OK);
	assert_true(rig_row(r, id)->hazard);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM flag_interval WHERE case_id = %lld AND flag = 'hazard' AND"
	    " until_at IS NULL", (long long)id), 1);
	/* Or when the acceptor puts the class right. */
	id = rig_case(r, CS_FILING);
	s.class_id = CLASS_GAS;
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_true(rig_row(r, id)->hazard);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE subject_kind = 2 AND subject_id = %lld AND"
	    " audience = 'COMMANDER'", (long long)id), 1);
}

/* --- duplicates --------------------------------------------------------------------------------- */

static void
duplicates(void **state)
{
	int64_t kept = rig_case(r, CS_FILED), lost = rig_case(r, CS_FILING), complaint, of;
	struct step s = rig_step(r, ACCEPTOR, ACT_VOID);
	struct complaint_row *p;
	size_t n;

	(void)state;
	s.kept_case = 999999999;
	assert_int_equal(rig_act(r, lost, &s), ERR_INVALID);
	assert_string_equal(err_field(), "kept");
	s.kept_case = kept;
	assert_int_equal(rig_act(r, lost, &s), OK);
	assert_int_equal(rig_row(r, lost)->state, CS_VOID);
	assert_int_equal(rig_row(r, lost)->parent_case, kept);
	check_intervals(lost, true);
	assert_int_equal(store_complaints_of_case(r->desk_db, r->folder.a, kept, &p, &n), OK);
	assert_int_equal(n, 2);
	assert_int_equal(p[1].state, CP_REGISTERED);
	/* A void case keeps no other one. */
	s.kept_case = lost;
	assert_int_equal(rig_act(r, rig_case(r, CS_FILING), &s), ERR_INVALID);
	/* A new complaint about the same joins it without a case of its own. */
	complaint = rig_complaint(r);
	assert_int_equal(case_join(&r->desk, complaint, kept, NULL, rig_who(r, ACCEPTOR)), OK);
	assert_int_equal(store_case_of_complaint(r->desk_db, complaint, &of), OK);
	assert_int_equal(of, kept);
	assert_int_equal(case_join(&r->desk, complaint, kept, NULL, rig_who(r, ACCEPTOR)), ERR_CONFLICT);
	assert_int_equal(case_join(&r->desk, rig_complaint(r), lost, NULL, rig_who(r, ACCEPTOR)), ERR_INVALID);
	/* Refusing answers each of its senders in his own words' language. */
	s = rig_step(r, ACCEPTOR, ACT_REFUSE);
	s.reason_id = 101;
	lost = rig_case(r, CS_FILING);
	assert_int_equal(rig_act(r, lost, &s), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_case l JOIN complaint p ON p.id = l.complaint_id"
	    " JOIN reason q ON q.id = 101 WHERE l.case_id = %lld AND p.state = 4 AND p.reason_id = 101 AND"
	    " p.answer = q.public_zh", (long long)lost), 1);
}

/* --- who is told ----------------------------------------------------------------------------- */

static int64_t
told(int64_t id, int64_t unit)
{
	return dbtest_number("SELECT COUNT(*) FROM outbox WHERE subject_kind = 2 AND subject_id = %lld AND audience = 'UNIT'"
	    " AND unit_id <=> NULLIF(%lld, 0) AND event_seq = (SELECT event_seq FROM cases WHERE id = %lld)",
	    (long long)id, (long long)unit, (long long)id);
}

/* The unit that is asked, the one that gets the case and the one that loses it; never "some unit". */
static void
units_are_told(void **state)
{
	int64_t asked = rig_case(r, CS_FILED), moved = rig_case(r, CS_HANDLING), lost = rig_case(r, CS_FEEDBACK);
	struct step s = rig_step(r, DISPATCHER, ACT_UNCLEAR);

	(void)state;
	s.unit_id = UNIT_B;
	assert_int_equal(rig_act(r, asked, &s), OK);
	assert_int_equal(told(asked, UNIT_B), 1);
	s = rig_step(r, DISPATCHER, ACT_REDISPATCH);
	s.unit_id = UNIT_B;
	assert_int_equal(rig_act(r, moved, &s), OK);
	assert_int_equal(told(moved, UNIT_A), 1);
	assert_int_equal(told(moved, UNIT_B), 1);
	s = rig_step(r, DISPATCHER, ACT_INCOMPLETE_COORDINATE);
	assert_int_equal(rig_act(r, lost, &s), OK);
	assert_int_equal(told(lost, UNIT_A), 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE audience LIKE 'UNIT%%' AND unit_id IS NULL"), 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(whole_way, begin), cmocka_unit_test_setup(rework, begin),
		cmocka_unit_test_setup(dispatched_once, begin), cmocka_unit_test_setup(next_supervisor, begin),
		cmocka_unit_test_setup(hazard_by_class, begin),
		cmocka_unit_test_setup(duplicates, begin), cmocka_unit_test_setup(units_are_told, begin),
	};
	int failed;

	dbtest_start(argc, argv, true);
	rig_make(r);
	failed = cmocka_run_group_tests_name("case_ops", tests, NULL, NULL);
	rig_free(r);
	return failed;
}
