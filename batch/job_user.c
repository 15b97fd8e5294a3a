/* "anjuan user": accounts and their roles, from the command line. */
#include "config.h"
#include "batch/job.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "batch/accounts.h"
#include "batch/told.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "lib/service/user_ops.h"
#include "lib/store/store_session.h"

#include "lib/base/banned.h"

enum { ROLES_MAX = 16 };

/* The first line of standard input, without its end. */
static enum err
read_password(struct arena *a, const char **out)
{
	char line[1200];

	if (fgets(line, sizeof(line), stdin) == NULL)
		return err_raise(ERR_INVALID, "no password on standard input");
	line[strcspn(line, "\r\n")] = '\0';
	*out = arena_strdup(a, line);
	explicit_bzero(line, sizeof(line));
	return OK;
}

static enum err
find_user(struct app *app, const char *login, int64_t *id)
{
	struct user_login *u;
	enum err e = store_user_login(app->db, app->arena, login, &u);

	if (e == ERR_NOT_FOUND)
		return err_raise(ERR_NOT_FOUND, "there is no account %s", login);
	if (e == OK)
		*id = u->id;
	return e;
}

static int
list(struct app *app, int argc, char **argv)
{
	struct line {
		const char *login, *name, *unit_code, *roles;
		int64_t state;
	};
	static const struct db_col cols[] = {
		COL_STR(line, login), COL_STR(line, name), COL_STR(line, unit_code), COL_I64(line, state),
		COL_STR(line, roles),
	};
	const struct db_arg args[] = { DB_TIME(clock_now()), DB_TIME(clock_now()) };
	struct line *rows;
	size_t n;
	enum err e;

	(void)argv;
	if (argc != 1)
		return job_usage(app);
	e = db_all(app->db, SQL_ADMIN_USERS, args, N(args), cols, N(cols), app->arena, sizeof(*rows), &rows, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		(void)printf("%s\t%s\t%s\t%s\t%s\n", rows[i].login, rows[i].name,
		    rows[i].unit_code != NULL ? rows[i].unit_code : "-", rows[i].state == 1 ? "active" : "closed",
		    rows[i].roles != NULL ? rows[i].roles : "-");
	return job_error(app, e);
}

/* What stands in the office's log of an account: never a password. */
static enum err
told(struct app *app, enum admin_thing thing, enum admin_op op, int64_t id, const char *text)
{
	return told_office(app, thing, op, arena_printf(app->arena, "%lld", (long long)id), text);
}

static enum err
told_added(struct app *app, const struct account *p, const char *unit)
{
	struct buf b;

	buf_init(&b, app->arena);
	buf_printf(&b, "+login=%s\n+name=%s\n", p->login, p->name);
	if (unit != NULL)
		buf_printf(&b, "+unit_id=%s\n", unit);
	for (size_t i = 0; i < p->n_roles; i++)
		buf_printf(&b, "+role_id=%s\n", p->roles[i]);
	return told(app, ADM_USER, OP_ADD, p->id, b.s);
}

static enum err
add_with_unit(struct app *app, struct account *p, const char *unit)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const struct db_arg args[] = { DB_STR(unit) };
	enum err e = db_begin(app->db, &tx);

	if (e == OK && unit != NULL)
		e = db_number(app->db, SQL_ADMIN_UNIT_ID, args, N(args), &p->unit_id);
	if (e == ERR_NOT_FOUND)
		return err_raise(ERR_NOT_FOUND, "there is no unit %s", unit);
	if (e == OK)
		e = account_add(app, p);
	if (e == OK)
		e = told_added(app, p, unit);
	return e == OK ? db_commit(&tx) : e;
}

