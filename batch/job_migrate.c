/*
 * "anjuan migrate": brings the database's tables up to date with sql/schema.
 *
 * Statements that define tables commit by themselves, so a broken run cannot
 * be rolled back; how many statements of a file are done is kept, and the next
 * run goes on behind them.
 */
#include "config.h"
#include "batch/job.h"

#include <ctype.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "batch/files.h"
#include "lib/base/arena.h"
#include "lib/base/blob.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/num.h"
#include "lib/base/secret.h"
#include "lib/db/row.h"
#include "lib/db/script.h"

#include "lib/base/banned.h"

/* A file of sql/schema; its index is its version. */
struct migration {
	const char *name, *text;
	unsigned char sha256[HASH_LEN];
};

/* A row of schema_version. */
struct applied {
	int64_t version;
	const char *name;
	struct blob sha256;
	int32_t statements;
	usec_t applied_at;
};

static const struct db_col applied_cols[] = {
	COL_I64(applied, version), COL_STR(applied, name), COL_BLOB(applied, sha256),
	COL_I32(applied, statements), COL_TIME(applied, applied_at),
};

/* "0002_case.sql": four digits, an underscore, a word. */
static bool
name_is(const char *name, size_t version)
{
	char digits[24];

	(void)snprintf(digits, sizeof(digits), "%04zu_", version);
	return strncmp(name, digits, 5) == 0 && islower((unsigned char)name[5]);
}

static enum err
read_files(struct app *app, const char *dir, struct migration **out, size_t *n)
{
	struct migration *m;
	char **names;
	enum err e = file_names(app->arena, dir, ".sql", &names, n);

	if (e != OK)
		return e;
	if (*n == 0)
		return err_raise(ERR_NOT_FOUND, "there is no migration in %s", dir);
	m = arena_array_of(app->arena, struct migration, *n);
	for (size_t i = 0; e == OK && i < *n; i++) {
		char *text;
		size_t len;

		if (!name_is(names[i], i))
			return err_raise(ERR_INVALID, "%s/%s: a file %04zu_….sql should stand here", dir,
			    names[i], i);
		e = file_read(app->arena, arena_printf(app->arena, "%s/%s", dir, names[i]), &text, &len);
		if (e != OK)
			return e;
		m[i].name = names[i];
		m[i].text = text;
		hash_sha256(m[i].sha256, text, len);
	}
	*out = m;
	return OK;
}

/* What is applied must be what we know, in order, each finished but perhaps the last. */
static enum err
compare(const struct applied *rows, size_t have, const struct migration *m, size_t n)
{
	for (size_t i = 0; i < have; i++) {
		if (rows[i].version >= (int64_t)n || rows[i].version < 0)
			return err_raise(ERR_CONFLICT,
			    "the database has migration %s, which this program does not know: it belongs to a newer one",
			    rows[i].name);
		if (rows[i].version != (int64_t)i)
			return err_raise(ERR_CONFLICT, "the database lacks migration %s before %s", m[i].name,
			    rows[i].name);
		if (rows[i].sha256.len != HASH_LEN || memcmp(rows[i].sha256.data, m[i].sha256, HASH_LEN) != 0)
			return err_raise(ERR_CONFLICT, "%s was changed after it had been applied", m[i].name);
		if (rows[i].applied_at == USEC_NONE && i + 1 != have)
			return err_raise(ERR_CONFLICT, "%s was never finished, but %s came after it", m[i].name,
			    rows[i + 1].name);
	}
	return OK;
}

static enum err
note_begin(struct db *db, const struct migration *m, size_t version)
{
	const struct db_arg args[] = { DB_I64((int64_t)version), DB_STR(m->name), DB_BLOB(m->sha256, HASH_LEN) };

	return db_exec(db, SQL_MIGRATE_BEGIN, args, N(args), NULL, NULL);
}

static enum err
note_statement(struct db *db, int done, size_t version)
{
	const struct db_arg args[] = { DB_I64(done), DB_I64((int64_t)version) };

	return db_exec(db, SQL_MIGRATE_STATEMENT, args, N(args), NULL, NULL);
}

static enum err
note_done(struct db *db, int done, size_t version)
{
	const struct db_arg args[] = { DB_I64(done), DB_TIME(clock_now()), DB_I64((int64_t)version) };

	return db_exec(db, SQL_MIGRATE_DONE, args, N(args), NULL, NULL);
}

/* The first line of a statement, at most 60 bytes, for the message. */
static int
head_len(const char *stmt, size_t len)
{
	size_t n = strcspn(stmt, "\n(");

	n = n > len ? len : n;
	n = n > 60 ? 60 : n;
	while (n > 0 && stmt[n - 1] == ' ')
		n--;
	return (int)n;
}

/* Runs a file behind its first skip statements.  The very first makes the table of versions itself. */
static enum err
apply(struct app *app, const struct migration *m, size_t version, bool begun, int skip)
{
	const char *rest = m->text, *stmt;
	const bool noted = begun || version > 0;
	enum err e = OK;
	size_t len;
	int n = 0;

	if (version > 0 && !begun)
		e = note_begin(app->db, m, version);
	while (e == OK && script_next(&rest, &stmt, &len)) {
		if (n++ < skip)
			continue;
		if ((e = db_script_run(app->db, stmt, len)) != OK)
			return err_raise(e, "%s, statement %d (%.*s): %s", m->name, n, head_len(stmt, len),
			    stmt, arena_strdup(app->arena, err_text()));
		if (noted)
			e = note_statement(app->db, n, version);
	}
	if (e == OK && !noted)
		e = note_begin(app->db, m, version);
	if (e == OK)
		e = note_done(app->db, n, version);
	if (e == OK)
		(void)printf("%s: %d statements\n", m->name, n - skip);
	return e;
}

static enum err
migrate(struct app *app, const struct migration *m, size_t n)
{
	struct applied *rows = NULL;
	size_t have = 0, finished;
	int64_t locked, exists;
	int skip = 0;
	enum err e = db_number(app->db, SQL_MIGRATE_LOCK, NULL, 0, &locked);

	if (e == OK && locked != 1)
		return err_raise(ERR_CONFLICT, "another migration is at work");
	if (e == OK)
		e = db_number(app->db, SQL_MIGRATE_HAS_VERSIONS, NULL, 0, &exists);
	if (e == OK && exists != 0)
		e = db_all(app->db, SQL_MIGRATE_VERSIONS, NULL, 0, applied_cols, N(applied_cols), app->arena,
		    sizeof(*rows), &rows, &have);
	if (e == OK)
		e = compare(rows, have, m, n);
	if (e != OK)
		return e;
	finished = have > 0 && rows[have - 1].applied_at == USEC_NONE ? have - 1 : have;
	for (size_t v = finished; e == OK && v < n; v++) {
		skip = v < have ? rows[v].statements : 0;
		e = apply(app, &m[v], v, v < have, skip);
	}
	return e;
}

int
job_migrate(struct app *app, int argc, char **argv)
{
	static const struct option options[] = { { "sql", required_argument, NULL, 's' }, { 0 } };
	const char *dir = NULL;
	struct migration *m = NULL;
	size_t n = 0;
	int opt;
	enum err e;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (opt == 's')
			dir = optarg;
		else
			return job_usage(app);
	if (optind != argc)
		return job_usage(app);
	dir = dir != NULL ? dir : job_share(app, "sql");
	e = read_files(app, arena_printf(app->arena, "%s/schema", dir), &m, &n);
	if (e == OK)
		e = migrate(app, m, n);
	if (e == OK)
		(void)printf("the tables are at version %zu\n", n - 1);
	return job_error(app, e);
}
