#include "config.h"
#include "batch/pdf/pdf_doc.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/pdf/pdf_list.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/cleanup.h"

#include "lib/base/banned.h"

static enum err
write_all(int fd, const char *name, const struct buf *b)
{
	for (size_t done = 0; done < b->len;) {
		ssize_t n = write(fd, b->s + done, b->len - done);

		if (n < 0 && errno != EINTR)
			return err_raise(
			    ERR_UNAVAILABLE, "cannot write %s: %s", name, strerror(errno));
		if (n > 0)
			done += (size_t)n;
	}
	return OK;
}

enum err
pdf_bytes(struct pdf *p, struct blob *out)
{
	const struct buf *b;
	enum err e = pdf_emit(p, &b);

	if (e == OK)
		*out = (struct blob){ b->s, b->len };
	return e;
}

enum err
pdf_write_fd(struct pdf *p, int fd)
{
	const struct buf *out;
	enum err e;

	if ((e = pdf_emit(p, &out)) != OK)
		return e;
	return write_all(fd, "the output", out);
}

/* Flushes the folder, so that the new name survives a power failure. */
static enum err
sync_folder(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *dir = slash == NULL ? "." : slash == path ? "/" :
	    arena_strndup(a, path, (size_t)(slash - path));
	CLEANUP(closep) int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0)
		return err_raise(ERR_UNAVAILABLE, "cannot flush %s: %s", dir, strerror(errno));
	return OK;
}

static enum err
write_temp(int fd, const char *name, const struct buf *out)
{
	enum err e = write_all(fd, name, out);

	if (e == OK && fsync(fd) != 0)
		e = err_raise(ERR_UNAVAILABLE, "cannot flush %s: %s", name, strerror(errno));
	if (close(fd) != 0 && e == OK)
		e = err_raise(ERR_UNAVAILABLE, "cannot close %s: %s", name, strerror(errno));
	return e;
}

/* A device or pipe is written to and never replaced: root might say -o /dev/stdout. */
static enum err
write_special(const char *path, const struct buf *out)
{
	CLEANUP(closep) int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return err_raise(ERR_UNAVAILABLE, "cannot open %s: %s", path, strerror(errno));
	return write_all(fd, path, out);
}

enum err
pdf_save(struct pdf *p, const char *path)
{
	char *temp = arena_printf(p->a, "%s.%ld.tmp", path, (long)getpid());
	struct stat sb;
	const struct buf *out;
	enum err e;
	int fd;

	if ((e = pdf_emit(p, &out)) != OK)
		return e;
	if (stat(path, &sb) == 0 && !S_ISREG(sb.st_mode) && !S_ISDIR(sb.st_mode))
		return write_special(path, out);
	if ((fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) < 0)
		return err_raise(ERR_UNAVAILABLE, "cannot make a file beside %s: %s", path,
		    strerror(errno));
	e = write_temp(fd, path, out);
	if (e == OK && rename(temp, path) != 0)
		e = err_raise(ERR_UNAVAILABLE, "cannot rename to %s: %s", path, strerror(errno));
	if (e != OK) {
		(void)unlink(temp);
		return e;
	}
	return sync_folder(p->a, path);
}
