/*
 * A random walker: legal and illegal steps by random posts at random times,
 * through the rules and the services against a real database.  After each step
 * that was taken the case's row, its intervals and its ledger must agree; at the
 * end every case is lived again from its ledger alone and must be the same.
 *
 *	tests/db/test_walker [STEPS [SEED]]	3,000 without; 100,000 by hand
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/rule/workflow.h"
#include "lib/store/store_case.h"
#include "lib/store/store_event.h"
#include "tests/db/case_rig.h"

#include "lib/base/banned.h"

enum { CASES = 24, DAYS = 150, CLASS_OTHER = 10102, SHOTS = 64 };

static struct rig rig, *const r = &rig;
static struct arena *scratch;
static long steps = 3000;
static uint64_t dice;
static int64_t ids[CASES], all[20000];
static size_t n_all;
static long taken, refused, stale, late, resumed, windows, archived;
static struct attachment shots[SHOTS];	/* stored once, taken again and again */
static int64_t other_condition;	/* the first one of CLASS_OTHER */
static bool walked[1024];	/* actions that were taken */

static uint64_t
roll(uint64_t sides)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return dice % sides;
}

static bool
chance(unsigned per_cent)
{
	return roll(100) < per_cent;
}

static int64_t
begin_case(void)
{
	int64_t id;

	assert_int_equal(case_register(&r->desk, rig_complaint(r), 0, NULL, rig_who(r, ACCEPTOR), &id), OK);
	assert_true(n_all < N(all));
	all[n_all++] = id;
	return id;
}

/* A form as somebody might send it: mostly whole, sometimes with holes and wrong choices. */
static struct step
random_form(const struct transition *t, enum rig_post p)
{
	static const int64_t units[] = { UNIT_A, UNIT_B, UNIT_A, UNIT_B, UNIT_PATROL, 0, 777 };
	static int64_t members[2];
	struct step s = rig_step(r, p, t->action);

	members[0] = units[roll(5)];
	members[1] = units[roll(7)];
	s.text = chance(90) ? "随机一步：𠮷祥路口，说明。" : "";
	s.unit_id = units[roll(N(units))];
	s.owner_id = chance(50) ? units[roll(N(units))] : 0;
	s.members = members;
	s.n_members = roll(3);
	s.supervisor_id = chance(50) ? PATROL : chance(50) ? PATROL_2 : chance(50) ? PATROL_OF_A : 0;
	if (chance(75)) {		/* as one who knows what he does */
		s.unit_id = chance(50) ? UNIT_A : UNIT_B;
		members[0] = s.unit_id == UNIT_A ? UNIT_B : UNIT_A;
		s.owner_id = 0;
		s.n_members = (t->need & F_MEMBERS) != 0;
		s.supervisor_id = chance(50) ? PATROL : PATROL_2;
	}
	s.handler_id = chance(90) ? HAND_A : PATROL;
	s.reason_id = strcmp(t->code, "refuse") == 0 ? 101 : strcmp(t->code, "back_to_upper") == 0 ? 201 : 301;
	s.condition_id = chance(95) ? r->condition : 1;
	s.class_id = 0;
	if (t->action == ACT_RECLASSIFY) {
		s.class_id = chance(60) ? CLASS_OTHER : chance(80) ? CLASS_COVER : CLASS_GAS;
		s.condition_id = (s.class_id == CLASS_OTHER) != chance(10) ? other_condition : r->condition;
	}
	s.result = chance(75) ? RESULT_YES : RESULT_NO;
	for (int i = 0; i < FACTOR_MAX; i++)
		s.factors[i] = chance(85) ? RESULT_YES : RESULT_NO;
	s.answer = "已处理。";
	s.plan = chance(90) ? "下一步" : NULL;
	s.enforcement = chance(90) ? "依法查处" : NULL;
	s.number = chance(50) ? "区〔2026〕1号" : NULL;
	s.amount = (int32_t)roll(8);
	s.date = chance(90) ? r->now + (usec_t)(1 + roll(30)) * USEC_DAY : chance(50) ? r->now - USEC_DAY : 0;
	s.origin = (int32_t)roll(5);
	s.kept_case = chance(30) ? ids[roll(CASES)] : 0;
	s.same_fault = chance(50);
	s.false_feedback = chance(30);
	return s;
}

