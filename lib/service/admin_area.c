#include "config.h"
#include "lib/service/admin_area.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/store/store_place.h"

#include "lib/base/banned.h"

static enum err
read_shapes(struct service *sv, const struct cell_row *rows, size_t n, struct admin_areas *out)
{
	*out = (struct admin_areas){ .shapes = arena_array_of(sv->arena, struct shape, n + 1), .rows = rows, .n = n };
	for (size_t i = 0; i < n; i++)
		if (!shape_of_wkt(sv->arena, rows[i].wkt, &out->shapes[i]))
			return err_raise(ERR_INTERNAL, "the area of %s is none", rows[i].code);
	return OK;
}

enum err
admin_district(struct service *sv, struct admin_areas *out)
{
	struct cell_row *rows;
	size_t n;
	enum err e = store_district(sv->db, sv->arena, clock_now(), &rows, &n);

	return e == OK ? read_shapes(sv, rows, n, out) : e;
}

enum err
admin_layer_areas(struct service *sv, int64_t layer, struct admin_areas *out)
{
	struct cell_row *rows;
	size_t n;
	enum err e = store_cell_shapes(sv->db, sv->arena, (enum grid_layer)layer, clock_now(), &rows, &n);

	return e == OK ? read_shapes(sv, rows, n, out) : e;
}

bool
admin_area_inside(const struct admin_areas *district, const struct shape *s)
{
	for (size_t i = 0; i < district->n; i++)
		if (shape_inside(s, &district->shapes[i]))
			return true;
	return district->n == 0;
}

bool
admin_point_inside(const struct admin_areas *district, struct corner at)
{
	for (size_t i = 0; i < district->n; i++)
		if (shape_has(&district->shapes[i], at, SHAPE_NEAR))
			return true;
	return district->n == 0;
}

size_t
admin_area_overlaps(const struct admin_areas *layer, const char *self, const struct shape *s,
    const struct cell_row **out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < layer->n; i++)
		if (strcmp(layer->rows[i].code, self) != 0 && shape_overlap(s, &layer->shapes[i])) {
			if (n < max)
				out[n] = &layer->rows[i];
			n++;
		}
	return n;
}
