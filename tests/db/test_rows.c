/* Arguments in, rows out: what goes in comes back, whatever its size. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/db/conn.h"
#include "lib/db/row.h"
#include "tests/db/dbtest.h"

#include "lib/base/banned.h"

#define ADDRESS "安徽省马鞍山市花山区霍里街道丰收村（𠮷野家旁）３号楼２单元"

struct thing {
	int64_t id;
	const char *name;
	int32_t size;
	struct blob data;
	usec_t at;
	bool ok;
	double ratio;
};

static const struct db_col thing_cols[] = {
	COL_I64(thing, id),
	COL_STR(thing, name),
	COL_I32(thing, size),
	COL_BLOB(thing, data),
	COL_TIME(thing, at),
	COL_BOOL(thing, ok),
	COL_F64(thing, ratio),
};

struct line {
	int64_t id;
	const char *name;
};

static const struct db_col line_cols[] = { COL_I64(line, id), COL_STR(line, name) };

static struct db *db;
static struct arena *a;

static int
setup(void **state)
{
	(void)state;
	dbtest_sql("CREATE TABLE thing (id BIGINT PRIMARY KEY AUTO_INCREMENT, name LONGTEXT,"
		   " size BIGINT NULL, data LONGBLOB NULL, at BIGINT NULL,"
		   " ok BOOLEAN NULL DEFAULT 1, ratio DOUBLE NULL DEFAULT 0.25)"
		   " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin");
	db = dbtest_open("root");
	a = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(db);
	arena_free(a);
	return 0;
}

static int
empty(void **state)
{
	(void)state;
	dbtest_sql("TRUNCATE thing");
	arena_reset(a);
	return 0;
}

static void
add(const struct db_arg args[5])
{
	int64_t n = 0;

	assert_int_equal(db_exec(db, SQL_T_ADD, args, 5, &n, NULL), OK);
	assert_int_equal(n, 1);
}

static struct thing
get(int64_t id)
{
	struct thing t;

	memset(&t, 0x5a, sizeof(t));
	assert_int_equal(
	    db_one(db, SQL_T_BY_ID, ARGS(DB_I64(id)), 1, thing_cols, N(thing_cols), a, &t), OK);
	assert_int_equal(t.id, id);
	return t;
}

static void
test_round_trip(void **state)
{
	static const unsigned char bytes[] = { 0, 1, 0xff, '\\', '\'', 0xf0, 0x28, '\n', 0 };
	struct thing t;

	(void)state;
	add(ARGS(DB_I64(INT64_MAX), DB_STR(ADDRESS), DB_I64(INT32_MIN),
	    DB_BLOB(bytes, sizeof(bytes)), DB_TIME(1763790961123456)));
	t = get(INT64_MAX);
	assert_string_equal(t.name, ADDRESS);
	assert_int_equal(t.size, INT32_MIN);
	assert_int_equal(t.data.len, sizeof(bytes));
	assert_memory_equal(t.data.data, bytes, sizeof(bytes));
	assert_int_equal(t.at, 1763790961123456);
	assert_true(t.ok);
	assert_true(t.ratio > 0.2499 && t.ratio < 0.2501);
	/* What the server holds is the text itself, not some other encoding of it. */
	assert_int_equal(
	    dbtest_number("SELECT name = '" ADDRESS "' AND CHAR_LENGTH(name) = %d FROM thing",
		(int)utf8_len(ADDRESS)),
	    1);
}

