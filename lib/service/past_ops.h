/* A case as it stood at an instant (design §4.3). */
#ifndef LIB_SERVICE_PAST_OPS_H
#define LIB_SERVICE_PAST_OPS_H

#include "lib/service/office_ops.h"
#include "lib/store/store_case.h"

/*
 * Turns the row and names of now into those of the instant; both in the
 * arena.  Class, place and words stay as they are written down now.
 * ERR_NOT_FOUND: the case was not there yet.
 */
enum err case_as_of(struct service *sv, usec_t at, struct case_row *c, struct case_names *names) MUST_USE;

#endif
