/*
 * Areas as people and files give them: rings of corners in microdegrees
 * (WGS84), read from and written as text, checked before they become a grid
 * cell.  Pure; exact in integers.
 *
 * The text: one corner a line or between semicolons, latitude before longitude
 * ("31.712345 118.501234"); an empty line or "|" begins a hole.  The last
 * corner may repeat the first.
 */
#ifndef LIB_RULE_SHAPE_H
#define LIB_RULE_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum {
	SHAPE_RINGS_MAX = 16,		/* the outline and its holes */
	SHAPE_CORNERS_MAX = 2000,	/* of all rings together */
	SHAPE_NEAR = 180		/* microdegrees, about 20 metres: closer is "on the edge" */
};

struct corner {
	int32_t lat, lon;
};

/* Rings without the repeated last corner; ring i is p[end[i - 1]] … p[end[i] - 1]. */
struct shape {
	struct corner *p;
	size_t end[SHAPE_RINGS_MAX];
	size_t n_rings;
};

/*
 * Reads a text.  NULL, or the Err.* key of what is wrong: shape_line (*at: which
 * corner, from 1), shape_few, shape_many.  Whether rings cross is shape_check()'s.
 */
const char *shape_parse(struct arena *a, const char *text, struct shape *out, size_t *at);
/*
 * Whether it is an area: no corner twice, no ring that touches or crosses
 * itself or another, holes inside the outline.  NULL, or Err.shape_twice,
 * .shape_crosses, .shape_flat, .shape_hole; *at: which corner, from 1.
 */
const char *shape_check(const struct shape *s, size_t *at);
/*
 * The one form of a shape, whatever the file's: outline counter-clockwise,
 * holes clockwise, each from its southernmost (then westernmost) corner on.
 * Holes by that corner.
 */
void shape_order(struct arena *a, struct shape *s);

/* One corner a line; with sep "; " and hole " | " one line for a table's cell. */
char *shape_text(struct arena *a, const struct shape *s, const char *sep, const char *hole);
/* "POLYGON((lon lat,…))" in microdegrees, as the database has it, and back; false when it is none. */
char *shape_wkt(struct arena *a, const struct shape *s);
bool shape_of_wkt(struct arena *a, const char *wkt, struct shape *out);

/* Whether a point is in the area, or no farther off its edge than near microdegrees. */
bool shape_has(const struct shape *s, struct corner at, int32_t near);
/* Whether every corner of inner is in outer, give or take SHAPE_NEAR. */
bool shape_inside(const struct shape *inner, const struct shape *outer);
/* Whether two areas have more in common than an edge drawn SHAPE_NEAR apart. */
bool shape_overlap(const struct shape *a, const struct shape *b);

#endif
