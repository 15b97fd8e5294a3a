/*
 * Excel workbooks (XLSX, ISO 29500): real sheets with types, widths, frozen
 * heads, number formats and a chart, so that nobody has to make them good
 * after opening.  The room of libxlsxwriter.
 *
 * Numbers are numbers: a count is a whole number, a rate the exact fraction
 * shown as per cent, a duration hours.  Texts are written as texts, whatever
 * they begin with; no cell is ever a formula.
 */
#ifndef LIB_PART_BOOK_H
#define LIB_PART_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;
struct conf;

enum book_kind { BOOK_TEXT, BOOK_COUNT, BOOK_PERCENT, BOOK_HOURS, BOOK_POINTS };

struct book_column {
	const char *title;
	enum book_kind kind;
	int width;			/* characters; 0: by kind and title */
};
/* A text, or a number num / den (hours: microseconds); neither: no data, a dash. */
struct book_cell {
	const char *text;
	int64_t num, den;
};
struct book_sheet {
	const char *name;		/* of its tab; what Excel does not take is replaced */
	const char *const *lines;	/* above the table: the first is its title */
	size_t n_lines;
	const struct book_column *columns;
	size_t n_columns;
	const struct book_cell *cells;	/* n_rows times n_columns */
	size_t n_rows;
	size_t n_totals;		/* of these the last ones are sums: bold, not in the chart */
	size_t chart;			/* column drawn as bars over the first one; 0: no chart */
	bool wrap;			/* long texts break inside their cells (definitions) */
};

enum { BOOK_ROWS_MAX = 100000, BOOK_COLUMNS_MAX = 60 };

/*
 * Makes the workbook; made stands in it as its time of making, so that the
 * same sheets give the same bytes.  In the arena.  ERR_INTERNAL when the disk
 * does not take it; ERR_TOO_LARGE.
 */
enum err book_make(struct arena *a, const struct conf *c, const struct book_sheet *sheets, size_t n, usec_t made,
    struct blob *out) MUST_USE;

#endif
