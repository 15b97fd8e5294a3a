#include "config.h"
#include "batch/job_demo_grid.h"

#include <stdio.h>
#include <stdlib.h>

#include "lib/base/buf.h"
#include "lib/base/check.h"

#include "lib/base/banned.h"

/*
 * The north-western corner, and 100 metres in microdegrees at 31.7 degrees
 * north: 898 of latitude, 1056 of longitude.
 */
enum { NORTH = 31710800, WEST = 118545200, STEP_LAT = 898, STEP_LON = 1056 };

/* First column of each row, and the one behind its last. */
static const signed char first_col[GRID_ROWS] = {
	3, 2, 2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 1, 2, 2, 4, 5
};
static const signed char end_col[GRID_ROWS] = {
	23, 24, 25, 26, 26, 27, 27, 28, 28, 28, 28, 28, 28, 28, 27, 27, 27, 27, 26, 26, 25, 25, 24, 23
};

/* Bands of rows, each cut into five by columns. */
struct band {
	signed char row, cut[4];
};
static const struct band community_bands[] = {
	{ 0, { 8, 12, 17, 21 } }, { 5, { 6, 12, 16, 22 } }, { 10, { 7, 11, 17, 22 } },
	{ 15, { 6, 11, 16, 21 } }, { 20, { 8, 13, 17, 21 } },
};
static const struct band base_bands[] = {
	{ 0, { 8, 13, 17, 22 } }, { 6, { 6, 11, 17, 22 } }, { 12, { 7, 12, 16, 22 } }, { 18, { 7, 12, 17, 21 } },
};

static const signed char street_row[STREETS_EW] = { 3, 7, 11, 14, 18, 22 };
static const signed char street_col[STREETS_NS] = { 3, 6, 10, 14, 18, 21, 24 };

bool
grid_has(int row, int col)
{
	return row >= 0 && row < GRID_ROWS && col >= first_col[row] && col < end_col[row];
}

static int
in_bands(const struct band *bands, int n, int row, int col)
{
	int b = n - 1, c = 0;

	if (!grid_has(row, col))
		return -1;
	while (row < bands[b].row)
		b--;
	while (c < 4 && col >= bands[b].cut[c])
		c++;
	return b * 5 + c;
}

int
grid_community(int row, int col)
{
	return in_bands(community_bands, N(community_bands), row, col);
}

int
grid_base(int row, int col)
{
	return in_bands(base_bands, N(base_bands), row, col);
}

/* The compounds: a community without its outermost cells, where streets and squares are. */
int
grid_autonomy(int row, int col)
{
	const int own = grid_community(row, col);

	return own >= 0 && grid_community(row - 1, col) == own && grid_community(row + 1, col) == own &&
	    grid_community(row, col - 1) == own && grid_community(row, col + 1) == own ? own : -1;
}

int
grid_whole(int row, int col)
{
	return grid_has(row, col) ? 0 : -1;
}

int32_t
grid_lat(int row)
{
	return NORTH - row * STEP_LAT;
}

int32_t
grid_lon(int col)
{
	return WEST + col * STEP_LON;
}

bool
grid_at(int32_t lat, int32_t lon, int *row, int *col)
{
	if (lat > NORTH || lon < WEST)
		return false;
	*row = (NORTH - lat) / STEP_LAT;
	*col = (lon - WEST) / STEP_LON;
	return grid_has(*row, *col);
}

void
grid_community_code(char out[COMMUNITY_CODE_LEN + 1], int community)
{
	(void)snprintf(out, COMMUNITY_CODE_LEN + 1, "%s%03u", GRID_STREET_CODE, (unsigned)(community + 1) % 1000);
}

void
grid_cell_code(char out[GRID_CODE_LEN + 1], int row, int col)
{
	const int own = grid_community(row, col);
	unsigned seq = 0;

	for (int r = 0; r <= row; r++)
		for (int c = 0; c < GRID_COLS && (r < row || c <= col); c++)
			seq += grid_community(r, c) == own;
	(void)snprintf(out, GRID_CODE_LEN + 1, "%s%03u%03u", GRID_STREET_CODE, (unsigned)(own + 1) % 1000,
	    seq % 1000);
}

