#include "config.h"
#include "lib/part/filestore.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/base/secret.h"
#include "lib/part/filestore_in.h"

#include "lib/base/banned.h"

enum { COPY_BYTES = 65536 };

/* A path on the stack: these functions own no arena and must not leak. */
struct path {
	char s[PATH_MAX];
};

static const char *const area_names[] = { "staff", "public", "info" };
enum { AREA_INFO = FILE_AUDIENCE_MAX };
static const char *const kind_ends[] = { [FILE_VIEW] = "-v.jpg", [FILE_THUMB] = "-t.jpg" };

static struct path __attribute__((format(printf, 1, 2))) path_of(const char *fmt, ...)
{
	struct path p;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(p.s, sizeof(p.s), fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof(p.s))
		p.s[0] = '\0'; /* open("") fails with ENOENT */
	return p;
}

bool
filestore_hash_ok(const char *hash)
{
	return hash != NULL && strlen(hash) == FILE_HASH_HEX &&
	       strspn(hash, "0123456789abcdef") == FILE_HASH_HEX;
}

static struct path
original_path(const struct conf *c, const char *hash)
{
	return path_of("%s/originals/%.2s/%s", c->data_dir, hash, hash);
}

static struct path
area_path(const struct conf *c, int area, const char *hash, const char *end)
{
	return path_of("%s/%s/%.2s/%s%s", c->data_dir, area_names[area], hash, hash, end);
}

char *
filestore_original_path(struct arena *a, const struct conf *c, const char *hash)
{
	return filestore_hash_ok(hash) ? arena_strdup(a, original_path(c, hash).s) : NULL;
}

char *
filestore_derived_path(struct arena *a, const struct conf *c, enum file_audience who,
    enum file_kind kind, const char *hash)
{
	if (!filestore_hash_ok(hash))
		return NULL;
	return arena_strdup(a, area_path(c, (int)who, hash, kind_ends[kind]).s);
}

char *
filestore_info_path(struct arena *a, const struct conf *c, const char *hash)
{
	return filestore_hash_ok(hash) ? arena_strdup(a, area_path(c, AREA_INFO, hash, "").s)
				       : NULL;
}

char *
filestore_derived_name(struct arena *a, enum file_kind kind, const char *hash)
{
	if (!filestore_hash_ok(hash))
		return NULL;
	return arena_printf(a, "%.2s/%s%s", hash, hash, kind_ends[kind]);
}

/* Cuts the last part of a path off. */
static struct path
folder_of(const char *path)
{
	struct path p = path_of("%s", path);
	char *slash = strrchr(p.s, '/');

	if (slash != NULL)
		*slash = '\0';
	return p;
}

/*
 * Flushes a folder.  One that may be written but not read cannot be opened:
 * then all of the file system that fd lies on is flushed.
 */
static enum err
flush_folder(const char *path, int fd)
{
	CLEANUP(closep) int d = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (d >= 0 ? fsync(d) != 0 : errno != EACCES || fd < 0 || syncfs(fd) != 0)
		return err_raise(ERR_INTERNAL, "cannot flush %s: %s", path, strerror(errno));
	return OK;
}

/* Makes a folder with the rights of the one above, and its owner where that is allowed. */
static enum err
make_folder(const char *path)
{
	struct path above = folder_of(path);
	struct stat st;
	mode_t old;

	if (access(path, F_OK) == 0)
		return OK;
	if (stat(above.s, &st) != 0)
		return err_raise(ERR_INTERNAL, "no folder %s: %s", above.s, strerror(errno));
	old = umask(0);
	if (mkdir(path, st.st_mode & 0777) != 0) {
		int why = errno;

		(void)umask(old);
		return why == EEXIST ? OK
				     : err_raise(ERR_INTERNAL, "cannot make the folder %s: %s",
					   path, strerror(why));
	}
	(void)umask(old);
	if (geteuid() == 0 && chown(path, st.st_uid, st.st_gid) != 0)
		return err_raise(ERR_INTERNAL, "cannot give %s away: %s", path, strerror(errno));
	if (chmod(path, st.st_mode & 07777) != 0)
		return err_raise(
		    ERR_INTERNAL, "cannot set the rights of %s: %s", path, strerror(errno));
	return flush_folder(above.s, -1);
}

