/*
 * A case as letters and reports need it: row, names, ledger, stages, promises,
 * orders, letters, photos.  Nothing of its senders but what they reported.
 */
#ifndef BATCH_CASEFILE_H
#define BATCH_CASEFILE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/text.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_case.h"
#include "lib/store/store_event.h"
#include "lib/store/store_file.h"

/* A supervision letter that was signed. */
struct casefile_letter {
	int32_t seq, year, no, sign_event;
	int64_t unit_id;
	const char *unit_zh, *unit_en, *signer, *signer_en;
	usec_t signed_at, due;
};
struct casefile_leader {
	int64_t role_id;
	const char *name, *name_en;
};
struct casefile_photo {
	const struct file_link_row *link;
	const void *data;	/* the staff's picture; NULL when it is not there */
	size_t len;
};

struct casefile {
	const char *label;	/* number, or "#17" before filing */
	struct case_row *c;
	struct case_names *names;
	struct event_row *events;
	struct stage_row *stages;
	struct promise_row *promises;
	struct order_row *orders;
	struct casefile_letter *letters;
	struct casefile_leader *leaders;	/* of the unit that has it: heads and leaders in charge */
	struct casefile_photo *photos;
	size_t n_events, n_stages, n_promises, n_orders, n_letters, n_leaders, n_photos;
	usec_t as_of;		/* the last thing that happened: the paper's time */
};

/* Reads it in the caller's snapshot, by number or "#17".  ERR_NOT_FOUND names it. */
enum err casefile_read(struct service *sv, const char *name, struct casefile **out) MUST_USE;
/* Leaders of a unit at an instant. */
enum err casefile_leaders(struct service *sv, int64_t unit_id, usec_t at, struct casefile_leader **out, size_t *n) MUST_USE;
/* "broken paving", "18 Hudong Road"; "—" for none. */
const char *casefile_class(const struct casefile *f, enum lang lang);
const char *casefile_place(const struct casefile *f);
/* The event of a number; NULL: none. */
const struct event_row *casefile_event(const struct casefile *f, int32_t seq);
/* Its words; the catalogue's for destroyed ones; NULL: none. */
const char *casefile_words(const struct event_row *e, enum lang lang);
/* The promise of a unit that ran at an instant, the latest begun; unit 0: of any; NULL: none. */
const struct promise_row *casefile_promise(const struct casefile *f, int64_t unit_id, usec_t at);
/* How often something happened before an instant. */
int64_t casefile_count(const struct casefile *f, int32_t kind, usec_t before);

#endif
