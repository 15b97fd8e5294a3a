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
	struct duty_role *roles;
	struct duty_pair *pairs;
	size_t n_people, n_shifts, n_roles, n_pairs;
	struct duty_fault *fault;	/* the caller's */
};

/* "4,5" into a seat. */
static void
read_seat(struct duty_seat *s, const char *ids)
{
	for (const char *r = ids; r != NULL && *r != '\0' && s->n < DUTY_ROLES; r = strchr(r, ',') != NULL ? strchr(r, ',') + 1 : NULL)
		s->roles[s->n++] = strtoll(r, NULL, 10);
}

static enum err
read_pairs(struct service *sv, struct board *b)
{
	struct seat_row *rows;
	size_t n;
	enum err e = store_duty_seats(sv->db, sv->arena, clock_now(), &rows, &n);

	if (e != OK)
		return e;
	b->pairs = arena_array_of(sv->arena, struct duty_pair, n);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].seat < 1 || rows[i].seat > DUTY_SEATS)
			continue;
		if (b->n_pairs == 0 || b->pairs[b->n_pairs - 1].id != rows[i].id)
			b->pairs[b->n_pairs++] = (struct duty_pair){ .id = rows[i].id };
		read_seat(&b->pairs[b->n_pairs - 1].seats[rows[i].seat - 1], rows[i].role_ids);
	}
	return OK;
}

static enum err
read_roles(struct service *sv, struct board *b)
{
	const struct role_row *rows;
	enum err e = office_roles(sv, &rows, &b->n_roles);

	if (e != OK)
		return e;
	b->roles = arena_array_of(sv->arena, struct duty_role, b->n_roles);
	for (size_t i = 0; i < b->n_roles; i++)
		b->roles[i] = (struct duty_role){ rows[i].id, rows[i].perms };
	return OK;
}

static enum err
read_board(struct service *sv, struct board *b)
{
	enum err e = store_duty_people(sv->db, sv->arena, clock_now(), &b->people, &b->n_people);

	if (e == OK)
		e = store_shifts(sv->db, sv->arena, &b->shifts, &b->n_shifts);
	if (e == OK)
		e = read_pairs(sv, b);
	return e == OK ? read_roles(sv, b) : e;
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
read_seats(const struct board *b, int64_t combination, struct duty_seat seats[DUTY_SEATS])
{
	memset(seats, 0, sizeof(*seats) * DUTY_SEATS);
	for (size_t i = 0; i < b->n_pairs; i++)
		if (b->pairs[i].id == combination)
			memcpy(seats, b->pairs[i].seats, sizeof(*seats) * DUTY_SEATS);
	for (int s = 0; s < DUTY_SEATS; s++) {
		uint64_t perms = 0;

		for (size_t k = 0; k < seats[s].n; k++)
			for (size_t q = 0; q < b->n_roles; q++)
				perms |= b->roles[q].id == seats[s].roles[k] ? b->roles[q].perms : 0;
		if (!duty_seat_legal(perms))
			return err_raise_field(ERR_INVALID, "combination", "Err.duty_combination");
	}
	return seats[0].n == 0 || seats[1].n == 0 ? err_raise_field(ERR_INVALID, "combination", "Err.choice") : OK;
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

/* The crews of some days as they stand now, each by the combinations; the first fault refuses all. */
static enum err
check_crews_of(struct service *sv, struct board *b, int32_t first, int32_t last, const char *field, struct duty_turn **out,
    size_t *n_out)
{
	struct roster_row *r;
	struct duty_turn *t;
	size_t n;
	enum err e = store_roster(sv->db, sv->arena, first, last + 1, &r, &n);

	if (e != OK)
		return e;
	t = arena_array_of(sv->arena, struct duty_turn, n);
	for (size_t i = 0; i < n; i++)
		t[i] = (struct duty_turn){ r[i].day, r[i].shift_id, r[i].role_id, r[i].user_id };
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && t[i].day == t[i - 1].day && t[i].shift_id == t[i - 1].shift_id)
			continue;
		*b->fault = duty_crew_fault(t, n, t[i].day, t[i].shift_id, b->roles, b->n_roles, b->pairs, b->n_pairs);
		if (b->fault->kind == CREW_ONE_DOES_BOTH)
			return err_raise_field(ERR_INVALID, field, "Err.duty_alone");
		if (b->fault->kind == CREW_NO_PAIR)
			return err_raise_field(ERR_INVALID, field, "Err.duty_pair");
	}
	*out = t;
	*n_out = n;
	return OK;
}

