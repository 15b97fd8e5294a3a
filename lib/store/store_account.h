/*
 * Accountability: rules, findings with their cases and months, responsibility
 * traced back, appeals, measures.  Statements: sql/query/account.sql.
 */
#ifndef LIB_STORE_STORE_ACCOUNT_H
#define LIB_STORE_STORE_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/account.h"

struct arena;
struct db;

enum { FINDING_PAGE = 50, FINDING_CASES_MAX = 500 };

/* A rule as it is shown and printed; rule.code … as in lib/rule/account.h. */
struct account_rule_row {
	struct account_rule rule;
	const char *name_zh, *name_en, *basis_zh, *basis_en, *source;
};
/* All versions that hold at an instant or later, by number. */
enum err store_account_rules(struct db *db, struct arena *a, usec_t at, struct account_rule_row **out, size_t *n) MUST_USE;
enum err store_account_rule(struct db *db, struct arena *a, int64_t id, struct account_rule_row *out) MUST_USE;

/* Whether this connection now judges; given back by store_account_unlock(). */
enum err store_account_lock(struct db *db, bool *mine) MUST_USE;
enum err store_account_unlock(struct db *db) MUST_USE;
/* How far cases (1) and months (2) are judged; 0: never. */
enum account_run { ACCOUNT_RUN_CASES = 1, ACCOUNT_RUN_MONTHS = 2 };
enum err store_account_until(struct db *db, enum account_run what, usec_t *until) MUST_USE;
enum err store_account_set_until(struct db *db, enum account_run what, usec_t until) MUST_USE;

/* Something that happened to a case in [from, to); explained: by its limit's end. */
struct account_late {
	int64_t case_id, unit_id;
	int32_t nth;
	usec_t at;
	bool explained;
};
enum err store_account_late(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_late **out, size_t *n) MUST_USE;
struct account_step {
	int64_t case_id, user_id, unit_id;
	int32_t kind, nth, times;	/* kind: enum action; times: reworks of the case by this unit so far */
	usec_t at;
	struct blob detail;
};
enum err store_account_steps(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_step **out, size_t *n) MUST_USE;
struct account_seen {
	int64_t case_id, unit_id;
	int32_t nth;
	usec_t at;
};
enum err store_account_inspected(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_seen **out, size_t *n) MUST_USE;
enum err store_account_to_trace(struct db *db, struct arena *a, usec_t from, usec_t to, struct account_seen **out, size_t *n) MUST_USE;

/* --- tracing back ---------------------------------------------------------------- */

struct traced_case {
	int64_t case_id, unit_cell_id, base_cell_id;
	usec_t received_at;
};
enum err store_traced_case(struct db *db, struct arena *a, int64_t case_id, struct traced_case *out) MUST_USE;
/* A patrol that was due on a day; started USEC_NONE: nobody walked it; passed: when it last came by the case's unit grid. */
struct trace_patrol {
	int32_t day, from_min, to_min;
	int64_t user_id;
	usec_t started, ended, passed;
};
/* Of the case's base grid on the day of the report and the two before. */
enum err store_trace_patrols(struct db *db, struct arena *a, const struct traced_case *c, struct trace_patrol **out, size_t *n) MUST_USE;
struct trace_stage {
	int32_t state;
	usec_t started, due, ended;
	int64_t user_id, unit_id;
};
enum err store_trace_stages(struct db *db, struct arena *a, int64_t case_id, struct trace_stage **out, size_t *n) MUST_USE;
struct trace_promise {
	usec_t started, due, done;
	int64_t user_id, unit_id;
};
enum err store_trace_promises(struct db *db, struct arena *a, int64_t case_id, struct trace_promise **out, size_t *n) MUST_USE;

enum trace_part { TRACE_PATROL = 1, TRACE_REPORT = 2, TRACE_INTAKE = 3, TRACE_DISPATCH = 4, TRACE_HANDLING = 5, TRACE_CLOSING = 6 };
enum trace_fault { TRACE_RIGHT = 0, TRACE_LATE = 1, TRACE_MISSING = 2, TRACE_PASSED = 3 };
struct trace_line {
	int32_t part, state, fault;	/* enum trace_part, case_state (0: none), trace_fault */
	usec_t at, due, done;
	int64_t user_id, unit_id;	/* written; the names are read */
	const char *who, *who_en, *unit_zh, *unit_en;
};
enum err store_trace_add(struct db *db, int64_t finding_id, int32_t seq, const struct trace_line *l) MUST_USE;
enum err store_trace(struct db *db, struct arena *a, int64_t finding_id, struct trace_line **out, size_t *n) MUST_USE;

