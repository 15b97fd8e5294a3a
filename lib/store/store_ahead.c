#include "config.h"
#include "lib/store/store_ahead.h"

#include <stdint.h>

#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/store/store_event.h"

#include "lib/base/banned.h"

void
store_case_ahead(struct db *db, int64_t case_id)
{
	const struct db_arg id = DB_I64(case_id), ids[] = { id, id, id, id, id },
	    ever[] = { id, DB_TIME(INT64_MAX), DB_TIME(INT64_MAX) }, subject[] = { DB_I64(SUBJECT_CASE), id };

	db_ahead(db, SQL_CASE_BY_ID, ids, 1);
	db_ahead(db, SQL_CASE_NAMES, ids, 1);
	db_ahead(db, SQL_CLOCK_ROWS, ids, 5);
	db_ahead(db, SQL_FILE_LIST_OF_CASE, ids, 2);
	db_ahead(db, SQL_LINK_COMPLAINTS, ever, N(ever));
	db_ahead(db, SQL_CASE_REPLIES, ever, N(ever));
	db_ahead(db, SQL_EVENT_LINES, subject, N(subject));
}

void
store_unread_ahead(struct db *db, int64_t user_id)
{
	const struct db_arg args[] = { DB_I64(user_id) };

	db_ahead(db, SQL_NOTICE_UNREAD, args, N(args));
}

void
store_asked_ahead(struct db *db, int64_t case_id)
{
	const struct db_arg id = DB_I64(case_id), ids[] = { id, id, id };

	db_ahead(db, SQL_CASE_ASKED, ids, N(ids));
}
