/* What the pages of the public window share: the period asked for, its names, the tabs. */
#ifndef CGI_BIN_PUBLIC_WINDOW_H
#define CGI_BIN_PUBLIC_WINDOW_H

#include <stdbool.h>

#include "cgi-bin/web/request.h"
#include "lib/store/store_figure.h"

struct view;

/* Seconds that anybody may keep a page of figures. */
enum { WINDOW_KEPT = 300 };

/* The page's data with title (a catalogue key), description and tabs. */
struct view *window_view(struct request *rq, const char *title, const char *description);
/*
 * The period of ?month= or ?year=, else the last whole month, else what runs;
 * ERR_NOT_FOUND when it is not counted.  *none: nothing is counted at all yet.
 */
enum err window_period(struct request *rq, struct figure_run *out, bool *none) MUST_USE;
/* Page.Period and Page.Periods: its name, how final it is, its neighbours, all the others, below path. */
enum err window_show_period(struct request *rq, struct view *v, const struct figure_run *run,
    const char *path) MUST_USE;
/* True when the client has the page of this run already: the answer is made, and may be kept either way. */
bool window_fresh(struct request *rq, const struct figure_run *run);
/* The same for pages that change with what was made last. */
bool window_fresh_at(struct request *rq, usec_t made_at, int64_t n);

/* Page.Figures of the front page: what came in, what was closed, how much on time, last month. */
enum err window_home(struct request *rq, struct view *v) MUST_USE;

/* "2026年10月", "October 2026", "2026年". */
char *window_month(struct request *rq, int32_t first_day);
/* "2026年10月5日"; and what stands below a column: "10月5日" of a month's chart, "10月" of a year's. */
char *window_day(struct request *rq, int32_t day);
char *window_tick(struct request *rq, enum figure_span span, int32_t day);
char *window_span_name(struct request *rq, enum figure_span span, int32_t first_day);
/* "month=2026-10", "year=2026". */
char *window_query(struct request *rq, enum figure_span span, int32_t first_day);
/* "1.2 MB". */
char *window_size(struct request *rq, int64_t bytes);
/* A number's .Name, .Text and .Id of the one table of definitions, by its identifier. */
void window_define(struct view *v, struct request *rq, const char *id);
/* .Rate ("81.93 %", or that there is no data), .Bar (0 to 100, absent without data), .Num, .Den. */
void window_rate(struct view *v, struct request *rq, struct rate r);

#endif
