#include "config.h"
#include "lib/service/evaluation_again.h"

#include <string.h>

#include "lib/rule/casework_effect.h"
#include "lib/rule/past.h"

#include "lib/base/banned.h"

static usec_t
due_of(const struct eval_again *g, enum lim lim, usec_t from)
{
	const struct case_row c = { .hazard = g->hazard };
	usec_t due = USEC_NONE;

	return casework_due(&c, g->o, lim, from, &due) == OK ? due : USEC_NONE;
}

static usec_t
promised(const struct eval_again *g)
{
	const size_t n = g->l.n_promises;

	return n > 0 && g->promise[n - 1].ended == USEC_NONE ? g->promise[n - 1].due : USEC_NONE;
}

static void
end_promise(struct eval_again *g, usec_t at)
{
	if (promised(g) != USEC_NONE)
		g->promise[g->l.n_promises - 1].ended = at;
}

static void
end_watch(struct eval_again *g, usec_t at)
{
	for (size_t i = 0; i < g->l.n_holds && g->watch; i++)
		if (g->hold[i].watch && g->hold[i].until_at == USEC_NONE)
			g->hold[i].until_at = at;
	g->watch = false;
}

/* The limit of a state that a case comes back to. */
static enum lim
lim_of(int32_t state)
{
	switch (state) {
	case CS_REGISTERED:
	case CS_FILING:
	case CS_FILING_CHIEF: return LIM_ACCEPT_SAME;
	case CS_FILED: return LIM_DISPATCH;
	case CS_DISPATCHED: return LIM_SIGN;
	case CS_HANDLING: return LIM_HANDLING;
	default: return LIM_NONE;
	}
}

static void
open_stage(struct eval_again *g, int32_t state, enum lim lim, usec_t at)
{
	const size_t n = g->l.n_stages;
	const bool site = state == CS_VERIFYING || state == CS_CHECKING;
	usec_t due = USEC_NONE;

	if (n > 0 && g->stage[n - 1].ended == USEC_NONE)
		g->stage[n - 1].ended = at;
	if (state == CS_ARCHIVED || state == CS_VOID || n == PIECES_MAX)
		return;
	if (lim == LIM_OF_STATE)
		lim = lim_of(state);
	if (lim == LIM_ACCEPT_SAME)
		due = g->accept_due;
	else if (lim == LIM_HANDLING)
		due = promised(g);
	else if (lim != LIM_ARCHIVE && lim != LIM_DATE)
		due = due_of(g, lim, at);
	g->stage[g->l.n_stages++] = (struct life_stage){ .case_id = g->row->id, .state = state, .unit_id = site ? 0 : g->unit,
		.started = at, .due = due, .ended = USEC_NONE };
}

static void
add_promise(struct eval_again *g, enum promise_kind kind, const struct post_act *a, usec_t started)
{
	const usec_t original = past_detail(a->detail, "original_due");

	if (g->l.n_promises == PIECES_MAX)
		return;
	g->promise[g->l.n_promises++] = (struct life_promise){ .case_id = g->row->id, .kind = (int32_t)kind, .round = g->round,
		.unit_id = g->unit, .started = started, .due = past_detail(a->detail, "due"),
		.original_due = original != 0 ? original : USEC_NONE, .ended = USEC_NONE };
}

/* A dispatch whose promise runs on has no due of its own. */
static void
dispatch(struct eval_again *g, const struct post_act *a)
{
	const bool kept = past_detail(a->detail, "original_due") != 0;

	if (past_detail(a->detail, "due") == 0)
		return;
	end_promise(g, a->at);
	end_watch(g, a->at);
	g->round += !kept;
	g->unit = past_detail(a->detail, "unit");
	add_promise(g, kept ? PROMISE_REWORK : PROMISE_DISPATCH, a, a->at);
}

/* The promise that runs goes on under another due. */
static void
renew(struct eval_again *g, enum promise_kind kind, const struct post_act *a)
{
	const size_t n = g->l.n_promises;
	const usec_t started = n > 0 && kind != PROMISE_WATCH ? g->promise[n - 1].started : a->at;

	end_promise(g, a->at);
	add_promise(g, kind, a, started);
}

static void
suspend(struct eval_again *g, const struct post_act *a)
{
	const size_t n = g->l.n_promises;

	if (g->l.n_holds < HOLDS_MAX)
		g->hold[g->l.n_holds++] = (struct life_hold){ .case_id = g->row->id, .from_at = a->at,
			.until_at = past_detail(a->detail, "until") };
	if (past_detail(a->detail, "due") != 0 && n > 0)
		renew(g, (enum promise_kind)g->promise[n - 1].kind, a);
}

/* Gone on earlier, the pause is cut short. */
static void
resume(struct eval_again *g, const struct post_act *a)
{
	const size_t n = g->l.n_promises;

	for (size_t i = g->l.n_holds; i > 0; i--)
		if (!g->hold[i - 1].watch) {
			if (a->at < g->hold[i - 1].until_at)
				g->hold[i - 1].until_at = a->at;
			break;
		}
	if (past_detail(a->detail, "due") != 0 && n > 0)
		renew(g, (enum promise_kind)g->promise[n - 1].kind, a);
}

static void
watch(struct eval_again *g, const struct post_act *a)
{
	renew(g, PROMISE_WATCH, a);
	if (!g->watch && g->l.n_holds < HOLDS_MAX)
		g->hold[g->l.n_holds++] = (struct life_hold){ .case_id = g->row->id, .watch = true, .from_at = a->at,
			.until_at = USEC_NONE };
	g->watch = true;
}

