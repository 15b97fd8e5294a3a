/*
 * Sound and moving pictures as browsers and telephones record them: what a
 * file is, by its content.  Nothing is decoded, nothing is changed; two
 * containers are walked as far as needed to find their tracks.
 */
#ifndef LIB_PART_MEDIA_H
#define LIB_PART_MEDIA_H

#include <stdbool.h>

#include "lib/base/err.h"

enum media_format {
	MEDIA_NONE,
	MEDIA_WEBM_AUDIO, MEDIA_WEBM_VIDEO,	/* Matroska with the document type "webm" */
	MEDIA_MP4_AUDIO, MEDIA_MP4_VIDEO,	/* ISO base media, QuickTime included */
	MEDIA_FORMAT_MAX
};

/*
 * Looks at the file behind fd (its offset is not moved).  ERR_INVALID: neither
 * container, one cut short, one without a track of sound or picture, or one
 * without any content.
 */
enum err media_check(int fd, enum media_format *out) MUST_USE;
/* "video/webm"; NULL for MEDIA_NONE. */
const char *media_mime(enum media_format f);
/* Whether a stored file's type is one of these, and whether it has a picture; no type: neither. */
bool media_is_type(const char *mime);
bool media_is_video(const char *mime);

#endif
