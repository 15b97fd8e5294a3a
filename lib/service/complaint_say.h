/* What a sender adds to his complaint after it was taken; all of it works with the public account. */
#ifndef LIB_SERVICE_COMPLAINT_SAY_H
#define LIB_SERVICE_COMPLAINT_SAY_H

#include "lib/service/complaint_ops.h"

/* Of one complaint: what its sender adds in all; photos with one of them; characters of one text. */
enum { SAY_MAX = 12, SAY_PHOTOS_MAX = 3, SAY_WORDS_MAX = 1000 };

/*
 * Adds words and photos: event, links, and a notice to whoever holds the case,
 * in one transaction.  The same key twice is OK and one event.  ERR_DENIED
 * (err_text() is a key of the catalogue) when it is over; ERR_TOO_MANY above
 * SAY_MAX; ERR_INVALID at "words" without words and photos.
 */
enum err complaint_add(struct service *sv, const char *key, int64_t complaint_id, const char *words,
    const struct attachment *files, size_t n) MUST_USE;
/*
 * Withdraws: before a unit works on it the complaint is withdrawn, afterwards
 * the wish is written down and told (*asked); what becomes of the case is the
 * office's to decide either way.  Errors as complaint_add(); ERR_DENIED when he
 * has asked already, too.
 */
enum err complaint_withdraw(struct service *sv, const char *key, int64_t complaint_id, const char *words,
    bool *asked) MUST_USE;
/* The form that says it has come back. */
struct say_again {
	const char *key, *words, *addr_prefix;
	enum lang lang;
	bool same_contact;	/* tell me as before */
	int32_t doubts;		/* about the form (lib/rule/doubt.h) */
};
/*
 * The same problem again, after its case is over and may no longer be opened
 * again: a new complaint with the same kind and place, linked to this one, with
 * a receipt of its own; its sender is told as before where he wishes.
 * ERR_DENIED while the old one can still be rated.
 */
enum err complaint_again(struct service *sv, int64_t complaint_id, const struct say_again *say,
    struct complaint_receipt *out) MUST_USE;

#endif