enum err
filestore_prepare(const struct conf *c)
{
	static const char *const folders[] = { "tmp", "originals", "staff", "staff/tmp", "public",
		"public/tmp", "info", "info/tmp", "open", "papers", "spool" };
	enum err e = OK;

	for (size_t i = 0; e == OK && i < N(folders); i++)
		e = make_folder(path_of("%s/%s", c->data_dir, folders[i]).s);
	for (unsigned i = 0; e == OK && i < 256; i++)
		e = make_folder(path_of("%s/originals/%02x", c->data_dir, i).s);
	return e;
}

enum err
filestore_tmp(struct arena *a, const struct conf *c, int *fd, char **path)
{
	char *p = arena_printf(a, "%s/tmp/up-XXXXXX", c->data_dir);
	int f = mkostemp(p, O_CLOEXEC);

	if (f < 0)
		return err_raise(
		    ERR_INTERNAL, "cannot make a file in %s/tmp: %s", c->data_dir, strerror(errno));
	*fd = f;
	*path = p;
	return OK;
}

enum err
filestore_hash_fd(int fd, char hash[FILE_HASH_HEX + 1], int64_t *size)
{
	unsigned char raw[HASH_LEN];
	void *data = NULL;
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_raise(ERR_INTERNAL, "cannot look at a file to hash");
	if (st.st_size > 0) {
		data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (data == MAP_FAILED)
			return err_raise(ERR_INTERNAL, "cannot read a file: %s", strerror(errno));
	}
	hash_sha256(raw, data != NULL ? data : "", (size_t)st.st_size);
	if (data != NULL)
		(void)munmap(data, (size_t)st.st_size);
	for (size_t i = 0; i < sizeof(raw); i++)
		(void)snprintf(hash + 2 * i, 3, "%02x", raw[i]);
	*size = st.st_size;
	return OK;
}

static enum err
write_all(int fd, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0) {
		ssize_t w = write(fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return err_raise(ERR_INTERNAL, "cannot write: %s", strerror(errno));
		p += w;
		n -= (size_t)w;
	}
	return OK;
}

/* The finished file fd under its name: rights, flush, rename; half is gone or renamed after it. */
static enum err
finish(int fd, const char *half, const char *path)
{
	if (fchmod(fd, 0640) != 0 || fsync(fd) != 0 || rename(half, path) != 0) {
		int why = errno;

		(void)unlink(half);
		return err_raise(ERR_INTERNAL, "cannot finish %s: %s", path, strerror(why));
	}
	return flush_folder(folder_of(path).s, fd);
}

