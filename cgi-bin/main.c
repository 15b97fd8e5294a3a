/*
 * Start, loop, stop: one main for the public, desk and API programs, each
 * linked with its own route table.  FastCGI under a pool manager, or plain CGI
 * for one request; the rest of the program does not know which.
 */
#include "config.h"

#include <errno.h>
#include <fastcgi.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgi-bin/web/guard.h"
#include "cgi-bin/web/reply.h"
#include "cgi-bin/web/request.h"
#include "cgi-bin/web/route.h"
#include "cgi-bin/web/view.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/secret.h"
#include "lib/base/text.h"
#include "lib/base/url.h"
#include "lib/db/conn.h"
#include "lib/service/office_ops.h"

#include "lib/base/banned.h"

static volatile sig_atomic_t stopping;

static void
on_term(int sig)
{
	(void)sig;
	stopping = 1;
}

static long
fcgi_read(void *ctx, void *to, size_t n)
{
	const FCGX_Request *fcgi = ctx;

	return FCGX_GetStr(to, (int)n, fcgi->in);
}

static long
fcgi_write(void *ctx, const void *data, size_t n)
{
	const FCGX_Request *fcgi = ctx;

	for (const char *s = data; n > 0;) {
		int part = n > 65536 ? 65536 : (int)n;

		if (FCGX_PutStr(s, part, fcgi->out) != part)
			return -1;
		s += part;
		n -= (size_t)part;
	}
	return 0;
}

static long
cgi_read(void *ctx, void *to, size_t n)
{
	ssize_t got;

	(void)ctx;
	do
		got = read(STDIN_FILENO, to, n);
	while (got < 0 && errno == EINTR);
	return (long)got;
}

static long
cgi_write(void *ctx, const void *data, size_t n)
{
	(void)ctx;
	for (const char *s = data; n > 0;) {
		ssize_t put = write(STDOUT_FILENO, s, n);

		if (put < 0 && errno != EINTR)
			return -1;
		if (put > 0) {
			s += put;
			n -= (size_t)put;
		}
	}
	return 0;
}

/* One request from its first byte to its log line. */
static void
answer(struct app *app, struct arena *a, const struct io *io)
{
	struct request rq;
	enum err e = request_start(&rq, app, a, io);

	office_identify(app->office, app->db, &app->conf);
	reply_start(&rq);
	if (e == OK)
		route_dispatch(&rq);
	else
		reply_error(&rq, e);
	reply_flush(&rq);
	request_end(&rq);
}

/*
 * Waits for a connection.  Signals are taken only here and between requests:
 * libfcgi takes an interrupted read for a broken one, and a body half-way in
 * would be lost.  False when it is time to stop.
 */
static bool
wait_for_request(const sigset_t *inside, const sigset_t *outside)
{
	struct pollfd listener = { .fd = FCGI_LISTENSOCK_FILENO, .events = POLLIN };

	/* ppoll() does not look at signals while connections are waiting. */
	(void)sigprocmask(SIG_SETMASK, outside, NULL);
	(void)sigprocmask(SIG_SETMASK, inside, NULL);
	while (!stopping && ppoll(&listener, 1, NULL, outside) < 0)
		if (errno != EINTR)
			return false;
	return !stopping;
}

static int
serve_fastcgi(struct app *app, struct arena *a)
{
	struct sigaction term = { .sa_handler = on_term };
	FCGX_Request fcgi;
	struct io io = { .read = fcgi_read, .write = fcgi_write, .ctx = &fcgi };
	sigset_t inside, outside;
	int rc = 0;

	(void)sigprocmask(SIG_SETMASK, NULL, &outside);
	inside = outside;
	(void)sigaddset(&inside, SIGTERM);
	(void)sigaddset(&inside, SIGINT);
	(void)sigprocmask(SIG_SETMASK, &inside, NULL);
	(void)sigaction(SIGTERM, &term, NULL);
	(void)sigaction(SIGINT, &term, NULL);
	/* Another worker may be faster: then accept must not wait with the signals held back. */
	if (FCGX_Init() != 0 || FCGX_InitRequest(&fcgi, FCGI_LISTENSOCK_FILENO, 0) != 0 ||
	    fcntl(FCGI_LISTENSOCK_FILENO, F_SETFL, O_NONBLOCK) != 0)
		return 1;
	while (wait_for_request(&inside, &outside)) {
		rc = FCGX_Accept_r(&fcgi);
		if (rc == -EAGAIN || rc == -EINTR)
			continue;
		if (rc < 0)
			break;
		io.env = fcgi.envp;
		answer(app, a, &io);
		FCGX_Finish_r(&fcgi);
		arena_reset(a);
	}
	FCGX_Free(&fcgi, 1);
	if (!stopping)
		log_line(LOG_ERROR, "no more requests can be accepted (%d)", rc);
	return stopping ? 0 : 1;
}

