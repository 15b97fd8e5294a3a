/*
 * Finding cases: by words, days and filters, newest first, only what the
 * person may see; and by a caller's phone number.
 */
#ifndef LIB_SERVICE_SEARCH_OPS_H
#define LIB_SERVICE_SEARCH_OPS_H

#include "lib/base/secret.h"
#include "lib/rule/search.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_search.h"

/* What is looked for; 0 means "any". */
struct search_ask {
	struct search_query q;
	int64_t class_id, unit_id, cell_id;	/* cell: a base grid */
	int32_t state;
	int32_t from_day, until_day;		/* received on these local days, half-open; until 0: any */
	int64_t before_id;			/* of the last case seen; 0 = first page */
};

struct search_hit {
	const struct search_doc *doc;
	const char *extra;	/* a text with a hit that no list shows: a note, a code; NULL when there is none */
};

struct search_page {
	struct search_hit hits[QUEUE_PAGE];
	size_t n;
	int64_t next_id;	/* what before_id has to be for the next page; 0 at the end */
	bool unfinished;	/* stopped after looking at many that did not fit: the next page goes on */
	bool behind;		/* too many changes wait for the timer: some may be missing */
};

/* Whether anything is asked for at all. */
bool search_is_empty(const struct search_ask *ask);
/* One page in the order of registration, newest first; who is who asks. */
enum err search_cases(struct service *sv, const struct search_ask *ask, const struct actor *who,
    struct search_page *out) MUST_USE;

enum { WAITING_SHOWN = 20 };
/*
 * Complaints that are no case yet, the newest first, at most WAITING_SHOWN: by what is asked for, or where
 * phone_hash is not NULL those of this phone.  The caller has asked whether this person may see complaints.
 */
enum err search_waiting(struct service *sv, const struct search_ask *ask, const unsigned char *phone_hash,
    struct waiting_row **out, size_t *n) MUST_USE;
/*
 * Looks up a phone (E.164) by its keyed hash and notes who did (table
 * phone_lookup); *hits complaints are of it.  The caller has asked for
 * permission.
 */
enum err search_phone(struct service *sv, const struct actor *who, const char *e164,
    unsigned char hash[HASH_LEN], int64_t *hits) MUST_USE;
/*
 * The cases of a phone looked up by this person within the last day, as
 * search_cases(); ERR_NOT_FOUND when he has not.
 */
enum err search_caller(struct service *sv, const struct actor *who, const unsigned char hash[HASH_LEN],
    int64_t before_id, struct search_page *out) MUST_USE;

#endif
