/* Parameters of the pages of assessment (page_assess.c); their rows stand in routes.c. */
#ifndef CGI_BIN_DESK_ROUTES_ASSESS_H
#define CGI_BIN_DESK_ROUTES_ASSESS_H

#include "cgi-bin/web/param.h"

/* What is done to a round. */
enum { ASSESS_PUT, ASSESS_UNDO, ASSESS_CLOSE };

extern const char *const assess_kinds[];	/* form values, in the order of assess_round.kind */
extern const struct param assess_send_params[7];
extern const struct param assess_round_send_params[19];

#endif
