#include "config.h"
#include "lib/service/history_ops.h"

#include "lib/base/arena.h"
#include "lib/db/tx.h"
#include "lib/store/store_history.h"

#include "lib/base/banned.h"

/* Whole local days, so that the same day gives the same rows whenever it runs. */
static enum err
make(struct service *sv, usec_t upto, int64_t *made)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct done_case *cases;
	struct history *rows;
	const struct office *o;
	size_t n, n_rows;
	enum err e = office_now(sv, &o);

	if (e != OK || (e = store_history_done(sv->db, sv->arena, upto - o->history_days * USEC_DAY, upto, &cases, &n)) != OK)
		return e;
	history_make(sv->arena, cases, n, o->history_min, &rows, &n_rows);
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_history_replace(sv->db, rows, n_rows, upto)) != OK ||
	    (e = db_commit(&tx)) != OK)
		return e;
	*made = (int64_t)n_rows;
	return OK;
}

enum err
history_run(struct service *sv, usec_t now, int64_t *made)
{
	const usec_t upto = day_start(day_of(now));
	bool mine = false;
	usec_t have;
	enum err e = store_history_upto(sv->db, &have), unlock;

	*made = 0;
	if (e != OK || have >= upto || (e = store_history_lock(sv->db, &mine)) != OK || !mine)
		return e;
	e = make(sv, upto, made);
	unlock = store_history_unlock(sv->db);
	return e != OK ? e : unlock;
}

static const struct class_row *
class_of(const struct office_lists *l, int64_t id)
{
	for (size_t i = 0; i < l->n_classes; i++)
		if (l->classes[i].id == id)
			return &l->classes[i];
	return NULL;
}

static enum err
limits_of(struct service *sv, int64_t class_id, usec_t now, struct outlook *out)
{
	struct condition_row *rows;
	struct stage_limit *limits;
	size_t n, k = 0, shortest, longest;
	enum err e = store_conditions(sv->db, sv->arena, class_id, now, &rows, &n);

	if (e != OK)
		return e;
	limits = arena_array_of(sv->arena, struct stage_limit, n + 1);
	for (size_t i = 0; i < n; i++)
		if (rows[i].amount > 0)
			limits[k++] = (struct stage_limit){ rows[i].amount, (enum limit_unit)rows[i].unit };
	if (k == 0)
		return OK;
	history_limits(limits, k, &shortest, &longest);
	out->has_limit = true;
	out->shortest = limits[shortest];
	out->longest = limits[longest];
	return OK;
}

enum err
history_outlook(struct service *sv, int64_t class_id, int64_t unit_id, usec_t now, struct outlook *out)
{
	const struct office_lists *l;
	const struct class_row *k;
	const struct history *best;
	struct outlook found = { .known = false };
	struct history *rows;
	const char *scopes[3];
	size_t n;
	enum err e = office_lists(sv, &l);

	if (e != OK)
		return e;
	if ((k = class_of(l, class_id)) == NULL) {
		*out = found;
		return OK;
	}
	for (enum history_level i = HISTORY_UNIT; i <= HISTORY_MAJOR; i++)
		scopes[i - HISTORY_UNIT] = history_scope(sv->arena, i, k->kind, k->major_code, class_id, unit_id);
	if ((e = store_history_of(sv->db, sv->arena, scopes, &rows, &n)) != OK ||
	    (e = limits_of(sv, class_id, now, &found)) != OK)
		return e;
	if ((best = history_pick(rows, n)) != NULL) {
		found.known = true;
		found.history = *best;
	}
	*out = found;
	return OK;
}
