/* Accountability against a database: proposed once, never altered when confirmed, answered late, appealed by two. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/service/account_ops.h"
#include "lib/service/appeal_ops.h"
#include "lib/service/evaluation.h"
#include "lib/service/ledger_ops.h"
#include "lib/service/measure_ops.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;
static struct service work;	/* the timer's account */

#define DAY(y, m, d) day_start(day_of_date(y, m, d))
#define COUNT(...) dbtest_number("SELECT COUNT(*) FROM " __VA_ARGS__)

static const char *
key(void)
{
	err_clear();
	return random_token(r->folder.a);
}

/* A person with the powers accountability asks for. */
static struct actor
with(enum rig_post p, uint64_t more)
{
	struct actor a = *rig_who(r, p);

	a.perms |= more;
	return a;
}

static struct actor
office(enum rig_post p)
{
	return with(p, perm_bit(PERM_FINDING_SEE) | perm_bit(PERM_FINDING) | perm_bit(PERM_INQUIRE) | perm_bit(PERM_APPEAL));
}

static int64_t
judge_cases(usec_t from, usec_t to)
{
	int64_t n = 0;

	assert_int_equal(account_judge_cases(&work, from, to, r->now, &n), OK);
	arena_reset(work.arena);
	return n;
}

static int64_t
judge_months(int32_t months)
{
	int64_t n = 0;
	enum err e = account_judge_months(&work, 2026, months, r->now, &n);

	if (e != OK)
		fail_msg("%s %s", err_name(e), err_text());
	arena_reset(work.arena);
	return n;
}

static int64_t
id_of(const char *code, int64_t case_id)
{
	return dbtest_number("SELECT id FROM finding WHERE code = '%s' AND case_id = %lld", code, (long long)case_id);
}

static enum err
step(enum finding_step what, const struct actor *who, int64_t id, const char *words)
{
	const struct finding_act a = { .id = id, .step = what, .words = words, .result = 1 };

	return finding_do(&r->desk, key(), who, &a);
}

static void
chains_hold(enum subject kind, int64_t id)
{
	struct ledger_report report = { .events = 0 };

	assert_int_equal(ledger_verify(&r->desk, kind, id, &report), OK);
	assert_false(report.broken);
	assert_true(report.events > 0);
}

/* A late case is found once; explained, it is late (A14) and not A1; a second run proposes nothing. */
static void
once(void **state)
{
	const int64_t plain = rig_case(r, CS_HANDLING), said = rig_case(r, CS_HANDLING), in_time = rig_case(r, CS_HANDLING);
	struct step s = rig_step(r, CLERK_A, ACT_EXPLAIN);
	const usec_t from = day_start(day_of(r->now));

	(void)state;
	rig_pass(r, USEC_MIN);
	assert_int_equal(rig_act(r, said, &s), OK);
	s = rig_step(r, CLERK_A, ACT_FEEDBACK);
	assert_int_equal(rig_act(r, in_time, &s), OK);
	rig_pass(r, 3 * USEC_DAY);
	assert_int_equal(judge_cases(from, r->now), 5);
	assert_int_equal(COUNT("finding WHERE case_id = %lld AND code = 'A1'", (long long)plain), 1);
	assert_int_equal(COUNT("finding WHERE case_id = %lld AND code = 'A14'", (long long)plain), 1);
	assert_int_equal(COUNT("finding WHERE case_id = %lld AND code = 'A1'", (long long)said), 0);
	assert_int_equal(COUNT("finding WHERE case_id = %lld AND code = 'A14'", (long long)said), 1);
	assert_int_equal(COUNT("finding WHERE case_id = %lld", (long long)in_time), 0);
	assert_int_equal(COUNT("finding WHERE case_id = %lld AND code = 'A19'", (long long)said), 1);	/* a citizen's, and late */
	assert_int_equal(COUNT("finding WHERE unit_id = %d AND num = 1 AND den = 1 AND state = 1", UNIT_A), 5);
	assert_int_equal(judge_cases(from, r->now), 0);
	assert_int_equal(COUNT("event WHERE subject_kind = 7 AND kind = 1001"), 5);
	assert_int_equal(COUNT("event WHERE subject_kind = 7"), 5);
	chains_hold(SUBJECT_FINDING, id_of("A1", plain));
}

