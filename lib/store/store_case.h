/*
 * Cases: the row, its intervals, its lists.  Statements: sql/query/case.sql.
 * Texts and arrays are owned by the arena.
 */
#ifndef LIB_STORE_STORE_CASE_H
#define LIB_STORE_STORE_CASE_H

#include "lib/db/conn.h"
#include "lib/rule/case.h"
#include "lib/rule/casework.h"

struct arena;

/* ERR_NOT_FOUND when there is none. */
enum err store_case_by_id(struct db *db, struct arena *a, int64_t id, struct case_row **out) MUST_USE;
enum err store_case_id_by_number(struct db *db, const char *number, int64_t *id) MUST_USE;
/* Whether the unit was asked to act on the case, or the person to look, at any time. */
enum err store_case_was_theirs(struct db *db, int64_t id, int64_t unit_id, int64_t user_id, bool *was) MUST_USE;
/* What the person is to this case beside its columns, into the last fields of *who. */
enum err store_case_standing(struct db *db, const struct case_row *c, usec_t at, struct actor *who) MUST_USE;
/* A grid cell's polygon as text, x = longitude in microdegrees. */
enum err store_case_grid_shape(struct db *db, struct arena *a, int64_t cell_id, const char **wkt) MUST_USE;
struct case_id {
	int64_t id;
};
/* Suspended cases whose date has come, at most max. */
enum err store_cases_to_resume(struct db *db, struct arena *a, usec_t now, int32_t max, struct case_id **out,
    size_t *n) MUST_USE;
/* Closed cases whose window for opening them again ended before now, the longest first, at most max. */
enum err store_cases_window_over(struct db *db, struct arena *a, usec_t now, int32_t max, struct case_id **out,
    size_t *n) MUST_USE;
/* The squad in whose area a base grid lies, while it has people; 0 for none (R13). */
enum err store_squad_of_cell(struct db *db, int64_t base_cell_id, usec_t at, int64_t *squad_id) MUST_USE;
/* Cases in a final state since before an instant, the longest first, at most max. */
enum err store_cases_rested(struct db *db, struct arena *a, enum case_state state, usec_t before,
    int32_t max, struct case_id **out, size_t *n) MUST_USE;
/* Locks the row until the transaction ends; *version is what it has now. */
enum err store_case_lock(struct db *db, int64_t id, int64_t *version) MUST_USE;
/* Inserts c (its id is ignored); *id gets the new one. */
enum err store_case_insert(struct db *db, const struct case_row *c, int64_t *id) MUST_USE;
/* Writes every changeable column of c where the row still has version; ERR_CONFLICT otherwise. */
enum err store_case_update(struct db *db, const struct case_row *c, int64_t version) MUST_USE;
/* Writes only the ledger's head (event_seq, event_hash); the version stays. */
enum err store_case_head(struct db *db, const struct case_row *c) MUST_USE;
/* The next case number's sequence of a year, from 1 without gaps (same transaction). */
enum err store_case_number_next(struct db *db, int32_t year, int64_t *seq) MUST_USE;
/* Writes stage, promise, unit and order rows of a change whose event has number seq. */
enum err store_case_intervals(struct db *db, int64_t case_id, const struct change *ch,
    const struct step *s, int32_t seq) MUST_USE;

/* Writes what a change does to other units, pauses and letters. */
enum err store_case_beside(struct db *db, int64_t case_id, const struct change *ch, const struct step *s,
    int32_t seq) MUST_USE;

/* The units that act on a case now, the lead or substitute first. */
struct case_unit_row {
	int64_t unit_id;
	int32_t part;			/* enum unit_part */
	usec_t due, signed_at, done_at;
	const char *unit_zh, *unit_en;
};
enum err store_case_units(struct db *db, struct arena *a, int64_t case_id, struct case_unit_row **out,
    size_t *n) MUST_USE;
/* Supervision letters of a case, drafts (no 0) and dropped ones too. */
struct supervision_letter {
	int32_t seq, year, no;
	usec_t drafted_at, signed_at, due, dropped_at;
};
enum err store_supervision_letters(struct db *db, struct arena *a, int64_t case_id, struct supervision_letter **out,
    size_t *n) MUST_USE;
/* The open clocks beside the stage. */
struct side_row {
	int32_t seq, kind;
	usec_t started, due, ended, late_at;
};
enum err store_sides(struct db *db, struct arena *a, int64_t case_id, struct side_row **out, size_t *n) MUST_USE;
/* Batches of small cases (48): a new one, and a unit's lately with their number of cases, newest first. */
struct batch_row {
	int64_t id, n;
	usec_t made_at;
};
enum err store_batch_add(struct db *db, int64_t unit_id, int64_t user_id, usec_t at, int64_t *id) MUST_USE;
enum err store_batches(struct db *db, struct arena *a, int64_t unit_id, usec_t since, struct batch_row **out,
    size_t *n) MUST_USE;
/* Whether somebody of the unit has ever returned the case. */
enum err store_case_unit_returned(struct db *db, int64_t case_id, int64_t unit_id, bool *returned) MUST_USE;
/* True for a unit that is no team, and for a team that looks after one of the two cells (R15). */
enum err store_team_owns_cell(struct db *db, int64_t unit_id, int64_t base_cell_id, int64_t auto_cell_id,
    bool *owns) MUST_USE;
