/*
 * Every way through the workflow: all configurations a case can get into are
 * walked, by all posts, under all settings; none is a dead end, none breaks
 * what the database checks.
 */
#include "config.h"
#include "lib/rule/workflow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/rule/casework.h"
#include "tests/unit/rule_office.h"

#include "lib/base/banned.h"

static struct rule_office o;

static const int states[] = { CS_REGISTERED, CS_VERIFYING, CS_FILING, CS_FILING_CHIEF, CS_NOT_ACCEPTED,
	CS_FILED, CS_COORDINATING, CS_LEADER_PENDING, CS_HEARING, CS_ESCALATED, CS_DISPATCHED, CS_HANDLING,
	CS_RETURN_REVIEW, CS_SUSPENDED, CS_FEEDBACK, CS_CHECKING, CS_CLOSE_REVIEW, CS_CHECK_PENDING,
	CS_CLOSE_CHIEF, CS_REWORK_PENDING, CS_SQUAD_REVIEW, CS_CLOSED, CS_SPECIAL_REVIEW, CS_CLOSED_SPECIAL, CS_ARCHIVED, CS_VOID };

/* All that decides what can happen next; times, texts and names are left out. */
struct config {
	int8_t state, source, verify, check, before;
	int8_t special, void_from;
	int8_t unit, dispatcher, judged, closer, checker_unit, supervisor, handler, parent;
	bool dispatched, signed_, filed, fed_back, has_due, has_original, locked, hazard, has_cell, conferred,
	    ext_pending, extended, watch_asked, watch, suspended, may_reopen;
};

enum { CONFIG_MAX = 600000 };

struct node {
	struct config key;
	struct case_row row;
	size_t first_edge, n_edges;
	bool ends;		/* from here a final state can be reached */
};

static struct node *nodes;
static size_t n_nodes;
static uint32_t *edges;
static size_t n_edges, max_edges;
static uint32_t *table;	/* open addressing: node + 1 */
static struct arena *scratch;

static const enum source starts[] = { SRC_NET, SRC_SUPERVISOR, SRC_UPPER };

static struct config
config_of(const struct case_row *c)
{
	struct config k;

	memset(&k, 0, sizeof(k));
	k.state = (int8_t)c->state;
	k.source = c->filed_at == USEC_NONE ? (int8_t)c->source : 0;	/* decides until the case is filed */
	k.verify = (int8_t)c->verify_result;
	k.check = (int8_t)c->check_result;
	k.before = c->state == CS_RETURN_REVIEW || c->state == CS_SPECIAL_REVIEW ? (int8_t)c->state_before : 0;
	k.unit = (int8_t)c->unit_id;
	/* Which of those who dispatch but never judge is all one. */
	k.dispatcher = c->dispatcher_id == LEADER || c->dispatcher_id == GROUP ? DISPATCHER : (int8_t)c->dispatcher_id;
	k.judged = (int8_t)c->judged_by;
	k.closer = (int8_t)c->closer_id;
	k.checker_unit = (int8_t)c->checker_unit_id;
	k.supervisor = (int8_t)c->supervisor_id;
	k.handler = (int8_t)c->handler_id;
	k.parent = (int8_t)c->parent_case;
	k.dispatched = c->dispatched_at != USEC_NONE;
	k.signed_ = c->signed_at != USEC_NONE;
	k.filed = c->filed_at != USEC_NONE;
	k.fed_back = c->fed_back_at != USEC_NONE;
	k.has_due = c->due_at != USEC_NONE;
	k.has_original = c->original_due != USEC_NONE;
	k.locked = c->leader_locked;
	k.hazard = c->hazard;
	k.conferred = c->conferred;
	k.special = c->state == CS_SPECIAL_REVIEW ? (int8_t)c->special_by : 0;
	k.void_from = (int8_t)c->void_from;
	/* Requests decide nothing but while the unit handles the case. */
	k.ext_pending = c->ext_pending;
	k.watch_asked = c->watch_asked;
	k.extended = c->state == CS_HANDLING && c->ext_count > 0;
	k.watch = c->state == CS_HANDLING && c->watch;
	k.suspended = c->state == CS_HANDLING && c->suspend_count > 0;
	if (c->state == CS_VOID)	/* it comes back as it was: one of each kind shows the way */
		return (struct config){ .state = CS_VOID, .void_from = k.void_from, .unit = k.unit, .has_due = k.has_due,
			.parent = (int8_t)c->parent_case };
	k.may_reopen = c->reopen_until != USEC_NONE;
	k.has_cell = c->unit_cell_id != 0 || c->outside;
	return k;
}

