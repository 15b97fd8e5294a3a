/* Crews in rotation, legal seats, and the commander's powers as they pass. */
#include "config.h"
#include "lib/rule/duty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/perm.h"

#include "lib/base/banned.h"

/* Over many days: each slot has one crew, nobody works twice a day nor early after a late shift, and all work alike. */
static void
rotation(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const int64_t shifts[DUTY_SLOTS] = { 1, 2 }, crews[DUTY_CREWS][DUTY_SEATS] = { { 11, 12 }, { 21, 22 }, { 31, 32 } };
	const struct duty_seat seats[DUTY_SEATS] = { { { R_CHIEF, R_ACCEPTOR }, 2 }, { { R_DISPATCHER }, 1 } };
	int turns[40] = { 0 };
	struct duty_turn *t;
	int64_t bad = 0;
	size_t n;

	(void)state;
	duty_rotation(a, 20000, 20089, shifts, crews, seats, &t, &n);
	assert_int_equal(n, 90 * 2 * 3);
	assert_true(duty_turns_legal(t, n, &bad));
	for (size_t i = 0; i < n; i++) {
		turns[t[i].user_id]++;
		assert_int_equal(t[i].user_id % 10 == 2, t[i].role_id == R_DISPATCHER);
		for (size_t k = 0; k < n; k++)
			assert_false(t[k].day == t[i].day + 1 && t[i].shift_id == 2 && t[k].shift_id == 1 &&
			    t[k].user_id == t[i].user_id);
	}
	assert_int_equal(turns[11], turns[21]);
	assert_int_equal(turns[21], turns[31]);
	assert_int_equal(turns[12], 60);
	t[3].user_id = t[0].user_id;	/* the early crew's chief in the late shift too */
	assert_false(duty_turns_legal(t, n, &bad));
	assert_int_equal(bad, t[0].user_id);
	duty_rotation(a, 5, 4, shifts, crews, seats, &t, &n);
	assert_int_equal(n, 0);
}

static void
seats(void **state)
{
	const uint64_t dispatch = perm_bit(PERM_DISPATCH), judge = perm_bit(PERM_JUDGE), close = perm_bit(PERM_CLOSE);

	(void)state;
	assert_true(duty_seat_legal(judge | close));
	assert_true(duty_seat_legal(dispatch));
	assert_false(duty_seat_legal(dispatch | judge));
	assert_false(duty_seat_legal(dispatch | close));
}

/* The crew of a shift: alone, in pairs of every shape, with a commander beside it (R20). */
static void
crews(void **state)
{
	const struct duty_role roles[] = {
		{ R_COMMANDER, perm_bit(PERM_DISPATCH) | perm_bit(PERM_CLOSE) | perm_bit(PERM_JUDGE) }, { R_CHIEF, perm_bit(PERM_CLOSE) },
		{ R_ACCEPTOR, perm_bit(PERM_JUDGE) }, { R_DISPATCHER, perm_bit(PERM_DISPATCH) }, { R_12345, perm_bit(PERM_REPLY) },
	};
	const struct duty_pair pairs[] = {
		{ 1, { { { R_CHIEF, R_ACCEPTOR }, 2 }, { { R_DISPATCHER }, 1 } } },
		{ 2, { { { R_CHIEF, R_ACCEPTOR }, 2 }, { { R_DISPATCHER, R_12345 }, 2 } } },
	};
	struct duty_turn t[] = { { 5, 1, R_CHIEF, 11 }, { 5, 1, R_ACCEPTOR, 11 }, { 5, 1, R_DISPATCHER, 12 }, { 5, 2, R_DISPATCHER, 11 },
		{ 5, 1, R_COMMANDER, 13 } };
	struct duty_fault f;

	(void)state;
#define FAULT(n) (f = duty_crew_fault(t, (n), 5, 1, roles, N(roles), pairs, N(pairs)), f.kind)
	assert_int_equal(FAULT(0), CREW_FINE);
	assert_int_equal(FAULT(2), CREW_FINE);		/* one alone is not a pair yet */
	assert_int_equal(FAULT(N(t)), CREW_FINE);	/* another shift and the commander are not the crew's */
	t[2].user_id = 11;				/* all three of one person */
	assert_int_equal(FAULT(3), CREW_ONE_DOES_BOTH);
	assert_int_equal(f.first, 11);
	assert_int_equal(f.second, 0);
	t[2] = (struct duty_turn){ 5, 1, R_ACCEPTOR, 12 };	/* two on one seat */
	assert_int_equal(FAULT(3), CREW_NO_PAIR);
	assert_int_equal(f.first + f.second, 23);
	t[2] = (struct duty_turn){ 5, 1, R_12345, 12 };		/* the hotline alone is within the second seat of 2 */
	assert_int_equal(FAULT(3), CREW_FINE);
	t[1] = (struct duty_turn){ 5, 1, R_12345, 11 };		/* chief and hotline stand in no seat together */
	t[2] = (struct duty_turn){ 5, 1, R_DISPATCHER, 12 };
	assert_int_equal(FAULT(3), CREW_NO_PAIR);
	t[3] = (struct duty_turn){ 5, 1, R_ACCEPTOR, 14 };	/* of three persons only the one who does both is asked */
	assert_int_equal(FAULT(4), CREW_FINE);
#undef FAULT
}

