/* Registers beside the cases: what is written down in them, once a form. */
#ifndef LIB_SERVICE_MATTER_OPS_H
#define LIB_SERVICE_MATTER_OPS_H

#include "lib/rule/perm.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_matter.h"

struct attachment;

/* What a person may begin: light records on the street, the other two in the supervision section (R14, R16, R17). */
bool matter_may_open(enum matter_kind kind, uint64_t perms);
/* Whose register it is: everybody's of the centre, or, of light records, one's own. */
bool matter_may_read(enum matter_kind kind, uint64_t perms);
/* Who may close or release it: the commander a stubborn problem, its owner's section an inquiry. */
bool matter_may_end(enum matter_kind kind, uint64_t perms);

/*
 * Begins a matter with its first words and photos: a light record is over at
 * once, the others have a day to come back to and an owner (0: who writes).
 * ERR_INVALID: "date" without one or in the past, "origin" for an inquiry
 * without, "owner" for nobody of the centre's posts, "photo" where its class
 * wants one (R14).  The same key twice gives the same matter.
 */
enum err matter_open(struct service *sv, const char *key, const struct actor *who, const struct matter_row *m,
    const char *words, const struct attachment *files, size_t n_files, int64_t *id) MUST_USE;
/* What is said of one; due USEC_NONE: by its every_days, else ERR_INVALID "date". */
struct matter_say {
	enum matter_step what;
	int64_t owner_id;	/* MATTER_HANDED: to whom */
	usec_t due;
	const char *words;
};
/*
 * One more entry: a status or special inquiry with the next day, another
 * owner, or the end.  ERR_DENIED when this person may not; ERR_CONFLICT when it is over.
 */
enum err matter_note(struct service *sv, const char *key, const struct actor *who, int64_t id,
    const struct matter_say *say) MUST_USE;
/*
 * The timer: tells the owner a day before his day, and when it has passed him
 * and the duty chief (and the commander, of a stubborn problem); each once.
 */
enum err matter_remind(struct service *sv, usec_t now, int64_t *told) MUST_USE;
/* What stubborn problems cost whom in a period, as it stands now (R17): for the evaluation and the register. */
enum err matter_losses(struct service *sv, struct period p, struct stubborn_loss **out, size_t *n) MUST_USE;

/*
 * Writes down that a case belongs to a matter; twice is once.  ERR_DENIED: not this person's register;
 * ERR_INVALID: no such matter, or it is over, or a light record.
 */
enum err matter_add_case(struct service *sv, const struct actor *who, int64_t matter_id, int64_t case_id) MUST_USE;

#endif
