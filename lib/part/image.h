/*
 * Pictures.  Here is what a worker may do itself: tell a format by its first
 * bytes, read dimensions from a header without decoding, and ask anjuan-photo
 * (the only program linked with libvips) for the pictures that people see.
 *
 *   image_check() -> image_is_whole() -> filestore_put() -> image_derive_async() -> commit
 *
 * The request does not wait; a page shows a picture when
 * filestore_has_derived() says it is there.  What is asked for stands in
 * spool/ until it is done, so that nothing is lost when anjuan-photo is down:
 * the timer asks again for image_pending().
 */
#ifndef LIB_PART_IMAGE_H
#define LIB_PART_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"

struct arena;
struct conf;

enum {
	IMAGE_PIXELS_MAX = 100 * 1000 * 1000,	/* more are refused before decoding */
	IMAGE_VIEW_SIDE = 1600,			/* longest side of the derived pictures */
	IMAGE_THUMB_SIDE = 320,
	IMAGE_TRIES_MAX = 3,			/* time-outs and crashes before giving up */
};

enum image_format { IMAGE_NONE, IMAGE_JPEG, IMAGE_PNG, IMAGE_WEBP, IMAGE_HEIC, IMAGE_FORMAT_MAX };

enum image_state {
	IMAGE_WAITING,		/* not looked at yet */
	IMAGE_DONE,		/* the derived pictures are there */
	IMAGE_REFUSED,		/* never will be: see reason */
	IMAGE_FAILED,		/* may succeed when tried again */
	IMAGE_STATE_MAX
};

enum image_reason {
	IMAGE_FINE,
	IMAGE_NOT_A_PICTURE,	/* none of the four formats */
	IMAGE_TOO_MANY_PIXELS,
	IMAGE_BROKEN,		/* does not decode to the end */
	IMAGE_TOO_HARD,		/* used up its time or memory, or crashed the decoder */
	IMAGE_NO_ORIGINAL,	/* no such file, or not readable */
	IMAGE_NOT_WRITTEN,	/* the disk refused the result */
	IMAGE_REASON_MAX
};

struct image_info {
	enum image_state state;
	enum image_reason reason;
	enum image_format format;
	int32_t width, height;	/* of the original, turned upright; 0 when unknown */
	usec_t taken;		/* EXIF time (its own offset, else the office's zone); USEC_NONE */
	bool has_position;	/* EXIF position; for the office, never shown outside */
	int32_t lat, lon;	/* microdegrees */
	int32_t tries;		/* those that ended as IMAGE_TOO_HARD */
};

struct image_job {
	const char *hash;
	bool public;		/* also for those outside the office */
};

/* The format by the first bytes (32 are enough); IMAGE_NONE for anything else, AVIF and GIF too. */
enum image_format image_sniff(const void *head, size_t n);
/* "jpeg", "png", "webp", "heic", "none"; and "image/jpeg" …, NULL for IMAGE_NONE. */
const char *image_format_name(enum image_format f);
const char *image_mime(enum image_format f);
/* "done", "too-many-pixels": stable names for logs and catalogue keys. */
const char *image_state_name(enum image_state s);
const char *image_reason_name(enum image_reason r);

/*
 * Looks at the headers of the file behind fd (its offset is not moved)
 * without decoding: format and dimensions as stored (not yet turned upright).
 * ERR_INVALID: none of the four formats, or no dimensions in it;
 * ERR_TOO_LARGE: more than IMAGE_PIXELS_MAX.  Outputs may be NULL; the format
 * is set as soon as it is known, also when the dimensions are refused.
 */
enum err image_check(int fd, enum image_format *format, int32_t *width, int32_t *height) MUST_USE;

/*
 * Whether the file behind fd goes on to the end its format promises: an upload
 * that was cut short does not.  Structure only, nothing is decoded; format is
 * image_check()'s.
 */
bool image_is_whole(int fd, enum image_format format);

/*
 * Notes in spool/ (flushed) that the pictures of an original are wanted, asks
 * anjuan-photo to begin, and does not wait.  OK also when anjuan-photo is out
 * of reach: the note stays.  ERR_INTERNAL when the note cannot be written.
 */
enum err image_derive_async(const struct conf *c, const char *hash, bool public) MUST_USE;

/*
 * Asks and waits, at most 90 seconds.  A picture that is refused or failed is
 * an answer (OK, see out->state); ERR_UNAVAILABLE when anjuan-photo is out of
 * reach or has too much to do.  For batch programs.
 */
enum err image_derive(const struct conf *c, const char *hash, bool public,
    struct image_info *out) MUST_USE;

/*
 * What is known of an original without asking; IMAGE_WAITING when it was not
 * looked at.  Needs the right to read info/ (desk, batch).
 */
enum err image_status(const struct conf *c, const char *hash, struct image_info *out) MUST_USE;

/* At most max of the jobs noted in spool/; their cost does not grow with what is done. */
enum err image_pending(struct arena *a, const struct conf *c, size_t max, struct image_job **jobs,
    size_t *n) MUST_USE;
/*
 * At most max originals that nobody looked at yet or whose staff pictures are
 * gone (after a restored backup); walks all originals.
 */
enum err image_missing(struct arena *a, const struct conf *c, size_t max, struct image_job **jobs,
    size_t *n) MUST_USE;

/*
 * The one line in which anjuan-photo answers and keeps what it found:
 * "done fine jpeg 4032 3024 1732282800000000 31731200 118506800 0\n".
 */
enum { IMAGE_LINE_MAX = 200 };
void image_info_line(const struct image_info *i, char line[IMAGE_LINE_MAX]);
/* False when line is none; *i is untouched then. */
bool image_info_parse(const char *line, struct image_info *i);

#endif
