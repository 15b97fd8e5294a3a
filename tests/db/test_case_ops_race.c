/* Everybody at the same moment: clerks, forms, numbers, timers; one of each wins. */
#include "config.h"
#include "lib/service/case_ops.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/check.h"
#include "lib/db/script.h"
#include "lib/store/store_case.h"
#include "lib/store/store_complaint.h"
#include "lib/store/store_event.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

static struct rig rig, *const r = &rig;

static int
begin(void **state)
{
	(void)state;
	err_clear();
	return 0;
}

static struct ledger_report
verify(int64_t case_id)
{
	struct ledger_report report;

	assert_int_equal(ledger_verify(&r->desk, SUBJECT_CASE, case_id, &report), OK);
	return report;
}

/* Intervals lie end to end, exactly one is open unless the case is over, none ends before it began. */
static void
check_intervals(int64_t id, bool over)
{
	const long long c = id;

	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM stage WHERE case_id = %lld AND ended IS NULL", c), !over);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM stage a JOIN stage b ON b.case_id = a.case_id AND"
	    " b.seq = a.seq + 1 WHERE a.case_id = %lld AND NOT (a.ended <=> b.started)", c), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM promise WHERE case_id = %lld AND ended < started", c), 0);
	assert_int_equal(dbtest_number("SELECT MIN(started) = (SELECT received_at FROM cases WHERE id = %lld) FROM stage"
	    " WHERE case_id = %lld", c, c), 1);
}

/* --- twice, too late, at once -------------------------------------------------------------- */

static void
same_key_twice(void **state)
{
	int64_t id = rig_case(r, CS_FILED), other = rig_case(r, CS_FILED);
	struct case_row *c = rig_row(r, id);
	struct step s = rig_step(r, DISPATCHER, ACT_DISPATCH), again = s;
	const char *key = random_token(r->folder.a);

	(void)state;
	assert_int_equal(case_act(&r->desk, id, c->version, key, &s, NULL), OK);
	assert_int_equal(case_act(&r->desk, id, c->version, key, &again, NULL), OK);
	assert_int_equal(rig_row(r, id)->version, c->version + 1);
	assert_int_equal(rig_row(r, id)->event_seq, c->event_seq + 1);
	/* The key of one case's form opens no other case. */
	again = s;
	assert_int_equal(case_act(&r->desk, other, rig_row(r, other)->version, key, &again, NULL), ERR_CONFLICT);
	assert_int_equal(rig_row(r, other)->state, CS_FILED);
}

static void
too_late(void **state)
{
	int64_t id = rig_case(r, CS_FILED);
	struct case_row *c = rig_row(r, id);
	struct step s = rig_step(r, DISPATCHER, ACT_DISPATCH);
	const char *key = random_token(r->folder.a);

	(void)state;
	assert_int_equal(case_act(&r->desk, id, c->version, random_token(r->folder.a), &s, NULL), OK);
	s = rig_step(r, DISPATCHER, ACT_UNCLEAR);
	assert_int_equal(case_act(&r->desk, id, c->version, key, &s, NULL), ERR_CONFLICT);
	assert_int_equal(rig_row(r, id)->state, CS_DISPATCHED);
	/* The refused form may be sent again with the version of now. */
	s = rig_step(r, CLERK_A, ACT_SIGN);
	assert_int_equal(case_act(&r->desk, id, c->version + 1, key, &s, NULL), OK);
	assert_int_equal(case_act(&r->desk, 999999999, 1, NULL, &s, NULL), ERR_NOT_FOUND);
}

