/* anjuan-photo: what the camera wrote about a picture (EXIF 2.32). */
#ifndef LIB_PART_PHOTO_EXIF_H
#define LIB_PART_PHOTO_EXIF_H

#include <vips/vips.h>

struct image_info;

/*
 * Reads the time (DateTimeOriginal with its offset, else in the process's
 * zone) and the position (WGS 84) into i; what is missing, malformed or out
 * of range is left as "none", and so is the point 0, 0 of cameras without a fix.
 */
void photo_exif(VipsImage *image, struct image_info *i);

#endif
