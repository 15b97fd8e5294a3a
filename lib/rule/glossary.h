/*
 * Every figure there is, in one list: pages, files, papers and the glossary
 * are drawn from it.  Name and sentence of each are the texts
 * "Metric.<id>.Name" and "Metric.<id>.Definition"; a test finds that none is
 * missing in either language.  Pure.
 */
#ifndef LIB_RULE_GLOSSARY_H
#define LIB_RULE_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/rule/metrics.h"

struct arena;

enum figure_kind { FIGURE_COUNT, FIGURE_RATE, FIGURE_MEAN };

struct figure_def {
	enum figure_kind kind;
	const char *id;		/* "n_close", "r_close", "t_accept" */
	int32_t number;		/* enum count, rate_id, mean_id */
	const char *num, *den;	/* of a rate: the identifiers of its counts */
	bool higher_is_better;	/* of a rate */
};

/* All of them: counts, rates, means, in the order of their tables. */
size_t glossary(const struct figure_def **out);
/* By identifier; NULL when there is none. */
const struct figure_def *glossary_find(const char *id);
/* A line's value of a figure, as an exact fraction (a count over 1; a mean in microseconds). */
struct rate glossary_value(const struct figure_def *d, const struct counts *c);
/* The value as every table prints it: a count, per cent or hours with two decimals, "—". */
char *glossary_print(struct arena *a, const struct figure_def *d, const struct counts *c);

#endif
