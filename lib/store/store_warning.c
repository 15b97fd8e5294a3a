#include "config.h"
#include "lib/store/store_warning.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_warning_levels(struct db *db, struct arena *a, usec_t at, struct warning_level **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(warning_level, id), COL_I64(warning_level, class_id), COL_I32(warning_level, percent),
		COL_STR(warning_level, audiences),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_WARNING_LEVELS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_warning_unplanned(struct db *db, struct arena *a, struct unplanned_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(unplanned_row, case_id), COL_I32(unplanned_row, seq), COL_TIME(unplanned_row, started),
		COL_TIME(unplanned_row, due), COL_I32(unplanned_row, unit), COL_I64(unplanned_row, calendar_id),
		COL_I64(unplanned_row, class_id), COL_BOOL(unplanned_row, paused),
	};

	return db_all(db, SQL_WARNING_UNPLANNED, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_warning_plan(struct db *db, const struct unplanned_row *p, int64_t level_id, usec_t at)
{
	const struct db_arg args[] = { DB_I64(p->case_id), DB_I64(p->seq), DB_I64(level_id), DB_TIME(p->due), DB_TIME(at) };

	return db_exec(db, SQL_WARNING_PLAN, args, N(args), NULL, NULL);
}

enum err
store_warning_drop(struct db *db, usec_t now)
{
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now) };

	return db_exec(db, SQL_WARNING_DROP, args, N(args), NULL, NULL);
}

enum err
store_warnings_due(struct db *db, struct arena *a, usec_t now, struct warning_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(warning_row, case_id), COL_I32(warning_row, seq), COL_I64(warning_row, level_id),
		COL_TIME(warning_row, due), COL_I32(warning_row, percent), COL_STR(warning_row, audiences),
	};
	const struct db_arg args[] = { DB_TIME(now) };

	return db_all(db, SQL_WARNING_DUE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_warning_told(struct db *db, const struct warning_row *w, usec_t now, int32_t event_seq, bool *mine)
{
	const struct db_arg args[] = { DB_TIME(now), DB_I64(w->level_id), DB_I64(event_seq), DB_I64(w->case_id),
		DB_I64(w->seq), DB_TIME(w->due), DB_TIME(now) };
	int64_t changed = 0;
	enum err e = db_exec(db, SQL_WARNING_TOLD, args, N(args), &changed, NULL);

	if (e == OK)
		*mine = changed > 0;
	return e;
}

struct setting_pair {
	const char *name, *value;
};

enum err
store_stuck_settings(struct db *db, struct arena *a, usec_t now, struct stuck_filter *f)
{
	static const struct db_col cols[] = { COL_STR(setting_pair, name), COL_STR(setting_pair, value) };
	const struct db_arg args[] = { DB_TIME(now) };
	struct setting_pair *rows;
	int64_t days = 5, v;
	size_t n;
	enum err e = db_all(db, SQL_SETTINGS_NOW, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	f->returns = 3;
	f->dispatches = 2;
	for (size_t i = 0; e == OK && i < n; i++) {
		if (!parse_i64(rows[i].value, 1, 3650, &v))
			continue;
		if (strcmp(rows[i].name, "stuck_days") == 0)
			days = v;
		else if (strcmp(rows[i].name, "stuck_returns") == 0)
			f->returns = (int32_t)v;
		else if (strcmp(rows[i].name, "stuck_dispatches") == 0)
			f->dispatches = (int32_t)v;
	}
	f->idle_since = now - days * USEC_DAY;
	return e;
}

#define IN_QUEUE(kind, field) { DB_COL_##kind, offsetof(struct stuck_row, q.field), #field }

enum err
store_stuck(struct db *db, struct arena *a, const struct stuck_filter *f, struct stuck_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		IN_QUEUE(I64, id), IN_QUEUE(STR, number), IN_QUEUE(I32, state),
		IN_QUEUE(I32, source), IN_QUEUE(I64, queue_key), IN_QUEUE(TIME, stage_due),
		IN_QUEUE(TIME, due_at), IN_QUEUE(TIME, received_at), IN_QUEUE(BOOL, hazard),
		IN_QUEUE(BOOL, urgent), IN_QUEUE(I32, rework_count), IN_QUEUE(STR, address),
		IN_QUEUE(STR, description), IN_QUEUE(I64, class_id), IN_QUEUE(I64, unit_id),
		IN_QUEUE(I64, base_cell_id), COL_TIME(stuck_row, stage_started),
		COL_I32(stuck_row, return_count), COL_I32(stuck_row, round),
	};
	const struct db_arg args[] = { DB_TIME(f->idle_since), DB_I64(f->returns), DB_I64(f->dispatches),
		DB_I64(f->after_id != 0 ? f->after : INT64_MIN), DB_I64(f->after_id), DB_REF(f->unit_id), DB_REF(f->unit_id) };

	return db_all(db, SQL_STUCK_CASES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
