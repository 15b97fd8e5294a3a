/*
 * Evaluation: the figures of a period by part, what they are compared with,
 * and the cases behind each (metrics 1-3, 7, 8).  One definition, that of
 * lib/rule/metrics; names and sentences: lib/rule/glossary.h.
 *
 * Months and calendar years are kept in tables that "anjuan tick" makes from
 * the lives of the cases, as a whole and never patched: any of them costs the
 * same, and a page reads some hundreds of rows by key.  Other spans of months,
 * "as of" a past instant, and what is not counted yet come straight from the
 * lives: the same numbers, but time in proportion to the cases of the span.
 * All instants are cut at the beginning of today: a period that runs shows
 * what had happened by yesterday.
 *
 * Each call reads in the caller's transaction, or in its own snapshots.
 */
#ifndef LIB_SERVICE_EVALUATION_H
#define LIB_SERVICE_EVALUATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/rule/metrics.h"
#include "lib/rule/post.h"
#include "lib/service/office_ops.h"
#include "lib/store/store_eval.h"

/*
 * The parts, stable: numbers of table eval_sum.  X(enumerator, code); the name
 * is the text "Part.<code>".  What a line's key is:
 */
#define EVAL_PARTS(X)                                                                             \
	X(PART_OF_ALL, 0, "all")		/* 0: one line */                                 \
	X(PART_OF_UNIT, 1, "unit")		/* unit responsible, marks by who caused them; 0 nobody */ \
	X(PART_OF_CLASS, 2, "class")		/* class; 0 none */                               \
	X(PART_OF_SOURCE, 3, "source")		/* enum source of the case's first complaint */    \
	X(PART_OF_HOUR, 4, "hour")		/* local hour of the report */                    \
	X(PART_OF_WEEKDAY, 5, "weekday")	/* of the report, 0 Sunday */                     \
	X(PART_OF_UNIT_CELL, 6, "unit_cell")	/* unit grid; 0 none */                           \
	X(PART_OF_BASE_CELL, 7, "base_cell")	/* base grid; 0 none */                           \
	X(PART_OF_COMMUNITY, 8, "community")	/* its code as a number; 0 none */                \
	X(PART_OF_GROUP, 9, "group")		/* any unit of the group; lines: the lowest */     \
	X(PART_OF_MAJOR, 10, "major")		/* any class of the major class; lines: the lowest */ \
	X(PART_OF_KIND, 11, "kind")		/* 1 component, 2 event, 0 none */                \
	X(PART_OF_STREET, 12, "street")		/* code as a number; 0 none */                    \
	X(PART_OF_DISTRICT, 13, "district")	/* code as a number; 0 none */                    \
	X(PART_OF_CENTRE, 14, "centre")		/* the centre itself: 0, the whole */             \
	X(PART_OF_TIME, 15, "time")		/* days of a month, first days of months of a year; \
						   what happened then, judged at the period's end */ \
	X(PART_OF_POST, 20, "post")		/* + enum post: person; of teams a unit; 0 nobody */

enum eval_part {
#define X(name, number, code) name = number,
	EVAL_PARTS(X)
#undef X
	PART_OF_MAX = PART_OF_POST + POST_MAX
};
static inline enum eval_part
part_of_post(enum post p)
{
	return (enum eval_part)((int)PART_OF_POST + (int)p);
}
/* "unit"; of a post its own code ("supervisor"). */
const char *part_token(enum eval_part part);
/* What a code names, or PART_OF_MAX. */
enum eval_part part_of(const char *code);

/* Only these cases; 0 asks for nothing.  Any of them together, with every part but PART_OF_TIME. */
struct eval_filter {
	int64_t unit_id, class_id, base_cell_id, community, street;
	int32_t source, kind;		/* kind: 1 component, 2 event */
};

