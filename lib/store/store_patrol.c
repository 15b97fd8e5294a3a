#include "config.h"
#include "lib/store/store_patrol.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_patrol_plans(struct db *db, struct arena *a, int64_t user_id, usec_t at, struct plan_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(plan_row, id), COL_I32(plan_row, form), COL_I64(plan_row, cell_id),
		COL_I64(plan_row, shift_id), COL_I64(plan_row, user_id), COL_STR(plan_row, post),
		COL_STR(plan_row, duty), COL_STR(plan_row, cell_zh), COL_STR(plan_row, cell_en),
		COL_STR(plan_row, shift_zh), COL_STR(plan_row, shift_en), COL_I32(plan_row, from_min),
		COL_I32(plan_row, to_min), COL_STR(plan_row, user_name),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at), DB_REF(user_id), DB_REF(user_id) };

	return db_all(db, SQL_PATROL_PLANS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_patrol_plan_add(struct db *db, const struct plan_row *p, usec_t from, int64_t set_by)
{
	const struct db_arg args[] = { DB_I64(p->form), DB_I64(p->cell_id), DB_I64(p->shift_id), DB_I64(p->user_id),
		DB_STR(p->post), DB_STR(p->duty), DB_TIME(from), DB_REF(set_by) };

	return db_exec(db, SQL_PATROL_PLAN_ADD, args, N(args), NULL, NULL);
}

enum err
store_patrol_plan_end(struct db *db, int64_t id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(id) };
	int64_t changed = 0;
	enum err e = db_exec(db, SQL_PATROL_PLAN_END, args, N(args), &changed, NULL);

	return e == OK && changed == 0 ? err_raise(ERR_NOT_FOUND, "no such plan") : e;
}

enum err
store_patrol_people(struct db *db, struct arena *a, usec_t at, struct walker_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(walker_row, id), COL_STR(walker_row, name) };
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_PATROL_PEOPLE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_patrol_days(struct db *db, usec_t at, int64_t *days)
{
	const struct db_arg args[] = { DB_TIME(at) };

	return db_number(db, SQL_PATROL_DAYS, args, N(args), days);
}

enum err
store_walk_add(struct db *db, const struct walk_row *w, usec_t told_at)
{
	const struct db_arg args[] = { DB_I64(w->user_id), DB_I64(w->day), DB_I64(w->shift_id), DB_TIME(w->started),
		DB_TIME(told_at), DB_I64(w->told_days) };

	return db_exec(db, SQL_PATROL_WALK_ADD, args, N(args), NULL, NULL);
}

enum err
store_walk_end(struct db *db, int64_t user_id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(user_id) };

	return db_exec(db, SQL_PATROL_WALK_END, args, N(args), NULL, NULL);
}

static const struct db_col walk_cols[] = {
	COL_I64(walk_row, id), COL_I64(walk_row, user_id), COL_I32(walk_row, day), COL_I64(walk_row, shift_id),
	COL_TIME(walk_row, started), COL_TIME(walk_row, ended), COL_I32(walk_row, told_days),
	COL_STR(walk_row, user_name),
};

enum err
store_walk_last(struct db *db, struct arena *a, int64_t user_id, struct walk_row **out)
{
	const struct db_arg args[] = { DB_I64(user_id) };
	struct walk_row *row = arena_new_of(a, struct walk_row);
	enum err e = db_one(db, SQL_PATROL_WALK_LAST, args, N(args), walk_cols, N(walk_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_walks(struct db *db, struct arena *a, int32_t day, int64_t user_id, struct walk_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(day), DB_REF(user_id), DB_REF(user_id) };

	return db_all(db, SQL_PATROL_WALKS, args, N(args), walk_cols, N(walk_cols), a, sizeof(**out), out, n);
}

enum err
store_fixes_add(struct db *db, const struct walk_row *w, const char *json)
{
	const struct db_arg args[] = { DB_I64(w->id), DB_I64(w->told_days * USEC_DAY), DB_STR(json) };
	enum err e = db_exec(db, SQL_PATROL_FIX_ADD, args, N(args), NULL, NULL);

	return e == OK ? db_exec(db, SQL_PATROL_COVER_PUT, args, 1, NULL, NULL) : e;
}

enum err
store_fixes(struct db *db, struct arena *a, int64_t walk_id, struct patrol_fix **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_TIME(patrol_fix, at), COL_I32(patrol_fix, lat), COL_I32(patrol_fix, lon),
		COL_I32(patrol_fix, accuracy),
	};
	const struct db_arg args[] = { DB_I64(walk_id) };

	return db_all(db, SQL_PATROL_FIXES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_patrol_now(struct db *db, struct arena *a, struct now_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(now_row, id), COL_I64(now_row, user_id), COL_STR(now_row, user_name),
		COL_I64(now_row, shift_id), COL_TIME(now_row, started), COL_TIME(now_row, at),
		COL_I32(now_row, lat), COL_I32(now_row, lon), COL_I32(now_row, accuracy),
	};

	return db_all(db, SQL_PATROL_NOW, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_coverage(struct db *db, struct arena *a, int32_t day, int64_t shift_id, int64_t user_id,
    struct coverage_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(coverage_row, cell_id), COL_STR(coverage_row, code), COL_STR(coverage_row, name_zh),
		COL_STR(coverage_row, name_en), COL_I64(coverage_row, cells), COL_I64(coverage_row, walked),
		COL_I64(coverage_row, walks),
	};
	const struct db_arg args[] = { DB_I64(day), DB_I64(shift_id), DB_REF(user_id), DB_REF(user_id) };

	return db_all(db, SQL_PATROL_COVERAGE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
