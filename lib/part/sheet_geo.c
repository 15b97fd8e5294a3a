/* GeoJSON as a small table. */
#include "config.h"
#include "lib/part/sheet.h"

#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

#include "lib/base/banned.h"

struct reading {
	struct arena *a;
	const char *const *names;
	size_t n_names;
};

static size_t
column(const struct reading *r, const char *name)
{
	size_t i = 0;

	while (i < r->n_names && strcmp(r->names[i], name) != 0)
		i++;
	return i;
}

static const char *
string_of(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s != NULL ? s : "";
}

/* --- geometry ------------------------------------------------------------------- */

/* Longitude, latitude and perhaps a height as microdegrees. */
static bool
position(const json_t *p, int64_t *lat, int64_t *lon)
{
	const json_t *x = json_array_get(p, 0), *y = json_array_get(p, 1);
	const size_t n = json_array_size(p);
	double dx, dy;

	if ((n != 2 && n != 3) || !json_is_number(x) || !json_is_number(y))
		return false;
	dx = json_number_value(x);
	dy = json_number_value(y);
	if (!(dx >= -180 && dx <= 180 && dy >= -90 && dy <= 90))
		return false;
	*lon = (int64_t)(dx * 1e6 + (dx < 0 ? -0.5 : 0.5));
	*lat = (int64_t)(dy * 1e6 + (dy < 0 ? -0.5 : 0.5));
	return true;
}

/* One ring, closed as RFC 7946 3.1.6 wants it, appended without its last corner. */
static const char *
ring(struct buf *b, const json_t *points, size_t *corners)
{
	const size_t n = json_array_size(points);
	int64_t lat, lon, first_lat = 0, first_lon = 0;

	if (n < 4 || (*corners += n) > SHEET_CORNERS_MAX)
		return n < 4 ? "Err.shape_few" : "Err.shape_many";
	for (size_t i = 0; i < n; i++) {
		if (!position(json_array_get(points, i), &lat, &lon))
			return "Err.file_position";
		if (i == 0) {
			first_lat = lat;
			first_lon = lon;
		} else if (i + 1 == n) {
			return lat == first_lat && lon == first_lon ? NULL : "Err.file_open";
		}
		buf_str(b, i > 0 ? "; " : "");
		buf_fixed(b, lat, 6);
		buf_chr(b, ' ');
		buf_fixed(b, lon, 6);
	}
	return NULL;
}

static const char *
polygon(const struct reading *r, const json_t *geometry, struct sheet_row *row)
{
	const json_t *rings = json_object_get(geometry, "coordinates");
	const char *bad = json_array_size(rings) == 0 ? "Err.shape_few" : NULL;
	size_t corners = 0;
	struct buf b;

	buf_init(&b, r->a);
	for (size_t i = 0; bad == NULL && i < json_array_size(rings); i++) {
		buf_str(&b, i > 0 ? " | " : "");
		bad = ring(&b, json_array_get(rings, i), &corners);
	}
	row->cell[column(r, "shape")] = b.s;
	return bad;
}

static const char *
point(const struct reading *r, const json_t *geometry, struct sheet_row *row)
{
	struct buf lat_text, lon_text;
	int64_t lat, lon;

	if (!position(json_object_get(geometry, "coordinates"), &lat, &lon))
		return "Err.file_position";
	buf_init(&lat_text, r->a);
	buf_init(&lon_text, r->a);
	buf_fixed(&lat_text, lat, 6);
	buf_fixed(&lon_text, lon, 6);
	row->cell[column(r, "lat")] = lat_text.s;
	row->cell[column(r, "lon")] = lon_text.s;
	return NULL;
}

/* Without a geometry what is there stays. */
static const char *
geometry(const struct reading *r, const json_t *g, struct sheet_row *row)
{
	const bool area = column(r, "shape") < r->n_names;

	if (g == NULL || json_is_null(g))
		return NULL;
	if (strcmp(string_of(g, "type"), area ? "Polygon" : "Point") != 0)
		return area ? "Err.file_polygon" : "Err.file_point";
	return area ? polygon(r, g, row) : point(r, g, row);
}