/* A refused step writes nothing at all. */
static void
refused(void **state)
{
	int64_t id = rig_case(r, CS_HANDLING);
	struct case_row *c = rig_row(r, id);
	struct step s = rig_step(r, CLERK_B, ACT_FEEDBACK);
	const long long rows = dbtest_number("SELECT (SELECT COUNT(*) FROM event) + (SELECT COUNT(*) FROM stage) +"
	    " (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM write_key)");

	(void)state;
	s.n_files = 0;
	assert_int_equal(case_act(&r->desk, id, c->version, "a-key-of-its-own", &s, NULL), ERR_DENIED);
	s = rig_step(r, CLERK_A, ACT_FEEDBACK);
	assert_int_equal(case_act(&r->desk, id, c->version, "a-key-of-its-own", &s, NULL), ERR_INVALID);
	assert_string_equal(err_field(), "photo");
	s = rig_step(r, CLERK_A, ACT_CLOSE_CHIEF);
	assert_int_equal(case_act(&r->desk, id, c->version, "a-key-of-its-own", &s, NULL), ERR_NOT_FOUND);
	assert_int_equal(rig_row(r, id)->version, c->version);
	assert_int_equal(dbtest_number("SELECT (SELECT COUNT(*) FROM event) + (SELECT COUNT(*) FROM stage) +"
	    " (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM write_key)"), rows);
	/* A condition of another class is no condition of this case. */
	id = rig_case(r, CS_FILING);
	s = rig_step(r, ACCEPTOR, ACT_FILE);
	s.condition_id = dbtest_number("SELECT MIN(id) FROM class_condition WHERE class_id = %d", CLASS_GAS);
	assert_int_equal(rig_act(r, id, &s), ERR_INVALID);
	assert_string_equal(err_field(), "condition");
}

struct duel {
	int64_t id, version;
	const char *key;
};

static enum err
one_step(struct rig *mine, int i, void *ctx)
{
	const struct duel *d = ctx;
	struct step s = rig_step(mine, DISPATCHER, i % 2 ? ACT_UNCLEAR : ACT_DISPATCH);

	return case_act(&mine->desk, d->id, d->version, d->key, &s, NULL);
}

/* Eight clerks press a button at the same moment: one wins, seven are told. */
static void
at_once(void **state)
{
	int got[ERR_MAX];

	(void)state;
	for (int round = 0; round < 5; round++) {
		struct duel d = { .id = rig_case(r, CS_FILED) };
		const long long k = d.id;

		d.version = rig_row(r, d.id)->version;
		rig_race(r, 8, one_step, &d, got);
		assert_int_equal(got[OK], 1);
		assert_int_equal(got[ERR_CONFLICT], 7);
		assert_int_equal(rig_row(r, d.id)->version, d.version + 1);
		assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE subject_kind = 2 AND subject_id = %lld", k),
		    d.version + 1);
		check_intervals(d.id, false);
		assert_false(verify(d.id).broken);
	}
}

static enum err
void_for_the_other(struct rig *mine, int i, void *ctx)
{
	const int64_t *ids = ctx;
	struct step s = rig_step(mine, ACCEPTOR, ACT_VOID);

	s.kept_case = ids[1 - i];
	return rig_act(mine, ids[i], &s);
}

/* Two clerks, each of whom keeps the case the other one declares void: one case stays. */
static void
one_is_kept(void **state)
{
	int got[ERR_MAX];

	(void)state;
	for (int round = 0; round < 10; round++) {
		int64_t ids[2] = { rig_case(r, CS_FILING), rig_case(r, CS_FILING) };

		rig_race(r, 2, void_for_the_other, ids, got);
		assert_int_equal(got[OK], 1);
		assert_int_equal(got[ERR_CONFLICT] + got[ERR_INVALID], 1);
	}
}

static enum err
same_form(struct rig *mine, int i, void *ctx)
{
	const struct duel *d = ctx;
	struct step s = rig_step(mine, DISPATCHER, ACT_DISPATCH);

	(void)i;
	return case_act(&mine->desk, d->id, d->version, d->key, &s, NULL);
}