static int
serve_cgi(struct app *app, struct arena *a)
{
	const struct io io = { .env = environ, .read = cgi_read, .write = cgi_write };

	answer(app, a, &io);
	return 0;
}

static enum log_level
level_of(const char *name)
{
	static const char *const names[] = { "error", "warn", "note", "info", "debug" };

	for (int i = 0; i < 5; i++)
		if (strcmp(names[i], name) == 0)
			return (enum log_level)i;
	return LOG_INFO;
}

/* All that has to be right before the first request; the database may be away. */
static enum err
start(struct app *app, struct arena *a, const char *conf_path)
{
	enum err e;

	if ((e = conf_load(a, conf_path, &app->conf)) != OK || (e = zone_use(app->conf.zone)) != OK ||
	    (e = secret_init()) != OK || (e = route_check(app_routes, app_nroutes)) != OK)
		return e;
	log_level_set(level_of(app->conf.log_level));
	app->routes = app_routes;
	app->nroutes = app_nroutes;
	for (size_t i = 0; i < app_nroutes; i++)
		app->staff = app->staff || app_routes[i].guard != GUARD_PUBLIC;
	if ((e = text_load(arena_printf(a, "%s/lang", app->conf.template_dir))) != OK ||
	    (e = views_new(&app->conf, &app->views)) != OK)
		return e;
	if ((e = db_open(&app->conf, &app->db)) != OK)
		return e;
	app->office = office_cache_new();
	return guard_start(app, a);
}

/* A word of a query, decoded, or of a call: without the backslashes a server may add. */
static char *
plain_word(struct arena *a, const char *s, size_t n, bool encoded)
{
	size_t len = n, o = 0;
	char *word = encoded ? url_decode(a, s, n, &len) : arena_strndup(a, s, n);

	for (size_t i = 0; i < len; i++)
		if (word[i] != '\\')
			word[o++] = word[i];
	word[o] = '\0';
	return word;
}

/*
 * Whether the arguments are the query's words: a web server may hand over one
 * without "=" so (RFC 3875 4.4), and a stranger must not choose our options.
 */
static bool
are_from_query(struct arena *a, int argc, char **argv)
{
	const char *query = getenv("QUERY_STRING");
	int i = 1;

	if (query == NULL || query[0] == '\0' || strchr(query, '=') != NULL)
		return false;
	for (;; i++, query++) {
		size_t n = strcspn(query, "+");

		if (i == argc || strcmp(plain_word(a, query, n, true),
		    plain_word(a, argv[i], strlen(argv[i]), false)) != 0)
			return false;
		query += n;
		if (*query == '\0')
			return i + 1 == argc;
	}
}

/* The configuration's path; NULL for a wrong call. */
static const char *
conf_path_of(struct arena *a, int argc, char **argv)
{
	const char *path = ANJUAN_SYSCONFDIR "/anjuan.conf";
	int c;

	if (are_from_query(a, argc, argv))
		return path;
	while ((c = getopt(argc, argv, "c:")) == 'c')
		path = optarg;
	return c == -1 && optind == argc ? path : NULL;
}

enum { KEEP_BYTES = 1 << 20 };

int
main(int argc, char **argv)
{
	CLEANUP(arena_freep) struct arena *forever = arena_new();
	CLEANUP(arena_freep) struct arena *a = arena_new();
	const char *conf_path = conf_path_of(a, argc, argv);
	struct app app = { .program = argc > 0 ? argv[0] : "anjuan" };
	int status = 1;

	if (conf_path == NULL) {
		(void)fprintf(stderr, "usage: %s [-c anjuan.conf]\n", app.program);
		return 2;
	}
	(void)signal(SIGPIPE, SIG_IGN);
	/* What one page needed the next will need: giving it back costs more than it frees. */
	(void)mallopt(M_TRIM_THRESHOLD, KEEP_BYTES);
	if (start(&app, forever, conf_path) != OK) {
		log_line(LOG_ERROR, "does not start: %s", err_text());
		if (getenv("REQUEST_METHOD") != NULL)
			(void)fputs("Status: 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", stdout);
	} else {
		status = FCGX_IsCGI() ? serve_cgi(&app, a) : serve_fastcgi(&app, a);
	}
	office_cache_free(app.office);
	db_close(app.db);
	views_free(app.views);
	return status;
}
