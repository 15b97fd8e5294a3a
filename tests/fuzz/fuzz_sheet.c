/* Files of grid cells and components: CSV, GeoJSON, and the areas in them. */
#include "config.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/part/sheet.h"
#include "lib/rule/shape.h"

#include "lib/base/banned.h"

/* An area that is accepted comes out in one form, which reads as itself. */
static void
look_at_shape(struct arena *a, const char *text)
{
	struct shape s, again;
	size_t at;
	const char *first;

	if (shape_parse(a, text, &s, &at) != NULL || shape_check(&s, &at) != NULL)
		return;
	shape_order(a, &s);
	promise(shape_check(&s, &at) == NULL);
	first = shape_text(a, &s, "; ", " | ");
	promise(shape_parse(a, first, &again, &at) == NULL);
	shape_order(a, &again);
	promise(strcmp(first, shape_text(a, &again, "; ", " | ")) == 0);
	promise(shape_of_wkt(a, shape_wkt(a, &s), &again));
	promise(strcmp(first, shape_text(a, &again, "; ", " | ")) == 0);
	promise(shape_inside(&s, &s) && shape_overlap(&s, &again));
}

static void
look_at_sheet(struct arena *a, const struct sheet *s, size_t n)
{
	promise(s->n <= SHEET_ROWS_MAX && (s->fault.key == NULL || s->n == 0 || s->rows != NULL));
	for (size_t i = 0; s->fault.key == NULL && i < s->n; i++)
		for (size_t c = 0; c < n; c++)
			if (s->rows[i].cell[c] != NULL) {
				promise(utf8_valid(s->rows[i].cell[c], strlen(s->rows[i].cell[c])));
				look_at_shape(a, s->rows[i].cell[c]);
			}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const areas[] = { "layer", "code", "name_zh", "shape", "end" };
	static const char *const points[] = { "code", "name_zh", "lat", "lon" };
	const int fd = memfd_create("sheet", MFD_CLOEXEC);
	struct arena *a = arena_new();
	const char *path = arena_printf(a, "/proc/self/fd/%d", fd);
	struct sheet s;

	promise(fd >= 0 && write(fd, data, n) == (ssize_t)n);
	if (sheet_read_csv(a, path, areas, N(areas), &s) == OK)
		look_at_sheet(a, &s, N(areas));
	if (sheet_read_geojson(a, path, areas, N(areas), &s) == OK)
		look_at_sheet(a, &s, N(areas));
	if (sheet_read_geojson(a, path, points, N(points), &s) == OK)
		look_at_sheet(a, &s, N(points));
	look_at_shape(a, arena_strndup(a, (const char *)data, n));
	(void)close(fd);
	arena_free(a);
	return 0;
}
