#include "config.h"
#include "cgi-bin/web/route.h"

#include <ctype.h>
#include <string.h>

#include "cgi-bin/web/guard.h"
#include "cgi-bin/web/reply.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/url.h"
#include "lib/db/tx.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

enum { TAIL_MAX = 128 };

static const char *const method_names[METHOD_OTHER] = { [GET] = "GET", [POST] = "POST" };

static bool
param_is_whole(const struct param *p)
{
	if (p->name == NULL || !isalpha((unsigned char)p->name[0]))
		return false;
	for (const char *s = p->name; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && *s != '_' && *s != '-')
			return false;
	return p->kind != P_UNSET && (p->kind != P_CHOICE || p->words != NULL) &&
	    (p->max == 0 || p->min <= p->max);
}

static const char *
row_fault(const struct route *routes, size_t i)
{
	const struct route *r = &routes[i];

	if (r->method != GET && r->method != POST)
		return "its method is neither GET nor POST";
	if (r->path == NULL || r->path[0] != '/')
		return "its path does not start with a slash";
	if (r->guard == GUARD_UNSET || r->guard > GUARD_STAFF)
		return "it has no guard";
	if ((r->guard == GUARD_STAFF) != (r->need > 0 && r->need <= 64))
		return "GUARD_STAFF goes with NEED(permission), and only that";
	if (r->need_or != 0 && (r->guard != GUARD_STAFF || r->need_or < 0 || r->need_or > 64))
		return "a second permission goes with a first one";
	if (r->handler == NULL)
		return "it has no handler";
	for (size_t k = 0; k < i; k++)
		if (routes[k].method == r->method && strcmp(routes[k].path, r->path) == 0)
			return "it stands twice";
	for (size_t k = 0; k < r->nparams; k++)
		if (!param_is_whole(&r->params[k]))
			return "a parameter is not whole";
	return NULL;
}

enum err
route_check(const struct route *routes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *fault = row_fault(routes, i);

		if (fault != NULL)
			return err_raise(ERR_INTERNAL, "route %zu (%s): %s", i,
			    routes[i].path != NULL ? routes[i].path : "?", fault);
	}
	return OK;
}

/* Whether path is that of the row; *tail gets the last segment of a "/+" row. */
static bool
path_fits(const struct route *r, const char *path, const char **tail)
{
	size_t n = strlen(r->path), len;

	*tail = NULL;
	if (n < 2 || strcmp(r->path + n - 2, "/+") != 0)
		return strcmp(r->path, path) == 0;
	if (strncmp(r->path, path, n - 1) != 0)
		return false;
	len = strlen(path + n - 1);
	if (len == 0 || len > TAIL_MAX)
		return false;
	for (const char *s = path + n - 1; *s != '\0'; s++)
		if (!isalnum((unsigned char)*s) && strchr("._-", *s) == NULL)
			return false;
	*tail = path + n - 1;
	return true;
}

enum err
route_find(const struct route *routes, size_t n, enum method method, const char *path,
    struct arena *a, const struct route **out, const char **tail, const char **allow)
{
	struct buf methods;
	const char *t;

	buf_init(&methods, a);
	for (size_t i = 0; i < n; i++) {
		if (!path_fits(&routes[i], path, &t))
			continue;
		if (routes[i].method == method) {
			*out = &routes[i];
			*tail = t;
			return OK;
		}
		buf_printf(&methods, "%s%s", methods.len > 0 ? ", " : "",
		    routes[i].method == GET ? "GET, HEAD" : method_names[routes[i].method]);
	}
	if (buf_is_empty(&methods))
		return err_raise(ERR_NOT_FOUND, "no such path");
	*allow = methods.s;
	return err_raise(ERR_INVALID, "the path has other methods");
}

/* A handler, inside a read-only transaction unless it may write or says it needs none. */
static enum err
run(struct request *rq, route_handler *handler, bool reads)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	enum err e;

	if (reads && (e = db_begin_read(rq->db, &tx)) != OK)
		return e;
	return handler(rq);
}

static enum err
check_params(struct request *rq)
{
	size_t bad;
	enum err e;

	if ((e = param_check(rq->arena, rq->route->params, rq->route->nparams, &rq->form,
	    &rq->values, &bad)) != OK)
		return e;
	rq->nvalues = rq->route->nparams;
	if (bad == 0)
		return OK;
	for (size_t i = 0; i < rq->nvalues; i++)
		if (rq->values[i].error != NULL)
			return err_raise_field(ERR_INVALID, rq->values[i].param->name, "%s in %s",
			    rq->values[i].error, rq->values[i].param->name);
	return OK;
}

