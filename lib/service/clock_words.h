/*
 * Clocks in words of either language, for pages, papers and "anjuan explain".
 * All texts in the arena or the catalogue's.
 */
#ifndef LIB_SERVICE_CLOCK_WORDS_H
#define LIB_SERVICE_CLOCK_WORDS_H

#include "lib/base/text.h"
#include "lib/rule/clockwork.h"

/* What the clock is of: the state's name, the one beside it, the promise's kind. */
const char *clock_words_name(struct arena *a, enum lang lang, const struct case_clock *c);
/* "3 working days"; with an extension "5 working days, of which 2 extended". */
char *clock_words_limit(struct arena *a, enum lang lang, const struct case_clock *c);
/* What a line of the sum stands for; who: who stopped the clock, may be NULL. */
char *clock_words_line(struct arena *a, enum lang lang, const struct deadline_line *l, enum limit_unit unit,
    const char *who);
/* "1 h 30 min" of counted time, without a sign; under a minute "1 min". */
char *clock_words_span(struct arena *a, enum lang lang, usec_t span);
/* How the clock stands: done in time or late, stopped, what is left or over; "" without a limit. */
char *clock_words_standing(struct arena *a, enum lang lang, const struct case_clock *c, usec_t at);

#endif