/* A new private file for writing, its name carrying the process for filestore_clear_half(). */
static enum err
open_half(const char *half, int *fd)
{
	int f;

	(void)unlink(half);
	if ((f = open(half, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
		return err_raise(ERR_INTERNAL, "cannot write %s: %s", half, strerror(errno));
	*fd = f;
	return OK;
}

static enum err
write_whole(const char *half, const char *path, const void *data, size_t n)
{
	CLEANUP(closep) int fd = -1;
	enum err e;

	if ((e = make_folder(folder_of(path).s)) != OK || (e = open_half(half, &fd)) != OK)
		return e;
	if ((e = write_all(fd, data, n)) != OK) {
		(void)unlink(half);
		return e;
	}
	return finish(fd, half, path);
}

/* The way of filestore_put() when tmp/ is on another file system than originals/. */
static enum err
copy_whole(int from, const char *path)
{
	struct path half = path_of("%s.%ld", path, (long)getpid());
	char buf[COPY_BYTES];
	CLEANUP(closep) int fd = -1;
	int64_t at = 0;
	ssize_t n;
	enum err e;

	if ((e = open_half(half.s, &fd)) != OK)
		return e;
	while (e == OK && (n = pread(from, buf, sizeof(buf), at)) != 0) {
		if (n < 0)
			e = err_raise(ERR_INTERNAL, "cannot read an upload: %s", strerror(errno));
		else
			e = write_all(fd, buf, (size_t)n);
		at += n;
	}
	if (e != OK) {
		(void)unlink(half.s);
		return e;
	}
	return finish(fd, half.s, path);
}

/* Rights, group of the folder, flush: the upload as it shall stand in originals/. */
static enum err
settle(int fd, const char *folder)
{
	struct stat dir, st;

	if (stat(folder, &dir) != 0 || fstat(fd, &st) != 0)
		return err_raise(ERR_INTERNAL, "cannot look at %s: %s", folder, strerror(errno));
	/* A link keeps the group of tmp/; a setgid folder wants its own. */
	if ((dir.st_mode & S_ISGID) != 0 && st.st_gid != dir.st_gid &&
	    fchown(fd, (uid_t)-1, dir.st_gid) != 0)
		return err_raise(ERR_INTERNAL, "tmp/ and %s need the same group", folder);
	if (fchmod(fd, 0640) != 0 || fsync(fd) != 0)
		return err_raise(ERR_INTERNAL, "cannot flush an upload: %s", strerror(errno));
	return OK;
}

/* A file of that hash and size is there already; flushed, for its writer may still be at it. */
static enum err
stored_already(const char *path, int64_t size, int fd)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return ERR_NOT_FOUND;
	if (st.st_size != size)
		return err_raise(ERR_INTERNAL, "stored file %s is damaged", path);
	return flush_folder(folder_of(path).s, fd);
}

enum err
filestore_put(const struct conf *c, const char *path, const char *hash, bool *was_new)
{
	CLEANUP(closep) int fd = -1;
	struct path to;
	struct stat st;
	enum err e;

	if (!filestore_hash_ok(hash))
		return err_raise(ERR_INVALID, "not a hash");
	to = original_path(c, hash);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &st) != 0)
		return err_raise(ERR_INTERNAL, "cannot open an upload: %s", strerror(errno));
	if (was_new != NULL)
		*was_new = false;
	if ((e = stored_already(to.s, st.st_size, fd)) != ERR_NOT_FOUND)
		return e;
	if ((e = make_folder(folder_of(to.s).s)) != OK || (e = settle(fd, folder_of(to.s).s)) != OK)
		return e;
	if (link(path, to.s) == 0)
		e = flush_folder(folder_of(to.s).s, fd);
	else if (errno == EEXIST)
		return stored_already(to.s, st.st_size, fd);
	else if (errno == EXDEV || errno == EPERM)
		e = copy_whole(fd, to.s);
	else
		return err_raise(ERR_INTERNAL, "cannot store %s: %s", to.s, strerror(errno));
	if (e == OK && was_new != NULL)
		*was_new = true;
	return e;
}

enum err
filestore_store_as(int fd, const char *path)
{
	struct stat st;
	enum err e;

	if (fstat(fd, &st) != 0)
		return err_raise(ERR_INTERNAL, "cannot look at a file: %s", strerror(errno));
	if ((e = stored_already(path, st.st_size, fd)) != ERR_NOT_FOUND)
		return e;
	if ((e = make_folder(folder_of(path).s)) != OK)
		return e;
	return copy_whole(fd, path);
}

static enum err
open_file(const char *path, int *fd, int64_t *size)
{
	CLEANUP(closep) int f = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;

	if (f < 0)
		return errno == ENOENT
			   ? ERR_NOT_FOUND
			   : err_raise(ERR_INTERNAL, "cannot open %s: %s", path, strerror(errno));
	if (fstat(f, &st) != 0 || !S_ISREG(st.st_mode))
		return err_raise(ERR_INTERNAL, "%s is no file", path);
	*fd = f;
	*size = st.st_size;
	f = -1;
	return OK;
}

