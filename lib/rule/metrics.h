/*
 * The indicators: one definition for screens, bulletins and exports (design
 * 4.16).  Identifiers and formulas are those of metrics tables 1 and 3, the
 * counting rules those of metrics 2 and design 4.5.  Pure functions.
 *
 * A fact is what is known of one case at the last instant of the period P:
 * nothing that happened at or after P's end may stand in it (due instants may
 * lie ahead).  Then
 *
 *  - a plain count counts what happened in P (n_filed: filed in P);
 *  - a step's "due" count and its on-time part count the step in the period
 *    of min(done, due), so that each is counted once;
 *  - n_dispose* and n_close* count the case in the period of its counting
 *    instant: closed on time, the closing; otherwise the due instant, or that
 *    at which a feedback given in time failed its check after it.  In time is
 *    a feedback that stands (confirmed or waiting) and came at or before the
 *    due instant; without a due instant every closing is on time.  Waiting in
 *    time, watch and suspension whose date is ahead, special closings, cases
 *    handled on the spot, void ones, and those an appeal has exempted are in no
 *    such count.
 */
#ifndef LIB_RULE_METRICS_H
#define LIB_RULE_METRICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/rule/deadline.h"
#include "lib/rule/period.h"

struct arena;

/* --- the definition tables -------------------------------------------------- */

/* X(enumerator, identifier); the name of each is the text "Metric.<identifier>.Name". */
#define METRIC_COUNTS(X)                                                                          \
	X(N_COMPLAINT, "n_complaint")	/* complaints received in P: the reader adds them */      \
	X(N_REPORT, "n_report")                                                                   \
	X(N_REPORT_SUP, "n_report_sup")	/* found by the office's own eyes: patrol, video, teams */ \
	X(N_REPORT_PUB, "n_report_pub")                                                           \
	X(N_REPORT_VALID, "n_report_valid")                                                       \
	X(N_ACCEPT, "n_accept")                                                                   \
	X(N_NEED_VERIFY, "n_need_verify")                                                         \
	X(N_VERIFY, "n_verify")                                                                   \
	X(N_VERIFY_ONTIME, "n_verify_ontime")                                                     \
	X(N_SEND_VERIFY_DUE, "n_send_verify_due")                                                 \
	X(N_SEND_VERIFY_ONTIME, "n_send_verify_ontime")                                           \
	X(N_SEND_CHECK_DUE, "n_send_check_due")                                                   \
	X(N_SEND_CHECK_ONTIME, "n_send_check_ontime")                                             \
	X(N_FILED, "n_filed")                                                                     \
	X(N_FILED_ALL, "n_filed_all")	/* with those voided later */                             \
	X(N_FILED_RIGHT, "n_filed_right")                                                         \
	X(N_FILE_DUE, "n_file_due")	/* filed under the acceptance clock: not imported */      \
	X(N_FILED_ONTIME, "n_filed_ontime")                                                       \
	X(N_NOT_ACCEPTED, "n_not_accepted")                                                       \
	X(N_DISPATCH_DUE, "n_dispatch_due")                                                       \
	X(N_DISPATCH, "n_dispatch")                                                               \
	X(N_DISPATCH_ONTIME, "n_dispatch_ontime")                                                 \
	X(N_DISPATCH_RIGHT, "n_dispatch_right")                                                   \
	X(N_SIGN_DUE, "n_sign_due")                                                               \
	X(N_SIGN_ONTIME, "n_sign_ontime")                                                         \
	X(N_DISPOSE, "n_dispose")                                                                 \
	X(N_DISPOSE_ONTIME, "n_dispose_ontime")                                                   \
	X(N_DISPOSE_LATE, "n_dispose_late")                                                       \
	X(N_DISPOSE_LATE_OPEN, "n_dispose_late_open")                                             \
	X(N_DISPOSE_DUE, "n_dispose_due")                                                         \
	X(N_CLOSE, "n_close")                                                                     \
	X(N_CLOSE_ONTIME, "n_close_ontime")                                                       \
	X(N_CLOSE_LATE, "n_close_late")                                                           \
	X(N_CLOSE_LATE_OPEN, "n_close_late_open")                                                 \
	X(N_CLOSE_DUE, "n_close_due")                                                             \
	X(N_CLOSED_IN, "n_closed_in")	/* headline: every closing in P, special ones too */      \
	X(N_CLOSED_SPECIAL, "n_closed_special")	/* of these, special ones */                      \
	X(N_ON_SPOT, "n_on_spot")	/* handled on the spot and only reported (R14) */         \
	X(N_VOID, "n_void")                                                                       \
	X(N_REWORK, "n_rework")                                                                   \
	X(REWORK_TIMES, "rework_times")                                                           \
	X(N_REOPEN, "n_reopen")                                                                   \
	X(N_RETURN, "n_return")                                                                   \
	X(N_RETURN_UNJUST, "n_return_unjust")                                                     \
	X(N_EXTEND, "n_extend")                                                                   \
	X(N_WATCH, "n_watch")		/* on the watch list at the end of P */                   \
	X(N_SUSPEND, "n_suspend")	/* suspended at the end of P */                           \
	X(N_MISSED, "n_missed")                                                                   \
	X(N_CHECK_DUE, "n_check_due")                                                             \
	X(N_CHECK, "n_check")                                                                     \
	X(N_CHECK_ONTIME, "n_check_ontime")                                                       \
	X(N_PUB_VERIFIED, "n_pub_verified")                                                       \
	X(N_VISIT, "n_visit")                                                                     \
	X(N_SATISFIED, "n_satisfied")

