/*
 * Everything the office does with a case: rule and store in one transaction.
 * The rules are lib/rule/casework; nothing here decides.
 */
#ifndef LIB_SERVICE_CASE_OPS_H
#define LIB_SERVICE_CASE_OPS_H

#include "lib/service/ledger_ops.h"

/*
 * Takes one step of a case as it stood at version.  Sets s->at, fills what the
 * rules need beyond the form (the condition's limit, the supervisor's unit,
 * the unit's cells).  key is the form's one-time key: the same key twice is
 * OK and does nothing.  ERR_CONFLICT: somebody was faster; the rest as
 * casework_apply().  A committed step is on disk when this returns OK.
 */
enum err case_act(struct service *sv, int64_t case_id, int64_t version, const char *key,
    struct step *s, const struct attachment *files) MUST_USE;

/*
 * Makes a case of a received complaint (workflow row 1, design §4.1): locks
 * it, finds its cells, opens the first stage at its received_at.  class_id 0
 * keeps the sender's; key as in case_act().  ERR_CONFLICT when it is no longer waiting.
 */
enum err case_register(struct service *sv, int64_t complaint_id, int64_t class_id, const char *key,
    const struct actor *who, int64_t *case_id) MUST_USE;
/* The same within the caller's transaction; for sources that do both at once. */
struct case_marks {
	bool hazard, verified_above;
};
enum err case_register_in(struct service *sv, int64_t complaint_id, int64_t class_id, struct case_marks marks,
    usec_t client_at, const struct actor *who, int64_t *case_id) MUST_USE;
/*
 * Joins a received complaint to a case that is open: own number, own answer,
 * one work item (design §4.1); key as in case_act().
 */
enum err case_join(struct service *sv, int64_t complaint_id, int64_t case_id, const char *key,
    const struct actor *who) MUST_USE;
/*
 * The case that a form with this key has worked on already; ERR_NOT_FOUND when
 * it was not sent yet.  For whoever may no longer see the case after his step.
 */
enum err case_of_key(struct service *sv, const char *key, int64_t *case_id) MUST_USE;

/* What a person is to a case beside its columns (his own grid …): fills the last fields of *who. */
enum err case_standing(struct service *sv, const struct case_row *c, struct actor *who) MUST_USE;

/*
 * Marks every stage, and every clock beside one, past its due, at most once
 * each (rows 6, 41, 74, R3, R13); *marked counts them.
 */
enum err case_mark_late(struct service *sv, usec_t now, int64_t *marked) MUST_USE;
/* Suspended cases whose date has come go on (row 53), each in its own transaction; *resumed counts them. */
enum err case_resume_due(struct service *sv, usec_t now, int64_t *resumed) MUST_USE;
/*
 * Windows for opening a closed case again that have ended since (row 77), each in its own transaction; a second
 * run finds nothing.  *ended counts them.
 */
enum err case_end_windows(struct service *sv, usec_t now, int64_t *ended) MUST_USE;
/*
 * Archives what has rested for the days of setting archive_days (row 79), each
 * case in its own transaction, at most max of them; *archived counts them.
 */
enum err case_archive_rested(struct service *sv, usec_t now, int32_t max, int64_t *archived) MUST_USE;

#endif
