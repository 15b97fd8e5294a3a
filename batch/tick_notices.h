/* Everyone told: the timer's part that delivers, and who tidies after it. */
#ifndef BATCH_TICK_NOTICES_H
#define BATCH_TICK_NOTICES_H

#include "lib/service/notice_ops.h"

/* Lines of inboxes and what was sent for them are kept so long. */
#define NOTICES_KEPT (400 * USEC_DAY)

/* Finds the people of what waits in the outbox, then sends what is due; each within conf notice_seconds. */
enum err tick_notices(struct service *sv, struct notice_run *run) MUST_USE;

#endif
