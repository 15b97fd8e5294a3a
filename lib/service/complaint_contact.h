/* Sealing a sender's contact; a part of complaint_ops. */
#ifndef LIB_SERVICE_COMPLAINT_CONTACT_H
#define LIB_SERVICE_COMPLAINT_CONTACT_H

#include "lib/service/complaint_ops.h"

/* Name, phone and email of the form, sealed to the year's key, masked, hashed; in the arena. */
enum err contact_seal(struct service *sv, const struct complaint_form *f, usec_t at,
    struct contact_row *out) MUST_USE;

#endif
