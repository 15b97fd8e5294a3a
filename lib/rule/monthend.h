/*
 * Month-end 月结 (moonshots 10): the figures of a month that is over are a
 * draft, the units object case by case within a window, each objection gets
 * two rulings, then the month is sealed.  What is found different later is a
 * numbered correction that lists the changed cells.  Pure.
 *
 * A snapshot is what is sealed: a text of lines "key<TAB>value<LF>" in the
 * order of their bytes, each key once.  The same figures give the same bytes.
 */
#ifndef LIB_RULE_MONTHEND_H
#define LIB_RULE_MONTHEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"

struct calendar;

enum month_step {
	MONTH_RUNNING,		/* not over, or not counted yet */
	MONTH_OBJECTIONS,	/* the draft is out and the units may object */
	MONTH_RULING,		/* the window is over, objections wait for their rulings */
	MONTH_READY,		/* nothing is in the way of the seal */
	MONTH_SEALED,
	MONTH_STEP_MAX
};

struct month_facts {
	usec_t drafted;		/* USEC_NONE: no draft yet */
	usec_t until;		/* end of the window */
	int64_t open;		/* objections without their second ruling */
	usec_t sealed;		/* USEC_NONE: not yet */
};

/* Where a month stands; at the window's end itself nobody objects any more. */
enum month_step month_step(const struct month_facts *m, usec_t now);

/*
 * The end of a window of so many working days: the last instant's successor of
 * the n-th working day after the draft's own day, make-up days included.
 * ERR_INVALID when the calendar does not reach there.
 */
enum err month_window(const struct calendar *c, usec_t drafted, int days, usec_t *until) MUST_USE;

/* One line of a snapshot; not terminated. */
struct month_text {
	const char *s;
	size_t len;
};
/* Whether a line is a figure, and no counted case ("case …") and no rule ("rule …") of the month. */
bool month_is_figure(struct month_text key);
/* A changed cell: was or is has s NULL where the line is missing. */
typedef enum err month_diff_fn(void *ctx, struct month_text key, struct month_text was, struct month_text is);
/*
 * Tells each line that differs, in the order of the keys.  ERR_INVALID: a text
 * that is no snapshot (no tab, no end of line, out of order), with the line's
 * number; else what fn returned.
 */
enum err month_diff(struct month_text was, struct month_text is, month_diff_fn *fn, void *ctx) MUST_USE;

#endif
