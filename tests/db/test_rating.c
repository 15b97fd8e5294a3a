/* What senders say of the result (workflow row 78): under the public account and under the desk's. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/service/complaint_rate.h"
#include "lib/service/matter_ops.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;
static const struct actor citizen = { .user_id = 0 };

static int64_t
complaint_of(int64_t case_id)
{
	return dbtest_number("SELECT complaint_id FROM complaint_case WHERE case_id = %lld", (long long)case_id);
}

static enum err
rate(int64_t complaint, enum rating answer, const char *words)
{
	err_clear();
	return complaint_rate(&r->public, random_token(r->folder.a), complaint, answer, words, &citizen);
}

static int64_t
told(int64_t complaint)
{
	return dbtest_number("SELECT COUNT(*) FROM outbox WHERE subject_kind = 1 AND subject_id = %lld AND audience IN"
	    " ('CHIEF', 'ACCEPTOR') AND event_seq > 1", (long long)complaint);
}

/* Only while it is closed; each answer stays, the last one counts; what is not solved is told. */
static void
answers(void **state)
{
	const int64_t id = rig_case(r, CS_CLOSE_CHIEF), complaint = complaint_of(id);
	struct step s = rig_step(r, CHIEF, ACT_CLOSE_CHIEF);
	struct rating_row last, *all;
	size_t n;

	(void)state;
	assert_int_equal(rate(complaint, RATING_SOLVED, NULL), ERR_DENIED);
	assert_string_equal(err_text(), "Guard.rating_early");
	assert_int_equal(rig_act(r, id, &s), OK);
	assert_int_equal(rate(complaint, (enum rating)5, NULL), ERR_INVALID);
	assert_string_equal(err_field(), "rating");
	assert_int_equal(rate(complaint, RATING_UNSOLVED, "井盖换了，𠮷祥路口旁边的坑还在。"), OK);
	assert_int_equal(told(complaint), 2);
	rig_pass(r, USEC_HOUR);
	assert_int_equal(rate(complaint, RATING_SOLVED, ""), OK);
	assert_int_equal(told(complaint), 2);
	assert_int_equal(store_rating_last(r->public_db, r->folder.a, complaint, &last), OK);
	assert_true(last.answer == RATING_SOLVED && !last.by_staff && last.at == r->now);
	assert_int_equal(store_ratings(r->desk_db, r->folder.a, complaint, &all, &n), OK);
	assert_int_equal(n, 2);
	assert_true(all[0].words == NULL && strcmp(all[1].words, "井盖换了，𠮷祥路口旁边的坑还在。") == 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE subject_kind = 1 AND subject_id = %lld AND kind = %d",
	    (long long)complaint, ACT_C_RATED), 2);
}

/* The same form twice is one answer; a clerk writes down what he was told on the telephone. */
static void
once(void **state)
{
	const int64_t complaint = complaint_of(rig_case(r, CS_CLOSED));
	const char *key = random_token(r->folder.a);
	struct rating_row last;

	(void)state;
	for (int i = 0; i < 2; i++)
		assert_int_equal(complaint_rate(&r->public, key, complaint, RATING_PARTLY, "一半", &citizen), OK);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_rating WHERE complaint_id = %lld", (long long)complaint), 1);
	assert_int_equal(complaint_rate(&r->desk, random_token(r->folder.a), complaint, RATING_UNSURE, "说不清", rig_who(r, ACCEPTOR)),
	    OK);
	assert_int_equal(store_rating_last(r->desk_db, r->folder.a, complaint, &last), OK);
	assert_true(last.by_staff && last.answer == RATING_UNSURE);
	assert_int_equal(rate(987654, RATING_SOLVED, NULL), ERR_NOT_FOUND);
}

/* In the archive it is too late; the ledgers verify with all that was said. */
static void
late(void **state)
{
	const int64_t complaint = complaint_of(rig_case(r, CS_ARCHIVED));
	char *words = arena_alloc(r->folder.a, RATING_WORDS_MAX + 2);
	struct ledger_report report;

	(void)state;
	assert_int_equal(rate(complaint, RATING_SOLVED, NULL), ERR_DENIED);
	assert_string_equal(err_text(), "Guard.rating_over");
	memset(words, 'a', RATING_WORDS_MAX + 1);
	words[RATING_WORDS_MAX + 1] = '\0';
	assert_int_equal(rate(complaint, RATING_SOLVED, words), ERR_INVALID);
	assert_int_equal(ledger_verify(&r->desk, SUBJECT_COMPLAINT, 0, &report), OK);
	assert_false(report.broken);
}

/* Five browsers say something at the same moment: five answers, one chain. */
static enum err
one_of_many(struct rig *mine, int i, void *ctx)
{
	const int64_t *complaint = ctx;

	return complaint_rate(&mine->public, random_token(mine->folder.a), *complaint, (enum rating)(1 + i % 4), "同时", &citizen);
}

static void
race(void **state)
{
	int64_t complaint = complaint_of(rig_case(r, CS_CLOSED));
	struct ledger_report report;
	int got[ERR_MAX] = { 0 };

	(void)state;
	rig_race(r, 5, one_of_many, &complaint, got);
	assert_int_equal(got[OK], 5);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_rating WHERE complaint_id = %lld", (long long)complaint), 5);
	assert_int_equal(ledger_verify(&r->desk, SUBJECT_COMPLAINT, complaint, &report), OK);
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
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
	const struct CMUnitTest tests[] = { cmocka_unit_test(answers), cmocka_unit_test(once), cmocka_unit_test(late),
		cmocka_unit_test(race) };

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("rating", tests, setup, teardown);
}
