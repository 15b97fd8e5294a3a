#include "config.h"
#include "lib/store/store_duty.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_shifts(struct db *db, struct arena *a, struct shift_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(shift_row, id), COL_STR(shift_row, code), COL_STR(shift_row, name_zh), COL_STR(shift_row, name_en),
		COL_I32(shift_row, from_min), COL_I32(shift_row, to_min),
	};

	return db_all(db, SQL_DUTY_SHIFTS, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_roster(struct db *db, struct arena *a, int32_t from, int32_t until, struct roster_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(roster_row, id), COL_I32(roster_row, day), COL_I64(roster_row, shift_id), COL_I64(roster_row, role_id),
		COL_I64(roster_row, user_id), COL_STR(roster_row, user_name), COL_STR(roster_row, user_name_en),
	};
	const struct db_arg args[] = { DB_I64(from), DB_I64(until) };

	return db_all(db, SQL_DUTY_ROSTER, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

static enum err
changed(struct db *db, bool added, int32_t day, int64_t shift_id, int64_t role_id, int64_t user_id, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(by), DB_I64(added), DB_I64(day), DB_I64(shift_id),
		DB_I64(role_id), DB_I64(user_id) };

	return db_exec(db, SQL_DUTY_ROSTER_CHANGED, args, N(args), NULL, NULL);
}

enum err
store_roster_add(struct db *db, const struct duty_turn *t, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_I64(t->day), DB_I64(t->shift_id), DB_I64(t->role_id), DB_I64(t->user_id) };
	enum err e = db_exec(db, SQL_DUTY_ROSTER_ADD, args, N(args), NULL, NULL);

	return e == OK ? changed(db, true, t->day, t->shift_id, t->role_id, t->user_id, by, at) : e;
}

enum err
store_roster_drop(struct db *db, const struct roster_row *r, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_I64(r->id) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_DUTY_ROSTER_DROP, args, N(args), &n, NULL);

	if (e == OK && n == 0)
		return err_raise(ERR_CONFLICT, "the turn is gone");
	return e == OK ? changed(db, false, r->day, r->shift_id, r->role_id, r->user_id, by, at) : e;
}

enum err
store_duty_standing(struct db *db, struct arena *a, struct standing_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I64(standing_row, role_id), COL_STR(standing_row, codes) };

	return db_all(db, SQL_DUTY_STANDING, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_duty_people(struct db *db, struct arena *a, usec_t at, struct duty_person **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(duty_person, id), COL_STR(duty_person, name), COL_STR(duty_person, name_en), COL_STR(duty_person, role_ids),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_DUTY_PEOPLE, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_duty_seats(struct db *db, struct arena *a, usec_t at, struct seat_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(seat_row, id), COL_STR(seat_row, name_zh), COL_STR(seat_row, name_en), COL_I32(seat_row, seat),
		COL_STR(seat_row, role_ids),
	};
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_DUTY_SEATS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_duty_crews(struct db *db, struct arena *a, struct crew_row **out, size_t *n)
{
	static const struct db_col cols[] = { COL_I32(crew_row, crew), COL_I32(crew_row, seat), COL_I64(crew_row, user_id) };

	return db_all(db, SQL_DUTY_CREWS, NULL, 0, cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_duty_crews_set(struct db *db, const struct crew_row *rows, size_t n)
{
	enum err e = db_exec(db, SQL_DUTY_CREW_CLEAR, NULL, 0, NULL, NULL);

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct db_arg args[] = { DB_I64(rows[i].crew), DB_I64(rows[i].seat), DB_I64(rows[i].user_id) };

		e = db_exec(db, SQL_DUTY_CREW_ADD, args, N(args), NULL, NULL);
	}
	return e;
}

enum err
store_duty_entries(struct db *db, struct arena *a, int32_t day, int64_t shift_id, struct entry_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_TIME(entry_row, at), COL_STR(entry_row, user_name), COL_STR(entry_row, user_name_en), COL_STR(entry_row, text),
	};
	const struct db_arg args[] = { DB_I64(day), DB_I64(shift_id) };

	return db_all(db, SQL_DUTY_ENTRIES, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_duty_entry_add(struct db *db, int32_t day, int64_t shift_id, int64_t user_id, const char *text, usec_t at)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(day), DB_I64(shift_id), DB_I64(user_id), DB_STR(text) };

	return db_exec(db, SQL_DUTY_ENTRY_ADD, args, N(args), NULL, NULL);
}
