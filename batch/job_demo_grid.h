/*
 * The invented ground of the demo district: 600 unit grids of 100 metres in 24
 * rows, and what lies over them: 25 communities, 20 base grids, 25
 * self-governance grids inside the communities.  Pure arithmetic.
 */
#ifndef BATCH_JOB_DEMO_GRID_H
#define BATCH_JOB_DEMO_GRID_H

#include <stdbool.h>
#include <stdint.h>

struct buf;

enum {
	GRID_ROWS = 24, GRID_COLS = 28, GRID_CELLS = 600,
	COMMUNITIES = 25, BASE_GRIDS = 20, AUTONOMY_GRIDS = 25,
	STREETS_EW = 6, STREETS_NS = 7, STREETS = STREETS_EW + STREETS_NS,
	GRID_CODE_LEN = 15, COMMUNITY_CODE_LEN = 12
};
#define GRID_STREET_CODE "340503005"	/* 霍里街道 */

/* Whether the district has a cell there; row 0 is the northernmost. */
bool grid_has(int row, int col);
/* Which community, base grid and self-governance grid a cell belongs to; -1 for none. */
int grid_community(int row, int col);
int grid_base(int row, int col);
int grid_autonomy(int row, int col);
/* All cells, for the outline of the whole: 0 inside, -1 outside. */
int grid_whole(int row, int col);

/* Latitude of a row's northern edge and longitude of a column's western edge, in microdegrees. */
int32_t grid_lat(int row);
int32_t grid_lon(int col);
/* The cell of a point; false outside all. */
bool grid_at(int32_t lat, int32_t lon, int *row, int *col);

/* "340503005001" and "340503005001001": numbered in each community from west to east, then south. */
void grid_community_code(char out[COMMUNITY_CODE_LEN + 1], int community);
void grid_cell_code(char out[GRID_CODE_LEN + 1], int row, int col);

typedef int grid_layer_fn(int row, int col);
/* The outline of the cells for which of() is want, as WKT; every row must be one run of cells. */
void grid_outline(struct buf *b, grid_layer_fn *of, int want);
/* How many cells that are. */
int grid_count(grid_layer_fn *of, int want);

/*
 * A point some metres beside a street (0 … STREETS - 1, first those from west
 * to east), at along (0 … 999) of its length; *number gets its house number.
 * False when it falls outside the district.
 */
bool grid_on_street(int street, uint32_t along, bool left, int32_t *lat, int32_t *lon, int *number);
/* The street a point lies nearest to, and the house number it has there. */
int grid_nearest_street(int32_t lat, int32_t lon, int *number);

#endif
