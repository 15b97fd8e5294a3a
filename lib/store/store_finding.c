#include "config.h"
#include "lib/store/store_account.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_finding_add(struct db *db, const struct finding_new *n, int64_t *id)
{
	const struct db_arg args[] = { DB_STR(n->key), DB_I64(n->rule_id), DB_STR(n->code), DB_REF(n->unit_id), DB_REF(n->user_id),
		DB_REF(n->case_id), DB_I64(n->first_day), DB_I64(n->end_day), DB_I64(n->num), DB_I64(n->den), DB_I64(n->few),
		DB_I64(n->provisional), DB_I64(n->grade), DB_I64(n->by_hand), DB_TIME(n->at) };

	return db_exec(db, SQL_FINDING_ADD, args, N(args), NULL, id);
}

enum err
store_finding_known(struct db *db, struct arena *a, const char *key, struct finding_known *out)
{
	static const struct db_col cols[] = { COL_I64(finding_known, id), COL_I32(finding_known, state),
		COL_I32(finding_known, end_day), COL_I64(finding_known, num), COL_I64(finding_known, den), COL_BOOL(finding_known, few),
		COL_BOOL(finding_known, provisional), COL_BOOL(finding_known, holds) };
	const struct db_arg args[] = { DB_STR(key) };

	return db_one(db, SQL_FINDING_BY_KEY, args, N(args), cols, N(cols), a, out);
}

enum err
store_finding_refresh(struct db *db, const struct finding_known *k, bool *changed)
{
	const struct db_arg args[] = { DB_I64(k->end_day), DB_I64(k->num), DB_I64(k->den), DB_I64(k->few), DB_I64(k->provisional),
		DB_I64(k->holds), DB_I64(k->id) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_FINDING_REFRESH, args, N(args), &n, NULL);

	*changed = e == OK && n == 1;
	return e;
}

enum err
store_finding_case_add(struct db *db, int64_t id, int64_t case_id)
{
	const struct db_arg args[] = { DB_I64(id), DB_I64(case_id) };

	return db_exec(db, SQL_FINDING_CASE_ADD, args, N(args), NULL, NULL);
}

enum err
store_finding_part_add(struct db *db, int64_t id, const struct account_part *p)
{
	const struct db_arg args[] = { DB_I64(id), DB_I64(p->month), DB_I64(p->value.num), DB_I64(p->value.den), DB_I64(p->bad) };

	return db_exec(db, SQL_FINDING_PART_ADD, args, N(args), NULL, NULL);
}

enum err
store_finding_clear(struct db *db, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };
	enum err e = db_exec(db, SQL_FINDING_CASES_DROP, args, N(args), NULL, NULL);

	return e == OK ? db_exec(db, SQL_FINDING_PARTS_DROP, args, N(args), NULL, NULL) : e;
}

enum err
store_findings_proposed(struct db *db, struct arena *a, int32_t first_day, int32_t end_day, struct finding_open **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(finding_open, id), COL_STR(finding_open, find_key), COL_STR(finding_open, measure), COL_I32(finding_open, first_day), COL_I32(finding_open, end_day),
		COL_I64(finding_open, num), COL_I64(finding_open, den), COL_BOOL(finding_open, few), COL_BOOL(finding_open, provisional) };
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(end_day) };

	return db_all(db, SQL_FINDINGS_PROPOSED, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static const struct db_col finding_cols[] = {
	COL_I64(finding_row, id), COL_I64(finding_row, rule_id), COL_STR(finding_row, code), COL_I64(finding_row, unit_id),
	COL_I64(finding_row, user_id), COL_I64(finding_row, case_id), COL_I32(finding_row, first_day), COL_I32(finding_row, end_day),
	COL_I64(finding_row, num), COL_I64(finding_row, den), COL_BOOL(finding_row, few), COL_BOOL(finding_row, provisional),
	COL_BOOL(finding_row, holds), COL_BOOL(finding_row, major), COL_I32(finding_row, grade), COL_BOOL(finding_row, by_hand),
	COL_I32(finding_row, state), COL_TIME(finding_row, found_at), COL_I64(finding_row, first_by), COL_TIME(finding_row, decided_at),
	COL_TIME(finding_row, sent_at), COL_TIME(finding_row, due), COL_TIME(finding_row, signed_at), COL_TIME(finding_row, answered_at),
	COL_TIME(finding_row, overdue_at), COL_I32(finding_row, result), COL_TIME(finding_row, result_at), COL_STR(finding_row, measure),
	COL_I32(finding_row, span), COL_I32(finding_row, subject), COL_STR(finding_row, rule_zh), COL_STR(finding_row, rule_en),
	COL_STR(finding_row, unit_zh), COL_STR(finding_row, unit_en), COL_STR(finding_row, person), COL_STR(finding_row, person_en),
	COL_STR(finding_row, case_number),
};

enum err
store_finding(struct db *db, struct arena *a, int64_t id, struct finding_row *out)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_one(db, SQL_FINDING_BY_ID, args, N(args), finding_cols, N(finding_cols), a, out);
}

