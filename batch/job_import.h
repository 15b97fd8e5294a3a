/* Cases of another system: the column map, a row, and what is made of it. */
#ifndef BATCH_JOB_IMPORT_H
#define BATCH_JOB_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "batch/job.h"
#include "lib/base/clock.h"
#include "lib/part/csv.h"

/* --- the map (conf/maps, documented there) ------------------------------------ */

/* X(name, may be left out): columns of the file. */
#define IMPORT_COLUMNS(X)                                                                     \
	X(number, false) X(opened, false) X(due, true) X(closed, true) X(unit, false)         \
	X(major, false) X(class, false) X(description, true) X(result, true) X(address, true) \
	X(lat, true) X(lon, true) X(source, true)
enum import_column {
#define X(name, optional) IMPORT_##name,
	IMPORT_COLUMNS(X)
#undef X
	IMPORT_COLUMN_MAX
};

enum { CHANNELS_MAX = 64 };
enum time_style { TIME_ISO, TIME_US };

struct channel {
	const char *text;		/* "*": all others */
	int32_t source;
};

struct import_map {
	const char *origin, *edition, *edition_name, *major_prefix;
	enum time_style time;
	const char *columns[IMPORT_COLUMN_MAX];	/* names in the file's head; NULL: not mapped */
	struct channel channels[CHANNELS_MAX];
	size_t n_channels;
	int index[IMPORT_COLUMN_MAX];	/* places in a row; -1: not mapped.  Set by import_head() */
	size_t n_fields;		/* what every row must have; set by import_head() */
};

/* Reads a map; ERR_INVALID names file and line. */
enum err import_map_read(struct arena *a, const char *path, struct import_map *out) MUST_USE;
/* Finds the columns in the head row; ERR_INVALID names the one that is missing. */
enum err import_head(struct import_map *m, const struct csv_row *head) MUST_USE;

/* --- a row ---------------------------------------------------------------------- */

struct import_case {
	const char *number, *unit, *major, *class, *description, *result, *address;
	usec_t opened, due, closed;	/* USEC_NONE: none */
	bool has_point;
	int32_t lat, lon, source;
	int64_t unit_id, class_id;	/* set later */
};

/* What a row says; texts in the arena.  NULL, or in English why it cannot be taken. */
const char *import_row(struct arena *a, const struct import_map *m, const struct csv_row *row,
    struct import_case *out);
/* An instant as the map's style writes it, in the zone in use; false when it is none. */
bool import_time(enum time_style style, const char *text, usec_t *out);

/* --- names known so far, and what is made on the way ------------------------------ */

/* Texts and a number each; lives as long as its arena. */
struct names;
struct names *names_new(struct arena *a);
/* The number of a text; false when it is not known. */
bool names_find(const struct names *n, const char *text, int64_t *id);
void names_add(struct names *n, const char *text, int64_t id);
size_t names_count(const struct names *n);

struct catalogue {
	struct names *units, *majors, *classes;
};
/* What the database has of this system already. */
enum err catalogue_read(struct app *app, const struct import_map *m, struct catalogue *out) MUST_USE;
/* Sets unit_id and class_id, made where they are new. */
enum err catalogue_place(struct app *app, const struct import_map *m, struct catalogue *k,
    struct import_case *c) MUST_USE;

/* --- rows of the tables ----------------------------------------------------------- */

struct bulk_case;
/* Complaint, case, intervals and events of one row under these ids; imported_at stands in the ledger. */
void import_write(struct bulk_case *b, struct arena *a, const struct import_map *m,
    const struct import_case *c, int64_t centre_id, int64_t complaint_id, int64_t case_id,
    usec_t imported_at);

#endif