/* What the database would refuse (sql/schema/0002_case.sql). */
static void
invariants(const struct case_row *c)
{
	if (c->dispatcher_id != 0 && c->dispatcher_id == c->closer_id)
		fail_msg("%lld dispatches and closes", (long long)c->closer_id);
	if (c->dispatcher_id != 0 && c->dispatcher_id == c->judged_by)
		fail_msg("%lld dispatches and judges", (long long)c->judged_by);
	assert_false(c->checker_unit_id != 0 && c->checker_unit_id == c->unit_id);
	assert_false(c->leader_locked && c->state == CS_RETURN_REVIEW);
	assert_true(c->filed_at == USEC_NONE || (c->class_id != 0 && c->condition_id != 0 &&
	    (c->unit_cell_id != 0 || c->outside)));
	assert_true((c->state != CS_CLOSED && c->state != CS_CLOSED_SPECIAL) || c->closed_at != USEC_NONE);
	assert_false(c->parent_case == c->id);
	/* Who must act has a limit, and nobody else has. */
	assert_int_equal(c->unit_id != 0, c->due_at != USEC_NONE);
	if (c->state == CS_DISPATCHED || c->state == CS_HANDLING || c->state == CS_RETURN_REVIEW ||
	    c->state == CS_FEEDBACK || c->state == CS_CHECKING || c->state == CS_CLOSE_REVIEW ||
	    c->state == CS_SQUAD_REVIEW)
		assert_true(c->unit_id != 0 && c->dispatcher_id != 0);
	assert_int_equal(c->squad_id != 0, c->state == CS_SQUAD_REVIEW);
	assert_true(c->squad_id == 0 || c->squad_id != c->unit_id);
	assert_true(c->reopen_until == USEC_NONE || c->state == CS_CLOSED);
	if (c->state == CS_VERIFYING || c->state == CS_CHECKING)
		assert_true(c->supervisor_id != 0);
}

/* The number of the configuration; *fresh when it was not known. */
static uint32_t
node_of(struct case_row *c)
{
	static const usec_t instant = (usec_t)1781000000 * USEC_SEC;
	const struct config k = config_of(c);
	uint64_t h = 1469598103934665603U;
	const unsigned char *b = (const unsigned char *)&k;
	size_t slot;

	for (size_t i = 0; i < sizeof(k); i++)
		h = (h ^ b[i]) * 1099511628211U;
	for (slot = h % (4 * CONFIG_MAX); table[slot] != 0; slot = (slot + 1) % (4 * CONFIG_MAX))
		if (memcmp(&nodes[table[slot] - 1].key, &k, sizeof(k)) == 0)
			return table[slot] - 1;
	invariants(c);
	if (n_nodes == CONFIG_MAX)
		fail_msg("more than %d configurations", CONFIG_MAX);
	/* One instant for all: only whether there is one counts here. */
	c->received_at = c->stage_started = instant;
	c->dispatched_at = k.dispatched ? instant : USEC_NONE;
	c->signed_at = k.signed_ ? instant : USEC_NONE;
	c->filed_at = k.filed ? instant : USEC_NONE;
	c->fed_back_at = k.fed_back ? instant : USEC_NONE;
	c->due_at = k.has_due ? instant + USEC_DAY : USEC_NONE;
	c->original_due = k.has_original ? instant + USEC_DAY : USEC_NONE;
	c->accept_due = c->accept_due != USEC_NONE ? instant + USEC_HOUR : USEC_NONE;
	c->closed_at = c->closed_at != USEC_NONE ? instant : USEC_NONE;
	c->reopen_until = k.may_reopen ? instant + 7 * USEC_DAY : USEC_NONE;
	c->archived_at = c->archived_at != USEC_NONE ? instant : USEC_NONE;
	c->version = c->rework_count = c->return_count = c->round = 0;
	c->number = c->number != NULL ? "x" : NULL;
	c->address = "x";
	nodes[n_nodes] = (struct node){ .key = k, .row = *c };
	table[slot] = (uint32_t)++n_nodes;
	return (uint32_t)n_nodes - 1;
}

