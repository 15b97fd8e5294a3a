/* Planning the roster: a rotation, and two persons swapped. */
#include "config.h"
#include "lib/service/duty_ops.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/tx.h"
#include "lib/rule/perm.h"
#include "lib/store/store_user.h"

#include "lib/base/banned.h"

/* What planning reads once. */
struct board {
	struct duty_person *people;
	struct shift_row *shifts;
	const struct role_row *roles;
	size_t n_people, n_shifts, n_roles;
};

static enum err
read_board(struct service *sv, struct board *b)
{
	enum err e = store_duty_people(sv->db, sv->arena, clock_now(), &b->people, &b->n_people);

	if (e == OK)
		e = store_shifts(sv->db, sv->arena, &b->shifts, &b->n_shifts);
	return e == OK ? office_roles(sv, &b->roles, &b->n_roles) : e;
}

static bool
has_role(const struct board *b, int64_t user_id, int64_t role_id)
{
	for (size_t i = 0; i < b->n_people; i++) {
		if (b->people[i].id != user_id)
			continue;
		for (const char *s = b->people[i].role_ids; s != NULL && *s != '\0'; s = strchr(s, ',') != NULL ? strchr(s, ',') + 1 : NULL)
			if (strtoll(s, NULL, 10) == role_id)
				return true;
	}
	return false;
}

/* The seats of the chosen combination; a combination by which one person could both dispatch and close is refused. */
static enum err
read_seats(struct service *sv, const struct board *b, int64_t combination, struct duty_seat seats[DUTY_SEATS])
{
	struct seat_row *rows;
	size_t n;
	enum err e = store_duty_seats(sv->db, sv->arena, clock_now(), &rows, &n);

	memset(seats, 0, sizeof(*seats) * DUTY_SEATS);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct duty_seat *s = &seats[rows[i].seat - 1];
		uint64_t perms = 0;

		if (rows[i].id != combination || rows[i].seat < 1 || rows[i].seat > DUTY_SEATS)
			continue;
		for (const char *r = rows[i].role_ids; r != NULL && *r != '\0' && s->n < DUTY_ROLES; r = strchr(r, ',') != NULL ? strchr(r, ',') + 1 : NULL)
			s->roles[s->n++] = strtoll(r, NULL, 10);
		for (size_t k = 0; k < s->n; k++)
			for (size_t q = 0; q < b->n_roles; q++)
				perms |= b->roles[q].id == s->roles[k] ? b->roles[q].perms : 0;
		if (!duty_seat_legal(perms))
			return err_raise_field(ERR_INVALID, "combination", "Err.duty_combination");
	}
	if (e == OK && (seats[0].n == 0 || seats[1].n == 0))
		return err_raise_field(ERR_INVALID, "combination", "Err.choice");
	return e;
}

static const char *
crew_field(int crew, int seat)
{
	static const char *const names[DUTY_CREWS][DUTY_SEATS] = { { "crew1_1", "crew1_2" }, { "crew2_1", "crew2_2" },
		{ "crew3_1", "crew3_2" } };

	return names[crew][seat];
}

/* Six persons, each once, each with the roles of his seat. */
static enum err
check_crews(const struct board *b, const struct duty_plan *p, const struct duty_seat seats[DUTY_SEATS])
{
	for (int i = 0; i < DUTY_CREWS * DUTY_SEATS; i++) {
		const int64_t who = p->crews[i / DUTY_SEATS][i % DUTY_SEATS];

		for (size_t r = 0; r < seats[i % DUTY_SEATS].n; r++)
			if (!has_role(b, who, seats[i % DUTY_SEATS].roles[r]))
				return err_raise_field(ERR_INVALID, crew_field(i / DUTY_SEATS, i % DUTY_SEATS), "Err.duty_role");
		for (int k = 0; k < i; k++)
			if (p->crews[k / DUTY_SEATS][k % DUTY_SEATS] == who)
				return err_raise_field(ERR_INVALID, crew_field(i / DUTY_SEATS, i % DUTY_SEATS), "Err.duty_twice");
		if (p->spare == who)
			return err_raise_field(ERR_INVALID, "spare", "Err.duty_twice");
	}
	return OK;
}

static bool
in_seats(const struct duty_seat seats[DUTY_SEATS], int64_t role_id)
{
	for (int s = 0; s < DUTY_SEATS; s++)
		for (size_t i = 0; i < seats[s].n; i++)
			if (seats[s].roles[i] == role_id)
				return true;
	return false;
}

/* Takes the turns of the two day shifts away that the new plan fills. */
static enum err
clear_days(struct service *sv, const struct duty_plan *p, const int64_t shifts[DUTY_SLOTS],
    const struct duty_seat seats[DUTY_SEATS], int64_t by, usec_t now)
{
	struct roster_row *r;
	size_t n;
	enum err e = store_roster(sv->db, sv->arena, p->first_day, p->last_day + 1, &r, &n);

	for (size_t i = 0; i < n && e == OK; i++)
		if ((r[i].shift_id == shifts[0] || r[i].shift_id == shifts[1]) && in_seats(seats, r[i].role_id))
			e = store_roster_drop(sv->db, &r[i], by, now);
	return e;
}

