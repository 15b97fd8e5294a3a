/*
 * The log of the office's own data: one chain of the ledger (SUBJECT_OFFICE, 1).
 * Inside admin_ops, and for what the command line changes.
 */
#ifndef LIB_SERVICE_ADMIN_LOG_H
#define LIB_SERVICE_ADMIN_LOG_H

#include "lib/rule/admin.h"
#include "lib/service/office_ops.h"

struct user;

/* One line of it; who NULL: the timer or the command line. */
struct admin_entry {
	enum admin_event kind;
	int32_t from, to;	/* states of a change */
	const char *detail;	/* "name=value\n" lines: thing=, op=, row= … */
	const char *text;	/* "name=value", "-name=old", "+name=new" lines; may be NULL */
	usec_t at;
};
/* Appends it in the caller's transaction.  ERR_CONFLICT: somebody else wrote at the same time. */
enum err admin_log_add(struct service *sv, const struct user *who, const struct admin_entry *x) MUST_USE;
/*
 * What the command line has done (ADE_BATCH), in the caller's transaction: no
 * second person is there, so the operating system's user stands in it.
 */
enum err admin_log_batch(struct service *sv, const char *os_user, enum admin_thing thing, enum admin_op op,
    const char *row, const char *text) MUST_USE;

#endif
