/*
 * Signing in and out.  Passwords are argon2id, at most two at a time on a host;
 * a session is 128 random bits in a cookie of which the database knows only
 * the hash (design 4.19).
 */
#ifndef LIB_SERVICE_USER_OPS_H
#define LIB_SERVICE_USER_OPS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/store/store_user.h"

struct arena;
struct conf;
struct db;
struct service;

enum {
	PASSWORD_MIN = 10,	/* characters */
	PASSWORD_MAX = 256,
	SESSION_HOURS = 12	/* the longest a session lasts, however busy */
};

/* A living session. */
struct session {
	const struct user *user;
	const char *csrf;	/* the token its forms carry */
};

/*
 * Checks login and password for someone at addr_prefix and starts a session;
 * *token is the cookie's value.  ERR_LOGIN: wrong, unknown or closed account
 * (all alike); ERR_TOO_MANY: wait; ERR_UNAVAILABLE: too many sign in just now.
 */
enum err user_sign_in(struct db *db, struct arena *a, const struct conf *c, const char *login,
    const char *password, const char *addr_prefix, const char **token) MUST_USE;
/*
 * The session of a token with its owner's roles of now; keeps it alive.
 * ERR_LOGIN: none, over its idle time or its longest time, or its owner is closed.
 */
enum err user_of_session(struct service *sv, const char *token, struct session **out) MUST_USE;
/* The same for what a page asks by itself: it keeps no session alive that nobody sits at. */
enum err user_at_session(struct service *sv, const char *token, struct session **out) MUST_USE;
/* Ends one session; one that is over already is no error. */
enum err user_sign_out(struct db *db, const char *token) MUST_USE;
/* Ends all sessions of a person. */
enum err user_sign_out_everywhere(struct db *db, int64_t user_id) MUST_USE;
/*
 * Changes one's own password, ends all one's sessions and starts a new one
 * (*token).  ERR_INVALID naming "old" or "new"; ERR_TOO_MANY after too many
 * wrong old ones.
 */
enum err user_change_password(struct db *db, struct arena *a, const struct conf *c,
    const struct user *who, const char *old, const char *fresh, const char *addr_prefix,
    const char **token) MUST_USE;
/*
 * Sets somebody's password (administration), which he has to change at his
 * next sign-in unless keep, and ends his sessions, in the caller's transaction.
 * ERR_INVALID naming "new".
 */
enum err user_set_password(struct db *db, struct arena *a, int64_t user_id, const char *login,
    const char *fresh, bool keep) MUST_USE;
/*
 * Whether the database's permissions are those of lib/rule/perm.h; ERR_INTERNAL
 * names the difference.  The desk does not start otherwise.
 */
enum err user_check_permissions(struct db *db, struct arena *a) MUST_USE;

/* The argon2id hash of a password, in one of the host's places for it; ERR_UNAVAILABLE when they stay taken. */
enum err user_hash_password(struct arena *a, const struct conf *c, const char *password, char **hash) MUST_USE;

/* A password to begin with, "k7mq-x2fd-9hwa": it will be typed from paper, and changed at the first sign-in. */
char *user_first_password(struct arena *a);

#endif
