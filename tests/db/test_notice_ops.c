/* From the outbox to people and messages: once each, on any number of hosts. */
#include "config.h"
#include "lib/service/notice_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;
static struct db *work_db;

static struct service
timer(void)
{
	struct service sv = r->desk;

	sv.db = work_db;
	return sv;
}

/* What waits is spread; how many were told. */
static int64_t
spread(void)
{
	struct service sv = timer();
	struct notice_run run = { 0 };

	assert_int_equal(notice_spread(&sv, &run), OK);
	return run.told;
}

static void
send(struct notice_run *run)
{
	CLEANUP(notice_post_freep) struct notice_post *post = notice_post_new();
	struct service sv = timer();

	*run = (struct notice_run){ 0 };
	assert_int_equal(notice_send(&sv, post, run), OK);
}

static void
wish(int64_t user, const char *email, const char *phone, enum notice_digest digest)
{
	const struct notice_wish w = { .user_id = user, .email = email, .phone = phone, .by_email = true, .by_sms = false,
		.digest = digest };

	assert_int_equal(notice_wish_set(&r->desk, &w), OK);
}

static int
begin(void **state)
{
	(void)state;
	r->now = civil_to((struct civil){ .year = 2026, .month = 6, .day = 10, .hour = 9 });
	clock_set(r->now);
	dbtest_sql("DELETE FROM notice");
	dbtest_sql("DELETE FROM outbox");
	dbtest_sql("DELETE FROM notice_wish");
	dbtest_sql("DELETE FROM roster");
	r->folder.conf.mail_url = r->folder.conf.sms_url = "";
	return 0;
}

/* Each step's posts have a holder each, and nobody hears of what he did himself. */
static void
the_way(void **state)
{
	int64_t id = rig_case(r, CS_CLOSED);
	const long long k = id;

	(void)state;
	assert_true(spread() > 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE done_at IS NULL"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice n JOIN event e ON e.subject_kind = n.subject_kind AND"
	    " e.subject_id = n.subject_id AND e.seq = n.event_seq WHERE e.user_id = n.user_id"), 0);
	/* dispatched: the unit's clerk; ordered: the one patroller; judged: the chief */
	assert_int_equal(dbtest_number("SELECT user_id FROM notice WHERE subject_id = %lld AND kind = 200", k), CLERK_A);
	assert_int_equal(dbtest_number("SELECT user_id FROM notice WHERE subject_id = %lld AND kind = 40", k), PATROL);
	assert_int_equal(dbtest_number("SELECT user_id FROM notice WHERE subject_id = %lld AND kind = 751", k), CHIEF);
	/* Again tells nobody again; a sender without a channel set up is nobody's fault. */
	assert_int_equal(spread(), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE audience = 'SENDER' AND told IS NOT NULL"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice_message"), 0);
}

/* Two posts in one hand: one line. */
static void
two_posts(void **state)
{
	int64_t id = rig_case(r, CS_HANDLING);
	struct step s = rig_step(r, CLERK_A, ACT_RETURN);

	(void)state;
	dbtest_sql("INSERT INTO user_role (user_id, role_id) VALUES (%d, %d)", DISPATCHER, R_CHIEF);
	(void)spread();
	rig_pass(r, USEC_MIN);
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_int_equal(spread(), 2);	/* the dispatcher as both, the chief */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice WHERE subject_id = %lld AND kind = 420", (long long)id), 2);
	dbtest_sql("DELETE FROM user_role WHERE user_id = %d AND role_id = %d", DISPATCHER, R_CHIEF);
}

/* A post nobody holds is shown to the administrator, one of another system's is not. */
static void
empty_posts(void **state)
{
	struct nobody_row *rows;
	size_t n;

	(void)state;
	dbtest_sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at) VALUES"
	    " (2, 1, 1, 'UNIT_LEADER', %d, 1), (2, 1, 1, 'UPPER', NULL, 1), (2, 1, 1, 'NONSENSE', NULL, 1)", UNIT_B);
	assert_int_equal(spread(), 0);
	assert_int_equal(store_nobody(r->desk_db, r->folder.a, &rows, &n), OK);
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].audience, "NONSENSE");
	assert_string_equal(rows[1].audience, "UNIT_LEADER");
	assert_string_equal(rows[1].unit_zh, "园林所");
}

