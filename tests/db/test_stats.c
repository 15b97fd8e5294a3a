/* Which cases a stretch of time is about, and their lives as the database has them. */
#include "config.h"
#include "lib/store/store_stats.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/conn.h"
#include "lib/rule/case.h"
#include "tests/db/dbtest.h"

#include "lib/base/banned.h"

enum { UNIT = 9101, CLASS = 1990001, SEEN_MAX = 64 };

static struct arena *a;
static struct db *db;

/* "2026-10-31 08:05" in Shanghai, as the database keeps it. */
static long long
at(int month, int day, int hour, int minute)
{
	return (long long)civil_to((struct civil){
	    .year = 2026, .month = month, .day = day, .hour = hour, .minute = minute });
}

/* Filed and dispatched as received; open unless closed. */
static void
add_case(long long id, long long received, long long due, long long closed)
{
	dbtest_sql(
	    "INSERT INTO cases (id, centre_id, state, source, ext_system, ext_number, received_at, "
	    "class_id,"
	    " description, unit_id, filed_at, dispatched_at, stage_started, due_at, closed_at)"
	    " SELECT %lld, id, IF(%lld > 0, 50, 31), 20, 'test', '%lld', %lld, %d, '占道经营', %d, "
	    "%lld, %lld, %lld,"
	    " IF(%lld > 0, NULL, %lld), NULLIF(%lld, 0) FROM centre WHERE is_here = 1",
	    id, closed, id, received, CLASS, UNIT, received, received, received, closed, due,
	    closed);
	dbtest_sql(
	    "INSERT INTO stage (case_id, seq, state, unit_id, round, started, due, ended) VALUES"
	    " (%lld, 1, 20, NULL, 0, %lld, NULL, %lld), (%lld, 2, 31, %d, 1, %lld, %lld, "
	    "NULLIF(%lld, 0))",
	    id, received, received, id, UNIT, received, due, closed);
	if (closed > 0)
		dbtest_sql("INSERT INTO stage (case_id, seq, state, unit_id, round, started) VALUES"
			   " (%lld, 3, 50, %d, 1, %lld)",
		    id, UNIT, closed);
	dbtest_sql("INSERT INTO promise (case_id, seq, unit_id, round, kind, started, unit, due, "
		   "set_event, ended)"
		   " VALUES (%lld, 1, %d, 1, 6, %lld, 0, %lld, 1, NULLIF(%lld, 0))",
	    id, UNIT, received, due, closed);
}

