/*
 * Robots and floods at the public door: the ticket of a form, what is doubtful
 * about a report, and what a clerk makes of it.  Nothing is refused for a
 * doubt; only an address far above its limit is asked to wait.
 */
#ifndef LIB_SERVICE_DOUBT_OPS_H
#define LIB_SERVICE_DOUBT_OPS_H

#include "lib/rule/doubt.h"
#include "lib/service/complaint_ops.h"

/* Reports an hour from one address, in times of conf report_rate, above which it has to wait. */
enum { DOUBT_FLOOD = 10 };

/* A ticket for a form's one-time key, now. */
enum err doubt_ticket(struct service *sv, const char *form_key, char **out) MUST_USE;
/* What a form brought beside its words; NULL where nothing came. */
struct doubt_form {
	const char *key, *ticket, *proof, *trap;
};
/* The doubts about it (enum doubt), by the office's terms. */
enum err doubt_of_form(struct service *sv, const struct doubt_form *f, int32_t *doubts) MUST_USE;

/*
 * Adds the doubts that counting raises: too many of this address (conf
 * report_rate) or of this phone or e-mail (conf contact_rate) within the hour.
 * ERR_TOO_MANY above DOUBT_FLOOD times the address's rate.
 */
enum err doubt_count(struct service *sv, const struct complaint_form *f, bool flood, usec_t now, int32_t *doubts) MUST_USE;
/* Keeps them with the complaint and counts its contact; the caller holds the transaction. */
enum err doubt_keep(struct service *sv, int64_t complaint_id, const struct complaint_form *f, usec_t at,
    int32_t doubts) MUST_USE;

/*
 * A clerk has looked: it goes to the case its sender joined, if that is still
 * open (*joined), otherwise into the queue of all.  ERR_CONFLICT when it is no
 * suspect any more.
 */
enum err doubt_accept(struct service *sv, int64_t complaint_id, const struct actor *who, bool *joined) MUST_USE;
/*
 * It is none: refused with a coded reason, whose public sentence or the clerk's
 * own words its sender reads.  ERR_INVALID at "reason" for an unknown reason.
 */
enum err doubt_refuse(struct service *sv, int64_t complaint_id, int64_t reason_id, const char *answer,
    const struct actor *who) MUST_USE;

#endif
