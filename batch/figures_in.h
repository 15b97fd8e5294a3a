/* What the files that read the figures share; nobody else includes this. */
#ifndef BATCH_FIGURES_IN_H
#define BATCH_FIGURES_IN_H

#include "batch/figures.h"

struct calendar;

struct figures_reader {
	struct arena *a;
	struct figures *f;
	const struct calendar *cal;
	struct stats_unit *units;	/* by id */
	struct stats_class *classes;	/* by id */
	size_t n_units, n_classes;
};
/* NULL when there is none of this id. */
const struct stats_unit *figures_unit(const struct figures_reader *r, int64_t id);
const struct stats_class *figures_class(const struct figures_reader *r, int64_t id);

/*
 * Everything that names cases, letters, themes: what stood open at the end of
 * the stretch, by the lives of the cases, and what was wanted besides.
 */
enum err figures_read_lists(struct db *db, struct figures_reader *r, unsigned want) MUST_USE;

#endif
