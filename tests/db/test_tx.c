/* Transactions: they roll back by themselves, and a dead one stays dead. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/conn.h"
#include "lib/db/db_private.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "tests/db/dbtest.h"

#include "lib/base/banned.h"

static struct db *db;

static int
setup(void **state)
{
	(void)state;
	dbtest_sql("CREATE TABLE thing (id BIGINT PRIMARY KEY AUTO_INCREMENT,"
		   " name VARCHAR(40) NOT NULL UNIQUE, size INT NULL) ENGINE=InnoDB");
	db = dbtest_open("root");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(db);
	return 0;
}

static int
empty(void **state)
{
	(void)state;
	dbtest_sql("DELETE FROM thing");
	return 0;
}

static enum err
add(const char *name)
{
	return db_exec(db, SQL_T_ADD_AUTO, ARGS(DB_STR(name)), 1, NULL, NULL);
}

static int64_t
count(void)
{
	int64_t n = -1;

	assert_int_equal(db_number(db, SQL_T_COUNT, NULL, 0, &n), OK);
	return n;
}

static int64_t
count_outside(void)
{
	return dbtest_number("SELECT COUNT(*) FROM thing");
}

static int64_t
connection(void)
{
	int64_t id = 0;

	assert_int_equal(db_number(db, SQL_T_CONNECTION, NULL, 0, &id), OK);
	return id;
}

static enum err
add_and_leave(const char *name, bool commit)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e = db_begin(db, &tx);

	if (e == OK)
		e = add(name);
	if (e != OK || !commit)
		return e;
	e = db_commit(&tx);
	assert_null(tx);
	return e;
}

static void
test_commit_and_rollback(void **state)
{
	(void)state;
	assert_int_equal(add_and_leave("留", true), OK);
	assert_int_equal(count_outside(), 1);
	assert_int_equal(add_and_leave("弃", false), OK);
	assert_int_equal(count_outside(), 1);
	assert_int_equal(count(), 1);
	assert_int_equal(add_and_leave("留", true), ERR_CONFLICT);
	assert_int_equal(add_and_leave("再", true), OK);
	assert_int_equal(count_outside(), 2);
}

static void
test_nested(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct db_tx *inner = NULL;

	(void)state;
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(add("外"), OK);
	assert_int_equal(db_begin(db, &inner), ERR_INTERNAL);
	assert_int_equal(db_begin_read(db, &inner), ERR_INTERNAL);
	assert_null(inner);
	/* The refusal did not commit the outer one, as the server's own START would. */
	assert_int_equal(count_outside(), 0);
	assert_int_equal(db_commit(&tx), OK);
	assert_int_equal(count_outside(), 1);
}

static void
test_read_only(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	assert_int_equal(db_begin_read(db, &tx), OK);
	assert_int_equal(add("不许"), ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "1792"));
	/* One picture: what others do meanwhile is not in it. */
	dbtest_sql("INSERT INTO thing (name) VALUES ('外面')");
	assert_int_equal(count(), 0);
	assert_int_equal(db_commit(&tx), OK);
	assert_int_equal(count(), 1);
}

static void
test_level(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(count(), 0);
	dbtest_sql("INSERT INTO thing (name) VALUES ('外面')");
	assert_int_equal(count(), 1); /* READ COMMITTED */
	assert_int_equal(db_commit(&tx), OK);
	/* For that transaction only. */
	assert_int_equal(db_begin_read(db, &tx), OK);
	assert_int_equal(count(), 1);
	dbtest_sql("DELETE FROM thing");
	assert_int_equal(count(), 1); /* REPEATABLE READ */
}

static void
test_stale_begin(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	dbtest_sql("KILL %lld", (long long)connection());
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(add("新线"), OK);
	assert_int_equal(db_commit(&tx), OK);
	dbtest_sql("KILL %lld", (long long)connection());
	assert_int_equal(db_begin_read(db, &tx), OK);
	assert_int_equal(count(), 1);
}

static void
test_lost(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t n = -7;

	(void)state;
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(add("失"), OK);
	dbtest_sql("KILL %lld", (long long)connection());
	/* Reading would be harmless alone, but not on another connection within this transaction.
	 */
	assert_int_equal(db_number(db, SQL_T_COUNT, NULL, 0, &n), ERR_UNAVAILABLE);
	assert_int_equal(n, -7);
	assert_int_equal(add("失二"), ERR_UNAVAILABLE);
	assert_int_equal(db_commit(&tx), ERR_UNAVAILABLE);
	assert_null(tx);
	assert_int_equal(count(), 0);
	assert_int_equal(add_and_leave("得", true), OK);
}

