/* Lives made up at random: a later run says the same, and each case counts once.  Needs no
 * database. */
#include "config.h"
#include "lib/store/store_stats.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "lib/rule/case.h"
#include "tests/db/test_stats_told.h"

#include "lib/base/banned.h"

enum { LIVES = 4000 };

static uint32_t seed;

static uint32_t
dice(uint32_t n)
{
	seed = seed * 1664525U + 1013904223U;
	return (seed >> 8) % n;
}

/* What a made-up life carries from step to step. */
struct walk {
	usec_t now, due;
	int64_t unit;
	int round;
};

static void
dispatch(struct walk *w)
{
	w->unit = dice(2) == 0 ? A : B;
	w->due = w->now + (usec_t)dice(60 * 24 * 30) * USEC_MIN;
	into(CS_DISPATCHED, w->unit, w->now, w->now + USEC_HOUR);
	promise(PROMISE_DISPATCH, ++w->round, w->unit, w->now, w->due, USEC_NONE);
}

static void
again(struct walk *w, int32_t state)
{
	into(state, w->unit, w->now, w->now + USEC_HOUR);
	promise(PROMISE_REWORK, w->round, w->unit, w->now, w->now + 5 * USEC_DAY, w->due);
}

static void
review(struct walk *w)
{
	if (t.order[t.l.n_orders - 1].result == RESULT_NO) {
		into(CS_REWORK_PENDING, w->unit, w->now, w->now + USEC_HOUR);
		return;
	}
	into(CS_CLOSED, w->unit, w->now, USEC_NONE);
	t.promise[t.l.n_promises - 1].ended = w->now;
}

static void
handle(struct walk *w)
{
	if (dice(8) != 0) {
		into(CS_FEEDBACK, w->unit, w->now, w->now + USEC_HOUR);
		return;
	}
	into(CS_COORDINATING, 0, w->now, w->now + USEC_HOUR);
	t.promise[t.l.n_promises - 1].ended = w->now;
}

/* One step; false at the end of the life. */
static bool
step(struct walk *w)
{
	const usec_t hour = w->now + USEC_HOUR;

	switch (t.stage[t.l.n_stages - 1].state) {
	case CS_REGISTERED: into(CS_FILING, 0, w->now, hour); break;
	case CS_FILING: into(dice(9) == 0 ? CS_NOT_ACCEPTED : CS_FILED, 0, w->now, hour); break;
	case CS_FILED:
	case CS_COORDINATING: dispatch(w); break;
	case CS_DISPATCHED: into(CS_HANDLING, w->unit, w->now, w->due); break;
	case CS_HANDLING: handle(w); break;
	case CS_FEEDBACK: into(dice(6) == 0 ? CS_HANDLING : CS_CHECKING, w->unit, w->now, hour); break;
	case CS_CHECKING:
		order(ORDER_CHECK, dice(3) == 0 ? RESULT_NO : RESULT_YES, w->now);
		into(CS_CLOSE_REVIEW, w->unit, w->now, hour);
		break;
	case CS_CLOSE_REVIEW: review(w); break;
	case CS_REWORK_PENDING: again(w, CS_DISPATCHED); break;
	case CS_CLOSED:
		if (dice(3) != 0)
			return false;
		again(w, CS_HANDLING);
		break;
	default: return false;
	}
	return true;
}

/* A walk of some sense: reworks, re-dispatches, drops, reopenings, months apart or minutes. */
static void
make_life(void)
{
	struct walk w = { at("8-1 00:00") + (usec_t)dice(60 * 24 * 120) * USEC_MIN, USEC_NONE, A, 0 };

	begin(w.now, SRC_NET);
	into(CS_REGISTERED, 0, w.now, w.now + USEC_HOUR);
	for (int i = 0; i < 24; i++) {
		w.now += (usec_t)dice(dice(4) == 0 ? 60 * 24 * 20 : 300) * USEC_MIN;
		if (dice(14) == 0 || !step(&w))
			return;
	}
}

/* Forgets everything from the edge on, as if the paper were printed that night. */
static void
forget(usec_t edge)
{
	struct life *l = &t.l;

	while (l->n_stages > 0 && t.stage[l->n_stages - 1].started >= edge)
		l->n_stages--;
	while (l->n_promises > 0 && t.promise[l->n_promises - 1].started >= edge)
		l->n_promises--;
	while (l->n_orders > 0 && t.order[l->n_orders - 1].answered_at >= edge)
		l->n_orders--;
	if (l->n_stages > 0 && t.stage[l->n_stages - 1].ended >= edge)
		t.stage[l->n_stages - 1].ended = USEC_NONE;
	if (l->n_promises > 0 && t.promise[l->n_promises - 1].ended >= edge)
		t.promise[l->n_promises - 1].ended = USEC_NONE;
	if (l->c.filed_at >= edge)
		l->c.filed_at = USEC_NONE;
	l->c.closed_at = USEC_NONE;
}

/* A later run gives the same: what happened after the month changes nothing in it. */
static void
test_later_run(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < LIVES; i++) {
		struct life_fact late, then;
		int m = 8 + (int)(i % 7);

		seed = i + 1;
		make_life();
		(void)month(m, &late);
		forget(month_start(2026, m + 1));
		(void)month(m, &then);
		if (t.l.n_stages == 0)
			continue;
		assert_memory_equal(&late, &then, sizeof(late));
	}
}

/* Each case counts at most once; a closed one exactly once, also in closings when never reopened. */
static void
test_once(void **state)
{
	int counted = 0;

	(void)state;
	for (uint32_t i = 0; i < LIVES; i++) {
		int64_t due = 0, closed = 0;
		struct life_fact end;

		seed = i + 1;
		make_life();
		for (int m = 8; m <= 36; m++) {
			struct life_fact f;
			struct counts c = month(m, &f);

			due += c.v[N_CLOSE_DUE];
			closed += c.v[N_CLOSED_IN];
		}
		(void)month(36, &end);
		assert_true(due <= 1);
		if (end.fact.end == END_CLOSED)
			assert_int_equal(due, 1);
		if (end.fact.end == END_CLOSED)
			assert_true(closed >= 1);
		counted += (int)due;
	}
	assert_true(counted > LIVES / 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_later_run),
		cmocka_unit_test(test_once) };

	if (zone_use("Asia/Shanghai") != OK)
		return 1;
	return cmocka_run_group_tests_name("made lives", tests, NULL, NULL);
}
