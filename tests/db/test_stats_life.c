/*
 * How a life stood at the end of a month: month edges, reworks, re-dispatches,
 * returns, imports, told by hand.  Needs no database.
 */
#include "config.h"
#include "lib/store/store_stats.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/rule/case.h"
#include "tests/db/test_stats_told.h"

#include "lib/base/banned.h"

/* Filed, dispatched to A and signed, all on the day of receipt. */
static void
to_handling(const char *day, usec_t due)
{
	usec_t start = at(day);

	begin(start, SRC_SUPERVISOR);
	into(CS_REGISTERED, 0, start, start + USEC_HOUR);
	into(CS_FILING, 0, start + 10 * USEC_MIN, start + USEC_HOUR);
	into(CS_FILED, 0, start + 20 * USEC_MIN, start + 80 * USEC_MIN);
	into(CS_DISPATCHED, A, start + 30 * USEC_MIN, start + 90 * USEC_MIN);
	promise(PROMISE_DISPATCH, 1, A, start + 30 * USEC_MIN, due, USEC_NONE);
	into(CS_HANDLING, A, start + 40 * USEC_MIN, due);
}

static void
feed_back(usec_t when)
{
	into(CS_FEEDBACK, A, when, when + 30 * USEC_MIN);
	into(CS_CHECK_PENDING, A, when + USEC_MIN, when + 31 * USEC_MIN);
	into(CS_CHECKING, 0, when + 2 * USEC_MIN, when + 62 * USEC_MIN);
}

static void
check(usec_t when, int32_t result)
{
	order(ORDER_CHECK, result, when);
	into(CS_CLOSE_REVIEW, A, when, when + USEC_HOUR);
}

static void
close_at(usec_t when)
{
	into(CS_CLOSE_CHIEF, A, when - USEC_MIN, when + USEC_HOUR);
	into(CS_CLOSED, A, when, USEC_NONE);
	if (t.l.n_promises > 0)
		t.promise[t.l.n_promises - 1].ended = when;
}

/* Due, closed, on time, late, late and open of a month. */
static void
expect(int m, int due, int closed, int ontime, int late, int late_open)
{
	struct life_fact f;
	struct counts c = month(m, &f);

	assert_int_equal(c.v[N_CLOSE_DUE], due);
	assert_int_equal(c.v[N_CLOSE], closed);
	assert_int_equal(c.v[N_CLOSE_ONTIME], ontime);
	assert_int_equal(c.v[N_CLOSE_LATE], late);
	assert_int_equal(c.v[N_CLOSE_LATE_OPEN], late_open);
}

static int64_t
count(int m, enum count what)
{
	struct life_fact f;

	return month(m, &f).v[what];
}

/* --- month edges ----------------------------------------------------------- */

static void
test_on_time(void **state)
{
	struct life_fact f;

	(void)state;
	to_handling("10-20 09:00", at("10-31 10:00"));
	feed_back(at("10-31 10:00")); /* at the due instant itself: on time */
	check(at("10-31 10:30"), RESULT_YES);
	close_at(at("11-1 00:00") - 1);
	expect(10, 1, 1, 1, 0, 0);
	expect(9, 0, 0, 0, 0, 0);
	expect(11, 0, 0, 0, 0, 0);
	assert_int_equal(count(10, N_CLOSED_IN), 1);
	assert_int_equal(count(10, N_FILED), 1);
	assert_int_equal(count(10, N_ACCEPT), 1);
	assert_int_equal(count(10, N_SIGN_ONTIME), 1);
	assert_int_equal(count(11, N_FILED), 0);
	(void)month(10, &f);
	assert_int_equal(f.unit_id, A);
	assert_int_equal(f.state, CS_CLOSED);
}

/* Closed at midnight is the next month's; so is what is due then. */
static void
test_midnight(void **state)
{
	(void)state;
	to_handling("10-20 09:00", at("11-5 10:00"));
	feed_back(at("10-31 20:00"));
	check(at("10-31 20:30"), RESULT_YES);
	close_at(at("11-1 00:00"));
	expect(10, 0, 0, 0, 0, 0);
	expect(11, 1, 1, 1, 0, 0);
	assert_int_equal(count(10, N_CLOSED_IN), 0);
	assert_int_equal(count(11, N_CLOSED_IN), 1);
	to_handling("10-20 09:00", at("11-1 00:00"));
	expect(10, 0, 0, 0, 0, 0);
	expect(11, 1, 0, 0, 0, 1);
	to_handling("10-20 09:00", at("11-1 00:00") - 1);
	expect(10, 1, 0, 0, 0, 1);
	expect(11, 0, 0, 0, 0, 0);
}

