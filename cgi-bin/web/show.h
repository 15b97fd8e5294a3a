/*
 * What the pages of all programs show alike: times, clocks, photos, places.
 * Formatting only; nothing is decided here.
 */
#ifndef CGI_BIN_WEB_SHOW_H
#define CGI_BIN_WEB_SHOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/base/text.h"

struct arena;
struct request;
struct service;
struct view;
struct file_link_row;

/* The service's view of a request; lent for its time. */
struct service show_service(struct request *rq);

/* "2026年11月22日 14:05", "22 Nov 2026, 14:05"; "" for USEC_NONE. */
char *show_time(struct arena *a, enum lang lang, usec_t t);
/* The same without the year when it is this year's: for lists. */
char *show_time_short(struct arena *a, enum lang lang, usec_t t);
/* For the attribute datetime, to the second (HTML allows no microseconds); "" for USEC_NONE. */
char *show_instant(struct arena *a, usec_t t);
/* "3 小时 20 分" of a span of time, at least one minute. */
char *show_span(struct arena *a, enum lang lang, usec_t span);

/*
 * .Due .DueIso .DueText .DueTone .DueRuns of a node: how far now is from due.
 * ended: the instant at which the clock stopped, USEC_NONE while it runs.
 * Nothing for a due of USEC_NONE.
 */
void show_due(struct view *v, struct request *rq, usec_t due, usec_t ended);
/* The same as it stood at an instant at which the clock ran. */
void show_due_at(struct view *v, struct request *rq, usec_t due, usec_t at);
/* .State of a node, with .StateTone and .StateIcon of its tag. */
void show_state(struct view *v, struct request *rq, int32_t state);
/* Picture and tone (ok, warn, info) of a line of a ledger: .Icon and .Tone; kind is an enum action. */
void show_event_look(struct view *v, int32_t kind);
/* "Nav.N": a place in the menu; here by comparing with the request's path. */
void show_nav(struct request *rq, const char *key, const char *url, const char *icon, int64_t count);
/*
 * A list of photos (.Url .Thumb .Alt .When .By .Pending .Broken) under prefix
 * ("/photo/", "/desk/photo/"); only those of part, all where part is 0.
 */
void show_photos(struct view *v, struct request *rq, const char *list, const char *prefix,
    const struct file_link_row *files, size_t n, int part);
/* Microdegrees as "31.701234". */
char *show_degrees(struct arena *a, int32_t microdeg);
/* "Page.Errors.N" from the parameters that were refused, in the form's order. */
void show_errors(struct request *rq);
/* The same where several forms share a page and names stand behind the action's code: "join-kept". */
void show_errors_at(struct request *rq, const char *action);

#endif
