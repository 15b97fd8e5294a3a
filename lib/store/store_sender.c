#include "config.h"
#include "lib/store/store_sender.h"

#include "lib/base/check.h"

#include "lib/base/banned.h"

enum err
store_sender_of(struct db *db, int64_t complaint_id, const unsigned char key[HASH_LEN], struct sender_of *out)
{
	static const struct db_col cols[] = {
		COL_I32(sender_of, complaint), COL_TIME(sender_of, state_at), COL_I64(sender_of, case_id),
		COL_I32(sender_of, state), COL_I64(sender_of, unit_id), COL_TIME(sender_of, reopen_until),
		COL_I64(sender_of, steps), COL_BOOL(sender_of, asked), COL_BOOL(sender_of, again),
	};
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_I64(complaint_id) };

	return db_one(db, SQL_SENDER_OF, args, N(args), cols, N(cols), NULL, out);
}

enum err
store_sender_step_add(struct db *db, const unsigned char key[HASH_LEN], int64_t complaint_id, int32_t seq, int32_t kind,
    usec_t at)
{
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_I64(complaint_id), DB_I64(seq), DB_I64(kind), DB_TIME(at) };

	return db_exec(db, SQL_SENDER_STEP_ADD, args, N(args), NULL, NULL);
}

static const struct db_col step_cols[] = { COL_I32(sender_step, kind), COL_TIME(sender_step, at),
	COL_STR(sender_step, words) };

enum err
store_sender_steps(struct db *db, struct arena *a, int64_t complaint_id, struct sender_step **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_all(db, SQL_SENDER_STEPS, args, N(args), step_cols, N(step_cols), a, sizeof(**out), out, n);
}

enum err
store_sender_steps_of_case(struct db *db, struct arena *a, int64_t case_id, struct sender_step **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_all(db, SQL_SENDER_STEPS_OF_CASE, args, N(args), step_cols, N(step_cols), a, sizeof(**out), out, n);
}

enum err
store_complaint_earlier(struct db *db, int64_t complaint_id, struct earlier_row *out)
{
	static const struct db_col cols[] = { COL_I64(earlier_row, id), COL_TIME(earlier_row, received_at) };
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_one(db, SQL_COMPLAINT_EARLIER, args, N(args), cols, N(cols), NULL, out);
}

enum err
store_complaint_earlier_add(struct db *db, int64_t complaint_id, int64_t earlier_id)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(earlier_id) };

	return db_exec(db, SQL_COMPLAINT_EARLIER_ADD, args, N(args), NULL, NULL);
}
