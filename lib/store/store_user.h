/*
 * People who sign in: accounts, roles, permissions.  Roles → permissions are
 * data (sql/seed); C knows the permissions' names only (lib/rule/perm.h).
 */
#ifndef LIB_STORE_STORE_USER_H
#define LIB_STORE_STORE_USER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;
struct db;

/* One role someone has now. */
struct user_role {
	int64_t role_id;
	const char *code;		/* "R_ACCEPTOR" */
	const char *name_zh, *name_en;
};

/* A role and what it allows: bit PERM_x. */
struct role_row {
	int64_t id;
	const char *code, *name_zh, *name_en;
	const char *perm_codes;		/* "FILE,VOID", as it came */
	uint64_t perms;
};

/* Who is at work. */
struct user {
	int64_t id;
	int64_t unit_id;		/* 0 = the office itself */
	const char *login;
	const char *name, *name_en;
	const char *unit_name, *unit_name_en;	/* NULL without a unit */
	const char *lang;		/* "zh-CN", "en"; NULL = by browser */
	bool must_change;		/* has to choose a password before anything else */
	uint64_t perms;			/* what all roles of now allow together: bit PERM_x */
	uint64_t delegated;		/* of these, what he has only as the commander's deputy now */
	int32_t deputy_why;		/* enum duty_why */
	int64_t deputy_absence;
	const struct user_role *roles;
	size_t nroles;
};

/* The account as sign-in needs it. */
struct user_login {
	int64_t id;
	const char *password_hash;	/* NULL: no password, cannot sign in */
	bool active;
};

/* ERR_NOT_FOUND for an unknown login. */
enum err store_user_login(struct db *db, struct arena *a, const char *login,
    struct user_login **out) MUST_USE;
/* The person with the roles valid at now; ERR_NOT_FOUND when there is none or he is not active. */
enum err store_user_by_id(struct db *db, struct arena *a, int64_t id, usec_t now,
    struct user **out) MUST_USE;
/* All roles, by number.  ERR_INTERNAL: the database knows a permission this program does not. */
enum err store_roles(struct db *db, struct arena *a, struct role_row **out, size_t *n) MUST_USE;
/* Fills roles, nroles and perms of u from the numbers of its roles, "3,5" (NULL: none). */
void user_take_roles(struct arena *a, struct user *u, const char *ids, const struct role_row *roles, size_t n);
/* All permission codes of the database. */
enum err store_permission_codes(struct db *db, struct arena *a, const char *const **codes,
    size_t *n) MUST_USE;
/* Sets a new password hash and clears (or sets) must_change. */
enum err store_user_set_password(struct db *db, int64_t id, const char *hash, bool must_change) MUST_USE;

#endif
