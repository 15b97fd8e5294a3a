/* QR codes (ISO/IEC 18004), error correction level M, by libqrencode. */
#ifndef LIB_PART_QR_H
#define LIB_PART_QR_H

#include <stdint.h>

#include "lib/base/err.h"

struct arena;
struct buf;

enum { QR_QUIET = 4 };	/* modules of white that must surround the symbol */

/*
 * The modules of text as *side × *side bytes (1 = dark), row by row, in the
 * arena, without the quiet zone.  ERR_INVALID when text is empty, ERR_TOO_LARGE
 * when it does not fit into one symbol (about 2300 bytes).
 */
enum err qr_matrix(struct arena *a, const char *text, int *side, uint8_t **modules) MUST_USE;

/*
 * Appends a whole <svg> element, quiet zone included: one module is one unit
 * of the viewBox, one path for all dark runs, no width (the stylesheet
 * decides), class "qr", decorative (aria-hidden): the page shows the address
 * as text beside it.
 */
enum err qr_svg(struct buf *b, const char *text) MUST_USE;

#endif
