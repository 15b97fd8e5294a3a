#include "config.h"
#include "cgi-bin/web/reply.h"

#include <string.h>
#include <unistd.h>

#include "cgi-bin/web/reply_in.h"
#include "cgi-bin/web/request.h"
#include "cgi-bin/web/route.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/part/json.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

enum { CHUNK = 64 * 1024, CHOICE_SECONDS = 365 * 24 * 3600 };

static const char *
error_text(const struct request *rq, enum err e, const char *part)
{
	return text_find(rq->lang, arena_printf(rq->arena, "Error.%s.%s", reply_answer_of(e)->word, part));
}

/* The first field that was refused with words of its own; NULL when there is none. */
static const struct value *
refused_value(const struct request *rq)
{
	for (size_t i = 0; i < rq->nvalues; i++)
		if (rq->values[i].error != NULL)
			return &rq->values[i];
	return NULL;
}

static const char *
refused_text(const struct request *rq, const struct value *v)
{
	return text_fill(rq->arena, rq->lang, v->error, v->error_args, N(v->error_args));
}

/* What happened, with the field's name where that is the matter. */
static const char *
error_line(const struct request *rq, enum err e)
{
	const struct value *v = refused_value(rq);
	const char *field = rq->reply->field, *label;

	if (v != NULL) {
		label = text_find(rq->lang, arena_printf(rq->arena, "Field.%s.Label", v->param->name));
		return arena_printf(rq->arena, "%s: %s", label != NULL ? label : v->param->name,
		    refused_text(rq, v));
	}
	if (field != NULL && (e == ERR_INVALID || e == ERR_TOO_LARGE))
		return text_fill1(rq->arena, rq->lang, e == ERR_INVALID ? "Error.invalid.Field" :
		    "Error.too_large.Field", field);
	return error_text(rq, e, "Text");
}

static void
error_json(struct request *rq, enum err e)
{
	const struct value *v = refused_value(rq);
	struct json_writer j;
	struct buf b;

	buf_init(&b, rq->arena);
	json_begin(&j, &b);
	json_open(&j, NULL, '{');
	json_put_text(&j, "error", reply_answer_of(e)->word);
	json_put_text(&j, "message", v != NULL ? refused_text(rq, v) : error_line(rq, e));
	json_put_text(&j, "field", v != NULL ? v->param->name : rq->reply->field);
	json_put_text(&j, "request", rq->id);
	json_close(&j);
	json_end(&j);
	rq->reply->type = "application/json";
	buf_add(&rq->reply->body, b.s, b.len);
}

/* The last resort, when not even the error page can be made. */
static void
error_plain(struct request *rq, enum err e)
{
	struct reply *r = rq->reply;
	const char *title = error_text(rq, e, "Title");

	buf_clear(&r->body);
	r->type = "text/plain; charset=utf-8";
	buf_printf(&r->body, "%d %s\n%s\n", r->status, title != NULL ? title : "", rq->id);
}

/* What people write, not what they choose or what a form carries for itself. */
static bool
is_written(const struct value *val, const char *label)
{
	const enum param_kind k = val->param->kind;

	return val->typed != NULL && val->typed[0] != '\0' &&
	    (k == P_TEXT || (label != NULL && (k == P_LINE || k == P_DATE || k == P_EMAIL || k == P_PHONE)));
}

/* A form that cannot be shown again: its words are not lost, they stand on the error's page. */
static void
keep_texts(const struct request *rq, struct view *v)
{
	for (size_t i = 0; i < rq->nvalues; i++) {
		const struct value *val = &rq->values[i];
		const char *label = text_find(rq->lang, arena_printf(rq->arena, "Field.%s.Label", val->param->name));
		struct view *kept;

		if (!is_written(val, label))
			continue;
		kept = view_item(v, "Page.Kept");
		view_str(kept, "Label", label);
		view_lines(kept, "Lines", val->typed);
	}
}

static enum err
error_page(struct request *rq, enum err e)
{
	struct view *v = reply_view(rq);

	view_int(v, "Page.Error.Status", rq->reply->status);
	view_str(v, "Page.Error.Title", error_text(rq, e, "Title"));
	view_str(v, "Page.Error.Text", error_line(rq, e));
	view_str(v, "Page.Error.Hint", error_text(rq, e, "Hint"));
	view_str(v, "Page.Error.Request", rq->id);
	view_str(v, "Page.Title", error_text(rq, e, "Title"));
	keep_texts(rq, v);
	if (rq->app->staff) {
		view_str(v, "Page.Error.Back", "/desk");
		view_text(v, "Page.Error.BackLabel", "Error.BackDesk");
	}
	return reply_page(rq, "error.cs");
}

void
reply_error(struct request *rq, enum err e)
{
	reply_error_as(rq, e, reply_status_of(e));
}

void
reply_error_as(struct request *rq, enum err e, int status)
{
	const struct reply_answer *a = reply_answer_of(e);

	reply_failure(rq, e);
	reply_start(rq);
	rq->reply->status = status;
	if (reply_wants_json(rq)) {
		error_json(rq, e);
	} else if (error_page(rq, e) != OK) {
		log_line(LOG_ERROR, "no error page: %s", err_text());
		error_plain(rq, e);
	}
	if (a->retry > 0)
		reply_header(rq, "Retry-After", arena_printf(rq->arena, "%d", a->retry));
}

