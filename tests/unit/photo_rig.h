/*
 * The test rig of anjuan-photo: a private data folder, the running program,
 * pictures to put in.  Each call fails the test when it cannot do its work.
 */
#ifndef TESTS_UNIT_PHOTO_RIG_H
#define TESTS_UNIT_PHOTO_RIG_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include <vips/vips.h>

#include "tests/unit/part_folder.h"

struct photo_rig {
	struct part_folder folder;
	const char *pictures, *made;	/* folders: the kept ones, those made for this run */
	pid_t server;			/* the running anjuan-photo */
};

extern struct photo_rig rig;

/* cmocka's group fixtures: makes the pictures and starts the program; stops and removes all. */
int rig_setup(void **state);
int rig_teardown(void **state);
/* Starts anjuan-photo and waits for its socket; stops it and expects a clean end. */
void rig_start(void);
void rig_stop(void);
/* Starts a program; the path of one that was built here. */
pid_t rig_run(char *const argv[]);
char *rig_built(const char *name);
void rig_nap_ms(long ms);
/* Stores n bytes, and a tail that makes them differ from others when it is above 0: their hash. */
const char *rig_store(const void *data, size_t n, int tail);
const char *rig_store_file(const char *dir, const char *name, int tail);
/* Reads a file; the caller frees *data with g_free(). */
void rig_load(const char *dir, const char *name, gchar **data, gsize *n);
char *rig_derived(enum file_audience who, enum file_kind kind, const char *hash);
/* Whether both derived pictures are there. */
bool rig_has(enum file_audience who, const char *hash);
/* Expects that colour, within 25 levels, at a part (0 to 1) of width and height. */
void rig_near_colour(VipsImage *i, double part_x, double part_y, int r, int g, int b);
/* Files in a folder. */
int rig_count_files(const char *dir);

#endif