enum err
filestore_open_original(const struct conf *c, const char *hash, int *fd, int64_t *size)
{
	if (!filestore_hash_ok(hash))
		return err_raise(ERR_INVALID, "not a hash");
	return open_file(original_path(c, hash).s, fd, size);
}

enum err
filestore_open_derived(const struct conf *c, enum file_audience who, enum file_kind kind,
    const char *hash, int *fd, int64_t *size)
{
	if (!filestore_hash_ok(hash))
		return err_raise(ERR_INVALID, "not a hash");
	return open_file(area_path(c, (int)who, hash, kind_ends[kind]).s, fd, size);
}

bool
filestore_has_derived(
    const struct conf *c, enum file_audience who, enum file_kind kind, const char *hash)
{
	struct stat st;

	return filestore_hash_ok(hash) &&
	       stat(area_path(c, (int)who, hash, kind_ends[kind]).s, &st) == 0;
}

static enum err
drop_file(struct path p)
{
	if (unlink(p.s) != 0 && errno != ENOENT)
		return err_raise(ERR_INTERNAL, "cannot remove %s: %s", p.s, strerror(errno));
	return OK;
}

enum err
filestore_drop_original(const struct conf *c, const char *hash)
{
	return filestore_hash_ok(hash) ? drop_file(original_path(c, hash)) : err_raise(ERR_INVALID, "not a hash");
}

enum err
filestore_drop_derived(const struct conf *c, const char *hash)
{
	enum err e = filestore_hash_ok(hash) ? drop_file(area_path(c, AREA_INFO, hash, "")) :
	    err_raise(ERR_INVALID, "not a hash");

	for (int kind = 0; kind < FILE_KIND_MAX && e == OK; kind++)
		if ((e = drop_file(area_path(c, FILE_PUBLIC, hash, kind_ends[kind]))) == OK)
			e = drop_file(area_path(c, FILE_STAFF, hash, kind_ends[kind]));
	return e;
}

static enum err
write_area(
    const struct conf *c, int area, const char *hash, const char *end, const void *data, size_t n)
{
	if (!filestore_hash_ok(hash))
		return err_raise(ERR_INVALID, "not a hash");
	return write_whole(
	    path_of("%s/%s/tmp/%ld%s", c->data_dir, area_names[area], (long)getpid(), end).s,
	    area_path(c, area, hash, end).s, data, n);
}

enum err
filestore_write_derived(const struct conf *c, enum file_audience who, enum file_kind kind,
    const char *hash, const void *data, size_t n)
{
	return write_area(c, (int)who, hash, kind_ends[kind], data, n);
}

enum err
filestore_write_info(const struct conf *c, const char *hash, const void *data, size_t n)
{
	return write_area(c, AREA_INFO, hash, "", data, n);
}

void
filestore_clear_half(const struct conf *c, long pid)
{
	for (size_t i = 0; i < N(area_names); i++) {
		struct path dir = path_of("%s/%s/tmp", c->data_dir, area_names[i]);
		DIR *d = opendir(dir.s);
		struct dirent *de;

		while (d != NULL && (de = readdir(d)) != NULL) {
			char *end;

			if (de->d_name[0] == '.')
				continue;
			if (pid == 0 ||
			    (strtol(de->d_name, &end, 10) == pid && (*end == '-' || *end == '\0')))
				(void)unlinkat(dirfd(d), de->d_name, 0);
		}
		if (d != NULL)
			(void)closedir(d);
	}
}

void
filestore_expire_tmp(const struct conf *c, usec_t before)
{
	struct path dir = path_of("%s/tmp", c->data_dir);
	DIR *d = opendir(dir.s);
	struct dirent *de;
	struct stat st;

	while (d != NULL && (de = readdir(d)) != NULL)
		if (fstatat(dirfd(d), de->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode) && (usec_t)st.st_mtime < before / USEC_SEC)
			(void)unlinkat(dirfd(d), de->d_name, 0);
	if (d != NULL)
		(void)closedir(d);
}
