/*
 * Composite scores of a period: figures of evaluation.h judged by the schemes
 * that held at its end (lib/rule/score.h), ranked in groups of comparable ones.
 */
#ifndef LIB_SERVICE_SCORE_OPS_H
#define LIB_SERVICE_SCORE_OPS_H

#include "lib/rule/score.h"
#include "lib/service/evaluation.h"
#include "lib/store/store_score.h"

struct score_line {
	const struct eval_line *line;
	const char *group;		/* of a unit; "" for all others: one group */
	struct score score;
	const struct score_grade *grade;	/* NULL: no score */
};

struct scores {
	struct evaluation *ev;
	const struct score_scheme *scheme;
	const struct score_scheme_row *schemes;	/* of the part, the main one first */
	const struct score_grade *grades;
	size_t n_schemes, n_grades;
	struct score_line *lines;	/* by group, rank, key; what is not ranked last */
	size_t n_lines;
};

/*
 * Scores each line of the query's part by a scheme (NULL: the main one).  A
 * line of nobody (key 0) is never scored, but the centre's own is.  In the
 * arena.  ERR_NOT_FOUND: the part has no such scheme; errors of evaluation_read().
 */
enum err scores_read(struct service *sv, const struct eval_query *q, const char *scheme, struct scores **out) MUST_USE;

#endif
