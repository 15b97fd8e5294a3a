/* A life told step by step, for the tests of how it stood; all in 2026, Shanghai time. */
#ifndef TESTS_DB_TEST_STATS_TOLD_H
#define TESTS_DB_TEST_STATS_TOLD_H

#include <stdint.h>

#include "lib/store/store_stats.h"

enum { TOLD_MAX = 64, A = 11, B = 12 }; /* two units */

/* A life being told, in the order in which it happened. */
struct told {
	struct life l;
	struct life_stage stage[TOLD_MAX];
	struct life_promise promise[TOLD_MAX];
	struct life_order order[TOLD_MAX];
	struct life_hold hold[4];
	usec_t fault[4];
};

/* The one life of the program. */
extern struct told t;

/* "10-31 23:59" as an instant. */
usec_t at(const char *s);
/* A new life, not even registered. */
void begin(usec_t received, int32_t source);
/* It comes into a state; the stage before ends. */
void into(int32_t state, int64_t unit, usec_t when, usec_t due);
/* A unit promises; the promise before ends. */
void promise(int32_t kind, int32_t round, int64_t unit, usec_t from, usec_t due, usec_t original);
/* A supervisor answers an order. */
void order(int32_t kind, int32_t result, usec_t answered);
/* The month's counts of this life, and the fact behind them. */
struct counts month(int m, struct life_fact *f);

#endif