static int
add(struct app *app, int argc, char **argv)
{
	static const struct option options[] = {
		{ "role", required_argument, NULL, 'r' }, { "unit", required_argument, NULL, 'u' },
		{ "name-en", required_argument, NULL, 'e' }, { "password-stdin", no_argument, NULL, 'p' }, { 0 }
	};
	const char *roles[ROLES_MAX], *unit = NULL;
	struct account p = { .roles = roles };
	bool ask = false;
	enum err e = OK;
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt == 'r' && p.n_roles < ROLES_MAX)
			roles[p.n_roles++] = optarg;
		else if (opt == 'u')
			unit = optarg;
		else if (opt == 'e')
			p.name_en = optarg;
		else if (opt == 'p')
			ask = true;
		else
			return job_usage(app);
	if (argc - optind != 2)
		return job_usage(app);
	p.login = argv[optind];
	p.name = argv[optind + 1];
	if (ask)
		e = read_password(app->arena, &p.password);
	if (e == OK)
		e = add_with_unit(app, &p, unit);
	if (e == OK && !ask)
		(void)printf("%s\t%s\n", p.login, p.password);
	return job_error(app, e);
}

static int
passwd(struct app *app, int argc, char **argv)
{
	static const struct option options[] = { { "password-stdin", no_argument, NULL, 'p' }, { 0 } };
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	const char *password = NULL;
	bool ask = false;
	int64_t id;
	enum err e;
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt == 'p')
			ask = true;
		else
			return job_usage(app);
	if (argc - optind != 1)
		return job_usage(app);
	e = find_user(app, argv[optind], &id);
	if (e == OK && ask)
		e = read_password(app->arena, &password);
	else
		password = user_first_password(app->arena);
	if (e == OK)
		e = db_begin(app->db, &tx);
	if (e == OK)
		e = user_set_password(app->db, app->arena, id, argv[optind], password, false);
	if (e == OK)
		e = told(app, ADM_USER, OP_PASSWORD, id, arena_printf(app->arena, "login=%s\n", argv[optind]));
	if (e == OK)
		e = db_commit(&tx);
	if (e == OK && !ask)
		(void)printf("%s\t%s\n", argv[optind], password);
	return job_error(app, e);
}

/* "+R_CHIEF" or "R_CHIEF" gives, "-R_CHIEF" takes. */
static int
role(struct app *app, int argc, char **argv)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t id;
	enum err e;

	if (argc < 3)
		return job_usage(app);
	e = find_user(app, argv[1], &id);
	if (e == OK)
		e = db_begin(app->db, &tx);
	for (int i = 2; e == OK && i < argc; i++) {
		const bool gives = argv[i][0] != '-';
		const char *code = argv[i] + (argv[i][0] == '+' || argv[i][0] == '-');

		e = account_role(app, id, code, gives);
		if (e == OK)
			e = told(app, ADM_USER_ROLE, gives ? OP_ADD : OP_END, id,
			    arena_printf(app->arena, "%clogin=%s\n%crole_id=%s\n", gives ? '+' : '-', argv[1], gives ? '+' : '-', code));
	}
	return job_error(app, e == OK ? db_commit(&tx) : e);
}

static int
set_state(struct app *app, int argc, char **argv, bool active)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t id;
	enum err e;

	if (argc != 2)
		return job_usage(app);
	e = find_user(app, argv[1], &id);
	if (e == OK)
		e = db_begin(app->db, &tx);
	if (e == OK) {
		const struct db_arg args[] = { DB_I64(active), DB_I64(id) };

		e = db_exec(app->db, SQL_ADMIN_USER_STATE, args, N(args), NULL, NULL);
	}
	if (e == OK && !active)
		e = store_session_end_all(app->db, id);
	if (e == OK)
		e = told(app, ADM_USER, OP_CHANGE, id, arena_printf(app->arena, "-state=%d\n+state=%d\n", !active, active));
	return job_error(app, e == OK ? db_commit(&tx) : e);
}

int
job_user(struct app *app, int argc, char **argv)
{
	if (argc < 2)
		return job_usage(app);
	argc--;
	argv++;
	if (strcmp(argv[0], "list") == 0)
		return list(app, argc, argv);
	if (strcmp(argv[0], "add") == 0)
		return add(app, argc, argv);
	if (strcmp(argv[0], "passwd") == 0)
		return passwd(app, argc, argv);
	if (strcmp(argv[0], "role") == 0)
		return role(app, argc, argv);
	if (strcmp(argv[0], "close") == 0 || strcmp(argv[0], "open") == 0)
		return set_state(app, argc, argv, argv[0][0] == 'o');
	return job_usage(app);
}
