#include "config.h"
#include "lib/store/store_press.h"

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_press_letters(struct db *db, struct arena *a, struct period p, struct press_letter **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(press_letter, case_id), COL_I64(press_letter, unit_id),
		COL_I32(press_letter, year), COL_I32(press_letter, no), COL_STR(press_letter, unit_zh),
		COL_STR(press_letter, unit_en), COL_STR(press_letter, number), COL_TIME(press_letter, signed_at),
		COL_TIME(press_letter, due) };
	const struct db_arg args[] = { DB_I64(civil_of(p.from).year), DB_I64(civil_of(p.to - 1).year), DB_TIME(p.from),
		DB_TIME(p.to) };

	return db_all(db, SQL_PRESS_LETTERS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_press_supervised(struct db *db, struct arena *a, struct period p, struct press_supervised **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(press_supervised, id), COL_STR(press_supervised, number),
		COL_I64(press_supervised, class_id), COL_I64(press_supervised, unit_id), COL_TIME(press_supervised, since) };
	const struct db_arg args[] = { DB_TIME(p.from), DB_TIME(p.to) };

	return db_all(db, SQL_PRESS_SUPERVISED, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_press_matters(struct db *db, struct arena *a, struct period p, struct press_matter **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(press_matter, id), COL_I32(press_matter, kind),
		COL_I32(press_matter, origin), COL_STR(press_matter, title), COL_STR(press_matter, address),
		COL_STR(press_matter, unit_zh), COL_STR(press_matter, unit_en), COL_STR(press_matter, owner),
		COL_STR(press_matter, owner_en), COL_TIME(press_matter, opened_at), COL_TIME(press_matter, closed_at),
		COL_I32(press_matter, state), COL_TIME(press_matter, due), COL_STR(press_matter, last) };
	const struct db_arg args[] = { DB_TIME(p.to), DB_TIME(p.from) };

	return db_all(db, SQL_PRESS_MATTERS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static const char *
list_of(struct arena *a, const int64_t *ids, size_t n)
{
	struct buf list;

	buf_init(&list, a);
	buf_chr(&list, '[');
	for (size_t i = 0; i < n; i++)
		buf_printf(&list, "%s%lld", i == 0 ? "" : ",", (long long)ids[i]);
	buf_chr(&list, ']');
	return list.s;
}

enum err
store_press_hard(struct db *db, struct arena *a, const int64_t *ids, size_t n_ids, struct press_hard **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(press_hard, id), COL_STR(press_hard, address),
		COL_STR(press_hard, description), COL_TIME(press_hard, received_at) };
	const struct db_arg args[] = { DB_STR(list_of(a, ids, n_ids)) };

	return db_all(db, SQL_PRESS_HARD, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_press_steps(struct db *db, struct arena *a, const int64_t *ids, size_t n_ids, usec_t until,
    struct press_step **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(press_step, case_id), COL_TIME(press_step, at),
		COL_I32(press_step, kind), COL_STR(press_step, who), COL_STR(press_step, who_en),
		COL_STR(press_step, words) };
	const struct db_arg args[] = { DB_STR(list_of(a, ids, n_ids)), DB_TIME(until) };

	return db_all(db, SQL_PRESS_STEPS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_press_upkeep(struct db *db, struct arena *a, int32_t span, int32_t first_day, int32_t last_day,
    struct press_upkeep **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(press_upkeep, unit_id), COL_STR(press_upkeep, code),
		COL_STR(press_upkeep, unit_zh), COL_STR(press_upkeep, unit_en), COL_I64(press_upkeep, components),
		COL_I64(press_upkeep, due), COL_I64(press_upkeep, closed), COL_I64(press_upkeep, ontime),
		COL_I64(press_upkeep, rework) };
	const struct db_arg args[] = { DB_I64(span), DB_I64(first_day), DB_I64(last_day),
		DB_I64((int64_t)1 << N_CLOSE_DUE), DB_I64((int64_t)1 << N_CLOSE), DB_I64((int64_t)1 << N_CLOSE_ONTIME),
		DB_I64((int64_t)1 << N_REWORK) };

	return db_all(db, SQL_PRESS_UPKEEP, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
