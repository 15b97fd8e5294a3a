#include "config.h"
#include "lib/part/pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"

#include "lib/base/banned.h"

struct pack {
	struct arena *a;
	const char *path, *tmp;
	struct archive *to;	/* NULL: a folder */
	usec_t time;
	int fd;
	bool ended;
};

/* --- folders --------------------------------------------------------------- */

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static bool
make_folders(struct arena *a, const char *path, size_t from)
{
	char *name = arena_strdup(a, path);

	for (char *slash = strchr(name + from, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(name, 0777) != 0 && errno != EEXIST)
			return false;
		*slash = '/';
	}
	return true;
}

static bool
write_file(struct pack *p, const char *path, const char *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	const struct timespec times[2] = { { p->time / USEC_SEC, 0 }, { p->time / USEC_SEC, 0 } };
	bool ok = fd >= 0;

	while (ok && len > 0) {
		ssize_t n = write(fd, data, len);

		ok = n >= 0 || errno == EINTR;
		if (n > 0) {
			data += n;
			len -= (size_t)n;
		}
	}
	ok = ok && futimens(fd, times) == 0 && fsync(fd) == 0;
	if (fd >= 0)
		(void)close(fd);
	return ok;
}

/* --- writing --------------------------------------------------------------- */

static enum err
gone_wrong(const struct pack *p)
{
	const char *why = p->to != NULL ? archive_error_string(p->to) : NULL;

	return err_raise(ERR_UNAVAILABLE, "cannot write %s: %s", p->path, why != NULL ? why : strerror(errno));
}

static bool
ends_with(const char *s, const char *tail)
{
	const size_t n = strlen(s), k = strlen(tail);

	return n > k && strcmp(s + n - k, tail) == 0;
}

static bool
open_archive(struct pack *p, bool zip)
{
	p->fd = open(p->tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	p->to = p->fd >= 0 ? archive_write_new() : NULL;
	return p->to != NULL &&
	       (zip ? archive_write_set_format_zip(p->to) : archive_write_set_format_pax_restricted(p->to)) == ARCHIVE_OK &&
	       archive_write_open_fd(p->to, p->fd) == ARCHIVE_OK;
}

enum err
pack_begin(struct arena *a, const char *path, usec_t time, struct pack **out)
{
	struct pack *p = arena_new_of(a, struct pack);
	const bool zip = ends_with(path, ".zip"), tar = ends_with(path, ".tar");
	struct stat st;
	bool ok;

	*p = (struct pack){ .a = a, .path = path, .tmp = arena_printf(a, "%s.new", path), .time = time, .fd = -1 };
	if (lstat(path, &st) == 0)
		return err_raise(ERR_CONFLICT, "%s exists", path);
	ok = zip || tar ? open_archive(p, zip) : mkdir(p->tmp, 0777) == 0;
	if (!ok && errno == EEXIST)
		return err_raise(ERR_CONFLICT, "%s exists: another run writes it, or one broke off", p->tmp);
	if (!ok) {
		enum err e = gone_wrong(p);

		pack_free(p);
		return e;
	}
	*out = p;
	return OK;
}

enum err
pack_add(struct pack *p, const char *name, const void *data, size_t len)
{
	struct archive_entry *entry;
	bool ok;

	if (p->to == NULL) {
		const char *path = arena_printf(p->a, "%s/%s", p->tmp, name);

		return make_folders(p->a, path, strlen(p->tmp) + 1) && write_file(p, path, data, len) ? OK : gone_wrong(p);
	}
	entry = archive_entry_new();
	archive_entry_set_pathname_utf8(entry, name);
	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (la_int64_t)len);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, p->time / USEC_SEC, 0);
	ok = archive_write_header(p->to, entry) == ARCHIVE_OK && archive_write_data(p->to, data, len) == (la_ssize_t)len;
	archive_entry_free(entry);
	return ok ? OK : gone_wrong(p);
}

