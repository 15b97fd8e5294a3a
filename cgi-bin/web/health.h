/* What a watchdog asks: is this program up, and does its database answer. */
#ifndef CGI_BIN_WEB_HEALTH_H
#define CGI_BIN_WEB_HEALTH_H

#include "lib/base/err.h"

struct request;

/* "/healthz": 200 "ok" after a SELECT 1, 503 otherwise.  A row of every route table. */
enum err page_health(struct request *rq) MUST_USE;

#endif
