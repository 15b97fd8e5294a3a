/* Registers beside the cases: what is written down in them, once a form. */
#ifndef LIB_SERVICE_MATTER_OPS_H
#define LIB_SERVICE_MATTER_OPS_H

#include "lib/rule/perm.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_matter.h"

/* What a person may begin: light records on the street, the other two in the supervision section (R14, R16, R17). */
bool matter_may_open(enum matter_kind kind, uint64_t perms);
/* Whose register it is: everybody's of the centre, or, of light records, one's own. */
bool matter_may_read(enum matter_kind kind, uint64_t perms);
/* Who may close or release it: the commander a stubborn problem, its owner's section an inquiry. */
bool matter_may_end(enum matter_kind kind, uint64_t perms);

/*
 * Begins a matter with its first words: a light record is over at once, the
 * others have a day to come back to (ERR_INVALID "date" without one, "origin"
 * for an inquiry without).  The same key twice gives the same matter.
 */
enum err matter_open(struct service *sv, const char *key, const struct actor *who, const struct matter_row *m,
    const char *words, int64_t *id) MUST_USE;
/*
 * One more entry: a status with the next day, or the end.  ERR_INVALID as
 * above; ERR_DENIED when this person may not end it; ERR_CONFLICT when it is over.
 */
enum err matter_note(struct service *sv, const char *key, const struct actor *who, int64_t id,
    enum matter_state state, usec_t due, const char *words) MUST_USE;

/*
 * Writes down that a case belongs to a matter; twice is once.  ERR_DENIED: not this person's register;
 * ERR_INVALID: no such matter, or it is over, or a light record.
 */
enum err matter_add_case(struct service *sv, const struct actor *who, int64_t matter_id, int64_t case_id) MUST_USE;

#endif