/* The complaints that went to kept_case when the case was merged come back to it. */
enum err store_unmerge(struct db *db, int64_t case_id, int64_t kept_case, usec_t at) MUST_USE;

struct case_names {
	int32_t class_kind;
	const char *major_code, *minor_code, *class_zh, *class_en, *cond_zh, *cond_en, *close_zh, *close_en,
	    *unit_zh, *unit_en, *unit_cell, *base_zh, *base_en, *auto_zh, *auto_en, *component_code,
	    *component_zh, *component_en, *handler, *supervisor, *parent_number, *claim_name;
	int64_t claim_by;		/* who has it open as it stands; 0: nobody */
	usec_t claim_since, claim_until;
};
enum err store_case_names(struct db *db, struct arena *a, int64_t id, struct case_names **out) MUST_USE;

struct stage_row {
	int32_t seq, state, round;
	usec_t started, due, outer_due, ended, late_at;
	const char *user_name, *unit_zh, *unit_en;
};
enum err store_stages(struct db *db, struct arena *a, int64_t case_id, struct stage_row **out,
    size_t *n) MUST_USE;

struct promise_row {
	int32_t seq, round, kind, amount, unit;
	int64_t unit_id, calendar_id;
	usec_t started, due, original_due, ended;
	const char *unit_zh, *unit_en;
};
enum err store_promises(struct db *db, struct arena *a, int64_t case_id, struct promise_row **out,
    size_t *n) MUST_USE;

struct pause_row {
	usec_t from_at, until_at;
	int32_t set_event;
};
enum err store_pauses(struct db *db, struct arena *a, int64_t case_id, struct pause_row **out,
    size_t *n) MUST_USE;

struct order_row {
	int32_t seq, kind, round, result;
	usec_t sent_at, due, answered_at;
	const char *user_name;
};
enum err store_orders(struct db *db, struct arena *a, int64_t case_id, struct order_row **out,
    size_t *n) MUST_USE;

/* Open stages, or clocks beside them, past their due without a late mark, oldest first, at most 500. */
struct late_row {
	int64_t case_id;
	int32_t seq, state;		/* of a clock beside the stage: its kind */
};
enum err store_sides_late(struct db *db, struct arena *a, usec_t now, struct late_row **out,
    size_t *n) MUST_USE;
enum err store_side_mark_late(struct db *db, const struct late_row *r, usec_t now, bool *marked) MUST_USE;
enum err store_stages_late(struct db *db, struct arena *a, usec_t now, struct late_row **out,
    size_t *n) MUST_USE;
/* Sets the mark if nobody has; *marked says whether this call did. */
enum err store_stage_mark_late(struct db *db, const struct late_row *r, usec_t now, bool *marked) MUST_USE;

/* One line of a queue. */
struct queue_row {
	int64_t id, version, queue_key, class_id, unit_id, base_cell_id;
	const char *number;
	int32_t state, source, rework_count;
	usec_t stage_due, due_at, received_at;
	bool hazard, urgent;
	const char *address, *description;	/* its first 80 characters */
};

enum { QUEUE_PAGE = 50 };

/* Which queue and which part of it; 0 and USEC_NONE mean "any". */
struct queue_filter {
	enum case_state state;
	int64_t own_unit;		/* a unit's own queue */
	int64_t unit_id, class_id, cell_id;
	usec_t late_before;		/* only those due before this instant */
	bool newest;			/* by id downwards instead of by due */
	int64_t after_key, after_id;	/* of the last row seen; after_id 0 = first page */
	bool back;			/* the rows before that one instead; still in the queue's order */
	int32_t max;			/* rows; 0: QUEUE_PAGE + 1, the one farthest off only says that there are more */
};
enum err store_queue(struct db *db, struct arena *a, const struct queue_filter *f,
    struct queue_row **out, size_t *n) MUST_USE;
/* Sends what store_queue() will ask for the same filter (db_ahead()). */
void store_queue_ahead(struct db *db, const struct queue_filter *f);

/* Where a case stands: state and queue_key, the rest stays empty; ERR_NOT_FOUND. */
enum err store_queue_place(struct db *db, int64_t case_id, struct queue_row *out) MUST_USE;

/*
 * Open cases in the states "10,12,…" whose stage is due in [from, until), the
 * earliest first, at most 11; unit_id 0: of the whole centre.
 */
enum err store_queue_due(struct db *db, struct arena *a, const char *states, int64_t unit_id,
    usec_t from, usec_t until, struct queue_row **out, size_t *n) MUST_USE;

struct queue_count {
	int32_t state;
	int64_t total, late, soon;
};
/*
 * Exact counts a state; soon: due within two hours.  unit_id 0: the whole
 * centre, with the cases that wait for the archive only where closed says so.
 */
enum err store_queue_counts(struct db *db, struct arena *a, int64_t unit_id, bool closed, usec_t now,
    struct queue_count **out, size_t *n) MUST_USE;

struct near_row {
	int64_t id;
	const char *number;
	int32_t state, lat, lon;
	usec_t received_at;
	const char *address, *description;
};
/* Open cases of the class within a box around a point since an instant, newest first, at most 5. */
enum err store_case_near(struct db *db, struct arena *a, int64_t class_id, int32_t lat, int32_t lon,
    int32_t reach, usec_t since, struct near_row **out, size_t *n) MUST_USE;

#endif
