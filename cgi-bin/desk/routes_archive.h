/* The parameters of the archive's pages, for routes.c. */
#ifndef CGI_BIN_DESK_ROUTES_ARCHIVE_H
#define CGI_BIN_DESK_ROUTES_ARCHIVE_H

#include "cgi-bin/web/param.h"

extern const struct param archive_params[1];
extern const struct param archive_hold_params[3];
extern const struct param archive_lift_params[2];
extern const struct param archive_sign_params[2];

#endif
