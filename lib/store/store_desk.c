#include "config.h"
#include "lib/store/store_desk.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_claim_take(struct db *db, int64_t case_id, int64_t version, int64_t user_id, usec_t now, usec_t until,
    bool over)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(user_id), DB_I64(version), DB_TIME(now),
		DB_TIME(until), DB_I64(over), DB_I64(over) };

	return db_exec(db, SQL_CLAIM_TAKE, args, N(args), NULL, NULL);
}

enum err
store_claim_of(struct db *db, struct arena *a, int64_t case_id, int64_t version, usec_t now, struct claim_row *out)
{
	static const struct db_col cols[] = { COL_I64(claim_row, user_id), COL_STR(claim_row, name),
		COL_TIME(claim_row, since), COL_TIME(claim_row, until_at) };
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(version), DB_TIME(now) };

	return db_one(db, SQL_CLAIM_OF, args, N(args), cols, N(cols), a, out);
}

enum err
store_claim_leave(struct db *db, int64_t case_id, int64_t user_id)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(user_id) };

	return db_exec(db, SQL_CLAIM_LEAVE, args, N(args), NULL, NULL);
}

static const struct db_col canned_cols[] = {
	COL_I64(canned_row, id), COL_STR(canned_row, action), COL_I64(canned_row, class_id),
	COL_STR(canned_row, text_zh), COL_STR(canned_row, text_en),
};

enum err
store_canned(struct db *db, struct arena *a, usec_t at, struct canned_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_CANNED_NOW, args, N(args), canned_cols, N(canned_cols), a, sizeof(**out), out, n);
}

enum err
store_canned_by_id(struct db *db, struct arena *a, int64_t id, struct canned_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct canned_row *row = arena_new_of(a, struct canned_row);
	enum err e = db_one(db, SQL_CANNED_BY_ID, args, N(args), canned_cols, N(canned_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_canned_add(struct db *db, const struct canned_row *r, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_STR(r->action), DB_REF(r->class_id), DB_STR(r->text_zh), DB_STR(r->text_en),
		DB_TIME(at), DB_I64(by) };

	return db_exec(db, SQL_CANNED_ADD, args, N(args), NULL, NULL);
}

enum err
store_canned_end(struct db *db, int64_t id, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(by), DB_I64(id) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_CANNED_END, args, N(args), &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_NOT_FOUND, "no text %lld in use", (long long)id) : e;
}

enum err
store_bulk_begin(struct db *db, const unsigned char key[HASH_LEN], int64_t user_id, usec_t at,
    const char *queue, const char *action, int64_t *id)
{
	const struct db_arg known[] = { DB_BLOB(key, HASH_LEN), DB_I64(user_id) };
	const struct db_arg fresh[] = { DB_BLOB(key, HASH_LEN), DB_I64(user_id), DB_TIME(at), DB_STR(queue),
		DB_STR(action) };
	enum err e = db_number(db, SQL_MANY_FIND, known, N(known), id);

	if (e != ERR_NOT_FOUND)
		return e;
	e = db_exec(db, SQL_MANY_ADD, fresh, N(fresh), NULL, id);
	/* The second click of a double click was faster. */
	return e == ERR_CONFLICT ? db_number(db, SQL_MANY_FIND, known, N(known), id) : e;
}

enum err
store_bulk_row_add(struct db *db, int64_t run_id, int32_t seq, int64_t case_id, const char *why)
{
	const struct db_arg args[] = { DB_I64(run_id), DB_I64(seq), DB_I64(case_id), DB_STR(why) };

	return db_exec(db, SQL_MANY_ROW_ADD, args, N(args), NULL, NULL);
}

enum err
store_bulk_of(struct db *db, struct arena *a, int64_t id, int64_t user_id, struct bulk_run *out)
{
	static const struct db_col cols[] = { COL_TIME(bulk_run, at), COL_STR(bulk_run, queue),
		COL_STR(bulk_run, action) };
	const struct db_arg args[] = { DB_I64(id), DB_I64(user_id) };

	return db_one(db, SQL_MANY_OF, args, N(args), cols, N(cols), a, out);
}

enum err
store_bulk_rows(struct db *db, struct arena *a, int64_t id, struct bulk_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(bulk_row, case_id), COL_STR(bulk_row, why), COL_STR(bulk_row, number), COL_I64(bulk_row, class_id),
		COL_STR(bulk_row, address), COL_I32(bulk_row, state),
	};
	const struct db_arg args[] = { DB_I64(id) };

	return db_all(db, SQL_MANY_ROWS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