enum count {
#define X(name, id) name,
	METRIC_COUNTS(X)
#undef X
	COUNT_MAX
};

/* X(enumerator, identifier, numerator, denominator, whether higher is better) */
#define METRIC_RATES(X)                                                                           \
	X(R_FILED, "r_filed", N_FILED, N_ACCEPT, true)                                            \
	X(R_VALID, "r_valid", N_REPORT_VALID, N_REPORT, true)                                     \
	X(R_MISSED, "r_missed", N_MISSED, N_FILED, false)                                         \
	X(R_PUB, "r_pub", N_PUB_VERIFIED, N_FILED, false)                                         \
	X(R_VERIFY_ONTIME, "r_verify_ontime", N_VERIFY_ONTIME, N_NEED_VERIFY, true)               \
	X(R_CHECK_ONTIME, "r_check_ontime", N_CHECK_ONTIME, N_CHECK_DUE, true)                    \
	X(R_SEND_VERIFY, "r_send_verify", N_SEND_VERIFY_ONTIME, N_SEND_VERIFY_DUE, true)          \
	X(R_SEND_CHECK, "r_send_check", N_SEND_CHECK_ONTIME, N_SEND_CHECK_DUE, true)              \
	X(R_FILE_ONTIME, "r_file_ontime", N_FILED_ONTIME, N_FILE_DUE, true)                       \
	X(R_FILE_RIGHT, "r_file_right", N_FILED_RIGHT, N_FILED_ALL, true)                         \
	X(R_DISPATCH_ONTIME, "r_dispatch_ontime", N_DISPATCH_ONTIME, N_DISPATCH_DUE, true)        \
	X(R_DISPATCH_RIGHT, "r_dispatch_right", N_DISPATCH_RIGHT, N_DISPATCH_DUE, true)           \
	X(R_SIGN_ONTIME, "r_sign_ontime", N_SIGN_ONTIME, N_SIGN_DUE, true)                        \
	X(R_DISPOSE, "r_dispose", N_DISPOSE, N_DISPOSE_DUE, true)                                 \
	X(R_DISPOSE_ONTIME, "r_dispose_ontime", N_DISPOSE_ONTIME, N_DISPOSE_DUE, true)            \
	X(R_DISPOSE_LATE_OPEN, "r_dispose_late_open", N_DISPOSE_LATE_OPEN, N_DISPOSE_DUE, false)  \
	X(R_CLOSE, "r_close", N_CLOSE, N_CLOSE_DUE, true)                                         \
	X(R_CLOSE_ONTIME, "r_close_ontime", N_CLOSE_ONTIME, N_CLOSE_DUE, true)                    \
	X(R_CLOSE_ONTIME_POST, "r_close_ontime_post", N_CLOSE_ONTIME, N_CLOSE, true)              \
	X(R_CLOSE_CUM, "r_close_cum", N_CLOSE, N_FILED, true)                                     \
	X(R_REWORK, "r_rework", N_REWORK, N_DISPOSE, false)                                       \
	X(R_REWORK_DUE, "r_rework_due", N_REWORK, N_CLOSE_DUE, false)                             \
	X(R_EXTEND, "r_extend", N_EXTEND, N_DISPOSE_DUE, false)                                   \
	X(R_RETURN, "r_return", N_RETURN, N_DISPATCH, false)                                      \
	X(R_SATISFIED, "r_satisfied", N_SATISFIED, N_VISIT, true)

enum rate_id {
#define X(name, id, num, den, up) name,
	METRIC_RATES(X)
#undef X
	RATE_MAX
};

/* X(enumerator, identifier): mean durations; each in its own kind of time. */
#define METRIC_MEANS(X)                                                                           \
	X(T_ACCEPT, "t_accept")		/* duty time from report to filing or refusal */          \
	X(T_DISPOSE, "t_dispose")	/* working time, of limits in working hours and days */   \
	X(T_DISPOSE_CLOCK, "t_dispose_clock")	/* clock time, of all other limits */

enum mean_id {
#define X(name, id) name,
	METRIC_MEANS(X)
#undef X
	MEAN_MAX
};

struct rate_def {
	const char *id;
	enum count num, den;
	bool higher_is_better;
};

/* The identifier of a count, a rate, a mean; the key of its name is "Metric.<id>.Name". */
const char *count_token(enum count c);
const char *rate_token(enum rate_id r);
const char *mean_token(enum mean_id m);
/* What an identifier names, or the …_MAX. */
enum count count_of(const char *id);
enum rate_id rate_of(const char *id);
const struct rate_def *rate_def(enum rate_id r);

/* --- facts -------------------------------------------------------------------- */


