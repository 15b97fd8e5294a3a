/* What the passing of the commander's powers is derived from: turns, people, leave. */
#include "config.h"
#include "lib/store/store_duty.h"

#include <stddef.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

/* A turn as the database has it. */
struct watch_row {
	int32_t day, from_min, to_min;
	int64_t role_id, user_id;
};

static enum err
read_watches(struct db *db, struct arena *a, usec_t from, usec_t until, struct duty_command *out)
{
	static const struct db_col cols[] = {
		COL_I32(watch_row, day), COL_I32(watch_row, from_min), COL_I32(watch_row, to_min), COL_I64(watch_row, role_id),
		COL_I64(watch_row, user_id),
	};
	const struct db_arg args[] = { DB_I64((int64_t)day_of(from) - 1), DB_I64((int64_t)day_of(until) + 1) };
	struct watch_row *rows;
	struct duty_watch *w;
	enum err e = db_all(db, SQL_DUTY_COMMAND, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &out->n_watches);

	if (e != OK)
		return e;
	out->watches = w = arena_array_of(a, struct duty_watch, out->n_watches);
	for (size_t i = 0; i < out->n_watches; i++) {
		w[i] = (struct duty_watch){ .role_id = rows[i].role_id, .user_id = rows[i].user_id };
		duty_span(rows[i].day, rows[i].from_min, rows[i].to_min, &w[i].from, &w[i].until);
	}
	return OK;
}

enum err
store_duty_commanders(struct db *db, struct arena *a, usec_t at, struct commander_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(commander_row, user_id), COL_I64(commander_row, role_id), COL_STR(commander_row, user_name),
		COL_STR(commander_row, user_name_en),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_DUTY_COMMANDERS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static enum err
read_people(struct db *db, struct arena *a, usec_t at, struct duty_command *out)
{
	struct commander_row *rows;
	struct duty_commander *p;
	enum err e = store_duty_commanders(db, a, at, &rows, &out->n_people);

	if (e != OK)
		return e;
	out->people = p = arena_array_of(a, struct duty_commander, out->n_people);
	for (size_t i = 0; i < out->n_people; i++)
		p[i] = (struct duty_commander){ rows[i].user_id, rows[i].role_id };
	return OK;
}

enum err
store_duty_command(struct db *db, struct arena *a, usec_t from, usec_t until, struct duty_command *out)
{
	static const struct db_col cols[] = {
		COL_I64(duty_absence, id), COL_I64(duty_absence, user_id), COL_I64(duty_absence, to_user),
		{ DB_COL_TIME, offsetof(struct duty_absence, from), "from_at" },
		{ DB_COL_TIME, offsetof(struct duty_absence, until), "until_at" },
	};
	const struct db_arg args[] = { DB_TIME(from), DB_TIME(until) };
	const usec_t now = clock_now();
	const struct db_arg days[] = { DB_I64((int64_t)day_of(from) - 1), DB_I64((int64_t)day_of(until) + 1) },
	    at[] = { DB_TIME(now), DB_TIME(now) };
	struct duty_absence *rows;
	struct duty_command d = { 0 };
	enum err e;

	/* Asked at each request of those who may command: the three travel together. */
	db_ahead(db, SQL_DUTY_COMMAND, days, N(days));
	db_ahead(db, SQL_DUTY_COMMANDERS, at, N(at));
	db_ahead(db, SQL_DUTY_ABSENCES, args, N(args));
	if ((e = read_watches(db, a, from, until, &d)) != OK || (e = read_people(db, a, now, &d)) != OK ||
	    (e = db_all(db, SQL_DUTY_ABSENCES, args, N(args), cols, N(cols), a, sizeof(*rows), &rows, &d.n_absences)) != OK)
		return e;
	d.absences = rows;
	*out = d;
	return OK;
}

enum err
store_absence_log(struct db *db, struct arena *a, struct absence_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(absence_row, id), COL_I64(absence_row, user_id), COL_STR(absence_row, user_name),
		COL_STR(absence_row, user_name_en), COL_STR(absence_row, to_name), COL_STR(absence_row, to_name_en),
		COL_TIME(absence_row, from_at), COL_TIME(absence_row, until_at), COL_STR(absence_row, reason),
		COL_STR(absence_row, by_name), COL_STR(absence_row, by_name_en), COL_TIME(absence_row, entered_at),
		COL_STR(absence_row, ended_name), COL_STR(absence_row, ended_name_en), COL_TIME(absence_row, ended_at),
	};

	return db_all(db, SQL_DUTY_ABSENCE_LOG, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_absence_add(struct db *db, const struct duty_absence *x, const char *reason, int64_t by, usec_t at, int64_t *id)
{
	const struct db_arg args[] = { DB_I64(x->user_id), DB_REF(x->to_user), DB_TIME(x->from), DB_TIME(x->until),
		DB_STR(reason), DB_I64(by), DB_TIME(at) };
	const struct db_arg same[] = { DB_I64(x->user_id), DB_REF(x->to_user), DB_TIME(x->from), DB_TIME(x->until) };
	int64_t n = 0;
	enum err e = db_number(db, SQL_DUTY_ABSENCE_OVERLAP, same, N(same), &n);

	if (e == OK && n > 0)
		return err_raise_field(ERR_INVALID, "from", "Err.leave_overlap");
	return e == OK ? db_exec(db, SQL_DUTY_ABSENCE_ADD, args, N(args), NULL, id) : e;
}

enum err
store_absence_end(struct db *db, int64_t id, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_I64(by), DB_TIME(at), DB_I64(id), DB_TIME(at) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_DUTY_ABSENCE_END, args, N(args), &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_CONFLICT, "it is over already") : e;
}

enum err
store_absence_user(struct db *db, int64_t id, int64_t *user_id)
{
	const struct db_arg args[] = { DB_I64(id) };

	return db_number(db, SQL_DUTY_ABSENCE_USER, args, N(args), user_id);
}
