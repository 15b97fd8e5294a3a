/* The clocks of real cases, read and explained: across a change of limits, as of an instant, with a pause. */
#include "config.h"
#include "lib/service/clock_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/base/text.h"
#include "lib/service/clock_words.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;

static struct clock_story
story(int64_t id, usec_t at)
{
	struct clock_story s;

	assert_int_equal(clock_story(&r->desk, id, at, &s), OK);
	return s;
}

/* The lines of a sum lead from its start to its due. */
static void
adds_up(const struct case_clock *c)
{
	usec_t sum = 0;

	assert_int_equal(c->sum, SUM_EXACT);
	for (size_t i = 0; i < c->trace.n; i++)
		sum += c->trace.lines[i].counted;
	assert_int_equal(sum, c->allowed);
	assert_int_equal(c->trace.lines[c->trace.n - 1].to, c->due);
}

static void
a_whole_way(void **state)
{
	const int64_t id = rig_case(r, CS_CLOSED);
	struct clock_story s = story(id, clock_now());
	size_t exact = 0, sides = 0;

	(void)state;
	for (size_t i = 0; i < s.work.n; i++) {
		const struct case_clock *c = &s.work.clocks[i];

		sides += c->kind == CLOCK_SIDE;
		if (c->due == USEC_NONE || c->sum == SUM_PROMISE)
			continue;
		adds_up(c);
		exact++;
		assert_true(c->kind == CLOCK_STAGE && c->stopped == USEC_NONE ? c->left > 0 : c->stopped <= c->due);
	}
	assert_true(exact >= 10);
	assert_int_equal(sides, 1);	/* the check hour from the feedback */
	assert_non_null(s.work.promise);
	assert_int_equal(s.work.promise->stopped, rig_row(r, id)->fed_back_at);
	assert_string_equal(clock_words_standing(r->desk.arena, LANG_EN, s.work.promise, s.at), "Done in time");
}

/* At a minute of its life later ones are not there. */
static void
as_of(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING);
	const struct case_row *c = rig_row(r, id);
	struct clock_story s = story(id, c->dispatched_at - USEC_SEC);

	(void)state;
	assert_null(s.work.promise);
	assert_int_equal(s.work.stage->what, CS_FILED);
	assert_int_equal(s.work.stage->stopped, USEC_NONE);
	s = story(id, c->received_at - 1);
	assert_int_equal(s.work.n, 0);
	s = story(id, c->signed_at);
	assert_int_equal(s.work.stage->what, CS_HANDLING);
	adds_up(s.work.promise);
	assert_true(s.work.promise->used < s.work.promise->allowed);
}

/* A limit that changes is the new one for what begins from then on; what was promised keeps its own. */
static void
new_limits(void **state)
{
	const int64_t before = rig_case(r, CS_FILED);
	const usec_t due = rig_row(r, before)->stage_due;
	struct clock_story s;
	int64_t after;

	(void)state;
	rig_pass(r, USEC_MIN);
	dbtest_sql("INSERT INTO stage_limit (code, valid_from, amount, unit) VALUES ('DISPATCH', %lld, 25, 6)", (long long)clock_now());
	rig_pass(r, 2 * USEC_MIN);
	after = rig_case(r, CS_FILED);
	s = story(before, clock_now());
	adds_up(s.work.stage);
	assert_int_equal(s.work.stage->due, due);
	assert_int_equal(s.work.stage->amount, 60);
	s = story(after, clock_now());
	adds_up(s.work.stage);
	assert_int_equal(s.work.stage->amount, 25);
	dbtest_sql("DELETE FROM stage_limit WHERE valid_from > 0");
	rig_pass(r, 2 * USEC_MIN);
}

