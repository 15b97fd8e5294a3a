/*
 * What the database keeps by itself: who may touch the ledger, what a row of
 * cases may not become, and that a changed byte is found and named.
 */
#include "config.h"
#include "lib/service/ledger_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/db/script.h"
#include "lib/store/store_event.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;

static enum err
run(struct db *db, const char *sql)
{
	err_clear();
	return db_script_run(db, sql, strlen(sql));
}

/* --- accounts --------------------------------------------------------------------------- */

static void
denied_to(const char *account, const char *const *list, size_t n)
{
	CLEANUP(db_closep) struct db *db = dbtest_open(account);

	for (size_t i = 0; i < n; i++) {
		enum err e = run(db, list[i]);

		if (e != ERR_DENIED)
			fail_msg("%s: %s gives %s", account, list[i], err_name(e));
	}
}

static const char *const ledger_writes[] = {
	"UPDATE event SET user_id = 1 WHERE seq = 1",
	"DELETE FROM event WHERE seq = 1",
	"TRUNCATE event",
	"UPDATE event_text SET text = 'x'",
	"REPLACE INTO event SELECT * FROM event WHERE seq = 1",
	"INSERT INTO event (subject_kind, subject_id, seq, kind, at, from_state, to_state, detail, files, prev_hash, hash)"
	" VALUES (2, 1, 1, 1, 1, 1, 1, '', '', '', '') ON DUPLICATE KEY UPDATE user_id = 1",
	"UPDATE seal SET events = 0",
	"DELETE FROM seal",
	"DROP TABLE event",
	"ALTER TABLE event ADD COLUMN x INT",
	"CREATE TRIGGER t AFTER INSERT ON cases FOR EACH ROW SET @x = 1",
	"DELETE FROM cases",
	"DELETE FROM complaint",
	"DELETE FROM stage",
	"DELETE FROM promise",
};

static void
nobody_rewrites_history(void **state)
{
	static const char *const accounts[] = { "anjuan_desk", "anjuan_public", "anjuan_api", "anjuan_batch_read",
		"anjuan_batch_work" };

	(void)state;
	(void)rig_case(r, CS_FILED);
	for (size_t i = 0; i < N(accounts); i++)
		denied_to(accounts[i], ledger_writes, N(ledger_writes));
}

static void
what_the_public_program_cannot(void **state)
{
	static const char *const list[] = {
		"SELECT sealed FROM contact", "SELECT phone_hash FROM contact", "SELECT * FROM contact",
		"SELECT text FROM event_text", "SELECT salt FROM event_text", "SELECT COUNT(*) FROM event_text WHERE text LIKE '%a%'",
		"UPDATE complaint_code SET code_hash = ''", "DELETE FROM complaint_code",
		"SELECT description FROM cases", "SELECT handler_id FROM cases",
		"INSERT INTO cases (id) VALUES (1)", "UPDATE cases SET state = 50",
		"SELECT login FROM app_user", "SELECT token_hash FROM session", "SELECT * FROM user_role", "SELECT * FROM login_try",
		"UPDATE contact SET masked_name = 'x'", "DELETE FROM contact", "SELECT * FROM write_key", "DELETE FROM rate_use",
		"SELECT * FROM outbox", "SELECT * FROM schema_version",
	};

	(void)state;
	denied_to("anjuan_public", list, N(list));
	/* A withdrawal is all it may say of a complaint that is there. */
	assert_int_equal(run(r->public_db, "START TRANSACTION"), OK);
	assert_int_equal(run(r->public_db, "UPDATE complaint SET state = 5"), OK);
	for (int to = CP_RECEIVED; to < CP_WITHDRAWN; to++)
		assert_int_equal(run(r->public_db, arena_printf(r->folder.a, "UPDATE complaint SET state = %d", to)), ERR_INVALID);
	assert_int_equal(run(r->public_db, "ROLLBACK"), OK);
	assert_int_equal(run(r->public_db, "SELECT masked_name FROM contact"), OK);
}

static void
what_the_desk_cannot(void **state)
{
	/* Administrators work at the desk: it begins and ends roles, but rewrites none. */
	static const char *const list[] = {
		"UPDATE user_role SET role_id = 1", "UPDATE user_role SET user_id = 1", "DELETE FROM user_role",
		"UPDATE role_perm SET role_id = 5", "UPDATE app_user SET login = 'x'", "UPDATE contact SET sealed = ''",
		"DELETE FROM login_try", "UPDATE setting SET value = 'short'", "UPDATE stage_limit SET amount = 999",
		"UPDATE calendar_day SET kind = 1", "UPDATE file SET sha256 = ''", "UPDATE file_link SET for_public = 1",
		"UPDATE write_key SET case_id = 1", "DELETE FROM write_key", "INSERT INTO paper (kind) VALUES ('x')",
	};

	(void)state;
	denied_to("anjuan_desk", list, N(list));
}

