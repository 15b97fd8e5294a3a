#include "config.h"
#include "lib/service/evaluation_relive.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/casework_effect.h"
#include "lib/rule/past.h"
#include "lib/service/evaluation_in.h"
#include "lib/store/store_clock.h"

#include "lib/base/banned.h"

enum { IDS_AT_ONCE = 2000, PIECES_MAX = 256, HOLDS_MAX = 16 };

/* --- one case -------------------------------------------------------------- */

/* A case that is lived again. */
struct again {
	const struct eval_event_case *row;
	const struct office *o;		/* of the event that is told */
	struct life_stage stage[PIECES_MAX];
	struct life_promise promise[PIECES_MAX];
	struct life_order order[PIECES_MAX];
	struct life_hold hold[HOLDS_MAX];
	usec_t fault[PIECES_MAX];
	struct life l;
	int64_t unit;
	int32_t round;
	usec_t accept_due, watch_asked;
	bool hazard, watch;
};

static usec_t
due_of(const struct again *g, enum lim lim, usec_t from)
{
	const struct case_row c = { .hazard = g->hazard };
	usec_t due = USEC_NONE;

	return casework_due(&c, g->o, lim, from, &due) == OK ? due : USEC_NONE;
}

static usec_t
promised(const struct again *g)
{
	const size_t n = g->l.n_promises;

	return n > 0 && g->promise[n - 1].ended == USEC_NONE ? g->promise[n - 1].due : USEC_NONE;
}

static void
end_promise(struct again *g, usec_t at)
{
	if (promised(g) != USEC_NONE)
		g->promise[g->l.n_promises - 1].ended = at;
}

static void
end_watch(struct again *g, usec_t at)
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
open_stage(struct again *g, int32_t state, enum lim lim, usec_t at)
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
add_promise(struct again *g, enum promise_kind kind, const struct post_act *a, usec_t started)
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
dispatch(struct again *g, const struct post_act *a)
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
renew(struct again *g, enum promise_kind kind, const struct post_act *a)
{
	const size_t n = g->l.n_promises;
	const usec_t started = n > 0 && kind != PROMISE_WATCH ? g->promise[n - 1].started : a->at;

	end_promise(g, a->at);
	add_promise(g, kind, a, started);
}

static void
suspend(struct again *g, const struct post_act *a)
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
resume(struct again *g, const struct post_act *a)
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
watch(struct again *g, const struct post_act *a)
{
	renew(g, PROMISE_WATCH, a);
	if (!g->watch && g->l.n_holds < HOLDS_MAX)
		g->hold[g->l.n_holds++] = (struct life_hold){ .case_id = g->row->id, .watch = true, .from_at = a->at,
			.until_at = USEC_NONE };
	g->watch = true;
}

static void
reopen(struct again *g, const struct post_act *a)
{
	end_watch(g, a->at);
	g->round++;
	add_promise(g, PROMISE_REWORK, a, a->at);
}

static void
answer(struct again *g, const struct post_act *a)
{
	if (g->l.n_orders < PIECES_MAX)
		g->order[g->l.n_orders++] = (struct life_order){ .case_id = g->row->id,
			.kind = a->kind == ACT_CHECK_RESULT ? ORDER_CHECK : ORDER_VERIFY,
			.result = (int32_t)past_detail(a->detail, "result"), .answered_at = a->at };
}

/* What the step does to promise and unit, before its stage begins. */
static void
see_effects(struct again *g, const struct post_act *a, uint64_t fx)
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
begin(struct again *g, const struct post_act *a)
{
	const bool verify = source_needs_verify((enum source)g->row->source) && !g->row->verified_above;
	const usec_t from = g->row->received_at;

	if (a->kind == ACT_REPORT && !verify)
		g->accept_due = due_of(g, LIM_ACCEPT, from);
	open_stage(g, a->to_state, a->kind != ACT_REPORT ? LIM_NONE : verify ? LIM_SEND_VERIFY : LIM_ACCEPT, from);
}

/* What another system tells: its steps have no limits of ours. */
static void
see_imported(struct again *g, const struct post_act *a)
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

static void
see_event(struct again *g, const struct post_act *a)
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

/* --- the office of the day ------------------------------------------------- */

struct offices {
	struct instant_row *change;
	const struct office **of;	/* before the first change, and since each */
	size_t n;
};