static void
test_nulls_and_empty(void **state)
{
	struct thing t;

	(void)state;
	add(ARGS(DB_I64(1), DB_STR(NULL), DB_REF(0), DB_BLOB("", 0), DB_TIME(USEC_NONE)));
	dbtest_sql("UPDATE thing SET ok = NULL, ratio = NULL");
	t = get(1);
	assert_null(t.name);
	assert_int_equal(t.size, 0);
	assert_non_null(t.data.data);
	assert_int_equal(t.data.len, 0);
	assert_true(t.at == USEC_NONE);
	assert_false(t.ok);
	assert_true(t.ratio < 0.0001 && t.ratio > -0.0001);
	add(ARGS(DB_I64(2), DB_STR(""), DB_REF(7), DB_NULL, DB_TIME(0)));
	t = get(2);
	assert_string_equal(t.name, "");
	assert_int_equal(t.size, 7);
	assert_null(t.data.data);
	assert_int_equal(t.at, 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM thing WHERE name IS NULL"), 1);
	assert_int_equal(
	    dbtest_number("SELECT COUNT(*) FROM thing WHERE size IS NULL AND at IS NULL"), 1);
}

static void
test_none_and_too_many(void **state)
{
	struct thing t = { .id = -5 };
	int64_t id = -5;

	(void)state;
	assert_int_equal(
	    db_one(db, SQL_T_BY_ID, ARGS(DB_I64(9)), 1, thing_cols, N(thing_cols), a, &t),
	    ERR_NOT_FOUND);
	assert_int_equal(t.id, -5);
	add(ARGS(DB_I64(1), DB_STR("同名"), DB_NULL, DB_NULL, DB_NULL));
	add(ARGS(DB_I64(2), DB_STR("同名"), DB_NULL, DB_NULL, DB_NULL));
	assert_int_equal(db_number(db, SQL_T_ID_OF, ARGS(DB_STR("同名")), 1, &id), ERR_INTERNAL);
	assert_int_equal(id, -5);
	assert_int_equal(db_number(db, SQL_T_ID_OF, ARGS(DB_STR("无名")), 1, &id), ERR_NOT_FOUND);
}

static void
test_number(void **state)
{
	int64_t v = -1;

	(void)state;
	assert_int_equal(db_number(db, SQL_T_SUM, ARGS(DB_I64(0)), 1, &v), OK);
	assert_int_equal(v, 0);
	add(ARGS(DB_I64(1), DB_NULL, DB_I64(40), DB_NULL, DB_NULL));
	add(ARGS(DB_I64(2), DB_NULL, DB_I64(2), DB_NULL, DB_NULL));
	assert_int_equal(db_number(db, SQL_T_SUM, ARGS(DB_I64(0)), 1, &v), OK);
	assert_int_equal(v, 42); /* the server says DECIMAL */
	assert_int_equal(db_number(db, SQL_T_COUNT, NULL, 0, &v), OK);
	assert_int_equal(v, 2);
	/* A fraction is never cut to a whole number in silence. */
	assert_int_equal(db_number(db, SQL_T_AVERAGE, NULL, 0, &v), ERR_INTERNAL);
	assert_int_equal(v, 2);
}

static void
test_range(void **state)
{
	struct thing t = { .id = -5 };

	(void)state;
	add(ARGS(DB_I64(1), DB_NULL, DB_I64(INT64_C(2147483648)), DB_NULL, DB_NULL));
	assert_int_equal(
	    db_one(db, SQL_T_BY_ID, ARGS(DB_I64(1)), 1, thing_cols, N(thing_cols), a, &t),
	    ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "range"));
}

static void
test_exec_answers(void **state)
{
	int64_t n = -1, key = -1;
	struct line l;

	(void)state;
	assert_int_equal(db_exec(db, SQL_T_ADD_AUTO, ARGS(DB_STR("甲")), 1, &n, &key), OK);
	assert_int_equal(n, 1);
	assert_int_equal(dbtest_number("SELECT id FROM thing"), key);
	/* Found is what counts, not changed: the same name again is one row. */
	assert_int_equal(
	    db_exec(db, SQL_T_SET_NAME, ARGS(DB_STR("甲"), DB_I64(key)), 2, &n, NULL), OK);
	assert_int_equal(n, 1);
	assert_int_equal(
	    db_exec(db, SQL_T_SET_NAME, ARGS(DB_STR("甲"), DB_I64(key + 1)), 2, &n, NULL), OK);
	assert_int_equal(n, 0);
	assert_int_equal(
	    db_one(db, SQL_T_ADD_RETURNING, ARGS(DB_STR("乙")), 1, line_cols, N(line_cols), a, &l),
	    OK);
	assert_int_equal(l.id, key + 1);
	assert_string_equal(l.name, "乙");
}

static void
test_list(void **state)
{
	struct thing *list = NULL;
	size_t n = 7;

	(void)state;
	assert_int_equal(db_all(db, SQL_T_LIST, ARGS(DB_I64(9999)), 1, thing_cols, N(thing_cols), a,
			     sizeof(*list), &list, &n),
	    OK);
	assert_int_equal(n, 0);
	dbtest_sql("INSERT INTO thing (id, name, size) SELECT seq, CONCAT('第', seq, '件'), -seq"
		   " FROM seq_1_to_3000");
	assert_int_equal(db_all(db, SQL_T_LIST, ARGS(DB_I64(2501)), 1, thing_cols, N(thing_cols), a,
			     sizeof(*list), &list, &n),
	    OK);
	assert_int_equal(n, 2500);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(list[i].id, i + 1);
		assert_string_equal(list[i].name, arena_printf(a, "第%zu件", i + 1));
		assert_int_equal(list[i].size, -(int)(i + 1));
		assert_null(list[i].data.data);
	}
}

