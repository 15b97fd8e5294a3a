/* Who is it, may he, and does the request come from a page of ours. */
#ifndef CGI_BIN_WEB_GUARD_H
#define CGI_BIN_WEB_GUARD_H

#include "lib/base/err.h"

struct app;
struct arena;
struct request;
struct route;

/*
 * Finds the session of the cookie "sid" where the route wants one, and asks
 * whether its owner may.  ERR_LOGIN: nobody; ERR_DENIED: not he.
 */
enum err guard_person(struct request *rq, const struct route *route) MUST_USE;
/*
 * A POST must come from a page of ours: Sec-Fetch-Site, else Origin, else
 * Referer decide.  A client that sends none of them is no browser and passes
 * here: against it a forged form is no danger.  ERR_DENIED otherwise.
 */
enum err guard_origin(const struct request *rq) MUST_USE;
/* The session's token in the field "csrf" or the header X-CSRF-Token.  ERR_DENIED otherwise. */
enum err guard_token(const struct request *rq) MUST_USE;
/*
 * Before the first request of a program with staff routes: the database's
 * permissions must be the program's.  A database that is away is waited for
 * by the requests themselves: OK.
 */
enum err guard_start(struct app *app, struct arena *a) MUST_USE;

#endif
