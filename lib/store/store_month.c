#include "config.h"
#include "lib/store/store_month.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static const struct db_col month_cols[] = {
	COL_I32(month_row, first_day), COL_TIME(month_row, drafted_at), COL_TIME(month_row, until_at),
	COL_TIME(month_row, asked_at), COL_I64(month_row, asked_by), COL_TIME(month_row, sealed_at),
	COL_STR(month_row, asker), COL_STR(month_row, asker_en), COL_I64(month_row, open), COL_BLOB(month_row, sha256),
	COL_I64(month_row, size), COL_I64(month_row, cases), COL_I64(month_row, corrections), COL_I64(month_row, unsigned_ones),
};

enum err
store_months(struct db *db, struct arena *a, int32_t before, struct month_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_NULL, DB_NULL, DB_I64(before) };

	return db_all(db, SQL_MONTHS, args, N(args), month_cols, N(month_cols), a, sizeof(**out), out, n);
}

enum err
store_month(struct db *db, struct arena *a, int32_t first_day, struct month_row **out)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(first_day), DB_I64(INT32_MAX) };

	*out = arena_new_of(a, struct month_row);
	return db_one(db, SQL_MONTHS, args, N(args), month_cols, N(month_cols), a, *out);
}

enum err
store_month_draft(struct db *db, int32_t first_day, usec_t at, usec_t until, bool *made)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_TIME(at), DB_TIME(until) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_MONTH_DRAFT, args, N(args), &n, NULL);

	*made = n > 0;
	return e;
}

/* A statement that changes one row, or else "why". */
static enum err
change_one(struct db *db, enum sql_id id, const struct db_arg *args, size_t n_args, const char *why)
{
	int64_t n = 0;
	enum err e = db_exec(db, id, args, n_args, &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_CONFLICT, "%s", why) : e;
}

enum err
store_month_ask(struct db *db, int32_t first_day, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(by), DB_I64(first_day), DB_TIME(at) };

	return change_one(db, SQL_MONTH_ASK, args, N(args), "the month cannot be sealed now");
}

enum err
store_month_seal(struct db *db, int32_t first_day, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(first_day) };

	return change_one(db, SQL_MONTH_SEAL, args, N(args), "the month is sealed, or nobody ordered it");
}

static enum err
first_days(struct db *db, struct arena *a, enum sql_id id, const struct db_arg *args, size_t n_args, int32_t **out, size_t *n)
{
	struct day {
		int32_t first_day;
	};
	static const struct db_col cols[] = { COL_I32(day, first_day) };
	struct day *rows;
	enum err e = db_all(db, id, args, n_args, cols, N(cols), a, sizeof(*rows), &rows, n);

	if (e != OK)
		return e;
	*out = arena_array_of(a, int32_t, *n);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = rows[i].first_day;
	return OK;
}

enum err
store_months_asked(struct db *db, struct arena *a, int32_t **out, size_t *n)
{
	return first_days(db, a, SQL_MONTH_ASKED, NULL, 0, out, n);
}

enum err
store_months_unseen(struct db *db, struct arena *a, usec_t since, int32_t **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(since) };

	return first_days(db, a, SQL_MONTH_LAST_SEALED, args, N(args), out, n);
}

enum err
store_month_looked(struct db *db, int32_t first_day, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(first_day) };

	return db_exec(db, SQL_MONTH_LOOKED, args, N(args), NULL, NULL);
}

/* --- snapshots --------------------------------------------------------------- */

enum err
store_month_snapshot_add(struct db *db, int32_t first_day, const struct month_snapshot *s)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(s->no), DB_TIME(s->made_at),
		DB_BLOB(s->sha256.data, s->sha256.len), DB_I64(s->size), DB_I64(s->cases), DB_BLOB(s->content.data, s->content.len) };

	return db_exec(db, SQL_MONTH_SNAPSHOT_ADD, args, N(args), NULL, NULL);
}

enum err
store_month_snapshot(struct db *db, struct arena *a, int32_t first_day, int32_t no, struct month_snapshot *out)
{
	static const struct db_col cols[] = {
		COL_I32(month_snapshot, no), COL_TIME(month_snapshot, made_at), COL_BLOB(month_snapshot, sha256),
		COL_I64(month_snapshot, size), COL_I64(month_snapshot, cases), COL_BLOB(month_snapshot, content),
	};
	const struct db_arg args[] = { DB_I64(first_day), no < 0 ? DB_NULL : DB_I64(no), DB_I64(no) };

	return db_one(db, SQL_MONTH_SNAPSHOT, args, N(args), cols, N(cols), a, out);
}

