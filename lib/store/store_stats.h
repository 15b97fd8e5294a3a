/*
 * What figures are made of: the lives of cases out of the three interval
 * tables (design 4.3), and from them how a case stood at the end of a period,
 * as lib/rule/metrics counts it.  Statements: sql/query/stats.sql.
 */
#ifndef LIB_STORE_STORE_STATS_H
#define LIB_STORE_STORE_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/blob.h"
#include "lib/base/clock.h"
#include "lib/base/err.h"
#include "lib/rule/metrics.h"
#include "lib/rule/post.h"

struct arena;
struct calendar;
struct db;

/* --- lives ----------------------------------------------------------------- */

/* The row's part of a life: what is set once, and what another system said. */
struct life_case {
	int64_t id;
	const char *number; /* ours, or the other system's; NULL before filing */
	int32_t source;
	bool external, unjustified_return;
	int64_t class_id, unit_id; /* as they are now; 0 none */
	int64_t unit_cell_id, base_cell_id;
	bool confidential; /* its sender asked for it */
	bool exempt;	   /* an appeal took it out of the counts of closing and handling */
	usec_t received_at, filed_at, dispatched_at, fed_back_at, closed_at;
};

struct life_stage {
	int64_t case_id;
	int32_t state;
	int64_t unit_id;
	usec_t started, due, ended;
};

struct life_promise {
	int64_t case_id;
	int32_t kind, round; /* enum promise_kind */
	int64_t unit_id;     /* who promised */
	int32_t unit;        /* enum limit_unit */
	usec_t started, due, original_due, ended;
};

struct life_order {
	int64_t case_id;
	int32_t kind, result; /* enum order_kind, site_result */
	usec_t answered_at;
};

/* Suspended, or on the watch list, in [from_at, until_at); USEC_NONE: still. */
struct life_hold {
	int64_t case_id;
	bool watch;
	usec_t from_at, until_at;
};

/* All that is known of one case; the arrays in the order in which it happened. */
struct life {
	struct life_case c;
	const struct life_stage *stages;
	const struct life_promise *promises;
	const struct life_order *orders;
	const struct life_hold *holds;
	const usec_t *faults; /* sent on because its dispatch was wrong */
	const struct post_act *acts; /* by store_lives_acts() only */
	size_t n_stages, n_promises, n_orders, n_holds, n_faults, n_acts;
};

/*
 * Gets each life; it lives until the call returns, and db may not be used in
 * it.  Anything but OK stops the reading and is returned.
 */
typedef enum err life_fn(void *ctx, const struct life *l);

/*
 * The life of every case that can be in a count of any period inside span, by
 * id, each once: what was known before its end and not over before its
 * beginning.  In one db_begin_read() with all other reading of the same paper.
 */
enum err store_lives(struct db *db, struct period span, life_fn *fn, void *ctx) MUST_USE;
/* The same with who did what, and only of the cases behind one (0: of all). */
enum err store_lives_acts(struct db *db, struct period span, int64_t after_id, life_fn *fn, void *ctx) MUST_USE;

/* --- as of the end of a period --------------------------------------------- */

/* What one unit's hands did to a case in P. */
struct unit_marks {
	int64_t unit_id;
	struct metric_marks marks;
};

enum { LIFE_UNITS_MAX = 8 }; /* units that one case can vex in one period; more are left out */

struct life_fact {
	struct case_fact fact;
	int32_t state;           /* enum case_state at the end of P; CS_NONE: not yet known */
	int64_t unit_id;         /* responsible then; 0: nobody */
	struct metric_marks marks; /* in P, of the whole case */
	struct unit_marks unit[LIFE_UNITS_MAX];
	size_t n_units;
};

/*
 * How the case stood at the last instant of p, and what befell it in p.  Only
 * what happened before p.to is looked at, so that a later run gives the same.
 * Mean times are measured where cal reaches; NULL: not at all.  Pure.
 */
void life_as_of(
    const struct life *l, const struct calendar *cal, struct period p, struct life_fact *out);

/* --- names and numbers beside them ----------------------------------------- */

/* n_complaint of one channel. */
struct stats_channel {
	int32_t source;
	int64_t n;
};
enum err store_stats_complaints(struct db *db, struct arena *a, struct period p,
    struct stats_channel **out, size_t *n) MUST_USE;

struct stats_unit {
	int64_t id;
	const char *code, *name_zh, *name_en, *group_code;
	int32_t kind; /* 1 linked unit … 6 imported */
	usec_t valid_from, valid_until;
};
/* All units there ever were, by code. */
enum err store_stats_units(
    struct db *db, struct arena *a, struct stats_unit **out, size_t *n) MUST_USE;

struct stats_class {
	int64_t id;
	const char *edition, *major_code, *minor_code, *name_zh, *name_en, *major_zh, *major_en;
	int32_t kind; /* 1 component 部件, 2 event 事件 */
};
/* All classes there ever were, by kind and code. */
enum err store_stats_classes(
    struct db *db, struct arena *a, struct stats_class **out, size_t *n) MUST_USE;

struct stats_seal {
	int32_t day;
	int64_t events;
	struct blob root;
};
/* The seal of a local day, or the last before it; ERR_NOT_FOUND when there is none. */
enum err store_stats_seal(
    struct db *db, struct arena *a, int32_t day, struct stats_seal *out) MUST_USE;

#endif