static void
test_big(void **state)
{
	enum { SIZE = 6 * 1024 * 1024 };
	char *text = arena_alloc(a, SIZE + 1), *huge;
	struct thing t;

	(void)state;
	for (size_t i = 0; i + 4 <= SIZE; i += 4)
		memcpy(text + i, "𠮷", 4);
	add(ARGS(DB_I64(1), DB_STR(text), DB_NULL, DB_BLOB(text, SIZE), DB_NULL));
	t = get(1);
	assert_int_equal(strlen(t.name), SIZE);
	assert_string_equal(t.name, text);
	assert_int_equal(t.data.len, SIZE);
	assert_memory_equal(t.data.data, text, SIZE);
	huge = arena_alloc(a, 17 * 1024 * 1024);
	assert_int_equal(
	    db_exec(db, SQL_T_ADD,
		ARGS(DB_I64(2), DB_NULL, DB_NULL, DB_BLOB(huge, 17 * 1024 * 1024), DB_NULL), 5,
		NULL, NULL),
	    ERR_TOO_LARGE);
	assert_int_equal(db_ping(db), OK);
}

/* Resident kilobytes of this process. */
static long
resident(void)
{
	CLEANUP(fclosep) FILE *f = fopen("/proc/self/statm", "r");
	long pages = 0;

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%*d %ld", &pages), 1);
	return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

struct tally {
	int64_t n, stop_at;
	long before, most;
	enum err answer, inside;
	int64_t kill;
};

static enum err
take(void *ctx, const void *row)
{
	struct tally *t = ctx;
	const struct line *l = row;

	assert_int_equal(l->id, ++t->n);
	assert_int_equal(strlen(l->name), 30 * strlen("案卷"));
	if (t->n == 1000)
		t->before = resident();
	if (t->n % 10000 == 0 && resident() > t->most)
		t->most = resident();
	if (t->n == t->stop_at && t->kill != 0)
		dbtest_sql("KILL %lld", (long long)t->kill);
	if (t->n == t->stop_at)
		t->inside = db_ping(db);
	return t->n == t->stop_at ? t->answer : OK;
}

static enum err
stream(struct tally *t)
{
	return db_each(db, SQL_T_ROWS, ARGS(DB_I64(0)), 1, line_cols, N(line_cols),
	    sizeof(struct line), take, t);
}

static void
test_each(void **state)
{
	struct tally all = { 0 }, some = { .stop_at = 500, .answer = ERR_NOT_FOUND };

	(void)state;
	assert_int_equal(stream(&all), OK);
	assert_int_equal(all.n, 100000);
#ifndef __SANITIZE_ADDRESS__
	assert_true(all.most - all.before < 1024);
#endif
	assert_int_equal(stream(&some), ERR_NOT_FOUND);
	assert_int_equal(some.n, 500);
	assert_int_not_equal(some.inside, OK);
	assert_int_equal(db_ping(db), OK);
}

static void
test_each_lost(void **state)
{
	struct tally t = { .stop_at = 100 };
	int64_t was = 0, now = 0;

	(void)state;
	assert_int_equal(db_number(db, SQL_T_CONNECTION, NULL, 0, &was), OK);
	t.kill = was;
	assert_int_equal(stream(&t), ERR_UNAVAILABLE);
	assert_true(t.n < 100000);
	assert_int_equal(db_number(db, SQL_T_CONNECTION, NULL, 0, &now), OK);
	assert_int_not_equal(was, now);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_round_trip, empty),
		cmocka_unit_test_setup(test_nulls_and_empty, empty),
		cmocka_unit_test_setup(test_none_and_too_many, empty),
		cmocka_unit_test_setup(test_number, empty),
		cmocka_unit_test_setup(test_range, empty),
		cmocka_unit_test_setup(test_exec_answers, empty),
		cmocka_unit_test_setup(test_list, empty),
		cmocka_unit_test_setup(test_big, empty),
		cmocka_unit_test_setup(test_each, empty),
		cmocka_unit_test_setup(test_each_lost, empty),
	};

	dbtest_start(argc, argv, false);
	return cmocka_run_group_tests_name("rows", tests, setup, teardown);
}
