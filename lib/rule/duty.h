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
enum book_part {
	BOOK_HAZARDS = 1, BOOK_DUE = 2, BOOK_RETURNS = 3, BOOK_DONE = 4,	/* done: how often, no cases */
	BOOK_UNSIGNED = 5,	/* at a unit that has not signed */
	BOOK_WAITS = 6,		/* for a leader, a hearing, the platform above, the end of a pause */
	BOOK_ASKED = 7,		/* asked for more time */
	BOOK_PART_END
};

/* 三班两运转: three crews over two shifts a day; a crew that had the late shift rests the next day. */
enum { DUTY_CREWS = 3, DUTY_SLOTS = 2, DUTY_SEATS = 2, DUTY_ROLES = 8, DUTY_CREW_MAX = 32 };

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

/* A legal combination: what each of the two may work as (R20). */
struct duty_pair {
	int64_t id;
	struct duty_seat seats[DUTY_SEATS];
};

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

/* What is wrong with the crew of a shift. */
enum duty_fault_kind {
	CREW_FINE,
	CREW_ONE_DOES_BOTH,	/* one person would dispatch and judge or close (invariant 1) */
	CREW_NO_PAIR		/* two persons whose roles no combination allows */
};
struct duty_fault {
	enum duty_fault_kind kind;
	int32_t day;
	int64_t shift_id, first, second;	/* the persons; second 0: one alone */
};
/* What the rules need of a role. */
struct duty_role {
	int64_t id;
	uint64_t perms;
};
/*
 * The crew of one shift on one day among these turns (R20): nobody dispatches
 * and also judges or closes, and two persons stand in a legal combination,
 * each within one seat.  The commanders' turns are not the crew's, nor are
 * roles that stand in no combination.
 */
struct duty_fault duty_crew_fault(const struct duty_turn *t, size_t n, int32_t day, int64_t shift_id,
    const struct duty_role *roles, size_t n_roles, const struct duty_pair *pairs, size_t n_pairs);

/* One turn of the commander (role 1), his executive deputy (2) or the deputy (3), as instants. */
struct duty_watch {
	int64_t role_id, user_id;
	usec_t from, until;
};
/* Somebody who has one of the three roles. */
struct duty_commander {
	int64_t user_id, role_id;
};
/* Away from duty (to_user 0), or the powers given to somebody by name; until is where it ended or will. */
struct duty_absence {
	int64_t id, user_id, to_user;
	usec_t from, until;
};
/* What the passing of the powers is derived from. */
struct duty_command {
	const struct duty_watch *watches;	/* none: the roster does not keep the three */
	const struct duty_commander *people;	/* by role */
	const struct duty_absence *absences;
	size_t n_watches, n_people, n_absences;
};

/* Why somebody holds the commander's powers; stable, stands in the ledger. */
enum duty_why {
	DUTY_OWN = 0,		/* he is the commander */
	DUTY_OFF = 1,		/* those before him are off duty */
	DUTY_LEAVE = 2,		/* one before him is on leave */
	DUTY_NAMED = 3,		/* given to him by name, for a time */
	DUTY_UNKEPT = 4		/* none of the three is on the roster: nothing is taken from anybody */
};
struct duty_holder {
	int64_t user_id;	/* 0: nobody has the role, or all are away */
	int64_t role_id;
	enum duty_why why;
	int64_t absence_id;	/* the leave or the giving it rests on; 0: the roster alone */
	bool on_duty;		/* by his turn or by name, not for want of another */
	usec_t since, until;	/* duty_spans() only; USEC_NONE: beyond what was looked at */
};

/* Whether a person is on leave. */
bool duty_away(const struct duty_command *d, usec_t at, int64_t user_id);
/*
 * Who of the three holds the commander's powers (workflow §7 note *): whom
 * they were given to by name; else the first who is on duty and not on leave;
 * where none is, the first who is not on leave.
 */
struct duty_holder duty_power(const struct duty_command *d, usec_t at);
/*
 * Whether a person who has this role may use the commander's powers, and why.
 * The commander may whenever he is not on leave.  *why untouched when not.
 */
bool duty_has_power(const struct duty_command *d, usec_t at, int64_t user_id, int64_t role_id, struct duty_holder *why);
/* Who holds them from an instant to another, one line a holder and reason, in order; in the arena. */
void duty_spans(struct arena *a, const struct duty_command *d, usec_t from, usec_t until, struct duty_holder **out,
    size_t *n);
/*
 * Who holds the powers at some time by these rules and did not by those
 * before: each once, into out (room for n_people); how many.
 */
size_t duty_takers(struct arena *a, const struct duty_command *before, const struct duty_command *after, usec_t from,
    usec_t until, int64_t *out);

/* Who may enter leave: oneself, who commands, and the duty chief. */
bool duty_may_absent(uint64_t perms, int64_t self, int64_t about);

/* What a shift's book waits for. */
enum book_wait { BOOK_WAITS_FOR_NOTHING, BOOK_TO_COMPLETE, BOOK_TO_SIGN };
/*
 * Whether the book of a shift that ended is overdue: not completed within
 * grace after the shift, or not signed within grace after that; out_at
 * USEC_NONE: not completed.
 */
enum book_wait duty_book_waits(usec_t until, usec_t out_at, bool is_signed, usec_t grace, usec_t now);

/* The instants of a shift on a local day; one that ends before it begins runs over midnight. */
void duty_span(int32_t day, int32_t from_min, int32_t to_min, usec_t *from, usec_t *until);

#endif
