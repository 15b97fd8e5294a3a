#include "config.h"
#include "tests/unit/photo_rig.h"

#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

#include "lib/base/banned.h"

extern char **environ;

struct photo_rig rig;

void
rig_nap_ms(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&t, NULL);
}

pid_t
rig_run(char *const argv[])
{
	pid_t pid;

	assert_int_equal(posix_spawn(&pid, argv[0], NULL, NULL, argv, environ), 0);
	return pid;
}

char *
rig_built(const char *name)
{
	return arena_printf(rig.folder.a, "%s/%s", getenv("top_builddir"), name);
}

void
rig_start(void)
{
	char *conf = arena_strdup(rig.folder.a, rig.folder.conf_path);
	char *argv[] = { rig_built("anjuan-photo"), (char[]){ "-c" }, conf, NULL };

	rig.server = rig_run(argv);
	for (int i = 0; i < 200 && access(rig.folder.conf.photo_socket, F_OK) != 0; i++)
		rig_nap_ms(50);
	assert_int_equal(access(rig.folder.conf.photo_socket, F_OK), 0);
}

void
rig_stop(void)
{
	int status;

	assert_int_equal(kill(rig.server, SIGTERM), 0);
	assert_int_equal(waitpid(rig.server, &status, 0), rig.server);
	assert_int_equal(status, 0);
	assert_int_equal(access(rig.folder.conf.photo_socket, F_OK), -1);
}

const char *
rig_store(const void *data, size_t n, int tail)
{
	char *hash = arena_alloc(rig.folder.a, FILE_HASH_HEX + 1), *path;
	int64_t size;
	int fd;

	assert_int_equal(filestore_tmp(rig.folder.a, &rig.folder.conf, &fd, &path), OK);
	assert_int_equal(write(fd, data, n), n);
	if (tail > 0)
		assert_int_equal(write(fd, &tail, sizeof(tail)), sizeof(tail));
	assert_int_equal(filestore_hash_fd(fd, hash, &size), OK);
	assert_int_equal(filestore_put(&rig.folder.conf, path, hash, NULL), OK);
	(void)unlink(path);
	(void)close(fd);
	return hash;
}

void
rig_load(const char *dir, const char *name, gchar **data, gsize *n)
{
	const char *path = arena_printf(rig.folder.a, "%s/%s", dir, name);

	if (!g_file_get_contents(path, data, n, NULL))
		fail_msg("cannot read %s", path);
}

const char *
rig_store_file(const char *dir, const char *name, int tail)
{
	const char *hash;
	gchar *data;
	gsize n;

	rig_load(dir, name, &data, &n);
	hash = rig_store(data, n, tail);
	g_free(data);
	return hash;
}

char *
rig_derived(enum file_audience who, enum file_kind kind, const char *hash)
{
	return filestore_derived_path(rig.folder.a, &rig.folder.conf, who, kind, hash);
}

bool
rig_has(enum file_audience who, const char *hash)
{
	return filestore_has_derived(&rig.folder.conf, who, FILE_VIEW, hash) &&
	       filestore_has_derived(&rig.folder.conf, who, FILE_THUMB, hash);
}

void
rig_near_colour(VipsImage *i, double part_x, double part_y, int r, int g, int b)
{
	const int want[] = { r, g, b };
	double *p;
	int n;

	assert_int_equal(vips_getpoint(i, &p, &n, (int)(part_x * vips_image_get_width(i)),
			     (int)(part_y * vips_image_get_height(i)), NULL),
	    0);
	assert_int_equal(n, 3);
	for (int k = 0; k < 3; k++)
		assert_in_range((uintmax_t)(p[k] + 256), want[k] + 256 - 25, want[k] + 256 + 25);
	g_free(p);
}

int
rig_count_files(const char *dir)
{
	GDir *d = g_dir_open(dir, 0, NULL);
	int n = 0;

	assert_non_null(d);
	while (g_dir_read_name(d) != NULL)
		n++;
	g_dir_close(d);
	return n;
}

int
rig_setup(void **state)
{
	char *dir, *argv[3] = { NULL };
	int status;

	(void)state;
	if (vips_init("test") != 0)
		return 1;
	vips_cache_set_max(0);
	part_folder_make(&rig.folder);
	rig.pictures = arena_printf(rig.folder.a, "%s/tests/data/photo", getenv("top_srcdir"));
	dir = arena_printf(rig.folder.a, "%s/made", rig.folder.dir);
	rig.made = dir;
	argv[0] = rig_built("tests/unit/photo_maker");
	argv[1] = dir;
	if (mkdir(dir, 0700) != 0 || waitpid(rig_run(argv), &status, 0) < 0 || status != 0)
		return 1;
	rig_start();
	return 0;
}

int
rig_teardown(void **state)
{
	(void)state;
	if (rig.server > 0)
		rig_stop();
	part_folder_remove(&rig.folder);
	return 0;
}
