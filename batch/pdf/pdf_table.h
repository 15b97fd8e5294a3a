/*
 * Tables that break over pages: the head is repeated, a row is kept together
 * when it fits on a page and broken between its lines when it does not.  The
 * head does not stand without a row, a group's name without two, a total
 * without the row above it.
 */
#ifndef BATCH_PDF_PDF_TABLE_H
#define BATCH_PDF_PDF_TABLE_H

#include <stddef.h>

#include "batch/pdf/pdf_flow.h"

enum { PDF_COLS_MAX = 32 };

struct pdf_col {
	const char *head;	/* may wrap; NULL in all columns = no head row */
	double width;		/* share of the table's width */
	enum pdf_align align;	/* numbers right */
	bool label;		/* a name column: heading face on a grey ground */
};

enum pdf_rules {
	PDF_RULES_OPEN,		/* head and foot rules, hairlines between rows */
	PDF_RULES_GRID,		/* a form: every cell framed */
};

struct pdf_table_style {
	struct pdf_style text, head;
	double pitch;		/* of the lines in a cell */
	double pad_x, pad_y;	/* around the text of a cell */
	enum pdf_rules rules;
	bool zebra;		/* every second row on a grey ground */
};

/* A calm table in 小五/五号, and a form of labels and values. */
extern const struct pdf_table_style pdf_table_plain, pdf_table_form;

struct pdf_row;

/* A table being drawn; open for the flow's callbacks, set by pdf_table_begin(). */
struct pdf_table {
	struct pdf_flow *f;
	const struct pdf_table_style *st;
	const struct pdf_col *col;
	size_t n;
	size_t rows;		/* drawn so far */
	double x[PDF_COLS_MAX + 1];	/* left edges, and the right one of the last */
	struct pdf_row *wait;	/* given and not yet drawn, with what must stay with them */
	size_t n_wait;
	bool begun;		/* the head is drawn */
};

/*
 * Starts a table as wide as the flow; st and col are lent until its end.  Rows
 * are drawn later than they are given: nothing else may be drawn before
 * pdf_table_end().
 */
void pdf_table_begin(struct pdf_table *t, struct pdf_flow *f, const struct pdf_table_style *st,
    const struct pdf_col *col, size_t n);
/* One row of n texts, copied; a NULL joins the cell to the one before it, "" is an empty cell. */
void pdf_table_row(struct pdf_table *t, const char *const *cell);
/* The name of the rows that follow, in the heading face over the whole width. */
void pdf_table_group(struct pdf_table *t, const char *name);
/* A row in bold below a stronger rule. */
void pdf_table_total(struct pdf_table *t, const char *const *cell);
/* The rule below the last row, and space after it. */
void pdf_table_end(struct pdf_table *t);

#endif