/* What comes at night waits for the first shift, unless it is a hazard. */
static void
shifts(void **state)
{
	const int32_t day = day_of(r->now);
	int64_t id;

	(void)state;
	dbtest_sql("INSERT INTO roster (day, shift_id, role_id, user_id) VALUES (%d, 1, %d, %d), (%d, 1, %d, %d)", day,
	    R_ACCEPTOR, ACCEPTOR, day + 1, R_ACCEPTOR, ACCEPTOR);
	rig_pass(r, 15 * USEC_HOUR);	/* midnight */
	id = rig_complaint(r);
	assert_int_equal(spread(), 0);
	assert_true(dbtest_number("SELECT next_at FROM outbox WHERE subject_id = %lld AND audience = 'ACCEPTOR'", (long long)id) ==
	    day_start(day + 1) + 7 * USEC_HOUR);
	rig_pass(r, 6 * USEC_HOUR);
	assert_int_equal(spread(), 0);
	rig_pass(r, USEC_HOUR);
	assert_int_equal(spread(), 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice WHERE subject_kind = 1 AND user_id = %d", ACCEPTOR), 1);
}

/* Wishes make messages; a hazard takes every way and no account of the evening. */
static void
wishes(void **state)
{
	const long long nine = r->now;
	struct step hazard;
	int64_t id;

	(void)state;
	r->folder.conf.mail_url = "smtp://127.0.0.1:1";
	r->folder.conf.sms_url = "https://127.0.0.1:1/";
	wish(CLERK_A, "hw@example.cn", "+8619900000001", DIGEST_DAY);
	wish(DISPATCHER, "pq@example.cn", NULL, DIGEST_NONE);
	id = rig_case(r, CS_DISPATCHED);
	(void)spread();
	/* the clerk: tomorrow morning with the rest; the dispatcher: at once */
	assert_true(dbtest_number("SELECT next_at FROM notice_message WHERE user_id = %d AND urgency = 2", CLERK_A) ==
	    nine + 23 * USEC_HOUR);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice_message WHERE user_id = %d AND urgency = 1 AND"
	    " next_at < %lld", DISPATCHER, nine + USEC_HOUR), 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice_message WHERE channel = 2"), 0);
	/* a letter to the sender, who left both */
	assert_true(dbtest_number("SELECT COUNT(*) FROM notice_message m JOIN notice n ON n.id = m.notice_id WHERE"
	    " n.complaint_id IS NOT NULL AND m.channel = 1") > 0);
	rig_pass(r, 12 * USEC_HOUR);
	hazard = rig_step(r, CHIEF, ACT_HAZARD);
	assert_int_equal(rig_act(r, id, &hazard), OK);
	(void)spread();
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice_message WHERE urgency = 0 AND user_id = %d AND"
	    " next_at = %lld", CLERK_A, (long long)r->now), 2);
}

enum { EVENTS = 300, HOSTS = 6 };

static enum err
one_host(struct rig *mine, int i, void *ctx)
{
	struct service sv;
	struct notice_run run = { 0 };

	(void)i;
	(void)ctx;
	work_db = dbtest_open("anjuan_batch_work");
	sv = mine->desk;
	sv.db = work_db;
	return notice_spread(&sv, &run);
}

/* Six hosts in the same moment: every row done, nobody told twice. */
static void
many_hosts(void **state)
{
	int got[ERR_MAX];

	(void)state;
	dbtest_sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at)"
	    " WITH RECURSIVE s AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM s WHERE n < %d)"
	    " SELECT 2, 900000 + n, 1, a.code, %d, 1 FROM s, (SELECT 'UNIT' AS code UNION ALL SELECT 'DISPATCHER' UNION ALL"
	    " SELECT 'ACCEPTOR' UNION ALL SELECT 'UNIT_LEADER') a", EVENTS, UNIT_A);
	dbtest_sql("INSERT INTO user_role (user_id, role_id) VALUES (%d, %d)", DISPATCHER, R_ACCEPTOR);
	rig_race(r, HOSTS, one_host, NULL, got);
	assert_int_equal(got[OK], HOSTS);
	(void)spread();		/* what a host lost to another is the next minute's */
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM outbox WHERE done_at IS NULL"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice WHERE user_id = %d", DISPATCHER), EVENTS);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice WHERE user_id = %d", ACCEPTOR), EVENTS);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice WHERE user_id = %d", CLERK_A), EVENTS);
	dbtest_sql("DELETE FROM user_role WHERE user_id = %d AND role_id = %d", DISPATCHER, R_ACCEPTOR);
}

