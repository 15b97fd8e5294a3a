#include "config.h"
#include "lib/db/conn.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mariadb/errmsg.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/db/db_private.h"

#include "lib/base/banned.h"

static const struct {
	const char *name, *text;
} statements[] = {
#define X(name, text) { #name, text },
#include "sql/statements.h"
#undef X
};

const char *
sql_name(enum sql_id id)
{
	return (unsigned)id < SQL_MAX ? statements[id].name : "?";
}

const char *
sql_text(enum sql_id id)
{
	return (unsigned)id < SQL_MAX ? statements[id].text : "";
}

/* The first line of the password file; "" when no file is configured. */
static enum err
password_read(const char *path, char **out)
{
	CLEANUP(fclosep) FILE *f = NULL;
	char line[256] = "";

	if (path[0] != '\0') {
		if ((f = fopen(path, "re")) == NULL || fgets(line, sizeof(line), f) == NULL)
			return err_raise(ERR_INTERNAL, "cannot read %s", path);
		line[strcspn(line, "\r\n")] = '\0';
	}
	*out = strdup(line);
	explicit_bzero(line, sizeof(line));
	return *out != NULL ? OK : err_raise(ERR_INTERNAL, "out of memory");
}

enum err
db_open(const struct conf *conf, struct db **out)
{
	struct db *db;
	char *password;
	enum err e = password_read(conf->db_password_file, &password);

	if (e != OK)
		return e;
	if ((db = calloc(1, sizeof(*db))) == NULL)
		abort();
	db->conf = conf;
	db->password = password;
	db->row = arena_new();
	db->ahead_args = arena_new();
	*out = db;
	return OK;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_drop(db);
	explicit_bzero(db->password, strlen(db->password));
	free(db->password);
	arena_free(db->row);
	arena_free(db->ahead_args);
	free(db);
}

void
db_drop(struct db *db)
{
	db->n_read = 0;
	db_ahead_forget(db);
	for (size_t i = 0; i < SQL_MAX; i++) {
		db_stmt_free(db->stmts[i]);
		db->stmts[i] = NULL;
	}
	if (db->my != NULL)
		mysql_close(db->my);
	db->my = NULL;
	if (db->tx.open && db->tx.dead == OK)
		db->tx.dead = ERR_UNAVAILABLE;
}

enum err
db_usable(const struct db *db)
{
	if (db->streaming)
		return err_raise(ERR_INTERNAL, "a statement inside db_each()");
	if (db->tx.open && db->tx.dead != OK)
		return err_raise(db->tx.dead, "the transaction is over");
	return OK;
}

/*
 * Whether the server has hung up on an idle connection: then there is
 * something to read (an end of file, or why it left) though nothing was asked.
 * Seen before a statement is sent, so that even a write can safely go to a new
 * connection.
 */
static bool
is_stale(const struct db *db)
{
	struct pollfd p = { .fd = mysql_get_socket(db->my), .events = POLLIN };

	return poll(&p, 1, 0) != 0;
}

static void
set_options(const struct db *db, MYSQL *my)
{
	const unsigned int seconds = DB_CONNECT_SEC, infile = db->local_infile,
			   socket = MYSQL_PROTOCOL_SOCKET;
	const my_bool no = 0;

	(void)mysql_options(my, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
	(void)mysql_options(my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	(void)mysql_options(my, MYSQL_OPT_LOCAL_INFILE, &infile);
	(void)mysql_options(my, MYSQL_OPT_RECONNECT, &no);
	if (db->conf->db_socket[0] != '\0')
		(void)mysql_options(my, MYSQL_OPT_PROTOCOL, &socket);
}

/* Whatever stops a connection, the database is out of reach for whoever asked. */
static enum err
connect_fault(MYSQL *my)
{
	unsigned code = mysql_errno(my);
	char text[256];

	db_fault_text(code, mysql_error(my), text, sizeof(text));
	mysql_close(my);
	return err_raise(
	    ERR_UNAVAILABLE, "connect: error %u%s%s", code, text[0] != '\0' ? ", " : "", text);
}

/*
 * Reads what is still on the line.  Of a transaction that is over nothing is
 * wanted any more: a line that broke meanwhile is made anew.
 */
static enum err
settle(struct db *db)
{
	const bool ended = db->ended;
	enum err e = db->my != NULL ? db_ahead_read(db, NULL) : OK;

	if (ended)
		db_ahead_forget(db);
	return ended ? OK : e;
}

enum err
db_connect(struct db *db)
{
	const struct conf *c = db->conf;
	bool is_local = c->db_socket[0] != '\0';
	MYSQL *my;
	enum err e;

	if ((e = settle(db)) != OK)
		return e;
	if (db->my != NULL && (db->tx.open || !is_stale(db)))
		return OK;
	db_drop(db);
	if ((my = mysql_init(NULL)) == NULL)
		return err_raise(ERR_INTERNAL, "mysql_init failed");
	set_options(db, my);
	db_bulk_guard(my);
	if (mysql_real_connect(my, is_local ? NULL : c->db_host, c->db_user, db->password,
		c->db_name, is_local ? 0 : (unsigned)c->db_port, is_local ? c->db_socket : NULL,
		CLIENT_FOUND_ROWS) == NULL)
		return connect_fault(my);
	if (mysql_real_query(
		my, sql_text(SQL_SESSION_SETUP), strlen(sql_text(SQL_SESSION_SETUP))) != 0)
		return connect_fault(my);
	db->my = my;
	return OK;
}

enum err
db_plain(struct db *db, enum sql_id id)
{
	const char *text = sql_text(id);
	MYSQL_RES *res;
	enum err e = db_connect(db);

	if (e != OK)
		return e;
	if (mysql_real_query(db->my, text, strlen(text)) != 0)
		return db_fault(db, sql_name(id), mysql_errno(db->my), mysql_error(db->my));
	if ((res = mysql_store_result(db->my)) != NULL)
		mysql_free_result(res);
	return OK;
}

enum err
db_ping(struct db *db)
{
	int64_t one;

	if (db_number(db, SQL_PING, NULL, 0, &one) != OK)
		return err_raise(ERR_UNAVAILABLE, "%s", err_text());
	return OK;
}