static enum err
read_offices(struct service *sv, usec_t until, struct offices *o)
{
	enum err e = store_office_changes(sv->db, sv->arena, until, &o->change, &o->n);

	if (e != OK)
		return e;
	o->of = arena_array_of(sv->arena, const struct office *, o->n + 1);
	for (size_t i = 0; i <= o->n && e == OK; i++) {
		struct office *office;

		e = store_office(sv->db, sv->arena, i > 0 ? o->change[i - 1].at : 0, &office);
		if (e == OK)
			o->of[i] = office;
		else if (i == 0 && o->n > 0)
			e = OK;		/* nothing was set before the first day */
	}
	if (e == OK && o->of[0] == NULL)
		o->of[0] = o->of[1];
	return e;
}

static const struct office *
office_of(const struct offices *o, usec_t at)
{
	size_t i = 0;

	while (i < o->n && o->change[i].at <= at)
		i++;
	return o->of[i];
}

/* --- all of them ----------------------------------------------------------- */

/* What the tables say of one case. */
struct kept {
	int64_t id, bits, unit_id;
	int32_t reworks;
};

struct living {
	struct eval_world world;
	struct offices offices;
	struct period p;
	struct kept *kept;
	size_t n_kept, cap_kept, at;	/* by id; at: up to where they were compared */
	struct eval_tallies sums;
	struct again *g;
	struct eval_verdict *v;
};

static enum err
keep(void *ctx, const struct eval_case *c)
{
	struct living *k = ctx;

	if (k->n_kept == k->cap_kept) {
		k->cap_kept = k->cap_kept == 0 ? 4096 : size_mul(k->cap_kept, 2);
		k->kept = realloc(k->kept, size_mul(k->cap_kept, sizeof(*k->kept)));
		if (k->kept == NULL)
			abort();
	}
	k->kept[k->n_kept++] = (struct kept){ c->case_id, c->bits, c->unit_id, c->reworks };
	return OK;
}

static void
differ(struct eval_verdict *v, int64_t id, const struct kept *table, const struct eval_case *ledger)
{
	const int64_t bits = (table != NULL ? table->bits : 0) ^ (ledger != NULL ? ledger->bits : 0);

	v->differs = id;
	v->count = bits != 0 ? (enum count)__builtin_ctzll((unsigned long long)bits) : COUNT_MAX;
	v->in_ledger = bits != 0 && ledger != NULL && (ledger->bits & (bits & -bits)) != 0;
	v->ledger_unit = ledger != NULL ? ledger->unit_id : 0;
	v->table_unit = table != NULL ? table->unit_id : 0;
}

/* Compares a case of the ledger with the tables; those the ledger does not count come up between. */
static void
compare(struct living *k, int64_t id, const struct eval_case *c)
{
	const struct kept *t;

	while (k->at < k->n_kept && k->kept[k->at].id < id && k->v->differs == 0)
		differ(k->v, k->kept[k->at].id, &k->kept[k->at], NULL);
	if (k->v->differs != 0)
		return;
	t = k->at < k->n_kept && k->kept[k->at].id == id ? &k->kept[k->at++] : NULL;
	if (c == NULL ? t != NULL : t == NULL || t->bits != c->bits || t->unit_id != c->unit_id || t->reworks != c->reworks)
		differ(k->v, id, t, c);
}

static void
live(struct living *k, const struct eval_event_case *row, const struct post_act *acts, size_t n)
{
	struct again *g = k->g;
	struct eval_told told;
	bool counts;

	memset(&g->l, 0, sizeof(g->l));
	g->row = row;
	g->unit = 0;
	g->round = 0;
	g->accept_due = g->watch_asked = USEC_NONE;
	g->hazard = row->hazard && !row->hazard_event;
	g->watch = false;
	g->l.c = (struct life_case){ .id = row->id, .number = row->number, .source = row->source, .external = row->external,
		.class_id = row->class_id, .unit_id = row->unit_id, .unit_cell_id = row->unit_cell_id,
		.base_cell_id = row->base_cell_id, .received_at = row->received_at, .filed_at = USEC_NONE,
		.dispatched_at = USEC_NONE, .fed_back_at = USEC_NONE, .closed_at = USEC_NONE };
	for (size_t i = 0; i < n; i++) {
		g->o = office_of(&k->offices, acts[i].at);
		see_event(g, &acts[i]);
	}
	g->l.stages = g->stage;
	g->l.promises = g->promise;
	g->l.orders = g->order;
	g->l.holds = g->hold;
	g->l.faults = g->fault;
	g->l.acts = acts;
	g->l.n_acts = n;
	counts = row->received_at < k->p.to && eval_tell(&k->world, &g->l, k->p, &told);
	k->v->cases++;
	k->v->events += (int64_t)n;
	k->v->counted += counts;
	if (counts)
		eval_add(&k->sums, PART_OF_ALL, &told.c);
	compare(k, row->id, counts ? &told.c : NULL);
}

