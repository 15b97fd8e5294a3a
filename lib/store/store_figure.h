/*
 * The figures everybody may see: sums of months and years, the map's places,
 * the files of open data, published papers.  Statements: sql/query/window.sql.
 */
#ifndef LIB_STORE_STORE_FIGURE_H
#define LIB_STORE_STORE_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/base/secret.h"
#include "lib/rule/metrics.h"
#include "lib/store/store_place.h"

struct arena;
struct db;

/* The counts that are kept, in the order of the tables' columns. */
enum { FIGURES = 13 };
extern const enum count figure_counts[FIGURES];
/* The place of a count among them; FIGURES for one that is not kept. */
size_t figure_place_of(enum count c);

enum figure_span { SPAN_MONTH = 1, SPAN_YEAR = 2 };
enum figure_part { PART_ALL, PART_CLASS, PART_UNIT, PART_BASE, PART_TIME, PART_MAX };

/* A period that is counted, and up to where. */
struct figure_run {
	int32_t span;			/* enum figure_span */
	int32_t first_day, until_day;	/* local days; counted before until_day */
	bool whole;			/* it was over: its figures stand */
	int64_t k;			/* the least a place shows */
	struct blob digest;
	usec_t made_at;
};
/* ERR_NOT_FOUND when it is not counted. */
enum err store_figure_run(struct db *db, struct arena *a, enum figure_span span, int32_t first_day,
    struct figure_run *out) MUST_USE;
/* The latest first, at most 240. */
enum err store_figure_runs(struct db *db, struct arena *a, enum figure_span span, struct figure_run **out,
    size_t *n) MUST_USE;
/* The day before which periods of a span are counted; 0: none is. */
enum err store_figure_until(struct db *db, enum figure_span span, int64_t *day) MUST_USE;
/* The first instant anything was received; far ahead when nothing was. */
enum err store_figure_first(struct db *db, usec_t *at) MUST_USE;
/* A number among the office's settings at an instant. */
enum err store_figure_setting(struct db *db, const char *name, usec_t at, int64_t *out) MUST_USE;
enum err store_figure_complaints(struct db *db, usec_t from, usec_t to, int64_t *n) MUST_USE;

/* One line of a period's sums. */
struct figure_sum {
	int32_t part;		/* enum figure_part */
	int64_t key_id;		/* class, unit, base grid, day or first day of a month; 0: none, all the rest */
	int64_t v[FIGURES];
};
/* By part and key, up to a part: PART_ALL is the whole alone. */
enum err store_figure_sums(struct db *db, struct arena *a, enum figure_span span, int32_t first_day,
    enum figure_part last, struct figure_sum **out, size_t *n) MUST_USE;
/* A line as metrics counts it, for its rates. */
struct counts figure_as_counts(const struct figure_sum *s);

/* One place of the map; unit_cell_id 0: what is left of the base grid, both 0: all the rest. */
struct figure_place {
	int64_t unit_cell_id, base_cell_id, n_filed;
	const char *unit_code, *unit_zh, *unit_en, *base_code, *base_zh, *base_en;
};
/* Most cases first. */
enum err store_figure_places(struct db *db, struct arena *a, enum figure_span span, int32_t first_day,
    struct figure_place **out, size_t *n) MUST_USE;
struct figure_shape {
	int64_t n_filed, unit_cell_id;
	const char *code, *name_zh, *name_en, *wkt;	/* x = longitude in microdegrees */
};
/* Base grids first, so that their unit grids are drawn upon them. */
enum err store_figure_shapes(struct db *db, struct arena *a, enum figure_span span, int32_t first_day,
    struct figure_shape **out, size_t *n) MUST_USE;

/* One row of the daily table. */
struct figure_day {
	int32_t day;
	int64_t class_id, unit_id, base_cell_id;
	int64_t v[FIGURES];
};
/*
 * Replaces all of a period in the caller's transaction: its run, sums and
 * places, and, of a month, its days (n_days rows) within [first_day, end_day).
 */
struct figure_period {
	struct figure_run run;
	int32_t end_day;
	const struct figure_sum *sums;
	const struct figure_place *places;	/* without names */
	const struct figure_day *days;
	size_t n_sums, n_places, n_days;
};
enum err store_figure_put(struct db *db, const struct figure_period *p) MUST_USE;
/* Every period is counted anew by the next run. */
enum err store_figure_forget(struct db *db) MUST_USE;
/* Whether this connection now counts; given back by store_figure_unlock(). */
enum err store_figure_lock(struct db *db, bool *mine) MUST_USE;
enum err store_figure_unlock(struct db *db) MUST_USE;

/* All grids there ever were, from a layer (LAYER_UNIT, LAYER_BASE) up to base grids, by layer and code. */
struct figure_cell {
	int64_t id;
	int32_t layer_id;
	const char *code, *name_zh, *name_en;
};
enum err store_figure_cells(struct db *db, struct arena *a, enum grid_layer from, struct figure_cell **out,
    size_t *n) MUST_USE;

enum open_format { OPEN_CSV = 1, OPEN_JSON = 2 };
struct open_file {
	int32_t first_day, format;
	struct blob sha256;
	int64_t size, cases;
	usec_t made_at;
};
/* The latest month first, at most 240 months. */
enum err store_open_files(struct db *db, struct arena *a, struct open_file **out, size_t *n) MUST_USE;
enum err store_open_file(struct db *db, struct arena *a, int32_t first_day, enum open_format format,
    struct open_file *out) MUST_USE;
enum err store_open_file_set(struct db *db, const struct open_file *f) MUST_USE;

struct publication {
	int64_t id;
	const char *kind, *lang;
	int32_t first_day, revision;
	struct blob sha256;
	int64_t size, pages;
	usec_t published_at;
};
/* The latest month first, of each language the last revision first. */
enum err store_publications(struct db *db, struct arena *a, struct publication **out, size_t *n) MUST_USE;
enum err store_publication(struct db *db, struct arena *a, int64_t id, struct publication *out) MUST_USE;
/* The last revision of a month's paper; ERR_NOT_FOUND. */
enum err store_publication_last(struct db *db, struct arena *a, const char *kind, int32_t first_day,
    const char *lang, struct publication *out) MUST_USE;
enum err store_publication_add(struct db *db, const struct publication *p, int64_t *id) MUST_USE;

#endif