/* proposed → confirmed → sent → overdue → answered late → result; each step in the ledger, foreign units stay out. */
static void
way(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING);
	const struct actor chief = office(CHIEF), a = with(CLERK_A, perm_bit(PERM_ANSWER)), b = with(CLERK_B, perm_bit(PERM_ANSWER));
	const usec_t from = day_start(day_of(r->now));
	int64_t f, marked = 0;

	(void)state;
	rig_pass(r, 3 * USEC_DAY);
	assert_true(judge_cases(from, r->now) >= 2);
	f = id_of("A1", id);
	assert_int_equal(step(FX_SEND, &chief, f, NULL), ERR_CONFLICT);
	assert_int_equal(step(FX_CONFIRM, &a, f, NULL), ERR_DENIED);
	assert_int_equal(step(FX_DISMISS, &chief, f, NULL), ERR_INVALID);
	assert_int_equal(step(FX_CONFIRM, &chief, f, NULL), OK);
	assert_int_equal(step(FX_DISMISS, &chief, f, "重复"), ERR_CONFLICT);
	assert_int_equal(step(FX_SEND, &chief, f, NULL), OK);
	assert_true(dbtest_number("SELECT due FROM finding WHERE id = %lld", (long long)f) > r->now + 2 * USEC_DAY);
	assert_int_equal(COUNT("outbox WHERE subject_kind = 7 AND subject_id = %lld AND audience = 'UNIT_LEADER' AND unit_id = %d",
	    (long long)f, UNIT_A), 1);
	assert_int_equal(step(FX_SIGN, &b, f, NULL), ERR_DENIED);
	assert_int_equal(step(FX_SIGN, &a, f, NULL), OK);
	assert_int_equal(account_overdue(&work, r->now, &marked), OK);
	assert_int_equal(marked, 0);
	rig_pass(r, 10 * USEC_DAY);
	assert_int_equal(account_overdue(&work, r->now, &marked), OK);
	assert_int_equal(account_overdue(&work, r->now, &marked), OK);
	assert_int_equal(marked, 1);
	assert_int_equal(step(FX_ANSWER, &b, f, "不是我们的"), ERR_DENIED);
	assert_int_equal(step(FX_ANSWER, &a, f, "已整改，责任人员已批评教育。𠮷"), OK);
	assert_int_equal(step(FX_RESULT, &chief, f, "情况属实"), OK);
	assert_int_equal(step(FX_MAJOR, &chief, f, "影响重大"), OK);
	assert_int_equal(dbtest_number("SELECT state * 100 + result * 10 + major FROM finding WHERE id = %lld", (long long)f), 811);
	assert_int_equal(COUNT("event WHERE subject_kind = 7 AND subject_id = %lld", (long long)f), 8);
	chains_hold(SUBJECT_FINDING, f);
	assert_int_equal(judge_cases(from, r->now - 10 * USEC_DAY), 0);
	assert_int_equal(dbtest_number("SELECT state FROM finding WHERE id = %lld", (long long)f), FS_RESULT);
}

/* Where a person is meant two confirm, and he is neither of them; the same form twice is one step. */
static void
persons(void **state)
{
	const struct actor chief = office(CHIEF), head = office(COMMANDER), self = office(DISPATCHER);
	const struct finding_wish w = { .code = "A17", .user_id = self.user_id, .words = "多次脱岗，经教育仍不改正。" };
	const struct finding_wish counted = { .code = "A3", .unit_id = UNIT_A, .words = "自己算的" };
	const struct finding_wish nobody = { .code = "A18", .words = "谁" };
	const char *k = key();
	int64_t id, again;

	(void)state;
	assert_int_equal(finding_propose(&r->desk, k, &chief, &w, &id), OK);
	assert_int_equal(finding_propose(&r->desk, k, &chief, &w, &again), OK);
	assert_int_equal(id, again);
	assert_int_equal(finding_propose(&r->desk, key(), &chief, &counted, &again), ERR_INVALID);
	assert_string_equal(err_field(), "rule");
	assert_int_equal(finding_propose(&r->desk, key(), &chief, &nobody, &again), ERR_INVALID);
	assert_int_equal(step(FX_CONFIRM, &self, id, NULL), ERR_INVALID);
	assert_int_equal(step(FX_CONFIRM, &chief, id, NULL), OK);
	assert_int_equal(dbtest_number("SELECT state FROM finding WHERE id = %lld", (long long)id), FS_PROPOSED);
	assert_int_equal(step(FX_CONFIRM, &chief, id, NULL), ERR_INVALID);
	assert_string_equal(err_field(), "step");
	assert_int_equal(step(FX_CONFIRM, &head, id, NULL), OK);
	assert_int_equal(dbtest_number("SELECT state FROM finding WHERE id = %lld", (long long)id), FS_CONFIRMED);
	chains_hold(SUBJECT_FINDING, id);
}