/* One form sent eight times at once is one step, and nobody is frightened. */
static void
same_form_at_once(void **state)
{
	struct duel d = { .id = rig_case(r, CS_FILED), .key = "the-one-key-of-this-form" };
	int got[ERR_MAX];

	(void)state;
	d.version = rig_row(r, d.id)->version;
	rig_race(r, 8, same_form, &d, got);
	assert_int_equal(got[OK], 8);
	assert_int_equal(rig_row(r, d.id)->version, d.version + 1);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM write_key WHERE case_id = %lld AND key_hash ="
	    " UNHEX(SHA2('the-one-key-of-this-form', 256))", (long long)d.id), 1);
}

static enum err
register_one(struct rig *mine, int i, void *ctx)
{
	int64_t id;

	(void)i;
	return case_register(&mine->desk, *(const int64_t *)ctx, 0, NULL, rig_who(mine, ACCEPTOR), &id);
}

static void
registered_at_once(void **state)
{
	int64_t complaint = rig_complaint(r);
	int got[ERR_MAX];

	(void)state;
	rig_race(r, 8, register_one, &complaint, got);
	assert_int_equal(got[OK], 1);
	assert_int_equal(got[ERR_CONFLICT], 7);
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM complaint_case WHERE complaint_id = %lld",
	    (long long)complaint), 1);
}

static enum err
file_one(struct rig *mine, int i, void *ctx)
{
	const int64_t *ids = ctx;
	struct step s = rig_step(mine, ACCEPTOR, ACT_FILE);

	return rig_act(mine, ids[i], &s);
}

/* Numbers of a year have no gap and no double, whoever files at the same moment. */
static void
numbers_at_once(void **state)
{
	int64_t ids[8], before = dbtest_number("SELECT COALESCE(MAX(last), 0) FROM case_number");
	int got[ERR_MAX];

	(void)state;
	for (size_t i = 0; i < N(ids); i++)
		ids[i] = rig_case(r, CS_FILING);
	rig_race(r, N(ids), file_one, ids, got);
	assert_int_equal(got[OK], 8);
	assert_int_equal(dbtest_number("SELECT last FROM case_number WHERE year = 2026"), before + 8);
	assert_int_equal(dbtest_number("SELECT COUNT(DISTINCT number) FROM cases WHERE id >= %lld", (long long)ids[0]), 8);
}

/* --- late marks and seals -------------------------------------------------------------------------- */

static enum err
mark(struct rig *mine, int i, void *ctx)
{
	struct service sv = mine->desk;
	CLEANUP(arena_freep) struct arena *a = arena_new();
	int64_t marked;

	(void)i;
	(void)ctx;
	sv.arena = a;
	return case_mark_late(&sv, mine->now, &marked);
}

static void
late(void **state)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct service sv = r->desk;
	int64_t ids[6], marked, versions = 0, closed = rig_case(r, CS_CLOSED);
	int got[ERR_MAX];

	(void)state;
	sv.arena = a;
	ids[0] = rig_case(r, CS_VERIFYING);
	ids[1] = rig_case(r, CS_DISPATCHED);
	ids[2] = rig_case(r, CS_CHECKING);
	ids[3] = rig_case(r, CS_FILED);
	ids[4] = rig_case(r, CS_CLOSE_CHIEF);
	ids[5] = rig_case(r, CS_REGISTERED);
	for (size_t i = 0; i < N(ids); i++)
		versions += rig_row(r, ids[i])->version;
	rig_pass(r, USEC_DAY);
	rig_race(r, 4, mark, NULL, got);
	assert_int_equal(got[OK], 4);
	for (size_t i = 0; i < N(ids); i++) {
		const long long k = ids[i];

		assert_int_equal(dbtest_number("SELECT COUNT(*) FROM event WHERE subject_kind = 2 AND subject_id = %lld AND"
		    " kind IN (60, 61, 410, 740)", k), 1);
		assert_int_equal(dbtest_number("SELECT late_at FROM stage WHERE case_id = %lld AND ended IS NULL", k), r->now);
		assert_int_equal(dbtest_number("SELECT role_id FROM event WHERE subject_kind = 2 AND subject_id = %lld"
		    " ORDER BY seq DESC LIMIT 1", k), R_SYSTEM);
		/* The clerk who has the page open is not thrown back by the timer. */
		versions -= rig_row(r, ids[i])->version;
		assert_false(verify(ids[i]).broken);
	}
	assert_int_equal(versions, 0);
	assert_int_equal(rig_row(r, closed)->event_seq, 12);
	assert_int_equal(case_mark_late(&sv, r->now + USEC_DAY, &marked), OK);
	assert_int_equal(marked, 0);
}

