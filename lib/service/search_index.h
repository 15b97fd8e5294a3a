/*
 * Keeping the sets of search: what the timer adds, and building them anew.
 * Only one at a time does either, whatever the number of hosts.
 */
#ifndef LIB_SERVICE_SEARCH_INDEX_H
#define LIB_SERVICE_SEARCH_INDEX_H

#include "lib/service/office_ops.h"

/*
 * Puts the changed cases into the sets once so many wait that searches would
 * feel it, or one has waited ten minutes.  *merged gets the changes done; 0
 * also when somebody else holds the lock.
 */
enum err search_merge(struct service *sv, usec_t now, int64_t *merged) MUST_USE;
/* The same whatever waits: for tests and after an import. */
enum err search_merge_all(struct service *sv, int64_t *merged) MUST_USE;

/* What a rebuild did. */
struct search_built {
	int64_t cases, tokens, bytes;	/* tokens: rows written; bytes: of their sets */
};
/*
 * Builds the sets of all cases from an id on (whole chunks of them) from their
 * texts; a chunk a transaction, so that a broken run goes on with the next.
 * say (may be NULL) is called after each chunk.  ERR_CONFLICT when the lock is
 * not to be had within a minute.
 */
typedef void search_say_fn(void *ctx, int64_t done, int64_t of);
enum err search_build(struct service *sv, int64_t from_id, search_say_fn *say, void *ctx,
    struct search_built *out) MUST_USE;

#endif
