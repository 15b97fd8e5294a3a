/*
 * The workflow table as a table, and every way through it: all configurations
 * a case can get into are walked, by all posts, under all settings.
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
#include "lib/base/text.h"
#include "lib/rule/casework.h"
#include "tests/unit/rule_office.h"

#include "lib/base/banned.h"

static struct rule_office o;

/* --- the table ------------------------------------------------------------------- */

static const int states[] = { CS_REGISTERED, CS_VERIFYING, CS_FILING, CS_FILING_CHIEF, CS_NOT_ACCEPTED,
	CS_FILED, CS_COORDINATING, CS_LEADER_PENDING, CS_HEARING, CS_ESCALATED, CS_DISPATCHED, CS_HANDLING,
	CS_RETURN_REVIEW, CS_SUSPENDED, CS_FEEDBACK, CS_CHECKING, CS_CLOSE_REVIEW, CS_CHECK_PENDING,
	CS_CLOSE_CHIEF, CS_REWORK_PENDING, CS_CLOSED, CS_SPECIAL_REVIEW, CS_CLOSED_SPECIAL, CS_ARCHIVED, CS_VOID };

static bool
is_state(int s)
{
	for (size_t i = 0; i < N(states); i++)
		if (states[i] == s)
			return true;
	return false;
}

/* No two rows for one pair; states are states; a person's row has a permission, the timer's none. */
static void
rows(void **state)
{
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_true(t[i].from[0] != 0 && t[i].row[0] != '\0' && t[i].code[0] != '\0');
		assert_true(t[i].to == CS_NONE || is_state(t[i].to));
		assert_true((unsigned)t[i].perm <= PERM_MAX);
		assert_int_equal(t[i].need & t[i].take, 0);
		assert_true(t[i].limit < LIM_MAX || t[i].limit == LIM_ACCEPT_SAME || t[i].limit == LIM_HANDLING);
		assert_int_equal(action_of_code(t[i].code), t[i].action);
		assert_string_equal(action_code(t[i].action), t[i].code);
		for (size_t f = 0; f < FROM_MAX && t[i].from[f] != 0; f++) {
			assert_true(is_state(t[i].from[f]));
			assert_false(t[i].from[f] == CS_VOID || t[i].from[f] == CS_ARCHIVED);
			assert_ptr_equal(workflow_find((enum case_state)t[i].from[f], t[i].action), &t[i]);
		}
	}
	assert_null(workflow_find(CS_ARCHIVED, ACT_REWORK));
	assert_int_equal(action_of_code("no-such-step"), ACT_NONE);
	assert_string_equal(action_code(ACT_C_RECEIVED), "received");
	assert_string_equal(lim_code(LIM_CLOSE_CHIEF), "CLOSE_CHIEF");
	assert_string_equal(lim_code(LIM_HANDLING), "");
}

/* A code stands for one action, and an action for one code. */
static void
codes(void **state)
{
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			assert_true((strcmp(t[i].code, t[k].code) == 0) == (t[i].action == t[k].action));
}

/* What the pages, the ledger's lines and the refusals say, in both languages. */
static void
texts(void **state)
{
	static const char *const guards[] = { "permission", "no_step", "needs_no_verify", "needs_verify",
		"from_upper", "class", "cell", "found_true", "own_unit", "own_order", "other_unit",
		"not_dispatcher", "not_locked", "return_hour", "short_returns", "chief_closes", "closes_alone",
		"not_hazard", "all_factors", "a_factor_fails", "new_unit", "new_supervisor" };
	const char *top = getenv("top_srcdir");
	size_t n;
	const struct transition *t = workflow_table(&n);

	(void)state;
	assert_int_equal(text_load(arena_printf(o.a, "%s/templates/lang", top != NULL ? top : ".")), OK);
	for (enum lang l = 0; l < LANG_MAX; l++) {
		for (size_t i = 0; i < n; i++) {
			assert_non_null(text_find(l, arena_printf(o.a, "Event.%s.Name", t[i].code)));
			if (t[i].perm != PERM_MAX)
				assert_non_null(text_find(l, arena_printf(o.a, "Action.%s.Label", t[i].code)));
		}
		for (size_t i = 0; i < N(guards); i++)
			assert_non_null(text_find(l, arena_printf(o.a, "Guard.%s", guards[i])));
		assert_non_null(text_find(l, "Err.required"));
	}
}

