/*
 * Accountability (metrics 5 and 8): rules as data, held against figures and
 * what happened to single cases; what comes out are findings that a person
 * then confirms, dismisses or sends.  Fractions are compared exactly, a zero
 * denominator never triggers, small numbers only mark.  Pure functions.
 */
#ifndef LIB_RULE_ACCOUNT_H
#define LIB_RULE_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/clock.h"
#include "lib/rule/metrics.h"

struct arena;

/* --- rules --------------------------------------------------------------------- */

/* Whom a finding is about; stable, stored. */
enum account_subject { ACCOUNT_UNIT = 1, ACCOUNT_PERSON = 2, ACCOUNT_BOTH = 3 };
/* What a rule looks at; stable, stored. */
enum account_span {
	ACCOUNT_CASE = 1,	/* each time it happens to a case */
	ACCOUNT_MONTH = 2,	/* a calendar month that is over */
	ACCOUNT_MONTHS = 3,	/* bad months added up within a calendar year, consecutive or not (累计) */
	ACCOUNT_YEAR = 4	/* the whole calendar year: a warning until it is over */
};
/* Stable, stored. */
enum account_cmp { ACCOUNT_EACH = 1, ACCOUNT_BELOW = 2, ACCOUNT_ABOVE = 3, ACCOUNT_AT_LEAST = 4 };

/*
 * What is measured: one of these words, or the identifier of a count or a rate
 * of lib/rule/metrics.h.  X(enumerator, word)
 */
#define ACCOUNT_EVENTS(X)                                                                         \
	X(AM_LATE_UNEXPLAINED, "late_unexplained")	/* over its limit, no explanation by then (R8) */ \
	X(AM_LATE, "late")		/* over its limit, explained or not */                    \
	X(AM_RETURN_UNJUST, "return_unjust")	/* returned, later shown to be its own duty (46) */ \
	X(AM_REWORKS, "reworks")	/* reworks of one case by one unit: so many times */      \
	X(AM_SUPERVISED, "supervised")	/* single-case supervision (56) or designation (23) */    \
	X(AM_FALSE, "false_report")	/* its feedback was judged false */                       \
	X(AM_UNTRUE, "check_untrue")	/* the check showed that it was not done */               \
	X(AM_INSPECTION, "inspection")	/* found bad in an inspection round */                    \
	X(AM_TRACE, "trace")		/* a complaint case late or missed, a media case: trace back */ \
	X(AM_HAND, "by_hand")		/* a person writes it down */

enum account_what {
#define X(name, word) name,
	ACCOUNT_EVENTS(X)
#undef X
	AM_FIGURE,		/* a count or a rate */
	AM_MAX
};

/* The graded measures of S1 (查通督约考罚), with 通报 and the referrals: what a rule asks for.  X(word) */
#define ACCOUNT_CONSEQUENCES(X)                                                                   \
	X("tell_leader") X("internal") X("circular") X("supervision_office") X("efficiency")      \
	X("inquiry") X("discipline") X("letter") X("redo") X("assessment") X("awards") X("dismissal") \
	X("inspect") X("coordinate") X("supervise") X("talk") X("evaluate") X("punish")

/* One version of a rule. */
struct account_rule {
	int64_t id;
	const char *code;	/* "A3" */
	const char *measure;	/* a word of ACCOUNT_EVENTS, or a metric's identifier */
	int32_t subject, span, cmp;
	int64_t num, den;	/* the threshold as an exact fraction; a count: den 1 */
	int32_t times;		/* ACCOUNT_MONTHS: so many bad months */
	int32_t small;		/* a denominator below this is marked */
	int32_t answer_days;	/* working days for the unit's answer; 0: none is asked for */
	const char *consequences;	/* words with commas between them */
	usec_t valid_from, valid_until;
};

/* What its measure means. */
enum account_what account_what_of(const char *measure);
/* The value of a figure's measure in counts; a count has denominator 1.  {0, 0} for a word of ACCOUNT_EVENTS. */
struct rate account_value(const char *measure, const struct counts *c);
/* Whether the threshold is passed, by the exact fraction; never where the denominator is 0. */
bool account_beyond(const struct account_rule *r, struct rate v);
/* The version of each rule that holds at an instant. */
static inline bool
account_holds(const struct account_rule *r, usec_t at)
{
	return r->valid_from <= at && (r->valid_until == USEC_NONE || at < r->valid_until);
}

/* --- judgement ------------------------------------------------------------------ */

/* One unit's figures of one month of the year, or of the year so far (month 0). */
struct account_figures {
	int64_t unit_id;
	int32_t month;
	struct counts c;
};
/* Something that happened to a case by a unit (and a person, where one is meant). */
struct account_event {
	enum account_what what;
	int64_t unit_id, user_id, case_id;
	usec_t at;
	int32_t nth;		/* tells one time from another on the same case: round, order, event */
	int32_t times;		/* AM_REWORKS: so many by now */
};
/* A calendar year as far as it is known. */
struct account_year {
	int32_t year;
	int32_t months_over;	/* 1 … 12: judged are the months up to it; 12: the year is over; 0: no month */
	bool cases;		/* whether single cases are judged too */
	const struct account_figures *figures;
	size_t n_figures;
	const struct account_event *events;
	size_t n_events;
};

