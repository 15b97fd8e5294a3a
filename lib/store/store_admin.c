#include "config.h"
#include "lib/store/store_admin.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/db/row.h"
#include "lib/store/store_door.h"

#include "lib/base/banned.h"

/* A thing's statements; SQL_MAX where it has none. */
struct admin_sql {
	enum sql_id list, row, add, set, end, touch;
};
#define NONE SQL_MAX

struct code_row {
	const char *code;
};

static const struct admin_sql things[ADM_MAX] = {
	[ADM_SETTING] = { SQL_ADMIN_LIST_SETTING, SQL_ADMIN_ROW_SETTING, NONE, SQL_ADMIN_SET_SETTING, NONE,
	    SQL_ADMIN_TOUCH_OPEN },
	[ADM_LIMIT] = { SQL_ADMIN_LIST_LIMIT, SQL_ADMIN_ROW_LIMIT, NONE, SQL_ADMIN_SET_LIMIT, NONE,
	    SQL_ADMIN_TOUCH_STATES },
	[ADM_UNIT] = { SQL_ADMIN_LIST_UNIT, SQL_ADMIN_ROW_UNIT, SQL_ADMIN_ADD_UNIT, SQL_ADMIN_SET_UNIT,
	    SQL_ADMIN_END_UNIT, SQL_ADMIN_TOUCH_UNIT },
	[ADM_USER] = { SQL_ADMIN_LIST_PERSON, SQL_ADMIN_ROW_PERSON, SQL_ADMIN_ADD_PERSON, SQL_ADMIN_SET_PERSON,
	    SQL_ADMIN_END_PERSON, SQL_ADMIN_TOUCH_PERSON },
	[ADM_USER_ROLE] = { SQL_ADMIN_LIST_PERSON_ROLE, SQL_ADMIN_ROW_PERSON_ROLE, SQL_ADMIN_ADD_PERSON_ROLE, NONE,
	    SQL_ADMIN_END_PERSON_ROLE, NONE },
	[ADM_ROLE] = { SQL_ADMIN_LIST_ROLE, SQL_ADMIN_ROW_ROLE, NONE, SQL_ADMIN_SET_ROLE, NONE, SQL_ADMIN_TOUCH_ROLE },
	[ADM_ROLE_PERM] = { SQL_ADMIN_LIST_ROLE_PERM, SQL_ADMIN_ROW_ROLE_PERM, SQL_ADMIN_ADD_ROLE_PERM, NONE,
	    SQL_ADMIN_END_ROLE_PERM, SQL_ADMIN_TOUCH_ROLE },
	[ADM_POST] = { SQL_ADMIN_LIST_POST, SQL_ADMIN_ROW_POST, SQL_ADMIN_ADD_POST, NONE, SQL_ADMIN_END_POST, NONE },
	[ADM_DUTY] = { SQL_ADMIN_LIST_DUTY, SQL_ADMIN_ROW_DUTY, SQL_ADMIN_ADD_DUTY, NONE, SQL_ADMIN_END_DUTY,
	    SQL_ADMIN_TOUCH_DISPATCH },
	[ADM_MAJOR] = { SQL_ADMIN_LIST_MAJOR, SQL_ADMIN_ROW_MAJOR, SQL_ADMIN_ADD_MAJOR, SQL_ADMIN_SET_MAJOR, NONE, NONE },
	[ADM_CLASS] = { SQL_ADMIN_LIST_CLASS, SQL_ADMIN_ROW_CLASS, SQL_ADMIN_ADD_CLASS, SQL_ADMIN_SET_CLASS,
	    SQL_ADMIN_END_CLASS, SQL_ADMIN_TOUCH_CLASS },
	[ADM_CONDITION] = { SQL_ADMIN_LIST_CONDITION, SQL_ADMIN_ROW_CONDITION, SQL_ADMIN_ADD_CONDITION, NONE,
	    SQL_ADMIN_END_CONDITION, SQL_ADMIN_TOUCH_CONDITION },
	[ADM_CALENDAR] = { SQL_ADMIN_LIST_CALENDAR, SQL_ADMIN_ROW_CALENDAR, NONE, SQL_ADMIN_SET_CALENDAR, NONE,
	    SQL_ADMIN_TOUCH_DUES },
	[ADM_SHIFT] = { SQL_ADMIN_LIST_SHIFT, SQL_ADMIN_ROW_SHIFT, SQL_ADMIN_ADD_SHIFT, SQL_ADMIN_SET_SHIFT, NONE, NONE },
	[ADM_TOLD] = { SQL_ADMIN_LIST_TOLD, SQL_ADMIN_ROW_TOLD, SQL_ADMIN_ADD_TOLD, NONE, SQL_ADMIN_END_TOLD, NONE },
	[ADM_WARNING] = { SQL_ADMIN_LIST_WARNING, SQL_ADMIN_ROW_WARNING, SQL_ADMIN_ADD_WARNING, NONE, SQL_ADMIN_END_WARNING,
	    SQL_ADMIN_TOUCH_DUES },
	[ADM_REASON] = { SQL_ADMIN_LIST_REASON, SQL_ADMIN_ROW_REASON, SQL_ADMIN_ADD_REASON, SQL_ADMIN_SET_REASON,
	    SQL_ADMIN_END_REASON, NONE },
	[ADM_CENTRE] = { SQL_ADMIN_LIST_CENTRE, SQL_ADMIN_ROW_CENTRE, SQL_ADMIN_ADD_CENTRE, SQL_ADMIN_SET_CENTRE, NONE, NONE },
	[ADM_LAYER] = { SQL_ADMIN_LIST_LAYER, SQL_ADMIN_ROW_LAYER, SQL_ADMIN_ADD_LAYER, SQL_ADMIN_SET_LAYER, NONE, NONE },
	[ADM_CELL] = { SQL_ADMIN_LIST_CELL, SQL_ADMIN_ROW_CELL, SQL_ADMIN_ADD_CELL, SQL_ADMIN_SET_CELL, SQL_ADMIN_END_CELL,
	    SQL_ADMIN_TOUCH_CELL },
	[ADM_COMPONENT] = { SQL_ADMIN_LIST_COMPONENT, SQL_ADMIN_ROW_COMPONENT, SQL_ADMIN_ADD_COMPONENT,
	    SQL_ADMIN_SET_COMPONENT, NONE, SQL_ADMIN_TOUCH_COMPONENT },
	[ADM_CHANNEL] = { SQL_ADMIN_LIST_CHANNEL, SQL_ADMIN_ROW_CHANNEL, NONE, SQL_ADMIN_SET_CHANNEL, NONE, NONE },
	[ADM_PRIVACY] = { SQL_ADMIN_LIST_PRIVACY, SQL_ADMIN_ROW_PRIVACY, NONE, SQL_ADMIN_SET_PRIVACY, NONE, NONE },
	[ADM_CLASS_WORD] = { SQL_ADMIN_LIST_CLASS_WORD, SQL_ADMIN_ROW_CLASS_WORD, SQL_ADMIN_ADD_CLASS_WORD, NONE,
	    SQL_ADMIN_END_CLASS_WORD, NONE },
	[ADM_CLASS_ASK] = { SQL_ADMIN_LIST_CLASS_ASK, SQL_ADMIN_ROW_CLASS_ASK, SQL_ADMIN_ADD_CLASS_ASK, NONE,
	    SQL_ADMIN_END_CLASS_ASK, NONE },
	[ADM_PLACE] = { SQL_ADMIN_LIST_PLACE, SQL_ADMIN_ROW_PLACE, SQL_ADMIN_ADD_PLACE, SQL_ADMIN_SET_PLACE,
	    SQL_ADMIN_END_PLACE, NONE },
	[ADM_RULE] = { SQL_ADMIN_LIST_RULE, SQL_ADMIN_ROW_RULE, SQL_ADMIN_ADD_RULE, NONE, SQL_ADMIN_END_RULE, NONE },
	[ADM_SCHEME] = { SQL_ADMIN_LIST_SCHEME, SQL_ADMIN_ROW_SCHEME, SQL_ADMIN_ADD_SCHEME, NONE, SQL_ADMIN_END_SCHEME, NONE },
	[ADM_SCORE] = { SQL_ADMIN_LIST_SCORE, SQL_ADMIN_ROW_SCORE, SQL_ADMIN_ADD_SCORE, NONE, SQL_ADMIN_END_SCORE, NONE },
	[ADM_PAIR] = { SQL_ADMIN_LIST_PAIR, SQL_ADMIN_ROW_PAIR, SQL_ADMIN_ADD_PAIR, NONE, SQL_ADMIN_END_PAIR, NONE },
};

