/* A private data folder for the tests of lib/part. */
#ifndef TESTS_UNIT_PART_FOLDER_H
#define TESTS_UNIT_PART_FOLDER_H

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/conf.h"
#include "lib/part/filestore.h"

/* Under the address sanitizer memory has neither limits nor a meaning. */
#if defined(__SANITIZE_ADDRESS__)
#define PART_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PART_SANITIZED 1
#endif
#endif
#ifndef PART_SANITIZED
#define PART_SANITIZED 0
#endif

struct part_folder {
	struct arena *a;
	const char *dir, *conf_path;
	struct conf conf;
};

/* An empty file. */
static inline void
part_touch(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || close(fd) != 0)
		abort();
}

/* Makes the folder with its anjuan.conf and the store's folders; aborts when it cannot. */
static inline void
part_folder_make(struct part_folder *f)
{
	char *dir;
	FILE *out;

	f->a = arena_new();
	dir = arena_strdup(f->a, "/tmp/anjuan-part-XXXXXX");
	if (mkdtemp(dir) == NULL)
		abort();
	f->dir = dir;
	f->conf_path = arena_printf(f->a, "%s/anjuan.conf", dir);
	if ((out = fopen(f->conf_path, "we")) == NULL)
		abort();
	(void)fprintf(out, "data_dir = %s\nphoto_socket = %s/photo.sock\n", dir, dir);
	if (fclose(out) != 0 || conf_load(f->a, f->conf_path, &f->conf) != OK ||
	    filestore_prepare(&f->conf) != OK)
		abort();
}

static inline int
part_remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void
part_folder_remove(struct part_folder *f)
{
	(void)nftw(f->dir, part_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_free(f->a);
}

#endif
