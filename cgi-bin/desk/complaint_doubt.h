/* A suspect report at the desk; a part of page_complaint.c and page_queue.c. */
#ifndef CGI_BIN_DESK_COMPLAINT_DOUBT_H
#define CGI_BIN_DESK_COMPLAINT_DOUBT_H

#include "cgi-bin/web/request.h"
#include "lib/rule/perm.h"
#include "lib/store/store_complaint.h"

struct view;
struct service;

/* .Flags of a row: each doubt (enum doubt) as a tag. */
void show_doubt_flags(struct view *r, struct request *rq, int32_t doubts);
/* Page.Doubts of a complaint, a sentence each, and its privacy notice among Page.Facts. */
enum err show_doubts(struct request *rq, struct view *v, const struct complaint_row *c) MUST_USE;
/* The reasons of an action ("refuse") as options of a field, after an empty choice. */
enum err show_reason_options(struct request *rq, struct view *f, const char *action) MUST_USE;
/* Into the queue of all, or refused with a reason; back to the suspects. */
enum err act_on_suspect(struct request *rq, struct service *sv, bool refuse, const struct actor *who) MUST_USE;

#endif
