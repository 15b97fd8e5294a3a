/* Who is told, when he may be disturbed, how long a letter is tried. */
#include "config.h"
#include "lib/rule/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/calendar.h"
#include "lib/rule/perm.h"

#include "lib/base/banned.h"

enum { COMMANDER = 1, EXEC, DEPUTY, CHIEF_1, CHIEF_2, CLERK_A, LEADER_A, LEADER_B, PATROL_1, PATROL_2, BOTH, CLOSED };
enum { A = 101, B = 102, C = 103, CELL = 7 };
#define BIT(role) ((int64_t)1 << (role))

static const struct notice_audience audiences[] = {
	{ "CHIEF", R_CHIEF, SCOPE_DUTY }, { "COMMANDER", R_COMMANDER, SCOPE_POWER },
	{ "COMMANDER", R_COMMANDER_EXEC, SCOPE_POWER }, { "COMMANDER", R_COMMANDER_DEPUTY, SCOPE_POWER },
	{ "DISPATCHER", R_DISPATCHER, SCOPE_DUTY }, { "LEADER", R_LEADER, SCOPE_OFFICE }, { "SENDER", R_PUBLIC, SCOPE_SENDER },
	{ "SUPERVISOR", R_SUPERVISOR, SCOPE_PERSON }, { "UNIT", R_UNIT, SCOPE_UNIT }, { "UNIT", R_SQUAD, SCOPE_UNIT },
	{ "UPPER", R_UPPER, SCOPE_EXCHANGE },
};
static const struct notice_person people[] = {
	{ COMMANDER, 0, BIT(R_COMMANDER) }, { EXEC, 0, BIT(R_COMMANDER_EXEC) }, { DEPUTY, 0, BIT(R_COMMANDER_DEPUTY) },
	{ CHIEF_1, 0, BIT(R_CHIEF) }, { CHIEF_2, 0, BIT(R_CHIEF) }, { CLERK_A, A, BIT(R_UNIT) },
	{ LEADER_A, A, BIT(R_UNIT_LEADER) }, { LEADER_B, B, BIT(R_UNIT_LEADER) | BIT(R_UNIT_HEAD) },
	{ PATROL_1, 0, BIT(R_SUPERVISOR) }, { PATROL_2, 0, BIT(R_SUPERVISOR) }, { BOTH, A, BIT(R_DISPATCHER) | BIT(R_SQUAD) | BIT(R_UNIT) },
};
static const struct notice_patrol patrols[] = { { CELL, PATROL_1 }, { CELL, CLOSED }, { CELL + 1, PATROL_2 } };
static struct notice_duty duties[8];
static struct notice_house house;

/* Of June 2026; the 10th is a Wednesday. */
static usec_t
at(int day, int hour, int minute)
{
	return civil_to((struct civil){ .year = 2026, .month = 6, .day = day, .hour = hour, .minute = minute });
}

/* The ids found, as one number of two digits each, in the order of the people. */
static enum notice_found
find(const struct notice_call *c, usec_t now, int64_t *ids, usec_t *later)
{
	size_t places[N(people)], n = 99;
	enum notice_found f = notice_find(&house, c, now, places, &n, later);

	*ids = 0;
	for (size_t i = 0; i < N(people); i++)
		for (size_t k = 0; k < n; k++)
			if (places[k] == i)
				*ids = *ids * 100 + people[i].id;
	return f;
}

static void
told(const char *audience, int64_t unit, int64_t user, int64_t cell, bool hazard, usec_t now, int64_t want)
{
	const struct notice_call c = { audience, unit, user, cell, hazard };
	int64_t ids;
	usec_t later = USEC_NONE;
	enum notice_found f = find(&c, now, &ids, &later);

	assert_int_equal(ids, want);
	assert_int_equal(f, want != 0 ? FOUND_PEOPLE : FOUND_NOBODY);
}

static void
waits(const char *audience, usec_t now, usec_t want)
{
	const struct notice_call c = { .audience = audience };
	int64_t ids;
	usec_t later = USEC_NONE;

	assert_int_equal(find(&c, now, &ids, &later), FOUND_LATER);
	assert_int_equal(ids, 0);
	assert_true(later == want);
}

static void
roster(size_t n, const struct notice_duty *rows)
{
	memcpy(duties, rows, n * sizeof(*rows));
	house.duties = duties;
	house.n_duties = n;
}

static void
units(void **state)
{
	const usec_t now = at(10, 9, 0);

	(void)state;
	roster(0, duties);
	told("UNIT", A, 0, 0, false, now, CLERK_A * 100 + BOTH);	/* once, though he holds two of the roles */
	told("UNIT", B, 0, 0, false, now, LEADER_B);			/* no clerk: its leaders */
	told("UNIT", C, 0, 0, false, now, 0);
	told("UNIT", 0, 0, 0, false, now, 0);
	told("NONSENSE", A, 0, 0, false, now, 0);
	told("LEADER", 0, 0, 0, false, now, 0);
}

