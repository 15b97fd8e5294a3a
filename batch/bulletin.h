/*
 * The monthly bulletin: everything it says, read into one struct, and the
 * struct as JSON, as CSV and as an official document.  Definitions:
 * lib/rule/metrics; contents: metrics 6.1; page: GB/T 9704.
 */
#ifndef BATCH_BULLETIN_H
#define BATCH_BULLETIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/base/text.h"
#include "lib/rule/metrics.h"
#include "lib/store/store_stats.h"

struct arena;
struct buf;
struct conf;
struct pdf;
struct pdf_fonts;

/* Figures of the month, and of the one before for the change. */
struct bulletin_figures {
	struct counts now, before;
	int64_t backlog; /* due in earlier months, open and late at the end of this one */
};

struct bulletin_unit {
	const struct stats_unit *unit; /* NULL: cases no unit is responsible for */
	struct bulletin_figures f;
};

struct bulletin_source {
	int32_t source; /* enum source */
	struct bulletin_figures f;
};

struct bulletin_kind {
	int32_t kind; /* 1 component, 2 event; 0 not classified */
	struct bulletin_figures f;
};

struct bulletin_class {
	const struct stats_class *class; /* NULL: not classified */
	struct bulletin_figures f;
};

/* A case of the month's n_close_late_open. */
struct bulletin_late {
	int64_t id;
	const char *number;
	const struct stats_class *class;
	const struct stats_unit *unit;
	usec_t due;
	int32_t days; /* local days from the due day to the last of the month */
};

struct bulletin {
	int year, month;
	struct period period, previous;
	const char *zone;
	const char *office_zh, *office_en;
	struct bulletin_figures total;
	/* Units in office by code, and any other with a figure; sources and classes with a figure. */
	struct bulletin_unit *units;
	struct bulletin_source *sources;
	struct bulletin_kind *kinds;
	struct bulletin_class *classes;
	struct bulletin_late *late; /* longest over first */
	size_t n_units, n_sources, n_kinds, n_classes, n_late;
	bool is_sealed;
	struct stats_seal seal; /* of the month's last day, or the last before it */
};

/*
 * Reads the bulletin of a month in one snapshot; all of it lives in a.  Only
 * what happened before the month's end is looked at: a later run gives the
 * same.  Errors as the database's.
 */
enum err bulletin_read(struct db *db, struct arena *a, const struct conf *conf, int year, int month,
    struct bulletin **out) MUST_USE;

/* Appends the struct as JSON: identifiers of metrics tables 1 and 3 as keys, rates as exact
 * fractions. */
void bulletin_json(const struct bulletin *b, struct buf *out);
/* Appends one row for the total and one a unit; rates as per cent, empty when not applicable. */
void bulletin_csv(const struct bulletin *b, struct buf *out);

/* Draws the document; the caller calls pdf_free().  Same struct, same fonts: same bytes. */
struct pdf *bulletin_draw(
    struct arena *a, struct pdf_fonts *fonts, const struct bulletin *b, enum lang lang);

#endif
