/* What a form chose must be what its page could offer; a part of case_ops. */
#ifndef LIB_SERVICE_CASE_CHOICE_H
#define LIB_SERVICE_CASE_CHOICE_H

#include "lib/service/case_ops.h"

/*
 * Forgets what the step does not take, and checks the rest against the lists
 * the page is made of: unit, supervisor, field hand, reason, class.
 * ERR_INVALID naming the field (err_text() is Err.choice).
 */
enum err case_check_choices(struct service *sv, const struct case_row *c, const struct transition *t,
    struct step *s) MUST_USE;
/* How long a batch of small cases can be added to. */
enum { BATCH_DAYS = 30 };

/* Fills s->promise from the case's open promise. */
enum err case_running(struct service *sv, const struct case_row *c, struct step *s) MUST_USE;

#endif
