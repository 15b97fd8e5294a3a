#include "config.h"
#include "lib/store/store_matter.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static const struct db_col matter_cols[] = {
	COL_I64(matter_row, id), COL_I32(matter_row, kind), COL_I32(matter_row, state), COL_STR(matter_row, title),
	COL_STR(matter_row, address), COL_I32(matter_row, origin), COL_I64(matter_row, owner_id),
	COL_TIME(matter_row, opened_at), COL_TIME(matter_row, due), COL_TIME(matter_row, closed_at),
	COL_STR(matter_row, owner), COL_STR(matter_row, unit_zh), COL_STR(matter_row, unit_en),
};

enum err
store_matter_add(struct db *db, const unsigned char key[HASH_LEN], const struct matter_row *m, int64_t *id)
{
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_I64(m->kind), DB_I64(m->state), DB_STR(m->title),
		DB_STR(m->address), DB_I64(m->origin), DB_REF(m->unit_id), DB_I64(m->owner_id), DB_TIME(m->opened_at),
		DB_TIME(m->due), DB_TIME(m->closed_at) };

	return db_exec(db, SQL_MATTER_ADD, args, N(args), NULL, id);
}

enum err
store_matter_entry_add(struct db *db, int64_t id, const unsigned char key[HASH_LEN], usec_t at, int64_t user_id,
    enum matter_state state, const char *words)
{
	const struct db_arg args[] = { DB_I64(id), DB_BLOB(key, HASH_LEN), DB_TIME(at), DB_I64(user_id), DB_I64(state),
		DB_STR(words), DB_I64(id) };

	return db_exec(db, SQL_MATTER_ENTRY_ADD, args, N(args), NULL, NULL);
}

enum err
store_matter_move(struct db *db, int64_t id, enum matter_state state, usec_t due, usec_t closed_at)
{
	const struct db_arg args[] = { DB_I64(state), DB_TIME(due), DB_TIME(closed_at), DB_I64(id) };
	int64_t moved = 0;
	enum err e = db_exec(db, SQL_MATTER_MOVE, args, N(args), &moved, NULL);

	return e == OK && moved == 0 ? err_raise(ERR_CONFLICT, "matter %lld is no longer open", (long long)id) : e;
}

enum err
store_matter_by_key(struct db *db, const unsigned char key[HASH_LEN], int64_t *id)
{
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_BLOB(key, HASH_LEN) };

	return db_number(db, SQL_MATTER_BY_KEY, args, N(args), id);
}

enum err
store_matter_by_id(struct db *db, struct arena *a, int64_t id, struct matter_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct matter_row *row = arena_new_of(a, struct matter_row);
	enum err e = db_one(db, SQL_MATTER_BY_ID, args, N(args), matter_cols, N(matter_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_matters_open(struct db *db, struct arena *a, enum matter_kind kind, struct matter_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(kind) };

	return db_all(db, SQL_MATTER_OPEN, args, N(args), matter_cols, N(matter_cols), a, sizeof(**out), out, n);
}

enum err
store_matters_over(struct db *db, struct arena *a, enum matter_kind kind, enum matter_state state, int64_t before,
    int64_t owner_id, struct matter_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(kind), DB_I64(state), DB_I64(before), DB_REF(owner_id), DB_REF(owner_id) };

	return db_all(db, SQL_MATTER_OVER, args, N(args), matter_cols, N(matter_cols), a, sizeof(**out), out, n);
}

enum err
store_matter_entries(struct db *db, struct arena *a, int64_t id, struct matter_entry **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(matter_entry, seq), COL_TIME(matter_entry, at), COL_I32(matter_entry, state),
		COL_STR(matter_entry, words), COL_STR(matter_entry, who),
	};
	const struct db_arg args[] = { DB_I64(id) };

	return db_all(db, SQL_MATTER_ENTRIES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
