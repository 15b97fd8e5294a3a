/* The timer's part that draws what the desk asked for: one after the other, each a child of this program. */
#ifndef BATCH_TICK_PAPERS_H
#define BATCH_TICK_PAPERS_H

#include "batch/job.h"
#include "lib/service/office_ops.h"

/*
 * Draws what waits as long as it begins within some seconds, and takes away what
 * is old.  Nothing when another host draws.  Those a dead timer has left end as
 * failed.  *drawn and *dropped count on.
 */
enum err tick_papers(const struct app *app, struct service *sv, int32_t seconds, int64_t *drawn, int64_t *dropped) MUST_USE;

#endif
