/* "anjuan setting": the office's switches; a new value holds from now on. */
#include "config.h"
#include "batch/told.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "lib/rule/setting.h"

#include "lib/base/banned.h"

struct pair {
	const char *name, *value;
};

static enum err
check(const char *name, const char *value)
{
	const struct setting_def *d = setting_def(name);

	if (d == NULL)
		return err_raise(ERR_NOT_FOUND, "there is no setting %s", name);
	if (setting_fits(d, value))
		return OK;
	if (d->text)
		return err_raise(ERR_INVALID, "%s is a line of at most %lld characters", name, (long long)d->max);
	if (d->words[0] != NULL)
		return err_raise(ERR_INVALID, "%s is %s or %s", name, d->words[0], d->words[1]);
	if (d->many > 0)
		return err_raise(ERR_INVALID, "%s is up to %d numbers, %lld to %lld, with blanks between them", name,
		    d->many, (long long)d->min, (long long)d->max);
	return err_raise(ERR_INVALID, "%s is a number from %lld to %lld", name, (long long)d->min, (long long)d->max);
}

/* All, or the one named. */
static enum err
show(struct app *app, const char *name)
{
	static const struct db_col cols[] = { COL_STR(pair, name), COL_STR(pair, value) };
	const struct db_arg args[] = { DB_TIME(clock_now()) };
	struct pair *rows;
	bool found = name == NULL;
	size_t n;
	enum err e = db_all(app->db, SQL_SETTINGS_NOW, args, N(args), cols, N(cols), app->arena, sizeof(*rows),
	    &rows, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (name == NULL || strcmp(name, rows[i].name) == 0) {
			(void)printf("%s = %s\n", rows[i].name, rows[i].value);
			found = true;
		}
	if (e == OK && !found)
		return err_raise(ERR_NOT_FOUND, "there is no setting %s", name);
	return e;
}

/* In force and in the office's log at one instant. */
static enum err
set(struct app *app, const char *name, const char *value)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct db_arg args[] = { DB_STR(name), DB_TIME(clock_now()), DB_STR(value) };
	enum err e = db_begin(app->db, &tx);

	if (e == OK)
		e = db_exec(app->db, SQL_ADMIN_SETTING_SET, args, N(args), NULL, NULL);
	if (e == OK)
		e = told_office(app, ADM_SETTING, OP_CHANGE, name, arena_printf(app->arena, "+value=%s\n", value));
	return e == OK ? db_commit(&tx) : e;
}

int
job_setting(struct app *app, int argc, char **argv)
{
	enum err e;

	if (argc > 3)
		return job_usage(app);
	if (argc < 3)
		return job_error(app, show(app, argc == 2 ? argv[1] : NULL));
	e = check(argv[1], argv[2]);
	return job_error(app, e == OK ? set(app, argv[1], argv[2]) : e);
}
