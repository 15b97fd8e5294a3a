/*
 * Charts that can be read in black and white: each value stands beside its
 * mark, series differ by shape and dash and not only by shade.
 */
#ifndef BATCH_PDF_PDF_CHART_H
#define BATCH_PDF_PDF_CHART_H

#include <stddef.h>

#include "batch/pdf/pdf_flow.h"

enum { PDF_SERIES_MAX = 3 };

/* Points a chart takes beside its own height, for a heading that keeps it: its title, one row. */
#define PDF_CHART_TITLE 20.0
#define PDF_CHART_ROW 15.0

struct pdf_series {
	const char *name;		/* shown when there is more than one */
	const double *value;		/* [n]; NAN = no value */
	const char *const *text;	/* [n], the value as printed; NULL = not printed */
};

struct pdf_chart {
	const char *title;		/* above, with the unit: "按期结案率（%）" */
	size_t n;			/* places on the axis */
	const char *const *label;	/* [n] */
	const struct pdf_series *series;
	size_t n_series;		/* at most PDF_SERIES_MAX */
	double min, max;		/* of the value axis; max <= min = found from the values */
	double height;			/* of columns and lines; the others are as high as they are many */
	const char *none;		/* printed where a value is missing; NULL = "—" */
};

/* Small multiples: what all panels share, and the line of one. */
struct pdf_many {
	const char *title;
	size_t n;			/* places on the axis of each */
	double min, max, height;	/* the one scale; points of a panel's field */
	const char *from, *until;	/* names of the first and the last place */
	const double *all;		/* [n], dashed in each panel; NULL = none */
	size_t across;			/* panels a row; 0 = 3 */
};
struct pdf_many_line {
	const char *name, *text;	/* text: the last value as printed */
	const double *value;		/* [n]; NAN = no value */
};
/* Rows of panels, breaking over pages between them. */
void pdf_flow_many(struct pdf_flow *f, const struct pdf_many *m, const struct pdf_many_line *line, size_t n);

/* Bars lying, for long names: label, bar, value; breaks over pages. */
void pdf_flow_bars(struct pdf_flow *f, const struct pdf_chart *c);
/* Columns standing, for months and hours. */
void pdf_flow_columns(struct pdf_flow *f, const struct pdf_chart *c);
/* Lines with marks, the name of each at its end. */
void pdf_flow_lines(struct pdf_flow *f, const struct pdf_chart *c);
/* Ranked dots: label, a dot on a fine line, value; a second series is a hollow dot. */
void pdf_flow_dots(struct pdf_flow *f, const struct pdf_chart *c);

#endif
