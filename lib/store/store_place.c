#include "config.h"
#include "lib/store/store_place.h"

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/db/row.h"

#include "lib/base/banned.h"

static const struct db_col cell_cols[] = {
	COL_I64(cell_row, id), COL_I32(cell_row, layer_id), COL_STR(cell_row, code),
	COL_STR(cell_row, name_zh), COL_STR(cell_row, name_en),
};

enum err
store_cell_by_code(struct db *db, struct arena *a, enum grid_layer layer, const char *code,
    struct cell_row **out)
{
	const struct db_arg args[] = { DB_I64(layer), DB_STR(code) };
	struct cell_row *row = arena_new_of(a, struct cell_row);
	enum err e = db_one(db, SQL_CELL_BY_CODE, args, N(args), cell_cols, N(cell_cols), a, row);

	if (e == OK)
		*out = row;
	return e;
}

enum err
store_cells_at(struct db *db, struct arena *a, int32_t lat, int32_t lon, usec_t at, struct cells *out)
{
	static const struct db_col cols[] = { COL_I32(cell_row, layer_id), COL_STR(cell_row, code) };
	const struct db_arg args[] = { DB_STR(arena_printf(a, "POINT(%d %d)", lon, lat)), DB_TIME(at), DB_TIME(at) };
	struct cell_row *hits, *cell;
	struct cells found = { 0, 0, 0 };
	size_t n;
	enum err e = db_all(db, SQL_CELLS_AT, args, N(args), cols, N(cols), a, sizeof(*hits), &hits, &n);

	for (size_t i = 0; e == OK && i < n; i++) {
		e = store_cell_by_code(db, a, (enum grid_layer)hits[i].layer_id, hits[i].code, &cell);
		if (e != OK)
			break;
		switch (hits[i].layer_id) {
		case LAYER_UNIT: found.unit_cell_id = cell->id; break;
		case LAYER_BASE: found.base_cell_id = cell->id; break;
		case LAYER_AUTONOMY: found.auto_cell_id = cell->id; break;
		default: break;
		}
	}
	if (e == OK)
		*out = found;
	return e;
}

enum err
store_cell_centre(struct db *db, struct arena *a, int64_t id, int32_t *lat, int32_t *lon)
{
	struct point {
		int32_t lon, lat;
	} p = { 0, 0 };
	static const struct db_col cols[] = { COL_I32(point, lon), COL_I32(point, lat) };
	const struct db_arg args[] = { DB_I64(id) };
	enum err e = db_one(db, SQL_CELL_CENTRE, args, N(args), cols, N(cols), a, &p);

	if (e == OK) {
		*lat = p.lat;
		*lon = p.lon;
	}
	return e;
}

enum err
store_cells(struct db *db, struct arena *a, enum grid_layer layer, usec_t at, struct cell_row **out,
    size_t *n)
{
	const struct db_arg args[] = { DB_I64(layer), DB_TIME(at) };

	return db_all(db, SQL_CELL_LIST, args, N(args), cell_cols, N(cell_cols), a, sizeof(**out), out, n);
}

static const struct db_col shape_cols[] = {
	COL_I64(cell_row, id), COL_STR(cell_row, code), COL_STR(cell_row, name_zh), COL_STR(cell_row, name_en),
	COL_STR(cell_row, wkt),
};

enum err
store_cell_shapes(struct db *db, struct arena *a, enum grid_layer layer, usec_t at,
    struct cell_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(layer), DB_TIME(at) };

	return db_all(db, SQL_CELL_SHAPES, args, N(args), shape_cols, N(shape_cols), a, sizeof(**out), out, n);
}

