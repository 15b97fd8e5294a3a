/*
 * Assessment by people from outside (metrics 8): a round has its items, each
 * assessor one sheet a unit; a closed round counts in the scores of the period
 * in which its last day lies.
 */
#ifndef LIB_SERVICE_ASSESS_OPS_H
#define LIB_SERVICE_ASSESS_OPS_H

#include "lib/rule/workflow.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_score.h"

enum { ASSESS_ITEMS_MAX = 12 };

/* Who makes and closes rounds, and who writes sheets. */
bool assess_may_make(uint64_t perms);
bool assess_may_write(uint64_t perms);

/*
 * A new round from its items, one a line ("说明 20": name and points); id 0 and
 * made_at of r are not read.  The same key again gives the same round.
 * ERR_INVALID names the field: name, items, last_day, weight.
 */
enum err assess_open(struct service *sv, const char *key, const struct actor *who, const struct assess_round *r,
    const char *items, int64_t *id) MUST_USE;
/* No sheet comes to it any more, and it counts.  ERR_CONFLICT: it is closed; ERR_INVALID: it has no sheet. */
enum err assess_close(struct service *sv, const struct actor *who, int64_t round_id) MUST_USE;
/*
 * One assessor's sheet about a unit, the points in the order of the items.
 * ERR_CONFLICT: the round is closed, or he has judged this unit already;
 * ERR_INVALID names the field: unit, assessor, points.
 */
enum err assess_put(struct service *sv, const char *key, const struct actor *who, int64_t round_id,
    const struct assess_sheet *s, const int32_t *points, size_t n_points) MUST_USE;
/* A sheet written wrongly is taken back: it stays, and counts no more.  ERR_CONFLICT: the round is closed. */
enum err assess_undo(struct service *sv, const struct actor *who, int64_t round_id, int64_t sheet_id) MUST_USE;
/* Reads the items' lines; false when one is none.  In the arena. */
bool assess_items_read(struct arena *a, const char *text, struct assess_item items[ASSESS_ITEMS_MAX], size_t *n);

#endif
