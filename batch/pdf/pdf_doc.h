/*
 * One paper: pages on which is drawn in any order, saved at the end.
 *
 * Drawing fills a display list in the arena; nothing is written before
 * pdf_bytes() or pdf_write_fd(), which cut each font to the characters in use
 * and hand the list to libharu.  So a page can be drawn on again when the
 * number of pages is known (pdf_page_select), and a text can be filled in
 * later (pdf_later).  Drawing cannot fail; what failed is told at the end.
 *
 * Lengths are points from the top left corner, y downwards; see pdf_style.h.
 * Texts are UTF-8 and copied.  Same data, same fonts: same bytes.
 */
#ifndef BATCH_PDF_PDF_DOC_H
#define BATCH_PDF_PDF_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/pdf/pdf_style.h"
#include "lib/base/blob.h"
#include "lib/base/cleanup.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;
struct pdf_fonts;
struct pdf;
struct pdf_anchor;
struct pdf_outline;
struct pdf_slot;

/* "No fill", "no line" where a colour is asked for. */
#define PDF_NONE 0xFF000000U

/* What the paper is; the times come from the data, never from the clock. */
struct pdf_spec {
	const char *title, *author;	/* NULL = not given */
	const char *lang;		/* "zh-CN"; NULL = not given */
	usec_t created;
	double width, height;		/* of a page; 0 = A4 */
	bool archive;			/* PDF/A-1b: output intent and metadata */
	struct blob record;		/* of an archive paper: its data for machines, in the file as it is; lent */
};

/* A line: width, colour, length of dashes (0 = solid). */
struct pdf_pen {
	double width;
	uint32_t colour;
	double dash;
};

struct pdf_point {
	double x, y;
};

/* A new paper in a, without a page; the caller calls pdf_free() before a is reset. */
struct pdf *pdf_new(struct arena *a, struct pdf_fonts *fonts, const struct pdf_spec *spec);
void pdf_free(struct pdf *p);
struct arena *pdf_arena(struct pdf *p);
double pdf_width(const struct pdf *p);
double pdf_height(const struct pdf *p);

/* Adds a page, draws on it from now on, and returns its number (first: 1). */
int pdf_page_add(struct pdf *p);
/* The page drawn on; 0 before the first.  Drawing without a page adds one. */
int pdf_page(const struct pdf *p);
int pdf_pages(const struct pdf *p);
/* Draws on page n (1 … pdf_pages) from now on. */
void pdf_page_select(struct pdf *p, int n);

/*
 * Draws one line of text with its baseline at y and returns its advance.
 * Line ends and tabs are blanks.  A character no font has, or a broken byte,
 * is drawn as 〔U+20BB7〕 and counted (pdf_missing).
 */
double pdf_text(struct pdf *p, double x, double y, const struct pdf_style *st, const char *s);
/* The same within [x, x+w], aligned; JUSTIFY stretches it.  Not cut when too wide. */
double pdf_text_in(struct pdf *p, double x, double y, double w, enum pdf_align align,
    const struct pdf_style *st, const char *s);
/* Advance of a text or of one character, st->space included after each. */
double pdf_text_width(struct pdf *p, const struct pdf_style *st, const char *s);
double pdf_char_width(struct pdf *p, const struct pdf_style *st, uint32_t cp);
/* Characters drawn as stand-ins so far. */
size_t pdf_missing(const struct pdf *p);

/* A place for a text that is known later; an unfilled one stays empty. */
struct pdf_slot *pdf_later(struct pdf *p, double x, double y, double w, enum pdf_align align,
    const struct pdf_style *st);
void pdf_fill(struct pdf *p, const struct pdf_slot *slot, const char *s);

void pdf_line(struct pdf *p, double x1, double y1, double x2, double y2, struct pdf_pen pen);
/* pen NULL = no outline; fill PDF_NONE = no ground. */
void pdf_rect(struct pdf *p, double x, double y, double w, double h, uint32_t fill,
    const struct pdf_pen *pen);
void pdf_polyline(struct pdf *p, const struct pdf_point *pt, size_t n, struct pdf_pen pen);
void pdf_polygon(struct pdf *p, const struct pdf_point *pt, size_t n, uint32_t fill,
    const struct pdf_pen *pen);
void pdf_circle(struct pdf *p, double x, double y, double r, uint32_t fill,
    const struct pdf_pen *pen);
/* The dark modules of an n by n matrix (0 = light) as one black shape, size wide. */
void pdf_qr(struct pdf *p, double x, double y, double size, size_t n, const uint8_t *modules);

/*
 * A JPEG or PNG of len bytes (lent until the paper is saved) as large as fits
 * into the box, its middle in the box's middle.  A picture that cannot be
 * read becomes a frame with the text broken in it, and false is returned.
 */
bool pdf_image(struct pdf *p, double x, double y, double w, double h, const void *data, size_t len,
    const char *broken);
/* Pixel size of a JPEG or PNG; false when it is neither, its head is broken or it is cut off. */
bool pdf_image_size(const void *data, size_t len, int *width, int *height);

/*
 * A place that links, bookmarks and contents lines lead to; set here or later.
 * Set where a heading begins, it goes with it to the next page.
 */
struct pdf_anchor *pdf_anchor_new(struct pdf *p);
void pdf_anchor_set(struct pdf *p, struct pdf_anchor *at, double y);
/* Its page number, 0 while it is not set. */
int pdf_anchor_page(const struct pdf_anchor *at);
/* Makes a rectangle of the current page lead to the anchor. */
void pdf_link(struct pdf *p, double x, double y, double w, double h, const struct pdf_anchor *to);
/* A bookmark; parent NULL = top level. */
struct pdf_outline *pdf_outline(struct pdf *p, struct pdf_outline *parent, const char *title,
    const struct pdf_anchor *to);

/*
 * The bytes of the paper; they live as long as it.  What is drawn after the
 * first call is not seen by a second.  ERR_INTERNAL when libharu refuses.
 */
enum err pdf_bytes(struct pdf *p, struct blob *out) MUST_USE;
/* Writes them to an open file or pipe; ERR_UNAVAILABLE names the system's reason. */
enum err pdf_write_fd(struct pdf *p, int fd) MUST_USE;

DEFINE_FREEP(struct pdf, pdf_free)

#endif
