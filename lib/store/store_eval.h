/*
 * The office's own figures as they are kept (sql/schema 0033): runs, sums by
 * part and key, the cases behind them.  What parts and keys mean stands in
 * lib/service/evaluation.h.  Statements: sql/query/evaluation.sql.
 */
#ifndef LIB_STORE_STORE_EVAL_H
#define LIB_STORE_STORE_EVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/metrics.h"
#include "lib/rule/post.h"

struct arena;
struct db;

/* A line's numbers: every count, then sum and number of each mean. */
enum { EVAL_SLOTS = COUNT_MAX + 2 * MEAN_MAX };
_Static_assert(COUNT_MAX < 63, "the counts of a case are bits of one number");

enum eval_span { EVAL_DAY = 0, EVAL_MONTH = 1, EVAL_YEAR = 2 };

/* A period that is counted, and up to where. */
struct eval_run {
	int32_t span, first_day, until_day;	/* local days; counted before until_day */
	bool whole;				/* it was over: its figures stand */
	int32_t rules;				/* by which list of counts: eval_rules() */
	struct blob digest;
	usec_t made_at;
};
/* Another number when the list of counts is another one. */
int32_t eval_rules(void);
/* ERR_NOT_FOUND when it is not counted, or by another list of counts. */
enum err store_eval_run(struct db *db, struct arena *a, enum eval_span span, int32_t first_day,
    struct eval_run *out) MUST_USE;
/* The latest first, at most 240. */
enum err store_eval_runs(struct db *db, struct arena *a, enum eval_span span, struct eval_run **out, size_t *n) MUST_USE;
/* The day before which periods of a span are counted; 0: none is. */
enum err store_eval_until(struct db *db, enum eval_span span, int64_t *day) MUST_USE;
/* Every period is counted anew by the next run. */
enum err store_eval_forget(struct db *db) MUST_USE;

/* One number of a period. */
struct eval_sum {
	int32_t span, first_day, part;
	int64_t key_id;
	int32_t slot;
	int64_t n;
};
/* Of one part of the periods that begin in [from_day, to_day), by period, key and slot; key NULL: all keys. */
enum err store_eval_sums(struct db *db, struct arena *a, enum eval_span span, int32_t part, int32_t from_day,
    int32_t to_day, const int64_t *key, struct eval_sum **out, size_t *n) MUST_USE;

/* A case that is in some count of a period. */
struct eval_case {
	int64_t case_id, unit_id, class_id, unit_cell_id, base_cell_id;
	int64_t community;		/* its code as a number; 0 unknown */
	int32_t source, hour, weekday;
	int64_t bits;			/* bit i: it is in count i */
	int32_t reworks;
	usec_t mean[MEAN_MAX];		/* what it gives to a mean; USEC_NONE: nothing */
	int64_t doer[DOER_MAX];
};
/* What one unit's hands did to it. */
struct eval_mark {
	int64_t case_id, unit_id, bits;
	int32_t reworks;
};

/* Which cases; EVAL_ANY asks for nothing. */
enum { EVAL_ANY = -1 };
struct eval_want {
	int64_t unit_id, group_of_unit;		/* … every unit of that unit's group */
	int64_t class_id, major_of_class;	/* … every class of that class's major one */
	int32_t kind, source, hour, weekday;
	int64_t unit_cell_id, base_cell_id, community, street, district;	/* codes as numbers */
	int32_t doer;				/* enum doer + 1, who is person (0: nobody); 0: no matter who */
	int64_t person;
	int64_t bits;				/* in one of these counts; 0: in any */
	int64_t after_id;			/* behind this case */
};
/* Asks for nothing. */
struct eval_want eval_want_any(void);
typedef enum err eval_case_fn(void *ctx, const struct eval_case *c);
/* The rows of a counted period by case. */
enum err store_eval_cases(struct db *db, enum eval_span span, int32_t first_day, const struct eval_want *w,
    eval_case_fn *fn, void *ctx) MUST_USE;
