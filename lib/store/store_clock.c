#include "config.h"
#include "lib/store/store_clock.h"

#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_clock_rows(struct db *db, struct arena *a, int64_t case_id, struct clock_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I32(clock_row, part), COL_I32(clock_row, seq), COL_I32(clock_row, what), COL_I32(clock_row, round),
		COL_TIME(clock_row, started), COL_TIME(clock_row, due), COL_TIME(clock_row, original_due),
		COL_TIME(clock_row, ended), COL_TIME(clock_row, late_at), COL_I32(clock_row, amount),
		COL_I32(clock_row, unit), COL_I64(clock_row, calendar_id), COL_I32(clock_row, event),
		COL_STR(clock_row, who),
	};
	const struct db_arg id = DB_I64(case_id);
	const struct db_arg args[] = { id, id, id, id, id };

	return db_all(db, SQL_CLOCK_ROWS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_office_changes(struct db *db, struct arena *a, usec_t until, struct instant_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_TIME(instant_row, at) };
	const struct db_arg args[] = { DB_TIME(until), DB_TIME(until) };

	return db_all(db, SQL_CLOCK_OFFICE_CHANGES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
