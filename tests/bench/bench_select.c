/*
 * The yardstick "one-select": a FastCGI program that runs one prepared
 * primary-key SELECT and prints the row.  With MariaDB's own library and
 * nothing of ours: bench_select SOCKET DATABASE USER PASSWORD-FILE.
 */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcgiapp.h>
#include <mariadb/mysql.h>

#include "lib/base/banned.h"

enum { COLUMNS = 4, WIDTH = 600 };

struct row {
	char text[COLUMNS][WIDTH];
	unsigned long length[COLUMNS];
	my_bool null[COLUMNS], error[COLUMNS];
};

static MYSQL *
connect_as(char **argv)
{
	char password[200] = "";
	FILE *f = fopen(argv[4], "re");
	MYSQL *my = mysql_init(NULL);

	if (my == NULL || f == NULL || fgets(password, sizeof(password), f) == NULL)
		return NULL;
	(void)fclose(f);
	password[strcspn(password, "\r\n")] = '\0';
	(void)mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	return mysql_real_connect(my, NULL, argv[3], password, argv[2], 0, argv[1], 0);
}

/* The highest id: the rows asked for are spread over the whole table. */
static int64_t
max_id(MYSQL *my)
{
	MYSQL_RES *res;
	MYSQL_ROW r;
	int64_t n = 0;

	if (mysql_query(my, "SELECT COALESCE(MAX(id), 0) FROM cases") != 0 || (res = mysql_store_result(my)) == NULL)
		return 0;
	if ((r = mysql_fetch_row(res)) != NULL && r[0] != NULL)
		n = strtoll(r[0], NULL, 10);
	mysql_free_result(res);
	return n;
}

static MYSQL_STMT *
prepare(MYSQL *my, int64_t *id, struct row *row)
{
	static const char sql[] = "SELECT number, state, address, description FROM cases WHERE id = ?";
	MYSQL_STMT *st = mysql_stmt_init(my);
	MYSQL_BIND in = { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = id }, out[COLUMNS];

	memset(out, 0, sizeof(out));
	for (int i = 0; i < COLUMNS; i++)
		out[i] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = row->text[i], .buffer_length = WIDTH,
			.length = &row->length[i], .is_null = &row->null[i], .error = &row->error[i] };
	if (st == NULL || mysql_stmt_prepare(st, sql, sizeof(sql) - 1) != 0 || mysql_stmt_bind_param(st, &in) != 0 ||
	    mysql_stmt_bind_result(st, out) != 0)
		return NULL;
	return st;
}

/* One request: execute, fetch, print. */
static int
answer(MYSQL_STMT *st, const struct row *row, FCGX_Stream *out)
{
	int r;

	if (mysql_stmt_execute(st) != 0)
		return -1;
	r = mysql_stmt_fetch(st);
	(void)FCGX_PutS("Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n\r\n"
			"<!DOCTYPE html><html lang=\"en\"><title>one select</title><p>", out);
	for (int i = 0; i < COLUMNS && (r == 0 || r == MYSQL_DATA_TRUNCATED); i++) {
		unsigned long n = row->length[i] < WIDTH ? row->length[i] : WIDTH;

		if (!row->null[i])
			(void)FCGX_PutStr(row->text[i], (int)n, out);
		(void)FCGX_PutS("<br>", out);
	}
	(void)FCGX_PutS("</p></html>\n", out);
	return mysql_stmt_free_result(st) != 0 ? -1 : 0;
}

int
main(int argc, char **argv)
{
	static struct row row;
	int64_t id = 0, max;
	MYSQL *my = argc == 5 ? connect_as(argv) : NULL;
	MYSQL_STMT *st = my != NULL ? prepare(my, &id, &row) : NULL;
	FCGX_Request rq;

	if (st == NULL) {
		(void)fprintf(stderr, "bench_select: %s\n", my != NULL ? mysql_error(my) : "cannot connect");
		return 1;
	}
	max = max_id(my);
	if (max == 0 || FCGX_Init() != 0 || FCGX_InitRequest(&rq, 0, 0) != 0)
		return 1;
	while (FCGX_Accept_r(&rq) >= 0) {
		id = (id + 7919) % max + 1;	/* a prime: no two neighbours in a row */
		if (answer(st, &row, rq.out) != 0)
			return 1;
		FCGX_Finish_r(&rq);
	}
	return 0;
}
