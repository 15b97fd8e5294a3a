/*
 * What a sender is told of his complaint and what he can do about it, by the
 * state of complaint and case.  The sentences are the catalogue's,
 * "Follow.<word>.<part>".  Pure.
 */
#ifndef LIB_RULE_FOLLOW_H
#define LIB_RULE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"

/* Where complaint and case stand. */
struct follow_now {
	int32_t complaint;	/* enum complaint_state */
	int32_t state;		/* enum case_state; CS_NONE while there is no case */
	int32_t was;		/* of an archived case the state it had before; CS_NONE: unknown */
	bool merged;		/* the void case was joined to another */
	bool has_unit;		/* a unit holds the case */
	usec_t state_at;	/* when the complaint came into its state */
	usec_t stage_due, due_at, closed_at;
	usec_t reopen_until;	/* so long the duty chief may open the closed case again; USEC_NONE: no longer */
};

/*
 * "received", "s31", "archived_refused": the middle of the keys.  End states
 * are words of their own (users-ask 1), and a unit's return is none of them
 * (users-ask 22).  NULL for a state that has no words: a test forbids it.
 */
const char *follow_word(const struct follow_now *n);
/* All words, for the test that walks them; *n how many. */
const char *const *follow_words(size_t *n);
/* The parts each of them has: Name, Where, Who, By, Next, Can; *n how many. */
const char *const *follow_parts(size_t *n);

/* Whether nothing more happens by itself. */
bool follow_over(const struct follow_now *n);
/* The instant of the sentence "By": by when, or when it ended; USEC_NONE: there is none. */
usec_t follow_by(const struct follow_now *n);
/* Whether it is the unit that is named as who has it. */
bool follow_by_unit(const struct follow_now *n);
/*
 * Which post holds the case now and has to know what its sender adds: an
 * audience of the outbox ("DISPATCHER"); "UNIT" while the unit has it.
 */
const char *follow_holder(const struct follow_now *n);

/* What he can do now. */
struct follow_may {
	bool add;		/* words and photos */
	bool withdraw, ask;	/* withdraw it at once, or say that he wants to: a unit is at work on it */
	bool rate;		/* say how it went: solved, partly, not solved, cannot tell */
	bool again;		/* report the same problem once more, linked to this */
};
struct follow_may follow_may(const struct follow_now *n, usec_t now);

#endif