static void
what_the_readers_cannot(void **state)
{
	static const char *const list[] = {
		"INSERT INTO outbox (subject_kind) VALUES (1)", "UPDATE cases SET state = 50", "DELETE FROM rate_use",
		"INSERT INTO event (seq) VALUES (1)",
	};

	(void)state;
	denied_to("anjuan_batch_read", list, N(list));
	denied_to("anjuan_api", list, N(list));
}

/* --- the row of a case ---------------------------------------------------------------------- */

/* As the desk's account, on a case in a state: the constraint that says no. */
static void
violates(int64_t id, const char *set, const char *constraint)
{
	const char *sql = arena_printf(r->folder.a, "UPDATE cases SET %s WHERE id = %lld", set, (long long)id);
	enum err e = run(r->desk_db, sql);

	if (e != ERR_INVALID || strstr(err_text(), constraint) == NULL)
		fail_msg("%s: %s %s, not %s", set, err_name(e), err_text(), constraint);
}

static void
invariants(void **state)
{
	int64_t closed = rig_case(r, CS_CLOSED), handling = rig_case(r, CS_HANDLING), fresh = rig_case(r, CS_REGISTERED);

	(void)state;
	violates(closed, "closer_id = dispatcher_id", "case_two_persons");
	violates(closed, "dispatcher_id = closer_id", "case_two_persons");
	violates(closed, "judged_by = dispatcher_id", "case_judge_not_dispatcher");
	violates(closed, "checker_unit_id = unit_id", "case_checker_unit");
	violates(closed, "closed_at = NULL", "case_closed");
	violates(handling, "state = 50", "case_closed");
	violates(handling, "state = 52", "case_closed");
	violates(handling, "leader_locked = 1, state = 32", "case_leader_lock");
	violates(handling, "state = 99", "case_known_state");
	violates(handling, "state = 0", "case_known_state");
	violates(handling, "condition_id = NULL", "case_filed");
	violates(handling, "class_id = NULL", "case_filed");
	violates(handling, "number = NULL", "case_filed");
	violates(handling, "unit_cell_id = NULL", "case_filed");
	violates(fresh, "filed_at = 1", "case_filed");
	violates(fresh, "lat = NULL", "case_point");
	violates(handling, "unit_id = 999999", "case_unit_now");
	violates(handling, "class_id = 999999", "case_class");
	assert_int_equal(run(r->desk_db, "INSERT INTO complaint (source, state, received_at, description, state_at)"
	    " VALUES (23, 1, 1, 'x', 1)"), ERR_INVALID);	/* neither address nor point */
	assert_non_null(strstr(err_text(), "complaint_place"));
	assert_int_equal(run(r->desk_db, "UPDATE complaint SET state = 6"), ERR_INVALID);
	assert_int_equal(run(r->desk_db, "UPDATE complaint SET lon = NULL"), ERR_INVALID);
	assert_int_equal(run(r->desk_db, arena_printf(r->folder.a,
	    "UPDATE stage SET ended = started - 1 WHERE case_id = %lld", (long long)handling)), ERR_INVALID);
}

/* One open stage, promise, pause, order and flag a case; one case a complaint. */
static void
only_one(void **state)
{
	const long long id = rig_case(r, CS_CHECKING);
	const char *const list[] = {
		"INSERT INTO stage (case_id, seq, state, round, started) VALUES (%lld, 99, 41, 1, 1)",
		"INSERT INTO promise (case_id, seq, round, kind, started, set_event) VALUES (%lld, 99, 1, 1, 1, 1)",
		"INSERT INTO site_order (case_id, seq, kind, round, user_id, sent_by, sent_at) VALUES (%lld, 99, 2, 1, 9006, 9001, 1)",
		"INSERT INTO complaint_case (complaint_id, case_id, from_at)"
		" SELECT complaint_id, 1, 1 FROM complaint_case WHERE case_id = %lld",
		"INSERT INTO event SELECT * FROM event WHERE subject_kind = 2 AND subject_id = %lld AND seq = 3",
	};

	(void)state;
	for (size_t i = 0; i < N(list); i++) {
		char sql[400];
		enum err e;

		(void)snprintf(sql, sizeof(sql), "%.*s%lld%s", (int)(strstr(list[i], "%lld") - list[i]), list[i], id,
		    strstr(list[i], "%lld") + 4);
		if ((e = run(r->desk_db, sql)) != ERR_CONFLICT)
			fail_msg("%s: %s %s", sql, err_name(e), err_text());
	}
	assert_int_equal(run(r->desk_db, arena_printf(r->folder.a,
	    "INSERT INTO flag_interval (case_id, flag, from_at, set_event) VALUES (%lld, 'watch', 1, 1)", id)), OK);
	assert_int_equal(run(r->desk_db, arena_printf(r->folder.a,
	    "INSERT INTO flag_interval (case_id, flag, from_at, set_event) VALUES (%lld, 'watch', 2, 1)", id)), ERR_CONFLICT);
	assert_int_equal(run(r->desk_db, arena_printf(r->folder.a,
	    "INSERT INTO pause (case_id, seq, from_at, set_event) VALUES (%lld, 1, 1, 1)", id)), OK);
	assert_int_equal(run(r->desk_db, arena_printf(r->folder.a,
	    "INSERT INTO pause (case_id, seq, from_at, set_event) VALUES (%lld, 2, 1, 1)", id)), ERR_CONFLICT);
}

