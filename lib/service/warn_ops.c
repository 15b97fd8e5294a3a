#include "config.h"
#include "lib/service/warn_ops.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "lib/rule/calendar.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_warning.h"

#include "lib/base/banned.h"

enum { BATCH = 500, CALENDARS = 8 };

/* The calendars promises were made under, kept for one run. */
struct calendars {
	struct arena *a;
	const struct calendar *of[CALENDARS];
	int64_t id[CALENDARS];
	size_t n;
};

struct planner {
	struct service *sv;
	struct calendars cals;
	const struct warning_level *levels;
	size_t n_levels;
};

/* NULL where the promise has none of ours; beyond its days warning_at() goes by the clock. */
static enum err
calendar_of(struct planner *p, int64_t id, const struct calendar **out)
{
	struct calendars *k = &p->cals;
	const int32_t today = day_of(clock_now());
	size_t i = 0;
	enum err e;

	*out = NULL;
	if (id == 0)
		return OK;
	while (i < k->n && k->id[i] != id)
		i++;
	if (i == k->n) {
		if (k->n == CALENDARS)
			return OK;
		e = store_calendar(p->sv->db, k->a, id, today - 800, today + 800, &k->of[i]);
		if (e != OK)
			return e == ERR_NOT_FOUND || e == ERR_INVALID ? OK : e;
		k->id[i] = id;
		k->n++;
	}
	*out = k->of[i];
	return OK;
}

static enum err
pauses_of(struct service *sv, const struct unplanned_row *r, struct pauses *out)
{
	struct pause_row *rows;
	struct pause *p;
	size_t n;
	enum err e;

	*out = NO_PAUSES;
	if (!r->paused)
		return OK;
	if ((e = store_pauses(sv->db, sv->arena, r->case_id, &rows, &n)) != OK)
		return e;
	p = arena_array_of(sv->arena, struct pause, n);
	for (size_t i = 0; i < n; i++)
		p[i] = (struct pause){ rows[i].from_at, rows[i].until_at, rows[i].set_event, 0 };
	*out = (struct pauses){ p, n };
	return OK;
}

static enum err
plan_one(struct planner *p, const struct unplanned_row *r)
{
	const struct calendar *cal;
	struct pauses pauses;
	size_t n;
	const struct warning_level *l = warning_levels_of(p->levels, p->n_levels, r->class_id, &n);
	enum err e = calendar_of(p, r->calendar_id, &cal);

	if (e == OK)
		e = pauses_of(p->sv, r, &pauses);
	for (size_t i = 0; i < n && e == OK; i++) {
		usec_t at;

		e = warning_at(cal, r->started, r->due, (enum limit_unit)r->unit, pauses, l[i].percent, &at);
		if (e == OK)
			e = store_warning_plan(p->sv->db, r, l[i].id, at);
	}
	return e;
}

/* All that are new, some hundreds a transaction. */
static enum err
plan_all(struct planner *p)
{
	struct unplanned_row *rows;
	size_t n;
	enum err e;

	do {
		CLEANUP(db_rollbackp) struct db_tx *tx = NULL;

		arena_reset(p->sv->arena);
		if ((e = store_warning_unplanned(p->sv->db, p->sv->arena, &rows, &n)) != OK || n == 0 ||
		    (e = db_begin(p->sv->db, &tx)) != OK)
			return e;
		for (size_t i = 0; i < n && e == OK; i++)
			e = plan_one(p, &rows[i]);
		if (e == OK)
			e = db_commit(&tx);
	} while (e == OK && n == BATCH);
	return e;
}

static enum err
plan(struct service *sv, usec_t now)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct planner p = { .sv = sv, .cals = { .a = a } };
	struct warning_level *levels;
	enum err e = store_warning_levels(sv->db, a, now, &levels, &p.n_levels);

	p.levels = levels;
	return e == OK && p.n_levels > 0 && levels[0].class_id == 0 ? plan_all(&p) : e;
}

/* One host plans; the others go on with what is planned. */
static enum err
plan_alone(struct service *sv, usec_t now)
{
	int64_t mine, released;
	enum err e = db_number(sv->db, SQL_TICK_WARN_LOCK, NULL, 0, &mine), unlock;

	if (e != OK || mine != 1)
		return e;
	e = plan(sv, now);
	unlock = db_number(sv->db, SQL_TICK_WARN_UNLOCK, NULL, 0, &released);
	return e != OK ? e : unlock;
}

static bool
is_of_unit(const char *audience)
{
	return strncmp(audience, "UNIT", 4) == 0;
}

static enum err
tell_posts(struct service *sv, const struct case_row *c, const struct warning_row *w, usec_t now)
{
	char code[AUDIENCE_MAX];
	enum err e = OK;

	for (const char *at = w->audiences; e == OK && (at = warning_next_audience(at, code)) != NULL;)
		e = store_outbox_add(sv->db, SUBJECT_CASE, c->id, c->event_seq, code, is_of_unit(code) ? c->unit_id : 0, 0, now);
	return e;
}

/* The event of a warning; like a late mark it changes no version. */
static enum err
tell_event(struct service *sv, struct case_row *c, const struct warning_row *w, usec_t now)
{
	const struct step s = { .action = w->percent < 100 ? ACT_WARNED : ACT_OVERDUE, .at = now, .client_at = USEC_NONE,
		.who = { .role = R_SYSTEM } };
	const struct change ch = { .after = *c, .detail = arena_printf(sv->arena, "percent=%d\ndue=%lld\n", w->percent,
	    (long long)w->due) };
	enum err e = ledger_add_case(sv, c->id, c->state, &ch, &s, NULL, c->event_hash, c->event_seq + 1, &c->event_hash);

	c->event_seq++;
	return e == OK ? store_case_head(sv->db, c) : e;
}

static enum err
tell_one(struct service *sv, const struct warning_row *w, usec_t now, int64_t *told)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct case_row *c;
	int64_t version;
	bool mine = false;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_case_lock(sv->db, w->case_id, &version)) != OK ||
	    (e = store_case_by_id(sv->db, sv->arena, w->case_id, &c)) != OK)
		return e;
	if (c->due_at != w->due || c->unit_id == 0)
		return OK;	/* it has moved on; the next run settles it */
	if ((e = store_warning_told(sv->db, w, now, c->event_seq + 1, &mine)) != OK || !mine)
		return e;
	if ((e = tell_event(sv, c, w, now)) != OK || (e = tell_posts(sv, c, w, now)) != OK || (e = db_commit(&tx)) != OK)
		return e;
	(*told)++;
	return OK;
}

enum err
warn_run(struct service *sv, usec_t now, int64_t *told)
{
	struct warning_row *rows;
	size_t n;
	enum err e;

	*told = 0;
	if ((e = plan_alone(sv, now)) != OK || (e = store_warning_drop(sv->db, now)) != OK)
		return e == ERR_CONFLICT ? OK : e;	/* another host is at it */
	do {
		arena_reset(sv->arena);
		if ((e = store_warnings_due(sv->db, sv->arena, now, &rows, &n)) != OK)
			return e;
		for (size_t i = 0; i < n && e == OK; i++)
			if (i == 0 || rows[i].case_id != rows[i - 1].case_id)
				e = tell_one(sv, &rows[i], now, told);
	} while (e == OK && n == BATCH);
	return e;
}