/* The same for the days of two persons, neither of whom stands in two shifts of a day. */
static enum err
check_days(struct service *sv, struct board *b, int32_t first, int32_t last, const int64_t who[2])
{
	struct duty_turn *t, *mine;
	size_t n, k = 0;
	int64_t bad;
	enum err e = check_crews_of(sv, b, first, last, "with", &t, &n);

	if (e != OK)
		return e;
	mine = arena_array_of(sv->arena, struct duty_turn, n);
	for (size_t i = 0; i < n; i++)
		if (t[i].user_id == who[0] || t[i].user_id == who[1])
			mine[k++] = t[i];
	return duty_turns_legal(mine, k, &bad) ? OK : err_raise_field(ERR_INVALID, "with", "Err.duty_same_day");
}

enum err
duty_generate(struct service *sv, const struct duty_plan *p, const struct user *by, struct duty_fault *fault)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct duty_seat seats[DUTY_SEATS];
	int64_t shifts[DUTY_SLOTS];
	struct duty_turn *t;
	struct board b = { .fault = fault };
	size_t n;
	enum err e;

	if (p->first_day < day_of(now))
		return err_raise_field(ERR_INVALID, "from", "Err.past");
	if (p->last_day < p->first_day || p->last_day - p->first_day >= DUTY_PLAN_DAYS)
		return err_raise_field(ERR_INVALID, "until", "Err.duty_days");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = read_board(sv, &b)) != OK ||
	    (e = read_seats(&b, p->combination, seats)) != OK || (e = check_crews(&b, p, seats)) != OK)
		return e;
	if (!day_shifts(&b, shifts))
		return err_raise(ERR_INTERNAL, "there are no two shifts a day");
	if ((e = clear_days(sv, p, shifts, seats, by->id, now)) != OK)
		return e;
	duty_rotation(sv->arena, p->first_day, p->last_day, shifts, p->crews, seats, &t, &n);
	for (size_t i = 0; i < n && e == OK; i++)
		e = store_roster_add(sv->db, &t[i], by->id, now);
	if (e == OK)
		e = check_crews_of(sv, &b, p->first_day, p->last_day, "combination", &t, &n);
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

enum err
duty_swap(struct service *sv, const struct duty_place *a, const struct duty_place *b, const struct user *by,
    struct duty_fault *fault)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const int32_t other = b->shift_id != 0 ? b->day : a->day;
	const int32_t first = a->day < other ? a->day : other, last = a->day < other ? other : a->day;
	const usec_t now = clock_now();
	const int64_t both[2] = { a->user_id, b->user_id };
	struct board board = { .fault = fault };
	struct roster_row *r;
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
	if ((e = check_days(sv, &board, a->day, a->day, both)) != OK ||
	    (e = check_days(sv, &board, other, other, both)) != OK)
		return e;
	return db_commit(&tx);
}

/* The turns of a post that are added or taken away, day by day. */
static enum err
post_days(struct service *sv, const struct duty_post *p, const struct roster_row *r, size_t n, int64_t by, usec_t now)
{
	enum err e = OK;

	for (int32_t day = p->first_day; e == OK && day <= p->last_day; day++) {
		const struct duty_turn t = { day, p->shift_id, p->role_id, p->user_id };
		const struct roster_row *have = NULL;

		for (size_t i = 0; i < n; i++)
			if (r[i].day == day && r[i].shift_id == p->shift_id && r[i].role_id == p->role_id && r[i].user_id == p->user_id)
				have = &r[i];
		if (p->add && have == NULL)
			e = store_roster_add(sv->db, &t, by, now);
		else if (!p->add && have != NULL)
			e = store_roster_drop(sv->db, have, by, now);
	}
	return e;
}

enum err
duty_set_post(struct service *sv, const struct duty_post *p, const struct user *by, struct duty_fault *fault)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const usec_t now = clock_now();
	struct board board = { .fault = fault };
	struct roster_row *r;
	struct duty_turn *t;
	bool known = false;
	size_t n;
	enum err e;

	if (p->first_day < day_of(now))
		return err_raise_field(ERR_INVALID, "post_from", "Err.past");
	if (p->last_day < p->first_day || p->last_day - p->first_day >= DUTY_PLAN_DAYS)
		return err_raise_field(ERR_INVALID, "post_until", "Err.duty_days");
	if ((e = db_begin(sv->db, &tx)) != OK || (e = read_board(sv, &board)) != OK)
		return e;
	for (size_t i = 0; i < board.n_shifts; i++)
		known = known || board.shifts[i].id == p->shift_id;
	if (!known)
		return err_raise_field(ERR_INVALID, "shift", "Err.choice");
	if (!has_role(&board, p->user_id, p->role_id))
		return err_raise_field(ERR_INVALID, "person", "Err.duty_role");
	if ((e = store_roster(sv->db, sv->arena, p->first_day, p->last_day + 1, &r, &n)) != OK ||
	    (e = post_days(sv, p, r, n, by->id, now)) != OK ||
	    (e = check_crews_of(sv, &board, p->first_day, p->last_day, "person", &t, &n)) != OK)
		return e;
	return db_commit(&tx);
}
