/* A person's columns, as USER_BY_ID and USER_BY_SESSION begin. */
#ifndef LIB_STORE_STORE_USER_IN_H
#define LIB_STORE_STORE_USER_IN_H

#include <stddef.h>

#include "lib/db/row.h"
#include "lib/store/store_user.h"

/* Of a struct with "struct user user" and "const char *role_ids" (user_take_roles()). */
#define USER_COLS(type) \
	{ DB_COL_I64, offsetof(struct type, user.id), "id" }, \
	{ DB_COL_I64, offsetof(struct type, user.unit_id), "unit_id" }, \
	{ DB_COL_STR, offsetof(struct type, user.login), "login" }, \
	{ DB_COL_STR, offsetof(struct type, user.name), "name" }, \
	{ DB_COL_STR, offsetof(struct type, user.name_en), "name_en" }, \
	{ DB_COL_STR, offsetof(struct type, user.unit_name), "unit_name" }, \
	{ DB_COL_STR, offsetof(struct type, user.unit_name_en), "unit_name_en" }, \
	{ DB_COL_STR, offsetof(struct type, user.lang), "lang" }, \
	{ DB_COL_BOOL, offsetof(struct type, user.must_change), "must_change" }, \
	{ DB_COL_STR, offsetof(struct type, role_ids), "role_ids" }

#endif
