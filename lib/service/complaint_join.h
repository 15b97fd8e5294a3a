/*
 * "This is mine too": a complaint joins the case its sender has recognised,
 * in the transaction that files it; and a clerk takes it out again.
 */
#ifndef LIB_SERVICE_COMPLAINT_JOIN_H
#define LIB_SERVICE_COMPLAINT_JOIN_H

#include "lib/base/secret.h"
#include "lib/rule/perm.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_door.h"

/* By when the sender may expect the acceptor's decision: the hour inside duty time (S2). */
enum err complaint_accept_due(struct service *sv, usec_t at, usec_t *due) MUST_USE;

/*
 * Locks the case a sender says is the same.  *joins: the complaint goes to it
 * at once; otherwise (the case is over, or the sender is suspect) the complaint
 * is filed and only points to it.  ERR_NOT_FOUND for no such case.
 */
enum err complaint_join_begin(struct service *sv, int64_t case_id, bool suspect, struct join_row *c,
    bool *joins) MUST_USE;
/* Links a complaint whose first event is written, with a line in both ledgers. */
enum err complaint_join_end(struct service *sv, int64_t complaint_id, struct join_row *c, const struct actor *who,
    usec_t at) MUST_USE;
/*
 * Takes a complaint out of its case: it waits for the acceptor as on its first
 * day, both ledgers say who did.  ERR_INVALID for the one that made the case,
 * and for a case that is filed away or void.  *case_id: the case it was in.
 */
enum err complaint_part(struct service *sv, int64_t complaint_id, const char *key, const struct actor *who,
    int64_t *case_id) MUST_USE;

#endif