enum err
pack_end(struct pack *p)
{
	if (p->to != NULL && (archive_write_close(p->to) != ARCHIVE_OK || fsync(p->fd) != 0))
		return gone_wrong(p);
	if (rename(p->tmp, p->path) != 0)
		return gone_wrong(p);
	p->ended = true;
	return OK;
}

void
pack_free(struct pack *p)
{
	if (p == NULL)
		return;
	if (p->to != NULL)
		(void)archive_write_free(p->to);
	if (p->fd >= 0)
		(void)close(p->fd);
	if (!p->ended && p->fd >= 0)
		(void)unlink(p->tmp);
	else if (!p->ended)
		(void)nftw(p->tmp, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	p->ended = true;
	p->to = NULL;
	p->fd = -1;
}

/* --- reading --------------------------------------------------------------- */

static bool
leads_out(const char *name)
{
	return name[0] == '/' || strcmp(name, "..") == 0 || strncmp(name, "../", 3) == 0 || strstr(name, "/../") != NULL ||
	       ends_with(name, "/..");
}

/* The whole entry; *data is freed by the caller. */
static enum err
read_entry(struct archive *from, const char *name, char **data, size_t *len)
{
	size_t room = 64 * 1024;
	la_ssize_t n;

	*len = 0;
	*data = malloc(room);
	while (*data != NULL && (n = archive_read_data(from, *data + *len, room - *len)) > 0) {
		*len += (size_t)n;
		if (*len > PACK_ENTRY_MAX)
			return err_raise(ERR_INVALID, "%s is too large", name);
		if (*len == room) {
			char *more = realloc(*data, room *= 2);

			if (more == NULL)
				abort();
			*data = more;
		}
	}
	if (*data == NULL)
		abort();
	return n < 0 ? err_raise(ERR_INVALID, "%s cannot be read: %s", name, archive_error_string(from)) : OK;
}

static enum err
each_entry(struct archive *from, size_t skip, bool disk, pack_fn *fn, void *ctx)
{
	struct archive_entry *entry;
	enum err e = OK;
	int r;

	while (e == OK && (r = archive_read_next_header(from, &entry)) == ARCHIVE_OK) {
		const char *name = archive_entry_pathname(entry);
		char *data = NULL;
		size_t len;

		if (archive_entry_filetype(entry) == AE_IFDIR) {
			if (disk)
				(void)archive_read_disk_descend(from);
			continue;
		}
		if (name == NULL || strlen(name) <= skip || leads_out(name + skip) || archive_entry_filetype(entry) != AE_IFREG)
			return err_raise(ERR_INVALID, "the package has an entry that is no file of its own");
		e = read_entry(from, name + skip, &data, &len);
		if (e == OK)
			e = fn(ctx, name + skip, data, len);
		free(data);
	}
	if (e == OK && r != ARCHIVE_EOF)
		return err_raise(ERR_INVALID, "the package cannot be read: %s", archive_error_string(from));
	return e;
}

enum err
pack_each(const char *path, pack_fn *fn, void *ctx)
{
	struct archive *from;
	struct stat st;
	bool ok, disk;
	enum err e;

	if (stat(path, &st) != 0)
		return err_raise(ERR_NOT_FOUND, "cannot read %s: %s", path, strerror(errno));
	disk = S_ISDIR(st.st_mode);
	from = disk ? archive_read_disk_new() : archive_read_new();
	if (disk)
		ok = archive_read_disk_set_symlink_physical(from) == ARCHIVE_OK && archive_read_disk_open(from, path) == ARCHIVE_OK;
	else
		ok = archive_read_support_format_zip(from) == ARCHIVE_OK && archive_read_support_format_tar(from) == ARCHIVE_OK &&
		    archive_read_open_filename(from, path, 64 * 1024) == ARCHIVE_OK;
	e = ok ? each_entry(from, disk ? strlen(path) + (path[strlen(path) - 1] != '/') : 0, disk, fn, ctx) :
	    err_raise(ERR_INVALID, "%s is no package: %s", path, archive_error_string(from));
	(void)archive_read_free(from);
	return e;
}
