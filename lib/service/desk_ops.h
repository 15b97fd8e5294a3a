/* What makes a desk quick: filters, claims, canned texts, one form for many cases. */
#ifndef LIB_SERVICE_DESK_OPS_H
#define LIB_SERVICE_DESK_OPS_H

#include "lib/service/case_ops.h"
#include "lib/store/store_desk.h"
#include "lib/store/store_filter.h"

enum { FILTERS_MAX = 20, BULK_MAX = 50 };

/* In the place of a queue: several tasks of the street. */
#define BULK_TASKS "tasks"

/*
 * Saves a filter.  ERR_INVALID naming "name" (he has one of this name, or
 * FILTERS_MAX already) or "whose" (a role he does not have).
 */
enum err desk_filter_save(struct service *sv, const struct user *user, const struct filter *f) MUST_USE;

enum claim_act { CLAIM_TAKE, CLAIM_OVER, CLAIM_LEAVE };
/*
 * Says that somebody has a case open as it stands at version: takes it where
 * it is free, keeps it on, takes it over, or lets go.  *held says whether
 * anybody has it afterwards: *who.  A case that has moved on is nobody's.
 * ERR_NOT_FOUND: not a case he may see.  It decides nothing: whose step counts
 * is the version's business.
 */
enum err desk_claim(struct service *sv, const struct user *user, int64_t case_id, int64_t version,
    enum claim_act act, bool *held, struct claim_row *who) MUST_USE;

/* Ends a canned text and, where fresh is not NULL, begins another in its place; id 0: only begins. */
enum err desk_canned_change(struct service *sv, int64_t id, const struct canned_row *fresh, int64_t by) MUST_USE;

/* One case of a form that takes many, as it stood on the page. */
struct bulk_item {
	int64_t case_id, version;
};
/*
 * Takes the same step with each of n cases, one transaction a case, by the
 * same rules and guards as alone (case_act()); key is the form's one-time key,
 * of which each case gets its own.  What became of each is kept: *run is the
 * run's number, the same for the same key.  With duty, a case gets the unit
 * that the duty table names first.  The form's files (form->n_files of files) go to each.  Only what ends the work as a whole is an
 * error (ERR_UNAVAILABLE …); the form may then be sent again.
 */
enum err desk_bulk(struct service *sv, const struct user *user, const char *key, const char *queue,
    const struct step *form, const struct attachment *files, bool duty, const struct bulk_item *items, size_t n,
    int64_t *run) MUST_USE;

#endif
