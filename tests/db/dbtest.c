#include "config.h"
#include "tests/db/dbtest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <mariadb/mysql.h>

#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/db/conn.h"

#include "lib/base/banned.h"

static MYSQL *admin;

/* Whether the server's program is where with-mariadb will look for it. */
static bool
is_server_here(void)
{
	char path[4096], *dir, *rest = path;

	(void)snprintf(path, sizeof(path), "%s:/usr/sbin:/sbin", getenv("PATH"));
	while ((dir = strsep(&rest, ":")) != NULL) {
		char program[4200];

		(void)snprintf(program, sizeof(program), "%s/mariadbd", dir);
		if (access(program, X_OK) == 0)
			return true;
	}
	return false;
}

void
dbtest_start(int argc, char **argv, bool schema)
{
	const char *top = getenv("top_srcdir");
	char wrapper[4096], option[] = "--schema", self[4096];
	char *args[8] = { wrapper };
	int n = 1;

	if (secret_init() != OK)
		abort();
	if (getenv("ANJUAN_TEST_SOCKET") != NULL)
		return;
	if (!is_server_here()) {
		(void)puts("1..0 # SKIP there is no mariadbd");
		exit(0);
	}
	(void)snprintf(
	    wrapper, sizeof(wrapper), "%s/tests/db/with-mariadb", top != NULL ? top : ".");
	(void)snprintf(self, sizeof(self), "%s", argv[0]);
	if (schema)
		args[n++] = option;
	args[n++] = self;
	for (int i = 1; i < argc && n < 7; i++)
		args[n++] = argv[i];
	(void)execv(wrapper, args);
	perror(wrapper);
	exit(99);
}

struct conf *
dbtest_conf(const char *account)
{
	static struct conf c;

	c = (struct conf){ .db_socket = getenv("ANJUAN_TEST_SOCKET"),
		.db_host = "",
		.db_name = getenv("ANJUAN_TEST_DB"),
		.db_user = account,
		.db_password_file = "" };
	return &c;
}

struct db *
dbtest_open(const char *account)
{
	/* Kept: a handle asks its configuration at each connect. */
	static struct conf kept[64];
	static size_t n;
	struct conf *c = &kept[n++ % N(kept)];
	struct db *db = NULL;

	*c = *dbtest_conf(account);
	assert_int_equal(db_open(c, &db), OK);
	return db;
}

static MYSQL *
admin_connect(void)
{
	MYSQL *my = mysql_init(NULL);

	(void)mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (mysql_real_connect(my, NULL, "root", "", getenv("ANJUAN_TEST_DB"), 0,
		getenv("ANJUAN_TEST_SOCKET"), 0) == NULL)
		fail_msg("%s", mysql_error(my));
	return my;
}

static void
admin_query(const char *fmt, va_list ap)
{
	char *text = NULL;

	if (admin == NULL)
		admin = admin_connect();
	assert_true(vasprintf(&text, fmt, ap) >= 0);
	if (mysql_real_query(admin, text, strlen(text)) != 0)
		fail_msg("%s: %s", text, mysql_error(admin));
	free(text);
}

void
dbtest_sql(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	admin_query(fmt, ap);
	va_end(ap);
	mysql_free_result(mysql_store_result(admin));
}

int64_t
dbtest_number(const char *fmt, ...)
{
	MYSQL_RES *res;
	MYSQL_ROW row;
	int64_t v;
	va_list ap;

	va_start(ap, fmt);
	admin_query(fmt, ap);
	va_end(ap);
	res = mysql_store_result(admin);
	assert_non_null(res);
	row = mysql_fetch_row(res);
	assert_true(row != NULL && row[0] != NULL);
	v = strtoll(row[0], NULL, 10);
	mysql_free_result(res);
	return v;
}

void
dbtest_later(unsigned ms, const char *fmt, ...)
{
	char *text = NULL;
	va_list ap;
	pid_t pid;

	va_start(ap, fmt);
	assert_true(vasprintf(&text, fmt, ap) >= 0);
	va_end(ap);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		MYSQL *my = admin_connect();

		(void)usleep(ms * 1000);
		(void)mysql_real_query(my, text, strlen(text));
		_exit(0);
	}
	free(text);
}