/* Every form the step could come with: variants of what decides. */
static size_t
variants(const struct transition *t, struct step *out)
{
	static const int64_t units[] = { UNIT_A, UNIT_B };
	static const int64_t patrols[] = { PATROL, PATROL_OF_A };
	const uint32_t f = t->need | t->take;
	size_t n = 0;

	for (int unit = 0; unit < ((f & F_UNIT) != 0 ? 2 : 1); unit++)
		for (int patrol = 0; patrol < ((f & F_SUPERVISOR) != 0 ? 2 : 1); patrol++)
			for (int good = 0; good < ((f & (F_RESULT | F_FACTORS)) != 0 ? 2 : 1); good++) {
				struct step s = { .action = t->action, .client_at = USEC_NONE, .text = "理由", .answer = "已处理",
					.reason_id = 101, .condition_id = 1010101, .unit_id = units[unit],
					.supervisor_id = patrols[patrol], .supervisor_unit = patrol ? UNIT_A : UNIT_PATROL,
					.handler_id = HAND_A, .class_id = 10101, .kept_case = 2, .n_files = 1,
					.condition_limit = { 4, LIMIT_WORK_HOUR }, .result = good ? RESULT_NO : RESULT_YES,
					.set_cell = true, .unit_cell_id = 7, .plan = "计划", .enforcement = "方向", .number = "1",
					.squad_id = UNIT_SQUAD, .amount = 1, .origin = ORIGIN_UPPER, .members = &units[1 - unit], .n_members = 1,
					.unit_returned = true, .date = -1, .promise = { .kind = PROMISE_DISPATCH, .amount = 4,
					.unit = LIMIT_WORK_HOUR, .cal = o.office.cal } };

				for (int i = 0; i < FACTOR_MAX; i++)
					s.factors[i] = good && i == 0 ? RESULT_NO : RESULT_YES;
				out[n++] = s;
			}
	return n;
}

static void
add_edge(uint32_t to)
{
	if (n_edges == max_edges) {
		max_edges = max_edges == 0 ? 65536 : 2 * max_edges;
		edges = realloc(edges, max_edges * sizeof(*edges));
		assert_non_null(edges);
	}
	edges[n_edges++] = to;
}

/* All steps all posts can take from here. */
static void
expand(uint32_t i, usec_t elapsed)
{
	size_t n;
	const struct transition *t = workflow_table(&n);
	const struct pause stop = { .from = nodes[i].row.stage_started, .until = nodes[i].row.stage_started + USEC_DAY };

	nodes[i].first_edge = n_edges;
	for (size_t r = 0; r < n; r++)
		for (enum post p = ACCEPTOR; p < POST_MAX; p++) {
			struct step forms[8];
			size_t k = 0;

			if (p == ACCEPTOR_2 || p == DISPATCHER_2 || p == PATROL_2)
				continue;	/* the commander is the second of each that matters */

			if (workflow_find((enum case_state)nodes[i].row.state, t[r].action) == &t[r])
				k = variants(&t[r], forms);
			while (k-- > 0) {
				struct change ch;

				forms[k].at = nodes[i].row.received_at + elapsed;
				forms[k].who = rule_actor(&o, p);
				forms[k].date = forms[k].at + USEC_DAY;
				forms[k].promise.started = nodes[i].row.dispatched_at;
				forms[k].promise.pauses = (struct pauses){ &stop, nodes[i].row.suspend_count > 0 };
				if (casework_apply(scratch, &nodes[i].row, &forms[k], &o.office, &ch) == OK)
					add_edge(node_of(&ch.after));
				arena_reset(scratch);
			}
		}
	nodes[i].n_edges = n_edges - nodes[i].first_edge;
}

