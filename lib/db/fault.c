#include "config.h"

#include <stdio.h>
#include <string.h>

#include <mariadb/errmsg.h>
#include <mariadb/mysqld_error.h>

#include "lib/base/check.h"
#include "lib/db/db_private.h"

#include "lib/base/banned.h"

/* How much of the server's message may be kept: values never. */
enum keep { KEEP_NOTHING, KEEP_ALL, KEEP_TAIL };

enum { ER_KILLED_IDLE = 4031 };

/*
 * Messages of the KEEP_ALL rows name tables, columns, constraints and accounts
 * only; those of the KEEP_TAIL rows quote a value first and end in "for key
 * 'x'" or "for column 'x' at row n".
 */
static const struct fault {
	unsigned code;
	enum err err;
	enum keep keep;
} faults[] = {
	{ ER_DUP_ENTRY, ERR_CONFLICT, KEEP_TAIL },
	{ ER_LOCK_DEADLOCK, ERR_CONFLICT, KEEP_ALL },
	{ ER_LOCK_WAIT_TIMEOUT, ERR_CONFLICT, KEEP_ALL },
	{ ER_CHECKREAD, ERR_CONFLICT, KEEP_ALL },

	{ ER_DBACCESS_DENIED_ERROR, ERR_DENIED, KEEP_ALL },
	{ ER_ACCESS_DENIED_ERROR, ERR_DENIED, KEEP_ALL },
	{ ER_TABLEACCESS_DENIED_ERROR, ERR_DENIED, KEEP_ALL },
	{ ER_COLUMNACCESS_DENIED_ERROR, ERR_DENIED, KEEP_ALL },
	{ ER_SPECIFIC_ACCESS_DENIED_ERROR, ERR_DENIED, KEEP_ALL },
	{ ER_PROCACCESS_DENIED_ERROR, ERR_DENIED, KEEP_ALL },

	{ ER_BAD_NULL_ERROR, ERR_INVALID, KEEP_ALL },
	{ ER_NO_REFERENCED_ROW, ERR_INVALID, KEEP_ALL },
	{ ER_ROW_IS_REFERENCED, ERR_INVALID, KEEP_ALL },
	{ ER_WARN_TOO_FEW_RECORDS, ERR_INVALID, KEEP_ALL },
	{ ER_WARN_TOO_MANY_RECORDS, ERR_INVALID, KEEP_ALL },
	{ ER_WARN_NULL_TO_NOTNULL, ERR_INVALID, KEEP_ALL },
	{ ER_WARN_DATA_OUT_OF_RANGE, ERR_INVALID, KEEP_ALL },
	{ WARN_DATA_TRUNCATED, ERR_INVALID, KEEP_ALL },
	{ ER_TRUNCATED_WRONG_VALUE, ERR_INVALID, KEEP_TAIL },
	{ ER_TRUNCATED_WRONG_VALUE_FOR_FIELD, ERR_INVALID, KEEP_TAIL },
	{ ER_DATA_TOO_LONG, ERR_INVALID, KEEP_ALL },
	{ ER_CANT_CREATE_GEOMETRY_OBJECT, ERR_INVALID, KEEP_ALL },
	{ ER_ROW_IS_REFERENCED_2, ERR_INVALID, KEEP_ALL },
	{ ER_NO_REFERENCED_ROW_2, ERR_INVALID, KEEP_ALL },
	{ ER_DATA_OUT_OF_RANGE, ERR_INVALID, KEEP_NOTHING },
	{ ER_CONSTRAINT_FAILED, ERR_INVALID, KEEP_ALL },

	{ ER_NET_PACKET_TOO_LARGE, ERR_TOO_LARGE, KEEP_ALL },
	{ CR_NET_PACKET_TOO_LARGE, ERR_TOO_LARGE, KEEP_ALL },

	{ ER_CON_COUNT_ERROR, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_SERVER_SHUTDOWN, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_TOO_MANY_USER_CONNECTIONS, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_OPTION_PREVENTS_STATEMENT, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_QUERY_INTERRUPTED, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_MAX_PREPARED_STMT_COUNT_REACHED, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_CONNECTION_KILLED, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_STATEMENT_TIMEOUT, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_KILLED_IDLE, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_DISK_FULL, ERR_UNAVAILABLE, KEEP_ALL },
	{ ER_RECORD_FILE_FULL, ERR_UNAVAILABLE, KEEP_ALL },
	{ CR_CONNECTION_ERROR, ERR_UNAVAILABLE, KEEP_ALL },
	{ CR_CONN_HOST_ERROR, ERR_UNAVAILABLE, KEEP_ALL },
	{ CR_UNKNOWN_HOST, ERR_UNAVAILABLE, KEEP_ALL },
	{ CR_SERVER_GONE_ERROR, ERR_UNAVAILABLE, KEEP_ALL },
	{ CR_SERVER_LOST, ERR_UNAVAILABLE, KEEP_ALL },
	{ CR_SERVER_LOST_EXTENDED, ERR_UNAVAILABLE, KEEP_ALL },

	/* Our own mistakes, worth their message. */
	{ ER_BAD_DB_ERROR, ERR_INTERNAL, KEEP_ALL },
	{ ER_BAD_FIELD_ERROR, ERR_INTERNAL, KEEP_ALL },
	{ ER_PARSE_ERROR, ERR_INTERNAL, KEEP_ALL },
	{ ER_NO_SUCH_TABLE, ERR_INTERNAL, KEEP_ALL },
	{ ER_NO_DEFAULT_FOR_FIELD, ERR_INTERNAL, KEEP_ALL },
	{ ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, ERR_INTERNAL, KEEP_ALL },
	{ CR_COMMANDS_OUT_OF_SYNC, ERR_INTERNAL, KEEP_ALL },
};

