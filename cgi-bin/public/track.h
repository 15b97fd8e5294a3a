/* The follow page: what it is made of, and its drawing. */
#ifndef CGI_BIN_PUBLIC_TRACK_H
#define CGI_BIN_PUBLIC_TRACK_H

#include "cgi-bin/web/request.h"
#include "lib/rule/follow.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_follow.h"

struct view;

/* All that the page is made of. */
struct followed {
	const struct complaint_row *c;
	const struct track_row *k;	/* NULL while there is no case */
	const struct office_lists *lists;
	struct event_row *events;	/* of both, the newest first */
	struct file_link_row *files;	/* of both, the complaint's first */
	size_t n_events, n_files;
	const char *pass;		/* what his forms carry */
};

/* Reads what belongs to a row that was unlocked; of the case's photos only what its sender may see now. */
enum err track_read(struct request *rq, const struct follow_row *row, struct followed *f) MUST_USE;
/* The sentences of now, in the reader's language. */
struct said {
	const char *name, *where, *who, *by, *next, *can;
};
struct said track_said(struct request *rq, const struct followed *f);
/* The name of a case's state in a citizen's words, as on the page where its sender follows it. */
const char *track_state(struct request *rq, int32_t state);
/* Its kind; and what its sender is told of an event, NULL for the office's inner steps. */
const char *track_class(struct request *rq, const struct followed *f);
const char *track_event(struct request *rq, const struct event_row *e);
/* Where complaint and case stand, as the rules see it. */
struct follow_now track_now(const struct followed *f);
/* .Seen and .Limit of a node: what experience and rule say of a kind (unit_id 0: no unit yet). */
enum err show_outlook(struct request *rq, struct view *v, int64_t class_id, int64_t unit_id) MUST_USE;
/* .Changes.N of a node: each date the office gave, when, and why. */
enum err show_promises(struct request *rq, struct view *v, const struct followed *f) MUST_USE;
/* Page.Say: the one-time keys of what he may do now, and the pass that goes with them. */
enum err show_say(struct request *rq, struct view *v, const struct followed *f) MUST_USE;
/* Page.Wish: where he is told, whether that is confirmed, and how he wants it. */
enum err show_wish(struct request *rq, struct view *v, const struct followed *f) MUST_USE;
/* Page.Openings.N: when his contact was opened, by which post, for what kind of reason. */
void show_openings(struct request *rq, struct view *v, const struct followed *f);
/* What a place is called to its sender: its address, else the community he chose; NULL: neither. */
enum err track_place(struct request *rq, const struct complaint_row *c, const char **out) MUST_USE;
/* The page of one complaint, to who has proved that it is his. */
enum err track_show(struct request *rq, const struct followed *f) MUST_USE;

#endif