/* --- whom a form names --------------------------------------------------- */

struct account_person {
	int64_t id;
	const char *name, *name_en, *unit_zh, *unit_en;
};
/* Everybody with an open account, by unit. */
enum err store_account_people(struct db *db, struct arena *a, struct account_person **out, size_t *n) MUST_USE;

/* --- findings ---------------------------------------------------------------------- */

/* What the timer, or a person, writes down. */
struct finding_new {
	const char *key, *code;
	int64_t rule_id, unit_id, user_id, case_id;
	int32_t first_day, end_day, grade;
	int64_t num, den;
	bool few, provisional, by_hand;
	usec_t at;
};
/* ERR_CONFLICT: found before. */
enum err store_finding_add(struct db *db, const struct finding_new *n, int64_t *id) MUST_USE;
/* What is known of one by its key. */
struct finding_known {
	int64_t id, num, den;
	int32_t state, end_day;
	bool few, provisional, holds;
};
enum err store_finding_known(struct db *db, struct arena *a, const char *key, struct finding_known *out) MUST_USE;
/* New numbers of a proposed one; *changed false: it is not proposed any more. */
enum err store_finding_refresh(struct db *db, const struct finding_known *k, bool *changed) MUST_USE;
enum err store_finding_case_add(struct db *db, int64_t id, int64_t case_id) MUST_USE;
enum err store_finding_part_add(struct db *db, int64_t id, const struct account_part *p) MUST_USE;
/* Before cases and months of a proposed one are written anew. */
enum err store_finding_clear(struct db *db, int64_t id) MUST_USE;
/* Proposed ones of months and years that begin in [first, end). */
struct finding_open {
	int64_t id, num, den;
	const char *find_key, *measure;
	int32_t first_day, end_day;
	bool few, provisional;
};
enum err store_findings_proposed(struct db *db, struct arena *a, int32_t first_day, int32_t end_day, struct finding_open **out,
    size_t *n) MUST_USE;

struct finding_row {
	int64_t id, rule_id, unit_id, user_id, case_id, first_by;
	const char *code, *measure, *rule_zh, *rule_en, *unit_zh, *unit_en, *person, *person_en, *case_number;
	int32_t first_day, end_day, grade, state, result, span, subject;
	int64_t num, den;
	bool few, provisional, holds, major, by_hand;
	usec_t found_at, decided_at, sent_at, due, signed_at, answered_at, overdue_at, result_at;
};
enum err store_finding(struct db *db, struct arena *a, int64_t id, struct finding_row *out) MUST_USE;
/* What is wanted of a list; 0 and NULL: anything.  sent: only what its unit was sent. */
struct finding_want {
	int64_t before, unit_id;
	int32_t state;
	const char *code;
	int32_t first_day, end_day;
	bool sent, major;	/* major: the list of those without awards */
};
/* The newest first, at most FINDING_PAGE + 1. */
enum err store_findings(struct db *db, struct arena *a, const struct finding_want *w, struct finding_row **out, size_t *n) MUST_USE;
/* Confirmed before an instant, of periods that end in (first_day, end_day]: by rule and unit, for papers. */
enum err store_findings_of_days(struct db *db, struct arena *a, int32_t first_day, int32_t end_day, usec_t until,
    struct finding_row **out, size_t *n) MUST_USE;
/* Of a case; unit_id not 0: only what this unit was sent. */
enum err store_findings_of_case(struct db *db, struct arena *a, int64_t case_id, int64_t unit_id, struct finding_row **out,
    size_t *n) MUST_USE;
/* Proposed and standing ones about a case's lateness. */
struct finding_about {
	int64_t id;
	int32_t state;
};
enum err store_findings_about(struct db *db, struct arena *a, int64_t case_id, struct finding_about **out, size_t *n) MUST_USE;
struct finding_case {
	int64_t finding_id, id;
	int32_t state;
	const char *number, *class_zh, *class_en, *address;
	usec_t due;
};
enum err store_finding_cases(struct db *db, struct arena *a, int64_t id, struct finding_case **out, size_t *n) MUST_USE;
struct finding_part {
	int64_t finding_id;
	struct account_part part;
};
enum err store_finding_parts(struct db *db, struct arena *a, int64_t id, struct finding_part **out, size_t *n) MUST_USE;
/* Both of all findings of a paper, by finding. */
enum err store_findings_behind(struct db *db, struct arena *a, int32_t first_day, int32_t end_day, usec_t until,
    struct finding_case **cases, size_t *n_cases, struct finding_part **parts, size_t *n_parts) MUST_USE;