static enum err
guarded(struct request *rq)
{
	enum err e;

	if ((e = guard_person(rq, rq->route)) != OK)
		return e;
	if (rq->method == POST && (e = guard_origin(rq)) != OK)
		return e;
	if ((e = request_read_form(rq)) != OK)
		return e;
	if (rq->method == POST && rq->route->guard != GUARD_PUBLIC && (e = guard_token(rq)) != OK)
		return e;
	if ((e = check_params(rq)) != OK)
		return e;
	return run(rq, rq->route->handler, rq->method == GET && (rq->route->flags & ROUTE_NO_TX) == 0);
}

static bool
may_show_again(const struct request *rq, enum err e)
{
	return rq->route->again != NULL && rq->nvalues > 0 && (e == ERR_INVALID || e == ERR_CONFLICT ||
	    e == ERR_TOO_LARGE || e == ERR_TOO_MANY || e == ERR_LOGIN);
}

/* The form once more, with what was typed and what is wrong with it. */
static void
show_again(struct request *rq, enum err why)
{
	const char *field = err_field();

	rq->failure = why;
	if (field != NULL && !param_any_refused(rq))
		for (size_t i = 0; i < rq->nvalues; i++)
			if (strcmp(rq->values[i].param->name, field) == 0)
				rq->values[i].error = "Err.refused";
	reply_start(rq);
	reply_failure(rq, why);
	if (run(rq, rq->route->again, (rq->route->flags & ROUTE_NO_TX) == 0) != OK)
		reply_error(rq, why);
	else
		reply_status(rq, why == ERR_INVALID ? 422 : reply_status_of(why));
}

static const struct route *
row_with(const struct app *app, enum route_flag flag)
{
	for (size_t i = 0; i < app->nroutes; i++)
		if (app->routes[i].method == GET && (app->routes[i].flags & (unsigned)flag) != 0)
			return &app->routes[i];
	return NULL;
}

/* Who only has to sign in, or to choose a password, is sent there instead of being refused. */
static bool
sent_on(struct request *rq, enum err e)
{
	const struct route *to = NULL;
	struct buf url;

	if (rq->method != GET || rq->route == NULL)
		return false;
	if (e == ERR_LOGIN)
		to = row_with(rq->app, ROUTE_LOGIN);
	else if (e == ERR_DENIED && rq->user != NULL && rq->user->must_change)
		to = row_with(rq->app, ROUTE_PASSWORD);
	if (to == NULL || to == rq->route || reply_wants_json(rq))
		return false;
	buf_init(&url, rq->arena);
	buf_str(&url, to->path);
	if (e == ERR_LOGIN && strcmp(rq->path, "/") != 0) {
		buf_str(&url, "?next=");
		url_encode(&url, request_target(rq));
	}
	reply_start(rq);
	return reply_redirect(rq, url.s) == OK;
}

/*
 * The database was away before the form was read: it is read now, so that its
 * words stand on the error's page and nobody writes them twice.  For those who
 * may be signed in; nothing in it is decided upon.
 */
static void
keep_form(struct request *rq, enum err e)
{
	size_t bad;

	if (e != ERR_UNAVAILABLE || rq->method != POST || rq->nvalues > 0 || rq->session_token == NULL)
		return;
	reply_failure(rq, e);
	if (guard_origin(rq) != OK || request_read_form(rq) != OK ||
	    param_check(rq->arena, rq->route->params, rq->route->nparams, &rq->form, &rq->values, &bad) != OK)
		return;
	rq->nvalues = rq->route->nparams;
	for (size_t i = 0; i < rq->nvalues; i++)
		rq->values[i].error = NULL;
}

void
route_dispatch(struct request *rq)
{
	const char *allow = NULL;
	enum err e;

	e = route_find(rq->app->routes, rq->app->nroutes, rq->method, rq->path, rq->arena, &rq->route,
	    &rq->tail, &allow);
	if (e == OK)
		e = guarded(rq);
	if (e == OK || sent_on(rq, e))
		return;
	if (allow != NULL) {
		reply_error_as(rq, e, 405);
		reply_header(rq, "Allow", allow);
	} else if (rq->route != NULL && may_show_again(rq, e)) {
		show_again(rq, e);
	} else {
		keep_form(rq, e);
		reply_error(rq, e);
	}
}
