/*
 * A case on its way, for the tests of lib/rule/casework: one row, the last
 * change, a clock on the wall, and forms with everything in them.
 */
#ifndef TESTS_UNIT_CASEWORK_WAY_H
#define TESTS_UNIT_CASEWORK_WAY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/casework.h"
#include "tests/unit/rule_office.h"

#define LIMIT_4H ((struct stage_limit){ 4, LIMIT_WORK_HOUR })

static struct rule_office o;

/* A case on its way: the row, the last change, and the clock on the wall. */
static struct case_row row;
static struct change last;
static usec_t now;

static inline int
begin(void **state)
{
	(void)state;
	o.office.short_returns = o.office.acceptor_closes = o.office.record_upward = false;
	now = rule_at(6, 10, 9, 0);
	return 0;
}

static inline void
pass(usec_t t)
{
	now += t;
}

/* A form with everything in it; each test takes away or changes what it is about. */
static inline struct step
form(enum action act)
{
	return (struct step){ .action = act, .client_at = USEC_NONE, .text = "情况说明：已到现场核实，𠮷祥路口。",
		.reason_id = 101, .unit_id = UNIT_A, .condition_id = 1010101, .condition_limit = LIMIT_4H,
		.supervisor_id = PATROL, .supervisor_unit = UNIT_PATROL, .handler_id = HAND_A, .n_files = 1,
		.result = RESULT_YES, .factors = { RESULT_YES, RESULT_YES, RESULT_YES }, .plan = "下周三前完成路面恢复",
		.enforcement = "已立案调查，责令限期改正", .number = "市〔2026〕88号", .answer = "已办结，谢谢。",
		.amount = 2, .origin = ORIGIN_DEPUTY, .unit_returned = true };
}

/* What the service would find in the tables: the open promise and all pauses. */
static struct new_promise open_promise;
static struct pause stops[4];
static size_t n_stops;
static bool is_member, has_signed;

static inline struct running
promise_now(void)
{
	return (struct running){ .kind = open_promise.kind, .amount = open_promise.amount, .unit = open_promise.unit,
		.started = open_promise.started, .cal = o.office.cal, .pauses = { stops, n_stops } };
}

static inline void
remember(void)
{
	if (last.has_promise)
		open_promise = last.promise;
	if (last.pauses)
		stops[n_stops++] = (struct pause){ row.stage_started, last.pause_until, 0, 0 };
	if (last.resumes)
		stops[n_stops - 1].until = last.pause_until;
}

/* A form with a day; a negative one counts from now. */
static inline enum err
take(enum post p, struct step s)
{
	enum err e;

	s.at = now;
	s.who = rule_actor(&o, p);
	s.who.is_member = is_member;
	s.who.has_signed = has_signed;
	s.promise = promise_now();
	if (s.date < 0)
		s.date = now - s.date;
	err_clear();
	if ((e = casework_apply(o.a, &row, &s, &o.office, &last)) == OK) {
		row = last.after;
		remember();
	}
	return e;
}

static inline void
step(enum post p, enum action act, enum case_state to)
{
	enum err e = take(p, form(act));

	if (e != OK)
		fail_msg("%s in state %d: %s %s", action_code(act), row.state, err_name(e), err_text());
	assert_int_equal(row.state, to);
}

static inline void
denied(enum post p, struct step s, const char *why)
{
	const struct case_row before = row;

	assert_int_equal(take(p, s), ERR_DENIED);
	assert_string_equal(err_text(), why);
	assert_memory_equal(&before, &row, sizeof(row));
}

static inline void
invalid(enum post p, struct step s, const char *field, const char *why)
{
	assert_int_equal(take(p, s), ERR_INVALID);
	assert_string_equal(err_field(), field);
	assert_string_equal(err_text(), why);
}

/* The last step began the flag with a value, or ended it (0). */
static inline void
flagged(const char *flag, int32_t value)
{
	for (size_t i = 0; i < last.n_flags; i++)
		if (strcmp(last.flags[i].flag, flag) == 0) {
			assert_int_equal(last.flags[i].value, value);
			return;
		}
	fail_msg("flag %s was not touched", flag);
}

/* The last step ended the clock beside the stage, and began a new one or not. */
static inline const struct side_change *
beside(enum side_clock kind, bool begins)
{
	for (size_t i = 0; i < last.n_sides; i++)
		if (last.sides[i].kind == kind) {
			assert_int_equal(last.sides[i].begins, begins);
			return &last.sides[i];
		}
	fail_msg("clock %d was not touched", (int)kind);
	return NULL;
}

static inline void
registered(enum source source)
{
	struct case_row c = rule_case(source, now);
	struct step s = { .action = ACT_REPORT, .at = now, .who = rule_actor(&o, ACCEPTOR), .client_at = USEC_NONE };

	assert_int_equal(casework_register(o.a, &c, &s, &o.office, &last), OK);
	row = last.after;
	n_stops = 0;
	is_member = has_signed = false;
}

/* To a state by the usual way, a minute a step, from nine o'clock. */
static inline void
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

/* Runs a group of tests, each from nine o'clock on a Wednesday. */
#define WAY_TEST(f) cmocka_unit_test_setup(f, begin)
#define WAY_MAIN(name, ...)                                                          \
	int                                                                          \
	main(void)                                                                   \
	{                                                                            \
		const struct CMUnitTest tests[] = { __VA_ARGS__ };                   \
		int failed;                                                          \
                                                                                     \
		rule_office_make(&o);                                                \
		failed = cmocka_run_group_tests_name(name, tests, NULL, NULL);       \
		arena_free(o.a);                                                     \
		return failed;                                                       \
	}

#endif
