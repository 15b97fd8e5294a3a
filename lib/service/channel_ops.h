/*
 * The servers of letters and short messages as the office has set them itself:
 * address, account and sender are data with a first day, the secret is sealed
 * and only the timer opens it; and test messages, sent by the timer, whose
 * result is shown.
 */
#ifndef LIB_SERVICE_CHANNEL_OPS_H
#define LIB_SERVICE_CHANNEL_OPS_H

#include "lib/base/conf.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_channel.h"

struct user;

/* Letters, not short messages. */
bool channel_is_mail(const char *code);
/*
 * The configuration with the office's own channels laid over it; texts in the
 * arena.  A channel whose secret cannot be opened is off, and the error is returned.
 */
enum err channel_conf(struct service *sv, usec_t now, struct conf *out) MUST_USE;
/* Asks for a test message; ERR_INVALID naming "to" for an address none can be sent to. */
enum err channel_test_ask(struct service *sv, const struct user *who, const char *code, const char *to) MUST_USE;
/* Sends the tests that wait, by that configuration; *n says how many. */
enum err channel_test_run(struct service *sv, usec_t now, int64_t *n) MUST_USE;

#endif
