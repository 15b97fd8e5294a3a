/*
 * "anjuan seed": the reference data of sql/seed, in one transaction.  Again is
 * harmless.  "--admin" makes the first accounts where there is none: the three
 * administrators, so that from the first minute one confirms what another writes.
 */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#include "batch/accounts.h"
#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/db/script.h"
#include "lib/db/tx.h"

#include "lib/base/banned.h"

static enum err
run_files(struct app *app, const char *dir)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	char **names, *text;
	size_t n;
	int done;
	enum err e = file_names(app->arena, dir, ".sql", &names, &n);

	if (e == OK && n == 0)
		return err_raise(ERR_NOT_FOUND, "there are no reference data in %s", dir);
	if (e == OK)
		e = db_begin(app->db, &tx);
	for (size_t i = 0; e == OK && i < n; i++) {
		const char *path = arena_printf(app->arena, "%s/%s", dir, names[i]);

		if ((e = file_read(app->arena, path, &text, NULL)) != OK)
			break;
		if ((e = db_script(app->db, text, &done)) != OK)
			return err_raise(e, "%s, statement %d: %s", names[i], done + 1,
			    arena_strdup(app->arena, err_text()));
		(void)printf("%s\n", names[i]);
	}
	return e == OK ? db_commit(&tx) : e;
}

/* Those who make all other accounts, in one transaction; only where there is none yet. */
static enum err
make_admins(struct app *app)
{
	struct account list[] = {
		{ .login = "admin", .name = "系统管理员", .name_en = "System administrator",
		    .roles = (const char *const[]){ "R_ADMIN_SYS" }, .n_roles = 1 },
		{ .login = "security", .name = "安全管理员", .name_en = "Security administrator",
		    .roles = (const char *const[]){ "R_ADMIN_SEC" }, .n_roles = 1 },
		{ .login = "audit", .name = "审计管理员", .name_en = "Audit administrator",
		    .roles = (const char *const[]){ "R_ADMIN_AUDIT" }, .n_roles = 1 },
	};
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t have;
	enum err e = db_begin(app->db, &tx);

	if (e == OK)
		e = db_number(app->db, SQL_ADMIN_USER_COUNT, NULL, 0, &have);
	if (e != OK || have > 0)
		return e;
	for (size_t i = 0; e == OK && i < N(list); i++)
		e = account_add(app, &list[i]);
	if (e == OK)
		e = accounts_write(app, list, N(list));
	return e == OK ? db_commit(&tx) : e;
}

int
job_seed(struct app *app, int argc, char **argv)
{
	static const struct option options[] = {
		{ "sql", required_argument, NULL, 's' }, { "admin", no_argument, NULL, 'a' }, { 0 }
	};
	const char *dir = NULL;
	bool admin = false;
	int opt;
	enum err e;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt == 's')
			dir = optarg;
		else if (opt == 'a')
			admin = true;
		else
			return job_usage(app);
	if (optind != argc)
		return job_usage(app);
	dir = dir != NULL ? dir : job_share(app, "sql");
	e = run_files(app, arena_printf(app->arena, "%s/seed", dir));
	if (e == OK && admin)
		e = make_admins(app);
	return job_error(app, e);
}
