#include "config.h"
#include "lib/store/store_user.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/rule/perm.h"
#include "lib/store/store_user_in.h"

#include "lib/base/banned.h"

static const struct db_col login_cols[] = {
	COL_I64(user_login, id), COL_STR(user_login, password_hash), COL_BOOL(user_login, active),
};

/* The columns of USER_BY_ID. */
struct found {
	struct user user;
	const char *role_ids;
};

static const struct db_col user_cols[] = {
	USER_COLS(found),
};

static const struct db_col role_cols[] = {
	COL_I64(role_row, id), COL_STR(role_row, code), COL_STR(role_row, name_zh), COL_STR(role_row, name_en),
	COL_STR(role_row, perm_codes),
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
store_roles(struct db *db, struct arena *a, struct role_row **out, size_t *n)
{
	enum err e = db_all(db, SQL_ROLES, NULL, 0, role_cols, N(role_cols), a, sizeof(**out), out, n);

	for (size_t i = 0; i < *n && e == OK; i++)
		e = add_perms(a, (*out)[i].perm_codes, &(*out)[i].perms);
	return e;
}

void
user_take_roles(struct arena *a, struct user *u, const char *ids, const struct role_row *roles, size_t n)
{
	struct user_role *mine = arena_array_of(a, struct user_role, n);

	u->perms = 0;
	u->nroles = 0;
	for (const char *s = ids; s != NULL && *s != '\0'; s = strchr(s, ',') != NULL ? strchr(s, ',') + 1 : NULL) {
		const int64_t id = strtoll(s, NULL, 10);

		for (size_t i = 0; i < n; i++) {
			if (roles[i].id != id)
				continue;
			mine[u->nroles++] = (struct user_role){ id, roles[i].code, roles[i].name_zh, roles[i].name_en };
			u->perms |= roles[i].perms;
		}
	}
	u->roles = mine;
}

enum err
store_user_by_id(struct db *db, struct arena *a, int64_t id, usec_t now, struct user **out)
{
	const struct db_arg args[] = { DB_TIME(now), DB_TIME(now), DB_I64(id) };
	struct found *f = arena_new_of(a, struct found);
	struct role_row *roles;
	size_t n;
	enum err e;

	if ((e = db_one(db, SQL_USER_BY_ID, args, N(args), user_cols, N(user_cols), a, f)) != OK ||
	    (e = store_roles(db, a, &roles, &n)) != OK)
		return e;
	user_take_roles(a, &f->user, f->role_ids, roles, n);
	*out = &f->user;
	return OK;
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
