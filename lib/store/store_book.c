/* The hand-over book of a shift. */
#include "config.h"
#include "lib/store/store_duty.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_book(struct db *db, struct arena *a, int32_t day, int64_t shift_id, struct book_row **out)
{
	static const struct db_col cols[] = {
		COL_STR(book_row, note), COL_I64(book_row, out_user), COL_STR(book_row, out_name), COL_STR(book_row, out_name_en),
		COL_TIME(book_row, out_at), COL_I64(book_row, in_user), COL_STR(book_row, in_name), COL_STR(book_row, in_name_en),
		COL_TIME(book_row, in_at), COL_STR(book_row, remark), COL_BOOL(book_row, for_next),
	};
	const struct db_arg args[] = { DB_I64(day), DB_I64(shift_id) };
	struct book_row *b = arena_new_of(a, struct book_row);
	enum err e = db_one(db, SQL_DUTY_BOOK, args, N(args), cols, N(cols), a, b);

	if (e == OK)
		*out = b;
	return e;
}

enum err
store_book_add(struct db *db, int32_t day, int64_t shift_id, const char *note, int64_t user_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(day), DB_I64(shift_id), DB_STR(note), DB_I64(user_id), DB_TIME(at) };

	return db_exec(db, SQL_DUTY_BOOK_ADD, args, N(args), NULL, NULL);
}

enum err
store_book_sign(struct db *db, int32_t day, int64_t shift_id, int64_t user_id, usec_t at, const char *remark,
    bool for_next)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_TIME(at), DB_STR(remark), DB_I64(for_next), DB_I64(day), DB_I64(shift_id),
		DB_I64(user_id) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_DUTY_BOOK_SIGN, args, N(args), &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_CONFLICT, "no book that this person may sign") : e;
}

enum err
store_book_lines(struct db *db, struct arena *a, int32_t day, int64_t shift_id, struct book_line **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(book_line, part), COL_I64(book_line, case_id), COL_STR(book_line, number), COL_I64(book_line, class_id),
		COL_STR(book_line, address), COL_I64(book_line, unit_id), COL_I32(book_line, state), COL_TIME(book_line, due),
		COL_I32(book_line, kind), COL_I32(book_line, n),
	};
	const struct db_arg args[] = { DB_I64(day), DB_I64(shift_id) };

	return db_all(db, SQL_DUTY_LINES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_book_line_add(struct db *db, int32_t day, int64_t shift_id, int32_t seq, const struct book_line *l)
{
	const struct db_arg args[] = { DB_I64(day), DB_I64(shift_id), DB_I64(l->part), DB_I64(seq), DB_REF(l->case_id),
		DB_REF(l->state), DB_TIME(l->due), DB_REF(l->kind), DB_REF(l->n) };

	return db_exec(db, SQL_DUTY_LINE_ADD, args, N(args), NULL, NULL);
}

static const struct db_col case_cols[] = {
	COL_I64(book_line, case_id), COL_STR(book_line, number), COL_I64(book_line, class_id), COL_STR(book_line, address),
	COL_I64(book_line, unit_id), COL_I32(book_line, state), COL_TIME(book_line, due),
};
static const struct db_col done_cols[] = { COL_I32(book_line, kind), COL_I32(book_line, n) };

enum err
store_books(struct db *db, struct arena *a, int32_t first, int32_t last, struct book_state **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(book_state, day), COL_I64(book_state, shift_id), COL_STR(book_state, name_zh), COL_STR(book_state, name_en),
		COL_I32(book_state, from_min), COL_I32(book_state, to_min), COL_TIME(book_state, out_at), COL_TIME(book_state, in_at),
	};
	const struct db_arg args[] = { DB_I64(first), DB_I64(last) };

	return db_all(db, SQL_DUTY_BOOKS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_book_compile(struct db *db, struct arena *a, usec_t since, usec_t from, usec_t until, struct book_line **out, size_t *n)
{
	const struct db_arg due[] = { DB_TIME(from), DB_TIME(until) }, done[] = { DB_TIME(since), DB_TIME(from) };
	const struct {
		enum sql_id id;
		const struct db_arg *args;
		size_t n_args;
	} from_sql[BOOK_PART_END] = {
		[BOOK_HAZARDS] = { SQL_DUTY_NOW_HAZARDS, NULL, 0 }, [BOOK_DUE] = { SQL_DUTY_NOW_DUE, due, N(due) },
		[BOOK_RETURNS] = { SQL_DUTY_NOW_RETURNS, NULL, 0 }, [BOOK_DONE] = { SQL_DUTY_NOW_DONE, done, N(done) },
		[BOOK_UNSIGNED] = { SQL_DUTY_NOW_UNSIGNED, NULL, 0 }, [BOOK_WAITS] = { SQL_DUTY_NOW_WAITS, NULL, 0 },
		[BOOK_ASKED] = { SQL_DUTY_NOW_ASKED, NULL, 0 },
	};
	struct book_line *part[BOOK_PART_END] = { NULL };
	size_t size[BOOK_PART_END] = { 0 }, all = 0, k = 0;
	enum err e = OK;

	for (int p = BOOK_HAZARDS; p < BOOK_PART_END && e == OK; p++) {
		e = db_all(db, from_sql[p].id, from_sql[p].args, from_sql[p].n_args, p == BOOK_DONE ? done_cols : case_cols,
		    p == BOOK_DONE ? N(done_cols) : N(case_cols), a, sizeof(**out), &part[p], &size[p]);
		all += size[p];
	}
	if (e != OK)
		return e;
	*out = arena_array_of(a, struct book_line, all);
	*n = all;
	for (int p = BOOK_HAZARDS; p < BOOK_PART_END; p++)
		for (size_t i = 0; i < size[p]; i++, k++) {
			(*out)[k] = part[p][i];
			(*out)[k].part = p;
			if (p == BOOK_DONE)
				(*out)[k].due = USEC_NONE;
		}
	return OK;
}