static const char *
reason(int status)
{
	static const struct {
		int status;
		const char *text;
	} reasons[] = {
		{ 200, "OK" }, { 204, "No Content" }, { 206, "Partial Content" }, { 303, "See Other" }, { 304, "Not Modified" },
		{ 400, "Bad Request" }, { 401, "Unauthorized" }, { 403, "Forbidden" },
		{ 404, "Not Found" }, { 405, "Method Not Allowed" }, { 409, "Conflict" },
		{ 413, "Content Too Large" }, { 416, "Range Not Satisfiable" }, { 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" }, { 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
	};

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].status == status)
			return reasons[i].text;
	return "-";
}

/* The tile server's origin, a leading {s} as a wildcard, for img-src. */
static void
add_tile_origin(struct buf *b, const char *url)
{
	const char *host = strstr(url, "://");
	size_t n;

	if (host == NULL)
		return;
	host += 3;
	n = strcspn(host, "/");
	for (size_t i = 0; i < n; i++)
		if (strchr("; ,'\"\r\n", host[i]) != NULL)
			return;
	buf_chr(b, ' ');
	buf_add(b, url, (size_t)(host - url));
	if (strncmp(host, "{s}", 3) == 0) {
		buf_chr(b, '*');
		host += 3;
		n -= 3;
	}
	buf_add(b, host, n);
}

/* What keeps a browser safe, on every answer. */
static void
add_safety(const struct request *rq, struct buf *b)
{
	const struct reply *r = rq->reply;
	bool staff = rq->app->staff;

	buf_str(b, "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
	    "Content-Security-Policy: default-src 'self'; img-src 'self' data: blob:");
	add_tile_origin(b, rq->conf->tile_url);
	buf_str(b, "; media-src 'self' blob:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; "
	    "frame-ancestors 'none'; form-action 'self'\r\n");
	if (r->own_cache)
		return;
	if (!staff && !r->secret && r->cache > 0 && (r->status == 200 || r->status == 304) &&
	    strstr(r->head.s, "Set-Cookie:") == NULL)
		buf_printf(b, "Cache-Control: public, max-age=%lld\r\nVary: Accept-Language, Cookie\r\n",
		    (long long)r->cache);
	else
		buf_printf(b, "Cache-Control: %s\r\n", staff || r->secret ? "no-store" : "private, no-cache");
}

static int
put(const struct request *rq, const void *data, size_t n)
{
	return n > 0 && rq->io->write(rq->io->ctx, data, n) < 0 ? -1 : 0;
}

static void
send_file(const struct request *rq, int fd, long long left)
{
	char *chunk = arena_alloc(rq->arena, CHUNK);
	ssize_t n;

	for (; left > 0 && (n = read(fd, chunk, left < CHUNK ? (size_t)left : CHUNK)) > 0; left -= n)
		if (put(rq, chunk, (size_t)n) < 0)
			return;
}

/* The request's one line: no query, no address, no name; outside text is escaped. */
static void
log_request(const struct request *rq, long long bytes)
{
	const struct reply *r = rq->reply;
	const bool quiet = rq->route != NULL && (rq->route->flags & ROUTE_QUIET) != 0;
	enum log_level level = r->status >= 500 ? LOG_ERROR : r->e != OK ? LOG_NOTE : quiet ? LOG_DEBUG : LOG_INFO;
	double ms = (double)(clock_mono_ns() - rq->started_ns) / 1e6;
	char user[32] = "-";

	if (rq->user != NULL)
		(void)snprintf(user, sizeof(user), "u%lld", (long long)rq->user->id);
	log_line(level, "%s %s %s %d %.1fms %lldB %s%s%s%s%s", log_escape(rq->arena, rq->method_name),
	    rq->route != NULL ? rq->route->path : "-", user, r->status, ms, bytes,
	    r->e != OK ? err_name(r->e) : "-", r->e != OK ? " " : "", r->place,
	    r->e != OK ? " " : "", log_escape(rq->arena, r->detail));
}

void
reply_flush(struct request *rq)
{
	struct reply *r = rq->reply;
	long long size = r->fd >= 0 ? (long long)r->fd_size : (long long)r->body.len;
	struct buf head;

	if (rq->lang_chosen)
		reply_cookie(rq, "lang", lang_code(rq->lang), CHOICE_SECONDS);
	if (rq->look_chosen)
		reply_cookie(rq, "look", rq->large ? "large" : "usual", CHOICE_SECONDS);
	buf_init(&head, rq->arena);
	buf_printf(&head, "Status: %d %s\r\n", r->status, reason(r->status));
	if (r->type != NULL) {
		buf_printf(&head, "Content-Type: %s\r\n", r->type);
		if (strstr(r->head.s, "X-Accel-Redirect:") == NULL)
			buf_printf(&head, "Content-Length: %lld\r\n", size);
	}
	add_safety(rq, &head);
	buf_add(&head, r->head.s, r->head.len);
	buf_str(&head, "\r\n");
	if (put(rq, head.s, head.len) == 0 && !rq->head && r->type != NULL) {
		if (r->fd >= 0)
			send_file(rq, r->fd, size);
		else
			(void)put(rq, r->body.s, r->body.len);
	}
	log_request(rq, size);
	if (r->fd >= 0)
		(void)close(r->fd);
	r->fd = -1;
}