/* Late and open in October stays October's, whenever it is closed. */
static void
test_late(void **state)
{
	(void)state;
	to_handling("10-20 09:00", at("10-25 10:00"));
	expect(10, 1, 0, 0, 0, 1);
	feed_back(at("11-3 09:00"));
	check(at("11-3 09:30"), RESULT_YES);
	close_at(at("11-3 10:00"));
	expect(10, 1, 0, 0, 0, 1);
	expect(11, 0, 0, 0, 0, 0);
	assert_int_equal(count(11, N_CLOSED_IN), 1);
	to_handling("10-20 09:00", at("10-25 10:00"));
	feed_back(at("10-25 10:00") + 1);
	check(at("10-25 10:40"), RESULT_YES);
	close_at(at("10-25 11:00"));
	expect(10, 1, 1, 0, 1, 0);
}

/* A feedback in time that waits for its check takes the case out of the month. */
static void
test_waiting(void **state)
{
	struct life_fact f;

	(void)state;
	to_handling("10-20 09:00", at("10-31 10:00"));
	feed_back(at("10-31 09:00"));
	expect(10, 0, 0, 0, 0, 0);
	check(at("10-31 23:00"), RESULT_YES);
	(void)month(10, &f);
	assert_int_equal(f.fact.end, END_CONFIRMED);
	close_at(at("11-2 10:00"));
	expect(10, 0, 0, 0, 0, 0);
	expect(11, 1, 1, 1, 0, 0);
	/* The check fails after the due time: late, in the month in which it failed. */
	to_handling("10-20 09:00", at("10-31 10:00"));
	feed_back(at("10-31 09:00"));
	check(at("11-2 09:00"), RESULT_NO);
	into(CS_REWORK_PENDING, A, at("11-2 09:10"), at("11-2 10:10"));
	expect(10, 0, 0, 0, 0, 0);
	expect(11, 1, 0, 0, 0, 1);
	into(CS_DISPATCHED, A, at("11-2 09:20"), at("11-2 10:20"));
	promise(PROMISE_REWORK, 1, A, at("11-2 09:20"), at("11-13 09:20"), at("10-31 10:00"));
	into(CS_HANDLING, A, at("11-2 09:30"), at("11-13 09:20"));
	feed_back(at("11-3 09:00"));
	check(at("11-3 09:30"), RESULT_YES);
	close_at(at("11-3 10:00"));
	expect(10, 0, 0, 0, 0, 0);
	expect(11, 1, 1, 0, 1, 0);
	assert_int_equal(count(11, N_REWORK), 1);
}

/* After a rework the original due decides: sham feedback buys no time. */
static void
test_rework(void **state)
{
	struct life_fact f;

	(void)state;
	to_handling("10-20 09:00", at("10-31 10:00"));
	feed_back(at("10-25 09:00"));
	check(at("10-25 09:30"), RESULT_NO);
	into(CS_REWORK_PENDING, A, at("10-25 09:40"), at("10-25 10:40"));
	into(CS_DISPATCHED, A, at("10-25 09:50"), at("10-25 10:50"));
	promise(PROMISE_REWORK, 1, A, at("10-25 09:50"), at("11-5 09:50"), at("10-31 10:00"));
	into(CS_HANDLING, A, at("10-25 10:00"), at("11-5 09:50"));
	expect(10, 1, 0, 0, 0, 1);
	feed_back(at("10-30 09:00"));
	check(at("10-30 09:30"), RESULT_YES);
	close_at(at("10-30 10:00"));
	expect(10, 1, 1, 1, 0, 0);
	(void)month(10, &f);
	assert_int_equal(f.fact.due, at("10-31 10:00"));
	assert_int_equal(f.marks.reworks, 1);
	assert_int_equal(f.n_units, 1);
	assert_int_equal(f.unit[0].unit_id, A);
	assert_int_equal(count(11, N_REWORK), 0);
}

/* --- units ----------------------------------------------------------------- */

static void
redispatch(usec_t when, usec_t due)
{
	into(CS_DISPATCHED, B, when, when + USEC_HOUR);
	promise(PROMISE_DISPATCH, 2, B, when, due, USEC_NONE);
	into(CS_HANDLING, B, when + 10 * USEC_MIN, due);
}

