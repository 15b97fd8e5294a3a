/* The parameters of papers from the desk, for routes.c: each argument of lib/rule/paper.h by its name, as a line. */
#ifndef CGI_BIN_DESK_ROUTES_PAPERS_H
#define CGI_BIN_DESK_ROUTES_PAPERS_H

#include "cgi-bin/web/param.h"

extern const struct param papers_params[12];
extern const struct param papers_send_params[13];

#endif