static void
sources(void **state)
{
	static const enum source verify[] = { SRC_VIDEO, SRC_HOTLINE, SRC_12345, SRC_MEDIA, SRC_NET, SRC_WALKIN,
		SRC_DEPUTY, SRC_TRANSFER, SRC_LEADER, SRC_TELEPHONE };
	static const enum source not[] = { SRC_SUPERVISOR, SRC_UPPER, SRC_TEAM, SRC_AUTONOMY, SRC_SELF, SRC_GUARD };

	(void)state;
	for (size_t i = 0; i < N(verify); i++)
		assert_true(source_needs_verify(verify[i]));
	for (size_t i = 0; i < N(not); i++)
		assert_false(source_needs_verify(not[i]));
	assert_true(source_is_public(SRC_NET) && source_is_public(SRC_HOTLINE) && source_is_public(SRC_12345));
	assert_false(source_is_public(SRC_SUPERVISOR) || source_is_public(SRC_UPPER) || source_is_public(SRC_LEADER));
	assert_true(state_is_final(CS_VOID) && state_is_final(CS_CLOSED) && state_is_final(CS_NOT_ACCEPTED));
	assert_false(state_is_final(CS_CLOSE_CHIEF) || state_is_final(CS_REWORK_PENDING));
}

/* --- every way through it ---------------------------------------------------------- */

/* All that decides what can happen next; times, texts and names are left out. */
struct config {
	int8_t state, source, verify, check, before;
	int8_t unit, dispatcher, judged, closer, checker_unit, supervisor, handler, parent;
	bool dispatched, signed_, filed, fed_back, has_due, has_original, locked, hazard, has_cell;
};