enum err
store_findings(struct db *db, struct arena *a, const struct finding_want *w, struct finding_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(w->before > 0 ? w->before : INT64_MAX), DB_REF(w->state), DB_REF(w->state),
		DB_REF(w->unit_id), DB_REF(w->unit_id), DB_STR(w->code), DB_STR(w->code), DB_REF(w->end_day), DB_I64(w->end_day),
		DB_I64(w->first_day), DB_I64(w->sent), DB_I64(w->major) };

	return db_all(db, SQL_FINDINGS_LIST, args, N(args), finding_cols, N(finding_cols), a, sizeof(**out), out, n);
}

enum err
store_findings_of_days(struct db *db, struct arena *a, int32_t first_day, int32_t end_day, usec_t until, struct finding_row **out,
    size_t *n)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(end_day), DB_TIME(until) };

	return db_all(db, SQL_FINDINGS_OF_DAYS, args, N(args), finding_cols, N(finding_cols), a, sizeof(**out), out, n);
}

enum err
store_findings_of_case(struct db *db, struct arena *a, int64_t case_id, int64_t unit_id, struct finding_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(unit_id), DB_I64(unit_id) };

	return db_all(db, SQL_FINDINGS_OF_CASE, args, N(args), finding_cols, N(finding_cols), a, sizeof(**out), out, n);
}

enum err
store_findings_about(struct db *db, struct arena *a, int64_t case_id, struct finding_about **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(finding_about, id), COL_I32(finding_about, state) };
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(case_id) };

	return db_all(db, SQL_FINDINGS_ABOUT_CASE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static const struct db_col case_cols[] = { COL_I64(finding_case, finding_id), COL_I64(finding_case, id),
	COL_STR(finding_case, number), COL_I32(finding_case, state), COL_TIME(finding_case, due), COL_STR(finding_case, class_zh),
	COL_STR(finding_case, class_en), COL_STR(finding_case, address) };
static const struct db_col part_cols[] = { COL_I64(finding_part, finding_id),
	{ DB_COL_I32, offsetof(struct finding_part, part.month), "month" },
	{ DB_COL_I64, offsetof(struct finding_part, part.value.num), "num" },
	{ DB_COL_I64, offsetof(struct finding_part, part.value.den), "den" },
	{ DB_COL_BOOL, offsetof(struct finding_part, part.bad), "bad" } };

enum err
store_finding_cases(struct db *db, struct arena *a, int64_t id, struct finding_case **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_all(db, SQL_FINDING_CASES, args, N(args), case_cols, N(case_cols), a, sizeof(**out), out, n);
}

enum err
store_finding_parts(struct db *db, struct arena *a, int64_t id, struct finding_part **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_all(db, SQL_FINDING_PARTS, args, N(args), part_cols, N(part_cols), a, sizeof(**out), out, n);
}

enum err
store_findings_behind(struct db *db, struct arena *a, int32_t first_day, int32_t end_day, usec_t until, struct finding_case **cases,
    size_t *n_cases, struct finding_part **parts, size_t *n_parts)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(end_day), DB_TIME(until) };
	enum err e = db_all(db, SQL_FINDING_CASES_OF_DAYS, args, N(args), case_cols, N(case_cols), a, sizeof(**cases), cases, n_cases);

	return e == OK ? db_all(db, SQL_FINDING_PARTS_OF_DAYS, args, N(args), part_cols, N(part_cols), a, sizeof(**parts), parts, n_parts) : e;
}

/* One row has to move, or somebody else was faster. */
static enum err
move(struct db *db, enum sql_id sql, const struct db_arg *args, size_t n_args, int64_t id)
{
	int64_t n = 0;
	enum err e = db_exec(db, sql, args, n_args, &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_CONFLICT, "record %lld has moved on", (long long)id) : e;
}

enum err
store_finding_move(struct db *db, const struct finding_move *m)
{
	const struct db_arg args[] = { DB_I64(m->to), DB_REF(m->decided_by), DB_TIME(m->decided_at), DB_TIME(m->sent_at),
		DB_TIME(m->due), DB_TIME(m->signed_at), DB_TIME(m->answered_at), DB_I64(m->result), DB_TIME(m->result_at),
		DB_I64(m->grade), DB_I64(m->major), DB_I64(m->id), DB_I64(m->from) };

	return move(db, SQL_FINDING_MOVE, args, N(args), m->id);
}

enum err
store_finding_first(struct db *db, int64_t id, int64_t user_id)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_I64(id) };

	return move(db, SQL_FINDING_FIRST, args, N(args), id);
}

enum err
store_finding_unhold(struct db *db, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_exec(db, SQL_FINDING_UNHELD, args, N(args), NULL, NULL);
}

enum err
store_findings_overdue(struct db *db, struct arena *a, usec_t now, struct finding_late **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(finding_late, id), COL_I64(finding_late, unit_id), COL_I32(finding_late, state) };
	const struct db_arg args[] = { DB_TIME(now) };

	return db_all(db, SQL_FINDINGS_OVERDUE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_finding_set_overdue(struct db *db, int64_t id, usec_t now, bool *mine)
{
	const struct db_arg args[] = { DB_TIME(now), DB_I64(id), DB_TIME(now) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_FINDING_SET_OVERDUE, args, N(args), &n, NULL);

	*mine = e == OK && n == 1;
	return e;
}
