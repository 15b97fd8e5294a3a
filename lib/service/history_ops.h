/* What experience promises at filing (lib/rule/history). */
#ifndef LIB_SERVICE_HISTORY_OPS_H
#define LIB_SERVICE_HISTORY_OPS_H

#include "lib/rule/history.h"
#include "lib/service/office_ops.h"

/*
 * Makes the rows anew from the cases closed in the days of setting
 * history_days before today, at least history_min cases a row; once a day, and
 * never twice at once.  *made says how many there are now, 0 when nothing was
 * to be done.
 */
enum err history_run(struct service *sv, usec_t now, int64_t *made) MUST_USE;

/* What is known of a kind, by the unit where it has had enough of them. */
struct outlook {
	bool known;			/* half, ninety and n are meant */
	struct history history;
	bool has_limit;			/* the filing conditions of the kind set limits */
	struct stage_limit shortest, longest;
};
/* class_id 0, or a kind that never was: nothing known.  unit_id 0: no unit yet. */
enum err history_outlook(struct service *sv, int64_t class_id, int64_t unit_id, usec_t now, struct outlook *out) MUST_USE;

#endif
