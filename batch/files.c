#include "config.h"
#include "batch/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/cleanup.h"

#include "lib/base/banned.h"

enum err
file_read(struct arena *a, const char *path, char **out, size_t *len)
{
	CLEANUP(closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t have = 0;
	char *text;

	if (fd < 0 || fstat(fd, &st) != 0)
		return err_raise(ERR_NOT_FOUND, "cannot read %s: %s", path, strerror(errno));
	if (st.st_size > FILE_READ_MAX)
		return err_raise(ERR_TOO_LARGE, "%s is larger than %d bytes", path, FILE_READ_MAX);
	text = arena_alloc(a, (size_t)st.st_size + 1);
	while (have < (size_t)st.st_size) {
		ssize_t n = read(fd, text + have, (size_t)st.st_size - have);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_raise(ERR_NOT_FOUND, "cannot read %s: %s", path, strerror(errno));
		if (n == 0)
			break;		/* it was cut meanwhile */
		have += (size_t)n;
	}
	text[have] = '\0';
	*out = text;
	if (len != NULL)
		*len = have;
	return OK;
}

static bool
write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			data += n;
			len -= (size_t)n;
		}
	}
	return true;
}

/* Flushes the folder of a name, so that the name survives a power failure. */
static bool
sync_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dir = slash == NULL ? "." :
	    slash == path ? "/" : arena_strndup(a, path, (size_t)(slash - path));
	CLEANUP(closep) int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd >= 0 && fsync(fd) == 0;
}

static enum err
write_as(struct arena *a, const char *path, const void *data, size_t len, unsigned mode, bool over)
{
	char *tmp = arena_printf(a, "%s.new.%ld", path, (long)getpid());
	CLEANUP(closep) int fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	enum err e = OK;

	if (fd < 0)
		return err_raise(ERR_INTERNAL, "cannot write %s: %s", path, strerror(errno));
	if (!write_all(fd, data, len) || fsync(fd) != 0 || fchmod(fd, (mode_t)mode) != 0 ||
	    (over ? rename(tmp, path) : link(tmp, path)) != 0 || !sync_folder(a, path))
		e = errno == EEXIST ? err_raise(ERR_CONFLICT, "%s exists", path) :
		    err_raise(ERR_INTERNAL, "cannot write %s: %s", path, strerror(errno));
	if (e != OK || !over)
		(void)unlink(tmp);
	return e;
}

static bool
is_stdout(const struct stat *st)
{
	struct stat out;

	return fstat(STDOUT_FILENO, &out) == 0 && out.st_dev == st->st_dev &&
	       out.st_ino == st->st_ino;
}

/* What is there already and must not be replaced takes the bytes as they come. */
static enum err
write_into(const char *path, const struct stat *st, const void *data, size_t len)
{
	CLEANUP(closep) int fd = is_stdout(st) ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3) :
	    open(path, O_WRONLY | O_CLOEXEC);

	return fd >= 0 && write_all(fd, data, len) ? OK :
	    err_raise(ERR_INTERNAL, "cannot write %s: %s", path, strerror(errno));
}

enum err
file_write(struct arena *a, const char *path, const void *data, size_t len, unsigned mode)
{
	char target[PATH_MAX];
	struct stat st;

	if (stat(path, &st) != 0)
		return write_as(a, path, data, len, mode, true);
	if (S_ISDIR(st.st_mode))
		return err_raise(ERR_INVALID, "%s is a folder: give the name of a file", path);
	if (!S_ISREG(st.st_mode) || is_stdout(&st))
		return write_into(path, &st, data, len);
	if (realpath(path, target) == NULL)
		return err_raise(ERR_INTERNAL, "cannot write %s: %s", path, strerror(errno));
	return write_as(a, target, data, len, mode, true);
}

enum err
file_write_new(struct arena *a, const char *path, const void *data, size_t len, unsigned mode)
{
	return write_as(a, path, data, len, mode, false);
}

bool
file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
closedirp(DIR **d)
{
	if (*d != NULL)
		(void)closedir(*d);
}

enum err
file_names(struct arena *a, const char *dir, const char *suffix, char ***names, size_t *n)
{
	CLEANUP(closedirp) DIR *d = opendir(dir);
	const size_t tail = strlen(suffix);
	const struct dirent *entry;
	size_t have = 0, room = 64;
	char **list = arena_array_of(a, char *, room);

	if (d == NULL)
		return err_raise(ERR_NOT_FOUND, "cannot read the folder %s: %s", dir, strerror(errno));
	while ((entry = readdir(d)) != NULL) {
		const size_t len = strlen(entry->d_name);

		if (len <= tail || strcmp(entry->d_name + len - tail, suffix) != 0)
			continue;
		if (have == room) {
			char **more = arena_array_of(a, char *, room * 2);

			memcpy(more, list, room * sizeof(*list));
			list = more;
			room *= 2;
		}
		list[have++] = arena_strdup(a, entry->d_name);
	}
	qsort(list, have, sizeof(*list), by_bytes);
	*names = list;
	*n = have;
	return OK;
}
