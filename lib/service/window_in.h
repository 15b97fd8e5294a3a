/* What the files of window_ops.h share; nobody else includes this. */
#ifndef LIB_SERVICE_WINDOW_IN_H
#define LIB_SERVICE_WINDOW_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/rule/coarse.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_figure.h"
#include "lib/store/store_stats.h"

/* How often a key of four numbers was counted as what. */
struct tally {
	int64_t key[4];
	int64_t v[FIGURES];
	bool used;
};
struct tallies {
	struct tally *slot;
	size_t n, cap;
};
/* The line of a key, new and zero at its first use; owned by t, until the next one. */
struct tally *tallies_at(struct tallies *t, int64_t a, int64_t b, int64_t c, int64_t d);
void tallies_free(struct tallies *t);
/* Sorts the lines by their keys to the front: slot[0] … slot[n - 1].  Nothing may be added after it. */
void tallies_sort(struct tallies *t);

/* What a month's file says of one case. */
struct open_case {
	int64_t id, class_id, unit_id, unit_cell_id, base_cell_id;
	usec_t reported, filed, refused, closed, due;
	uint32_t counted;	/* bit i: figure_counts[i] */
	enum fact_end end;
	bool own_find, confidential;
};

/* One period being counted. */
struct fold {
	enum figure_span span;
	int32_t first_day, end_day;	/* of the whole period */
	struct period p;		/* up to yesterday at most */
	struct tallies days;		/* day, class, unit, base grid; of a month only */
	struct tallies sums;		/* enum figure_part, key */
	struct tallies places;		/* unit grid, base grid */
	struct coarse_cell *cells;	/* of places, after fold_coarsen() */
	struct open_case *cases;	/* of a month only */
	size_t n_cells, n_cases, cap_cases;
};

/* A period of a span that begins at a local day, cut off before until_day; freed by fold_freep(). */
void fold_init(struct fold *f, enum figure_span span, int32_t first_day, int32_t until_day);
void fold_freep(struct fold *f);
/* The first day of the period that holds a day, and of the one after it. */
int32_t fold_first_day(enum figure_span span, int32_t day);
int32_t fold_next(enum figure_span span, int32_t first_day);
/* Reads every life of the period and counts it. */
enum err fold_read(struct service *sv, struct fold *f) MUST_USE;
/* Decides which places may be shown, and merges the base grids' sums alike. */
void fold_coarsen(struct fold *f, int64_t k);
/* How coarse a case's place is to be said. */
enum coarse_level fold_level(const struct fold *f, int64_t unit_cell_id, int64_t base_cell_id);

/* Writes the month's cases to open/ in a format; the row for the book in *out (its hash in the arena). */
enum err open_write(struct service *sv, struct fold *f, enum open_format format, usec_t now,
    struct open_file *out) MUST_USE;

#endif
