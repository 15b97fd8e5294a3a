/* Sealing a sender's contact; a part of complaint_ops. */
#ifndef LIB_SERVICE_COMPLAINT_CONTACT_H
#define LIB_SERVICE_COMPLAINT_CONTACT_H

#include "lib/service/complaint_ops.h"

/* Name, phone and email of the form, sealed to the year's key, masked, hashed; in the arena. */
enum err contact_seal(struct service *sv, const struct complaint_form *f, usec_t at,
    struct contact_row *out) MUST_USE;

/*
 * Opens the sealed contact of a complaint.  Whoever asks writes the event that
 * says so, in the same transaction (design §4.10): contact_open() for a person,
 * the delivery of a notice for the timer.  ERR_NOT_FOUND for an anonymous one.
 */
enum err contact_read(struct service *sv, int64_t complaint_id, struct contact_plain *out) MUST_USE;

/* The same of the sealed form by itself, "2026:hex": in a caller's file. */
enum err contact_unseal(struct service *sv, const char *sealed, struct contact_plain *out) MUST_USE;

#endif
