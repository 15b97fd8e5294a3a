/* "This is mine too": a sender joins a case, a clerk takes him out again; with the public's own account. */
#include "config.h"
#include "lib/service/complaint_join.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/service/door_ops.h"
#include "lib/service/ledger_ops.h"
#include "lib/store/store_complaint.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;

static void
whole(enum subject kind, int64_t id)
{
	struct ledger_report report;

	assert_int_equal(ledger_verify(&r->desk, kind, id, &report), OK);
	assert_false(report.broken);
}

/* The case's head is its last event, and the chain is whole. */
static void
head_is_last(int64_t id)
{
	assert_int_equal(rig_row(r, id)->event_seq, dbtest_number("SELECT MAX(seq) FROM event WHERE subject_kind = 2 AND"
	    " subject_id = %lld", (long long)id));
	whole(SUBJECT_CASE, id);
}

static int64_t
state_of(int64_t complaint)
{
	return dbtest_number("SELECT state FROM complaint WHERE id = %lld", (long long)complaint);
}

static struct complaint_form
form_for(int64_t case_id)
{
	struct complaint_form f = rig_form(r);

	f.same_case = case_id;
	f.community = NULL;
	return f;
}

static void
joined(void **state)
{
	const int64_t id = rig_case(r, CS_HANDLING), version = rig_row(r, id)->version;
	const struct complaint_form f = form_for(id);
	struct complaint_receipt out;
	int64_t mine, back;

	(void)state;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), OK);
	assert_int_equal(state_of(out.id), CP_REGISTERED);
	assert_int_equal(store_case_of_complaint(r->desk_db, out.id, &mine), OK);
	assert_int_equal(mine, id);
	assert_int_equal(rig_row(r, id)->version, version);	/* no clerk's form is thrown back */
	head_is_last(id);
	whole(SUBJECT_COMPLAINT, out.id);
	/* Taken out: it waits with a new hour; again by the same form: nothing more. */
	rig_pass(r, USEC_HOUR);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(complaint_part(&r->desk, out.id, "a-form-of-the-desk-1", rig_who(r, ACCEPTOR), &back), OK);
		assert_int_equal(back, id);
	}
	assert_int_equal(state_of(out.id), CP_RECEIVED);
	assert_int_equal(dbtest_number("SELECT accept_due FROM complaint WHERE id = %lld", (long long)out.id),
	    r->now + USEC_HOUR);
	assert_int_equal(store_case_of_complaint(r->desk_db, out.id, &mine), ERR_NOT_FOUND);
	assert_int_equal(complaint_part(&r->desk, out.id, "a-form-of-the-desk-2", rig_who(r, ACCEPTOR), &back), ERR_NOT_FOUND);
	head_is_last(id);
	whole(SUBJECT_COMPLAINT, out.id);
	/* And a clerk may join it anew: the case's ledger says that as well. */
	assert_int_equal(case_join(&r->desk, out.id, id, "a-form-of-the-desk-3", rig_who(r, ACCEPTOR)), OK);
	assert_int_equal(dbtest_number("SELECT kind FROM event WHERE subject_kind = 2 AND subject_id = %lld ORDER BY seq DESC"
	    " LIMIT 1", (long long)id), ACT_JOINED_BY);
	head_is_last(id);
}

/* Over, unknown, or sent by a robot: filed all the same, and pointing to the case. */
static void
pointed(void **state)
{
	const int64_t over = rig_case(r, CS_CLOSED), open = rig_case(r, CS_FILED);
	struct complaint_form f = form_for(over);
	struct complaint_receipt out;
	int64_t mine, back, seq = rig_row(r, over)->event_seq;

	(void)state;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), OK);
	assert_int_equal(state_of(out.id), CP_RECEIVED);
	assert_int_equal(dbtest_number("SELECT same_case FROM complaint WHERE id = %lld", (long long)out.id), over);
	assert_int_equal(store_case_of_complaint(r->desk_db, out.id, &mine), ERR_NOT_FOUND);
	assert_int_equal(rig_row(r, over)->event_seq, seq);
	f = form_for(open);
	f.doubts = 1;
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), OK);
	assert_int_equal(state_of(out.id), CP_SUSPECT);
	assert_int_equal(dbtest_number("SELECT same_case FROM complaint WHERE id = %lld", (long long)out.id), open);
	f = form_for(999999999);
	assert_int_equal(complaint_file(&r->public, &f, NULL, 0, &out), ERR_NOT_FOUND);
	/* The complaint that made the case stays with it. */
	mine = dbtest_number("SELECT complaint_id FROM complaint_case WHERE case_id = %lld ORDER BY id LIMIT 1",
	    (long long)open);
	assert_int_equal(complaint_part(&r->desk, mine, "a-form-of-the-desk-4", rig_who(r, ACCEPTOR), &back), ERR_INVALID);
}

static enum err
file_same(struct rig *mine, int i, void *ctx)
{
	struct complaint_receipt out;

	(void)i;
	return complaint_file(&mine->public, ctx, NULL, 0, &out);
}

static enum err
file_or_act(struct rig *mine, int i, void *ctx)
{
	const struct complaint_form *list = ctx;
	struct complaint_receipt out;
	struct step s;

	if (i % 2 == 0)
		return complaint_file(&mine->public, &list[i], NULL, 0, &out);
	s = rig_step(mine, ACCEPTOR, ACT_CORRECT);
	return rig_act(mine, list[i].same_case, &s);
}

/* The same form eight times at once, and senders and clerks at one case together: no link twice, no event lost. */
static void
at_once(void **state)
{
	const int64_t id = rig_case(r, CS_FILING);
	struct complaint_form f = form_for(id), list[8];
	int got[ERR_MAX];

	(void)state;
	rig_race(r, 8, file_same, &f, got);
	assert_int_equal(got[OK], 8);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_case WHERE case_id = %lld", (long long)id), 2);
	head_is_last(id);
	for (size_t i = 0; i < N(list); i++)
		list[i] = form_for(id);
	rig_race(r, 8, file_or_act, list, got);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_case WHERE case_id = %lld", (long long)id), 6);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE subject_kind = 2 AND subject_id = %lld AND kind = 930",
	    (long long)id), 5);
	head_is_last(id);
}

/* The statement gives what the rule decides: the case is there, and away when it is confidential. */
static void
near(void **state)
{
	const int64_t id = rig_case(r, CS_FILED);
	const struct near_report here = { CLASS_COVER, INSIDE_LAT, INSIDE_LON, r->now };
	struct near_card cards[NEAR_FEW];
	size_t n, before;

	(void)state;
	assert_int_equal(door_same(&r->public, &here, cards, &before), OK);
	assert_true(before > 0);
	dbtest_sql("UPDATE cases SET confidential = 1 WHERE id <> %lld", (long long)id);
	assert_int_equal(door_same(&r->public, &here, cards, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(cards[0].case_id, id);
	assert_int_equal(cards[0].metres, 0);
	dbtest_sql("UPDATE cases SET confidential = 1 WHERE id = %lld", (long long)id);
	assert_int_equal(door_same(&r->public, &here, cards, &n), OK);
	assert_int_equal(n, 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joined), cmocka_unit_test(pointed), cmocka_unit_test(at_once), cmocka_unit_test(near),
	};
	int failed;

	dbtest_start(argc, argv, true);
	rig_make(r);
	failed = cmocka_run_group_tests_name("join", tests, NULL, NULL);
	rig_free(r);
	return failed;
}