static enum err
keep_crews(struct service *sv, const struct duty_plan *p)
{
	struct crew_row rows[DUTY_CREWS * DUTY_SEATS + 1];
	size_t n = 0;

	for (int c = 0; c < DUTY_CREWS; c++)
		for (int s = 0; s < DUTY_SEATS; s++)
			rows[n++] = (struct crew_row){ c + 1, s + 1, p->crews[c][s] };
	if (p->spare != 0)
		rows[n++] = (struct crew_row){ 0, 1, p->spare };
	return store_duty_crews_set(sv->db, rows, n);
}

/* The early and the late shift: the first two of the day that do not run over midnight. */
static bool
day_shifts(const struct board *b, int64_t out[DUTY_SLOTS])
{
	int n = 0;

	for (size_t i = 0; i < b->n_shifts && n < DUTY_SLOTS; i++)
		if (b->shifts[i].from_min < b->shifts[i].to_min)
			out[n++] = b->shifts[i].id;
	return n == DUTY_SLOTS;
}

enum err
duty_generate(struct service *sv, const struct duty_plan *p, const struct user *by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct duty_seat seats[DUTY_SEATS];
	int64_t shifts[DUTY_SLOTS];
	struct duty_turn *t;
	struct board b;
	size_t n;
	enum err e;

	if (p->first_day < day_of(now))
		return err_raise_field(ERR_INVALID, "from", "Err.past");
	if (p->last_day < p->first_day || p->last_day - p->first_day >= DUTY_PLAN_DAYS)
		return err_raise_field(ERR_INVALID, "until", "Err.duty_days");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = read_board(sv, &b)) != OK ||
	    (e = read_seats(sv, &b, p->combination, seats)) != OK || (e = check_crews(&b, p, seats)) != OK)
		return e;
	if (!day_shifts(&b, shifts))
		return err_raise(ERR_INTERNAL, "there are no two shifts a day");
	if ((e = clear_days(sv, p, shifts, seats, by->id, now)) != OK)
		return e;
	duty_rotation(sv->arena, p->first_day, p->last_day, shifts, p->crews, seats, &t, &n);
	for (size_t i = 0; i < n && e == OK; i++)
		e = store_roster_add(sv->db, &t[i], by->id, now);
	if (e == OK)
		e = keep_crews(sv, p);
	return e == OK ? db_commit(&tx) : e;
}

/* Moves the turns of one place to another person; the turns are listed before. */
static enum err
hand_on(struct service *sv, const struct board *b, const struct roster_row *r, size_t n, const struct duty_place *from,
    int64_t to, int64_t by, usec_t now)
{
	size_t moved = 0;
	enum err e = OK;

	for (size_t i = 0; i < n && e == OK; i++) {
		const struct duty_turn t = { r[i].day, r[i].shift_id, r[i].role_id, to };

		if (r[i].day != from->day || r[i].shift_id != from->shift_id || r[i].user_id != from->user_id)
			continue;
		if (!has_role(b, to, r[i].role_id))
			return err_raise_field(ERR_INVALID, "with", "Err.duty_role");
		if ((e = store_roster_drop(sv->db, &r[i], by, now)) == OK)
			e = store_roster_add(sv->db, &t, by, now);
		moved++;
	}
	return e == OK && moved == 0 ? err_raise(ERR_CONFLICT, "no such turn any more") : e;
}

/* Nobody twice on a day, as it stands after the swap. */
static enum err
check_days(struct service *sv, int32_t first, int32_t last)
{
	struct roster_row *r;
	struct duty_turn *t;
	int64_t bad;
	size_t n;
	enum err e = store_roster(sv->db, sv->arena, first, last + 1, &r, &n);

	if (e != OK)
		return e;
	t = arena_array_of(sv->arena, struct duty_turn, n);
	for (size_t i = 0; i < n; i++)
		t[i] = (struct duty_turn){ r[i].day, r[i].shift_id, r[i].role_id, r[i].user_id };
	return duty_turns_legal(t, n, &bad) ? OK : err_raise_field(ERR_INVALID, "with", "Err.duty_same_day");
}

enum err
duty_swap(struct service *sv, const struct duty_place *a, const struct duty_place *b, const struct user *by)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const int32_t other = b->shift_id != 0 ? b->day : a->day;
	const int32_t first = a->day < other ? a->day : other, last = a->day < other ? other : a->day;
	const usec_t now = clock_now();
	struct roster_row *r;
	struct board board;
	size_t n;
	enum err e;

	if (first < day_of(now))
		return err_raise_field(ERR_INVALID, "turn", "Err.past");
	if (a->user_id == b->user_id)
		return err_raise_field(ERR_INVALID, "with", "Err.duty_twice");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = read_board(sv, &board)) != OK ||
	    (e = store_roster(sv->db, sv->arena, first, last + 1, &r, &n)) != OK ||
	    (e = hand_on(sv, &board, r, n, a, b->user_id, by->id, now)) != OK ||
	    (b->shift_id != 0 && (e = hand_on(sv, &board, r, n, b, a->user_id, by->id, now)) != OK))
		return e;
	if ((e = check_days(sv, a->day, a->day)) != OK || (e = check_days(sv, other, other)) != OK)
		return e;
	return db_commit(&tx);
}
