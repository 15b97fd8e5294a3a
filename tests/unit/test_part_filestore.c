#include "config.h"
#include "lib/part/filestore.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "tests/unit/part_folder.h"

#include "lib/base/banned.h"

/* SHA-256 of "案卷𠮷" (UTF-8), by sha256sum. */
#define TEXT "案卷𠮷"
static const char text_hash[] = "edb4373947a03e715c15fdd8d01e74972c753574232eb4dfb1764a11a7473145";

static struct part_folder folder;

static void
put(const char *text, char hash[FILE_HASH_HEX + 1], bool *was_new)
{
	char *path;
	int64_t size;
	int fd;

	assert_int_equal(filestore_tmp(folder.a, &folder.conf, &fd, &path), OK);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(filestore_hash_fd(fd, hash, &size), OK);
	assert_int_equal(size, strlen(text));
	assert_int_equal(lseek(fd, 0, SEEK_CUR), strlen(text));
	assert_int_equal(filestore_put(&folder.conf, path, hash, was_new), OK);
	assert_int_equal(unlink(path), 0);
	(void)close(fd);
}

static void
stores_once(void **state)
{
	char hash[FILE_HASH_HEX + 1], got[64];
	bool was_new = false;
	struct stat st;
	int64_t size;
	int fd;

	(void)state;
	put(TEXT, hash, &was_new);
	assert_string_equal(hash, text_hash);
	assert_true(was_new);
	put(TEXT, hash, &was_new);
	assert_false(was_new);
	assert_int_equal(filestore_open_original(&folder.conf, hash, &fd, &size), OK);
	assert_int_equal(size, strlen(TEXT));
	assert_int_equal(read(fd, got, sizeof(got)), size);
	assert_memory_equal(got, TEXT, strlen(TEXT));
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(st.st_nlink, 1);
	(void)close(fd);
	assert_string_equal(filestore_original_path(folder.a, &folder.conf, hash),
	    arena_printf(folder.a, "%s/originals/%.2s/%s", folder.conf.data_dir, hash, hash));
}

static void
refuses_what_is_no_hash(void **state)
{
	static const char *const bad[] = { NULL, "", "../../../etc/passwd",
		"AB34567890123456789012345678901234567890123456789012345678901234",
		"ab3456789012345678901234567890123456789012345678901234567890123",
		"ab345678901234567890123456789012345678901234567890123456789012345",
		"ab34567890123456789012345678901234567890123456789012345678901/34" };
	int64_t size = 7;
	int fd = 7;

	(void)state;
	for (size_t i = 0; i < N(bad); i++) {
		assert_false(filestore_hash_ok(bad[i]));
		assert_null(filestore_original_path(folder.a, &folder.conf, bad[i]));
		assert_null(filestore_derived_name(folder.a, FILE_VIEW, bad[i]));
		assert_int_equal(
		    filestore_open_original(&folder.conf, bad[i], &fd, &size), ERR_INVALID);
		assert_int_equal(
		    filestore_put(&folder.conf, "/dev/null", bad[i], NULL), ERR_INVALID);
		assert_false(filestore_has_derived(&folder.conf, FILE_STAFF, FILE_VIEW, bad[i]));
	}
	assert_int_equal(fd, 7);
}

static void
finds_damage_and_absence(void **state)
{
	char hash[FILE_HASH_HEX + 1], *path;
	int64_t size;
	int fd;

	(void)state;
	put("will be cut", hash, NULL);
	assert_int_equal(truncate(filestore_original_path(folder.a, &folder.conf, hash), 3), 0);
	assert_int_equal(filestore_tmp(folder.a, &folder.conf, &fd, &path), OK);
	assert_int_equal(write(fd, "will be cut", 11), 11);
	(void)close(fd);
	assert_int_equal(filestore_put(&folder.conf, path, hash, NULL), ERR_INTERNAL);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(filestore_put(&folder.conf, path, hash, NULL), ERR_INTERNAL);
	hash[5] = hash[5] == '0' ? '1' : '0';
	assert_int_equal(filestore_open_original(&folder.conf, hash, &fd, &size), ERR_NOT_FOUND);
	/* A link laid by someone else is not followed. */
	assert_int_equal(
	    symlink("/etc/passwd", filestore_original_path(folder.a, &folder.conf, hash)), 0);
	assert_int_equal(filestore_open_original(&folder.conf, hash, &fd, &size), ERR_INTERNAL);
	assert_int_equal(unlink(filestore_original_path(folder.a, &folder.conf, hash)), 0);
}

