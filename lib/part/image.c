#include "config.h"
#include "lib/part/image.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/cleanup.h"
#include "lib/base/conf.h"
#include "lib/base/num.h"
#include "lib/part/filestore.h"

#include "lib/base/banned.h"

enum { WAIT_MS = 90 * 1000, INFO_FIELDS = 9 };
static const char public_end[] = ".public";

static const char *const states[] = {
	[IMAGE_WAITING] = "waiting",
	[IMAGE_DONE] = "done",
	[IMAGE_REFUSED] = "refused",
	[IMAGE_FAILED] = "failed",
};
static const char *const reasons[] = {
	[IMAGE_FINE] = "fine",
	[IMAGE_NOT_A_PICTURE] = "not-a-picture",
	[IMAGE_TOO_MANY_PIXELS] = "too-many-pixels",
	[IMAGE_BROKEN] = "broken",
	[IMAGE_TOO_HARD] = "too-hard",
	[IMAGE_NO_ORIGINAL] = "no-original",
	[IMAGE_NOT_WRITTEN] = "not-written",
};
_Static_assert(N(states) == IMAGE_STATE_MAX, "each state has its name");
_Static_assert(N(reasons) == IMAGE_REASON_MAX, "each reason has its name");

const char *
image_state_name(enum image_state s)
{
	return states[s];
}

const char *
image_reason_name(enum image_reason r)
{
	return reasons[r];
}

void
image_info_line(const struct image_info *i, char line[IMAGE_LINE_MAX])
{
	char taken[24] = "-", where[32] = "- -";

	if (i->taken != USEC_NONE)
		(void)snprintf(taken, sizeof(taken), "%" PRId64, i->taken);
	if (i->has_position)
		(void)snprintf(where, sizeof(where), "%" PRId32 " %" PRId32, i->lat, i->lon);
	(void)snprintf(line, IMAGE_LINE_MAX, "%s %s %s %" PRId32 " %" PRId32 " %s %s %" PRId32 "\n",
	    states[i->state], reasons[i->reason], image_format_name(i->format), i->width, i->height,
	    taken, where, i->tries);
}

static int
index_of(const char *const *names, size_t n, const char *s)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], s) == 0)
			return (int)i;
	return -1;
}

static bool
take_i32(const char *s, int32_t min, int32_t max, int32_t *out)
{
	int64_t v;

	if (!parse_i64(s, min, max, &v))
		return false;
	*out = (int32_t)v;
	return true;
}

/* Cuts a copy of the line at its blanks; true when it has exactly INFO_FIELDS parts. */
static bool
split(const char *line, char *copy, char *f[INFO_FIELDS])
{
	size_t n = strcspn(line, "\n");
	char *at = copy, *next;

	if (line[n] != '\n' || line[n + 1] != '\0' || n >= IMAGE_LINE_MAX)
		return false;
	memcpy(copy, line, n);
	copy[n] = '\0';
	for (int i = 0; i < INFO_FIELDS; i++, at = next + 1) {
		f[i] = at;
		if ((next = strchr(at, ' ')) == NULL)
			return i == INFO_FIELDS - 1;
		*next = '\0';
	}
	return false;
}

static bool
take_position(char *const f[INFO_FIELDS], struct image_info *r)
{
	if (strcmp(f[6], "-") == 0 && strcmp(f[7], "-") == 0)
		return true;
	r->has_position = true;
	return take_i32(f[6], -90000000, 90000000, &r->lat) &&
	       take_i32(f[7], -180000000, 180000000, &r->lon);
}

bool
image_info_parse(const char *line, struct image_info *i)
{
	struct image_info r = { .taken = USEC_NONE };
	char copy[IMAGE_LINE_MAX], *f[INFO_FIELDS];
	int state, reason, format = IMAGE_NONE;

	if (!split(line, copy, f))
		return false;
	state = index_of(states, N(states), f[0]);
	reason = index_of(reasons, N(reasons), f[1]);
	while (format < IMAGE_FORMAT_MAX &&
	       strcmp(image_format_name((enum image_format)format), f[2]) != 0)
		format++;
	if (state < 0 || reason < 0 || format == IMAGE_FORMAT_MAX)
		return false;
	r.state = (enum image_state)state;
	r.reason = (enum image_reason)reason;
	r.format = (enum image_format)format;
	if (strcmp(f[5], "-") != 0 && !parse_i64(f[5], INT64_MIN + 1, INT64_MAX, &r.taken))
		return false;
	if (!take_i32(f[3], 0, INT32_MAX, &r.width) || !take_i32(f[4], 0, INT32_MAX, &r.height) ||
	    !take_i32(f[8], 0, INT32_MAX, &r.tries) || !take_position(f, &r))
		return false;
	*i = r;
	return true;
}