/* Figures of a month as evaluation keeps them. */
static void
month(int m, int64_t unit, int due, int closed)
{
	const int first = day_of_date(2026, m, 1);

	dbtest_sql("INSERT INTO eval_run (span, first_day, until_day, whole, rules, digest, made_at) VALUES (1, %d, %d, 1, %d, REPEAT('x', 32), 1)"
	    " ON DUPLICATE KEY UPDATE whole = 1, until_day = VALUES(until_day)", first, day_of_date(2026, m + 1, 1), eval_rules());
	dbtest_sql("REPLACE INTO eval_sum (span, first_day, part, key_id, slot, n) VALUES (1, %d, 1, %lld, %d, %d), (1, %d, 1, %lld, %d, %d)",
	    first, (long long)unit, N_CLOSE_DUE, due, first, (long long)unit, N_CLOSE, closed);
}

static int64_t
number(const char *what, const char *find_key)
{
	return dbtest_number("SELECT %s FROM finding WHERE find_key = '%s'", what, find_key);
}

/* The third bad month gives A3 and A4; new figures move what is proposed and leave what is confirmed. */
static void
months(void **state)
{
	const struct actor chief = office(CHIEF);
	const usec_t was = r->now;

	(void)state;
	rig_pass(r, DAY(2026, 10, 2) - r->now);
	for (int m = 6; m <= 9; m++)
		month(m, UNIT_B, 100, 100);
	month(6, UNIT_B, 20000, 17999);
	month(7, UNIT_B, 4, 3);
	dbtest_sql("INSERT INTO eval_run (span, first_day, until_day, whole, rules, digest, made_at) VALUES (2, %d, %d, 0, %d, REPEAT('x', 32), 1)",
	    day_of_date(2026, 1, 1), day_of(r->now), eval_rules());
	assert_true(judge_months(8) >= 2);
	assert_int_equal(number("COUNT(*)", "A3.u9002.2026-06"), 1);
	assert_int_equal(number("few", "A3.u9002.2026-07"), 1);
	assert_int_equal(number("COUNT(*)", "A4.u9002.2026"), 0);
	month(9, UNIT_B, 100, 89);
	assert_int_equal(judge_months(9), 2);
	assert_int_equal(number("num", "A4.u9002.2026"), 3);
	assert_int_equal(COUNT("finding_part p JOIN finding f ON f.id = p.finding_id WHERE f.find_key = 'A4.u9002.2026' AND p.bad"), 3);
	assert_int_equal(judge_months(9), 0);
	assert_int_equal(COUNT("outbox o JOIN finding f ON f.id = o.subject_id AND o.subject_kind = 7 WHERE f.find_key = 'A4.u9002.2026'"), 1);
	assert_int_equal(step(FX_CONFIRM, &chief, number("id", "A3.u9002.2026-09"), NULL), OK);
	/* An appeal took one out: what is confirmed stands, what is proposed follows. */
	month(9, UNIT_B, 99, 89);
	month(6, UNIT_B, 20000, 18000);
	assert_int_equal(judge_months(9), 0);
	assert_int_equal(number("den", "A3.u9002.2026-09"), 100);
	assert_int_equal(number("holds", "A3.u9002.2026-06"), 0);
	assert_int_equal(number("holds", "A4.u9002.2026"), 0);
	assert_int_equal(number("state", "A4.u9002.2026"), FS_PROPOSED);
	month(6, UNIT_B, 20000, 17000);
	assert_int_equal(judge_months(9), 0);
	assert_int_equal(number("holds", "A3.u9002.2026-06"), 1);
	assert_int_equal(number("num", "A3.u9002.2026-06"), 17000);
	chains_hold(SUBJECT_FINDING, number("id", "A3.u9002.2026-06"));
	r->now = was;
	clock_set(r->now);
}