static const struct fault *
find(unsigned code)
{
	for (size_t i = 0; i < N(faults); i++)
		if (faults[i].code == code)
			return &faults[i];
	return NULL;
}

enum err
db_fault_code(unsigned code)
{
	const struct fault *f = find(code);

	return f != NULL ? f->err : ERR_INTERNAL;
}

bool
db_fault_is_loss(unsigned code)
{
	switch (code) {
	case CR_SERVER_GONE_ERROR:
	case CR_SERVER_LOST:
	case CR_SERVER_LOST_EXTENDED:
	case ER_SERVER_SHUTDOWN:
	case ER_CONNECTION_KILLED:
	case ER_KILLED_IDLE:
	case ER_NET_PACKET_TOO_LARGE: /* the server hangs up after saying so */
		return true;
	default:
		return false;
	}
}

/* The last " for " of a text, so that a value cannot pretend to be the end. */
static const char *
tail(const char *msg)
{
	const char *found = NULL;

	for (const char *p = strstr(msg, " for "); p != NULL; p = strstr(p + 1, " for "))
		found = p;
	return found != NULL ? found + 1 : "";
}

void
db_fault_text(unsigned code, const char *msg, char *out, size_t size)
{
	const struct fault *f = find(code);
	enum keep keep = f != NULL ? f->keep : KEEP_NOTHING;

	if (keep == KEEP_TAIL)
		msg = tail(msg);
	(void)snprintf(out, size, "%s", keep == KEEP_NOTHING ? "" : msg);
}

/*
 * The name a safe text is about: the constraint where it says CONSTRAINT, else
 * the last quoted name (a key; a column, perhaps after its table's).
 */
static void
quoted(const char *text, char *out, size_t size)
{
	const char *p = strstr(text, "CONSTRAINT `"), *end = NULL;

	out[0] = '\0';
	if (p != NULL) {
		p = strchr(p, '`') + 1;
		end = strchr(p, '`');
	} else {
		for (const char *q = strpbrk(text, "'`"); q != NULL; q = strpbrk(q + 1, "'`"))
			end = q;
		for (p = end; p != NULL && p > text && p[-1] != *end; p--)
			;
	}
	if (end != NULL && p > text)
		(void)snprintf(out, size, "%.*s", (int)(end - p), p);
}

enum err
db_fault(struct db *db, const char *what, unsigned code, const char *msg)
{
	enum err e = db_fault_code(code);
	char text[256], name[65];

	db_fault_text(code, msg, text, sizeof(text));
	name[0] = '\0';
	if (e == ERR_INVALID || code == ER_DUP_ENTRY)
		quoted(text, name, sizeof(name));
	if (db_fault_is_loss(code))
		db_drop(db);
	if ((code == ER_LOCK_DEADLOCK || code == ER_CHECKREAD) && db->tx.open)
		db->tx.dead = ERR_CONFLICT;
	return err_raise_field(e, name[0] != '\0' ? name : NULL, "%s: error %u%s%s", what, code,
	    text[0] != '\0' ? ", " : "", text);
}
