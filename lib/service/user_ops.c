#include "config.h"
#include "lib/service/user_ops.h"

#include <ctype.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/file.h>
#include <time.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"
#include "lib/db/tx.h"
#include "lib/rule/perm.h"
#include "lib/service/office_ops.h"
#include "lib/service/duty_ops.h"
#include "lib/store/store_session.h"

#include "lib/base/banned.h"

enum {
	PAIR_TRIES = 5,		/* failures until this account is locked for this address */
	LOGIN_FREE = 10,	/* failures of an account from anywhere before it is slowed */
	LOGIN_SLOW = 8,		/* seconds it is slowed at most: nobody can lock the commander out */
	ADDR_FREE = 20,		/* failures of an address before it is slowed */
	ADDR_SLOW = 60,
	LOGIN_MAX = 64,		/* bytes */
	ARGON_SLOTS = 2,	/* argon2id at a time on one host: 19 MiB each */
	ARGON_WAIT_MS = 3000,
	FIRST_GROUP = 4, FIRST_GROUPS = 3	/* a first password: 60 bits */
};

#define TRY_WINDOW (15 * USEC_MIN)
#define KNOWN_WINDOW (30 * USEC_DAY)
#define SEEN_STEP USEC_MIN	/* a session's last sight is written at most this often */

/* A login as it is compared: ASCII letters small. */
static char *
login_norm(struct arena *a, const char *login)
{
	char *s = arena_strdup(a, login);

	for (char *p = s; *p != '\0'; p++)
		*p = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
	return s;
}

/*
 * What the list of tries knows a login by.  One that is no account's is kept
 * as a hash only: people type their password there by mistake.
 */
static const char *
try_name(struct arena *a, const char *login, bool exists)
{
	unsigned char h[HASH_LEN];
	struct buf b;

	if (exists)
		return login;
	hash_sha256(h, login, strlen(login));
	buf_init(&b, a);
	buf_chr(&b, '?');
	buf_hex(&b, h, 16);
	return b.s;
}

/* 2^(n-1) seconds after the nth failure too many, at most max. */
static usec_t
pause_after(int64_t n, int64_t max)
{
	int64_t s = n <= 0 ? 0 : n > 30 ? max : (int64_t)1 << (n - 1);

	return (s < max ? s : max) * USEC_SEC;
}

/* ERR_TOO_MANY when it is too early for another try. */
static enum err
may_try(struct db *db, const char *name, const char *addr, usec_t now)
{
	struct login_tries t;
	bool known;
	enum err e;

	if ((e = store_login_tries_pair(db, name, addr, now - TRY_WINDOW, &t)) != OK)
		return e;
	if (t.n >= PAIR_TRIES)
		return err_raise(ERR_TOO_MANY, "locked for this account and address");
	if (t.n > 0 && now < t.last + pause_after(t.n - 1, PAIR_TRIES))
		return err_raise(ERR_TOO_MANY, "too early for this account and address");
	if ((e = store_login_tries_addr(db, addr, now - TRY_WINDOW, &t)) != OK)
		return e;
	if (t.n >= ADDR_FREE && now < t.last + pause_after(t.n - ADDR_FREE + 1, ADDR_SLOW))
		return err_raise(ERR_TOO_MANY, "too early for this address");
	if ((e = store_login_known(db, name, addr, now - KNOWN_WINDOW, &known)) != OK || known)
		return e;
	if ((e = store_login_tries_login(db, name, now - TRY_WINDOW, now - KNOWN_WINDOW, &t)) != OK)
		return e;
	if (t.n >= LOGIN_FREE && now < t.last + pause_after(t.n - LOGIN_FREE + 1, LOGIN_SLOW))
		return err_raise(ERR_TOO_MANY, "too early for this account");
	return OK;
}