static void
reopen(struct eval_again *g, const struct post_act *a)
{
	end_watch(g, a->at);
	g->round++;
	add_promise(g, PROMISE_REWORK, a, a->at);
}

static void
answer(struct eval_again *g, const struct post_act *a)
{
	if (g->l.n_orders < PIECES_MAX)
		g->order[g->l.n_orders++] = (struct life_order){ .case_id = g->row->id,
			.kind = a->kind == ACT_CHECK_RESULT ? ORDER_CHECK : ORDER_VERIFY,
			.result = (int32_t)past_detail(a->detail, "result"), .answered_at = a->at };
}

/* What the step does to promise and unit, before its stage begins. */
static void
see_effects(struct eval_again *g, const struct post_act *a, uint64_t fx)
{
	if (fx & E_HAZARD)
		g->hazard = true;
	if (fx & E_ACCEPT_CLOCK)
		g->accept_due = due_of(g, LIM_ACCEPT, a->at);
	if (fx & E_FILE && g->l.c.filed_at == USEC_NONE)
		g->l.c.filed_at = a->at;
	if (fx & (E_PROMISE | E_REWORK_PROMISE))
		dispatch(g, a);
	if (fx & E_DROP_UNIT) {
		end_promise(g, a->at);
		end_watch(g, a->at);
		g->unit = 0;
	}
	if (fx & E_EXT_GRANT)
		renew(g, PROMISE_EXTENSION, a);
	if (fx & E_WATCH)
		watch(g, a);
	if (fx & E_SUSPEND)
		suspend(g, a);
	if (fx & E_RESUME)
		resume(g, a);
	if (fx & E_REOPEN)
		reopen(g, a);
	if (fx & E_RECLASSIFY && past_detail(a->detail, "due") != 0)
		renew(g, PROMISE_CLASS, a);
	if (fx & E_ANSWER_ORDER)
		answer(g, a);
	if (fx & E_FINDING)
		g->l.c.unjustified_return = true;
	if (fx & E_CLOSE)
		end_promise(g, a->at);
	if (a->kind == ACT_REDISPATCH && past_detail(a->detail, "fault") == 1 && g->l.n_faults < PIECES_MAX)
		g->fault[g->l.n_faults++] = a->at;
}

/* Registered, or taken over from another system: its first stage begins when it was received. */
static void
begin(struct eval_again *g, const struct post_act *a)
{
	const bool verify = source_needs_verify((enum source)g->row->source) && !g->row->verified_above;
	const usec_t from = g->row->received_at;

	if (a->kind == ACT_REPORT && !verify)
		g->accept_due = due_of(g, LIM_ACCEPT, from);
	open_stage(g, a->to_state, a->kind != ACT_REPORT ? LIM_NONE : verify ? LIM_SEND_VERIFY : LIM_ACCEPT, from);
}

/* What another system tells: its steps have no limits of ours. */
static void
see_imported(struct eval_again *g, const struct post_act *a)
{
	if (a->kind == ACT_IMPORT_FILED)
		g->l.c.filed_at = a->at;
	if (a->kind == ACT_IMPORT_DISPATCHED) {
		g->l.c.dispatched_at = a->at;
		g->unit = past_detail(a->detail, "unit");
		g->round = 1;
		if (past_detail(a->detail, "due") != 0)
			add_promise(g, PROMISE_GIVEN, a, a->at);
	}
	if (a->kind == ACT_IMPORT_FEEDBACK)
		g->l.c.fed_back_at = a->at;
	if (a->kind == ACT_IMPORT_CLOSED)
		end_promise(g, a->at);
	open_stage(g, a->to_state, LIM_NONE, a->at);
}

void
eval_again_see(struct eval_again *g, const struct post_act *a)
{
	const struct transition *t = workflow_find((enum case_state)a->from_state, (enum action)a->kind);

	if (a->from_state == CS_NONE) {
		if (a->to_state != CS_NONE)
			begin(g, a);
		return;
	}
	if (a->kind >= ACT_IMPORTED && a->kind <= ACT_IMPORT_CLOSED) {
		see_imported(g, a);
		return;
	}
	if (t == NULL)
		return;
	see_effects(g, a, t->effect);
	if (t->to != CS_NONE || (t->effect & (E_NEW_STAGE | E_BACK | E_UNMERGE)) != 0)
		open_stage(g, a->to_state, t->limit, a->at);
}

void
eval_again_begin(struct eval_again *g, const struct eval_event_case *row)
{
	memset(&g->l, 0, sizeof(g->l));
	g->row = row;
	g->unit = 0;
	g->round = 0;
	g->accept_due = USEC_NONE;
	g->hazard = row->hazard && !row->hazard_event;
	g->watch = false;
	g->l.c = (struct life_case){ .id = row->id, .number = row->number, .source = row->source, .external = row->external,
		.class_id = row->class_id, .unit_id = row->unit_id, .unit_cell_id = row->unit_cell_id,
		.base_cell_id = row->base_cell_id, .received_at = row->received_at, .filed_at = USEC_NONE,
		.dispatched_at = USEC_NONE, .fed_back_at = USEC_NONE, .closed_at = USEC_NONE };
	g->l.stages = g->stage;
	g->l.promises = g->promise;
	g->l.orders = g->order;
	g->l.holds = g->hold;
	g->l.faults = g->fault;
}
