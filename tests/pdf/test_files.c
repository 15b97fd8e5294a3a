/* Files written whole: what is replaced, what never, what is refused. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "batch/files.h"
#include "lib/base/arena.h"

#include "lib/base/banned.h"

static struct arena *arena;
static char folder[] = "/tmp/anjuan-files-XXXXXX";

static int
begin(void **state)
{
	(void)state;
	arena = arena_new();
	return mkdtemp(folder) == NULL;
}

static int
end(void **state)
{
	(void)state;
	arena_free(arena);
	return rmdir(folder);
}

static char *
in_folder(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void
holds(const char *path, const char *want)
{
	char *text;

	assert_int_equal(file_read(arena, path, &text, NULL), OK);
	assert_string_equal(text, want);
}

static size_t
names(void)
{
	char **list;
	size_t n;

	assert_int_equal(file_names(arena, folder, "", &list, &n), OK);
	return n - 2;	/* "." and ".." */
}

static void
test_replaces_a_file(void **state)
{
	const char *path = in_folder("年报.json");
	struct stat st;

	(void)state;
	assert_int_equal(file_write(arena, path, "旧", 3, 0600), OK);
	assert_int_equal(file_write(arena, path, "新的", 6, 0640), OK);
	holds(path, "新的");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(names(), 1);
	assert_int_equal(file_write_new(arena, path, "x", 1, 0600), ERR_CONFLICT);
	holds(path, "新的");
	assert_int_equal(names(), 1);
	assert_int_equal(unlink(path), 0);
}

static void
test_link_stays(void **state)
{
	const char *path = in_folder("real"), *link = in_folder("latest");
	struct stat st;

	(void)state;
	assert_int_equal(file_write(arena, path, "a", 1, 0600), OK);
	assert_int_equal(symlink("real", link), 0);
	assert_int_equal(file_write(arena, link, "b", 1, 0600), OK);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	holds(path, "b");
	assert_int_equal(names(), 2);
	assert_int_equal(unlink(link), 0);
	assert_int_equal(unlink(path), 0);
}

/* A device of our own would need root; a pipe is as little to be replaced. */
static void
test_never_replaces_what_is_no_file(void **state)
{
	const char *path = in_folder("pipe");
	char got[8] = "";
	struct stat st;
	int fd;

	(void)state;
	assert_int_equal(file_write(arena, "/dev/null", "x", 1, 0644), OK);
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
	assert_int_not_equal(st.st_mode & 0777, 0644);
	assert_int_equal(file_write(arena, "/dev/full", "x", 1, 0644), ERR_INTERNAL);
	assert_non_null(strstr(err_text(), "/dev/full"));
	assert_int_equal(stat("/dev/full", &st), 0);
	assert_true(S_ISCHR(st.st_mode));

	assert_int_equal(mkfifo(path, 0600), 0);
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(file_write(arena, path, "pipe", 4, 0644), OK);
	assert_int_equal(read(fd, got, sizeof(got)), 4);
	assert_string_equal(got, "pipe");
	(void)close(fd);
	assert_int_equal(unlink(path), 0);
}

/* "-o /dev/stdout >FILE": the file is written on, its name is not taken over. */
static void
test_own_output(void **state)
{
	const char *path = in_folder("out");
	int was = dup(STDOUT_FILENO), fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	enum err e;

	(void)state;
	assert_true(was >= 0 && fd >= 0);
	(void)fflush(stdout);
	assert_int_equal(write(fd, "before ", 7), 7);
	assert_true(dup2(fd, STDOUT_FILENO) >= 0);
	e = file_write(arena, "/dev/stdout", "after", 5, 0644);
	assert_true(dup2(was, STDOUT_FILENO) >= 0);
	(void)close(was);
	assert_int_equal(e, OK);
	assert_int_equal(write(fd, ".", 1), 1);
	(void)close(fd);
	holds(path, "before after.");
	assert_int_equal(names(), 1);
	assert_int_equal(unlink(path), 0);
}

static void
test_folder(void **state)
{
	const char *sub = in_folder("dir");

	(void)state;
	assert_int_equal(mkdir(sub, 0700), 0);
	assert_int_equal(file_write(arena, sub, "x", 1, 0644), ERR_INVALID);
	assert_non_null(strstr(err_text(), "is a folder"));
	assert_int_equal(names(), 1);
	assert_int_equal(file_write(arena, in_folder("none/x"), "x", 1, 0644), ERR_INTERNAL);
	assert_int_equal(names(), 1);
	assert_int_equal(rmdir(sub), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replaces_a_file),
		cmocka_unit_test(test_link_stays),
		cmocka_unit_test(test_never_replaces_what_is_no_file),
		cmocka_unit_test(test_own_output),
		cmocka_unit_test(test_folder),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
