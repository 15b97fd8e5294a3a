#include "config.h"
#include "lib/store/store_account.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

#define RULE_COL(kind_, field) { kind_, offsetof(struct account_rule_row, rule.field), #field }
static const struct db_col rule_cols[] = {
	RULE_COL(DB_COL_I64, id), RULE_COL(DB_COL_STR, code), COL_STR(account_rule_row, name_zh), COL_STR(account_rule_row, name_en),
	RULE_COL(DB_COL_STR, measure), RULE_COL(DB_COL_I32, subject), RULE_COL(DB_COL_I32, span), RULE_COL(DB_COL_I32, cmp),
	RULE_COL(DB_COL_I64, num), RULE_COL(DB_COL_I64, den), RULE_COL(DB_COL_I32, times), RULE_COL(DB_COL_I32, small),
	RULE_COL(DB_COL_I32, answer_days), RULE_COL(DB_COL_STR, consequences), COL_STR(account_rule_row, basis_zh),
	COL_STR(account_rule_row, basis_en), COL_STR(account_rule_row, source), RULE_COL(DB_COL_TIME, valid_from),
	RULE_COL(DB_COL_TIME, valid_until),
};

enum err
store_account_rules(struct db *db, struct arena *a, usec_t at, struct account_rule_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(at) };

	return db_all(db, SQL_ACCOUNT_RULES, args, N(args), rule_cols, N(rule_cols), a, sizeof(**out), out, n);
}

enum err
store_account_rule(struct db *db, struct arena *a, int64_t id, struct account_rule_row *out)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_one(db, SQL_ACCOUNT_RULE_BY_ID, args, N(args), rule_cols, N(rule_cols), a, out);
}

enum err
store_account_lock(struct db *db, bool *mine)
{
	int64_t got = 0;
	enum err e = db_number(db, SQL_ACCOUNT_LOCK, NULL, 0, &got);

	*mine = e == OK && got == 1;
	return e;
}

enum err
store_account_unlock(struct db *db)
{
	int64_t released;

	return db_number(db, SQL_ACCOUNT_UNLOCK, NULL, 0, &released);
}

enum err
store_account_until(struct db *db, enum account_run what, usec_t *until)
{
	const struct db_arg args[] = { DB_I64(what) };

	return db_number(db, SQL_ACCOUNT_RUN_UNTIL, args, N(args), until);
}

enum err
store_account_set_until(struct db *db, enum account_run what, usec_t until)
{
	const struct db_arg args[] = { DB_I64(what), DB_TIME(until) };

	return db_exec(db, SQL_ACCOUNT_RUN_SET, args, N(args), NULL, NULL);
}

enum err
store_account_late(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_late **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(account_late, case_id), COL_I64(account_late, unit_id),
		COL_I32(account_late, nth), COL_TIME(account_late, at), COL_BOOL(account_late, explained) };
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(to) };

	return db_all(db, SQL_ACCOUNT_LATE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_account_steps(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_step **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(account_step, case_id), COL_I32(account_step, kind),
		COL_I32(account_step, nth), COL_TIME(account_step, at), COL_BLOB(account_step, detail), COL_I64(account_step, user_id),
		COL_I64(account_step, unit_id), COL_I32(account_step, times) };
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(to) };

	return db_all(db, SQL_ACCOUNT_STEPS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static const struct db_col seen_cols[] = { COL_I64(account_seen, case_id), COL_I64(account_seen, unit_id),
	COL_I32(account_seen, nth), COL_TIME(account_seen, at) };

enum err
store_account_inspected(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_seen **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(to) };

	return db_all(db, SQL_ACCOUNT_INSPECTED, args, N(args), seen_cols, N(seen_cols), a, sizeof(**out), out, n);
}

enum err
store_account_to_trace(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_seen **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(to), DB_TIME(from), DB_TIME(to), DB_TIME(from), DB_TIME(to),
		DB_TIME(from), DB_TIME(to) };

	return db_all(db, SQL_ACCOUNT_TO_TRACE, args, N(args), seen_cols, N(seen_cols), a, sizeof(**out), out, n);
}

