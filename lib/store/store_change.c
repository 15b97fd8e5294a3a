/* Changes to the office's data on their way, and the log of them. */
#include "config.h"
#include "lib/store/store_admin.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_change_add(struct db *db, const struct change_row *c, int64_t *id)
{
	const struct db_arg args[] = { DB_STR(c->thing), DB_I64(c->op), DB_STR(c->row_key), DB_STR(c->old_text),
		DB_STR(c->new_text), DB_I64(c->valid_from), DB_STR(c->note), DB_I64(c->touches), DB_I64(c->asked_by),
		DB_TIME(c->asked_at) };

	return db_exec(db, SQL_CHANGE_ADD, args, N(args), NULL, id);
}

enum err
store_change_by_id(struct db *db, struct arena *a, int64_t id, struct change_row **out)
{
	static const struct db_col cols[] = {
		COL_I64(change_row, id), COL_STR(change_row, thing), COL_I32(change_row, op),
		COL_STR(change_row, row_key), COL_STR(change_row, old_text), COL_STR(change_row, new_text),
		COL_TIME(change_row, valid_from), COL_STR(change_row, note), COL_I32(change_row, touches),
		COL_I32(change_row, state), COL_I64(change_row, asked_by), COL_TIME(change_row, asked_at),
		COL_I64(change_row, decided_by), COL_TIME(change_row, decided_at), COL_STR(change_row, decision),
		COL_TIME(change_row, done_at), COL_STR(change_row, asked_name), COL_STR(change_row, asked_name_en),
		COL_STR(change_row, decided_name), COL_STR(change_row, decided_name_en),
	};
	const struct db_arg args[] = { DB_I64(id) };
	struct change_row *row = arena_new_of(a, struct change_row);
	enum err e = db_one(db, SQL_CHANGE_BY_ID, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_change_lock(struct db *db, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };
	int64_t found;

	return db_number(db, SQL_CHANGE_LOCK, args, N(args), &found);
}

static const struct db_col brief_cols[] = {
	COL_I64(change_row, id), COL_STR(change_row, thing), COL_I32(change_row, op), COL_STR(change_row, row_key),
	COL_TIME(change_row, valid_from), COL_STR(change_row, note), COL_I32(change_row, touches),
	COL_I32(change_row, state), COL_I64(change_row, asked_by), COL_TIME(change_row, asked_at),
	COL_TIME(change_row, decided_at), COL_STR(change_row, asked_name), COL_STR(change_row, asked_name_en),
	COL_STR(change_row, decided_name), COL_STR(change_row, decided_name_en),
};

enum err
store_changes(struct db *db, struct arena *a, enum admin_state state, int64_t before, struct change_row **out,
    size_t *n)
{
	const struct db_arg args[] = { DB_I64(state), DB_I64(before) };

	return db_all(db, SQL_CHANGE_LIST, args, N(args), brief_cols, N(brief_cols), a, sizeof(**out), out, n);
}

enum err
store_changes_of_row(struct db *db, struct arena *a, const char *thing, const char *key, struct change_row **out,
    size_t *n)
{
	const struct db_arg args[] = { DB_STR(thing), DB_STR(key) };

	return db_all(db, SQL_CHANGE_LIST_ROW, args, N(args), brief_cols, N(brief_cols), a, sizeof(**out), out, n);
}

enum err
store_change_count(struct db *db, int64_t *n)
{
	return db_number(db, SQL_CHANGE_COUNT, NULL, 0, n);
}

enum err
store_changes_due(struct db *db, struct arena *a, usec_t now, int64_t **ids, size_t *n)
{
	static const struct db_col cols[] = { { DB_COL_I64, 0, "id" } };
	const struct db_arg args[] = { DB_TIME(now) };

	return db_all(db, SQL_CHANGE_DUE, args, N(args), cols, N(cols), a, sizeof(**ids), ids, n);
}

/* A step of a change's way: one row moves, or somebody was faster. */
static enum err
step(struct db *db, enum sql_id id, const struct db_arg *args, size_t n)
{
	int64_t rows;
	enum err e = db_exec(db, id, args, n, &rows, NULL);

	return e == OK && rows == 0 ? err_raise(ERR_CONFLICT, "the change has gone on already") : e;
}

enum err
store_change_hand_in(struct db *db, int64_t id, int64_t touches, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(touches), DB_I64(id) };

	return step(db, SQL_CHANGE_HAND_IN, args, N(args));
}

enum err
store_change_drop(struct db *db, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };

	return step(db, SQL_CHANGE_DROP, args, N(args));
}

enum err
store_change_decide(struct db *db, int64_t id, enum admin_state to, int64_t by, usec_t at, const char *why)
{
	const struct db_arg args[] = { DB_I64(to), DB_I64(by), DB_TIME(at), DB_STR(why != NULL ? why : ""), DB_I64(id) };

	return step(db, SQL_CHANGE_DECIDE, args, N(args));
}

enum err
store_change_done(struct db *db, int64_t id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(id) };

	return step(db, SQL_CHANGE_DONE, args, N(args));
}

enum err
store_admin_log(struct db *db, struct arena *a, int32_t before, const char *in, struct admin_log_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(admin_log_row, seq), COL_I32(admin_log_row, kind), COL_TIME(admin_log_row, at),
		COL_I64(admin_log_row, role_id), COL_I32(admin_log_row, from_state), COL_I32(admin_log_row, to_state),
		COL_BLOB(admin_log_row, detail), COL_BLOB(admin_log_row, hash), COL_STR(admin_log_row, user_name),
		COL_STR(admin_log_row, user_name_en), COL_STR(admin_log_row, role_zh), COL_STR(admin_log_row, role_en),
		COL_STR(admin_log_row, text), COL_BOOL(admin_log_row, destroyed),
	};
	const struct db_arg args[] = { DB_I64(before), DB_STR(in) };

	return db_all(db, SQL_ADMIN_LOG, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
