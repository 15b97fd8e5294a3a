/*
 * Appeals (metrics 5, R1): a unit objects to a case that is counted late, once
 * a case, or to a case in a month's draft figures.  Two different persons
 * rule: the first says what he thinks, the second decides, and only what both
 * grant is granted.  Instants and late marks stay as they are; a granted
 * appeal takes the case out of the counts of handling and
 * closing (case_exempt), whatever month it was in.  All rulings stand in the
 * appeal's own chain of the ledger.
 */
#ifndef LIB_SERVICE_APPEAL_OPS_H
#define LIB_SERVICE_APPEAL_OPS_H

#include "lib/service/office_ops.h"
#include "lib/store/store_account.h"

/* What a unit asks for. */
struct appeal_wish {
	enum appeal_kind kind;
	int64_t case_id;
	int32_t first_day;	/* APPEAL_MONTH: the month */
	const char *count_word;	/* APPEAL_MONTH: the count objected to ("n_close_late_open") */
	usec_t due;		/* of the rulings; USEC_NONE: no day */
	const char *words;
};
/*
 * Writes it down for the person's own unit.  ERR_DENIED: not his; ERR_INVALID
 * "note", "case" (its limit has not run out); ERR_CONFLICT: appealed before.
 * The same key twice is one appeal.
 */
enum err appeal_ask(struct service *sv, const char *key, const struct actor *who, const struct appeal_wish *w, int64_t *id) MUST_USE;
/* Whether this person may ask for this unit's case, as far as his post goes. */
bool appeal_may_ask(const struct actor *who, int64_t unit_id);
/* Whether he may rule now: neither of those who wrote it, nor the first of the two. */
bool appeal_may_rule(const struct appeal_row *a, const struct actor *who);
/*
 * One of the two rulings, with its reason.  ERR_DENIED: not a person who
 * rules; ERR_INVALID "ruling": the same person twice, or of the unit's own;
 * ERR_CONFLICT: ruled already.  What is granted also goes to what was found of
 * the case: a proposed finding does not hold any more, a confirmed one is told.
 */
enum err appeal_rule(struct service *sv, const char *key, const struct actor *who, int64_t id, bool grant, const char *words) MUST_USE;
/* By the unit, before the second ruling. */
enum err appeal_take_back(struct service *sv, const char *key, const struct actor *who, int64_t id, const char *words) MUST_USE;
/* Periods that were counted with a case that is exempt now are counted anew; before the figures of a tick. */
enum err appeal_recount(struct service *sv) MUST_USE;

#endif
