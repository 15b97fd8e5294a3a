/*
 * A small baseline JPEG writer (ITU-T T.81), for the drawn photos of the demo
 * district: three full components, the standard's example tables of luminance
 * for all of them.
 */
#ifndef BATCH_JPEG_H
#define BATCH_JPEG_H

struct buf;

/* Appends the picture: w × h pixels of three bytes, red first; quality 1 … 100. */
void jpeg_write(struct buf *out, const unsigned char *rgb, int w, int h, int quality);

#endif