/* One of the host's places for argon2id; *fd is closed to give it back. */
static enum err
argon_slot(struct arena *a, const struct conf *c, int *fd)
{
	const struct timespec nap = { .tv_nsec = 20 * 1000 * 1000 };

	for (int waited = 0; waited <= ARGON_WAIT_MS; waited += 20) {
		for (int i = 0; i < ARGON_SLOTS; i++) {
			*fd = open(arena_printf(a, "%s/tmp/argon2.%d", c->data_dir, i),
			    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
			if (*fd < 0)
				return err_raise(ERR_UNAVAILABLE, "cannot write in %s/tmp", c->data_dir);
			if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
				return OK;
			(void)close(*fd);
			*fd = -1;
		}
		(void)nanosleep(&nap, NULL);
	}
	return err_raise(ERR_UNAVAILABLE, "too many sign in at the same time");
}

static enum err
slow_check(struct arena *a, const struct conf *c, const char *hash, const char *password, bool *fits)
{
	CLEANUP(closep) int fd = -1;
	enum err e = argon_slot(a, c, &fd);

	if (e == OK)
		*fits = password_fits(hash, password);
	return e;
}

enum err
user_hash_password(struct arena *a, const struct conf *c, const char *password, char **hash)
{
	CLEANUP(closep) int fd = -1;
	enum err e = argon_slot(a, c, &fd);

	return e == OK ? password_hash(a, password, hash) : e;
}

static enum err
session_start(struct db *db, struct arena *a, int64_t user_id, const char *addr, usec_t now,
    const char **token)
{
	unsigned char hash[HASH_LEN], secret[HASH_LEN];
	char *fresh = random_token(a);
	enum err e;

	hash_sha256(hash, fresh, strlen(fresh));
	random_bytes(secret, sizeof(secret));
	e = store_session_add(db, hash, user_id, secret, now, addr);
	if (e == OK)
		*token = fresh;
	return e;
}

enum err
user_sign_in(struct db *db, struct arena *a, const struct conf *c, const char *login,
    const char *password, const char *addr_prefix, const char **token)
{
	const char *norm = login_norm(a, login), *name;
	struct user_login *u = NULL;
	usec_t now = clock_now();
	bool fits = false;
	enum err e;

	if (strlen(norm) > LOGIN_MAX || utf8_len(password) > PASSWORD_MAX)
		return err_raise(ERR_LOGIN, "no such login");
	e = store_user_login(db, a, norm, &u);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	name = try_name(a, norm, u != NULL);
	if ((e = may_try(db, name, addr_prefix, now)) != OK)
		return e;
	/* Counted as failed before it is looked at: many at once gain nothing. */
	if ((e = store_login_try_add(db, name, addr_prefix, now, false)) != OK ||
	    (e = slow_check(a, c, u != NULL && u->active ? u->password_hash : NULL, password, &fits)) != OK)
		return e;
	if (!fits || u == NULL)
		return err_raise(ERR_LOGIN, "login or password is wrong");
	if ((e = store_login_try_add(db, name, addr_prefix, clock_now(), true)) != OK)
		return e;
	return session_start(db, a, u->id, addr_prefix, clock_now(), token);
}

static enum err
session_of(struct service *sv, const char *token, bool keep, struct session **out)
{
	unsigned char hash[HASH_LEN], mac[HASH_LEN];
	struct session *s = arena_new_of(sv->arena, struct session);
	const struct role_row *roles;
	struct session_row *row;
	usec_t now = clock_now();
	struct buf csrf;
	size_t n;
	enum err e;

	hash_sha256(hash, token, strlen(token));
	e = store_session_find(sv->db, sv->arena, hash, now - sv->conf->session_idle * USEC_MIN,
	    now - SESSION_HOURS * USEC_HOUR, now, &row);
	if (e == ERR_NOT_FOUND)
		return err_raise(ERR_LOGIN, "the session is over");
	if (e != OK || (e = office_roles(sv, &roles, &n)) != OK)
		return e;
	if (keep && now - row->seen_at > SEEN_STEP && (e = store_session_seen(sv->db, hash, now)) != OK)
		return e;
	user_take_roles(sv->arena, row->user, row->role_ids, roles, n);
	if ((e = duty_limit_powers(sv, row->user, roles, n, now)) != OK)
		return e;
	hash_keyed(mac, row->csrf_secret, hash, sizeof(hash));
	buf_init(&csrf, sv->arena);
	buf_hex(&csrf, mac, 16);
	s->user = row->user;
	s->csrf = csrf.s;
	*out = s;
	return OK;
}

enum err
user_of_session(struct service *sv, const char *token, struct session **out)
{
	return session_of(sv, token, true, out);
}

enum err
user_at_session(struct service *sv, const char *token, struct session **out)
{
	return session_of(sv, token, false, out);
}

enum err
user_sign_out(struct db *db, const char *token)
{
	unsigned char hash[HASH_LEN];

	hash_sha256(hash, token, strlen(token));
	return store_session_end(db, hash);
}

enum err
user_sign_out_everywhere(struct db *db, int64_t user_id)
{
	return store_session_end_all(db, user_id);
}

static enum err
new_password_check(const char *login, const char *fresh)
{
	size_t n = utf8_len(fresh);

	if (n < PASSWORD_MIN || n > PASSWORD_MAX)
		return err_raise_field(ERR_INVALID, "new", "a password of %d to %d characters is wanted",
		    PASSWORD_MIN, PASSWORD_MAX);
	if (strcasecmp(fresh, login) == 0)
		return err_raise_field(ERR_INVALID, "new", "a password that is the login");
	return OK;
}

static enum err
old_password_check(struct db *db, struct arena *a, const struct conf *c, const struct user *who,
    const char *old, const char *addr)
{
	struct user_login *u;
	bool fits;
	enum err e;

	if ((e = store_user_login(db, a, who->login, &u)) != OK ||
	    (e = may_try(db, who->login, addr, clock_now())) != OK ||
	    (e = store_login_try_add(db, who->login, addr, clock_now(), false)) != OK ||
	    (e = slow_check(a, c, u->password_hash, old, &fits)) != OK)
		return e;
	if (!fits)
		return err_raise_field(ERR_INVALID, "old", "the old password is wrong");
	return store_login_try_add(db, who->login, addr, clock_now(), true);
}

enum err
user_change_password(struct db *db, struct arena *a, const struct conf *c, const struct user *who,
    const char *old, const char *fresh, const char *addr_prefix, const char **token)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const char *session;
	char *hash;
	enum err e;

	if ((e = new_password_check(who->login, fresh)) != OK)
		return e;
	if (strcmp(old, fresh) == 0)
		return err_raise_field(ERR_INVALID, "new", "the new password is the old one");
	if ((e = old_password_check(db, a, c, who, old, addr_prefix)) != OK ||
	    (e = user_hash_password(a, c, fresh, &hash)) != OK ||
	    (e = db_begin(db, &tx)) != OK ||
	    (e = store_user_set_password(db, who->id, hash, false)) != OK ||
	    (e = store_session_end_all(db, who->id)) != OK ||
	    (e = session_start(db, a, who->id, addr_prefix, clock_now(), &session)) != OK ||
	    (e = db_commit(&tx)) != OK)
		return e;
	*token = session;
	return OK;
}

