#include "config.h"
#include "lib/db/tx.h"

#include <string.h>

#include "lib/base/clock.h"
#include "lib/db/db_private.h"

#include "lib/base/banned.h"

/* Nobody waits for the answer: the first one that is read comes after it. */
static enum err
begin_ahead(struct db *db)
{
	enum err e = db_connect(db);

	return e == OK ? db_ahead_plain(db, SQL_TX_BEGIN_READ) : e;
}

/* Nothing was done yet: a lost connection is tried again once. */
static enum err
start(struct db *db, enum sql_id level, enum sql_id begin)
{
	bool was_connected = db->my != NULL;
	enum err e = OK;

	for (int i = 0; i < 2; i++) {
		e = level != SQL_MAX ? db_plain(db, level) : OK;
		if (e == OK)
			e = begin == SQL_TX_BEGIN_READ ? begin_ahead(db) : db_plain(db, begin);
		if (e != ERR_UNAVAILABLE || db->my != NULL || !was_connected)
			break;
	}
	return e;
}

static enum err
begin(struct db *db, bool writes, struct db_tx **out)
{
	enum err e = db_usable(db);

	if (e == OK && db->tx.open)
		e = err_raise(ERR_INTERNAL, "a transaction inside a transaction");
	if (e == OK)
		e = writes ? start(db, SQL_TX_LEVEL_WRITE, SQL_TX_BEGIN_WRITE)
			   : start(db, SQL_MAX, SQL_TX_BEGIN_READ);
	if (e != OK)
		return e;
	db->tx = (struct db_tx){
		.db = db, .open = true, .writes = writes, .dead = OK, .began_ns = clock_mono_ns()
	};
	*out = &db->tx;
	return OK;
}

enum err
db_begin(struct db *db, struct db_tx **out)
{
	return begin(db, true, out);
}

enum err
db_begin_read(struct db *db, struct db_tx **out)
{
	return begin(db, false, out);
}

/*
 * Ends a reading transaction: what it was asked for meanwhile is of no use any
 * more, and its end is not waited for.
 */
static bool
end_read(struct db *db)
{
	if (db_ahead_plain(db, SQL_TX_ROLLBACK) != OK)
		return false;
	db_ahead_end(db);
	return true;
}

/* Says ROLLBACK without raising: the error that led here is the one to tell. */
static bool
roll_back(struct db *db)
{
	const char *text = sql_text(SQL_TX_ROLLBACK);

	return mysql_real_query(db->my, text, strlen(text)) == 0;
}

void
db_rollbackp(struct db_tx **tx)
{
	struct db_tx *t = *tx;

	*tx = NULL;
	if (t == NULL || !t->open)
		return;
	/* What cannot be rolled back in good order is rolled back by hanging up. */
	t->open = false;
	if (t->db->my != NULL && (t->db->streaming || !(t->writes ? roll_back(t->db) : end_read(t->db))))
		db_drop(t->db);
}

enum err
db_commit(struct db_tx **tx)
{
	struct db_tx *t = *tx;
	enum err e = db_usable(t->db);

	if (e == OK && t->writes &&
	    clock_mono_ns() - t->began_ns > DB_TX_MAX_SEC * INT64_C(1000000000))
		e = err_raise(
		    ERR_UNAVAILABLE, "a writing transaction took over %d s", DB_TX_MAX_SEC);
	if (e == OK)
		e = db_plain(t->db, SQL_TX_COMMIT);
	db_ahead_end(t->db);
	if (e == OK)
		t->open = false;
	db_rollbackp(tx);
	return e;
}
