/*
 * Composite scores (standards 3, metrics 3): a scheme is a table of parts, each
 * an indicator with a weight and a form; the office changes it as data.  Exact:
 * fractions of integers from the counts to grade and rank, rounded only when
 * they are printed.  Pure.
 *
 * A part that does not apply (nothing to divide by, nothing assessed) gives its
 * weight to the others in proportion; where none applies, or nothing but steps
 * of a scheme that has more, there is no score.
 * What is taken off (SCORE_EACH, SCORE_LOSS) is points, bears no weight and is
 * spread to nobody; no score falls below 0.
 */
#ifndef LIB_RULE_SCORE_H
#define LIB_RULE_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/rule/metrics.h"

struct arena;

/* How a part becomes points; stable, in the database.  X(enumerator, number, code) */
#define SCORE_FORMS(X)                                                                            \
	X(SCORE_RATE, 1, "rate")	/* weight × the rate, or × (1 - rate) where fewer is better */ \
	X(SCORE_STEPS, 2, "steps")	/* weight × the step a count falls on */                      \
	X(SCORE_FLOOR, 3, "floor")	/* the weight; each point of per cent below the floor costs cost */ \
	X(SCORE_EACH, 4, "each")	/* takes off cost for each counted; cost_more from the so-manieth on */ \
	X(SCORE_LOSS, 5, "loss")	/* takes off what stubborn problems cost (R17) */             \
	X(SCORE_OUTSIDE, 6, "outside")	/* weight × what assessors from outside gave */

enum score_form {
#define X(name, number, code) name = number,
	SCORE_FORMS(X)
#undef X
	SCORE_FORM_MAX
};
/* "rate"; NULL for a number that is none. */
const char *score_form_token(enum score_form f);

/* A value of at most upto has these points of a hundred. */
struct score_step {
	int64_t upto;
	int32_t points;
};
enum { SCORE_STEPS_MAX = 16, SCORE_PARTS_MAX = 16, SCORE_ROUNDS_MAX = 8 };

struct score_part {
	enum score_form form;
	const char *indicator;	/* of a rate, a count; of the last two forms not read */
	int32_t weight;		/* shares of the whole */
	bool lower;		/* fewer is better: 1 - rate */
	bool per_cell;		/* steps of the count per unit grid */
	int32_t source;		/* only cases of that channel, which the caller counts apart; 0: all */
	int32_t floor;		/* hundredths of a per cent */
	int32_t cost, cost_more;	/* hundredths of a point */
	int32_t more_from;	/* 0: cost_more never */
	const char *group;	/* only for this group of comparable ones; NULL or "": for all without their own */
	struct score_step steps[SCORE_STEPS_MAX];
	size_t n_steps;
};

struct score_scheme {
	const char *code, *target;	/* "unit", "community", "supervisor" … (evaluation.h, part_token()) */
	const char *name_zh, *name_en;
	const char *least_count;	/* with fewer of it nothing is ranked */
	int64_t least;
	struct score_part parts[SCORE_PARTS_MAX];
	size_t n_parts;
};

/*
 * Reads "50:100 100:90 *:0": ascending bounds, points 0 to 100, the last bound
 * a star.  False when it is not that.
 */
bool score_steps_read(const char *text, struct score_step steps[SCORE_STEPS_MAX], size_t *n);
/* The first thing that is wrong with a part, as a key of the catalogue; NULL when nothing is. */
const char *score_part_fault(const struct score_part *p);

/* What assessors from outside gave in one round: points of possible points. */
struct score_round {
	struct rate given;
	int32_t weight;
};
/* Who is scored. */
struct score_input {
	const struct counts *counts, *of_source;	/* … of the channel a part asks for; NULL: as counts */
	const char *group;
	int64_t cells;			/* unit grids of a region */
	int32_t lost;			/* tenths of a point (stubborn.h) */
	struct score_round rounds[SCORE_ROUNDS_MAX];
	size_t n_rounds;
};

/* A number of any size without a sign: products of denominators. */
enum { SCORE_LIMBS = 96 };
struct score_wide {
	uint32_t w[SCORE_LIMBS];
};
struct score_frac {
	struct score_wide num, den;
};

struct score_part_result {
	const struct score_part *part;
	bool applies;
	bool takes_off;			/* points are taken off */
	struct rate value;		/* the rate, or the count over 1 */
	struct score_frac points;	/* of the hundred, weight of absent parts spread */
};
struct score {
	bool applies, ranked;		/* ranked: enough cases */
	struct score_frac points;	/* 0 to 100 */
	struct score_part_result parts[SCORE_PARTS_MAX];
	size_t n_parts;
	int32_t rank;			/* by score_rank() */
};

/* The score of one of the scheme; out is some kilobytes. */
void score_of(const struct score_scheme *s, const struct score_input *in, struct score *out);
/* Order by points: below 0, 0, above 0; what has no score comes first. */
int score_cmp(const struct score *a, const struct score *b);
/*
 * Ranks those of one group, the best first; the same points share a rank and
 * the next one counts on (1, 2, 2, 4).  What is not ranked gets 0.
 */
void score_rank(struct score *const *scores, size_t n);
/* Points with two decimals, half up; "—" where there is no score.  In the arena. */
char *score_print(struct arena *a, const struct score *s);
char *score_points_print(struct arena *a, const struct score_frac *points);

/* Grades: the least points in hundredths, the best grade first. */
struct score_grade {
	const char *letter;
	int32_t least;
	const char *colour;
};
/* The grade of a score by the exact points; NULL where there is no score. */
const struct score_grade *score_grade(const struct score *s, const struct score_grade *grades, size_t n);

#endif
