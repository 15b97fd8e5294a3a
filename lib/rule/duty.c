#include "config.h"
#include "lib/rule/duty.h"

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

int64_t
duty_power(const struct duty_watch *w, size_t n, usec_t at, bool *kept)
{
	int64_t holder = R_COMMANDER;

	*kept = n > 0;
	for (int64_t role = R_COMMANDER_DEPUTY; role >= R_COMMANDER; role--)
		for (size_t i = 0; i < n; i++)
			if (w[i].role_id == role && w[i].from <= at && at < w[i].until)
				holder = role;
	return holder;
}

bool
duty_has_power(const struct duty_watch *w, size_t n, usec_t at, int64_t user_id, int64_t role_id)
{
	bool kept;
	const int64_t holder = duty_power(w, n, at, &kept);

	if (role_id == R_COMMANDER || !kept)
		return role_id >= R_COMMANDER && role_id <= R_COMMANDER_DEPUTY;
	if (holder != role_id)
		return false;
	for (size_t i = 0; i < n; i++)
		if (w[i].role_id == role_id && w[i].user_id == user_id && w[i].from <= at && at < w[i].until)
			return true;
	return false;
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
