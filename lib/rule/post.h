/*
 * The posts that are evaluated (metrics 7 and 8), whose figures a count of a
 * case belongs to, and who did what in a case by its ledger.  A post is what
 * somebody did, whatever role he has besides.  Pure.
 */
#ifndef LIB_RULE_POST_H
#define LIB_RULE_POST_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/rule/metrics.h"

/* X(enumerator, code); the name is the text "Part.<code>". */
#define POSTS(X)                                                                                  \
	X(POST_SUPERVISOR, "supervisor")	/* 监督员: own finds, orders, the beat */         \
	X(POST_ACCEPTOR, "acceptor")		/* 受理员 */                                      \
	X(POST_CHIEF, "chief")			/* 值班长: filings and closings */                \
	X(POST_DISPATCHER, "dispatcher")	/* 派遣员 */                                      \
	X(POST_CLERK, "clerk")			/* 责任单位受理员 */                              \
	X(POST_HAND, "hand")			/* 处置人员 */                                    \
	X(POST_TEAM, "team")			/* patrol and autonomy teams; the key is a unit */ \
	X(POST_HOTLINE, "hotline")		/* the 12345 desk */

enum post {
#define X(name, code) name,
	POSTS(X)
#undef X
	POST_MAX
};
const char *post_token(enum post p);
/* What a code names, or POST_MAX. */
enum post post_of(const char *code);

/* Who did what in a case; stable, columns of table eval_case. */
enum doer {
	DOER_REPORTER, DOER_TEAM, DOER_BEAT, DOER_HOTLINE, DOER_ACCEPTOR, DOER_VERIFY_SENDER, DOER_VERIFIER,
	DOER_FILER, DOER_REFUSER, DOER_DISPATCHER, DOER_DISPATCHER_LAST, DOER_SIGNER, DOER_CLERK, DOER_HAND,
	DOER_RETURNER, DOER_EXTENDER, DOER_CHECK_SENDER, DOER_CHECKER, DOER_CLOSER, DOER_CALLER, DOER_MAX
};

/* A count of a case is one of the post's, and of this person's. */
struct post_credit {
	enum post post;
	enum count count;
	enum doer doer;
};
/* All of them, by post. */
const struct post_credit *post_credits(size_t *n);
/* Who of a post a count belongs to; DOER_MAX: it is none of the post's. */
enum doer post_doer(enum post p, enum count c);
/* The person a mean belongs to; DOER_MAX. */
enum doer post_mean_doer(enum post p, enum mean_id m);
/* The rates a post is shown by: all whose counts are both the post's. */
size_t post_rates(enum post p, enum rate_id rates[RATE_MAX]);

/* A line of the case's ledger that somebody wrote. */
struct post_act {
	int64_t case_id;			/* not read here */
	int32_t kind, from_state, to_state;	/* enum action, enum case_state */
	usec_t at;
	int64_t user_id, unit_id;
	struct blob detail;
};
/*
 * Who had done what before an instant: 0 for nobody, -1 where the case is none
 * of that post's work (reported by others, no hand assigned).  DOER_BEAT stays
 * 0: it is no act.  *visited (USEC_NONE) and *satisfied: the last call back.
 */
void post_doers(const struct post_act *acts, size_t n, int32_t source, usec_t before, int64_t doer[DOER_MAX],
    usec_t *visited, bool *satisfied);

#endif