static const struct duty_commander three[] = { { 91, 1 }, { 92, 2 }, { 93, 3 } };

/* Minute by minute of two days, against the sentence of the seed: the deputies have it while those before are off. */
static void
powers(void **state)
{
	const struct duty_watch w[] = { { 1, 91, 420, 900 }, { 2, 92, 600, 1380 }, { 3, 93, 0, 480 }, { 3, 93, 1200, 2000 } };
	const struct duty_command d = { w, three, NULL, N(w), N(three), 0 }, none = { NULL, three, NULL, 0, N(three), 0 };
	struct duty_holder h = { 0 };

	(void)state;
	for (usec_t at = 0; at < 2880; at++) {
		const bool one = at >= 420 && at < 900, two = at >= 600 && at < 1380, three_ = at < 480 || (at >= 1200 && at < 2000);
		const int64_t want = one ? 1 : two ? 2 : three_ ? 3 : 1;

		h = duty_power(&d, at);
		assert_int_equal(h.role_id, want);
		assert_int_equal(h.user_id, 90 + want);
		assert_int_equal(h.why, want == 1 ? DUTY_OWN : DUTY_OFF);
		assert_int_equal(h.on_duty, one || two || three_);
		assert_true(duty_has_power(&d, at, 91, R_COMMANDER, &h));
		assert_int_equal(duty_has_power(&d, at, 92, R_COMMANDER_EXEC, &h), want == 2);
		assert_int_equal(duty_has_power(&d, at, 93, R_COMMANDER_DEPUTY, &h), want == 3);
		assert_false(duty_has_power(&d, at, 94, R_COMMANDER_DEPUTY, &h));	/* another deputy, at home */
	}
	assert_int_equal(duty_power(&none, 5).user_id, 91);
	assert_true(duty_has_power(&none, 5, 92, R_COMMANDER_EXEC, &h));	/* not kept by the roster: as before */
	assert_int_equal(h.why, DUTY_UNKEPT);
	assert_false(duty_has_power(&none, 5, 92, R_CHIEF, &h));
}

