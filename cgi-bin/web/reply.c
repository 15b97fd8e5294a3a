#include "config.h"
#include "cgi-bin/web/reply.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgi-bin/web/reply_in.h"
#include "cgi-bin/web/request.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/num.h"
#include "lib/base/url.h"

#include "lib/base/banned.h"

/* The one table. */
static const struct reply_answer answers[ERR_MAX] = {
	[OK] = { 200, "ok", 0 },
	[ERR_NOT_FOUND] = { 404, "not_found", 0 },
	[ERR_DENIED] = { 403, "denied", 0 },
	[ERR_INVALID] = { 400, "invalid", 0 },
	[ERR_CONFLICT] = { 409, "conflict", 0 },
	[ERR_TOO_LARGE] = { 413, "too_large", 0 },
	[ERR_TOO_MANY] = { 429, "too_many", 60 },
	[ERR_UNAVAILABLE] = { 503, "unavailable", 5 },
	[ERR_LOGIN] = { 401, "login", 0 },
	[ERR_INTERNAL] = { 500, "internal", 0 },
};

const struct reply_answer *
reply_answer_of(enum err e)
{
	return &answers[(unsigned)e < ERR_MAX ? e : ERR_INTERNAL];
}

int
reply_status_of(enum err e)
{
	return reply_answer_of(e)->status;
}

void
reply_start(struct request *rq)
{
	struct reply *old = rq->reply, *r = arena_new_of(rq->arena, struct reply);

	r->status = 200;
	r->fd = -1;
	r->place = r->detail = "";
	if (old != NULL) {
		r->e = old->e;
		r->place = old->place;
		r->detail = old->detail;
		r->field = old->field;
		if (old->fd >= 0)
			(void)close(old->fd);
	}
	buf_init(&r->head, rq->arena);
	buf_init(&r->body, rq->arena);
	view_free(rq->view);
	rq->view = NULL;
	rq->reply = r;
}

void
reply_failure(struct request *rq, enum err e)
{
	struct reply *r = rq->reply;

	if (r->e != OK)
		return;
	r->e = e;
	r->place = arena_strdup(rq->arena, err_place());
	r->detail = arena_strdup(rq->arena, err_text());
	r->field = arena_strdup(rq->arena, err_field());
}

void
reply_status(struct request *rq, int status)
{
	rq->reply->status = status;
}

void
reply_header(struct request *rq, const char *name, const char *value)
{
	if (strpbrk(name, "\r\n:") == NULL && strpbrk(value, "\r\n") == NULL)
		buf_printf(&rq->reply->head, "%s: %s\r\n", name, value);
}

void
reply_cookie(struct request *rq, const char *name, const char *value, int64_t seconds)
{
	const char *secure = rq->conf->cookie_secure != 0 ? "; Secure" : "";
	char age[48] = "";

	if (seconds != 0)
		(void)snprintf(age, sizeof(age), "; Max-Age=%lld", (long long)(seconds > 0 ? seconds : 0));
	reply_header(rq, "Set-Cookie", arena_printf(rq->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s",
	    name, value, secure, age));
}

void
reply_cache(struct request *rq, int64_t seconds)
{
	rq->reply->cache = seconds;
}

void
reply_secret(struct request *rq)
{
	rq->reply->secret = true;
}

void
reply_flash(struct request *rq, const char *kind, const char *key)
{
	reply_cookie(rq, "flash", arena_printf(rq->arena, "%s:%s", kind, key), 60);
}

bool
reply_wants_json(const struct request *rq)
{
	const char *accept = request_header(rq, "Accept");

	return accept != NULL && strstr(accept, "application/json") != NULL &&
	    strstr(accept, "text/html") == NULL;
}

enum err
reply_page(struct request *rq, const char *template)
{
	struct reply *r = rq->reply;

	buf_clear(&r->body);
	r->type = "text/html; charset=utf-8";
	return view_render(reply_view(rq), template, &r->body);
}

enum err
reply_bytes(struct request *rq, const char *type, const void *data, size_t n)
{
	rq->reply->type = type;
	buf_clear(&rq->reply->body);
	buf_add(&rq->reply->body, data, n);
	return OK;
}

enum err
reply_json(struct request *rq, const char *text)
{
	return reply_bytes(rq, "application/json", text, strlen(text));
}

/* A name to save as, in the two spellings of RFC 6266. */
static void
add_disposition(struct request *rq, const char *name)
{
	struct buf b;

	buf_init(&b, rq->arena);
	buf_str(&b, "attachment; filename=\"");
	for (const char *s = name; *s != '\0'; s++)
		buf_chr(&b, isalnum((unsigned char)*s) || strchr("._-", *s) != NULL ? *s : '_');
	buf_str(&b, "\"; filename*=UTF-8''");
	url_encode(&b, name);
	reply_header(rq, "Content-Disposition", b.s);
}