/* --- properties -------------------------------------------------------------------- */

static const char *
value_text(struct arena *a, const json_t *v)
{
	if (json_is_string(v))
		return arena_strndup(a, json_string_value(v), json_string_length(v));
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? "1" : "0";
	return json_is_null(v) ? "" : NULL;
}

static struct sheet_fault
properties(const struct reading *r, json_t *p, struct sheet_row *row)
{
	const char *name;
	json_t *v;

	if (!json_is_object(p))
		return (struct sheet_fault){ "Err.file_feature", { NULL, NULL } };
	json_object_foreach(p, name, v) {
		const size_t c = column(r, name);

		if (c == r->n_names || strcmp(name, "shape") == 0 || strcmp(name, "lat") == 0 || strcmp(name, "lon") == 0)
			return (struct sheet_fault){ "Err.file_column", { arena_strdup(r->a, name), NULL } };
		if ((row->cell[c] = value_text(r->a, v)) == NULL)
			return (struct sheet_fault){ "Err.file_value", { arena_strdup(r->a, name), NULL } };
	}
	return (struct sheet_fault){ NULL, { NULL, NULL } };
}

static void
feature(const struct reading *r, const json_t *f, struct sheet_row *row)
{
	if (strcmp(string_of(f, "type"), "Feature") != 0) {
		row->fault.key = "Err.file_feature";
		return;
	}
	row->fault = properties(r, json_object_get(f, "properties"), row);
	if (row->fault.key == NULL)
		row->fault.key = geometry(r, json_object_get(f, "geometry"), row);
}

/* A file that names another system of coordinates is not read as WGS84. */
static bool
other_crs(const json_t *root)
{
	const char *name = string_of(json_object_get(json_object_get(root, "crs"), "properties"), "name");

	return json_object_get(root, "crs") != NULL && strcmp(name, "urn:ogc:def:crs:OGC:1.3:CRS84") != 0 &&
	    strcmp(name, "urn:ogc:def:crs:EPSG::4490") != 0;
}

static json_t *
load(struct arena *a, const char *path, struct sheet *out)
{
	json_error_t error = { .line = 0 };
	struct stat st;
	const bool fits = stat(path, &st) != 0 || st.st_size <= SHEET_BYTES_MAX;
	json_t *root = fits ? json_load_file(path, JSON_REJECT_DUPLICATES, &error) : NULL;

	if (!fits)
		out->fault = (struct sheet_fault){ "Err.file_large", { arena_printf(a, "%d", SHEET_BYTES_MAX / 1024 / 1024), NULL } };
	else if (root == NULL)
		out->fault = (struct sheet_fault){ "Err.file_json", { arena_printf(a, "%d", error.line), NULL } };
	else if (strcmp(string_of(root, "type"), "FeatureCollection") != 0 ||
	    !json_is_array(json_object_get(root, "features")))
		out->fault.key = "Err.file_collection";
	else if (other_crs(root))
		out->fault.key = "Err.file_crs";
	else if (json_array_size(json_object_get(root, "features")) > SHEET_ROWS_MAX)
		out->fault = (struct sheet_fault){ "Err.file_rows", { arena_printf(a, "%d", SHEET_ROWS_MAX), NULL } };
	return root;
}

enum err
sheet_read_geojson(struct arena *a, const char *path, const char *const *names, size_t n_names, struct sheet *out)
{
	const struct reading r = { .a = a, .names = names, .n_names = n_names };
	json_auto_t *root = NULL;
	const json_t *features;

	*out = (struct sheet){ .n = 0 };
	root = load(a, path, out);
	if (out->fault.key != NULL)
		return OK;
	features = json_object_get(root, "features");
	out->n = json_array_size(features);
	out->rows = arena_array_of(a, struct sheet_row, out->n + 1);
	for (size_t i = 0; i < out->n; i++) {
		out->rows[i] = (struct sheet_row){ .line = (int64_t)i + 1 };
		feature(&r, json_array_get(features, i), &out->rows[i]);
	}
	return OK;
}
