/* The roster planned and swapped, the commander's powers passing by it, the hand-over book. */
#include "config.h"
#include "lib/service/duty_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/perm.h"
#include "lib/store/store_user.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;
static struct duty_fault fault;

/* Six of the day shifts and one to spare; the odd ones chief and acceptor, the even ones dispatchers. */
enum { CREW_1 = 9101, SPARE = 9107, EXEC = 9108, DEPUTY = 9109, POLICE = 9110 };

static int32_t
today(void)
{
	return day_of(clock_now());
}

static struct user
person(int64_t id)
{
	return (struct user){ .id = id, .login = "x", .name = "测试", .name_en = "Test" };
}

static struct duty_plan
plan(void)
{
	struct duty_plan p = { .first_day = today(), .last_day = today() + 29, .combination = 1, .spare = SPARE };

	for (int i = 0; i < 6; i++)
		p.crews[i / 2][i % 2] = CREW_1 + i;
	return p;
}

static void
people(void)
{
	dbtest_sql("INSERT INTO app_user (id, login, name, name_en, unit_id, state, created_at) SELECT 9100 + seq,"
	    " CONCAT('duty', seq), CONCAT('值班', seq), 'Duty', NULL, 1, 0 FROM seq_1_to_10");
	dbtest_sql("INSERT INTO user_role (user_id, role_id, valid_from) SELECT id, 4, 0 FROM app_user WHERE id IN (9101, 9103, 9105, 9107)"
	    " UNION ALL SELECT id, 5, 0 FROM app_user WHERE id IN (9101, 9103, 9105, 9107)"
	    " UNION ALL SELECT id, 6, 0 FROM app_user WHERE id IN (9102, 9104, 9106)"
	    " UNION ALL SELECT 9108, 2, 0 UNION ALL SELECT 9109, 3, 0 UNION ALL SELECT 9110, 27, 0");
}

static void
refused(enum err e, const char *field)
{
	assert_int_equal(e, ERR_INVALID);
	assert_string_equal(err_field(), field);
	err_clear();
}

