/* Appeals and measures. */
#include "config.h"
#include "lib/store/store_account.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static enum err
move(struct db *db, enum sql_id sql, const struct db_arg *args, size_t n_args, int64_t id)
{
	int64_t n = 0;
	enum err e = db_exec(db, sql, args, n_args, &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_CONFLICT, "record %lld has moved on", (long long)id) : e;
}

static const struct db_col appeal_cols[] = {
	COL_I64(appeal_row, id), COL_I32(appeal_row, kind), COL_I64(appeal_row, case_id), COL_I64(appeal_row, unit_id),
	COL_I32(appeal_row, first_day), COL_STR(appeal_row, count_word), COL_I32(appeal_row, state), COL_I64(appeal_row, asked_by),
	COL_TIME(appeal_row, asked_at), COL_TIME(appeal_row, due), COL_I64(appeal_row, first_by), COL_TIME(appeal_row, first_at),
	COL_BOOL(appeal_row, first_grant), COL_I64(appeal_row, second_by), COL_TIME(appeal_row, second_at),
	COL_BOOL(appeal_row, second_grant), COL_STR(appeal_row, unit_zh), COL_STR(appeal_row, unit_en), COL_STR(appeal_row, case_number),
};

enum err
store_appeal_add(struct db *db, const struct appeal_row *r, int64_t *id)
{
	const struct db_arg args[] = { DB_I64(r->kind), DB_I64(r->case_id), DB_I64(r->unit_id), DB_REF(r->first_day),
		DB_STR(r->count_word), DB_I64(r->asked_by), DB_TIME(r->asked_at), DB_TIME(r->due) };

	return db_exec(db, SQL_APPEAL_ADD, args, N(args), NULL, id);
}

enum err
store_appeal(struct db *db, struct arena *a, int64_t id, struct appeal_row *out)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_one(db, SQL_APPEAL_BY_ID, args, N(args), appeal_cols, N(appeal_cols), a, out);
}

enum err
store_appeals(struct db *db, struct arena *a, const struct appeal_want *w, struct appeal_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(w->before > 0 ? w->before : INT64_MAX), DB_REF(w->kind), DB_REF(w->kind),
		DB_REF(w->state), DB_REF(w->state), DB_REF(w->unit_id), DB_REF(w->unit_id), DB_REF(w->first_day), DB_REF(w->first_day) };

	return db_all(db, SQL_APPEALS_LIST, args, N(args), appeal_cols, N(appeal_cols), a, sizeof(**out), out, n);
}

enum err
store_appeals_of_case(struct db *db, struct arena *a, int64_t case_id, int64_t unit_id, struct appeal_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_REF(unit_id), DB_REF(unit_id) };

	return db_all(db, SQL_APPEAL_OF_CASE, args, N(args), appeal_cols, N(appeal_cols), a, sizeof(**out), out, n);
}

enum err
store_appeal_first(struct db *db, int64_t id, int64_t user_id, bool grant, usec_t at)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_TIME(at), DB_I64(grant), DB_I64(id) };

	return move(db, SQL_APPEAL_RULE_FIRST, args, N(args), id);
}

enum err
store_appeal_second(struct db *db, int64_t id, int64_t user_id, bool grant, enum appeal_state to, usec_t at)
{
	const struct db_arg args[] = { DB_I64(to), DB_I64(user_id), DB_TIME(at), DB_I64(grant), DB_I64(id) };

	return move(db, SQL_APPEAL_RULE_SECOND, args, N(args), id);
}

enum err
store_appeal_withdraw(struct db *db, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };

	return move(db, SQL_APPEAL_WITHDRAW, args, N(args), id);
}

enum err
store_appeal_may(struct db *db, int64_t case_id, int64_t unit_id, usec_t now, bool *may)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(unit_id), DB_TIME(now) };
	int64_t yes = 0;
	enum err e = db_number(db, SQL_APPEAL_MAY, args, N(args), &yes);

	*may = e == OK && yes != 0;
	return e;
}

enum err
store_case_exempt_add(struct db *db, int64_t case_id, int64_t appeal_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(appeal_id), DB_TIME(at) };

	return db_exec(db, SQL_CASE_EXEMPT_ADD, args, N(args), NULL, NULL);
}

/* --- measures -------------------------------------------------------------------------- */

