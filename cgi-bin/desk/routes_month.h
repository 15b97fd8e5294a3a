/* Month-end: parameters for routes.c, and what the page's two files share. */
#ifndef CGI_BIN_DESK_ROUTES_MONTH_H
#define CGI_BIN_DESK_ROUTES_MONTH_H

#include "cgi-bin/web/param.h"
#include "lib/base/err.h"

struct request;
struct view;

extern const struct param months_params[1];
extern const struct param month_params[1];
extern const struct param month_sign_params[4];
extern const struct param month_object_params[5];

/* Page.Objections.N of a month's page, one's own where one sees no other; and the form's choices. */
enum err show_month_objections(struct request *rq, struct view *v, int32_t first_day) MUST_USE;

#endif
