/* What the two files of the ClearSilver room share and nobody else sees. */
#ifndef LIB_PART_VIEW_IN_H
#define LIB_PART_VIEW_IN_H

#include <ClearSilver.h>
#include <stdint.h>

#include "lib/part/view.h"

enum { NAME_MAX_LEN = 80 };	/* of a template */

struct kept;
struct part;
struct tmpl;

/* A piece of markup that pages share (view_shared()). */
struct shared {
	struct shared *next;
	char name[NAME_MAX_LEN];
	view_fill_fn *fill;
	enum lang lang;
	int64_t stamp;
	char *text;
};

struct views {
	const struct conf *conf;
	HDF *catalogue[LANG_MAX];
	struct tmpl *templates;
	struct shared *shared;
	struct kept *kept;	/* KEPT_MAX places for rendered parts */
	size_t kept_bytes, kept_hand;
};

/* How far a list is filled. */
struct list {
	struct list *next;
	HDF *node;
	int n;
};

struct page {
	struct views *views;
	struct arena *arena;
	enum lang lang;
	HDF *hdf;
	NEOERR *err;	/* the first; everything after it is a no-op */
	struct list *lists;
	struct part *parts, **next_part;	/* in the order they were added */
};

struct view {
	struct page *page;
	HDF *node;
	struct part *part;	/* NULL, or what is written down instead of set in node */
	const char *prefix;	/* of names in a part: "Row.Flags.0." */
};

/* ClearSilver's error as ours; frees it. */
enum err view_convert(NEOERR *err, const char *what) MUST_USE;

/* The setters of a view that belongs to a part. */
void view_part_set(struct view *v, const char *name, const char *value);
struct view *view_part_sub(struct view *v, const char *name);
struct view *view_part_item(struct view *v, const char *list);
/* Sets the Shared of each list of parts; rendering them, where they are not kept. */
enum err view_parts_render(struct view *v) MUST_USE;
void view_parts_free(struct views *vs);

#endif
