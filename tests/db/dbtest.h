/*
 * What the programs of tests/db share: a server of their own and a second,
 * plain connection to it that arranges and looks.
 *
 *	int
 *	main(int argc, char **argv)
 *	{
 *		dbtest_start(argc, argv, true);
 *		…
 *		return cmocka_run_group_tests_name(…);
 *	}
 */
#ifndef TESTS_DB_DBTEST_H
#define TESTS_DB_DBTEST_H

#include <stdbool.h>
#include <stdint.h>

/* An array of arguments on the spot: db_exec(db, SQL_X, ARGS(DB_I64(1)), 1, …). */
#define ARGS(...) ((const struct db_arg[]){ __VA_ARGS__ })

struct conf;
struct db;

/*
 * Begins the program again under tests/db/with-mariadb unless it runs there
 * already (then it returns); with schema, sql/schema and sql/seed are loaded.
 * Without a server on this machine it prints a TAP skip and exits.
 */
void dbtest_start(int argc, char **argv, bool schema);
/* A handle for an account ("root" may do everything); the caller closes it. */
struct db *dbtest_open(const char *account);
/* The configuration behind dbtest_open(); lives until the next call. */
struct conf *dbtest_conf(const char *account);
/* Runs one statement as root on a connection of its own; a failure fails the test. */
void dbtest_sql(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* As dbtest_sql(); the first column of the first row as a number. */
int64_t dbtest_number(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* As dbtest_sql(), from another process, ms milliseconds from now; a failure is not noticed. */
void dbtest_later(unsigned ms, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
