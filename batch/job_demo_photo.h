/* The demo district's photos: drawn once, stored like any other, linked to many cases. */
#ifndef BATCH_JOB_DEMO_PHOTO_H
#define BATCH_JOB_DEMO_PHOTO_H

#include "batch/job.h"
#include "batch/job_demo_draw.h"
#include "lib/service/ledger_ops.h"

struct photos {
	struct attachment of[SCENE_MAX][SCENE_VARIANTS][2];	/* before, after */
};

/*
 * Draws all scenes, puts them into the file store and asks for the pictures
 * people see, which anjuan-photo makes when it runs.
 */
enum err photos_make(struct app *app, struct photos *out) MUST_USE;

#endif
