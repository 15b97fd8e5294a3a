/*
 * How few cases a place may show: cells with at least k stand for themselves,
 * smaller ones are merged into the coarser layer, and what is too little there
 * too is left out and counted as "other".  What is hidden cannot be found by
 * subtracting either: each remainder is nothing or at least k.  Pure.
 */
#ifndef LIB_RULE_COARSE_H
#define LIB_RULE_COARSE_H

#include <stddef.h>
#include <stdint.h>

enum coarse_level {
	COARSE_OTHER,	/* nowhere in particular */
	COARSE_BASE,	/* in what is left of its base grid */
	COARSE_UNIT	/* in its unit grid */
};

/* The cases of one unit grid within one base grid; 0: none. */
struct coarse_cell {
	int64_t unit, base;
	int64_t n;
	enum coarse_level level;	/* out */
};

/*
 * Sets the level of each of the count cells, each (base, unit) once; sorts them
 * by base grid and unit grid.  All cells of a base grid are "other", or none is.
 * Where all there is are fewer than k, all is "other".
 */
void coarse_merge(struct coarse_cell *cells, size_t count, int64_t k);

#endif
