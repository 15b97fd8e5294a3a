/* One case lived again from its events; nobody but evaluation_relive.c includes this.  Pure. */
#ifndef LIB_SERVICE_EVALUATION_AGAIN_H
#define LIB_SERVICE_EVALUATION_AGAIN_H

#include "lib/rule/workflow.h"
#include "lib/store/store_eval.h"
#include "lib/store/store_stats.h"

enum { PIECES_MAX = 256, HOLDS_MAX = 16 };

/* A case that is lived again. */
struct eval_again {
	const struct eval_event_case *row;
	const struct office *o;		/* of the event that is told */
	struct life_stage stage[PIECES_MAX];
	struct life_promise promise[PIECES_MAX];
	struct life_order order[PIECES_MAX];
	struct life_hold hold[HOLDS_MAX];
	usec_t fault[PIECES_MAX];
	struct life l;
	int64_t unit;
	int32_t round;
	usec_t accept_due;
	bool hazard, watch;
};

/* A case of which nothing is known yet but its row. */
void eval_again_begin(struct eval_again *g, const struct eval_event_case *row);
/* Its next event, under the office of its day (g->o); g->l is its life so far. */
void eval_again_see(struct eval_again *g, const struct post_act *a);

#endif
