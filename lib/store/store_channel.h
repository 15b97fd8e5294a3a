/* The servers of letters and short messages, and their tests: sql/query/channel.sql. */
#ifndef LIB_STORE_STORE_CHANNEL_H
#define LIB_STORE_STORE_CHANNEL_H

#include <stdbool.h>

#include "lib/base/clock.h"
#include "lib/db/conn.h"

struct arena;

struct channel_row {
	const char *code, *via, *server, *server_login, *sender, *secret;	/* secret: sealed, NULL for none */
};
/* Each channel as it is at an instant. */
enum err store_channels(struct db *db, struct arena *a, usec_t at, struct channel_row **out, size_t *n) MUST_USE;

struct channel_test {
	int64_t id;
	const char *code, *receiver, *result, *asked_name;
	usec_t asked_at, done_at;
	bool sent;
};
enum err store_channel_test_add(struct db *db, const char *code, const char *to, int64_t by, usec_t at) MUST_USE;
/* The last ten of a channel, the newest first. */
enum err store_channel_tests(struct db *db, struct arena *a, const char *code, struct channel_test **out, size_t *n) MUST_USE;
/* Those nobody has taken, asked for since an instant. */
enum err store_channel_tests_due(struct db *db, struct arena *a, usec_t since, struct channel_test **out, size_t *n) MUST_USE;
/* *mine: nobody was faster. */
enum err store_channel_test_take(struct db *db, int64_t id, usec_t at, bool *mine) MUST_USE;
enum err store_channel_test_end(struct db *db, int64_t id, usec_t at, bool sent, const char *result) MUST_USE;

#endif