enum err
user_set_password(struct db *db, struct arena *a, int64_t user_id, const char *login,
    const char *fresh, bool keep)
{
	char *hash;
	enum err e;

	if ((e = new_password_check(login, fresh)) != OK ||
	    (e = password_hash(a, fresh, &hash)) != OK ||
	    (e = store_user_set_password(db, user_id, hash, !keep)) != OK)
		return e;
	return store_session_end_all(db, user_id);
}

char *
user_first_password(struct arena *a)
{
	/* without 0 O 1 l I; 32 signs, so that no byte is favoured */
	static const char signs[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char random[FIRST_GROUP * FIRST_GROUPS];
	struct buf b;

	_Static_assert(sizeof(signs) - 1 == 32, "32 signs");
	random_bytes(random, sizeof(random));
	buf_init(&b, a);
	for (size_t i = 0; i < sizeof(random); i++) {
		if (i > 0 && i % FIRST_GROUP == 0)
			buf_chr(&b, '-');
		buf_chr(&b, signs[random[i] % 32]);
	}
	return b.s;
}

enum err
user_check_permissions(struct db *db, struct arena *a)
{
	const char *const *codes;
	size_t n;
	enum err e = store_permission_codes(db, a, &codes, &n);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (perm_of_code(codes[i]) == PERM_MAX)
			return err_raise(ERR_INTERNAL, "the database knows a permission %s, this program does not",
			    codes[i]);
	if (n != PERM_MAX)
		return err_raise(ERR_INTERNAL, "the database knows %zu permissions, this program %d", n,
		    PERM_MAX);
	return OK;
}
