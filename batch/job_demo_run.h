/* A run of the demo's generator: what was asked for, when cases come, what is written. */
#ifndef BATCH_JOB_DEMO_RUN_H
#define BATCH_JOB_DEMO_RUN_H

#include <stdint.h>

#include "batch/bulk_case.h"
#include "batch/job_demo_walk.h"

struct run_plan {
	int64_t cases;
	int months;
	uint64_t seed;
	usec_t begin, end;
};

/* Fills out[p->cases], sorted by time. */
void run_arrivals(const struct world *w, const struct run_plan *p, struct arrival *out);

/* All rows of a walked case.  Notices older than notice_from are not kept. */
void run_write(struct bulk_case *b, struct walk *w, usec_t notice_from);

#endif
