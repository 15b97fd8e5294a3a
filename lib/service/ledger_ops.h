/*
 * Writing the ledger and the outbox in the transaction of a change, the daily
 * seal, and walking all chains.
 */
#ifndef LIB_SERVICE_LEDGER_OPS_H
#define LIB_SERVICE_LEDGER_OPS_H

#include "lib/rule/casework.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_event.h"

/* A photo or a recording that a step attaches. */
struct attachment {
	int64_t file_id;
	bool recording;		/* sound or moving pictures: no proof by itself, never public */
	unsigned char sha256[HASH_LEN];
};

/*
 * Appends the event of a case's step as seq after head, with its text and the
 * attachments' hashes; *hash gets its hash (arena).
 */
enum err ledger_add_case(struct service *sv, int64_t case_id, int32_t from, const struct change *ch,
    const struct step *s, const struct attachment *files, struct blob head, int32_t seq,
    struct blob *hash) MUST_USE;
/* Appends an event to a complaint's chain; the caller holds the complaint's lock, or has just inserted it. */
enum err ledger_add_complaint(struct service *sv, int64_t complaint_id, enum action kind,
    const struct actor *who, usec_t at, int32_t from, int32_t to, int64_t reason_id,
    const struct attachment *files, size_t n_files, const char *text) MUST_USE;
/*
 * Appends an event to a case's chain that is no step of the workflow: state and
 * version stay.  The caller holds the case's lock; *seq and *head are its
 * ledger's head and move on.
 */
enum err ledger_note_case(struct service *sv, int64_t case_id, int32_t state, enum action kind,
    const struct actor *who, usec_t at, const char *detail, int32_t *seq, struct blob *head) MUST_USE;
/*
 * One outbox row for each audience of the transition; of units one each for the
 * unit that has the case or is asked, and for the one that has just lost it.
 */
enum err ledger_tell(struct service *sv, int64_t case_id, int32_t seq, const struct change *ch,
    const struct step *s) MUST_USE;

/* What a walk over all chains found. */
struct ledger_report {
	int64_t events, subjects;
	bool broken;
	int32_t bad_kind, bad_seq;
	int64_t bad_id;
	const char *why;	/* static text */
};
/* Walks every chain, or one subject's where id is not 0; the first bad event is named. */
enum err ledger_verify(struct service *sv, enum subject kind, int64_t id,
    struct ledger_report *out) MUST_USE;
enum { SEAL_DAYS_MAX = 31 };
/*
 * Seals each whole local day since the last seal (since the first event, when
 * there is none), the last one when ten minutes of the next have passed
 * (design §4.2): at most SEAL_DAYS_MAX of them.  *sealed says how many.
 */
enum err ledger_seal(struct service *sv, usec_t now, int32_t *sealed) MUST_USE;

#endif
