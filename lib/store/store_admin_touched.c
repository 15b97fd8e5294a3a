/* The cases under what a change would end: sql/query/admin_touched.sql. */
#include "config.h"
#include "lib/store/store_admin.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

/* A thing's statement; SQL_MAX where no cases run under it. */
static enum sql_id
statement(enum admin_thing thing, bool of_file)
{
	switch (thing) {
	case ADM_SETTING: return SQL_TOUCHED_OPEN;
	case ADM_LIMIT: return SQL_TOUCHED_STATES;
	case ADM_UNIT: return SQL_TOUCHED_UNIT;
	case ADM_USER: return SQL_TOUCHED_PERSON;
	case ADM_DUTY: return SQL_TOUCHED_DISPATCH;
	case ADM_CLASS: return SQL_TOUCHED_CLASS;
	case ADM_CONDITION: return SQL_TOUCHED_CONDITION;
	case ADM_CALENDAR: case ADM_WARNING: return SQL_TOUCHED_DUES;
	case ADM_CELL: return of_file ? SQL_TOUCHED_FILE_CELL : SQL_TOUCHED_CELL;
	case ADM_COMPONENT: return of_file ? SQL_TOUCHED_FILE_COMPONENT : SQL_TOUCHED_COMPONENT;
	default: return SQL_MAX;
	}
}

enum err
store_admin_touched(struct db *db, struct arena *a, enum admin_thing thing, bool of_file, const char *key, usec_t at,
    int64_t after, struct touched_case **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(touched_case, id), COL_STR(touched_case, number), COL_I32(touched_case, state),
		COL_STR(touched_case, class_zh), COL_STR(touched_case, class_en), COL_STR(touched_case, unit_zh),
		COL_STR(touched_case, unit_en), COL_TIME(touched_case, due_at),
	};
	const struct db_arg args[] = { DB_STR(key), DB_TIME(at), DB_I64(after) };
	const enum sql_id id = statement(thing, of_file);

	*n = 0;
	return id == SQL_MAX ? OK : db_all(db, id, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
