/* Grids, the people in them, the duty table.  Statements: sql/query/place.sql. */
#ifndef LIB_STORE_STORE_PLACE_H
#define LIB_STORE_STORE_PLACE_H

#include "lib/base/clock.h"
#include "lib/db/conn.h"

struct arena;

/* Layers of sql/seed. */
enum grid_layer { LAYER_UNIT = 1, LAYER_BASE = 2, LAYER_AUTONOMY = 3 };

struct cell_row {
	int64_t id;
	int32_t layer_id;
	const char *code, *name_zh, *name_en, *wkt;
};
/* The cell of each layer that holds a point; ids are 0 where there is none. */
struct cells {
	int64_t unit_cell_id, base_cell_id, auto_cell_id;
};
enum err store_cells_at(struct db *db, struct arena *a, int32_t lat, int32_t lon, usec_t at,
    struct cells *out) MUST_USE;
enum err store_cell_by_code(struct db *db, struct arena *a, enum grid_layer layer, const char *code,
    struct cell_row **out) MUST_USE;
/* The middle of a cell in microdegrees. */
enum err store_cell_centre(struct db *db, struct arena *a, int64_t id, int32_t *lat, int32_t *lon) MUST_USE;
enum err store_cells(struct db *db, struct arena *a, enum grid_layer layer, usec_t at,
    struct cell_row **out, size_t *n) MUST_USE;
/* The divisions of the highest level there is now, with their polygons. */
enum err store_district(struct db *db, struct arena *a, usec_t at, struct cell_row **out, size_t *n) MUST_USE;
/* With their polygons as WKT, x = longitude in microdegrees. */
enum err store_cell_shapes(struct db *db, struct arena *a, enum grid_layer layer, usec_t at,
    struct cell_row **out, size_t *n) MUST_USE;

/* The grid layers there are; has_cells: there are some now. */
struct layer_row {
	int64_t id;
	const char *code, *name_zh, *name_en;
	bool has_cells;
};
enum err store_layers(struct db *db, struct arena *a, usec_t at, struct layer_row **out, size_t *n) MUST_USE;
/* All unit cells of now with their polygons, by code. */
enum err store_unit_cells(struct db *db, struct arena *a, struct cell_row **out, size_t *n) MUST_USE;
/* Where a component stands and the unit cell it is counted to; 0: none. */
struct component_spot {
	int64_t id, cell_id;
	int32_t lat, lon;
};
/* Components in a box of microdegrees, and those counted to unit cells of these codes (a JSON list), ended or not. */
enum err store_components_near(struct db *db, struct arena *a, int32_t south, int32_t north, int32_t west, int32_t east,
    const char *codes, struct component_spot **out, size_t *n) MUST_USE;
/* Counts components to other cells: "[[component, cell],…]", cell 0 for none. */
enum err store_components_move(struct db *db, const char *pairs) MUST_USE;

struct person_row {
	int64_t id, unit_id;
	const char *name;
	bool own_grid;
};
/* Supervisors, the case's own grid's first; hands of a unit. */
enum err store_supervisors(struct db *db, struct arena *a, int64_t base_cell_id, usec_t at,
    struct person_row **out, size_t *n) MUST_USE;
enum err store_handlers(struct db *db, struct arena *a, int64_t unit_id, usec_t at,
    struct person_row **out, size_t *n) MUST_USE;
/* The unit of a person, 0 for none. */
enum err store_unit_of_user(struct db *db, int64_t user_id, int64_t *unit_id) MUST_USE;
/* The shift a person is on at a local day and minute, 0 for none. */
enum err store_shift_of(struct db *db, int64_t user_id, int32_t day, int32_t minute, int64_t *shift_id) MUST_USE;

struct duty_row {
	int64_t unit_id;
	int32_t part;
	const char *basis_zh, *basis_en, *unit_zh, *unit_en;
};
/* What the duty table proposes, the most particular rule first. */
enum err store_duty(struct db *db, struct arena *a, int64_t class_id, int64_t cell_id,
    int64_t component_id, usec_t at, struct duty_row **out, size_t *n) MUST_USE;

#endif