enum err
store_month_cases(struct db *db, struct arena *a, int32_t first_day, struct month_case **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(month_case, case_id), COL_I64(month_case, unit_id), COL_I64(month_case, class_id),
		COL_I32(month_case, source), COL_I64(month_case, base_cell_id), COL_I64(month_case, bits),
		COL_I32(month_case, reworks),
	};
	const struct db_arg args[] = { DB_I64(first_day) };

	return db_all(db, SQL_MONTH_CASES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_month_rules(struct db *db, struct arena *a, usec_t at, struct month_rule **out, size_t *n)
{
	static const struct db_col cols[] = { COL_STR(month_rule, line), COL_STR(month_rule, says) };
	const struct db_arg args[] = { DB_TIME(at) };

	return db_all(db, SQL_MONTH_RULES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_month_case_bits(struct db *db, int32_t first_day, int64_t case_id, int64_t unit_id, int64_t *bits)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(case_id), DB_I64(unit_id), DB_I64(first_day), DB_I64(case_id),
		DB_I64(unit_id) };

	return db_number(db, SQL_MONTH_CASE_BITS, args, N(args), bits);
}

/* --- corrections ------------------------------------------------------------- */

enum err
store_month_corrections(struct db *db, struct arena *a, int32_t first_day, struct month_correction **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(month_correction, no), COL_TIME(month_correction, found_at), COL_BLOB(month_correction, sha256),
		COL_I64(month_correction, cells), COL_TIME(month_correction, signed_at), COL_STR(month_correction, reason),
		COL_STR(month_correction, signer), COL_STR(month_correction, signer_en),
	};
	const struct db_arg args[] = { DB_I64(first_day) };

	return db_all(db, SQL_MONTH_CORRECTIONS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_month_uncorrect(struct db *db, int32_t first_day, int32_t no)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(no) };
	enum err e = db_exec(db, SQL_MONTH_CELLS_DROP, args, N(args), NULL, NULL);

	return e == OK ? db_exec(db, SQL_MONTH_CORRECTION_DROP, args, N(args), NULL, NULL) : e;
}

enum err
store_month_correct(struct db *db, int32_t first_day, const struct month_correction *c, const struct month_cell *cells)
{
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(c->no), DB_TIME(c->found_at),
		DB_BLOB(c->sha256.data, c->sha256.len), DB_I64(c->cells) };
	enum err e = store_month_uncorrect(db, first_day, c->no);

	if (e == OK)
		e = db_exec(db, SQL_MONTH_CORRECTION_ADD, args, N(args), NULL, NULL);
	for (int64_t i = 0; i < c->cells && e == OK; i++) {
		const struct db_arg cell[] = { DB_I64(first_day), DB_I64(c->no), DB_I64(cells[i].seq), DB_STR(cells[i].cell),
			DB_STR(cells[i].was_is), DB_STR(cells[i].now_is) };

		e = db_exec(db, SQL_MONTH_CELL_ADD, cell, N(cell), NULL, NULL);
	}
	return e;
}

enum err
store_month_cells(struct db *db, struct arena *a, int32_t first_day, int32_t no, int32_t after, struct month_cell **out,
    size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(month_cell, seq), COL_STR(month_cell, cell), COL_STR(month_cell, was_is), COL_STR(month_cell, now_is),
	};
	const struct db_arg args[] = { DB_I64(first_day), DB_I64(no), DB_I64(after) };

	return db_all(db, SQL_MONTH_CELLS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_month_sign(struct db *db, int32_t first_day, int32_t no, struct blob sha256, int64_t by, usec_t at, const char *reason)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(by), DB_STR(reason), DB_I64(first_day), DB_I64(no),
		DB_BLOB(sha256.data, sha256.len) };

	return change_one(db, SQL_MONTH_CORRECTION_SIGN, args, N(args), "the correction is another than the one you saw");
}

enum err
store_months_signed(struct db *db, struct arena *a, struct month_signed **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(month_signed, first_day), COL_I32(month_signed, no) };

	return db_all(db, SQL_MONTH_SIGNED, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}
