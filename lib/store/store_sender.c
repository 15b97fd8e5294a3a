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
store_complaint_earlier_add(struct db *db, int64_t complaint_id, int64_t earlier_id, bool same_contact)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(earlier_id), DB_I64(same_contact) };

	return db_exec(db, SQL_COMPLAINT_EARLIER_ADD, args, N(args), NULL, NULL);
}

enum err
store_sender_wish_add(struct db *db, int64_t complaint_id, const struct wish_hashes *h, usec_t at, usec_t confirmed)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_BLOB(h->token, HASH_LEN), DB_BLOB(h->code, HASH_LEN),
		DB_BLOB(h->stop, HASH_LEN), DB_TIME(at), DB_TIME(confirmed) };

	return db_exec(db, SQL_SENDER_WISH_ADD, args, N(args), NULL, NULL);
}

enum err
store_sender_wish(struct db *db, struct arena *a, int64_t complaint_id, struct sender_wish *out)
{
	static const struct db_col cols[] = {
		COL_I64(sender_wish, complaint_id), COL_I32(sender_wish, round), COL_BLOB(sender_wish, code_hash),
		COL_TIME(sender_wish, asked_at), COL_TIME(sender_wish, confirmed_at), COL_TIME(sender_wish, stopped_at),
		COL_BOOL(sender_wish, daily), COL_STR(sender_wish, masked_phone), COL_STR(sender_wish, masked_email),
		COL_I32(sender_wish, state), COL_STR(sender_wish, lang),
	};
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_one(db, SQL_SENDER_WISH_OF, args, N(args), cols, N(cols), a, out);
}

enum err
store_sender_wish_by_token(struct db *db, const unsigned char hash[HASH_LEN], int64_t *complaint_id)
{
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN) };

	return db_number(db, SQL_SENDER_WISH_BY_TOKEN, args, N(args), complaint_id);
}

enum err
store_sender_wish_by_stop(struct db *db, const unsigned char hash[HASH_LEN], int64_t *complaint_id)
{
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN) };

	return db_number(db, SQL_SENDER_WISH_BY_STOP, args, N(args), complaint_id);
}

enum err
store_sender_wish_confirm(struct db *db, int64_t complaint_id, usec_t at, bool *did)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(complaint_id) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_SENDER_WISH_CONFIRM, args, N(args), &n, NULL);

	*did = n > 0;
	return e;
}

enum err
store_sender_wish_ask(struct db *db, int64_t complaint_id, int32_t round, const struct wish_hashes *h, usec_t at, bool *did)
{
	const struct db_arg args[] = { DB_I64(round), DB_BLOB(h->token, HASH_LEN), DB_BLOB(h->code, HASH_LEN), DB_TIME(at),
		DB_I64(complaint_id), DB_I64(round - 1) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_SENDER_WISH_ASK, args, N(args), &n, NULL);

	*did = n > 0;
	return e;
}

enum err
store_sender_wish_set(struct db *db, int64_t complaint_id, usec_t stopped_at, bool daily)
{
	const struct db_arg args[] = { DB_TIME(stopped_at), DB_I64(daily), DB_I64(complaint_id) };

	return db_exec(db, SQL_SENDER_WISH_SET, args, N(args), NULL, NULL);
}
