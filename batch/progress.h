/* A bar on a terminal: how far, how fast, how long still.  Silent elsewhere. */
#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	const char *what;		/* "cases" */
	bool on;
	int64_t began_ns, shown_ns;
};

/* Starts; draws only when standard error is a terminal. */
void progress_begin(struct progress *p, const char *what);
/* done of total (0: unknown) so far; n things for the rate.  Draws at most ten times a second. */
void progress_show(struct progress *p, int64_t done, int64_t total, int64_t n);
/* Takes the bar away. */
void progress_end(struct progress *p);
/* Seconds since the beginning. */
double progress_seconds(const struct progress *p);

#endif