static enum err
live_range(struct service *sv, struct living *k, int64_t after, int64_t *last)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct eval_event_case *rows;
	struct post_act *acts;
	size_t n, n_acts, at = 0;
	enum err e = store_eval_event_cases(sv->db, a, after, IDS_AT_ONCE, &rows, &n);

	*last = 0;
	if (e != OK || n == 0)
		return e;
	*last = rows[n - 1].id;
	if ((e = store_eval_events(sv->db, a, rows[0].id, *last, &acts, &n_acts)) != OK)
		return e;
	for (size_t i = 0; i < n && k->v->differs == 0; i++) {
		size_t from;

		while (at < n_acts && acts[at].case_id < rows[i].id)
			at++;
		for (from = at; at < n_acts && acts[at].case_id == rows[i].id;)
			at++;
		live(k, &rows[i], &acts[from], at - from);
		if (k->v->differs == rows[i].id)
			k->v->number = rows[i].number != NULL ? arena_strdup(sv->arena, rows[i].number) : NULL;
	}
	return OK;
}

/* The whole's sums, where every case agrees: they could only differ by a table that was touched. */
static enum err
compare_sums(struct service *sv, struct living *k, enum eval_span span, int32_t first_day)
{
	const int64_t all = 0;
	const int64_t *v = eval_at(&k->sums, 0, PART_OF_ALL, 0, 0);
	int64_t have[EVAL_SLOTS] = { 0 };
	struct eval_sum *s;
	size_t n;
	enum err e = store_eval_sums(sv->db, sv->arena, span, PART_OF_ALL, first_day, first_day + 1, &all, &s, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (s[i].slot >= 0 && s[i].slot < EVAL_SLOTS)
			have[s[i].slot] = s[i].n;
	for (int c = 1; c < COUNT_MAX && e == OK && k->v->differs == 0; c++)
		if (have[c] != v[c]) {
			k->v->differs = -1;
			k->v->count = (enum count)c;
		}
	return e;
}

static enum err
live_all(struct service *sv, struct living *k, enum eval_span span, int32_t first_day)
{
	const struct eval_want any = eval_want_any();
	int64_t last = 0;
	enum err e = store_eval_cases(sv->db, span, first_day, &any, keep, k);

	if (e == OK)
		e = eval_world_read(sv, k->p.to, &k->world);
	if (e == OK)
		e = read_offices(sv, k->p.to, &k->offices);
	do {
		e = e == OK ? live_range(sv, k, last, &last) : e;
	} while (e == OK && last != 0 && k->v->differs == 0);
	if (e == OK && k->v->differs == 0 && k->at < k->n_kept)
		differ(k->v, k->kept[k->at].id, &k->kept[k->at], NULL);
	return e == OK ? compare_sums(sv, k, span, first_day) : e;
}

enum err
evaluation_relive(struct service *sv, enum eval_span span, int32_t first_day, struct eval_verdict *out)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct living k = { .v = out };
	struct eval_run run;
	int y, m, d;
	enum err e = db_begin_read(sv->db, &tx);

	*out = (struct eval_verdict){ .count = COUNT_MAX };
	if (e == OK)
		e = store_eval_run(sv->db, sv->arena, span, first_day, &run);
	if (e != OK)
		return e;
	date_of_day(first_day, &y, &m, &d);
	k.p = period_until(period_of_months(y, m, span == EVAL_YEAR ? 12 : 1), day_start(run.until_day));
	k.g = arena_new_of(sv->arena, struct again);
	e = live_all(sv, &k, span, first_day);
	free(k.kept);
	eval_tallies_free(&k.sums);
	return e;
}
