/*
 * A small table out of a file somebody has sent: CSV (RFC 4180, UTF-8, a head
 * row) or GeoJSON (RFC 7946, a FeatureCollection, WGS84).  Strict: what is not
 * expected is a fault of its row, or of the file, and is never repaired.
 *
 * Of GeoJSON a feature's properties are the columns, and its geometry fills
 * "shape" (a Polygon: "lat lon; lat lon | hole …") or "lat" and "lon" (a Point).
 */
#ifndef LIB_PART_SHEET_H
#define LIB_PART_SHEET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct arena;

enum {
	SHEET_BYTES_MAX = 4 * 1024 * 1024,	/* of the file, and of its texts */
	SHEET_ROWS_MAX = 5000,
	SHEET_COLUMNS_MAX = 24,
	SHEET_CORNERS_MAX = 2001		/* of one polygon, as it stands in the file */
};

/* What is wrong: an Err.* key of the catalogue, with {0} and {1}; key NULL: nothing. */
struct sheet_fault {
	const char *key, *args[2];
};
struct sheet_row {
	int64_t line;			/* of the file, from 1; of GeoJSON the feature's number */
	struct sheet_fault fault;
	const char *cell[SHEET_COLUMNS_MAX];	/* by the caller's columns; NULL: the file does not say */
};
struct sheet {
	struct sheet_fault fault;	/* of the whole file; then there are no rows */
	struct sheet_row *rows;
	size_t n;
};

/*
 * Reads path into the arena, with the columns named.  Faults are results, not
 * errors; ERR_INTERNAL, ERR_NOT_FOUND: the file cannot be read.
 */
enum err sheet_read_csv(struct arena *a, const char *path, const char *const *names, size_t n_names,
    struct sheet *out) MUST_USE;
enum err sheet_read_geojson(struct arena *a, const char *path, const char *const *names, size_t n_names,
    struct sheet *out) MUST_USE;

#endif
