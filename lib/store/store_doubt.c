#include "config.h"
#include "lib/store/store_doubt.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/store/store_complaint.h"

#include "lib/base/banned.h"

enum err
store_doubt_rates(struct db *db, struct arena *a, const struct doubt_who *who, struct doubt_rates *out)
{
	static const struct db_col cols[] = {
		COL_TIME(doubt_rates, address_at), COL_TIME(doubt_rates, phone_at), COL_TIME(doubt_rates, email_at),
	};
	const struct db_arg args[] = { DB_I64(RATE_REPORT_ADDRESS), DB_STR(who->address), DB_I64(who->address_nth - 1),
		DB_I64(RATE_REPORT_CONTACT), DB_STR(who->phone), DB_I64(who->contact_nth - 1),
		DB_I64(RATE_REPORT_CONTACT), DB_STR(who->email), DB_I64(who->contact_nth - 1) };

	return db_one(db, SQL_DOUBT_RATES, args, N(args), cols, N(cols), a, out);
}

enum err
store_doubt_insert(struct db *db, int64_t complaint_id, int32_t doubts)
{
	const struct db_arg args[] = { DB_I64(complaint_id), DB_I64(doubts) };

	return db_exec(db, SQL_DOUBT_INSERT, args, N(args), NULL, NULL);
}

enum err
store_doubt(struct db *db, int64_t complaint_id, int32_t *doubts)
{
	const struct db_arg args[] = { DB_I64(complaint_id) };
	int64_t v = 0;
	enum err e = db_number(db, SQL_DOUBT_OF, args, N(args), &v);

	if (e == OK || e == ERR_NOT_FOUND)
		*doubts = e == OK ? (int32_t)v : 0;
	return e == ERR_NOT_FOUND ? OK : e;
}
