/* The connection: session, errors, what happens when it is lost. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "tests/db/dbtest.h"

#include "lib/base/banned.h"

static struct db *db;

struct word {
	const char *name;
};

static const struct db_col word_cols[] = { COL_STR(word, name) };

static int
setup(void **state)
{
	(void)state;
	dbtest_sql("CREATE TABLE thing (id BIGINT PRIMARY KEY AUTO_INCREMENT,"
		   " name VARCHAR(40) NOT NULL UNIQUE, size INT NULL,"
		   " data VARBINARY(100) NULL, at BIGINT NULL,"
		   " CONSTRAINT thing_size CHECK (size >= 0))");
	dbtest_sql("CREATE TABLE part (thing_id BIGINT NULL,"
		   " CONSTRAINT part_thing FOREIGN KEY (thing_id) REFERENCES thing (id))");
	dbtest_sql("CREATE TABLE secret (id INT PRIMARY KEY)");
	dbtest_sql("CREATE USER few@localhost");
	dbtest_sql("GRANT SELECT, INSERT ON anjuan.thing TO few@localhost");
	dbtest_sql("CREATE USER locked@localhost IDENTIFIED BY 'x'");
	db = dbtest_open("few");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(db);
	return 0;
}

static int64_t
connection(void)
{
	int64_t id = 0;

	assert_int_equal(db_number(db, SQL_T_CONNECTION, NULL, 0, &id), OK);
	return id;
}

static void
test_names(void **state)
{
	(void)state;
	assert_string_equal(sql_name(SQL_PING), "PING");
	assert_string_equal(sql_text(SQL_PING), "SELECT 1");
	assert_string_equal(sql_name(SQL_MAX), "?");
	assert_string_equal(sql_text(SQL_MAX), "");
	for (int i = 0; i < SQL_MAX; i++)
		assert_int_not_equal(sql_text((enum sql_id)i)[0], '\0');
}

static void
test_session(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct word w;

	(void)state;
	assert_int_equal(db_ping(db), OK);
	assert_int_equal(db_one(db, SQL_T_SESSION, NULL, 0, word_cols, N(word_cols), a, &w), OK);
	assert_non_null(strstr(w.name, "STRICT_ALL_TABLES"));
	assert_non_null(strstr(w.name, " +00:00 utf8mb4 utf8mb4"));
}

static void
test_out_of_reach(void **state)
{
	struct conf c = *dbtest_conf("few");
	CLEANUP(db_closep) struct db *away = NULL;
	CLEANUP(db_closep) struct db *refused = NULL;

	(void)state;
	c.db_socket = "/nonexistent/socket";
	assert_int_equal(db_open(&c, &away), OK);
	assert_int_equal(db_ping(away), ERR_UNAVAILABLE);
	assert_int_equal(
	    db_exec(away, SQL_T_ADD_AUTO, ARGS(DB_STR("x")), 1, NULL, NULL), ERR_UNAVAILABLE);
	assert_non_null(strstr(err_text(), "2002"));
	refused = dbtest_open("locked");
	assert_int_equal(db_ping(refused), ERR_UNAVAILABLE);
	assert_non_null(strstr(err_text(), "1045"));
}

static void
test_password(void **state)
{
	struct conf c = *dbtest_conf("locked");
	CLEANUP(db_closep) struct db *open = NULL;
	char path[256];
	FILE *f;

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/password", getenv("ANJUAN_TEST_DIR"));
	c.db_password_file = path;
	assert_int_equal(db_open(&c, &open), ERR_INTERNAL);
	assert_null(open);
	assert_non_null(f = fopen(path, "w"));
	assert_true(fputs("x\nnot this\n", f) >= 0);
	assert_int_equal(fclose(f), 0);
	dbtest_sql("GRANT SELECT ON anjuan.secret TO locked@localhost");
	assert_int_equal(db_open(&c, &open), OK);
	assert_int_equal(db_ping(open), OK);
}

/* One refused write: its code, the name at fault, and that no value is told. */
static void
refused(enum sql_id id, const struct db_arg *args, size_t n, enum err want, const char *field)
{
	int64_t affected = -7, key = -7;

	err_clear();
	assert_int_equal(db_exec(db, id, args, n, &affected, &key), want);
	assert_int_equal(affected, -7);
	assert_int_equal(key, -7);
	assert_non_null(strstr(err_text(), sql_name(id)));
	assert_null(strstr(err_text(), "13800"));
	if (field == NULL)
		assert_null(err_field());
	else
		assert_string_equal(err_field(), field);
}

