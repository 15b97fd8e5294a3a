/* The parameters of the administration's routes; routes.c has the rows. */
#ifndef CGI_BIN_DESK_ROUTES_ADMIN_H
#define CGI_BIN_DESK_ROUTES_ADMIN_H

#include "cgi-bin/web/param.h"

extern const struct param admin_list_params[4];
extern const struct param admin_row_params[2];
extern const struct param admin_edit_params[22];
extern const struct param admin_test_params[2];
extern const struct param admin_touched_params[2];
extern const struct param admin_changes_params[2];
extern const struct param admin_change_params[3];
extern const struct param admin_file_params[6];
extern const struct param admin_file_page_params[1];
extern const struct param admin_export_params[4];
extern const struct param admin_log_params[2];

#endif
