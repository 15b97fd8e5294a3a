/* The duty screen, a unit's own page, the leader's exceptions. */
#ifndef CGI_BIN_DESK_BOARD_H
#define CGI_BIN_DESK_BOARD_H

#include "cgi-bin/web/param.h"
#include "lib/base/err.h"

struct request;

extern const struct param unit_page_params[1];

enum err page_board(struct request *rq) MUST_USE;
enum err page_unit(struct request *rq) MUST_USE;
enum err page_today(struct request *rq) MUST_USE;

#endif
