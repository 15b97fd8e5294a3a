/*
 * Stubborn problems (顽症, R17): what is deducted from whom for a period.  Pure.
 *
 * The unit that works on one loses points for each period at whose end the
 * problem stands open and had stood since before it; the person who owned it
 * loses them for each status that fell due in the period and was not written
 * by then.  Closed or released upward within the period costs the unit nothing.
 */
#ifndef LIB_RULE_STUBBORN_H
#define LIB_RULE_STUBBORN_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/rule/period.h"

struct arena;

/* A status that was to be written; done USEC_NONE: nothing came. */
struct stubborn_status {
	int64_t matter_id, owner_id;
	usec_t due, done;
};
/* A problem's life; ended USEC_NONE: open. */
struct stubborn_life {
	int64_t matter_id, unit_id;	/* 0: no unit works on it */
	usec_t opened, ended;
};
/* Settings stubborn_open, stubborn_missed, stubborn_cap: tenths of a point; the cap a subject and period. */
struct stubborn_rule {
	int32_t open, missed, cap;
};

enum stubborn_subject { STUBBORN_UNIT = 1, STUBBORN_PERSON = 2 };
/* What one subject loses: tenths of a point. */
struct stubborn_loss {
	enum stubborn_subject subject;
	int64_t subject_id;
	int32_t times;		/* problems open, or statuses missed */
	int32_t points;		/* capped */
};

/*
 * The losses of P as they stand at now (a period that is not over counts what
 * has happened until then); units first, each subject once, in the arena.
 */
void stubborn_losses(struct arena *a, const struct stubborn_life *lives, size_t n_lives,
    const struct stubborn_status *statuses, size_t n_statuses, struct period p, usec_t now,
    const struct stubborn_rule *rule, struct stubborn_loss **out, size_t *n);
/* Whether a status that was due counts as missed at an instant. */
static inline bool
stubborn_missed(const struct stubborn_status *s, usec_t now)
{
	return s->due <= now && (s->done == USEC_NONE || s->done > s->due);
}

#endif
