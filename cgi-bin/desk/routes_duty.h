/* The parameters of registers, patrols and duty; routes.c has the rows. */
#ifndef CGI_BIN_DESK_ROUTES_DUTY_H
#define CGI_BIN_DESK_ROUTES_DUTY_H

#include "cgi-bin/web/param.h"

extern const struct param patrol_params[2];
extern const struct param track_params[2];
extern const struct param patrol_begin_params[2];
extern const struct param patrol_fix_params[1];
extern const struct param patrols_params[2];
extern const struct param plan_params[6];
extern const struct param case_matter_params[2];
extern const struct param matters_params[2];
extern const struct param matters_send_params[12];
extern const struct param matter_send_params[6];
extern const struct param duty_params[2];
extern const struct param duty_plan_params[10];
extern const struct param duty_swap_params[2];
extern const struct param duty_post_params[6];
extern const struct param leave_params[6];
extern const struct param book_params[2];
extern const struct param book_note_params[3];
extern const struct param book_sign_params[3];
extern const struct param duty_entry_params[1];

#endif
