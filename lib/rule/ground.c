#include "config.h"
#include "lib/rule/ground.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/banned.h"

/* Metres of a microdegree along a meridian. */
static const double METRES = 0.111194926644559;

struct xy {
	double x, y;	/* metres from the point asked about */
};

static struct xy
from_here(double lat, double lon, int32_t here_lat, int32_t here_lon)
{
	const double shrink = cos((double)here_lat * 1e-6 * M_PI / 180);

	return (struct xy){ (lon - here_lon) * METRES * shrink, (lat - here_lat) * METRES };
}

static int32_t
whole(double metres)
{
	return metres >= INT32_MAX ? INT32_MAX : (int32_t)(metres + 0.5);
}

int32_t
ground_metres(int32_t lat1, int32_t lon1, int32_t lat2, int32_t lon2)
{
	const struct xy d = from_here(lat2, lon2, lat1, lon1);

	return whole(hypot(d.x, d.y));
}

/* From the origin to the stretch between a and b. */
static double
to_stretch(struct xy a, struct xy b)
{
	const double dx = b.x - a.x, dy = b.y - a.y, len = dx * dx + dy * dy;
	double t = len > 0 ? -(a.x * dx + a.y * dy) / len : 0;

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return hypot(a.x + t * dx, a.y + t * dy);
}

bool
ground_metres_to(const char *wkt, int32_t lat, int32_t lon, int32_t *metres)
{
	static const char head[] = "POLYGON((";
	struct xy last = { 0, 0 }, at;
	double best = INFINITY;
	bool inside = false;
	size_t n = 0;
	char *end;

	if (strncmp(wkt, head, sizeof(head) - 1) != 0)
		return false;
	for (const char *s = wkt + sizeof(head) - 1; ; s = end + 1) {
		const double x = strtod(s, &end);
		const char *second = end;
		const double y = strtod(second, &end);

		if (end == second || second == s)
			return false;
		at = from_here(y, x, lat, lon);
		if (n++ > 0) {
			best = fmin(best, to_stretch(last, at));
			if ((last.y > 0) != (at.y > 0) &&
			    last.x + (at.x - last.x) * last.y / (last.y - at.y) > 0)
				inside = !inside;
		}
		last = at;
		if (*end != ',')
			break;
	}
	if (*end != ')' || n < 4)
		return false;
	*metres = inside ? 0 : whole(best);
	return true;
}