/* tmp/ on another file system than originals/: copied, as whole. */
static void
stores_across_file_systems(void **state)
{
	char hash[FILE_HASH_HEX + 1], name[] = "/dev/shm/anjuan-test-XXXXXX", big[200000];
	int64_t size, got;
	bool was_new = false;
	int fd = mkstemp(name), back;

	(void)state;
	assert_true(fd >= 0);
	memset(big, 'x', sizeof(big));
	assert_int_equal(write(fd, big, sizeof(big)), sizeof(big));
	assert_int_equal(filestore_hash_fd(fd, hash, &size), OK);
	assert_int_equal(filestore_put(&folder.conf, name, hash, &was_new), OK);
	assert_true(was_new);
	(void)close(fd);
	assert_int_equal(unlink(name), 0);
	assert_int_equal(filestore_open_original(&folder.conf, hash, &back, &got), OK);
	assert_int_equal(got, size);
	memset(name, 0, sizeof(name));
	assert_int_equal(filestore_hash_fd(back, big, &got), OK);
	assert_string_equal(big, hash);
	(void)close(back);
}

static void
many_store_the_same_at_once(void **state)
{
	char hash[FILE_HASH_HEX + 1];
	int status;

	(void)state;
	for (int i = 0; i < 8; i++) {
		if (fork() == 0) {
			struct arena *a = arena_new();
			char *path;
			int64_t size;
			int fd;

			if (filestore_tmp(a, &folder.conf, &fd, &path) != OK ||
			    write(fd, "same", 4) != 4 || filestore_hash_fd(fd, hash, &size) != OK ||
			    filestore_put(&folder.conf, path, hash, NULL) != OK ||
			    unlink(path) != 0)
				_exit(1);
			_exit(0);
		}
	}
	for (int i = 0; i < 8; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
}

static void
derived_pictures_come_and_go(void **state)
{
	int64_t size;
	int fd;

	(void)state;
	assert_false(filestore_has_derived(&folder.conf, FILE_PUBLIC, FILE_VIEW, text_hash));
	for (int kind = 0; kind < FILE_KIND_MAX; kind++)
		assert_int_equal(filestore_write_derived(&folder.conf, FILE_PUBLIC,
				     (enum file_kind)kind, text_hash, "jpeg", 4),
		    OK);
	assert_true(filestore_has_derived(&folder.conf, FILE_PUBLIC, FILE_VIEW, text_hash));
	assert_false(filestore_has_derived(&folder.conf, FILE_STAFF, FILE_VIEW, text_hash));
	assert_int_equal(
	    filestore_open_derived(&folder.conf, FILE_PUBLIC, FILE_THUMB, text_hash, &fd, &size),
	    OK);
	assert_int_equal(size, 4);
	(void)close(fd);
	assert_string_equal(filestore_derived_name(folder.a, FILE_THUMB, text_hash),
	    arena_printf(folder.a, "%.2s/%s-t.jpg", text_hash, text_hash));
	assert_int_equal(filestore_drop_derived(&folder.conf, text_hash), OK);
	assert_int_equal(filestore_drop_derived(&folder.conf, text_hash), OK);
	assert_false(filestore_has_derived(&folder.conf, FILE_PUBLIC, FILE_THUMB, text_hash));
}

static void
half_written_files_are_cleared(void **state)
{
	const char *mine = arena_printf(folder.a, "%s/staff/tmp/4711-v.jpg", folder.conf.data_dir);
	const char *other = arena_printf(folder.a, "%s/info/tmp/47110", folder.conf.data_dir);
	const char *up = arena_printf(folder.a, "%s/tmp/up-old", folder.conf.data_dir);

	(void)state;
	part_touch(mine);
	part_touch(other);
	part_touch(up);
	filestore_clear_half(&folder.conf, 4711);
	assert_int_equal(access(mine, F_OK), -1);
	assert_int_equal(access(other, F_OK), 0);
	filestore_clear_half(&folder.conf, 0);
	assert_int_equal(access(other, F_OK), -1);
	filestore_expire_tmp(&folder.conf, clock_now() - USEC_HOUR);
	assert_int_equal(access(up, F_OK), 0);
	filestore_expire_tmp(&folder.conf, clock_now() + USEC_HOUR);
	assert_int_equal(access(up, F_OK), -1);
}

static void
folders_take_the_rights_above(void **state)
{
	const char *dir = arena_printf(folder.a, "%s/originals", folder.conf.data_dir);
	const char *below = arena_printf(folder.a, "%s/c4", dir);
	struct stat st;

	(void)state;
	assert_int_equal(rmdir(below), 0);
	assert_int_equal(chmod(dir, 01730), 0);
	assert_int_equal(filestore_prepare(&folder.conf), OK);
	assert_int_equal(stat(below, &st), 0);
	assert_int_equal(st.st_mode & 07777, 01730);
	assert_int_equal(chmod(dir, 0750), 0);
}

static int
setup(void **state)
{
	(void)state;
	part_folder_make(&folder);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	part_folder_remove(&folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stores_once),
		cmocka_unit_test(refuses_what_is_no_hash),
		cmocka_unit_test(finds_damage_and_absence),
		cmocka_unit_test(stores_across_file_systems),
		cmocka_unit_test(many_store_the_same_at_once),
		cmocka_unit_test(derived_pictures_come_and_go),
		cmocka_unit_test(half_written_files_are_cleared),
		cmocka_unit_test(folders_take_the_rights_above),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
