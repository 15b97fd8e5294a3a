/* Warnings of handling limits: at 80 per cent, when over, by class, once, and not for what has ended or moved. */
#include "config.h"
#include "lib/service/warn_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_warning.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;
static struct db *work;	/* the timer's account */

static int64_t
tell_at(usec_t at)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	int64_t told = -1;

	clock_set(at);
	assert_int_equal(warn_run(&(struct service){ work, a, r->desk.conf, r->desk.cache }, at, &told), OK);
	return told;
}

/* How often a post was told of a kind of warning. */
static int64_t
posts(int64_t id, int kind, const char *audience)
{
	return dbtest_number("SELECT COUNT(*) FROM outbox o JOIN event e ON e.subject_kind = o.subject_kind AND"
	    " e.subject_id = o.subject_id AND e.seq = o.event_seq WHERE e.subject_id = %lld AND e.kind = %d AND o.audience = '%s'",
	    (long long)id, kind, audience);
}

static usec_t
planned(int64_t id, int percent)
{
	return dbtest_number("SELECT w.warn_at FROM promise_warning w JOIN warning_level l ON l.id = w.level_id"
	    " WHERE w.case_id = %lld AND l.percent = %d", (long long)id, percent);
}

static void
two_levels(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING);
	const struct case_row *c = rig_row(r, id);
	const int32_t seq = c->event_seq;
	const usec_t due = c->due_at;
	usec_t at;

	(void)state;
	assert_int_equal(tell_at(clock_now()), 0);
	at = planned(id, 80);
	assert_true(at > c->dispatched_at && at < due);
	assert_int_equal(planned(id, 100), due);
	assert_int_equal(tell_at(at), 0);
	assert_int_equal(tell_at(at + 1), 1);
	assert_int_equal(tell_at(at + USEC_MIN), 0);
	assert_int_equal(posts(id, ACT_WARNED, "UNIT"), 1);
	assert_int_equal(posts(id, ACT_WARNED, "UNIT_LEADER"), 1);
	assert_int_equal(posts(id, ACT_WARNED, "DISPATCHER"), 0);
	assert_int_equal(tell_at(due), 0);	/* at the due instant itself it is in time */
	assert_int_equal(tell_at(due + 1), 1);
	assert_int_equal(posts(id, ACT_OVERDUE, "DISPATCHER"), 1);
	assert_int_equal(posts(id, ACT_OVERDUE, "COMMANDER"), 1);
	assert_int_equal(tell_at(due + USEC_DAY), 0);
	c = rig_row(r, id);
	assert_int_equal(c->event_seq, seq + 2);
	clock_set(due + USEC_DAY);
}

/* A unit that has fed back is not warned, and one that gets it back is. */
static void
fed_back(void **state)
{
	const int64_t id = rig_case(r, CS_FEEDBACK);
	const usec_t due = rig_row(r, id)->due_at;
	struct step s;

	(void)state;
	assert_int_equal(tell_at(due + USEC_HOUR), 0);
	s = rig_step(r, DISPATCHER, ACT_FEEDBACK_INCOMPLETE);
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_int_equal(tell_at(clock_now() + USEC_MIN), 1);
	assert_int_equal(posts(id, ACT_OVERDUE, "UNIT"), 1);
	assert_int_equal(posts(id, ACT_WARNED, "UNIT"), 0);
}

