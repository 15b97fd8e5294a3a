/* What a sender says of the result of his complaint (workflow row 78). */
#ifndef LIB_SERVICE_COMPLAINT_RATE_H
#define LIB_SERVICE_COMPLAINT_RATE_H

#include "lib/rule/case.h"
#include "lib/rule/perm.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_beside.h"

/* Characters of a comment. */
enum { RATING_WORDS_MAX = 1000 };

/*
 * Writes down one answer: row, event ("rated") and, where it is not solved or
 * only partly, a notice to acceptor and duty chief, who may open the case again, in one
 * transaction.  All answers stay, the last one counts.  who->user_id 0: the
 * sender himself, else the clerk he told it on the telephone.  The same key
 * twice is OK and one answer.  ERR_DENIED (err_text() is a key of the
 * catalogue) while his case is not closed, ERR_INVALID at "rating" or "note",
 * ERR_NOT_FOUND for no such complaint.  Works with the public account.
 */
enum err complaint_rate(struct service *sv, const char *key, int64_t complaint_id, enum rating answer,
    const char *words, const struct actor *who) MUST_USE;

#endif
