/* The parameters of accountability's routes; routes.c has the rows. */
#ifndef CGI_BIN_DESK_ROUTES_ACCOUNT_H
#define CGI_BIN_DESK_ROUTES_ACCOUNT_H

#include "cgi-bin/web/param.h"

extern const struct param findings_params[6];
extern const struct param findings_send_params[7];
extern const struct param finding_params[1];
extern const struct param finding_send_params[6];
extern const struct param appeals_params[3];
extern const struct param appeals_send_params[3];
extern const struct param appeal_send_params[4];
extern const struct param measures_params[3];
extern const struct param measures_send_params[13];
extern const struct param measure_send_params[5];

#endif