static void
orders(void **state)
{
	const usec_t now = at(10, 9, 0);

	(void)state;
	told("SUPERVISOR", 0, PATROL_2, CELL, false, now, PATROL_2);
	told("SUPERVISOR", 0, 0, CELL, false, now, PATROL_1);
	told("SUPERVISOR", 0, 0, 0, false, now, 0);
	told("SUPERVISOR", 0, CLOSED, CELL, false, now, 0);
}

static void
outside(void **state)
{
	const struct notice_call sender = { .audience = "SENDER" }, upper = { .audience = "UPPER" };
	int64_t ids;
	usec_t later;

	(void)state;
	assert_int_equal(find(&sender, at(10, 9, 0), &ids, &later), FOUND_SENDER);
	assert_int_equal(find(&upper, at(10, 9, 0), &ids, &later), FOUND_EXCHANGE);
}

static void
shifts(void **state)
{
	(void)state;
	roster(3, (const struct notice_duty[]){ { CHIEF_1, R_CHIEF, at(10, 7, 0), at(10, 15, 0) },
		{ CHIEF_2, R_CHIEF, at(10, 15, 0), at(10, 23, 0) }, { CHIEF_1, R_CHIEF, at(12, 7, 0), at(12, 15, 0) } });
	told("CHIEF", 0, 0, 0, false, at(10, 7, 0), CHIEF_1);
	told("CHIEF", 0, 0, 0, false, at(10, 15, 0) - 1, CHIEF_1);
	told("CHIEF", 0, 0, 0, false, at(10, 15, 0), CHIEF_2);
	waits("CHIEF", at(10, 6, 59), at(10, 7, 0));
	waits("CHIEF", at(10, 23, 0), at(12, 7, 0));
	/* A hazard at night waits for nobody's shift; no roster is no reason to wait either. */
	told("CHIEF", 0, 0, 0, true, at(10, 23, 30), CHIEF_1 * 100 + CHIEF_2);
	told("CHIEF", 0, 0, 0, true, at(10, 8, 0), CHIEF_1);
	told("CHIEF", 0, 0, 0, false, at(14, 9, 0), CHIEF_1 * 100 + CHIEF_2);
	told("DISPATCHER", 0, 0, 0, false, at(10, 9, 0), BOTH);
}

static void
power(void **state)
{
	const usec_t now = at(10, 9, 0);

	(void)state;
	roster(0, duties);
	told("COMMANDER", 0, 0, 0, false, now, COMMANDER);
	told("COMMANDER", 0, 0, 0, true, now, (COMMANDER * 100 + EXEC) * 100 + DEPUTY);
	roster(2, (const struct notice_duty[]){ { DEPUTY, R_COMMANDER_DEPUTY, at(10, 7, 0), at(10, 15, 0) },
		{ EXEC, R_COMMANDER_EXEC, at(10, 7, 0), at(10, 9, 30) } });
	told("COMMANDER", 0, 0, 0, false, now, EXEC);
	told("COMMANDER", 0, 0, 0, false, at(10, 9, 30), DEPUTY);
	told("COMMANDER", 0, 0, 0, true, at(10, 9, 30), (COMMANDER * 100 + EXEC) * 100 + DEPUTY);
}

static void
working_time(void **state)
{
	(void)state;
	roster(2, (const struct notice_duty[]){ { CHIEF_1, R_CHIEF, at(10, 23, 0), at(11, 7, 0) },
		{ CHIEF_1, R_CHIEF, at(12, 7, 0), at(12, 15, 0) } });
	/* by the calendar: 8:30 to 12:00 and 14:00 to 17:00, Monday to Friday */
	assert_true(notice_at_work(&house, CLERK_A, at(10, 10, 0)) == at(10, 10, 0));
	assert_true(notice_at_work(&house, CLERK_A, at(10, 3, 0)) == at(10, 8, 30));
	assert_true(notice_at_work(&house, CLERK_A, at(10, 17, 0)) == at(11, 8, 30));
	assert_true(notice_at_work(&house, CLERK_A, at(12, 20, 0)) == at(15, 8, 30));
	assert_true(notice_at_work(&house, CLERK_A, at(12, 12, 0)) == at(12, 14, 0));
	/* by the roster, where he is on it */
	assert_true(notice_at_work(&house, CHIEF_1, at(10, 10, 0)) == at(10, 23, 0));
	assert_true(notice_at_work(&house, CHIEF_1, at(11, 2, 0)) == at(11, 2, 0));
	assert_true(notice_at_work(&house, CHIEF_1, at(11, 7, 0)) == at(12, 7, 0));
	/* no turn of his ahead: like everybody */
	assert_true(notice_at_work(&house, CHIEF_1, at(12, 17, 0)) == at(15, 8, 30));
	/* a hazard waits for nothing */
	assert_true(notice_send_at(&house, CLERK_A, true, DIGEST_DAY, at(10, 3, 0)) == at(10, 3, 0));
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_NONE, at(10, 3, 0)) == at(10, 8, 30));
}

