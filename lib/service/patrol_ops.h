/*
 * A patroller's shift: he begins it himself, having read how long his
 * positions are kept; only then are they taken.
 */
#ifndef LIB_SERVICE_PATROL_OPS_H
#define LIB_SERVICE_PATROL_OPS_H

#include "lib/service/office_ops.h"
#include "lib/store/store_duty.h"
#include "lib/store/store_patrol.h"

/* The shift an instant lies in, and the day it began; in none: NULL in *shift, *day stays as it was. */
enum err patrol_shift(struct service *sv, usec_t at, const struct shift_row **shift, int32_t *day) MUST_USE;
/* Begin and end of a shift that begins on a local day. */
void patrol_span(const struct shift_row *s, int32_t day, usec_t *from, usec_t *to);
/*
 * Begins a walk.  told_days is what he has read; ERR_CONFLICT when another
 * number holds now, or when he walks already; ERR_INVALID outside all shifts.
 */
enum err patrol_begin(struct service *sv, int64_t user_id, int64_t told_days) MUST_USE;
/* Ends it; one that is over already is no error. */
enum err patrol_end(struct service *sv, int64_t user_id) MUST_USE;
/*
 * Takes positions as patrol_read() reads them: those that count, each once,
 * however often they come.  ERR_INVALID: not readable; without a walk none counts.
 */
enum err patrol_take(struct service *sv, int64_t user_id, const char *text) MUST_USE;

/* A line of the plan from now on; ERR_INVALID: a grid, shift or person that is none. */
enum err patrol_plan_add(struct service *sv, const struct plan_row *p, int64_t set_by) MUST_USE;
/* It ends now; ERR_NOT_FOUND when it has ended, or there is none. */
enum err patrol_plan_end(struct service *sv, int64_t id) MUST_USE;

#endif