static enum err
seal_now(struct rig *mine, int i, void *ctx)
{
	struct service sv = mine->desk;
	int32_t sealed;

	(void)i;
	sv.db = dbtest_open("anjuan_batch_work");
	return ledger_seal(&sv, *(const usec_t *)ctx, &sealed);
}

/* Everything that happened stands under one seal, and each seal under the next. */
static void
check_seals(void)
{
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM seal"), dbtest_number("SELECT MAX(day) - MIN(day) + 1 FROM seal"));
	assert_int_equal(dbtest_number("SELECT SUM(events) FROM seal"), dbtest_number("SELECT COUNT(*) FROM event WHERE"
	    " at < (SELECT MAX(upto_at) FROM seal)"));
	assert_int_equal(dbtest_number("SELECT COUNT(*) FROM seal a JOIN seal b ON b.day = a.day + 1 WHERE"
	    " b.prev_root <> a.root"), 0);
	assert_int_equal(dbtest_number("SELECT COUNT(DISTINCT root) FROM seal"), dbtest_number("SELECT COUNT(*) FROM seal"));
}

static void
seals(void **state)
{
	CLEANUP(db_closep) struct db *work = dbtest_open("anjuan_batch_work");
	struct service sv = r->desk;
	usec_t midnight = day_start(day_of(r->now) + 1), t = midnight + 10 * USEC_MIN;
	int32_t sealed, before;
	int got[ERR_MAX];

	(void)state;
	sv.db = work;
	(void)rig_case(r, CS_FILED);
	/* Ten minutes of the next day have to pass. */
	assert_int_equal(ledger_seal(&sv, midnight + 10 * USEC_MIN - 1, &sealed), OK);
	before = (int32_t)dbtest_number("SELECT COUNT(*) FROM seal WHERE day >= %d", day_of(r->now));
	assert_int_equal(before, 0);
	rig_race(r, 4, seal_now, &t, got);
	assert_int_equal(got[OK], 4);
	assert_int_equal(dbtest_number("SELECT MAX(day) FROM seal"), day_of(r->now));
	check_seals();
	assert_int_equal(ledger_seal(&sv, t + USEC_HOUR, &sealed), OK);
	assert_int_equal(sealed, 0);
	/* The timer stood still for a week and for a winter: no day stays without a seal. */
	assert_int_equal(ledger_seal(&sv, t + 7 * USEC_DAY, &sealed), OK);
	assert_int_equal(sealed, 7);
	assert_int_equal(ledger_seal(&sv, t + 60 * USEC_DAY, &sealed), OK);
	assert_int_equal(sealed, SEAL_DAYS_MAX);
	assert_int_equal(ledger_seal(&sv, t + 60 * USEC_DAY, &sealed), OK);
	assert_int_equal(sealed, 60 - 7 - SEAL_DAYS_MAX);
	check_seals();
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(same_key_twice, begin),
		cmocka_unit_test_setup(too_late, begin), cmocka_unit_test_setup(refused, begin),
		cmocka_unit_test_setup(at_once, begin), cmocka_unit_test_setup(one_is_kept, begin),
		cmocka_unit_test_setup(same_form_at_once, begin),
		cmocka_unit_test_setup(registered_at_once, begin),
		cmocka_unit_test_setup(numbers_at_once, begin),
		cmocka_unit_test_setup(late, begin), cmocka_unit_test_setup(seals, begin),
	};
	int failed;

	dbtest_start(argc, argv, true);
	rig_make(r);
	failed = cmocka_run_group_tests_name("case_ops_race", tests, NULL, NULL);
	rig_free(r);
	return failed;
}