static void
test_redispatch(void **state)
{
	struct life_fact f;

	(void)state;
	to_handling("10-10 09:00", at("10-20 10:00"));
	redispatch(at("10-15 09:00"), at("10-25 10:00"));
	t.fault[t.l.n_faults++] = at("10-15 09:00");
	feed_back(at("10-24 09:00"));
	check(at("10-24 09:30"), RESULT_YES);
	close_at(at("10-24 10:00"));
	expect(10, 1, 1, 1, 0, 0);
	(void)month(10, &f);
	assert_int_equal(f.unit_id, B);
	assert_int_equal(f.fact.dispatched, at("10-15 09:00"));
	assert_int_equal(count(10, N_DISPATCH), 1);
	assert_int_equal(count(10, N_DISPATCH_RIGHT), 0);
	assert_int_equal(count(10, N_DISPATCH_DUE), 1);
}

/* Late with A when October was counted: B's fresh limit makes no second case of it. */
static void
test_redispatch_late(void **state)
{
	struct life_fact f;

	(void)state;
	to_handling("10-10 09:00", at("10-20 10:00"));
	redispatch(at("11-2 09:00"), at("11-10 10:00"));
	feed_back(at("11-8 09:00"));
	check(at("11-8 09:30"), RESULT_YES);
	close_at(at("11-8 10:00"));
	expect(10, 1, 0, 0, 0, 1);
	(void)month(10, &f);
	assert_int_equal(f.unit_id, A);
	expect(11, 0, 0, 0, 0, 0);
	assert_int_equal(count(11, N_CLOSED_IN), 1);
}

static void
test_return(void **state)
{
	struct life_fact f;
	usec_t start = at("10-20 09:00");

	(void)state;
	begin(start, SRC_SUPERVISOR);
	into(CS_REGISTERED, 0, start, start + USEC_HOUR);
	into(CS_FILING, 0, start, start + USEC_HOUR);
	into(CS_FILED, 0, start, start + USEC_HOUR);
	into(CS_DISPATCHED, A, at("10-20 09:30"), at("10-20 10:30"));
	promise(PROMISE_DISPATCH, 1, A, at("10-20 09:30"), at("10-22 10:00"), USEC_NONE);
	into(CS_RETURN_REVIEW, A, at("10-20 10:00"), at("10-20 11:00"));
	(void)month(10, &f);
	assert_int_equal(f.fact.sign.due, USEC_NONE); /* answered, if not with a signature */
	assert_int_equal(f.marks.returns, 1);
	into(CS_HANDLING, A, at("10-20 10:20"),
	    at("10-22 10:00")); /* refused: signs at the ruling */
	(void)month(10, &f);
	assert_int_equal(f.fact.sign.due, at("10-20 10:30"));
	assert_int_equal(f.fact.sign.done, at("10-20 10:20"));
	assert_int_equal(f.unit_id, A);
}

/* Dropped with its unit: nobody is responsible and nothing is due. */
static void
test_dropped(void **state)
{
	struct life_fact f;

	(void)state;
	to_handling("10-20 09:00", at("10-25 10:00"));
	into(CS_RETURN_REVIEW, A, at("10-21 09:00"), at("10-21 10:00"));
	into(CS_COORDINATING, 0, at("10-21 09:30"), at("10-21 10:30"));
	t.promise[0].ended = at("10-21 09:30");
	(void)month(10, &f);
	assert_int_equal(f.unit_id, 0);
	assert_int_equal(f.fact.due, USEC_NONE);
	expect(10, 0, 0, 0, 0, 0);
}

/* --- ends ------------------------------------------------------------------ */

static void
test_ends(void **state)
{
	struct life_fact f;
	usec_t start = at("10-30 09:00");

	(void)state;
	begin(start, SRC_NET);
	into(CS_REGISTERED, 0, start, start + 30 * USEC_MIN);
	into(CS_VERIFYING, 0, start + 10 * USEC_MIN, start + 70 * USEC_MIN);
	order(ORDER_VERIFY, RESULT_NO, start + 30 * USEC_MIN);
	into(CS_FILING, 0, start + 30 * USEC_MIN, start + 90 * USEC_MIN);
	assert_int_equal(count(10, N_SEND_VERIFY_ONTIME), 1);
	assert_int_equal(count(10, N_VERIFY_ONTIME), 1);
	assert_int_equal(count(10, N_PUB_VERIFIED), 0);
	assert_int_equal(count(10, N_REPORT_PUB), 1);
	into(CS_NOT_ACCEPTED, 0, at("11-1 00:00"), USEC_NONE);
	assert_int_equal(count(10, N_NOT_ACCEPTED), 0);
	assert_int_equal(count(11, N_NOT_ACCEPTED), 1);
	t.stage[t.l.n_stages - 1].ended = at("12-5 00:00"); /* archived */
	(void)month(12, &f);
	assert_int_equal(f.state, CS_ARCHIVED);
	assert_int_equal(f.fact.end, END_REFUSED);
	begin(start, SRC_NET);
	into(CS_REGISTERED, 0, start, start + 30 * USEC_MIN);
	t.stage[0].ended = at("11-2 09:00"); /* void in November */
	(void)month(10, &f);
	assert_int_equal(f.state, CS_REGISTERED);
	assert_int_equal(count(10, N_VOID), 0);
	assert_int_equal(count(10, N_REPORT), 1);
	assert_int_equal(count(11, N_VOID), 1);
	assert_int_equal(count(11, N_REPORT), 0);
}

