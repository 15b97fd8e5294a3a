/*
 * Papers from the desk: who may ask for which (lib/rule/paper.h), and who sees
 * what came of it.  "anjuan tick" draws them (batch/tick_papers.h).
 */
#ifndef LIB_SERVICE_PAPER_OPS_H
#define LIB_SERVICE_PAPER_OPS_H

#include "lib/rule/paper.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_paper.h"
#include "lib/store/store_user.h"

/* Whose papers this person sees: 0 the office's, else his own alone. */
int64_t paper_scope(const struct user *u);
bool paper_may_read(const struct user *u, const struct paper_job *j);
/*
 * Asks for a paper; the same one that waits or runs is not asked for twice (*id
 * is the one there is).  What is published leaves a line in the office's log.
 * ERR_DENIED: not his to ask for; ERR_INVALID names the argument, err_text() is
 * a catalogue key; a case he may not see is Err.paper_none as one that is not there.
 */
enum err paper_ask(struct service *sv, const struct user *u, const struct paper_kind *k, struct paper_args *a,
    enum lang lang, int64_t *id) MUST_USE;
/* The latest such paper that waits, runs or is there, for who may read it; ERR_NOT_FOUND. */
enum err paper_latest(struct service *sv, const struct user *u, const struct paper_kind *k, const struct paper_args *a,
    enum lang lang, struct paper_job *out) MUST_USE;

/* How long a paper lies there; its hash stays in the book of issued papers. */
#define PAPERS_KEPT (90 * USEC_DAY)
/* The timer: takes away what is older; *dropped counts on. */
enum err paper_drop_old(struct service *sv, usec_t now, int64_t *dropped) MUST_USE;

#endif
