#include "config.h"
#include "lib/store/store_privacy.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static enum err
one(struct db *db, struct arena *a, enum sql_id id, int64_t by, struct privacy_row **out)
{
	static const struct db_col cols[] = {
		COL_I32(privacy_row, version), COL_TIME(privacy_row, valid_from), COL_STR(privacy_row, text_zh),
		COL_STR(privacy_row, text_en),
	};
	const struct db_arg args[] = { DB_I64(by) };
	struct privacy_row *row = arena_new_of(a, struct privacy_row);
	enum err e = db_one(db, id, args, N(args), cols, N(cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_privacy_at(struct db *db, struct arena *a, usec_t at, struct privacy_row **out)
{
	return one(db, a, SQL_PRIVACY_AT, at, out);
}

enum err
store_privacy(struct db *db, struct arena *a, int64_t version, struct privacy_row **out)
{
	return one(db, a, SQL_PRIVACY_BY_VERSION, version, out);
}

enum err
store_privacy_version_at(struct db *db, usec_t at, int64_t *version)
{
	const struct db_arg args[] = { DB_TIME(at) };

	return db_number(db, SQL_PRIVACY_VERSION_AT, args, N(args), version);
}

enum err
store_privacies(struct db *db, struct arena *a, usec_t at, struct privacy_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(privacy_row, version), COL_TIME(privacy_row, valid_from) };
	const struct db_arg args[] = { DB_TIME(at) };

	return db_all(db, SQL_PRIVACY_LIST, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_privacy_of_complaint(struct db *db, int64_t complaint_id, int64_t *version)
{
	const struct db_arg args[] = { DB_I64(complaint_id) };

	return db_number(db, SQL_PRIVACY_OF_COMPLAINT, args, N(args), version);
}
