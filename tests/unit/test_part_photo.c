/* anjuan-photo itself, over its socket, with real pictures. */
#include "config.h"
#include "lib/part/image.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>
#include <vips/vips.h>

#include "lib/base/check.h"
#include "tests/unit/part_folder.h"

#include "lib/base/banned.h"

extern char **environ;

static struct part_folder folder;
static const char *pictures, *made;	/* the kept ones, those made for this run */
static pid_t server;

static void
nap_ms(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&t, NULL);
}

static pid_t
run(char *const argv[])
{
	pid_t pid;

	assert_int_equal(posix_spawn(&pid, argv[0], NULL, NULL, argv, environ), 0);
	return pid;
}

static char *
built(const char *name)
{
	return arena_printf(folder.a, "%s/%s", getenv("top_builddir"), name);
}

static void
start_server(void)
{
	char *conf = arena_strdup(folder.a, folder.conf_path);
	char *argv[] = { built("anjuan-photo"), (char[]){ "-c" }, conf, NULL };

	server = run(argv);
	for (int i = 0; i < 200 && access(folder.conf.photo_socket, F_OK) != 0; i++)
		nap_ms(50);
	assert_int_equal(access(folder.conf.photo_socket, F_OK), 0);
}

static void
stop_server(void)
{
	int status;

	assert_int_equal(kill(server, SIGTERM), 0);
	assert_int_equal(waitpid(server, &status, 0), server);
	assert_int_equal(status, 0);
	assert_int_equal(access(folder.conf.photo_socket, F_OK), -1);
}

/* Stores n bytes, and a tail that makes them differ from others when it is above 0. */
static const char *
store(const void *data, size_t n, int tail)
{
	char *hash = arena_alloc(folder.a, FILE_HASH_HEX + 1), *path;
	int64_t size;
	int fd;

	assert_int_equal(filestore_tmp(folder.a, &folder.conf, &fd, &path), OK);
	assert_int_equal(write(fd, data, n), n);
	if (tail > 0)
		assert_int_equal(write(fd, &tail, sizeof(tail)), sizeof(tail));
	assert_int_equal(filestore_hash_fd(fd, hash, &size), OK);
	assert_int_equal(filestore_put(&folder.conf, path, hash, NULL), OK);
	(void)unlink(path);
	(void)close(fd);
	return hash;
}

static void
load(const char *dir, const char *name, gchar **data, gsize *n)
{
	const char *path = arena_printf(folder.a, "%s/%s", dir, name);

	if (!g_file_get_contents(path, data, n, NULL))
		fail_msg("cannot read %s", path);
}

static const char *
stored(const char *dir, const char *name, int tail)
{
	const char *hash;
	gchar *data;
	gsize n;

	load(dir, name, &data, &n);
	hash = store(data, n, tail);
	g_free(data);
	return hash;
}

static char *
derived(enum file_audience who, enum file_kind kind, const char *hash)
{
	return filestore_derived_path(folder.a, &folder.conf, who, kind, hash);
}

static bool
has(enum file_audience who, const char *hash)
{
	return filestore_has_derived(&folder.conf, who, FILE_VIEW, hash) &&
	    filestore_has_derived(&folder.conf, who, FILE_THUMB, hash);
}

static void
near_colour(VipsImage *i, double part_x, double part_y, int r, int g, int b)
{
	const int want[] = { r, g, b };
	double *p;
	int n;

	assert_int_equal(vips_getpoint(i, &p, &n, (int)(part_x * vips_image_get_width(i)),
	    (int)(part_y * vips_image_get_height(i)), NULL), 0);
	assert_int_equal(n, 3);
	for (int k = 0; k < 3; k++)
		assert_in_range((uintmax_t)(p[k] + 256), want[k] + 256 - 25, want[k] + 256 + 25);
	g_free(p);
}