/* The year warns, cannot be confirmed before it is over, and stands after it. */
static void
year(void **state)
{
	const struct actor chief = office(CHIEF);
	const usec_t was = r->now;
	const int first = day_of_date(2026, 1, 1);
	int64_t id;

	(void)state;
	rig_pass(r, DAY(2026, 12, 2) - r->now);
	for (int m = 10; m <= 12; m++)
		month(m, UNIT_B, 100, 100);
	dbtest_sql("REPLACE INTO eval_run (span, first_day, until_day, whole, rules, digest, made_at) VALUES (2, %d, %d, 0, %d, REPEAT('x', 32), 1)",
	    first, day_of(r->now), eval_rules());
	dbtest_sql("REPLACE INTO eval_sum (span, first_day, part, key_id, slot, n) VALUES (2, %d, 1, %d, %d, 1000), (2, %d, 1, %d, %d, 899)",
	    first, UNIT_B, N_CLOSE_DUE, first, UNIT_B, N_CLOSE_ONTIME);
	(void)judge_months(11);
	assert_int_equal(number("provisional", "A6.u9002.2026"), 1);
	id = number("id", "A6.u9002.2026");
	assert_int_equal(step(FX_CONFIRM, &chief, id, NULL), ERR_INVALID);
	assert_string_equal(err_text(), "Guard.finding_year");
	rig_pass(r, DAY(2027, 1, 2) - r->now);
	dbtest_sql("UPDATE eval_run SET whole = 1, until_day = %d WHERE span = 2", day_of_date(2027, 1, 1));
	(void)judge_months(12);
	assert_int_equal(number("provisional", "A6.u9002.2026"), 0);
	assert_int_equal(step(FX_CONFIRM, &chief, id, NULL), OK);
	r->now = was;
	clock_set(r->now);
}

/* Once a case, two rulers, neither of them twice; granted, the case leaves the counts and its instants stay. */
static void
appeals(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING), fresh = rig_case(r, CS_HANDLING);
	const struct actor a = with(CLERK_A, perm_bit(PERM_ANSWER)), b = with(CLERK_B, perm_bit(PERM_ANSWER)), chief = office(CHIEF),
	    head = office(COMMANDER);
	struct appeal_wish w = { .kind = APPEAL_LATE, .case_id = id, .due = USEC_NONE, .words = "现场被围挡封闭，无法进入。" };
	const usec_t from = day_start(day_of(r->now));
	int64_t due, ap, again;

	(void)state;
	rig_pass(r, 3 * USEC_DAY);
	(void)judge_cases(from, r->now);
	due = dbtest_number("SELECT due FROM promise WHERE case_id = %lld", (long long)id);
	assert_int_equal(appeal_ask(&r->desk, key(), &b, &w, &ap), ERR_INVALID);	/* not this unit's limit */
	w.words = "";
	assert_int_equal(appeal_ask(&r->desk, key(), &a, &w, &ap), ERR_INVALID);
	w.words = "现场被围挡封闭，无法进入。";
	assert_int_equal(appeal_ask(&r->desk, key(), &a, &w, &ap), OK);
	assert_int_equal(appeal_ask(&r->desk, key(), &a, &w, &again), ERR_INVALID);
	assert_string_equal(err_text(), "Err.appeal_once");
	assert_int_equal(appeal_rule(&r->desk, key(), &a, ap, true, "同意"), ERR_DENIED);
	assert_int_equal(appeal_rule(&r->desk, key(), &chief, ap, true, ""), ERR_INVALID);
	assert_int_equal(appeal_rule(&r->desk, key(), &chief, ap, true, "情况属实"), OK);
	assert_int_equal(appeal_rule(&r->desk, key(), &chief, ap, true, "再次同意"), ERR_INVALID);
	assert_string_equal(err_text(), "Guard.appeal_second");
	assert_int_equal(COUNT("case_exempt WHERE case_id = %lld", (long long)id), 0);
	assert_int_equal(appeal_rule(&r->desk, key(), &head, ap, true, "同意初审意见"), OK);
	assert_int_equal(appeal_rule(&r->desk, key(), &head, ap, false, "改主意"), ERR_CONFLICT);
	assert_int_equal(COUNT("case_exempt WHERE case_id = %lld AND appeal_id = %lld", (long long)id, (long long)ap), 1);
	assert_int_equal(dbtest_number("SELECT due FROM promise WHERE case_id = %lld", (long long)id), due);
	assert_int_equal(dbtest_number("SELECT holds FROM finding WHERE id = %lld", (long long)id_of("A1", id)), 0);
	assert_int_equal(COUNT("event WHERE subject_kind = 7 AND subject_id = %lld AND kind = 1013", (long long)id_of("A1", id)), 1);
	chains_hold(SUBJECT_APPEAL, ap);
	/* Refused where one of the two refuses. */
	w.case_id = fresh;
	assert_int_equal(appeal_ask(&r->desk, key(), &a, &w, &ap), OK);
	assert_int_equal(appeal_rule(&r->desk, key(), &chief, ap, false, "理由不成立"), OK);
	assert_int_equal(appeal_rule(&r->desk, key(), &head, ap, true, "我看成立"), OK);
	assert_int_equal(dbtest_number("SELECT state FROM appeal WHERE id = %lld", (long long)ap), AP_REFUSED);
	assert_int_equal(COUNT("case_exempt WHERE case_id = %lld", (long long)fresh), 0);
}

