/* A case as of an instant is the case as it was: its row is kept after every step, and asked for at the end. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/service/past_ops.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;

struct way {
	enum rig_post post;
	enum action act;
	int64_t unit_id;
	bool no;		/* the result is a no */
};

static bool
same_text(const char *a, const char *b)
{
	return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

/* What the page shows of a row. */
static void
assert_same(const struct case_row *was, const struct case_row *got, const char *when)
{
	const struct {
		const char *name;
		int64_t was, got;
	} fields[] = {
		{ "state", was->state, got->state }, { "unit", was->unit_id, got->unit_id },
		{ "handler", was->handler_id, got->handler_id }, { "supervisor", was->supervisor_id, got->supervisor_id },
		{ "filed", was->filed_at, got->filed_at }, { "dispatched", was->dispatched_at, got->dispatched_at },
		{ "signed", was->signed_at, got->signed_at }, { "fed back", was->fed_back_at, got->fed_back_at },
		{ "closed", was->closed_at, got->closed_at }, { "archived", was->archived_at, got->archived_at },
		{ "stage started", was->stage_started, got->stage_started }, { "stage due", was->stage_due, got->stage_due },
		{ "round", was->round, got->round }, { "hazard", was->hazard, got->hazard },
		{ "urgent", was->urgent, got->urgent }, { "locked", was->leader_locked, got->leader_locked },
		{ "reworks", was->rework_count, got->rework_count }, { "returns", was->return_count, got->return_count },
		/* When the promise is over nobody asks for its due any more. */
		{ "due", state_is_final((enum case_state)was->state) ? 0 : was->due_at,
		    state_is_final((enum case_state)was->state) ? 0 : got->due_at },
	};

	for (size_t i = 0; i < N(fields); i++)
		if (fields[i].was != fields[i].got)
			fail_msg("%s: %s was %lld, is shown as %lld", when, fields[i].name, (long long)fields[i].was,
			    (long long)fields[i].got);
	assert_true(same_text(was->number, got->number));
	assert_true(same_text(was->archive_code, got->archive_code));
}

/* Walks a new case along a way and then looks back at each of its instants. */
static void
look_back(const struct way *way, size_t n)
{
	struct case_row *was[32];
	usec_t at[32];
	int64_t id;

	assert_true(n < N(was));
	assert_int_equal(case_register(&r->desk, rig_complaint(r), 0, NULL, rig_who(r, ACCEPTOR), &id), OK);
	was[0] = rig_row(r, id);
	at[0] = r->now;
	for (size_t i = 0; i < n; i++) {
		struct step s = rig_step(r, way[i].post, way[i].act);

		rig_pass(r, USEC_MIN);
		s.unit_id = way[i].unit_id != 0 ? way[i].unit_id : s.unit_id;
		s.result = way[i].no ? RESULT_NO : RESULT_YES;
		if (way[i].act == ACT_REWORK)
			s.factors[0] = RESULT_NO;
		if (rig_act(r, id, &s) != OK)
			fail_msg("%s: %s", action_code(s.action), err_text());
		was[i + 1] = rig_row(r, id);
		at[i + 1] = r->now;
	}
	rig_pass(r, USEC_DAY);
	for (size_t i = 0; i <= n; i++)
		for (int late = 0; late < 2; late++) {
			struct case_row c = *rig_row(r, id);
			struct case_names *k;

			assert_int_equal(store_case_names(r->desk_db, r->folder.a, id, &k), OK);
			if (case_as_of(&r->desk, at[i] + (late ? USEC_MIN - 1 : 0), &c, k) != OK)
				fail_msg("step %zu: %s", i, err_text());
			assert_same(was[i], &c, i == 0 ? "registered" : action_code(way[i - 1].act));
			assert_true((k->unit_zh != NULL) == (was[i]->unit_id != 0));
			assert_true((k->handler != NULL) == (was[i]->handler_id != 0));
			assert_true((k->supervisor != NULL) == (was[i]->supervisor_id != 0));
		}
}

static void
straight(void **state)
{
	static const struct way way[] = {
		{ ACCEPTOR, ACT_ORDER_VERIFY, 0, false }, { PATROL, ACT_VERIFY_RESULT, 0, false },
		{ ACCEPTOR, ACT_FILE, 0, false }, { DISPATCHER, ACT_DISPATCH, 0, false },
		{ CLERK_A, ACT_SIGN, 0, false }, { CLERK_A, ACT_ASSIGN, 0, false },
		{ CLERK_A, ACT_FEEDBACK, 0, false }, { DISPATCHER, ACT_FEEDBACK_CONFIRM, 0, false },
		{ ACCEPTOR, ACT_ORDER_CHECK, 0, false }, { PATROL, ACT_CHECK_RESULT, 0, false },
		{ ACCEPTOR, ACT_JUDGE, 0, false }, { CHIEF, ACT_CLOSE_CHIEF, 0, false },
		{ ARCHIVIST, ACT_ARCHIVE, 0, false },
	};

	(void)state;
	look_back(way, N(way));
}

/* Returned and refused, hazard on the way, failed and worked again. */
static void
crooked(void **state)
{
	static const struct way way[] = {
		{ ACCEPTOR, ACT_ORDER_VERIFY, 0, false }, { PATROL, ACT_VERIFY_RESULT, 0, false },
		{ ACCEPTOR, ACT_FILE, 0, false }, { DISPATCHER, ACT_DISPATCH, 0, false },
		{ CLERK_A, ACT_RETURN, 0, false }, { DISPATCHER, ACT_CONFER, 0, false },
		{ COMMANDER, ACT_RETURN_TO_LEADER, 0, false },
		{ LEADER, ACT_INSTRUCT, UNIT_B, false }, { CLERK_B, ACT_SIGN, 0, false },
		{ ACCEPTOR, ACT_HAZARD, 0, false }, { CLERK_B, ACT_FEEDBACK, 0, false },
		{ DISPATCHER, ACT_FEEDBACK_CONFIRM, 0, false }, { ACCEPTOR, ACT_ORDER_CHECK, 0, false },
		{ PATROL, ACT_CHECK_RESULT, 0, true }, { ACCEPTOR, ACT_REWORK, 0, false },
		{ DISPATCHER, ACT_REWORK_SEND, UNIT_B, false }, { CLERK_B, ACT_SIGN, 0, false },
		{ CLERK_B, ACT_FEEDBACK, 0, false },
	};

	(void)state;
	look_back(way, N(way));
}

static void
before_it_was(void **state)
{
	int64_t id = rig_case(r, CS_FILING);
	struct case_row c = *rig_row(r, id);
	struct case_names *k;

	(void)state;
	assert_int_equal(store_case_names(r->desk_db, r->folder.a, id, &k), OK);
	assert_int_equal(case_as_of(&r->desk, c.received_at - 1, &c, k), ERR_NOT_FOUND);
	assert_int_equal(case_as_of(&r->desk, c.received_at, &c, k), OK);
	assert_int_equal(c.state, CS_REGISTERED);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(straight), cmocka_unit_test(crooked), cmocka_unit_test(before_it_was),
	};
	int failed;

	dbtest_start(argc, argv, true);
	rig_make(r);
	failed = cmocka_run_group_tests_name("past", tests, NULL, NULL);
	rig_free(r);
	return failed;
}
