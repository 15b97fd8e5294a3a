/*
 * Duty (workflow §7 note *, §9, R20): crews in rotation, what a roster may
 * look like, and who holds the commander's powers at an instant.  Pure.
 */
#ifndef LIB_RULE_DUTY_H
#define LIB_RULE_DUTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"

struct arena;

/* Parts of the hand-over book; stable, stored. */
enum book_part { BOOK_HAZARDS = 1, BOOK_DUE = 2, BOOK_RETURNS = 3, BOOK_DONE = 4, BOOK_PART_END };

/* 三班两运转: three crews over two shifts a day; a crew that had the late shift rests the next day. */
enum { DUTY_CREWS = 3, DUTY_SLOTS = 2, DUTY_SEATS = 2, DUTY_ROLES = 8 };

/* Which crew has a slot (0 early, 1 late) so many days after the rotation began, 0 … DUTY_CREWS - 1. */
int duty_crew_of(int32_t days, int slot);

/* What one seat of a shift works as. */
struct duty_seat {
	int64_t roles[DUTY_ROLES];
	size_t n;
};
/*
 * Whether a seat with these permissions is legal: nobody dispatches and also
 * judges or closes (R20, invariant 1).
 */
bool duty_seat_legal(uint64_t perms);

/* One line of the roster. */
struct duty_turn {
	int32_t day;
	int64_t shift_id, role_id, user_id;
};
/*
 * The turns of a rotation from first_day to last_day: crews[c][s] is who sits
 * on seat s of crew c, shifts[] the early and the late one.  In the arena.
 */
void duty_rotation(struct arena *a, int32_t first_day, int32_t last_day, const int64_t shifts[DUTY_SLOTS],
    const int64_t crews[DUTY_CREWS][DUTY_SEATS], const struct duty_seat seats[DUTY_SEATS], struct duty_turn **out,
    size_t *n);
/* Whether nobody stands in two shifts of one day; else *bad gets one who does. */
bool duty_turns_legal(const struct duty_turn *t, size_t n, int64_t *bad);

/* One turn of the commander (role 1), his executive deputy (2) or the deputy (3), as instants. */
struct duty_watch {
	int64_t role_id, user_id;
	usec_t from, until;
};
/*
 * Who of the three holds the commander's powers: the first who is on duty;
 * where none is, the commander.  *kept false: none of them is on the roster of
 * these days at all, so that the powers do not go by it.
 */
int64_t duty_power(const struct duty_watch *w, size_t n, usec_t at, bool *kept);
/* Whether a person who has these roles may use the commander's powers now. */
bool duty_has_power(const struct duty_watch *w, size_t n, usec_t at, int64_t user_id, int64_t role_id);

/* The instants of a shift on a local day; one that ends before it begins runs over midnight. */
void duty_span(int32_t day, int32_t from_min, int32_t to_min, usec_t *from, usec_t *until);

#endif
