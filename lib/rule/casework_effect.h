/*
 * The effects of a step (enum effect): what they make of the case's row and
 * what has to be written beside it.  Used by lib/rule/casework.c alone.
 */
#ifndef LIB_RULE_CASEWORK_EFFECT_H
#define LIB_RULE_CASEWORK_EFFECT_H

#include "lib/rule/casework.h"

/* The due instant of one of the centre's limits, urgent for a hazard; USEC_NONE where lim is none of them. */
enum err casework_due(const struct case_row *c, const struct office *o, enum lim lim, usec_t from,
    usec_t *due) MUST_USE;
/* All effects of out->t, from the row in out->after; the state is not touched. */
enum err casework_effects(const struct step *s, const struct office *o, struct change *out) MUST_USE;
/* After the new state is known: flags that differ from before, clocks beside the stage that are over. */
void casework_settle(const struct case_row *before, struct change *out);
/*
 * The effects of requests, supervision, several units and the platform above
 * (rows 13, 14, 23–30, 46–59, 77, 78, R12, R16, R18): lib/rule/casework_request.c.
 */
enum err casework_requests(const struct step *s, const struct office *o, struct change *out) MUST_USE;
/* A clock beside the stage: the open one of its kind ends; a new one begins by one of the centre's limits. */
struct side_change *casework_side(struct change *out, enum side_clock kind);
enum err casework_begin_side(const struct office *o, struct change *out, enum side_clock kind, enum lim lim,
    usec_t from, int64_t user_id) MUST_USE;
/* The sending system's deadline runs from the registration on (R12). */
void casework_outside(struct change *out);
/* A flag that the row bears from the beginning. */
void casework_flag(struct change *out, const char *flag, int32_t value);

#endif
