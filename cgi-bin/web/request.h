/*
 * One request: FastCGI or CGI in, checked things out.  The only room that
 * reads the environment, cookies, the query and the body.
 */
#ifndef CGI_BIN_WEB_REQUEST_H
#define CGI_BIN_WEB_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cgi-bin/web/form.h"
#include "cgi-bin/web/param.h"
#include "lib/base/conf.h"
#include "lib/base/err.h"
#include "lib/base/text.h"

struct arena;
struct db;
struct office_cache;
struct reply;
struct route;
struct user;
struct view;
struct views;

enum method { GET, POST, METHOD_OTHER };

/* What lives as long as the process. */
struct app {
	const char *program;	/* "anjuan-desk.fcgi", for the log */
	struct conf conf;
	struct db *db;
	struct views *views;	/* parsed templates and catalogues */
	struct office_cache *office;	/* calendar, limits and settings of now */
	const struct route *routes;
	size_t nroutes;
	bool staff;		/* some route asks who it is: this is the desk */
};

/* Where a request comes from and its answer goes: FastCGI streams or standard input and output. */
struct io {
	char **env;
	form_read_fn *read;
	/* Writes all n bytes; below 0 when the client is gone. */
	long (*write)(void *ctx, const void *data, size_t n);
	void *ctx;
};

struct request {
	struct app *app;
	const struct conf *conf;
	struct db *db;
	struct arena *arena;	/* dies with the request */
	const struct io *io;
	char id[17];		/* 16 random hex digits, on every log line and error page */
	enum method method;
	bool head;		/* HEAD: answered as GET without the body */
	const char *method_name;
	const char *path;	/* decoded, starts with '/', [ -~] only */
	const char *tail;	/* the last segment of a "/…/+" route; NULL for the others */
	const char *host;	/* Host header; "" when missing */
	const char *addr;	/* client address, text */
	const char *addr_prefix;	/* "203.0.113.0/24", "2001:db8:1:2300::/56": what rates count by */
	enum lang lang;		/* "?lang=", else cookie "lang", else Accept-Language, else Chinese */
	bool lang_chosen;	/* by "?lang=": the answer sets the cookie */
	bool large;		/* the elders' look: "?look=", else cookie "look" (GB/T 37668, large type on wish) */
	bool look_chosen;	/* by "?look=": the answer sets the cookie */
	const struct route *route;	/* NULL until found */
	const struct user *user;	/* NULL without a session */
	const char *csrf;	/* this session's token for forms; NULL without a session */
	const char *session_token;	/* the cookie, for sign-out and rotation; NULL without a session */
	struct form form;
	struct value *values;	/* one a parameter of the route */
	size_t nvalues;
	enum err failure;	/* in a route's "again" handler: why; else OK */
	struct view *view;	/* this page's data, made at first use by reply_view() */
	struct reply *reply;
	int64_t started_ns;
};

/*
 * Fills rq from the environment: method, path, host, address, language.  The
 * body is not touched.  ERR_INVALID: broken path or query.
 */
enum err request_start(struct request *rq, struct app *app, struct arena *a, const struct io *io)
    MUST_USE;
/* Reads query and, for a POST, the body (files only where the route takes them). */
enum err request_read_form(struct request *rq) MUST_USE;
/* Closes files and view; the arena is the caller's. */
void request_end(struct request *rq);
/* A request header ("Accept-Language"); NULL when missing. */
const char *request_header(const struct request *rq, const char *name);
/* Path and query as the client sent them, to come back to later. */
const char *request_target(const struct request *rq);
/* A cookie of [!-~] without quotes, at most 256 bytes; NULL when missing. */
const char *request_cookie(const struct request *rq, const char *name);
/* The text of a catalogue key in the request's language. */
const char *request_text(const struct request *rq, const char *key);
/* "/24" of an IPv4, "/56" of an IPv6 address (IPv4-mapped as IPv4); "unknown" for anything else. */
char *request_addr_prefix(struct arena *a, const char *addr);

#endif
