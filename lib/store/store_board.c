#include "config.h"
#include "lib/store/store_board.h"

#include <stddef.h>

#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_board_units(struct db *db, struct arena *a, usec_t now, usec_t until, struct board_unit **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(board_unit, unit_id), COL_I64(board_unit, n), COL_I64(board_unit, late), COL_I64(board_unit, today),
		COL_I64(board_unit, hazard), COL_I64(board_unit, urgent), COL_I64(board_unit, rework),
		COL_I64(board_unit, returned),
	};
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now), DB_TIME(until) };

	return db_all(db, SQL_BOARD_UNITS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_board_hours(struct db *db, struct arena *a, usec_t now, struct board_hour **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(board_hour, hour), COL_I64(board_hour, n) };
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now), DB_TIME(now + BOARD_HOURS * USEC_HOUR) };

	return db_all(db, SQL_BOARD_HOURS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_board_day(struct db *db, usec_t since, struct board_day *out)
{
	static const struct db_col cols[] = { COL_I64(board_day, received), COL_I64(board_day, closed) };
	const struct db_arg args[] = { DB_TIME(since), DB_TIME(since) };

	return db_one(db, SQL_BOARD_DAY, args, N(args), cols, N(cols), NULL, out);
}

enum err
store_board_points(struct db *db, struct arena *a, usec_t since, struct board_point **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(board_point, id), COL_I64(board_point, case_id), COL_I64(board_point, class_id),
		COL_I64(board_point, cell_id), COL_I32(board_point, lat), COL_I32(board_point, lon),
		COL_TIME(board_point, at), COL_STR(board_point, number), COL_STR(board_point, address),
		COL_I32(board_point, state), COL_I64(board_point, senders),
	};
	const struct db_arg args[] = { DB_TIME(since), DB_TIME(since) };

	return db_all(db, SQL_BOARD_POINTS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_board_figures(struct db *db, struct arena *a, const int32_t *days, size_t n_days, struct board_figure **out,
    size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(board_figure, day), COL_I64(board_figure, class_id), COL_I64(board_figure, unit_id),
		COL_I64(board_figure, base_cell_id), COL_I64(board_figure, n_report), COL_I64(board_figure, n_late),
		COL_I64(board_figure, n_rework),
	};
	struct db_arg args[BOARD_DAYS];

	for (size_t i = 0; i < N(args); i++)
		args[i] = i < n_days ? DB_I64(days[i]) : DB_NULL;
	return db_all(db, SQL_BOARD_FIGURES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_board_habit(struct db *db, struct arena *a, int32_t from, int32_t to, struct board_habit **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(board_habit, class_id), COL_I64(board_habit, base_cell_id), COL_I64(board_habit, n),
	};
	const struct db_arg args[] = { DB_I64(from), DB_I64(to) };

	return db_all(db, SQL_BOARD_HABIT, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_board_first(struct db *db, int64_t *day)
{
	return db_number(db, SQL_BOARD_FIRST, NULL, 0, day);
}