/* One step's clock; USEC_NONE: no such limit, not done. */
struct step_fact {
	usec_t due, done;
};

/* How the case stands at the end of P; an archived case as it was closed. */
enum fact_end {
	END_OPEN,		/* anything not named below */
	END_CONFIRMED,		/* its feedback passed the check and waits for the closing */
	END_CLOSED,
	END_SPECIAL,		/* special closing */
	END_REFUSED,		/* not accepted */
	END_VOID
};

/* What happened to a case, or to one unit's hands in it, in P. */
struct metric_marks {
	int32_t reworks, reopenings, returns, returns_unjust, extensions;	/* granted ones */
	usec_t rework_at, return_at, reopen_at, extend_at;	/* the first of each; set where there is one */
};

/* Instants are USEC_NONE where it has not happened. */
struct case_fact {
	int64_t id;			/* not read here */
	int32_t source;			/* enum source */
	enum fact_end end;
	bool external;			/* imported: step clocks leave it out */
	bool exempt;			/* an appeal was granted: in no n_dispose* and n_close*, whenever it was (metrics 5) */

	usec_t reported;		/* received */
	usec_t accepted;		/* first taken up by the acceptor */
	usec_t filed, refused, voided;
	usec_t dispatched;		/* last dispatch */
	/* The last of each by the end of P; dispatch: the first. */
	struct step_fact send_verify, verify, filing, dispatch, sign, send_check, check;
	bool verified_true;
	bool wrong_dispatch;		/* the dispatcher's error (33) */
	bool missed;			/* a supervisor should have reported it */

	usec_t due;			/* of the governing promise; the tracking date under watch */
	usec_t fed_back;		/* the feedback that stands; none once it was sent back */
	usec_t failed_late;		/* when a feedback given by due was sent back after due */
	usec_t closed;			/* the last closing, ordinary or special, that stands */
	bool sealed;			/* counted before P: metrics_sealed() */
	usec_t held_from, held_until;	/* last suspension; open: its planned end */
	bool watched, suspended;	/* at the end of P */

	usec_t accept_time;		/* counted time for T_ACCEPT; USEC_NONE unknown */
	usec_t dispose_time;		/* counted time from dispatch to the standing feedback */
	enum limit_unit dispose_unit;	/* in this unit */

	usec_t visited;			/* last callback */
	bool satisfied;
};

/* A fact with no instant set; the rest zero. */
struct case_fact fact_empty(void);
/* The period of a month, and of a number of months from one on (12: a year). */
struct period period_of_months(int year, int month, int months);
/* The same months up to an instant inside them, for figures of a month that runs. */
struct period period_until(struct period p, usec_t until);
/* The period of the same length that ends where P begins. */
struct period period_before(struct period p);
/*
 * Whether a case that was closed and reopened stood closed at an edge between
 * periods like P, up to P's beginning: then it was counted and its new round
 * is not counted again (design 4.5).
 */
bool metrics_sealed(usec_t closed, usec_t reopened, struct period p);

/* Whether the office found it itself: patrol, video, teams, guards. */
bool metrics_own_find(int32_t source);

/* --- counting ------------------------------------------------------------------ */

struct counts {
	int64_t v[COUNT_MAX];
	usec_t mean_sum[MEAN_MAX];
	int64_t mean_n[MEAN_MAX];
};

/*
 * Adds one case to the counts of P; all but what comes from marks.  A unit's
 * counts take the cases it is responsible for.
 */
void metrics_fold(struct counts *c, const struct case_fact *f, struct period p);
/*
 * Each count that the case is in, with the instant at which it is: what
 * metrics_fold() adds, told one by one, for figures by day.  n_watch and
 * n_suspend, which are states and no events, are told at the last instant of P.
 */
typedef void metrics_fn(void *ctx, enum count c, usec_t at);
void metrics_each(const struct case_fact *f, struct period p, metrics_fn *fn, void *ctx);
/* Adds a case's marks: to the total all of the case, to a unit's counts those it caused. */
void metrics_fold_marks(struct counts *c, const struct metric_marks *m);
/* Whether metrics_fold() of this case adds to the count: the list behind a number. */
bool metrics_has(const struct case_fact *f, struct period p, enum count c);
void counts_add(struct counts *into, const struct counts *more);

/* An exact fraction; den 0: not applicable. */
struct rate {
	int64_t num, den;
};

struct rate rate_from(const struct counts *c, enum rate_id r);
/* Mean duration: num microseconds over den cases. */
struct rate mean_from(const struct counts *c, enum mean_id m);
/* Comparison with the exact fraction num/den (den > 0); false when not applicable. */
bool rate_below(struct rate r, int64_t num, int64_t den);
bool rate_above(struct rate r, int64_t num, int64_t den);
/* Order of two rates, by value: below 0, 0, above 0; not applicable comes last. */
int rate_cmp(struct rate a, struct rate b);
/* Per cent with two decimals, half up: "93.72"; "—" when not applicable.  In the arena. */
char *rate_print(struct arena *a, struct rate r);
/* A mean in hours with two decimals, half up; "—" when not applicable. */
char *mean_print(struct arena *a, struct rate r);

#endif
