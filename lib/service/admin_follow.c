#include "config.h"
#include "lib/service/admin_follow.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/part/json.h"
#include "lib/rule/shape.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_admin.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

/* An area with the box around it. */
struct boxed {
	int64_t id;
	struct shape shape;
	struct corner low, high;
};

static void
widen(struct corner *low, struct corner *high, struct corner p)
{
	low->lat = p.lat < low->lat ? p.lat : low->lat;
	low->lon = p.lon < low->lon ? p.lon : low->lon;
	high->lat = p.lat > high->lat ? p.lat : high->lat;
	high->lon = p.lon > high->lon ? p.lon : high->lon;
}

static enum err
read_cells(struct service *sv, const struct cell_row *rows, size_t n, struct boxed *out)
{
	for (size_t i = 0; i < n; i++) {
		struct boxed *b = &out[i];

		b->id = rows[i].id;
		if (!shape_of_wkt(sv->arena, rows[i].wkt, &b->shape))
			return err_raise(ERR_INTERNAL, "the area of %s is none", rows[i].code);
		b->low = b->high = b->shape.p[0];
		for (size_t k = 1; k < b->shape.end[0]; k++)
			widen(&b->low, &b->high, b->shape.p[k]);
	}
	return OK;
}

/* The first cell, by code, that holds the point; 0 for none. */
static int64_t
cell_of(const struct boxed *cells, size_t n, struct corner at)
{
	for (size_t i = 0; i < n; i++)
		if (at.lat >= cells[i].low.lat && at.lat <= cells[i].high.lat && at.lon >= cells[i].low.lon &&
		    at.lon <= cells[i].high.lon && shape_has(&cells[i].shape, at, 0))
			return cells[i].id;
	return 0;
}

static bool
is_one_of(const char *code, const char *const *codes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (codes[i] != NULL && strcmp(codes[i], code) == 0)
			return true;
	return false;
}

static const char *
json_list(struct arena *a, const char *const *codes, size_t n)
{
	struct json_writer j;
	struct buf b;

	buf_init(&b, a);
	json_begin(&j, &b);
	json_open(&j, NULL, '[');
	for (size_t i = 0; i < n; i++)
		json_put_text(&j, NULL, codes[i]);
	json_close(&j);
	json_end(&j);
	return b.s;
}

/* Those whose cell is another one now, as [number, cell] pairs. */
static enum err
move(struct service *sv, const struct component_spot *spots, size_t n, const struct boxed *cells, size_t n_cells)
{
	struct buf b;
	size_t moved = 0;

	buf_init(&b, sv->arena);
	buf_chr(&b, '[');
	for (size_t i = 0; i < n; i++) {
		const int64_t cell = cell_of(cells, n_cells, (struct corner){ spots[i].lat, spots[i].lon });

		if (cell != spots[i].cell_id)
			buf_printf(&b, "%s[%lld,%lld]", moved++ > 0 ? "," : "", (long long)spots[i].id, (long long)cell);
	}
	buf_chr(&b, ']');
	return moved > 0 ? store_components_move(sv->db, b.s) : OK;
}

enum err
admin_components_follow(struct service *sv, const char *const *codes, size_t n)
{
	struct corner low = { INT32_MAX, INT32_MAX }, high = { INT32_MIN, INT32_MIN };
	struct component_spot *spots;
	struct cell_row *rows;
	struct boxed *cells;
	size_t n_rows, n_spots;
	enum err e = store_unit_cells(sv->db, sv->arena, &rows, &n_rows);

	if (e != OK)
		return e;
	cells = arena_array_of(sv->arena, struct boxed, n_rows + 1);
	if ((e = read_cells(sv, rows, n_rows, cells)) != OK)
		return e;
	for (size_t i = 0; i < n_rows; i++)
		if (is_one_of(rows[i].code, codes, n)) {
			widen(&low, &high, cells[i].low);
			widen(&low, &high, cells[i].high);
		}
	e = store_components_near(sv->db, sv->arena, low.lat, high.lat, low.lon, high.lon, json_list(sv->arena, codes, n),
	    &spots, &n_spots);
	return e == OK ? move(sv, spots, n_spots, cells, n_rows) : e;
}
