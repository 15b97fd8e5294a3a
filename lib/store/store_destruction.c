/* Lists of what is to be destroyed, and what destroying a case takes away. */
#include "config.h"
#include "lib/store/store_archive.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define ALL(id, args, nargs, cols, type) db_all(db, id, args, nargs, cols, N(cols), a, sizeof(struct type), out, n)

enum err
store_destruction_due(struct db *db, struct arena *a, int32_t year, usec_t now, int64_t max, struct due_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(due_row, id), COL_BLOB(due_row, head) };
	const struct db_arg args[] = { DB_I64(year), DB_TIME(now), DB_I64(max) };

	return ALL(SQL_DESTRUCTION_DUE, args, N(args), cols, due_row);
}

enum err
store_destruction_insert(struct db *db, const struct destruction_row *d, int64_t *id)
{
	const struct db_arg args[] = { DB_I64(d->year), DB_I64(d->n_item), DB_BLOB(d->root.data, d->root.len),
		DB_I64(d->made_by), DB_TIME(d->made_at) };

	return db_exec(db, SQL_DESTRUCTION_INSERT, args, N(args), NULL, id);
}

enum err
store_destruction_add(struct db *db, int64_t list_id, const struct due_row *row)
{
	const struct db_arg args[] = { DB_I64(list_id), DB_I64(row->id), DB_BLOB(row->head.data, row->head.len) };

	return db_exec(db, SQL_DESTRUCTION_ADD, args, N(args), NULL, NULL);
}

static const struct db_col list_cols[] = { COL_I64(destruction_row, id), COL_I32(destruction_row, year),
	COL_I32(destruction_row, state), COL_I32(destruction_row, n_item), COL_BLOB(destruction_row, root),
	COL_I64(destruction_row, made_by), COL_TIME(destruction_row, made_at), COL_I64(destruction_row, first_by),
	COL_TIME(destruction_row, first_at), COL_I64(destruction_row, second_by), COL_TIME(destruction_row, second_at),
	COL_TIME(destruction_row, done_at), COL_STR(destruction_row, made_name), COL_STR(destruction_row, first_name),
	COL_STR(destruction_row, second_name) };

enum err
store_destruction(struct db *db, struct arena *a, int64_t id, struct destruction_row *out)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_one(db, SQL_DESTRUCTION_BY_ID, args, N(args), list_cols, N(list_cols), a, out);
}

enum err
store_destructions(struct db *db, struct arena *a, struct destruction_row **out, size_t *n)
{
	return ALL(SQL_DESTRUCTION_LIST, NULL, 0, list_cols, destruction_row);
}

enum err
store_destruction_lock(struct db *db, int64_t id, int64_t *state)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_number(db, SQL_DESTRUCTION_LOCK, args, N(args), state);
}

enum err
store_destruction_items(struct db *db, struct arena *a, int64_t list_id, int64_t after, int64_t max,
    struct destruction_item_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(destruction_item_row, case_id), COL_STR(destruction_item_row, number),
		COL_STR(destruction_item_row, archive_code), COL_TIME(destruction_item_row, archived_at),
		COL_BOOL(destruction_item_row, gone), COL_I32(destruction_item_row, until_year), COL_BLOB(destruction_item_row, head),
		COL_BOOL(destruction_item_row, kept), COL_TIME(destruction_item_row, done_at),
		COL_I32(destruction_item_row, event_seq), COL_BLOB(destruction_item_row, head_now), COL_STR(destruction_item_row, box) };
	const struct db_arg args[] = { DB_I64(list_id), DB_I64(after), DB_I64(max) };

	return ALL(SQL_DESTRUCTION_ITEMS, args, N(args), cols, destruction_item_row);
}

/* One row, or somebody was faster. */
static enum err
one(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs)
{
	int64_t n = 0;
	enum err e = db_exec(db, id, args, nargs, &n, NULL);

	return e == OK && n != 1 ? err_raise(ERR_CONFLICT, "the list has moved on") : e;
}

enum err
store_destruction_sign(struct db *db, int64_t id, int64_t user_id, usec_t at, bool second)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_TIME(at), DB_I64(id) };

	return one(db, second ? SQL_DESTRUCTION_SIGN_SECOND : SQL_DESTRUCTION_SIGN_FIRST, args, N(args));
}

enum err
store_destruction_withdraw(struct db *db, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };

	return one(db, SQL_DESTRUCTION_WITHDRAW, args, N(args));
}

enum err
store_destruction_done(struct db *db, int64_t id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(id) };

	return one(db, SQL_DESTRUCTION_DONE, args, N(args));
}

enum err
store_destruction_item_done(struct db *db, int64_t list_id, int64_t case_id, usec_t at, bool kept)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(kept), DB_I64(list_id), DB_I64(case_id) };

	return one(db, SQL_DESTRUCTION_ITEM_DONE, args, N(args));
}

/* Texts and files of a subject. */
static enum err
subject(struct db *db, enum subject kind, int64_t id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(kind), DB_I64(id) };
	enum err e = db_exec(db, SQL_DESTROY_TEXTS, args + 1, 2, NULL, NULL);

	if (e == OK)
		e = db_exec(db, SQL_DESTROY_LOOSEN, args, 3, NULL, NULL);
	return e == OK ? db_exec(db, SQL_DESTROY_LINKS, args + 1, 2, NULL, NULL) : e;
}

/* Statements that all take one id. */
static enum err
each(struct db *db, const enum sql_id *ids, size_t n, int64_t id)
{
	const struct db_arg args[] = { DB_I64(id) };
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++)
		e = db_exec(db, ids[i], args, N(args), NULL, NULL);
	return e;
}

enum err
store_destroy_case(struct db *db, int64_t case_id, usec_t at)
{
	static const enum sql_id ids[] = { SQL_DESTROY_CASE, SQL_DESTROY_UNIT_WORDS, SQL_DESTROY_CALLER };
	enum err e = subject(db, SUBJECT_CASE, case_id, at);

	return e == OK ? each(db, ids, N(ids), case_id) : e;
}

enum err
store_destroy_complaint(struct db *db, int64_t complaint_id, usec_t at)
{
	static const enum sql_id ids[] = { SQL_DESTROY_COMPLAINT, SQL_DESTROY_CONTACT, SQL_DESTROY_REPLIES, SQL_DESTROY_CODE };
	enum err e = subject(db, SUBJECT_COMPLAINT, complaint_id, at);

	return e == OK ? each(db, ids, N(ids), complaint_id) : e;
}

enum err
store_destroy_item(struct db *db, int64_t case_id, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(case_id) };

	return db_exec(db, SQL_DESTROY_ITEM, args, N(args), NULL, NULL);
}

static const struct db_col id_cols[] = { COL_I64(id_only, id) };

enum err
store_destroy_complaints(struct db *db, struct arena *a, int64_t case_id, struct id_only **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id) };

	return ALL(SQL_DESTROY_COMPLAINTS, args, N(args), id_cols, id_only);
}

enum err
store_destroy_children(struct db *db, struct arena *a, int64_t case_id, struct id_only **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id) };

	return ALL(SQL_DESTROY_CHILDREN, args, N(args), id_cols, id_only);
}
