/*
 * Tables that go both on paper and into a file: the 12345 assessment and the
 * exports for each use of the results (metrics 8).  A grid is its cells as
 * text; drawing and CSV read the same.
 */
#ifndef BATCH_GRIDS_H
#define BATCH_GRIDS_H

#include "batch/parts.h"
#include "lib/base/err.h"

struct buf;

struct grid {
	struct pdf_col *col;
	const char **cell;	/* [rows * cols] */
	size_t cols, rows;
	const char *none;	/* key of what is said when there are no rows; NULL: that there were no cases */
};
/* Makes the grid of a paper; all of it in the arena. */
typedef void grid_fn(struct parts *d, struct grid *g);

grid_fn grid_hotline, grid_target, grid_reward, grid_efficiency, grid_upkeep;

/* Draws it with a caption (NULL none). */
void grid_draw(struct parts *d, const struct grid *g);
void grid_csv(const struct grid *g, struct buf *out);
/* An Excel workbook of one sheet: counts, per cents and amounts as numbers.  As book_make(). */
struct blob;
struct conf;
enum err grid_book(struct arena *a, const struct conf *conf, const struct grid *g, const char *title, usec_t made,
    struct blob *out) MUST_USE;

/* Money by maintainer: the code of a unit and hundredths of a yuan. */
struct grid_budget {
	const char *code;
	int64_t cents;
};

#endif
