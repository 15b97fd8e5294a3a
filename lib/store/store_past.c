#include "config.h"
#include "lib/store/store_past.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_past_standing(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct past_standing *out)
{
	static const struct db_col cols[] = {
		COL_I32(past_standing, state), COL_TIME(past_standing, started), COL_TIME(past_standing, due),
		COL_TIME(past_standing, ended),
		COL_I32(past_standing, round), COL_I64(past_standing, user_id), COL_STR(past_standing, user_name),
		COL_TIME(past_standing, promise_due), COL_TIME(past_standing, original_due),
		COL_I64(past_standing, unit_id), COL_STR(past_standing, unit_zh), COL_STR(past_standing, unit_en),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_I64(case_id), DB_TIME(at) };

	return db_one(db, SQL_PAST_STANDING, args, N(args), cols, N(cols), a, out);
}

enum err
store_past_flags(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct past_flag **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_STR(past_flag, flag), COL_I32(past_flag, value),
	};
	const struct db_arg args[] = { DB_I64(case_id), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_PAST_FLAGS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_past_steps(struct db *db, struct arena *a, int64_t case_id, usec_t at, struct past_step **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(past_step, kind), COL_I32(past_step, from_state), COL_I32(past_step, to_state),
		COL_TIME(past_step, at), COL_BLOB(past_step, detail),
	};
	const struct db_arg args[] = { DB_I64(case_id), DB_TIME(at) };

	return db_all(db, SQL_PAST_STEPS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

struct person {
	const char *name;
};

enum err
store_past_person(struct db *db, struct arena *a, int64_t user_id, const char **name)
{
	static const struct db_col cols[] = {
		COL_STR(person, name),
	};
	const struct db_arg args[] = { DB_I64(user_id) };
	struct person p;
	enum err e = db_one(db, SQL_PAST_PERSON, args, N(args), cols, N(cols), a, &p);

	if (e == OK)
		*name = p.name;
	return e;
}

enum err
store_past_queue(struct db *db, struct arena *a, int32_t state, int64_t unit_id, usec_t at, usec_t after,
    int64_t after_id, struct queue_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(queue_row, id), COL_STR(queue_row, number), COL_I32(queue_row, state),
		COL_I32(queue_row, source), COL_I64(queue_row, queue_key), COL_TIME(queue_row, stage_due),
		COL_TIME(queue_row, received_at), COL_STR(queue_row, address), COL_STR(queue_row, description),
		COL_I64(queue_row, class_id), COL_I64(queue_row, unit_id), COL_I64(queue_row, base_cell_id),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_I64(state), DB_TIME(at), DB_TIME(at), DB_REF(unit_id),
		DB_REF(unit_id), DB_I64(after_id != 0 ? after : INT64_MAX), DB_I64(after_id) };

	return db_all(db, SQL_PAST_QUEUE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_past_queue_count(struct db *db, int32_t state, int64_t unit_id, usec_t at, int64_t *n)
{
	const struct db_arg args[] = { DB_I64(state), DB_TIME(at), DB_TIME(at), DB_REF(unit_id), DB_REF(unit_id) };

	return db_number(db, SQL_PAST_QUEUE_COUNT, args, N(args), n);
}
