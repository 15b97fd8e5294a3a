/*
 * Routes: one table a program.  The dispatcher does all guarding in one order
 * – path, method, guard, origin, body, token, parameters – so that a handler
 * cannot forget it.  Zero means "refuse".
 *
 *	const struct route app_routes[] = {
 *		{ GET,  "/",              GUARD_PUBLIC, NO_PARAMS,           page_home },
 *		{ GET,  "/desk/case",     GUARD_STAFF,  PARAMS(id_params),   page_case, NEED(PERM_CASE_READ) },
 *		{ POST, "/desk/case/act", GUARD_STAFF,  PARAMS(act_params),  page_act,  NEED(PERM_CASE_READ), page_case },
 *		{ GET,  "/photo/+",       GUARD_PUBLIC, NO_PARAMS,           page_photo },
 *	};
 */
#ifndef CGI_BIN_WEB_ROUTE_H
#define CGI_BIN_WEB_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "cgi-bin/web/param.h"
#include "cgi-bin/web/request.h"
#include "lib/base/err.h"

enum guard {
	GUARD_UNSET,	/* forgotten: nobody */
	GUARD_PUBLIC,	/* everybody */
	GUARD_SIGNED,	/* whoever is signed in (home, own password, sign out) */
	GUARD_STAFF	/* whoever is signed in and has the row's permission */
};

_Static_assert(GUARD_UNSET == 0, "a forgotten guard must mean 'refuse'");

/*
 * A handler fetches, asks a service, and leaves an answer with reply_…().  Its
 * error becomes an error page, or, where the row has one, the "again" handler.
 * A GET handler runs inside a read-only transaction on one snapshot.
 */
typedef enum err route_handler(struct request *rq);

/* A row's permission: a PERM_x of lib/rule/perm.h. */
#define NEED(perm) ((int)(perm) + 1)

enum route_flag {
	ROUTE_NO_TX = 1,	/* no read transaction around the GET, or the form shown again */
	ROUTE_LOGIN = 2,	/* the GET row to which who is not signed in is sent, with ?next= */
	/*
	 * Open to someone who has to change his password first; the first GET row
	 * with it is where he is sent.
	 */
	ROUTE_PASSWORD = 4,
	/* Asked by a page by itself: keeps no session alive, and is no line of the log while all is well. */
	ROUTE_QUIET = 8
};

struct route {
	enum method method;
	const char *path;	/* exact, or with "/+" at its end for one more segment (rq->tail) */
	enum guard guard;
	const struct param *params;
	size_t nparams;
	route_handler *handler;
	int need;		/* NEED(PERM_x), of GUARD_STAFF */
	/*
	 * Shows the form again when a parameter or the handler was refused
	 * (ERR_INVALID, ERR_CONFLICT, ERR_TOO_LARGE, ERR_TOO_MANY, ERR_LOGIN), with
	 * Form.<name>.Value, Form.<name>.Error and Form.Error filled and
	 * rq->failure set; the status is that of the error (422 for ERR_INVALID).
	 * Mostly the GET row's handler: what it asks for and the POST row does not
	 * declare is absent; it may set a better Form.Error (who was faster, and
	 * what he did).  NULL = an error page.
	 */
	route_handler *again;
	unsigned flags;
	int need_or;		/* NEED(PERM_y): that one does as well; 0: none */
};

/* The program's table, in its routes.c. */
extern const struct route app_routes[];
extern const size_t app_nroutes;

/*
 * Whether the table is whole: known methods, each path and method once, guard
 * and permission set, handlers there, parameter names well formed.  ERR_INTERNAL
 * names the first bad row; the program then does not start.
 */
enum err route_check(const struct route *routes, size_t n) MUST_USE;
/*
 * The row of a path and method.  ERR_NOT_FOUND: no such path; ERR_INVALID with
 * *allow set ("GET, POST"): the path has other methods.
 */
enum err route_find(const struct route *routes, size_t n, enum method method, const char *path,
    struct arena *a, const struct route **out, const char **tail, const char **allow) MUST_USE;
/* All of it for one request; an answer, if only an error page, is always left in rq->reply. */
void route_dispatch(struct request *rq);

#endif