/* The figures without the exempt case; what was counted with it is counted anew. */
static void
exempt(void **state)
{
	const int64_t id = dbtest_number("SELECT MAX(case_id) FROM case_exempt");
	struct eval_query q = eval_query_of(2026, 6, PART_OF_UNIT);
	struct evaluation *with_it, *without;
	int64_t done = 0, appeal = dbtest_number("SELECT appeal_id FROM case_exempt WHERE case_id = %lld", (long long)id);
	const usec_t was = r->now;

	(void)state;
	rig_pass(r, DAY(2026, 7, 2) - r->now);
	dbtest_sql("DELETE FROM eval_sum");
	dbtest_sql("DELETE FROM eval_run");
	dbtest_sql("DELETE FROM case_exempt");
	assert_int_equal(evaluation_run(&work, r->now, &done), OK);
	q.compare = false;
	assert_int_equal(evaluation_read(&work, &q, &with_it), OK);
	dbtest_sql("INSERT INTO case_exempt (case_id, appeal_id, granted_at) VALUES (%lld, %lld, %lld)", (long long)id, (long long)appeal,
	    (long long)r->now);
	rig_pass(r, USEC_MIN);
	assert_int_equal(appeal_recount(&work), OK);
	done = 0;
	assert_int_equal(evaluation_run(&work, r->now, &done), OK);
	assert_true(done >= 1);
	assert_int_equal(evaluation_read(&work, &q, &without), OK);
	assert_int_equal(without->total.now.v[N_CLOSE_DUE], with_it->total.now.v[N_CLOSE_DUE] - 1);
	assert_int_equal(without->total.now.v[N_DISPOSE_LATE_OPEN], with_it->total.now.v[N_DISPOSE_LATE_OPEN] - 1);
	assert_int_equal(without->total.now.v[N_FILED], with_it->total.now.v[N_FILED]);
	assert_int_equal(appeal_recount(&work), OK);
	done = 0;
	assert_int_equal(evaluation_run(&work, r->now, &done), OK);
	assert_int_equal(done, 0);
	r->now = was;
	clock_set(r->now);
}