enum err
reply_download(struct request *rq, const char *type, const char *name, const void *data, size_t n)
{
	add_disposition(rq, name);
	return reply_bytes(rq, type, data, n);
}

enum err
reply_redirect(struct request *rq, const char *url)
{
	if (url[0] != '/' || url[1] == '/' || url[1] == '\\')
		return err_raise(ERR_INTERNAL, "a redirect that leaves the house");
	for (const char *s = url; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~')
			return err_raise(ERR_INTERNAL, "a redirect to strange bytes");
	reply_header(rq, "Location", url);
	rq->reply->status = 303;
	rq->reply->type = NULL;
	buf_clear(&rq->reply->body);
	return OK;
}

enum err
reply_empty(struct request *rq)
{
	rq->reply->status = 204;
	rq->reply->type = NULL;
	buf_clear(&rq->reply->body);
	return OK;
}

bool
reply_unchanged(struct request *rq, const char *version)
{
	const char *have = request_header(rq, "If-None-Match");
	const char *tag = arena_printf(rq->arena, "\"%s\"", version);

	reply_header(rq, "ETag", arena_printf(rq->arena, "W/%s", tag));
	if (have == NULL || strstr(have, tag) == NULL)
		return false;
	rq->reply->status = 304;
	rq->reply->type = NULL;
	buf_clear(&rq->reply->body);
	return true;
}

static bool
path_ok(const char *path)
{
	if (path[0] == '/' || path[0] == '.' || strstr(path, "..") != NULL)
		return false;
	for (const char *s = path; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && strchr("._-/", *s) == NULL)
			return false;
	return path[0] != '\0';
}

/* "bytes=FROM-UNTIL" of a size, either side open; false: not understood, all of it is sent. */
static bool
parse_range(struct request *rq, const char *range, int64_t size, int64_t *from, int64_t *until)
{
	const char *dash = strchr(range, '-');

	if (strncmp(range, "bytes=", 6) != 0 || dash == NULL || strchr(range, ',') != NULL)
		return false;
	*until = size - 1;
	if (dash == range + 6) {
		if (!parse_i64(dash + 1, 0, INT64_MAX, from))
			return false;
		*from = *from > size ? 0 : size - *from;
		return true;
	}
	if (!parse_i64(arena_strndup(rq->arena, range + 6, (size_t)(dash - range - 6)), 0, INT64_MAX, from) ||
	    (dash[1] != '\0' && !parse_i64(dash + 1, *from, INT64_MAX, until)))
		return false;
	*until = *until < size - 1 ? *until : size - 1;
	return true;
}

enum err
reply_stream(struct request *rq, int fd, int64_t size, const char *type)
{
	struct reply *r = rq->reply;
	const char *range = request_header(rq, "Range");
	int64_t from, until;

	r->fd = fd;
	r->fd_size = size;
	r->type = type;
	reply_header(rq, "Accept-Ranges", "bytes");
	if (range == NULL || !parse_range(rq, range, size, &from, &until))
		return OK;
	if (from > until) {
		r->status = 416;
		r->fd_size = 0;
		reply_header(rq, "Content-Range", arena_printf(rq->arena, "bytes */%lld", (long long)size));
		return OK;
	}
	if (lseek(fd, (off_t)from, SEEK_SET) < 0)
		return err_raise(ERR_INTERNAL, "cannot seek in a recording");
	r->status = 206;
	r->fd_size = until - from + 1;
	reply_header(rq, "Content-Range", arena_printf(rq->arena, "bytes %lld-%lld/%lld", (long long)from,
	    (long long)until, (long long)size));
	return OK;
}

enum err
reply_file(struct request *rq, const struct reply_file *f)
{
	struct reply *r = rq->reply;
	struct stat st;

	if (!path_ok(f->path))
		return err_raise(ERR_NOT_FOUND, "a file name of strange bytes");
	if (rq->conf->x_accel == 0) {
		r->fd = open(arena_printf(rq->arena, "%s/%s/%s", rq->conf->data_dir, f->dir, f->path),
		    O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (r->fd < 0)
			return err_raise(ERR_NOT_FOUND, "a file is missing");
		if (fstat(r->fd, &st) != 0 || !S_ISREG(st.st_mode))
			return err_raise(ERR_NOT_FOUND, "a file is none");
		r->fd_size = st.st_size;
	} else {
		reply_header(rq, "X-Accel-Redirect", arena_printf(rq->arena, "%s%s", f->internal, f->path));
	}
	r->type = f->type;
	if (f->download != NULL)
		add_disposition(rq, f->download);
	if (f->immutable) {
		reply_header(rq, "Cache-Control", rq->app->staff ? "private, max-age=600" :
		    "public, max-age=31536000, immutable");
		r->own_cache = true;
	}
	return OK;
}