static void
a_month(void **state)
{
	const struct user by = person(COMMANDER);
	struct duty_plan p = plan();

	(void)state;
	p.first_day--;
	refused(duty_generate(&r->desk, &p, &by, &fault), "from");
	p = plan();
	p.last_day = p.first_day - 1;
	refused(duty_generate(&r->desk, &p, &by, &fault), "until");
	p = plan();
	p.crews[1][0] = CREW_1 + 1;	/* a dispatcher where a chief is wanted */
	refused(duty_generate(&r->desk, &p, &by, &fault), "crew2_1");
	p = plan();
	p.crews[2][0] = CREW_1;		/* twice */
	refused(duty_generate(&r->desk, &p, &by, &fault), "crew3_1");
	p = plan();
	p.combination = 99;
	refused(duty_generate(&r->desk, &p, &by, &fault), "combination");
	/* Whoever would make a combination by which one person dispatches and closes is refused by the rule. */
	dbtest_sql("INSERT INTO duty_combination (id, name_zh, name_en) VALUES (9, '不合法', 'illegal')");
	dbtest_sql("INSERT INTO duty_seat (combination_id, seat, role_id) VALUES (9, 1, 4), (9, 1, 6), (9, 2, 5)");
	p.combination = 9;
	refused(duty_generate(&r->desk, &p, &by, &fault), "combination");
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM roster WHERE user_id BETWEEN 9101 AND 9107"), 0);
	p = plan();
	assert_int_equal(duty_generate(&r->desk, &p, &by, &fault), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM roster WHERE user_id BETWEEN 9101 AND 9107"), 30 * 2 * 3);
	/* Again: the same roster, not twice; every change has its line. */
	assert_int_equal(duty_generate(&r->desk, &p, &by, &fault), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM roster WHERE user_id BETWEEN 9101 AND 9107"), 30 * 2 * 3);
	assert_int_equal(dbtest_number("SELECT SUM(added * 2 - 1) FROM roster_change WHERE by_user = %d", COMMANDER), 30 * 2 * 3);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM duty_crew"), 7);
}

static int64_t
on(int32_t day, int shift, int role)
{
	return dbtest_number("SELECT MAX(user_id) FROM roster WHERE day = %d AND shift_id = %d AND role_id = %d AND user_id > 9100",
	    day, shift, role);
}

static void
swapped(void **state)
{
	const struct user by = person(COMMANDER);
	const int32_t d = today() + 3;
	const int64_t a = on(d, 1, 6), b = on(d + 1, 1, 6), chief = on(d, 1, 4);
	const struct duty_place early = { d, 1, a }, next = { d + 1, 1, b }, spare = { .user_id = SPARE },
	    place = { d, 1, chief }, late = { d, 2, on(d, 2, 6) }, dispatcher = { .user_id = a };

	(void)state;
	assert_int_equal(duty_swap(&r->desk, &place, &spare, &by, &fault), OK);		/* all he works as goes along */
	assert_int_equal(on(d, 1, 4), SPARE);
	assert_int_equal(on(d, 1, 5), SPARE);
	refused(duty_swap(&r->desk, &(struct duty_place){ d, 1, SPARE }, &dispatcher, &by, &fault), "with");	/* no chief */
	refused(duty_swap(&r->desk, &early, &next, &by, &fault), "with");	/* b has the late shift of that day */
	assert_int_equal(on(d, 1, 6), a);
	assert_int_equal(duty_swap(&r->desk, &early, &late, &by, &fault), OK);
	assert_int_equal(on(d, 2, 6), a);
	assert_int_equal(duty_swap(&r->desk, &early, &spare, &by, &fault), ERR_CONFLICT);	/* he is no longer there */
	refused(duty_swap(&r->desk, &(struct duty_place){ today() - 1, 1, a }, &spare, &by, &fault), "turn");
}

/* Somebody with all roles takes the other seat too, or stands in as a second acceptor: refused, and named. */
static void
illegal_crews(void **state)
{
	const struct user by = person(COMMANDER);
	const int32_t d = today() + 5;
	const int64_t chief = on(d, 1, 4), dispatcher = on(d, 1, 6), before = dbtest_number("SELECT COUNT(*) FROM roster_change");
	const struct duty_place seat = { d, 1, dispatcher }, all = { .user_id = chief };
	struct duty_post post = { d, d, 1, 6, chief, true };

	(void)state;
	dbtest_sql("INSERT INTO user_role (user_id, role_id, valid_from) VALUES (%lld, 6, 0), (%lld, 5, 0)", (long long)chief,
	    (long long)dispatcher);
	refused(duty_swap(&r->desk, &seat, &all, &by, &fault), "with");
	assert_int_equal(fault.kind, CREW_ONE_DOES_BOTH);
	assert_int_equal(fault.first, chief);
	assert_int_equal(fault.day, d);
	refused(duty_set_post(&r->desk, &post, &by, &fault), "person");
	assert_int_equal(fault.kind, CREW_ONE_DOES_BOTH);
	post.add = false;	/* the dispatcher's turn goes, and he comes back as a second acceptor */
	post.user_id = dispatcher;
	assert_int_equal(duty_set_post(&r->desk, &post, &by, &fault), OK);
	post = (struct duty_post){ d, d, 1, 5, dispatcher, true };
	refused(duty_set_post(&r->desk, &post, &by, &fault), "person");
	assert_int_equal(fault.kind, CREW_NO_PAIR);
	assert_int_equal(fault.first + fault.second, chief + dispatcher);
	post.role_id = 6;
	assert_int_equal(duty_set_post(&r->desk, &post, &by, &fault), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM roster_change"), before + 2);
	post = (struct duty_post){ today(), today() + 200, 3, 27, POLICE, true };
	refused(duty_set_post(&r->desk, &post, &by, &fault), "post_until");
	post.last_day = today() + 2;
	assert_int_equal(duty_set_post(&r->desk, &post, &by, &fault), OK);
	assert_int_equal(duty_set_post(&r->desk, &post, &by, &fault), OK);	/* again: nothing twice */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM roster WHERE user_id = %d", POLICE), 3);
	post.role_id = 4;
	refused(duty_set_post(&r->desk, &post, &by, &fault), "person");
	dbtest_sql("DELETE FROM roster WHERE user_id = %d", POLICE);
	dbtest_sql("DELETE FROM user_role WHERE user_id = %lld AND role_id = 6", (long long)chief);
	dbtest_sql("DELETE FROM user_role WHERE user_id = %lld AND role_id = 5", (long long)dispatcher);
}

static uint64_t
powers(int64_t id, int64_t role, const char *code)
{
	const struct user_role roles[] = { { role, code, "", "" } };
	struct user u = person(id);
	const struct role_row *all;
	size_t n;

	assert_int_equal(office_roles(&r->desk, &all, &n), OK);
	u.roles = roles;
	u.nroles = 1;
	for (size_t i = 0; i < n; i++)
		if (all[i].id == role)
			u.perms = all[i].perms;
	assert_int_equal(duty_limit_powers(&r->desk, &u, all, n, clock_now()), OK);
	return u.perms;
}

/* The executive deputy commands while the commander is off duty, the deputy while both are. */
static void
delegation(void **state)
{
	const int32_t d = today();

	(void)state;
	dbtest_sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)");
	assert_true(perm_in(powers(EXEC, 2, "R_COMMANDER_EXEC"), PERM_COMMAND));	/* not kept by the roster */
	dbtest_sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 1, 1, %d)", d, COMMANDER);
	assert_false(perm_in(powers(EXEC, 2, "R_COMMANDER_EXEC"), PERM_COMMAND));
	assert_true(perm_in(powers(EXEC, 2, "R_COMMANDER_EXEC"), PERM_SEE_ALL));	/* standing */
	assert_true(perm_in(powers(DEPUTY, 3, "R_COMMANDER_DEPUTY"), PERM_REVIEW_FEEDBACK));
	assert_false(perm_in(powers(DEPUTY, 3, "R_COMMANDER_DEPUTY"), PERM_DISPATCH));
	dbtest_sql("UPDATE roster SET shift_id = 2 WHERE role_id = 1");		/* it is nine in the morning */
	assert_false(perm_in(powers(DEPUTY, 3, "R_COMMANDER_DEPUTY"), PERM_COMMAND));	/* nobody on duty: the commander's */
	dbtest_sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 1, 3, %d)", d, DEPUTY);
	assert_true(perm_in(powers(DEPUTY, 3, "R_COMMANDER_DEPUTY"), PERM_COMMAND));
	dbtest_sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 1, 2, %d)", d, EXEC);
	assert_true(perm_in(powers(EXEC, 2, "R_COMMANDER_EXEC"), PERM_COMMAND));
	assert_false(perm_in(powers(DEPUTY, 3, "R_COMMANDER_DEPUTY"), PERM_COMMAND));
	assert_true(perm_in(powers(COMMANDER, 1, "R_COMMANDER"), PERM_COMMAND));
	dbtest_sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)");
}

