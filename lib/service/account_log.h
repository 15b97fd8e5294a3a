/* What findings, appeals and measures share: their chains of the ledger, and one-time keys.  Inside account_ops. */
#ifndef LIB_SERVICE_ACCOUNT_LOG_H
#define LIB_SERVICE_ACCOUNT_LOG_H

#include "lib/service/office_ops.h"

/* One line of a chain; who NULL: the timer. */
struct account_line {
	enum subject subject;
	int64_t id;
	int32_t step, from, to;
	const struct actor *who;
	usec_t at;
	const char *detail;	/* "name=value\n" lines; NULL: none */
	const char *words;	/* may be NULL */
};
/* Appends it in the caller's transaction; *seq its number.  ERR_CONFLICT: somebody wrote at the same time. */
enum err account_log(struct service *sv, const struct account_line *l, int32_t *seq) MUST_USE;
/* Whether a form's key was used before (then *id is what it made), and remembers it for id otherwise. */
enum err account_key_known(struct service *sv, const char *key, int64_t *id, bool *again) MUST_USE;
enum err account_key_use(struct service *sv, const char *key, int64_t user_id, int64_t id, usec_t at) MUST_USE;
/* Words are needed: ERR_INVALID "note" without. */
enum err account_need_words(const char *words) MUST_USE;

#endif
