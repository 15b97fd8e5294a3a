/*
 * How a sender is told: once he has confirmed what he left, until he says stop,
 * each thing by itself or once a day.  Without it he only loses notices, never
 * his complaint (users-ask 25).
 */
#ifndef LIB_SERVICE_SENDER_WISH_H
#define LIB_SERVICE_SENDER_WISH_H

#include "lib/service/office_ops.h"
#include "lib/store/store_sender.h"

/* A token is 128 bits in hex, a code six digits; a question to confirm holds for 3 days and is asked at most 4 times. */
enum { WISH_TOKEN_LEN = 32, WISH_CODE_LEN = 6, WISH_DAYS = 3, WISH_ROUNDS = 4, WISH_PAUSE_MIN = 5 };

/* What a letter of a round needs: made of the key each time, never stored. */
struct wish_tokens {
	char token[WISH_TOKEN_LEN + 1], stop[WISH_TOKEN_LEN + 1], code[WISH_CODE_LEN + 1];
};
enum err sender_tokens(struct service *sv, int64_t complaint_id, int32_t round, struct wish_tokens *out) MUST_USE;

/*
 * Begins it for a complaint whose sender left a contact; confirmed: a clerk
 * wrote it down while he spoke with him.  The caller holds the transaction.
 */
enum err sender_wish_begin(struct service *sv, int64_t complaint_id, usec_t at, bool confirmed) MUST_USE;

/* Confirms by the link.  ERR_NOT_FOUND whatever is wrong with it; ERR_TOO_MANY after too many such from an address. */
enum err sender_confirm(struct service *sv, const char *token, const char *addr_prefix) MUST_USE;
/* The same by the digits, for who follows the complaint; ERR_NOT_FOUND for wrong ones, ERR_TOO_MANY after five an hour. */
enum err sender_confirm_code(struct service *sv, int64_t complaint_id, const char *typed) MUST_USE;
/* Asks once more; ERR_TOO_MANY: too soon, or too often. */
enum err sender_confirm_again(struct service *sv, int64_t complaint_id) MUST_USE;

enum wish_act { WISH_EACH, WISH_DAILY, WISH_STOP };
/* Whose link to his wishes it is; ERR_NOT_FOUND. */
enum err sender_of_stop(struct service *sv, const char *token, int64_t *complaint_id) MUST_USE;
/* Sets it, with an event in the ledger when it changes. */
enum err sender_wish_set(struct service *sv, int64_t complaint_id, enum wish_act act) MUST_USE;

#endif
