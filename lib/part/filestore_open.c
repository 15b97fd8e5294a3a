/* open/ and papers/: what the office has published for everybody, and what it has drawn for its own people. */
#include "config.h"
#include "lib/part/filestore.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/conf.h"
#include "lib/part/filestore_in.h"

#include "lib/base/banned.h"

char *
filestore_open_name(struct arena *a, const char *hash, const char *end)
{
	return filestore_hash_ok(hash) ? arena_printf(a, "%.2s/%s.%s", hash, hash, end) : NULL;
}

/* False when hash is none, or the path too long. */
static bool
shelf_path(char path[PATH_MAX], const struct conf *c, const char *shelf, const char *hash, const char *end)
{
	int n;

	if (!filestore_hash_ok(hash))
		return false;
	n = snprintf(path, PATH_MAX, "%s/%s/%.2s/%s.%s", c->data_dir, shelf, hash, hash, end);
	return n > 0 && n < PATH_MAX;
}

static enum err
put(const struct conf *c, const char *shelf, int fd, const char *hash, const char *end)
{
	char path[PATH_MAX];

	if (!shelf_path(path, c, shelf, hash, end))
		return err_raise(ERR_INVALID, "not a hash");
	return filestore_store_as(fd, path);
}

static enum err
drop(const struct conf *c, const char *shelf, const char *hash, const char *end)
{
	char path[PATH_MAX];

	if (!shelf_path(path, c, shelf, hash, end))
		return err_raise(ERR_INVALID, "not a hash");
	if (unlink(path) != 0 && errno != ENOENT)
		return err_raise(ERR_INTERNAL, "cannot remove a file of %s/: %s", shelf, strerror(errno));
	return OK;
}

enum err
filestore_put_open(const struct conf *c, int fd, const char *hash, const char *end)
{
	return put(c, "open", fd, hash, end);
}

enum err
filestore_drop_open(const struct conf *c, const char *hash, const char *end)
{
	return drop(c, "open", hash, end);
}

enum err
filestore_put_paper(const struct conf *c, int fd, const char *hash, const char *end)
{
	return put(c, "papers", fd, hash, end);
}

enum err
filestore_drop_paper(const struct conf *c, const char *hash, const char *end)
{
	return drop(c, "papers", hash, end);
}
