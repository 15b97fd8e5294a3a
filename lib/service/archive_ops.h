/*
 * The archive: boxes are filled, callers' data laid apart, holds set and
 * lifted, what has been kept long enough listed, signed for by two and
 * destroyed; the ledger stays and still verifies.
 */
#ifndef LIB_SERVICE_ARCHIVE_OPS_H
#define LIB_SERVICE_ARCHIVE_OPS_H

#include "lib/rule/archive.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_archive.h"

struct actor;

/* The first line of a file with a caller's data. */
#define CALLER_MARK "anjuan caller 1\n"

/*
 * Puts archived cases into boxes, the longest archived first, at most max of
 * them, and seals their callers' data to the year's key; *done says how many.
 * Several may run at once.
 */
enum err archive_fill(struct service *sv, int64_t max, int64_t *done) MUST_USE;

/* ERR_NOT_FOUND: no such case; ERR_CONFLICT: it is held already. */
enum err archive_hold(struct service *sv, int64_t case_id, const char *why, usec_t until, const struct actor *who) MUST_USE;
/* ERR_CONFLICT: nothing holds it. */
enum err archive_lift(struct service *sv, int64_t case_id, const char *why, const struct actor *who) MUST_USE;

enum { DESTRUCTION_MAX = 20000 };
/*
 * Lists what was to be kept until the end of a year before this one and is
 * not held.  ERR_NOT_FOUND: nothing; ERR_CONFLICT: a list of the year is open.
 */
enum err archive_list_make(struct service *sv, const struct actor *who, int64_t *id) MUST_USE;
/* Signs it, first or second; ERR_DENIED names the refusal (err_field()), ERR_CONFLICT: it has moved on. */
enum err archive_list_sign(struct service *sv, int64_t id, const struct actor *who) MUST_USE;
enum err archive_list_withdraw(struct service *sv, int64_t id) MUST_USE;
/*
 * Destroys what a signed list names, each case in its own transaction; a case
 * that is held meanwhile is kept.  A run that broke off goes on where it was.
 */
enum err archive_destroy(struct service *sv, int64_t list_id, int64_t *destroyed, int64_t *kept) MUST_USE;

/*
 * Opens a file with a caller's data and writes into each complaint's ledger
 * who did and why.  *text: a line a contact (complaint, name, phone, e-mail,
 * with tabs).  ERR_DENIED: not his to see; ERR_NOT_FOUND: not one of ours;
 * ERR_INVALID: changed.
 */
enum err archive_caller_open(struct service *sv, const void *file, size_t len, const struct actor *who, const char *why,
    const char **text) MUST_USE;

#endif