enum { CONFIG_MAX = 60000 };

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
	k.source = (int8_t)c->source;
	k.verify = (int8_t)c->verify_result;
	k.check = (int8_t)c->check_result;
	k.before = (int8_t)c->state_before;
	k.unit = (int8_t)c->unit_id;
	k.dispatcher = (int8_t)c->dispatcher_id;
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
	    c->state == CS_FEEDBACK || c->state == CS_CHECKING || c->state == CS_CLOSE_REVIEW)
		assert_true(c->unit_id != 0 && c->dispatcher_id != 0);
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
					.set_cell = true, .unit_cell_id = 7 };

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

	nodes[i].first_edge = n_edges;
	for (size_t r = 0; r < n; r++)
		for (enum post p = ACCEPTOR; p < POST_MAX; p++) {
			struct step forms[8];
			size_t k = 0;

			if (workflow_find((enum case_state)nodes[i].row.state, t[r].action) == &t[r])
				k = variants(&t[r], forms);
			while (k-- > 0) {
				struct change ch;

				forms[k].at = nodes[i].row.received_at + elapsed;
				forms[k].who = rule_actor(&o, p);
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
explore(bool short_returns, bool acceptor_closes, usec_t elapsed)
{
	bool seen[CS_VOID + 1] = { false };

	n_nodes = n_edges = 0;
	memset(table, 0, 4 * CONFIG_MAX * sizeof(*table));
	o.office.short_returns = short_returns;
	o.office.acceptor_closes = acceptor_closes;
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
		/* Rows to come; and what only the other settings lead to. */
		bool later = s == CS_HEARING || s == CS_ESCALATED || s == CS_SUSPENDED || s == CS_SPECIAL_REVIEW ||
		    s == CS_CLOSED_SPECIAL;

		later = later || (acceptor_closes && s == CS_CLOSE_CHIEF) ||
		    (elapsed > 0 && (s == CS_RETURN_REVIEW || s == CS_LEADER_PENDING));
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
	for (int settings = 0; settings < 4; settings++) {
		explore((settings & 1) != 0, (settings & 2) != 0, 0);
		explore((settings & 1) != 0, (settings & 2) != 0, 3 * USEC_HOUR);
	}
	o.office.short_returns = o.office.acceptor_closes = false;
	arena_free(scratch);
	free(nodes);
	free(table);
	free(edges);
}

/* --- who may ----------------------------------------------------------------------- */

static struct case_row
in_state(enum case_state s)
{
	struct case_row c = rule_case(SRC_NET, rule_at(6, 10, 9, 0));

	c.state = (int32_t)s;
	c.stage_started = c.dispatched_at = c.signed_at = c.received_at;
	c.unit_id = UNIT_A;
	c.dispatcher_id = DISPATCHER;
	c.supervisor_id = PATROL;
	c.check_result = s >= CS_CLOSE_REVIEW ? RESULT_YES : RESULT_NONE;
	return c;
}

/* What a post is offered in a state, as codes in the table's order. */
static void
offered(enum post p, enum case_state s, const char *want)
{
	const struct transition *list[16];
	struct case_row c = in_state(s);
	struct actor who = rule_actor(&o, p);
	size_t n = workflow_allowed(&c, &who, &o.office, c.received_at, list, N(list));
	const char *got = "";

	for (size_t i = 0; i < n; i++)
		got = arena_printf(o.a, "%s%s%s", got, i > 0 ? " " : "", list[i]->code);
	assert_string_equal(got, want);
}

static void
buttons(void **state)
{
	(void)state;
	offered(ACCEPTOR, CS_REGISTERED, "hazard order_verify correct void");
	offered(DISPATCHER, CS_REGISTERED, "");
	offered(PATROL, CS_VERIFYING, "hazard verify_result");
	offered(ACCEPTOR, CS_VERIFYING, "hazard order_verify");
	offered(PATROL_2, CS_VERIFYING, "hazard");
	offered(ACCEPTOR, CS_FILING, "hazard file correct ask_chief refuse void");
	offered(CHIEF, CS_FILING, "hazard");
	offered(CHIEF, CS_FILING_CHIEF, "hazard file_chief refuse");
	offered(DISPATCHER, CS_FILED, "dispatch unclear to_acceptor");
	offered(ACCEPTOR, CS_FILED, "hazard");
	offered(CLERK_A, CS_DISPATCHED, "sign return");
	offered(CLERK_B, CS_DISPATCHED, "");
	offered(CLERK_A, CS_HANDLING, "return assign feedback");
	offered(DISPATCHER, CS_HANDLING, "redispatch");
	offered(DISPATCHER, CS_RETURN_REVIEW, "");
	offered(COMMANDER, CS_RETURN_REVIEW, "hazard return_to_leader");
	offered(LEADER, CS_LEADER_PENDING, "instruct");
	offered(DISPATCHER, CS_FEEDBACK, "feedback_confirm feedback_incomplete incomplete_send incomplete_coordinate");
	offered(ACCEPTOR, CS_CHECK_PENDING, "order_check");
	offered(PATROL, CS_CHECKING, "check_result");
	offered(ACCEPTOR, CS_CHECKING, "order_check");
	offered(ACCEPTOR, CS_CLOSE_REVIEW, "judge rework");
	offered(CHIEF, CS_CLOSE_REVIEW, "");
	offered(CHIEF, CS_CLOSE_CHIEF, "close_chief close_back");
	offered(DISPATCHER, CS_REWORK_PENDING, "rework_send rework_coordinate");
	offered(ARCHIVIST, CS_CLOSED, "archive");
	offered(ARCHIVIST, CS_ARCHIVED, "");
	/* The timer's marks are nobody's buttons. */
	offered(TIMER, CS_VERIFYING, "");
}

/* The settings' other ways: returns short, the acceptor closes (R4, R11). */
static void
settings(void **state)
{
	(void)state;
	o.office.short_returns = o.office.acceptor_closes = true;
	offered(DISPATCHER, CS_RETURN_REVIEW, "redispatch return_plausible return_refused");
	offered(CHIEF, CS_RETURN_REVIEW, "hazard return_plausible return_refused");
	offered(ACCEPTOR, CS_CLOSE_REVIEW, "close rework");
	o.office.short_returns = o.office.acceptor_closes = false;
}

static void
refused(enum post p, const struct case_row *c, enum action act, usec_t now, const char *why)
{
	const struct transition *t = workflow_find((enum case_state)c->state, act);
	struct actor who = rule_actor(&o, p);
	const char *no;

	assert_non_null(t);
	no = workflow_refusal(t, c, &who, &o.office, now);
	if (why == NULL)
		assert_null(no);
	else
		assert_string_equal(no != NULL ? no : "allowed", why);
}

/* One case each for the invariants of §4.5 and the guards of the rows. */
static void
guards(void **state)
{
	struct case_row c = in_state(CS_CLOSE_REVIEW);
	usec_t t = c.received_at;

	(void)state;
	c.dispatcher_id = COMMANDER;
	refused(COMMANDER, &c, ACT_JUDGE, t, "Guard.not_dispatcher");
	refused(COMMANDER, &c, ACT_REWORK, t, "Guard.not_dispatcher");
	refused(ACCEPTOR, &c, ACT_JUDGE, t, NULL);
	c.state = CS_CLOSE_CHIEF;
	refused(COMMANDER, &c, ACT_CLOSE_CHIEF, t, "Guard.not_dispatcher");
	refused(CHIEF, &c, ACT_CLOSE_CHIEF, t, NULL);
	c = in_state(CS_CHECKING);
	c.supervisor_id = PATROL_OF_A;
	refused(PATROL_OF_A, &c, ACT_CHECK_RESULT, t, "Guard.other_unit");
	refused(PATROL, &c, ACT_CHECK_RESULT, t, "Guard.own_order");
	refused(ACCEPTOR, &c, ACT_CHECK_RESULT, t, "Guard.permission");
	c = in_state(CS_FILING);
	c.class_id = 0;
	refused(ACCEPTOR, &c, ACT_FILE, t, "Guard.class");
	c = in_state(CS_FILING);
	c.unit_cell_id = 0;
	refused(ACCEPTOR, &c, ACT_FILE, t, "Guard.cell");
	c.outside = true;
	refused(ACCEPTOR, &c, ACT_FILE, t, NULL);
	c.verify_result = RESULT_NO;
	refused(ACCEPTOR, &c, ACT_FILE, t, "Guard.found_true");
	c.state = CS_FILING_CHIEF;
	refused(CHIEF, &c, ACT_FILE_CHIEF, t, NULL);
	c = in_state(CS_REGISTERED);
	refused(ACCEPTOR, &c, ACT_TAKE, t, "Guard.needs_verify");
	refused(ACCEPTOR, &c, ACT_BACK_TO_UPPER, t, "Guard.from_upper");
	c.source = SRC_UPPER;
	refused(ACCEPTOR, &c, ACT_ORDER_VERIFY, t, "Guard.needs_no_verify");
	refused(ACCEPTOR, &c, ACT_BACK_TO_UPPER, t, NULL);
	c = in_state(CS_HANDLING);
	c.hazard = true;
	refused(ACCEPTOR, &c, ACT_HAZARD, t, "Guard.not_hazard");
	refused(CLERK_B, &c, ACT_FEEDBACK, t, "Guard.own_unit");
	c = in_state(CS_VERIFYING);
	refused(TIMER, &c, ACT_LATE_VERIFY, t, NULL);
	refused(COMMANDER, &c, ACT_LATE_VERIFY, t, "Guard.permission");
}

/* Within the hour of receipt (S3): of the signature, of the dispatch while unsigned. */
static void
return_hour(void **state)
{
	struct case_row c = in_state(CS_DISPATCHED);
	usec_t t = c.received_at;

	(void)state;
	c.signed_at = USEC_NONE;
	refused(CLERK_A, &c, ACT_RETURN, t + USEC_HOUR, NULL);
	refused(CLERK_A, &c, ACT_RETURN, t + USEC_HOUR + 1, "Guard.return_hour");
	c.state = CS_HANDLING;
	c.signed_at = t + USEC_HOUR;
	refused(CLERK_A, &c, ACT_RETURN, t + 2 * USEC_HOUR, NULL);
	refused(CLERK_A, &c, ACT_RETURN, t + 2 * USEC_HOUR + 1, "Guard.return_hour");
	/* What arrives at night has until eight; a hazard never waits. */
	c.signed_at = rule_at(6, 10, 23, 30);
	refused(CLERK_A, &c, ACT_RETURN, rule_at(6, 11, 8, 0), NULL);
	refused(CLERK_A, &c, ACT_RETURN, rule_at(6, 11, 8, 1), "Guard.return_hour");
	c.hazard = true;
	refused(CLERK_A, &c, ACT_RETURN, rule_at(6, 11, 0, 31), "Guard.return_hour");
	/* A leader's instruction cannot be returned at all (invariant 2). */
	c = in_state(CS_HANDLING);
	c.leader_locked = true;
	refused(CLERK_A, &c, ACT_RETURN, t, "Guard.not_locked");
	refused(DISPATCHER, &c, ACT_REDISPATCH, t, "Guard.not_locked");
}

static void
sight(void **state)
{
	struct case_row c = in_state(CS_HANDLING);
	struct actor who;

	(void)state;
	c.registered_by = PATROL_2;
	c.handler_id = HAND_A;
	c.supervisor_id = 0;
	for (enum post p = ACCEPTOR; p < TIMER; p++) {
		who = rule_actor(&o, p);
		assert_int_equal(workflow_may_see(&c, &who), p != CLERK_B && p != PATROL && p != PATROL_OF_A);
	}
	who = rule_actor(&o, PATROL);
	c.supervisor_id = PATROL;
	assert_true(workflow_may_see(&c, &who));
	c.supervisor_id = 0;
	c.checker_id = PATROL;
	assert_true(workflow_may_see(&c, &who));
	/* Nobody's unit is not everybody's. */
	c.unit_id = 0;
	who = rule_actor(&o, CLERK_A);
	who.unit_id = 0;
	assert_false(workflow_may_see(&c, &who));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows), cmocka_unit_test(codes), cmocka_unit_test(texts),
		cmocka_unit_test(sources), cmocka_unit_test(no_dead_end), cmocka_unit_test(buttons),
		cmocka_unit_test(settings), cmocka_unit_test(guards), cmocka_unit_test(return_hour),
		cmocka_unit_test(sight),
	};
	int failed;

	rule_office_make(&o);
	failed = cmocka_run_group_tests_name("workflow", tests, NULL, NULL);
	arena_free(o.a);
	return failed;
}
