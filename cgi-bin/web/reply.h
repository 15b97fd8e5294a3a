/*
 * The answer: built in memory, sent once.  An error half-way still yields a
 * whole error page.  All headers that keep a browser safe are written here.
 */
#ifndef CGI_BIN_WEB_REPLY_H
#define CGI_BIN_WEB_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct request;
struct view;

/* A file below data_dir, to be sent by nginx (conf.x_accel) or by us. */
struct reply_file {
	const char *internal;	/* nginx's internal place: "/_public/" or "/_staff/" */
	const char *dir;	/* the same as a folder below data_dir: "public", "staff" */
	const char *path;	/* relative, no ".." */
	const char *type;	/* fixed by us, never by the client */
	const char *download;	/* file name to save as, UTF-8; NULL = shown in the page */
	bool immutable;		/* named by its hash: may be kept for a year */
};

/*
 * The page's data, with what every page has (templates/layout.cs):
 *	Page.Lang (zh-CN, en)  Page.Url.zh, .en (this page in a language)  Page.Desk (staff program)
 *	Site.Name .Phone .Dial .BaseUrl .Version .TileUrl
 *	User.Name .Login .Unit .Roles .Can.<permission code>  (signed in)   Csrf.Token
 *	Form.<name>.Value/.Error for each parameter of the route, Form.Error after a refusal
 *	Flash.Text/.Kind of reply_flash()
 */
struct view *reply_view(struct request *rq);
/* Renders the page's data by a template; text/html. */
enum err reply_page(struct request *rq, const char *template) MUST_USE;
/* 303 to a path of ours (must start with a single '/'). */
enum err reply_redirect(struct request *rq, const char *url) MUST_USE;
/* application/json; text must be whole JSON in UTF-8. */
enum err reply_json(struct request *rq, const char *text) MUST_USE;
/* Any other bytes; the type is fixed by us. */
enum err reply_bytes(struct request *rq, const char *type, const void *data, size_t n) MUST_USE;
/* As reply_bytes(), to be saved under a name (UTF-8). */
enum err reply_download(struct request *rq, const char *type, const char *name, const void *data,
    size_t n) MUST_USE;
/* ERR_NOT_FOUND when the file is missing. */
enum err reply_file(struct request *rq, const struct reply_file *f) MUST_USE;
/*
 * size bytes behind fd, which is closed; of a recording only the part that is
 * asked for (Range: 206, or 416 when there is no such part).  Kept nowhere.
 */
enum err reply_stream(struct request *rq, int fd, int64_t size, const char *type) MUST_USE;
/* 204 without content. */
enum err reply_empty(struct request *rq) MUST_USE;
/*
 * Sets a weak ETag from a version text ([!-~], short).  True when the client
 * has it already: the answer is then 304 and the handler returns OK at once.
 */
bool reply_unchanged(struct request *rq, const char *version);
/* Another status than 200, before or after the body is made. */
void reply_status(struct request *rq, int status);
/* Another header; name and value must be free of line ends (such a header is dropped). */
void reply_header(struct request *rq, const char *name, const char *value);
/*
 * A cookie: HttpOnly, SameSite=Lax, Path=/, Secure by configuration.  seconds
 * 0 = until the browser closes, below 0 = removed.
 */
void reply_cookie(struct request *rq, const char *name, const char *value, int64_t seconds);
/*
 * A line for the next page ("saved"): the end of a catalogue key Text.flash.…, and ok,
 * info, warn or error.  Kept in a cookie until that page is made.
 */
void reply_flash(struct request *rq, const char *kind, const char *key);
/* This answer holds what only its receiver may see: kept nowhere. */
void reply_secret(struct request *rq);
/* Lets public answers be kept for this many seconds; staff answers are always no-store. */
void reply_cache(struct request *rq, int64_t seconds);
/*
 * Throws away what was made so far and answers with the error's page
 * (error.cs), or JSON when the client asked for it.
 */
void reply_error(struct request *rq, enum err e);
/* The same with another status than the table's. */
void reply_error_as(struct request *rq, enum err e, int status);
/* Keeps code, place and detail of what went wrong for the log line. */
void reply_failure(struct request *rq, enum err e);
/* Whether the client asked for JSON rather than for a page. */
bool reply_wants_json(const struct request *rq);
/* Status code of an error, from the one table. */
int reply_status_of(enum err e);
/* Writes the answer, and the request's one log line. */
void reply_flush(struct request *rq);
/* A new, empty answer (200) in the request's arena. */
void reply_start(struct request *rq);

#endif