static void
test_errors(void **state)
{
	struct db_arg add[] = { DB_I64(100), DB_STR("19900001380013800 for key 'z'"), DB_NULL,
		DB_NULL, DB_NULL };

	(void)state;
	assert_int_equal(db_exec(db, SQL_T_ADD, add, N(add), NULL, NULL), OK);
	refused(SQL_T_ADD, add, N(add), ERR_CONFLICT, "PRIMARY");
	add[0] = DB_I64(101);
	refused(SQL_T_ADD, add, N(add), ERR_CONFLICT, "name");
	add[1] = DB_NULL;
	refused(SQL_T_ADD, add, N(add), ERR_INVALID, "name");
	add[1] = DB_STR("13800 a text that has no place in forty characters");
	refused(SQL_T_ADD, add, N(add), ERR_INVALID, "name");
	add[1] = DB_BLOB("13800\xff", 6);
	refused(SQL_T_ADD, add, N(add), ERR_INVALID, "name");
	add[1] = DB_STR("b");
	add[2] = DB_I64(-1);
	refused(SQL_T_ADD, add, N(add), ERR_INVALID, "thing_size");
	add[2] = DB_I64(13800000000);
	refused(SQL_T_ADD, add, N(add), ERR_INVALID, "size");
	add[2] = DB_STR("13800 metres");
	refused(SQL_T_ADD, add, N(add), ERR_INVALID, "size");
	refused(SQL_T_SET_NAME, ARGS(DB_STR("c"), DB_I64(100)), 2, ERR_DENIED, NULL);
	refused(SQL_T_PART, ARGS(DB_I64(13800)), 1, ERR_DENIED, NULL);
	dbtest_sql("GRANT INSERT ON anjuan.part TO few@localhost");
	refused(SQL_T_PART, ARGS(DB_I64(13800)), 1, ERR_INVALID, "part_thing");
	refused(SQL_T_WRONG, NULL, 0, ERR_INTERNAL, NULL);
	refused(SQL_T_ADD, add, 2, ERR_INTERNAL, NULL);
	refused(SQL_T_COUNT, NULL, 0, ERR_INTERNAL, NULL);
	assert_int_equal(db_ping(db), OK);
}

static void
test_wrong_tables(void **state)
{
	static const struct db_col too_many[] = { COL_STR(word, name), COL_STR(word, name) };
	static const struct db_col misnamed[] = { { DB_COL_STR, 0, "nome" } };
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct word w = { "untouched" };

	(void)state;
	assert_int_equal(db_one(db, SQL_T_SESSION, NULL, 0, too_many, 2, a, &w), ERR_INTERNAL);
	assert_int_equal(db_one(db, SQL_T_SESSION, NULL, 0, misnamed, 1, a, &w), ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "nome"));
	assert_int_equal(
	    db_one(db, SQL_T_ADD_AUTO, ARGS(DB_STR("w")), 1, word_cols, 1, a, &w), ERR_INTERNAL);
	assert_string_equal(w.name, "untouched");
	assert_int_equal(db_one(db, SQL_T_SESSION, NULL, 0, word_cols, 1, a, &w), OK);
}

static void
test_lost_while_idle(void **state)
{
	int64_t was = connection(), affected = 0;

	(void)state;
	dbtest_sql("KILL %lld", (long long)was);
	assert_int_not_equal(connection(), was);
	/* A write too: nothing of it can have arrived on the dead connection. */
	was = connection();
	dbtest_sql("KILL %lld", (long long)was);
	assert_int_equal(
	    db_exec(db, SQL_T_ADD_AUTO, ARGS(DB_STR("after the kill")), 1, &affected, NULL), OK);
	assert_int_equal(affected, 1);
	assert_int_equal(
	    dbtest_number("SELECT COUNT(*) FROM thing WHERE name = 'after the kill'"), 1);
	assert_int_not_equal(connection(), was);
}

static void
test_lost_while_reading(void **state)
{
	int64_t was = connection(), answer = -1;

	(void)state;
	dbtest_later(300, "KILL %lld", (long long)was);
	assert_int_equal(db_number(db, SQL_T_SLEEP, ARGS(DB_I64(1)), 1, &answer), OK);
	assert_int_equal(answer, 0);
	assert_int_not_equal(connection(), was);
}

static void
test_lost_while_writing(void **state)
{
	int64_t was = connection();
	int64_t began = clock_mono_ns();

	(void)state;
	dbtest_later(300, "KILL %lld", (long long)was);
	assert_int_equal(db_exec(db, SQL_T_SLOW_ADD, NULL, 0, NULL, NULL), ERR_UNAVAILABLE);
	assert_true(clock_mono_ns() - began < 3000000000); /* not said again: that takes 5 s */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM thing WHERE name = 'slow'"), 0);
	assert_int_equal(db_ping(db), OK);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_session),
		cmocka_unit_test(test_out_of_reach),
		cmocka_unit_test(test_password),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_wrong_tables),
		cmocka_unit_test(test_lost_while_idle),
		cmocka_unit_test(test_lost_while_reading),
		cmocka_unit_test(test_lost_while_writing),
	};

	dbtest_start(argc, argv, false);
	return cmocka_run_group_tests_name("conn", tests, setup, teardown);
}
