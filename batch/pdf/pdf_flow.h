/*
 * Text that runs down the page and on to the next: paragraphs broken by
 * UAX 14 with the Chinese rules (no 。 at the head of a line, no （ at its
 * end), headings that stay with what follows, pictures in rows.
 */
#ifndef BATCH_PDF_PDF_FLOW_H
#define BATCH_PDF_PDF_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/pdf/pdf_doc.h"

struct pdf_flow;

/* Called for every page the flow begins, to draw what stands on each (y is at the top). */
typedef void pdf_page_fn(struct pdf_flow *f, void *ctx);

struct pdf_op;

/* The headings at the end of the page, below which nothing stands yet. */
struct pdf_stay {
	int page;			/* 0 = none */
	double y, below, gap;		/* their top, where the next thing begins, the space above */
	struct pdf_op **from, **to;	/* in the page's display list */
};

/* A column that fills from top to bottom; open, so that a job can set y or the margins. */
struct pdf_flow {
	struct pdf *p;
	double left, top, width, height;	/* the type area */
	double y;				/* where the next thing begins */
	pdf_page_fn *on_page;			/* NULL = nothing */
	void *ctx;
	struct pdf_stay stay;			/* kept by pdf_flow_para() and pdf_flow_page() */
};

/* How a paragraph is set.  All but text.size and pitch may be zero. */
struct pdf_para {
	struct pdf_style text;
	double pitch;		/* line to line, points */
	enum pdf_align align;
	double first;		/* indent of the first line, in characters (size + space) */
	double left, right;	/* indent of all lines, in characters */
	double before, after;	/* points; before is left out at the top of a page */
	double keep;		/* a heading, with at least these points below it; 0 = none */
};

/* One line of a broken text: bytes [from, to) without the blanks at its end. */
struct pdf_text_line {
	size_t from, to;
	double width;		/* natural, without the space after its last character */
	bool last;		/* of its paragraph: not justified */
};

/* The body paragraph of GB/T 9704: 3号, 28 characters, 22 lines, first line indented by 2. */
extern const struct pdf_para pdf_gov_body;

/* Starts a flow and its first page. */
void pdf_flow_begin(struct pdf_flow *f, struct pdf *p, double left, double top, double width,
    double height);
/* The same with the callback; the first page gets it too. */
void pdf_flow_begin_with(struct pdf_flow *f, struct pdf *p, double left, double top, double width,
    double height, pdf_page_fn *on_page, void *ctx);
/* A new page; a heading that would stay behind alone comes with it. */
void pdf_flow_page(struct pdf_flow *f);
/* A new page unless h points are left on this one; true when a page was begun. */
bool pdf_flow_need(struct pdf_flow *f, double h);
/* Moves down by h, not beyond the bottom; nothing at the top of a page. */
void pdf_flow_skip(struct pdf_flow *f, double h);
/* Points left on the page. */
double pdf_flow_left(const struct pdf_flow *f);
bool pdf_flow_at_top(const struct pdf_flow *f);

/*
 * Draws a text as paragraphs: each line end in it begins a new one.  A piece
 * that has no place to break (a long address of a page) is broken anywhere.
 * No paragraph leaves its first line alone at a page's foot or its last at
 * the head of the next.
 */
void pdf_flow_para(struct pdf_flow *f, const struct pdf_para *st, const char *text);
/*
 * For this room.  A heading begins, after a space, where high points are left;
 * it ends; whether one stands alone at the end of the page; its move to this page.
 */
void pdf_stay_begin(struct pdf_flow *f, double space, double high);
void pdf_stay_end(struct pdf_flow *f);
bool pdf_stay_is_alone(const struct pdf_flow *f);
void pdf_stay_move(struct pdf_flow *f);
/* The height pdf_flow_para() would need, without before and after. */
double pdf_para_height(struct pdf *p, const struct pdf_para *st, double width, const char *text);
/*
 * Breaks a text into lines of at most width (the first: width - first); the
 * array lives in the arena of p.  Returns their number, at least 1.
 */
size_t pdf_break(struct pdf *p, const struct pdf_style *st, double width, double first,
    const char *text, struct pdf_text_line **out);
/*
 * Draws one broken line with its baseline at y into [x, x + width].
 * JUSTIFY stretches between Chinese characters and at blanks, not in words.
 */
void pdf_draw_line(struct pdf *p, double x, double y, double width, enum pdf_align align,
    const struct pdf_style *st, const char *text, const struct pdf_text_line *l);
/* Baseline of a line whose box of height pitch begins at y: the glyphs stand in its middle. */
double pdf_baseline(const struct pdf_style *st, double y, double pitch);

/* One picture of a row. */
struct pdf_photo {
	const void *data;	/* JPEG or PNG, lent until the paper is saved */
	size_t len;
	const char *caption;	/* may be NULL */
};

/*
 * Pictures in rows of per_row, each row with its captions kept together;
 * broken is the text of a stand-in.  box_ratio is height by width of a box.
 */
void pdf_flow_photos(struct pdf_flow *f, const struct pdf_photo *photo, size_t n, size_t per_row,
    double box_ratio, const struct pdf_para *caption, const char *broken);

/* The height of a row with captions of one line: what the heading above it must keep. */
double pdf_photo_row(const struct pdf_flow *f, size_t per_row, double box_ratio,
    const struct pdf_para *caption);

#endif