/* Reopened after its month was counted: a rework and a reopening of its own month, no new case. */
static void
test_reopened(void **state)
{
	(void)state;
	to_handling("10-20 09:00", at("10-31 10:00"));
	feed_back(at("10-25 09:00"));
	check(at("10-25 09:30"), RESULT_YES);
	close_at(at("10-25 10:00"));
	into(CS_HANDLING, A, at("11-2 09:00"), at("11-12 09:00"));
	promise(PROMISE_REWORK, 1, A, at("11-2 09:00"), at("11-12 09:00"), at("10-31 10:00"));
	feed_back(at("11-5 09:00"));
	check(at("11-5 09:30"), RESULT_YES);
	close_at(at("11-5 10:00"));
	expect(10, 1, 1, 1, 0, 0);
	expect(11, 0, 0, 0, 0, 0);
	assert_int_equal(count(11, N_REOPEN), 1);
	assert_int_equal(count(10, N_REOPEN), 0);
}

/* Suspended over its due: put off until it goes on. */
static void
test_held(void **state)
{
	struct life_fact f;

	(void)state;
	to_handling("10-20 09:00", at("10-25 10:00"));
	t.hold[t.l.n_holds++] = (struct life_hold){ 1, false, at("10-22 09:00"), USEC_NONE };
	into(CS_SUSPENDED, A, at("10-22 09:00"), USEC_NONE);
	expect(10, 0, 0, 0, 0, 0);
	assert_int_equal(count(10, N_SUSPEND), 1);
	(void)month(10, &f);
	assert_true(f.fact.suspended);
	t.hold[1] = (struct life_hold){ 1, true, at("10-21 09:00"), at("11-20 09:00") };
	t.l.n_holds = 2;
	assert_int_equal(count(10, N_WATCH), 1);
	assert_int_equal(count(11, N_WATCH), 0);
}

/* --- other systems --------------------------------------------------------- */

static void
test_imported(void **state)
{
	struct life_fact f;

	(void)state;
	begin(at("10-20 09:00"), SRC_HOTLINE);
	t.l.c.external = true;
	t.l.c.unit_id = A;
	t.l.c.dispatched_at = at("10-20 09:00");
	into(CS_FILED, 0, at("10-20 09:00"), USEC_NONE);
	into(CS_HANDLING, A, at("10-20 09:00"), USEC_NONE);
	expect(10, 0, 0, 0, 0, 0); /* without a target: only when it is closed */
	assert_int_equal(count(10, N_FILED), 1);
	assert_int_equal(count(10, N_ACCEPT), 1);
	assert_int_equal(count(10, N_DISPATCH), 1);
	assert_int_equal(count(10, N_FILE_DUE), 0);
	into(CS_FEEDBACK, A, at("11-3 09:00"), USEC_NONE);
	into(CS_CLOSED, A, at("11-3 09:00"), USEC_NONE);
	expect(10, 0, 0, 0, 0, 0);
	expect(11, 1, 1, 1, 0, 0);
	(void)month(11, &f);
	assert_int_equal(f.unit_id, A);
	promise(PROMISE_GIVEN, 1, A, at("10-20 09:00"), at("10-25 09:00"), USEC_NONE);
	expect(10, 1, 0, 0, 0, 1);
	expect(11, 0, 0, 0, 0, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_on_time),
		cmocka_unit_test(test_midnight),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_waiting),
		cmocka_unit_test(test_rework),
		cmocka_unit_test(test_redispatch),
		cmocka_unit_test(test_redispatch_late),
		cmocka_unit_test(test_return),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_reopened),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_imported),
	};

	if (zone_use("Asia/Shanghai") != OK)
		return 1;
	return cmocka_run_group_tests_name("life", tests, NULL, NULL);
}
