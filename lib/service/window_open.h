/*
 * Open data: a file a month with every case that is in one of the month's
 * figures, as it stood at the month's end (or yesterday, while it runs), so
 * that whoever adds the file up gets the page's numbers.  No number, no text,
 * no person; the place no finer than the map shows it, none where the sender
 * asked for confidence.  The id is keyed: the same case has the same one in
 * every month, and nobody outside can tell which it is.
 */
#ifndef LIB_SERVICE_WINDOW_OPEN_H
#define LIB_SERVICE_WINDOW_OPEN_H

#include <stddef.h>

enum open_kind {
	OPEN_TEXT,	/* may be empty */
	OPEN_DATE,	/* local YYYY-MM-DD; may be empty */
	OPEN_FLAG	/* 1 or 0; empty where the question does not arise */
};

/*
 * The columns in their order: what writes the files, and what the data
 * dictionary is made of.  Their words are OpenData.<name>.Name and .Text.
 */
struct open_column {
	const char *name;
	enum open_kind kind;
};
const struct open_column *open_columns(size_t *n);


#endif
