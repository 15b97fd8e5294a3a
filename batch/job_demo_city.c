#include "config.h"
#include "batch/job_demo_city.h"

#include <stdio.h>
#include <string.h>

#include "batch/files.h"
#include "batch/job_demo_grid.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/check.h"
#include "lib/db/row.h"
#include "lib/db/script.h"
#include "lib/db/tx.h"
#include "lib/store/store_catalog.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

enum { CITY_SEED = 340503005 };	/* the ground is the same whatever --seed says */

/* Facilities: how many of a class stand about, and who owns and looks after them. */
static const struct stock {
	int64_t class_id;
	int count;
	const char *owner, *maintainer;
} stocks[] = {
	{ 10101, 130, "gongshui", "gongshui" }, { 10102, 170, "shizheng", "shizheng" },
	{ 10103, 170, "shizheng", "shizheng" }, { 10104, 220, "shizheng", "shizheng" },
	{ 10105, 50, "gongdian", "gongdian" }, { 10107, 120, "tongxin", "tongxin" },
	{ 10111, 50, "ranqi", "ranqi" }, { 10127, 70, "tongxin", "tongxin" },
	{ 10128, 30, "gongdian", "gongdian" }, { 10130, 60, "gongdian", "gongdian" },
	{ 10137, 260, "shizheng", "gongdian" }, { 10146, 30, "wuye", "wuye" },
	{ 10160, 60, "gongshui", "gongshui" }, { 10204, 24, "shizheng", "shizheng" },
	{ 10212, 40, "shizheng", "shizheng" }, { 10217, 30, "jiaojing", "jiaojing" },
	{ 10260, 50, "jiaojing", "jiaojing" }, { 10301, 14, "huanwei", "huanwei" },
	{ 10305, 200, "huanwei", "huanwei" }, { 10402, 280, "yuanlin", "yuanlin" },
	{ 10407, 40, "yuanlin", "yuanlin" }, { 10460, 20, "yuanlin", "yuanlin" },
};

struct unit_id {
	int64_t id;
	const char *code;
};

static enum err
run_script(struct app *app)
{
	const char *path = job_share(app, "sql/seed/demo/district.sql");
	char *text;
	int done;
	enum err e = file_read(app->arena, path, &text, NULL);

	if (e == OK && (e = db_script(app->db, text, &done)) != OK)
		return err_raise(e, "%s, statement %d: %s", path, done + 1, arena_strdup(app->arena, err_text()));
	return e;
}

static const char *
outline(struct app *app, grid_layer_fn *of, int want)
{
	struct buf b;

	buf_init(&b, app->arena);
	grid_outline(&b, of, want);
	return b.s;
}

/* "梅园社区|Meiyuan": the part before or behind the bar, in the arena. */
static char *
half(struct app *app, const char *pair, bool second)
{
	const char *bar = strchr(pair, '|');

	if (bar == NULL)
		return arena_strdup(app->arena, pair);
	return second ? arena_strdup(app->arena, bar + 1) : arena_strndup(app->arena, pair, (size_t)(bar - pair));
}

static enum err
add_division(struct app *app, const char *code, const char *zh, const char *en, int level,
    const char *parent, const char *shape)
{
	const struct db_arg args[] = { DB_STR(code), DB_STR(zh), DB_STR(en), DB_I64(level), DB_STR(parent),
		DB_STR(shape) };

	return db_exec(app->db, SQL_DEMO_DIVISION_ADD, args, N(args), NULL, NULL);
}

static enum err
add_divisions(struct app *app, const struct vocabulary *v)
{
	enum err e = add_division(app, GRID_STREET_CODE, "霍里街道", "Huoli Street", 1, "340503",
	    outline(app, grid_whole, 0));

	for (int i = 0; e == OK && i < COMMUNITIES; i++) {
		const char *pair = v->lists[W_community].s[i];
		char code[COMMUNITY_CODE_LEN + 1];

		grid_community_code(code, i);
		e = add_division(app, code, half(app, pair, false),
		    arena_printf(app->arena, "%s community", half(app, pair, true)), 0, GRID_STREET_CODE,
		    outline(app, grid_community, i));
	}
	return e;
}

/* One cell of a layer; community -1 for those that lie over several. */
static enum err
add_cell(struct app *app, int64_t centre, enum grid_layer layer, const char *code, const char *zh,
    const char *en, int community, const char *shape, int cells)
{
	char own[COMMUNITY_CODE_LEN + 1] = "";

	if (community >= 0)
		grid_community_code(own, community);

	const struct db_arg args[] = { DB_I64(layer), DB_STR(code), DB_STR(zh), DB_STR(en), DB_I64(centre),
		DB_STR(community >= 0 ? own : NULL), DB_STR(shape), DB_I64(cells * 10000),
		DB_STR(layer == LAYER_AUTONOMY ? "居住" : layer == LAYER_BASE ? "公共空间" : "") };

	return db_exec(app->db, SQL_DEMO_CELL_ADD, args, N(args), NULL, NULL);
}

static enum err
add_unit_cells(struct app *app, const struct vocabulary *v, int64_t centre)
{
	enum err e = OK;

	for (int r = 0; r < GRID_ROWS; r++)
		for (int c = 0; e == OK && c < GRID_COLS; c++) {
			const int own = grid_community(r, c);
			char code[GRID_CODE_LEN + 1];
			const char *pair, *shape;

			if (own < 0)
				continue;
			grid_cell_code(code, r, c);
			pair = v->lists[W_community].s[own];
			shape = arena_printf(app->arena, "POLYGON((%d %d,%d %d,%d %d,%d %d,%d %d))",
			    grid_lon(c), grid_lat(r), grid_lon(c + 1), grid_lat(r), grid_lon(c + 1), grid_lat(r + 1),
			    grid_lon(c), grid_lat(r + 1), grid_lon(c), grid_lat(r));
			e = add_cell(app, centre, LAYER_UNIT, code,
			    arena_printf(app->arena, "%s%s网格", half(app, pair, false), code + COMMUNITY_CODE_LEN),
			    arena_printf(app->arena, "%s %s", half(app, pair, true), code + COMMUNITY_CODE_LEN),
			    own, shape, 1);
		}
	return e;
}