/* What a step changes; 0 and USEC_NONE leave what is there. */
struct finding_move {
	int64_t id, decided_by;
	int32_t from, to, result, grade;
	bool major;
	usec_t decided_at, sent_at, due, signed_at, answered_at, result_at;
};
/* ERR_CONFLICT: somebody else was faster. */
enum err store_finding_move(struct db *db, const struct finding_move *m) MUST_USE;
enum err store_finding_first(struct db *db, int64_t id, int64_t user_id) MUST_USE;
enum err store_finding_unhold(struct db *db, int64_t id) MUST_USE;
struct finding_late {
	int64_t id, unit_id;
	int32_t state;
};
enum err store_findings_overdue(struct db *db, struct arena *a, usec_t now, struct finding_late **out, size_t *n) MUST_USE;
enum err store_finding_set_overdue(struct db *db, int64_t id, usec_t now, bool *mine) MUST_USE;

/* --- appeals ------------------------------------------------------------------------- */

struct appeal_row {
	int64_t id, case_id, unit_id, asked_by, first_by, second_by;
	int32_t kind, state, first_day;
	const char *count_word, *unit_zh, *unit_en, *case_number;
	usec_t asked_at, due, first_at, second_at;
	bool first_grant, second_grant;
};
/* ERR_CONFLICT: appealed before. */
enum err store_appeal_add(struct db *db, const struct appeal_row *r, int64_t *id) MUST_USE;
enum err store_appeal(struct db *db, struct arena *a, int64_t id, struct appeal_row *out) MUST_USE;
struct appeal_want {
	int64_t before, unit_id;
	int32_t kind, state, first_day;
};
enum err store_appeals(struct db *db, struct arena *a, const struct appeal_want *w, struct appeal_row **out, size_t *n) MUST_USE;
enum err store_appeals_of_case(struct db *db, struct arena *a, int64_t case_id, int64_t unit_id, struct appeal_row **out,
    size_t *n) MUST_USE;
/* ERR_CONFLICT: somebody else was faster. */
enum err store_appeal_first(struct db *db, int64_t id, int64_t user_id, bool grant, usec_t at) MUST_USE;
enum err store_appeal_second(struct db *db, int64_t id, int64_t user_id, bool grant, enum appeal_state to, usec_t at) MUST_USE;
enum err store_appeal_withdraw(struct db *db, int64_t id) MUST_USE;
/* Whether a limit of this unit on the case has run out by now. */
enum err store_appeal_may(struct db *db, int64_t case_id, int64_t unit_id, usec_t now, bool *may) MUST_USE;
enum err store_case_exempt_add(struct db *db, int64_t case_id, int64_t appeal_id, usec_t at) MUST_USE;

/* Periods that were counted before an appeal took one of their cases out are counted anew by the next run. */
enum err store_account_recount(struct db *db) MUST_USE;

/* --- measures -------------------------------------------------------------------------- */

struct measure_row {
	int64_t id, unit_id, user_id, finding_id, seed, made_by, second_by;
	int32_t kind, state, day, first_day, end_day, sample, of_cases;
	const char *title, *persons, *unit_zh, *unit_en, *person, *person_en, *maker, *maker_en;
	usec_t made_at, done_at;
};
enum err store_measure_add(struct db *db, const struct measure_row *r, int64_t *id) MUST_USE;
enum err store_measure(struct db *db, struct arena *a, int64_t id, struct measure_row *out) MUST_USE;
struct measure_want {
	int64_t before, unit_id, finding_id;
	int32_t kind;
};
enum err store_measures(struct db *db, struct arena *a, const struct measure_want *w, struct measure_row **out, size_t *n) MUST_USE;
enum err store_measure_move(struct db *db, int64_t id, enum measure_state from, enum measure_state to, int64_t second_by, usec_t done) MUST_USE;
/* Ids of the cases closed in [from, to), of a unit where one is named. */
enum err store_measure_pool(struct db *db, struct arena *a, usec_t from, usec_t to, int64_t unit_id, int64_t **out, size_t *n) MUST_USE;
enum err store_measure_case_add(struct db *db, int64_t id, int64_t case_id) MUST_USE;
struct measure_case {
	int64_t id;
	int32_t result;		/* 0 not looked at, 1 good, 2 bad */
	const char *note, *number, *address, *class_zh, *class_en, *unit_zh, *unit_en;
};
enum err store_measure_cases(struct db *db, struct arena *a, int64_t id, struct measure_case **out, size_t *n) MUST_USE;
enum err store_measure_case_set(struct db *db, int64_t id, int64_t case_id, int32_t result, const char *note, int64_t user_id,
    usec_t at) MUST_USE;

#endif