/* Mostly somebody who may take a step, and one of his; else anybody and any step of the table. */
static const struct transition *
random_step(struct case_row *c, enum rig_post *p)
{
	const struct transition *list[64];
	const struct office *office;
	struct actor who;
	size_t n, k;
	const struct transition *t = workflow_table(&n);

	assert_int_equal(office_now(&r->desk, &office), OK);
	for (int tries = chance(80) ? 12 : 1; tries > 0; tries--) {
		*p = (enum rig_post)(ACCEPTOR + (int)roll(POST_END - ACCEPTOR));
		who = *rig_who(r, *p);
		assert_int_equal(case_standing(&r->desk, c, &who), OK);
		if (tries > 1 && (k = workflow_allowed(c, &who, office, r->now, list, N(list))) > 0)
			return list[roll(k)];
	}
	return &t[roll(n)];
}

/* What a case's row says, its intervals and its ledger must say too: a bit each. */
static void
agree(int64_t id, const char *code)
{
	const long long k = id;
	int64_t wrong = dbtest_number("SELECT"
	    /* one open stage, of this state, due as the row says; none in the archive */
	    " IF(c.state IN (60, 90), (SELECT COUNT(*) FROM stage WHERE case_id = c.id AND ended IS NULL),"
	    "  1 - (SELECT COUNT(*) FROM stage WHERE case_id = c.id AND ended IS NULL AND state = c.state AND due <=> c.stage_due))"
	    /* the open promise is the row's due, and who must act has one */
	    " + 2 * (SELECT COUNT(*) FROM promise WHERE case_id = c.id AND ended IS NULL AND NOT (due <=> c.due_at AND"
	    "   unit_id <=> c.unit_id AND original_due <=> c.original_due))"
	    " + 4 * (c.unit_id IS NOT NULL AND c.state NOT IN (50, 52, 60) AND NOT EXISTS (SELECT 1 FROM promise"
	    "   WHERE case_id = c.id AND ended IS NULL))"
	    /* flags */
	    " + 8 * ((SELECT COALESCE(SUM(flag = 'hazard') + 2 * SUM(flag = 'watch') + 4 * SUM(flag = 'leader_locked') +"
	    "   8 * SUM(flag = 'ext_pending') + 16 * SUM(flag = 'joint') + 32 * SUM(flag = 'designated') +"
	    "   64 * SUM(flag = 'substitute') + 128 * SUM(IF(flag = 'supervise', value, 0)), 0) FROM flag_interval"
	    "   WHERE case_id = c.id AND until_at IS NULL) <> c.hazard + 2 * c.watch + 4 * c.leader_locked + 8 * c.ext_pending"
	    "   + 16 * c.joint + 32 * c.designated + 64 * c.substitute + 128 * c.supervise)"
	    /* the ledger's head */
	    " + 16 * (NOT EXISTS (SELECT 1 FROM event WHERE subject_kind = 2 AND subject_id = c.id AND seq = c.event_seq"
	    "   AND hash = c.event_hash AND to_state = c.state))"
	    " + 32 * EXISTS (SELECT 1 FROM event WHERE subject_kind = 2 AND subject_id = c.id AND seq > c.event_seq)"
	    /* an order is out exactly while somebody is to look */
	    " + 64 * ((c.state IN (11, 41)) <> EXISTS (SELECT 1 FROM site_order WHERE case_id = c.id AND answered_at IS NULL))"
	    /* the lead's part is the row's unit */
	    " + 128 * (c.state <> 90 AND (SELECT COALESCE(MAX(unit_id), 0) FROM case_unit WHERE case_id = c.id AND until_at IS NULL"
	    "   AND part IN (1, 4)) <> COALESCE(c.unit_id, 0))"
	    /* who dispatched in any round neither judges nor closes (invariant 1) */
	    " + 256 * EXISTS (SELECT 1 FROM event e JOIN event d ON d.subject_kind = 2 AND d.subject_id = c.id AND"
	    "   d.user_id = e.user_id WHERE e.subject_kind = 2 AND e.subject_id = c.id AND e.kind IN (750, 751, 752, 760)"
	    "   AND d.kind IN (200, 220, 330, 721, 761) AND d.seq < e.seq)"
	    " + 512 * (c.has_members <> EXISTS (SELECT 1 FROM case_unit WHERE case_id = c.id AND part = 2 AND until_at IS NULL))"
	    " + 1024 * (c.letter_draft <> EXISTS (SELECT 1 FROM letter WHERE case_id = c.id AND signed_at IS NULL AND dropped_at IS NULL))"
	    " + 4096 * ((c.reopen_until IS NOT NULL) <> EXISTS (SELECT 1 FROM flag_interval WHERE case_id = c.id AND"
	    "   flag = 'reopenable' AND until_at IS NULL))"
	    " + 2048 * ((c.inquiry <> 0) <> EXISTS (SELECT 1 FROM side_clock WHERE case_id = c.id AND kind = 4 AND ended IS NULL))"
	    " FROM cases c WHERE c.id = %lld", k);

	if (wrong != 0)
		fail_msg("case %lld after %s: %llx do not agree", k, code, (long long)wrong);
}

