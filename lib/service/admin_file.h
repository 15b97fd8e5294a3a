/*
 * Grid cells and components out of a file, as one change: the file is compared
 * with what there is, row by row; what differs is the change, handed in,
 * confirmed and written as any other.  When it is written the comparison is
 * made again: what somebody else has changed meanwhile is never written over.
 *
 * A file has the thing's columns (admin_file_column()), with codes instead of
 * numbers; a column it has not leaves what is there.  The same file twice
 * changes nothing.
 */
#ifndef LIB_SERVICE_ADMIN_FILE_H
#define LIB_SERVICE_ADMIN_FILE_H

#include "lib/part/sheet.h"
#include "lib/rule/admin.h"
#include "lib/service/office_ops.h"

struct change_row;
struct user;

struct admin_file_row {
	enum admin_op op;		/* OP_ADD, OP_CHANGE, OP_END; OP_NONE: as it is, or refused */
	int64_t line;			/* of the file; 0: not in it */
	struct admin_values row, old;	/* as a file has them */
	struct sheet_fault fault;	/* key NULL: none */
	const char *col;		/* the column it is about; NULL: the row */
	const char *overlaps;		/* cells it lies over, to be looked at; NULL: none */
};
struct admin_file {
	struct sheet_fault fault;	/* of the whole file */
	struct admin_file_row *rows;
	size_t n, added, changed, ended, same, refused, overlapping;
};

/* Whether a thing comes in and out as files. */
bool admin_file_thing(enum admin_thing thing);
/* What a file calls a column: its name without "_id". */
const char *admin_file_column(struct arena *a, const struct admin_col *c);
/*
 * Reads and compares a file of somebody's.  json: GeoJSON, else CSV.  layer
 * (its code) makes the file the whole of that layer: cells that are not in it
 * end; NULL: they stay.
 */
enum err admin_file_examine(struct service *sv, enum admin_thing thing, const char *path, bool json,
    const char *layer, struct admin_file *out) MUST_USE;
/*
 * Writes a draft of what differs; rows that are refused are kept beside it to
 * be seen, and never written.  ERR_INVALID "nothing": there is nothing.
 */
enum err admin_file_draft(struct service *sv, const struct user *who, enum admin_thing thing,
    const struct admin_file *f, usec_t from, const char *note, int64_t *id) MUST_USE;
/* What a change of a file does, from its text; counts and rows. */
void admin_file_of_change(struct arena *a, enum admin_thing thing, const char *text, struct admin_file *out);
/* Writes it, in the caller's transaction.  ERR_CONFLICT: something has changed meanwhile. */
enum err admin_file_apply(struct service *sv, const struct change_row *c, usec_t now) MUST_USE;
/* The codes of the rows it changes or ends, as a JSON array: what store_admin_touches() counts by. */
const char *admin_file_codes(struct arena *a, enum admin_thing thing, const struct admin_file *f);

#endif