/* Leave and powers by name: who may enter them, what they do to permissions, and that rows only end. */
static void
on_leave(void **state)
{
	const struct user_role commands[] = { { 1, "R_COMMANDER", "", "" } };
	struct user boss = person(COMMANDER), exec = person(EXEC), deputy = person(DEPUTY), chief = person(CREW_1);
	const usec_t now = clock_now();
	struct duty_absence x = { .user_id = COMMANDER, .from = now, .until = now + USEC_DAY };
	int64_t id;

	(void)state;
	boss.roles = commands;
	boss.nroles = 1;
	chief.perms = perm_bit(PERM_FILE_DOUBTFUL);
	dbtest_sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 1, 1, %d), (%d, 1, 2, %d)", today(), COMMANDER,
	    today(), EXEC);
	assert_int_equal(duty_absent(&r->desk, &x, "去省里学习𠮷", &deputy), ERR_DENIED);
	x.until = now;
	refused(duty_absent(&r->desk, &x, "去省里学习", &chief), "until");
	x.until = now + USEC_DAY;
	x.user_id = CREW_1;
	refused(duty_absent(&r->desk, &x, "不是指挥", &chief), "who");
	x.user_id = COMMANDER;
	assert_int_equal(duty_absent(&r->desk, &x, "去省里学习𠮷", &chief), OK);
	refused(duty_absent(&r->desk, &x, "再来一次", &boss), "from");
	assert_false(perm_in(powers(COMMANDER, 1, "R_COMMANDER"), PERM_COMMAND));
	assert_true(perm_in(powers(COMMANDER, 1, "R_COMMANDER"), PERM_SEE_ALL));
	assert_true(perm_in(powers(EXEC, 2, "R_COMMANDER_EXEC"), PERM_COMMAND));
	id = dbtest_number("SELECT MAX(id) FROM duty_absence");
	assert_int_equal(duty_absent_end(&r->desk, id, &deputy), ERR_DENIED);
	rig_pass(r, USEC_MIN);
	assert_int_equal(duty_absent_end(&r->desk, id, &boss), OK);
	assert_int_equal(duty_absent_end(&r->desk, id, &boss), ERR_CONFLICT);
	assert_true(perm_in(powers(COMMANDER, 1, "R_COMMANDER"), PERM_COMMAND));
	assert_false(perm_in(powers(EXEC, 2, "R_COMMANDER_EXEC"), PERM_COMMAND));
	x = (struct duty_absence){ .user_id = COMMANDER, .to_user = DEPUTY, .from = clock_now(), .until = clock_now() + USEC_HOUR };
	assert_int_equal(duty_absent(&r->desk, &x, "主持专项整治", &exec), ERR_DENIED);	/* not his to give */
	x.to_user = CREW_1;
	refused(duty_absent(&r->desk, &x, "主持专项整治", &boss), "to");
	x.to_user = DEPUTY;
	assert_int_equal(duty_absent(&r->desk, &x, "主持专项整治", &boss), OK);
	assert_true(perm_in(powers(DEPUTY, 3, "R_COMMANDER_DEPUTY"), PERM_COMMAND));
	assert_true(perm_in(powers(COMMANDER, 1, "R_COMMANDER"), PERM_COMMAND));
	rig_pass(r, USEC_HOUR);
	assert_false(perm_in(powers(DEPUTY, 3, "R_COMMANDER_DEPUTY"), PERM_COMMAND));
	dbtest_sql("DELETE FROM roster WHERE role_id IN (1, 2, 3)");
}

