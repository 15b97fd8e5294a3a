/* anjuan-photo: the short-lived child that decodes, and what its end means. */
#ifndef LIB_PART_PHOTO_CHILD_H
#define LIB_PART_PHOTO_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/base/err.h"
#include "lib/part/filestore.h"
#include "lib/part/image.h"

struct conf;

struct photo_job {
	char hash[FILE_HASH_HEX + 1];
	bool public;
	int reply;			/* connection that waits, or -1 */
};

struct photo_child {
	pid_t pid;			/* 0: this place is free */
	int from;			/* its answer comes here */
	struct photo_job job;
	int64_t started_ns, end_ns;	/* monotonic */
	char line[IMAGE_LINE_MAX];
	size_t len;
	long peak_kb;			/* its memory at most, once it is through */
};

/* Forks the child for a job.  ERR_UNAVAILABLE when the system has no room for one. */
enum err photo_child_start(const struct conf *c, const struct photo_job *job,
    struct photo_child *ch) MUST_USE;
/* Reads what came; true when the child is through, well or not. */
bool photo_child_read(struct photo_child *ch);
/*
 * Waits for the child that is through, frees its place, removes what it left
 * half-written, and tells the outcome, which is on disk for image_status()
 * when this returns.
 */
void photo_child_end(const struct conf *c, struct photo_child *ch, struct image_info *out);

#endif
