/* Private to the files that include libharu. */
#ifndef BATCH_PDF_PDF_HARU_H
#define BATCH_PDF_PDF_HARU_H

#include <hpdf.h>

#include "batch/pdf/pdf_font.h"

struct arena;
struct pdf;

/*
 * A font object made of a cut font, with the code as its CID.  Code and glyph
 * are the same number, so two bytes a character and no 64 K tables are needed,
 * and characters beyond U+FFFF are as good as others.  NULL after a libharu
 * error, which its document remembers.
 */
HPDF_Font pdf_embed_font(HPDF_Doc doc, struct pdf *p, const struct pdf_cut *c);
/*
 * zlib's levels.  Level 6, libharu's own, takes twice the time of level 3, for a
 * twentieth of the size of outlines and a tenth of the little that pages are.
 */
enum pdf_effort { PDF_QUICK = 3, PDF_THOROUGH = 6 };
/* Fills a stream with data, compressed where that is worth it; libharu copies it as it is. */
void pdf_pack(struct pdf *p, HPDF_Dict d, const void *data, size_t len, enum pdf_effort effort);
/* The same with what was drawn into it. */
void pdf_pack_drawn(struct pdf *p, HPDF_Dict d);
/* Ends the compressor, which the first of these calls has started. */
void pdf_pack_free(struct pdf *p);
/* A new object of the file with its Type; NULL like above. */
HPDF_Dict pdf_haru_dict(HPDF_Doc doc, const char *type);
/* A text string of the PDF's own kind (UTF-16 with a mark); NULL like above. */
HPDF_Binary pdf_haru_text(HPDF_Doc doc, struct arena *a, const char *utf8);
/* Info entries and language; for an archive paper also the following. */
void pdf_embed_info(HPDF_Doc doc, struct pdf *p);
/* Output intent and metadata of PDF/A-1b; date and producer as in the Info entries. */
void pdf_embed_archive(HPDF_Doc doc, struct pdf *p, const char *date, const char *producer);
/* The paper's record for machines (pdf_spec.record), where it has one. */
void pdf_embed_record(HPDF_Doc doc, struct pdf *p, const char *date);

#endif