static void
test_lost_at_commit(void **state)
{
	struct db_tx *tx = NULL;

	(void)state;
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(add("失"), OK);
	dbtest_sql("KILL %lld", (long long)connection());
	assert_int_equal(db_commit(&tx), ERR_UNAVAILABLE);
	assert_null(tx);
	assert_int_equal(count(), 0);
}

static void
test_deadlock(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	dbtest_sql("INSERT INTO thing (id, name) SELECT seq, seq FROM seq_1_to_200");
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(
	    db_exec(db, SQL_T_SET_NAME, ARGS(DB_STR("甲"), DB_I64(1)), 2, NULL, NULL), OK);
	/* The other one changes more rows, so the server gives up ours. */
	dbtest_later(0,
	    "BEGIN NOT ATOMIC START TRANSACTION; UPDATE thing SET size = 1 WHERE id > 1;"
	    " UPDATE thing SET size = 1 WHERE id = 1; COMMIT; END");
	while (dbtest_number("SELECT COUNT(*) FROM information_schema.innodb_trx"
			     " WHERE trx_state = 'LOCK WAIT'") == 0)
		(void)usleep(
		    200000); /* the server renews this table only when left alone for 0.1 s */
	assert_int_equal(
	    db_exec(db, SQL_T_SET_NAME, ARGS(DB_STR("乙"), DB_I64(200)), 2, NULL, NULL),
	    ERR_CONFLICT);
	assert_non_null(strstr(err_text(), "1213"));
	/* Without the mark these would be done on their own. */
	assert_int_equal(add("独"), ERR_CONFLICT);
	assert_int_equal(db_commit(&tx), ERR_CONFLICT);
	assert_int_equal(
	    dbtest_number("SELECT COUNT(*) FROM thing WHERE name IN ('甲', '乙', '独')"), 0);
	assert_int_equal(add("后"), OK);
}

