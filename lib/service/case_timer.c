/* What the timer does to cases: late marks, and the archive for what has rested. */
#include "config.h"
#include "lib/service/case_ops.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/service/case_choice.h"
#include "lib/service/case_write.h"
#include "lib/store/store_case.h"

#include "lib/base/banned.h"

enum { DUE_MAX = 500 };

static enum action
late_action(int32_t state)
{
	return state == CS_VERIFYING ? ACT_LATE_VERIFY : state == CS_DISPATCHED ? ACT_LATE_SIGN :
	    state == CS_CHECKING ? ACT_LATE_CHECK : state == CS_SQUAD_REVIEW ? ACT_LATE_SQUAD : ACT_LATE_STAGE;
}

/* The two kinds of clocks: the stages', and those beside them. */
struct clocks {
	enum err (*list)(struct db *db, struct arena *a, usec_t now, struct late_row **out, size_t *n);
	enum err (*mark)(struct db *db, const struct late_row *r, usec_t now, bool *marked);
	bool beside;
};
static const struct clocks stage_clocks = { store_stages_late, store_stage_mark_late, false };
static const struct clocks side_clocks = { store_sides_late, store_side_mark_late, true };

/*
 * One late mark in its own transaction.  It changes no version: a clerk who
 * has the page open is not thrown back by the timer.
 */
static enum err
mark_one(struct service *sv, const struct clocks *k, const struct late_row *r, usec_t now, int64_t *marked)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct step s = { .action = k->beside ? ACT_LATE_SIDE : late_action(r->state), .at = now,
		.client_at = USEC_NONE, .who = { .role = R_SYSTEM }, .side = k->beside ? r->state : 0 };
	const struct office *office;
	struct case_row *c;
	struct change ch;
	int64_t version;
	bool mine = false;
	enum err e;

	if ((e = office_now(sv, &office)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_case_lock(sv->db, r->case_id, &version)) != OK ||
	    (e = store_case_by_id(sv->db, sv->arena, r->case_id, &c)) != OK ||
	    (e = k->mark(sv->db, r, now, &mine)) != OK)
		return e;
	if (!mine)
		return OK;
	if ((!k->beside && c->state != r->state) || workflow_find((enum case_state)c->state, s.action) == NULL)
		return db_commit(&tx);	/* a waiting time without a mark of its own */
	if ((e = casework_apply(sv->arena, c, &s, office, &ch)) != OK ||
	    (e = ledger_add_case(sv, c->id, c->state, &ch, &s, NULL, c->event_hash, c->event_seq + 1,
	    &c->event_hash)) != OK)
		return e;
	c->event_seq++;
	if ((e = store_case_head(sv->db, c)) != OK ||
	    (e = ledger_tell(sv, c->id, c->event_seq, &ch, &s)) != OK || (e = db_commit(&tx)) != OK)
		return e;
	(*marked)++;
	return OK;
}

static enum err
mark_all(struct service *sv, const struct clocks *k, usec_t now, int64_t *marked)
{
	struct late_row *rows;
	size_t n;
	enum err e;

	do {
		arena_reset(sv->arena);
		if ((e = k->list(sv->db, sv->arena, now, &rows, &n)) != OK)
			return e;
		for (size_t i = 0; i < n && e == OK; i++)
			e = mark_one(sv, k, &rows[i], now, marked);
	} while (e == OK && n == 500);
	return e;
}

enum err
case_mark_late(struct service *sv, usec_t now, int64_t *marked)
{
	enum err e;

	*marked = 0;
	e = mark_all(sv, &stage_clocks, now, marked);
	return e == OK ? mark_all(sv, &side_clocks, now, marked) : e;
}

/* One step that the timer takes, in a transaction of its own; *taken stays false when the case has moved on. */
static enum err
take_one(struct service *sv, int64_t id, enum action action, usec_t now, bool *taken)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct step s = { .action = action, .at = now, .client_at = USEC_NONE, .who = { .role = R_SYSTEM } };
	const struct office *office;
	struct case_row *c;
	struct change ch;
	int64_t version;
	enum err e;

	*taken = false;
	if ((e = office_now(sv, &office)) != OK || (e = db_begin(sv->db, &tx)) != OK ||
	    (e = store_case_lock(sv->db, id, &version)) != OK ||
	    (e = store_case_by_id(sv->db, sv->arena, id, &c)) != OK)
		return e;
	e = action == ACT_RESUME_DUE ? case_running(sv, c, &s) : OK;
	if (e == OK)
		e = casework_apply(sv->arena, c, &s, office, &ch);
	if (e == ERR_NOT_FOUND || e == ERR_DENIED)
		return OK;
	if (e != OK || (e = case_write(sv, c, &ch, &s, NULL)) != OK || (e = db_commit(&tx)) != OK)
		return e;
	*taken = true;
	return OK;
}

enum err
case_archive_rested(struct service *sv, usec_t now, int32_t max, int64_t *archived)
{
	static const enum case_state states[] = { CS_CLOSED, CS_CLOSED_SPECIAL, CS_NOT_ACCEPTED };
	const struct office *office;
	struct case_id *rows;
	size_t n;
	bool taken;
	enum err e = OK;

	*archived = 0;
	for (size_t k = 0; k < N(states) && e == OK; k++) {
		arena_reset(sv->arena);
		if ((e = office_now(sv, &office)) != OK || (e = store_cases_rested(sv->db, sv->arena, states[k],
		    now - office->archive_days * USEC_DAY, max, &rows, &n)) != OK)
			return e;
		for (size_t i = 0; i < n && e == OK && *archived < max; i++) {
			e = take_one(sv, rows[i].id, ACT_ARCHIVE_DUE, now, &taken);
			*archived += e == OK && taken;
		}
	}
	return e;
}

/* What a list says is due: one step each. */
typedef enum err due_fn(struct db *db, struct arena *a, usec_t now, int32_t max, struct case_id **out, size_t *n);

static enum err
take_due(struct service *sv, due_fn *list, enum action action, usec_t now, int64_t *taken)
{
	struct case_id *rows;
	size_t n;
	bool mine;
	enum err e;

	*taken = 0;
	arena_reset(sv->arena);
	e = list(sv->db, sv->arena, now, DUE_MAX, &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		e = take_one(sv, rows[i].id, action, now, &mine);
		*taken += e == OK && mine;
	}
	return e;
}

enum err
case_resume_due(struct service *sv, usec_t now, int64_t *resumed)
{
	return take_due(sv, store_cases_to_resume, ACT_RESUME_DUE, now, resumed);
}

enum err
case_end_windows(struct service *sv, usec_t now, int64_t *ended)
{
	return take_due(sv, store_cases_window_over, ACT_WINDOW_OVER, now, ended);
}
