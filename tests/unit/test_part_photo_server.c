/* anjuan-photo as a server: queues, children that die, clients that misbehave. */
#include "config.h"
#include "lib/part/image.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <cmocka.h>
#include <vips/vips.h>

#include "lib/base/check.h"
#include "tests/unit/photo_rig.h"

#include "lib/base/banned.h"

static bool
wait_for(enum file_audience who, const char *hash)
{
	for (int i = 0; i < 400 && !rig_has(who, hash); i++)
		rig_nap_ms(25);
	return rig_has(who, hash);
}

static size_t
pending(void)
{
	struct image_job *jobs;
	size_t n;

	assert_int_equal(image_pending(rig.folder.a, &rig.folder.conf, 1000, &jobs, &n), OK);
	return n;
}

static bool
wait_for_none_pending(void)
{
	for (int i = 0; i < 1200 && pending() > 0; i++)
		rig_nap_ms(25);
	return pending() == 0;
}

static void
nobody_waits_and_nothing_is_lost(void **state)
{
	struct image_job *jobs;
	struct image_info i;
	const char *hash = rig_store_file(rig.pictures, "street.jpg", 1), *other;
	size_t n;

	(void)state;
	assert_int_equal(image_derive_async(&rig.folder.conf, hash, true), OK);
	assert_true(wait_for(FILE_PUBLIC, hash));
	assert_true(wait_for_none_pending());
	rig_stop();
	other = rig_store_file(rig.pictures, "street.jpg", 2);
	assert_int_equal(image_derive_async(&rig.folder.conf, other, true), OK);
	assert_int_equal(image_derive(&rig.folder.conf, other, true, &i), ERR_UNAVAILABLE);
	assert_int_equal(image_pending(rig.folder.a, &rig.folder.conf, 10, &jobs, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(jobs[0].hash, other);
	assert_true(jobs[0].public);
	rig_start();
	assert_int_equal(image_derive(&rig.folder.conf, jobs[0].hash, jobs[0].public, &i), OK);
	assert_true(rig_has(FILE_PUBLIC, other));
	assert_int_equal(pending(), 0);
}

static void
finds_what_is_missing(void **state)
{
	const char *hash = rig_store_file(rig.pictures, "street.jpg", 3),
		   *done = rig_store_file(rig.pictures, "street.jpg", 4);
	struct image_job *jobs;
	struct image_info i;
	size_t n, found = 0;

	(void)state;
	assert_int_equal(image_derive(&rig.folder.conf, done, false, &i), OK);
	assert_int_equal(image_missing(rig.folder.a, &rig.folder.conf, 1000, &jobs, &n), OK);
	for (size_t k = 0; k < n; k++) {
		assert_string_not_equal(jobs[k].hash, done);
		found += strcmp(jobs[k].hash, hash) == 0;
	}
	assert_int_equal(found, 1);
	assert_int_equal(unlink(rig_derived(FILE_STAFF, FILE_THUMB, done)), 0);
	assert_int_equal(image_missing(rig.folder.a, &rig.folder.conf, 1000, &jobs, &found), OK);
	assert_int_equal(found, n + 1);
	assert_int_equal(image_missing(rig.folder.a, &rig.folder.conf, 1, &jobs, &found), OK);
	assert_int_equal(found, 1);
	assert_int_equal(image_derive(&rig.folder.conf, done, false, &i), OK);
	assert_true(rig_has(FILE_STAFF, done));
}

/* The server's children that run now; one of them in *some. */
static int
children(pid_t *some)
{
	const char *path = arena_printf(
	    rig.folder.a, "/proc/%d/task/%d/children", (int)rig.server, (int)rig.server);
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
	FILE *f = fopen(arena_printf(rig.folder.a, "/proc/%d/status", (int)rig.server), "re");
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
	rig_load(rig.pictures, "street.jpg", &data, &n);
	before = rss_kb();
	for (int k = 0; k < JOBS; k++)
		assert_int_equal(
		    image_derive_async(&rig.folder.conf, rig_store(data, n, 1000 + k), k % 2 == 0),
		    OK);
	g_free(data);
	while (pending() > 0) {
		now = children(&some);
		most = now > most ? now : most;
		rig_nap_ms(5);
	}
	assert_int_equal(most, 2);
	print_message("# memory of the server: %ld kB before, %ld kB after %d jobs\n", before,
	    rss_kb(), (int)JOBS);
	if (!PART_SANITIZED)
		assert_true(rss_kb() <= before + 512);
}

/* Kills children at different moments of their work. */
static void
a_killed_child_leaves_nothing_half(void **state)
{
	int killed = 0, failed = 0;

	(void)state;
	for (int k = 0; k < 12; k++) {
		const char *hash = rig_store_file(rig.made, "large.jpg", 2000 + k);
		struct image_info i;
		pid_t child = 0;

		assert_int_equal(image_derive_async(&rig.folder.conf, hash, true), OK);
		while (children(&child) == 0 && pending() > 0)
			;
		rig_nap_ms(k * 20);
		if (child > 0 && children(&child) > 0 && kill(child, SIGKILL) == 0)
			killed++;
		while (children(&child) > 0)
			rig_nap_ms(5);
		do {
			rig_nap_ms(5);
			assert_int_equal(image_status(&rig.folder.conf, hash, &i), OK);
		} while (i.state == IMAGE_WAITING);
		failed += i.state == IMAGE_FAILED;
		for (int who = 0; who < FILE_AUDIENCE_MAX; who++) {
			VipsImage *v;

			if (!filestore_has_derived(
				&rig.folder.conf, (enum file_audience)who, FILE_VIEW, hash))
				continue;
			v = vips_image_new_from_file(
			    rig_derived((enum file_audience)who, FILE_VIEW, hash), "fail_on",
			    VIPS_FAIL_ON_WARNING, NULL);
			rig_near_colour(v, 0.9, 0.9, 30, 30, 220);
			g_object_unref(v);
		}
		assert_int_equal(
		    rig_count_files(arena_printf(rig.folder.a, "%s/staff/tmp", rig.folder.dir)), 0);
		assert_int_equal(
		    rig_count_files(arena_printf(rig.folder.a, "%s/public/tmp", rig.folder.dir)),
		    0);
		/* The note is still there, and the next try succeeds. */
		assert_int_equal(pending(), i.state == IMAGE_FAILED ? 1 : 0);
		assert_int_equal(image_derive(&rig.folder.conf, hash, true, &i), OK);
		assert_int_equal(i.state, IMAGE_DONE);
		assert_int_equal(pending(), 0);
	}
	print_message("# %d killed, %d of them before they were through\n", killed, failed);
	assert_true(killed > 2);
	assert_true(failed > 0);
	assert_int_equal(kill(rig.server, 0), 0);
}

#if !PART_SANITIZED
static void
gives_up_after_three_tries(void **state)
{
	const char *hash = rig_store_file(rig.pictures, "hard.png", 1);
	struct image_info i;

	(void)state;
	assert_int_equal(image_derive_async(&rig.folder.conf, hash, false), OK);
	do {
		rig_nap_ms(10);
		assert_int_equal(image_status(&rig.folder.conf, hash, &i), OK);
	} while (i.tries == 0);
	assert_int_equal(pending(), 1);
	for (int tries = 2; tries <= IMAGE_TRIES_MAX + 1; tries++) {
		assert_int_equal(image_derive(&rig.folder.conf, hash, false, &i), OK);
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

	memcpy(to.sun_path, rig.folder.conf.photo_socket, strlen(rig.folder.conf.photo_socket));
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static void
bad_clients_do_no_harm(void **state)
{
	static const char *const lines[] = { "\n", "derive\n", "derive x wait staff\n",
		"GET / HTTP/1.1\r\n\r\n",
		"derive ../../../../etc/passwd000000000000000000000000000000000000000000 wait "
		"staff\n",
		"derive 00000000000000000000000000000000000000000000000000000000000000aa wait\n",
		"derive 00000000000000000000000000000000000000000000000000000000000000aa wait "
		"all\n",
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
		assert_true(read(fd, got, sizeof(got)) <= 0); /* closed without a word */
		(void)close(fd);
	}
	/* More silent clients than there are places: they are dropped after a while. */
	for (size_t k = 0; k < N(idle); k++)
		idle[k] = connected();
	assert_int_equal(image_derive(&rig.folder.conf,
			     rig_store_file(rig.pictures, "street.webp", 0), false, &i),
	    OK);
	assert_int_equal(i.state, IMAGE_DONE);
	for (size_t k = 0; k < N(idle); k++)
		(void)close(idle[k]);
}

static void
only_one_listens(void **state)
{
	char *conf = arena_strdup(rig.folder.a, rig.folder.conf_path);
	char *argv[] = { rig_built("anjuan-photo"), (char[]){ "-c" }, conf, NULL };
	int status;
	pid_t second = rig_run(argv);

	(void)state;
	assert_int_equal(waitpid(second, &status, 0), second);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	/* A socket that a killed server left behind is replaced. */
	assert_int_equal(kill(rig.server, SIGKILL), 0);
	assert_int_equal(waitpid(rig.server, &status, 0), rig.server);
	part_touch(arena_printf(rig.folder.a, "%s/staff/tmp/99-v.jpg", rig.folder.dir));
	assert_int_equal(access(rig.folder.conf.photo_socket, F_OK), 0);
	rig_start();
	rig_nap_ms(300);
	assert_int_equal(
	    rig_count_files(arena_printf(rig.folder.a, "%s/staff/tmp", rig.folder.dir)), 0);
	assert_int_equal(kill(rig.server, 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
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

	return cmocka_run_group_tests(tests, rig_setup, rig_teardown);
}
