/*
 * The papers made of figures, one row each: what they are about, what is read
 * for them, and the parts they are put together of.  A new one is a row, the
 * texts "Press.<name>.Mark", ".Title", ".To", and parts that are not there yet.
 */
#ifndef BATCH_FIGURE_PAPERS_H
#define BATCH_FIGURE_PAPERS_H

#include "batch/grids.h"
#include "batch/parts.h"

struct pdf_fonts;

enum { PAPER_PARTS_MAX = 14, PAPER_ATTACHED_MAX = 6 };

struct figure_paper {
	const char *name;		/* subcommand, kind in the book of issued papers, key of its texts */
	unsigned spans;			/* bits of 1 << enum figures_span */
	enum press_dress dress;		/* unless another is asked for */
	unsigned want;			/* enum figures_want */
	part_fn *part[PAPER_PARTS_MAX];
	struct {
		const char *key;	/* of its title */
		part_fn *draw;
	} attached[PAPER_ATTACHED_MAX];
	part_fn *whole;			/* instead of parts: pages without head and imprint */
	grid_fn *grid;			/* instead of parts: one table, which is also its CSV */
};

const struct figure_paper *figure_papers(size_t *n);
/* NULL: no such paper. */
const struct figure_paper *figure_paper(const char *name);

struct figure_wish {
	enum lang lang;
	enum press_dress dress;
	int64_t number;			/* of the document or the issue; 0: the number of the month */
	const char *word;		/* 发文机关代字 before the 〔〕; "" none */
	int64_t unit;			/* 0: all */
	const struct grid_budget *budget;	/* of the upkeep paper */
	size_t n_budget;
};
/* The table of a paper that is one, as CSV; every other paper has figures_csv(). */
void figure_paper_csv(struct arena *a, const struct figure_paper *kind, const struct figures *f,
    const struct figure_wish *w, struct buf *out);
/* The same table as an Excel workbook; ERR_INVALID: the paper is not one table. */
enum err figure_paper_book(struct arena *a, const struct conf *conf, const struct figure_paper *kind,
    const struct figures *f, const struct figure_wish *w, struct blob *out) MUST_USE;
/* Draws it; the caller calls pdf_free().  Same struct, same fonts: same bytes. */
struct pdf *figure_paper_draw(struct arena *a, struct pdf_fonts *fonts, const struct figure_paper *kind,
    const struct figures *f, const struct figure_wish *w);

#endif