/* An outline while it is drawn; a corner that is the last one again is left out. */
struct outline {
	struct buf *b;
	int row, col;
};

static void
corner(struct outline *o, int row, int col)
{
	if (row == o->row && col == o->col)
		return;
	buf_printf(o->b, "%s%d %d", o->row < 0 ? "" : ",", grid_lon(col), grid_lat(row));
	o->row = row;
	o->col = col;
}

/* First column of a row's cells in *from, the one behind the last in *to; false when it has none. */
static bool
run(grid_layer_fn *of, int want, int row, int *from, int *to)
{
	*from = *to = -1;
	for (int c = 0; c < GRID_COLS; c++)
		if (of(row, c) == want) {
			if (*from < 0)
				*from = c;
			*to = c + 1;
		}
	return *from >= 0;
}

void
grid_outline(struct buf *b, grid_layer_fn *of, int want)
{
	struct outline o = { b, -1, -1 };
	int top = -1, bottom = -1, from, to;

	for (int r = 0; r < GRID_ROWS; r++)
		if (run(of, want, r, &from, &to)) {
			top = top < 0 ? r : top;
			bottom = r;
		}
	if (top < 0)
		return;
	buf_str(b, "POLYGON((");
	for (int r = top; r <= bottom; r++) {	/* down the eastern side */
		(void)run(of, want, r, &from, &to);
		corner(&o, r, to);
		corner(&o, r + 1, to);
	}
	for (int r = bottom; r >= top; r--) {	/* up the western side */
		(void)run(of, want, r, &from, &to);
		corner(&o, r + 1, from);
		corner(&o, r, from);
	}
	(void)run(of, want, top, &from, &to);
	corner(&o, top, to);
	buf_str(b, "))");
}

int
grid_count(grid_layer_fn *of, int want)
{
	int n = 0;

	for (int r = 0; r < GRID_ROWS; r++)
		for (int c = 0; c < GRID_COLS; c++)
			n += of(r, c) == want;
	return n;
}

bool
grid_on_street(int street, uint32_t along, bool left, int32_t *lat, int32_t *lon, int *number)
{
	const int aside = left ? 160 : -160;	/* some 18 metres from the middle of the road */
	int row, col;

	if (street < STREETS_EW) {
		*lat = grid_lat(street_row[street]) + aside;
		*lon = grid_lon(0) + (int32_t)(along * (GRID_COLS * STEP_LON) / 1000);
		*number = (int)(along * GRID_COLS / 100) * 2 + (left ? 1 : 2);
	} else {
		*lat = grid_lat(0) - (int32_t)(along * (GRID_ROWS * STEP_LAT) / 1000);
		*lon = grid_lon(street_col[street - STREETS_EW]) + aside;
		*number = (int)(along * GRID_ROWS / 100) * 2 + (left ? 1 : 2);
	}
	return grid_at(*lat, *lon, &row, &col);
}

int
grid_nearest_street(int32_t lat, int32_t lon, int *number)
{
	int best = 0, best_off = INT32_MAX;

	for (int i = 0; i < STREETS; i++) {
		const bool ew = i < STREETS_EW;
		const int off = ew ? lat - grid_lat(street_row[i]) : lon - grid_lon(street_col[i - STREETS_EW]);

		if (abs(off) < best_off) {
			const uint32_t along = (uint32_t)(ew ? (lon - WEST) / (GRID_COLS * STEP_LON / 1000)
			                                     : (NORTH - lat) / (GRID_ROWS * STEP_LAT / 1000));

			best = i;
			best_off = abs(off);
			*number = (int)(along * (ew ? GRID_COLS : GRID_ROWS) / 100) * 2 + (off > 0 ? 1 : 2);
		}
	}
	return best;
}
