/*
 * CSV in and out (RFC 4180, UTF-8).
 *
 * Reading streams: a file of any length in constant memory, plain or gzip
 * (told by content), with or without byte order mark, lines ended by LF or
 * CRLF, line ends inside quotes.  Strict: a quote inside an unquoted field or
 * text after a closing quote makes the row bad.  A bad row is handed over as
 * such and stops nothing: reading goes on at the line after the one on which
 * it began, so that one stray quote costs one line.  Blanks around unquoted
 * fields are dropped; empty lines are skipped.
 */
#ifndef LIB_PART_CSV_H
#define LIB_PART_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"

struct buf;

enum {
	CSV_FIELD_MAX = 65536,		/* bytes of one field */
	CSV_COLUMNS_MAX = 200,
	CSV_RECORD_MAX = 1048576,	/* bytes of one row as it stands in the file */
};

struct csv_row {
	const char *const *field;	/* n texts, valid UTF-8, no zero bytes; lent for the call */
	size_t n;			/* 0 for a bad row */
	const char *bad;		/* why the row is bad, in English; NULL when it is fine */
	int64_t line;			/* of the file, from 1, on which the row begins */
	int64_t record;			/* rows handed over so far, this one and the head too */
	const char *raw;		/* the row as it stands in the file, line end included */
	size_t raw_len;
	int64_t pos, total;		/* bytes of the file read, and its size (0: a pipe) */
};

/* Gets each row; anything but OK stops the reading and is returned by csv_read(). */
typedef enum err csv_row_fn(void *ctx, const struct csv_row *row);

/*
 * Reads path ("-" is standard input).  ERR_NOT_FOUND when it cannot be
 * opened, ERR_INVALID when gzip data are damaged or cut off, else what fn says.
 */
enum err csv_read(const char *path, csv_row_fn *fn, void *ctx) MUST_USE;

/*
 * Index of the column named name in a head row (case-insensitive for ASCII),
 * or -1.
 */
int csv_column(const struct csv_row *head, const char *name);

/*
 * Writing: csv_put_* appends one field, a comma before it when it is not the
 * first of its line, csv_end_row() the CRLF.  A text that a spreadsheet would
 * take for a formula (begins with = + - @, their full-width forms, tab or CR)
 * gets a ' before it; numbers go through csv_put_int() and csv_put_fixed().
 */
struct csv_writer {
	struct buf *out;
	bool some;			/* the line holds a field already */
};

/* Starts writing to the end of out; bom: with a byte order mark, as Excel wants it. */
void csv_begin(struct csv_writer *w, struct buf *out, bool bom);
void csv_put_text(struct csv_writer *w, const char *text);	/* NULL gives an empty field */
void csv_put_int(struct csv_writer *w, int64_t value);
/* value / 10^digits, exactly; digits is 0 to 18. */
void csv_put_fixed(struct csv_writer *w, int64_t value, int digits);
void csv_end_row(struct csv_writer *w);

#endif