enum err
store_layers(struct db *db, struct arena *a, usec_t at, struct layer_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(layer_row, id), COL_STR(layer_row, code), COL_STR(layer_row, name_zh), COL_STR(layer_row, name_en),
		COL_BOOL(layer_row, has_cells),
	};
	const struct db_arg args[] = { DB_TIME(at) };

	return db_all(db, SQL_LAYERS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_unit_cells(struct db *db, struct arena *a, struct cell_row **out, size_t *n)
{
	return db_all(db, SQL_UNIT_CELLS, NULL, 0, shape_cols, N(shape_cols), a, sizeof(**out), out, n);
}

enum err
store_components_near(struct db *db, struct arena *a, int32_t south, int32_t north, int32_t west, int32_t east,
    const char *codes, struct component_spot **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(component_spot, id), COL_I32(component_spot, lat), COL_I32(component_spot, lon),
		COL_I64(component_spot, cell_id),
	};
	const struct db_arg args[] = { DB_I64(south), DB_I64(north), DB_I64(west), DB_I64(east), DB_STR(codes) };

	return db_all(db, SQL_COMPONENTS_NEAR, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}

enum err
store_components_move(struct db *db, const char *pairs)
{
	const struct db_arg args[] = { DB_STR(pairs) };

	return db_exec(db, SQL_COMPONENTS_MOVE, args, N(args), NULL, NULL);
}

enum err
store_district(struct db *db, struct arena *a, usec_t at, struct cell_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_DISTRICT_SHAPES, args, N(args), shape_cols, N(shape_cols), a, sizeof(**out), out, n);
}

static const struct db_col person_cols[] = {
	COL_I64(person_row, id), COL_STR(person_row, name), COL_I64(person_row, unit_id),
	COL_BOOL(person_row, own_grid),
};

enum err
store_supervisors(struct db *db, struct arena *a, int64_t base_cell_id, usec_t at,
    struct person_row **out, size_t *n)
{
	const struct db_arg args[] = { DB_I64(base_cell_id), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_SUPERVISORS, args, N(args), person_cols, N(person_cols), a, sizeof(**out), out, n);
}

enum err
store_handlers(struct db *db, struct arena *a, int64_t unit_id, usec_t at, struct person_row **out,
    size_t *n)
{
	const struct db_arg args[] = { DB_I64(unit_id), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_HANDLERS, args, N(args), person_cols, N(person_cols), a, sizeof(**out), out, n);
}

enum err
store_unit_of_user(struct db *db, int64_t user_id, int64_t *unit_id)
{
	const struct db_arg args[] = { DB_I64(user_id) };

	return db_number(db, SQL_USER_UNIT, args, N(args), unit_id);
}

enum err
store_shift_of(struct db *db, int64_t user_id, int32_t day, int32_t minute, int64_t *shift_id)
{
	const struct db_arg args[] = { DB_I64(user_id), DB_I64(day), DB_I64(minute), DB_I64(minute),
		DB_I64((int64_t)day - 1), DB_I64(minute) };
	enum err e = db_number(db, SQL_SHIFT_OF, args, N(args), shift_id);

	if (e == ERR_NOT_FOUND) {
		*shift_id = 0;
		e = OK;
	}
	return e;
}

enum err
store_duty(struct db *db, struct arena *a, int64_t class_id, int64_t cell_id, int64_t component_id,
    usec_t at, struct duty_row **out, size_t *n)
{
	static const struct db_col cols[] = {
		COL_I64(duty_row, unit_id), COL_I32(duty_row, part), COL_STR(duty_row, basis_zh),
		COL_STR(duty_row, basis_en), COL_STR(duty_row, unit_zh), COL_STR(duty_row, unit_en),
	};
	const struct db_arg who[] = { DB_I64(component_id) };
	int64_t owner = 0;
	enum err e = OK;

	if (component_id != 0)
		e = db_number(db, SQL_COMPONENT_OWNER, who, N(who), &owner);
	if (e != OK)
		return e;

	const struct db_arg args[] = { DB_I64(class_id), DB_I64(cell_id), DB_I64(owner), DB_TIME(at), DB_TIME(at) };

	return db_all(db, SQL_DUTY_PROPOSALS, args, N(args), cols, N(cols), a, sizeof(**out), out, n);
}
