#include "config.h"
#include "lib/rule/duty.h"

#include <stdlib.h>

#include "lib/base/arena.h"
#include "lib/rule/perm.h"

#include "lib/base/banned.h"

int
duty_crew_of(int32_t days, int slot)
{
	return (int)(((days - slot) % DUTY_CREWS + DUTY_CREWS) % DUTY_CREWS);
}

bool
duty_seat_legal(uint64_t perms)
{
	return !perm_in(perms, PERM_DISPATCH) || (!perm_in(perms, PERM_JUDGE) && !perm_in(perms, PERM_CLOSE));
}

void
duty_rotation(struct arena *a, int32_t first_day, int32_t last_day, const int64_t shifts[DUTY_SLOTS],
    const int64_t crews[DUTY_CREWS][DUTY_SEATS], const struct duty_seat seats[DUTY_SEATS], struct duty_turn **out,
    size_t *n)
{
	const size_t days = last_day >= first_day ? (size_t)(last_day - first_day) + 1 : 0;
	struct duty_turn *t = arena_array_of(a, struct duty_turn, days * DUTY_SLOTS * (seats[0].n + seats[1].n));
	size_t k = 0;

	for (int32_t day = first_day; day <= last_day; day++)
		for (int slot = 0; slot < DUTY_SLOTS; slot++)
			for (int seat = 0; seat < DUTY_SEATS; seat++)
				for (size_t r = 0; r < seats[seat].n; r++)
					t[k++] = (struct duty_turn){ day, shifts[slot], seats[seat].roles[r],
						crews[duty_crew_of(day - first_day, slot)][seat] };
	*out = t;
	*n = k;
}

bool
duty_turns_legal(const struct duty_turn *t, size_t n, int64_t *bad)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			if (t[i].user_id == t[k].user_id && t[i].day == t[k].day && t[i].shift_id != t[k].shift_id) {
				*bad = t[i].user_id;
				return false;
			}
	return true;
}

/* The persons of a shift with what each works as, commanders left out. */
struct crew {
	int64_t who[DUTY_CREW_MAX];
	uint64_t perms[DUTY_CREW_MAX];
	struct duty_seat seat[DUTY_CREW_MAX];
	size_t n;
};

static bool
in_seat(const struct duty_seat *s, int64_t role_id)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->roles[i] == role_id)
			return true;
	return false;
}

static bool
in_pairs(const struct duty_pair *pairs, size_t n, int64_t role_id)
{
	for (size_t i = 0; i < n; i++)
		if (in_seat(&pairs[i].seats[0], role_id) || in_seat(&pairs[i].seats[1], role_id))
			return true;
	return false;
}

static void
crew_add(struct crew *c, const struct duty_turn *t, uint64_t perms)
{
	size_t i = 0;

	while (i < c->n && c->who[i] != t->user_id)
		i++;
	if (i == DUTY_CREW_MAX)
		return;
	if (i == c->n)
		c->who[c->n++] = t->user_id;
	c->perms[i] |= perms;
	if (c->seat[i].n < DUTY_ROLES)
		c->seat[i].roles[c->seat[i].n++] = t->role_id;
}

static bool
sits(const struct duty_seat *works_as, const struct duty_seat *seat)
{
	for (size_t i = 0; i < works_as->n; i++)
		if (!in_seat(seat, works_as->roles[i]))
			return false;
	return true;
}

static bool
pair_legal(const struct crew *c, const struct duty_pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (int side = 0; side < DUTY_SEATS; side++)
			if (sits(&c->seat[0], &pairs[i].seats[side]) && sits(&c->seat[1], &pairs[i].seats[1 - side]))
				return true;
	return false;
}

struct duty_fault
duty_crew_fault(const struct duty_turn *t, size_t n, int32_t day, int64_t shift_id, const struct duty_role *roles,
    size_t n_roles, const struct duty_pair *pairs, size_t n_pairs)
{
	struct duty_fault f = { .day = day, .shift_id = shift_id };
	struct crew c = { .n = 0 };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n_roles; k++)
			if (t[i].day == day && t[i].shift_id == shift_id && roles[k].id == t[i].role_id &&
			    t[i].role_id > R_COMMANDER_DEPUTY && in_pairs(pairs, n_pairs, t[i].role_id))
				crew_add(&c, &t[i], roles[k].perms);
	for (size_t i = 0; i < c.n; i++)
		if (!duty_seat_legal(c.perms[i])) {
			f.kind = CREW_ONE_DOES_BOTH;
			f.first = c.who[i];
			return f;
		}
	if (c.n == DUTY_SEATS && !pair_legal(&c, pairs, n_pairs)) {
		f.kind = CREW_NO_PAIR;
		f.first = c.who[0];
		f.second = c.who[1];
	}
	return f;
}