/* The same of the marks: a row for a case and a unit whose hands made some, with that unit and its marks as unit and bits. */
enum err store_eval_marks(struct db *db, enum eval_span span, int32_t first_day, const struct eval_want *w,
    eval_case_fn *fn, void *ctx) MUST_USE;
/* Numbers of at most so many cases in a count, by id; marks: as unit's marks say. */
enum err store_eval_ids(struct db *db, struct arena *a, enum eval_span span, int32_t first_day,
    const struct eval_want *w, bool marks, int64_t limit, int64_t **ids, size_t *n) MUST_USE;

/* What a list says of a case. */
struct eval_line_case {
	int64_t id;
	const char *number;	/* ours or the other system's; NULL before filing */
	int32_t state, source;
	int64_t class_id, unit_id, base_cell_id;
	const char *address, *description;	/* 80 characters */
	usec_t received_at, filed_at, due_at, closed_at;
	bool confidential;
};
/* By id, as they are now; n_ids at most some hundreds. */
enum err store_eval_lines(struct db *db, struct arena *a, const int64_t *ids, size_t n_ids,
    struct eval_line_case **out, size_t *n) MUST_USE;

/*
 * Replaces all of a period in the caller's transaction: its run, sums (days:
 * those within [first_day, end_day), of a month only), cases and marks.
 */
struct eval_period {
	struct eval_run run;
	int32_t end_day;
	const struct eval_sum *sums;
	const struct eval_case *cases;
	const struct eval_mark *marks;
	size_t n_sums, n_cases, n_marks;
};
enum err store_eval_put(struct db *db, const struct eval_period *p) MUST_USE;

/* --- what the figures are told by ------------------------------------------ */

/* What the row says of a case that is lived again from its ledger. */
struct eval_event_case {
	int64_t id;
	const char *number;
	int32_t source;
	bool external, verified_above, hazard;
	bool hazard_event;	/* it became one by a step of its own */
	int64_t class_id, unit_id, unit_cell_id, base_cell_id;
	usec_t received_at;
};
/* Cases behind one, by id. */
enum err store_eval_event_cases(struct db *db, struct arena *a, int64_t after_id, int64_t limit, struct eval_event_case **out,
    size_t *n) MUST_USE;
/* All events of the cases of a range, by case and sequence. */
enum err store_eval_events(struct db *db, struct arena *a, int64_t from_id, int64_t to_id, struct post_act **out,
    size_t *n) MUST_USE;

/* Complaints received in [from, to), as n_complaint counts them. */
struct eval_complaint {
	int32_t source;
	int64_t class_id;
	usec_t received_at;
};
typedef enum err eval_complaint_fn(void *ctx, const struct eval_complaint *c);
enum err store_eval_complaints(struct db *db, usec_t from, usec_t to, eval_complaint_fn *fn, void *ctx) MUST_USE;

/* Every cell there ever was, by id, with its community's code as a number. */
struct eval_cell {
	int64_t id;
	int32_t layer_id;
	int64_t community;
	const char *code, *name_zh, *name_en;
};
enum err store_eval_cells(struct db *db, struct arena *a, struct eval_cell **out, size_t *n) MUST_USE;
/* Every community, street and district there ever was, by code; codes as numbers. */
struct eval_division {
	int64_t number, parent;
	int32_t level;			/* 0 community, 1 street, 2 district */
	const char *code, *name_zh, *name_en;
};
enum err store_eval_divisions(struct db *db, struct arena *a, struct eval_division **out, size_t *n) MUST_USE;
/* Who patrolled which base grid, by cell and beginning. */
struct eval_beat {
	int64_t cell_id, user_id;
	usec_t valid_from, valid_until;
};
enum err store_eval_beats(struct db *db, struct arena *a, struct eval_beat **out, size_t *n) MUST_USE;
/* Numbers of the classes that nobody sees from the street, by number. */
enum err store_eval_hidden(struct db *db, struct arena *a, int64_t **ids, size_t *n) MUST_USE;
/* What persons are called, by number. */
struct eval_person {
	int64_t id, unit_id;
	const char *login, *name, *name_en;
};
enum err store_eval_persons(struct db *db, struct arena *a, struct eval_person **out, size_t *n) MUST_USE;

#endif
