/* The bulletin's tables; each draws at the flow's place and leaves it below. */
#ifndef BATCH_BULLETIN_TABLES_H
#define BATCH_BULLETIN_TABLES_H

#include "batch/bulletin.h"
#include "batch/pdf/pdf_flow.h"

enum { BULLETIN_LATE_MAX = 40, BULLETIN_CLASSES_MAX = 10 }; /* rows of the longest lists */

/* What the parts of one drawing share. */
struct bulletin_drawing {
	struct arena *a;
	const struct bulletin *b;
	enum lang lang;
	struct pdf_flow f;
};

/* The office's figures with those of the month before. */
void bulletin_table_overall(struct bulletin_drawing *d);
/* A row a channel. */
void bulletin_table_sources(struct bulletin_drawing *d);
/* The classes with the most filings. */
void bulletin_table_classes(struct bulletin_drawing *d);
/* A row a unit, comparable units together, and the total. */
void bulletin_table_units(struct bulletin_drawing *d);
/* The cases of n_close_late_open that are over the longest. */
void bulletin_table_late(struct bulletin_drawing *d);

#endif