/* A pause of two days in the middle: named with who set it, and the due two days later. */
static void
a_pause(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING);
	const struct case_row *c = rig_row(r, id);
	const usec_t from = c->signed_at + USEC_MIN, until = from + 2 * USEC_DAY;
	const struct pause p = { from, until, c->event_seq, 0 };
	struct clock_story s = story(id, clock_now());
	const struct past_promise *m = &s.past.promises[0];
	const struct deadline_line *stop = NULL;
	usec_t due;

	(void)state;
	assert_int_equal(deadline_add(m->cal, m->started, m->amount, m->unit, (struct pauses){ &p, 1 }, &due), OK);
	assert_true(due > m->due);
	dbtest_sql("INSERT INTO pause (case_id, seq, from_at, until_at, set_event) VALUES (%lld, 1, %lld, %lld, %d)",
	    (long long)id, (long long)from, (long long)until, c->event_seq);
	dbtest_sql("UPDATE promise SET due = %lld WHERE case_id = %lld", (long long)due, (long long)id);
	s = story(id, from + USEC_HOUR);
	adds_up(s.work.promise);
	assert_true(s.work.promise->standing);
	assert_int_equal(s.work.promise->paused, 2 * USEC_DAY);
	for (size_t i = 0; i < s.work.promise->trace.n; i++)
		if (s.work.promise->trace.lines[i].kind == LINE_PAUSE)
			stop = &s.work.promise->trace.lines[i];
	assert_non_null(stop);
	assert_int_equal(stop->to - stop->from, 2 * USEC_DAY);
	assert_string_equal(clock_story_who(&s, stop->event), "测试环卫");
	assert_non_null(strstr(clock_words_line(r->desk.arena, LANG_ZH, stop, s.work.promise->unit,
	    clock_story_who(&s, stop->event)), "测试环卫"));
	s = story(id, from - 1);	/* as it stood before, nobody knew of the pause */
	assert_false(s.work.promise->standing);
}

static void
step(int64_t id, struct step s)
{
	assert_int_equal(rig_act(r, id, &s), OK);
}

/* An extension, a suspension, going on before its day: by the steps themselves, and each time the lines add up. */
static void
asked_for(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING);
	struct clock_story s = story(id, clock_now());
	const int32_t amount = s.work.promise->amount;
	const usec_t due = s.work.promise->due;
	struct step ask = rig_step(r, CLERK_A, ACT_EXT_ASK), grant = rig_step(r, COMMANDER, ACT_EXT_GRANT),
	    stop = rig_step(r, COMMANDER, ACT_SUSPEND);
	usec_t longer;

	(void)state;
	ask.amount = amount;
	ask.plan = "分两天完成：先围挡，再修复路面。";
	step(id, ask);
	s = story(id, clock_now());
	assert_int_equal(s.work.promise->due, due);	/* asking stops no clock */
	rig_pass(r, USEC_MIN);
	grant.amount = amount;
	step(id, grant);
	s = story(id, clock_now());
	adds_up(s.work.promise);
	longer = s.work.promise->due;
	assert_true(longer > due);
	assert_int_equal(s.work.promise->amount, 2 * amount);
	assert_int_equal(s.work.promise->added, amount);
	assert_int_equal(s.work.promise->what, PROMISE_EXTENSION);
	s = story(id, clock_now() - 1);		/* before it was granted nobody knew of it */
	assert_int_equal(s.work.promise->due, due);
	rig_pass(r, USEC_MIN);
	stop.date = day_start(day_of(clock_now()) + 11);
	step(id, stop);
	s = story(id, clock_now() + USEC_HOUR);
	adds_up(s.work.promise);
	assert_true(s.work.promise->standing);
	assert_true(s.work.promise->due > longer);
	assert_int_equal(s.work.promise->paused, stop.date - clock_now());
	assert_int_equal(s.work.stage->what, CS_SUSPENDED);
	assert_int_equal(s.work.stage->due, stop.date);
	rig_pass(r, 2 * USEC_DAY);
	step(id, rig_step(r, COMMANDER, ACT_RESUME));
	s = story(id, clock_now());
	adds_up(s.work.promise);
	assert_int_equal(s.work.promise->paused, 2 * USEC_DAY);
	assert_false(s.work.promise->standing);
}

static int
setup(void **state)
{
	const char *top = getenv("top_srcdir");

	(void)state;
	rig_make(r);
	return text_load(arena_printf(r->folder.a, "%s/templates/lang", top != NULL ? top : ".")) == OK ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	rig_free(r);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_way), cmocka_unit_test(as_of), cmocka_unit_test(new_limits),
		cmocka_unit_test(a_pause), cmocka_unit_test(asked_for),
	};

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("clock", tests, setup, teardown);
}