struct eval_query {
	int year, month, months;	/* a month: 1; a year: month 1, 12; any other span: 2 to 120 months */
	usec_t as_of;			/* known before this instant; USEC_NONE: all until yesterday */
	enum eval_part part;
	struct eval_filter filter;
	bool anew;			/* from the lives, whatever the tables say */
	bool compare;			/* with the span before and the same of the year before */
};
/* A query for one month, or for one year (month 0), without filter, compared. */
struct eval_query eval_query_of(int year, int month, enum eval_part part);

struct eval_line {
	int64_t key;
	/* What the key is called; NULL where only the catalogue knows (source, hour, weekday, time). */
	const char *code, *name_zh, *name_en;
	const char *group;	/* of a unit: its group of comparable ones; of a person: NULL */
	struct counts now, before, year_ago;
};

struct evaluation {
	struct eval_query q;
	struct period now, before, year_ago;	/* as they were counted: cut off where they run */
	bool whole;		/* the period was over */
	bool kept;		/* from the tables; otherwise from the lives */
	usec_t made_at;		/* of the tables */
	struct eval_line total;	/* of all cases of the query, whoever they belong to */
	/* By key; a line for each key with a number in one of the three, and every linked unit there was. */
	struct eval_line *lines;
	size_t n_lines;
};

/*
 * The figures.  ERR_INVALID: a span that has not begun, or a query that cannot
 * be (dates, PART_OF_TIME with a filter).  In the arena.
 */
enum err evaluation_read(struct service *sv, const struct eval_query *q, struct evaluation **out) MUST_USE;
/*
 * One line through n months that end with a month, the earliest first; a month
 * that has not begun or is before the first case is all zero.  From the tables
 * alone: no filter, no as-of.  Parts that are sums of others (group, major,
 * kind, street, district) are not kept: ERR_INVALID.
 */
enum err evaluation_months(struct service *sv, int year, int month, int n, enum eval_part part, int64_t key,
    struct counts **out) MUST_USE;
/*
 * The days of a span of local days by key, kept for the whole, units, sources
 * and base grids: rows of (first_day = the day, key_id, slot, n).  Slots are
 * counts; means have no day.
 */
enum err evaluation_days(struct service *sv, int32_t from_day, int32_t to_day, enum eval_part part, const int64_t *key,
    struct eval_sum **out, size_t *n) MUST_USE;

/*
 * Exactly the cases a number counts, by id, behind after_id: at most limit
 * (500), *more says whether others follow.  part and key as in a line; filter
 * and as_of as in the query of the line.  REWORK_TIMES lists the cases of
 * N_REWORK.  N_COMPLAINT counts no cases: ERR_INVALID.
 */
enum err evaluation_cases(struct service *sv, const struct eval_query *q, int64_t key, enum count count, int64_t after_id,
    int64_t limit, struct eval_line_case **out, size_t *n, bool *more) MUST_USE;

/*
 * The same evaluation as text, the same bytes for the same figures: one line
 * "part key code count value" a number of the period (never of what it is
 * compared with), by part, key and the counts' own order, means as sum and
 * number.  What a seal hashes and a snapshot keeps.
 */
char *evaluation_text(struct arena *a, const struct evaluation *e);

/* Counts every period that is not counted up to yesterday, as window_run() does; *done: periods counted. */
enum err evaluation_run(struct service *sv, usec_t now, int64_t *done) MUST_USE;
/*
 * Counts a month and its year anew at once: something about their cases was
 * decided later.  ERR_CONFLICT while another host counts.
 */
enum err evaluation_recount(struct service *sv, int32_t first_day, usec_t now) MUST_USE;
/* The next run counts everything anew: cases came in past the office's own steps. */
enum err evaluation_forget(struct service *sv) MUST_USE;
/* Counts a period again without writing: whether the tables say the same.  ERR_NOT_FOUND: it is not counted. */
enum err evaluation_check(struct service *sv, enum eval_span span, int32_t first_day, bool *same) MUST_USE;

#endif
