/*
 * The display list: what pdf_doc.c and pdf_image.c fill and pdf_emit.c hands
 * to libharu.  Private to this folder.
 */
#ifndef BATCH_PDF_PDF_LIST_H
#define BATCH_PDF_PDF_LIST_H

#include "batch/pdf/pdf_doc.h"
#include "batch/pdf/pdf_font.h"

struct buf;
struct pdf_pack;

/* One piece of a path; curves have three points, rectangles corner and size. */
struct pdf_seg {
	enum { SEG_MOVE, SEG_LINE, SEG_CURVE, SEG_RECT, SEG_CLOSE } kind;
	double v[6];
};

struct pdf_op {
	struct pdf_op *next;
	enum { OP_TEXT, OP_PATH, OP_IMAGE } kind;
	union {
		struct {
			double x, y, size, space;
			uint32_t colour;
			bool bold;
			unsigned font;
			size_t n;
			const uint32_t *cp;
		} text;
		struct {
			size_t n;
			const struct pdf_seg *seg;
			uint32_t fill, stroke;	/* PDF_NONE = not */
			double width, dash;
		} path;
		struct {
			double x, y, w, h;
			void *image;		/* HPDF_Image */
		} image;
	} u;
};

struct pdf_link_to {
	struct pdf_link_to *next;
	double x, y, w, h;
	const struct pdf_anchor *to;
};

struct pdf_sheet {
	struct pdf_op *first, **last;
	struct pdf_link_to *links;
};

struct pdf_anchor {
	struct pdf_anchor *next;
	int page;
	double y;
};

struct pdf_outline {
	struct pdf_outline *next;
	struct pdf_outline *parent;
	const char *title;
	const struct pdf_anchor *to;
	void *made;		/* HPDF_Outline while emitting */
};

struct pdf_slot {
	int page;
	double x, y, w;
	enum pdf_align align;
	struct pdf_style st;
};

struct pdf {
	struct arena *a;
	struct pdf_fonts *fonts;
	struct pdf_spec spec;
	struct pdf_sheet **sheet;
	int n_sheets, cap_sheets, at;
	struct pdf_outline *outlines, **last_outline;
	struct pdf_anchor *anchors;
	size_t missing;
	void *haru;		/* HPDF_Doc, made with the first picture or when emitting */
	struct pdf_pack *pack;	/* the compressor, once there was something to compress */
	struct buf *bytes;	/* the whole paper once it was emitted */
};

/* A new operation at the end of the current page, which is made if there is none. */
struct pdf_op *pdf_op_add(struct pdf *p, int kind);
/* The libharu document; NULL after an error told by err_raise(). */
void *pdf_haru(struct pdf *p);
/* All bytes of the paper, in the arena, made by the first call. */
enum err pdf_emit(struct pdf *p, const struct buf **out) MUST_USE;

#endif
