/* The route table of the api program, and nothing else. */
#include "config.h"
#include "cgi-bin/web/route.h"

#include "cgi-bin/api/pages.h"
#include "cgi-bin/web/health.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

static const struct param grid_params[] = {
	{ "layer", P_TEXT, true, 1, 16 },
};

const struct route app_routes[] = {
	{ GET, "/api/grid.geojson", GUARD_PUBLIC, PARAMS(grid_params), page_grid },
	{ GET, "/api/healthz", GUARD_PUBLIC, NO_PARAMS, page_health, .flags = ROUTE_NO_TX },
	{ GET, "/healthz", GUARD_PUBLIC, NO_PARAMS, page_health, .flags = ROUTE_NO_TX },
};

const size_t app_nroutes = N(app_routes);
