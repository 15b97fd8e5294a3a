/* Inside admin_ops: rules over more than one row, and the writing itself. */
#ifndef LIB_SERVICE_ADMIN_WRITE_H
#define LIB_SERVICE_ADMIN_WRITE_H

#include "lib/service/admin_ops.h"

/*
 * Rules that look at other rows: three separate administrators, a unit above
 * itself, the last administrator.  ERR_INVALID with err_field() = the column,
 * err_text() for the log.
 */
enum err admin_rules(struct service *sv, enum admin_thing thing, enum admin_op op, const char *key,
    const struct admin_values *row, usec_t now) MUST_USE;
/* Writes a confirmed change; the caller holds the transaction and its lock. */
enum err admin_apply(struct service *sv, const struct change_row *c, usec_t now, const char *password_hash) MUST_USE;
/* Number of a row's key or value; 0 for none. */
int64_t admin_number(const char *text);

#endif
