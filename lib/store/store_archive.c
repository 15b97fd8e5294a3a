#include "config.h"
#include "lib/store/store_archive.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

#define ALL(id, args, nargs, cols, type) db_all(db, id, args, nargs, cols, N(cols), a, sizeof(struct type), out, n)

/* --- boxes ----------------------------------------------------------------- */

enum err
store_keep(struct db *db, struct arena *a, int64_t case_id, struct keep_row *out)
{
	static const struct db_col cols[] = { COL_STR(keep_row, box), COL_I32(keep_row, place), COL_I32(keep_row, until_year),
		COL_BLOB(keep_row, caller) };
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_one(db, SQL_ARCHIVE_KEEP, args, N(args), cols, N(cols), a, out);
}

enum err
store_waiting(struct db *db, struct arena *a, int32_t years, int64_t max, struct waiting_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(waiting_row, id), COL_STR(waiting_row, number),
		COL_STR(waiting_row, archive_code), COL_TIME(waiting_row, archived_at), COL_I32(waiting_row, years) };
	const struct db_arg args[] = { DB_I64(years), DB_I64(max) };

	return ALL(SQL_ARCHIVE_WAITING, args, N(args), cols, waiting_row);
}

enum err
store_waiting_count(struct db *db, int64_t *n)
{
	return db_number(db, SQL_ARCHIVE_WAIT_COUNT, NULL, 0, n);
}

static const struct db_col box_cols[] = { COL_I64(box_row, id), COL_STR(box_row, code), COL_I32(box_row, year),
	COL_I32(box_row, years), COL_I32(box_row, number), COL_I32(box_row, n_item), COL_TIME(box_row, opened_at) };

enum err
store_box_last(struct db *db, struct arena *a, int32_t year, int32_t years, struct box_row *out)
{
	const struct db_arg args[] = { DB_I64(year), DB_I64(years) };

	return db_one(db, SQL_BOX_LAST, args, N(args), box_cols, N(box_cols), a, out);
}

enum err
store_box_insert(struct db *db, struct box_row *b)
{
	const struct db_arg args[] = { DB_STR(b->code), DB_I64(b->year), DB_I64(b->years), DB_I64(b->number),
		DB_TIME(b->opened_at) };

	return db_exec(db, SQL_BOX_INSERT, args, N(args), NULL, &b->id);
}

enum err
store_box_put(struct db *db, const struct box_row *b, int64_t case_id, int32_t place, int32_t until_year, const char *code,
    usec_t at)
{
	const struct db_arg item[] = { DB_I64(case_id), DB_I64(b->id), DB_I64(place), DB_REF(until_year), DB_TIME(at) };
	const struct db_arg taken[] = { DB_STR(code), DB_I64(case_id) };
	enum err e = db_exec(db, SQL_BOX_ITEM, item, N(item), NULL, NULL);

	return e == OK ? db_exec(db, SQL_BOX_TAKEN, taken, N(taken), NULL, NULL) : e;
}

enum err
store_box_more(struct db *db, int64_t box_id, int32_t n)
{
	const struct db_arg args[] = { DB_I64(n), DB_I64(box_id) };

	return db_exec(db, SQL_BOX_MORE, args, N(args), NULL, NULL);
}

enum err
store_box_by_code(struct db *db, struct arena *a, const char *code, struct box_row *out)
{
	const struct db_arg args[] = { DB_STR(code) };

	return db_one(db, SQL_BOX_BY_CODE, args, N(args), box_cols, N(box_cols), a, out);
}

enum err
store_box_by_id(struct db *db, struct arena *a, int64_t id, struct box_row *out)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_one(db, SQL_BOX_BY_ID, args, N(args), box_cols, N(box_cols), a, out);
}

enum err
store_boxes(struct db *db, struct arena *a, int64_t before, struct box_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(before) };

	return ALL(SQL_BOX_LIST, args, N(args), box_cols, box_row);
}

enum err
store_boxes_of_year(struct db *db, struct arena *a, int32_t year, struct box_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(year), DB_I64(year) };

	return ALL(SQL_BOX_OF_YEAR, args, N(args), box_cols, box_row);
}