/* Marks what can reach a final state, backwards until nothing changes. */
static void
mark_ends(void)
{
	bool more = true;

	for (size_t i = 0; i < n_nodes; i++)
		nodes[i].ends = state_is_final((enum case_state)nodes[i].row.state);
	while (more) {
		more = false;
		for (size_t i = n_nodes; i-- > 0;)
			for (size_t e = 0; e < nodes[i].n_edges && !nodes[i].ends; e++)
				if (nodes[edges[nodes[i].first_edge + e]].ends)
					nodes[i].ends = more = true;
	}
}

static void
explore(bool short_returns, bool acceptor_closes, bool squad, usec_t elapsed)
{
	bool seen[CS_VOID + 1] = { false };

	n_nodes = n_edges = 0;
	memset(table, 0, 4 * CONFIG_MAX * sizeof(*table));
	o.office.short_returns = short_returns;
	o.office.acceptor_closes = acceptor_closes;
	o.office.squad_review = squad;
	for (size_t i = 0; i < N(starts); i++) {
		struct case_row c = rule_case(starts[i], rule_at(6, 10, 9, 0));
		struct step s = { .action = ACT_REPORT, .at = c.received_at, .who = rule_actor(&o, ACCEPTOR) };
		struct change ch;

		assert_int_equal(casework_register(scratch, &c, &s, &o.office, &ch), OK);
		(void)node_of(&ch.after);
	}
	for (uint32_t i = 0; i < n_nodes; i++)
		expand(i, elapsed);
	mark_ends();
	for (size_t i = 0; i < n_nodes; i++) {
		seen[nodes[i].row.state] = true;
		if (!nodes[i].ends)
			fail_msg("no way out of state %d: unit %d, dispatcher %d, verified %d, checked %d, locked %d",
			    nodes[i].row.state, nodes[i].key.unit, nodes[i].key.dispatcher, nodes[i].key.verify,
			    nodes[i].key.check, nodes[i].key.locked);
	}
	for (size_t i = 0; i < N(states); i++) {
		int s = states[i];
		/* What only the other settings lead to. */
		const bool later = (acceptor_closes && s == CS_CLOSE_CHIEF) || (elapsed > 0 && s == CS_RETURN_REVIEW) ||
		    (!squad && s == CS_SQUAD_REVIEW);

		if (seen[s] == later)
			fail_msg("state %d is %sreached", s, later ? "" : "not ");
	}
}

static void
no_dead_end(void **state)
{
	(void)state;
	nodes = calloc(CONFIG_MAX, sizeof(*nodes));
	table = calloc((size_t)4 * CONFIG_MAX, sizeof(*table));
	assert_true(nodes != NULL && table != NULL);
	scratch = arena_new();
	explore(false, false, false, 0);
	explore(false, false, true, 3 * USEC_HOUR);
	explore(true, true, true, 0);
	explore(true, false, false, 3 * USEC_HOUR);
	o.office.short_returns = o.office.acceptor_closes = o.office.squad_review = false;
	arena_free(scratch);
	free(nodes);
	free(table);
	free(edges);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(no_dead_end) };
	int failed;

	rule_office_make(&o);
	failed = cmocka_run_group_tests_name("workflow_ways", tests, NULL, NULL);
	arena_free(o.a);
	return failed;
}
