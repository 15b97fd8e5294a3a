#include "config.h"
#include "lib/store/store_score.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/secret.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

/* --- schemes --------------------------------------------------------------- */

enum err
store_score_schemes(struct db *db, struct arena *a, const char *target, usec_t at, struct score_scheme_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_STR(score_scheme_row, code), COL_STR(score_scheme_row, target), COL_STR(score_scheme_row, name_zh),
		COL_STR(score_scheme_row, name_en), COL_BOOL(score_scheme_row, main), COL_STR(score_scheme_row, least_count),
		COL_I64(score_scheme_row, least),
	};
	const struct db_arg args[] = { DB_STR(target), DB_STR(target), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_SCORE_SCHEMES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

struct part_row {
	int32_t form;
	const char *indicator;
	int32_t weight;
	bool lower, per_cell;
	int32_t source, floor, cost, cost_more, more_from;
	const char *steps, *group_code;
};

static enum err
part_of_row(const struct part_row *r, struct score_part *p)
{
	*p = (struct score_part){ .form = (enum score_form)r->form, .indicator = r->indicator, .weight = r->weight,
		.lower = r->lower, .per_cell = r->per_cell, .source = r->source, .floor = r->floor, .cost = r->cost,
		.cost_more = r->cost_more, .more_from = r->more_from, .group = r->group_code };
	if (r->steps[0] != '\0' && !score_steps_read(r->steps, p->steps, &p->n_steps))
		return err_raise(ERR_INTERNAL, "steps of a score that cannot be read: %s", r->indicator);
	if (score_part_fault(p) != NULL)
		return err_raise(ERR_INTERNAL, "a part of a score that cannot be: %s", r->indicator);
	return OK;
}

enum err
store_score_scheme(struct db *db, struct arena *a, const struct score_scheme_row *row, usec_t at, struct score_scheme **out)
{
	static const struct db_col cols[] = {
		COL_I32(part_row, form), COL_STR(part_row, indicator), COL_I32(part_row, weight), COL_BOOL(part_row, lower),
		COL_BOOL(part_row, per_cell), COL_I32(part_row, source), COL_I32(part_row, floor), COL_I32(part_row, cost),
		COL_I32(part_row, cost_more), COL_I32(part_row, more_from), COL_STR(part_row, steps), COL_STR(part_row, group_code),
	};
	const struct db_arg args[] = { DB_STR(row->code), DB_TIME(at), DB_TIME(at) };
	struct score_scheme *s = arena_new_of(a, struct score_scheme);
	struct part_row *parts;
	size_t n;
	enum err e = db_all(db, SQL_SCORE_PARTS, args, N(args), cols, N(cols), a, sizeof(*parts), &parts, &n);

	if (e == OK && n > SCORE_PARTS_MAX)
		return err_raise(ERR_INTERNAL, "a score has too many parts: %s", row->code);
	*s = (struct score_scheme){ .code = row->code, .target = row->target, .name_zh = row->name_zh,
		.name_en = row->name_en, .least_count = row->least_count, .least = row->least };
	for (size_t i = 0; i < n && e == OK; i++)
		e = part_of_row(&parts[i], &s->parts[s->n_parts++]);
	*out = s;
	return e;
}

enum err
store_score_grades(struct db *db, struct arena *a, usec_t at, struct score_grade **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_STR(score_grade, letter), COL_I32(score_grade, least), COL_STR(score_grade, colour),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_SCORE_GRADES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_score_cells(struct db *db, struct arena *a, usec_t at, struct score_cells **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(score_cells, community), COL_I64(score_cells, n) };
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_SCORE_CELLS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_score_given(struct db *db, struct arena *a, int32_t from_day, int32_t to_day, struct score_given **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(score_given, round_id), COL_I32(score_given, weight), COL_I64(score_given, unit_id),
		COL_I64(score_given, points), COL_I64(score_given, possible),
	};
	const struct db_arg args[] = { DB_I64(from_day), DB_I64(to_day) };

	return db_all(db, SQL_SCORE_GIVEN, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

/* --- rounds ---------------------------------------------------------------- */

enum err
store_assess_rounds(struct db *db, struct arena *a, int64_t id, struct assess_round **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(assess_round, id), COL_I32(assess_round, kind), COL_STR(assess_round, name),
		COL_I32(assess_round, first_day), COL_I32(assess_round, last_day), COL_I32(assess_round, weight),
		COL_TIME(assess_round, made_at), COL_TIME(assess_round, closed_at), COL_I64(assess_round, sheets),
		COL_I64(assess_round, units),
	};
	const struct db_arg args[] = { DB_I64(id), DB_I64(id) };

	return db_all(db, SQL_ASSESS_ROUNDS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_assess_items(struct db *db, struct arena *a, int64_t round_id, struct assess_item **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(assess_item, seq), COL_STR(assess_item, name), COL_I32(assess_item, points),
	};
	const struct db_arg args[] = { DB_I64(round_id) };

	return db_all(db, SQL_ASSESS_ITEMS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_assess_sheets(struct db *db, struct arena *a, int64_t round_id, struct assess_sheet **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(assess_sheet, id), COL_I64(assess_sheet, unit_id), COL_STR(assess_sheet, unit_zh),
		COL_STR(assess_sheet, unit_en), COL_STR(assess_sheet, assessor), COL_STR(assess_sheet, note),
		COL_TIME(assess_sheet, put_at), COL_TIME(assess_sheet, undone_at), COL_I64(assess_sheet, points),
	};
	const struct db_arg args[] = { DB_I64(round_id) };

	return db_all(db, SQL_ASSESS_SHEETS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_assess_by_key(struct db *db, struct arena *a, const unsigned char *key, int64_t *round_id)
{
	struct id_row {
		int64_t id;
	} row;
	static const struct db_col cols[] = { COL_I64(id_row, id) };
	const struct db_arg args[] = { DB_BLOB(key, HASH_LEN), DB_BLOB(key, HASH_LEN) };
	enum err e = db_one(db, SQL_ASSESS_BY_KEY, args, N(args), cols, N(cols), a, &row);

	if (e == OK)
		*round_id = row.id;
	return e;
}

enum err
store_assess_lock(struct db *db, struct arena *a, int64_t round_id, bool *closed)
{
	struct lock_row {
		int64_t id;
		bool closed;
	} row;
	static const struct db_col cols[] = { COL_I64(lock_row, id), COL_BOOL(lock_row, closed) };
	const struct db_arg args[] = { DB_I64(round_id) };
	enum err e = db_one(db, SQL_ASSESS_ROUND_LOCK, args, N(args), cols, N(cols), a, &row);

	if (e == OK)
		*closed = row.closed;
	return e;
}

enum err
store_assess_round_add(struct db *db, const struct assess_round *r, int64_t user_id, const unsigned char *key, int64_t *id)
{
	const struct db_arg args[] = { DB_I64(r->kind), DB_STR(r->name), DB_I64(r->first_day), DB_I64(r->last_day),
		DB_I64(r->weight), DB_I64(user_id), DB_TIME(r->made_at), DB_BLOB(key, HASH_LEN) };

	return db_exec(db, SQL_ASSESS_ROUND_ADD, args, N(args), NULL, id);
}

enum err
store_assess_item_add(struct db *db, int64_t round_id, const struct assess_item *i)
{
	const struct db_arg args[] = { DB_I64(round_id), DB_I64(i->seq), DB_STR(i->name), DB_I64(i->points) };

	return db_exec(db, SQL_ASSESS_ITEM_ADD, args, N(args), NULL, NULL);
}

enum err
store_assess_close(struct db *db, int64_t round_id, int64_t user_id, usec_t at, int64_t *changed)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_TIME(at), DB_I64(round_id) };

	return db_exec(db, SQL_ASSESS_ROUND_CLOSE, args, N(args), changed, NULL);
}

enum err
store_assess_sheet_add(struct db *db, int64_t round_id, const struct assess_sheet *s, int64_t user_id,
    const unsigned char *key, int64_t *id)
{
	const struct db_arg args[] = { DB_I64(round_id), DB_I64(s->unit_id), DB_STR(s->assessor), DB_STR(s->note),
		DB_I64(user_id), DB_TIME(s->put_at), DB_BLOB(key, HASH_LEN) };

	return db_exec(db, SQL_ASSESS_SHEET_ADD, args, N(args), NULL, id);
}

enum err
store_assess_point_add(struct db *db, int64_t sheet_id, int32_t seq, int32_t points)
{
	const struct db_arg args[] = { DB_I64(sheet_id), DB_I64(seq), DB_I64(points) };

	return db_exec(db, SQL_ASSESS_POINT_ADD, args, N(args), NULL, NULL);
}

enum err
store_assess_undo(struct db *db, int64_t round_id, int64_t sheet_id, int64_t user_id, usec_t at, int64_t *changed)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_TIME(at), DB_I64(sheet_id), DB_I64(round_id) };

	return db_exec(db, SQL_ASSESS_SHEET_UNDO, args, N(args), changed, NULL);
}