/* A due that moves is planned anew; what was planned for the old one is settled in silence. */
static void
moved(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING);
	const usec_t due = rig_row(r, id)->due_at, later = due + 3 * USEC_DAY;

	(void)state;
	assert_int_equal(tell_at(clock_now()), 0);
	dbtest_sql("UPDATE promise SET due = %lld WHERE case_id = %lld AND ended IS NULL", (long long)later, (long long)id);
	dbtest_sql("UPDATE cases SET due_at = %lld WHERE id = %lld", (long long)later, (long long)id);
	assert_int_equal(tell_at(due + USEC_MIN), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise_warning WHERE case_id = %lld", (long long)id), 4);
	assert_int_equal(tell_at(later + 1), 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise_warning WHERE case_id = %lld AND told_at IS NULL", (long long)id), 0);
	assert_int_equal(posts(id, ACT_OVERDUE, "UNIT"), 1);
}

/* A class with a level of its own has only that. */
static void
of_class(void **state)
{
	int64_t id;
	usec_t at;

	(void)state;
	dbtest_sql("INSERT INTO warning_level (class_id, percent, audiences) VALUES (%d, 50, 'CHIEF')", CLASS_COVER);
	id = rig_case(r, CS_HANDLING);
	(void)tell_at(clock_now());
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise_warning WHERE case_id = %lld", (long long)id), 1);
	at = planned(id, 50);
	(void)tell_at(at + 1);
	assert_int_equal(posts(id, ACT_WARNED, "CHIEF"), 1);
	assert_int_equal(posts(id, ACT_WARNED, "UNIT"), 0);
	(void)tell_at(rig_row(r, id)->due_at + USEC_DAY);
	assert_int_equal(posts(id, ACT_OVERDUE, "UNIT"), 0);
	dbtest_sql("UPDATE warning_level SET valid_until = 1 WHERE class_id IS NOT NULL");
}

static void
rules(void **state)
{
	const struct warning_level all[] = { { 1, 0, 80, "A" }, { 2, 0, 100, "B" }, { 3, 7, 50, "C" } };
	char code[AUDIENCE_MAX];
	const char *at = "UNIT,UNIT_LEADER";
	usec_t t;
	size_t n;

	(void)state;
	assert_int_equal(warning_levels_of(all, 3, 7, &n)->id, 3);
	assert_int_equal(n, 1);
	assert_int_equal(warning_levels_of(all, 3, 9, &n)->id, 1);
	assert_int_equal(n, 2);
	assert_int_equal(warning_at(NULL, 1000, 2000, LIMIT_NONE, NO_PAUSES, 80, &t), OK);
	assert_int_equal(t, 1800);
	assert_int_equal(warning_at(NULL, 1000, 2000, LIMIT_NONE, NO_PAUSES, 150, &t), OK);
	assert_int_equal(t, 2500);
	assert_int_equal(warning_at(NULL, 1000, USEC_NONE, LIMIT_NONE, NO_PAUSES, 80, &t), ERR_INVALID);
	at = warning_next_audience(at, code);
	assert_string_equal(code, "UNIT");
	at = warning_next_audience(at, code);
	assert_string_equal(code, "UNIT_LEADER");
	assert_null(warning_next_audience(at, code));
}

/* No move, returns and dispatches, each by itself; what moves is not there. */
static void
stuck(void **state)
{
	struct stuck_filter f = { .after_id = 0 };
	int64_t idle, moving, returned;
	struct stuck_row *rows;
	int seen = 0;
	size_t n;

	(void)state;
	rig_pass(r, 30 * USEC_DAY);
	idle = rig_case(r, CS_FILED);
	moving = rig_case(r, CS_FILED);
	returned = rig_case(r, CS_FILED);
	dbtest_sql("UPDATE cases SET stage_started = stage_started - %lld WHERE id = %lld", (long long)(6 * USEC_DAY), (long long)idle);
	dbtest_sql("UPDATE cases SET return_count = 3 WHERE id = %lld", (long long)returned);
	assert_int_equal(store_stuck_settings(r->desk.db, r->desk.arena, clock_now(), &f), OK);
	assert_int_equal(f.idle_since, clock_now() - 5 * USEC_DAY);
	assert_int_equal(store_stuck(r->desk.db, r->desk.arena, &f, &rows, &n), OK);
	for (size_t i = 0; i < n; i++) {
		seen += rows[i].q.id == idle || rows[i].q.id == returned;
		assert_true(rows[i].q.id != moving);
		assert_true(i == 0 || rows[i - 1].stage_started <= rows[i].stage_started);
	}
	assert_int_equal(seen, 2);
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
	work = dbtest_open("anjuan_batch_work");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(work);
	rig_free(r);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_levels), cmocka_unit_test(fed_back), cmocka_unit_test(moved),
		cmocka_unit_test(of_class), cmocka_unit_test(rules), cmocka_unit_test(stuck),
	};

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("warn", tests, setup, teardown);
}
