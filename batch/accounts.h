/*
 * Accounts made from the command line, and the list of those whose passwords
 * this program has drawn: data_dir/demo-accounts.tsv, readable by its owner
 * only.  "conf/demo accounts" shows it.
 */
#ifndef BATCH_ACCOUNTS_H
#define BATCH_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/job.h"
#include "lib/base/clock.h"

struct account {
	const char *login, *name, *name_en;
	const char *const *roles;	/* "R_CHIEF" …; the first is the one listed */
	size_t n_roles;
	int64_t unit_id;		/* 0: the office itself */
	const char *password;		/* NULL: drawn, and set here */
	usec_t since;			/* from when he is one of us; 0: now */
	int64_t id;			/* set by account_add() */
};

/*
 * Makes the account with its roles in the caller's transaction, or on its own.
 * ERR_CONFLICT: the login is taken; ERR_NOT_FOUND: no such role; ERR_INVALID:
 * login, name or password cannot be used.
 */
enum err account_add(struct app *app, struct account *p) MUST_USE;
/* Gives or takes a role from now on. */
enum err account_role(struct app *app, int64_t user_id, const char *role, bool gives) MUST_USE;
/* Writes the list anew: "role<TAB>login<TAB>password". */
enum err accounts_write(struct app *app, const struct account *list, size_t n) MUST_USE;
/* Where the list is, in the arena. */
char *accounts_path(const struct app *app);

#endif
