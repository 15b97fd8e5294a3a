/*
 * "Is this the same problem?": what the public may see of a case on the map,
 * and which cases a report may be about (users-ask 17).  Pure.
 *
 * A class about homes is shown no closer than the middle of its unit grid, and
 * is compared from there as well: who asks from many points learns no more.
 */
#ifndef LIB_RULE_NEAR_H
#define LIB_RULE_NEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"

enum {
	NEAR_TILE = 5000,	/* microdegrees a side, as cases.near_tile */
	NEAR_TILES = 9,		/* a tile and those around it: no radius reaches farther */
	NEAR_RADIUS_MAX = 200,	/* metres */
	NEAR_DAYS_MAX = 60,
	NEAR_UNKNOWN = 40,	/* metres, where the sender knows no class */
	NEAR_ALIKE = 12,	/* classes that may be the same problem as one, itself included */
	NEAR_FEW = 5		/* so many are asked about */
};

/* What a class says about nearness. */
struct near_class {
	int64_t id;
	bool for_public, private;
	const char *group;	/* "" is none */
	int32_t radius, days;
};
struct near_case {
	int64_t id, class_id;
	int32_t lat, lon;
	int64_t cell_id;	/* 0: in no unit grid */
	int32_t cell_lat, cell_lon;
	usec_t received_at, closed_at;	/* USEC_NONE: open */
};
/* Where the public sees it. */
struct near_point {
	int32_t lat, lon;
	bool coarse;		/* somewhere in the grid around it */
};
/* What is reported; class 0: its sender does not know. */
struct near_report {
	int64_t class_id;
	int32_t lat, lon;
	usec_t now;
};
struct near_hit {
	size_t row;		/* of the cases that were given */
	int32_t metres;		/* to the nearest ten; of a coarse one from the middle of its grid */
	struct near_point at;
};

/* The tile of a point, and the NEAR_TILES around a point. */
int64_t near_tile(int32_t lat, int32_t lon);
void near_tiles(int64_t tile, int64_t out[NEAR_TILES]);
/* A tile's number as somebody sends it: false when there is no such place on earth. */
bool near_tile_is(int64_t tile);

/*
 * Whether the public may see the case at all – open, or closed no longer than
 * its class says – and where: to four decimals (ten metres), or in the middle
 * of its unit grid.
 */
bool near_shown(const struct near_class *k, const struct near_case *c, usec_t now, struct near_point *at);
/*
 * Whether a report of mine (NULL: unknown) may be about a case of theirs: the
 * same class or group, within the wider of the two radii, bounds included.
 */
bool near_same(const struct near_class *mine, const struct near_class *theirs, const struct near_report *r,
    const struct near_case *c, struct near_hit *out);
/*
 * The same where only names are known: a case at a place the report names, or
 * in its community.  A class about homes is found by community alone: a house
 * or a street says more of a home than its grid does.
 */
bool near_named(const struct near_class *mine, const struct near_class *theirs, const struct near_case *c, usec_t now,
    bool in_community);
/* Whether two classes may be the same problem at all: the same one or of one group, and both ask for it. */
bool near_alike(const struct near_class *mine, const struct near_class *theirs);
/* For qsort(): the nearest first, then in the order of the rows. */
int near_closer(const void *a, const void *b);

#endif
