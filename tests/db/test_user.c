/* Signing in and out, as the desk's account may. */
#include "config.h"
#include "lib/service/office_ops.h"
#include "lib/service/user_ops.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/db/tx.h"
#include "lib/rule/perm.h"
#include "tests/db/dbtest.h"
#include "tests/unit/part_folder.h"

#include "lib/base/banned.h"

#define HERE "192.0.2.0/24"
#define THERE "2001:db8:1::/56"
#define PASSWORD "三号井盖, 又丢了"

static struct part_folder folder;
static struct db *db;
static usec_t now = 1790000000 * USEC_SEC;

static void
pass(usec_t t)
{
	now += t;
	clock_set(now);
}

static enum err
sign_in(const char *login, const char *password, const char *addr, const char **token)
{
	return user_sign_in(db, folder.a, &folder.conf, login, password, addr, token);
}

static enum err
session(const char *token, struct session **s)
{
	CLEANUP(office_cache_freep) struct office_cache *cache = office_cache_new();
	struct service sv = { .db = db, .arena = folder.a, .conf = &folder.conf, .cache = cache };
	enum err e = user_of_session(&sv, token, s);

	return e;
}

static int
setup(void **state)
{
	char *hash;

	(void)state;
	clock_set(now);
	assert_int_equal(password_hash(folder.a, PASSWORD, &hash), OK);
	dbtest_sql("INSERT INTO unit (id, code, name_zh, name_en, kind) VALUES (9001, 'T1', '环卫所', 'Sanitation', 1)");
	dbtest_sql("INSERT INTO app_user (id, login, name, name_en, password_hash, unit_id, state, must_change, created_at)"
	    " VALUES (9001, 'dispatcher', '测试甲', 'Test A', '%s', 9001, 1, 0, 0),"
	    " (9002, 'gone', '测试乙', 'Test B', '%s', NULL, 0, 0, 0),"
	    " (9003, 'nopass', '测试丙', 'Test C', NULL, NULL, 1, 0, 0),"
	    " (9004, 'fresh', '测试丁', 'Test D', '%s', NULL, 1, 1, 0)", hash, hash, hash);
	dbtest_sql("INSERT INTO user_role (user_id, role_id, valid_from, valid_until) VALUES"
	    " (9001, %d, 0, NULL), (9001, %d, 0, %lld), (9001, %d, %lld, NULL)", R_DISPATCHER, R_ACCEPTOR,
	    (long long)(now + 7 * USEC_DAY), R_ARCHIVIST, (long long)(now + 300 * USEC_DAY));
	db = dbtest_open("anjuan_desk");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(db);
	clock_set(USEC_NONE);
	return 0;
}

static int
forget_tries(void **state)
{
	(void)state;
	dbtest_sql("DELETE FROM login_try");
	pass(USEC_HOUR);
	return 0;
}

static void
test_sign_in(void **state)
{
	const char *token, *second;
	struct session *s, *t;

	(void)state;
	assert_int_equal(sign_in("Dispatcher", PASSWORD, HERE, &token), OK);
	assert_int_equal(strlen(token), 22);
	assert_int_equal(session(token, &s), OK);
	assert_int_equal(s->user->id, 9001);
	assert_int_equal(s->user->unit_id, 9001);
	assert_string_equal(s->user->unit_name, "环卫所");
	assert_int_equal(s->user->nroles, 2);
	assert_true(perm_in(s->user->perms, PERM_DISPATCH));
	assert_true(perm_in(s->user->perms, PERM_FILE));
	assert_false(perm_in(s->user->perms, PERM_ARCHIVE));
	assert_false(s->user->must_change);
	assert_int_equal(strlen(s->csrf), 32);
	/* The database has neither the token nor what forms carry. */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM session WHERE token_hash = UNHEX(SHA2('%s', 256))",
	    token), 1);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &second), OK);
	assert_string_not_equal(token, second);
	assert_int_equal(session(second, &t), OK);
	assert_string_not_equal(s->csrf, t->csrf);
	assert_int_equal(session(token, &t), OK);
	assert_string_equal(s->csrf, t->csrf);
	assert_int_equal(session("0123456789012345678901", &t), ERR_LOGIN);
	assert_int_equal(sign_in("fresh", PASSWORD, HERE, &token), OK);
	assert_int_equal(session(token, &t), OK);
	assert_true(t->user->must_change);
}