/* A media case is traced back as soon as it is filed: who had it when, and which limits were kept. */
static void
trace(void **state)
{
	const int64_t id = rig_case(r, CS_DISPATCHED);
	const usec_t from = day_start(day_of(r->now));
	int64_t f;

	(void)state;
	dbtest_sql("UPDATE cases SET source = 22 WHERE id = %lld", (long long)id);
	dbtest_sql("INSERT INTO patrol_plan (form, cell_id, shift_id, user_id, post, duty) VALUES (3, %d, 1, %d, '路口', '巡查')", CELL_BASE, PATROL);
	rig_pass(r, USEC_DAY);
	(void)judge_cases(from, r->now);
	f = id_of("A19", id);
	assert_true(COUNT("finding_trace WHERE finding_id = %lld AND part = 1 AND user_id = %d AND fault = 2", (long long)f, PATROL) >= 1);
	assert_true(COUNT("finding_trace WHERE finding_id = %lld AND part = 3 AND user_id = %d", (long long)f, ACCEPTOR) >= 1);
	assert_int_equal(COUNT("finding_trace WHERE finding_id = %lld AND part = 5 AND unit_id = %d", (long long)f, UNIT_A), 1);
	assert_true(COUNT("finding_trace WHERE finding_id = %lld AND part = 4 AND fault = 2", (long long)f) >= 1);	/* not signed in its hour */
}

/* The same seed draws the same; what is found bad becomes a finding; a penalty of a person waits for another one. */
static void
measures(void **state)
{
	const struct actor chief = office(CHIEF), head = office(COMMANDER);
	struct measure_wish w = { .kind = MK_INSPECT, .title = "六月案件质量抽查", .first_day = day_of_date(2026, 6, 1),
		.end_day = day_of_date(2026, 9, 1), .sample = 2, .seed = 42, .day = day_of(r->now) };
	struct measure_wish p = { .kind = MK_PENALTY, .title = "扣发当月绩效", .user_id = HAND_A, .unit_id = UNIT_A, .words = "经研究决定。",
		.day = day_of(r->now) };
	int64_t id, again, c;

	(void)state;
	for (int i = 0; i < 4; i++)
		(void)rig_case(r, CS_CLOSED);
	assert_int_equal(measure_begin(&r->desk, key(), &chief, &w, &id), OK);
	assert_int_equal(measure_begin(&r->desk, key(), &chief, &w, &again), OK);
	assert_int_equal(COUNT("measure_case x JOIN measure_case y ON y.case_id = x.case_id WHERE x.measure_id = %lld AND y.measure_id = %lld",
	    (long long)id, (long long)again), 2);
	c = dbtest_number("SELECT MIN(case_id) FROM measure_case WHERE measure_id = %lld", (long long)id);
	assert_int_equal(measure_look(&r->desk, key(), &chief, id, c, 2, NULL), ERR_INVALID);
	assert_int_equal(measure_look(&r->desk, key(), &chief, id, c, 2, "照片与现场不符"), OK);
	assert_int_equal(measure_look(&r->desk, key(), &chief, id, 1, 1, NULL), ERR_CONFLICT);
	assert_int_equal(measure_end(&r->desk, key(), &chief, id, true, "抽查结束"), OK);
	rig_pass(r, USEC_MIN);
	assert_true(judge_cases(day_start(day_of(r->now)), r->now) >= 1);
	assert_true(id_of("A16", c) > 0);
	assert_int_equal(measure_begin(&r->desk, key(), &chief, &p, &id), OK);
	assert_int_equal(dbtest_number("SELECT state FROM account_measure WHERE id = %lld", (long long)id), MS_WAITING);
	assert_int_equal(measure_end(&r->desk, key(), &chief, id, true, "同意"), ERR_INVALID);
	assert_int_equal(measure_end(&r->desk, key(), &head, id, true, "同意"), OK);
	chains_hold(SUBJECT_MEASURE, id);
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
	work = r->desk;
	work.db = dbtest_open("anjuan_batch_work");
	work.arena = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	db_close(work.db);
	arena_free(work.arena);
	rig_free(r);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(once), cmocka_unit_test(way), cmocka_unit_test(persons), cmocka_unit_test(months),
		cmocka_unit_test(year), cmocka_unit_test(appeals), cmocka_unit_test(exempt), cmocka_unit_test(trace), cmocka_unit_test(measures) };

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("account", tests, setup, teardown);
}
