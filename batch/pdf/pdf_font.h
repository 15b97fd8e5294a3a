/*
 * Fonts: found once a process, measured whole, cut to the characters of one
 * document.  The only file that includes HarfBuzz.  TrueType outlines only.
 */
#ifndef BATCH_PDF_PDF_FONT_H
#define BATCH_PDF_PDF_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/pdf/pdf_style.h"
#include "lib/base/cleanup.h"
#include "lib/base/err.h"

struct arena;
struct hb_set_t;

enum { PDF_FONTS_MAX = 16 };	/* named faces and those only searched for rare characters */

/* One row of the table of font files. */
struct pdf_font_file {
	const char *file;	/* below the font folder, or its last part directly in it */
	unsigned index;		/* in a collection (.ttc) */
	bool optional;		/* may be missing */
	const char *skip;	/* characters better taken from another font; NULL = none */
};

/* Open fonts; mapped files that all documents of the process share. */
struct pdf_fonts;

/* One character in the face that has it. */
struct pdf_glyph {
	unsigned font;		/* index into the table */
	uint32_t gid;
	double em;		/* advance, in type sizes */
};

/* A font cut to the characters of a document, ready to be embedded. */
struct pdf_cut {
	const char *name;	/* PostScript name with its six-letter tag */
	const unsigned char *data;
	size_t len;
	size_t n;		/* codes in use, 0 … n-1; code 0 is .notdef */
	uint16_t *width;	/* [n], thousandths of the type size */
	uint32_t *cp;		/* [n], character of a code; 0 = none */
	uint16_t *gid;		/* [n], glyph of a code; NULL when code and glyph are equal */
	int ascent, descent, cap_height, bbox[4];	/* thousandths */
	const uint32_t *sorted;	/* pairs character, code, ascending by character */
	size_t n_sorted;
};

/*
 * Opens the fonts of table files[0..n), whose first PDF_FACE_MAX rows are the
 * named faces and whose others are searched for what these lack; NULL is our
 * own table of Debian's fonts.  A file whose name begins with / lies there.
 * Rows of the same font are one font.  Free with pdf_fonts_free().  ERR_UNAVAILABLE
 * names the file that is missing or is no TrueType font.
 */
enum err pdf_fonts_open(const char *dir, const struct pdf_font_file *files, size_t n,
    struct pdf_fonts **out) MUST_USE;
void pdf_fonts_free(struct pdf_fonts *f);
/* Our own table of Debian's fonts. */
const struct pdf_font_file *pdf_fonts_debian(size_t *n);
/* Rows of the table, open or not. */
size_t pdf_fonts_count(const struct pdf_fonts *f);
/* Whether the face's font is no other face's: a title face that needs no stroke. */
bool pdf_font_is_own(const struct pdf_fonts *f, enum pdf_face face);
/* The glyph of cp, in the wanted face or the first other that has it; false when none has. */
bool pdf_font_glyph(struct pdf_fonts *f, enum pdf_face want, uint32_t cp, struct pdf_glyph *out);
/*
 * Cuts font number i to the characters of set cps (all of which it has).
 * The result lives in a; the same set gives the same bytes.
 */
enum err pdf_font_cut(struct pdf_fonts *f, unsigned i, const struct hb_set_t *cps, struct arena *a,
    struct pdf_cut **out) MUST_USE;
/* The code of cp in a cut font; 0 when it is not there. */
uint16_t pdf_cut_code(const struct pdf_cut *c, uint32_t cp);

/* A set of characters: new, add, free. */
struct hb_set_t *pdf_chars_new(void);
void pdf_chars_add(struct hb_set_t *s, uint32_t cp);
bool pdf_chars_empty(const struct hb_set_t *s);
void pdf_chars_free(struct hb_set_t *s);

DEFINE_FREEP(struct pdf_fonts, pdf_fonts_free)

#endif
