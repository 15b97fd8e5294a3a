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

/* Minute by minute of two days, against the sentence of the seed: the deputies have it while those before are off. */
static void
powers(void **state)
{
	const struct duty_watch w[] = { { 1, 91, 420, 900 }, { 2, 92, 600, 1380 }, { 3, 93, 0, 480 }, { 3, 93, 1200, 2000 } };
	bool kept;

	(void)state;
	for (usec_t at = 0; at < 2880; at++) {
		const bool one = at >= 420 && at < 900, two = at >= 600 && at < 1380, three = at < 480 || (at >= 1200 && at < 2000);
		const int64_t want = one ? 1 : two ? 2 : three ? 3 : 1;

		assert_int_equal(duty_power(w, N(w), at, &kept), want);
		assert_true(kept);
		assert_true(duty_has_power(w, N(w), at, 91, R_COMMANDER));
		assert_int_equal(duty_has_power(w, N(w), at, 92, R_COMMANDER_EXEC), want == 2);
		assert_int_equal(duty_has_power(w, N(w), at, 93, R_COMMANDER_DEPUTY), want == 3);
		assert_false(duty_has_power(w, N(w), at, 94, R_COMMANDER_DEPUTY));	/* another deputy, at home */
	}
	assert_int_equal(duty_power(w, 0, 5, &kept), R_COMMANDER);
	assert_false(kept);
	assert_true(duty_has_power(w, 0, 5, 92, R_COMMANDER_EXEC));	/* not kept by the roster: as before */
	assert_false(duty_has_power(w, 0, 5, 92, R_CHIEF));
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
		cmocka_unit_test(rotation), cmocka_unit_test(seats), cmocka_unit_test(powers), cmocka_unit_test(spans),
	};

	return cmocka_run_group_tests_name("duty", tests, NULL, NULL);
}