static enum err
add_cells(struct app *app, const struct vocabulary *v)
{
	struct unit_row *centre;
	enum err e = store_centre_here(app->db, app->arena, &centre);

	if (e == OK)
		e = add_unit_cells(app, v, centre->id);
	for (int i = 0; e == OK && i < BASE_GRIDS; i++)
		e = add_cell(app, centre->id, LAYER_BASE, arena_printf(app->arena, GRID_STREET_CODE "J%02d", i + 1),
		    arena_printf(app->arena, "第%02d基础网格", i + 1), arena_printf(app->arena, "Base grid %02d", i + 1),
		    -1, outline(app, grid_base, i), grid_count(grid_base, i));
	for (int i = 0; e == OK && i < AUTONOMY_GRIDS; i++) {
		const char *pair = v->lists[W_community].s[i];

		e = add_cell(app, centre->id, LAYER_AUTONOMY,
		    arena_printf(app->arena, GRID_STREET_CODE "Z%02d", i + 1),
		    arena_printf(app->arena, "%s自治网格", half(app, pair, false)),
		    arena_printf(app->arena, "%s self-governance grid", half(app, pair, true)), i,
		    outline(app, grid_autonomy, i), grid_count(grid_autonomy, i));
	}
	return e;
}

static int64_t
unit_by_code(const struct unit_id *units, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].code, code) == 0)
			return units[i].id;
	return 0;
}

static enum err
add_component(struct app *app, const struct vocabulary *v, const struct stock *s, int seq,
    const struct class_row *k, int64_t owner, int64_t maintainer, struct rng *r)
{
	const bool damaged = rng_permille(r, 40);
	char cell[GRID_CODE_LEN + 1];
	int32_t lat, lon;
	int street, number, row, col;

	do
		street = (int)rng_below(r, STREETS);
	while (!grid_on_street(street, rng_below(r, 1000), rng_permille(r, 500), &lat, &lon, &number));
	(void)grid_at(lat, lon, &row, &col);
	grid_cell_code(cell, row, col);

	const char *road = street < STREETS_EW ? v->lists[W_street_ew].s[street]
	                                       : v->lists[W_street_ns].s[street - STREETS_EW];
	const struct db_arg args[] = {
		DB_STR(arena_printf(app->arena, "340503%s%s%06d", k->major_code, k->minor_code, seq)),
		DB_I64(s->class_id), DB_STR(arena_printf(app->arena, "%s%d号旁%s", road, number, k->name_zh)),
		DB_STR(arena_printf(app->arena, "%s no. %d", k->name_en, seq)), DB_I64(lat), DB_I64(lon),
		DB_I64(maintainer), DB_I64(owner), DB_I64(maintainer),
		DB_I64(damaged ? 2 + (int)rng_below(r, 3) : 1), DB_I64(day_of_date(2023, 9, 1) + seq % 60),
		DB_TIME(day_start(day_of_date(2023, 11, 1))), DB_STR(cell) };

	return db_exec(app->db, SQL_DEMO_COMPONENT_ADD, args, N(args), NULL, NULL);
}

static enum err
add_components(struct app *app, const struct vocabulary *v)
{
	static const struct db_col cols[] = {
		COL_I64(unit_id, id), COL_STR(unit_id, code),
	};
	struct rng r = rng_stream(CITY_SEED, 'c', 0);
	struct unit_id *units;
	struct class_row *k;
	size_t n;
	enum err e = db_all(app->db, SQL_DEMO_UNIT_IDS, NULL, 0, cols, N(cols), app->arena,
	    sizeof(*units), &units, &n);

	for (size_t i = 0; e == OK && i < N(stocks); i++) {
		const int64_t owner = unit_by_code(units, n, stocks[i].owner);
		const int64_t maintainer = unit_by_code(units, n, stocks[i].maintainer);

		e = store_class_by_id(app->db, app->arena, stocks[i].class_id, &k);
		for (int seq = 1; e == OK && seq <= stocks[i].count; seq++)
			e = add_component(app, v, &stocks[i], seq, k, owner, maintainer, &r);
	}
	return e;
}

static enum err
add_patrols(struct app *app)
{
	const struct db_arg args[] = { DB_STR("网格内主干道路口"), DB_STR("市容环境、占道经营、部件完好；发现问题即报，能当场处置的当场处置") };

	return db_exec(app->db, SQL_DEMO_PATROL_PLANS, args, N(args), NULL, NULL);
}

enum err
city_make(struct app *app, const struct vocabulary *v, bool *made)
{
	CLEANUP(db_rollbackp) struct db_tx *tx = NULL;
	int64_t have;
	enum err e = db_number(app->db, SQL_DEMO_HAS_CITY, NULL, 0, &have);

	*made = false;
	if (e != OK || have > 0)
		return e;
	if ((e = db_begin(app->db, &tx)) != OK || (e = run_script(app)) != OK ||
	    (e = add_divisions(app, v)) != OK || (e = add_cells(app, v)) != OK ||
	    (e = add_components(app, v)) != OK || (e = city_places(app, v)) != OK ||
	    (e = city_people(app, v, day_start(day_of_date(2024, 1, 1)))) != OK || (e = add_patrols(app)) != OK ||
	    (e = db_commit(&tx)) != OK)
		return e;
	*made = true;
	return OK;
}
