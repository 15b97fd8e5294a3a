#include "config.h"
#include "cgi-bin/web/geo.h"

#include <stdlib.h>
#include <string.h>

#include "lib/part/json.h"

#include "lib/base/banned.h"

void
geo_put_polygon(struct json_writer *j, const char *wkt)
{
	const char *p = strchr(wkt, '(');

	json_open(j, "geometry", '{');
	json_put_text(j, "type", "Polygon");
	json_open(j, "coordinates", '[');
	json_open(j, NULL, '[');
	for (p = p != NULL ? p + strspn(p, "(") : ""; *p != '\0' && *p != ')';) {
		char *end;
		double x = strtod(p, &end), y = strtod(end, &end);

		json_open(j, NULL, '[');
		json_put_fixed(j, NULL, (int64_t)x, 6);
		json_put_fixed(j, NULL, (int64_t)y, 6);
		json_close(j);
		p = end + strspn(end, ", ");
	}
	json_close(j);
	json_close(j);
	json_close(j);
}
