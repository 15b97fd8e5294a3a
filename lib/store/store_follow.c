#include "config.h"
#include "lib/store/store_follow.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/* A column that lands in a struct of the row. */
#define IN(type, part, name) { DB_COL_##type, offsetof(struct follow_row, part.name), NULL }

enum err
store_follow(struct db *db, struct arena *a, int64_t complaint_id, const char *address,
    const char *number, usec_t since, struct follow_row **out)
{
	static const struct db_col cols[] = {
		COL_I64(follow_row, by_address), COL_I64(follow_row, by_number), COL_BLOB(follow_row, code_hash),
		IN(I64, c, id), IN(I32, c, state), IN(TIME, c, state_at), IN(TIME, c, received_at), IN(TIME, c, accept_due),
		IN(I64, c, class_id), IN(STR, c, description), IN(STR, c, address), IN(STR, c, community_code),
		IN(STR, c, answer),
		IN(I64, k, id), IN(STR, k, number), IN(I32, k, state),
		IN(TIME, k, filed_at), IN(TIME, k, dispatched_at), IN(TIME, k, fed_back_at), IN(TIME, k, closed_at),
		IN(TIME, k, stage_due), IN(TIME, k, due_at), IN(I64, k, unit_id), IN(I64, k, class_id), IN(BOOL, k, hazard), IN(BOOL, k, merged),
		IN(TIME, k, reopen_until),
	};
	const struct db_arg args[] = { DB_I64(RATE_CODE_ADDRESS), DB_STR(address), DB_TIME(since),
		DB_I64(RATE_CODE_NUMBER), DB_STR(number), DB_TIME(since), DB_I64(complaint_id) };
	const struct db_arg ids[] = { args[6], args[6] };
	struct follow_row *row = arena_new_of(a, struct follow_row);
	enum err e;

	/* All that the page will ask for travels together. */
	db_ahead(db, SQL_FOLLOW, args, N(args));
	db_ahead(db, SQL_FOLLOW_EVENTS, ids, N(ids));
	db_ahead(db, SQL_FOLLOW_FILES, ids, N(ids));
	db_ahead(db, SQL_FOLLOW_PROMISES, ids, 1);
	db_ahead(db, SQL_SENDER_WISH_OF, ids, 1);
	e = db_one(db, SQL_FOLLOW, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_follow_events(struct db *db, struct arena *a, int64_t complaint_id, struct event_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(event_row, kind), COL_TIME(event_row, at),
		COL_I32(event_row, from_state), COL_I32(event_row, to_state), COL_STR(event_row, role_zh), COL_STR(event_row, role_en),
		COL_STR(event_row, reason_zh), COL_STR(event_row, reason_en) };
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(complaint_id) };

	return db_all(db, SQL_FOLLOW_EVENTS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_follow_files(struct db *db, struct arena *a, int64_t complaint_id, struct file_link_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(file_link_row, id), COL_I32(file_link_row, subject_kind), COL_I32(file_link_row, part),
		COL_TIME(file_link_row, added_at), COL_BLOB(file_link_row, sha256), COL_STR(file_link_row, type),
	};
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(complaint_id) };

	return db_all(db, SQL_FOLLOW_FILES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_follow_promises(struct db *db, struct arena *a, int64_t complaint_id, struct follow_promise **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(follow_promise, kind), COL_TIME(follow_promise, due), COL_I32(follow_promise, amount),
		COL_I32(follow_promise, unit), COL_I32(follow_promise, step), COL_TIME(follow_promise, at),
	};
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_all(db, SQL_FOLLOW_PROMISES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