enum err
store_items(struct db *db, struct arena *a, int64_t box_id, usec_t now, struct item_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(item_row, case_id), COL_I32(item_row, place), COL_I32(item_row, until_year),
		COL_TIME(item_row, destroyed_at), COL_STR(item_row, number), COL_STR(item_row, archive_code),
		COL_STR(item_row, address), COL_TIME(item_row, closed_at), COL_STR(item_row, class_zh), COL_STR(item_row, class_en),
		COL_STR(item_row, unit_zh), COL_STR(item_row, unit_en), COL_BLOB(item_row, caller), COL_BOOL(item_row, held) };
	const struct db_arg args[] = { DB_TIME(now), DB_I64(box_id) };

	return ALL(SQL_BOX_ITEMS, args, N(args), cols, item_row);
}

/* --- callers' data --------------------------------------------------------- */

enum err
store_case_contacts(struct db *db, struct arena *a, int64_t case_id, struct sealed_contact_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(sealed_contact_row, complaint_id), COL_I32(sealed_contact_row, key_year),
		COL_BLOB(sealed_contact_row, sealed) };
	const struct db_arg args[] = { DB_I64(case_id) };

	return ALL(SQL_CALLER_CONTACTS, args, N(args), cols, sealed_contact_row);
}

enum err
store_caller_insert(struct db *db, const struct caller_row *c)
{
	const struct db_arg args[] = { DB_I64(c->case_id), DB_BLOB(c->sha256.data, c->sha256.len), DB_I64(c->key_year),
		DB_BLOB(c->sealed.data, c->sealed.len) };

	return db_exec(db, SQL_CALLER_INSERT, args, N(args), NULL, NULL);
}

static const struct db_col caller_cols[] = { COL_I64(caller_row, case_id), COL_BLOB(caller_row, sha256),
	COL_I32(caller_row, key_year), COL_BLOB(caller_row, sealed) };

enum err
store_caller(struct db *db, struct arena *a, int64_t case_id, struct caller_row *out)
{
	const struct db_arg args[] = { DB_I64(case_id) };

	return db_one(db, SQL_CALLER_BY_CASE, args, N(args), caller_cols, N(caller_cols), a, out);
}

enum err
store_caller_by_hash(struct db *db, struct arena *a, const unsigned char hash[HASH_LEN], struct caller_row *out)
{
	const struct db_arg args[] = { DB_BLOB(hash, HASH_LEN) };

	return db_one(db, SQL_CALLER_BY_HASH, args, N(args), caller_cols, N(caller_cols), a, out);
}

/* --- holds ----------------------------------------------------------------- */

enum err
store_hold_insert(struct db *db, const struct hold_row *h, int64_t user_id)
{
	const struct db_arg args[] = { DB_I64(h->case_id), DB_STR(h->why), DB_I64(user_id), DB_TIME(h->set_at),
		DB_TIME(h->until_at) };

	return db_exec(db, SQL_HOLD_INSERT, args, N(args), NULL, NULL);
}

enum err
store_hold_lift(struct db *db, int64_t case_id, int64_t user_id, usec_t at, const char *why, bool *done)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_TIME(at), DB_STR(why), DB_I64(case_id) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_HOLD_LIFT, args, N(args), &n, NULL);

	*done = n > 0;
	return e;
}

enum err
store_is_held(struct db *db, int64_t case_id, usec_t now, bool *held)
{
	const struct db_arg args[] = { DB_I64(case_id), DB_TIME(now) };
	int64_t n = 0;
	enum err e = db_number(db, SQL_HOLD_OPEN, args, N(args), &n);

	*held = n > 0;
	return e;
}

enum err
store_holds(struct db *db, struct arena *a, struct hold_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(hold_row, id), COL_I64(hold_row, case_id), COL_STR(hold_row, number),
		COL_STR(hold_row, why), COL_TIME(hold_row, set_at), COL_TIME(hold_row, until_at), COL_STR(hold_row, who) };

	return ALL(SQL_HOLD_LIST, NULL, 0, cols, hold_row);
}
