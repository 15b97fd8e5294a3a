/*
 * Statements sent before the answers to those before them are read.  The
 * server takes one command after the other from the line, so a page's needs
 * travel in one go and nobody sleeps in between.
 */
#include "config.h"
#include "lib/db/row.h"

#include <string.h>

#include <mariadb/errmsg.h>

#include "lib/base/arena.h"
#include "lib/db/db_private.h"

#include "lib/base/banned.h"

/* Whether the library sends only, and leaves the answer for db_ahead_read(). */
static void
send_only(struct db *db, bool yes)
{
	const my_bool on = yes;

	(void)mysql_optionsv(db->my, MARIADB_OPT_SKIP_READ_RESPONSE, &on);
}

static struct db_ahead *
entry_add(struct db *db, struct db_stmt *st)
{
	struct db_ahead *h = &db->ahead[db->n_ahead++];

	*h = (struct db_ahead){ .st = st };
	return h;
}

enum err
db_ahead_plain(struct db *db, enum sql_id id)
{
	const char *text = sql_text(id);

	if (db->n_ahead == DB_AHEAD_MAX)
		return db_plain(db, id);
	if (mysql_send_query(db->my, text, strlen(text)) != 0)
		return db_fault(db, sql_name(id), mysql_errno(db->my), mysql_error(db->my));
	entry_add(db, NULL)->plain = id;
	return OK;
}

/* The arguments as they were sent, to be compared with those of the call that takes the answer. */
static void
keep_args(struct db *db, struct db_ahead *h, const struct db_arg *args, size_t n)
{
	struct db_arg *kept = n > 0 ? arena_memdup(db->ahead_args, args, n * sizeof(*args)) : NULL;

	for (size_t i = 0; i < n; i++)
		if (kept[i].len > 0)
			kept[i].p = arena_memdup(db->ahead_args, kept[i].p, kept[i].len);
	h->args = kept;
	h->nargs = n;
}

static bool
is_short(const struct db_arg *args, size_t n)
{
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += args[i].len;
	return bytes <= DB_AHEAD_BYTES;
}

/* The statement if it can be sent now: prepared, reading, and not under way already. */
static struct db_stmt *
sendable(struct db *db, enum sql_id id)
{
	struct db_stmt *st = db->stmts[id];

	if ((st == NULL || db->ended || db->n_read == db->n_ahead) && db_stmt_get(db, id, &st) != OK)
		return NULL;
	for (size_t i = 0; i < db->n_ahead; i++)
		if (db->ahead[i].st == st)
			return NULL;
	return st->reads && st->answers ? st : NULL;
}

void
db_ahead(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs)
{
	struct db_stmt *st;
	bool failed;

	if (db->streaming || (db->tx.open && db->tx.dead != OK) || db->n_ahead == DB_AHEAD_MAX || !is_short(args, nargs) ||
	    (st = sendable(db, id)) == NULL || db_stmt_args(st, args, nargs) != OK)
		return;
	send_only(db, true);
	failed = mysql_stmt_execute(st->h) != 0;
	send_only(db, false);
	/* A line that broke is found broken by whoever asks next. */
	if (!failed)
		keep_args(db, entry_add(db, st), args, nargs);
}

/* The next answer that was not read yet; OK also when it is an error of its own. */
static enum err
read_one(struct db *db)
{
	struct db_ahead *h = &db->ahead[db->n_read];
	unsigned code = 0;

	db->my->net.pkt_nr = 1;		/* each answer counts its packets anew */
	if (h->st == NULL) {
		if (mysql_read_query_result(db->my) != 0)
			return db_fault(db, sql_name(h->plain), mysql_errno(db->my), mysql_error(db->my));
	} else if (db->my->methods->db_read_execute_response(h->st->h) != 0 || mysql_stmt_store_result(h->st->h) != 0) {
		if ((code = mysql_stmt_errno(h->st->h)) == 0)
			code = CR_SERVER_LOST;
		h->failed = true;
	}
	if (db_fault_is_loss(code))
		return db_stmt_fault(db, h->st);
	db->n_read++;
	return OK;
}

enum err
db_ahead_read(struct db *db, const struct db_ahead *until)
{
	enum err e = OK;

	while (e == OK && db->n_read < db->n_ahead && (until == NULL || &db->ahead[db->n_read] <= until))
		e = read_one(db);
	if (e == OK || db->my == NULL)
		return e;
	db_drop(db);	/* what else is on the line belongs to nobody any more */
	return e;
}

static bool
same_args(const struct db_ahead *h, const struct db_arg *args, size_t n)
{
	if (h->nargs != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (h->args[i].kind != args[i].kind || h->args[i].i != args[i].i || h->args[i].len != args[i].len ||
		    (args[i].len > 0 && memcmp(h->args[i].p, args[i].p, args[i].len) != 0))
			return false;
	return true;
}

struct db_ahead *
db_ahead_find(struct db *db, enum sql_id id, const struct db_arg *args, size_t nargs)
{
	for (size_t i = 0; i < db->n_ahead && !db->ended; i++)
		if (db->ahead[i].st != NULL && db->ahead[i].st->id == id)
			return same_args(&db->ahead[i], args, nargs) ? &db->ahead[i] : NULL;
	return NULL;
}

void
db_ahead_drop(struct db *db, const struct db_stmt *st)
{
	for (size_t i = 0; i < db->n_ahead; i++)
		if (db->ahead[i].st == st)
			db->ahead[i].st = NULL;
}

void
db_ahead_forget(struct db *db)
{
	for (size_t i = 0; i < db->n_read && db->my != NULL; i++)
		if (db->ahead[i].st != NULL)
			(void)mysql_stmt_free_result(db->ahead[i].st->h);
	db->n_ahead = db->n_read = 0;
	db->ended = false;
	arena_reset(db->ahead_args);
}

void
db_ahead_end(struct db *db)
{
	db->ended = db->n_ahead > 0;
}
