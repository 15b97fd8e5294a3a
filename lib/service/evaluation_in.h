/* What the files of evaluation.h share; nobody else includes this. */
#ifndef LIB_SERVICE_EVALUATION_IN_H
#define LIB_SERVICE_EVALUATION_IN_H

#include "lib/service/evaluation.h"
#include "lib/store/store_stats.h"

/* Sums by part and key, while they are added up; span EVAL_DAY: of a day. */
struct eval_tally {
	int32_t span, part, day;
	int64_t key;
	int64_t v[EVAL_SLOTS];
	bool used;
};
struct eval_tallies {
	struct eval_tally *slot;
	size_t n, cap;
};
/* The line of a key, new and zero at its first use; owned by t, until the next one. */
int64_t *eval_at(struct eval_tallies *t, int32_t span, int32_t part, int32_t day, int64_t key);
void eval_tallies_free(struct eval_tallies *t);
/* To the front, by span, part, day and key; nothing may be added after it. */
void eval_tallies_sort(struct eval_tallies *t);
struct counts eval_counts(const int64_t v[EVAL_SLOTS]);

/* What every case is told by: the office's cells, beats, calendar; read once. */
struct eval_world {
	const struct calendar *cal;
	const struct eval_cell *cells;
	const struct eval_beat *beats;
	const int64_t *hidden;		/* classes */
	size_t n_cells, n_beats, n_hidden;
};
enum err eval_world_read(struct service *sv, usec_t until, struct eval_world *w) MUST_USE;

/* What a case told of one period. */
struct eval_told {
	struct eval_case c;
	usec_t at[COUNT_MAX];		/* of each count it is in */
	struct eval_mark mark[LIFE_UNITS_MAX];
	size_t n_marks;
};
/* Whether the life is in some count of the period; *out then. */
bool eval_tell(const struct eval_world *w, const struct life *l, struct period p, struct eval_told *out);

/* Whether a case is wanted, as the statements EVAL_CASES and EVAL_MARKS say it (after_id aside). */
struct eval_sieve {
	const struct eval_want *want;
	const struct stats_unit *units;
	const struct stats_class *classes;
	const struct eval_division *divisions;
	size_t n_units, n_classes, n_divisions;
};
enum err eval_sieve_read(struct service *sv, const struct eval_want *want, struct eval_sieve *s) MUST_USE;
bool eval_passes(const struct eval_sieve *s, const struct eval_case *c);

/* The counts that are marks: a unit's are those it caused. */
#define EVAL_MARKS (COUNT_BIT(N_REWORK) | COUNT_BIT(REWORK_TIMES) | COUNT_BIT(N_REOPEN) | COUNT_BIT(N_RETURN) | COUNT_BIT(N_RETURN_UNJUST) | \
	COUNT_BIT(N_EXTEND))
#define COUNT_BIT(c) ((int64_t)1 << (c))

/*
 * Adds a case to the lines of a part (a kept one): all its bits, or those of
 * its unit's responsibility where what a unit's hands did is told apart.
 */
void eval_add(struct eval_tallies *t, enum eval_part part, const struct eval_case *c);
void eval_add_complaint(struct eval_tallies *t, enum eval_part part, const struct eval_complaint *c);
/* The case as its unit answers for it, without marks; and as mark i, of the unit whose hands made it. */
struct eval_case eval_of_unit(const struct eval_case *c);
struct eval_case eval_of_mark(const struct eval_case *c, const struct eval_mark *m);

/* The part whose lines make those of another up; itself for a kept one. */
enum eval_part eval_kept_part(enum eval_part part);
bool eval_is_post(enum eval_part part);

/* What the keys of a part are called. */
struct eval_names {
	struct stats_unit *units;
	struct stats_class *classes;
	struct eval_cell *cells;
	struct eval_division *divisions;
	struct eval_person *persons;
	size_t n_units, n_classes, n_cells, n_divisions, n_persons;
};
enum err eval_names_read(struct service *sv, enum eval_part part, struct eval_names *k) MUST_USE;
void eval_name_line(const struct eval_names *k, enum eval_part part, struct eval_line *l);
/* The line of the part asked for that a kept line is part of. */
int64_t eval_line_of(const struct eval_names *k, enum eval_part part, int64_t key);

/* The periods of a query: what runs is cut off before today. */
enum err eval_period_of(const struct eval_query *q, usec_t today, struct period *p) MUST_USE;
/* The table's span of a query, EVAL_DAY for none, and its first day. */
enum eval_span eval_span_of(const struct eval_query *q, int32_t *first_day);
/* The wishes of a filter. */
struct eval_want eval_want_of(const struct eval_filter *f);

#endif
