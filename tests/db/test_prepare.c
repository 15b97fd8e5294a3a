/*
 * Every named statement against the migrated schema: it can be prepared, has
 * the parameters its text shows, gives columns that a struct can hold, and
 * some account may run it.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/db/bulk.h"
#include "lib/db/conn.h"
#include "lib/db/db_private.h"
#include "lib/db/row.h"
#include "lib/db/tx.h"
#include "tests/db/dbtest.h"

#include "lib/base/banned.h"

static struct arena *a;
static struct buf wrong; /* a line a statement that is not as it should be */

static int
begin(void **state)
{
	(void)state;
	a = arena_new();
	buf_init(&wrong, a);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

static bool
is_load(enum sql_id id)
{
	return strncasecmp(sql_text(id), "LOAD DATA", 9) == 0;
}

/* Question marks outside of quotes. */
static size_t
marks(const char *s)
{
	size_t n = 0;
	char quote = '\0';

	for (; *s != '\0'; s++) {
		if (quote != '\0')
			quote = *s == quote ? '\0' : quote;
		else if (*s == '\'' || *s == '"' || *s == '`')
			quote = *s;
		else if (*s == '?')
			n++;
	}
	return n;
}

static void
say(enum sql_id id, const char *what)
{
	buf_printf(&wrong, "\n%s: %s", sql_name(id), what);
}

/* A result of several columns is for a column table: each needs a name of its own. */
static void
check_columns(enum sql_id id, const struct db_stmt *st)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	MYSQL_RES *meta = mysql_stmt_result_metadata(st->h);
	unsigned n = meta != NULL ? mysql_num_fields(meta) : 0;
	const MYSQL_FIELD *f = meta != NULL ? mysql_fetch_fields(meta) : NULL;

	for (unsigned i = 0; i < n && n > 1; i++) {
		if (strspn(f[i].name, letters) != strlen(f[i].name))
			say(id, arena_printf(a, "column %s needs AS", f[i].name));
		for (unsigned k = 0; k < i; k++)
			if (strcmp(f[i].name, f[k].name) == 0)
				say(id, arena_printf(a, "two columns %s", f[i].name));
	}
	mysql_free_result(meta);
}

static void
test_prepare(void **state)
{
	CLEANUP(db_closep) struct db *db = dbtest_open("root");

	(void)state;
	for (int i = 0; i < SQL_MAX; i++) {
		enum sql_id id = (enum sql_id)i;
		struct db_stmt *st = NULL;

		if (is_load(id))
			continue;
		if (db_stmt_get(db, id, &st) != OK) {
			say(id, err_text());
			continue;
		}
		if (st->nparams != marks(sql_text(id)))
			say(id, arena_printf(a, "%zu parameters", st->nparams));
		check_columns(id, st);
	}
	if (!buf_is_empty(&wrong))
		fail_msg("%s", wrong.s);
}

/* LOAD DATA cannot be prepared; sending it no rows asks for its table and columns as well. */
static void
test_load(void **state)
{
	CLEANUP(db_closep) struct db *db = dbtest_open("root");

	(void)state;
	for (int i = 0; i < SQL_MAX; i++) {
		enum sql_id id = (enum sql_id)i;
		CLEANUP(db_bulk_freep) struct db_bulk *b = NULL;
		CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
		enum err e;

		if (!is_load(id))
			continue;
		e = db_bulk_new(db, id, &b);
		if (e == OK)
			e = db_begin(db, &tx);
		if (e == OK)
			e = db_bulk_flush(b, NULL);
		if (e != OK)
			say(id, err_text());
	}
	if (!buf_is_empty(&wrong))
		fail_msg("%s", wrong.s);
}

/* What no account may do was forgotten in the grants. */
static void
test_accounts(void **state)
{
	static const char *const accounts[] = { "anjuan_desk", "anjuan_public", "anjuan_api",
		"anjuan_batch_read", "anjuan_batch_work", "anjuan_owner" };
	struct db *dbs[N(accounts)];

	(void)state;
	for (size_t k = 0; k < N(accounts); k++)
		dbs[k] = dbtest_open(accounts[k]);
	for (int i = 0; i < SQL_MAX; i++) {
		enum sql_id id = (enum sql_id)i;
		struct db_stmt *st = NULL;
		enum err e = is_load(id) ? OK : ERR_DENIED;

		/* The owner of everything counts for migrations alone. */
		for (size_t k = 0; k < N(accounts) && e == ERR_DENIED; k++)
			if (strcmp(accounts[k], "anjuan_owner") != 0 ||
			    strncmp(sql_name(id), "MIGRATE", 7) == 0)
				e = db_stmt_get(dbs[k], id, &st);
		if (e == ERR_DENIED)
			say(id, "no account may");
	}
	for (size_t k = 0; k < N(accounts); k++)
		db_close(dbs[k]);
	if (!buf_is_empty(&wrong))
		fail_msg("%s", wrong.s);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_prepare, begin, end),
		cmocka_unit_test_setup_teardown(test_load, begin, end),
		cmocka_unit_test_setup_teardown(test_accounts, begin, end),
	};

	dbtest_start(argc, argv, true);
	return cmocka_run_group_tests_name("prepare", tests, NULL, NULL);
}
