/* How well a name fits what somebody typed to find it.  Pure. */
#ifndef LIB_RULE_FIND_H
#define LIB_RULE_FIND_H

#include <stddef.h>

#include "lib/base/fold.h"

/*
 * 0: not at all; FIND_EXACT the same but for case, width, accents and signs;
 * between, the better the higher: the name begins so, the typed text has the
 * name in it as a word (the longer, the better), the name has the typed text
 * in it.  "lamps" has the word "lamp" in it, "carpet" not "car"; an ideograph
 * needs no blank beside it.
 */
enum { FIND_NONE = 0, FIND_INSIDE = 30, FIND_WORD = 40, FIND_BEGIN = 80, FIND_EXACT = 100 };
int find_score(const struct folded *typed, const struct folded *name);

/* Something to choose among: its best score, and the place of the name that had it among its names. */
struct find_hit {
	size_t row;
	int score, place;
};
/* For qsort(): the best first, an earlier name before a later one, then in the order of the rows. */
int find_better(const void *a, const void *b);

#endif
