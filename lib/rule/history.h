/*
 * What experience promises: of the cases of a kind that were done lately, how
 * soon half of them and nine in ten were.  Pure.
 */
#ifndef LIB_RULE_HISTORY_H
#define LIB_RULE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/rule/deadline.h"

struct arena;
struct stage_limit;

/* A case that was done and checked; took: from its arrival to its closing. */
struct done_case {
	int64_t class_id, unit_id;	/* unit 0: none */
	int32_t kind;
	const char *major;		/* the major class's code, within kind */
	usec_t took;
};

/* How particular a row is; stable, stored. */
enum history_level { HISTORY_UNIT = 1, HISTORY_CLASS = 2, HISTORY_MAJOR = 3 };

struct history {
	const char *scope;		/* "u:10123:4", "c:10123", "m:1:01" */
	int32_t level;			/* enum history_level */
	int64_t n;			/* cases */
	usec_t half, ninety;		/* within which half, and 90 %, were done */
};

/* The scope of a level; in the arena. */
char *history_scope(struct arena *a, enum history_level level, int32_t kind, const char *major, int64_t class_id,
    int64_t unit_id);

/*
 * The smallest of n ascending values that at least percent of them do not
 * exceed (nearest rank); n and percent above 0.
 */
usec_t history_quantile(const usec_t *ascending, size_t n, int percent);

/*
 * All rows with at least min cases behind them, in the arena, in no order that
 * counts; the same cases in whatever order give the same rows.
 */
void history_make(struct arena *a, const struct done_case *cases, size_t n, int64_t min, struct history **out,
    size_t *n_out);

/* The most particular of n rows; NULL when there is none. */
const struct history *history_pick(const struct history *rows, size_t n);

/* Of n limits the place of the shortest and of the longest, by the hours they mean to a citizen; n above 0. */
void history_limits(const struct stage_limit *limits, size_t n, size_t *shortest, size_t *longest);

#endif
