/* Drawn streets: the demo district's photos, before and after. */
#ifndef BATCH_JOB_DEMO_DRAW_H
#define BATCH_JOB_DEMO_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/buf.h"

enum scene {
	SCENE_REFUSE, SCENE_COVER, SCENE_LAMP, SCENE_TREE, SCENE_ROAD, SCENE_STALLS, SCENE_BIKES, SCENE_WALL,
	SCENE_MAX
};
enum { SCENE_VARIANTS = 3, PHOTO_WIDTH = 1024, PHOTO_HEIGHT = 768 };

/* What a class of cases looks like. */
enum scene scene_of_class(int64_t class_id);
/* The scene as a JPEG file appended to out; the same every time. */
void scene_draw(struct buf *out, enum scene scene, int variant, bool after);

#endif
