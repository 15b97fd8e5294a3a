/*
 * The public window: figures of months and years counted from the lives of the
 * cases (design 4.16) into tables that are small whatever the past holds, open
 * data by the month, published papers.
 */
#ifndef LIB_SERVICE_WINDOW_OPS_H
#define LIB_SERVICE_WINDOW_OPS_H

#include "lib/base/blob.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_figure.h"

/*
 * Counts every period that is not counted up to yesterday (the office's days, each
 * ten minutes after its midnight):
 * the months, oldest first, then the years; what is over stands, what runs is
 * counted anew once a day.  Nothing to do costs one small query.  Stops after
 * some 40 seconds, a period at a time, and goes on at the next call; another
 * host's turn is no error.  Derived from the intervals alone, so a run that was
 * missed or died loses nothing.  *done: periods counted.
 */
enum err window_run(struct service *sv, usec_t now, int64_t *done) MUST_USE;
/* Counts a month and its year anew at once (evaluation_recount()).  ERR_CONFLICT while another host counts. */
enum err window_recount(struct service *sv, int32_t first_day, usec_t now) MUST_USE;
/* The next run counts everything anew: cases came in past the office's own steps. */
enum err window_forget(struct service *sv) MUST_USE;
/*
 * Counts a period again without writing: whether the same comes out as stands
 * in the tables.  ERR_NOT_FOUND: it is not counted.
 */
enum err window_check(struct service *sv, enum figure_span span, int32_t first_day, bool *same) MUST_USE;

/*
 * Publishes a month's bulletin (a PDF with its pages) for everybody, in a
 * language: file, row and a line of the office's log in one transaction.  The
 * month has to be over (ERR_INVALID).  The same bytes again are what stands
 * there already (*revision as it was); others are the next revision.
 */
struct window_paper {
	int year, month;
	enum lang lang;
	const void *data;
	size_t size;
	int64_t pages;
	const char *os_user;	/* who did it at the command line */
};
enum err window_publish(struct service *sv, const struct window_paper *p, usec_t now, int32_t *revision) MUST_USE;

#endif
