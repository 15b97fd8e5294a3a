/* What the command line does to the office's own data stands in the office's log. */
#ifndef BATCH_TOLD_H
#define BATCH_TOLD_H

#include "batch/job.h"
#include "lib/rule/admin.h"

/*
 * Appends it to the chain, in the caller's transaction, with the operating
 * system's user as the one who did it ("root, for zhang" under sudo).  row is
 * the row's key, text "+name=new" lines or NULL; nothing secret goes in.
 */
enum err told_office(struct app *app, enum admin_thing thing, enum admin_op op, const char *row, const char *text) MUST_USE;

/* The operating system's user, as it stands in the log; in the arena. */
const char *told_by(struct arena *a);

#endif
