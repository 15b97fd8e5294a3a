/*
 * Month-end 月结 (lib/rule/monthend.h): drafts come by the timer, units object
 * (lib/service/appeal_ops.h), a person orders the seal, the timer makes it;
 * later differences become numbered corrections, each signed by a person.
 */
#ifndef LIB_SERVICE_MONTH_OPS_H
#define LIB_SERVICE_MONTH_OPS_H

#include "lib/base/blob.h"
#include "lib/rule/monthend.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_month.h"

struct user;

/* How a row stands, for month_step(). */
struct month_facts month_facts_of(const struct month_row *m);

/*
 * The timer's part, each month by itself: a draft of the month that has just
 * ended, once it is counted; the seals that were ordered; once a day the last three sealed months reckoned
 * again, what differs found as a correction; corrections that were signed.
 * *done: months that something was done for.
 */
enum err month_run(struct service *sv, usec_t now, int64_t *done) MUST_USE;
/* A draft made at an instant, for months that were over before the program came.  ERR_INVALID: not over or not counted. */
enum err month_draft(struct service *sv, int32_t first_day, usec_t at, bool *made) MUST_USE;

/*
 * A unit's objection to a case in its draft figures: appeal_ask() with the
 * month's window.  ERR_CONFLICT when the window is not open; ERR_INVALID
 * "number" for a case that its count does not hold; else as appeal_ask().
 */
struct appeal_wish;
enum err month_object(struct service *sv, const char *key, const struct actor *who, const struct appeal_wish *w, usec_t now,
    int64_t *id) MUST_USE;
/*
 * Orders the seal; the timer makes it within a minute or two.  ERR_DENIED
 * without PERM_COMMAND; ERR_CONFLICT while the window is open, an objection
 * waits, or it was ordered before.
 */
enum err month_order_seal(struct service *sv, const struct user *who, int32_t first_day, usec_t now) MUST_USE;
/*
 * Signs a correction with its reason; sha256 (64 hex digits) is the one that
 * was looked at.  ERR_DENIED without PERM_COMMAND; ERR_CONFLICT: it is another by now.
 */
enum err month_sign(struct service *sv, const struct user *who, int32_t first_day, int32_t no, const char *sha256,
    const char *reason, usec_t now) MUST_USE;

/* The figures of a month as lines of a snapshot: from the tables, or from the lives of its cases (anew). */
enum err month_figures(struct service *sv, int32_t first_day, bool anew, struct month_text *out) MUST_USE;
/* The same with a line for each case that is in a count and each rule that held when the month ended; what is sealed.  From the tables. */
enum err month_snapshot_of(struct service *sv, int32_t first_day, struct month_text *out, int64_t *cases) MUST_USE;

/* What was found about a sealed month; why is static or in the arena, NULL: all agrees. */
struct month_verdict {
	int64_t cells, cases;
	int32_t no;		/* the correction that holds; 0: the seal itself */
	char sha256[65];	/* of what holds */
	const char *why;
};
/* ERR_NOT_FOUND: the month is not sealed. */
enum err month_verify(struct service *sv, int32_t first_day, struct month_verdict *out) MUST_USE;

#endif