static const struct db_col measure_cols[] = {
	COL_I64(measure_row, id), COL_I32(measure_row, kind), COL_I32(measure_row, state), COL_STR(measure_row, title),
	COL_I32(measure_row, day), COL_I64(measure_row, unit_id), COL_I64(measure_row, user_id), COL_I64(measure_row, finding_id),
	COL_STR(measure_row, persons), COL_I32(measure_row, first_day), COL_I32(measure_row, end_day), COL_I64(measure_row, seed),
	COL_I32(measure_row, sample), COL_I32(measure_row, of_cases), COL_I64(measure_row, made_by), COL_TIME(measure_row, made_at),
	COL_I64(measure_row, second_by), COL_TIME(measure_row, done_at), COL_STR(measure_row, unit_zh), COL_STR(measure_row, unit_en),
	COL_STR(measure_row, person), COL_STR(measure_row, person_en), COL_STR(measure_row, maker), COL_STR(measure_row, maker_en),
};

enum err
store_measure_add(struct db *db, const struct measure_row *r, int64_t *id)
{
	const bool round = r->kind == MK_INSPECT;
	const struct db_arg args[] = { DB_I64(r->kind), DB_I64(r->state), DB_STR(r->title), DB_I64(r->day), DB_REF(r->unit_id),
		DB_REF(r->user_id), DB_REF(r->finding_id), DB_STR(r->persons), round ? DB_I64(r->first_day) : DB_NULL,
		round ? DB_I64(r->end_day) : DB_NULL, round ? DB_I64(r->seed) : DB_NULL, round ? DB_I64(r->sample) : DB_NULL,
		round ? DB_I64(r->of_cases) : DB_NULL, DB_I64(r->made_by), DB_TIME(r->made_at), DB_TIME(r->done_at) };

	return db_exec(db, SQL_MEASURE_ADD, args, N(args), NULL, id);
}

enum err
store_measure(struct db *db, struct arena *a, int64_t id, struct measure_row *out)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_one(db, SQL_MEASURE_BY_ID, args, N(args), measure_cols, N(measure_cols), a, out);
}

enum err
store_measures(struct db *db, struct arena *a, const struct measure_want *w, struct measure_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(w->before > 0 ? w->before : INT64_MAX), DB_REF(w->kind), DB_REF(w->kind),
		DB_REF(w->unit_id), DB_REF(w->unit_id), DB_REF(w->finding_id), DB_REF(w->finding_id) };

	return db_all(db, SQL_MEASURES_LIST, args, N(args), measure_cols, N(measure_cols), a, sizeof(**out), out, n);
}

enum err
store_measure_move(struct db *db, int64_t id, enum measure_state from, enum measure_state to, int64_t second_by, usec_t done)
{
	const struct db_arg args[] = { DB_I64(to), DB_REF(second_by), DB_TIME(done), DB_I64(id), DB_I64(from) };

	return move(db, SQL_MEASURE_MOVE, args, N(args), id);
}

enum err
store_measure_pool(struct db *db, struct arena *a, usec_t from, usec_t to, int64_t unit_id, int64_t **out, size_t *n)
{
	struct id_row {
		int64_t id;
	};
	static const struct db_col cols[] = { COL_I64(id_row, id) };
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(to), DB_REF(unit_id), DB_REF(unit_id) };

	return db_all(db, SQL_MEASURE_POOL, args, N(args), cols, N(cols), a, sizeof(struct id_row), out, n);
}

enum err
store_measure_case_add(struct db *db, int64_t id, int64_t case_id)
{
	const struct db_arg args[] = { DB_I64(id), DB_I64(case_id) };

	return db_exec(db, SQL_MEASURE_CASE_ADD, args, N(args), NULL, NULL);
}

enum err
store_measure_cases(struct db *db, struct arena *a, int64_t id, struct measure_case **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(measure_case, id), COL_I32(measure_case, result), COL_STR(measure_case, note),
		COL_STR(measure_case, number), COL_STR(measure_case, address), COL_STR(measure_case, class_zh),
		COL_STR(measure_case, class_en), COL_STR(measure_case, unit_zh), COL_STR(measure_case, unit_en) };
	const struct db_arg args[] = { DB_I64(id) };

	return db_all(db, SQL_MEASURE_CASES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_measure_case_set(struct db *db, int64_t id, int64_t case_id, int32_t result, const char *note, int64_t user_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(result), DB_STR(note != NULL ? note : ""), DB_I64(user_id), DB_TIME(at), DB_I64(id),
		DB_I64(case_id) };

	return move(db, SQL_MEASURE_CASE_SET, args, N(args), case_id);
}