/* Wrong, unknown, closed, without a password: all alike. */
static void
test_refused(void **state)
{
	const char *token = NULL;

	(void)state;
	assert_int_equal(sign_in("dispatcher", PASSWORD "x", HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("nobody", PASSWORD, HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("gone", PASSWORD, HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("nopass", PASSWORD, HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("nopass", "", THERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("' OR 1=1 -- ", PASSWORD, HERE, &token), ERR_LOGIN);
	assert_null(token);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM login_try WHERE login = 'nobody'"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM login_try WHERE login = 'dispatcher'"), 1);
}

static void
test_delay_and_lock(void **state)
{
	const char *token;

	(void)state;
	assert_int_equal(sign_in("dispatcher", "wrong", HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("dispatcher", "wrong", HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), ERR_TOO_MANY);
	pass(USEC_SEC);
	assert_int_equal(sign_in("dispatcher", "wrong", HERE, &token), ERR_LOGIN);
	pass(USEC_SEC);
	assert_int_equal(sign_in("dispatcher", "wrong", HERE, &token), ERR_TOO_MANY);
	pass(USEC_SEC);
	assert_int_equal(sign_in("dispatcher", "wrong", HERE, &token), ERR_LOGIN);
	pass(4 * USEC_SEC);
	assert_int_equal(sign_in("dispatcher", "wrong", HERE, &token), ERR_LOGIN);
	/* Five failures: locked from here, not from elsewhere. */
	pass(10 * USEC_MIN);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), ERR_TOO_MANY);
	assert_int_equal(sign_in("dispatcher", PASSWORD, THERE, &token), OK);
	pass(5 * USEC_MIN);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	/* A success makes the failures before it good. */
	assert_int_equal(sign_in("dispatcher", "wrong", HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
}

/* Many addresses against one account: whoever has signed in from his place lately does not notice. */
static void
test_crowd(void **state)
{
	const char *token;
	int refused = 0;

	(void)state;
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	for (int i = 0; i < 14; i++)
		refused += sign_in("dispatcher", "wrong", arena_printf(folder.a, "198.51.%d.0/24", i), &token) ==
		    ERR_TOO_MANY;
	assert_int_equal(refused, 4);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	assert_int_equal(sign_in("dispatcher", PASSWORD, THERE, &token), ERR_TOO_MANY);
	pass(8 * USEC_SEC);
	assert_int_equal(sign_in("dispatcher", PASSWORD, THERE, &token), OK);
}

/* One address against many accounts. */
static void
test_sprayer(void **state)
{
	const char *token;
	int refused = 0;

	(void)state;
	for (int i = 0; i < 24; i++)
		refused += sign_in(arena_printf(folder.a, "user%d", i), "wrong", THERE, &token) == ERR_TOO_MANY;
	assert_int_equal(refused, 4);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
}

/* A whole shift signs in from one address: successes are no tries against it. */
static void
test_morning(void **state)
{
	const char *token;

	(void)state;
	for (int i = 0; i < 30; i++) {
		assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
		pass(USEC_SEC);
	}
}

static void
test_time(void **state)
{
	const char *token;
	struct session *s;

	(void)state;
	folder.conf.session_idle = 30;
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	pass(29 * USEC_MIN);
	assert_int_equal(session(token, &s), OK);
	pass(29 * USEC_MIN);
	assert_int_equal(session(token, &s), OK);
	pass(31 * USEC_MIN);
	assert_int_equal(session(token, &s), ERR_LOGIN);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	for (int i = 0; i < 47; i++) {
		pass(15 * USEC_MIN);
		assert_int_equal(session(token, &s), OK);
	}
	pass(15 * USEC_MIN);
	assert_int_equal(session(token, &s), ERR_LOGIN);
}

static void
test_roles_of_the_day(void **state)
{
	const char *token;
	struct session *s;

	(void)state;
	pass(8 * USEC_DAY);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	assert_int_equal(session(token, &s), OK);
	assert_int_equal(s->user->nroles, 1);
	assert_false(perm_in(s->user->perms, PERM_FILE));
	dbtest_sql("UPDATE app_user SET state = 0 WHERE id = 9001");
	assert_int_equal(session(token, &s), ERR_LOGIN);
	dbtest_sql("UPDATE app_user SET state = 1 WHERE id = 9001");
	assert_int_equal(session(token, &s), OK);
}

static void
test_sign_out(void **state)
{
	const char *first, *second;
	struct session *s;

	(void)state;
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &first), OK);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &second), OK);
	assert_int_equal(user_sign_out(db, first), OK);
	assert_int_equal(user_sign_out(db, first), OK);
	assert_int_equal(session(first, &s), ERR_LOGIN);
	assert_int_equal(session(second, &s), OK);
	assert_int_equal(user_sign_out_everywhere(db, 9001), OK);
	assert_int_equal(session(second, &s), ERR_LOGIN);
}

static enum err
change(const struct user *who, const char *old, const char *fresh, const char **token)
{
	return user_change_password(db, folder.a, &folder.conf, who, old, fresh, HERE, token);
}

