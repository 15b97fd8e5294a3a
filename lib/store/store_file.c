#include "config.h"
#include "lib/store/store_file.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

enum err
store_file_put(struct db *db, const unsigned char hash[HASH_LEN], int64_t size, const char *type,
    int32_t width, int32_t height, usec_t at, int64_t *id)
{
	const struct db_arg find[] = { DB_BLOB(hash, HASH_LEN) };
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN), DB_I64(size), DB_STR(type), DB_REF(width),
		DB_REF(height), DB_TIME(at), DB_TIME(at) };
	const struct db_arg again[] = { DB_TIME(at), DB_BLOB(hash, HASH_LEN) };
	int64_t n;
	enum err e = db_exec(db, SQL_FILE_TAKE, again, N(again), &n, NULL);

	if (e == OK && n == 0 && (e = db_exec(db, SQL_FILE_INSERT, args, N(args), NULL, NULL)) == ERR_CONFLICT)
		e = db_exec(db, SQL_FILE_TAKE, again, N(again), NULL, NULL);	/* somebody else was faster */
	return e == OK ? db_number(db, SQL_FILE_BY_HASH, find, N(find), id) : e;
}

enum err
store_file_settle(struct db *db, usec_t before)
{
	const struct db_arg args[] = { DB_TIME(before) };

	return db_exec(db, SQL_FILE_SETTLE, args, N(args), NULL, NULL);
}

enum err
store_files_loose(struct db *db, struct arena *a, usec_t before, struct loose_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(loose_row, id), COL_BLOB(loose_row, sha256) };
	const struct db_arg args[] = { DB_TIME(before) };

	return db_all(db, SQL_FILE_LOOSE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_file_drop(struct db *db, int64_t id, usec_t before, bool *done)
{
	const struct db_arg args[] = { DB_I64(id), DB_TIME(before) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_FILE_DROP, args, N(args), &n, NULL);

	*done = e == OK && n == 1;
	return e == ERR_CONFLICT || e == ERR_INVALID ? OK : e;	/* named in this very moment: a foreign key holds it */
}

enum err
store_file_link(struct db *db, const struct file_link_row *l)
{
	const struct db_arg args[] = { DB_I64(l->subject_kind), DB_I64(l->subject_id), DB_I64(l->event_seq),
		DB_I64(l->file_id), DB_I64(l->part), DB_I64(l->round), DB_I64(l->for_public),
		DB_REF(l->added_by), DB_TIME(l->added_at) };

	return db_exec(db, SQL_FILE_LINK_INSERT, args, N(args), NULL, NULL);
}

static const struct db_col list_cols[] = {
	COL_I32(file_link_row, subject_kind), COL_I64(file_link_row, id), COL_I32(file_link_row, event_seq), COL_I32(file_link_row, part),
	COL_I32(file_link_row, round), COL_BOOL(file_link_row, for_public),
	COL_TIME(file_link_row, added_at), COL_BLOB(file_link_row, sha256),
	COL_STR(file_link_row, type), COL_I64(file_link_row, size), COL_STR(file_link_row, user_name),
};

static enum err
list(struct db *db, struct arena *a, enum sql_id id, const struct db_arg *args, size_t nargs,
    struct file_link_row **out, size_t *n)
{
	return db_all(db, id, args, nargs, list_cols, N(list_cols), a, sizeof(**out), out, n);
}

enum err
store_files(struct db *db, struct arena *a, enum subject kind, int64_t id,
    struct file_link_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(kind), DB_I64(id) };

	return list(db, a, SQL_FILE_LIST, args, N(args), out, n);
}

enum err
store_files_of_case(struct db *db, struct arena *a, int64_t case_id, struct file_link_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(case_id) };

	return list(db, a, SQL_FILE_LIST_OF_CASE, args, N(args), out, n);
}

enum err
store_file_link_by_id(struct db *db, struct arena *a, int64_t id, struct file_link_row **out)
{
	static const struct db_col cols[] = {
		COL_I32(file_link_row, subject_kind), COL_I64(file_link_row, subject_id),
		COL_I32(file_link_row, part), COL_BOOL(file_link_row, for_public),
		COL_BLOB(file_link_row, sha256), COL_STR(file_link_row, type),
	};
	const struct db_arg args[] = { DB_I64(id) };
	struct file_link_row *row = arena_new_of(a, struct file_link_row);
	enum err e = db_one(db, SQL_FILE_LINK_BY_ID, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_upload_add(struct db *db, const unsigned char key_hash[HASH_LEN], int64_t file_id, usec_t at)
{
	const struct db_arg args[] = { DB_BLOB(key_hash, HASH_LEN), DB_I64(file_id), DB_TIME(at) };

	return db_exec(db, SQL_UPLOAD_INSERT, args, N(args), NULL, NULL);
}

enum err
store_uploads(struct db *db, struct arena *a, const unsigned char key_hash[HASH_LEN],
    struct upload_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(upload_row, file_id), COL_BLOB(upload_row, sha256),
		COL_STR(upload_row, type) };
	const struct db_arg args[] = { DB_BLOB(key_hash, HASH_LEN) };

	return db_all(db, SQL_UPLOAD_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_upload_drop(struct db *db, const unsigned char key_hash[HASH_LEN])
{
	const struct db_arg args[] = { DB_BLOB(key_hash, HASH_LEN) };

	return db_exec(db, SQL_UPLOAD_DROP, args, N(args), NULL, NULL);
}

enum err
store_upload_drop_one(struct db *db, const unsigned char key_hash[HASH_LEN], int64_t file_id)
{
	const struct db_arg args[] = { DB_BLOB(key_hash, HASH_LEN), DB_I64(file_id) };

	return db_exec(db, SQL_UPLOAD_DROP_ONE, args, N(args), NULL, NULL);
}

enum err
store_hand_photos(struct db *db, int64_t case_id, int64_t *n)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_I64(case_id) };

	return db_number(db, SQL_FILE_HAND_PHOTOS, args, N(args), n);
}