static void
take_step(void)
{
	const size_t place = roll(CASES);
	struct case_row *c = rig_row(r, ids[place]);
	enum rig_post p;
	const struct transition *t = random_step(c, &p);
	struct attachment photos[2] = { shots[roll(SHOTS)], shots[roll(SHOTS)] };
	struct step s = random_form(t, p);
	const bool old = chance(3);
	enum err e;

	s.n_files = chance(85) ? 1 + roll(2) : 0;
	err_clear();
	e = case_act(&r->desk, c->id, c->version - old, random_token(scratch), &s, photos);
	if (e == OK) {
		t = workflow_find((enum case_state)c->state, t->action);	/* of several rows for the action, this state's */
		if (t == NULL)
			fail_msg("case %lld: no such step in state %d was taken", (long long)c->id, c->state);
		if (old || t->perm == PERM_MAX || !perm_in(rig_who(r, p)->perms, t->perm))
			fail_msg("case %lld: %s in state %d by %d was taken", (long long)c->id, t->code, c->state, (int)p);
		walked[t->action] = true;
		taken++;
		agree(c->id, t->code);
		if (s.kept_case != 0 && s.kept_case != c->id)
			agree(s.kept_case, t->code);
	} else if (e == ERR_CONFLICT) {
		stale++;
	} else {
		/* A refusal has its sentence: it comes from a rule, never from the database. */
		if ((e != ERR_DENIED && e != ERR_INVALID && e != ERR_NOT_FOUND) ||
		    (strncmp(err_text(), "Guard.", 6) != 0 && strncmp(err_text(), "Err.", 4) != 0))
			fail_msg("case %lld: %s in state %d by %d: %s %s", (long long)c->id, t->code, c->state, (int)p,
			    err_name(e), err_text());
		refused++;
	}
	if (state_is_final((enum case_state)c->state) && chance(40))
		ids[place] = begin_case();
}

static void
timer(void)
{
	int64_t a, b, c, d;

	assert_int_equal(case_mark_late(&r->desk, r->now, &a), OK);
	assert_int_equal(case_resume_due(&r->desk, r->now, &b), OK);
	assert_int_equal(case_end_windows(&r->desk, r->now, &d), OK);
	assert_int_equal(case_archive_rested(&r->desk, r->now, 500, &c), OK);
	windows += (long)d;
	late += (long)a;
	resumed += (long)b;
	archived += (long)c;
}

static void
walk(void **state)
{
	const usec_t budget = (usec_t)DAYS * USEC_DAY / 2 / steps;
	const usec_t pace = budget < 30 * USEC_MIN ? budget : 30 * USEC_MIN;

	(void)state;
	for (size_t i = 0; i < CASES; i++)
		ids[i] = begin_case();
	for (long i = 0; i < steps; i++) {
		rig_pass(r, (usec_t)roll((uint64_t)(2 * pace)));
		if (i % (steps / 40 + 1) == 0) {
			rig_pass(r, 36 * USEC_HOUR);
			dbtest_sql("UPDATE setting SET value = '%s' WHERE name = 'squad_review'", chance(60) ? "yes" : "no");
			timer();
		}
		take_step();
		arena_reset(scratch);
	}
	timer();
	for (size_t i = 0; i < n_all; i++)
		agree(all[i], "all");
}

/* A number of the event's detail, 0 where it has none. */
static int64_t
detail(const struct event_row *e, const char *name)
{
	const char *text = arena_strndup(scratch, e->detail.data, e->detail.len);
	const char *at = strncmp(text, name, strlen(name)) == 0 ? text : strstr(text, arena_printf(scratch, "\n%s", name));

	return at == NULL ? 0 : strtoll(strchr(at, '=') + 1, NULL, 10);
}

/* What a ledger alone tells of its case. */
struct life {
	int32_t state, rework, returns, reopened, supervise, false_feedback;
	int64_t unit, condition, class;
	usec_t due, closed;
	bool hazard, locked;
};