/* Leave takes the powers and passes them on; a name stands before the order; the giver keeps his own. */
static void
leave(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const struct duty_watch w[] = { { 1, 91, 0, 1000 }, { 3, 93, 0, 1000 } };
	const struct duty_absence x[] = { { 7, 91, 0, 100, 200 }, { 8, 91, 92, 300, 400 }, { 9, 92, 0, 350, 360 },
		{ 10, 93, 0, 150, 160 }, { 11, 91, 95, 500, 600 } };
	const struct duty_command d = { w, three, x, N(w), N(three), N(x) };
	struct duty_holder h = { 0 }, *spans;
	size_t n;

	(void)state;
	assert_int_equal(duty_power(&d, 99).user_id, 91);
	assert_int_equal(duty_power(&d, 100).user_id, 93);	/* on duty; the executive deputy is not */
	assert_int_equal(duty_power(&d, 100).why, DUTY_LEAVE);
	assert_int_equal(duty_power(&d, 100).absence_id, 7);
	assert_false(duty_has_power(&d, 100, 91, R_COMMANDER, &h));
	assert_int_equal(duty_power(&d, 155).user_id, 92);	/* both who are on duty are away */
	assert_false(duty_power(&d, 155).on_duty);
	assert_int_equal(duty_power(&d, 200).user_id, 91);
	assert_int_equal(duty_power(&d, 300).user_id, 92);
	assert_int_equal(duty_power(&d, 300).why, DUTY_NAMED);
	assert_true(duty_has_power(&d, 300, 92, R_COMMANDER_EXEC, &h));
	assert_int_equal(h.absence_id, 8);
	assert_true(duty_has_power(&d, 300, 91, R_COMMANDER, &h));
	assert_int_equal(h.why, DUTY_OWN);
	assert_false(duty_has_power(&d, 300, 93, R_COMMANDER_DEPUTY, &h));
	assert_int_equal(duty_power(&d, 355).user_id, 91);	/* the one named is ill himself */
	assert_int_equal(duty_power(&d, 550).user_id, 91);	/* named was nobody of the three */
	duty_spans(a, &d, 50, 900, &spans, &n);
	assert_int_equal(n, 9);
	assert_int_equal(spans[0].since, USEC_NONE);
	for (size_t i = 0; i < n; i++) {
		const usec_t from = i == 0 ? 50 : spans[i].since, to = i + 1 < n ? spans[i].until : 900;

		for (usec_t at = from; at < to; at++)
			assert_int_equal(duty_power(&d, at).user_id, spans[i].user_id);
	}
	assert_int_equal(spans[n - 1].until, USEC_NONE);
	assert_true(duty_may_absent(0, 91, 91));
	assert_false(duty_may_absent(perm_bit(PERM_SEE_ALL), 92, 91));
	assert_true(duty_may_absent(perm_bit(PERM_FILE_DOUBTFUL), 17, 91));
}

/* Who is told of leave: to whom the powers come by it, also in the middle of it, and nobody else. */
static void
takers(void **state)
{
	struct arena *a = arena_new();
	const struct duty_commander people[] = { { 91, R_COMMANDER }, { 92, R_COMMANDER_EXEC }, { 93, R_COMMANDER_DEPUTY } };
	const struct duty_watch watches[] = { { R_COMMANDER, 91, 100, 200 }, { R_COMMANDER_EXEC, 92, 200, 300 },
		{ R_COMMANDER_DEPUTY, 93, 300, 400 } };
	const struct duty_absence leave = { .id = 1, .user_id = 91, .from = 0, .until = 400 },
	    named = { .id = 2, .user_id = 91, .to_user = 93, .from = 150, .until = 250 };
	struct duty_command before = { .watches = watches, .n_watches = N(watches), .people = people, .n_people = N(people) },
	    after = before;
	int64_t who[N(people)];

	(void)state;
	after.absences = &leave;
	after.n_absences = 1;
	assert_int_equal(duty_takers(a, &before, &after, 0, 400, who), 1);	/* the deputy's night was his anyway */
	assert_int_equal(who[0], 92);
	assert_int_equal(duty_takers(a, &before, &after, 200, 400, who), 0);
	after.absences = &named;
	assert_int_equal(duty_takers(a, &before, &after, 150, 250, who), 1);
	assert_int_equal(who[0], 93);
	before.absences = &named;
	before.n_absences = 1;
	assert_int_equal(duty_takers(a, &before, &after, 150, 250, who), 0);
	arena_free(a);
}

static void
spans(void **state)
{
	usec_t from, until;

	(void)state;
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
	duty_span(day_of_date(2026, 12, 31), 1380, 420, &from, &until);
	assert_int_equal(until - from, 8 * USEC_HOUR);
	assert_int_equal(civil_of(until).year, 2027);
	assert_int_equal(zone_use("America/New_York"), OK);
	duty_span(day_of_date(2015, 10, 31), 1380, 420, &from, &until);	/* the night an hour longer */
	assert_int_equal(until - from, 9 * USEC_HOUR);
	assert_int_equal(zone_use("Asia/Shanghai"), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rotation), cmocka_unit_test(seats), cmocka_unit_test(crews), cmocka_unit_test(powers), cmocka_unit_test(leave), cmocka_unit_test(takers),
		 cmocka_unit_test(spans),
	};

	return cmocka_run_group_tests_name("duty", tests, NULL, NULL);
}
