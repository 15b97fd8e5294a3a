/* The route table of the desk program, and nothing else. */
#include "config.h"
#include "cgi-bin/web/route.h"

#include "cgi-bin/web/health.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

const struct route app_routes[] = {
	{ GET, "/desk/healthz", GUARD_PUBLIC, NO_PARAMS, page_health, .flags = ROUTE_NO_TX },
	{ GET, "/healthz", GUARD_PUBLIC, NO_PARAMS, page_health, .flags = ROUTE_NO_TX },
};

const size_t app_nroutes = N(app_routes);