static enum err
spool_open(const struct conf *c, int *fd)
{
	char path[1024];
	int n = snprintf(path, sizeof(path), "%s/spool", c->data_dir);

	*fd =
	    n > 0 && (size_t)n < sizeof(path) ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	return *fd < 0 ? err_raise(ERR_INTERNAL, "cannot open %s: %s", path, strerror(errno)) : OK;
}

/* Leaves the note that the pictures of hash are wanted. */
static enum err
spool_note(const struct conf *c, const char *hash, bool public)
{
	char name[FILE_HASH_HEX + sizeof(public_end)];
	CLEANUP(closep) int dir = -1, fd = -1;
	enum err e;

	if ((e = spool_open(c, &dir)) != OK)
		return e;
	(void)snprintf(name, sizeof(name), "%s%s", hash, public ? public_end : "");
	if ((fd = openat(dir, name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660)) < 0 ||
	    fsync(fd) != 0 || fsync(dir) != 0)
		return err_raise(
		    ERR_INTERNAL, "cannot note a picture in spool/: %s", strerror(errno));
	return OK;
}

/* A connection to anjuan-photo that never blocks. */
static enum err
photo_connect(const struct conf *c, int *fd)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	size_t n = strlen(c->photo_socket);
	CLEANUP(closep) int s = -1;

	if (n >= sizeof(to.sun_path))
		return err_raise(ERR_INTERNAL, "photo_socket is longer than a socket path may be");
	memcpy(to.sun_path, c->photo_socket, n);
	s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (s < 0 || connect(s, (const struct sockaddr *)&to, sizeof(to)) != 0)
		return err_raise(
		    ERR_UNAVAILABLE, "anjuan-photo does not answer: %s", strerror(errno));
	*fd = s;
	s = -1;
	return OK;
}

static enum err
photo_ask(const struct conf *c, const char *hash, bool public, bool wait, int *fd)
{
	char line[IMAGE_LINE_MAX];
	int s = -1, n;
	enum err e;

	if ((e = photo_connect(c, &s)) != OK)
		return e;
	n = snprintf(line, sizeof(line), "derive %s %s %s\n", hash, wait ? "wait" : "go",
	    public ? "public" : "staff");
	if (send(s, line, (size_t)n, MSG_NOSIGNAL) != n) {
		(void)close(s);
		return err_raise(ERR_UNAVAILABLE, "anjuan-photo does not listen");
	}
	*fd = s;
	return OK;
}

enum err
image_derive_async(const struct conf *c, const char *hash, bool public)
{
	CLEANUP(closep) int fd = -1;
	enum err e;

	if (!filestore_hash_ok(hash))
		return err_raise(ERR_INVALID, "not a hash");
	if ((e = spool_note(c, hash, public)) != OK)
		return e;
	if (photo_ask(c, hash, public, false, &fd) != OK)
		err_clear(); /* the note stays; the timer asks again */
	return OK;
}

/* Reads one line; false when it does not come whole before WAIT_MS are over. */
static bool
read_line(int fd, char line[IMAGE_LINE_MAX])
{
	int64_t end = clock_mono_ns() / 1000000 + WAIT_MS, left;
	size_t len = 0;
	ssize_t n;

	while (len < IMAGE_LINE_MAX - 1 && (left = end - clock_mono_ns() / 1000000) > 0) {
		struct pollfd p = { .fd = fd, .events = POLLIN };

		if (poll(&p, 1, (int)left) <= 0)
			continue;
		if ((n = read(fd, line + len, IMAGE_LINE_MAX - 1 - len)) <= 0)
			return false;
		len += (size_t)n;
		line[len] = '\0';
		if (line[len - 1] == '\n')
			return true;
	}
	return false;
}

