/*
 * Accountability (metrics 5 and 8): findings are proposed by the timer or by
 * hand, confirmed, dismissed or sent by people, answered by units, and end
 * with the result of an inquiry.  Each step stands in the finding's own chain
 * of the ledger; nothing is deleted, and what is confirmed keeps its numbers.
 */
#ifndef LIB_SERVICE_ACCOUNT_OPS_H
#define LIB_SERVICE_ACCOUNT_OPS_H

#include "lib/service/office_ops.h"
#include "lib/store/store_account.h"

/* --- the timer ---------------------------------------------------------------- */

/*
 * Holds the rules against what is over: cases once a day up to midnight, months
 * and the year once a day from the figures of evaluation.h, when these are
 * counted.  A second run finds the same and writes nothing; new facts change a
 * proposed finding, never one that is confirmed or dismissed.  *proposed:
 * findings made.
 */
enum err account_run(struct service *sv, usec_t now, int64_t *proposed) MUST_USE;
/* Marks answers that did not come by their day and tells; *marked counts. */
enum err account_overdue(struct service *sv, usec_t now, int64_t *marked) MUST_USE;
/* The same judgement of days [from, to) of cases, and of a year up to a month, without a clock: for tests and the command line. */
enum err account_judge_cases(struct service *sv, usec_t from, usec_t to, usec_t now, int64_t *proposed) MUST_USE;
enum err account_judge_months(struct service *sv, int32_t year, int32_t months, usec_t now, int64_t *proposed) MUST_USE;

/* --- by people -------------------------------------------------------------------- */

/* A finding that a person writes down: rule by number, at least one of unit, person and case. */
struct finding_wish {
	const char *code;
	int64_t unit_id, user_id, case_id;
	int32_t grade;		/* 0 none, 1 light, 2 serious, 3 grave */
	const char *words;
};
/* The same key twice is one finding.  ERR_INVALID with the field; ERR_DENIED. */
enum err finding_propose(struct service *sv, const char *key, const struct actor *who, const struct finding_wish *w,
    int64_t *id) MUST_USE;

struct finding_act {
	int64_t id;
	enum finding_step step;
	const char *words;
	int32_t grade;		/* FX_CONFIRM: 0 as it was */
	int32_t result;		/* FX_RESULT: 1 proven, 2 partly, 3 not proven */
};
/*
 * One step of the table in lib/rule/account_way.c.  Where a person is meant
 * the first confirmation waits for a second person (FX_FIRST).  ERR_CONFLICT:
 * not in this state; ERR_INVALID: "note", "result", "step" (the year is not
 * over; the same person twice); ERR_DENIED.
 */
enum err finding_do(struct service *sv, const char *key, const struct actor *who, const struct finding_act *a) MUST_USE;
/* Whether this person could take the step now. */
bool finding_may(const struct finding_row *f, enum finding_step step, const struct actor *who);
/* Whether he may read it: the office all, a unit what it was sent. */
bool finding_may_read(const struct finding_row *f, int64_t unit_id, uint64_t perms);

/* --- for papers ---------------------------------------------------------------------- */

/* A finding with all that is printed of it. */
struct finding_paper {
	struct finding_row f;
	struct account_rule_row rule;
	const struct finding_case *cases;	/* at most FINDING_CASES_MAX of one, 20,000 of a month */
	size_t n_cases;
	const struct finding_part *parts;
	size_t n_parts;
};
/*
 * The findings of a month that stand: confirmed before `until`, of periods
 * that end in it (cases of its days, its months, months added up and years
 * that end with it), by rule and unit.  In the arena; all in the caller's
 * snapshot.
 */
enum err account_paper_month(struct service *sv, int year, int month, usec_t until, struct finding_paper **out, size_t *n) MUST_USE;
/* One of them, whatever its state. */
enum err account_paper_one(struct service *sv, int64_t id, struct finding_paper *out) MUST_USE;
/* "89.99 % (17999/20000)" of a rate, "21" of a count, "3" bad months of so many; in words of the catalogue. */
char *account_number(struct arena *a, enum lang lang, const char *measure, int32_t span, struct rate v);
/* "低于 90%": comparison and threshold of a rule, and what it measures; in the arena. */
char *account_threshold(struct arena *a, enum lang lang, const struct account_rule *r);
/* The period in the catalogue's words: a day, a month, months of a year, a year. */
char *account_period(struct arena *a, enum lang lang, int32_t span, int32_t first_day, int32_t end_day);

#endif
