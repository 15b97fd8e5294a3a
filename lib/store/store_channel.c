#include "config.h"
#include "lib/store/store_channel.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

enum err
store_channels(struct db *db, struct arena *a, usec_t at, struct channel_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_STR(channel_row, code), COL_STR(channel_row, via), COL_STR(channel_row, server),
		COL_STR(channel_row, server_login), COL_STR(channel_row, sender), COL_STR(channel_row, secret),
	};
	const struct db_arg args[] = { DB_TIME(at) };

	return db_all(db, SQL_CHANNELS_NOW, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_channel_test_add(struct db *db, const char *code, const char *to, int64_t by, usec_t at)
{
	const struct db_arg args[] = { DB_STR(code), DB_STR(to), DB_I64(by), DB_TIME(at) };

	return db_exec(db, SQL_CHANNEL_TEST_ADD, args, N(args), NULL, NULL);
}

static const struct db_col test_cols[] = {
	COL_I64(channel_test, id), COL_STR(channel_test, code), COL_STR(channel_test, receiver),
	COL_TIME(channel_test, asked_at), COL_TIME(channel_test, done_at), COL_BOOL(channel_test, sent),
	COL_STR(channel_test, result), COL_STR(channel_test, asked_name),
};

enum err
store_channel_tests(struct db *db, struct arena *a, const char *code, struct channel_test **out, size_t *n)
{
	const struct db_arg args[] = { DB_STR(code) };

	return db_all(db, SQL_CHANNEL_TESTS, args, N(args), test_cols, N(test_cols), a, sizeof(**out), out, n);
}

enum err
store_channel_tests_due(struct db *db, struct arena *a, usec_t since, struct channel_test **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(since) };

	return db_all(db, SQL_CHANNEL_TESTS_DUE, args, N(args), test_cols, N(test_cols), a, sizeof(**out), out, n);
}

enum err
store_channel_test_take(struct db *db, int64_t id, usec_t at, bool *mine)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(id) };
	int64_t n = 0;
	enum err e = db_exec(db, SQL_CHANNEL_TEST_TAKE, args, N(args), &n, NULL);

	*mine = n == 1;
	return e;
}

enum err
store_channel_test_end(struct db *db, int64_t id, usec_t at, bool sent, const char *result)
{
	const struct db_arg args[] = { DB_TIME(at), DB_I64(sent), DB_STR(result), DB_I64(id) };

	return db_exec(db, SQL_CHANNEL_TEST_END, args, N(args), NULL, NULL);
}
