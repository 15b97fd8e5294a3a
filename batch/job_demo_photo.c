#include "config.h"
#include "batch/job_demo_photo.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/cleanup.h"
#include "lib/part/filestore.h"
#include "lib/service/file_ops.h"

#include "lib/base/banned.h"

static enum err
store(struct service *sv, const struct buf *jpeg, struct attachment *out)
{
	CLEANUP(closep) int fd = -1;
	char hash[FILE_HASH_HEX + 1], *path;
	struct incoming in = { .hash_hex = hash };
	size_t done = 0;
	enum err e = filestore_tmp(sv->arena, sv->conf, &fd, &path);

	if (e != OK)
		return e;
	while (done < jpeg->len) {
		const ssize_t n = write(fd, jpeg->s + done, jpeg->len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			e = err_raise(ERR_INTERNAL, "cannot write %s: %s", path, strerror(errno));
			break;
		}
		done += (size_t)n;
	}
	in.fd = fd;
	in.path = path;
	if (e == OK)
		e = filestore_hash_fd(fd, hash, &in.size);
	if (e == OK)
		e = file_take(sv, &in, true, out);
	(void)unlink(path);
	return e;
}

enum err
photos_make(struct app *app, struct photos *out)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	struct service sv = { .db = app->db, .arena = a, .conf = app->conf };
	enum err e = filestore_prepare(app->conf);

	for (int s = 0; s < SCENE_MAX; s++)
		for (int v = 0; v < SCENE_VARIANTS; v++)
			for (int after = 0; e == OK && after < 2; after++) {
				struct buf jpeg;

				buf_init(&jpeg, a);
				scene_draw(&jpeg, (enum scene)s, v, after == 1);
				e = store(&sv, &jpeg, &out->of[s][v][after]);
				arena_reset(a);
			}
	return e;
}
