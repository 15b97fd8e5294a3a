/* anjuan-photo: one original into its pictures; runs in a child and may die there. */
#ifndef LIB_PART_PHOTO_DERIVE_H
#define LIB_PART_PHOTO_DERIVE_H

#include <stdbool.h>

struct conf;
struct image_info;

/*
 * Starts libvips with the four decoders only.  False when it does not start.
 * Once a process.
 */
bool photo_start(void);

/*
 * Decodes the original, turns it upright, into sRGB and on white, and writes
 * the view and the thumbnail without any metadata, also to public/ when asked;
 * fills *out.  Writes no info file.
 */
void photo_derive(const struct conf *c, const char *hash, bool public, struct image_info *out);

#endif