static void
test_change_password(void **state)
{
	const char *old, *other, *token = NULL;
	struct session *s;

	(void)state;
	assert_int_equal(sign_in("fresh", PASSWORD, HERE, &old), OK);
	assert_int_equal(sign_in("fresh", PASSWORD, HERE, &other), OK);
	assert_int_equal(session(old, &s), OK);
	assert_int_equal(change(s->user, PASSWORD, "霍里街道八个字呀", &token), ERR_INVALID);
	assert_string_equal(err_field(), "new");
	assert_int_equal(change(s->user, PASSWORD, PASSWORD, &token), ERR_INVALID);
	assert_string_equal(err_field(), "new");
	assert_int_equal(change(s->user, "wrong", "霍里街道的新密码十个", &token), ERR_INVALID);
	assert_string_equal(err_field(), "old");
	assert_null(token);
	assert_int_equal(session(other, &s), OK);
	assert_int_equal(change(s->user, PASSWORD, "霍里街道的新密码十个", &token), OK);
	assert_int_equal(session(old, &s), ERR_LOGIN);
	assert_int_equal(session(other, &s), ERR_LOGIN);
	assert_int_equal(session(token, &s), OK);
	assert_false(s->user->must_change);
	assert_int_equal(sign_in("fresh", PASSWORD, HERE, &token), ERR_LOGIN);
	assert_int_equal(sign_in("fresh", "霍里街道的新密码十个", HERE, &token), OK);
}

/* Guessing the old password in a stolen session is slowed and locked as signing in is. */
static void
test_change_is_no_oracle(void **state)
{
	const char *token, *fresh = "霍里街道的新密码十一";
	struct session *s;
	int refused = 0;

	(void)state;
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	assert_int_equal(session(token, &s), OK);
	for (int i = 0; i < 7; i++) {
		pass(10 * USEC_SEC);
		refused += change(s->user, "guess", fresh, &token) == ERR_TOO_MANY;
	}
	assert_int_equal(refused, 2);
}

static void
test_set_password(void **state)
{
	struct db *owner = dbtest_open("root");
	const char *token;
	struct session *s;

	(void)state;
	assert_int_equal(user_set_password(owner, folder.a, 9003, "nopass", "nopass", false), ERR_INVALID);
	assert_int_equal(user_set_password(owner, folder.a, 9003, "nopass1234", "NOPASS1234", false), ERR_INVALID);
	assert_int_equal(user_set_password(owner, folder.a, 9003, "nopass", "给丙的第一个密码", false), ERR_INVALID);
	assert_int_equal(user_set_password(owner, folder.a, 9003, "nopass", "给丙的第一个密码好了", false), OK);
	assert_int_equal(user_set_password(owner, folder.a, 424242, "x", "给丙的第一个密码好了", false), ERR_NOT_FOUND);
	assert_int_equal(sign_in("nopass", "给丙的第一个密码好了", HERE, &token), OK);
	assert_int_equal(session(token, &s), OK);
	assert_true(s->user->must_change);
	db_close(owner);
}

/* With both places taken a third has to wait, and is told so. */
static void
test_two_at_a_time(void **state)
{
	const char *token;
	int fd[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		fd[i] = open(arena_printf(folder.a, "%s/tmp/argon2.%d", folder.dir, i), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		assert_int_equal(flock(fd[i], LOCK_EX | LOCK_NB), 0);
	}
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), ERR_UNAVAILABLE);
	assert_int_equal(close(fd[1]), 0);
	assert_int_equal(sign_in("dispatcher", PASSWORD, HERE, &token), OK);
	assert_int_equal(close(fd[0]), 0);
}

static void
test_permissions(void **state)
{
	(void)state;
	assert_int_equal(user_check_permissions(db, folder.a), OK);
	dbtest_sql("INSERT INTO permission (code) VALUES ('FLY')");
	assert_int_equal(user_check_permissions(db, folder.a), ERR_INTERNAL);
	dbtest_sql("DELETE FROM permission WHERE code = 'FLY'");
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_sign_in, forget_tries), cmocka_unit_test_setup(test_refused, forget_tries),
		cmocka_unit_test_setup(test_delay_and_lock, forget_tries), cmocka_unit_test_setup(test_crowd, forget_tries),
		cmocka_unit_test_setup(test_sprayer, forget_tries), cmocka_unit_test_setup(test_morning, forget_tries),
		cmocka_unit_test_setup(test_time, forget_tries),
		cmocka_unit_test_setup(test_roles_of_the_day, forget_tries),
		cmocka_unit_test_setup(test_sign_out, forget_tries),
		cmocka_unit_test_setup(test_change_password, forget_tries),
		cmocka_unit_test_setup(test_change_is_no_oracle, forget_tries),
		cmocka_unit_test_setup(test_set_password, forget_tries),
		cmocka_unit_test_setup(test_two_at_a_time, forget_tries),
		cmocka_unit_test_setup(test_permissions, forget_tries),
	};
	int failed;

	dbtest_start(argc, argv, true);
	part_folder_make(&folder);
	failed = cmocka_run_group_tests_name("user", tests, setup, teardown);
	part_folder_remove(&folder);
	return failed;
}
