/* "anjuan setting": the office's switches; a new value holds from now on. */
#include "config.h"
#include "batch/job.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/db/row.h"
#include "lib/rule/notice.h"

#include "lib/base/banned.h"

/* What each may be: one of two words, a list of minutes, or a number. */
static const struct known {
	const char *name, *words[2];
	int64_t min, max;
} known[] = {
	{ "returns", { "strict", "short" }, 0, 0 },
	{ "close", { "chief", "acceptor" }, 0, 0 },
	{ "archive_days", { NULL, NULL }, 0, 36500 },
	{ "claim_minutes", { NULL, NULL }, 1, 240 },
	{ "stuck_days", { NULL, NULL }, 1, 3650 },
	{ "stuck_returns", { NULL, NULL }, 1, 1000 },
	{ "stuck_dispatches", { NULL, NULL }, 2, 1000 },
	{ "site_tolerance", { NULL, NULL }, 0, 1000000 },
	{ "notice_retry", { "minutes", NULL }, 0, 0 },
	{ "notice_tries", { NULL, NULL }, 1, 100 },
	{ "notice_days", { NULL, NULL }, 1, 30 },
	{ "patrol_days", { NULL, NULL }, 1, 365 },
	{ "extend_chief", { NULL, NULL }, 0, 10000 },
	{ "extend_commander", { NULL, NULL }, 0, 10000 },
	{ "reopen_days", { NULL, NULL }, 0, 3650 },
	{ "designate_after", { NULL, NULL }, 1, 100 },
	{ "record_upward", { "no", "yes" }, 0, 0 },
};

struct pair {
	const char *name, *value;
};

static enum err
check(const char *name, const char *value)
{
	struct notice_patience p;
	int64_t v;

	for (size_t i = 0; i < N(known); i++) {
		const struct known *k = &known[i];

		if (strcmp(k->name, name) != 0)
			continue;
		if (k->words[0] == NULL)
			return parse_i64(value, k->min, k->max, &v) ? OK :
			    err_raise(ERR_INVALID, "%s is a number from %lld to %lld", name,
			        (long long)k->min, (long long)k->max);
		if (k->words[1] == NULL)
			return value[0] != '\0' && notice_patience_read(&p, value, NULL, NULL) ? OK :
			    err_raise(ERR_INVALID, "%s is up to 16 numbers of minutes, 1 to 10080, with blanks between them", name);
		return strcmp(value, k->words[0]) == 0 || strcmp(value, k->words[1]) == 0 ? OK :
		    err_raise(ERR_INVALID, "%s is %s or %s", name, k->words[0], k->words[1]);
	}
	return err_raise(ERR_NOT_FOUND, "there is no setting %s", name);
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

int
job_setting(struct app *app, int argc, char **argv)
{
	enum err e;

	if (argc > 3)
		return job_usage(app);
	if (argc < 3)
		return job_error(app, show(app, argc == 2 ? argv[1] : NULL));
	e = check(argv[1], argv[2]);
	if (e == OK) {
		const struct db_arg args[] = { DB_STR(argv[1]), DB_TIME(clock_now()), DB_STR(argv[2]) };

		e = db_exec(app->db, SQL_ADMIN_SETTING_SET, args, N(args), NULL, NULL);
	}
	return job_error(app, e);
}
