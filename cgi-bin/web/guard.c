#include "config.h"
#include "cgi-bin/web/guard.h"

#include <string.h>
#include <strings.h>

#include "cgi-bin/web/request.h"
#include "cgi-bin/web/route.h"
#include "lib/base/arena.h"
#include "lib/base/secret.h"
#include "lib/service/office_ops.h"
#include "lib/service/user_ops.h"

#include "lib/base/banned.h"

/* One of the row's permissions; a row without any lets nobody in. */
static bool
has_need(const struct user *u, const struct route *r)
{
	return (r->need > 0 && (u->perms >> (r->need - 1) & 1) != 0) ||
	    (r->need_or > 0 && (u->perms >> (r->need_or - 1) & 1) != 0);
}

enum err
guard_person(struct request *rq, const struct route *route)
{
	struct service sv = { .db = rq->db, .arena = rq->arena, .conf = rq->conf, .cache = rq->app->office };
	struct session *s;
	enum err e;

	if (route->guard == GUARD_PUBLIC)
		return OK;
	if (route->guard != GUARD_SIGNED && route->guard != GUARD_STAFF)
		return err_raise(ERR_DENIED, "a route without a guard");
	rq->session_token = request_cookie(rq, "sid");
	if (rq->session_token == NULL)
		return err_raise(ERR_LOGIN, "no session");
	e = (route->flags & ROUTE_QUIET) != 0 ? user_at_session(&sv, rq->session_token, &s) :
	    user_of_session(&sv, rq->session_token, &s);
	if (e != OK)
		return e;
	rq->user = s->user;
	rq->csrf = s->csrf;
	if (s->user->lang != NULL && request_cookie(rq, "lang") == NULL)
		rq->lang = lang_of_code(s->user->lang);
	if (s->user->must_change && (route->flags & ROUTE_PASSWORD) == 0)
		return err_raise(ERR_DENIED, "the password has to be changed first");
	if (route->guard == GUARD_STAFF && !has_need(s->user, route))
		return err_raise(ERR_DENIED, "without permission %d", route->need - 1);
	return OK;
}

/* Whether url is of scheme://authority of ours: that of base_url, or the Host the client named. */
static bool
is_ours(const struct request *rq, const char *url)
{
	const char *base = rq->conf->base_url, *authority;
	size_t n = strlen(base);

	if (n > 0 && strncasecmp(url, base, n) == 0 && (url[n] == '\0' || url[n] == '/'))
		return true;
	if ((authority = strstr(url, "://")) == NULL || rq->host[0] == '\0')
		return false;
	authority += 3;
	n = strcspn(authority, "/");
	return n == strlen(rq->host) && strncasecmp(authority, rq->host, n) == 0;
}

enum err
guard_origin(const struct request *rq)
{
	const char *site = request_header(rq, "Sec-Fetch-Site");
	const char *origin = request_header(rq, "Origin");

	if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return err_raise(ERR_DENIED, "a form sent from another site");
	if (origin == NULL)
		origin = request_header(rq, "Referer");
	if (origin != NULL && !is_ours(rq, origin))
		return err_raise(ERR_DENIED, "a form sent from another origin");
	return OK;
}

enum err
guard_token(const struct request *rq)
{
	const struct form_field *f = form_find(&rq->form, "csrf");
	const char *token = f != NULL ? f->value : request_header(rq, "X-CSRF-Token");

	if (rq->csrf == NULL || token == NULL || strlen(token) != strlen(rq->csrf) ||
	    !secret_equal(token, rq->csrf, strlen(token)))
		return err_raise(ERR_DENIED, "a form without its token");
	return OK;
}

enum err
guard_start(struct app *app, struct arena *a)
{
	enum err e;

	if (!app->staff)
		return OK;
	e = user_check_permissions(app->db, a);
	return e == ERR_UNAVAILABLE ? OK : e;
}