static bool
active(const struct duty_absence *x, usec_t at)
{
	return x->from <= at && at < x->until;
}

bool
duty_away(const struct duty_command *d, usec_t at, int64_t user_id)
{
	for (size_t i = 0; i < d->n_absences; i++)
		if (d->absences[i].to_user == 0 && d->absences[i].user_id == user_id && active(&d->absences[i], at))
			return true;
	return false;
}

/* The leave by which somebody of a role before this one is away; 0: none. */
static int64_t
leave_before(const struct duty_command *d, usec_t at, int64_t role_id)
{
	for (size_t i = 0; i < d->n_people; i++)
		for (size_t k = 0; d->people[i].role_id < role_id && k < d->n_absences; k++)
			if (d->absences[k].to_user == 0 && d->absences[k].user_id == d->people[i].user_id &&
			    active(&d->absences[k], at))
				return d->absences[k].id;
	return 0;
}

static struct duty_holder
holds(const struct duty_command *d, usec_t at, int64_t user_id, int64_t role_id, bool on_duty)
{
	const int64_t leave = role_id == R_COMMANDER ? 0 : leave_before(d, at, role_id);

	return (struct duty_holder){ .user_id = user_id, .role_id = role_id, .absence_id = leave, .on_duty = on_duty,
		.why = role_id == R_COMMANDER ? DUTY_OWN : leave != 0 ? DUTY_LEAVE : DUTY_OFF };
}

/* Given by name to a deputy who is there himself. */
static bool
named(const struct duty_command *d, usec_t at, struct duty_holder *out)
{
	for (size_t i = 0; i < d->n_absences; i++) {
		const struct duty_absence *x = &d->absences[i];

		for (size_t k = 0; x->to_user != 0 && active(x, at) && k < d->n_people; k++)
			if (d->people[k].user_id == x->to_user && d->people[k].role_id != R_COMMANDER &&
			    !duty_away(d, at, x->to_user)) {
				*out = (struct duty_holder){ .user_id = x->to_user, .role_id = d->people[k].role_id,
					.why = DUTY_NAMED, .absence_id = x->id, .on_duty = true };
				return true;
			}
	}
	return false;
}

struct duty_holder
duty_power(const struct duty_command *d, usec_t at)
{
	struct duty_holder h;

	if (named(d, at, &h))
		return h;
	for (int64_t role = R_COMMANDER; role <= R_COMMANDER_DEPUTY; role++)
		for (size_t i = 0; i < d->n_watches; i++) {
			const struct duty_watch *w = &d->watches[i];

			if (w->role_id == role && w->from <= at && at < w->until && !duty_away(d, at, w->user_id))
				return holds(d, at, w->user_id, role, true);
		}
	for (int64_t role = R_COMMANDER; role <= R_COMMANDER_DEPUTY; role++)
		for (size_t i = 0; i < d->n_people; i++)
			if (d->people[i].role_id == role && !duty_away(d, at, d->people[i].user_id))
				return holds(d, at, d->people[i].user_id, role, false);
	return (struct duty_holder){ .role_id = R_COMMANDER };
}

static bool
on_watch(const struct duty_command *d, usec_t at, int64_t user_id, int64_t role_id)
{
	for (size_t i = 0; i < d->n_watches; i++)
		if (d->watches[i].role_id == role_id && d->watches[i].user_id == user_id && d->watches[i].from <= at &&
		    at < d->watches[i].until)
			return true;
	return false;
}

bool
duty_has_power(const struct duty_command *d, usec_t at, int64_t user_id, int64_t role_id, struct duty_holder *why)
{
	const struct duty_holder h = duty_power(d, at);

	if (role_id < R_COMMANDER || role_id > R_COMMANDER_DEPUTY || duty_away(d, at, user_id))
		return false;
	if (h.role_id == role_id && (h.user_id == user_id || on_watch(d, at, user_id, role_id)))
		*why = h;
	else if (role_id == R_COMMANDER)
		*why = (struct duty_holder){ .user_id = user_id, .role_id = role_id, .why = DUTY_OWN };
	else if (d->n_watches == 0)
		*why = (struct duty_holder){ .user_id = user_id, .role_id = role_id, .why = DUTY_UNKEPT };
	else
		return false;
	return true;
}

