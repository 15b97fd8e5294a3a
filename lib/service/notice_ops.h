/*
 * Everyone told (workflow §6).  An action writes which posts have to know into
 * the outbox; here their people are found, once each, and letters and short
 * messages are sent.  Any number of hosts may run both at once.
 */
#ifndef LIB_SERVICE_NOTICE_OPS_H
#define LIB_SERVICE_NOTICE_OPS_H

#include "lib/base/cleanup.h"
#include "lib/base/text.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_notice.h"

/* What one run did. */
struct notice_run {
	int64_t told;		/* people, and senders of complaints */
	int64_t sent, later, dead;	/* messages: taken, to be tried again, given up */
};

/*
 * Takes what waits in the outbox, for at most conf notice_seconds: each person
 * gets one line in his inbox an event and a message a channel he wants; senders
 * get a letter, or where they left none a short message.  A post on shifts that
 * nobody keeps now is told when its next shift begins.  Whoever did the thing
 * himself is not told of it.  What has waited longer than the setting
 * notice_days, while the timer stood still, comes to inboxes only.
 */
enum err notice_spread(struct service *sv, struct notice_run *run) MUST_USE;

/* What sending needs beside the service: templates, catalogues, connections; made at first use. */
struct notice_post;
struct notice_post *notice_post_new(void);
void notice_post_free(struct notice_post *p);
DEFINE_FREEP(struct notice_post, notice_post_free)

/*
 * Sends what is due, hazards first and digests last, each channel for at most
 * conf notice_seconds and notice_max messages.  A server that twice does not
 * answer is left alone until the next run.  A message counts as sent only after
 * the other side took it; where this program dies in between it goes out again
 * under the same id when its lease is over.  Needs the key_dir's secret keys
 * for letters to senders; opening a contact ends in the ledger as ACT_C_TOLD.
 */
enum err notice_send(struct service *sv, struct notice_post *post, struct notice_run *run) MUST_USE;

/* Sets how somebody is told; ERR_INVALID naming "email" for an address no letter can be sent to. */
enum err notice_wish_set(struct service *sv, const struct notice_wish *w) MUST_USE;

/* Where what a notice is about can be seen: "/desk/case?id=7"; in the arena. */
char *notice_path(struct arena *a, int32_t subject_kind, int64_t subject_id);
/* The subject a shift's book is told by. */
int64_t notice_book_id(int32_t day, int64_t shift_id);
/* What happened, for staff: the event's name; a plain "there is news" for a kind without one. */
const char *notice_event(enum lang lang, int32_t kind);
/* What it is about, for staff: the class, or the page of what stands in no ledger. */
const char *notice_about(enum lang lang, int32_t subject_kind, const char *class_zh, const char *class_en);
/* "26-0000123-4" of a complaint, the case's number, or "#id" where it has none yet; in the arena. */
char *notice_number(struct arena *a, int32_t subject_kind, int64_t subject_id, const char *case_number,
    usec_t received_at);

#endif
