/* Grid cells and components as files have them: sql/query/admin_file.sql. */
#include "config.h"
#include "lib/store/store_admin.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

/* A thing's statements for files. */
struct file_sql {
	enum sql_id rows, part, marks, add, set, end, touch;
};

static const struct file_sql *
sql_of(enum admin_thing thing)
{
	static const struct file_sql cell = { SQL_FILE_ROWS_CELL, SQL_FILE_PART_CELL, SQL_FILE_MARKS_CELL, SQL_FILE_ADD_CELL,
		SQL_FILE_SET_CELL, SQL_FILE_END_CELL, SQL_FILE_TOUCH_CELL };
	static const struct file_sql component = { SQL_FILE_ROWS_COMPONENT, SQL_FILE_PART_COMPONENT,
		SQL_FILE_MARKS_COMPONENT, SQL_FILE_ADD_COMPONENT, SQL_FILE_SET_COMPONENT, SQL_MAX, SQL_FILE_TOUCH_COMPONENT };

	return thing == ADM_CELL ? &cell : &component;
}

static enum err
lines(struct db *db, struct arena *a, enum admin_thing thing, enum sql_id id, const struct db_arg *args, size_t n_args,
    struct admin_file_line **out, size_t *n)
{
	const struct admin_def *d = admin_def(thing);
	struct db_col cols[ADMIN_COLS + 1];

	/* by their names: a column more in the table and not in the statements is told at once */
	for (size_t i = 0; i < d->n_cols; i++)
		cols[i] = (struct db_col){ DB_COL_STR, offsetof(struct admin_file_line, row.v) + i * sizeof(const char *), d->cols[i].name };
	cols[d->n_cols] = (struct db_col)COL_STR(admin_file_line, ended);
	return db_all(db, id, args, n_args, cols, d->n_cols + 1, a, sizeof(**out), out, n);
}

enum err
store_admin_file_rows(struct db *db, struct arena *a, enum admin_thing thing, const char *codes, usec_t at,
    struct admin_file_line **out, size_t *n)
{
	const struct db_arg args[] = { DB_STR(codes), DB_TIME(at) };

	return lines(db, a, thing, sql_of(thing)->rows, args, N(args), out, n);
}

enum err
store_admin_file_part(struct db *db, struct arena *a, enum admin_thing thing, const char *of, const char *after,
    usec_t at, struct admin_file_line **out, size_t *n)
{
	const struct db_arg args[] = { DB_STR(of), DB_STR(after), DB_TIME(at) };

	return lines(db, a, thing, sql_of(thing)->part, args, N(args), out, n);
}

static const struct db_col option_cols[] = {
	COL_STR(admin_option, value), COL_STR(admin_option, label_zh), COL_STR(admin_option, label_en),
};

enum err
store_admin_file_marks(struct db *db, struct arena *a, enum admin_thing thing, usec_t at, struct admin_option **out,
    size_t *n)
{
	const struct db_arg args[] = { DB_I64(ADMIN_FILE_MAX), DB_TIME(at) };

	return db_all(db, sql_of(thing)->marks, args, N(args), option_cols, N(option_cols), a, sizeof(**out), out, n);
}

enum err
store_admin_codes(struct db *db, struct arena *a, enum admin_ref ref, usec_t at, struct admin_option **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(at) };
	const enum sql_id id = ref == REF_UNIT ? SQL_FILE_CODES_UNIT : ref == REF_LAYER ? SQL_FILE_CODES_LAYER :
	    SQL_FILE_CODES_CLASS;

	return db_all(db, id, args, N(args), option_cols, N(option_cols), a, sizeof(**out), out, n);
}

enum err
store_admin_file_write(struct db *db, enum admin_thing thing, enum admin_op op, const char *rows, usec_t at, size_t want)
{
	const struct file_sql *q = sql_of(thing);
	const struct db_arg args[] = { DB_STR(rows), DB_TIME(at) };
	int64_t n = 0;
	enum err e = db_exec(db, op == OP_ADD ? q->add : op == OP_CHANGE ? q->set : q->end, args, N(args), &n, NULL);

	if (e == OK && n != (int64_t)want)
		return err_raise(ERR_CONFLICT, "%lld rows written instead of %zu", (long long)n, want);
	return e;
}

enum err
store_admin_file_touches(struct db *db, enum admin_thing thing, const char *codes, int64_t *n)
{
	const struct db_arg args[] = { DB_STR(codes) };

	return db_number(db, sql_of(thing)->touch, args, N(args), n);
}
