#include "config.h"
#include "lib/store/store_catalog.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

static const struct db_col class_cols[] = {
	COL_I64(class_row, id), COL_I32(class_row, kind), COL_STR(class_row, major_code),
	COL_STR(class_row, minor_code), COL_STR(class_row, name_zh), COL_STR(class_row, name_en),
	COL_BOOL(class_row, for_public), COL_BOOL(class_row, private), COL_STR(class_row, near_group),
	COL_I32(class_row, near_radius), COL_I32(class_row, near_days), COL_STR(class_row, major_zh),
	COL_STR(class_row, major_en),
};

enum err
store_classes(struct db *db, struct arena *a, usec_t at, struct class_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_CLASS_LIST, args, N(args), class_cols, N(class_cols), a, sizeof(**out), out, n);
}

enum err
store_class_by_id(struct db *db, struct arena *a, int64_t id, struct class_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct class_row *row = arena_new_of(a, struct class_row);
	enum err e = db_one(db, SQL_CLASS_BY_ID, args, N(args), class_cols, N(class_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_class_is_hazard(struct db *db, int64_t id, bool *hazard)
{
	const struct db_arg args[] = { DB_I64(id) };
	int64_t v = 0;
	enum err e = db_number(db, SQL_CLASS_IS_HAZARD, args, N(args), &v);

	if (e == OK)
		*hazard = v != 0;
	return e;
}

static const struct db_col condition_cols[] = {
	COL_I64(condition_row, id), COL_I64(condition_row, class_id), COL_I32(condition_row, seq),
	COL_STR(condition_row, cond_zh), COL_STR(condition_row, cond_en),
	COL_STR(condition_row, close_zh), COL_STR(condition_row, close_en),
	COL_BOOL(condition_row, urgent), COL_I32(condition_row, amount), COL_I32(condition_row, unit),
};

enum err
store_conditions(struct db *db, struct arena *a, int64_t class_id, usec_t at,
    struct condition_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(class_id), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_CONDITION_LIST, args, N(args), condition_cols, N(condition_cols), a,
	    sizeof(**out), out, n);
}

enum err
store_condition_by_id(struct db *db, struct arena *a, int64_t id, struct condition_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct condition_row *row = arena_new_of(a, struct condition_row);
	enum err e = db_one(db, SQL_CONDITION_BY_ID, args, N(args), condition_cols, N(condition_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

static const struct db_col reason_cols[] = {
	COL_I64(reason_row, id), COL_STR(reason_row, name_zh), COL_STR(reason_row, name_en),
	COL_STR(reason_row, public_zh), COL_STR(reason_row, public_en),
};

enum err
store_reasons(struct db *db, struct arena *a, const char *action, usec_t at, struct reason_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_STR(action), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_REASON_LIST, args, N(args), reason_cols, N(reason_cols), a, sizeof(**out), out, n);
}

enum err
store_reason_by_id(struct db *db, struct arena *a, int64_t id, struct reason_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct reason_row *row = arena_new_of(a, struct reason_row);
	enum err e = db_one(db, SQL_REASON_BY_ID, args, N(args), reason_cols, N(reason_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

static const struct db_col unit_cols[] = {
	COL_I64(unit_row, id), COL_STR(unit_row, code), COL_STR(unit_row, name_zh),
	COL_STR(unit_row, name_en), COL_I32(unit_row, kind),
};

enum err
store_units(struct db *db, struct arena *a, usec_t at, struct unit_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_UNIT_LIST, args, N(args), unit_cols, N(unit_cols), a, sizeof(**out), out, n);
}

enum err
store_names(struct db *db, struct arena *a, enum name_list which, struct name_row **out, size_t *n)
{
	static const enum sql_id ids[NAMES_MAX] = { SQL_NAMES_OF_CLASSES, SQL_NAMES_OF_UNITS, SQL_NAMES_OF_CELLS,
		SQL_NAMES_OF_REASONS, SQL_NAMES_OF_PEOPLE };
	static const struct db_col cols[] = { COL_I64(name_row, id), COL_STR(name_row, name_zh), COL_STR(name_row, name_en) };
	const struct db_arg args[] = { DB_I64(LAYER_BASE) };

	return db_all(db, ids[which], args, which == NAMES_BASE_GRID ? 1 : 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_unit_by_id(struct db *db, struct arena *a, int64_t id, struct unit_row **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct unit_row *row = arena_new_of(a, struct unit_row);
	enum err e = db_one(db, SQL_UNIT_BY_ID, args, N(args), unit_cols, N(unit_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_centre_here(struct db *db, struct arena *a, struct unit_row **out)
{
	struct unit_row *row = arena_new_of(a, struct unit_row);
	enum err e = db_one(db, SQL_CENTRE_HERE, NULL, 0, unit_cols, 4, a, row);

	if (e == OK)
		*out = row;
	return e;
}
