/* Inside admin_ops: where a grid cell or a component may lie. */
#ifndef LIB_SERVICE_ADMIN_AREA_H
#define LIB_SERVICE_ADMIN_AREA_H

#include "lib/rule/shape.h"
#include "lib/service/office_ops.h"

struct cell_row;

/* The areas something is compared with: the district's own, or the cells of a layer. */
struct admin_areas {
	struct shape *shapes;
	const struct cell_row *rows;	/* one a shape */
	size_t n;
};
/* The divisions of the highest level there is: the district, or its streets; none in an office without any. */
enum err admin_district(struct service *sv, struct admin_areas *out) MUST_USE;
/* The cells of a layer as they are now. */
enum err admin_layer_areas(struct service *sv, int64_t layer, struct admin_areas *out) MUST_USE;
/* Whether an area lies inside one of them, or a point in one; true when there are none to ask. */
bool admin_area_inside(const struct admin_areas *district, const struct shape *s);
bool admin_point_inside(const struct admin_areas *district, struct corner at);
/*
 * Names of up to max cells that an area overlaps, the cell of code self left
 * out; says how many there are.
 */
size_t admin_area_overlaps(const struct admin_areas *layer, const char *self, const struct shape *s,
    const struct cell_row **out, size_t max);

#endif