static void
live(struct life *l, const struct event_row *e, const struct transition *t)
{
	const uint64_t fx = t->effect;

	if (fx & (E_PROMISE | E_REWORK_PROMISE))
		l->unit = detail(e, "unit=");
	if (fx & E_DROP_UNIT) {
		l->unit = 0;
		l->due = USEC_NONE;
	}
	if (detail(e, "due=") != 0)
		l->due = detail(e, "due=");
	if (fx & (E_FILE | E_RECLASSIFY))
		l->condition = detail(e, "condition=");
	if (fx & E_RECLASSIFY)
		l->class = detail(e, "class=");
	l->rework += (fx & E_COUNT_REWORK) != 0 || ((fx & E_REOPEN) != 0 && detail(e, "same_fault=") == 1);
	l->false_feedback += (fx & E_COUNT_REWORK) != 0 && detail(e, "false_feedback=") == 1;
	l->returns += (fx & E_COUNT_RETURN) != 0;
	l->reopened += (fx & E_REOPEN) != 0;
	l->hazard = l->hazard || (fx & E_HAZARD) != 0;
	l->locked = l->locked || (fx & E_LOCK) != 0;
	l->closed = (fx & E_CLOSE) != 0 ? e->at : (fx & E_REOPEN) != 0 ? USEC_NONE : l->closed;
	if ((fx & E_URGE) != 0 && l->supervise < SUPERVISE_URGE)
		l->supervise = SUPERVISE_URGE;
	if ((fx & E_LETTER) != 0 && l->supervise < SUPERVISE_LETTER)
		l->supervise = SUPERVISE_LETTER;
	if ((fx & E_SINGLE) != 0)
		l->supervise = SUPERVISE_SINGLE;
}

static void
replay_one(int64_t id)
{
	const struct case_row *c = rig_row(r, id);
	struct life l = { .due = USEC_NONE, .closed = USEC_NONE, .class = CLASS_COVER };
	struct event_row *e;
	size_t n;

	assert_int_equal(store_events(r->desk_db, scratch, SUBJECT_CASE, id, &e, &n), OK);
	for (size_t i = 0; i < n; i++) {
		const struct transition *t = workflow_find((enum case_state)e[i].from_state, (enum action)e[i].kind);

		assert_int_equal(e[i].from_state, l.state);
		if (i > 0) {
			if (t == NULL)
				fail_msg("case %lld, event %zu: no row for %d in %d", (long long)id, i + 1, e[i].kind, e[i].from_state);
			assert_true(t->to == CS_NONE ? e[i].to_state == e[i].from_state || (t->effect & (E_BACK | E_UNMERGE)) != 0 :
			    e[i].to_state == t->to);
			live(&l, &e[i], t);
		}
		l.state = e[i].to_state;
	}
	assert_int_equal(l.state, c->state);
	assert_int_equal(l.unit, c->unit_id);
	assert_int_equal(l.due, c->due_at);
	assert_int_equal(l.condition, c->condition_id);
	assert_int_equal(l.class, c->class_id);
	assert_int_equal(l.closed, c->closed_at);
	assert_int_equal(l.rework, c->rework_count);
	assert_int_equal(l.returns, c->return_count);
	assert_int_equal(l.reopened, c->reopen_count);
	assert_int_equal(l.supervise, c->supervise);
	assert_int_equal(l.false_feedback, c->false_feedback);
	assert_int_equal(l.hazard, c->hazard);
	assert_int_equal(l.locked, c->leader_locked);
}

/* Every case once more from its ledger; and every chain verifies. */
static void
replay(void **state)
{
	struct ledger_report report;
	size_t kinds = 0;

	(void)state;
	for (size_t i = 0; i < n_all; i++) {
		replay_one(all[i]);
		arena_reset(scratch);
	}
	assert_int_equal(ledger_verify(&r->desk, SUBJECT_CASE, 0, &report), OK);
	assert_false(report.broken);
	for (size_t i = 0; i < N(walked); i++)
		kinds += walked[i];
	print_message("# %ld steps: %ld taken (%zu kinds), %ld refused, %ld stale; %ld late marks, %ld resumed, %ld windows, %ld archived;"
	    " %zu cases, %lld events\n", steps, taken, kinds, refused, stale, late, resumed, windows, archived, n_all,
	    (long long)report.events);
	assert_true(taken > steps / 10 && refused > steps / 10);
	assert_true(kinds > (steps >= 3000 ? 35 : 10));
}

static int
setup(void **state)
{
	(void)state;
	rig_make(r);
	scratch = arena_new();
	other_condition = dbtest_number("SELECT MIN(id) FROM class_condition WHERE class_id = %d", (int)CLASS_OTHER);
	for (size_t i = 0; i < SHOTS; i++)
		shots[i] = rig_photo(r);
	r->desk.arena = r->public.arena = scratch;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(scratch);
	rig_free(r);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(walk), cmocka_unit_test(replay) };

	dbtest_start(argc, argv, true);
	if (argc > 1)
		steps = strtol(argv[1], NULL, 10);
	dice = argc > 2 ? strtoull(argv[2], NULL, 10) : 20260610;
	return steps < 100 || steps > 1000000 || dice == 0 ? 99 : cmocka_run_group_tests_name("walker", tests, setup, teardown);
}