static int
setup(void **state)
{
	(void)state;
	a = arena_new();
	dbtest_sql("INSERT INTO unit (id, code, name_zh, name_en, kind) VALUES (%d, 'T-STATS', "
		   "'城管中队𠮷', 'Squad', 1)",
	    UNIT);
	dbtest_sql("INSERT INTO class_edition (code, name) VALUES ('TEST', 'test')");
	dbtest_sql("INSERT INTO class_major (kind, major_code, name_zh, name_en) VALUES (2, 'T', "
		   "'测试', 'Test')");
	dbtest_sql(
	    "INSERT INTO class (id, edition, kind, major_code, minor_code, name_zh, name_en) VALUES"
	    " (%d, 'TEST', 2, 'T', '01', '占道经营', 'Blocked pavement')",
	    CLASS);
	db = dbtest_open("anjuan_batch_read");
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
clear(void **state)
{
	static const char *const tables[] = { "event", "complaint", "site_order", "pause",
		"flag_interval", "promise", "stage", "cases", "seal" };

	(void)state;
	for (size_t i = 0; i < N(tables); i++)
		dbtest_sql("DELETE FROM %s", tables[i]);
	return 0;
}

/* What store_lives() showed. */
struct seen {
	int64_t id[SEEN_MAX];
	size_t n;
	struct life_fact fact[SEEN_MAX];
	struct period p;
	size_t stages, orders, holds, faults;
};

static enum err
one(void *ctx, const struct life *l)
{
	struct seen *s = ctx;

	assert_true(s->n < SEEN_MAX);
	s->id[s->n] = l->c.id;
	life_as_of(l, NULL, s->p, &s->fact[s->n++]);
	s->stages += l->n_stages;
	s->orders += l->n_orders;
	s->holds += l->n_holds;
	s->faults += l->n_faults;
	for (size_t i = 0; i < l->n_stages; i++)
		assert_int_equal(l->stages[i].case_id, l->c.id);
	return OK;
}

static struct seen
october(void)
{
	struct seen s = { .n = 0 };

	s.p = period_of_months(2026, 10, 1);
	assert_int_equal(store_lives(db, s.p, one, &s), OK);
	return s;
}

/* Every case that can count in October is found, and none that was over before or not yet there. */
static void
test_found(void **state)
{
	struct seen s;

	(void)state;
	add_case(1, at(8, 1, 9, 0), at(8, 9, 9, 0), at(9, 30, 23, 59)); /* over before */
	add_case(2, at(9, 1, 9, 0), at(10, 9, 9, 0),
	    0); /* due in October, untouched in it, still open */
	add_case(3, at(9, 1, 9, 0), at(10, 9, 9, 0), at(11, 9, 9, 0)); /* closed after */
	add_case(100, at(10, 31, 23, 59), at(12, 9, 9, 0), 0); /* filed at the last minute */
	add_case(101, at(11, 1, 0, 0), at(11, 9, 9, 0), 0);    /* not yet there */
	add_case(200000, at(7, 1, 9, 0), at(7, 9, 9, 0),
	    at(10, 1, 0, 0)); /* closed at the first instant */
	s = october();
	assert_int_equal(s.n, 4);
	assert_int_equal(s.id[0], 2);
	assert_int_equal(s.id[1], 3);
	assert_int_equal(s.id[2], 100);
	assert_int_equal(s.id[3], 200000);
	assert_true(metrics_has(&s.fact[0].fact, s.p, N_CLOSE_LATE_OPEN));
	assert_true(metrics_has(&s.fact[1].fact, s.p, N_CLOSE_LATE_OPEN));
	assert_true(metrics_has(&s.fact[2].fact, s.p, N_FILED));
	assert_true(metrics_has(&s.fact[3].fact, s.p, N_CLOSED_IN));
	assert_false(metrics_has(&s.fact[3].fact, s.p, N_CLOSE_DUE));
	assert_int_equal(s.fact[1].unit_id, UNIT);
	assert_int_equal(s.stages, 2 + 3 + 2 + 3);
}

/* A refused case has neither filing nor closing: what came last tells whether it belongs to the
 * month. */
static void
test_refused(void **state)
{
	struct seen s;

	(void)state;
	dbtest_sql("INSERT INTO cases (id, centre_id, state, source, received_at, description, "
		   "stage_started)"
		   " SELECT 7, id, 19, 23, %lld, '水管漏水', %lld FROM centre WHERE is_here = 1",
	    at(9, 30, 23, 0), at(10, 1, 8, 0));
	dbtest_sql("INSERT INTO stage (case_id, seq, state, round, started, due, ended) VALUES (7, "
		   "1, 10, 0, %lld, NULL, %lld),"
		   " (7, 2, 12, 0, %lld, NULL, %lld), (7, 3, 19, 0, %lld, NULL, NULL)",
	    at(9, 30, 23, 0), at(9, 30, 23, 30), at(9, 30, 23, 30), at(10, 1, 8, 0),
	    at(10, 1, 8, 0));
	s = october();
	assert_int_equal(s.n, 1);
	assert_int_equal(s.fact[0].fact.end, END_REFUSED);
	assert_int_equal(s.fact[0].state, CS_NOT_ACCEPTED);
	assert_true(metrics_has(&s.fact[0].fact, s.p, N_NOT_ACCEPTED));
	/* Archived later: still found, and still refused as of October. */
	dbtest_sql("UPDATE stage SET ended = %lld WHERE case_id = 7 AND seq = 3", at(11, 2, 1, 0));
	dbtest_sql(
	    "UPDATE cases SET state = 60, stage_started = %lld WHERE id = 7", at(11, 2, 1, 0));
	s = october();
	assert_int_equal(s.n, 1);
	assert_int_equal(s.fact[0].state, CS_NOT_ACCEPTED);
	/* Refused and archived before: not October's. */
	dbtest_sql("UPDATE cases SET stage_started = %lld WHERE id = 7", at(9, 30, 23, 59));
	assert_int_equal(october().n, 0);
}

/* Closed in September, open again: its new round is read. */
static void
test_reopened(void **state)
{
	struct seen s;

	(void)state;
	add_case(8, at(9, 1, 9, 0), at(9, 9, 9, 0), at(9, 8, 9, 0));
	assert_int_equal(october().n, 0);
	dbtest_sql("UPDATE cases SET state = 31 WHERE id = 8");
	dbtest_sql("UPDATE stage SET ended = %lld WHERE case_id = 8 AND seq = 3", at(10, 2, 9, 0));
	dbtest_sql("INSERT INTO stage (case_id, seq, state, unit_id, round, started) VALUES (8, 4, "
		   "31, %d, 1, %lld)",
	    UNIT, at(10, 2, 9, 0));
	s = october();
	assert_int_equal(s.n, 1);
	assert_int_equal(s.fact[0].marks.reopenings, 1);
	assert_true(s.fact[0].fact.sealed);
}

static void
test_complaints(void **state)
{
	struct stats_channel *row;
	size_t n;

	(void)state;
	dbtest_sql(
	    "INSERT INTO complaint (id, source, state, received_at, description, address, "
	    "state_at) VALUES"
	    " (5, 20, 3, %lld, '路灯不亮', '湖东路', 0), (6, 20, 1, %lld, '路灯不亮', '湖东路', 0),"
	    " (7, 23, 1, %lld, '路灯不亮', '湖东路', 0)",
	    at(10, 31, 23, 59), at(10, 1, 0, 0), at(11, 1, 0, 0));
	assert_int_equal(
	    store_stats_complaints(db, a, period_of_months(2026, 10, 1), &row, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(row[0].source, 20);
	assert_int_equal(row[0].n, 2);
}

/* Orders, holds and wrong dispatches come with their own case. */
static void
test_parts(void **state)
{
	struct seen s;

	(void)state;
	for (long long id = 20; id < 23; id++)
		add_case(id, at(10, 5, 9, 0), at(10, 20, 9, 0), 0);
	dbtest_sql(
	    "INSERT INTO app_user (id, login, name, created_at) VALUES (9101, 'stats', '测试', 0)");
	dbtest_sql("INSERT INTO site_order (case_id, seq, kind, round, user_id, sent_by, sent_at, "
		   "answered_at, result) VALUES"
		   " (21, 1, 1, 0, 9101, 9101, %lld, %lld, 1)",
	    at(10, 5, 9, 0), at(10, 5, 9, 30));
	dbtest_sql("INSERT INTO pause (case_id, seq, from_at, set_event) VALUES (22, 1, %lld, 1)",
	    at(10, 6, 9, 0));
	dbtest_sql("INSERT INTO flag_interval (case_id, flag, from_at, set_event) VALUES (20, "
		   "'watch', %lld, 1),"
		   " (21, 'hazard', %lld, 1)",
	    at(10, 6, 9, 0), at(10, 6, 9, 0));
	dbtest_sql("INSERT INTO stage (case_id, seq, state, unit_id, round, started, ended) VALUES"
		   " (20, 8, 30, %d, 1, %lld, %lld), (20, 9, 30, %d, 2, %lld, %lld)",
	    UNIT, at(10, 7, 9, 0), at(10, 7, 9, 0), UNIT, at(10, 7, 9, 0), at(10, 7, 9, 0));
	dbtest_sql("INSERT INTO event (subject_kind, subject_id, seq, kind, at, from_state, "
		   "to_state, detail, files,"
		   " text_hash, prev_hash, hash) VALUES (2, 20, 9, 330, %lld, 31, 30, 'unit=3\nfault=1\n', "
		   "'', REPEAT('t', 32), REPEAT('x', 32), REPEAT('y', 32)),"
		   " (2, 20, 10, 330, %lld, 31, 30, 'unit=3\nfault=12\n', '', REPEAT('t', 32), REPEAT('x', 32), "
		   "REPEAT('y', 32))",
	    at(10, 7, 9, 0), at(10, 8, 9, 0));
	s = october();
	assert_int_equal(s.n, 3);
	assert_int_equal(s.orders, 1);
	assert_int_equal(s.holds, 2);
	assert_int_equal(s.faults, 1);
	assert_true(s.fact[0].fact.watched);
	assert_true(s.fact[0].fact.wrong_dispatch);
	assert_true(s.fact[1].fact.verified_true);
	assert_false(s.fact[1].fact.watched);
	assert_true(s.fact[2].fact.suspended);
}

/* Ranges: ids that stand apart, and more than one range holds. */
static void
test_ranges(void **state)
{
	struct seen s;

	(void)state;
	for (long long id = 1; id <= 40; id++)
		add_case(
		    id * id, at(10, 5, 9, 0), at(10, 20, 9, 0), id % 2 == 0 ? at(10, 9, 9, 0) : 0);
	s = october();
	assert_int_equal(s.n, 40);
	for (int64_t i = 0; i < 40; i++) {
		assert_int_equal(s.id[i], (i + 1) * (i + 1));
		assert_int_equal(metrics_has(&s.fact[i].fact, s.p, N_CLOSE_ONTIME), i % 2 == 1);
	}
}

static void
test_names(void **state)
{
	struct stats_unit *u;
	struct stats_class *c;
	struct stats_seal seal;
	size_t n, found = 0;

	(void)state;
	assert_int_equal(store_stats_units(db, a, &u, &n), OK);
	for (size_t i = 0; i < n; i++) {
		assert_true(i == 0 || strcmp(u[i - 1].code, u[i].code) < 0);
		if (u[i].id == UNIT) {
			assert_string_equal(u[i].name_zh, "城管中队𠮷");
			found++;
		}
	}
	assert_int_equal(store_stats_classes(db, a, &c, &n), OK);
	for (size_t i = 0; i < n; i++)
		if (c[i].id == CLASS) {
			assert_string_equal(c[i].major_en, "Test");
			found++;
		}
	assert_int_equal(found, 2);
	assert_int_equal(store_stats_seal(db, a, 20757, &seal), ERR_NOT_FOUND);
	dbtest_sql("INSERT INTO seal (day, events, upto_at, prev_root, root, made_at) VALUES"
		   " (20750, 5, 0, REPEAT('a', 32), REPEAT('b', 32), 0), (20758, 6, 0, REPEAT('b', "
		   "32), REPEAT('c', 32), 0)");
	assert_int_equal(store_stats_seal(db, a, 20757, &seal), OK);
	assert_int_equal(seal.day, 20750);
	assert_int_equal(seal.events, 5);
	assert_int_equal(seal.root.len, 32);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_found, clear),
		cmocka_unit_test_setup(test_refused, clear),
		cmocka_unit_test_setup(test_reopened, clear),
		cmocka_unit_test_setup(test_complaints, clear),
		cmocka_unit_test_setup(test_parts, clear),
		cmocka_unit_test_setup(test_ranges, clear),
		cmocka_unit_test_setup(test_names, clear),
	};

	dbtest_start(argc, argv, true);
	if (zone_use("Asia/Shanghai") != OK)
		return 1;
	return cmocka_run_group_tests_name("stats", tests, setup, teardown);
}
