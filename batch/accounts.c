#include "config.h"
#include "batch/accounts.h"

#include <string.h>

#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/base/utf8.h"
#include "lib/db/row.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

enum { LOGIN_LEN_MAX = 64, NAME_LEN_MAX = 80 };

/* A login is what sign-in looks for: small ASCII letters, digits, ". - _". */
static bool
login_ok(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789.-_");

	return n > 0 && s[n] == '\0' && n <= LOGIN_LEN_MAX;
}

static bool
name_ok(const char *s)
{
	return s[0] != '\0' && utf8_valid(s, strlen(s)) && utf8_len(s) <= NAME_LEN_MAX && !utf8_has_control(s);
}

static enum err
role_id(struct app *app, const char *role, int64_t *id)
{
	const struct db_arg args[] = { DB_STR(role) };
	enum err e = db_number(app->db, SQL_ADMIN_ROLE_ID, args, N(args), id);

	return e == ERR_NOT_FOUND ? err_raise(ERR_NOT_FOUND, "there is no role %s", role) : e;
}

static enum err
give(struct app *app, int64_t user_id, const char *role, usec_t since)
{
	int64_t id;
	enum err e = role_id(app, role, &id);

	if (e == OK) {
		const struct db_arg args[] = { DB_I64(user_id), DB_I64(id), DB_TIME(since), DB_I64(user_id),
			DB_I64(id), DB_TIME(since) };

		e = db_exec(app->db, SQL_ADMIN_ROLE_GIVE, args, N(args), NULL, NULL);
	}
	return e;
}

enum err
account_role(struct app *app, int64_t user_id, const char *role, bool gives)
{
	const usec_t now = clock_now();
	int64_t id;
	enum err e;

	if (gives)
		return give(app, user_id, role, now);
	if ((e = role_id(app, role, &id)) == OK) {
		const struct db_arg args[] = { DB_TIME(now), DB_I64(user_id), DB_I64(id), DB_TIME(now) };

		e = db_exec(app->db, SQL_ADMIN_ROLE_TAKE, args, N(args), NULL, NULL);
	}
	return e;
}

enum err
account_add(struct app *app, struct account *p)
{
	const usec_t since = p->since != 0 ? p->since : clock_now();
	char *hash;
	enum err e;

	if (!login_ok(p->login))
		return err_raise(ERR_INVALID, "a login has small letters, digits and . - _, not \"%s\"", p->login);
	if (!name_ok(p->name) || (p->name_en != NULL && p->name_en[0] != '\0' && !name_ok(p->name_en)))
		return err_raise(ERR_INVALID, "the name of %s cannot be used", p->login);
	if (p->password == NULL)
		p->password = user_first_password(app->arena);
	else if (utf8_len(p->password) < PASSWORD_MIN || utf8_len(p->password) > PASSWORD_MAX)
		return err_raise(ERR_INVALID, "a password has %d to %d characters", PASSWORD_MIN, PASSWORD_MAX);
	if ((e = password_hash(app->arena, p->password, &hash)) != OK)
		return e;

	const struct db_arg args[] = { DB_STR(p->login), DB_STR(p->name),
		DB_STR(p->name_en != NULL ? p->name_en : ""), DB_STR(hash), DB_REF(p->unit_id), DB_I64(0),
		DB_TIME(since) };

	e = db_exec(app->db, SQL_ADMIN_USER_ADD, args, N(args), NULL, &p->id);
	if (e == ERR_CONFLICT)
		return err_raise(ERR_CONFLICT, "there is an account %s already", p->login);
	for (size_t i = 0; e == OK && i < p->n_roles; i++)
		e = give(app, p->id, p->roles[i], since);
	return e;
}

char *
accounts_path(const struct app *app)
{
	return arena_printf(app->arena, "%s/demo-accounts.tsv", app->conf->data_dir);
}

enum err
accounts_write(struct app *app, const struct account *list, size_t n)
{
	struct buf b;

	buf_init(&b, app->arena);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s\t%s\t%s\n", list[i].n_roles > 0 ? list[i].roles[0] : "-", list[i].login,
		    list[i].password);
	return file_write(app->arena, accounts_path(app), b.s, b.len, 0600);
}