static void
test_lock_wait(void **state)
{
	CLEANUP(db_closep) struct db *other = dbtest_open("root");
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	dbtest_sql("INSERT INTO thing (id, name) VALUES (1, '一')");
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(
	    db_exec(db, SQL_T_SET_NAME, ARGS(DB_STR("甲"), DB_I64(1)), 2, NULL, NULL), OK);
	assert_int_equal(db_exec(other, SQL_T_SHORT_WAIT, NULL, 0, NULL, NULL), OK);
	assert_int_equal(
	    db_exec(other, SQL_T_SET_NAME, ARGS(DB_STR("乙"), DB_I64(1)), 2, NULL, NULL),
	    ERR_CONFLICT);
	assert_int_equal(db_commit(&tx), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM thing WHERE name = '甲'"), 1);
}

static void
test_too_long(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

	(void)state;
	assert_int_equal(db_begin(db, &tx), OK);
	assert_int_equal(add("慢"), OK);
	tx->began_ns -= (DB_TX_MAX_SEC + 1) * INT64_C(1000000000);
	assert_int_equal(db_commit(&tx), ERR_UNAVAILABLE);
	assert_int_equal(count_outside(), 0);
	assert_int_equal(db_begin_read(db, &tx), OK);
	tx->began_ns -= (DB_TX_MAX_SEC + 1) * INT64_C(1000000000);
	assert_int_equal(db_commit(&tx), OK);
}

static void
test_closed_inside(void **state)
{
	struct db *other = dbtest_open("root");
	struct db_tx *tx = NULL;

	(void)state;
	assert_int_equal(db_begin(other, &tx), OK);
	assert_int_equal(db_exec(other, SQL_T_ADD_AUTO, ARGS(DB_STR("关")), 1, NULL, NULL), OK);
	db_close(other);
	assert_int_equal(count_outside(), 0);
}

static int64_t
id_of(const char *name)
{
	int64_t id = -1;
	enum err e = db_number(db, SQL_T_ID_OF, ARGS(DB_STR(name)), 1, &id);

	assert_true(e == OK || e == ERR_NOT_FOUND);
	return e == OK ? id : 0;
}

static void
ahead(void)
{
	db_ahead(db, SQL_T_ID_OF, ARGS(DB_STR("甲")), 1);
	db_ahead(db, SQL_T_COUNT, NULL, 0);
	db_ahead(db, SQL_T_CONNECTION, NULL, 0);
}

/* Sent before: taken in any order, by who asks exactly this, and never after a change. */
static void
test_ahead(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t id, me;

	(void)state;
	assert_int_equal(add("甲"), OK);
	id = id_of("甲");
	me = connection();
	(void)count();
	ahead();
	assert_int_equal(db->n_ahead, 3);
	assert_int_equal(connection(), me);
	assert_int_equal(count(), 1);
	assert_int_equal(id_of("甲"), id);
	db_ahead_end(db);
	/* As old as its sending, until a change of ours. */
	ahead();
	dbtest_sql("INSERT INTO thing (name) VALUES ('外面')");
	assert_int_equal(id_of("乙"), 0);		/* not what was sent */
	assert_int_equal(id_of("甲"), id);		/* whose answer is gone */
	assert_in_range(count(), 1, 2);
	ahead();
	assert_int_equal(add("丙"), OK);
	assert_int_equal(count(), 3);
	/* In a transaction: one picture, and nothing of it remains behind it. */
	assert_int_equal(db_begin_read(db, &tx), OK);
	assert_int_equal(id_of("乙"), 0);		/* the picture is there with the first answer */
	ahead();
	dbtest_sql("DELETE FROM thing");
	assert_int_equal(count(), 3);
	assert_int_equal(add("丁"), ERR_INTERNAL);	/* what is under way comes to nothing, the picture stays */
	assert_int_equal(id_of("甲"), id);
	ahead();
	db_rollbackp(&tx);
	assert_int_equal(count(), 0);
	assert_int_equal(id_of("甲"), 0);
	assert_int_equal(connection(), me);
}

/* More than may be under way, and larger than may be: asked for when needed. */
static void
test_ahead_limits(void **state)
{
	static char large[DB_AHEAD_BYTES + 10];

	(void)state;
	memset(large, 'x', sizeof(large) - 1);
	for (int i = 0; i < 3 * DB_AHEAD_MAX; i++) {
		db_ahead(db, SQL_T_ID_OF, ARGS(DB_STR(i % 2 == 0 ? large : "甲")), 1);
		assert_int_equal(id_of("甲"), 0);
		assert_true(db->n_ahead <= DB_AHEAD_MAX);
		assert_int_equal(count(), 0);
	}
	db_ahead(db, SQL_T_ADD_AUTO, ARGS(DB_STR("不")), 1);	/* only what reads is sent */
	assert_int_equal(count(), 0);
}

/* The line breaks while something is under way: outside a transaction it is asked for again. */
static void
test_ahead_lost(void **state)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t n = -7;

	(void)state;
	(void)id_of("甲");
	ahead();
	dbtest_sql("KILL %lld", (long long)mysql_thread_id(db->my));
	assert_int_equal(count(), 0);
	assert_int_equal(id_of("甲"), 0);
	assert_int_equal(db_begin_read(db, &tx), OK);
	ahead();
	assert_int_equal(count(), 0);
	dbtest_sql("KILL %lld", (long long)mysql_thread_id(db->my));
	assert_int_equal(db_number(db, SQL_T_SUM, ARGS(DB_I64(0)), 1, &n), ERR_UNAVAILABLE);
	assert_int_equal(db_number(db, SQL_T_COUNT, NULL, 0, &n), ERR_UNAVAILABLE);
	db_rollbackp(&tx);
	assert_int_equal(count(), 0);
	/* Nor does a connection that dies after the end, unseen, matter to the next request. */
	assert_int_equal(db_begin_read(db, &tx), OK);
	ahead();
	db_rollbackp(&tx);
	dbtest_sql("KILL %lld", (long long)mysql_thread_id(db->my));
	assert_int_equal(add("得"), OK);
	assert_int_equal(count(), 1);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_commit_and_rollback, empty),
		cmocka_unit_test_setup(test_nested, empty),
		cmocka_unit_test_setup(test_read_only, empty),
		cmocka_unit_test_setup(test_level, empty),
		cmocka_unit_test_setup(test_stale_begin, empty),
		cmocka_unit_test_setup(test_lost, empty),
		cmocka_unit_test_setup(test_lost_at_commit, empty),
		cmocka_unit_test_setup(test_deadlock, empty),
		cmocka_unit_test_setup(test_lock_wait, empty),
		cmocka_unit_test_setup(test_too_long, empty),
		cmocka_unit_test_setup(test_closed_inside, empty),
		cmocka_unit_test_setup(test_ahead, empty),
		cmocka_unit_test_setup(test_ahead_limits, empty),
		cmocka_unit_test_setup(test_ahead_lost, empty),
	};

	dbtest_start(argc, argv, false);
	return cmocka_run_group_tests_name("tx", tests, setup, teardown);
}
