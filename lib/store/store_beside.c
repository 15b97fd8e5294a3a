#include "config.h"
#include "lib/store/store_beside.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_case_asked(struct db *db, struct arena *a, int64_t case_id, struct asked_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(asked_row, kind), COL_I64(asked_row, id), COL_TIME(asked_row, at),
		COL_TIME(asked_row, due), COL_TIME(asked_row, ended), COL_TIME(asked_row, late_at), COL_I32(asked_row, state),
		COL_BLOB(asked_row, detail), COL_STR(asked_row, who), COL_STR(asked_row, title), COL_STR(asked_row, words),
		COL_STR(asked_row, answer), COL_STR(asked_row, unit_zh), COL_STR(asked_row, unit_en) };
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(case_id), DB_I64(case_id) };

	return db_all(db, SQL_CASE_ASKED, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_matter_case_add(struct db *db, int64_t matter_id, int64_t case_id, int64_t user_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(matter_id), DB_I64(case_id), DB_I64(user_id), DB_TIME(at) };

	return db_exec(db, SQL_MATTER_CASE_ADD, args, N(args), NULL, NULL);
}

enum err
store_rating_of(struct db *db, int64_t complaint_id, const unsigned char key[HASH_LEN], struct rating_of *out)
{
	static const struct db_col cols[] = { COL_I32(rating_of, complaint_state), COL_I64(rating_of, case_id),
		COL_I32(rating_of, case_state), COL_BOOL(rating_of, again) };
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_I64(complaint_id) };

	return db_one(db, SQL_RATING_OF, args, N(args), cols, N(cols), NULL, out);
}

enum err
store_rating_add(struct db *db, int64_t complaint_id, int32_t seq, const unsigned char key[HASH_LEN], int32_t answer,
    bool by_staff, usec_t at)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(seq), DB_BLOB(key, HASH_LEN), DB_I64(answer),
		DB_I64(by_staff), DB_TIME(at) };

	return db_exec(db, SQL_RATING_ADD, args, N(args), NULL, NULL);
}

static const struct db_col rating_cols[] = { COL_I32(rating_row, seq), COL_I32(rating_row, answer),
	COL_BOOL(rating_row, by_staff), COL_TIME(rating_row, at), COL_STR(rating_row, words) };

enum err
store_ratings(struct db *db, struct arena *a, int64_t complaint_id, struct rating_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_all(db, SQL_RATING_LIST, args, N(args), rating_cols, N(rating_cols), a, sizeof(**out), out, n);
}

enum err
store_rating_last(struct db *db, struct arena *a, int64_t complaint_id, struct rating_row *out)
{
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_one(db, SQL_RATING_LAST, args, N(args), rating_cols, N(rating_cols), a, out);
}