enum err
image_derive(const struct conf *c, const char *hash, bool public, struct image_info *out)
{
	CLEANUP(closep) int fd = -1;
	char line[IMAGE_LINE_MAX];
	enum err e;

	if (!filestore_hash_ok(hash))
		return err_raise(ERR_INVALID, "not a hash");
	if ((e = photo_ask(c, hash, public, true, &fd)) != OK)
		return e;
	if (!read_line(fd, line) || !image_info_parse(line, out))
		return err_raise(ERR_UNAVAILABLE, "anjuan-photo gave no answer");
	return OK;
}

enum err
image_status(const struct conf *c, const char *hash, struct image_info *out)
{
	CLEANUP(arena_freep) struct arena *a = arena_new();
	char line[IMAGE_LINE_MAX], *path = filestore_info_path(a, c, hash);
	CLEANUP(closep) int fd = -1;
	ssize_t n;

	if (path == NULL)
		return err_raise(ERR_INVALID, "not a hash");
	if ((fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)) < 0 && errno != ENOENT)
		return err_raise(ERR_INTERNAL, "cannot read %s: %s", path, strerror(errno));
	n = fd < 0 ? 0 : read(fd, line, sizeof(line) - 1);
	line[n > 0 ? n : 0] = '\0';
	/* A damaged note is as none: the picture is derived again. */
	if (!image_info_parse(line, out))
		*out = (struct image_info){ .state = IMAGE_WAITING, .taken = USEC_NONE };
	return OK;
}

static void
closedirp(DIR **d)
{
	if (*d != NULL)
		(void)closedir(*d);
}

static struct image_job *
job_add(
    struct arena *a, struct image_job *jobs, size_t max, size_t *n, const char *hash, bool public)
{
	if (jobs == NULL)
		jobs = arena_array_of(a, struct image_job, max);
	jobs[*n].hash = arena_strndup(a, hash, FILE_HASH_HEX);
	jobs[*n].public = public;
	++*n;
	return jobs;
}

enum err
image_pending(struct arena *a, const struct conf *c, size_t max, struct image_job **jobs, size_t *n)
{
	CLEANUP(closedirp) DIR *d = opendir(arena_printf(a, "%s/spool", c->data_dir));
	struct image_job *list = NULL;
	size_t got = 0;
	struct dirent *de;

	if (d == NULL)
		return err_raise(
		    ERR_INTERNAL, "cannot read %s/spool: %s", c->data_dir, strerror(errno));
	while (got < max && (de = readdir(d)) != NULL) {
		char hash[FILE_HASH_HEX + 1];
		const char *end;

		(void)snprintf(hash, sizeof(hash), "%.*s", FILE_HASH_HEX, de->d_name);
		if (!filestore_hash_ok(hash))
			continue;
		end = de->d_name + FILE_HASH_HEX;
		if (*end == '\0' || strcmp(end, public_end) == 0)
			list = job_add(a, list, max, &got, hash, *end != '\0');
	}
	*jobs = list;
	*n = got;
	return OK;
}

static bool
is_missing(const struct conf *c, const char *hash)
{
	struct image_info i;

	if (image_status(c, hash, &i) != OK || i.state == IMAGE_WAITING)
		return true;
	return i.state == IMAGE_DONE &&
	       (!filestore_has_derived(c, FILE_STAFF, FILE_VIEW, hash) ||
		   !filestore_has_derived(c, FILE_STAFF, FILE_THUMB, hash));
}

enum err
image_missing(struct arena *a, const struct conf *c, size_t max, struct image_job **jobs, size_t *n)
{
	struct image_job *list = NULL;
	size_t got = 0;

	for (unsigned i = 0; i < 256; i++) {
		CLEANUP(closedirp)
		DIR *d = opendir(arena_printf(a, "%s/originals/%02x", c->data_dir, i));
		struct dirent *de;

		if (d == NULL && errno != ENOENT)
			return err_raise(
			    ERR_INTERNAL, "cannot read the originals: %s", strerror(errno));
		while (d != NULL && got < max && (de = readdir(d)) != NULL)
			if (filestore_hash_ok(de->d_name) && is_missing(c, de->d_name))
				list = job_add(a, list, max, &got, de->d_name, false);
	}
	*jobs = list;
	*n = got;
	return OK;
}
