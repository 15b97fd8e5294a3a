#include "config.h"
#include "batch/told.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/utf8.h"
#include "lib/service/admin_log.h"

#include "lib/base/banned.h"

enum { OS_NAME_MAX = 64 };

/* A name fit for one line of the log. */
static bool
name_fits(const char *s)
{
	return s != NULL && s[0] != '\0' && strlen(s) <= OS_NAME_MAX && utf8_valid(s, strlen(s)) && !utf8_has_control(s) &&
	    strpbrk(s, "\r\n") == NULL;
}

/* sudo says for whom root works; anybody else's environment says nothing. */
const char *
told_by(struct arena *a)
{
	const uid_t uid = getuid();
	const struct passwd *pw = getpwuid(uid);
	const char *name = pw != NULL && name_fits(pw->pw_name) ? arena_strdup(a, pw->pw_name) :
	    arena_printf(a, "uid %lld", (long long)uid);
	const char *sudo = uid == 0 ? getenv("SUDO_USER") : NULL;

	return name_fits(sudo) ? arena_printf(a, "%s, for %s", name, sudo) : name;
}

enum err
told_office(struct app *app, enum admin_thing thing, enum admin_op op, const char *row, const char *text)
{
	struct service sv = { .db = app->db, .arena = app->arena, .conf = app->conf };

	return admin_log_batch(&sv, told_by(app->arena), thing, op, row, text);
}
