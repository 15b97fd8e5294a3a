#include "config.h"
#include "lib/service/patrol_ops.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/db/tx.h"

#include "lib/base/banned.h"

void
patrol_span(const struct shift_row *s, int32_t day, usec_t *from, usec_t *to)
{
	*from = day_start(day) + s->from_min * USEC_MIN;
	*to = day_start(s->to_min > s->from_min ? day : day + 1) + s->to_min * USEC_MIN;
}

enum err
patrol_shift(struct service *sv, usec_t at, const struct shift_row **shift, int32_t *day)
{
	struct shift_row *rows;
	size_t n;
	enum err e = store_shifts(sv->db, sv->arena, &rows, &n);

	*shift = NULL;
	for (int back = 0; e == OK && back < 2; back++)		/* one over midnight began yesterday */
		for (size_t i = 0; i < n && *shift == NULL; i++) {
			usec_t from, to;

			patrol_span(&rows[i], day_of(at) - back, &from, &to);
			if (from <= at && at < to) {
				*shift = &rows[i];
				*day = day_of(at) - back;
			}
		}
	return e;
}

enum err
patrol_begin(struct service *sv, int64_t user_id, int64_t told_days)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	const struct shift_row *shift;
	struct walk_row w = { .user_id = user_id, .started = now, .told_days = (int32_t)told_days };
	int64_t days;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_patrol_days(sv->db, now, &days)) != OK ||
	    (e = patrol_shift(sv, now, &shift, &w.day)) != OK)
		return e;
	if (days != told_days)
		return err_raise(ERR_CONFLICT, "told %lld days, kept %lld", (long long)told_days, (long long)days);
	if (shift == NULL)
		return err_raise_field(ERR_INVALID, "told", "Err.no_shift");
	w.shift_id = shift->id;
	if ((e = store_walk_add(sv->db, &w, now)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
patrol_end(struct service *sv, int64_t user_id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_walk_end(sv->db, user_id, clock_now())) != OK)
		return e;
	return db_commit(&tx);
}

enum err
patrol_take(struct service *sv, int64_t user_id, const char *text)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	struct patrol_fix fixes[PATROL_FIXES_MAX];
	struct walk_row *w;
	struct buf json;
	int n, taken = 0;
	enum err e;

	if (!patrol_read(text, fixes, PATROL_FIXES_MAX, &n))
		return err_raise_field(ERR_INVALID, "points", "Err.invalid");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_walk_last(sv->db, sv->arena, user_id, &w)) != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	buf_init(&json, sv->arena);
	for (int i = 0; i < n; i++)
		if (patrol_counts(&fixes[i], w->started, w->ended, clock_now()))
			buf_printf(&json, "%s[%lld,%d,%d,%d]", taken++ == 0 ? "[" : ",", (long long)fixes[i].at,
			    fixes[i].lat, fixes[i].lon, fixes[i].accuracy);
	if (taken == 0)
		return OK;
	buf_chr(&json, ']');
	if ((e = store_fixes_add(sv->db, w, json.s)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
patrol_plan_add(struct service *sv, const struct plan_row *p, int64_t set_by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_patrol_plan_add(sv->db, p, clock_now(), set_by)) != OK)
		return e;
	return db_commit(&tx);
}

enum err
patrol_plan_end(struct service *sv, int64_t id)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e;

	if ((e = db_begin(sv->db, &tx)) != OK || (e = store_patrol_plan_end(sv->db, id, clock_now())) != OK)
		return e;
	return db_commit(&tx);
}
