/* The same program once more, as a child with a limit of time: what it says and how it ends. */
#ifndef BATCH_CHILD_H
#define BATCH_CHILD_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/err.h"

/* How far the child is, as it told it (job_progress()). */
typedef void child_step_fn(void *ctx, int32_t done, int32_t total);

struct child_end {
	int code;		/* its exit code; -1: it died of a signal */
	bool late;		/* killed since its time was over */
	char said[400];		/* the first line of its standard error, without "anjuan <job>: " */
};

/*
 * Runs argv (NULL at its end; its first word is the program's name, the program
 * is this one) for at most some seconds.  No shell; nothing open is handed on but
 * standard error and the line for its progress, file descriptor CHILD_STEPS.
 * The child dies with us.  ERR_UNAVAILABLE: no pipe, no process.
 */
enum { CHILD_STEPS = 3 };
enum err child_run(const char *const *argv, int32_t seconds, child_step_fn *step, void *ctx,
    struct child_end *out) MUST_USE;

#endif