static void
digests(void **state)
{
	(void)state;
	roster(0, duties);
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_HOUR, at(10, 10, 5)) == at(10, 11, 0));
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_HOUR, at(10, 10, 0)) == at(10, 11, 0));
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_HOUR, at(10, 16, 30)) == at(11, 8, 30));
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_DAY, at(10, 10, 0)) == at(11, 8, 30));
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_DAY, at(11, 3, 0)) == at(11, 8, 30));
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_DAY, at(12, 16, 0)) == at(15, 8, 30));
	/* work that goes on after noon does not begin then */
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_DAY, at(10, 12, 30)) == at(11, 8, 30));
	assert_true(notice_send_at(&house, CLERK_A, false, DIGEST_HOUR, at(10, 11, 30)) == at(10, 14, 0));
}

static void
patience(void **state)
{
	static const char *const bad[] = { "0", "1 x", "-1", "1  99999999999", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", "10081" };
	struct notice_patience p;
	const usec_t now = at(10, 9, 0);

	(void)state;
	assert_true(notice_patience_read(&p, NULL, NULL, NULL));
	assert_int_equal(p.n, 5);
	assert_true(notice_retry_at(&p, 1, now) == now + USEC_MIN);
	assert_true(notice_retry_at(&p, 2, now) == now + 5 * USEC_MIN);
	assert_true(notice_retry_at(&p, 5, now) == now + 6 * USEC_HOUR);
	assert_true(notice_retry_at(&p, 7, now) == now + 6 * USEC_HOUR);
	assert_true(notice_retry_at(&p, 8, now) == USEC_NONE);
	/* Away: no refusal; soon again, and not for ever. */
	assert_true(notice_away_at(&p, 1, now, now) == now + USEC_MIN);
	assert_true(notice_away_at(&p, 400, now - 2 * USEC_DAY, now) == now + 15 * USEC_MIN);
	assert_true(notice_away_at(&p, 400, now - 3 * USEC_DAY - 1, now) == USEC_NONE);
	assert_true(notice_patience_read(&p, " 2 4 ", "3", "1"));
	assert_int_equal(p.n, 2);
	assert_true(notice_retry_at(&p, 2, now) == now + 4 * USEC_MIN);
	assert_true(notice_retry_at(&p, 3, now) == USEC_NONE);
	assert_true(notice_away_at(&p, 9, now, now) == now + 4 * USEC_MIN);
	for (size_t i = 0; i < N(bad); i++) {
		assert_false(notice_patience_read(&p, bad[i], NULL, NULL));
		assert_int_equal(p.n, 5);
		assert_int_equal(p.minutes[4], 360);
	}
	assert_false(notice_patience_read(&p, NULL, "0", NULL));
	assert_int_equal(p.tries, 8);
}

int
main(void)
{
	static struct cal_window windows[10];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units), cmocka_unit_test(orders), cmocka_unit_test(outside), cmocka_unit_test(shifts),
		cmocka_unit_test(power), cmocka_unit_test(working_time), cmocka_unit_test(digests), cmocka_unit_test(patience),
	};
	struct calendar_spec spec = { .windows = windows, .n_windows = 10, .makeup_weekday = 1, .duty_from = 420,
		.duty_to = 1380 };
	struct arena *arena = arena_new();
	int failed;

	if (zone_use("Asia/Shanghai") != OK)
		return 99;
	for (int i = 0; i < 5; i++) {
		windows[2 * i] = (struct cal_window){ i + 1, 510, 720 };
		windows[2 * i + 1] = (struct cal_window){ i + 1, 840, 1020 };
	}
	spec.first_day = day_of_date(2026, 6, 1);
	spec.last_day = day_of_date(2026, 6, 30);
	house = (struct notice_house){ .audiences = audiences, .n_audiences = N(audiences), .people = people,
		.n_people = N(people), .patrols = patrols, .n_patrols = N(patrols) };
	if (calendar_build(arena, &spec, &house.cal) != OK)
		return 99;
	failed = cmocka_run_group_tests_name("notice", tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
