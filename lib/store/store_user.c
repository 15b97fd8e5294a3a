#include "config.h"
#include "lib/store/store_user.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/rule/perm.h"

#include "lib/base/banned.h"

static const struct db_col login_cols[] = {
	COL_I64(user_login, id), COL_STR(user_login, password_hash), COL_BOOL(user_login, active),
};

static const struct db_col user_cols[] = {
	COL_I64(user, id), COL_I64(user, unit_id), COL_STR(user, login), COL_STR(user, name),
	COL_STR(user, name_en), COL_STR(user, unit_name), COL_STR(user, unit_name_en),
	COL_STR(user, lang), COL_BOOL(user, must_change),
};

/* One row of USER_ROLES: a role with its permissions, "FILE,VOID". */
struct role_line {
	int64_t role_id;
	const char *code, *name_zh, *name_en, *perm_codes;
};

static const struct db_col role_cols[] = {
	COL_I64(role_line, role_id), COL_STR(role_line, code), COL_STR(role_line, name_zh),
	COL_STR(role_line, name_en), COL_STR(role_line, perm_codes),
};

struct code_line {
	const char *code;
};

static const struct db_col code_cols[] = { COL_STR(code_line, code) };

enum err
store_user_login(struct db *db, struct arena *a, const char *login, struct user_login **out)
{
	const struct db_arg args[] = { DB_STR(login) };
	struct user_login *row = arena_new_of(a, struct user_login);
	enum err e = db_one(db, SQL_USER_LOGIN, args, N(args), login_cols, N(login_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

/* Adds the permissions of a list of codes to *set. */
static enum err
add_perms(struct arena *a, const char *codes, uint64_t *set)
{
	size_t n;

	for (; codes != NULL && *codes != '\0'; codes += n + (codes[n] == ',')) {
		const char *code;

		n = strcspn(codes, ",");
		code = arena_strndup(a, codes, n);
		if (perm_of_code(code) == PERM_MAX)
			return err_raise(ERR_INTERNAL, "the database knows a permission %s", code);
		*set |= perm_bit(perm_of_code(code));
	}
	return OK;
}

enum err
store_user_roles(struct db *db, struct arena *a, usec_t now, struct user *u)
{
	const struct db_arg args[] = { DB_I64(u->id), DB_TIME(now), DB_TIME(now) };
	struct role_line *lines = NULL;
	struct user_role *roles;
	uint64_t perms = 0;
	size_t n = 0;
	enum err e = db_all(db, SQL_USER_ROLES, args, N(args), role_cols, N(role_cols), a,
	    sizeof(struct role_line), &lines, &n);

	if (e != OK)
		return e;
	roles = arena_array_of(a, struct user_role, n);
	for (size_t i = 0; i < n; i++) {
		const struct role_line *l = &lines[i];

		roles[i] = (struct user_role){ l->role_id, l->code, l->name_zh, l->name_en };
		if ((e = add_perms(a, l->perm_codes, &perms)) != OK)
			return e;
	}
	u->roles = roles;
	u->nroles = n;
	u->perms = perms;
	return OK;
}

enum err
store_user_by_id(struct db *db, struct arena *a, int64_t id, usec_t now, struct user **out)
{
	const struct db_arg args[] = { DB_I64(id) };
	struct user *u = arena_new_of(a, struct user);
	enum err e = db_one(db, SQL_USER_BY_ID, args, N(args), user_cols, N(user_cols), a, u);

	if (e == OK)
		e = store_user_roles(db, a, now, u);
	if (e == OK)
		*out = u;
	return e;
}

enum err
store_permission_codes(struct db *db, struct arena *a, const char *const **codes, size_t *n)
{
	struct code_line *lines;
	const char **list;
	enum err e = db_all(db, SQL_PERMISSION_CODES, NULL, 0, code_cols, N(code_cols), a,
	    sizeof(struct code_line), &lines, n);

	if (e != OK)
		return e;
	list = arena_array_of(a, const char *, *n);
	for (size_t i = 0; i < *n; i++)
		list[i] = lines[i].code;
	*codes = list;
	return OK;
}

enum err
store_user_set_password(struct db *db, int64_t id, const char *hash, bool must_change)
{
	const struct db_arg args[] = { DB_STR(hash), DB_I64(must_change), DB_I64(id) };
	int64_t n;
	enum err e = db_exec(db, SQL_USER_SET_PASSWORD, args, N(args), &n, NULL);

	return e == OK && n == 0 ? err_raise(ERR_NOT_FOUND, "no such person") : e;
}