/* Nobody answers: asked twice a run, tried again, given up after days, and made to wait again by hand. */
static void
nobody_answers(void **state)
{
	struct notice_run run;
	int64_t n;

	(void)state;
	r->folder.conf.mail_url = "smtp://127.0.0.1:1";
	r->folder.conf.mail_from = "office@anjuan.example";
	r->folder.conf.template_dir = arena_printf(r->folder.a, "%s/templates", getenv("top_srcdir"));
	wish(CLERK_A, "hw@example.cn", NULL, DIGEST_NONE);
	dbtest_sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at)"
	    " VALUES (2, 77, 1, 'UNIT', %d, %lld), (2, 77, 2, 'UNIT', %d, %lld), (2, 77, 3, 'UNIT', %d, %lld)", UNIT_A,
	    (long long)r->now, UNIT_A, (long long)r->now, UNIT_A, (long long)r->now);
	assert_int_equal(spread(), 3);
	send(&run);
	assert_int_equal(run.later, 2);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice_message WHERE away = 1 AND refused = 0 AND state = 1 AND"
	    " last_error <> '' AND lease IS NULL AND next_at = %lld", (long long)(r->now + USEC_MIN)), 2);
	rig_pass(r, 4 * USEC_DAY);
	send(&run);
	assert_int_equal(run.dead, 2);
	send(&run);
	assert_int_equal(run.dead, 1);
	assert_int_equal(store_message_retry(r->desk_db, 0, r->now, &n), OK);
	assert_int_equal(n, 3);
	send(&run);
	assert_int_equal(run.later, 2);
}

/* The lease of a run that died is over after five minutes; a late end of it changes nothing. */
static void
leases(void **state)
{
	unsigned char first[LEASE_LEN] = "first", second[LEASE_LEN] = "second";
	const struct message_end end = { .state = MESSAGE_SENT, .next_at = r->now, .ended_at = r->now };
	struct id_list a, b;
	bool held;

	(void)state;
	r->folder.conf.mail_url = "smtp://127.0.0.1:1";
	wish(CLERK_A, "hw@example.cn", NULL, DIGEST_NONE);
	dbtest_sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at)"
	    " VALUES (2, 77, 1, 'UNIT', %d, %lld)", UNIT_A, (long long)r->now);
	assert_int_equal(spread(), 1);
	assert_int_equal(store_message_take(work_db, r->folder.a, CHANNEL_EMAIL, URGENCY_USUAL, r->now, r->now + 5 * USEC_MIN,
	    first, &a), OK);
	assert_int_equal(store_message_take(work_db, r->folder.a, CHANNEL_EMAIL, URGENCY_USUAL, r->now + USEC_MIN, r->now,
	    second, &b), ERR_NOT_FOUND);
	assert_int_equal(store_message_take(work_db, r->folder.a, CHANNEL_EMAIL, URGENCY_USUAL, r->now + 5 * USEC_MIN,
	    r->now + 10 * USEC_MIN, second, &b), OK);
	assert_int_equal(store_message_end(work_db, &a, first, &end, &held), OK);
	assert_false(held);
	assert_int_equal(store_message_end(work_db, &b, second, &end, &held), OK);
	assert_true(held);
}

