/* The faces of our papers, by language. */
#ifndef BATCH_PAPER_FONTS_H
#define BATCH_PAPER_FONTS_H

#include "lib/base/err.h"
#include "lib/base/text.h"

struct conf;
struct pdf_fonts;

/*
 * The fonts of a paper in a language; free with pdf_fonts_free().  English has
 * the heading face for its body too: the Latin letters of the body face are
 * meant for single words among Chinese.  ERR_UNAVAILABLE names a missing file.
 */
enum err paper_fonts(const char *dir, enum lang lang, struct pdf_fonts **out) MUST_USE;
/* The same with the faces the office has configured (font_body and the others) for Chinese. */
enum err paper_fonts_own(const struct conf *conf, enum lang lang, struct pdf_fonts **out) MUST_USE;

#endif