/* --- the chain -------------------------------------------------------------------------------- */

static struct ledger_report
verify(int64_t id)
{
	struct ledger_report report;

	assert_int_equal(ledger_verify(&r->desk, SUBJECT_CASE, id, &report), OK);
	return report;
}

static void
found(int64_t id, int32_t seq, const char *why)
{
	struct ledger_report one = verify(id), all = verify(0);

	assert_true(one.broken && all.broken);
	assert_int_equal(one.bad_seq, seq);
	assert_int_equal(all.bad_kind, SUBJECT_CASE);
	assert_int_equal(all.bad_id, id);
	assert_int_equal(all.bad_seq, seq);
	assert_string_equal(all.why, why);
}

/* Somebody with the server's own password changes one thing: it is found and named. */
static void
a_changed_byte(void **state)
{
	static const char *const columns[] = { "kind", "at", "client_at", "user_id", "role_id", "shift_id", "unit_id",
		"from_state", "to_state", "reason_id" };
	int64_t id = rig_case(r, CS_CLOSED);
	const long long k = id;

	(void)state;
	assert_false(verify(0).broken);
	dbtest_sql("CREATE TABLE kept AS SELECT * FROM event WHERE subject_kind = 2 AND subject_id = %lld", k);
	for (size_t i = 0; i < N(columns); i++) {
		dbtest_sql("UPDATE event SET %s = COALESCE(%s, 0) + 1 WHERE subject_kind = 2 AND subject_id = %lld AND seq = 5",
		    columns[i], columns[i], k);
		found(id, 5, "its content does not fit its hash");
		dbtest_sql("UPDATE event e JOIN kept b USING (subject_kind, subject_id, seq) SET e.%s = b.%s WHERE e.seq = 5",
		    columns[i], columns[i]);
		assert_false(verify(id).broken);
	}
	dbtest_sql("UPDATE event SET detail = INSERT(detail, 1, 1, 'X') WHERE subject_kind = 2 AND subject_id = %lld AND"
	    " seq = 5", k);
	found(id, 5, "its content does not fit its hash");
	dbtest_sql("REPLACE INTO event SELECT * FROM kept WHERE seq = 5");
	dbtest_sql("UPDATE event SET files = '' WHERE subject_kind = 2 AND subject_id = %lld AND seq = 6", k);
	found(id, 6, "its content does not fit its hash");
	dbtest_sql("REPLACE INTO event SELECT * FROM kept WHERE seq = 6");
	dbtest_sql("DELETE FROM event WHERE subject_kind = 2 AND subject_id = %lld AND seq = 7", k);
	found(id, 8, "an event is missing");
	dbtest_sql("INSERT INTO event SELECT * FROM kept WHERE seq = 7");
	dbtest_sql("DELETE FROM event WHERE subject_kind = 2 AND subject_id = %lld AND seq = 1", k);
	found(id, 2, "an event is missing");
	dbtest_sql("INSERT INTO event SELECT * FROM kept WHERE seq = 1");
	assert_false(verify(0).broken);
	dbtest_sql("DROP TABLE kept");
}

/* A text may be destroyed: the chain holds, and the timeline says that it was. */
static void
a_destroyed_text(void **state)
{
	int64_t id = rig_case(r, CS_FILED);
	struct event_row *rows;
	size_t n;

	(void)state;
	dbtest_sql("DELETE FROM event_text WHERE subject_kind = 2 AND subject_id = %lld AND seq = 2", (long long)id);
	assert_false(verify(id).broken);
	assert_int_equal(store_events(r->desk_db, r->folder.a, SUBJECT_CASE, id, &rows, &n), OK);
	assert_int_equal(n, 4);
	assert_true(rows[1].destroyed);
	assert_null(rows[1].text);
	assert_false(rows[2].destroyed);
	assert_non_null(strstr(rows[2].text, "𠮷"));
	assert_false(rows[0].destroyed);	/* there never was one */
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_rewrites_history), cmocka_unit_test(what_the_public_program_cannot),
		cmocka_unit_test(what_the_desk_cannot), cmocka_unit_test(what_the_readers_cannot),
		cmocka_unit_test(invariants), cmocka_unit_test(only_one), cmocka_unit_test(a_changed_byte),
		cmocka_unit_test(a_destroyed_text),
	};
	int failed;

	dbtest_start(argc, argv, true);
	rig_make(r);
	failed = cmocka_run_group_tests_name("case_ops_kept", tests, NULL, NULL);
	rig_free(r);
	return failed;
}