static int
by_time(const void *a, const void *b)
{
	const usec_t x = *(const usec_t *)a, y = *(const usec_t *)b;

	return (x > y) - (x < y);
}

static bool
same_hold(const struct duty_holder *a, const struct duty_holder *b)
{
	return a->user_id == b->user_id && a->role_id == b->role_id && a->why == b->why && a->absence_id == b->absence_id;
}

void
duty_spans(struct arena *a, const struct duty_command *d, usec_t from, usec_t until, struct duty_holder **out, size_t *n)
{
	usec_t *edge = arena_array_of(a, usec_t, 2 * (d->n_watches + d->n_absences) + 1);
	size_t edges = 0, k = 0;
	struct duty_holder *h;

	edge[edges++] = from;
	for (size_t i = 0; i < d->n_watches; i++) {
		edge[edges++] = d->watches[i].from;
		edge[edges++] = d->watches[i].until;
	}
	for (size_t i = 0; i < d->n_absences; i++) {
		edge[edges++] = d->absences[i].from;
		edge[edges++] = d->absences[i].until;
	}
	qsort(edge, edges, sizeof(*edge), by_time);
	h = arena_array_of(a, struct duty_holder, edges);
	for (size_t i = 0; i < edges; i++) {
		struct duty_holder now;

		if (edge[i] < from || edge[i] >= until || (i > 0 && edge[i] == edge[i - 1]))
			continue;
		now = duty_power(d, edge[i]);
		if (k > 0 && same_hold(&h[k - 1], &now))
			continue;
		now.since = edge[i] == from ? USEC_NONE : edge[i];
		now.until = USEC_NONE;
		if (k > 0)
			h[k - 1].until = edge[i];
		h[k++] = now;
	}
	*out = h;
	*n = k;
}

/* Whom the powers are with at the beginning of each of these spans, where they were with another before. */
static size_t
takers_of(const struct duty_holder *h, size_t n, const struct duty_command *before, const struct duty_command *after,
    usec_t from, int64_t *out, size_t have)
{
	for (size_t i = 0; i < n; i++) {
		const usec_t at = h[i].since != USEC_NONE ? h[i].since : from;
		const int64_t who = duty_power(after, at).user_id;
		bool known = who == 0 || who == duty_power(before, at).user_id;

		for (size_t k = 0; k < have; k++)
			known = known || out[k] == who;
		if (!known)
			out[have++] = who;
	}
	return have;
}

size_t
duty_takers(struct arena *a, const struct duty_command *before, const struct duty_command *after, usec_t from,
    usec_t until, int64_t *out)
{
	struct duty_holder *was, *is;
	size_t n_was, n_is, n;

	duty_spans(a, before, from, until, &was, &n_was);
	duty_spans(a, after, from, until, &is, &n_is);
	n = takers_of(is, n_is, before, after, from, out, 0);
	return takers_of(was, n_was, before, after, from, out, n);
}

bool
duty_may_absent(uint64_t perms, int64_t self, int64_t about)
{
	return self == about || perm_in(perms, PERM_COMMAND) || perm_in(perms, PERM_FILE_DOUBTFUL);
}

enum book_wait
duty_book_waits(usec_t until, usec_t out_at, bool is_signed, usec_t grace, usec_t now)
{
	const usec_t from = out_at != USEC_NONE && out_at > until ? out_at : until;

	if (is_signed || now < from + grace)
		return BOOK_WAITS_FOR_NOTHING;
	return out_at == USEC_NONE ? BOOK_TO_COMPLETE : BOOK_TO_SIGN;
}

void
duty_span(int32_t day, int32_t from_min, int32_t to_min, usec_t *from, usec_t *until)
{
	struct civil c = { 0 };

	date_of_day(day, &c.year, &c.month, &c.day);
	c.minute = from_min;
	*from = civil_to(c);
	c.minute = to_min;
	c.day += to_min <= from_min;
	*until = civil_to(c);
}
