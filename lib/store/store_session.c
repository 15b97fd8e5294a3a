#include "config.h"
#include "lib/store/store_session.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/store/store_user_in.h"

#include "lib/base/banned.h"

/* The columns of USER_BY_SESSION. */
struct found {
	struct user user;
	const char *role_ids;
	struct blob secret;
	usec_t seen_at;
};

static const struct db_col found_cols[] = {
	USER_COLS(found),
	{ DB_COL_BLOB, offsetof(struct found, secret), "csrf_secret" },
	{ DB_COL_TIME, offsetof(struct found, seen_at), "seen_at" },
};

static const struct db_col tries_cols[] = {
	COL_I64(login_tries, n), COL_TIME(login_tries, last),
};

enum err
store_session_add(struct db *db, const unsigned char token_hash[HASH_LEN], int64_t user_id,
    const unsigned char csrf_secret[HASH_LEN], usec_t now, const char *addr_prefix)
{
	const struct db_arg args[] = { DB_BLOB(token_hash, HASH_LEN), DB_I64(user_id),
		DB_BLOB(csrf_secret, HASH_LEN), DB_TIME(now), DB_TIME(now), DB_STR(addr_prefix) };

	return db_exec(db, SQL_SESSION_ADD, args, N(args), NULL, NULL);
}

enum err
store_session_find(struct db *db, struct arena *a, const unsigned char token_hash[HASH_LEN],
    usec_t idle_since, usec_t made_since, usec_t now, struct session_row **out)
{
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now), DB_BLOB(token_hash, HASH_LEN),
		DB_TIME(idle_since), DB_TIME(made_since) };
	struct found *f = arena_new_of(a, struct found);
	struct session_row *row = arena_new_of(a, struct session_row);
	enum err e = db_one(db, SQL_USER_BY_SESSION, args, N(args), found_cols, N(found_cols), a, f);

	if (e != OK)
		return e;
	if (f->secret.len != HASH_LEN)
		return err_raise(ERR_INTERNAL, "a session's secret of %zu bytes", f->secret.len);
	memcpy(row->csrf_secret, f->secret.data, HASH_LEN);
	row->user = &f->user;
	row->role_ids = f->role_ids;
	row->seen_at = f->seen_at;
	*out = row;
	return OK;
}

enum err
store_session_seen(struct db *db, const unsigned char token_hash[HASH_LEN], usec_t now)
{
	const struct db_arg args[] = { DB_TIME(now), DB_BLOB(token_hash, HASH_LEN) };

	return db_exec(db, SQL_SESSION_SEEN, args, N(args), NULL, NULL);
}

enum err
store_session_end(struct db *db, const unsigned char token_hash[HASH_LEN])
{
	const struct db_arg args[] = { DB_BLOB(token_hash, HASH_LEN) };

	return db_exec(db, SQL_SESSION_END, args, N(args), NULL, NULL);
}

enum err
store_session_end_all(struct db *db, int64_t user_id)
{
	const struct db_arg args[] = { DB_I64(user_id) };

	return db_exec(db, SQL_SESSION_END_ALL, args, N(args), NULL, NULL);
}

enum err
store_login_try_add(struct db *db, const char *login, const char *addr_prefix, usec_t at, bool ok)
{
	const struct db_arg args[] = { DB_STR(login), DB_STR(addr_prefix), DB_TIME(at), DB_I64(ok) };

	return db_exec(db, SQL_LOGIN_TRY_ADD, args, N(args), NULL, NULL);
}

static enum err
tries(struct db *db, enum sql_id id, const struct db_arg *args, size_t n, struct login_tries *out)
{
	return db_one(db, id, args, n, tries_cols, N(tries_cols), NULL, out);
}

enum err
store_login_tries_pair(struct db *db, const char *login, const char *addr_prefix, usec_t since,
    struct login_tries *out)
{
	const struct db_arg args[] = { DB_STR(login), DB_STR(addr_prefix), DB_TIME(since),
		DB_STR(login), DB_STR(addr_prefix) };

	return tries(db, SQL_LOGIN_TRIES_OF_PAIR, args, N(args), out);
}

enum err
store_login_tries_login(struct db *db, const char *login, usec_t since, usec_t known_since,
    struct login_tries *out)
{
	const struct db_arg args[] = { DB_STR(login), DB_TIME(since), DB_STR(login),
		DB_TIME(known_since) };

	return tries(db, SQL_LOGIN_TRIES_OF_LOGIN, args, N(args), out);
}

enum err
store_login_tries_addr(struct db *db, const char *addr_prefix, usec_t since, struct login_tries *out)
{
	const struct db_arg args[] = { DB_STR(addr_prefix), DB_TIME(since) };

	return tries(db, SQL_LOGIN_TRIES_OF_ADDRESS, args, N(args), out);
}

enum err
store_login_known(struct db *db, const char *login, const char *addr_prefix, usec_t since, bool *out)
{
	const struct db_arg args[] = { DB_STR(login), DB_STR(addr_prefix), DB_TIME(since) };
	int64_t n;
	enum err e = db_number(db, SQL_LOGIN_KNOWN_PLACE, args, N(args), &n);

	if (e == OK)
		*out = n > 0;
	return e;
}