/* Only JFIF, tables, frame and scan: no other application data, no comment. */
static void
assert_bare(const char *path)
{
	const guchar *p;
	gchar *data;
	gsize n, at = 2;

	assert_true(g_file_get_contents(path, &data, &n, NULL));
	p = (const guchar *)data;
	assert_memory_equal(p, "\xff\xd8", 2);
	while (at + 4 <= n && p[at + 1] != 0xda) {
		assert_int_equal(p[at], 0xff);
		assert_true(p[at + 1] == 0xe0 || p[at + 1] == 0xdb || p[at + 1] == 0xc4 ||
		    p[at + 1] == 0xc0 || p[at + 1] == 0xdd);
		at += 2 + (gsize)(p[at + 2] << 8 | p[at + 3]);
	}
	assert_true(at + 4 <= n);
	assert_null(memmem(data, n, "GEHEIM", 6));
	assert_null(memmem(data, n, "<script", 7));
	assert_null(memmem(data, n, "Exif", 4));
	g_free(data);
}

static void
check_one(enum file_audience who, enum file_kind kind, const char *hash, int w, int h)
{
	const char *path = derived(who, kind, hash);
	VipsImage *i = vips_image_new_from_file(path, NULL);
	struct stat st;

	assert_non_null(i);
	assert_int_equal(vips_image_get_width(i), w);
	assert_int_equal(vips_image_get_height(i), h);
	assert_int_equal(vips_image_get_typeof(i, VIPS_META_ORIENTATION), 0);
	assert_int_equal(vips_image_get_typeof(i, VIPS_META_ICC_NAME), 0);
	near_colour(i, 0.1, 0.1, 220, 30, 30);
	near_colour(i, 0.9, 0.9, 30, 30, 220);
	near_colour(i, 0.5, 0.5, 128, 128, 128);
	g_object_unref(i);
	assert_bare(path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
}

static void
derives_the_four_formats(void **state)
{
	static const struct {
		const char *name;
		enum image_format f;
		int w, h, thumb_w, thumb_h;
	} cases[] = {
		{ "street.jpg", IMAGE_JPEG, 480, 640, 240, 320 },
		{ "street.png", IMAGE_PNG, 640, 480, 320, 240 },
		{ "street.webp", IMAGE_WEBP, 640, 480, 320, 240 },
		{ "street.heic", IMAGE_HEIC, 640, 480, 320, 240 },
		{ "polyglot.jpg", IMAGE_JPEG, 480, 640, 240, 320 },
	};

	(void)state;
	for (size_t k = 0; k < N(cases); k++) {
		const char *hash = stored(pictures, cases[k].name, 0);
		struct image_info i, kept;

		print_message("# %s\n", cases[k].name);
		assert_int_equal(image_derive(&folder.conf, hash, k == 0, &i), OK);
		assert_int_equal(i.state, IMAGE_DONE);
		assert_int_equal(i.format, cases[k].f);
		assert_int_equal(i.width, cases[k].w);
		assert_int_equal(i.height, cases[k].h);
		check_one(FILE_STAFF, FILE_VIEW, hash, cases[k].w, cases[k].h);
		check_one(FILE_STAFF, FILE_THUMB, hash, cases[k].thumb_w, cases[k].thumb_h);
		assert_int_equal(has(FILE_PUBLIC, hash), k == 0);
		if (k == 0)
			check_one(FILE_PUBLIC, FILE_THUMB, hash, cases[k].thumb_w, cases[k].thumb_h);
		assert_int_equal(image_status(&folder.conf, hash, &kept), OK);
		assert_int_equal(kept.state, IMAGE_DONE);
		assert_int_equal(kept.width, i.width);
	}
}

static void
tells_time_and_position(void **state)
{
	const char *hash = stored(pictures, "street.jpg", 0);
	struct image_info i;

	(void)state;
	assert_int_equal(image_derive(&folder.conf, hash, false, &i), OK);
	/* 2026-11-22 14:05:33 at UTC+8 */
	assert_int_equal(i.taken, (usec_t)1795327533 * USEC_SEC);
	assert_true(i.has_position);
	assert_int_equal(i.lat, 31732008);	/* 31° 43' 55.23" */
	assert_int_equal(i.lon, 118506700);	/* 118° 30' 24.12" */
	assert_int_equal(image_derive(&folder.conf, stored(pictures, "street.webp", 0), false, &i), OK);
	assert_int_equal(i.taken, USEC_NONE);
	assert_false(i.has_position);
}

static void
transparent_becomes_white(void **state)
{
	const char *hash = stored(pictures, "street.png", 0);
	struct image_info i;
	VipsImage *view;

	(void)state;
	assert_int_equal(image_derive(&folder.conf, hash, false, &i), OK);
	view = vips_image_new_from_file(derived(FILE_STAFF, FILE_VIEW, hash), NULL);
	near_colour(view, 0.1, 0.9, 255, 255, 255);
	g_object_unref(view);
}

static void
large_ones_become_small(void **state)
{
	const char *names[] = { "large.jpg", "large-cmyk.jpg" };
	struct image_info i;

	(void)state;
	for (size_t k = 0; k < N(names); k++) {
		const char *hash = stored(made, names[k], 0);

		assert_int_equal(image_derive(&folder.conf, hash, false, &i), OK);
		assert_int_equal(i.state, IMAGE_DONE);
		if (k == 0) {
			assert_int_equal(i.width, 3024);
			check_one(FILE_STAFF, FILE_VIEW, hash, 1200, 1600);
			check_one(FILE_STAFF, FILE_THUMB, hash, 240, 320);
		} else {
			VipsImage *v = vips_image_new_from_file(derived(FILE_STAFF, FILE_VIEW, hash), NULL);

			assert_int_equal(vips_image_get_bands(v), 3);
			near_colour(v, 0.1, 0.1, 220, 30, 30);
			g_object_unref(v);
		}
	}
}

static void
refuses_the_rest(void **state)
{
	static const struct {
		const char *name;
		enum image_state s;
		enum image_reason r;
	} cases[] = {
		{ "bomb.png", IMAGE_REFUSED, IMAGE_TOO_MANY_PIXELS },
		{ "truncated.jpg", IMAGE_REFUSED, IMAGE_BROKEN },
		{ "svg.jpg", IMAGE_REFUSED, IMAGE_NOT_A_PICTURE },
		{ "html.jpg", IMAGE_REFUSED, IMAGE_NOT_A_PICTURE },
		{ "animation.gif", IMAGE_REFUSED, IMAGE_NOT_A_PICTURE },
#if !PART_SANITIZED	/* there the child's memory has no limit */
		{ "hard.png", IMAGE_FAILED, IMAGE_TOO_HARD },
#endif
	};

	(void)state;
	for (size_t k = 0; k < N(cases); k++) {
		const char *hash = stored(pictures, cases[k].name, 0);
		struct image_info i;

		print_message("# %s\n", cases[k].name);
		assert_int_equal(image_derive(&folder.conf, hash, true, &i), OK);
		assert_int_equal(i.state, cases[k].s);
		assert_int_equal(i.reason, cases[k].r);
		assert_false(filestore_has_derived(&folder.conf, FILE_STAFF, FILE_VIEW, hash));
		assert_false(filestore_has_derived(&folder.conf, FILE_PUBLIC, FILE_VIEW, hash));
		assert_int_equal(image_status(&folder.conf, hash, &i), OK);
		assert_int_equal(i.state, cases[k].s);
	}
}

/* Each of the four formats, cut off somewhere in its body. */
static void
refuses_what_is_cut_off(void **state)
{
	static const char *const names[] = { "street.jpg", "street.png", "street.webp", "street.heic" };

	(void)state;
	for (size_t k = 0; k < N(names); k++) {
		struct image_info i;
		gchar *data;
		gsize n;

		load(pictures, names[k], &data, &n);
		assert_int_equal(image_derive(&folder.conf, store(data, n * 6 / 10, 0), false, &i), OK);
		assert_int_equal(i.state, IMAGE_REFUSED);
		assert_int_equal(i.reason, IMAGE_BROKEN);
		g_free(data);
	}
}

static void
unknown_originals_leave_no_trace(void **state)
{
	static const char hash[] = "00000000000000000000000000000000000000000000000000000000000000aa";
	struct image_info i;

	(void)state;
	assert_int_equal(image_derive(&folder.conf, hash, false, &i), OK);
	assert_int_equal(i.state, IMAGE_REFUSED);
	assert_int_equal(i.reason, IMAGE_NO_ORIGINAL);
	assert_int_equal(image_status(&folder.conf, hash, &i), OK);
	assert_int_equal(i.state, IMAGE_WAITING);
}

static bool
wait_for(enum file_audience who, const char *hash)
{
	for (int i = 0; i < 400 && !has(who, hash); i++)
		nap_ms(25);
	return has(who, hash);
}

static size_t
pending(void)
{
	struct image_job *jobs;
	size_t n;

	assert_int_equal(image_pending(folder.a, &folder.conf, 1000, &jobs, &n), OK);
	return n;
}

static bool
wait_for_none_pending(void)
{
	for (int i = 0; i < 1200 && pending() > 0; i++)
		nap_ms(25);
	return pending() == 0;
}

static void
nobody_waits_and_nothing_is_lost(void **state)
{
	struct image_job *jobs;
	struct image_info i;
	const char *hash = stored(pictures, "street.jpg", 1), *other;
	size_t n;

	(void)state;
	assert_int_equal(image_derive_async(&folder.conf, hash, true), OK);
	assert_true(wait_for(FILE_PUBLIC, hash));
	assert_true(wait_for_none_pending());
	stop_server();
	other = stored(pictures, "street.jpg", 2);
	assert_int_equal(image_derive_async(&folder.conf, other, true), OK);
	assert_int_equal(image_derive(&folder.conf, other, true, &i), ERR_UNAVAILABLE);
	assert_int_equal(image_pending(folder.a, &folder.conf, 10, &jobs, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(jobs[0].hash, other);
	assert_true(jobs[0].public);
	start_server();
	assert_int_equal(image_derive(&folder.conf, jobs[0].hash, jobs[0].public, &i), OK);
	assert_true(has(FILE_PUBLIC, other));
	assert_int_equal(pending(), 0);
}

static void
finds_what_is_missing(void **state)
{
	const char *hash = stored(pictures, "street.jpg", 3), *done = stored(pictures, "street.jpg", 4);
	struct image_job *jobs;
	struct image_info i;
	size_t n, found = 0;

	(void)state;
	assert_int_equal(image_derive(&folder.conf, done, false, &i), OK);
	assert_int_equal(image_missing(folder.a, &folder.conf, 1000, &jobs, &n), OK);
	for (size_t k = 0; k < n; k++) {
		assert_string_not_equal(jobs[k].hash, done);
		found += strcmp(jobs[k].hash, hash) == 0;
	}
	assert_int_equal(found, 1);
	assert_int_equal(unlink(derived(FILE_STAFF, FILE_THUMB, done)), 0);
	assert_int_equal(image_missing(folder.a, &folder.conf, 1000, &jobs, &found), OK);
	assert_int_equal(found, n + 1);
	assert_int_equal(image_missing(folder.a, &folder.conf, 1, &jobs, &found), OK);
	assert_int_equal(found, 1);
	assert_int_equal(image_derive(&folder.conf, done, false, &i), OK);
	assert_true(has(FILE_STAFF, done));
}

/* The server's children that run now; one of them in *some. */
static int
children(pid_t *some)
{
	const char *path = arena_printf(folder.a, "/proc/%d/task/%d/children", (int)server, (int)server);
	FILE *f = fopen(path, "re");
	int n = 0, pid;

	assert_non_null(f);
	while (fscanf(f, "%d", &pid) == 1) {
		*some = pid;
		n++;
	}
	(void)fclose(f);
	return n;
}

static long
rss_kb(void)
{
	FILE *f = fopen(arena_printf(folder.a, "/proc/%d/status", (int)server), "re");
	char line[256];
	long kb = -1;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, "VmRSS:", 6) == 0)
			kb = strtol(line + 6, NULL, 10);
	(void)fclose(f);
	return kb;
}

static void
two_at_a_time_in_flat_memory(void **state)
{
	enum { JOBS = 200 };
	int most = 0, now;
	long before;
	pid_t some;
	gchar *data;
	gsize n;

	(void)state;
	load(pictures, "street.jpg", &data, &n);
	before = rss_kb();
	for (int k = 0; k < JOBS; k++)
		assert_int_equal(image_derive_async(&folder.conf, store(data, n, 1000 + k), k % 2 == 0), OK);
	g_free(data);
	while (pending() > 0) {
		now = children(&some);
		most = now > most ? now : most;
		nap_ms(5);
	}
	assert_int_equal(most, 2);
	print_message("# memory of the server: %ld kB before, %ld kB after %d jobs\n", before, rss_kb(),
	    (int)JOBS);
	if (!PART_SANITIZED)
		assert_true(rss_kb() <= before + 512);
}

static int
count_files(const char *dir)
{
	GDir *d = g_dir_open(dir, 0, NULL);
	int n = 0;

	assert_non_null(d);
	while (g_dir_read_name(d) != NULL)
		n++;
	g_dir_close(d);
	return n;
}

/* Kills children at different moments of their work. */
static void
a_killed_child_leaves_nothing_half(void **state)
{
	int killed = 0, failed = 0;

	(void)state;
	for (int k = 0; k < 12; k++) {
		const char *hash = stored(made, "large.jpg", 2000 + k);
		struct image_info i;
		pid_t child = 0;

		assert_int_equal(image_derive_async(&folder.conf, hash, true), OK);
		while (children(&child) == 0 && pending() > 0)
			;
		nap_ms(k * 20);
		if (child > 0 && children(&child) > 0 && kill(child, SIGKILL) == 0)
			killed++;
		while (children(&child) > 0)
			nap_ms(5);
		do {
			nap_ms(5);
			assert_int_equal(image_status(&folder.conf, hash, &i), OK);
		} while (i.state == IMAGE_WAITING);
		failed += i.state == IMAGE_FAILED;
		for (int who = 0; who < FILE_AUDIENCE_MAX; who++) {
			VipsImage *v;

			if (!filestore_has_derived(&folder.conf, (enum file_audience)who, FILE_VIEW, hash))
				continue;
			v = vips_image_new_from_file(derived((enum file_audience)who, FILE_VIEW, hash), "fail_on",
			    VIPS_FAIL_ON_WARNING, NULL);
			near_colour(v, 0.9, 0.9, 30, 30, 220);
			g_object_unref(v);
		}
		assert_int_equal(count_files(arena_printf(folder.a, "%s/staff/tmp", folder.dir)), 0);
		assert_int_equal(count_files(arena_printf(folder.a, "%s/public/tmp", folder.dir)), 0);
		/* The note is still there, and the next try succeeds. */
		assert_int_equal(pending(), i.state == IMAGE_FAILED ? 1 : 0);
		assert_int_equal(image_derive(&folder.conf, hash, true, &i), OK);
		assert_int_equal(i.state, IMAGE_DONE);
		assert_int_equal(pending(), 0);
	}
	print_message("# %d killed, %d of them before they were through\n", killed, failed);
	assert_true(killed > 2);
	assert_true(failed > 0);
	assert_int_equal(kill(server, 0), 0);
}

#if !PART_SANITIZED
static void
gives_up_after_three_tries(void **state)
{
	const char *hash = stored(pictures, "hard.png", 1);
	struct image_info i;

	(void)state;
	assert_int_equal(image_derive_async(&folder.conf, hash, false), OK);
	do {
		nap_ms(10);
		assert_int_equal(image_status(&folder.conf, hash, &i), OK);
	} while (i.tries == 0);
	assert_int_equal(pending(), 1);
	for (int tries = 2; tries <= IMAGE_TRIES_MAX + 1; tries++) {
		assert_int_equal(image_derive(&folder.conf, hash, false, &i), OK);
		assert_int_equal(i.state, IMAGE_FAILED);
	}
	assert_int_equal(i.tries, IMAGE_TRIES_MAX);
	assert_int_equal(pending(), 0);
}
#endif

static int
connected(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(to.sun_path, folder.conf.photo_socket, strlen(folder.conf.photo_socket));
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static void
bad_clients_do_no_harm(void **state)
{
	static const char *const lines[] = { "\n", "derive\n", "derive x wait staff\n", "GET / HTTP/1.1\r\n\r\n",
		"derive ../../../../etc/passwd000000000000000000000000000000000000000000 wait staff\n",
		"derive 00000000000000000000000000000000000000000000000000000000000000aa wait\n",
		"derive 00000000000000000000000000000000000000000000000000000000000000aa wait all\n",
		"derive 00000000000000000000000000000000000000000000000000000000000000aa\n" };
	char big[1000], got[IMAGE_LINE_MAX];
	struct image_info i;
	int idle[40];

	(void)state;
	memset(big, 'x', sizeof(big));
	for (size_t k = 0; k <= N(lines); k++) {
		const char *text = k < N(lines) ? lines[k] : big;
		int fd = connected();

		(void)send(fd, text, k < N(lines) ? strlen(text) : sizeof(big), MSG_NOSIGNAL);
		assert_true(read(fd, got, sizeof(got)) <= 0);	/* closed without a word */
		(void)close(fd);
	}
	/* More silent clients than there are places: they are dropped after a while. */
	for (size_t k = 0; k < N(idle); k++)
		idle[k] = connected();
	assert_int_equal(image_derive(&folder.conf, stored(pictures, "street.webp", 0), false, &i), OK);
	assert_int_equal(i.state, IMAGE_DONE);
	for (size_t k = 0; k < N(idle); k++)
		(void)close(idle[k]);
}

static void
only_one_listens(void **state)
{
	char *conf = arena_strdup(folder.a, folder.conf_path);
	char *argv[] = { built("anjuan-photo"), (char[]){ "-c" }, conf, NULL };
	int status;
	pid_t second = run(argv);

	(void)state;
	assert_int_equal(waitpid(second, &status, 0), second);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	/* A socket that a killed server left behind is replaced. */
	assert_int_equal(kill(server, SIGKILL), 0);
	assert_int_equal(waitpid(server, &status, 0), server);
	part_touch(arena_printf(folder.a, "%s/staff/tmp/99-v.jpg", folder.dir));
	assert_int_equal(access(folder.conf.photo_socket, F_OK), 0);
	start_server();
	nap_ms(300);
	assert_int_equal(count_files(arena_printf(folder.a, "%s/staff/tmp", folder.dir)), 0);
	assert_int_equal(kill(server, 0), 0);
}

static int
setup(void **state)
{
	char *dir, *argv[3] = { NULL };
	int status;

	(void)state;
	if (vips_init("test") != 0)
		return 1;
	vips_cache_set_max(0);
	part_folder_make(&folder);
	pictures = arena_printf(folder.a, "%s/tests/data/photo", getenv("top_srcdir"));
	dir = arena_printf(folder.a, "%s/made", folder.dir);
	made = dir;
	argv[0] = built("tests/unit/photo_maker");
	argv[1] = dir;
	if (mkdir(dir, 0700) != 0 || waitpid(run(argv), &status, 0) < 0 || status != 0)
		return 1;
	start_server();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	if (server > 0)
		stop_server();
	part_folder_remove(&folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(derives_the_four_formats),
		cmocka_unit_test(tells_time_and_position),
		cmocka_unit_test(transparent_becomes_white),
		cmocka_unit_test(large_ones_become_small),
		cmocka_unit_test(refuses_the_rest),
		cmocka_unit_test(refuses_what_is_cut_off),
		cmocka_unit_test(unknown_originals_leave_no_trace),
		cmocka_unit_test(nobody_waits_and_nothing_is_lost),
		cmocka_unit_test(finds_what_is_missing),
		cmocka_unit_test(two_at_a_time_in_flat_memory),
		cmocka_unit_test(a_killed_child_leaves_nothing_half),
#if !PART_SANITIZED
		cmocka_unit_test(gives_up_after_three_tries),
#endif
		cmocka_unit_test(bad_clients_do_no_harm),
		cmocka_unit_test(only_one_listens),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
