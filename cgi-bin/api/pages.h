/* What other systems and our own map ask for. */
#ifndef CGI_BIN_API_PAGES_H
#define CGI_BIN_API_PAGES_H

#include "cgi-bin/web/request.h"
#include "lib/base/err.h"

enum err page_grid(struct request *rq) MUST_USE;	/* one layer's cells as GeoJSON */

#endif
