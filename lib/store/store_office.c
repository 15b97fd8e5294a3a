/* The office at an instant: calendar, limits of its own steps, settings. */
#include "config.h"
#include "lib/store/store_catalog.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/num.h"
#include "lib/db/row.h"
#include "lib/rule/calendar.h"

#include "lib/base/banned.h"

/* How far a calendar reaches around the instant: promises are short, rules are by year. */
enum { DAYS_BACK = 800, DAYS_AHEAD = 800 };

struct calendar_row {
	int64_t id;
	int32_t duty_from_min, duty_to_min, day_hours;
};
struct window_row {
	int32_t weekday, from_min, to_min;
};
struct day_row {
	int32_t day, kind;
	const char *name_zh, *name_en;
};
struct pair_row {
	const char *name, *value;
};
struct limit_row {
	const char *code;
	int32_t amount, unit;
};

static const struct db_col calendar_cols[] = {
	COL_I64(calendar_row, id), COL_I32(calendar_row, duty_from_min),
	COL_I32(calendar_row, duty_to_min), COL_I32(calendar_row, day_hours),
};

static enum err
windows(struct db *db, struct arena *a, int64_t id, struct calendar_spec *spec)
{
	static const struct db_col cols[] = {
		COL_I32(window_row, weekday), COL_I32(window_row, from_min), COL_I32(window_row, to_min),
	};
	const struct db_arg args[] = { DB_I64(id) };
	struct window_row *rows;
	struct cal_window *w;
	size_t n;
	enum err e = db_all(db, SQL_CALENDAR_WINDOWS, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	if (e != OK)
		return e;
	w = arena_array_of(a, struct cal_window, n);
	for (size_t i = 0; i < n; i++)
		w[i] = (struct cal_window){ rows[i].weekday, rows[i].from_min, rows[i].to_min };
	spec->windows = w;
	spec->n_windows = n;
	return OK;
}

static enum err
exceptions(struct db *db, struct arena *a, int64_t id, struct calendar_spec *spec)
{
	static const struct db_col cols[] = {
		COL_I32(day_row, day), COL_I32(day_row, kind), COL_STR(day_row, name_zh),
		COL_STR(day_row, name_en),
	};
	const struct db_arg args[] = { DB_I64(id) };
	struct day_row *rows;
	struct cal_exception *x;
	size_t n;
	enum err e = db_all(db, SQL_CALENDAR_DAYS, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	if (e != OK)
		return e;
	x = arena_array_of(a, struct cal_exception, n);
	for (size_t i = 0; i < n; i++)
		x[i] = (struct cal_exception){ rows[i].day, (enum cal_kind)rows[i].kind, rows[i].name_zh,
			rows[i].name_en };
	spec->exceptions = x;
	spec->n_exceptions = n;
	return OK;
}

static enum err
build(struct db *db, struct arena *a, const struct calendar_row *row, int32_t first, int32_t last,
    const struct calendar **out)
{
	struct calendar_spec spec = { .makeup_weekday = 1, .duty_from = row->duty_from_min,
		.duty_to = row->duty_to_min, .workday_usec = row->day_hours * USEC_HOUR,
		.first_day = first, .last_day = last, .version = row->id };
	enum err e = windows(db, a, row->id, &spec);

	if (e == OK)
		e = exceptions(db, a, row->id, &spec);
	return e == OK ? calendar_build(a, &spec, out) : e;
}

enum err
store_calendar(struct db *db, struct arena *a, int64_t id, int32_t first_day, int32_t last_day,
    const struct calendar **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct calendar_row row = { 0 };
	enum err e = db_one(db, SQL_CALENDAR_BY_ID, args, N(args), calendar_cols, N(calendar_cols), a, &row);

	return e == OK ? build(db, a, &row, first_day, last_day, out) : e;
}

static enum err
limits(struct db *db, struct arena *a, usec_t at, struct office *o)
{
	static const struct db_col cols[] = {
		COL_STR(limit_row, code), COL_I32(limit_row, amount), COL_I32(limit_row, unit),
	};
	const struct db_arg args[] = { DB_TIME(at) };
	struct limit_row *rows;
	size_t n, known = 0;
	enum err e = db_all(db, SQL_STAGE_LIMITS_NOW, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		for (enum lim l = LIM_NONE + 1; l < LIM_MAX; l++)
			if (strcmp(rows[i].code, lim_code(l)) == 0) {
				o->limits[l] = (struct stage_limit){ rows[i].amount, (enum limit_unit)rows[i].unit };
				known++;
			}
	if (e == OK && known != LIM_MAX - 1)
		return err_raise(ERR_INTERNAL, "%zu of %d limits are set: run \"anjuan seed\"", known, LIM_MAX - 1);
	return e;
}

static enum err
settings(struct db *db, struct arena *a, usec_t at, struct office *o)
{
	static const struct db_col cols[] = { COL_STR(pair_row, name), COL_STR(pair_row, value) };
	const struct db_arg args[] = { DB_TIME(at) };
	struct pair_row *rows;
	int64_t v;
	size_t n;
	enum err e = db_all(db, SQL_SETTINGS_NOW, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	o->archive_days = 30;
	o->book_minutes = 30;
	o->fonds = "0001";
	o->archive_office = "CGZX";
	o->box_items = 50;
	o->keep[KEEP_PLAIN] = 10;
	for (enum keep_mark m = KEEP_HAZARD; m < KEEP_MAX; m++)
		o->keep[m] = 30;
	o->site_tolerance = o->extend_chief = 100;
	o->extend_commander = 300;
	o->reopen_days = 7;
	o->designate_after = 2;
	o->claim_minutes = 5;
	o->history_days = 365;
	o->history_min = 20;
	for (size_t i = 0; e == OK && i < n; i++) {
		const struct {
			const char *name;
			int32_t *to;
		} numbers[] = {
			{ "archive_days", &o->archive_days }, { "book_minutes", &o->book_minutes }, { "box_items", &o->box_items }, { "site_tolerance", &o->site_tolerance },
			{ "extend_chief", &o->extend_chief }, { "extend_commander", &o->extend_commander },
			{ "reopen_days", &o->reopen_days }, { "designate_after", &o->designate_after },
			{ "claim_minutes", &o->claim_minutes },
			{ "history_days", &o->history_days }, { "history_min", &o->history_min },
		};

		if (strcmp(rows[i].name, "returns") == 0)
			o->short_returns = strcmp(rows[i].value, "short") == 0;
		else if (strcmp(rows[i].name, "close") == 0)
			o->acceptor_closes = strcmp(rows[i].value, "acceptor") == 0;
		else if (strcmp(rows[i].name, "squad_review") == 0)
			o->squad_review = strcmp(rows[i].value, "yes") == 0;
		else if (strcmp(rows[i].name, "record_upward") == 0)
			o->record_upward = strcmp(rows[i].value, "yes") == 0;
		else if (strcmp(rows[i].name, "fonds") == 0)
			o->fonds = rows[i].value;
		else if (strcmp(rows[i].name, "archive_office") == 0)
			o->archive_office = rows[i].value;
		for (enum keep_mark m = KEEP_PLAIN; m < KEEP_MAX; m++)
			if (strcmp(rows[i].name, keep_setting(m)) == 0 && keep_years_of(rows[i].value) >= 0)
				o->keep[m] = keep_years_of(rows[i].value);
		for (size_t k = 0; k < N(numbers); k++)
			if (strcmp(rows[i].name, numbers[k].name) == 0 && parse_i64(rows[i].value, 0, 1000000, &v))
				*numbers[k].to = (int32_t)v;
	}
	return e;
}

enum err
store_identity(struct db *db, struct arena *a, usec_t at, struct office_identity *out)
{
	static const struct db_col cols[] = { COL_STR(pair_row, name), COL_STR(pair_row, value) };
	const struct db_arg args[] = { DB_TIME(at) };
	struct pair_row *rows;
	size_t n;
	enum err e = db_all(db, SQL_SETTINGS_NOW, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &n);

	if (e != OK)
		return e;
	*out = (struct office_identity){ "", "", "" };
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows[i].name, "office_name") == 0)
			out->name = rows[i].value;
		else if (strcmp(rows[i].name, "office_name_en") == 0)
			out->name_en = rows[i].value;
		else if (strcmp(rows[i].name, "office_phone") == 0)
			out->phone = rows[i].value;
	return OK;
}

enum err
store_office(struct db *db, struct arena *a, usec_t at, struct office **out)
{
	const struct db_arg args[] = { DB_TIME(at) };
	struct office *o = arena_new_of(a, struct office);
	struct calendar_row row = { 0 };
	int32_t day = day_of(at);
	enum err e = db_one(db, SQL_CALENDAR_NOW, args, N(args), calendar_cols, N(calendar_cols), a, &row);

	if (e == ERR_NOT_FOUND)
		return err_raise(ERR_INTERNAL, "no calendar: run \"anjuan seed\"");
	if (e == OK)
		e = build(db, a, &row, day - DAYS_BACK, day + DAYS_AHEAD, &o->cal);
	if (e == OK)
		e = limits(db, a, at, o);
	if (e == OK)
		e = settings(db, a, at, o);
	if (e == OK)
		*out = o;
	return e;
}
