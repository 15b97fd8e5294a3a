/* The names of the demo district's places. */
#include "config.h"
#include "batch/job_demo_city.h"

#include <string.h>

#include "batch/job_demo_grid.h"
#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/store/store_door.h"

#include "lib/base/banned.h"

enum { KIND_ROAD = 1, KIND_SQUARE = 2, KIND_BUILDING = 3, SQUARES = 2, MIDDLE = 500, ASIDE = 900 };

static enum err
add_place(struct app *app, int kind, const char *zh, const char *en, int32_t lat, int32_t lon)
{
	const struct db_arg args[] = { DB_I64(kind), DB_STR(zh), DB_STR(en), DB_I64(lat), DB_I64(lon) };

	return db_exec(app->db, SQL_DEMO_PLACE_ADD, args, N(args), NULL, NULL);
}

/* Each road where it is nearest to the middle of its length inside the district. */
static enum err
add_roads(struct app *app, const struct vocabulary *v)
{
	enum err e = OK;

	for (int i = 0; e == OK && i < STREETS; i++) {
		const char *zh = i < STREETS_EW ? v->lists[W_street_ew].s[i] : v->lists[W_street_ns].s[i - STREETS_EW];
		uint32_t along = MIDDLE;
		int32_t lat, lon;
		int number;

		while (!grid_on_street(i, along, true, &lat, &lon, &number) && along < 999)
			along++;
		e = add_place(app, KIND_ROAD, zh, v->lists[W_street_en].s[i], lat, lon);
	}
	return e;
}

/* The middle of a community's cells. */
static void
middle_of(int community, int32_t *lat, int32_t *lon)
{
	int64_t lats = 0, lons = 0, n = 0;

	for (int r = 0; r < GRID_ROWS; r++)
		for (int c = 0; c < GRID_COLS; c++)
			if (grid_community(r, c) == community) {
				lats += (grid_lat(r) + grid_lat(r + 1)) / 2;
				lons += (grid_lon(c) + grid_lon(c + 1)) / 2;
				n++;
			}
	*lat = (int32_t)(n > 0 ? lats / n : 0);
	*lon = (int32_t)(n > 0 ? lons / n : 0);
}

/* "梅园社区|Meiyuan" and "广场|Square": 梅园广场, Meiyuan Square. */
static enum err
add_building(struct app *app, const char *community, const char *what, int kind, int32_t lat, int32_t lon)
{
	const char *bar = strchr(community, '|'), *cut = strchr(what, '|');
	const char *zh = arena_strndup(app->arena, community, (size_t)(bar - community) - strlen("社区"));

	return add_place(app, kind,
	    arena_printf(app->arena, "%s%s", zh, arena_strndup(app->arena, what, (size_t)(cut - what))),
	    arena_printf(app->arena, "%s %s", bar + 1, cut + 1), lat, lon);
}

enum err
city_places(struct app *app, const struct vocabulary *v)
{
	enum err e = add_roads(app, v);

	for (int i = 0; e == OK && i < COMMUNITIES; i++) {
		const struct words *w = &v->lists[W_building];
		int32_t lat, lon;

		middle_of(i, &lat, &lon);
		/* The four of them at the corners of a block. */
		for (int k = 0; e == OK && k < (int)w->n; k++)
			e = add_building(app, v->lists[W_community].s[i], w->s[k], k < SQUARES ? KIND_SQUARE : KIND_BUILDING,
			    lat + (k % 2 == 0 ? ASIDE : -ASIDE), lon + (k / 2 % 2 == 0 ? ASIDE : -ASIDE));
	}
	return e == OK ? store_place_words_all(app->db) : e;
}