static void
slots(struct shift_row **s, size_t *n, struct duty_slot *now, struct duty_slot *next)
{
	assert_int_equal(store_shifts(r->desk.db, r->desk.arena, s, n), OK);
	*now = duty_slot_at(*s, *n, clock_now());
	*next = duty_slot_after(*s, *n, now);
	assert_non_null(now->shift);
	assert_non_null(next->shift);
}

/* Compiled, completed by one of the shift, signed by one of the next, and then it stands. */
static void
book(void **state)
{
	const int64_t hazard = rig_case(r, CS_HANDLING);
	struct shift_row *shifts;
	struct duty_slot now, next;
	struct book_line *lines;
	struct book_row *b;
	struct user out, in, police = person(POLICE);
	int64_t seen = 0, done = 0;
	size_t n;

	(void)state;
	rig_pass(r, USEC_MIN);
	dbtest_sql("UPDATE cases SET hazard = 1 WHERE id = %lld", (long long)hazard);
	slots(&shifts, &n, &now, &next);
	assert_string_equal(now.shift->code, "early");
	assert_string_equal(next.shift->code, "late");
	out = person(on(now.day, 1, 4));
	in = person(on(now.day, 2, 4));
	assert_int_equal(duty_write(&r->desk, "凌晨三点𠮷祥路口有人报井盖响动，已到场。", &police), OK);
	assert_int_equal(duty_complete(&r->desk, &next, "还没有开始", &in), ERR_INVALID);
	assert_int_equal(duty_complete(&r->desk, &now, "不是本班的人", &in), ERR_DENIED);
	assert_int_equal(duty_sign(&r->desk, &now, &next, "", &in), ERR_CONFLICT);	/* nothing to sign yet */
	assert_int_equal(duty_complete(&r->desk, &now, "险情一件，请接班后先看现场。", &out), OK);
	assert_int_equal(duty_complete(&r->desk, &now, "再来一次", &out), ERR_CONFLICT);
	assert_int_equal(store_book_lines(r->desk.db, r->desk.arena, now.day, now.shift->id, &lines, &n), OK);
	for (size_t i = 0; i < n; i++) {
		seen += lines[i].part == BOOK_HAZARDS && lines[i].case_id == hazard;
		done += lines[i].part == BOOK_DONE && lines[i].kind == ACT_SIGN ? lines[i].n : 0;
		assert_true(lines[i].part != BOOK_DUE || lines[i].case_id != hazard);
	}
	assert_int_equal(seen, 1);
	assert_true(done >= 1);
	assert_int_equal(duty_sign(&r->desk, &now, &next, "", &out), ERR_DENIED);
	assert_int_equal(duty_sign(&r->desk, &now, &next, "已到现场看过。", &in), OK);
	assert_int_equal(duty_sign(&r->desk, &now, &next, "再签一次", &in), ERR_CONFLICT);
	assert_int_equal(store_book(r->desk.db, r->desk.arena, now.day, now.shift->id, &b), OK);
	assert_int_equal(b->out_user, out.id);
	assert_int_equal(b->in_user, in.id);
	assert_string_equal(b->remark, "已到现场看过。");
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM duty_entry WHERE user_id = %d AND shift_id = %lld", POLICE,
	    (long long)now.shift->id), 1);
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
	people();
	return 0;
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
		cmocka_unit_test(a_month), cmocka_unit_test(swapped),
		cmocka_unit_test(illegal_crews), cmocka_unit_test(delegation), cmocka_unit_test(on_leave), cmocka_unit_test(book),
	};

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("duty", tests, setup, teardown);
}
