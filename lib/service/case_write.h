/* Writing a step that the rules have worked out; what the other case_*.c files share. */
#ifndef LIB_SERVICE_CASE_WRITE_H
#define LIB_SERVICE_CASE_WRITE_H

#include "lib/service/ledger_ops.h"

/*
 * Writes all of a change with its event, intervals, files, answers and
 * notices; the caller holds the transaction and the row's lock.
 */
enum err case_write(struct service *sv, const struct case_row *before, struct change *ch,
    const struct step *s, const struct attachment *files) MUST_USE;
/*
 * Remembers a form's one-time key (NULL: none); *again says it was sent before.
 * ERR_CONFLICT when it was used for another case.
 */
enum err case_use_key(struct service *sv, const char *key, int64_t user_id, int64_t case_id, usec_t at,
    bool *again) MUST_USE;

#endif
