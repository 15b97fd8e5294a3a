/* Sessions (only the token's hash is kept) and tries to sign in. */
#ifndef LIB_STORE_STORE_SESSION_H
#define LIB_STORE_STORE_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/base/secret.h"

struct arena;
struct db;
struct user;

/* A session as the database knows it. */
struct session_row {
	struct user *user;	/* without roles: user_take_roles() */
	const char *role_ids;	/* those of now, "3,5"; NULL: none */
	unsigned char csrf_secret[HASH_LEN];
	usec_t seen_at;
};

/* How often somebody failed lately, and when last (USEC_NONE: never). */
struct login_tries {
	int64_t n;
	usec_t last;
};

enum err store_session_add(struct db *db, const unsigned char token_hash[HASH_LEN], int64_t user_id,
    const unsigned char csrf_secret[HASH_LEN], usec_t now, const char *addr_prefix) MUST_USE;
/* ERR_NOT_FOUND: none, not seen after idle_since, not made after made_since, or its owner is closed. */
enum err store_session_find(struct db *db, struct arena *a,
    const unsigned char token_hash[HASH_LEN], usec_t idle_since, usec_t made_since, usec_t now,
    struct session_row **out) MUST_USE;
enum err store_session_seen(struct db *db, const unsigned char token_hash[HASH_LEN], usec_t now) MUST_USE;
/* No such session is no error. */
enum err store_session_end(struct db *db, const unsigned char token_hash[HASH_LEN]) MUST_USE;
enum err store_session_end_all(struct db *db, int64_t user_id) MUST_USE;

enum err store_login_try_add(struct db *db, const char *login, const char *addr_prefix, usec_t at,
    bool ok) MUST_USE;
/* Failures after since: of this login from this address, with no success after them; … */
enum err store_login_tries_pair(struct db *db, const char *login, const char *addr_prefix,
    usec_t since, struct login_tries *out) MUST_USE;
/* … of this login from addresses it has not signed in from after known_since; … */
enum err store_login_tries_login(struct db *db, const char *login, usec_t since, usec_t known_since,
    struct login_tries *out) MUST_USE;
/* … of any login from this address. */
enum err store_login_tries_addr(struct db *db, const char *addr_prefix, usec_t since,
    struct login_tries *out) MUST_USE;
/* Whether this login signed in from this address after since. */
enum err store_login_known(struct db *db, const char *login, const char *addr_prefix, usec_t since,
    bool *out) MUST_USE;

#endif