/* --- tracing back ---------------------------------------------------------------- */

enum err
store_traced_case(struct db *db, struct arena *a, int64_t case_id, struct traced_case *out)
{
	static const struct db_col cols[] = { COL_I64(traced_case, case_id), COL_TIME(traced_case, received_at),
		COL_I64(traced_case, unit_cell_id), COL_I64(traced_case, base_cell_id) };
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_one(db, SQL_ACCOUNT_TRACED_CASE, args, N(args), cols, N(cols), a, out);
}

enum err
store_trace_patrols(struct db *db, struct arena *a, const struct traced_case *c, struct trace_patrol **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(trace_patrol, day), COL_I64(trace_patrol, user_id),
		COL_I32(trace_patrol, from_min), COL_I32(trace_patrol, to_min), COL_TIME(trace_patrol, started),
		COL_TIME(trace_patrol, ended), COL_TIME(trace_patrol, passed) };
	const int32_t day = day_of(c->received_at);
	const struct db_arg args[] = { DB_I64(c->base_cell_id), DB_I64(c->unit_cell_id), DB_TIME(day_start(day - 2)),
		DB_TIME(c->received_at), DB_I64(day - 2), DB_I64(day - 1), DB_I64(day) };

	return db_all(db, SQL_ACCOUNT_TRACE_PATROLS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_trace_stages(struct db *db, struct arena *a, int64_t case_id, struct trace_stage **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(trace_stage, state), COL_TIME(trace_stage, started),
		COL_TIME(trace_stage, due), COL_TIME(trace_stage, ended), COL_I64(trace_stage, user_id), COL_I64(trace_stage, unit_id) };
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_ACCOUNT_TRACE_STAGES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_trace_promises(struct db *db, struct arena *a, int64_t case_id, struct trace_promise **out, size_t *n)
{
	static const struct db_col cols[] = { COL_TIME(trace_promise, started), COL_TIME(trace_promise, due),
		COL_I64(trace_promise, unit_id), COL_TIME(trace_promise, done), COL_I64(trace_promise, user_id) };
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_ACCOUNT_TRACE_PROMISES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_trace_add(struct db *db, int64_t finding_id, int32_t seq, const struct trace_line *l)
{
	const struct db_arg args[] = { DB_I64(finding_id), DB_I64(seq), DB_I64(l->part), DB_I64(l->state), DB_TIME(l->at),
		DB_TIME(l->due), DB_TIME(l->done), DB_REF(l->user_id), DB_REF(l->unit_id), DB_I64(l->fault) };

	return db_exec(db, SQL_ACCOUNT_TRACE_ADD, args, N(args), NULL, NULL);
}

enum err
store_trace(struct db *db, struct arena *a, int64_t finding_id, struct trace_line **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(trace_line, part), COL_I32(trace_line, state), COL_TIME(trace_line, at),
		COL_TIME(trace_line, due), COL_TIME(trace_line, done), COL_I32(trace_line, fault), COL_STR(trace_line, who),
		COL_STR(trace_line, who_en), COL_STR(trace_line, unit_zh), COL_STR(trace_line, unit_en) };
	const struct db_arg args[] = { DB_I64(finding_id) };

	return db_all(db, SQL_ACCOUNT_TRACE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

/* --- whom a form names ------------------------------------------------------ */

enum err
store_account_people(struct db *db, struct arena *a, struct account_person **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(account_person, id), COL_STR(account_person, name),
		COL_STR(account_person, name_en), COL_STR(account_person, unit_zh), COL_STR(account_person, unit_en) };

	return db_all(db, SQL_ACCOUNT_PEOPLE, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_account_recount(struct db *db)
{
	enum err e = db_exec(db, SQL_ACCOUNT_RECOUNT_PUBLIC, NULL, 0, NULL, NULL);

	return e == OK ? db_exec(db, SQL_ACCOUNT_RECOUNT, NULL, 0, NULL, NULL) : e;
}