enum err
store_admin_list(struct db *db, struct arena *a, enum admin_thing thing, const char *of, const char *q,
    const char *after, usec_t at, struct admin_line **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_STR(admin_line, row_key), COL_STR(admin_line, title_zh), COL_STR(admin_line, title_en),
		COL_STR(admin_line, note_zh), COL_STR(admin_line, note_en), COL_TIME(admin_line, valid_from),
		COL_TIME(admin_line, valid_until),
	};
	const struct db_arg args[] = { DB_STR(of), DB_STR(q), DB_STR(after), DB_TIME(at) };

	return db_all(db, things[thing].list, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_admin_row(struct db *db, struct arena *a, enum admin_thing thing, const char *key, usec_t at,
    struct admin_values *out)
{
#define V(i) { DB_COL_STR, offsetof(struct admin_values, v) + (i) * sizeof(const char *), NULL }
	static const struct db_col cols[ADMIN_COLS] = { V(0), V(1), V(2), V(3), V(4), V(5), V(6), V(7), V(8), V(9),
		V(10), V(11), V(12), V(13), V(14), V(15) };
#undef V
	const struct admin_def *d = admin_def(thing);
	const struct db_arg args[] = { DB_STR(key), DB_TIME(at) };
	struct admin_values row = { { NULL } };
	enum err e = db_one(db, things[thing].row, args, N(args), cols, d->n_cols, a, &row);

	if (e != OK)
		return e;
	for (size_t i = 0; i < d->n_cols; i++)
		row.v[i] = admin_shown(a, &d->cols[i], row.v[i]);
	*out = row;
	return OK;
}

enum err
store_admin_options(struct db *db, struct arena *a, enum admin_ref ref, usec_t at, struct admin_option **out,
    size_t *n)
{
	static const enum sql_id ids[REF_MAX] = { [REF_NONE] = NONE, [REF_UNIT] = SQL_ADMIN_OPTIONS_UNIT,
		[REF_USER] = SQL_ADMIN_OPTIONS_PERSON, [REF_ROLE] = SQL_ADMIN_OPTIONS_ROLE,
		[REF_PERM] = SQL_ADMIN_OPTIONS_PERM, [REF_CELL] = SQL_ADMIN_OPTIONS_CELL,
		[REF_CLASS] = SQL_ADMIN_OPTIONS_CLASS, [REF_MAJOR] = SQL_ADMIN_OPTIONS_MAJOR,
		[REF_LAYER] = SQL_ADMIN_OPTIONS_LAYER, [REF_CENTRE] = SQL_ADMIN_OPTIONS_CENTRE };
	static const struct db_col cols[] = {
		COL_STR(admin_option, value), COL_STR(admin_option, label_zh), COL_STR(admin_option, label_en),
	};
	const struct db_arg args[] = { DB_TIME(at) };

	return db_all(db, ids[ref], args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_admin_touches(struct db *db, enum admin_thing thing, const char *key, usec_t at, int64_t *n)
{
	const struct db_arg args[] = { DB_STR(key), DB_TIME(at) };

	if (things[thing].touch == NONE) {
		*n = 0;
		return OK;
	}
	return db_number(db, things[thing].touch, args, N(args), n);
}

/* The row's columns as the database takes them, then the instant, then the row's key. */
static size_t
row_args(struct arena *a, const struct admin_def *d, const struct admin_values *row, usec_t at, const char *key,
    struct db_arg *args)
{
	for (size_t i = 0; i < d->n_cols; i++)
		args[i] = db_arg_str(admin_raw(a, &d->cols[i], row->v[i]));
	args[d->n_cols] = DB_TIME(at);
	args[d->n_cols + 1] = DB_STR(key);
	return d->n_cols;
}

/* A statement that must find its row. */
static enum err
exec_found(struct db *db, enum sql_id id, const struct db_arg *args, size_t n)
{
	int64_t rows;
	enum err e = db_exec(db, id, args, n, &rows, NULL);

	return e == OK && rows == 0 ? err_raise(ERR_NOT_FOUND, "%s: no such row", sql_name(id)) : e;
}

static enum err
end_row(struct db *db, enum admin_thing thing, const char *key, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_STR(key) };

	return exec_found(db, things[thing].end, args, N(args));
}

/* A filing condition's further steps stand in a table of their own. */
static enum err
condition_steps(struct db *db, struct arena *a, int64_t id, const struct admin_values *row)
{
	const struct admin_def *d = admin_def(ADM_CONDITION);
	const size_t i = admin_col(d, "steps");
	const char *json = admin_raw(a, &d->cols[i], row->v[i]);
	const struct db_arg args[] = { DB_I64(id), DB_STR(json) };

	return json == NULL ? OK : db_exec(db, SQL_ADMIN_STEPS_CONDITION, args, N(args), NULL, NULL);
}

static enum err
add_row(struct db *db, struct arena *a, enum admin_thing thing, const char *old_key, const struct admin_values *row,
    usec_t at)
{
	const struct admin_def *d = admin_def(thing);
	struct db_arg args[ADMIN_COLS + 2];
	const size_t n = row_args(a, d, row, at, old_key, args);
	int64_t rows = 0, id = 0;
	enum err e = db_exec(db, things[thing].add, args, n + 1, &rows, &id);

	if (e == OK && rows == 0)
		return err_raise(ERR_CONFLICT, "%s is there already", d->code);
	if (e == OK && thing == ADM_PAIR)
		e = db_exec(db, SQL_ADMIN_MORE_PAIR, args, n + 1, NULL, NULL);
	if (e == OK && thing == ADM_CONDITION && (e = db_exec(db, SQL_ADMIN_MORE_CONDITION, args, n + 2, NULL, NULL)) == OK)
		e = condition_steps(db, a, id, row);
	if (e == OK && (thing == ADM_PLACE || thing == ADM_CELL))
		e = store_place_words_of(db, thing == ADM_PLACE ? PLACE_NAME : PLACE_CELL, id);
	return e;
}

/* A calendar's hours and days stand in tables of their own. */
static enum err
calendar_parts(struct db *db, struct arena *a, int64_t id, const struct admin_values *row)
{
	const struct admin_def *d = admin_def(ADM_CALENDAR);
	const size_t w = admin_col(d, "windows"), x = admin_col(d, "days");
	const struct db_arg windows[] = { DB_I64(id), DB_STR(admin_raw(a, &d->cols[w], row->v[w])) };
	const struct db_arg days[] = { DB_I64(id), DB_STR(admin_raw(a, &d->cols[x], row->v[x])) };
	enum err e = db_exec(db, SQL_ADMIN_CALENDAR_WINDOWS, windows, N(windows), NULL, NULL);

	return e == OK ? db_exec(db, SQL_ADMIN_CALENDAR_DAYS, days, N(days), NULL, NULL) : e;
}

static enum err
set_row(struct db *db, struct arena *a, enum admin_thing thing, const char *key, const struct admin_values *row,
    usec_t at)
{
	struct db_arg args[ADMIN_COLS + 2];
	const size_t n = row_args(a, admin_def(thing), row, at, key, args);
	int64_t rows = 0, id = 0;
	enum err e = db_exec(db, things[thing].set, args, n + 2, &rows, &id);

	if (e == OK && rows == 0)
		return err_raise(ERR_NOT_FOUND, "%s: no such row", admin_def(thing)->code);
	if (e == OK && (thing == ADM_PLACE || thing == ADM_CELL) && parse_i64(key, 1, INT64_MAX, &id))
		return store_place_words_of(db, thing == ADM_PLACE ? PLACE_NAME : PLACE_CELL, id);
	return e == OK && thing == ADM_CALENDAR ? calendar_parts(db, a, id, row) : e;
}

enum err
store_admin_write(struct db *db, struct arena *a, enum admin_thing thing, enum admin_op op, const char *key,
    const struct admin_values *row, usec_t at)
{
	enum err e;

	if (op == OP_ADD)
		return add_row(db, a, thing, NULL, row, at);
	if (op == OP_END)
		return end_row(db, thing, key, at);
	if (things[thing].set != NONE)
		return set_row(db, a, thing, key, row, at);
	e = end_row(db, thing, key, at);
	return e == OK ? add_row(db, a, thing, key, row, at) : e;
}

enum err
store_admin_roles_of(struct db *db, int64_t user, usec_t at, uint64_t *roles)
{
	const struct db_arg args[] = { DB_I64(user), DB_TIME(at) };
	int64_t bits = 0;
	enum err e = db_number(db, SQL_ADMIN_ROLES_OF, args, N(args), &bits);

	if (e == OK)
		*roles = (uint64_t)bits;
	return e;
}

enum err
store_admin_perms_of(struct db *db, struct arena *a, int64_t role, uint64_t *perms)
{
	static const struct db_col cols[] = { COL_STR(code_row, code) };
	const struct db_arg args[] = { DB_I64(role) };
	struct code_row *rows;
	size_t n;
	enum err e = db_all(db, SQL_ADMIN_PERMS_OF, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	*perms = 0;
	for (size_t i = 0; e == OK && i < n; i++)
		if (perm_of_code(rows[i].code) != PERM_MAX)
			*perms |= perm_bit(perm_of_code(rows[i].code));
	return e;
}

enum err
store_admin_others(struct db *db, int64_t role, int64_t user, usec_t at, int64_t *n)
{
	const struct db_arg args[] = { DB_I64(role), DB_I64(user), DB_TIME(at), DB_TIME(at) };

	return db_number(db, SQL_ADMIN_OTHERS_WITH_ROLE, args, N(args), n);
}

enum err
store_admin_others_told(struct db *db, const char *audience, int64_t role, int64_t *n)
{
	const struct db_arg args[] = { DB_STR(audience), DB_I64(role) };

	return db_number(db, SQL_ADMIN_OTHERS_TOLD, args, N(args), n);
}

enum err
store_admin_unit_above(struct db *db, int64_t which, int64_t above, bool *is)
{
	const struct db_arg args[] = { DB_I64(which), DB_I64(above) };
	int64_t n = 0;
	enum err e = db_number(db, SQL_ADMIN_UNIT_ABOVE, args, N(args), &n);

	if (e == OK)
		*is = n > 0;
	return e;
}
