#include "config.h"
#include "lib/rule/near.h"

#include <string.h>

#include "lib/rule/ground.h"

#include "lib/base/banned.h"

enum { TILE_ROW = 100000, LAT_TILES = 180000000 / NEAR_TILE, LON_TILES = 360000000 / NEAR_TILE, STEP = 100 };

int64_t
near_tile(int32_t lat, int32_t lon)
{
	return ((int64_t)lat + 90000000) / NEAR_TILE * TILE_ROW + ((int64_t)lon + 180000000) / NEAR_TILE;
}

void
near_tiles(int64_t tile, int64_t out[NEAR_TILES])
{
	for (int i = 0; i < NEAR_TILES; i++)
		out[i] = tile + (i / 3 - 1) * TILE_ROW + i % 3 - 1;
}

bool
near_tile_is(int64_t tile)
{
	return tile >= 0 && tile / TILE_ROW <= LAT_TILES && tile % TILE_ROW <= LON_TILES;
}

/* To the nearest STEP microdegrees: some ten metres. */
static int32_t
rounded(int32_t v)
{
	const int32_t half = v < 0 ? -STEP / 2 : STEP / 2;

	return (v + half) / STEP * STEP;
}

bool
near_shown(const struct near_class *k, const struct near_case *c, usec_t now, struct near_point *at)
{
	const int32_t days = k->days < NEAR_DAYS_MAX ? k->days : NEAR_DAYS_MAX;

	if (!k->for_public || (k->private && c->cell_id == 0))
		return false;
	if (c->closed_at != USEC_NONE && c->closed_at <= now - days * USEC_DAY)
		return false;
	*at = k->private ? (struct near_point){ c->cell_lat, c->cell_lon, true } :
	    (struct near_point){ rounded(c->lat), rounded(c->lon), false };
	return true;
}

static int32_t
radius_of(const struct near_class *mine, const struct near_class *theirs)
{
	int32_t r = theirs->radius;

	if (mine == NULL)
		return r < NEAR_UNKNOWN ? r : NEAR_UNKNOWN;
	if (mine->radius == 0 || r == 0)
		return 0;
	r = mine->radius > r ? mine->radius : r;
	return r < NEAR_RADIUS_MAX ? r : NEAR_RADIUS_MAX;
}

bool
near_alike(const struct near_class *mine, const struct near_class *theirs)
{
	return mine->radius != 0 && theirs->radius != 0 &&
	    (mine->id == theirs->id || (mine->group[0] != '\0' && strcmp(mine->group, theirs->group) == 0));
}

bool
near_named(const struct near_class *mine, const struct near_class *theirs, const struct near_case *c, usec_t now,
    bool in_community)
{
	struct near_point at;

	return near_alike(mine, theirs) && (in_community || !theirs->private) && near_shown(theirs, c, now, &at);
}

bool
near_same(const struct near_class *mine, const struct near_class *theirs, const struct near_report *r,
    const struct near_case *c, struct near_hit *out)
{
	const int32_t radius = radius_of(mine, theirs);
	struct near_hit hit = { .row = out->row };

	if (radius == 0 || (mine != NULL && !near_alike(mine, theirs)))
		return false;
	if (!near_shown(theirs, c, r->now, &hit.at))
		return false;
	hit.metres = hit.at.coarse ? ground_metres(r->lat, r->lon, hit.at.lat, hit.at.lon) :
	    ground_metres(r->lat, r->lon, c->lat, c->lon);
	if (hit.metres > radius)
		return false;
	hit.metres = (hit.metres + 5) / 10 * 10;
	*out = hit;
	return true;
}

int
near_closer(const void *a, const void *b)
{
	const struct near_hit *x = a, *y = b;

	if (x->metres != y->metres)
		return x->metres < y->metres ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}
