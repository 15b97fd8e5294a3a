/*
 * All clocks of one case as they stood at an instant, each with the sum that
 * leads to its due instant: every stage's own, those that run beside a stage,
 * and the promises.  Found from what is stored (the three interval tables,
 * design §4.3) and the office's data of their day; nothing is made up: a due
 * instant that no limit of the office explains is told as given.  Pure.
 */
#ifndef LIB_RULE_CLOCKWORK_H
#define LIB_RULE_CLOCKWORK_H

#include "lib/rule/workflow.h"

/* Rows as they are stored; instants USEC_NONE where there is none. */
struct past_stage {
	int32_t seq, state, round;
	usec_t started, due, ended, late_at;
};
/* A clock beside the stage; lim says which limit set it, LIM_NONE: a date somebody chose. */
struct past_side {
	int32_t kind;
	enum lim lim;
	usec_t started, due, ended, late_at;
};
struct past_promise {
	int32_t seq, round, kind, amount;
	enum limit_unit unit;
	usec_t set;			/* when it was made; an extension counts from its dispatch */
	usec_t started, due, original_due, ended;
	const struct calendar *cal;	/* it was made under; NULL: none of ours */
};
struct past_span {
	usec_t from, until;
};
/* The office from an instant on. */
struct past_office {
	usec_t from;
	const struct office *office;
};

/* Everything in order of time; offices at least one, the first holds for all before it too. */
struct case_past {
	const struct past_stage *stages;
	const struct past_side *sides;
	const struct past_promise *promises;
	const struct pause *pauses;
	const struct past_span *hazard;
	const struct past_office *offices;
	size_t n_stages, n_sides, n_promises, n_pauses, n_hazard, n_offices;
};

enum clock_kind { CLOCK_STAGE, CLOCK_SIDE, CLOCK_PROMISE, CLOCK_KIND_MAX };

enum clock_sum {
	SUM_NONE,	/* no limit */
	SUM_EXACT,	/* the limit, counted from its start, is the due instant: the lines add up */
	SUM_PROMISE,	/* the promise's due, explained with it */
	SUM_GIVEN,	/* an instant that was set: a tracking date, another system's deadline */
	CLOCK_SUM_MAX
};

struct case_clock {
	enum clock_kind kind;
	int32_t seq, round;
	int32_t what;			/* state of a stage, kind of a side clock or a promise */
	enum clock_sum sum;
	usec_t started;			/* where the counting begins; of an acceptance hour maybe before its stage */
	usec_t due, late_at;
	usec_t original_due;		/* of a rework: what "on time" is asked of */
	usec_t stopped;			/* USEC_NONE while it runs */
	bool replaced;			/* a promise that another one took over from */
	bool standing;			/* it is paused at the instant asked for */
	int32_t amount, added;		/* the limit; of which granted as an extension */
	enum limit_unit unit;
	usec_t allowed, used, left;	/* counted time, only with SUM_EXACT; left negative: overdue */
	usec_t paused;			/* clock time that pauses took between start and due */
	struct deadline_trace trace;	/* only with SUM_EXACT */
};

struct clockwork {
	struct case_clock *clocks;	/* stages by time, then those beside, then promises */
	size_t n;
	const struct case_clock *stage;		/* the open stage's; NULL: none */
	const struct case_clock *promise;	/* the last promise; NULL: none yet */
};

/*
 * The clocks as they stood at "at": what began later is not there, what ended
 * later runs.  Everything in the arena.  What lies outside its calendar's days
 * is told as given.
 */
enum err clockwork_tell(struct arena *a, const struct case_past *p, usec_t at, struct clockwork *out) MUST_USE;

/*
 * Where the unit's clock stopped: at the feedback that was not found wanting
 * until "at" (metrics §2); USEC_NONE while the unit has the case.  Only stages
 * from "from" on are looked at.
 */
usec_t clockwork_fed_back(const struct case_past *p, usec_t from, usec_t at);

#endif
