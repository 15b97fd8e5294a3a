/*
 * Why a report goes to a person before it goes to the queue: no proof of work,
 * a filled trap, too quick, too many.  A doubt never refuses anything.  Pure.
 *
 * The ticket of a form is its time and a keyed hash of time and one-time key,
 * so nothing is kept for it; the proof is one number for each of PROOF_PARTS
 * parts, so that SHA-256 of "TICKET.PART.NUMBER" begins with as many zero bits
 * as the office asks for.  Several small parts instead of one large: the time
 * they take together hardly depends on luck.
 */
#ifndef LIB_RULE_DOUBT_H
#define LIB_RULE_DOUBT_H

#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/secret.h"

struct arena;

/* Stable values: stored, texts Doubt.<bit>. */
enum doubt {
	DOUBT_NO_PROOF = 1, DOUBT_FALSE_PROOF = 2, DOUBT_EXPIRED = 4, DOUBT_TRAP = 8, DOUBT_QUICK = 16,
	DOUBT_ADDRESS = 32, DOUBT_CONTACT = 64
};
enum { DOUBTS_MAX = 7, PROOF_PARTS = 8, TICKET_HOURS = 24 };

/* What a form is asked for. */
struct doubt_terms {
	int bits;		/* zero bits of each part; 0: no proof is asked for */
	int pause;		/* seconds that a person needs at least; 0: any */
};

/* "SECONDS.32 hex digits" for a form's one-time key, in the arena. */
char *ticket_make(struct arena *a, const unsigned char key[KEY_LEN], const char *form_key, usec_t at);
/*
 * The doubts about a form that came at an instant: its ticket, its proof
 * ("N.N.….N") and what stood in the trap, NULL where nothing came.
 */
int32_t doubts_of(struct arena *a, const unsigned char key[KEY_LEN], const char *form_key, const char *ticket,
    const char *proof, const char *trap, const struct doubt_terms *terms, usec_t now);

#endif
