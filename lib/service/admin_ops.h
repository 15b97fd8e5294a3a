/*
 * The office's own data, changed by one person and confirmed by another
 * (standards §10, workflow §7).  A change is first a draft that shows what it
 * would touch; handed in it waits for the second person; confirmed it is
 * written, with its first day.  Nothing here touches what is promised already:
 * cases keep calendar, limit and condition they were given.
 *
 * The log is a chain of the ledger (SUBJECT_OFFICE, 1): appended only, sealed
 * with the day, verified with all others.  One chain for all things, since
 * changes are few and an order over all of them is what an auditor asks for.
 */
#ifndef LIB_SERVICE_ADMIN_OPS_H
#define LIB_SERVICE_ADMIN_OPS_H

#include "lib/rule/admin.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_admin.h"

struct user;

/* Whether a person may look at the things at all. */
bool admin_may_look(const struct user *who);

/* What is wrong with a column; key NULL: nothing. */
struct admin_fault {
	const char *key, *args[2];
};
/*
 * Completes a row a form has brought (fixed columns come from the row that is
 * there) and checks it: faults has one entry a column.  *bad says how many are
 * wrong.  old gets the row as it is; all empty for OP_ADD.
 */
enum err admin_examine(struct service *sv, enum admin_thing thing, enum admin_op op, const char *key,
    struct admin_values *row, struct admin_values *old, struct admin_fault faults[ADMIN_COLS], size_t *bad) MUST_USE;

struct admin_wish {
	enum admin_thing thing;
	enum admin_op op;
	const char *key;	/* "" for OP_ADD */
	const struct admin_values *row, *old;
	usec_t from;		/* 0: from the confirmation on */
	const char *note;	/* why */
};
/* Writes a draft of an examined row.  ERR_DENIED: not his to change; ERR_INVALID: nothing would change. */
enum err admin_draft(struct service *sv, const struct user *who, const struct admin_wish *w, int64_t *id) MUST_USE;
/* How many cases or rows run under what the change would end. */
enum err admin_touched(struct service *sv, const struct change_row *c, int64_t *n) MUST_USE;
/* Which cases those are now, by their id, after one of them; at most CHANGE_PAGE + 1. */
enum err admin_touched_cases(struct service *sv, const struct change_row *c, int64_t after, struct touched_case **out,
    size_t *n) MUST_USE;

/* What a person may do with a change. */
struct admin_steps {
	bool hand_in, withdraw, decide;
	bool about_self;	/* he would decide, but it concerns himself */
};
struct admin_steps admin_steps(const struct user *who, const struct change_row *c);
/* Hands a draft in, or withdraws a change that is not in force.  ERR_DENIED, ERR_CONFLICT. */
enum err admin_hand_in(struct service *sv, const struct user *who, int64_t id) MUST_USE;
enum err admin_withdraw(struct service *sv, const struct user *who, int64_t id) MUST_USE;
/*
 * The second person's word.  Confirmed, the change is written, or waits for its
 * day.  *password gets a person's first password, to be shown once; NULL
 * otherwise.  ERR_CONFLICT: the row has changed meanwhile, or somebody was
 * faster; ERR_INVALID: it would break a rule by now (err_field() names it).
 */
enum err admin_decide(struct service *sv, const struct user *who, int64_t id, bool yes, const char *why,
    const char **password) MUST_USE;
/* Ends all sessions of a person at once: it only takes away, so one person is enough. */
enum err admin_sign_out(struct service *sv, const struct user *who, const char *person) MUST_USE;
/* Writes the confirmed changes whose day has come; *n says how many. */
enum err admin_run_due(struct service *sv, usec_t now, int64_t *n) MUST_USE;

#endif