/* A digest is one reader's and goes whole; two readers have one each. */
static void
digests(void **state)
{
	unsigned char lease[LEASE_LEN] = "x", other[LEASE_LEN] = "y";
	const usec_t eleven = r->now + 2 * USEC_HOUR;
	struct letter_row *rows;
	struct id_list ids, none;
	size_t n;

	(void)state;
	r->folder.conf.mail_url = "smtp://127.0.0.1:1";
	wish(CLERK_A, "hw@example.cn", NULL, DIGEST_HOUR);
	wish(CLERK_B, "yl@example.cn", NULL, DIGEST_HOUR);
	for (int i = 0; i < 5; i++)
		dbtest_sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at)"
		    " VALUES (2, 77, %d, 'UNIT', %d, %lld)", i, i < 3 ? UNIT_A : UNIT_B, (long long)r->now);
	assert_int_equal(spread(), 5);
	assert_int_equal(store_message_take(work_db, r->folder.a, CHANNEL_EMAIL, URGENCY_USUAL, eleven, eleven, lease, &ids),
	    ERR_NOT_FOUND);
	assert_int_equal(store_message_take(work_db, r->folder.a, CHANNEL_EMAIL, URGENCY_DIGEST, eleven,
	    eleven + 5 * USEC_MIN, lease, &ids), OK);
	assert_int_equal(ids.n, 3);
	assert_int_equal(store_letters(work_db, r->folder.a, &ids, lease, &rows, &n), OK);
	assert_int_equal(n, 3);
	assert_string_equal(rows[2].email, "hw@example.cn");
	assert_int_equal(store_message_take(work_db, r->folder.a, CHANNEL_EMAIL, URGENCY_DIGEST, eleven,
	    eleven + 5 * USEC_MIN, other, &ids), OK);
	assert_int_equal(ids.n, 2);
	assert_int_equal(store_message_take(work_db, r->folder.a, CHANNEL_EMAIL, URGENCY_DIGEST, eleven, eleven, lease, &none),
	    ERR_NOT_FOUND);
}

/* The timer stood still for a week: inboxes have it all, nobody is written to about it. */
static void
last_week(void **state)
{
	int64_t id;

	(void)state;
	r->folder.conf.mail_url = "smtp://127.0.0.1:1";
	wish(CLERK_A, "hw@example.cn", NULL, DIGEST_NONE);
	id = rig_case(r, CS_DISPATCHED);
	rig_pass(r, 7 * USEC_DAY);
	assert_true(spread() > 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice WHERE user_id = %d AND subject_id = %lld AND kind = 200",
	    CLERK_A, (long long)id), 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice WHERE complaint_id IS NOT NULL"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM notice_message"), 0);
}

/* The desk's account reads its own lines and changes nothing but whether they are read. */
static void
inbox(void **state)
{
	struct inbox_row *rows;
	int64_t unread;
	size_t n;

	(void)state;
	for (int i = 0; i < 120; i++)
		dbtest_sql("INSERT INTO outbox (subject_kind, subject_id, event_seq, audience, unit_id, created_at)"
		    " VALUES (2, 77, %d, 'UNIT', %d, 1)", i, UNIT_A);
	assert_int_equal(spread(), 120);
	assert_int_equal(store_unread(r->desk_db, CLERK_A, &unread), OK);
	assert_int_equal(unread, 100);
	assert_int_equal(store_inbox(r->desk_db, r->folder.a, CLERK_A, true, 0, &rows, &n), OK);
	assert_int_equal(n, NOTICE_PAGE + 1);
	assert_true(rows[0].id > rows[1].id);
	assert_int_equal(store_notice_read(r->desk_db, CLERK_B, rows[0].id, false, r->now), OK);	/* not his */
	assert_int_equal(store_notice_read(r->desk_db, CLERK_A, rows[30].id, true, r->now), OK);
	assert_int_equal(store_unread(r->desk_db, CLERK_A, &unread), OK);
	assert_int_equal(unread, 30);
	assert_int_equal(store_inbox(r->desk_db, r->folder.a, CLERK_A, false, rows[49].id, &rows, &n), OK);
	assert_int_equal(n, NOTICE_PAGE + 1);
	assert_true(rows[0].read_at == r->now);
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
	work_db = dbtest_open("anjuan_batch_work");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(work_db);
	rig_free(r);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(the_way, begin), cmocka_unit_test_setup(two_posts, begin),
		cmocka_unit_test_setup(empty_posts, begin), cmocka_unit_test_setup(shifts, begin),
		cmocka_unit_test_setup(wishes, begin), cmocka_unit_test_setup(many_hosts, begin),
		cmocka_unit_test_setup(nobody_answers, begin), cmocka_unit_test_setup(leases, begin),
		cmocka_unit_test_setup(digests, begin), cmocka_unit_test_setup(last_week, begin),
		cmocka_unit_test_setup(inbox, begin),
	};

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("notices", tests, setup, teardown);
}