/* One month's share of a finding that adds up months. */
struct account_part {
	int32_t month;
	struct rate value;
	bool bad;
};
/* What a rule has found. */
struct account_hit {
	const struct account_rule *rule;
	int64_t unit_id, user_id, case_id;	/* 0: none */
	int32_t nth;
	int32_t first_day, end_day;		/* local days, half-open */
	struct rate value;
	bool small;				/* few cases: marked, not suppressed */
	bool provisional;			/* the year is not over: a warning */
	const int64_t *cases;			/* A2: those that were counted; arena */
	size_t n_cases;
	const struct account_part *parts;	/* ACCOUNT_MONTHS: every month with a value; arena */
	size_t n_parts;
};

/*
 * All findings of a year as it is known: for each case (where asked for) and
 * month up to months_over, for the months added up, and for the year.  Case
 * events are judged whenever they were, months_over or not.  Rules are those
 * that held when the case happened, or at the last instant of the period.
 * In the order of the rules; array in the arena.
 */
void account_judge(struct arena *a, const struct account_rule *rules, size_t n_rules, const struct account_year *y,
    struct account_hit **out, size_t *n);
/* What tells one finding from another: "A3.u7.2026-10".  The same facts give the same key.  In the arena. */
char *account_key(struct arena *a, const struct account_hit *h);

/* --- the way of a finding -------------------------------------------------------- */

/* Stable, stored; from_state and to_state of its events. */
enum finding_state {
	FS_NONE = 0,
	FS_PROPOSED = 1, FS_CONFIRMED = 2, FS_DISMISSED = 3, FS_SENT = 4, FS_ANSWER_DUE = 5, FS_ANSWERED = 6,
	FS_OVERDUE = 7, FS_RESULT = 8, FS_MAX
};
/* What is done to it; event kinds of its ledger (SUBJECT_FINDING).  Stable, stored; text FindingStep.<number>. */
enum finding_step {
	FX_PROPOSED = 1001,	/* by the timer, or by hand */
	FX_ADDED = 1002,	/* new facts: only while proposed */
	FX_FIRST = 1003,	/* where a person is meant: the first of two confirms */
	FX_CONFIRM = 1004, FX_DISMISS = 1005, FX_SEND = 1006,
	FX_SIGN = 1007,		/* the unit has it in hands */
	FX_ANSWER = 1008, FX_OVERDUE = 1009, FX_RESULT = 1010,
	FX_MAJOR = 1011,	/* 重大责任追究: a share of the 12345 assessment, no awards */
	FX_MEASURE = 1012,	/* a measure taken because of it */
	FX_APPEAL = 1013	/* an appeal about its case was granted */
};
/* Who may: the office, the unit it is about, who inquires, or the timer. */
enum finding_by { FB_OFFICE = 1, FB_UNIT = 2, FB_INQUIRY = 3, FB_TIMER = 4 };

struct finding_row_way {
	enum finding_step step;
	enum finding_by by;
	uint32_t from;		/* bits 1 << enum finding_state */
	enum finding_state to;	/* FS_NONE: as it was */
	bool words;		/* words are needed */
};
/* The table, and the row of a step in a state: NULL when it cannot be done now. */
const struct finding_row_way *finding_ways(size_t *n);
const struct finding_row_way *finding_way(enum finding_state from, enum finding_step step);
/* Whether two persons have to confirm: where a person is meant. */
static inline bool
finding_needs_two(int64_t user_id)
{
	return user_id != 0;
}

/* --- appeals --------------------------------------------------------------------- */

/* What is objected to; stable, stored. */
enum appeal_kind {
	APPEAL_LATE = 1,	/* a case counted late: once a case; granted, it leaves the counts */
	APPEAL_MONTH = 2	/* a case in a month's draft figures: once a case, unit and month */
};
enum appeal_state { AP_ASKED = 1, AP_FIRST = 2, AP_GRANTED = 3, AP_REFUSED = 4, AP_WITHDRAWN = 5 };
/* Event kinds of its ledger (SUBJECT_APPEAL). */
enum appeal_step { AX_ASKED = 1021, AX_FIRST = 1022, AX_SECOND = 1023, AX_WITHDRAWN = 1024 };

/*
 * The state after a ruling: the first of two persons only says what he thinks,
 * the second decides; granted is what both grant.  AP_FIRST in, first says how
 * the first one ruled.
 */
enum appeal_state appeal_after(enum appeal_state from, bool first, bool grant);

/* --- measures ---------------------------------------------------------------------- */

/* 查通督约考罚 and circulars as records; stable, stored. */
enum measure_kind { MK_INSPECT = 1, MK_CIRCULAR = 2, MK_SUPERVISE = 3, MK_TALK = 4, MK_EVALUATE = 5, MK_PENALTY = 6, MK_MAX };
enum measure_state { MS_OPEN = 1, MS_DONE = 2, MS_WAITING = 3 /* a penalty of a person: for the second one */, MS_REFUSED = 4 };
/* Event kinds of its ledger (SUBJECT_MEASURE). */
enum measure_step { MX_BEGUN = 1031, MX_SAMPLE = 1032, MX_DONE = 1033, MX_SECOND = 1034, MX_REFUSED = 1035 };

/*
 * Draws k of n ids so that the same seed and the same ids, in whatever order,
 * give the same ones: by SHA-256 of seed and id.  Sorted by id; array in the
 * arena.
 */
void account_sample(struct arena *a, int64_t seed, const int64_t *ids, size_t n, size_t k, int64_t **out, size_t *n_out);

#endif
